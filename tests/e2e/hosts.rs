//! Other people's pages: each situation of public/demo/, and that nothing gets in or out.
//!
//! What a host's styles do to the reader is measured: every computed property of every element in the shadow tree, against
//! the same reader in the same width on an empty page.

use std::time::Duration;

use serde_json::{Map, Value, json};
use thirtyfour::By;

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, with_tin};
use crate::look::Look;
use crate::reader::Reader;
use crate::saving::says_that_nothing_can_be_kept;
use crate::stage::{Result, Stage, Test, eventually, list, recorded, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    [
        reading(),
        looks(),
        list![
            reads_in_the_real_bootstrap,
            looks_the_same_in_the_real_bootstrap,
            the_policy_of_the_strict_page_is_the_least_that_works,
            works_under_a_policy_of_nonces,
            a_page_without_leave_for_a_policy_reads_or_says_so,
            works_in_a_frame_without_an_origin,
            works_over_plain_http,
            an_async_loader_does_not_wait_for_the_end_of_the_page,
            keeps_its_article_through_moves_and_removals,
            keeps_its_article_while_a_framework_draws_around_it,
            ten_readers_fetch_once_and_stay_apart,
            a_hidden_part_of_the_page_hides_its_reader,
            takes_its_listeners_with_it,
            leaves_no_trace_in_the_page,
            leaves_the_styles_of_the_page_alone,
        ],
    ]
    .concat()
}

/// For each page: a test that it can be read and used, and one that it looks as on an empty page.
macro_rules! pages {
    ($($path:literal: $reads:ident, $looks:ident;)*) => {
        fn reading() -> Vec<Test> {
            list![$($reads),*]
        }

        fn looks() -> Vec<Test> {
            list![$($looks),*]
        }

        $(
            async fn $reads(stage: Stage) -> Result {
                can_be_read_and_used(&stage.visit(concat!("/demo/", $path, ".html"), "").await?).await
            }

            async fn $looks(stage: Stage) -> Result {
                stage.site.json("/feed/feed.json", &everything($path));
                let reader = stage.visit(concat!("/demo/", $path, ".html"), "").await?;
                looks_as_on_an_empty_page(&stage, &reader).await
            }
        )*
    };
}

pages! {
    "reset": reads_where_every_style_is_unset, looks_the_same_where_every_style_is_unset;
    "bootstrap": reads_among_resets_and_everyday_class_names, looks_the_same_among_resets_and_everyday_class_names;
    "portal-2010": reads_in_a_portal_made_of_tables, looks_the_same_in_a_portal_made_of_tables;
    "small-root": reads_where_the_root_is_small, looks_the_same_where_the_root_is_small;
    "right-to-left": reads_on_a_page_from_right_to_left, looks_the_same_on_a_page_from_right_to_left;
    "quirks": reads_in_quirks_mode, looks_the_same_in_quirks_mode;
    "base": reads_where_base_points_elsewhere, looks_the_same_where_base_points_elsewhere;
    "csp": reads_under_a_strict_policy, looks_the_same_under_a_strict_policy;
    "trusted-types-policy": reads_where_trusted_types_allow_its_policy, looks_the_same_where_trusted_types_allow_its_policy;
    "clobbered": reads_where_globals_are_clobbered, looks_the_same_where_globals_are_clobbered;
}

/// What a reader's user sees and does.
async fn can_be_read_and_used(reader: &Reader) -> Result {
    let look = reader.wait_state("ready").await?;
    assert!(look.title.starts_with("Giám sát kết quả 2,5 năm"), "{}", look.title);
    assert!(look.body.chars().count() > 1000 && look.figures.len() == 3, "{look:#?}");
    assert_eq!(look.related.len(), 13, "{:#?}", look.related_texts());
    let entries = "return history.length";
    let before = reader.js(entries, Value::Null).await?;
    reader.wait_tools().await?;
    let shape = reader.js(SHAPE, Value::Null).await?;
    let number = |name: &str| shape[name].as_f64().unwrap_or_default();
    assert!((20.0..=40.0).contains(&number("headline")), "the headline's size: {shape}");
    assert!((15.0..=20.0).contains(&number("text")), "the text's size: {shape}");
    assert_eq!(shape["direction"], "ltr");
    assert!(number("width") > 300.0, "{shape}");
    assert_eq!(shape["outside"], json!([]), "what sticks out of the reader: {shape}");
    let pictures = shape["pictures"].as_array().ok_or("no pictures")?;
    assert!(pictures.len() == 4 && pictures.iter().all(|width| width.as_f64() > Some(250.0)), "{shape}");

    reader.click(".tool[data-tool=copy]").await?;
    let said = "return root.querySelector('.said').textContent";
    eventually("a word of the tool", async || Ok(reader.js(said, Value::Null).await? != "")).await?;
    let next = look.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    let look = reader.wait_title(&next).await?;
    assert_eq!(look.state, "ready");
    assert!(look.console.is_empty(), "{:?}", look.console);
    let entries_now = reader.js(entries, Value::Null).await?;
    let routed = i64::from(look.hash.starts_with("#tin="));
    assert_eq!(entries_now.as_i64(), before.as_i64().map(|before| before + routed), "history only where routing asks");
    Ok(())
}

