//! What is kept besides the feed: articles that a reader saves, pictures that were seen, and what becomes of them when things
//! go wrong.

use std::time::Duration;

use serde_json::{Value, json};
use thirtyfour::WindowHandle;

use crate::answer::{Answer, Gate};
use crate::budgets::SAVES_DATA;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{Item, feed, item, with, with_tin};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};
use crate::tools::until;

/// This file's tests.
pub fn tests() -> Vec<Test> {
    [
        list![
            feeds_that_nobody_reads_any_more_make_room,
            pictures_that_were_seen_are_there_without_a_network,
            a_login_page_is_not_kept_in_a_seen_pictures_place,
            a_host_that_gives_leave_only_where_it_is_asked_is_heard,
            a_picture_cut_off_is_no_refusal,
            a_policy_is_broken_once_and_not_again,
            an_article_is_saved_whole_and_read_without_a_network,
            a_missing_article_stays_where_it_was_saved,
            a_category_is_saved_one_article_after_another,
            a_picture_without_leave_is_told_and_not_called_saved,
            a_picture_that_is_none_is_told_and_not_called_saved,
            a_policy_that_forbids_the_pictures_is_told,
            a_server_killed_in_the_middle_of_a_save_leaves_what_was_there,
            a_picture_host_that_hangs_ends_the_save,
            a_picture_cut_off_saves_nothing,
            an_article_of_a_further_page_is_saved,
            a_further_page_that_fails_saves_and_withdraws_nothing,
            an_articles_address_takes_nobodys_place,
            saved_pictures_show_where_data_is_to_be_saved,
            a_reader_that_leaves_lets_go_of_its_pictures,
            a_banner_that_is_no_address_is_none,
            the_banner_of_a_feed_that_has_moved_is_saved,
            one_dead_picture_host_does_not_hold_up_a_category,
            a_newer_version_stored_by_another_tab_is_not_mixed_in,
            two_tabs_save_at_once,
            a_save_in_another_tab_leaves_the_half_of_this_one,
            a_tab_closed_in_the_middle_of_a_save_leaves_nothing_half,
            what_somebody_has_written_into_the_store_does_no_harm,
            an_attack_in_the_stored_feed_does_no_harm,
            a_feed_that_was_spoilt_in_the_store_is_fetched_anew,
            what_an_earlier_build_has_kept_is_read,
            what_was_read_longest_ago_goes_first_and_what_is_saved_never,
            what_does_not_fit_is_told_and_not_saved,
            further_pages_make_room_for_what_is_saved,
            further_pages_make_room_on_a_full_device,
            a_further_page_goes_after_a_month,
            a_full_device_is_told_and_keeps_what_was_saved,
            pictures_make_room_for_news,
            on_a_full_device_what_was_read_longest_ago_goes_first,
            what_is_withdrawn_goes_from_what_was_saved,
            what_a_further_page_withdraws_goes_from_what_was_saved,
            what_is_withdrawn_goes_from_what_was_seen,
            an_article_put_off_does_not_show,
            a_newer_version_asks_to_be_saved_again,
            a_clock_set_back_changes_nothing,
            says_where_nothing_can_be_kept,
            says_what_the_browser_promises,
            one_saved_article_is_removed_or_all,
            without_offline_nothing_is_offered_and_nothing_kept,
            feeds_keep_their_saved_articles_apart,
        ],
        list![a_quota_forced_small_keeps_what_was_saved, the_browser_offline_reads_what_was_saved]
            .into_iter()
            .map(|test| test.only_on(Engine::Chromium))
            .collect(),
    ]
    .concat()
}

const FIRST: &str = "Bài thứ nhất";

/// A portal with two articles of one category, the first with two pictures and the second with one.
async fn portal() -> Result<Site> {
    let portal = Site::start().await?;
    for (path, picture) in [("/mot.webp", "cua-khau"), ("/hai.webp", "cau-phao"), ("/ba.webp", "benh-vien")] {
        portal.route(path, picture_of(picture));
    }
    portal.json("/feed.json", &feed(illustrated()));
    Ok(portal)
}

fn picture_of(name: &str) -> Answer {
    let file = dist::file(&format!("/img/{name}.webp")).expect("a picture of the sample");
    // Kept by the browser itself, these would prove nothing.
    Answer::bytes(file.media_type, &*file.bytes).header("cache-control", "no-store")
}

fn illustrated() -> [Item; 2] {
    let figure = |name: &str| format!("<figure><img src='/{name}.webp' alt='Ảnh {name}'></figure><p>Đoạn văn.</p>");
    [
        item("a1").title(FIRST).day(20).html(&[figure("mot"), figure("hai")].concat()),
        item("a2").title("Bài thứ hai").day(10).html(&figure("ba")),
    ]
}

/// A page with a reader of the portal's feed, and its tools.
async fn open(stage: &Stage, portal: &Site, attributes: &str) -> Result<Reader> {
    let reader = stage.embed(&tag(&portal.url("/feed.json"), attributes)).await?;
    reader.wait_tools().await?;
    Ok(reader)
}

/// The same page in a new visit.
async fn again(stage: &Stage) -> Result<Reader> {
    stage.driver.goto("about:blank").await?;
    let reader = stage.open("/page.html").await?;
    reader.wait_tools().await?;
    Ok(reader)
}

/// Opens the panel, presses a button in it, and waits for a sentence that begins so.
async fn press(reader: &Reader, what: &str, sentence: &str) -> Result {
    if !panel(reader).await?["open"].as_bool().unwrap_or_default() {
        reader.click("[data-tool=save]").await?;
    }
    let button = format!("[data-keep={what}]:not([aria-disabled=true])");
    until(reader, "the button", &format!("return !!root.querySelector('{button}')")).await?;
    // The same may have been said before.
    reader.js("root.querySelector('.said').textContent = ''", Value::Null).await?;
    reader.click(&button).await?;
    said(reader, sentence).await
}

