//! The service worker: a page that opens without a network, updates that wait to be asked for, and a partner's two lines.
//!
//! The reader stands in a folder, `/tin/`, and a page outside of it stays open in another window: `WebKitGTK` forgets the
//! workers and caches of an automated session when no page of the origin is left.

use std::collections::HashMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist::{self, DistFile};
use crate::engine::Engine;
use crate::feeds::pair;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let mut tests = list![
        the_page_opens_without_a_network,
        the_manifest_has_the_icons_that_it_names,
        a_deep_link_opens_without_a_network,
        keeps_the_shell_and_nothing_else,
        a_new_version_waits_and_is_offered,
        offers_a_new_version_in_english_and_chinese,
        a_page_that_is_open_for_long_looks_for_a_new_version,
        another_tab_keeps_its_version,
        an_update_loses_nothing_that_readers_kept,
        an_article_saved_before_an_update_is_read_after_it,
        an_article_saved_under_the_first_worker_is_read_under_this_one,
        a_login_page_never_replaces_a_file,
        a_first_visit_behind_a_login_page_keeps_nothing,
        half_an_update_is_no_update,
        half_a_page_is_no_page,
        what_a_webmaster_edits_comes_with_the_next_visit,
        answers_nothing_that_is_not_its_own,
        the_kill_switch_leaves_nothing_but_what_readers_kept,
        no_worker_where_there_can_be_none,
        pages_with_trusted_types_may_allow_the_worker,
        a_partners_two_lines_keep_the_tag_and_the_page,
        a_partners_worker_is_whole_without_the_reader,
        a_partners_page_with_a_query_is_another_page,
        a_partners_page_outlives_a_server_that_hangs_or_fails,
        the_kill_switch_leaves_a_partners_worker_to_the_partner,
        the_demo_page_of_a_partner_opens_without_a_network,
    ];
    tests.extend(
        list![the_page_opens_when_the_browser_is_offline, chromium_would_install_the_page]
            .into_iter()
            .map(|test| test.only_on(Engine::Chromium)),
    );
    tests
}

/// Where the reader is.
const FOLDER: &str = "/tin/";

type Files = HashMap<String, DistFile>;

static BUILD: LazyLock<Files> = LazyLock::new(|| dist::read(&dist::directory()));

/// A later build.
static NEXT: LazyLock<std::result::Result<Files, String>> = LazyLock::new(|| other_build("next", None));

/// An earlier one, of the first worker that there was.
static FIRST: LazyLock<std::result::Result<Files, String>> =
    LazyLock::new(|| other_build("first", Some(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/sw-first.js"))));

fn other_build(name: &str, worker: Option<&str>) -> std::result::Result<Files, String> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let made = Command::new("node")
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/e2e/next.mjs"))
        .args([&dist::directory(), &folder])
        .arg(name)
        .args(worker)
        .output()
        .map_err(|error| format!("node does not run: {error}"))?;
    if !made.status.success() {
        return Err(format!("next.mjs failed: {}", String::from_utf8_lossy(&made.stderr)));
    }
    Ok(dist::read(&folder))
}

fn next() -> Result<&'static Files> {
    NEXT.as_ref().map_err(|error| error.clone().into())
}

fn first() -> Result<&'static Files> {
    FIRST.as_ref().map_err(|error| error.clone().into())
}

/// Puts a build in the folder; what an earlier one had there and this one has not is gone.
fn deploy(site: &Site, files: &Files) {
    for path in BUILD.keys().filter(|path| !files.contains_key(*path)) {
        site.route(&at(path), Answer::status(404));
    }
    for (path, file) in files {
        let answer = Answer::bytes(file.media_type, &*file.bytes);
        if path.ends_with("/index.html") {
            site.route(&at(path.trim_end_matches("index.html")), answer.clone());
        }
        site.route(&at(path), answer);
    }
}

fn at(path: &str) -> String {
    [FOLDER.trim_end_matches('/'), path].concat()
}

/// The text of a file of the build.
fn text(path: &str) -> Result<String> {
    Ok(String::from_utf8(BUILD.get(path).ok_or_else(|| format!("dist has no {path}"))?.bytes.to_vec())?)
}

/// A page of the origin outside the folder, in a window that stays, and a new window to work in.
async fn anchor(stage: &Stage, site: &Site) -> Result {
    site.route("/khac.html", Answer::html("<!doctype html><title>Trang khác</title>"));
    stage.driver.goto(site.url("/khac.html")).await?;
    let window = stage.driver.new_tab().await?;
    stage.driver.switch_to_window(window).await?;
    Ok(())
}

/// The page in the folder, after a first visit with which the worker has kept everything.
async fn kept(stage: &Stage) -> Result<Reader> {
    kept_of(stage, &BUILD).await
}

/// The same of another build.
async fn kept_of(stage: &Stage, files: &Files) -> Result<Reader> {
    if stage.site.hits("/khac.html").is_empty() {
        deploy(&stage.site, files);
    }
    anchor(stage, &stage.site).await?;
    let reader = stage.open(FOLDER).await?;
    reader.wait_state("ready").await?;
    active(&reader).await?;
    Ok(reader)
}

async fn active(reader: &Reader) -> Result {
    let script = "return (await navigator.serviceWorker.getRegistration())?.active?.state ?? ''";
    eventually("the worker", async || Ok(reader.js_async(script, Value::Null).await?["value"] == "activated")).await
}

/// Opens the page anew, at `path` in the folder, as a reload does.
async fn again(stage: &Stage, path: &str) -> Result<Reader> {
    stage.driver.goto("about:blank").await?;
    stage.open(&at(path)).await
}

/// Closes every window but that of the anchor, and opens a new one.
async fn close_pages(stage: &Stage) -> Result {
    let windows = stage.driver.windows().await?;
    let new = stage.driver.new_tab().await?;
    for window in windows {
        stage.driver.switch_to_window(window.clone()).await?;
        if !stage.driver.current_url().await?.path().starts_with("/khac") {
            stage.driver.close_window().await?;
        }
    }
    stage.driver.switch_to_window(new).await?;
    Ok(())
}

