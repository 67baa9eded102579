//! Accessibility as a machine can judge it: axe-core in every state, theme and language.
//!
//! In Chromium the three languages are crossed with all themes; in Firefox and `WebKit`, where the rules are the same and
//! only what the engine computes may differ, the interface is Vietnamese, in light and in high contrast.

use std::sync::LazyLock;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{Item, feed, item, series, with_tin};
use crate::listen::{synthesiser, vietnamese};
use crate::offline::is_kept;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::tools::{NO_SHEET, tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        axe_finds_nothing_while_there_is_no_news,
        axe_finds_nothing_in_an_article_of_every_kind,
        axe_finds_nothing_in_the_tools,
        axe_finds_nothing_in_what_is_saved,
        axe_finds_nothing_where_data_is_saved,
        axe_finds_nothing_in_the_builder,
        axe_finds_nothing_in_lists_and_in_search,
        axe_finds_nothing_without_an_engine,
        axe_finds_nothing_on_the_pages_of_the_build,
        axe_finds_what_is_broken_on_purpose,
    ]
}

/// axe-core, which `./x` installs with the other tools.
static AXE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tools/node_modules/axe-core/axe.min.js");
    std::fs::read(path).unwrap_or_else(|error| panic!("{path}: {error}; ./x test installs it"))
});

const SCRIPT: &str = r#"<script src="/axe.min.js"></script>"#;

/// What is asked: WCAG 2.0 to 2.2, A and AA, with axe's advice of its own. No rule is left out.
const RULES: [&str; 7] = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"];

/// A theme, and whether the device prefers a dark one.
type Theme = (&'static str, bool);

const THEMES: [Theme; 6] =
    [("auto", false), ("auto", true), ("light", false), ("dark", false), ("sepia", false), ("contrast", false)];

/// Examines states, and keeps what is found: all of it is told at the end.
struct Audit<'a> {
    stage: &'a Stage,
    languages: &'static [&'static str],
    themes: &'static [Theme],
    runs: usize,
    found: Vec<String>,
    /// What axe leaves to people: told with what it finds.
    unsure: Vec<String>,
}

impl<'a> Audit<'a> {
    fn new(stage: &'a Stage) -> Self {
        stage.site.route("/axe.min.js", Answer::bytes("text/javascript", AXE.as_slice()));
        let (languages, themes): (&[_], &[_]) = match stage.engine {
            Engine::Chromium => (&["vi", "en", "zh"], &THEMES),
            Engine::Firefox | Engine::Webkit => (&["vi"], &[("light", false), ("contrast", false)]),
        };
        Self { stage, languages, themes, runs: 0, found: Vec::new(), unsure: Vec::new() }
    }

    /// A page of a portal: a landmark, a heading, and the reader below that heading.
    async fn embed(&self, head: &str, feed: &str, attributes: &str) -> Result<Reader> {
        let body = format!(
            "<header><a href='/'>Trang chủ</a></header><main><h1>Cổng thông tin</h1>{}</main>",
            tag(feed, &format!("heading-level=2 {attributes}"))
        );
        self.stage.embed_after(&format!("{head}{SCRIPT}"), &body).await
    }

    /// Examines the page as it is, in every theme.
    async fn examine(&mut self, reader: &Reader, state: &str) -> Result {
        for (theme, dark) in self.themes {
            prefer(self.stage, &[("prefers-color-scheme", if *dark { "dark" } else { "light" })]).await?;
            self.judge(reader, &format!("{state}, {theme}{}", if *dark { " (dark)" } else { "" }), theme).await?;
        }
        Ok(())
    }

    /// Examines the page as it is, in the theme it has.
    async fn judge(&mut self, reader: &Reader, state: &str, theme: &str) -> Result {
        let seen = reader.js_async(JUDGE, json!([RULES, theme])).await?;
        let seen = seen.get("value").ok_or_else(|| format!("{state}: {seen}"))?;
        assert!(seen["passes"].as_u64() > Some(2), "axe has looked at {state}: {seen}");
        self.runs += 1;
        for (list, kind) in [(&mut self.found, "problems"), (&mut self.unsure, "unsure")] {
            let told = seen[kind].as_array().ok_or("no list")?.iter().filter_map(Value::as_str);
            list.extend(told.map(|told| format!("{state}: {told}")));
        }
        Ok(())
    }

