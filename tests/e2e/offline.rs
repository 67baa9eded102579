//! Tier 1: the last good feed on any page, shown at once, told truly, and never replaced by anything worse.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{feed, item, pair, series, with, with_tin};
use crate::look::Look;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        what_was_read_is_there_without_a_network,
        the_stored_news_shows_before_the_server_answers,
        newer_news_is_offered_and_nothing_moves,
        a_withdrawn_article_goes_at_once_and_is_told,
        a_missing_article_stays,
        a_login_page_does_not_replace_good_news,
        a_server_error_does_not_replace_good_news,
        half_a_feed_does_not_replace_good_news,
        another_kind_of_json_does_not_replace_good_news,
        an_older_copy_does_not_replace_good_news,
        another_feed_does_not_replace_good_news,
        a_feed_may_change_its_title,
        a_full_disk_is_told_and_keeps_what_was_there,
        nothing_is_kept_with_offline_off,
        a_page_that_may_not_keep_anything_reads_on,
        feeds_keep_apart_and_leave_the_hosts_caches_alone,
        tries_again_by_itself,
        asks_again_when_the_network_is_back,
        asks_again_when_the_page_comes_back_after_a_while,
        broken_pictures_are_asked_for_again,
    ]
}

/// A portal of its own, and a page with a reader of its feed that has been read once, and kept.
async fn kept(stage: &Stage, news: &Value) -> Result<(Site, Reader)> {
    let portal = Site::start().await?;
    portal.json("/feed.json", news);
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    reader.wait_state("ready").await?;
    is_kept(&reader, &portal.url("/feed.json")).await?;
    Ok((portal, reader))
}

async fn is_kept(reader: &Reader, address: &str) -> Result {
    let script = "return !!(await (await caches.open(`tin-reader:1:${args}`)).match(args))";
    eventually("the feed in the store", async || Ok(reader.js_async(script, address.into()).await?["value"] == true))
        .await
}

async fn what_was_read_is_there_without_a_network(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!((look.title.as_str(), look.state_property.as_str()), ("Bài thứ nhất", "offline"));
    assert!(look.status.contains("Không có kết nối") && look.status.contains("bản lưu lúc"), "{}", look.status);
    assert!(look.failure.is_none() && !look.fallback && !look.loading, "{look:#?}");
    reader.click_related("Bài thứ hai").await?;
    let look = reader.wait_title("Bài thứ hai").await?;
    assert_eq!(look.state, "offline", "turning a page is no network");
    portal.restart().await?;
    let answer = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(answer, json!({ "value": null }));
    reader.wait_state("ready").await?;
    Ok(())
}

async fn the_stored_news_shows_before_the_server_answers(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let (answer, gate) = Answer::json(&pair()).gate();
    portal.route("/feed.json", answer);
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait_state("stale").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert!(look.status.starts_with("Đang xem bản lưu lúc "), "{}", look.status);
    gate.open();
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert!(look.status.starts_with("Đã cập nhật lúc "), "{}", look.status);
    assert_eq!(look.events("tin-load").len(), 1, "one article on screen, one event: {:#?}", look.events);
    assert!(offer(&reader).await?.is_null(), "the same news is no newer news");
    Ok(())
}

async fn newer_news_is_offered_and_nothing_moves(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let newer = feed([
        item("a0").title("Bài mới nhất").day(25),
        item("a1").title("Bài thứ nhất").day(20),
        item("a2").title("Bài thứ hai").day(10),
    ]);
    let (answer, gate) = Answer::json(&newer).gate();
    portal.route("/feed.json", answer);
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("stale").await?;
    let place = "const { top } = root.querySelector('[part~=body]').getBoundingClientRect(); return top";
    let before = reader.js(place, Value::Null).await?;
    gate.open();
    let look = reader.wait("the new list", |look| look.state == "ready" && look.related.len() == 2).await?;
    assert_eq!(look.title, "Bài thứ nhất", "still the article that is being read");
    assert_eq!(offer(&reader).await?, "Có tin mới. Bấm để xem.");
    assert_eq!(reader.js(place, Value::Null).await?, before, "nothing has moved");
    reader.click(".newer button").await?;
    reader.wait_title("Bài mới nhất").await?;
    assert!(offer(&reader).await?.is_null());
    Ok(())
}

