//! Tier 1: the last good feed on any page, shown at once, told truly, and never replaced by anything worse.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{Item, feed, item, pair, series, series_from, with, with_tin};
use crate::look::Look;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};
use crate::tools::until;

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        what_was_read_is_there_without_a_network,
        the_stored_news_shows_before_the_server_answers,
        what_the_http_cache_has_is_no_news,
        a_redirected_feed_keeps_its_own_addresses,
        a_saved_article_belongs_to_its_own_feed,
        what_is_not_on_the_stored_page_gives_way_to_the_newest,
        a_further_page_is_there_without_a_network,
        a_bad_further_page_does_not_replace_a_good_one,
        a_server_that_hangs_leaves_the_stored_news,
        a_worker_that_looks_through_all_caches_does_not_find_ours,
        newer_news_is_offered_and_nothing_moves,
        newer_news_is_offered_below_an_article_that_was_opened,
        further_pages_stay_when_newer_news_comes,
        a_withdrawn_article_goes_at_once_and_is_told,
        a_missing_article_stays,
        a_login_page_does_not_replace_good_news,
        a_server_error_does_not_replace_good_news,
        half_a_feed_does_not_replace_good_news,
        another_kind_of_json_does_not_replace_good_news,
        an_older_copy_does_not_replace_good_news,
        an_older_copy_with_the_same_newest_article_does_not_replace_good_news,
        a_saved_article_that_the_feed_has_dropped_makes_no_copy_older,
        another_feed_does_not_replace_good_news,
        an_empty_feed_does_not_replace_good_news,
        another_feed_does_not_replace_good_news_of_days_ago,
        another_feed_does_not_replace_good_news_that_lacks_the_article,
        an_older_copy_counts_after_a_day,
        a_feed_may_change_its_title,
        a_full_disk_is_told_and_keeps_what_was_there,
        a_store_that_fails_otherwise_is_no_full_disk,
        nothing_is_kept_with_offline_off,
        nothing_is_kept_of_an_answer_under_way_once_offline_is_off,
        a_page_that_may_not_keep_anything_reads_on,
        feeds_keep_apart_and_leave_the_hosts_caches_alone,
        tries_again_by_itself,
        not_all_readers_try_again_at_once,
        asks_again_when_the_network_is_back,
        asks_again_when_the_page_comes_back_after_a_while,
        asks_again_when_the_clock_was_set_back,
        broken_pictures_are_asked_for_again,
        broken_pictures_are_asked_for_again_in_the_foreground,
        broken_pictures_are_asked_for_again_when_the_server_is_back,
        a_refresh_that_is_overtaken_ends_as_the_newer_one,
        a_question_waits_for_the_feed_that_has_taken_over,
    ]
}

/// A portal of its own, and a page with a reader of its feed that has been read once, and kept.
pub async fn kept(stage: &Stage, news: &Value) -> Result<(Site, Reader)> {
    let portal = Site::start().await?;
    portal.json("/feed.json", news);
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    reader.wait_state("ready").await?;
    is_kept(&reader, &portal.url("/feed.json")).await?;
    Ok((portal, reader))
}