    /// Fails with everything that was found, and if `states` states are not what was examined.
    fn end(self, states: usize) -> Result {
        let Self { languages, themes, runs, found, unsure, .. } = self;
        for told in unsure {
            println!("axe leaves to people: {told}");
        }
        if !found.is_empty() {
            return Err(format!("{} problems in {runs} examinations:\n{}", found.len(), found.join("\n")).into());
        }
        assert_eq!(runs, states * languages.len() * themes.len(), "as many examinations as there should be");
        Ok(())
    }
}

/// What axe finds in `element` of a page that does not have it yet.
pub async fn violations(site: &Site, reader: &Reader, folder: &str, element: &str) -> Result<Value> {
    site.route(&format!("{folder}axe.min.js"), Answer::bytes("text/javascript", AXE.as_slice()));
    let script = "await new Promise((go) => document.head.append(Object.assign(document.createElement('script'), { src: args[1], onload: go })));
        const { passes, violations } = await axe.run(args[2], { runOnly: { type: 'tag', values: args[0] } });
        return [passes.length > 2, violations.map(({ id, nodes }) => [id, nodes[0].html])];";
    Ok(reader.js_async(script, json!([RULES, "axe.min.js", element])).await?["value"].clone())
}

/// Runs axe over the whole page, after the theme has been taken on.
const JUDGE: &str = r"
const [tags, theme] = args;
// The page may have its reader in a frame.
const reader = host ?? frames[0]?.document.querySelector('tin-reader'), shadow = reader?.shadowRoot ?? document;
if (theme) {
  reader.theme = theme;
  const tin = shadow.querySelector('.tin[data-theme]');
  while (tin && tin.dataset.theme !== theme) await new Promise((go) => setTimeout(go, 5));
}
// What fades in is judged when it is there.
await Promise.all(shadow.getAnimations().filter((one) => one.effect.getTiming().iterations < 9).map((one) => one.finished));
const seen = await axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations', 'incomplete'] });
const told = (kind, rules) => rules.flatMap(({ id, nodes }) => nodes.map(({ target, html, any, all, none }) => {
  const why = [...any, ...all, ...none].map(({ message }) => message).join('; ');
  return `${kind} ${id}: ${target.flat(2).join(' ')}: ${why} ${html.slice(0, 160)}`;
}));
const unsure = told('unsure', seen.incomplete);
return { passes: seen.passes.length, problems: told('violation', seen.violations), unsure };
";

/// Has Chromium stand for a device that prefers this; other engines are left as they are.
pub async fn prefer(stage: &Stage, features: &[(&str, &str)]) -> Result {
    if stage.engine == Engine::Chromium {
        let features: Vec<_> = features.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
        stage.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "features": features })).await?;
    }
    Ok(())
}

/// Holds back what would happen after three seconds or more, until the test lets it: `tick()` does what is due first.
pub const TIMERS: &str = "<script>{
    const { setTimeout: own, clearTimeout: clear } = window, late = new Map();
    window.setTimeout = (then, time, ...given) => {
      if (!(time >= 3000)) return own(then, time, ...given);
      late.set(-1 - late.size, [then, time]);
      return -late.size;
    };
    window.clearTimeout = (id) => { if (id < 0) late.set(id, null); else clear(id); };
    window.tick = () => {
      const [id, due] = [...late].filter(([, due]) => due).sort(([, [, a]], [, [, b]]) => a - b)[0];
      late.set(id, null);
      due[0]();
    };
}</script>";

