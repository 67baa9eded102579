//! What a visit may cost: requests, hosts, nodes; and where the device is to save data, what it does without.

use serde_json::{Value, json};

use crate::allowed::set_list;
use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, series, with, with_tin};
use crate::reader::Reader;
use crate::site::{Hit, Site};
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_first_visit_is_five_requests_until_the_article_and_two_after_it,
        what_can_be_done_before_the_engine_comes_is_done_before_it,
        the_standalone_page_asks_for_nothing_twice,
        nobody_is_asked_but_the_feeds_host_its_pictures_and_ours,
        a_feed_of_ten_thousand_articles_makes_no_more_nodes_than_one_of_a_hundred,
        the_search_takes_ten_thousand_articles_in_slices,
        to_save_data_the_banner_and_the_tools_wait_until_they_are_asked_for,
    ]
}

/// The modules' files: engine and tools, script and code.
fn modules() -> Result<[&'static str; 4]> {
    let path = |name, extension| dist::module(name, extension).map(|(path, _)| path);
    Ok([path("engine", ".js")?, path("engine", ".wasm")?, path("tools", ".js")?, path("tools", ".wasm")?])
}

/// Serves the hashed files as every host is told to: to be kept.
fn keep_modules(site: &Site) -> Result {
    for path in modules()? {
        let file = dist::file(path).ok_or("dist has no such module")?;
        let answer = Answer { body: file.bytes, ..Answer::bytes(file.media_type, "") };
        site.route(path, answer.header("cache-control", "public, max-age=31536000, immutable"));
    }
    Ok(())
}

/// What a site was asked for, in order of name. A browser asks for an icon of its own accord.
///
/// A module's script is fetched to be proved right and then imported. `WebKit` under automation has no cache on disk, what its
/// memory keeps of a fetch is not for imports, and it gives no preload to `fetch()`: there each counts once.
fn asked(engine: Engine, site: &Site) -> Vec<String> {
    let mut paths: Vec<_> = site.log().into_iter().map(|Hit { path, .. }| path).collect();
    paths.retain(|path| path != "/favicon.ico");
    paths.sort();
    if engine == Engine::Webkit {
        paths.dedup();
    }
    paths
}

fn sorted<'a>(paths: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    let mut paths: Vec<_> = paths.into_iter().map(str::to_owned).collect();
    paths.sort();
    paths
}

async fn a_first_visit_is_five_requests_until_the_article_and_two_after_it(stage: Stage) -> Result {
    let engine = stage.engine;
    keep_modules(&stage.site)?;
    // Until these are let go, the article is there without the tools.
    let [_, wasm, _, tools] = modules()?;
    let held = dist::file(tools).ok_or("dist has no tools")?;
    let (answer, gate) = Answer { body: held.bytes, ..Answer::bytes(held.media_type, "") }.gate();
    stage.site.route(tools, answer.header("cache-control", "public, max-age=31536000, immutable"));
    let reader = stage.read(feed([item("a"), item("b").day(1)])).await?;
    reader.wait_state("ready").await?;
    let [script, _, tools_script, _] = modules()?;
    let first = ["/page.html", "/embed.js", script, wasm, "/feed.json"];
    let both = asked(engine, &stage.site);
    let before: Vec<_> = both.iter().filter(|path| !path.contains("/tools-")).cloned().collect();
    assert_eq!(before, sorted(first));
    gate.open();
    reader.wait_tools().await?;
    assert_eq!(asked(engine, &stage.site), sorted(first.into_iter().chain([tools_script, tools])));
    Ok(())
}