/// Waits until the feed at `address` is in the store.
pub async fn is_kept(reader: &Reader, address: &str) -> Result {
    let script = "return !!(await (await caches.open(`tin-reader:1:${args}`)).match(args, { ignoreVary: true }))";
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

/// An answer that may be used again for an hour is no answer of today's server.
async fn what_the_http_cache_has_is_no_news(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.route("/feed.json", Answer::json(&pair()).header("cache-control", "max-age=3600"));
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    reader.wait_state("ready").await?;
    is_kept(&reader, &portal.url("/feed.json")).await?;
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("ready").await?;
    assert_eq!(portal.hits("/feed.json").len(), 2, "each visit asks");
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait("a word about it", |look| ["ready", "offline"].contains(&look.state.as_str())).await?;
    assert_eq!((look.state.as_str(), look.title.as_str()), ("offline", "Bài thứ nhất"));
    assert!(look.status.contains("bản lưu lúc"), "{}", look.status);
    Ok(())
}

async fn a_redirected_feed_keeps_its_own_addresses(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.route("/feed.json", Answer::redirect("/sau/feed.json"));
    let items = [item("a1").day(20).field("url", "tin/a1"), item("a2").day(10).field("url", "tin/a2")];
    portal.json("/sau/feed.json", &feed(items));
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    reader.wait_state("ready").await?;
    is_kept(&reader, &portal.url("/feed.json")).await?;
    let wanted = portal.url("/sau/tin/a2");
    for state in ["ready", "offline"] {
        let reader = reopen(&stage, reader.clone()).await?;
        let look = reader.wait_state(state).await?;
        assert_eq!(look.related[0].href, wanted, "{state}");
        assert_eq!(reader.js("return host.current.url", Value::Null).await?, portal.url("/sau/tin/a1"), "{state}");
        portal.stop().await;
    }
    Ok(())
}

/// Whatever other readers there are on the page, and whether they keep anything.
async fn a_saved_article_belongs_to_its_own_feed(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    for (path, id) in [("/b.json", "b1"), ("/c.json", "c1")] {
        stage.site.json(path, &feed([item(id)]));
    }
    let body = [tag("/b.json", "offline='off'"), tag("/c.json", ""), tag("/feed.json", "")].concat();
    let reader = stage.embed(&body).await?;
    for number in 0..3 {
        reader.nth(number).wait_state("ready").await?;
    }
    let script = "const [feed, text] = args;
        await (await caches.open(`tin-reader:1:${feed} x1`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers: { 'x-tin-saved': '1' } }))";
    let saved = feed([item("x1").title("Bài đã lưu")]).to_string();
    reader.js_async(script, json!([stage.site.url("/feed.json"), saved])).await?;
    for number in 0..2 {
        assert_eq!(reader.nth(number).show("x1").await?, Err("article-not-found".to_owned()), "another feed's");
    }
    assert_eq!(reader.nth(2).show("x1").await?, Ok("Bài đã lưu".to_owned()));
    reader.nth(2).js("host.offline = 'off'; host.article = 'a1'", Value::Null).await?;
    reader.nth(2).wait_title("Bài thứ nhất").await?;
    Ok(())
}

/// What the tag or the address names may be on a page of the feed that is not kept: the rest is better than nothing.
async fn what_is_not_on_the_stored_page_gives_way_to_the_newest(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &with(feed(series("a", 4)), "next_url", "/feed-2.json"));
    portal.json("/feed-2.json", &feed(series_from(9, "b", 3)));
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài a1");
    is_kept(&reader, &portal.url("/feed.json")).await?;
    portal.stop().await;
    stage.mount("/page.html", &tag(&portal.url("/feed.json"), "article='b2'"));
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait("an end of waiting", |look| ["offline", "error"].contains(&look.state.as_str())).await?;
    assert_eq!((look.state.as_str(), look.title.as_str()), ("offline", "Bài a1"), "{look:#?}");
    assert_eq!(look.related_texts(), ["Bài a2", "Bài a3", "Bài a4"]);
    assert!(look.status.contains("bản lưu lúc"), "{}", look.status);
    let lacks = "Bài bạn mở không có trong bản lưu; dưới đây là bài mới nhất đã lưu.";
    assert!(look.status.ends_with(lacks), "{}", look.status);
    // Still so after another try in vain, it is no news.
    reader.js_async("await host.refresh().catch(() => {})", Value::Null).await?;
    let look = reader.wait_state("offline").await?;
    assert!(!look.status.contains(lacks) && look.status.contains("bản lưu lúc"), "{}", look.status);
    Ok(())
}