/// Sizes of the reader on screen, and what of it reaches further than itself.
const SHAPE: &str = r"
const tin = root.querySelector('.tin'), box = tin.getBoundingClientRect();
const size = (selector) => parseFloat(getComputedStyle(root.querySelector(selector)).fontSize);
const outside = [...tin.querySelectorAll('*')].filter((node) => {
  const { left, right, width } = node.getBoundingClientRect();
  return width > 0 && !node.closest('.scroll, .tool-name') && (left < box.left - 1 || right > box.right + 1);
});
return {
  headline: size('.title'), text: size('.body p'), direction: getComputedStyle(root.querySelector('.body p')).direction,
  width: box.width, outside: outside.map((node) => node.outerHTML.slice(0, 80)),
  pictures: [...root.querySelectorAll('.banner img, .body img')].map((img) => img.getBoundingClientRect().width),
};";

/// Every element there can be: what the content policy keeps, and all that the reader has around it.
fn everything(page: &str) -> Value {
    // WebKit's controls of a recording are a script of its own, which a page that clobbers breaks.
    let recording = if page == "clobbered" { "s" } else { "audio" };
    let html = r#"
        <h2>Đề mục</h2><h3>Đề mục nhỏ</h3><h4>Bốn</h4><h5>Năm</h5><h6>Sáu</h6>
        <p>Chữ <b>đậm</b> <i>nghiêng</i> <u>gạch</u> <s>bỏ</s> <a href="/xa">liên kết</a> <code>mã</code> <kbd>phím</kbd> <mark>dấu</mark>
        <small>nhỏ</small> H<sub>2</sub>O m<sup>2</sup> <q>trích</q> <abbr title="Ủy ban nhân dân">UBND</abbr> <cite>sách</cite> <var>x</var>
        <ins>thêm</ins> <del>bớt</del> <dfn>từ</dfn> <samp>mẫu</samp> <bdo dir="rtl">đảo</bdo> <ruby>漢<rt>hán</rt></ruby><br>dòng sau</p>
        <figure><img src="/img/hop-giam-sat.webp" width="960" height="640" alt="Ảnh"><figcaption>Chú thích</figcaption></figure>
        <p><img src="/img/hop-ket-luan.webp" width="300" height="200" alt="Ảnh"></p>
        <ul><li>Một</li><li>Hai<ul><li>Hai a</li></ul></li></ul><ol start="3"><li>Ba</li><li value="7">Bảy</li></ol>
        <dl><dt>Từ</dt><dd>Nghĩa</dd></dl><blockquote><p>Lời trích</p></blockquote><pre>chữ
          thẳng cột</pre><hr>
        <table><caption>Bảng 1</caption><thead><tr><th scope="col">Năm</th><th>Số</th></tr></thead><tbody><tr><th scope="row">2018</th><td>7.699</td></tr>
        <tr><td colspan="2">Cả hai</td></tr></tbody><tfoot><tr><td>Cộng</td><td>1</td></tr></tfoot></table>
        <details open><summary>Thêm</summary><p>Phần thêm</p></details><time datetime="2019-09-06">6/9</time>
        <audio src="/loi.mp3" controls></audio><iframe src="https://video.example/xem"></iframe><div>Khối</div>"#;
    let html = &html.replace("audio", recording);
    let attachments = json!([{ "url": "/van-ban.pdf", "mime_type": "application/pdf", "title": "Văn bản", "size_in_bytes": 120_000 }]);
    let first = item("a1").day(20).html(html).image("/img/t-giam-sat.webp").tin("source", "Trung tâm Truyền thông");
    let first = first.field("attachments", attachments).field("authors", json!([{ "name": "Thu Hằng" }]));
    let first = first.field("date_modified", "2019-09-21T12:00:00+07:00");
    let others = (2..=16).map(|n| item(&format!("a{n}")).day(18 - n).image("/img/t-giam-sat.webp"));
    let banner = json!({ "url": "/img/banner.webp", "alt": "Banner tin", "link": "/" });
    with_tin(feed(std::iter::once(first).chain(others)), "banner", banner)
}

