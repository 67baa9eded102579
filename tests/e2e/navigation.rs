//! Going from article to article: in place, by keyboard and history, with the host page's leave.

use std::time::Duration;

use serde_json::{Value, json};

use crate::feeds::{feed, item, pair, with};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_click_opens_the_article_in_place,
        the_rows_of_the_list_stay_when_another_article_opens,
        what_stands_below_the_list_is_of_the_article_on_screen,
        a_click_puts_the_focus_on_the_headline,
        a_click_asks_the_page_before_it_goes,
        the_page_can_stop_a_click,
        a_click_with_ctrl_is_left_to_the_browser,
        the_title_of_the_standalone_page_follows,
        without_routing_the_address_and_history_stay,
        with_hash_routing_the_address_follows,
        back_and_forward_walk_through_the_articles,
        back_restores_where_the_reader_was,
        a_link_with_a_hash_opens_its_article,
        a_changed_hash_opens_its_article,
        show_opens_an_article_by_id_or_address,
        show_rejects_what_is_not_there,
        show_aborts_where_it_may_not_go,
        current_says_what_is_on_screen,
        refresh_brings_what_changed,
    ]
}

async fn a_click_opens_the_article_in_place(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ nhất");
    reader.js("window.samePage = true", Value::Null).await?;
    reader.click_related("Bài thứ hai").await?;
    let look = reader.wait_title("Bài thứ hai").await?;
    assert_eq!(look.body, "Nội dung a2", "headline and text change together");
    assert_eq!(look.related_texts(), ["Bài thứ nhất"]);
    assert_eq!(look.articles, 1);
    assert_eq!(reader.js("return window.samePage === true", Value::Null).await?, true, "the page was loaded anew");
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "the article was at hand");
    assert_eq!(look.events("tin-load").last().ok_or("no tin-load")?.detail["id"], "a2");
    Ok(())
}

/// With their pictures; only the one that is read goes, and the one that was read comes.
async fn the_rows_of_the_list_stay_when_another_article_opens(stage: Stage) -> Result {
    let reader = stage.read(feed(["a", "b", "c", "d"].map(|id| item(id).title(id)))).await?;
    reader.wait_state("ready").await?;
    reader.js("for (const row of root.querySelectorAll('.list li')) row.known = true", Value::Null).await?;
    let rows = "return [...root.querySelectorAll('.list li')].map((row) => [row.textContent.trim()[0], !!row.known])";
    for (opened, expected) in [
        ("c", json!([["a", false], ["b", true], ["d", true]])),
        ("b", json!([["a", false], ["c", false], ["d", true]])),
        ("d", json!([["a", false], ["b", false], ["c", false]])),
    ] {
        reader.click_related(opened).await?;
        reader.wait_title(opened).await?;
        assert_eq!(reader.js(rows, Value::Null).await?, expected, "{opened}");
    }
    Ok(())
}

/// An article that is alone in its category, one that is not, and one of a category with more than are shown.
async fn what_stands_below_the_list_is_of_the_article_on_screen(stage: Stage) -> Result {
    let items = [("a", "mot"), ("b", "hai"), ("c", "hai"), ("d", "ba"), ("e", "ba"), ("f", "ba"), ("g", "ba")];
    let items = items.map(|(id, category)| item(id).title(id).category(category));
    let reader = stage.read_with(feed(items), "related=2").await?;
    reader.wait_state("ready").await?;
    let below = "return [root.querySelectorAll('.list li').length, ...['.none', '.more'].map((name) => root.querySelectorAll(name).length)]";
    for (shown, expected) in [("a", [0, 1, 0]), ("b", [1, 0, 0]), ("d", [2, 0, 1]), ("c", [1, 0, 0]), ("a", [0, 1, 0])]
    {
        reader.js_async("await host.show(args)", json!(shown)).await?;
        reader.wait_title(shown).await?;
        assert_eq!(reader.js(below, Value::Null).await?, json!(expected), "{shown}");
    }
    Ok(())
}

async fn a_click_puts_the_focus_on_the_headline(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    assert_eq!(reader.look().await?.focus, "", "a page that loads leaves the focus alone");
    reader.click_related("Bài thứ hai").await?;
    reader.wait("the focus on the headline", |look| look.title == "Bài thứ hai" && look.focus == "title").await?;
    assert_eq!(reader.js("return document.activeElement === host", Value::Null).await?, true);
    Ok(())
}

async fn a_click_asks_the_page_before_it_goes(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    reader.click_related("Bài thứ hai").await?;
    let look = reader.wait_title("Bài thứ hai").await?;
    let asked = look.events("tin-navigate");
    assert_eq!(asked.len(), 1, "{:#?}", look.events);
    assert_eq!(asked[0].shown.as_deref().map(str::trim), Some("Bài thứ nhất"), "asked before it happened");
    assert!(asked[0].cancelable && asked[0].composed);
    assert_eq!(asked[0].detail["id"], "a2");
    Ok(())
}

