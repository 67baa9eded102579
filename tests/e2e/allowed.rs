//! `?feed=` of the two pages that ship, `index.html` and `frame.html`: whose news may be shown under their address.
//!
//! The rule's table is data: `tests/fixtures/feed-addresses.json`, innocent addresses with what is fetched for them, and
//! attacks, which are refused.

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::feeds::{feed, item, pair};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, list};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        judges_feed_addresses_as_the_table_says,
        a_page_shows_a_feed_of_its_own_site,
        a_page_shows_a_feed_of_its_list,
        a_page_refuses_the_feed_of_another_site_and_says_why,
        says_why_in_english_and_chinese,
        an_allowed_address_cannot_lead_elsewhere,
        an_allowed_address_may_move_within_the_list,
    ]
}

/// The pages that obey the rule.
const PAGES: [&str; 2] = ["/index.html", "/frame.html"];

#[derive(Deserialize)]
struct Table {
    page: String,
    list: String,
    innocent: Vec<Row>,
    attacks: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    name: String,
    query: String,
    page: Option<String>,
    list: Option<String>,
    /// What an innocent address is fetched as; absent when none is asked for.
    shows: Option<String>,
}

async fn judges_feed_addresses_as_the_table_says(stage: Stage) -> Result {
    let table: Table = serde_json::from_str(include_str!("../fixtures/feed-addresses.json"))?;
    assert!(table.innocent.len() > 25 && table.attacks.len() > 75, "rows are missing");
    let reader = stage.embed("").await?;
    let call = |row: &Row| {
        let page = format!("{}{}", row.page.as_ref().unwrap_or(&table.page), row.query);
        json!([page, row.list.as_ref().unwrap_or(&table.list)])
    };
    let rows = || table.innocent.iter().chain(&table.attacks);
    let script = "
        const { askedFeed } = await import('/page.js');
        return args.map(([page, list]) => { const feed = askedFeed(page, list); return feed === undefined ? 'none' : feed; });";
    let seen = reader.js_async(script, rows().map(call).collect()).await?;
    let seen = seen["value"].as_array().ok_or_else(|| format!("no answers: {seen}"))?;
    let innocent = table.innocent.iter().map(|row| json!(row.shows.as_deref().unwrap_or("none")));
    let wanted = innocent.chain(table.attacks.iter().map(|_| Value::Null));
    let wrong: Vec<_> = rows()
        .zip(seen.iter().zip(wanted))
        .filter(|(_, (seen, wanted))| *seen != wanted)
        .map(|(row, (seen, wanted))| format!("{}: {} is {seen}, not {wanted}", row.name, row.query))
        .collect();
    assert_eq!(seen.len(), rows().count());
    assert!(wrong.is_empty(), "{wrong:#?}");
    Ok(())
}

async fn a_page_shows_a_feed_of_its_own_site(stage: Stage) -> Result {
    stage.site.json("/tin/khac.json", &pair());
    for page in PAGES {
        for address in ["tin/khac.json".to_owned(), "/tin/khac.json".to_owned(), stage.site.url("/tin/khac.json")] {
            let reader = stage.open(&format!("{page}?feed={address}")).await?;
            // As it was kept at first, then as it is.
            reader.wait("the feed", |look| look.title == "Bài thứ nhất" && look.state == "ready").await?;
            assert_eq!(notice(&reader).await?, Value::Null, "{page} {address}");
        }
    }
    Ok(())
}

async fn a_page_shows_a_feed_of_its_list(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/tin/feed.json", &pair());
    for page in PAGES {
        set_list(&stage.site, page, &format!("https://a.example/ {}", portal.url("/tin/")))?;
        let reader = stage.open(&format!("{page}?feed={}", portal.url("/tin/feed.json"))).await?;
        reader.wait(page, |look| look.title == "Bài thứ nhất" && look.state == "ready").await?;
        assert_eq!(notice(&reader).await?, Value::Null, "{page}");
        // Another path of the same site is not on the list.
        let reader = stage.open(&format!("{page}?feed={}", portal.url("/khac/feed.json"))).await?;
        reader.wait_state("ready").await?;
        assert_ne!(notice(&reader).await?, Value::Null, "{page}");
    }
    assert!(portal.hits("/khac/feed.json").is_empty());
    Ok(())
}