async fn said(reader: &Reader, sentence: &str) -> Result {
    // What is said, and behind it how far a save has come, which is only shown.
    let script = "return [...root.querySelectorAll('.said')].map((said) => said.textContent).join('')";
    let mut last = Value::Null;
    for _ in 0..500 {
        last = reader.js(script, Value::Null).await?;
        if last.as_str().is_some_and(|said| said.starts_with(sentence)) {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    Err(format!("waited for {sentence:?}; {last} was said").into())
}

async fn save(reader: &Reader) -> Result {
    press(reader, "save", "Đã lưu. Bài đọc được khi không có mạng.").await
}

/// What the panel shows: the rows as `[headline, facts]`, the sentences, the buttons by what they do.
async fn panel(reader: &Reader) -> Result<Value> {
    let script = "const panel = root.querySelector('.kept'), all = (selector) => panel ? [...panel.querySelectorAll(selector)] : [];
        return {
          open: !!panel,
          rows: all('li').map((row) => [row.querySelector('.headline').textContent, row.querySelector('.facts').textContent]),
          texts: all('p, span:not(.headline, .facts)').map((text) => text.textContent),
          does: all('[data-keep]').map((button) => button.dataset.keep),
        }";
    reader.js(script, Value::Null).await
}

/// Waits for the panel, opened if need be, to list these headlines.
async fn lists(reader: &Reader, headlines: &[&str]) -> Result<Value> {
    if !panel(reader).await?["open"].as_bool().unwrap_or_default() {
        reader.click("[data-tool=save]").await?;
    }
    let mut shown = Value::Null;
    for _ in 0..250 {
        shown = panel(reader).await?;
        let rows = shown["rows"].as_array().cloned().unwrap_or_default();
        if rows.iter().map(|row| row[0].as_str().unwrap_or_default()).eq(headlines.iter().copied()) {
            return Ok(shown);
        }
        tokio::time::sleep(Duration::from_millis(40)).await;
    }
    Err(format!("waited for {headlines:?} in the list; there was {shown}").into())
}

/// Whether the button says that the article on screen is saved.
const IS_SAVED: &str = "const button = root.querySelector('[data-tool=save]'); return button.hasAttribute('data-saved') && button.title === 'Đã lưu'";

/// Waits until so many pictures of the article are on screen, from the store.
async fn shows_kept_pictures(reader: &Reader, count: usize) -> Result {
    let script = "const pictures = [...root.querySelectorAll('[part~=body] img')];
        for (const picture of pictures) picture.loading = 'eager';
        return pictures.filter((picture) => picture.naturalWidth > 1 && picture.src.startsWith('blob:') && !picture.dataset.broken).length";
    eventually("the pictures out of the store", async || Ok(reader.js(script, Value::Null).await? == count)).await
}

/// Waits until the pictures with these paths are kept as seen.
async fn seen(reader: &Reader, portal: &Site, paths: &[&str]) -> Result {
    let script = "for (const picture of root.querySelectorAll('img')) picture.loading = 'eager';
        const [feed, paths] = args;
        const cache = await caches.open(`tin-reader:1:pictures:${feed}`);
        const there = (await cache.keys()).map(({ url }) => new URL(url).pathname);
        const listed = (await (await cache.match(feed, { ignoreVary: true }))?.text()) ?? '';
        return paths.every((path) => there.includes(path) && listed.includes(path))";
    let args = json!([portal.url("/feed.json"), paths]);
    eventually("the pictures in the store", async || Ok(reader.js_async(script, args.clone()).await?["value"] == true))
        .await
}

/// Without what was seen: only what was saved is left.
async fn forget_what_was_seen(reader: &Reader, portal: &Site) -> Result {
    // What has just come is still being kept.
    tokio::time::sleep(Duration::from_millis(900)).await;
    let script = "await caches.delete(`tin-reader:1:pictures:${args}`)";
    reader.js_async(script, portal.url("/feed.json").into()).await?;
    Ok(())
}

/// The ids of what lies in the store as saved articles of the feed, finished or not.
async fn kept_ids(reader: &Reader, portal: &Site) -> Result<Value> {
    let script = "const start = `tin-reader:1:${args} `;
        return (await caches.keys()).filter((name) => name.startsWith(start)).map((name) => name.slice(start.length)).sort()";
    Ok(reader.js_async(script, portal.url("/feed.json").into()).await?["value"].clone())
}

/// The details of the `tin-save` events so far, all of which leave the shadow tree that the tag may stand in.
async fn saves(reader: &Reader) -> Result<Value> {
    let script = "const saves = tinEvents.filter(({ type }) => type === 'tin-save');
        return [saves.map(({ detail }) => detail), saves.every(({ composed }) => composed)]";
    let saves = reader.js(script, Value::Null).await?;
    assert_eq!(saves[1], true, "{saves}");
    Ok(saves[0].clone())
}

async fn pictures_that_were_seen_are_there_without_a_network(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, FIRST);
    shows_kept_pictures(&reader, 2).await?;
    // They open large as ever.
    until(&reader, "pictures that open", "return root.querySelectorAll('[data-large]').length === 2").await?;
    reader.click("[data-large]").await?;
    let large = "const large = root.querySelector('dialog[open] .large'); return !!large && large.src.startsWith('blob:') && large.naturalWidth > 1";
    until(&reader, "the picture out of the store, large", large).await?;
    assert_eq!(
        reader.js("return root.querySelector('.light-caption').textContent", Value::Null).await?,
        "1/2 · Ảnh mot"
    );
    reader.click("[data-light=close]").await?;
    // Those that were not seen have a calm stand-in, and come when the network is back.
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    reader.js("root.querySelector('[part~=body] img').loading = 'eager'", Value::Null).await?;
    reader.wait("the broken picture", |look| look.broken == 1).await?;
    assert_eq!(reader.js("return root.querySelectorAll('[data-large]').length", Value::Null).await?, 0);
    portal.restart().await?;
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    let there = "const picture = root.querySelector('[part~=body] img'); picture.loading = 'eager'; return picture.naturalWidth > 1 && !picture.dataset.broken";
    until(&reader, "the picture", there).await?;
    until(&reader, "a picture that opens", "return root.querySelectorAll('[data-large]').length === 1").await?;
    reader.click("[data-large]").await?;
    until(&reader, "the picture, large", "return root.querySelector('dialog[open] .large')?.naturalWidth > 1").await
}

/// The paths of the pictures that are kept as seen.
async fn seen_paths(reader: &Reader, portal: &Site) -> Result<Vec<String>> {
    let script = "const cache = await caches.open(`tin-reader:1:pictures:${args}`);
        return (await cache.keys()).map(({ url }) => new URL(url).pathname).filter((path) => !path.endsWith('.json')).sort()";
    let paths = reader.js_async(script, portal.url("/feed.json").into()).await?;
    Ok(serde_json::from_value(paths["value"].clone())?)
}

/// The network changes its mind between the picture on screen and the one that is kept.
async fn a_login_page_is_not_kept_in_a_seen_pictures_place(stage: Stage) -> Result {
    let portal = portal().await?;
    portal
        .route("/hai.webp", picture_of("cau-phao").then(Answer::html("<!doctype html><title>Đăng nhập Wi-Fi</title>")));
    let reader = open(&stage, &portal, "").await?;
    seen(&reader, &portal, &["/mot.webp"]).await?;
    eventually("the try", async || Ok(portal.hits("/hai.webp").len() >= 2)).await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(seen_paths(&reader, &portal).await?, ["/mot.webp"]);
    portal.route("/hai.webp", picture_of("cau-phao"));
    // One that an earlier build has kept goes, too.
    let spoil = "await (await caches.open(`tin-reader:1:pictures:${args[0]}`)).put(new Request(args[1], { headers: { 'x-tin': 1 } }), new Response('x', { headers: { 'content-type': 'text/html' } }))";
    reader.js_async(spoil, json!([portal.url("/feed.json"), portal.url("/hai.webp")])).await?;
    let reader = again(&stage).await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await
}

/// Many hosts send `Access-Control-Allow-Origin` only where a request names its origin: the page's own request does not.
async fn a_host_that_gives_leave_only_where_it_is_asked_is_heard(stage: Stage) -> Result {
    let portal = portal().await?;
    let file = dist::file("/img/cau-phao.webp").ok_or("no picture")?;
    let cached = Answer::bytes(file.media_type, &*file.bytes).header("cache-control", "max-age=3600");
    portal.route("/hai.webp", cached.clone().without_cors().then(cached));
    let reader = open(&stage, &portal, "").await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    seen(&reader, &portal, &["/ba.webp"]).await
}

async fn a_picture_cut_off_is_no_refusal(stage: Stage) -> Result {
    let portal = portal().await?;
    let cut = picture_of("cua-khau").truncate_at(2000);
    portal.route("/mot.webp", picture_of("cua-khau").then(cut.clone().then(cut.then(picture_of("cua-khau")))));
    let reader = open(&stage, &portal, "").await?;
    eventually("the tries", async || Ok(portal.hits("/mot.webp").len() >= 3)).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    seen(&reader, &portal, &["/ba.webp"]).await?;
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await
}

/// Each request that a policy forbids is a line in the host page's console.
async fn a_policy_is_broken_once_and_not_again(stage: Stage) -> Result {
    let portal = portal().await?;
    let own = stage.site.url("");
    let html = |names: &[&str]| -> String {
        names
            .iter()
            .map(|name| format!("<img src='{}' alt=''>", portal.url(&format!("/{name}.webp"))))
            .collect::<Vec<_>>()
            .concat()
    };
    let [one, two] = [item("a1").title(FIRST).day(20).html(&html(&["mot", "hai"])), item("a2").html(&html(&["ba"]))];
    stage.site.json("/feed.json", &feed([one, two]));
    let head = format!(
        "<script>window.broken = []; document.addEventListener('securitypolicyviolation', ({{ effectiveDirective }}) => broken.push(effectiveDirective));</script>
        <meta http-equiv='content-security-policy' content=\"default-src 'none'; script-src {own} 'unsafe-inline' 'wasm-unsafe-eval'; connect-src {own}; img-src {own} {} blob:\">",
        portal.url("")
    );
    let reader = stage.embed_after(&head, &tag("/feed.json", "")).await?;
    reader.wait_tools().await?;
    reader.js("for (const picture of root.querySelectorAll('img')) picture.loading = 'eager'", Value::Null).await?;
    eventually("the first refusal", async || Ok(reader.js("return broken.length", Value::Null).await? == 1)).await?;
    for id in ["a2", "a1", "a2"] {
        assert!(reader.show(id).await?.is_ok());
        reader.js("for (const picture of root.querySelectorAll('img')) picture.loading = 'eager'", Value::Null).await?;
        tokio::time::sleep(Duration::from_millis(900)).await;
    }
    press(&reader, "save", "Chữ đã lưu, ảnh thì không (thiếu 1/1): ").await?;
    press(&reader, "all", "Đã lưu").await?;
    assert_eq!(reader.js("return broken", Value::Null).await?, json!(["connect-src"]));
    Ok(())
}

/// Feeds come and go on a host's pages; each may take as much as `storage` says.
async fn feeds_that_nobody_reads_any_more_make_room(stage: Stage) -> Result {
    let portal = portal().await?;
    for name in ["cu", "luu", "moi", "nay"] {
        portal.json(&format!("/{name}.json"), &feed(illustrated()));
    }
    let visit = async |name: &str| -> Result<Reader> {
        stage.mount("/page.html", &tag(&portal.url(&format!("/{name}.json")), ""));
        let reader = again(&stage).await?;
        reader.js("for (const picture of root.querySelectorAll('img')) picture.loading = 'eager'", Value::Null).await?;
        Ok(reader)
    };
    let names = async |reader: &Reader| -> Result<Vec<String>> {
        let script = "return (await caches.keys()).filter((name) => name.startsWith('tin-reader:1:')).map((name) => name.slice(13).replace(args, '')).sort()";
        let names = reader.js_async(script, portal.url("").into()).await?;
        Ok(serde_json::from_value(names["value"].clone())?)
    };
    let kept = async |reader: &Reader, wanted: &[&str]| -> Result {
        let what = format!("{wanted:?}");
        eventually(&what, async || Ok(names(reader).await? == wanted)).await
    };
    let (old, saved, new, now) = (
        ["/cu.json", "pictures:/cu.json"],
        ["/luu.json", "/luu.json a1", "pictures:/luu.json"],
        ["/moi.json", "pictures:/moi.json"],
        ["/nay.json", "pictures:/nay.json"],
    );
    kept(&visit("cu").await?, &old).await?;
    let reader = visit("luu").await?;
    save(&reader).await?;
    // Who leaves at once has not kept what was seen.
    kept(&reader, &[old[0], saved[0], saved[1], old[1], saved[2]]).await?;
    let reader = visit("moi").await?;
    kept(&reader, &[old[0], saved[0], saved[1], new[0], old[1], saved[2], new[1]]).await?;
    tokio::time::sleep(Duration::from_millis(900)).await;
    // Two of them were read last so many days ago.
    let age = "const [feeds, days] = args;
        for (const feed of feeds)
          for (const name of [`tin-reader:1:${feed}`, `tin-reader:1:pictures:${feed}`]) {
            const cache = await caches.open(name), time = Date.now() - days * 86400000;
            const text = (await (await cache.match(feed, { ignoreVary: true }))?.text()) ?? '';
            await cache.put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers: name.includes('pictures:') ? { 'x-tin-read': time } : { 'x-tin-saved': Math.floor(time / 1000) } }));
          }";
    let feeds = [portal.url("/cu.json"), portal.url("/luu.json")];
    reader.js_async(age, json!([feeds, 59])).await?;
    let reader = visit("nay").await?;
    let all = [old[0], saved[0], saved[1], new[0], now[0], old[1], saved[2], new[1], now[1]];
    kept(&reader, &all).await?;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(names(&reader).await?, all, "not yet");
    reader.js_async(age, json!([feeds, 61])).await?;
    let reader = visit("nay").await?;
    kept(&reader, &[saved[0], saved[1], new[0], now[0], new[1], now[1]]).await?;
    portal.stop().await;
    let reader = visit("luu").await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await?;
    portal.restart().await?;
    // And of many feeds the last twenty stay.
    let many = "for (let at = 0; at < 30; at++) {
          const feed = `https://x.example/${String(at).padStart(2, '0')}.json`, time = Date.now() - (at + 1) * 1000;
          await (await caches.open(`tin-reader:1:pictures:${feed}`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response('', { headers: { 'x-tin-read': time } }));
        }";
    reader.js_async(many, Value::Null).await?;
    let reader = visit("moi").await?;
    let strange = async |reader: &Reader| -> Result<Vec<String>> {
        Ok(names(reader).await?.into_iter().filter(|name| name.contains("x.example")).collect())
    };
    eventually("the last twenty", async || Ok(strange(&reader).await?.len() < 30)).await?;
    tokio::time::sleep(Duration::from_millis(900)).await;
    let left = strange(&reader).await?;
    // Besides the one on screen, the one read a moment ago and the one before that.
    assert!(left.len() >= 17 && left.len() <= 18 && left[0].ends_with("/00.json"), "{left:?}");
    assert!(names(&reader).await?.contains(&saved[1].to_owned()), "what was saved is there");
    Ok(())
}

