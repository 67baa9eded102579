//! The keyboard alone: from the page into the reader, through everything in it, and out again.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{Item, feed, item, with_tin};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};
use crate::tools::{tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        the_keyboard_reaches_everything_in_order_and_leaves,
        the_keyboard_alone_reads_searches_and_looks_at_pictures,
        keys_do_what_the_toolbar_does,
        keys_count_only_in_the_reader_and_in_no_field,
        the_list_of_keys_is_in_each_language_and_fits_the_tools,
    ]
}

/// The keys' names in `WebDriver`.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";
const SHIFT: &str = "\u{E008}";
const CONTROL: &str = "\u{E009}";
const RIGHT: &str = "\u{E014}";

async fn keys(stage: &Stage, keys: impl AsRef<str>) -> Result {
    Ok(stage.driver.action_chain().send_keys(keys.as_ref()).perform().await?)
}

/// One key while another is held.
async fn with(stage: &Stage, held: &str, key: &str) -> Result {
    let [held, key] = [held, key].map(|key| key.chars().next().unwrap_or_default());
    Ok(stage.driver.action_chain().key_down(held).key_down(key).key_up(key).key_up(held).perform().await?)
}

/// What has the focus: a name for it, and whether that can be seen. The look of an element that has the focus is compared
/// with its own look without it.
const FOCUS: &str = r"
let node = document.activeElement;
while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
if (!node || node === document.body || node === document.documentElement || node === host) return { name: '', seen: false };
const name = node.getAttribute('aria-label') || node.querySelector('.headline')?.textContent || node.querySelector('img')?.alt || node.textContent.trim() || node.labels?.[0].textContent || node.className;
const look = () => { const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(node); return outlineStyle === 'none' || outlineWidth === '0px' ? boxShadow : outlineStyle + outlineWidth + outlineColor + boxShadow; };
const area = node.getBoundingClientRect();
const shown = area.width > 3 && area.height > 3 && area.bottom > 0 && area.top < innerHeight && area.right > 0 && area.left < innerWidth;
const focused = look(), wide = parseFloat(getComputedStyle(node).outlineWidth);
// One that is never focused, of the same kind.
const without = node.cloneNode(false);
without.style.position = 'absolute';
node.after(without);
const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(without);
const unfocused = outlineStyle === 'none' || outlineWidth === '0px' ? boxShadow : outlineStyle + outlineWidth + outlineColor + boxShadow;
without.remove();
return { name: name.trim(), seen: shown && focused !== unfocused && (wide >= 2 || node.getRootNode() === document), why: [shown, focused, unfocused], inside: node.getRootNode() === root };
";

/// The name of what has the focus, which is to be seen and not lost.
async fn focus(reader: &Reader) -> Result<String> {
    let focus = reader.js(FOCUS, Value::Null).await?;
    let name = focus["name"].as_str().unwrap_or_default().to_owned();
    if name.is_empty() {
        return Err("the focus is lost".into());
    }
    assert_eq!(focus["seen"], true, "the focus on {name:?} is to be seen: {focus}");
    Ok(name)
}

/// Presses Tab until `wanted` has the focus.
async fn go_to(stage: &Stage, reader: &Reader, wanted: &str) -> Result {
    let mut way = Vec::new();
    for _ in 0..60 {
        keys(stage, TAB).await?;
        let name = focus(reader).await.map_err(|error| format!("{error} on the way to {wanted:?}: {way:?}"))?;
        if name == wanted {
            return Ok(());
        }
        way.push(name);
    }
    Err(format!("no way to {wanted:?}: {way:?}").into())
}

async fn wait_focus(reader: &Reader, wanted: &str) -> Result {
    let arrived = eventually(wanted, async || Ok(reader.js(FOCUS, Value::Null).await?["name"] == wanted)).await;
    arrived.map_err(|error| format!("the focus: {error}"))?;
    focus(reader).await.map(drop)
}

fn city() -> Value {
    let figure = |name: &str| {
        format!(
            "<figure><img src='/{name}.webp' width='960' height='640' alt='{name}'><figcaption>Chú thích {name}</figcaption></figure>"
        )
    };
    let html = format!("<p>Chữ có <a href='/xa'>liên kết</a>.</p>{}{}", figure("Ảnh một"), figure("Ảnh hai"));
    let items = [
        item("a1").title("Bài thứ nhất").html(&html).day(20),
        item("a2").title("Bài thứ hai").day(15),
        item("a3").title("Lễ hội Trà Cổ").day(10).category("van-hoa"),
    ];
    feed(items.into_iter().chain(
        (0..3).map(|number| Item::title(item(&format!("b{number}")).day(5 - number), &format!("Bài cũ {number}"))),
    ))
}