/// What was read of the pages behind the first one, by the tag, by the page, or with the list's button.
async fn a_further_page_is_there_without_a_network(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &with(feed(series("a", 4)), "next_url", "/feed-2.json"));
    portal.json("/feed-2.json", &with(feed(series_from(9, "b", 3)), "next_url", "/feed-3.json"));
    portal.json("/feed-3.json", &feed(series_from(5, "c", 2)));
    let wanted = tag(&portal.url("/feed.json"), "article='b2'");
    let reader = stage.embed(&wanted).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài b2");
    is_kept(&reader, &portal.url("/feed.json")).await?;
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!(look.title, "Bài b2");
    assert!(!look.status.contains("không có trong bản lưu"), "{}", look.status);
    stage.mount("/page.html", &tag(&portal.url("/feed.json"), ""));
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("offline").await?.related_texts(), ["Bài a2", "Bài a3", "Bài a4"]);
    assert_eq!(reader.show("b3").await?, Ok("Bài b3".to_owned()));
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("offline").await?;
    reader.click(".more").await?;
    let rows = ["Bài a2", "Bài a3", "Bài a4", "Bài b1", "Bài b2", "Bài b3"];
    reader.wait("the rows of the second page", |look| look.related_texts() == rows).await?;
    // The third was never read: it is not there, and that is said.
    let failed = "return root.querySelector('[part~=related]').textContent.includes('Chưa tải thêm được')";
    until(&reader, "a word about the third page", failed).await
}

/// What is no page of this feed, or an empty one, may be shown; kept it is not.
async fn a_bad_further_page_does_not_replace_a_good_one(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &with(feed(series("a", 4)), "next_url", "/feed-2.json"));
    portal.json("/feed-2.json", &feed(series_from(9, "b", 3)));
    let address = portal.url("/feed.json");
    stage.mount("/page.html", &tag(&address, "article='b2'"));
    let reader = stage.open("/page.html").await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài b2");
    let page = "const [feed, page] = args;
        return (await (await caches.match(page, { cacheName: `tin-reader:1:${feed}`, ignoreVary: true }))?.text()) ?? null";
    let page = async |reader: &Reader| {
        let args = json!([address, portal.url("/feed-2.json")]);
        Ok::<_, Box<dyn std::error::Error + Send + Sync>>(reader.js_async(page, args).await?["value"].clone())
    };
    eventually("the page in the store", async || Ok(page(&reader).await?.is_string())).await?;
    is_kept(&reader, &address).await?;
    let good = page(&reader).await?;
    stage.mount("/page.html", &tag(&address, ""));
    for bad in [
        feed([]),
        with(feed([item("x1").title("Quảng cáo").day(8)]), "title", "Trang khác"),
        json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Tin thành phố", "items": [7] }),
    ] {
        portal.json("/feed-2.json", &bad);
        let asked = portal.hits("/feed-2.json").len();
        let reader = reopen(&stage, reader.clone()).await?;
        reader.wait_state("ready").await?;
        reader.click(".more").await?;
        eventually("the question", async || Ok(portal.hits("/feed-2.json").len() > asked)).await?;
        reader.wait("the answer", |look| !look.more).await?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(page(&reader).await?, good, "{bad}");
    }
    portal.stop().await;
    stage.mount("/page.html", &tag(&address, "article='b2'"));
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài b2");
    // A good one does.
    portal.restart().await?;
    portal.json("/feed-2.json", &feed(series_from(9, "b", 2)));
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("ready").await?;
    stage.mount("/page.html", &tag(&address, "article='nowhere'"));
    let reader = reopen(&stage, reader).await?;
    eventually("the new page", async || Ok(page(&reader).await? != good)).await
}