async fn an_article_is_saved_whole_and_read_without_a_network(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false);
    reader
        .js(
            "window.saidSoFar = []; window.shownSoFar = [];
            const note = (kind, list) => { const word = root.querySelector(kind)?.textContent; if (word && list.at(-1) !== word) list.push(word); };
            new MutationObserver(() => { note('.said[role=status]', saidSoFar); note('.said[aria-hidden=true]', shownSoFar); })
                .observe(root.querySelector('.toolbar'), { childList: true, characterData: true, subtree: true })",
            Value::Null,
        )
        .await?;
    save(&reader).await?;
    let told = json!({
        "said": ["Đang lưu: 0/2 ảnh", "Đã lưu. Bài đọc được khi không có mạng."],
        "shown": ["Đang lưu: 1/2 ảnh"],
        "left": 1,
    });
    let progress = "return { said: saidSoFar, shown: shownSoFar, left: root.querySelectorAll('.said').length }";
    assert_eq!(reader.js(progress, Value::Null).await?, told, "each picture is shown and not said");
    until(&reader, "the word on the button", IS_SAVED).await?;
    assert_eq!(saves(&reader).await?, json!([{ "id": "a1", "saved": true }]));
    let shown = lists(&reader, &[FIRST]).await?;
    let bytes = ["cua-khau", "cau-phao"].map(|name| dist::file(&format!("/img/{name}.webp")).unwrap().bytes.len());
    let kilobytes = (bytes.iter().sum::<usize>() + 1000).div_ceil(1024);
    let facts = shown["rows"][0][1].as_str().unwrap_or_default();
    let (date, size) = facts.split_once(" · ").ok_or(facts.to_owned())?;
    let today = reader
        .js("return new Date().toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' })", Value::Null)
        .await?;
    assert!(today.as_str().is_some_and(|today| date.contains(today)), "{facts}, on {today}");
    let size: usize = size.trim_end_matches(" KB").parse()?;
    assert!(size.abs_diff(kilobytes) <= 1, "{facts}: {bytes:?}");
    assert_eq!(shown["texts"][1], format!("Tổng cộng 1 bài, {size} KB"), "{shown}");

    forget_what_was_seen(&reader, &portal).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await?;
    until(&reader, "the word on the button", IS_SAVED).await
}

/// A feed holds so many articles, and the oldest fall out of it.
async fn a_missing_article_stays_where_it_was_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    forget_what_was_seen(&reader, &portal).await?;
    portal.json("/feed.json", &feed([item("a0").title("Bài mới nhất").day(25)]));
    let reader = again(&stage).await?;
    until(&reader, "the offer of the new feed", "return !!root.querySelector('.newer button')").await?;
    // What is offered above goes: it lies over the buttons of so short an article.
    reader.click(".newer button").await?;
    reader.wait_title("Bài mới nhất").await?;
    lists(&reader, &[FIRST]).await?;
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()), "while the server is there");
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài mới nhất");
    lists(&reader, &[FIRST]).await?;
    reader.click(".kept .result").await?;
    let look = reader.wait_title(FIRST).await?;
    assert!(look.body.contains("Đoạn văn.") && look.failure.is_none(), "{look:#?}");
    shows_kept_pictures(&reader, 2).await?;
    // The tag may name it, too, also by its address.
    for name in ["a1", &portal.url("/tin/a1")] {
        stage.mount("/page.html", &tag(&portal.url("/feed.json"), &format!("article='{name}'")));
        let reader = again(&stage).await?;
        assert_eq!(reader.wait_state("offline").await?.title, FIRST, "{name}");
        shows_kept_pictures(&reader, 2).await?;
    }
    Ok(())
}

async fn a_category_is_saved_one_article_after_another(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    reader.click("[data-tool=save]").await?;
    let whole = "return root.querySelector('[data-keep=all]')?.textContent === 'Lưu cả chuyên mục (2 bài đang có)'";
    until(&reader, "the offer at an article", whole).await?;
    reader.click("[data-tool=save]").await?;

    stage.mount("/page.html", &tag(&portal.url("/feed.json"), "category='kinh-te'"));
    let reader = again(&stage).await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    let shown = lists(&reader, &["Bài thứ hai", FIRST]).await;
    // Both within a second: either may come first.
    let shown = if shown.is_ok() { shown? } else { lists(&reader, &[FIRST, "Bài thứ hai"]).await? };
    assert_eq!(shown["texts"][0], "Các bài trong danh sách đã lưu, đọc được khi không có mạng.", "{shown}");
    assert_eq!(saves(&reader).await?, json!([{ "id": "a1", "saved": true }, { "id": "a2", "saved": true }]));
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    for (title, pictures) in [(FIRST, 2), ("Bài thứ hai", 1)] {
        reader.click_related(title).await?;
        reader.wait_title(title).await?;
        shows_kept_pictures(&reader, pictures).await?;
        reader.click(".back").await?;
    }
    Ok(())
}

async fn a_picture_without_leave_is_told_and_not_called_saved(stage: Stage) -> Result {
    let (portal, elsewhere) = (portal().await?, Site::start().await?);
    elsewhere.route("/kin.webp", picture_of("truong-hoc").without_cors());
    let html = format!("<p>Chữ.</p><img src='/mot.webp' alt=''><img src='{}' alt=''>", elsewhere.url("/kin.webp"));
    portal.json("/feed.json", &feed([item("a1").title(FIRST).html(&html)]));
    let reader = open(&stage, &portal, "").await?;
    is_kept_as_text(&reader, &portal, "Chữ đã lưu, ảnh thì không (thiếu 1/2): ").await?;
    // The text is there all the same, and the picture that may be read.
    forget_what_was_seen(&reader, &portal).await?;
    portal.stop().await;
    elsewhere.stop().await;
    let reader = again(&stage).await?;
    assert!(reader.wait_state("offline").await?.body.contains("Chữ."));
    shows_kept_pictures(&reader, 1).await
}

/// Presses the button; the text is kept, the article not called saved, and nothing opaque in any store.
async fn is_kept_as_text(reader: &Reader, portal: &Site, sentence: &str) -> Result {
    press(reader, "save", sentence).await?;
    let shown = lists(reader, &[FIRST]).await?;
    assert!(shown["rows"][0][1].as_str().is_some_and(|facts| facts.ends_with(" · thiếu 1 ảnh")), "{shown}");
    assert_eq!(shown["does"][0], "save", "it can be tried again: {shown}");
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false);
    assert_eq!(saves(reader).await?, json!([]));
    let script = "const found = [];
        for (const name of await caches.keys()) {
          const cache = await caches.open(name);
          for (const request of await cache.keys()) found.push((await cache.match(request)).type);
        }
        return [...new Set(found)]";
    assert_eq!(reader.js_async(script, Value::Null).await?["value"], json!(["default"]), "nothing opaque");
    assert_eq!(kept_ids(reader, portal).await?, json!(["a1"]));
    Ok(())
}

/// Old portals answer 200 with a page for pictures that are gone, and so do Wi-Fi networks' login pages.
async fn a_picture_that_is_none_is_told_and_not_called_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    forget_what_was_seen(&reader, &portal).await?;
    portal.route("/hai.webp", Answer::html("<!doctype html><title>Không tìm thấy</title>"));
    is_kept_as_text(&reader, &portal, "Chữ đã lưu, ảnh thì không (thiếu 1/2): ").await?;
    // It comes when it can be had.
    portal.route("/hai.webp", picture_of("cau-phao"));
    save(&reader).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    // From then on it is not lost to a page in its place: the same article, saved once more by another reader of it.
    forget_what_was_seen(&reader, &portal).await?;
    portal.route("/hai.webp", Answer::html("<!doctype html><title>Đăng nhập Wi-Fi</title>"));
    portal.json("/feed.json", &feed([illustrated_again()]));
    reader.js_async("await host.refresh()", Value::Null).await?;
    reader.click("[data-tool=save]").await?;
    let changed = |shown: &Value| shown["rows"][0][1].as_str().is_some_and(|facts| facts.contains("bản mới"));
    eventually("the word of a newer version", async || Ok(changed(&lists(&reader, &[FIRST]).await?))).await?;
    save(&reader).await
}

/// The first article with another summary.
fn illustrated_again() -> Item {
    let [first, _] = illustrated();
    first.field("summary", "Tóm tắt đã sửa")
}

async fn a_policy_that_forbids_the_pictures_is_told(stage: Stage) -> Result {
    let portal = portal().await?;
    let own = stage.site.url("");
    let html = format!("<img src='{}' alt=''>", portal.url("/mot.webp"));
    stage.site.json("/feed.json", &feed([item("a1").title(FIRST).html(&html)]));
    let policy = format!(
        "<meta http-equiv='content-security-policy' content=\"default-src 'none'; script-src {own} 'unsafe-inline' 'wasm-unsafe-eval'; connect-src {own}; img-src {own} {}\">",
        portal.url("")
    );
    let reader = stage.embed_after(&policy, &tag("/feed.json", "")).await?;
    reader.wait_tools().await?;
    is_kept_as_text(&reader, &stage.site, "Chữ đã lưu, ảnh thì không (thiếu 1/1): ").await
}

async fn a_server_killed_in_the_middle_of_a_save_leaves_what_was_there(stage: Stage) -> Result {
    let (portal, pictures) = (portal().await?, Site::start().await?);
    pictures.route("/cham.webp", Answer::never());
    let slow = format!("<p>Chữ.</p><img src='/mot.webp' alt=''><img src='{}' alt=''>", pictures.url("/cham.webp"));
    let [_, second] = illustrated();
    portal.json("/feed.json", &feed([item("a1").title(FIRST).day(20).html(&slow), second]));
    let reader = open(&stage, &portal, "").await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    save(&reader).await?;
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    press(&reader, "save", "Đang lưu: 1/2 ảnh").await?;
    pictures.stop().await;
    said(&reader, "Chưa lưu được bài: mạng bị ngắt hoặc máy chủ không phản hồi. Những bài đã lưu vẫn còn.").await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a2"]), "nothing half");
    assert_eq!(saves(&reader).await?, json!([{ "id": "a2", "saved": true }]));
    let look = reader.look().await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), (FIRST, "ready"), "the page works on");
    pictures.route("/cham.webp", picture_of("cau-phao"));
    pictures.restart().await?;
    save(&reader).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    Ok(())
}

/// After twenty seconds without a byte.
async fn a_picture_host_that_hangs_ends_the_save(stage: Stage) -> Result {
    let (portal, pictures) = (portal().await?, Site::start().await?);
    pictures.route("/cham.webp", Answer::never());
    let slow = format!("<p>Chữ.</p><img src='/mot.webp' alt=''><img src='{}' alt=''>", pictures.url("/cham.webp"));
    portal.json("/feed.json", &feed([item("a1").title(FIRST).html(&slow)]));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "save", "Đang lưu: 1/2 ảnh").await?;
    tokio::time::sleep(Duration::from_secs(8)).await;
    said(&reader, "Đang lưu: ").await?;
    said(&reader, "Chưa lưu được bài: mạng bị ngắt hoặc máy chủ không phản hồi.").await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!([]), "nothing half");
    pictures.route("/cham.webp", picture_of("cau-phao"));
    pictures.restart().await?;
    save(&reader).await
}

/// A portal whose first page has one article, and the second the two of [`illustrated`].
async fn paged_portal() -> Result<Site> {
    let portal = portal().await?;
    portal.json("/feed.json", &with(feed([item("a0").title("Bài mới nhất").day(25)]), "next_url", "/feed-2.json"));
    portal.json("/feed-2.json", &feed(illustrated()));
    Ok(portal)
}