/// A page with a link before and a link after the reader, and the focus on the first.
async fn open(stage: &Stage, attributes: &str) -> Result<Reader> {
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    for name in ["một", "hai"] {
        let path = format!("/%E1%BA%A2nh%20{}.webp", if name == "hai" { "hai" } else { "m%E1%BB%99t" });
        stage.site.route(&path, Answer::bytes(picture.media_type, &*picture.bytes));
    }
    stage.site.json(
        "/feed.json",
        &with_tin(city(), "banner", json!({ "url": "/img/banner.webp", "alt": "Banner tin", "link": "/" })),
    );
    let body = format!(
        "<p><a id='before' href='/truoc'>Trước</a></p>{}<p><a id='after' href='/sau'>Sau</a></p>",
        tag("/feed.json", attributes)
    );
    let reader = stage.embed(&body).await?;
    tools(&reader).await?;
    keys(stage, TAB).await?;
    if reader.js("return document.activeElement.id", Value::Null).await? != "before" {
        reader.js("document.querySelector('#before').focus()", Value::Null).await?;
    }
    Ok(reader)
}

async fn the_keyboard_reaches_everything_in_order_and_leaves(stage: Stage) -> Result {
    let reader = open(&stage, "related=2").await?;
    let mut way = Vec::new();
    loop {
        keys(&stage, TAB).await?;
        let name = focus(&reader).await.map_err(|error| format!("{error} after {way:?}"))?;
        if name == "Sau" {
            break;
        }
        assert!(way.len() < 40, "no way out: {way:?}");
        way.push(name);
    }
    let mut expected = vec![
        "Banner tin",
        "Cỡ chữ và nền",
        "Nghe bài",
        "Tìm tin",
        "Chia sẻ",
        "Lưu để đọc ngoại tuyến",
        "Sao chép liên kết",
        "In bài",
        "Mã QR",
        "Phím tắt",
        "liên kết",
        "Xem ảnh lớn: Ảnh một",
        "Xem ảnh lớn: Ảnh hai",
        "Bài thứ hai",
        "Bài cũ 0",
        "Xem thêm tin",
    ];
    assert_eq!(way, expected);
    // And back.
    expected.reverse();
    for name in expected {
        with(&stage, SHIFT, TAB).await?;
        assert_eq!(focus(&reader).await?, name);
    }
    with(&stage, SHIFT, TAB).await?;
    assert_eq!(reader.js("return document.activeElement.id", Value::Null).await?, "before");
    Ok(())
}