/// What a feed's address answers, and what the reader says then.
fn failures() -> Vec<(&'static str, Answer)> {
    let large = format!("<p>{}</p>", "chữ ".repeat(6 * 1024 * 1024 / 5));
    vec![
        ("feed-http", Answer::status(500)),
        ("feed-unreachable", Answer::json(&feed(series("a", 2))).without_cors()),
        ("feed-not-json", Answer::html("<title>Đăng nhập</title>")),
        ("feed-invalid", Answer::json(&json!({ "version": "https://jsonfeed.org/version/1.1" }))),
        ("feed-too-large", Answer::json(&feed([item("a1").html(&large)]))),
        ("feed-empty", Answer::json(&feed([]))),
    ]
}

async fn axe_finds_nothing_while_there_is_no_news(stage: Stage) -> Result {
    let portal = Site::start().await?;
    for (code, answer) in failures() {
        portal.route(&format!("/{code}.json"), answer);
    }
    portal.route("/never.json", Answer::never());
    stage.site.json("/feed.json", &feed(series("a", 2)));
    let mut audit = Audit::new(&stage);
    for lang in audit.languages {
        let reader = audit.embed(TIMERS, &portal.url("/never.json"), &format!("lang={lang}")).await?;
        reader.wait("the engine's skeleton", |look| look.loading && look.lang.starts_with(lang)).await?;
        audit.examine(&reader, &format!("loading, {lang}")).await?;
        reader.js("tick()", Value::Null).await?;
        reader.wait("the word that it takes long", |look| !look.status.is_empty()).await?;
        audit.examine(&reader, &format!("loading slowly, {lang}")).await?;
        reader.js("tick()", Value::Null).await?;
        reader.wait_failure("feed-timeout").await?;
        audit.examine(&reader, &format!("feed-timeout, {lang}")).await?;
        for (code, _) in failures() {
            reader.js("host.feed = args", portal.url(&format!("/{code}.json")).into()).await?;
            reader.wait_failure(code).await?;
            audit.examine(&reader, &format!("{code}, {lang}")).await?;
        }
        for (code, script) in [
            ("feed-missing", "host.removeAttribute('feed')"),
            ("article-not-found", "host.article = 'nowhere'; host.feed = '/feed.json'"),
            ("category-empty", "host.article = null; host.category = 'xa-hoi'"),
        ] {
            reader.js(script, Value::Null).await?;
            reader.wait_failure(code).await?;
            audit.examine(&reader, &format!("{code}, {lang}")).await?;
        }
    }
    audit.end(12)
}

/// An article with everything that an article can hold.
fn rich() -> Item {
    let html = "<p>Chữ có <a href='/xa'>liên kết</a>, <b>đậm</b>, <i>nghiêng</i>, <code>mã</code>, <sup>mũ</sup> và <q>trích</q>.</p>
        <h2>Đề mục</h2><h3>Đề mục nhỏ</h3><ul><li>một</li><li>hai<ol><li>ba</li></ol></li></ul>
        <figure><img src='/img/hop-giam-sat.webp' width='960' height='640' alt='Phiên họp'><figcaption>Phiên họp sáng 06/9</figcaption></figure>
        <figure><img src='/img/benh-vien.webp' width='960' height='640'><figcaption>Không có chữ thay</figcaption></figure>
        <p><img src='/img/cau-phao.webp' width='960' height='640' alt='Cầu phao'></p><p><a href='/anh'><img src='/img/t-cau-phao.webp' width='240' height='160' alt='Cầu phao'></a></p>
        <p><img src='/khong-co.webp' width='400' height='200' alt='Ảnh hỏng'></p>
        <table><caption>Số liệu</caption><thead><tr><th>Năm</th><th>Tỷ đồng</th></tr></thead><tbody><tr><td>2018</td><td>7.699</td></tr><tr><td>2019</td><td>8.100</td></tr></tbody></table>
        <table><tbody><tr><td>không</td><td>đầu</td></tr><tr><td>bảng</td><td>hai</td></tr></tbody></table>
        <blockquote><p>Lời dẫn</p></blockquote><pre>nguyên văn</pre><dl><dt>TTCN</dt><dd>tiểu thủ công nghiệp</dd></dl><hr>
        <iframe src='https://www.youtube.com/embed/abc' title='Phóng sự'></iframe><video src='/phim.mp4' title='Phim'></video>
        <audio src='/tieng.mp3' controls></audio><details><summary>Chi tiết</summary><p>Nội dung</p></details>
        <p lang='en'>A sentence in English.</p><p>µ¸¶·¹©ª«¬®¨ µ¸¶·¹©ª«¬®¨ §¶ng bé viÖt nam</p>";
    item("rich")
        .title("Bài có đủ mọi thứ")
        .html(&format!("{html}{}", "<p>Thành phố tiếp tục đầu tư kết cấu hạ tầng khu công nghiệp.</p>".repeat(60)))
        .image("/img/t-bao-cao.webp")
        .field("date_modified", "2019-09-29T12:00:00+07:00")
        .field("authors", json!([{ "name": "Nguyễn Văn A" }]))
        .field("attachments", json!([{ "url": "/van-ban.pdf", "mime_type": "application/pdf", "title": "Văn bản", "size_in_bytes": 1_258_291 }]))
        .tin("source", "Trung tâm Truyền thông")
        .day(28)
}