/// The feed is parsed and the store is looked into while the wasm is on its way. Once it has come, the article is there before
/// the page gets its next turn; and nothing is put into the store before it is.
async fn what_can_be_done_before_the_engine_comes_is_done_before_it(stage: Stage) -> Result {
    let [_, wasm, ..] = modules()?;
    let file = dist::file(wasm).ok_or("dist has no engine")?;
    let (answer, gate) = Answer { body: file.bytes, ..Answer::bytes(file.media_type, "") }.gate();
    stage.site.route(wasm, answer);
    stage.site.json("/feed.json", &feed(series("a", 3)));
    let watch = "<script>
        window.done = [];
        const article = () => !!document.querySelector('tin-reader').shadowRoot.querySelector('article');
        const tell = (on, name, what, of = '') => {
            const real = on[name];
            on[name] = function (...args) {
                if (String(args[0]).includes(of)) done.push(article() ? what + ' late' : what);
                return real.apply(this, args);
            };
        };
        tell(JSON, 'parse', 'parsed', 'jsonfeed.org'); // (some drivers parse here too)
        tell(CacheStorage.prototype, 'match', 'looked');
        tell(CacheStorage.prototype, 'open', 'kept');
        const { port1, port2 } = new MessageChannel(), { instantiateStreaming } = WebAssembly;
        port1.onmessage = () => done.push(article() ? 'shown' : 'not shown');
        WebAssembly.instantiateStreaming = async (...args) => {
            const module = await instantiateStreaming(...args);
            done.push('engine');
            port2.postMessage(0);
            return module;
        };
    </script>";
    let reader = stage.embed_after(watch, &tag("/feed.json", "tools=none")).await?;
    // (WebKit brings a message in its own time: it may be after what is kept.)
    let done = "return [...done.slice(0, 3), ...done.slice(3).sort()].join(', ')";
    eventually("what needs no engine", async || Ok(reader.js(done, Value::Null).await? == "looked, parsed")).await?;
    gate.open();
    eventually("the article, and then what is kept of it", async || {
        Ok(reader.js(done, Value::Null).await? == "looked, parsed, engine, kept late, shown")
    })
    .await
}

/// Above all not for what its head has hints for, which must match the requests that follow.
async fn the_standalone_page_asks_for_nothing_twice(stage: Stage) -> Result {
    let engine = stage.engine;
    keep_modules(&stage.site)?;
    // Without the worker, which asks for what it keeps.
    set_list(&stage.site, "/index.html", "")?;
    let reader = stage.open("/index.html").await?;
    reader.wait_tools().await?;
    eventually("the metadata", async || Ok(asked(engine, &stage.site).iter().any(|path| path.contains("/metadata-"))))
        .await?;
    let paths: Vec<_> = asked(engine, &stage.site).into_iter().filter(|path| !path.starts_with("/img/")).collect();
    let (metadata, _) = dist::module("metadata", ".js")?;
    let known = ["/index.html", "/page.css", "/embed.js", "/page.js", "/feed/feed.json", "/standalone.js", metadata];
    assert_eq!(paths, sorted(known.into_iter().chain(modules()?)));
    // The page's mark is its icon too, which some browsers ask for apart.
    let is_picture = |path: &String| path.starts_with("/img/") && !path.starts_with("/img/icon-");
    let mut pictures: Vec<_> = asked(engine, &stage.site).into_iter().filter(is_picture).collect();
    let count = pictures.len();
    pictures.dedup();
    assert_eq!(pictures.len(), count, "a picture was asked for twice");
    // It comes while the engine does, over the same line.
    for mark in asked(engine, &stage.site).iter().filter(|path| path.starts_with("/img/icon-")) {
        let bytes = dist::file(mark).ok_or("dist has no such picture")?.bytes.len();
        assert!(bytes < 2000, "{mark}: {bytes} bytes before the article");
    }
    Ok(())
}