/// Closes every page and opens the one at `path`, until `right`: for a moment browsers count those that are closed.
async fn reopen(stage: &Stage, path: &str, what: &str, right: impl AsyncFn(&Reader) -> Result<bool>) -> Result<Reader> {
    for _ in 0..5 {
        close_pages(stage).await?;
        tokio::time::sleep(Duration::from_millis(300)).await;
        let reader = stage.open(path).await?;
        reader.wait_state("ready").await?;
        for _ in 0..40 {
            if right(&reader).await? {
                return Ok(reader);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }
    Err(format!("opened five times in vain for {what}").into())
}

/// What every cache of the origin holds, by its name; paths without the folder.
async fn caches(reader: &Reader) -> Result<HashMap<String, Vec<String>>> {
    let script = "const found = {};
        for (const name of await caches.keys())
          found[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname).sort();
        return found;";
    let found = reader.js_async(script, Value::Null).await?;
    Ok(serde_json::from_value(found.get("value").ok_or_else(|| format!("no caches: {found}"))?.clone())?)
}

/// The names of the worker's caches.
async fn shells(reader: &Reader) -> Result<Vec<String>> {
    Ok(caches(reader).await?.into_keys().filter(|name| name.starts_with("tin-reader:shell:")).collect())
}

/// What the line about a new version says, and how tall it is; null when there is none.
async fn offer(reader: &Reader) -> Result<Value> {
    let script = "const line = document.querySelector('div[role=status]');
        const buttons = [...line?.querySelectorAll('button') ?? []];
        return buttons.length ? {
          lang: line.lang, words: line.firstChild.textContent, buttons: buttons.map((button) => button.textContent),
          seen: buttons.every((button) => button.getBoundingClientRect().height >= 24
            && document.elementFromPoint(button.getBoundingClientRect().x + 5, button.getBoundingClientRect().y + 5) === button),
        } : null";
    reader.js(script, Value::Null).await
}

async fn wait_offer(reader: &Reader) -> Result<Value> {
    eventually("the offer", async || Ok(!offer(reader).await?.is_null())).await?;
    offer(reader).await
}

/// Presses a button of that line, by its number.
async fn press(reader: &Reader, number: usize) -> Result {
    reader.js("document.querySelectorAll('div[role=status] button')[args].click()", number.into()).await?;
    Ok(())
}

/// `next` on a page of the later build.
async fn build(reader: &Reader) -> Result<Value> {
    reader.js("return document.documentElement.dataset.build ?? null", Value::Null).await
}

async fn the_page_opens_without_a_network(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let title = reader.look().await?.title;
    stage.site.stop().await;
    let reader = again(&stage, "/").await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!(look.title, title);
    assert!(look.status.contains("bản lưu lúc"), "{}", look.status);
    reader.wait_tools().await?;
    let dressed = "return [getComputedStyle(document.body).display, document.querySelector('.mark').naturalWidth, document.title]";
    let page = reader.js(dressed, Value::Null).await?;
    assert_eq!(page, json!(["flex", 96, format!("{title} | Tin Móng Cái")]), "sheet, picture and script of the page");
    let related = look.related_texts()[0].to_owned();
    reader.click_related(&related).await?;
    reader.wait_title(&related).await?;
    Ok(())
}

/// The browser's own switch, with the server still there.
async fn the_page_opens_when_the_browser_is_offline(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let title = reader.look().await?.title;
    let tools = stage.driver.cdp();
    let network =
        |offline| json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
    // Leaving a page ends its being offline: it would hear of a network, and ask.
    stage.driver.goto("about:blank").await?;
    tools.send_raw("Network.enable", json!({})).await?;
    tools.send_raw("Network.emulateNetworkConditions", network(true)).await?;
    let hits = stage.site.log().len();
    let reader = stage.open(FOLDER).await?;
    let look = reader.wait_state("offline").await?;
    assert_eq!(look.title, title);
    let more: Vec<_> = stage.site.log().into_iter().skip(hits).map(|hit| hit.path).collect();
    assert!(more.is_empty(), "nothing has come through: {more:?}");
    tools.send_raw("Network.emulateNetworkConditions", network(false)).await?;
    reader.wait_state("ready").await?;
    Ok(())
}

/// Its own judgement of the manifest and the icons.
async fn chromium_would_install_the_page(stage: Stage) -> Result {
    kept(&stage).await?;
    let tools = stage.driver.cdp();
    let errors = tools.send_raw("Page.getInstallabilityErrors", json!({})).await?;
    assert_eq!(errors["installabilityErrors"], json!([]), "{errors}");
    let manifest = tools.send_raw("Page.getAppManifest", json!({})).await?;
    assert_eq!(manifest["errors"], json!([]), "{manifest}");
    assert_eq!(manifest["url"], stage.site.url(&at("/manifest.webmanifest")));
    Ok(())
}

async fn the_manifest_has_the_icons_that_it_names(stage: Stage) -> Result {
    deploy(&stage.site, &BUILD);
    let reader = stage.open(FOLDER).await?;
    reader.wait_state("ready").await?;
    let script = "const link = document.querySelector('link[rel=manifest]').href;
        const manifest = await (await fetch(link)).json();
        const icons = await Promise.all(manifest.icons.map(async ({ src, sizes, type, purpose }) => {
          const image = new Image();
          image.src = new URL(src, link);
          await image.decode();
          const answer = await fetch(image.src);
          const canvas = new OffscreenCanvas(image.naturalWidth, image.naturalHeight).getContext('2d');
          canvas.drawImage(image, 0, 0);
          return [`${image.naturalWidth}x${image.naturalHeight}` === sizes, answer.headers.get('content-type') === type,
            purpose ?? 'any', canvas.getImageData(0, 0, 1, 1).data[3]];
        }));
        return { icons, start: new URL(manifest.start_url, link).href, scope: new URL(manifest.scope, link).href,
          name: manifest.name, lang: manifest.lang, display: manifest.display };";
    let found = reader.js_async(script, Value::Null).await?;
    let folder = stage.site.url(FOLDER);
    let any = json!([true, true, "any", 0]);
    let wanted = json!({
        // A mask cuts the corners off one that has its own: a maskable one fills its square.
        "icons": [any, any, [true, true, "maskable", 255]],
        "start": folder, "scope": folder, "name": "Tin Móng Cái", "lang": "vi", "display": "standalone",
    });
    assert_eq!(found, json!({ "value": wanted }));
    Ok(())
}

async fn a_deep_link_opens_without_a_network(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let look = reader.look().await?;
    let (newest, wanted) = (look.title.clone(), look.related_texts()[2].to_owned());
    let id = reader
        .js_async(
            "await host.show(root.querySelectorAll('[part~=related-link]')[2].href); return host.current.id",
            Value::Null,
        )
        .await?;
    let id = id["value"].as_str().ok_or("no article")?.to_owned();
    stage.site.stop().await;
    for (path, title) in [
        (format!("/#tin={id}"), &wanted),
        (format!("/index.html#tin={id}"), &wanted),
        (format!("/?utm_source=zalo#tin={id}"), &wanted),
        ("/index.html?feed=feed/feed.json".to_owned(), &newest),
        (format!("/frame.html?article={id}"), &wanted),
    ] {
        let reader = again(&stage, &path).await?;
        // As it was kept at first, then without the network.
        reader.wait(&path, |look| look.title == *title && look.state == "offline").await?;
    }
    Ok(())
}

async fn keeps_the_shell_and_nothing_else(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let caches = caches(&reader).await?;
    let (shells, others): (Vec<_>, Vec<_>) = caches.iter().partition(|(name, _)| name.starts_with("tin-reader:shell:"));
    let [(name, paths)] = shells[..] else { return Err(format!("one cache, not {shells:?}").into()) };
    assert!(name.contains(&stage.site.url(FOLDER)), "named for its scope: {name}");
    let hashed = |path: &str| ["/engine-", "/tools-", "/metadata-"].iter().any(|name| path.starts_with(name));
    let mut wanted: Vec<_> = BUILD.keys().filter(|path| hashed(path)).map(|path| at(path)).collect();
    assert_eq!(wanted.len(), 5);
    for name in [
        "/",
        "/embed.js",
        "/frame.css",
        "/frame.html",
        "/framed.js",
        "/img/icon-96.png",
        "/page.css",
        "/page.js",
        "/standalone.js",
    ] {
        wanted.push(at(name));
    }
    wanted.sort();
    assert_eq!(*paths, wanted);
    assert!(others.iter().all(|(name, _)| name.starts_with("tin-reader:")), "{others:?}");
    assert!(others.iter().all(|(_, paths)| !paths.iter().any(|path| wanted.contains(path))), "{others:?}");

    // Once each: what the page has loaded does not come again, and nothing is asked for by name that is not there.
    let state = reader
        .js_async(
            "return (await (await navigator.serviceWorker.ready).navigationPreload.getState()).enabled",
            Value::Null,
        )
        .await?;
    assert_eq!(state, json!({ "value": true }));
    let scope = reader.js_async("return (await navigator.serviceWorker.ready).scope", Value::Null).await?;
    assert_eq!(scope, json!({ "value": stage.site.url(FOLDER) }), "its own folder");
    Ok(())
}

async fn a_new_version_waits_and_is_offered(stage: Stage) -> Result {
    kept(&stage).await?;
    // A page of the folder in another window: with the last one closed, the new version would take over.
    stage.site.route(&at("/giu.html"), Answer::html("<!doctype html><title>Trang giữ</title>"));
    stage.driver.goto(stage.site.url(&at("/giu.html"))).await?;
    let window = stage.driver.new_tab().await?;
    stage.driver.switch_to_window(window).await?;
    deploy(&stage.site, next()?);
    let reader = again(&stage, "/").await?;
    reader.wait_state("ready").await?;
    reader.js("window.same = true; scrollTo(0, 300)", Value::Null).await?;
    let offered = wait_offer(&reader).await?;
    assert_eq!(offered["words"], "Đã có phiên bản mới của trang này.");
    assert_eq!(offered["buttons"], json!(["Tải lại trang", "Để sau"]));
    assert_eq!((&offered["lang"], &offered["seen"]), (&json!("vi"), &json!(true)), "{offered}");
    tokio::time::sleep(Duration::from_millis(700)).await;
    let still =
        reader.js("return [window.same, scrollY, document.documentElement.dataset.build ?? null]", Value::Null).await?;
    assert_eq!(still, json!([true, 300, null]), "nothing reloads by itself, nothing moves");
    assert_eq!(shells(&reader).await?.len(), 2, "both versions are there");

    press(&reader, 1).await?;
    assert!(offer(&reader).await?.is_null(), "later");
    let reader = again(&stage, "/").await?;
    wait_offer(&reader).await?;
    assert_eq!(build(&reader).await?, Value::Null, "it waits on");
    press(&reader, 0).await?;
    eventually("the new page", async || Ok(build(&reader).await.is_ok_and(|build| build == "next"))).await?;
    let look = reader.wait_state("ready").await?;
    assert!(!look.title.is_empty() && offer(&reader).await?.is_null());
    stage.site.stop().await;
    let reader = again(&stage, "/").await?;
    reader.wait_state("offline").await?;
    assert_eq!(build(&reader).await?, "next", "it opens without a network");
    Ok(())
}

async fn offers_a_new_version_in_english_and_chinese(stage: Stage) -> Result {
    for (lang, words, button) in [("en", "A new version", "Reload"), ("zh", "本页已有新版本", "重新加载")] {
        let site = Site::start().await?;
        deploy(&site, &BUILD);
        let page = text("/index.html")?.replace("<tin-reader ", &format!("<tin-reader lang=\"{lang}\" "));
        site.route(FOLDER, Answer::html(&page));
        anchor(&stage, &site).await?;
        let reader = Reader::open(&stage.driver, &site.url(FOLDER)).await?;
        active(&reader).await?;
        deploy(&site, next()?);
        stage.driver.goto("about:blank").await?;
        let reader = Reader::open(&stage.driver, &site.url(FOLDER)).await?;
        let offered = wait_offer(&reader).await?;
        assert_eq!(offered["lang"], lang);
        assert!(offered["words"].as_str().is_some_and(|said| said.contains(words)), "{offered}");
        assert_eq!(offered["buttons"][0], button);
        let found = crate::access::violations(&site, &reader, FOLDER, "div[role=status]").await?;
        assert_eq!(found, json!([true, []]), "{lang}");
    }
    Ok(())
}

async fn a_page_that_is_open_for_long_looks_for_a_new_version(stage: Stage) -> Result {
    deploy(&stage.site, &BUILD);
    // A clock to be put forward; and WebKitGTK says of every page of a second tab that it is hidden.
    let clock = "<head><script>const now = Date.now; window.later = 0; Date.now = () => now() + window.later;
        Object.defineProperty(document, 'hidden', { value: false });</script>";
    stage.site.route(FOLDER, Answer::html(&text("/index.html")?.replace("<head>", clock)));
    anchor(&stage, &stage.site).await?;
    let reader = stage.open(FOLDER).await?;
    reader.wait_state("ready").await?;
    active(&reader).await?;
    let reader = again(&stage, "/").await?;
    reader.wait_state("ready").await?;
    let line = "return document.querySelector('div[role=status]') !== null";
    eventually("the registration", async || Ok(reader.js(line, Value::Null).await? == true)).await?;
    eventually("the look at this visit", async || Ok(stage.site.hits(&at("/sw.js")).len() > 1)).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    let seen = "window.later += args; document.dispatchEvent(new Event('visibilitychange'))";
    let hits = stage.site.hits(&at("/sw.js")).len();
    reader.js(seen, json!(-1_000_000_000)).await?;
    eventually("the look with a clock set back", async || Ok(stage.site.hits(&at("/sw.js")).len() > hits)).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    deploy(&stage.site, next()?);
    let hits = stage.site.hits(&at("/sw.js")).len();
    reader.js(seen, json!(3_000_000)).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(stage.site.hits(&at("/sw.js")).len(), hits, "not within an hour");
    reader.js(seen, json!(900_000)).await?;
    wait_offer(&reader).await?;
    Ok(())
}

async fn another_tab_keeps_its_version(stage: Stage) -> Result {
    deploy(&stage.site, &BUILD);
    anchor(&stage, &stage.site).await?;
    // A tab that has not loaded the reading tools yet.
    let page = text("/index.html")?.replace("<tin-reader ", "<tin-reader tools=\"none\" ");
    stage.site.route(FOLDER, Answer::html(&page));
    let reader = stage.open(FOLDER).await?;
    reader.wait_state("ready").await?;
    active(&reader).await?;
    let old = again(&stage, "/").await?;
    old.wait_state("ready").await?;
    let tab = stage.driver.window().await?;

    deploy(&stage.site, next()?);
    let window = stage.driver.new_tab().await?;
    stage.driver.switch_to_window(window.clone()).await?;
    let new = stage.open(FOLDER).await?;
    wait_offer(&new).await?;
    press(&new, 0).await?;
    eventually("the new page", async || Ok(build(&new).await.is_ok_and(|build| build == "next"))).await?;
    new.wait_state("ready").await?;

    stage.driver.switch_to_window(tab).await?;
    assert_eq!(build(&old).await?, Value::Null, "the other tab has not been reloaded");
    assert_eq!(old.wait_state("ready").await?.state, "ready");
    old.js("host.tools = 'copy top'", Value::Null).await?;
    old.wait_tools().await?;
    let script = "const answer = await fetch(args); return [answer.status, (await answer.text()).length]";
    for module in ["engine", "tools"] {
        let (path, file) = dist::module(module, ".js")?;
        let answer = old.js_async(script, at(path).into()).await?;
        assert_eq!(answer["value"][0], 200, "{path}, which the server no longer has");
        assert!(answer["value"][1].as_u64().is_some_and(|length| length > 1000), "{answer} {}", file.bytes.len());
    }
    assert_eq!(shells(&old).await?.len(), 2, "what it needs stays");
    // Its own offer has been overtaken: the button still brings the new version.
    wait_offer(&old).await?;
    press(&old, 0).await?;
    eventually("the new page here, too", async || Ok(build(&old).await.is_ok_and(|build| build == "next"))).await?;

    let one = async |reader: &Reader| Ok(shells(reader).await?.len() == 1);
    let last = reopen(&stage, FOLDER, "the end of the old files", one).await?;
    assert_eq!(build(&last).await?, "next");
    Ok(())
}

/// The widget's store, another reader on the same origin, the host's own caches.
async fn an_update_loses_nothing_that_readers_kept(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let address = stage.site.url(&at("/feed/feed.json"));
    let script = "return !!(await (await caches.open(`tin-reader:1:${args}`)).match(args, { ignoreVary: true }))";
    eventually("the feed in the store", async || {
        Ok(reader.js_async(script, address.as_str().into()).await?["value"] == true)
    })
    .await?;
    let more = "for (const name of ['tin-reader:2:saved', `tin-reader:1:${location.origin}/tin/feed/feed.json bai-1`, 'tin-reader:shell:https://khac.example/ 0', 'host', `tin-reader:shell:${location.origin}/tin/khac/ 1`])
        await (await caches.open(name)).put('/mine', new Response(name));";
    reader.js_async(more, Value::Null).await?;
    let strangers = async |reader: &Reader| -> Result<Vec<(String, Vec<String>)>> {
        let mine = format!("tin-reader:shell:{} ", stage.site.url(FOLDER));
        let mut others: Vec<_> =
            caches(reader).await?.into_iter().filter(|(name, _)| !name.starts_with(&mine)).collect();
        // Pictures that were seen come as they come.
        others.retain(|(name, _)| !name.starts_with("tin-reader:1:pictures:"));
        others.sort();
        Ok(others)
    };
    let before = strangers(&reader).await?;
    assert!(before.len() >= 6, "{before:?}");
    let old = shells(&reader).await?;

    deploy(&stage.site, next()?);
    let reader = again(&stage, "/").await?;
    wait_offer(&reader).await?;
    // Without a press: when the last page is closed, the new version takes over.
    let alone = async |reader: &Reader| {
        let now = shells(reader).await?;
        Ok(build(reader).await? == "next" && now.len() == old.len() && now != old)
    };
    let reader = reopen(&stage, FOLDER, "the new version, and the end of the old files", alone).await?;
    assert_eq!(strangers(&reader).await?, before);
    stage.site.stop().await;
    let reader = again(&stage, "/").await?;
    assert_eq!(reader.wait_state("offline").await?.articles, 1);
    Ok(())
}

async fn an_article_saved_before_an_update_is_read_after_it(stage: Stage) -> Result {
    saved_and_updated(stage, &BUILD, next()?, "next".into()).await
}

async fn an_article_saved_under_the_first_worker_is_read_under_this_one(stage: Stage) -> Result {
    for path in first()?.keys().filter(|path| !BUILD.contains_key(*path)) {
        assert!(path.starts_with("/engine-") || path.starts_with("/tools-"), "{path}");
    }
    saved_and_updated(stage, first()?, &BUILD, Value::Null).await
}

/// Saves an article with one build, and reads it with the one that takes over, which calls itself `name`.
async fn saved_and_updated(stage: Stage, before: &Files, after: &Files, name: Value) -> Result {
    let reader = kept_of(&stage, before).await?;
    assert!(build(&reader).await? != name);
    reader.wait_tools().await?;
    let title = reader.look().await?.title;
    reader.click("[data-tool=save]").await?;
    let there = "return !!root.querySelector('[data-keep=save]')";
    eventually("the panel", async || Ok(reader.js(there, Value::Null).await? == true)).await?;
    reader.click("[data-keep=save]").await?;
    let is_saved = "return root.querySelector('[data-tool=save]')?.hasAttribute('data-saved') ?? false";
    eventually("the save", async || Ok(reader.js(is_saved, Value::Null).await? == true)).await?;

    for path in before.keys().filter(|path| !after.contains_key(*path)) {
        stage.site.route(&at(path), Answer::status(404));
    }
    deploy(&stage.site, after);
    let reader = again(&stage, "/").await?;
    wait_offer(&reader).await?;
    press(&reader, 0).await?;
    eventually("the new page", async || Ok(build(&reader).await.is_ok_and(|build| build == name))).await?;
    reader.wait_state("ready").await?;
    // Only what was saved is left of it: neither the feed's text nor a picture that was seen.
    tokio::time::sleep(Duration::from_millis(900)).await;
    let empty = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Tin Móng Cái","items":[{"id":"khac","title":"Bài khác","content_text":"Chữ"}]}"#;
    let forget = "const feed = new URL('feed/feed.json', location).href;
        await caches.delete(`tin-reader:1:pictures:${feed}`);
        await (await caches.open(`tin-reader:1:${feed}`)).put(new Request(feed, { headers: { 'x-tin': 1 } }), new Response(args, { headers: { 'x-tin-saved': '1700000000' } }))";
    stage.site.stop().await;
    reader.js_async(forget, empty.into()).await?;
    let reader = again(&stage, "/").await?;
    assert_eq!(reader.wait_state("offline").await?.title, "Bài khác");
    assert_eq!(build(&reader).await?, name);
    reader.wait_tools().await?;
    reader.click("[data-tool=save]").await?;
    let listed = "return [...root.querySelectorAll('.kept li .headline')].map((headline) => headline.textContent)";
    eventually("the list", async || Ok(reader.js(listed, Value::Null).await? == json!([title]))).await?;
    reader.click(".kept .result").await?;
    let look = reader.wait_title(&title).await?;
    assert!(look.failure.is_none() && look.body.len() > 500, "{look:#?}");
    let pictures = "const pictures = [...root.querySelectorAll('[part~=body] img')];
        for (const picture of pictures) picture.loading = 'eager';
        return pictures.length > 0 && pictures.every((picture) => picture.naturalWidth > 1 && picture.src.startsWith('blob:'))";
    eventually("its pictures", async || Ok(reader.js(pictures, Value::Null).await? == true)).await?;
    eventually("the word on the button", async || Ok(reader.js(is_saved, Value::Null).await? == true)).await
}

/// Wi-Fi that answers everything with its login page.
fn capture(site: &Site, files: &Files) {
    for path in files.keys() {
        site.route(&at(path), Answer::html(LOGIN));
    }
    site.route(FOLDER, Answer::html(LOGIN));
}

const LOGIN: &str = "<!doctype html><title>Đăng nhập Wi-Fi</title><p>Mời đăng nhập</p>";

async fn a_login_page_never_replaces_a_file(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let held = async |reader: &Reader| -> Result<HashMap<String, Vec<String>>> {
        let mut held = caches(reader).await?;
        // When the feed was read, and pictures that were seen, are noted when the tools have come.
        held.retain(|name, _| !name.starts_with("tin-reader:1:pictures:"));
        Ok(held)
    };
    let before = held(&reader).await?;
    capture(&stage.site, &BUILD);
    for path in ["/", "/index.html", "/?x=1"] {
        let reader = again(&stage, path).await?;
        assert_eq!(reader.wait("the article", |look| !look.title.is_empty()).await?.articles, 1, "{path}");
    }
    let reader = again(&stage, "/").await?;
    let update = "const registration = await navigator.serviceWorker.ready;
        await registration.update().catch(() => {});
        return [!registration.installing && !registration.waiting, registration.active.state]";
    assert_eq!(reader.js_async(update, Value::Null).await?["value"], json!([true, "activated"]));
    assert!(!stage.site.hits(&at("/sw.js")).is_empty());
    assert_eq!(held(&reader).await?, before);
    stage.site.stop().await;
    let reader = again(&stage, "/").await?;
    reader.wait_state("offline").await?;
    reader.wait_tools().await?;
    Ok(())
}

/// The page came before the login page did.
async fn a_first_visit_behind_a_login_page_keeps_nothing(stage: Stage) -> Result {
    for bad in [
        Answer::html(LOGIN),
        Answer::bytes("text/css", "body {}").with_status(503),
        Answer::redirect("https://wifi.example/login"),
        Answer::bytes("text/css", "x").truncate_at(0),
    ] {
        let site = Site::start().await?;
        deploy(&site, &BUILD);
        for path in ["/frame.css", "/framed.js"] {
            site.route(&at(path), bad.clone());
        }
        anchor(&stage, &site).await?;
        let reader = Reader::open(&stage.driver, &site.url(FOLDER)).await?;
        reader.wait_state("ready").await?;
        eventually("the try", async || Ok(!site.hits(&at("/framed.js")).is_empty())).await?;
        let none = "return !(await navigator.serviceWorker.getRegistration())";
        eventually("its end", async || Ok(reader.js_async(none, Value::Null).await?["value"] == true)).await?;
        assert_eq!(shells(&reader).await?, Vec::<String>::new());
        assert_eq!(reader.look().await?.state, "ready", "the page reads on");
        // The next visit behind an honest server keeps it.
        deploy(&site, &BUILD);
        stage.driver.goto("about:blank").await?;
        let reader = Reader::open(&stage.driver, &site.url(FOLDER)).await?;
        active(&reader).await?;
        assert_eq!(shells(&reader).await?.len(), 1);
    }
    Ok(())
}

/// A release that is only half on the server: the new sw.js, some old and some broken files.
async fn half_an_update_is_no_update(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let before = shells(&reader).await?;
    for (case, path) in [("an old page", "/"), ("an old script", "/embed.js"), ("a login page", "/page.js")] {
        deploy(&stage.site, next()?);
        let file = BUILD.get(if path == "/" { "/index.html" } else { path }).ok_or("no such file")?;
        let old = Answer::bytes(file.media_type, &*file.bytes);
        stage.site.route(&at(path), if case == "a login page" { Answer::html(LOGIN) } else { old });
        let hits = stage.site.hits(&at("/sw.js")).len();
        let reader = again(&stage, "/").await?;
        reader.wait_state("ready").await?;
        eventually("the look for an update", async || Ok(stage.site.hits(&at("/sw.js")).len() > hits)).await?;
        let settled = "const registration = await navigator.serviceWorker.ready;
            await registration.update().catch(() => {});
            for (let turn = 0; registration.installing && turn < 100; turn++) await new Promise((then) => setTimeout(then, 50));
            return [registration.installing, registration.waiting]";
        assert_eq!(reader.js_async(settled, Value::Null).await?["value"], json!([null, null]), "{case}");
        assert_eq!(shells(&reader).await?, before, "{case}");
        assert!(offer(&reader).await?.is_null() && build(&reader).await?.is_null(), "{case}");
    }
    // The rest arrives.
    deploy(&stage.site, next()?);
    let reader = again(&stage, "/").await?;
    wait_offer(&reader).await?;
    Ok(())
}

/// A connection that breaks, and a server whose disk was full when the file was put there.
async fn half_a_page_is_no_page(stage: Stage) -> Result {
    kept(&stage).await?;
    let (page, sheet) = (text("/index.html")?, text("/page.css")?);
    // Such a page says its version, which stands in the head.
    let half = page.len() * 4 / 5;
    let half = (0..=half).rev().find(|at| page.is_char_boundary(*at)).and_then(|at| page.get(..at)).ok_or("no page")?;
    assert!(half.contains("<meta name=\"generator\"") && half.contains("<body"), "{half}");
    let kept = "return [await (await caches.match('./')).text(), await (await caches.match('page.css')).text()]";
    for (case, pages, sheets) in [
        (
            "a connection that breaks",
            Answer::html(&page).truncate_at(half.len()),
            Answer::bytes("text/css", sheet.clone()),
        ),
        ("half a file", Answer::html(half), Answer::bytes("text/css", sheet.clone())),
        (
            "a sheet that breaks off",
            Answer::html(&page),
            Answer::bytes("text/css", sheet.clone()).truncate_at(sheet.len() / 2),
        ),
    ] {
        stage.site.route(FOLDER, pages);
        stage.site.route(&at("/page.css"), sheets);
        let hits = stage.site.hits(FOLDER).len();
        let reader = again(&stage, "/").await?;
        reader.wait_state("ready").await?;
        eventually("the look at the page", async || Ok(stage.site.hits(FOLDER).len() > hits)).await?;
        tokio::time::sleep(Duration::from_millis(900)).await;
        assert_eq!(reader.js_async(kept, Value::Null).await?["value"], json!([page, sheet]), "{case}");
    }
    stage.site.stop().await;
    again(&stage, "/").await?.wait_state("offline").await?;
    Ok(())
}

async fn what_a_webmaster_edits_comes_with_the_next_visit(stage: Stage) -> Result {
    kept(&stage).await?;
    let page = text("/index.html")?.replace("<span>Tin Móng Cái</span>", "<span>Tin Hải Ninh</span>");
    assert!(page.contains("Hải Ninh"));
    stage.site.route(FOLDER, Answer::html(&page));
    stage
        .site
        .route(&at("/page.css"), Answer::bytes("text/css", text("/page.css")? + "\n.brand { outline: 7px solid }"));
    let brand = "const brand = document.querySelector('.brand'); return [brand.textContent.trim(), getComputedStyle(brand).outlineWidth === '7px']";
    let reader = again(&stage, "/").await?;
    assert_eq!(reader.js(brand, Value::Null).await?[0], "Tin Móng Cái", "at once, from the device");
    eventually("the edited files in the cache", async || {
        let script =
            "return [await (await caches.match('page.css')).text(), await (await caches.match('./')).text()].join()";
        let kept = reader.js_async(script, Value::Null).await?;
        Ok(kept["value"].as_str().is_some_and(|kept| kept.contains("7px") && kept.contains("Hải Ninh")))
    })
    .await?;
    stage.site.stop().await;
    let reader = again(&stage, "/").await?;
    assert_eq!(reader.js(brand, Value::Null).await?, json!(["Tin Hải Ninh", true]));
    reader.wait_state("offline").await?;
    Ok(())
}

async fn answers_nothing_that_is_not_its_own(stage: Stage) -> Result {
    kept(&stage).await?;
    // WebKit does not share a preload with the request that it is for.
    let visit = stage.site.hits(&at("/feed/feed.json")).len();
    for path in ["/ngoai.txt", "/tin/khac.txt", "/tin/engine-moi.js", "/tin/img/khac.png"] {
        stage.site.route(path, Answer::bytes("text/plain", "một"));
    }
    let other = Site::start().await?;
    other.route("/tin/embed.js", Answer::bytes("text/plain", "một"));
    other.route("/tin/khac.txt", Answer::bytes("text/plain", "một"));
    let reader = again(&stage, "/").await?;
    reader.wait_state("ready").await?;
    let ask =
        "return await Promise.all(args.map(async (address) => (await fetch(address, { cache: 'no-store' })).text()))";
    let elsewhere = |path: &str| other.url(path);
    let addresses = json!([
        "/ngoai.txt",
        "khac.txt",
        "engine-moi.js",
        "img/khac.png",
        elsewhere("/tin/embed.js"),
        elsewhere("/tin/khac.txt"),
    ]);
    for words in ["một", "hai"] {
        assert_eq!(reader.js_async(ask, addresses.clone()).await?["value"], json!(vec![words; 6]));
        for path in ["/ngoai.txt", "/tin/khac.txt", "/tin/engine-moi.js", "/tin/img/khac.png"] {
            stage.site.route(path, Answer::bytes("text/plain", "hai"));
        }
        for path in ["/tin/embed.js", "/tin/khac.txt"] {
            other.route(path, Answer::bytes("text/plain", "hai"));
        }
    }
    let posted = reader.js_async("return (await fetch('embed.js', { method: 'POST' })).status", Value::Null).await?;
    assert_eq!(posted["value"], 200);
    assert!(stage.site.hits(&at("/embed.js")).iter().any(|hit| hit.method == "POST"), "a POST goes to the server");
    // The feed is the widget's to ask for, at each visit.
    let feeds = stage.site.hits(&at("/feed/feed.json")).len();
    again(&stage, "/").await?.wait_state("ready").await?;
    assert_eq!(stage.site.hits(&at("/feed/feed.json")).len(), feeds + visit, "as without a worker");
    // A page outside knows no worker; one inside the folder that is not ours is asked for once, and comes as it is.
    let reader = Reader::open(&stage.driver, &stage.site.url("/khac.html")).await?;
    assert_eq!(reader.js("return navigator.serviceWorker.controller", Value::Null).await?, Value::Null);
    let reader = stage.open(&at("/demo/ten.html")).await?;
    reader.wait_state("ready").await?;
    assert_eq!(stage.site.hits(&at("/demo/ten.html")).len(), 1, "not twice");
    let pages = stage.site.hits(FOLDER).len();
    again(&stage, "/").await?.wait_state("ready").await?;
    eventually("the look at the page", async || Ok(stage.site.hits(FOLDER).len() > pages)).await?;
    let kept = shells(&reader).await?;
    assert_eq!(kept.len(), 1);
    let held = caches(&reader).await?.remove(&kept[0]).unwrap_or_default();
    assert!(
        !held.iter().any(|path| path.contains("khac") || path.contains("moi") || path.contains("demo")),
        "{held:?}"
    );
    Ok(())
}

async fn the_kill_switch_leaves_nothing_but_what_readers_kept(stage: Stage) -> Result {
    let reader = kept(&stage).await?;
    let address = stage.site.url(&at("/feed/feed.json"));
    let stored = format!("tin-reader:1:{address}");
    eventually("the feed in the store", async || Ok(caches(&reader).await?.contains_key(&stored))).await?;
    let more = "for (const name of ['host', 'tin-reader:shell:https://khac.example/ 0']) await (await caches.open(name)).put('/mine', new Response(name))";
    reader.js_async(more, Value::Null).await?;
    // As the README says: sw-off.js in the place of sw.js; and a page that asks for none.
    stage.site.route(&at("/sw.js"), Answer::bytes("text/javascript", text("/sw-off.js")?));
    let page = text("/index.html")?.replace(r#"<link rel="manifest" href="manifest.webmanifest">"#, "");
    stage.site.route(FOLDER, Answer::html(&page));
    let reader = again(&stage, "/").await?;
    reader.js("window.same = true", Value::Null).await?;
    reader.wait_state("ready").await?;
    eventually("its end", async || {
        let none = "return !(await navigator.serviceWorker.getRegistration())";
        Ok(reader.js_async(none, Value::Null).await?["value"] == true)
    })
    .await?;
    assert_eq!(reader.js("return window.same", Value::Null).await?, true, "no page reloads");
    tokio::time::sleep(Duration::from_millis(1500)).await;
    assert!(offer(&reader).await?.is_null(), "what has gone at once is no new version");
    eventually("the end of its caches", async || Ok(shells(&reader).await?.len() == 1)).await?;
    let names = caches(&reader).await?;
    assert!(names.contains_key("host") && names.contains_key(&stored), "{names:?}");
    assert!(names.contains_key("tin-reader:shell:https://khac.example/ 0"), "{names:?}");
    assert_eq!(reader.look().await?.articles, 1);
    let hits = stage.site.hits(FOLDER).len();
    let free = async |reader: &Reader| {
        Ok(reader.js("return navigator.serviceWorker.controller", Value::Null).await?.is_null())
    };
    reopen(&stage, FOLDER, "a page without a worker", free).await?;
    assert!(stage.site.hits(FOLDER).len() > hits, "the server has the word again");

    // A page that still asks for a worker gets one that goes at once, at every visit.
    stage.site.route(FOLDER, Answer::html(&text("/index.html")?));
    for _ in 0..2 {
        let asked = stage.site.hits(&at("/sw.js")).len();
        let reader = again(&stage, "/").await?;
        reader.wait_state("ready").await?;
        eventually("the worker", async || Ok(stage.site.hits(&at("/sw.js")).len() > asked)).await?;
        eventually("its end", async || {
            let none = "return !(await navigator.serviceWorker.getRegistration())";
            Ok(reader.js_async(none, Value::Null).await?["value"] == true)
        })
        .await?;
        assert_eq!(shells(&reader).await?.len(), 1, "the other reader's");
    }
    Ok(())
}

/// In a frame, on plain http, and on a page whose webmaster wants none: the page reads, and nothing is thrown.
async fn no_worker_where_there_can_be_none(stage: Stage) -> Result {
    deploy(&stage.site, &BUILD);
    let reader = Reader::open(&stage.driver, &stage.site.insecure_url(stage.engine, FOLDER)).await?;
    reader.wait_state("ready").await?;
    stage.site.route(
        "/quanh.html",
        Answer::html(&format!(
            "<!doctype html><title>Quanh</title><iframe src=\"{FOLDER}\" width=800 height=600></iframe>"
        )),
    );
    stage.driver.goto(stage.site.url("/quanh.html")).await?;
    stage.driver.enter_frame(0).await?;
    Reader::here(&stage.driver).wait_state("ready").await?;
    stage.driver.enter_default_frame().await?;
    let page = text("/index.html")?.replace(r#"<link rel="manifest" href="manifest.webmanifest">"#, "");
    stage.site.route(FOLDER, Answer::html(&page));
    stage.open(FOLDER).await?.wait_state("ready").await?;
    // And frame.html, which is for frames.
    stage.open(&at("/frame.html")).await?.wait_state("ready").await?;
    tokio::time::sleep(Duration::from_millis(600)).await;
    assert!(stage.site.hits(&at("/sw.js")).is_empty());
    Ok(())
}

async fn pages_with_trusted_types_may_allow_the_worker(stage: Stage) -> Result {
    const WATCH: &str = "<script>window.violations = []; window.tinErrors = [];
        document.addEventListener('securitypolicyviolation', (event) => violations.push(`${event.effectiveDirective} ${event.sample}`));
        addEventListener('unhandledrejection', (event) => tinErrors.push(`${event.reason}`));</script>";
    for (policies, allowed) in [("tin-reader tin-page", true), ("tin-reader", false)] {
        let site = Site::start().await?;
        deploy(&site, &BUILD);
        let page = text("/index.html")?.replace("<head>", &["<head>", WATCH].concat());
        let rules = format!("require-trusted-types-for 'script'; trusted-types {policies}");
        site.route(FOLDER, Answer::html(&page).header("content-security-policy", &rules));
        anchor(&stage, &site).await?;
        let reader = Reader::open(&stage.driver, &site.url(FOLDER)).await?;
        let look = reader.wait_state("ready").await?;
        assert_eq!(look.articles, 1);
        let said = "return [document.querySelector('link[rel=canonical]'), document.querySelector('script[type=\"application/ld+json\"]')]
            .map((node) => node !== null)";
        let knows = reader.js("return !!window.trustedTypes", Value::Null).await? == true;
        eventually("the canonical address", async || Ok(reader.js(said, Value::Null).await?[0] == true)).await?;
        assert_eq!(reader.js(said, Value::Null).await?[1], allowed || !knows, "{policies}");
        if allowed || !knows {
            active(&reader).await?;
            assert_eq!(reader.js("return violations", Value::Null).await?, json!([]), "{policies}");
        } else {
            eventually("the refusal", async || Ok(reader.js("return violations.length", Value::Null).await? == 1))
                .await?;
            assert!(site.hits(&at("/sw.js")).is_empty());
        }
        assert_eq!(reader.js("return tinErrors", Value::Null).await?, json!([]), "{policies}");
    }
    Ok(())
}

/// A partner's page of its own origin, with the reader's tag from `reader`, and a worker with `lines`.
async fn partner(stage: &Stage, reader: &Site, lines: &str) -> Result<Reader> {
    reader.json("/feed.json", &pair());
    let worker = format!("{lines}\nimportScripts(\"{}\");\n", reader.url(&at("/sw.js")));
    stage.site.route("/bao/sw.js", Answer::bytes("text/javascript", worker));
    stage.site.route("/bao/dang-ky.js", Answer::bytes("text/javascript", "navigator.serviceWorker.register('sw.js');"));
    stage.site.route(
        "/bao/tin.html",
        Answer::html(&format!(
            "<!doctype html><title>Báo bạn</title><link rel=stylesheet href=bao.css><script src=dang-ky.js></script>
            <script type=module src=\"{}\"></script><tin-reader feed=\"{}\"></tin-reader>",
            reader.url(&at("/embed.js")),
            reader.url("/feed.json"),
        )),
    );
    stage.site.route("/bao/bao.css", Answer::bytes("text/css", "body { border-top: 7px solid }"));
    stage.site.route("/bao/rieng.txt", Answer::bytes("text/plain", "một"));
    anchor(stage, &stage.site).await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_title("Bài thứ nhất").await?;
    active(&page).await?;
    Ok(page)
}

async fn a_partners_two_lines_keep_the_tag_and_the_page(stage: Stage) -> Result {
    let home = Site::start().await?;
    deploy(&home, &BUILD);
    let page = partner(&stage, &home, r#"self.tinPages = ["tin.html", "bao.css"];"#).await?;
    let shells = shells(&page).await?;
    assert_eq!(shells.len(), 1);
    let held = caches(&page).await?.remove(&shells[0]).unwrap_or_default();
    assert_eq!(held.len(), 8, "the tag's six files, the page and its sheet: {held:?}");
    // What it asks for itself goes to its server.
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_title("Bài thứ nhất").await?;
    for words in ["một", "hai"] {
        let answer =
            page.js_async("return (await fetch('rieng.txt', { cache: 'no-store' })).text()", Value::Null).await?;
        assert_eq!(answer["value"], words);
        stage.site.route("/bao/rieng.txt", Answer::bytes("text/plain", "hai"));
    }
    let preload = "return (await (await navigator.serviceWorker.ready).navigationPreload.getState()).enabled";
    assert_eq!(page.js_async(preload, Value::Null).await?["value"], false, "the partner's own to say");
    // Its pages are its own: what the server has now, counts now.
    stage.site.route("/bao/bao.css", Answer::bytes("text/css", "body { border-top: 9px solid }"));
    let border = "return getComputedStyle(document.body).borderTopWidth";
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_title("Bài thứ nhất").await?;
    assert_eq!(page.js(border, Value::Null).await?, "9px");
    let renewed = "return (await (await caches.match('bao.css')).text()).includes('9px')";
    eventually("the sheet in the cache", async || Ok(page.js_async(renewed, Value::Null).await?["value"] == true))
        .await?;

    // A login page is shown, as always, and not kept.
    stage.site.route("/bao/tin.html", Answer::html(LOGIN));
    stage.driver.goto("about:blank").await?;
    stage.driver.goto(stage.site.url("/bao/tin.html")).await?;
    assert_eq!(stage.driver.title().await?, "Đăng nhập Wi-Fi");
    tokio::time::sleep(Duration::from_millis(300)).await;

    stage.site.stop().await;
    home.stop().await;
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    assert_eq!(page.wait_state("offline").await?.title, "Bài thứ nhất");
    assert_eq!(page.js(border, Value::Null).await?, "9px");
    page.wait_tools().await?;
    Ok(())
}

/// The reader's server is down when the partner's worker is installed, except for the script itself.
async fn a_partners_worker_is_whole_without_the_reader(stage: Stage) -> Result {
    let home = Site::start().await?;
    deploy(&home, &BUILD);
    let (tools, _) = dist::module("tools", ".wasm")?;
    home.route(&at(tools), Answer::html(LOGIN));
    let lines = "const VERSION = 'own', files = 1, own = 2, keep = 3; addEventListener('message', ({ source }) => source.postMessage(VERSION));";
    let page = partner(&stage, &home, lines).await?;
    let answer = "const answer = new Promise((then) => navigator.serviceWorker.addEventListener('message', ({ data }) => then(data)));
        navigator.serviceWorker.startMessages();
        (await navigator.serviceWorker.ready).active.postMessage('?');
        return answer";
    assert_eq!(page.js_async(answer, Value::Null).await?["value"], "own", "its own names and listeners");
    // What lacked comes with the first use.
    home.route(&at(tools), Answer::bytes("application/wasm", &*dist::module("tools", ".wasm")?.1.bytes));
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_tools().await?;
    eventually("the tag's files", async || {
        let held = caches(&page).await?;
        Ok(held.iter().any(|(name, paths)| name.starts_with("tin-reader:shell:") && paths.len() == 5))
    })
    .await?;
    home.stop().await;
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    assert_eq!(page.wait_state("offline").await?.title, "Bài thứ nhất");
    page.wait_tools().await?;
    Ok(())
}

/// `tin.html?bai=2` may be another article than `tin.html`: what is kept of one is not the other's.
async fn a_partners_page_with_a_query_is_another_page(stage: Stage) -> Result {
    let home = Site::start().await?;
    deploy(&home, &BUILD);
    let page = partner(&stage, &home, r#"self.tinPages = ["tin.html"];"#).await?;
    let before = "return (await (await caches.match('tin.html')).text()).includes('Báo bạn')";
    assert_eq!(page.js_async(before, Value::Null).await?["value"], true);
    let other = "<!doctype html><title>Bài khác</title><tin-reader></tin-reader>";
    let address = stage.site.url("/bao/tin.html?bai=2");
    let mine = "return (await (await caches.match('tin.html')).text()).includes('Bài khác')";
    // The site does not tell queries apart: it is another page from here on.
    stage.site.route("/bao/tin.html", Answer::html(other));
    stage.driver.goto("about:blank").await?;
    let page = Reader::open(&stage.driver, &address).await?;
    assert_eq!(stage.driver.title().await?, "Bài khác");
    tokio::time::sleep(Duration::from_millis(500)).await;
    assert_eq!(page.js_async(mine, Value::Null).await?["value"], false);
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    eventually("the page itself, renewed", async || Ok(page.js_async(mine, Value::Null).await?["value"] == true)).await
}

async fn a_partners_page_outlives_a_server_that_hangs_or_fails(stage: Stage) -> Result {
    let home = Site::start().await?;
    deploy(&home, &BUILD);
    let page = partner(&stage, &home, r#"self.tinPages = ["tin.html", "bao.css"];"#).await?;
    let shells = shells(&page).await?;
    let sorry = || Answer::html("<!doctype html><title>Quá tải</title>").with_status(503);
    for (case, pages, sheets) in [
        ("it fails", sorry(), Answer::bytes("text/css", "").with_status(503)),
        ("it hangs", Answer::never(), Answer::never()),
    ] {
        stage.site.route("/bao/tin.html", pages);
        stage.site.route("/bao/bao.css", sheets);
        stage.driver.goto("about:blank").await?;
        let page = stage.open("/bao/tin.html").await?;
        page.wait_title("Bài thứ nhất").await.map_err(|error| format!("{case}: {error}"))?;
        let shown = "return [document.title, getComputedStyle(document.body).borderTopWidth]";
        eventually(case, async || Ok(page.js(shown, Value::Null).await? == json!(["Báo bạn", "7px"]))).await?;
        assert_eq!(caches(&page).await?.get(&shells[0]).map_or(0, Vec::len), 8, "{case}: nothing is lost");
    }
    // What is not kept has no better answer than the server's.
    stage.site.route("/bao/tin.html", sorry());
    let forget = "for (const name of await caches.keys()) await (await caches.open(name)).delete('tin.html')";
    page.js_async(forget, Value::Null).await?;
    stage.driver.goto("about:blank").await?;
    stage.driver.goto(stage.site.url("/bao/tin.html")).await?;
    assert_eq!(stage.driver.title().await?, "Quá tải");
    Ok(())
}

async fn the_kill_switch_leaves_a_partners_worker_to_the_partner(stage: Stage) -> Result {
    let home = Site::start().await?;
    deploy(&home, &BUILD);
    let lines = "addEventListener('message', ({ source }) => source.postMessage('own'));";
    let page = partner(&stage, &home, lines).await?;
    assert_eq!(shells(&page).await?.len(), 1);
    // A page that the worker answers for, or a new one has nobody to wait for.
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_title("Bài thứ nhất").await?;
    home.route(&at("/sw.js"), Answer::bytes("text/javascript", text("/sw-off.js")?));
    let update = "await (await navigator.serviceWorker.ready).update()";
    page.js_async(update, Value::Null).await?;
    let waits = "return (await navigator.serviceWorker.ready).waiting !== null";
    eventually("the partner's new worker", async || Ok(page.js_async(waits, Value::Null).await?["value"] == true))
        .await?;
    assert_eq!(shells(&page).await?.len(), 1, "it waits, as the partner's worker does");
    let none = async |page: &Reader| Ok(shells(page).await?.is_empty());
    let page = reopen(&stage, "/bao/tin.html", "the end of what is ours", none).await?;
    active(&page).await?;
    stage.driver.goto("about:blank").await?;
    let page = stage.open("/bao/tin.html").await?;
    page.wait_title("Bài thứ nhất").await?;
    let answer = "const answer = new Promise((then) => navigator.serviceWorker.addEventListener('message', ({ data }) => then(data)));
        navigator.serviceWorker.startMessages();
        (await navigator.serviceWorker.ready).active.postMessage('?');
        return answer";
    assert_eq!(page.js_async(answer, Value::Null).await?["value"], "own");
    Ok(())
}

async fn the_demo_page_of_a_partner_opens_without_a_network(stage: Stage) -> Result {
    deploy(&stage.site, &BUILD);
    anchor(&stage, &stage.site).await?;
    let path = at("/demo/partner-worker.html");
    let page = stage.open(&path).await?;
    let title = page.wait_state("ready").await?.title;
    active(&page).await?;
    let scope = page.js_async("return (await navigator.serviceWorker.getRegistration()).scope", Value::Null).await?;
    assert_eq!(scope["value"], stage.site.url(&path), "this page alone");
    stage.site.stop().await;
    stage.driver.goto("about:blank").await?;
    let page = stage.open(&path).await?;
    assert_eq!(page.wait_state("offline").await?.title, title);
    let sheet =
        "return [...document.styleSheets].every((sheet) => sheet.cssRules.length > 0) && document.styleSheets.length";
    assert_eq!(page.js(sheet, Value::Null).await?, 1);
    Ok(())
}
