//! A category without an article: its headlines as a list, what they open, and the way back.

use std::time::Duration;

use serde_json::{Value, json};

use crate::feeds::{Item, feed, item, pair, series, with};
use crate::look::Look;
use crate::offline::{WAKE, offer, until_offered};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_category_is_a_list_by_its_id,
        a_category_is_a_list_by_its_title,
        a_headline_of_the_list_opens_in_place_and_leads_back,
        the_way_back_leads_to_where_the_list_was,
        the_list_has_the_pages_own_address,
        a_link_to_an_article_has_a_way_to_the_list,
        the_list_goes_on,
        the_list_is_there_where_no_related_headlines_are,
        an_article_goes_before_the_category,
        a_new_category_is_shown,
        refresh_brings_new_headlines_into_the_list,
        newer_news_is_offered_and_the_list_stays,
        show_opens_an_article_over_the_list,
        the_list_has_the_tools_that_need_no_article,
    ]
}

/// Two categories, one of them with two articles.
fn two_categories() -> [Item; 4] {
    [
        item("k1").day(20),
        item("v1").day(15).category("van-hoa").image("/img/v1.png"),
        item("v2").day(10).category("van-hoa"),
        item("k2").day(5),
    ]
}

/// Whether the list of *Văn hóa* is all there is.
fn is_list(look: &Look) -> bool {
    look.state == "ready" && look.title == "Văn hóa" && look.articles == 0
}

async fn current(reader: &Reader) -> Result<Value> {
    reader.js("return host.current", Value::Null).await
}

async fn a_category_is_a_list_by_its_id(stage: Stage) -> Result {
    is_a_list(stage, "van-hoa").await
}

async fn a_category_is_a_list_by_its_title(stage: Stage) -> Result {
    is_a_list(stage, "Văn hóa").await
}

async fn is_a_list(stage: Stage, category: &str) -> Result {
    let reader = stage.read_with(feed(two_categories()), &format!("category='{category}' heading-level='2'")).await?;
    let look = reader.wait("the list", is_list).await?;
    assert_eq!(look.title_tag, "h2", "its heading is the category's title");
    assert_eq!(look.related_texts(), ["Bài v1", "Bài v2"]);
    assert_eq!(look.related[0].picture, stage.site.url("/img/v1.png"));
    assert_eq!(look.related[1].href, stage.site.url("/tin/v2"));
    assert!(!look.related_shown && !look.more && look.body.is_empty(), "{look:#?}");
    assert_eq!(look.focus, "", "a page that loads leaves the focus alone");
    assert_eq!(current(&reader).await?, Value::Null);
    reader.wait("the event", |look| !look.events("tin-list").is_empty()).await?;
    let look = reader.look().await?;
    let told = look.events("tin-list");
    assert_eq!((told.len(), &told[0].detail), (1, &json!({ "id": "van-hoa", "title": "Văn hóa" })));
    assert!(told[0].composed && look.events("tin-load").is_empty(), "{:#?}", look.events);
    let named = "const list = root.querySelector('[part=listing]');
        return [list.localName, root.getElementById(list.getAttribute('aria-labelledby')).textContent,
          [...list.querySelectorAll('.summary')].map((lead) => lead.textContent)]";
    let named = reader.js(named, Value::Null).await?;
    assert_eq!(named, json!(["section", "Văn hóa", ["Tóm tắt v1", "Tóm tắt v2"]]));
    Ok(())
}

async fn a_headline_of_the_list_opens_in_place_and_leads_back(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa'").await?;
    reader.wait("the list", is_list).await?;
    reader.click_related("Bài v1").await?;
    let look = reader.wait("the article", |look| look.title == "Bài v1" && look.focus == "title").await?;
    assert_eq!((look.articles, look.related_texts()), (1, vec!["Bài v2"]), "the others of the category below it");
    assert!(look.related_shown);
    assert_eq!(look.events("tin-navigate").last().and_then(|asked| asked.shown.as_deref()), Some("Văn hóa"));
    assert_eq!(look.events("tin-load").last().ok_or("no tin-load")?.detail["id"], "v1");
    assert_eq!(current(&reader).await?["id"], "v1");

    // Another one from there: the way still leads to the list.
    reader.click_related("Bài v2").await?;
    reader.wait_title("Bài v2").await?;
    reader.click(".back").await?;
    let look = reader.wait("the list again", |look| is_list(look) && look.events("tin-list").len() == 2).await?;
    assert_eq!(look.related_texts(), ["Bài v1", "Bài v2"]);
    assert_eq!(look.focus, "title", "on the list's heading");
    assert_eq!(current(&reader).await?, Value::Null);
    assert_eq!(look.events("tin-navigate").len(), 2, "the list is no article: {:#?}", look.events);
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    Ok(())
}

