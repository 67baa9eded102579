//! Colours, fonts and measures from outside: each `--tin-*` property, `::part`, and which colour scheme `auto` follows.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answer::Answer;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, series, with_tin};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        every_custom_property_reaches_what_it_names,
        fixed_themes_do_not_take_the_page_s_colours,
        takes_the_page_s_font_and_colour_when_asked,
        every_part_can_be_styled_from_outside,
        auto_follows_the_scheme_that_the_page_declares,
        auto_follows_the_device_where_the_page_declares_none,
        the_red_and_gold_portal_is_what_it_shows,
        the_newspaper_is_what_it_shows,
    ]
}

/// A property, a value for it, where that shows, and as what.
const PROPERTIES: [(&str, &str, &str, &str, &str); 18] = [
    ("--tin-color-text", "rgb(1, 2, 3)", ".tin", "color", "rgb(1, 2, 3)"),
    ("--tin-color-text", "rgb(1, 2, 3)", ".body p", "color", "rgb(1, 2, 3)"),
    ("--tin-color-muted", "rgb(2, 3, 4)", ".meta", "color", "rgb(2, 3, 4)"),
    ("--tin-color-background", "rgb(3, 4, 5)", ".tin", "background-color", "rgb(3, 4, 5)"),
    ("--tin-color-surface", "rgb(4, 5, 6)", ".banner", "background-color", "rgb(4, 5, 6)"),
    ("--tin-color-line", "rgb(5, 6, 7)", ".meta", "border-bottom-color", "rgb(5, 6, 7)"),
    ("--tin-color-accent", "rgb(6, 7, 8)", ".body a", "color", "rgb(6, 7, 8)"),
    ("--tin-color-accent", "rgb(6, 7, 8)", ".related-title", "border-top-color", "rgb(6, 7, 8)"),
    ("--tin-color-accent", "rgb(6, 7, 8)", ".item", "outline-color", "rgb(6, 7, 8)"),
    ("--tin-color-focus", "rgb(7, 8, 9)", ".item", "outline-color", "rgb(7, 8, 9)"),
    ("--tin-font", "Tahoma, serif", ".body p", "font-family", "Tahoma, serif"),
    ("--tin-font", "Tahoma, serif", ".more", "font-family", "Tahoma, serif"),
    ("--tin-font-heading", "Verdana, serif", ".title", "font-family", "Verdana, serif"),
    ("--tin-font-heading", "Verdana, serif", ".body h2", "font-family", "Verdana, serif"),
    ("--tin-radius", "11px", ".thumb", "border-top-left-radius", "11px"),
    ("--tin-space", "19px", "article", "padding-left", "19px"),
    ("--tin-width", "333px", ".tin", "width", "333px"),
    ("--tin-width", "333px", ".tin", "max-width", "333px"),
];

/// Sets one property on the tag, and reads one computed property in the shadow tree before and while it is set.
const TRY: &str = r"
const [name, value, selector, property] = args;
const node = root.querySelector(selector);
if (selector === '.item') node.focus({ preventScroll: true });
const read = () => getComputedStyle(node).getPropertyValue(property).replaceAll('\x22', '');
const before = read();
host.style.setProperty(name, value);
const during = read();
host.style.removeProperty(name);
return [before, during, read()];";

/// A reader 600 pixels wide of a feed with everything that the properties reach.
async fn styled(stage: &Stage, head: &str, attributes: &str) -> Result<Reader> {
    let html = "<p>Chữ <a href='/xa'>liên kết</a></p><h2>Đề mục</h2><figure><img src='/img/hop-giam-sat.webp' width='96' height='64' alt='Ảnh'>
        <figcaption>Chú thích</figcaption></figure>";
    let banner = json!({ "url": "/img/banner.webp", "alt": "Banner tin" });
    let items = std::iter::once(item("a0").day(28).html(html)).chain(series("a", 20));
    stage.site.json("/feed.json", &with_tin(feed(items), "banner", banner));
    let body = format!("<div style='width: 600px'>{}</div>", tag("/feed.json", attributes));
    let reader = stage.embed_after(head, &body).await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    Ok(reader)
}

async fn every_custom_property_reaches_what_it_names(stage: Stage) -> Result {
    let reader = styled(&stage, "", "").await?;
    // From here on the focus is a keyboard's, and seen.
    stage.driver.action_chain().key_down(Key::Tab).key_up(Key::Tab).perform().await?;
    for (name, value, selector, property, shown) in PROPERTIES {
        let seen = reader.js(TRY, json!([name, value, selector, property])).await?;
        assert_ne!(seen[0], shown, "{name} says something new for {selector}");
        assert_eq!(seen[1], shown, "{name} on {selector}");
        assert_eq!(seen[2], seen[0], "{name} on {selector}, taken back");
    }
    // The accent's ink is on buttons, of which only a failure has a filled one.
    stage.site.route("/bad.json", Answer::status(500));
    let reader = stage.embed(&tag("/bad.json", "")).await?;
    reader.wait_failure("feed-http").await?;
    for (name, property) in [("--tin-color-on-accent", "color"), ("--tin-color-accent", "background-color")] {
        let seen = reader.js(TRY, json!([name, "rgb(8, 9, 10)", ".actions button:not(.secondary)", property])).await?;
        assert_eq!(seen[1], "rgb(8, 9, 10)", "{name}: {seen}");
        assert_ne!(seen[0], seen[1], "{name}");
    }
    Ok(())
}