/// The server takes the question and says nothing: after ten seconds that is no network.
async fn a_server_that_hangs_leaves_the_stored_news(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.route("/feed.json", Answer::never());
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("stale").await?.title, "Bài thứ nhất");
    let look = reader.wait_state("offline").await?;
    assert_eq!((look.title.as_str(), look.related_texts()), ("Bài thứ nhất", vec!["Bài thứ hai"]));
    assert!(look.status.contains("Không có kết nối") && look.status.contains("bản lưu lúc"), "{}", look.status);
    assert!(look.failure.is_none() && look.errors.is_empty(), "{look:#?}");
    reader
        .wait("the word about it", |look| look.events.iter().any(|event| event.is("tin-error", "feed-timeout")))
        .await?;
    assert!(portal.hits("/feed.json").last().is_some_and(|hit| hit.aborted), "nobody waits for it any more");
    portal.json("/feed.json", &pair());
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất", "by itself");
    Ok(())
}

/// Many pages have a worker that answers with whatever it finds in any cache of their origin.
async fn a_worker_that_looks_through_all_caches_does_not_find_ours(stage: Stage) -> Result {
    let worker = "addEventListener('activate', (event) => event.waitUntil(clients.claim()));
        addEventListener('fetch', (event) =>
          event.respondWith(caches.match(event.request).then((kept) => kept ?? fetch(event.request))));";
    stage.site.route("/moi-thu.js", Answer::bytes("text/javascript", worker));
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    is_kept(&reader, &stage.site.url("/feed.json")).await?;
    let register = "await navigator.serviceWorker.register('/moi-thu.js'); await navigator.serviceWorker.ready;
        const mine = await caches.open('mine'); await mine.put('/mine.txt', new Response('of the page'))";
    reader.js_async(register, Value::Null).await?;
    stage.site.json(
        "/feed.json",
        &feed([item("a0").title("Bài mới nhất").day(25), item("a1").title("Bài thứ nhất").day(20)]),
    );
    let reader = reopen(&stage, reader).await?;
    reader.wait_state("ready").await?;
    let answers = "return [!!navigator.serviceWorker.controller, await (await fetch('/mine.txt')).text()]";
    assert_eq!(
        reader.js_async(answers, Value::Null).await?["value"],
        json!([true, "of the page"]),
        "the worker answers"
    );
    assert_eq!(offer(&reader).await?, "Có tin mới. Bấm để xem.", "out of the server, not out of our store");
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
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất", "still the article that is being read");
    assert_eq!(look.related_texts(), ["Bài thứ hai"], "and the list below it");
    assert_eq!(offer(&reader).await?, "Có tin mới. Bấm để xem.");
    assert_eq!(reader.js(place, Value::Null).await?, before, "nothing has moved");
    reader.click(".newer button").await?;
    let look = reader.wait_title("Bài mới nhất").await?;
    assert_eq!(look.related_texts(), ["Bài thứ nhất", "Bài thứ hai"]);
    assert!(offer(&reader).await?.is_null());
    Ok(())
}

async fn newer_news_is_offered_below_an_article_that_was_opened(stage: Stage) -> Result {
    let reader = stage.read(feed(series("a", 3))).await?;
    reader.wait_state("ready").await?;
    reader.click_related("Bài a3").await?;
    reader.wait_title("Bài a3").await?;
    let newer = || series("a", 3).into_iter().chain([item("n1").title("Bài mới nhất").day(28)]);
    stage.site.json("/feed.json", &feed(newer()));
    reader.js(WAKE, Value::Null).await?;
    until_offered(&reader).await?;
    // A correction in the meantime takes nothing back.
    stage.site.json("/feed.json", &with(feed(newer()), "description", "Tin thành phố"));
    reader.js(WAKE, Value::Null).await?;
    eventually("the third request", async || Ok(stage.site.hits("/feed.json").len() == 3)).await?;
    let still = |look: &Look| look.title == "Bài a3" && look.related_texts() == ["Bài a1", "Bài a2"];
    reader.stays(Duration::from_millis(300), "what is being read", still).await?;
    assert_eq!(offer(&reader).await?, "Có tin mới. Bấm để xem.");
    reader.click(".newer button").await?;
    reader.wait_title("Bài mới nhất").await?;
    assert!(offer(&reader).await?.is_null());
    // What has only become fewer is no newer news.
    stage.site.json("/feed.json", &with_tin(feed(newer()), "withdrawn", json!(["a1", "a2"])));
    reader.js(WAKE, Value::Null).await?;
    reader.wait("the list without them", |look| look.related_texts() == ["Bài a3"]).await?;
    assert!(offer(&reader).await?.is_null());
    Ok(())
}