async fn the_way_back_leads_to_where_the_list_was(stage: Stage) -> Result {
    let items =
        (0..40).map(|number| item(&format!("a{number}")).date(&format!("2019-08-01T12:{:02}:00Z", 59 - number)));
    let reader = stage.read_with(feed(items), "category='kinh-te' related='15'").await?;
    reader.wait("the list", |look| look.related.len() == 15).await?;
    reader.click(".more").await?;
    reader.wait("more of it", |look| look.related.len() == 30).await?;
    let find = "const row = root.querySelectorAll('.listing li a')[24]; row.scrollIntoView({ block: 'center', behavior: 'instant' });";
    reader.js(find, Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    let top = scroll(&reader).await?;
    assert!(top > 300.0, "the list is long enough to scroll: {top}");
    reader.js("root.querySelectorAll('.listing li a')[24].click()", Value::Null).await?;
    let look = reader.wait("the article", |look| look.articles == 1).await?;
    assert_eq!(look.related.len(), 15, "the article's own list begins anew");
    reader.js("root.querySelector('.back').click()", Value::Null).await?;
    reader.wait("the rows that were there", |look| look.articles == 0 && look.related.len() == 30).await?;
    eventually("the place that was left", async || Ok((scroll(&reader).await? - top).abs() <= 50.0)).await
}

async fn scroll(reader: &Reader) -> Result<f64> {
    Ok(reader.js("return scrollY", Value::Null).await?.as_f64().ok_or("no scroll position")?)
}

async fn the_list_has_the_pages_own_address(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa' routing='hash'").await?;
    let look = reader.wait("the list", is_list).await?;
    assert_eq!(look.hash, "");
    reader.click_related("Bài v1").await?;
    reader.wait("the article", |look| look.title == "Bài v1" && look.hash == "#tin=v1").await?;
    reader.js("history.back()", Value::Null).await?;
    reader.wait("the list by Back", |look| is_list(look) && look.hash.is_empty()).await?;
    reader.js("history.forward()", Value::Null).await?;
    reader.wait("the article by Forward", |look| look.title == "Bài v1" && look.hash == "#tin=v1").await?;
    reader.click(".back").await?;
    reader.wait("the list by its button", |look| is_list(look) && look.hash.is_empty()).await?;
    reader.js("history.back()", Value::Null).await?;
    reader.wait("the article, where Back was", |look| look.title == "Bài v1" && look.hash == "#tin=v1").await?;
    assert_eq!(stage.site.hits("/page.html").len(), 1);
    Ok(())
}

async fn a_link_to_an_article_has_a_way_to_the_list(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(two_categories()));
    stage.mount("/page.html", &tag("/feed.json", "category='van-hoa' routing='hash'"));
    let reader = stage.open("/page.html#tin=k2").await?;
    reader.wait_title("Bài k2").await?;
    reader.click(".back").await?;
    let look = reader.wait("the list", |look| is_list(look) && look.hash.is_empty()).await?;
    assert_eq!(look.focus, "title");
    Ok(())
}

async fn the_list_goes_on(stage: Stage) -> Result {
    stage.site.json("/feed-2.json", &feed(series("b", 3)));
    let first = with(feed(series("a", 4)), "next_url", "/feed-2.json");
    let reader = stage.read_with(first, "category='kinh-te' related='3'").await?;
    let look = reader.wait("the list", |look| look.related.len() == 3).await?;
    assert!(look.more && stage.site.hits("/feed-2.json").is_empty());
    reader.click(".more").await?;
    reader.wait("six", |look| look.related.len() == 6).await?;
    assert_eq!(stage.site.hits("/feed-2.json").len(), 1);
    reader.click(".more").await?;
    let look = reader.wait("all", |look| look.related.len() == 7 && !look.more).await?;
    assert_eq!((look.title.as_str(), look.articles), ("Kinh tế", 0));
    Ok(())
}

async fn the_list_is_there_where_no_related_headlines_are(stage: Stage) -> Result {
    let reader = stage.read_with(feed(series("a", 20)), "category='kinh-te' related='0'").await?;
    let look = reader.wait("the list", |look| look.related.len() == 13).await?;
    assert!(look.more);
    reader.click_related("Bài a2").await?;
    let look = reader.wait_title("Bài a2").await?;
    assert!(look.related.is_empty() && !look.related_shown, "{:?}", look.related_texts());
    Ok(())
}

