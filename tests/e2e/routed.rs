//! `routing="hash"`: whose word counts when the tag, the address, the reader and the feed say different things.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{feed, item, series, with_tin};
use crate::look::Look;
use crate::offline::kept;
use crate::stage::{Result, Stage, Test, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        routing_comes_and_goes,
        what_the_tag_says_now_goes_before_the_address,
        another_feed_takes_the_article_out_of_the_address,
        a_feed_that_is_named_late_keeps_the_address,
        readers_of_two_feeds_share_an_address,
        a_withdrawn_article_in_the_address_gives_way_to_the_newest,
        a_withdrawn_article_of_the_tag_gives_way_to_the_newest,
        a_withdrawn_article_goes_from_the_stored_page_too,
    ]
}

async fn routing_comes_and_goes(stage: Stage) -> Result {
    let reader = stage.read(feed(series("a", 3))).await?;
    reader.wait_state("ready").await?;
    let length = async || -> Result<i64> {
        Ok(reader.js("return history.length", Value::Null).await?.as_i64().ok_or("no history")?)
    };
    let before = length().await?;
    reader.js("host.routing = 'hash'", Value::Null).await?;
    reader.click_related("Bài a2").await?;
    reader.wait("the article and its address", |look| look.title == "Bài a2" && look.hash == "#tin=a2").await?;
    assert_eq!(length().await?, before + 1);
    reader.js("history.back()", Value::Null).await?;
    reader.wait("the first article", |look| look.title == "Bài a1" && look.hash.is_empty()).await?;
    reader.js("history.forward()", Value::Null).await?;
    reader.wait("the second again", |look| look.title == "Bài a2" && look.hash == "#tin=a2").await?;

    reader.js("host.routing = 'none'", Value::Null).await?;
    let address = reader.look().await?.hash;
    reader.click_related("Bài a3").await?;
    let look = reader.wait_title("Bài a3").await?;
    assert_eq!((look.hash, length().await?), (address, before + 1), "address and history are the page's own");
    reader.js("history.back()", Value::Null).await?;
    reader.wait("the entry before", |look| look.hash.is_empty()).await?;
    let stays = |look: &Look| look.title == "Bài a3" && look.errors.is_empty();
    reader.stays(Duration::from_millis(500), "the article", stays).await?;
    Ok(())
}

async fn what_the_tag_says_now_goes_before_the_address(stage: Stage) -> Result {
    let items = series("a", 3).into_iter().chain([item("v1").category("van-hoa").day(2)]);
    let reader = stage.read_with(feed(items), "routing='hash'").await?;
    reader.wait_state("ready").await?;
    reader.click_related("Bài a2").await?;
    reader.wait("the article", |look| look.title == "Bài a2" && look.hash == "#tin=a2").await?;
    reader.js("host.article = 'a3'", Value::Null).await?;
    reader.wait("the tag's article", |look| look.title == "Bài a3" && look.hash.is_empty()).await?;
    for (way, title, hash) in [("back", "Bài a2", "#tin=a2"), ("forward", "Bài a3", "")] {
        reader.js(&format!("history.{way}()"), Value::Null).await?;
        reader.wait(way, |look| look.title == title && look.hash == hash).await?;
    }
    reader.click_related("Bài a1").await?;
    reader.wait_title("Bài a1").await?;
    reader.js("host.article = ''; host.category = 'van-hoa'", Value::Null).await?;
    let listed = |look: &Look| look.related_texts() == ["Bài v1"] && look.articles == 0 && look.hash.is_empty();
    let look = reader.wait("the category's list", listed).await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    // With nothing in the address there is nothing to go back to.
    let length = reader.js("return history.length", Value::Null).await?;
    reader.js("host.category = 'kinh-te'", Value::Null).await?;
    reader.wait("the other list", |look| look.related_texts() == ["Bài a1", "Bài a2", "Bài a3"]).await?;
    assert_eq!(reader.js("return history.length", Value::Null).await?, length);
    Ok(())
}

async fn another_feed_takes_the_article_out_of_the_address(stage: Stage) -> Result {
    stage.site.json("/other.json", &feed(series("b", 2)));
    let reader = stage.read_with(feed(series("a", 3)), "routing='hash'").await?;
    reader.wait_state("ready").await?;
    reader.click_related("Bài a2").await?;
    reader.wait_title("Bài a2").await?;
    let length = reader.js("return history.length", Value::Null).await?;
    reader.js("host.feed = '/other.json'", Value::Null).await?;
    let look = reader.wait("an end", |look| look.title == "Bài b1" || look.failure.is_some()).await?;
    assert!(look.failure.is_none() && look.hash.is_empty(), "{look:#?}");
    assert_eq!(reader.js("return history.length", Value::Null).await?, length, "no entry more");
    Ok(())
}