async fn further_pages_stay_when_newer_news_comes(stage: Stage) -> Result {
    let first = |items: Vec<Item>| with(feed(items), "next_url", "/feed-2.json");
    stage.site.json("/feed-2.json", &feed(series_from(9, "b", 3)));
    stage.site.json("/feed.json", &first(series("a", 4)));
    let reader = stage.embed(&tag("/feed.json", "related='3'")).await?;
    reader.wait_state("ready").await?;
    reader.click(".more").await?;
    let all = ["Bài a2", "Bài a3", "Bài a4", "Bài b1", "Bài b2", "Bài b3"];
    reader.wait("two pages", |look| look.related_texts() == all).await?;
    stage.site.json("/feed.json", &first([item("n1").day(28)].into_iter().chain(series("a", 4)).collect()));
    reader.js(WAKE, Value::Null).await?;
    until_offered(&reader).await?;
    assert_eq!(reader.look().await?.related_texts(), all);
    Ok(())
}

/// Has readers ask for newer news by themselves.
pub const WAKE: &str = "dispatchEvent(new Event('online'))";

pub async fn until_offered(reader: &Reader) -> Result {
    eventually("the offer of newer news", async || Ok(!offer(reader).await?.is_null())).await
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
            "const found = await caches.match(args, { ignoreVary: true }); return (await found.text()).includes('\"withdrawn\":[\"a1\"]')";
        Ok(reader.js_async(script, portal.url("/feed.json").into()).await?["value"] == true)
    })
    .await?;
    portal.stop().await;
    let reader = reopen(&stage, reader).await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài thứ hai");
    Ok(())
}

fn still_second(look: &Look) -> bool {
    look.title == "Bài thứ hai" && look.state == "ready" && look.failure.is_none()
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
    assert_eq!(reader.js_async("await host.refresh()", Value::Null).await?, json!({ "value": null }));
    assert_eq!(reader.look().await?.title, "Bài mới nhất", "the tag names no article");
    // One that somebody has opened stays.
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    portal.json("/feed.json", &feed([item("a0").title("Bài mới nhất").day(25)]));
    assert_eq!(reader.js_async("await host.refresh()", Value::Null).await?, json!({ "value": null }));
    assert!(still_second(&reader.look().await?));
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

/// An article was corrected and another withdrawn; a proxy still has the feed from before.
async fn an_older_copy_with_the_same_newest_article_does_not_replace_good_news(stage: Stage) -> Result {
    let [one, two, gone] = [("a1", "Bài thứ nhất", 20), ("a2", "Bài thứ hai", 10), ("a3", "Bài bị gỡ", 15)]
        .map(|(id, title, day)| move || item(id).title(title).day(day));
    let corrected = || one().field("date_modified", "2019-09-22T12:00:00+07:00");
    let good = with_tin(feed([corrected(), two()]), "withdrawn", json!(["a3"]));
    for before in [feed([one(), two(), gone()]), feed([corrected(), two(), gone()])] {
        keeps_the_good_of(&stage, &good, Answer::json(&before), "feed-older").await?;
    }
    Ok(())
}

/// It joins what is at hand, and is the newest there.
async fn a_saved_article_that_the_feed_has_dropped_makes_no_copy_older(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let script = "const [feed, text] = args;
        await (await caches.open(`tin-reader:1:${feed} x1`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers: { 'x-tin-saved': '1' } }))";
    let saved = feed([item("x1").title("Bài đã lưu").day(25)]).to_string();
    reader.js_async(script, json!([portal.url("/feed.json"), saved])).await?;
    assert_eq!(reader.show("x1").await?, Ok("Bài đã lưu".to_owned()));
    assert_eq!(reader.js_async("await host.refresh()", Value::Null).await?, json!({ "value": null }));
    let look = reader.wait_state("ready").await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    Ok(())
}