async fn an_article_goes_before_the_category(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa' article='k1'").await?;
    let look = reader.wait_title("Bài k1").await?;
    assert_eq!(look.articles, 1);
    assert_eq!(
        reader.js("return root.querySelector('.back')", Value::Null).await?,
        Value::Null,
        "it came from no list"
    );
    reader.js("host.removeAttribute('article')", Value::Null).await?;
    reader.wait("the list", is_list).await?;
    reader.js("host.removeAttribute('category')", Value::Null).await?;
    let look = reader.wait_title("Bài k1").await?;
    assert_eq!(look.articles, 1, "without either the newest of all");
    Ok(())
}

async fn a_new_category_is_shown(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa'").await?;
    reader.wait("the list", is_list).await?;
    reader.js("host.category = 'kinh-te'", Value::Null).await?;
    let look = reader.wait_title("Kinh tế").await?;
    assert_eq!(look.related_texts(), ["Bài k1", "Bài k2"]);
    reader.js("host.category = 'xa-hoi'", Value::Null).await?;
    let look = reader.wait_failure("category-empty").await?;
    assert!(look.related.is_empty(), "{:?}", look.related_texts());
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    Ok(())
}

async fn refresh_brings_new_headlines_into_the_list(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "category='kinh-te'").await?;
    reader.wait_title("Kinh tế").await?;
    stage.site.json("/feed.json", &feed([item("a0").day(25), item("a1").day(20), item("a2").day(10)]));
    let answer = reader.js_async("await host.refresh(); return host.state", Value::Null).await?;
    assert_eq!(answer, json!({ "value": "ready" }));
    let look = reader.look().await?;
    assert_eq!(look.related_texts(), ["Bài a0", "Bài a1", "Bài a2"], "on screen when the promise is kept");
    stage.site.route("/feed.json", crate::answer::Answer::status(500));
    let answer = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(answer["error"]["code"], "feed-http");
    let look = reader.wait_state("stale").await?;
    assert_eq!((look.title.as_str(), look.related.len()), ("Kinh tế", 3), "the list stays");
    Ok(())
}

async fn newer_news_is_offered_and_the_list_stays(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa'").await?;
    reader.wait("the list", is_list).await?;
    let newer = two_categories().into_iter().chain([item("v0").day(25).category("van-hoa"), item("k0").day(26)]);
    stage.site.json("/feed.json", &feed(newer));
    reader.js(WAKE, Value::Null).await?;
    until_offered(&reader).await?;
    let still = |look: &Look| is_list(look) && look.related_texts() == ["Bài v1", "Bài v2"];
    reader.stays(Duration::from_millis(300), "the list", still).await?;
    assert_eq!(offer(&reader).await?, "Có tin mới. Bấm để xem.");
    reader.click(".newer button").await?;
    let look = reader.wait("the new row", |look| look.related.len() == 3).await?;
    assert!(is_list(&look), "{look:#?}");
    assert_eq!(look.related_texts(), ["Bài v0", "Bài v1", "Bài v2"]);
    assert!(offer(&reader).await?.is_null());
    // What is new elsewhere is no news here.
    let other = two_categories().into_iter().chain([item("v0").day(25).category("van-hoa"), item("k9").day(27)]);
    stage.site.json("/feed.json", &feed(other));
    let asked = stage.site.hits("/feed.json").len();
    reader.js(WAKE, Value::Null).await?;
    eventually("the question", async || Ok(stage.site.hits("/feed.json").len() > asked)).await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(offer(&reader).await?.is_null());
    Ok(())
}

async fn show_opens_an_article_over_the_list(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa'").await?;
    reader.wait("the list", is_list).await?;
    assert_eq!(reader.show("nowhere").await?, Err("article-not-found".to_owned()));
    assert!(is_list(&reader.look().await?), "what was on screen stays");
    assert_eq!(reader.show("k2").await?, Ok("Bài k2".to_owned()));
    reader.js("document.addEventListener('tin-navigate', (event) => event.preventDefault())", Value::Null).await?;
    reader.click(".back").await?;
    reader.wait("the list", is_list).await?;
    assert_eq!(reader.show("v1").await?, Err(String::new()), "prevented");
    assert!(is_list(&reader.look().await?));
    Ok(())
}

async fn the_list_has_the_tools_that_need_no_article(stage: Stage) -> Result {
    let reader = stage.read_with(feed(two_categories()), "category='van-hoa' tools='search copy'").await?;
    reader.wait("the list", is_list).await?;
    let shown = async || {
        let script = "return [...root.querySelectorAll('.tool:not([data-tool=keys])')].filter((tool) => tool.getClientRects().length).map((tool) => tool.dataset.tool)";
        reader.js(script, Value::Null).await
    };
    eventually("the tools", async || Ok(shown().await? == json!(["search"]))).await?;
    reader.click_related("Bài v1").await?;
    reader.wait_title("Bài v1").await?;
    eventually("the article's tools", async || Ok(shown().await? == json!(["search", "copy"]))).await
}