async fn an_article_of_a_further_page_is_saved(stage: Stage) -> Result {
    let (portal, old) = (paged_portal().await?, Site::start().await?);
    // The feed has moved to another site, and its pages with it.
    old.route("/feed.json", Answer::redirect(&portal.url("/feed.json")));
    for site in [&portal, &old] {
        portal.restart().await?;
        let reader = open(&stage, site, "").await?;
        assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
        save(&reader).await?;
        until(&reader, "the word on the button", IS_SAVED).await?;
        forget_what_was_seen(&reader, site).await?;
        portal.stop().await;
        old.stop().await;
        let reader = again(&stage).await?;
        assert_eq!(reader.wait_state("offline").await?.title, "Bài mới nhất");
        lists(&reader, &[FIRST]).await?;
        reader.click(".kept .result").await?;
        reader.wait_title(FIRST).await?;
        shows_kept_pictures(&reader, 2).await?;
        old.restart().await?;
    }
    Ok(())
}

/// What comes in its place may be anything, and say anything.
async fn a_further_page_that_fails_saves_and_withdraws_nothing(stage: Stage) -> Result {
    let portal = paged_portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    let withdraws = |page: Value| with_tin(page, "withdrawn", json!(["a0"]));
    for (what, answer) in [
        ("a failure", Answer::json(&withdraws(feed(illustrated()))).with_status(503)),
        ("another feed", Answer::json(&withdraws(with(feed([item("x1")]), "title", "Trang khác")))),
        (
            "no feed",
            Answer::json(&withdraws(json!({ "title": "Tin thành phố", "items": [{ "id": "a1" }], "_tin": {} }))),
        ),
        ("no JSON", Answer::html("<!doctype html><title>Đăng nhập Wi-Fi</title>")),
    ] {
        portal.route("/feed-2.json", answer);
        press(&reader, "save", "Chưa lưu được bài: mạng bị ngắt").await.map_err(|error| format!("{what}: {error}"))?;
        tokio::time::sleep(Duration::from_millis(400)).await;
        assert_eq!(kept_ids(&reader, &portal).await?, json!(["a0"]), "{what}");
        lists(&reader, &["Bài mới nhất"]).await?;
    }
    portal.json("/feed-2.json", &feed(illustrated()));
    save(&reader).await
}

/// Articles are kept by their addresses, too: that of the feed itself, and such as differ only behind the `#`.
async fn an_articles_address_takes_nobodys_place(stage: Stage) -> Result {
    let portal = portal().await?;
    let named = |id: &str, address: &str| item(id).field("url", address);
    let all = ["/feed.json", "/feed.json#a2", "/#/tin/3", "/#/tin/4"];
    let items = || all.iter().enumerate().map(|(at, address)| named(&format!("a{}", at + 1), address));
    portal.json("/feed.json", &feed(items()));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 4 bài.").await?;
    let feed_is_there = "return (await (await caches.match(args, { cacheName: `tin-reader:1:${args}`, ignoreVary: true })).json()).items.length";
    let count = reader.js_async(feed_is_there, portal.url("/feed.json").into()).await?;
    assert_eq!(count["value"], 4, "the feed is what it was");
    // The feed lists none of them any more: each is found by its address alone.
    portal.json("/feed.json", &feed([item("a0").day(25)]));
    reader.js_async("await host.refresh()", Value::Null).await?;
    let kept = async || {
        let count = reader.js_async(feed_is_there, portal.url("/feed.json").into()).await?;
        Ok(count["value"] == 1)
    };
    eventually("the newer feed in the store", kept).await?;
    portal.stop().await;
    for (at, address) in all.iter().enumerate() {
        stage.mount("/page.html", &tag(&portal.url("/feed.json"), &format!("article='{}'", portal.url(address))));
        let reader = again(&stage).await?;
        assert_eq!(reader.wait_state("offline").await?.title, format!("Bài a{}", at + 1), "{address}");
    }
    Ok(())
}

/// There the tools wait for a press. Without a network they cost nothing, and they have the pictures.
async fn saved_pictures_show_where_data_is_to_be_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = stage.embed_after(SAVES_DATA, &tag(&portal.url("/feed.json"), "")).await?;
    until(&reader, "the offer of the tools", "return !!root.querySelector('.toolbar button')").await?;
    reader.click(".toolbar button").await?;
    reader.wait_tools().await?;
    save(&reader).await?;
    forget_what_was_seen(&reader, &portal).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await
}

async fn a_reader_that_leaves_lets_go_of_its_pictures(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await?;
    let ends = "const pictures = [...root.querySelectorAll('[part~=body] img')].map(({ src }) => src);
        const come = () => Promise.all(pictures.map((src) => fetch(src).then(({ ok }) => ok, () => false)));
        const before = await come();
        host.remove();
        await new Promise((go) => setTimeout(go, 100));
        return [before, await come()]";
    let ends = reader.js_async(ends, Value::Null).await?;
    assert_eq!(ends["value"], json!([[true, true], [false, false]]), "{ends}");
    Ok(())
}

async fn a_picture_cut_off_saves_nothing(stage: Stage) -> Result {
    let portal = portal().await?;
    portal.route("/hai.webp", picture_of("cau-phao").truncate_at(2000));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "save", "Chưa lưu được bài: mạng bị ngắt").await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!([]));
    // Of a category, what came before stays, and the reader hears how far it came.
    portal.route("/hai.webp", picture_of("cau-phao"));
    portal.route("/ba.webp", Answer::status(503));
    press(&reader, "all", "Đã lưu 1/2 bài. Chưa lưu được bài: mạng bị ngắt").await?;
    lists(&reader, &[FIRST]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1"]));
    Ok(())
}

/// Old portals write what they like there.
async fn a_banner_that_is_no_address_is_none(stage: Stage) -> Result {
    let portal = portal().await?;
    let [first, second] = illustrated();
    let second = second.field("banner_image", json!({ "url": "/mot.webp" }));
    portal.json("/feed.json", &feed([first.field("banner_image", "http://["), second]));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    assert_eq!(whole(&reader, &portal, &["a1", "a2"]).await?, json!({ "a1": [3, "a1"], "a2": [2, "a2"] }));
    Ok(())
}

/// Relative addresses count from where the answer came from; the loader notes it beside the feed.
async fn the_banner_of_a_feed_that_has_moved_is_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let [first, second] = illustrated();
    portal.route("/feed.json", Answer::redirect("/khac/feed.json"));
    portal.json("/khac/feed.json", &feed([first.field("banner_image", "bang.webp"), second]));
    portal.route("/khac/bang.webp", picture_of("tau-ca-tra-co"));
    let reader = open(&stage, &portal, "").await?;
    let noted =
        "const [feed, from] = args, cache = await caches.open(`tin-reader:1:${feed}`), kept = await cache.match(feed, { ignoreVary: true });
        if (!kept) return false;
        const headers = { 'x-tin-saved': kept.headers.get('x-tin-saved'), 'x-tin-address': from };
        await cache.put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(await kept.text(), { headers }));
        return true";
    let args = json!([portal.url("/feed.json"), portal.url("/khac/feed.json")]);
    eventually("the feed in the store", async || Ok(reader.js_async(noted, args.clone()).await?["value"] == true))
        .await?;
    save(&reader).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    let script = "const cache = await caches.open(`tin-reader:1:${args} a1`);
        return [(await cache.keys()).map(({ url }) => new URL(url).pathname).sort(), (await (await cache.match(args, { ignoreVary: true })).json()).items[0].banner_image]";
    let entry = reader.js_async(script, portal.url("/feed.json").into()).await?;
    let banner = portal.url("/khac/bang.webp");
    assert_eq!(entry["value"], json!([["/feed.json", "/hai.webp", "/khac/bang.webp", "/mot.webp"], banner]));
    Ok(())
}

async fn one_dead_picture_host_does_not_hold_up_a_category(stage: Stage) -> Result {
    let (portal, dead) = (portal().await?, Site::start().await?);
    let html = format!("<img src='{}' alt=''>", dead.url("/anh.webp"));
    dead.stop().await;
    let [first, second] = illustrated();
    portal.json("/feed.json", &feed([item("a0").title("Bài đầu").day(25).html(&html), first, second]));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2/3 bài. Chưa lưu được bài: mạng bị ngắt").await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    dead.route("/anh.webp", picture_of("benh-vien"));
    dead.restart().await?;
    press(&reader, "all", "Đã lưu").await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a0", "a1", "a2"]));
    Ok(())
}

/// What is saved of an article is of one version: its words and its pictures.
async fn a_newer_version_stored_by_another_tab_is_not_mixed_in(stage: Stage) -> Result {
    let portal = portal().await?;
    for (case, attributes, now) in
        [("the tools were there before", "", "mot"), ("they come later", "tools='none'", "ba")]
    {
        portal.json("/feed.json", &feed(illustrated()));
        stage.mount("/page.html", &tag(&portal.url("/feed.json"), attributes));
        stage.driver.goto("about:blank").await?;
        let one = stage.open("/page.html").await?;
        one.wait_state("ready").await?;
        let stored = "return !!(await (await caches.match(args, { cacheName: `tin-reader:1:${args}`, ignoreVary: true }))?.text())?.includes('WORD')";
        let stored = async |reader: &Reader, word: &str| {
            let script = stored.replace("WORD", word);
            eventually("the feed in the store", async || {
                Ok(reader.js_async(&script, portal.url("/feed.json").into()).await?["value"] == true)
            })
            .await
        };
        stored(&one, "hai.webp").await?;
        if attributes.is_empty() {
            one.wait_tools().await?;
            // A look into the store, when the tools come.
            seen(&one, &portal, &["/mot.webp"]).await?;
        }
        let first = stage.driver.window().await?;
        let [_, second] = illustrated();
        portal.json(
            "/feed.json",
            &feed([item("a1").title(FIRST).day(20).html("<p>Chữ mới.</p><img src='/ba.webp' alt=''>"), second]),
        );
        let tab = stage.driver.new_tab().await?;
        stage.driver.switch_to_window(tab.clone()).await?;
        let other = stage.open("/page.html").await?;
        stored(&other, "Chữ mới.").await?;
        stage.driver.switch_to_window(first.clone()).await?;
        one.js("host.tools = 'save'", Value::Null).await?;
        one.wait_tools().await?;
        save(&one).await?;
        let entry = "const cache = await caches.open(`tin-reader:1:${args} a1`);
            const html = (await (await cache.match(args, { ignoreVary: true })).json()).items[0].content_html;
            const named = html.match(/\\w+(?=\\.webp)/g), kept = (await cache.keys()).map(({ url }) => /(\\w+)\\.webp/.exec(url)?.[1]).filter(Boolean);
            return [named.sort(), kept.sort()]";
        let entry = one.js_async(entry, portal.url("/feed.json").into()).await?;
        assert_eq!(entry["value"][0], entry["value"][1], "{case}: {entry}");
        assert!(entry["value"][0].as_array().is_some_and(|named| named.contains(&now.into())), "{case}: {entry}");
        if now == "mot" {
            let shown = lists(&one, &[FIRST]).await?;
            let changed = |shown: &Value| shown["rows"][0][1].as_str().is_some_and(|facts| facts.contains("bản mới"));
            assert!(changed(&shown), "and it is told: {shown}");
        }
        one.js_async("for (const name of await caches.keys()) await caches.delete(name)", Value::Null).await?;
        stage.driver.switch_to_window(tab).await?;
        stage.driver.close_window().await?;
        stage.driver.switch_to_window(first).await?;
    }
    Ok(())
}