async fn a_withdrawn_article_goes_at_once_and_is_told(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let (answer, gate) = Answer::json(&with_tin(pair(), "withdrawn", json!(["a1"]))).gate();
    portal.route("/feed.json", answer);
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("stale").await?.title, "Bài thứ nhất");
    gate.open();
    let look = reader.wait_title("Bài thứ hai").await?;
    assert!(look.related.is_empty(), "{:?}", look.related_texts());
    reader.wait("the line about it", |look| look.status.contains("đã được gỡ")).await?;
    // It is gone from the store, too.
    eventually("the new feed in the store", async || {
        let script =
            "const found = await caches.match(args); return (await found.text()).includes('\"withdrawn\":[\"a1\"]')";
        Ok(reader.js_async(script, portal.url("/feed.json").into()).await?["value"] == true)
    })
    .await?;
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài thứ hai");
    Ok(())
}

/// A feed holds so many articles, and the oldest fall out of it: that is no withdrawal.
async fn a_missing_article_stays(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let later = feed([item("a0").title("Bài mới nhất").day(25), item("a2").title("Bài thứ hai").day(10)]);
    let (answer, gate) = Answer::json(&later).gate();
    portal.route("/feed.json", answer);
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("stale").await?;
    gate.open();
    reader.wait_state("ready").await?;
    let still = |look: &Look| look.title == "Bài thứ nhất" && look.failure.is_none();
    reader.stays(Duration::from_millis(400), "the article", still).await?;
    Ok(())
}

async fn a_login_page_does_not_replace_good_news(stage: Stage) -> Result {
    keeps_the_good(stage, Answer::html("<!doctype html><title>Đăng nhập Wi-Fi</title>"), "feed-not-json").await
}

async fn a_server_error_does_not_replace_good_news(stage: Stage) -> Result {
    keeps_the_good(stage, Answer::json(&pair()).with_status(503), "feed-http").await
}

async fn half_a_feed_does_not_replace_good_news(stage: Stage) -> Result {
    let half: String = pair().to_string().chars().take(300).collect();
    keeps_the_good(stage, Answer::bytes("application/json", half), "feed-not-json").await
}

async fn another_kind_of_json_does_not_replace_good_news(stage: Stage) -> Result {
    keeps_the_good(stage, Answer::json(&json!({ "status": "ok" })), "feed-invalid").await
}

async fn an_older_copy_does_not_replace_good_news(stage: Stage) -> Result {
    keeps_the_good(stage, Answer::json(&feed([item("a2").title("Bài thứ hai").day(10)])), "feed-older").await
}

async fn another_feed_does_not_replace_good_news(stage: Stage) -> Result {
    let other = with(feed([item("x1").title("Quảng cáo").day(28)]), "title", "Trang khác");
    keeps_the_good(stage, Answer::json(&other), "feed-other").await
}

/// A reader with good news in the store gets `bad` from the server: the news stays, now and without a network.
async fn keeps_the_good(stage: Stage, bad: Answer, code: &str) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.route("/feed.json", bad);
    let reader = reopen(&stage, reader).await?;
    let look =
        reader.wait("the word about it", |look| look.events.iter().any(|event| event.is("tin-error", code))).await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài thứ nhất", "stale"), "{look:#?}");
    reader.wait("the status", |look| look.status.contains("Chưa cập nhật được tin mới")).await?;
    assert!(look.failure.is_none(), "{look:#?}");
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert_eq!(look.related_texts(), ["Bài thứ hai"]);
    Ok(())
}

async fn a_feed_may_change_its_title(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let items = [item("a0").title("Bài mới").day(25), item("a1").title("Bài thứ nhất").day(20)];
    portal.json("/feed.json", &with(feed(items), "title", "Tin thành phố, tên mới"));
    let reader = reopen(&stage, reader).await?;
    reader.wait("the new list", |look| look.state == "ready" && look.related_texts() == ["Bài mới"]).await?;
    Ok(())
}

async fn a_full_disk_is_told_and_keeps_what_was_there(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.json("/feed.json", &feed(series("b", 3).into_iter().chain([item("a1").title("Bài thứ nhất").day(20)])));
    // On the same page: WebKit's private session may forget what it keeps between two.
    let full =
        "Cache.prototype.put = async () => { throw new DOMException('full', 'QuotaExceededError'); }; host.refresh()";
    reader.js(full, Value::Null).await?;
    let told = |look: &Look| look.events.iter().any(|event| event.is("tin-error", "storage-full"));
    let look = reader.wait("the word about it", told).await?;
    assert_eq!(look.state, "ready", "the page works on");
    assert!(look.failure.is_none() && look.errors.is_empty(), "{look:#?}");
    let script =
        "return (await (await (await caches.open(`tin-reader:1:${args}`)).match(args)).text()).includes('Bài thứ hai')";
    let there = reader.js_async(script, portal.url("/feed.json").into()).await?;
    assert_eq!(there, json!({ "value": true }), "what was there before");
    Ok(())
}

async fn nothing_is_kept_with_offline_off(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "offline='off'").await?;
    reader.wait_state("ready").await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    let names = reader.js_async("return caches.keys()", Value::Null).await?;
    assert_eq!(names, json!({ "value": [] }));
    Ok(())
}