/// A feed of it, of twenty others, and of one of another category.
pub fn full() -> Value {
    let others =
        series("a", 20).into_iter().map(|item| item.image("/img/t-cong-nghiep.webp").tin("image_alt", "Nhà máy"));
    let banner = json!({ "url": "/img/banner.webp", "alt": "Banner tin", "link": "/" });
    let culture = item("culture").title("Lễ hội Trà Cổ").category("van-hoa");
    with_tin(feed(std::iter::once(rich()).chain(others).chain([culture])), "banner", banner)
}

async fn axe_finds_nothing_in_an_article_of_every_kind(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    for lang in audit.languages {
        // A portal of its own: it goes away, and another one's stored news would be there.
        let portal = Site::start().await?;
        let (feed, address) = (full(), portal.url("/feed.json"));
        portal.json("/feed.json", &feed);
        let reader = audit.embed("", &address, &format!("lang={lang}")).await?;
        tools(&reader).await?;
        until(&reader, "the picture that is not there", "root.querySelectorAll('img').forEach((img) => { img.loading = 'eager' }); return !!root.querySelector('.body [data-broken]')").await?;
        audit.examine(&reader, &format!("ready, {lang}")).await?;
        reader.js("root.querySelector('.more').click()", Value::Null).await?;
        reader.wait("a word about more", |look| !look.status.is_empty()).await?;
        reader.js("scrollTo({ top: innerHeight * 3, behavior: 'instant' })", Value::Null).await?;
        until(&reader, "the way back up", "return root.querySelector('.to-top').getClientRects().length > 0").await?;
        audit.examine(&reader, &format!("half-way, more shown, {lang}")).await?;
        is_kept(&reader, &address).await?;
        portal.route("/feed.json", Answer::status(500));
        stage.driver.goto("about:blank").await?;
        let reader = audit.embed("", &address, &format!("lang={lang}")).await?;
        reader
            .wait("stale news", |look| {
                look.state == "stale" && look.events.iter().any(|event| event.kind == "tin-error")
            })
            .await?;
        reader.wait_tools().await?;
        audit.examine(&reader, &format!("stale, {lang}")).await?;
        portal.stop().await;
        stage.driver.goto("about:blank").await?;
        let reader = audit.embed("", &address, &format!("lang={lang}")).await?;
        reader.wait_state("offline").await?;
        audit.examine(&reader, &format!("offline, {lang}")).await?;
        portal.restart().await?;
        let newer = feed["items"].as_array().ok_or("items")?.iter().cloned().chain([newest()]).collect::<Vec<_>>();
        let feed = crate::feeds::with(feed, "items", newer);
        portal.json("/feed.json", &feed);
        stage.driver.goto("about:blank").await?;
        let reader = audit.embed("", &address, &format!("lang={lang}")).await?;
        until(&reader, "an answer", "return ['ready', 'offline'].includes(host?.state)").await?;
        // A question may still meet the server that was gone. A refresh that was asked for would show what is newer.
        let offered = "dispatchEvent(new Event('online')); return !!root?.querySelector('.newer button')";
        until(&reader, "the offer", offered).await?;
        audit.examine(&reader, &format!("newer news is offered, {lang}")).await?;
        portal.json("/feed.json", &with_tin(feed, "withdrawn", json!(["rich"])));
        reader.js_async("await host.refresh()", Value::Null).await?;
        reader
            .wait("another article, and why", |look| {
                look.title != "Bài có đủ mọi thứ" && look.state == "ready" && !look.status.is_empty()
            })
            .await?;
        audit.examine(&reader, &format!("withdrawn, {lang}")).await?;
        portal.stop().await;
    }
    audit.end(6)
}