/// A tab that is saving the article and waits for the gate's picture, its window, and another tab of the page, which is on screen.
async fn in_the_middle_of_a_save(stage: &Stage, portal: &Site) -> Result<(Reader, Reader, WindowHandle, Gate)> {
    let (slow, gate) = picture_of("cau-phao").gate();
    portal.route("/hai.webp", slow);
    let one = open(stage, portal, "").await?;
    let first = stage.driver.window().await?;
    press(&one, "save", "Đang lưu: 1/2 ảnh").await?;
    let second = stage.driver.new_tab().await?;
    stage.driver.switch_to_window(second).await?;
    let other = stage.open("/page.html").await?;
    other.wait_tools().await?;
    Ok((one, other, first, gate))
}

async fn two_tabs_save_at_once(stage: Stage) -> Result {
    let portal = portal().await?;
    let (one, other, first, gate) = in_the_middle_of_a_save(&stage, &portal).await?;
    // The same article, and behind it all of them.
    other.click("[data-tool=save]").await?;
    other.click("[data-keep=all]").await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    gate.open();
    said(&other, "Đã lưu 2 bài.").await?;
    stage.driver.switch_to_window(first).await?;
    said(&one, "Đã lưu. Bài đọc được khi không có mạng.").await?;
    assert_eq!(kept_ids(&one, &portal).await?, json!(["a1", "a2"]));
    assert_eq!(whole(&one, &portal, &["a1", "a2"]).await?, json!({ "a1": [3, "a1"], "a2": [2, "a2"] }));
    Ok(())
}

/// The other tab saves another article, and sweeps out what nobody has finished.
async fn a_save_in_another_tab_leaves_the_half_of_this_one(stage: Stage) -> Result {
    let portal = portal().await?;
    let (one, other, first, gate) = in_the_middle_of_a_save(&stage, &portal).await?;
    assert_eq!(other.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    other.click("[data-tool=save]").await?;
    until(&other, "the button", "return !!root.querySelector('[data-keep=save]')").await?;
    other.click("[data-keep=save]").await?;
    tokio::time::sleep(Duration::from_millis(700)).await;
    gate.open();
    said(&other, "Đã lưu. Bài đọc được khi không có mạng.").await?;
    stage.driver.switch_to_window(first).await?;
    said(&one, "Đã lưu. Bài đọc được khi không có mạng.").await?;
    assert_eq!(whole(&one, &portal, &["a1", "a2"]).await?, json!({ "a1": [3, "a1"], "a2": [2, "a2"] }));
    Ok(())
}

/// Of each saved article: how many entries there are, and whose text.
async fn whole(reader: &Reader, portal: &Site, ids: &[&str]) -> Result<Value> {
    let script = "const [feed, ids] = args, found = {};
        for (const id of ids) {
          const cache = await caches.open(`tin-reader:1:${feed} ${id}`);
          found[id] = [(await cache.keys()).length, (await (await cache.match(feed, { ignoreVary: true }))?.json())?.items[0].id];
        }
        return found";
    Ok(reader.js_async(script, json!([portal.url("/feed.json"), ids])).await?["value"].clone())
}

async fn a_tab_closed_in_the_middle_of_a_save_leaves_nothing_half(stage: Stage) -> Result {
    let portal = portal().await?;
    portal.route("/hai.webp", Answer::never());
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "save", "Đang lưu: 1/2 ảnh").await?;
    let reader = again(&stage).await?;
    let shown = lists(&reader, &[]).await?;
    assert_eq!(shown["texts"], json!(["Chưa lưu bài nào."]), "{shown}");
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false);
    // The next save sweeps it out.
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    save(&reader).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a2"]));
    Ok(())
}

async fn what_somebody_has_written_into_the_store_does_no_harm(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    let attack = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "<img src=x onerror=window.hacked=1>",
        "items": [{
            "id": "x1",
            "url": "javascript:window.hacked=2",
            "title": "<script>window.hacked=3</script>Bài lạ",
            "content_html": "<p onclick='window.hacked=4'>Chữ lạ</p><img src=x onerror='window.hacked=5'><script>window.hacked=6</script><iframe srcdoc='<script>parent.hacked=7</script>'></iframe>",
        }],
    });
    // Of each entry: what stands there, and what it says of itself.
    let entries = json!([
        ["a1", "\u{0}\u{1}💥 no JSON", { "x-tin-size": "1e308", "x-tin-saved": "1e308" }],
        ["a2", "[1, 2, 3]", { "x-tin-size": "-5" }],
        ["a3", "{\"version\": 7, \"items\": \"none\"}", {}],
        ["a4", "null", { "x-tin-saved": "-1e308" }],
        ["undefined", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": []}", {}],
        ["../../x y", attack.to_string().as_str(), { "x-tin-size": "99" }],
        ["x1", attack.to_string().as_str(), { "x-tin-size": "1e308", "x-tin-saved": "1e308", "x-tin-lacks": "x" }],
    ]);
    let write = "const [feed, entries] = args;
        for (const [id, text, headers] of entries)
          await (await caches.open(`tin-reader:1:${feed} ${id}`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers }));
        const seen = await caches.open(`tin-reader:1:pictures:${feed}`);
        const [one] = (await seen.keys()).filter(({ url }) => url.endsWith('/mot.webp'));
        await seen.put(new Request(one, { headers: { 'x-tin': 1 } }), new Response('<script>window.hacked=8</script>', { headers: { 'content-type': 'text/html' } }));
        await seen.put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response('💥 x\\n99999999999999999999 1 a b\\n' + '1 2 3 4\\n'.repeat(50)))";
    let answer = reader.js_async(write, json!([portal.url("/feed.json"), entries])).await?;
    assert_eq!(answer, json!({ "value": null }));

    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    lists(&reader, &["<script>window.hacked=3</script>Bài lạ"]).await?;
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false, "its text is not there");
    reader.click(".kept .result").await?;
    let look = reader.wait("the strange article", |look| look.body.contains("Chữ lạ")).await?;
    assert_eq!(look.title, "<script>window.hacked=3</script>Bài lạ", "a headline is text");
    assert!(look.links.is_empty() && look.errors.is_empty(), "{look:#?}");
    for id in ["a2", "a3", "undefined", "../../x y"] {
        let _ = reader.show(id).await?;
    }
    // It can all be saved anew, and goes away by one press.
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    save(&reader).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    // What stands in a picture's place is none: the article is not saved whole.
    let spoil = "const [feed, picture] = args;
        await (await caches.open(`tin-reader:1:${feed} a1`)).put(new Request(picture, { headers: { 'x-tin': 1 } }), new Response('x'))";
    reader.js_async(spoil, json!([portal.url("/feed.json"), portal.url("/hai.webp")])).await?;
    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    let shown = lists(&reader, &["<script>window.hacked=3</script>Bài lạ", FIRST]).await?;
    assert!(shown["rows"][1][1].as_str().is_some_and(|facts| facts.ends_with(" · thiếu 1 ảnh")), "{shown}");
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false);
    save(&reader).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 2).await?;
    press(&reader, "none", "").await?;
    reader.click("[data-keep=none]").await?;
    lists(&reader, &[]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!([]));
    assert!(reader.js("return window.hacked ?? null", Value::Null).await?.is_null());
    Ok(())
}

/// A feed that is a good one, as far as that goes.
async fn an_attack_in_the_stored_feed_does_no_harm(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    let attack = json!({
        "version": "https://jsonfeed.org/version/1.1",
        "title": "<img src=x onerror=window.hacked=1>",
        "home_page_url": "javascript:window.hacked=2",
        "items": [{
            "id": "x1",
            "url": "javascript:window.hacked=3",
            "title": "<script>window.hacked=4</script>Bài lạ",
            "date_published": "2030-01-01T00:00:00Z",
            "image": "javascript:window.hacked=5",
            "banner_image": "data:text/html,<script>parent.hacked=6</script>",
            "content_html": "<p onclick='window.hacked=7'>Chữ lạ</p><img src=x onerror='window.hacked=8'><svg onload='window.hacked=9'></svg><iframe srcdoc='<script>parent.hacked=10</script>'></iframe>",
        }],
    });
    let put = "const [feed, text, time] = args;
        await (await caches.open(`tin-reader:1:${feed}`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers: { 'x-tin-saved': time, 'x-tin-address': 'javascript:window.hacked=11' } }))";
    for time in ["1e308", "-1e308", "Infinity", "NaN"] {
        portal.restart().await?;
        reader.js_async(put, json!([portal.url("/feed.json"), attack.to_string(), time])).await?;
        portal.stop().await;
        let reader = again(&stage).await?;
        let look = reader.wait("the strange article", |look| look.body.contains("Chữ lạ")).await?;
        assert_eq!(look.title, "<script>window.hacked=4</script>Bài lạ", "{time}: a headline is text");
        reader.wait_state("offline").await?;
        assert!(look.links.is_empty() && look.errors.is_empty(), "{time}: {look:#?}");
        // What was saved is there, and can be read.
        lists(&reader, &[FIRST]).await?;
        assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()), "{time}");
        shows_kept_pictures(&reader, 2).await?;
        let hacked = "return [window.hacked ?? null, tinErrors]";
        assert_eq!(reader.js(hacked, Value::Null).await?, json!([null, []]), "{time}");
    }
    portal.restart().await?;
    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    until(&reader, "the offer of the true feed", "return !!root.querySelector('.newer button')").await?;
    reader.click(".newer button").await?;
    reader.wait_title(FIRST).await?;
    Ok(())
}