async fn fixed_themes_do_not_take_the_page_s_colours(stage: Stage) -> Result {
    for theme in ["dark", "sepia", "contrast"] {
        let reader = styled(&stage, "", &format!("theme='{theme}'")).await?;
        for (name, value, selector, property, _) in
            PROPERTIES.iter().filter(|(name, ..)| name.starts_with("--tin-color"))
        {
            let seen = reader.js(TRY, json!([name, value, selector, property])).await?;
            assert_eq!(seen[0], seen[1], "{theme} stays as it is: {name} on {selector}");
        }
    }
    Ok(())
}

async fn takes_the_page_s_font_and_colour_when_asked(stage: Stage) -> Result {
    let head = "<style>html { font-size: 62.5% } body { font: italic 900 9px/3 Tahoma, fantasy; color: rgb(9, 8, 7); letter-spacing: 3px }
        .asks { --tin-font: (inherit); --tin-font-heading: (inherit); --tin-color-text: currentcolor }</style>";
    let read = r"
        const style = (selector) => { const { fontFamily, fontSize, fontStyle, fontWeight, letterSpacing, color } = getComputedStyle(root.querySelector(selector));
          return [fontFamily, fontSize, fontStyle, fontWeight, letterSpacing, color]; };
        return ['.tin', '.body p', '.title', '.body h2', '.lead', '.more'].map(style);";
    let reader = styled(&stage, head, "").await?;
    let own = reader.js(read, Value::Null).await?;
    let asked = styled(&stage, head, "class='asks'").await?.js(read, Value::Null).await?;
    let all = |list: &Value| list.as_array().cloned().unwrap_or_default();
    assert_eq!(all(&own).len(), 6);
    for (at, (own, asked)) in all(&own).iter().zip(&all(&asked)).enumerate() {
        assert_eq!(asked[0], "Tahoma, fantasy", "{asked}");
        assert_ne!(own[0], asked[0], "only when asked");
        // The button's words are in the accent's colour.
        if at < 5 {
            assert_eq!(asked[5], "rgb(9, 8, 7)", "{asked}");
            assert_ne!(own[5], asked[5], "only when asked");
        }
        // Family and colour, and nothing else.
        assert_eq!(all(own)[1..5], all(asked)[1..5]);
    }
    Ok(())
}

async fn every_part_can_be_styled_from_outside(stage: Stage) -> Result {
    const PARTS: [&str; 12] = [
        "banner",
        "title",
        "lead",
        "meta",
        "body",
        "figure",
        "caption",
        "related",
        "related-link",
        "toolbar",
        "status",
        "listing",
    ];
    let rules = PARTS
        .iter()
        .enumerate()
        .map(|(at, part)| format!("tin-reader::part({part}) {{ outline: {}px solid rgb(1, 2, 3); }}", at + 20));
    let head = format!("<style>{}</style>", rules.collect::<String>());
    let reader = styled(&stage, &head, "").await?;
    for (at, part) in PARTS.iter().enumerate() {
        if *part == "listing" {
            // It stands in the place of an article.
            reader.js("host.category = 'kinh-te'", Value::Null).await?;
            reader.wait("the list", |look| look.articles == 0 && look.state == "ready").await?;
        }
        let width = reader
            .js("return getComputedStyle(root.querySelector(`[part~=${args}]`)).outlineWidth", json!(part))
            .await?;
        assert_eq!(width, format!("{}px", at + 20), "::part({part})");
    }
    Ok(())
}

const SCHEME: &str = "return [getComputedStyle(root.querySelector('.tin')).backgroundColor, matchMedia('(prefers-color-scheme: dark)').matches]";

/// The background that comes with a scheme.
const fn background(dark: bool) -> &'static str {
    if dark { "rgb(20, 24, 26)" } else { "rgb(255, 255, 255)" }
}