fn newest() -> Value {
    feed([item("newest").title("Tin vừa đến").day(30)])["items"][0].clone()
}

async fn axe_finds_nothing_in_the_tools(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    stage.site.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    let figure =
        "<figure><img src='/anh.webp' width='960' height='640' alt='Ảnh'><figcaption>Chú thích</figcaption></figure>";
    let html = format!("<p>Đoạn một.</p>{}", figure.repeat(2));
    stage.site.json("/feed.json", &feed([item("a1").day(20).html(&html), item("a2").day(10)]));
    for lang in audit.languages {
        let head = format!("{NO_SHEET}{}", synthesiser(&vietnamese()));
        let reader = audit.embed(&head, "/feed.json", &format!("lang={lang}")).await?;
        tools(&reader).await?;
        for tool in ["text", "share", "qr", "keys", "listen"] {
            reader.js("root.querySelector(`.tools [data-tool=${args}]`).click()", tool.into()).await?;
            until(&reader, tool, &format!("return root.querySelector('.tools [data-tool={tool}]').getAttribute('aria-expanded') === 'true' && !!root.querySelector('.panel')")).await?;
            audit.examine(&reader, &format!("the panel {tool}, {lang}")).await?;
        }
        reader.js("root.querySelector('[data-tool=listen-play]').click()", Value::Null).await?;
        until(&reader, "the voice", "return !!root.querySelector('[data-spoken]')").await?;
        audit.examine(&reader, &format!("playing, {lang}")).await?;
        reader.js("root.querySelector('[data-tool=listen-stop]').click(); root.querySelector('.panel-close').click(); root.querySelector('[data-tool=copy]').click()", Value::Null).await?;
        until(&reader, "a word", "return root.querySelector('.said').textContent.length > 3").await?;
        audit.examine(&reader, &format!("a word of a tool, {lang}")).await?;
        reader.js("host.parentElement.style.cssText = 'width: 340px'; root.querySelector('.tools [data-tool=more]').click()", Value::Null).await?;
        until(&reader, "all tools", "return root.querySelector('[data-tool=qr]').getClientRects().length > 0").await?;
        audit.examine(&reader, &format!("a narrow toolbar, opened, {lang}")).await?;
        reader.js("root.querySelector('[data-large]').click()", Value::Null).await?;
        until(&reader, "the picture", "return !!root.querySelector('dialog[open] .large')?.naturalWidth").await?;
        audit.examine(&reader, &format!("a large picture, {lang}")).await?;
    }
    audit.end(9)
}