/// Entries as the first build wrote them, word by word: names of caches, keys, headers. What reads them may not change them.
async fn what_an_earlier_build_has_kept_is_read(stage: Stage) -> Result {
    let portal = Site::start().await?;
    let (address, one, two) = (portal.url("/feed.json"), portal.url("/mot.webp"), portal.url("/hai.webp"));
    let listed = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Tin thành phố", "language": "vi",
        "items": [{
            "id": "a2", "url": portal.url("/tin/a2"), "title": "Bài thứ hai", "date_published": "2019-09-10T12:00:00+07:00",
            "content_html": "<p>Đoạn hai.</p><img src='/hai.webp' alt=''>", "_tin": { "category": "kinh-te" },
        }],
        "_tin": { "categories": [{ "id": "kinh-te", "title": "Kinh tế" }] },
    });
    let saved = json!({
        "version": "https://jsonfeed.org/version/1.1", "title": "Tin thành phố", "language": "vi",
        "items": [{
            "id": "a1", "url": portal.url("/tin/a1"), "title": FIRST, "date_published": "2019-09-20T12:00:00+07:00",
            "content_html": "<p>Đoạn một.</p><img src='/mot.webp' alt=''>", "_tin": { "category": "kinh-te" },
        }],
        "_tin": { "categories": [{ "id": "kinh-te", "title": "Kinh tế" }] },
    });
    stage.site.route("/ghi.html", Answer::html("<!doctype html><title>Ghi</title>"));
    stage.driver.goto(stage.site.url("/ghi.html")).await?;
    // The pictures come from the build's own folder; the server of the feed is never there.
    portal.stop().await;
    let write = "const [feed, listed, saved, one, two] = args;
        const picture = async (name) => (await fetch(`/img/${name}.webp`)).blob();
        const put = async (name, key, body, headers) => (await caches.open(name)).put(key, new Response(body, { headers }));
        const [first, second] = [await picture('cua-khau'), await picture('benh-vien')];
        await put(`tin-reader:1:${feed}`, feed, listed, { 'x-tin-saved': '1700000000' });
        await put(`tin-reader:1:${feed}`, JSON.parse(saved).items[0].url, saved);
        await put(`tin-reader:1:${feed} a1`, one, first);
        await put(`tin-reader:1:${feed} a1`, feed, saved,
          { 'x-tin-saved': '1700000100', 'x-tin-size': String(first.size + saved.length), 'x-tin-lacks': '0', 'x-tin-pictures': one });
        await put(`tin-reader:1:pictures:${feed}`, two, second);
        await put(`tin-reader:1:pictures:${feed}`, feed, `1700000000000 ${second.size} a2 ${two}\\n`);";
    let nowhere = Reader::here(&stage.driver);
    let written = nowhere.js_async(write, json!([address, listed.to_string(), saved.to_string(), one, two])).await?;
    assert_eq!(written, json!({ "value": null }));
    stage.mount("/page.html", &tag(&address, ""));
    let reader = again(&stage).await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!(look.title, "Bài thứ hai");
    assert!(look.status.contains("14/11/2023") || look.status.contains("15/11/2023"), "{}", look.status);
    shows_kept_pictures(&reader, 1).await?;
    let shown = lists(&reader, &[FIRST]).await?;
    let facts = shown["rows"][0][1].as_str().unwrap_or_default();
    assert!(facts.contains("2023") && facts.ends_with("KB"), "whole, and unchanged: {facts}");
    reader.click(".kept .result").await?;
    let look = reader.wait_title(FIRST).await?;
    assert!(look.body.contains("Đoạn một."), "{look:#?}");
    shows_kept_pictures(&reader, 1).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    stage.mount("/page.html", &tag(&address, &format!("article='{}'", portal.url("/tin/a1"))));
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, FIRST, "by its address");
    Ok(())
}

async fn a_feed_that_was_spoilt_in_the_store_is_fetched_anew(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    for text in [
        "",
        "no JSON",
        "{}",
        "[]",
        "null",
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"x\",\"items\":[null]}",
    ] {
        let spoil = "const [feed, text] = args;
            await (await caches.open(`tin-reader:1:${feed}`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(text, { headers: { 'x-tin-saved': 'x' } }))";
        let args = json!([portal.url("/feed.json"), text]);
        assert_eq!(reader.js_async(spoil, args).await?, json!({ "value": null }));
        let reader = again(&stage).await?;
        assert_eq!(reader.wait_state("ready").await?.title, FIRST, "{text:?}");
        until(&reader, "the word on the button", IS_SAVED).await?;
    }
    Ok(())
}

/// A picture of so many kilobytes: a bitmap.
fn bitmap(kilobytes: u32) -> Answer {
    let (width, height) = (256, kilobytes * 1024 / (256 * 3));
    let size = width * height * 3;
    let mut bytes = b"BM".to_vec();
    for number in [54 + size, 0, 54, 40, width, height, 1 | 24 << 16, 0, size, 2835, 2835, 0, 0] {
        bytes.extend(number.to_le_bytes());
    }
    bytes.resize((54 + size) as usize, 0x7f);
    Answer::bytes("image/bmp", bytes).header("cache-control", "no-store")
}

/// A portal with three articles, each with one picture of 400 KB.
async fn heavy_portal() -> Result<Site> {
    let portal = Site::start().await?;
    let heavy = |number: u8| {
        portal.route(&format!("/{number}.bmp"), bitmap(400));
        let html = format!("<p>Chữ {number}.</p><img src='/{number}.bmp' alt=''>");
        item(&format!("a{number}")).title(&format!("Bài {number}")).day(20 - number).html(&html)
    };
    portal.json("/feed.json", &feed([heavy(1), heavy(2), heavy(3)]));
    Ok(portal)
}

async fn what_was_read_longest_ago_goes_first_and_what_is_saved_never(stage: Stage) -> Result {
    let portal = heavy_portal().await?;
    let reader = open(&stage, &portal, "storage='1'").await?;
    seen(&reader, &portal, &["/1.bmp"]).await?;
    save(&reader).await?;
    // Beside a saved one there is room for one more picture: each that is read takes the other's.
    for number in [2, 3] {
        assert!(reader.show(&format!("a{number}")).await?.is_ok());
        seen(&reader, &portal, &[&format!("/{number}.bmp")]).await?;
    }
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    shows_kept_pictures(&reader, 1).await?;
    assert!(reader.show("a3").await?.is_ok());
    shows_kept_pictures(&reader, 1).await?;
    assert!(reader.show("a2").await?.is_ok());
    reader.js("root.querySelector('[part~=body] img').loading = 'eager'", Value::Null).await?;
    reader.wait("the picture that had to go", |look| look.broken == 1).await?;
    Ok(())
}

async fn what_does_not_fit_is_told_and_not_saved(stage: Stage) -> Result {
    let portal = heavy_portal().await?;
    let reader = open(&stage, &portal, "storage='1'").await?;
    let sentence =
        "Đã lưu 2/3 bài. Tin lưu trên thiết bị chỉ được chiếm tối đa 1 MB. Hãy xóa bớt bài đã lưu rồi lưu lại.";
    press(&reader, "all", sentence).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    // As it says: with one less there is room. And the attribute may say another measure at any time.
    assert!(reader.show("a3").await?.is_ok());
    press(&reader, "save", "Tin lưu trên thiết bị chỉ được chiếm tối đa 1 MB.").await?;
    let remove = "[...root.querySelectorAll('[data-remove]')].find((button) => button.dataset.remove === 'a1').click()";
    reader.js(remove, Value::Null).await?;
    lists(&reader, &["Bài 2"]).await?;
    save(&reader).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a2", "a3"]));
    reader.js("host.storage = 2", Value::Null).await?;
    assert!(reader.show("a1").await?.is_ok());
    save(&reader).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2", "a3"]));
    Ok(())
}

/// A feed of four pages, the further ones of 200 KB each, and what is kept of them.
async fn long_portal(stage: &Stage, attributes: &str) -> Result<(Site, Reader)> {
    let portal = Site::start().await?;
    portal.route("/1.bmp", bitmap(500));
    let first = item("a1").title(FIRST).day(20).html("<p>Chữ.</p><img src='/1.bmp' alt=''>");
    portal.json("/feed.json", &with(feed([first]), "next_url", "/feed-2.json"));
    for number in 2..=4 {
        let long = format!("<p>{}</p>", "Chữ nhỏ. ".repeat(18_000));
        let page = feed([item(&format!("a{number}")).day(20 - number).html(&long)]);
        let page = if number < 4 { with(page, "next_url", format!("/feed-{}.json", number + 1)) } else { page };
        portal.json(&format!("/feed-{number}.json"), &page);
    }
    let reader = open(stage, &portal, attributes).await?;
    reader.click(".more").await?;
    reader.wait("the rows of all pages", |look| look.related.len() == 3).await?;
    eventually("the pages in the store", async || Ok(pages(&reader, &portal).await?.len() == 4)).await?;
    Ok((portal, reader))
}

/// The paths of what is kept of the feed's pages.
async fn pages(reader: &Reader, portal: &Site) -> Result<Vec<String>> {
    let script = "const cache = await caches.open(`tin-reader:1:${args}`);
        return (await cache.keys()).map(({ url }) => new URL(url)).filter(({ search }) => !search).map(({ pathname }) => pathname).sort()";
    let paths = reader.js_async(script, portal.url("/feed.json").into()).await?;
    Ok(serde_json::from_value(paths["value"].clone())?)
}

async fn further_pages_make_room_for_what_is_saved(stage: Stage) -> Result {
    let (portal, reader) = long_portal(&stage, "storage='1' related='10'").await?;
    save(&reader).await?;
    assert_eq!(pages(&reader, &portal).await?, ["/feed.json"]);
    until(&reader, "the word on the button", IS_SAVED).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, FIRST);
    shows_kept_pictures(&reader, 1).await
}

/// They go last of what was only seen, and the feed stays.
async fn further_pages_make_room_on_a_full_device(stage: Stage) -> Result {
    let (portal, reader) = long_portal(&stage, "related='10'").await?;
    seen(&reader, &portal, &["/1.bmp"]).await?;
    // Full until a further page is deleted.
    let full = "const { put, delete: remove } = Cache.prototype;
        let full = true;
        Cache.prototype.put = async function (...words) {
          if (full) throw new DOMException('full', 'QuotaExceededError');
          return put.apply(this, words);
        };
        Cache.prototype.delete = async function (address, ...words) {
          const gone = await remove.call(this, address, ...words);
          if (gone && address.includes('/feed-')) full = false;
          return gone;
        };";
    reader.js(full, Value::Null).await?;
    save(&reader).await?;
    assert_eq!(pages(&reader, &portal).await?, ["/feed.json"]);
    assert!(reader.look().await?.events.iter().all(|event| !event.is("tin-error", "storage-full")));
    Ok(())
}

async fn a_further_page_goes_after_a_month(stage: Stage) -> Result {
    let (portal, reader) = long_portal(&stage, "related='10'").await?;
    save(&reader).await?;
    let age = "const [feed, ages] = args, cache = await caches.open(`tin-reader:1:${feed}`);
        for (const [path, days] of ages) {
          const address = new URL(path, feed).href, kept = await cache.match(address, { ignoreVary: true }), headers = new Headers(kept.headers);
          headers.set('x-tin-saved', Math.floor(Date.now() / 1000) - days * 86400);
          await cache.put(new Request(address, { headers: { 'x-tin': 1 } }), new Response(await kept.text(), { headers }));
        }";
    let ages = json!([["/feed.json", 40], ["/feed-2.json", 29], ["/feed-3.json", 31], ["/feed-4.json", 0]]);
    let aged = reader.js_async(age, json!([portal.url("/feed.json"), ages])).await?;
    assert_eq!(aged, json!({ "value": null }));
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, FIRST);
    let wanted = ["/feed-2.json", "/feed-4.json", "/feed.json"];
    eventually("the old page to go", async || Ok(pages(&reader, &portal).await? == wanted)).await?;
    lists(&reader, &[FIRST]).await?;
    Ok(())
}

/// From `event` on the store throws as it does on a full device, once so many bytes have been written.
fn full_after(bytes: usize) -> String {
    format!(
        "<script>
        const put = Cache.prototype.put;
        let left = Infinity;
        addEventListener('full', () => {{ left = {bytes}; }});
        Cache.prototype.put = async function (request, response) {{
          left -= (await response.clone().blob()).size;
          if (left < 0) throw new DOMException('full', 'QuotaExceededError');
          return put.call(this, request, response);
        }};
        </script>"
    )
}