async fn another_feed_does_not_replace_good_news(stage: Stage) -> Result {
    let other = with(feed([item("x1").title("Quảng cáo").day(28)]), "title", "Trang khác");
    keeps_the_good(stage, Answer::json(&other), "feed-other").await
}

async fn an_empty_feed_does_not_replace_good_news(stage: Stage) -> Result {
    keeps_the_good(stage, Answer::json(&feed([])), "feed-empty").await
}

async fn another_feed_does_not_replace_good_news_of_days_ago(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    let other = with(feed([item("x1").title("Quảng cáo").day(28)]), "title", "Trang khác");
    portal.json("/feed.json", &other);
    make_older(&reader, &portal, 3).await?;
    let reader = reopen(&stage, reader).await?;
    let told = |look: &Look| look.events.iter().any(|event| event.is("tin-error", "feed-other"));
    let look = reader.wait("the word about it", told).await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài thứ nhất", "stale"), "{look:#?}");
    Ok(())
}

/// Nothing of the stored feed is on screen while the server is asked.
async fn another_feed_does_not_replace_good_news_that_lacks_the_article(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.json("/feed.json", &with(feed([item("x1").title("Quảng cáo").day(28)]), "title", "Trang khác"));
    stage.mount("/page.html", &tag(&portal.url("/feed.json"), "article='x1'"));
    let reader = reopen(&stage, reader).await?;
    let told = |look: &Look| look.events.iter().any(|event| event.is("tin-error", "feed-other"));
    let look = reader.wait("the word about it", told).await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài thứ nhất", "stale"), "{look:#?}");
    Ok(())
}

async fn an_older_copy_counts_after_a_day(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.json("/feed.json", &feed([item("a2").title("Bài thứ hai").day(10)]));
    make_older(&reader, &portal, 3).await?;
    let reader = reopen(&stage, reader).await?;
    let look = reader.wait_state("ready").await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    Ok(())
}

/// Has what is in the store look as if it had come so many `days` ago.
async fn make_older(reader: &Reader, portal: &Site, days: u32) -> Result {
    let script =
        "const [feed, days] = args, cache = await caches.open(`tin-reader:1:${feed}`), found = await cache.match(feed, { ignoreVary: true });
        const headers = new Headers(found.headers);
        headers.set('x-tin-saved', headers.get('x-tin-saved') - days * 86400);
        await cache.put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(await found.text(), { headers }))";
    reader.js_async(script, json!([portal.url("/feed.json"), days])).await?;
    Ok(())
}

/// A reader with good news in the store gets `bad` from the server: the news stays, now and without a network.
async fn keeps_the_good(stage: Stage, bad: Answer, code: &str) -> Result {
    keeps_the_good_of(&stage, &pair(), bad, code).await
}

async fn keeps_the_good_of(stage: &Stage, good: &Value, bad: Answer, code: &str) -> Result {
    let (portal, reader) = kept(stage, good).await?;
    portal.route("/feed.json", bad);
    let reader = reopen(stage, reader).await?;
    let look =
        reader.wait("the word about it", |look| look.events.iter().any(|event| event.is("tin-error", code))).await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài thứ nhất", "stale"), "{look:#?}");
    reader.wait("the status", |look| look.status.contains("Chưa cập nhật được tin mới")).await?;
    assert!(look.failure.is_none(), "{look:#?}");
    assert!(offer(&reader).await?.is_null(), "it is no newer news");
    portal.stop().await;
    let reader = reopen(stage, reader).await?;
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
    reader.wait_state("ready").await?;
    until_offered(&reader).await?;
    reader.click(".newer button").await?;
    assert_eq!(reader.wait_title("Bài mới").await?.related_texts(), ["Bài thứ nhất"]);
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
    let script = "return (await (await (await caches.open(`tin-reader:1:${args}`)).match(args, { ignoreVary: true })).text()).includes('Bài thứ hai')";
    let there = reader.js_async(script, portal.url("/feed.json").into()).await?;
    assert_eq!(there, json!({ "value": true }), "what was there before");
    // The page itself has the newer one, as long as it lasts.
    portal.route("/feed.json", Answer::status(404));
    reader.js("host.remove(); setTimeout(() => document.body.append(host), 100)", Value::Null).await?;
    let look = reader.wait("the stored news", |look| look.state == "stale" && !look.status.is_empty()).await?;
    assert_eq!(look.title, "Bài b1");
    Ok(())
}

async fn a_store_that_fails_otherwise_is_no_full_disk(stage: Stage) -> Result {
    let (portal, reader) = kept(&stage, &pair()).await?;
    portal.json("/feed.json", &feed([item("a0").title("Bài mới nhất").day(25), item("a1").day(20)]));
    let trouble = "window.tried = 0; Cache.prototype.put = async () => { window.tried++; throw new TypeError('odd'); }";
    reader.js(trouble, Value::Null).await?;
    reader.js_async("await host.refresh()", Value::Null).await?;
    assert_ne!(reader.js("return tried", Value::Null).await?, 0);
    let look = reader.wait_title("Bài mới nhất").await?;
    assert!(look.events("tin-error").is_empty() && look.errors.is_empty(), "{look:#?}");
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

async fn nothing_is_kept_of_an_answer_under_way_once_offline_is_off(stage: Stage) -> Result {
    let (answer, gate) = Answer::json(&pair()).gate();
    stage.site.route("/feed.json", answer);
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    has_started(&reader).await?;
    reader.js("host.offline = 'off'", Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(100)).await;
    gate.open();
    reader.wait_state("ready").await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(reader.js_async("return caches.keys()", Value::Null).await?, json!({ "value": [] }));
    Ok(())
}

/// Waits until the engine is there (the loader's skeleton has no line for words).
async fn has_started(reader: &Reader) -> Result {
    let script = "return !!root.querySelector('.status')";
    eventually("the engine", async || Ok(reader.js(script, Value::Null).await? == true)).await
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

/// The pause is by chance: half of four seconds to half as much again.
async fn not_all_readers_try_again_at_once(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::status(503));
    for (chance, pause) in [(0.0, 2000), (0.25, 3000), (0.75, 5000)] {
        let head = format!(
            "<script>
            window.pauses = [];
            Math.random = () => {chance};
            const later = setTimeout;
            window.setTimeout = (then, pause, ...more) => {{ pauses.push(pause); return later(then, pause, ...more); }};
            </script>"
        );
        let reader = stage.embed_after(&head, &tag("/feed.json", "")).await?;
        reader.wait_failure("feed-http").await?;
        let there = format!("return pauses.includes({pause})");
        eventually("the pause", async || Ok(reader.js(&there, Value::Null).await? == true)).await?;
    }
    Ok(())
}

async fn asks_again_when_the_network_is_back(stage: Stage) -> Result {
    // Not tried again by itself.
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait_failure("feed-http").await?;
    stage.site.json("/feed.json", &pair());
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    reader.wait_state("ready").await?;
    Ok(())
}

/// The page's clock leaps by so many milliseconds at the event `leap`. (In the page itself: a driver's script has a clock of its own
/// in Firefox.)
fn leap(by: i32) -> String {
    format!(
        "<script>const now = Date.now; addEventListener('leap', () => {{ Date.now = () => now() + {by}; }});</script>"
    )
}

/// The page comes to the foreground.
const SEEN: &str = "document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))";

async fn asks_again_when_the_page_comes_back_after_a_while(stage: Stage) -> Result {
    asks_again_after_a_leap(stage, 400_000).await
}

async fn asks_again_when_the_clock_was_set_back(stage: Stage) -> Result {
    asks_again_after_a_leap(stage, -40_000_000).await
}

async fn asks_again_after_a_leap(stage: Stage, by: i32) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after(&leap(by), &tag("/feed.json", "")).await?;
    reader.wait_state("ready").await?;
    reader.js(SEEN, Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "not after a moment");
    reader.js(&format!("dispatchEvent(new Event('leap')); {SEEN}"), Value::Null).await?;
    eventually("the second request", async || Ok(stage.site.hits("/feed.json").len() == 2)).await
}

async fn broken_pictures_are_asked_for_again(stage: Stage) -> Result {
    let reader = broken_picture(&stage).await?;
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    is_whole(&reader).await
}

async fn broken_pictures_are_asked_for_again_in_the_foreground(stage: Stage) -> Result {
    let reader = broken_picture(&stage).await?;
    reader.js(SEEN, Value::Null).await?;
    is_whole(&reader).await?;
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "the news is of a moment ago");
    Ok(())
}

async fn broken_pictures_are_asked_for_again_when_the_server_is_back(stage: Stage) -> Result {
    let reader = broken_picture(&stage).await?;
    let good = feed([item("a1").html("<p><img src='/anh.gif' alt='Ảnh'></p>")]);
    stage.site.route("/feed.json", Answer::status(404).then(Answer::json(&good)));
    let refused = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(refused["error"]["code"], "feed-http");
    assert_eq!(reader.js_async("await host.refresh()", Value::Null).await?, json!({ "value": null }));
    is_whole(&reader).await
}

/// A reader with a picture that has not come, and would come now.
async fn broken_picture(stage: &Stage) -> Result<Reader> {
    const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";
    stage.site.route("/anh.gif", Answer::status(503));
    let reader = stage.read(feed([item("a1").html("<p><img src='/anh.gif' alt='Ảnh'></p>")])).await?;
    reader.wait("the broken picture", |look| look.broken == 1).await?;
    stage.site.route("/anh.gif", Answer::bytes("image/gif", PICTURE));
    Ok(reader)
}

async fn is_whole(reader: &Reader) -> Result {
    let whole = "const picture = root.querySelector('[part~=body] img'); return picture.naturalWidth === 1 && !picture.dataset.broken";
    eventually("the picture", async || Ok(reader.js(whole, Value::Null).await? == true)).await
}

async fn a_refresh_that_is_overtaken_ends_as_the_newer_one(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    stage.site.route("/feed.json", Answer::status(404));
    let both = "const ends = await Promise.allSettled([host.refresh(), host.refresh()]); return ends.map((end) => end.reason?.code)";
    let ends = reader.js_async(both, Value::Null).await?;
    assert_eq!(ends, json!({ "value": ["feed-http", "feed-http"] }));
    Ok(())
}

async fn a_question_waits_for_the_feed_that_has_taken_over(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::never());
    stage.site.json("/other.json", &feed(series("b", 3)));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    has_started(&reader).await?;
    let script = "const shown = host.show('b2');
        await new Promise((go) => setTimeout(go, 100));
        host.feed = '/other.json';
        await shown;
        return root.querySelector('[part~=title]').textContent.trim()";
    assert_eq!(reader.js_async(script, Value::Null).await?, json!({ "value": "Bài b2" }));
    Ok(())
}

/// The same page in a new visit.
async fn reopen(stage: &Stage, reader: Reader) -> Result<Reader> {
    drop(reader);
    stage.driver.goto("about:blank").await?;
    stage.open("/page.html").await
}

/// What the button for newer news says; null when there is none.
pub async fn offer(reader: &Reader) -> Result<Value> {
    reader.js("return root.querySelector('.newer button')?.textContent ?? null", Value::Null).await
}