async fn axe_finds_nothing_in_what_is_saved(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    stage.site.json("/feed.json", &feed(series("a", 2)));
    for lang in audit.languages {
        let reader = audit.embed("", "/feed.json", &format!("lang={lang}")).await?;
        tools(&reader).await?;
        reader.js("root.querySelector('.tools [data-tool=save]').click()", Value::Null).await?;
        until(&reader, "the panel", "return !!root.querySelector('.kept [data-keep=save]')").await?;
        audit.examine(&reader, &format!("nothing saved, {lang}")).await?;
        reader.js("root.querySelector('[data-keep=save]').click()", Value::Null).await?;
        until(&reader, "the list", "return root.querySelectorAll('.kept li').length === 1 && root.querySelector('.said').textContent.length > 3").await?;
        audit.examine(&reader, &format!("what is saved, {lang}")).await?;
        let remove = "[...root.querySelectorAll('[data-keep]')].at(-1)";
        let name = reader
            .js(&format!("const last = {remove}, name = last.textContent; last.click(); return name"), Value::Null)
            .await?;
        until(&reader, "the question", &format!("return {remove}.textContent !== {name}")).await?;
        audit.examine(&reader, &format!("before all of it is removed, {lang}")).await?;
        reader.js(&format!("{remove}.click()"), Value::Null).await?;
        until(&reader, "nothing", "return !root.querySelector('.kept li')").await?;
    }
    audit.end(3)
}

async fn axe_finds_nothing_where_data_is_saved(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    stage.site.json("/feed.json", &full());
    let head = "<script>Object.defineProperty(navigator, 'connection', { value: { saveData: true } })</script>";
    for lang in audit.languages {
        let reader = audit.embed(head, "/feed.json", &format!("lang={lang}")).await?;
        reader.wait_state("ready").await?;
        until(
            &reader,
            "the offers",
            "return !!root.querySelector('.banner summary') && !!root.querySelector('.toolbar button')",
        )
        .await?;
        audit.examine(&reader, &format!("the banner and the tools are offered, {lang}")).await?;
    }
    audit.end(1)
}

async fn axe_finds_nothing_in_the_builder(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    (audit.languages, audit.themes) = (&["vi"], &[("", false)]);
    stage.site.route("/demo/builder.html", crate::stage::recorded("/demo/builder.html", SCRIPT)?);
    let page = stage.open("/demo/builder.html").await?;
    until(&page, "the form", "return document.querySelectorAll('label').length > 9").await?;
    audit.examine(&page, "the builder").await?;
    audit.end(1)
}

async fn axe_finds_nothing_in_lists_and_in_search(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    let of = |category: &'static str, prefix: &str| {
        series(prefix, 12).into_iter().map(move |item| item.category(category).image("/img/t-truong-hoc.webp"))
    };
    stage.site.json("/feed.json", &feed(of("kinh-te", "k").chain(of("van-hoa", "v"))));
    for lang in audit.languages {
        let reader = audit.embed("", "/feed.json", &format!("lang={lang} category=van-hoa related=5")).await?;
        reader.wait("the list", |look| look.related.len() == 5).await?;
        tools(&reader).await?;
        audit.examine(&reader, &format!("a list, {lang}")).await?;
        reader.js("root.querySelector('.tools [data-tool=search]').click()", Value::Null).await?;
        until(&reader, "search", "return root.querySelectorAll('.chip').length === 3").await?;
        audit.examine(&reader, &format!("search, nothing asked, {lang}")).await?;
        for (query, shown) in [("bai", ".found li mark"), ("khongcogi", ".results .actions button")] {
            reader.js("const query = root.querySelector('.query'); query.value = args; query.dispatchEvent(new InputEvent('input', { bubbles: true }))", query.into()).await?;
            until(
                &reader,
                query,
                &format!(
                    "return !!root.querySelector('{shown}') && root.querySelector('.unseen').textContent.length > 3"
                ),
            )
            .await?;
            audit.examine(&reader, &format!("search for {query}, {lang}")).await?;
        }
        reader
            .js("root.querySelector('.panel-close').click(); root.querySelector('.listing a').click()", Value::Null)
            .await?;
        reader.wait_title("Bài v1").await?;
        audit.examine(&reader, &format!("an article over its list, {lang}")).await?;
    }
    audit.end(5)
}

