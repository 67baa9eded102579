//! What is seen, by whoever sees it: targets, zoom, spacing, motion, contrast, forced colours.

use serde_json::{Value, json};

use crate::access::{TIMERS, full, prefer};
use crate::answer::Answer;
use crate::engine::Engine;
use crate::feeds::{feed, series};
use crate::listen::{synthesiser, vietnamese};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::tools::{NO_SHEET, tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let everywhere = list![
        every_target_is_large_enough,
        nothing_is_lost_at_four_times_the_size,
        nothing_is_lost_with_wider_spacing,
        every_text_and_sign_stands_out_in_every_theme,
    ];
    let in_chromium = list![
        who_wants_less_motion_gets_none,
        who_wants_more_contrast_gets_more,
        forced_colours_leave_every_sign_there,
    ];
    everywhere.into_iter().chain(in_chromium.into_iter().map(|test| test.only_on(Engine::Chromium))).collect()
}

/// A script that has the reader show something, and the selector that tells that it is there.
type Step = (&'static str, &'static str, &'static str);

/// The states of a reader that differ in what can be seen and pressed, one after the other.
const STEPS: [Step; 10] = [
    ("the article", "", ".tools"),
    ("text", "root.querySelector('.tools [data-tool=text]').click()", ".option"),
    ("share", "root.querySelector('.tools [data-tool=share]').click()", ".panel a"),
    ("the code", "root.querySelector('.tools [data-tool=qr]').click()", ".panel .qr"),
    ("keys", "root.querySelector('.tools [data-tool=keys]').click()", ".panel .keys"),
    (
        "listen",
        "root.querySelector('.tools [data-tool=listen]').click(); root.querySelector('[data-tool=listen-play]').click()",
        "[data-spoken]",
    ),
    ("save", "root.querySelector('.tools [data-tool=save]').click()", "[data-keep=save]"),
    ("search", "root.querySelector('.tools [data-tool=search]').click()", ".query"),
    (
        "results",
        "const query = root.querySelector('.query'); query.value = 'bai'; query.dispatchEvent(new InputEvent('input', { bubbles: true }))",
        ".result",
    ),
    (
        "all tools",
        "root.querySelector('.panel-close').click(); root.querySelector('.tools').toggleAttribute('data-all', true); scrollTo({ top: innerHeight * 4, behavior: 'instant' })",
        ".tools[data-all]",
    ),
];

/// And over all of it.
const LARGE: Step = ("a large picture", "root.querySelector('[data-large]').click()", "[data-light=close]");

/// A reader of everything that an article can hold, in this width, with its tools.
async fn open(stage: &Stage, head: &str, width: &str, attributes: &str) -> Result<Reader> {
    stage.site.json("/feed.json", &full());
    let head = [head, NO_SHEET, &synthesiser(&vietnamese())].concat();
    let body = format!("<div style='width: {width}; margin: 0'>{}</div>", tag("/feed.json", attributes));
    let reader = stage.embed_after(&head, &body).await?;
    tools(&reader).await?;
    Ok(reader)
}

/// Takes a step, and runs a script there.
async fn at(reader: &Reader, (what, script, shown): Step, look: &str, args: Value) -> Result<Value> {
    reader.js(script, Value::Null).await?;
    until(reader, what, &format!("return !!root.querySelector('{shown}')")).await?;
    reader.js(look, args).await
}

fn empty(seen: &Value, why: &str) {
    assert_eq!(*seen, json!([]), "{why}: {seen:#}");
}

/// Whatever can be pressed and is smaller than 24 pixels to a side, unless it stands in a line of text (WCAG 2.5.8).
const SMALL: &str = r"
const shown = (node) => node.getClientRects().length && !node.closest('[aria-hidden=true]');
const name = (node) => node.getAttribute('aria-label') || node.textContent.trim().slice(0, 30) || node.className || node.localName;
const inline = (node) => node.localName === 'a' && getComputedStyle(node).display === 'inline' && [...node.parentNode.childNodes].some((other) => other !== node && other.nodeType === 3 && other.data.trim());
const small = [];
for (const node of root.querySelectorAll('a[href], button, input, audio, summary, [role=button]')) {
  const box = node.getBoundingClientRect();
  // The button for keyboards is there for them alone.
  if (!shown(node) || inline(node) || node.matches('.tools [data-tool=keys]:not(:focus-visible, [aria-expanded=true])')) continue;
  if (box.width < 23.99 || box.height < 23.99) small.push([name(node), node.localName, box.width, box.height]);
}
return small;";

async fn every_target_is_large_enough(stage: Stage) -> Result {
    let reader = open(&stage, "", "360px", "").await?;
    for step in STEPS {
        empty(&at(&reader, step, SMALL, Value::Null).await?, step.0);
    }
    reader.js("root.querySelector('[data-large]').click()", Value::Null).await?;
    empty(&reader.js(SMALL, Value::Null).await?, "a large picture");
    reader.js("root.querySelector('[data-light=close]').click()", Value::Null).await?;
    let of = |category: &'static str| series(category, 12).into_iter().map(move |item| item.category(category));
    stage.site.json("/list.json", &feed(of("kinh-te").chain(of("van-hoa"))));
    reader.js("host.feed = '/list.json'; host.category = 'van-hoa'", Value::Null).await?;
    reader.wait("the list", |look| look.title == "Văn hóa").await?;
    empty(&reader.js(SMALL, Value::Null).await?, "a list");
    reader.show("van-hoa2").await?.map_err(|code| format!("{code}: no article"))?;
    empty(&reader.js(SMALL, Value::Null).await?, "an article over its list");
    stage.site.route("/bad.json", Answer::status(404));
    reader.js("host.feed = '/bad.json'", Value::Null).await?;
    reader.wait_failure("feed-http").await?;
    empty(&reader.js(SMALL, Value::Null).await?, "an error");
    Ok(())
}

/// What sticks out of the page, or of a large picture's dialog, and text that is cut off by its own box. What only screen
/// readers are given counts for nothing, and tables scroll in a box of their own.
pub const CUT: &str = r"
const cut = [];
const wide = document.scrollingElement.scrollWidth - document.documentElement.clientWidth;
if (wide > 0) cut.push(['the page scrolls', wide]);
const large = root.querySelector('dialog[open]');
const tin = (large ?? root.querySelector('.tin')).getBoundingClientRect();
for (const node of large ? large.querySelectorAll('*') : root.querySelectorAll('.tin *')) {
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  if (!box.width || !box.height || style.clipPath !== 'none' || node.closest('.tool-name, .unseen, svg, .progress, .perch')) continue;
  if (node.parentElement.closest('.scroll')) continue;
  const name = node.className || node.localName;
  if (box.right > tin.right + 1 || box.left < tin.left - 1) cut.push([name, 'sticks out', Math.round(box.right - tin.right)]);
  if (large && (box.top < -1 || box.bottom > innerHeight + 1)) cut.push([name, 'is off the screen', box.top, box.bottom]);
  const text = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
  const closed = style.overflowX !== 'visible' || style.overflowY !== 'visible';
  if (text && closed && node.localName !== 'input' && (node.scrollWidth > node.clientWidth + 1 || node.scrollHeight > node.clientHeight + 1)) cut.push([name, 'is cut', node.textContent]);
  // Text that runs out of a box of a fixed height runs over what comes next.
  if (text && style.display !== 'inline' && node.scrollHeight > box.height + 6) cut.push([name, 'runs over', node.scrollHeight, box.height]);
}
return cut;";

/// 1280 pixels at 400 %: a page 320 pixels wide and 256 high. A frame is one, in every engine.
async fn nothing_is_lost_at_four_times_the_size(stage: Stage) -> Result {
    let page = stage.page(&[NO_SHEET, &synthesiser(&vietnamese())].concat(), &tag("/feed.json", ""));
    stage.site.json("/feed.json", &full());
    stage.site.route("/inside.html", page);
    for inside in ["/inside.html", "/"] {
        let outside = format!(
            "<!doctype html><title>Khung</title><body style='margin: 0'><iframe src='{inside}' style='width: 320px; height: 256px; border: 0'></iframe>"
        );
        stage.site.route("/outside.html", Answer::html(&outside));
        stage.driver.goto(stage.site.url("/outside.html")).await?;
        stage.driver.enter_frame(0).await?;
        let reader = Reader::here(&stage.driver);
        tools(&reader).await?;
        assert_eq!(reader.js("return innerWidth", Value::Null).await?, 320);
        for step in STEPS {
            // Engines without a share sheet or a voice have other panels on the page that is built.
            if inside == "/" && ["share", "listen", "results"].contains(&step.0) {
                continue;
            }
            empty(&at(&reader, step, CUT, Value::Null).await?, &format!("{inside}, {}", step.0));
        }
        empty(&at(&reader, LARGE, CUT, Value::Null).await?, &format!("{inside}, {}", LARGE.0));
        let least = "const { width, height } = root.querySelector('dialog .large').getBoundingClientRect(); return width >= 100 && height >= 100";
        until(&reader, "a picture that can be seen", least).await?;
        stage.driver.enter_default_frame().await?;
    }
    Ok(())
}

/// The spacing that WCAG 1.4.12 asks a page to bear.
const SPACING: &str = "
const sheet = new CSSStyleSheet();
sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-block-end: 2em !important }');
root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
return getComputedStyle(root.querySelector('.lead')).letterSpacing !== 'normal'";