async fn the_page_can_stop_a_click(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    let before = reader.wait_state("ready").await?;
    let address = stage.driver.current_url().await?;
    reader.js("document.addEventListener('tin-navigate', (event) => event.preventDefault())", Value::Null).await?;
    reader.click_related("Bài thứ hai").await?;
    reader.wait("the question", |look| look.events("tin-navigate").len() == 1).await?;
    let look = reader.stays(Duration::from_millis(500), "the first article", |look| look.title == before.title).await?;
    assert_eq!(look.events("tin-load").len(), 1, "{:#?}", look.events);
    assert_eq!(stage.driver.current_url().await?, address, "the link was followed instead");
    Ok(())
}

async fn a_click_with_ctrl_is_left_to_the_browser(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    for (options, taken) in [
        (json!({ "ctrlKey": true }), false),
        (json!({ "metaKey": true }), false),
        (json!({ "shiftKey": true }), false),
        (json!({ "button": 1 }), false),
        (json!({}), true),
    ] {
        // The page notes what the reader did, and then stops the click itself: no window is to open.
        let script = "
            let taken = null;
            window.addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); }, { once: true });
            root.querySelector('[part~=related-link]').dispatchEvent(
              new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...args }));
            return taken;";
        assert_eq!(reader.js(script, options.clone()).await?, taken, "a click with {options}");
        let look = reader.look().await?;
        if !taken {
            assert!(
                look.title == "Bài thứ nhất" && look.events("tin-navigate").is_empty(),
                "a click with {options}: {look:#?}"
            );
        }
    }
    reader.wait_title("Bài thứ hai").await?;
    Ok(())
}

async fn the_title_of_the_standalone_page_follows(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    let look = reader.wait_state("ready").await?;
    let (first, next) = (look.title.clone(), look.related[0].text.clone());
    reader.wait("the page's title", |look| look.document_title.contains(&first)).await?;
    reader.click_related(&next).await?;
    reader.wait("the page's new title", |look| look.title == next && look.document_title.contains(&next)).await?;
    Ok(())
}

async fn without_routing_the_address_and_history_stay(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    let before = reader.js("return [location.href, history.length]", Value::Null).await?;
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    assert_eq!(reader.js("return [location.href, history.length]", Value::Null).await?, before);
    Ok(())
}

/// An id that an address cannot hold as it is.
const ODD_ID: &str = "tin/2 & bánh#mì?";

/// `ODD_ID` as `encodeURIComponent` writes it.
const ODD_HASH: &str = "#tin=tin%2F2%20%26%20b%C3%A1nh%23m%C3%AC%3F";

fn odd_pair() -> Value {
    feed([item("a1").title("Bài thứ nhất").day(20), item(ODD_ID).title("Bài thứ hai").day(10).field("url", "/tin/a2")])
}

async fn with_hash_routing_the_address_follows(stage: Stage) -> Result {
    let reader = stage.read_with(odd_pair(), "routing='hash'").await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.hash, "", "the page's own address is its own");
    let before = history_length(&reader).await?;
    reader.click_related("Bài thứ hai").await?;
    let look = reader
        .wait("the second article and its address", |look| look.title == "Bài thứ hai" && !look.hash.is_empty())
        .await?;
    assert_eq!(look.hash, ODD_HASH);
    assert_eq!(history_length(&reader).await?, before + 1);
    assert_eq!(stage.site.hits("/page.html").len(), 1);
    Ok(())
}

async fn back_and_forward_walk_through_the_articles(stage: Stage) -> Result {
    let items = [item("a1").day(20), item("a2").day(10), item("a3").day(5)];
    let reader = stage.read_with(feed(items), "routing='hash'").await?;
    reader.wait_state("ready").await?;
    let start = history_length(&reader).await?;
    for title in ["Bài a2", "Bài a3"] {
        reader.click_related(title).await?;
        reader.wait_title(title).await?;
    }
    for (step, title, hash) in [
        ("back", "Bài a2", "#tin=a2"),
        ("back", "Bài a1", ""),
        ("forward", "Bài a2", "#tin=a2"),
        ("forward", "Bài a3", "#tin=a3"),
    ] {
        reader.js(&format!("history.{step}()"), Value::Null).await?;
        reader.wait(&format!("{step} to {title}"), |look| look.title == title && look.hash == hash).await?;
    }
    assert_eq!(history_length(&reader).await?, start + 2, "going back and forward added nothing");
    Ok(())
}