async fn axe_finds_nothing_without_an_engine(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 2)));
    let mut audit = Audit::new(&stage);
    let (wasm, _) = dist::engine(".wasm")?;
    let none: &[Theme] = &[("", false)];
    audit.themes = none;
    for lang in audit.languages {
        stage.site.route(wasm, Answer::never());
        let reader = audit.embed("", "/feed.json", &format!("lang={lang}")).await?;
        until(&reader, "the loader's skeleton", "return !!root?.querySelector('.bone')").await?;
        audit.examine(&reader, &format!("the loader's skeleton, {lang}")).await?;
        stage.site.route(wasm, Answer::status(404));
        let reader = audit.embed("", "/feed.json", &format!("lang={lang}")).await?;
        reader.wait("the children", |look| look.state == "error" && look.fallback).await?;
        audit.examine(&reader, &format!("engine-unavailable, with children, {lang}")).await?;
        reader.js("host.replaceChildren()", Value::Null).await?;
        until(&reader, "a sentence", "return root.textContent.trim().length > 5").await?;
        audit.examine(&reader, &format!("engine-unavailable, without children, {lang}")).await?;
    }
    audit.end(3)
}

async fn axe_finds_nothing_on_the_pages_of_the_build(stage: Stage) -> Result {
    let mut audit = Audit::new(&stage);
    audit.languages = &["vi"];
    stage.site.route("/", crate::stage::recorded("/", SCRIPT)?);
    let reader = stage.open("/").await?;
    tools(&reader).await?;
    audit.examine(&reader, "the reader's own page").await?;
    let reader = stage.open("/?feed=https://another.example/feed.json").await?;
    tools(&reader).await?;
    until(
        &reader,
        "why another site's feed is not shown",
        "return document.body.textContent.includes('không nằm trong danh sách')",
    )
    .await?;
    audit.examine(&reader, "a feed that was refused").await?;
    stage.site.route("/frame.html", crate::stage::recorded("/frame.html", SCRIPT)?);
    let frame = "<main><h1>Cổng thông tin</h1><iframe title='Tin thành phố' src='/frame.html?feed=feed/feed.json&heading-level=2' style='width: 100%; height: 3000px'></iframe></main>";
    stage.site.route("/page.html", stage.page(SCRIPT, frame));
    let page = stage.open("/page.html").await?;
    stage.driver.enter_frame(0).await?;
    tools(&Reader::here(&stage.driver)).await?;
    stage.driver.enter_default_frame().await?;
    audit.examine(&page, "a frame").await?;
    audit.end(3)
}

/// What would be the use of an examiner that finds nothing.
async fn axe_finds_what_is_broken_on_purpose(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed([rich()]));
    for (rule, break_it) in [
        (
            "button-name",
            "const button = root.querySelector('.tools [data-tool=print]'); button.removeAttribute('aria-label'); button.removeAttribute('title'); button.querySelector('.tool-name').remove()",
        ),
        ("color-contrast", "root.querySelector('.lead').style.color = '#999'"),
        (
            "image-alt",
            "root.querySelector('.body img').removeAttribute('role'); root.querySelector('.body img').removeAttribute('aria-label'); root.querySelector('.body img').removeAttribute('alt')",
        ),
        (
            "heading-order",
            "root.querySelector('.body h3').replaceWith(Object.assign(document.createElement('h6'), { textContent: 'x' }))",
        ),
        (
            "target-size",
            "root.querySelector('.tools').replaceChildren(...['a', 'b', 'c'].map((name) => Object.assign(document.createElement('button'), { textContent: name, style: 'all: unset; display: inline-block; width: 9px; height: 9px; font-size: 6px' })))",
        ),
        ("valid-lang", "root.querySelector('article [lang]').lang = 'tiếng Việt'"),
    ] {
        let mut audit = Audit::new(&stage);
        let reader = audit.embed("", "/feed.json", "theme=light").await?;
        tools(&reader).await?;
        reader.js(break_it, Value::Null).await?;
        audit.judge(&reader, "broken", "light").await?;
        let told = audit.found.iter().any(|found| found.contains(&format!("violation {rule}: ")));
        assert!(told, "{rule}: {:#?}", (audit.found, audit.unsure));
    }
    Ok(())
}