async fn looks_as_on_an_empty_page(stage: &Stage, reader: &Reader) -> Result {
    let Measured { attributes, scheme, width, elements: here } = measured(reader).await?;
    // The colour scheme is what the host says on purpose, and alone comes in.
    let clean = format!(
        "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Trống</title>
        <script type='module' src='/embed.js'></script><div style='width: {width}px; color-scheme: {scheme}'><tin-reader feed='/feed/feed.json' {attributes}></tin-reader></div>"
    );
    stage.site.route("/clean.html", Answer::html(&clean));
    // A first visit like the other: one that shows what was kept says so, in a line of its own.
    let forget = "for (const name of await caches.keys()) await caches.delete(name)";
    reader.js_async(forget, Value::Null).await?;
    let clean = measured(&stage.open("/clean.html").await?).await?;
    assert!((width - clean.width).abs() < 0.05, "{width} and {}", clean.width);
    let there = clean.elements;
    assert!(here.len() > 150, "every element: {}", here.len());
    let names = |list: &[(String, Map<String, Value>)]| list.iter().map(|(name, _)| name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&here), names(&there));
    let mut differences = Vec::new();
    for ((name, here), (_, there)) in here.iter().zip(&there) {
        assert!(here.len() > 200, "the properties of {name}: {}", here.len());
        for (property, value) in here {
            let clean = there.get(property).unwrap_or(&Value::Null);
            if !alike(value, clean) {
                differences.push(format!("{name} {{ {property}: {value}, not {clean} }}"));
            }
        }
    }
    differences.truncate(40);
    assert!(differences.is_empty(), "the host's styles show: {differences:#?}");
    Ok(())
}

/// A reader on its page.
struct Measured {
    /// The tag's attributes.
    attributes: String,
    /// The colour scheme the tag has from the page.
    scheme: String,
    /// The room it has.
    width: f64,
    /// Each element in it, with its computed style.
    elements: Vec<(String, Map<String, Value>)>,
}

/// Measures a reader once all its pictures are there.
async fn measured(reader: &Reader) -> Result<Measured> {
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    reader.js("for (const img of root.querySelectorAll('img')) img.loading = 'eager'", Value::Null).await?;
    let loaded = "return [...root.querySelectorAll('img')].every((img) => img.complete && img.naturalWidth > 0)";
    eventually("all pictures", async || Ok(reader.js(loaded, Value::Null).await? == true)).await?;
    let seen = reader.js(COMPUTED, Value::Null).await?;
    let elements = seen["elements"].as_array().ok_or("no elements")?;
    let elements = elements.iter().map(|element| {
        let name = element[0].as_str().unwrap_or_default().to_owned();
        let values = element[1].as_array().into_iter().flatten();
        (name, values.filter_map(|pair| Some((pair[0].as_str()?.to_owned(), pair[1].clone()))).collect())
    });
    let text = |name: &str| seen[name].as_str().unwrap_or_default().to_owned();
    Ok(Measured {
        attributes: text("attributes"),
        scheme: text("scheme"),
        width: seen["width"].as_f64().ok_or("no width")?,
        elements: elements.collect(),
    })
}

const COMPUTED: &str = r"
const tin = root.querySelector('.tin');
const frame = getComputedStyle(tin);
const elements = [];
// Firefox gives a line break no height in quirks mode; there is nothing of it to see.
for (const node of [tin, ...tin.querySelectorAll(':not(br)')]) {
  const style = getComputedStyle(node), values = [];
  for (let at = 0; at < style.length; at++) values.push([style[at], style.getPropertyValue(style[at])]);
  elements.push([`${elements.length} ${node.localName}.${node.getAttribute('class') || ''}`, values]);
}
let attributes = '';
for (const { name, value } of host.attributes) if (!/^(feed|state|routing|style)$/.test(name)) attributes += ` ${name}='${value}'`;
return { elements, attributes, scheme: getComputedStyle(host).colorScheme, width: tin.getBoundingClientRect().width + parseFloat(frame.marginLeft) + parseFloat(frame.marginRight) };";

/// The same, but for the last digits of lengths: engines round them by where on the page the element begins.
fn alike(one: &Value, other: &Value) -> bool {
    let parts = |value: &Value| -> Vec<String> {
        let text = value.as_str().unwrap_or_default();
        text.split_inclusive([' ', ',', '(', ')']).map(str::to_owned).collect()
    };
    let near = |one: &str, other: &str| {
        let length = |text: &str| text.trim_end_matches([' ', ',', ')']).strip_suffix("px")?.parse::<f64>().ok();
        one == other || matches!((length(one), length(other)), (Some(one), Some(other)) if (one - other).abs() < 0.05)
    };
    let (one, other) = (parts(one), parts(other));
    one.len() == other.len() && one.iter().zip(&other).all(|(one, other)| near(one, other))
}