async fn a_full_device_is_told_and_keeps_what_was_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let page = tag(&portal.url("/feed.json"), "");
    let reader = stage.embed_after(&full_after(10_000), &page).await?;
    reader.wait_tools().await?;
    save(&reader).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    forget_what_was_seen(&reader, &portal).await?;
    reader.js("dispatchEvent(new Event('full'))", Value::Null).await?;
    press(&reader, "save", "Thiết bị đã đầy, chưa lưu được bài. Những bài đã lưu vẫn còn.").await?;
    let look = reader.look().await?;
    let told = look.events.iter().filter(|event| event.is("tin-error", "storage-full")).count();
    assert_eq!((told, look.title.as_str(), look.state.as_str()), (1, "Bài thứ hai", "ready"), "{look:#?}");
    lists(&reader, &[FIRST]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1"]));
    forget_what_was_seen(&reader, &portal).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, FIRST);
    shows_kept_pictures(&reader, 2).await
}

/// What was only seen goes before news or a saved article is refused.
async fn pictures_make_room_for_news(stage: Stage) -> Result {
    let portal = portal().await?;
    let page = tag(&portal.url("/feed.json"), "");
    // Full until something is deleted.
    let full = "<script>
        const { put } = Cache.prototype, { delete: remove } = CacheStorage.prototype;
        let full = false;
        addEventListener('full', () => { full = true; });
        Cache.prototype.put = async function (...words) {
          if (full) throw new DOMException('full', 'QuotaExceededError');
          return put.apply(this, words);
        };
        CacheStorage.prototype.delete = async function (...words) {
          const gone = await remove.apply(this, words);
          if (gone) full = false;
          return gone;
        };
        </script>";
    let reader = stage.embed_after(full, &page).await?;
    reader.wait_tools().await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    let [one, two] = illustrated();
    portal.json("/feed.json", &feed([item("a0").title("Bài mới nhất").day(25), one, two]));
    reader.js("dispatchEvent(new Event('full'))", Value::Null).await?;
    let answer = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(answer, json!({ "value": null }));
    let kept = "return (await (await caches.match(args, { cacheName: `tin-reader:1:${args}`, ignoreVary: true })).text()).includes('Bài mới nhất')";
    eventually("the newer news in the store", async || {
        Ok(reader.js_async(kept, portal.url("/feed.json").into()).await?["value"] == true)
    })
    .await?;
    let look = reader.look().await?;
    assert!(look.events.iter().all(|event| !event.is("tin-error", "storage-full")), "{look:#?}");
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    seen(&reader, &portal, &["/mot.webp", "/hai.webp"]).await?;
    reader.js("dispatchEvent(new Event('full'))", Value::Null).await?;
    save(&reader).await
}

/// A save needs room: the pictures read longest ago make it. Another failure of the store takes nothing.
async fn on_a_full_device_what_was_read_longest_ago_goes_first(stage: Stage) -> Result {
    let portal = heavy_portal().await?;
    // Full until something is deleted.
    let full = "<script>
        const { put, delete: remove } = Cache.prototype;
        let trouble = '';
        addEventListener('full', () => { trouble = 'QuotaExceededError'; });
        addEventListener('odd', () => { trouble = 'InvalidStateError'; });
        Cache.prototype.put = async function (...words) {
          if (trouble) throw new DOMException(trouble, trouble);
          return put.apply(this, words);
        };
        Cache.prototype.delete = async function (...words) {
          const gone = await remove.apply(this, words);
          if (gone && trouble === 'QuotaExceededError') trouble = '';
          return gone;
        };
        </script>";
    let reader = stage.embed_after(full, &tag(&portal.url("/feed.json"), "")).await?;
    reader.wait_tools().await?;
    for number in [1, 2, 3] {
        assert!(reader.show(&format!("a{number}")).await?.is_ok());
        seen(&reader, &portal, &[&format!("/{number}.bmp")]).await?;
    }
    tokio::time::sleep(Duration::from_millis(900)).await;
    reader.js("dispatchEvent(new Event('odd'))", Value::Null).await?;
    press(&reader, "save", "Chưa lưu được bài").await?;
    assert_eq!(seen_paths(&reader, &portal).await?, ["/1.bmp", "/2.bmp", "/3.bmp"], "another failure");
    reader.js("dispatchEvent(new Event('full'))", Value::Null).await?;
    save(&reader).await?;
    assert_eq!(seen_paths(&reader, &portal).await?, ["/3.bmp"]);
    Ok(())
}

async fn what_is_withdrawn_goes_from_what_was_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    seen(&reader, &portal, &["/mot.webp"]).await?;
    // The feed no longer has the article; it says that it must vanish.
    let [_, second] = illustrated();
    portal.json("/feed.json", &with_tin(feed([second]), "withdrawn", json!(["a1"])));
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    reader.wait_title("Bài thứ hai").await?;
    reader.wait("the line about it", |look| look.status.contains("đã được gỡ")).await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a2"]));
    let saves = saves(&reader).await?;
    assert_eq!(saves[2], json!({ "id": "a1", "saved": false }), "{saves}");
    let gone = "const cache = await caches.open(`tin-reader:1:pictures:${args}`);
        return !(await cache.keys()).some(({ url }) => url.endsWith('/mot.webp')) && !(await (await cache.match(args, { ignoreVary: true })).text()).includes('/mot.webp')";
    eventually("its pictures to go", async || {
        Ok(reader.js_async(gone, portal.url("/feed.json").into()).await?["value"] == true)
    })
    .await?;
    assert_eq!(reader.show("a1").await?, Err("article-not-found".to_owned()));
    // Of the item itself it is true as well; and what was saved by a reader that was not open when the feed said so.
    let [one, two] = illustrated();
    let kept = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "x", "items": [{ "id": "a1", "title": FIRST, "content_text": "Chữ" }] });
    let put = "const [feed, kept] = args; await (await caches.open(`tin-reader:1:${feed} a1`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(kept))";
    reader.js_async(put, json!([portal.url("/feed.json"), kept.to_string()])).await?;
    portal.json("/feed.json", &feed([one.tin("withdrawn", true), two]));
    let reader = again(&stage).await?;
    reader.wait_title("Bài thứ hai").await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    eventually("the entry to go", async || Ok(kept_ids(&reader, &portal).await? == json!(["a2"]))).await
}

/// The page that says so may be any.
async fn what_a_further_page_withdraws_goes_from_what_was_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    let [first, second] = illustrated();
    portal.json("/feed.json", &with(feed([item("a0").day(25)]), "next_url", "/feed-2.json"));
    portal.json("/feed-2.json", &feed([first.tin("withdrawn", true), second]));
    reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]), "a missing article is no withdrawn one");
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    reader.click(".more").await?;
    eventually("the entry to go", async || Ok(kept_ids(&reader, &portal).await? == json!(["a2"]))).await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    Ok(())
}

/// Thumbnails and banners stand outside the article.
async fn what_is_withdrawn_goes_from_what_was_seen(stage: Stage) -> Result {
    let portal = portal().await?;
    for (path, picture) in [("/nho.webp", "truong-hoc"), ("/bang.webp", "tau-ca-tra-co")] {
        portal.route(path, picture_of(picture));
    }
    let [first, second] = illustrated();
    let third = || item("a3").title("Bài thứ ba").day(5).image("/hai.webp").html("<img src='/ba.webp' alt=''>");
    portal.json(
        "/feed.json",
        &feed([first.field("banner_image", "/bang.webp"), second.image("/nho.webp").html("<p>Chữ.</p>"), third()]),
    );
    let reader = open(&stage, &portal, "").await?;
    seen(&reader, &portal, &["/mot.webp", "/hai.webp", "/nho.webp", "/bang.webp"]).await?;
    portal.json("/feed.json", &with_tin(feed([third()]), "withdrawn", json!(["a1", "a2"])));
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    reader.wait_title("Bài thứ ba").await?;
    eventually("their end", async || {
        let paths = seen_paths(&reader, &portal).await?;
        Ok(["/mot.webp", "/nho.webp", "/bang.webp"].iter().all(|path| !paths.iter().any(|kept| kept == path)))
    })
    .await?;
    seen(&reader, &portal, &["/ba.webp"]).await
}

async fn an_article_put_off_does_not_show(stage: Stage) -> Result {
    let portal = portal().await?;
    let [first, second] = illustrated();
    let early = item("a3").title("Bài chưa đến giờ").day(25).tin("not_before", "2999-01-01T00:00:00+07:00");
    portal.json("/feed.json", &feed([first, second, early]));
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    let [first, second] = illustrated();
    portal.json("/feed.json", &feed([first.day(26).tin("not_before", "2999-01-01T00:00:00+07:00"), second]));
    let reader = again(&stage).await?;
    // It stays before the eyes of who is reading it, and is gone from the next visit on.
    let last = "return (await (await caches.match(args, { cacheName: `tin-reader:1:${args}`, ignoreVary: true })).json()).items.length === 2";
    eventually("the new feed in the store", async || {
        Ok(reader.js_async(last, portal.url("/feed.json").into()).await?["value"] == true)
    })
    .await?;
    let reader = again(&stage).await?;
    reader.wait_title("Bài thứ hai").await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    assert_eq!(reader.show("a1").await?, Err("article-not-found".to_owned()));
    portal.stop().await;
    let reader = again(&stage).await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài thứ hai");
    lists(&reader, &["Bài thứ hai"]).await?;
    // It is put off, not withdrawn: it is still there.
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    Ok(())
}

async fn a_newer_version_asks_to_be_saved_again(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    let html = "<p>Chữ mới.</p><img src='/ba.webp' alt=''>";
    let [_, second] = illustrated();
    portal.json("/feed.json", &feed([item("a1").title(FIRST).day(20).html(html), second]));
    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    assert!(reader.show("a1").await?.is_ok());
    reader.wait("the new text", |look| look.body.contains("Chữ mới.")).await?;
    eventually("the word about it", async || {
        let shown = lists(&reader, &[FIRST]).await?;
        Ok(shown["rows"][0][1].as_str().is_some_and(|facts| facts.ends_with(" · bài đã có bản mới, hãy lưu lại")))
    })
    .await?;
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, false);
    save(&reader).await?;
    until(&reader, "the word on the button", IS_SAVED).await?;
    let script = "const cache = await caches.open(`tin-reader:1:${args} a1`); return (await cache.keys()).map(({ url }) => new URL(url).pathname).sort()";
    let there = reader.js_async(script, portal.url("/feed.json").into()).await?;
    assert_eq!(there["value"], json!(["/ba.webp", "/feed.json"]), "the pictures of the old one are gone");
    Ok(())
}