async fn a_feed_that_is_named_late_keeps_the_address(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 3)));
    stage.mount("/page.html", "<tin-reader routing='hash'></tin-reader>");
    let reader = stage.open("/page.html#tin=a2").await?;
    reader.wait_failure("feed-missing").await?;
    reader.js("host.feed = '/feed.json'", Value::Null).await?;
    assert_eq!(reader.wait_title("Bài a2").await?.hash, "#tin=a2");
    Ok(())
}

async fn readers_of_two_feeds_share_an_address(stage: Stage) -> Result {
    stage.site.json("/a.json", &feed(series("a", 3)));
    stage.site.json("/b.json", &feed(series("b", 3)));
    let body = [tag("/a.json", "routing='hash'"), tag("/b.json", "routing='hash'")].concat();
    let reader = stage.embed(&body).await?;
    let other = reader.nth(1);
    for reader in [&reader, &other] {
        reader.wait_state("ready").await?;
    }
    reader.click_related("Bài a2").await?;
    reader.wait_title("Bài a2").await?;
    // It never asked for anything: what the address names is not its own.
    assert_eq!(other.js_async("await host.refresh()", Value::Null).await?, json!({ "value": null }));
    assert_eq!(other.look().await?.title, "Bài b1");
    other.click_related("Bài b2").await?;
    other.wait_title("Bài b2").await?;
    reader.js("history.back()", Value::Null).await?;
    reader.wait("the entry before", |look| look.hash == "#tin=a2").await?;
    reader.js("history.back()", Value::Null).await?;
    let look = reader.wait("the first entry", |look| look.title == "Bài a1" && look.hash.is_empty()).await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    other.wait_title("Bài b1").await?;
    Ok(())
}

/// Three articles of which the second is withdrawn.
fn without_the_second() -> Value {
    with_tin(feed(series("a", 3)), "withdrawn", json!(["a2"]))
}

fn is_the_newest_with_a_word(look: &Look) -> bool {
    look.title == "Bài a1" && look.hash.is_empty() && look.status.contains("đã được gỡ")
}

async fn a_withdrawn_article_in_the_address_gives_way_to_the_newest(stage: Stage) -> Result {
    for ask in ["await host.refresh()", "dispatchEvent(new Event('online'))"] {
        let reader = stage.read_with(feed(series("a", 3)), "routing='hash' offline='off'").await?;
        reader.wait_state("ready").await?;
        reader.click_related("Bài a2").await?;
        reader.wait("the article", |look| look.hash == "#tin=a2").await?;
        stage.site.json("/feed.json", &without_the_second());
        assert_eq!(reader.js_async(ask, Value::Null).await?, json!({ "value": null }));
        let look = reader.wait("the newest", is_the_newest_with_a_word).await?;
        assert_eq!((look.state.as_str(), look.related_texts()), ("ready", vec!["Bài a3"]), "{ask}");
        assert!(look.events("tin-error").is_empty(), "{ask}: {:#?}", look.events);
        stage.driver.goto("about:blank").await?;
    }
    Ok(())
}

async fn a_withdrawn_article_of_the_tag_gives_way_to_the_newest(stage: Stage) -> Result {
    for article in ["a2", &stage.site.url("/tin/a2")] {
        stage.site.json("/feed.json", &feed(series("a", 3)));
        let reader = stage.embed(&tag("/feed.json", &format!("article='{article}' offline='off'"))).await?;
        reader.wait_title("Bài a2").await?;
        stage.site.json("/feed.json", &without_the_second());
        // Once more: what took its place stays.
        for _ in 0..2 {
            assert_eq!(
                reader.js_async("await host.refresh()", Value::Null).await?,
                json!({ "value": null }),
                "{article}"
            );
            let look = reader.look().await?;
            assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài a1", "ready"), "{article}");
            assert!(look.events("tin-error").is_empty(), "{article}: {:#?}", look.events);
        }
        stage.driver.goto("about:blank").await?;
    }
    Ok(())
}

async fn a_withdrawn_article_goes_from_the_stored_page_too(stage: Stage) -> Result {
    let (portal, _) = kept(&stage, &feed(series("a", 3))).await?;
    let (answer, gate) = Answer::json(&without_the_second()).gate();
    portal.route("/feed.json", answer);
    stage.mount("/page.html", &tag(&portal.url("/feed.json"), "routing='hash'"));
    stage.driver.goto("about:blank").await?;
    let reader = stage.open("/page.html#tin=a2").await?;
    assert_eq!(reader.wait_state("stale").await?.title, "Bài a2");
    gate.open();
    let look = reader.wait("the newest", is_the_newest_with_a_word).await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    Ok(())
}