/// A page of one site, the reader's files, the feed and its pictures of three more, and a stranger who is linked to and no
/// more. The page's policy would tell of every other host (its own may give an icon).
async fn nobody_is_asked_but_the_feeds_host_its_pictures_and_ours(stage: Stage) -> Result {
    let engine = stage.engine;
    let (ours, portal, pictures, stranger) =
        (Site::start().await?, Site::start().await?, Site::start().await?, Site::start().await?);
    keep_modules(&ours)?;
    let picture = dist::file("/img/banner.webp").ok_or("dist has no banner")?;
    for name in ["/banner.webp", "/in-text.webp", "/thumb.webp"] {
        pictures.route(name, Answer::bytes(picture.media_type, picture.bytes.to_vec()));
    }
    let html = format!(
        "<p>Xem <a href='{0}/tin'>trang khác</a>, <a href='{0}/tai.pdf' ping='{0}/ping'>tệp</a>.</p>\
        <p><img src='{1}' width=1200 height=300 alt='Ảnh'></p><p><iframe src='https://www.youtube.com/embed/x'></iframe></p>",
        stranger.url(""),
        pictures.url("/in-text.webp"),
    );
    let items = [
        item("a").day(3).html(&html).field("external_url", stranger.url("/goc")),
        item("b").day(2).image(&pictures.url("/thumb.webp")),
        item("c").day(1),
    ];
    let banner = json!({ "url": pictures.url("/banner.webp"), "alt": "Banner tin", "link": stranger.url("/") });
    let publisher = json!({ "name": "Cổng", "url": stranger.url("/"), "logo": pictures.url("/thumb.webp") });
    let news = with_tin(with_tin(feed(items), "banner", banner), "publisher", publisher);
    portal.json("/feed.json", &with(news, "home_page_url", stranger.url("/")));
    let (ours_at, portal_at, pictures_at) = (ours.url(""), portal.url(""), pictures.url(""));
    let head = format!(
        "<meta http-equiv=content-security-policy content=\"default-src 'none'; script-src 'unsafe-inline' {ours_at} \
        'wasm-unsafe-eval'; connect-src {ours_at} {portal_at} {pictures_at}; img-src {pictures_at} 'self'\">
        <script>window.violations = []; addEventListener('securitypolicyviolation',
        (event) => violations.push(`${{event.effectiveDirective}} ${{event.blockedURI}}`));</script>"
    );
    let loader = format!(r#"<script type="module" src="{ours_at}/embed.js"></script>"#);
    stage.site.route("/page.html", Stage::page_with(&loader, &head, &tag(&portal.url("/feed.json"), "")));
    let reader = stage.open("/page.html").await?;
    reader.wait_tools().await?;
    reader.js("for (const img of root.querySelectorAll('img')) img.loading = 'eager'", Value::Null).await?;
    eventually("all pictures", async || Ok(asked(engine, &pictures).len() >= 3)).await?;
    let shown = reader.look().await?.related_texts()[0].to_owned();
    reader.click_related(&shown).await?;
    reader.wait_title(&shown).await?;

    assert_eq!(asked(engine, &stage.site), ["/page.html"]);
    assert_eq!(asked(engine, &portal), ["/feed.json"]);
    assert_eq!(asked(engine, &ours), sorted(["/embed.js"].into_iter().chain(modules()?)));
    // Asked for to be shown, and once more to be kept.
    let mut of_pictures = asked(engine, &pictures);
    of_pictures.dedup();
    assert_eq!(of_pictures, sorted(["/banner.webp", "/in-text.webp", "/thumb.webp"]));
    assert!(stranger.log().is_empty(), "{:?}", stranger.log());
    assert_eq!(reader.js("return window.violations", Value::Null).await?, json!([]));
    let entries =
        "return [...new Set(performance.getEntriesByType('resource').map((entry) => new URL(entry.name).origin))]";
    let origins: Vec<String> = serde_json::from_value(reader.js(entries, Value::Null).await?)?;
    let allowed = [stage.site.url(""), ours_at, portal_at, pictures_at];
    // `data:` is nobody's.
    assert!(origins.iter().all(|origin| origin == "null" || allowed.contains(origin)), "{origins:?}");
    Ok(())
}

/// So many articles in two categories, a minute between each and the next.
fn many(count: usize) -> Value {
    feed((0..count).map(|number| {
        let (hour, minute) = (23 - number / 60 % 24, 59 - number % 60);
        item(&format!("a{number}"))
            .title(&format!("Tin số {number}"))
            .category(["kinh-te", "van-hoa"][number % 2])
            .date(&format!("2019-09-{:02}T{hour:02}:{minute:02}:00+07:00", 27 - number / 1440))
    }))
}

async fn a_feed_of_ten_thousand_articles_makes_no_more_nodes_than_one_of_a_hundred(stage: Stage) -> Result {
    let nodes = "return root.querySelectorAll('*').length";
    // The article with the headlines below it, and the category's list.
    for attributes in ["", "category=kinh-te"] {
        let mut counts = Vec::new();
        for count in [100, 10_000] {
            let reader = stage.read_with(many(count), &format!("tools=none offline=off {attributes}")).await?;
            reader.wait_state("ready").await?;
            counts.push(reader.js(nodes, Value::Null).await?);
        }
        assert_eq!(counts[0], counts[1], "{attributes}");
    }
    Ok(())
}

/// Between one slice and the next the page gets its turn: its own timers go on, and the index is the whole feed's.
async fn the_search_takes_ten_thousand_articles_in_slices(stage: Stage) -> Result {
    let reader = stage.read_with(many(10_000), "tools=search").await?;
    reader.wait_tools().await?;
    let script = "
        let turns = 0;
        const turn = new MessageChannel();
        turn.port1.onmessage = () => { turns++; if (!root.querySelector('.chip')) setTimeout(() => turn.port2.postMessage(0)); };
        root.querySelector('[data-tool=search]').click();
        turn.port2.postMessage(0);
        while (!root.querySelector('.chip')) await new Promise((go) => setTimeout(go, 1));
        const input = root.querySelector('.query');
        input.value = 'số 9999';
        input.dispatchEvent(new Event('input', { bubbles: true, composed: true }));
        return { turns, found: [...root.querySelectorAll('.result')].map((result) => result.textContent) };";
    let seen = reader.js_async(script, Value::Null).await?;
    let turns = seen["value"]["turns"].as_u64().ok_or_else(|| format!("no turns: {seen}"))?;
    assert!(turns >= 10, "ten thousand articles left the page {turns} turns");
    let found = seen["value"]["found"].as_array().ok_or("no results")?;
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].as_str().is_some_and(|text| text.contains("Tin số 9999")), "{found:?}");
    Ok(())
}