async fn the_keyboard_alone_reads_searches_and_looks_at_pictures(stage: Stage) -> Result {
    let reader = open(&stage, "routing=hash").await?;
    // Larger text, and the panel gives the focus back.
    go_to(&stage, &reader, "Cỡ chữ và nền").await?;
    keys(&stage, ENTER).await?;
    wait_focus(&reader, "Chữ nhỏ hơn A−").await?;
    go_to(&stage, &reader, "Chữ lớn hơn A+").await?;
    keys(&stage, " ").await?;
    assert_eq!(reader.js("return getComputedStyle(root.querySelector('.tin')).fontSize", Value::Null).await?, "18px");
    assert_eq!(focus(&reader).await?, "Chữ lớn hơn A+");
    keys(&stage, ESCAPE).await?;
    wait_focus(&reader, "Cỡ chữ và nền").await?;
    // A large picture: the focus goes round in the dialog, and comes back.
    go_to(&stage, &reader, "Xem ảnh lớn: Ảnh một").await?;
    keys(&stage, ENTER).await?;
    until(&reader, "the picture", "return !!root.querySelector('dialog[open]')").await?;
    wait_focus(&reader, "Đóng").await?;
    let mut seen = vec!["Đóng".to_owned()];
    // After the last button comes Firefox's own bar, from which WebDriver's keys do not lead back as a person's do.
    for _ in 0..if stage.engine == Engine::Firefox { 3 } else { 12 } {
        keys(&stage, TAB).await?;
        let place = reader.js(FOCUS, Value::Null).await?;
        let name = place["name"].as_str().unwrap_or_default().to_owned();
        let out = "const at = root.activeElement; return !!at && !at.closest('dialog')";
        assert_eq!(reader.js(out, Value::Null).await?, false, "the focus has left the dialog: {place}");
        // The browser's own bars have their turn, the page never.
        if name.is_empty() {
            continue;
        }
        // In WebKit the dialog, which is the whole screen, has its turn.
        assert!(place["seen"] == true || name == "Ảnh trong bài", "{place}");
        seen.push(name);
    }
    for name in ["Đóng", "Phóng to hoặc thu nhỏ", "Ảnh trước", "Ảnh sau"] {
        assert!(seen.iter().any(|seen| seen == name), "{name}: {seen:?}");
    }
    keys(&stage, RIGHT).await?;
    until(&reader, "the next picture", "return root.querySelector('.light-caption').textContent.startsWith('2/2')")
        .await?;
    keys(&stage, ESCAPE).await?;
    wait_focus(&reader, "Xem ảnh lớn: Ảnh một").await?;
    // A related headline, and the way back.
    go_to(&stage, &reader, "Bài thứ hai").await?;
    keys(&stage, ENTER).await?;
    wait_focus(&reader, "Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    stage.driver.back().await?;
    reader.wait_title("Bài thứ nhất").await?;
    wait_focus(&reader, "Bài thứ nhất").await?;
    // Search is before the headline.
    for _ in 0..20 {
        with(&stage, SHIFT, TAB).await?;
        if focus(&reader).await? == "Tìm tin" {
            break;
        }
    }
    keys(&stage, ENTER).await?;
    until(&reader, "the field", "return root.activeElement?.className === 'query'").await?;
    keys(&stage, "tra co").await?;
    until(&reader, "a result", "return root.querySelectorAll('.result').length === 1").await?;
    keys(&stage, ENTER).await?;
    wait_focus(&reader, "Lễ hội Trà Cổ").await?;
    keys(&stage, ENTER).await?;
    reader.wait_title("Lễ hội Trà Cổ").await?;
    until(&reader, "the headline", "return root.activeElement === root.querySelector('.title')").await?;
    // And out.
    go_to(&stage, &reader, "Sau").await
}

async fn panel(reader: &Reader) -> Result<String> {
    let label = reader.js("return root.querySelector('.panel')?.getAttribute('aria-label') ?? ''", Value::Null).await?;
    Ok(label.as_str().unwrap_or_default().to_owned())
}

async fn keys_do_what_the_toolbar_does(stage: Stage) -> Result {
    let reader = open(&stage, "").await?;
    go_to(&stage, &reader, "liên kết").await?;
    for (key, name) in [("t", "Cỡ chữ và nền"), ("/", "Tìm tin"), ("?", "Phím tắt")] {
        keys(&stage, key).await?;
        until(&reader, name, &format!("return root.querySelector('.panel')?.getAttribute('aria-label') === '{name}'"))
            .await?;
        assert!(reader.js(FOCUS, Value::Null).await?["seen"] == true, "{name}");
        keys(&stage, ESCAPE).await?;
        // Not to the toolbar: whoever pressed a key was reading.
        wait_focus(&reader, "liên kết").await?;
        assert_eq!(panel(&reader).await?, "");
    }
    let size = "return getComputedStyle(root.querySelector('.tin')).fontSize";
    for (key, expected) in [("+", "18px"), ("=", "24px"), ("-", "18px")] {
        keys(&stage, key).await?;
        assert_eq!(reader.js(size, Value::Null).await?, expected, "{key}");
    }
    assert_eq!(focus(&reader).await?, "liên kết");
    // Once more closes it.
    keys(&stage, "?").await?;
    until(&reader, "the list", "return !!root.querySelector('.panel .keys')").await?;
    keys(&stage, "?").await?;
    wait_focus(&reader, "liên kết").await?;
    // Without a voice, and without a synthesiser, listening says so.
    keys(&stage, "L").await?;
    until(
        &reader,
        "a player or a word",
        "return !!root.querySelector('.player') || root.querySelector('.said').textContent.length > 10",
    )
    .await?;
    keys(&stage, ESCAPE).await?;
    // Over a large picture the keys are the picture's.
    reader.js("root.querySelector('[data-large]').click()", Value::Null).await?;
    until(&reader, "the picture", "return !!root.querySelector('dialog[open]')").await?;
    keys(&stage, "+?/t").await?;
    assert_eq!(reader.js(size, Value::Null).await?, "18px");
    assert_eq!(panel(&reader).await?, "");
    Ok(())
}

async fn keys_count_only_in_the_reader_and_in_no_field(stage: Stage) -> Result {
    let reader = open(&stage, "").await?;
    let quiet = async |why: &str| -> Result {
        let state = reader.js("return [root.querySelector('.panel')?.getAttribute('aria-label') ?? '', getComputedStyle(root.querySelector('.tin')).fontSize]", Value::Null).await?;
        assert_eq!(state, json!(["", "16px"]), "{why}");
        Ok(())
    };
    // The page has keys of its own.
    keys(&stage, "t?+").await?;
    quiet("outside").await?;
    reader.js("document.activeElement.blur()", Value::Null).await?;
    keys(&stage, "t?+").await?;
    quiet("nowhere").await?;
    go_to(&stage, &reader, "liên kết").await?;
    // With a modifier they are the browser's, which is not asked to do anything here.
    let untouched = reader
        .js(
            "return ['ctrlKey', 'altKey', 'metaKey', 'isComposing'].map((held) => {
              const event = new KeyboardEvent('keydown', { key: 't', bubbles: true, composed: true, cancelable: true, [held]: true });
              return root.activeElement.dispatchEvent(event);
            })",
            Value::Null,
        )
        .await?;
    assert_eq!(untouched, json!([true, true, true, true]));
    quiet("with modifiers").await?;
    with(&stage, CONTROL, "c").await?;
    quiet("with Ctrl").await?;
    keys(&stage, "/").await?;
    until(&reader, "the field", "return root.activeElement?.className === 'query'").await?;
    keys(&stage, "t?/l+").await?;
    assert_eq!(reader.js("return root.querySelector('.query').value", Value::Null).await?, "t?/l+");
    assert_eq!(panel(&reader).await?, "Tìm tin");
    Ok(())
}