/// Opens a page with Bootstrap 3 itself, of which the demo page has only the rules that bite.
async fn in_the_real_bootstrap(stage: &Stage) -> Result<Reader> {
    let sheet = "tools/node_modules/bootstrap/dist/css/bootstrap.min.css";
    let sheet = std::fs::read(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(sheet))?;
    assert!(sheet.starts_with(b"/*!\n * Bootstrap v3.4.1"));
    stage.site.route("/bootstrap.css", Answer::bytes("text/css; charset=utf-8", sheet));
    let page = stage.page(
        "<link rel='stylesheet' href='/bootstrap.css'>",
        "<nav class='navbar navbar-default'><div class='container'><a class='navbar-brand' href='#'>Cổng</a></div></nav>
        <div class='container'><div class='row'><div class='col-sm-9'>
        <div class='panel panel-default'><div class='panel-heading'><h3 class='panel-title'>Tin</h3></div><div class='panel-body lead text-muted'>
        <tin-reader feed='/feed/feed.json' heading-level='4'></tin-reader></div></div></div>
        <div class='col-sm-3'><ul class='list-group'><li class='list-group-item'>Liên kết</li></ul></div></div></div>",
    );
    stage.site.route("/bootstrap.html", page);
    let reader = stage.open("/bootstrap.html").await?;
    assert_eq!(reader.js("return getComputedStyle(document.body).fontSize", Value::Null).await?, "14px");
    Ok(reader)
}

async fn reads_in_the_real_bootstrap(stage: Stage) -> Result {
    can_be_read_and_used(&in_the_real_bootstrap(&stage).await?).await
}

async fn looks_the_same_in_the_real_bootstrap(stage: Stage) -> Result {
    stage.site.json("/feed/feed.json", &everything("bootstrap"));
    looks_as_on_an_empty_page(&stage, &in_the_real_bootstrap(&stage).await?).await
}

/// Notes what the page's policy refuses.
const VIOLATIONS: &str = "<script>window.tinViolations = [];
    addEventListener('securitypolicyviolation', (event) => tinViolations.push(`${event.effectiveDirective} ${event.blockedURI}`));</script>";

/// Trust goes from the loader, which has the page's nonce, to what it loads.
async fn works_under_a_policy_of_nonces(stage: Stage) -> Result {
    let page = stage.page(VIOLATIONS, &tag("/feed.json", "microdata='on'"));
    let page = String::from_utf8(page.body.to_vec())?.replace("<script", "<script nonce='once'");
    let open = async |page: &str, script: &str| {
        let policy =
            format!("default-src 'none'; script-src {script} 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'");
        stage.site.route("/page.html", Answer::html(page).header("content-security-policy", &policy));
        stage.open("/page.html").await
    };
    stage.site.json("/feed.json", &pair());
    for script in ["'nonce-once' 'strict-dynamic'", "'nonce-once'"] {
        let reader = open(&page, script).await?;
        assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ nhất", "{script}");
        reader.wait_tools().await?;
        let marked = "return host.hasAttribute('itemscope')";
        eventually("the microdata", async || Ok(reader.js(marked, Value::Null).await? == true)).await?;
        assert_eq!(reader.js("return window.tinViolations", Value::Null).await?, json!([]), "{script}");
        assert_eq!(reader.look().await?.console, Vec::<String>::new(), "{script}");
    }
    // It is the nonce on the loader's tag that lets it in. (Under 'strict-dynamic' WebKit lets in modules without.)
    let bare = page.replace("<script nonce='once' type", "<script type");
    assert_ne!(bare, page);
    let refused = |look: &Look| look.state.is_empty() && look.title.is_empty();
    open(&bare, "'nonce-once'").await?.stays(Duration::from_millis(500), "a tag without a meaning", refused).await?;
    Ok(())
}