async fn a_page_refuses_the_feed_of_another_site_and_says_why(stage: Stage) -> Result {
    let other = Site::start().await?;
    other.json("/feed.json", &feed([item("x").title("Tin bịa")]));
    for page in PAGES {
        let own = stage.open(page).await?.wait_state("ready").await?;
        let reader = stage.open(&format!("{page}?feed={}", other.url("/feed.json"))).await?;
        let look = reader.wait_state("ready").await?;
        assert_eq!(look.title, own.title, "{page}: the page's own news");
        let notice = notice(&reader).await?;
        assert_eq!(notice["lang"], "vi");
        assert!(notice["text"].as_str().is_some_and(|text| text.contains("không nằm trong danh sách")), "{notice}");
        assert!(notice["height"].as_f64().is_some_and(|height| height > 15.0), "to be seen: {notice}");
        let words = reader.js("return document.documentElement.textContent", Value::Null).await?;
        assert!(!words.to_string().contains(&other.url("")), "what was asked for is not repeated");
    }
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(other.log().is_empty(), "the other site was asked: {:#?}", other.log());
    Ok(())
}

async fn says_why_in_english_and_chinese(stage: Stage) -> Result {
    for (asked, lang, words) in [
        ("en", "en", "is not on this page’s list"),
        ("zh-Hans", "zh", "不在本页的允许列表中"),
        ("EN-gb", "en", "own news"),
        ("fr", "vi", "tin của chính trang này"),
        ("toString", "vi", "tin của chính trang này"),
    ] {
        let reader = stage.open(&format!("/frame.html?lang={asked}&feed=https://evil.example/")).await?;
        reader.wait_state("ready").await?;
        let notice = notice(&reader).await?;
        assert_eq!(notice["lang"], lang, "{asked}");
        assert!(notice["text"].as_str().is_some_and(|text| text.contains(words)), "{asked}: {notice}");
    }
    Ok(())
}

/// A portal may have a page that sends you anywhere; so may a site of the list.
async fn an_allowed_address_cannot_lead_elsewhere(stage: Stage) -> Result {
    let (portal, other) = (Site::start().await?, Site::start().await?);
    other.json("/feed.json", &feed([item("x").title("Tin bịa")]));
    let redirect = Answer::redirect(&other.url("/feed.json"));
    stage.site.route("/chuyen.json", redirect.clone());
    portal.route("/chuyen.json", redirect);
    for page in PAGES {
        set_list(&stage.site, page, &portal.url("/"))?;
        for address in [stage.site.url("/chuyen.json"), portal.url("/chuyen.json")] {
            let reader = stage.open(&format!("{page}?feed={address}")).await?;
            let look = reader.wait("a failure", |look| look.failure.is_some()).await?;
            assert_eq!(look.state, "error", "{page} {address}");
            assert_eq!(look.failure.ok_or("no failure")?.code, "feed-unreachable", "{page} {address}");
        }
    }
    assert!(other.log().is_empty(), "the other site was asked: {:#?}", other.log());
    Ok(())
}

async fn an_allowed_address_may_move_within_the_list(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/moi.json", &pair());
    stage.site.json("/moi.json", &pair());
    for page in PAGES {
        set_list(&stage.site, page, &portal.url("/"))?;
        for place in [stage.site.url("/moi.json"), portal.url("/moi.json")] {
            stage.site.route("/cu.json", Answer::redirect(&place));
            let reader = stage.open(&format!("{page}?feed=/cu.json")).await?;
            let moved = format!("the feed, at {place}");
            reader.wait(&moved, |look| look.title == "Bài thứ nhất" && look.state == "ready").await?;
        }
    }
    Ok(())
}

/// The line that says why a feed is not shown, as it is on screen; `null` when there is none.
async fn notice(reader: &Reader) -> Result<Value> {
    let script = "
        const line = document.querySelector('p[role=status]');
        return line && { text: line.textContent, lang: line.lang, height: line.getBoundingClientRect().height };";
    reader.js(script, Value::Null).await
}

/// Serves `page` as a webmaster has edited it: with this list.
pub fn set_list(site: &Site, page: &str, list: &str) -> Result {
    let file = dist::file(page).ok_or("dist lacks a page")?;
    let text = String::from_utf8(file.bytes.to_vec())?;
    let edited = text.replace(r#"name="tin-feeds" content="""#, &format!(r#"name="tin-feeds" content="{list}""#));
    assert!(list.is_empty() || edited != text, "{page} has no place for a list");
    // Without the worker, which shows a page as it was at the visit before.
    let edited = edited.replace(r#"<link rel="manifest" href="manifest.webmanifest">"#, "");
    site.route(page, Answer::html(&edited));
    Ok(())
}