async fn a_clock_set_back_changes_nothing(stage: Stage) -> Result {
    let portal = portal().await?;
    let [first, second] = illustrated();
    // Shown since a while ago, and not yet by the clock that is to come.
    portal.json("/feed.json", &feed([first.tin("not_before", "2024-01-01T00:00:00+07:00"), second]));
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    let [_, second] = illustrated();
    portal.json("/feed.json", &feed([item("a0").title("Bài mới nhất").day(25), second]));
    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    // In the page itself: a driver's script has a clock of its own in Firefox.
    let back = "<script>const now = Date.now; Date.now = () => now() - 1e11 * 3;</script>";
    let page = tag(&portal.url("/feed.json"), "");
    stage.site.route("/page.html", stage.page(back, &page));
    let reader = again(&stage).await?;
    reader.wait_state("ready").await?;
    lists(&reader, &[FIRST]).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    seen(&reader, &portal, &["/ba.webp"]).await?;
    save(&reader).await?;
    lists(&reader, &[FIRST, "Bài thứ hai"]).await?;
    forget_what_was_seen(&reader, &portal).await?;
    portal.stop().await;
    let reader = again(&stage).await?;
    reader.wait_state("offline").await?;
    assert_eq!(reader.show("a1").await?, Ok(FIRST.to_owned()));
    shows_kept_pictures(&reader, 2).await
}

async fn says_where_nothing_can_be_kept(stage: Stage) -> Result {
    for trouble in [
        "Object.defineProperty(window, 'caches', { get() { throw new DOMException('no', 'SecurityError'); } })",
        "Object.defineProperty(window, 'caches', { value: undefined })",
        "for (const name of ['open', 'keys', 'match', 'has']) CacheStorage.prototype[name] = async () => { throw new DOMException('no', 'SecurityError'); }",
    ] {
        let portal = portal().await?;
        let page = tag(&portal.url("/feed.json"), "");
        let reader = stage.embed_after(&format!("<script>{trouble}</script>"), &page).await?;
        reader.wait_tools().await?;
        says_that_nothing_can_be_kept(&reader).await.map_err(|error| format!("{trouble}: {error}"))?;
        let look = reader.look().await?;
        assert!(look.state == "ready" && look.errors.is_empty() && look.events("tin-error").is_empty(), "{look:#?}");
        stage.driver.goto("about:blank").await?;
    }
    Ok(())
}

/// Opens the panel, which says so and offers nothing.
pub async fn says_that_nothing_can_be_kept(reader: &Reader) -> Result {
    reader.click("[data-tool=save]").await?;
    let sentence = "Trên trang này, trình duyệt không cho lưu bài vào thiết bị. Chỉ đọc được bài khi trang còn mở.";
    eventually("the word about it", async || {
        let shown = panel(reader).await?;
        Ok(shown["texts"] == json!([sentence]) && shown["does"] == json!([]))
    })
    .await
}

async fn says_what_the_browser_promises(stage: Stage) -> Result {
    let yes = "Trình duyệt sẽ giữ các bài này cho đến khi bạn xóa.";
    let no = "Khi thiết bị sắp đầy, trình duyệt có thể tự xóa các bài này.";
    let portal = portal().await?;
    let page = tag(&portal.url("/feed.json"), "");
    // WebKitGTK has no such thing to ask.
    let noting = "<script>
        window.asked = 0;
        const storage = self.StorageManager?.prototype;
        window.asks = storage ? 1 : 0;
        if (storage) {
          const { persist } = storage;
          storage.persist = function () { asked++; return persist.call(this); };
        }
        </script>";
    let reader = stage.embed_after(noting, &page).await?;
    reader.wait_tools().await?;
    reader.click("[data-tool=save]").await?;
    assert_eq!(reader.js("return asked", Value::Null).await?, 0, "not before there is something to keep");
    save(&reader).await?;
    assert_eq!(reader.js("return asked === asks", Value::Null).await?, true);
    // Whatever this browser says by itself is told; Firefox asks its user, whom nobody is here.
    eventually("what the browser says", async || {
        let promised = reader.js_async("return navigator.storage?.persisted()", Value::Null).await?["value"] == true;
        let texts = panel(&reader).await?["texts"].clone();
        Ok(texts.as_array().is_some_and(|texts| texts.contains(&json!(if promised { yes } else { no }))))
    })
    .await?;
    // Each answer there is.
    for (answer, sentence) in [("true", yes), ("false", no), ("undefined", no)] {
        let head = format!(
            "<script>
            const answer = async () => {answer};
            Object.defineProperty(navigator, 'storage', {{ value: {{ persist: answer, persisted: answer }} }});
            </script>"
        );
        stage.site.route("/page.html", stage.page(&head, &page));
        let reader = again(&stage).await?;
        lists(&reader, &[FIRST]).await?;
        eventually("the answer", async || {
            let texts = panel(&reader).await?["texts"].clone();
            Ok(texts.as_array().and_then(|texts| texts.last()).is_some_and(|last| last == sentence))
        })
        .await?;
    }
    Ok(())
}

async fn one_saved_article_is_removed_or_all(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    press(&reader, "all", "Đã lưu 2 bài.").await?;
    let label = "return [...root.querySelectorAll('[data-remove]')].find(({ dataset }) => dataset.remove === 'a2').getAttribute('aria-label')";
    until(&reader, "the rows", "return root.querySelectorAll('[data-remove]').length === 2").await?;
    assert_eq!(reader.js(label, Value::Null).await?, "Xóa khỏi thiết bị: Bài thứ hai");
    reader.click("[data-remove=a1]").await?;
    lists(&reader, &["Bài thứ hai"]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a2"]));
    let addresses = "const cache = await caches.open(`tin-reader:1:${args}`);
        return (await cache.keys()).map(({ url }) => new URL(url)).map(({ pathname, searchParams }) => searchParams.get('tin') ?? pathname).sort()";
    eventually("only the other's address", async || {
        let left = reader.js_async(addresses, portal.url("/feed.json").into()).await?;
        Ok(left["value"] == json!(["/feed.json", portal.url("/tin/a2")]))
    })
    .await?;
    until(&reader, "the button", "return !root.querySelector('[data-tool=save]').hasAttribute('data-saved')").await?;
    save(&reader).await?;
    // All of them: asked once more first.
    reader.click("[data-keep=none]").await?;
    until(
        &reader,
        "the question",
        "return root.querySelector('[data-keep=none]').textContent === 'Bấm lần nữa để xóa tất cả'",
    )
    .await?;
    let focus = "return root.activeElement?.dataset.keep";
    assert_eq!(reader.js(focus, Value::Null).await?, "none", "the focus has stayed");
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    reader.click("[data-keep=none]").await?;
    let shown = lists(&reader, &[]).await?;
    assert_eq!((&shown["texts"], &shown["does"]), (&json!(["Chưa lưu bài nào."]), &json!(["save", "all"])), "{shown}");
    assert_eq!(kept_ids(&reader, &portal).await?, json!([]));
    assert_eq!(reader.js("return !!root.activeElement?.closest('.panel')", Value::Null).await?, true);
    let gone: Vec<_> =
        saves(&reader).await?.as_array().into_iter().flatten().skip(2).map(|event| event["saved"].clone()).collect();
    assert_eq!(json!(gone), json!([false, true, false, false]));
    Ok(())
}

async fn without_offline_nothing_is_offered_and_nothing_kept(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "offline='off'").await?;
    let come = "return [...root.querySelectorAll('[part~=body] img')].every((picture) => { picture.loading = 'eager'; return picture.naturalWidth > 1; })";
    until(&reader, "the pictures", come).await?;
    tokio::time::sleep(Duration::from_millis(900)).await;
    assert_eq!(reader.js_async("return caches.keys()", Value::Null).await?, json!({ "value": [] }));
    assert_eq!(reader.js("return root.querySelector('[data-tool=save]')", Value::Null).await?, Value::Null);
    // It may be said at any time.
    reader.js("host.offline = 'on'", Value::Null).await?;
    until(&reader, "the tool", "return !!root.querySelector('[data-tool=save]')").await
}

async fn feeds_keep_their_saved_articles_apart(stage: Stage) -> Result {
    let (portal, other) = (portal().await?, portal().await?);
    other.json("/feed.json", &feed([item("a1").title("Bài của trang khác")]));
    stage.mount("/page.html", &[tag(&portal.url("/feed.json"), ""), tag(&other.url("/feed.json"), "")].concat());
    let reader = again(&stage).await?;
    let second = reader.nth(1);
    second.wait_tools().await?;
    save(&reader).await?;
    lists(&second, &[]).await?;
    save(&second).await?;
    lists(&second, &["Bài của trang khác"]).await?;
    lists(&reader, &[FIRST]).await?;
    second.click("[data-remove=a1]").await?;
    lists(&second, &[]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1"]));
    assert_eq!(reader.js(IS_SAVED, Value::Null).await?, true);
    Ok(())
}

/// The browser's own quota, for real.
async fn a_quota_forced_small_keeps_what_was_saved(stage: Stage) -> Result {
    let portal = heavy_portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    assert!(reader.show("a2").await?.is_ok());
    forget_what_was_seen(&reader, &portal).await?;
    let used = reader.js_async("return (await navigator.storage.estimate()).usage", Value::Null).await?;
    let quota = used["value"].as_u64().unwrap_or_default() + 100_000;
    let devtools = stage.driver.cdp();
    let small = json!({ "origin": stage.site.url(""), "quotaSize": quota });
    devtools.send_raw("Storage.overrideQuotaForOrigin", small).await?;
    press(&reader, "save", "Thiết bị đã đầy, chưa lưu được bài. Những bài đã lưu vẫn còn.").await?;
    let look = reader.look().await?;
    assert!(
        look.events.iter().any(|event| event.is("tin-error", "storage-full")) && look.state == "ready",
        "{look:#?}"
    );
    lists(&reader, &["Bài 1"]).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1"]));
    devtools.send_raw("Storage.overrideQuotaForOrigin", json!({ "origin": stage.site.url("") })).await?;
    save(&reader).await?;
    assert_eq!(kept_ids(&reader, &portal).await?, json!(["a1", "a2"]));
    Ok(())
}

/// The browser's own switch; the page is open and the reader comes anew.
async fn the_browser_offline_reads_what_was_saved(stage: Stage) -> Result {
    let portal = portal().await?;
    let reader = open(&stage, &portal, "").await?;
    save(&reader).await?;
    forget_what_was_seen(&reader, &portal).await?;
    let devtools = stage.driver.cdp();
    let network =
        |offline: bool| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    devtools.send_raw("Network.enable", json!({})).await?;
    devtools.send_raw("Network.emulateNetworkConditions", network(true)).await?;
    reader.js("window.taken = host; host.remove()", Value::Null).await?;
    // A document may show again without asking anybody what it has shown and not forgotten.
    tokio::time::sleep(Duration::from_millis(100)).await;
    devtools.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    stage.driver.execute("document.body.append(window.taken)", Vec::new()).await?;
    let look = reader.wait("the article", |look| look.state == "offline" && look.title == FIRST).await?;
    assert!(look.failure.is_none(), "{look:#?}");
    reader.wait_tools().await?;
    shows_kept_pictures(&reader, 2).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    press(&reader, "save", "Chưa lưu được bài: mạng bị ngắt").await?;
    devtools.send_raw("Network.emulateNetworkConditions", network(false)).await?;
    reader.wait_state("ready").await?;
    save(&reader).await
}