/// Each line of it is needed, and with all of them the browser refuses nothing.
async fn the_policy_of_the_strict_page_is_the_least_that_works(stage: Stage) -> Result {
    let violations = "return window.tinViolations";
    let reader = stage.visit("/demo/csp.html", VIOLATIONS).await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    reader.js("for (const img of root.querySelectorAll('img')) img.loading = 'eager'", Value::Null).await?;
    let loaded = "return [...root.querySelectorAll('img')].every((img) => img.complete && img.naturalWidth > 0)";
    eventually("all pictures", async || Ok(reader.js(loaded, Value::Null).await? == true)).await?;
    assert_eq!(reader.js(violations, Value::Null).await?, json!([]));

    for line in [" 'wasm-unsafe-eval'", " connect-src 'self';"] {
        let reader = stage.visit_without(line, "").await?;
        let look = reader.wait("the children", |look| look.fallback && look.state == "error").await?;
        assert_eq!(look.events("tin-error")[0].detail["code"], "engine-unavailable", "without {line}");
    }
    let loads = stage.site.hits("/embed.js").len();
    let reader = stage.visit_without(" script-src 'self' 'wasm-unsafe-eval';", "").await?;
    let refused = |look: &Look| look.state.is_empty() && look.title.is_empty();
    reader.stays(Duration::from_millis(500), "a tag without a meaning", refused).await?;
    assert_eq!(stage.site.hits("/embed.js").len(), loads, "the loader was not even asked for");
    let reader = stage.visit_without("; img-src 'self'", "").await?;
    reader.wait("an article without its banner", |look| look.state == "ready" && look.broken > 0).await?;
    Ok(())
}

impl Stage {
    /// Opens the page with the strict policy, less one part of it.
    async fn visit_without(&self, part: &str, head: &str) -> Result<Reader> {
        let answer = recorded("/demo/csp.html", head)?;
        let page = String::from_utf8(answer.body.to_vec())?;
        assert!(page.contains(part), "{part} is not in the policy");
        self.site.route("/demo/less.html", Answer::html(&page.replacen(part, "", 1)));
        self.open("/demo/less.html").await
    }
}

/// Where the browser has a way to parse without a policy there is the whole article, elsewhere its text and a note.
async fn a_page_without_leave_for_a_policy_reads_or_says_so(stage: Stage) -> Result {
    let reader = stage.visit("/demo/trusted-types-none.html", "").await?;
    let look = reader.wait_state("ready").await?;
    let script = "return ['trustedTypes' in window, 'parseHTML' in Document, root.querySelectorAll('.note').length]";
    let seen = reader.js(script, Value::Null).await?;
    let whole = seen[0] == false || seen[1] == true;
    assert!(look.body.contains("7.699 tỷ đồng"), "{}", look.body);
    assert_eq!((look.figures.len(), seen[2].as_u64()), if whole { (3, Some(0)) } else { (0, Some(1)) }, "{seen}");
    let next = look.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    reader.wait_title(&next).await?;
    reader.wait_tools().await?;
    reader.click(".more").await?;
    reader.wait("more headlines", |look| look.related.len() > 13).await?;
    Ok(())
}

async fn works_in_a_frame_without_an_origin(stage: Stage) -> Result {
    stage.site.route("/demo/inside-sandbox.html", recorded("/demo/inside-sandbox.html", "")?);
    stage.driver.goto(stage.site.url("/demo/sandbox.html")).await?;
    stage.driver.enter_frame(0).await?;
    let reader = Reader::here(&stage.driver);
    let look = reader.wait_state("ready").await?;
    assert_eq!(reader.js("return window.origin", Value::Null).await?, "null");
    assert_eq!(look.figures.len(), 3);
    reader.wait_tools().await?;
    let next = look.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    let look = reader.wait_title(&next).await?;
    assert!(look.errors.is_empty() && look.console.is_empty(), "{look:#?}");
    says_that_nothing_can_be_kept(&reader).await?;
    stage.driver.enter_default_frame().await?;
    Ok(())
}

async fn works_over_plain_http(stage: Stage) -> Result {
    let path = "/demo/plain-http.html";
    stage.site.route(path, recorded(path, "")?);
    let reader = Reader::open(&stage.driver, &stage.site.insecure_url(stage.engine, path)).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(
        reader.js("return [isSecureContext, 'clipboard' in navigator]", Value::Null).await?,
        json!([false, false])
    );
    assert_eq!(look.figures.len(), 3);
    reader.wait_tools().await?;
    reader.click(".tool[data-tool=copy]").await?;
    // It cannot copy here, and gives the address to copy by hand.
    let said = "return root.querySelector('.said').textContent.includes(host.current.url)";
    eventually("the address", async || Ok(reader.js(said, Value::Null).await? == true)).await?;
    let next = look.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    reader.wait_title(&next).await?;
    says_that_nothing_can_be_kept(&reader).await
}

async fn press(stage: &Stage, id: &str) -> Result {
    let button = stage.driver.find(By::Id(id)).await?;
    stage.driver.execute("arguments[0].scrollIntoView({ block: 'center' })", vec![button.to_json()?]).await?;
    button.click().await?;
    Ok(())
}