/// What browsers that know the setting say when it is on.
pub const SAVES_DATA: &str = "<script>Object.defineProperty(Navigator.prototype, 'connection', { configurable: true, \
    get: () => Object.assign(new EventTarget(), { saveData: true, effectiveType: '3g' }) });</script>";

async fn to_save_data_the_banner_and_the_tools_wait_until_they_are_asked_for(stage: Stage) -> Result {
    let engine = stage.engine;
    let picture = dist::file("/img/banner.webp").ok_or("dist has no banner")?;
    stage.site.route("/banner.webp", Answer::bytes(picture.media_type, picture.bytes.to_vec()));
    let banner = json!({ "url": "/banner.webp", "alt": "Banner tin", "link": "/trang-chu" });
    stage.site.json("/feed.json", &with_tin(feed(series("a", 3)), "banner", banner));
    keep_modules(&stage.site)?;
    let reader = stage.embed_after(SAVES_DATA, &tag("/feed.json", "")).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!((look.articles, look.related.len()), (1, 2));
    let offered = "return root.querySelector('.toolbar button')?.textContent ?? null";
    eventually("the offer of the tools", async || Ok(reader.js(offered, Value::Null).await? == "Công cụ đọc")).await?;
    // The next article needs neither.
    let next = look.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    reader.wait_title(&next).await?;
    let [script, wasm, tools_script, tools] = modules()?;
    let first = ["/page.html", "/embed.js", script, wasm, "/feed.json"];
    assert_eq!(asked(engine, &stage.site), sorted(first));

    assert_eq!(reader.js("return root.querySelector('.banner summary').textContent", Value::Null).await?, "Banner tin");
    reader.click(".banner summary").await?;
    picture_shows(&reader).await?;
    assert_eq!(asked(engine, &stage.site), sorted(first.into_iter().chain(["/banner.webp"])));
    reader.click(".toolbar button").await?;
    reader.wait_tools().await?;
    let all = first.into_iter().chain(["/banner.webp", tools_script, tools]);
    assert_eq!(asked(engine, &stage.site), sorted(all));
    assert!(reader.js(offered, Value::Null).await? != "Công cụ đọc", "the offer has gone");
    Ok(())
}

async fn picture_shows(reader: &Reader) -> Result {
    let shows = "const img = root.querySelector('.banner img'); return img.complete && img.naturalWidth > 0 && img.clientWidth > 0";
    eventually("the banner", async || Ok(reader.js(shows, Value::Null).await? == true)).await
}