async fn the_list_of_keys_is_in_each_language_and_fits_the_tools(stage: Stage) -> Result {
    let rows = "return [...root.querySelectorAll('.keys li')].map((row) => row.textContent)";
    let mut lists = Vec::new();
    for lang in ["vi", "en", "zh"] {
        let reader = open(&stage, &format!("lang={lang}")).await?;
        reader.js("root.querySelector('[data-tool=keys]').click()", Value::Null).await?;
        until(&reader, "the list", "return root.querySelectorAll('.keys li').length === 9").await?;
        let list = reader.js(rows, Value::Null).await?;
        let keys = "return [...root.querySelectorAll('kbd')].map((key) => key.textContent)";
        assert_eq!(
            reader.js(keys, Value::Null).await?,
            json!(["?", "/", "l", "t", "+", "-", "Esc", "←", "→", "+", "-"])
        );
        lists.push(list.as_array().cloned().unwrap_or_default());
        let narrow = "host.style.cssText = 'display: block; width: 360px'; return [...root.querySelectorAll('.keys li')].every((row) => row.getClientRects().length)";
        assert_eq!(reader.js(narrow, Value::Null).await?, true, "all of it in a narrow reader");
    }
    for row in 0..9 {
        assert!(lists[0][row] != lists[1][row] && lists[1][row] != lists[2][row], "{lists:#?}");
    }
    // Of a tool that is not there nothing is said, and its key does nothing.
    let reader = open(&stage, "tools='copy lightbox'").await?;
    go_to(&stage, &reader, "Phím tắt").await?;
    // (The slash is Firefox's own then.)
    keys(&stage, "t+").await?;
    assert_eq!(panel(&reader).await?, "");
    keys(&stage, ENTER).await?;
    until(&reader, "the list", "return root.querySelectorAll('.keys li').length === 4").await?;
    let list = reader.js(rows, Value::Null).await?;
    assert!(list[0].as_str().is_some_and(|row| row.contains("Phím tắt")), "{list}");
    let reader = open(&stage, "tools=text").await?;
    reader.js("root.querySelector('[data-tool=keys]').click()", Value::Null).await?;
    until(&reader, "the list", "return !!root.querySelector('.keys')").await?;
    let list = reader.js(rows, Value::Null).await?;
    assert_eq!(list.as_array().map(Vec::len), Some(5), "no picture opens: {list}");
    Ok(())
}