async fn nothing_is_lost_with_wider_spacing(stage: Stage) -> Result {
    for width in ["360px", "700px", "1120px"] {
        let reader = open(&stage, "", width, "").await?;
        assert_eq!(reader.js(SPACING, Value::Null).await?, true);
        for step in STEPS.into_iter().chain([LARGE]) {
            empty(&at(&reader, step, CUT, Value::Null).await?, &format!("{width}, {}", step.0));
        }
    }
    Ok(())
}

/// Every text that is shown against what lies behind it: 4.5 to 1, or 3 to 1 where it is large; and what is drawn (icons,
/// borders of fields and buttons, the ring of the focus): 3 to 1. What is disabled may be fainter. `args` is the least.
const FAINT: &str = r"
const [least, drawn] = args;
const canvas = Object.assign(document.createElement('canvas'), { width: 1, height: 1 }).getContext('2d', { willReadFrequently: true });
const channels = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data; return [r, g, b, a / 255]; };
const over = ([r, g, b, a], under) => [r, g, b].map((value, at) => value * a + under[at] * (1 - a));
const behind = (node) => {
  const layers = [];
  for (; node; node = node.parentElement ?? node.getRootNode().host) {
    const colour = channels(getComputedStyle(node).backgroundColor);
    layers.push(colour);
    if (colour[3] === 1) break;
  }
  return layers.reverse().reduce((under, colour) => over(colour, under), [255, 255, 255]);
};
const light = (rgb) => { const [r, g, b] = rgb.map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const ratio = (a, b) => { const [high, low] = [light(a), light(b)].sort((a, b) => b - a); return (high + 0.05) / (low + 0.05); };
const shown = (node) => node.getClientRects().length && getComputedStyle(node).visibility === 'visible' && getComputedStyle(node).clipPath === 'none';
const faint = [];
let looked = 0;
const check = (node, what, colour, background, wanted) => {
  looked++;
  const found = ratio(over(channels(colour), background), background);
  if (found < wanted - 0.005) faint.push([node.className?.baseVal ?? (node.className || node.localName), what, Math.round(found * 100) / 100, colour, background]);
};
for (const node of root.querySelectorAll('*')) {
  if (!shown(node) || node.closest('[aria-disabled=true], .qr, [data-broken], .skeleton')) continue;
  const style = getComputedStyle(node), background = behind(node);
  if ([...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim())) {
    const size = parseFloat(style.fontSize), large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
    check(node, 'text', style.color, background, Math.max(large ? 3 : 4.5, least));
  }
  if (node.localName === 'input') check(node, 'typed', style.color, background, 4.5);
  // Fields and the buttons that have a border have no other edge.
  if (node.matches('input, .chip, .to-top button, .float') && parseFloat(style.borderTopWidth)) check(node, 'border', style.borderTopColor, behind(node.parentElement), 3);
  if (node.matches('.icon')) check(node, 'icon', style.stroke, background, 3);
  if (node.matches('mark')) check(node, 'mark', style.color, background, 4.5);
  if (node.matches('.progress div, [data-spoken], .option[aria-pressed=true]')) check(node, 'sign', getComputedStyle(root.querySelector('.tin')).getPropertyValue('--_accent'), behind(node.parentElement), 3);
  if (node.matches('a, button, input, [tabindex]')) check(node, 'focus', style.getPropertyValue('--_focus'), behind(node.parentElement), 3);
}
return { faint, looked };";

async fn every_text_and_sign_stands_out_in_every_theme(stage: Stage) -> Result {
    let themes: &[(&str, &str)] = match stage.engine {
        // The others are what their device is.
        Engine::Chromium => {
            &[("auto", "light"), ("auto", "dark"), ("light", ""), ("dark", ""), ("sepia", ""), ("contrast", "")]
        }
        _ => &[("auto", ""), ("light", ""), ("dark", ""), ("sepia", ""), ("contrast", "")],
    };
    let reader = open(&stage, "", "auto", "").await?;
    for step in STEPS.into_iter().chain([LARGE]) {
        at(&reader, step, "return null", Value::Null).await?;
        for (theme, device) in themes {
            prefer(&stage, &[("prefers-color-scheme", device)]).await?;
            reader.js("host.theme = args", (*theme).into()).await?;
            until(&reader, theme, &format!("return root.querySelector('.tin').dataset.theme === '{theme}'")).await?;
            let seen = reader.js(FAINT, json!([0, 3])).await?;
            empty(&seen["faint"], &format!("{theme} {device}, {}", step.0));
            assert!(seen["looked"].as_u64() > Some(100), "{seen}");
        }
    }
    prefer(&stage, &[]).await
}

async fn who_wants_less_motion_gets_none(stage: Stage) -> Result {
    let moving = "return root.getAnimations().filter((one) => one.playState === 'running').map((one) => one.animationName ?? 'transition')";
    for (wish, bones) in [("no-preference", 11), ("reduce", 0)] {
        prefer(&stage, &[("prefers-reduced-motion", wish)]).await?;
        stage.site.route("/never.json", Answer::never());
        let reader = stage.embed_after(TIMERS, &tag("/never.json", "")).await?;
        reader.wait("the engine's skeleton", |look| look.loading && look.lang == "vi").await?;
        assert_eq!(reader.js(moving, Value::Null).await?.as_array().map(Vec::len), Some(bones), "{wish}: the skeleton");
        let reader = open(&stage, "<style>html { scroll-behavior: smooth }</style>", "auto", "").await?;
        reader.js("root.querySelector('[data-large]').click()", Value::Null).await?;
        let dialog =
            reader.js("return getComputedStyle(root.querySelector('dialog')).animationName", Value::Null).await?;
        assert_eq!(dialog == "none", wish == "reduce", "{wish}: a large picture comes: {dialog}");
        reader.js("root.querySelector('[data-light=close]').click()", Value::Null).await?;
        // Our own scrolling never glides, whatever the page wants.
        let place = reader
            .js(
                "scrollTo({ top: innerHeight * 3, behavior: 'instant' });
                const before = scrollY;
                root.querySelector('.to-top button').click();
                return [before > 1000, Math.abs(root.querySelector('article').getBoundingClientRect().top) < 4,
                  [...root.querySelectorAll('*')].filter((node) => parseFloat(getComputedStyle(node).transitionDuration) > 0 || getComputedStyle(node).scrollBehavior === 'smooth').length]",
                Value::Null,
            )
            .await?;
        assert_eq!(place, json!([true, true, 0]), "{wish}");
    }
    prefer(&stage, &[]).await
}

async fn who_wants_more_contrast_gets_more(stage: Stage) -> Result {
    let reader = open(&stage, "", "auto", "").await?;
    let colours = "return ['.tin', '.meta', '.reading-time', '.related time, .item time'].map((selector) => getComputedStyle(root.querySelector(selector)).color)
        .concat(getComputedStyle(root.querySelector('.meta')).borderBottomColor)";
    for theme in ["auto", "light", "dark", "sepia", "contrast"] {
        prefer(&stage, &[("prefers-contrast", "more")]).await?;
        reader.js("host.theme = args", theme.into()).await?;
        until(&reader, theme, &format!("return root.querySelector('.tin').dataset.theme === '{theme}'")).await?;
        let seen = reader.js(colours, Value::Null).await?;
        let seen = seen.as_array().ok_or("no colours")?;
        assert!(seen.iter().all(|colour| *colour == seen[0]), "{theme}: nothing is muted, no line is faint: {seen:?}");
        let faint = reader.js(FAINT, json!([7, 3])).await?;
        empty(&faint["faint"], theme);
    }
    prefer(&stage, &[]).await
}

async fn forced_colours_leave_every_sign_there(stage: Stage) -> Result {
    prefer(&stage, &[("forced-colors", "active")]).await?;
    let reader = open(&stage, "", "auto", "").await?;
    assert_eq!(reader.js("return matchMedia('(forced-colors: active)').matches", Value::Null).await?, true);
    // A sign that is a background or a shadow alone would be gone. Icons are drawn in the colour of their words.
    let signs = r"
        const edge = (selector) => { const node = root.querySelector(selector); if (!node) return false; const { borderTopStyle, borderTopWidth, outlineStyle, outlineWidth } = getComputedStyle(node); return (borderTopStyle !== 'none' && parseFloat(borderTopWidth) >= 1) || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1); };
        const gone = args.filter((selector) => !edge(selector));
        for (const icon of root.querySelectorAll('.icon')) {
          if (icon.getClientRects().length && getComputedStyle(icon).stroke !== getComputedStyle(icon.closest('button')).color) gone.push(icon.parentNode.outerHTML);
        }
        return gone;";
    for (step, edges) in [
        (STEPS[0], json!([".more", ".thumb", ".related-title", ".progress div"])),
        (STEPS[1], json!([".panel", ".option", ".option[aria-pressed=true]", ".tool[aria-expanded=true]"])),
        (STEPS[5], json!(["[data-spoken]", ".key"])),
        (STEPS[7], json!([".query", ".chip", ".tool[aria-expanded=true]"])),
        (STEPS[9], json!([".to-top button"])),
    ] {
        empty(&at(&reader, step, signs, edges).await?, step.0);
    }
    // What is pressed differs from what is not by more than its colour's shade; marks from the text around them.
    reader.js("root.querySelector('.tools [data-tool=text]').click()", Value::Null).await?;
    let differs = r"
        const look = (node) => { const { outlineStyle, borderTopColor, color, backgroundColor } = getComputedStyle(node); return [outlineStyle, borderTopColor, color, backgroundColor].join(); };
        const options = [...root.querySelectorAll('.option[aria-pressed]')];
        return look(options.find((one) => one.ariaPressed === 'true')) !== look(options.find((one) => one.ariaPressed === 'false'));";
    assert_eq!(reader.js(differs, Value::Null).await?, true, "a choice");
    at(&reader, STEPS[7], "return null", Value::Null).await?;
    at(&reader, STEPS[8], "return null", Value::Null).await?;
    let marks = "const { color, backgroundColor } = getComputedStyle(root.querySelector('mark')), around = getComputedStyle(root.querySelector('.result .headline')); return backgroundColor !== getComputedStyle(root.querySelector('.tin')).backgroundColor && color !== backgroundColor";
    assert_eq!(reader.js(marks, Value::Null).await?, true, "the words that were searched for");
    let chips = r"
        const look = (node) => { const { outlineStyle, borderTopColor, color, backgroundColor } = getComputedStyle(node); return [outlineStyle, borderTopColor, color, backgroundColor].join(); };
        const [on, off] = root.querySelectorAll('.chip');
        return !off || look(on) !== look(off)";
    assert_eq!(reader.js(chips, Value::Null).await?, true, "a category that is chosen");
    // The ring of the focus.
    stage.driver.action_chain().send_keys("\u{E004}").perform().await?;
    let ring = "root.querySelector('.related a').focus(); const { outlineStyle, outlineWidth } = getComputedStyle(root.activeElement); return [outlineStyle, parseFloat(outlineWidth) >= 2]";
    assert_eq!(reader.js(ring, Value::Null).await?, json!(["solid", true]));
    prefer(&stage, &[]).await
}