/// Old portals have scripts in the middle of their pages: the rest waits for them, and so does a module without `async`. Tags that the
/// parser finds when they are known already are readers as well.
async fn an_async_loader_does_not_wait_for_the_end_of_the_page(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    stage.site.route("/shown", Answer::status(204));
    let (slow, gate) = Answer::bytes("text/javascript", "").gate();
    stage.site.route("/slow.js", slow);
    let loader = format!(r#"<script type="module" async src="{}"></script>"#, stage.site.url("/embed.js"));
    let head = "<script>window.shown = [];
        addEventListener('tin-load', ({ target }) => {
            shown.push([target.id, document.readyState]);
            fetch('/shown');
        });</script>";
    let body = [
        tag("/feed.json", "id=one"),
        "<script src='/slow.js'></script>".to_owned(),
        tag("/feed.json", "id=two article=a2"),
    ];
    stage.site.route("/page.html", Stage::page_with(&loader, head, &body.concat()));
    // To open a page waits for its end.
    let site = stage.site.clone();
    // While its parser waits for a script WebKit starts no module, with `async` or without.
    let waits = stage.engine == Engine::Webkit;
    tokio::spawn(async move {
        for _ in 0..if waits { 40 } else { 400 } {
            if !site.hits("/shown").is_empty() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        gate.open();
    });
    let reader = stage.open("/page.html").await?;
    eventually("both articles", async || Ok(reader.js("return shown.length", Value::Null).await? == 2)).await?;
    let state = if waits { "complete" } else { "loading" };
    assert_eq!(reader.js("return shown[0]", Value::Null).await?, json!(["one", state]));
    let titles =
        "return ['one', 'two'].map((id) => document.getElementById(id).shadowRoot.querySelector('.title').textContent)";
    assert_eq!(reader.js(titles, Value::Null).await?, json!(["Bài thứ nhất", "Bài thứ hai"]));
    Ok(())
}

async fn keeps_its_article_through_moves_and_removals(stage: Stage) -> Result {
    let reader = stage.visit("/demo/moved.html", "").await?;
    let first = reader.wait_state("ready").await?;
    let next = first.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    reader.wait_title(&next).await?;
    let place = "return host.parentNode.id";
    for there in ["two", "one", "two"] {
        press(&stage, "move").await?;
        assert_eq!(reader.js(place, Value::Null).await?, there);
        reader.stays(Duration::from_millis(200), "the article", |look| look.title == next).await?;
    }
    assert_eq!(stage.site.hits("/feed/feed.json").len(), 1, "moving is no reason to fetch");
    press(&stage, "remove").await?;
    reader.wait("an empty page", |look| look.missing).await?;
    press(&stage, "back").await?;
    reader.wait_title(&first.title).await?;
    for way in ["html", "create", "html"] {
        press(&stage, way).await?;
        let look = reader.wait_title(&first.title).await?;
        assert_eq!((look.related.len(), look.title_tag.as_str(), look.articles), (3, "h2", 1), "{way}");
        assert_eq!(reader.js("return document.querySelectorAll('tin-reader').length", Value::Null).await?, 1);
    }
    Ok(())
}

async fn keeps_its_article_while_a_framework_draws_around_it(stage: Stage) -> Result {
    let reader = stage.visit("/demo/framework.html", "").await?;
    let first = reader.wait_state("ready").await?;
    let next = first.related_texts()[0].to_owned();
    reader.click_related(&next).await?;
    reader.wait_title(&next).await?;
    let parent = "return host.parentNode.parentNode.localName";
    for there in ["main", "article", "main"] {
        press(&stage, "parents").await?;
        press(&stage, "again").await?;
        assert_eq!(reader.js(parent, Value::Null).await?, there);
        reader
            .stays(Duration::from_millis(200), "the article", |look| look.title == next && look.articles == 1)
            .await?;
    }
    press(&stage, "related").await?;
    reader.wait("five headlines", |look| look.related.len() == 5 && look.title == next).await?;
    press(&stage, "theme").await?;
    reader.wait("another theme", |look| look.theme == "sepia" && look.title == next).await?;
    press(&stage, "article").await?;
    reader.wait_title("Lễ hội đình Trà Cổ: giữ hồn làng biển").await?;
    assert_eq!(stage.site.hits("/feed/feed.json").len(), 1);
    Ok(())
}

async fn ten_readers_fetch_once_and_stay_apart(stage: Stage) -> Result {
    let first = stage.visit("/demo/ten.html", "").await?;
    let mut titles = Vec::new();
    for index in 0..10 {
        titles.push(first.nth(index).wait_state("ready").await?.title);
    }
    assert!(first.nth(10).look().await?.missing);
    let (wasm, _) = dist::engine(".wasm")?;
    let hits = ["/feed/feed.json", wasm].map(|path| stage.site.hits(path).len());
    assert_eq!(hits, [1, 1]);
    let next = first.nth(3).look().await?.related_texts()[0].to_owned();
    first.nth(3).click_related(&next).await?;
    first.nth(3).wait_title(&next).await?;
    titles[3] = next;
    for (index, title) in titles.iter().enumerate() {
        assert_eq!(&first.nth(index).look().await?.title, title, "reader {index}");
    }
    assert_eq!(first.nth(6).look().await?.related_title, "More in this category");
    assert_eq!(first.nth(9).look().await?.theme, "dark");
    Ok(())
}

/// Tabs and menus of old pages hide by `visibility`, which `all: initial` alone would undo.
async fn a_hidden_part_of_the_page_hides_its_reader(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&format!("<div style='visibility: hidden'>{}</div>", tag("/feed.json", ""))).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!((look.title.as_str(), look.articles), ("", 0));
    reader.js("host.parentNode.style.visibility = ''", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    reader.js("host.hidden = true", Value::Null).await?;
    reader.wait("a hidden reader", |look| look.title.is_empty()).await?;
    Ok(())
}

/// Follows every listener from before the loader ran.
const LISTENERS: &str = "<script>
window.tinListeners = [];
const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
const captured = (options) => typeof options === 'object' && options ? !!options.capture : !!options;
const same = (known, target, type, call, options) =>
  known.target === target && known.type === type && known.call === call && known.capture === captured(options);
EventTarget.prototype.addEventListener = function (type, call, options) {
  const target = this ?? window;
  if (call && !tinListeners.some((known) => same(known, target, type, call, options))) {
    const one = { target, type, call, capture: captured(options) };
    const gone = () => tinListeners.includes(one) && tinListeners.splice(tinListeners.indexOf(one), 1);
    tinListeners.push(one);
    if (options?.once) add.call(target, type, gone, { once: true, capture: one.capture });
    if (options?.signal) add.call(options.signal, 'abort', gone, { once: true });
  }
  return add.call(target, type, call, options);
};
EventTarget.prototype.removeEventListener = function (type, call, options) {
  const target = this ?? window;
  const at = tinListeners.findIndex((known) => same(known, target, type, call, options));
  if (at >= 0) tinListeners.splice(at, 1);
  return remove.call(target, type, call, options);
};
// On anything that outlives the reader: all but the nodes of its own tree.
window.tinOutside = () => tinListeners
  .filter(({ target }) => !(target instanceof Node) || [document, null].includes(target.getRootNode?.() ?? null) || target.localName === 'tin-reader')
  .map(({ target, type }) => `${target === window ? 'window' : target.localName ?? target.constructor.name} ${type}`).sort();
</script>";

async fn takes_its_listeners_with_it(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after(LISTENERS, "").await?;
    let outside = "return tinOutside()";
    let before = reader.js(outside, Value::Null).await?;
    let attributes = "routing='hash' loading='lazy' microdata='on'";
    reader.js("document.body.innerHTML = args", tag("/feed.json", attributes).into()).await?;
    reader.wait_state("ready").await?;
    // Away and back.
    reader
        .js("window.kept = host; host.remove(); setTimeout(() => document.body.append(kept), 100)", Value::Null)
        .await?;
    reader.wait("no reader", |look| look.missing).await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    eventually("the microdata", async || {
        Ok(reader.js("return host.hasAttribute('itemscope')", Value::Null).await? == true)
    })
    .await?;
    reader.click(".tool").await?;
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    let during = reader.js(outside, Value::Null).await?;
    let added = during.as_array().into_iter().flatten().filter(|one| *one == "window popstate").count();
    assert_eq!(added, 1, "the test sees what is added: {during}");
    reader.js("host.remove()", Value::Null).await?;
    let gone = eventually("the end of the reader", async || Ok(reader.js(outside, Value::Null).await? == before)).await;
    assert!(gone.is_ok(), "listeners are left: {}", reader.js(outside, Value::Null).await?);
    Ok(())
}

/// What a page can see of itself, beside its styles.
const TRACES: &str = "
const names = (object) => Object.getOwnPropertyNames(object).filter((name) => !/^(cdc_|se_|ret_nodes$|\\$c|tin(Events|Errors|Console|Warnings|Listeners|Outside)$)/.test(name)).sort();
const attributes = (node) => [...node.attributes].map(({ name, value }) => `${name}=${value}`);
return [
  names(window), names(document), names(Object.prototype), names(Array.prototype), names(Element.prototype), names(HTMLElement.prototype),
  names(EventTarget.prototype), names(History.prototype), document.adoptedStyleSheets.length, document.styleSheets.length,
  document.head.outerHTML, [...document.body.children].map((node) => node.localName), attributes(document.documentElement),
  attributes(document.body), document.documentElement.children.length, history.length, history.scrollRestoration, document.title,
  location.href, document.cookie, localStorage.length, sessionStorage.length,
];";

async fn leaves_no_trace_in_the_page(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after("<style>p { color: red }</style>", "<main></main>").await?;
    let defined = "await customElements.whenDefined('tin-reader')";
    reader.js_async(defined, Value::Null).await?;
    let before = reader.js(TRACES, Value::Null).await?;
    reader.js("document.querySelector('main').innerHTML = args", tag("/feed.json", "").into()).await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    reader.click(".tool").await?;
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    same(&reader.js(TRACES, Value::Null).await?, &before, "while it is there");
    reader.js("host.remove()", Value::Null).await?;
    reader.stays(Duration::from_millis(300), "no reader", |look| look.missing).await?;
    same(&reader.js(TRACES, Value::Null).await?, &before, "when it is gone");
    // The loader itself leaves nothing but its script and the element.
    stage.site.route(
        "/bare.html",
        Answer::html("<!doctype html><html><head><title>Trống</title></head><body></body></html>"),
    );
    let bare = stage.open("/bare.html").await?;
    bare.js_async("", Value::Null).await?;
    let names = "return [Object.getOwnPropertyNames(window).filter((name) => !/^(cdc_|se_|ret_nodes$|\\$c|tin(Events|Errors|Console|Warnings|Listeners|Outside)$)/.test(name))]";
    same(&before[0], &bare.js(names, Value::Null).await?[0], "after the loader");
    Ok(())
}

/// Compares traces, and tells only what differs.
fn same(one: &Value, other: &Value, when: &str) {
    let all = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let lacks = |one: &Value, other: &Value| {
        let other = all(other);
        all(one).into_iter().filter(|name| !other.contains(name)).collect::<Vec<_>>()
    };
    if all(one).iter().any(Value::is_array) {
        assert_eq!(all(one).len(), all(other).len());
        for (at, (one, other)) in all(one).iter().zip(&all(other)).enumerate() {
            same(one, other, &format!("{when}, trace {at}"));
        }
    } else if one.is_array() {
        let (new, gone) = (lacks(one, other), lacks(other, one));
        assert!(new.is_empty() && gone.is_empty(), "{when}: new {new:?}, gone {gone:?}");
        assert_eq!(all(one).len(), all(other).len(), "{when}");
    } else {
        assert_eq!(one, other, "{when}");
    }
}

/// The computed styles of the host's own elements, less what depends on how tall the reader is.
const OWN: &str = r"
const flow = /^(-webkit-)?(width|height|block-size|inline-size|perspective-origin|transform-origin|top|bottom|left|right|inset.*)$/;
return [...document.querySelectorAll('html, body, body > *, main *')].filter((node) => !node.closest('tin-reader')).map((node) => {
  const style = getComputedStyle(node), values = {};
  for (let at = 0; at < style.length; at++) if (!flow.test(style[at])) values[style[at]] = style.getPropertyValue(style[at]);
  return [node.localName, values];
});";

async fn leaves_the_styles_of_the_page_alone(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let body = "<main class='tin'><h1 class='title'>Trang</h1><p class='lead'>Chữ <a href='#' class='item'>nối</a> <button class='more'>Nút</button></p>
        <ul class='list'><li>Mục</li></ul><table><tr><td>Ô</td></tr></table><figure><img alt=''><figcaption>Ảnh</figcaption></figure>
        <article class='related'><blockquote>Lời</blockquote><code>mã</code></article><div class='scroll skeleton toolbar' hidden></div></main>";
    let body = format!("{body}{}", tag("/feed.json", "theme='dark'"));
    // Without the loader first.
    let plain = stage.page("", &body);
    let plain = String::from_utf8(plain.body.to_vec())?.replace("/embed.js", "/none.js");
    stage.site.route("/plain.html", Answer::html(&plain));
    let before = stage.open("/plain.html").await?.js(OWN, Value::Null).await?;
    assert!(before.as_array().is_some_and(|own| own.len() > 15), "{before}");
    let reader = stage.embed(&body).await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    let after = reader.js(OWN, Value::Null).await?;
    for (one, other) in before.as_array().into_iter().flatten().zip(after.as_array().into_iter().flatten()) {
        assert_eq!(one, other);
    }
    Ok(())
}