async fn a_page_that_may_not_keep_anything_reads_on(stage: Stage) -> Result {
    for trouble in [
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } })",
        "Object.defineProperty(window, 'caches', { value: undefined })",
        "CacheStorage.prototype.open = async () => { throw new DOMException('no', 'SecurityError'); }",
    ] {
        stage.site.json("/feed.json", &pair());
        let reader = stage.embed_after(&format!("<script>{trouble}</script>"), &tag("/feed.json", "")).await?;
        let look = reader.wait_state("ready").await?;
        assert_eq!(look.title, "Bài thứ nhất");
        assert!(look.events("tin-error").is_empty() && look.errors.is_empty(), "{trouble}: {look:#?}");
        // In the page's memory, as long as it lasts.
        stage.site.route("/feed.json", Answer::status(503));
        reader.js("host.remove(); setTimeout(() => document.body.append(host), 100)", Value::Null).await?;
        let look = reader.wait("the kept article", |look| look.state == "stale" && !look.status.is_empty()).await?;
        assert_eq!(look.title, "Bài thứ nhất", "{trouble}");
    }
    Ok(())
}

async fn feeds_keep_apart_and_leave_the_hosts_caches_alone(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    stage.site.json("/other.json", &feed([item("b1").title("Bài khác")]));
    let reader = stage.embed("").await?;
    let own = "const own = await caches.open('host'); await own.put('/mine', new Response('mine'))";
    reader.js_async(own, Value::Null).await?;
    reader
        .js("document.body.innerHTML = args", [tag("/feed.json", ""), tag("/other.json", "")].concat().into())
        .await?;
    reader.wait_state("ready").await?;
    reader.nth(1).wait_state("ready").await?;
    for path in ["/feed.json", "/other.json"] {
        is_kept(&reader, &stage.site.url(path)).await?;
    }
    let script = "const found = {};
        for (const name of await caches.keys()) found[name] = (await (await caches.open(name)).keys()).map((request) => new URL(request.url).pathname);
        return [found, await (await caches.match('/mine')).text()]";
    let found = reader.js_async(script, Value::Null).await?;
    let name = |path: &str| format!("tin-reader:1:{}", stage.site.url(path));
    let wanted = json!({ "host": ["/mine"], name("/feed.json"): ["/feed.json"], name("/other.json"): ["/other.json"] });
    assert_eq!(found["value"], json!([wanted, "mine"]));
    Ok(())
}

async fn tries_again_by_itself(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::status(503).then(Answer::json(&pair())));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait_failure("feed-http").await?;
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert_eq!(look.state, "ready");
    assert_eq!(look.events("tin-error").len(), 1, "{:#?}", look.events);
    Ok(())
}

async fn asks_again_when_the_network_is_back(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("offline").await?;
    portal.restart().await?;
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    reader.wait_state("ready").await?;
    Ok(())
}

async fn asks_again_when_the_page_comes_back_after_a_while(stage: Stage) -> Result {
    // In the page itself: a driver's script has a clock of its own in Firefox.
    let leap =
        "<script>const now = Date.now; addEventListener('leap', () => { Date.now = () => now() + 400000; });</script>";
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after(leap, &tag("/feed.json", "")).await?;
    reader.wait_state("ready").await?;
    let back = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";
    reader.js(back, Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "not after a moment");
    reader.js(&format!("dispatchEvent(new Event('leap')); {back}"), Value::Null).await?;
    eventually("the second request", async || Ok(stage.site.hits("/feed.json").len() == 2)).await
}

async fn broken_pictures_are_asked_for_again(stage: Stage) -> Result {
    const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    stage.site.route("/anh.gif", Answer::status(503));
    let reader = stage.read(feed([item("a1").html("<p><img src='/anh.gif' alt='Ảnh'></p>")])).await?;
    reader.wait("the broken picture", |look| look.broken == 1).await?;
    stage.site.route("/anh.gif", Answer::bytes("image/gif", PICTURE));
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    let whole = "const picture = root.querySelector('[part~=body] img'); return picture.naturalWidth === 1 && !picture.dataset.broken";
    eventually("the picture", async || Ok(reader.js(whole, Value::Null).await? == true)).await
}

/// The same page in a new visit.
async fn reopen(stage: &Stage, reader: Reader) -> Result<Reader> {
    drop(reader);
    stage.driver.goto("about:blank").await?;
    stage.open("/page.html").await
}

/// What the button for newer news says; null when there is none.
async fn offer(reader: &Reader) -> Result<Value> {
    reader.js("return root.querySelector('.newer button')?.textContent ?? null", Value::Null).await
}