async fn back_restores_where_the_reader_was(stage: Stage) -> Result {
    let long = "<p>Một đoạn văn dài để trang cuộn được, nhiều lần.</p>".repeat(150);
    let items = [item("a1").day(20).html(&long), item("a2").day(10).html(&long)];
    let reader = stage.read_with(feed(items), "routing='hash'").await?;
    reader.wait_state("ready").await?;
    reader.js("scrollTo(0, 1800)", Value::Null).await?;
    let top = scroll(&reader).await?;
    assert!((top - 1800.0).abs() < 1.0, "the article is long enough to scroll: {top}");
    tokio::time::sleep(Duration::from_millis(300)).await;
    // A driver's click would scroll the list into view first, and so change what is to be restored.
    reader.js("root.querySelector('[part~=related-link]').click()", Value::Null).await?;
    reader.wait_title("Bài a2").await?;
    wait_scroll(&reader, "the new article's top in view", |top| top < 900.0).await?;
    reader.js("scrollTo(0, 2400)", Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    reader.js("history.back()", Value::Null).await?;
    reader.wait_title("Bài a1").await?;
    wait_scroll(&reader, "1800 again", |top| (top - 1800.0).abs() <= 50.0).await?;
    reader.js("history.forward()", Value::Null).await?;
    reader.wait_title("Bài a2").await?;
    wait_scroll(&reader, "2400 again", |top| (top - 2400.0).abs() <= 50.0).await
}

async fn a_link_with_a_hash_opens_its_article(stage: Stage) -> Result {
    stage.site.json("/feed.json", &odd_pair());
    stage.mount("/page.html", &tag("/feed.json", "routing='hash'"));
    let reader = stage.open(&format!("/page.html{ODD_HASH}")).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ hai");
    assert_eq!(look.hash, ODD_HASH);
    Ok(())
}

async fn a_changed_hash_opens_its_article(stage: Stage) -> Result {
    let reader = stage.read_with(odd_pair(), "routing='hash'").await?;
    reader.wait_state("ready").await?;
    reader.js("location.hash = args", ODD_HASH.into()).await?;
    reader.wait_title("Bài thứ hai").await?;
    Ok(())
}

async fn show_opens_an_article_by_id_or_address(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()), "on screen when the promise is kept");
    assert_eq!(reader.show(&stage.site.url("/tin/a1")).await?, Ok("Bài thứ nhất".to_owned()));
    assert_eq!(reader.look().await?.title, "Bài thứ nhất");
    Ok(())
}

async fn show_rejects_what_is_not_there(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    assert_eq!(reader.show("nowhere").await?, Err("article-not-found".to_owned()));
    let look = reader.look().await?;
    assert_eq!(look.title, "Bài thứ nhất", "what was on screen stays");
    assert_eq!(look.state, "ready");
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    Ok(())
}

async fn show_aborts_where_it_may_not_go(stage: Stage) -> Result {
    const NAME: &str = ".then(() => 'kept', (error) => error.name)";
    let aborted = json!({ "value": "AbortError" });
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    let forbid = "addEventListener('tin-navigate', (event) => event.preventDefault(), { once: true })";
    reader.js(forbid, Value::Null).await?;
    assert_eq!(reader.js_async(&format!("return host.show('a2'){NAME}"), Value::Null).await?, aborted);
    let look = reader.stays(Duration::from_millis(300), "the article", |look| look.title == "Bài thứ nhất").await?;
    assert!(look.state == "ready" && look.events("tin-error").is_empty() && look.errors.is_empty(), "{look:#?}");
    for ask in ["show('a2')", "refresh()"] {
        let alone = format!("return document.createElement('tin-reader').{ask}{NAME}");
        assert_eq!(reader.js_async(&alone, Value::Null).await?, aborted, "{ask} of a tag that is in no page");
    }
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()), "it was forbidden once");
    Ok(())
}

async fn current_says_what_is_on_screen(stage: Stage) -> Result {
    let (answer, gate) = crate::answer::Answer::json(&pair()).gate();
    stage.site.route("/feed.json", answer);
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait_state("loading").await?;
    assert_eq!(reader.js("return host.current", Value::Null).await?, Value::Null);
    gate.open();
    reader.wait_state("ready").await?;
    let current = json!({ "id": "a1", "url": stage.site.url("/tin/a1"), "title": "Bài thứ nhất" });
    assert_eq!(reader.js("return host.current", Value::Null).await?, current);
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    assert_eq!(reader.js("return host.current.id", Value::Null).await?, "a2");
    Ok(())
}

async fn refresh_brings_what_changed(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    let changed = feed([
        item("a1").title("Bài thứ nhất, đã sửa").day(20),
        item("a2").title("Bài thứ hai").day(10),
        item("a3").title("Bài thứ ba").day(5),
    ]);
    stage.site.json("/feed.json", &with(changed, "title", "Tin mới"));
    let answer = reader
        .js_async("await host.refresh(); return root.querySelector('[part~=title]').textContent.trim();", Value::Null)
        .await?;
    assert_eq!(answer, json!({ "value": "Bài thứ nhất, đã sửa" }));
    let look = reader.look().await?;
    assert_eq!(look.related_texts(), ["Bài thứ hai", "Bài thứ ba"]);
    assert_eq!(look.state, "ready");
    assert_eq!(stage.site.hits("/feed.json").len(), 2);
    Ok(())
}

async fn history_length(reader: &Reader) -> Result<i64> {
    Ok(reader.js("return history.length", Value::Null).await?.as_i64().ok_or("no history")?)
}

async fn scroll(reader: &Reader) -> Result<f64> {
    Ok(reader.js("return scrollY", Value::Null).await?.as_f64().ok_or("no scroll position")?)
}

async fn wait_scroll(reader: &Reader, what: &str, good: impl Fn(f64) -> bool) -> Result {
    eventually(what, async || Ok(good(scroll(reader).await?))).await
}