async fn auto_follows_the_scheme_that_the_page_declares(stage: Stage) -> Result {
    for (declared, dark) in [
        ("light", Some(false)),
        ("dark", Some(true)),
        ("only light", Some(false)),
        ("light dark", None),
        ("normal", None),
    ] {
        let reader = styled(&stage, &format!("<style>:root {{ color-scheme: {declared} }}</style>"), "").await?;
        let seen = reader.js(SCHEME, Value::Null).await?;
        assert_eq!(seen[0], background(dark.unwrap_or(seen[1] == true)), "{declared}: {seen}");
    }
    // On the tag alone; and it may change its mind.
    let reader = styled(&stage, "<style>tin-reader { color-scheme: dark }</style>", "").await?;
    assert_eq!(reader.js(SCHEME, Value::Null).await?[0], background(true));
    for dark in [false, true, false] {
        let scheme = if dark { "dark" } else { "light" };
        reader.js("host.style.colorScheme = args", scheme.into()).await?;
        assert_eq!(reader.js(SCHEME, Value::Null).await?[0], background(dark));
    }
    // What the tag says itself goes first.
    for (theme, other, dark) in [("light", "dark", false), ("dark", "light", true)] {
        let head = format!("<style>:root {{ color-scheme: {other} }}</style>");
        let reader = styled(&stage, &head, &format!("theme='{theme}'")).await?;
        assert_eq!(reader.js(SCHEME, Value::Null).await?[0], background(dark), "{theme} on a page that is {other}");
    }
    // Colours of the page's own hold in both.
    let head = "<style>:root { color-scheme: dark } tin-reader { --tin-color-background: light-dark(rgb(1, 2, 3), rgb(3, 2, 1)) }</style>";
    let reader = styled(&stage, head, "").await?;
    assert_eq!(reader.js(SCHEME, Value::Null).await?[0], "rgb(3, 2, 1)");
    Ok(())
}

/// A frame is told the scheme of the element that holds it, so a page can stand for a device of either kind. (Not so in
/// `WebKit`, which is asked what it prefers, and held to that.)
async fn auto_follows_the_device_where_the_page_declares_none(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    stage.mount("/inside.html", &tag("/feed.json", ""));
    for device in ["light", "dark"] {
        let frame =
            format!("<iframe src='/inside.html' style='color-scheme: {device}; width: 700px; height: 500px'></iframe>");
        stage.site.route("/outside.html", Answer::html(&format!("<!doctype html><title>Khung</title>{frame}")));
        stage.driver.goto(stage.site.url("/outside.html")).await?;
        stage.driver.enter_frame(0).await?;
        let reader = Reader::here(&stage.driver);
        reader.wait_state("ready").await?;
        let seen = reader.js(SCHEME, Value::Null).await?;
        assert_eq!(seen[0], background(seen[1] == true), "{device}: {seen}");
        if stage.engine != Engine::Webkit {
            assert_eq!(seen[1], device == "dark", "{device}: {seen}");
        }
        stage.driver.enter_default_frame().await?;
    }
    Ok(())
}

async fn the_red_and_gold_portal_is_what_it_shows(stage: Stage) -> Result {
    let reader = stage.visit("/demo/theme-red-gold.html", "").await?;
    reader.wait_state("ready").await?;
    assert_eq!(reader.js(SCHEME, Value::Null).await?[0], "rgb(255, 250, 240)");
    legible(&reader).await
}

async fn the_newspaper_is_what_it_shows(stage: Stage) -> Result {
    let reader = stage.visit("/demo/theme-newspaper.html", "").await?;
    reader.wait_state("ready").await?;
    assert_eq!(reader.js(SCHEME, Value::Null).await?[0], "rgb(13, 13, 12)");
    let same = "return getComputedStyle(root.querySelector('.title')).fontFamily === getComputedStyle(document.body).fontFamily";
    assert_eq!(reader.js(same, Value::Null).await?, true, "the page's own font");
    legible(&reader).await
}

/// Every text against what lies behind it, by the formula of WCAG: 4.5 to 1 at least.
async fn legible(reader: &Reader) -> Result {
    reader.wait_tools().await?;
    let contrast = r"
        const channels = (colour) => (colour.match(/[\d.]+/g) ?? []).map(Number);
        const light = (colour) => {
          const [r, g, b] = channels(colour).map((value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const behind = (node) => {
          for (; node; node = node.parentElement) {
            const colour = getComputedStyle(node).backgroundColor;
            if ((channels(colour)[3] ?? 1) === 1) return colour;
          }
        };
        return ['.category', '.title', '.meta time', '.byline', '.lead', '.body p', 'figcaption', '.tool', '.related-title', '.headline', '.item time', '.more'].map((selector) => {
          const node = root.querySelector(selector);
          const [high, low] = [light(getComputedStyle(node).color), light(behind(node))].sort((a, b) => b - a);
          return [selector, (high + 0.05) / (low + 0.05)];
        });";
    let seen = reader.js(contrast, Value::Null).await?;
    for pair in seen.as_array().ok_or("nothing to read")? {
        assert!(pair[1].as_f64() >= Some(4.5), "{pair}");
    }
    Ok(())
}
