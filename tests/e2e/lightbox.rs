//! The pictures of the text, large.

use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::tools::{tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_picture_opens_large_and_escape_gives_the_focus_back,
        the_keyboard_opens_walks_and_closes,
        lies_over_everything_on_the_host_page,
        pictures_in_links_and_broken_ones_stay_what_they_are,
        a_drag_to_the_side_shows_the_next_picture,
        a_double_click_looks_closely_and_a_drag_moves_about,
        two_fingers_zoom,
        a_press_beside_the_picture_closes,
        leaves_the_history_as_it_was,
        back_closes_a_picture_where_the_address_follows_the_article,
        back_closes_a_picture_where_the_browser_asks_first,
        goes_with_its_article,
        an_article_made_anew_in_another_language_still_opens,
        a_long_caption_can_be_read_to_its_end,
    ]
}

fn figure(name: &str) -> String {
    format!(
        "<figure><img src='/{name}.webp' width='960' height='640' alt='Ảnh {name}'><figcaption>Chú thích {name}</figcaption></figure>"
    )
}

/// A page with an article of three pictures, the first of which has the focus.
async fn pictures(stage: &Stage) -> Result<Reader> {
    let html = ["mot", "hai", "ba"].map(figure).concat();
    embed(stage, &html, "").await
}

async fn embed(stage: &Stage, html: &str, before: &str) -> Result<Reader> {
    embed_with(stage, html, before, "").await
}

async fn embed_with(stage: &Stage, html: &str, before: &str, attributes: &str) -> Result<Reader> {
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    for name in ["mot", "hai", "ba"] {
        stage.site.route(&format!("/{name}.webp"), Answer::bytes(picture.media_type, &*picture.bytes));
    }
    let html = format!("{html}{}", "<p>Chữ sau ảnh.</p>".repeat(30));
    stage.site.json("/feed.json", &feed([item("a1").day(20).html(&html), item("a2").day(10)]));
    let reader = stage.embed(&format!("{before}{}", tag("/feed.json", attributes))).await?;
    tools(&reader).await?;
    Ok(reader)
}

const SEEN: &str = "return (() => { const dialog = root.querySelector('dialog'), img = dialog?.querySelector('.large');
return { open: !!dialog?.open, src: img ? new URL(img.src).pathname : '', alt: img?.alt, caption: dialog?.querySelector('.light-caption').textContent,
  modal: !!dialog?.matches(':modal'), close: !!dialog?.hasAttribute('data-close'), transform: img ? getComputedStyle(img).transform : '' }; })()";

async fn opened(reader: &Reader, name: &str) -> Result {
    until(
        reader,
        name,
        &format!("return ((seen) => seen.open && seen.src === '/{name}.webp')((() => {{ {SEEN} }})())"),
    )
    .await?;
    until(
        reader,
        "its pixels",
        "return root.querySelector('.large').complete && root.querySelector('.large').naturalWidth > 0",
    )
    .await
}

async fn closed(reader: &Reader) -> Result {
    until(reader, "no dialog", "return !root.querySelector('dialog').open").await
}

async fn press(stage: &Stage, key: Key) -> Result {
    Ok(stage.driver.action_chain().send_keys(key).perform().await?)
}

async fn a_picture_opens_large_and_escape_gives_the_focus_back(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.click(".body figure:nth-of-type(2) img").await?;
    opened(&reader, "hai").await?;
    let seen = reader.js(SEEN, Value::Null).await?;
    assert_eq!((&seen["alt"], &seen["caption"]), (&json!("Ảnh hai"), &json!("2/3 · Chú thích hai")));
    assert_eq!(seen["modal"], true, "the focus cannot leave it");
    let large = "const box = root.querySelector('.large').getBoundingClientRect(); return [box.width > 600, box.right <= innerWidth && box.bottom <= innerHeight]";
    assert_eq!(reader.js(large, Value::Null).await?, json!([true, true]));
    press(&stage, Key::Escape).await?;
    closed(&reader).await?;
    assert_eq!(reader.js("return root.activeElement?.alt", Value::Null).await?, "Ảnh hai");
    Ok(())
}

async fn the_keyboard_opens_walks_and_closes(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    let name = reader
        .js(
            "const img = root.querySelector('.body img'); img.focus(); return [root.activeElement === img, img.getAttribute('role'), img.getAttribute('aria-label')]",
            Value::Null,
        )
        .await?;
    assert_eq!(name, json!([true, "button", "Xem ảnh lớn: Ảnh mot"]));
    let scrolled = reader.js("return scrollY", Value::Null).await?;
    for key in [Key::Enter, Key::Space] {
        press(&stage, key).await?;
        opened(&reader, "mot").await?;
        press(&stage, Key::Left).await?;
        opened(&reader, "mot").await?;
        for name in ["hai", "ba", "ba"] {
            press(&stage, Key::Right).await?;
            opened(&reader, name).await?;
        }
        let ends = "return ['previous', 'next'].map((name) => root.querySelector(`[data-light=${name}]`).getAttribute('aria-disabled'))";
        assert_eq!(reader.js(ends, Value::Null).await?, json!(["false", "true"]));
        stage.driver.action_chain().send_keys("+").perform().await?;
        assert_eq!(reader.js(SEEN, Value::Null).await?["close"], true);
        press(&stage, Key::Escape).await?;
        closed(&reader).await?;
    }
    assert_eq!(reader.js("return scrollY", Value::Null).await?, scrolled, "no key has scrolled the page behind");
    Ok(())
}

async fn lies_over_everything_on_the_host_page(stage: Stage) -> Result {
    let bar = "<style>#bar { position: fixed; inset: 0 0 auto; height: 80px; z-index: 2147483647; background: red }
        body { transform: translateZ(0); overflow: hidden; font: 40px cursive; color: lime; letter-spacing: 9px }</style><div id=bar></div>";
    let reader = embed(&stage, &figure("mot"), bar).await?;
    reader.js("root.querySelector('.body img').click()", Value::Null).await?;
    opened(&reader, "mot").await?;
    let seen = reader
        .js(
            "const box = root.querySelector('dialog').getBoundingClientRect(), style = getComputedStyle(root.querySelector('.light-caption'));
            return [box.left, box.top, box.width === document.documentElement.clientWidth || box.width === innerWidth, box.height === innerHeight,
              document.elementFromPoint(100, 40) === host, style.color, style.letterSpacing, style.fontSize,
              [...root.querySelectorAll('[data-light=next], [data-light=previous]')].every((button) => button.hidden)]",
            Value::Null,
        )
        .await?;
    assert_eq!(seen, json!([0, 0, true, true, true, "rgb(255, 255, 255)", "normal", "15px", true]));
    reader.click("[data-light=close]").await?;
    closed(&reader).await
}

async fn pictures_in_links_and_broken_ones_stay_what_they_are(stage: Stage) -> Result {
    let html = format!(
        "<p><a href='/to'><img src='/mot.webp' width='960' height='640' alt='trong liên kết'></a></p>\
         <p><img src='/hai.webp' width='24' height='24' alt='dấu'></p>{}{}",
        figure("ba"),
        figure("khong-co")
    );
    let reader = embed(&stage, &html, "").await?;
    reader.js("root.querySelectorAll('.body img').forEach((img) => { img.loading = 'eager'; })", Value::Null).await?;
    until(&reader, "the broken one", "return !!root.querySelector('[data-broken]')").await?;
    let large =
        "return [...root.querySelectorAll('[data-large], [role=button], [tabindex=\"0\"]')].map((img) => img.alt)";
    assert_eq!(reader.js(large, Value::Null).await?, json!(["Ảnh ba"]));
    assert_eq!(
        reader
            .js(
                "return [...root.querySelectorAll('[data-broken]')].map((img) => img.attributes.role ?? null)",
                Value::Null
            )
            .await?,
        json!([null])
    );
    reader.js("root.addEventListener('click', (event) => event.preventDefault()); root.querySelector('.body a img').click()", Value::Null).await?;
    assert_eq!(reader.js("return !!root.querySelector('dialog')", Value::Null).await?, false);
    Ok(())
}

async fn a_drag_to_the_side_shows_the_next_picture(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    for (by, name) in [(-200, "hai"), (-200, "ba"), (-200, "ba"), (200, "hai"), (20, "hai")] {
        drag(&stage, by, 10).await?;
        opened(&reader, name).await?;
    }
    let still = reader.js(SEEN, Value::Null).await?;
    assert_eq!(still["transform"], "matrix(1, 0, 0, 1, 0, 0)", "{still}");
    Ok(())
}

/// Drags with the mouse from the middle of the view.
async fn drag(stage: &Stage, x: i64, y: i64) -> Result {
    let chain = stage.driver.action_chain().move_to(600, 400).click_and_hold();
    Ok(chain.move_by_offset(x / 2, y / 2).move_by_offset(x - x / 2, y - y / 2).release().perform().await?)
}

async fn a_double_click_looks_closely_and_a_drag_moves_about(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    let matrix =
        "const { a, e } = new DOMMatrix(getComputedStyle(root.querySelector('.large')).transform); return [a, e]";
    stage.driver.action_chain().move_to(600, 400).double_click().perform().await?;
    until(&reader, "a close look", "return root.querySelector('dialog').hasAttribute('data-close')").await?;
    let before = reader.js(matrix, Value::Null).await?;
    assert_eq!(before[0], 2.5);
    drag(&stage, -100, 0).await?;
    let after = reader.js(matrix, Value::Null).await?;
    assert_eq!(after[0], 2.5);
    let way = after[1].as_f64().unwrap_or_default() - before[1].as_f64().unwrap_or_default();
    assert!((way + 100.0).abs() < 3.0, "moved with the mouse: {before} {after}");
    opened(&reader, "mot").await?;
    press(&stage, Key::Right).await?;
    opened(&reader, "mot").await?;
    reader.click("[data-light=zoom]").await?;
    assert_eq!(reader.js(matrix, Value::Null).await?, json!([1, 0]));
    Ok(())
}

/// Drivers have one mouse and no two fingers: the events are made by script, in the browser's own classes.
async fn two_fingers_zoom(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    let scale = reader
        .js(
            "const stage = root.querySelector('.stage'), scale = () => new DOMMatrix(getComputedStyle(root.querySelector('.large')).transform).a;
            const touch = (kind, pointerId, clientX) => stage.dispatchEvent(new PointerEvent(kind, { pointerId, clientX, clientY: 400, pointerType: 'touch', bubbles: true }));
            touch('pointerdown', 11, 550); touch('pointerdown', 12, 650);
            touch('pointermove', 11, 500); touch('pointermove', 12, 700);
            const close = scale();
            touch('pointermove', 11, 599); touch('pointermove', 12, 601);
            const whole = scale();
            touch('pointerup', 11, 599); touch('pointerup', 12, 601);
            return [close, whole, getComputedStyle(stage).touchAction];",
            Value::Null,
        )
        .await?;
    assert_eq!(scale, json!([2, 1, "none"]));
    opened(&reader, "mot").await
}

async fn a_press_beside_the_picture_closes(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.js("root.querySelector('.body img').click()", Value::Null).await?;
    opened(&reader, "mot").await?;
    // A picture of 3:2 leaves room at the sides of a wide view, or above and below in a narrow one.
    let beside = reader
        .js(
            "const stage = root.querySelector('.stage').getBoundingClientRect(), img = root.querySelector('.large').getBoundingClientRect();
            return img.left - stage.left > img.top - stage.top ? [stage.left + 3, stage.top + stage.height / 2 + 90] : [stage.left + stage.width / 2, stage.top + 3];",
            Value::Null,
        )
        .await?;
    let at = |index: usize| beside[index].as_f64().map(f64::round).unwrap_or_default();
    #[allow(clippy::cast_possible_truncation, reason = "pixels of a screen")]
    stage.driver.action_chain().move_to(at(0) as i64, at(1) as i64).click().perform().await?;
    closed(&reader).await
}

async fn leaves_the_history_as_it_was(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    let state = "return [history.length, location.href, JSON.stringify(history.state)]";
    let before = reader.js(state, Value::Null).await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    press(&stage, Key::Right).await?;
    assert_eq!(reader.js(state, Value::Null).await?, before);
    reader.click("[data-light=close]").await?;
    closed(&reader).await?;
    assert_eq!(reader.js(state, Value::Null).await?, before);
    Ok(())
}

/// Where the page's history is ours to add to.
async fn back_closes_a_picture_where_the_address_follows_the_article(stage: Stage) -> Result {
    let html = ["mot", "hai"].map(figure).concat();
    let reader = embed_with(&stage, &html, "", "routing=hash").await?;
    // Browsers come back to whole pixels.
    let place =
        "return [location.href, host.current.id, Math.abs(scrollY - args) < 3, history.state?.tinCover ?? null]";
    for _ in 0..2 {
        reader.click(".body figure:nth-of-type(2) img").await?;
        opened(&reader, "hai").await?;
        let top = reader.js("return scrollY", Value::Null).await?;
        let before = reader.js("return [location.href, host.current.id, true, null]", Value::Null).await?;
        stage.driver.back().await?;
        closed(&reader).await?;
        assert_eq!(reader.js("return root.activeElement?.alt", Value::Null).await?, "Ảnh hai");
        assert_eq!(reader.js(place, top).await?, before, "nothing else has moved");
    }
    // Closed in another way, it takes its entry along.
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    press(&stage, Key::Escape).await?;
    closed(&reader).await?;
    until(&reader, "no entry of its own", "return !history.state.tinCover").await?;
    reader.click_related("Bài a2").await?;
    reader.wait_title("Bài a2").await?;
    stage.driver.back().await?;
    reader.wait_title("Bài a1").await?;
    Ok(())
}

/// Within one page, where the browser has the Navigation API; elsewhere Back is the page's own.
async fn back_closes_a_picture_where_the_browser_asks_first(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.js("history.replaceState('before', ''); history.pushState('after', '')", Value::Null).await?;
    let asks = reader.js("return !!window.navigation", Value::Null).await? == true;
    assert!(asks || stage.engine == Engine::Webkit, "Chromium and Firefox have it");
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    let length = reader.js("return history.length", Value::Null).await?;
    // A traversal that is prevented may never be done for the driver.
    reader.js("setTimeout(() => history.back())", Value::Null).await?;
    if asks {
        closed(&reader).await?;
        assert_eq!(reader.js("return [history.state, history.length]", Value::Null).await?, json!(["after", length]));
        // The next one goes back.
        reader.js("setTimeout(() => history.back())", Value::Null).await?;
    }
    until(&reader, "the entry before", "return history.state === 'before'").await
}

async fn goes_with_its_article(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài a2".to_owned()));
    closed(&reader).await?;
    // And with the tools.
    reader.js("host.tools = 'copy'", Value::Null).await?;
    until(&reader, "nothing left", "return !root.querySelector('dialog, [data-large]')").await
}

async fn an_article_made_anew_in_another_language_still_opens(stage: Stage) -> Result {
    let reader = pictures(&stage).await?;
    reader.js("host.lang = 'en'", Value::Null).await?;
    until(
        &reader,
        "English",
        "return root.querySelector('.body img')?.getAttribute('aria-label') === 'Enlarge picture: Ảnh mot'",
    )
    .await?;
    reader.js("host.headingLevel = 2", Value::Null).await?;
    until(
        &reader,
        "the other level",
        "return !!root.querySelector('h2.title') && root.querySelectorAll('[data-large]').length === 3",
    )
    .await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await
}

/// On a small screen, or at 400 %.
async fn a_long_caption_can_be_read_to_its_end(stage: Stage) -> Result {
    let long = figure("mot").replace("Chú thích mot", &"Chú thích dài. ".repeat(120));
    let reader = embed(&stage, &[long, figure("hai")].concat(), "").await?;
    reader.click(".body img").await?;
    opened(&reader, "mot").await?;
    // What a wheel or a key does is the browser's where it is not prevented: on the caption, and nowhere else.
    let scrolls = "const on = (selector, event) => root.querySelector(selector).dispatchEvent(event);
        const wheel = (ctrlKey) => new WheelEvent('wheel', { deltaY: 40, ctrlKey, bubbles: true, cancelable: true });
        const key = (key) => new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
        const keys = ['ArrowDown', 'ArrowUp', 'PageDown', 'PageUp', 'Home', 'End'];
        return ['.light-caption', '.stage'].map((place) => [on(place, wheel(false)), on(place, wheel(true)), ...keys.map((name) => on(place, key(name)))])";
    let caption = "const caption = root.querySelector('.light-caption'); return [caption.tabIndex, caption.scrollHeight > caption.clientHeight, getComputedStyle(caption).overscrollBehaviorY]";
    assert_eq!(reader.js(caption, Value::Null).await?, json!([0, true, "contain"]));
    let seen = reader.js(scrolls, Value::Null).await?;
    assert_eq!(seen[0], json!([true, false, true, true, true, true, true, true]), "on the caption");
    assert_eq!(seen[1], json!(vec![false; 8]), "on the picture");
    reader.js("root.querySelector('[data-light=zoom]').click(); root.querySelector('[data-light=zoom]').click(); root.querySelector('.light-caption').focus()", Value::Null).await?;
    press(&stage, Key::End).await?;
    let end = "const { scrollTop, scrollHeight, clientHeight } = root.querySelector('.light-caption'); return scrollTop > 0 && scrollHeight - clientHeight - scrollTop < 2";
    until(&reader, "the caption's end", end).await?;
    // A short one is no stop for the keyboard, and a wheel on it would scroll the page behind.
    press(&stage, Key::Right).await?;
    opened(&reader, "hai").await?;
    assert_eq!(reader.js(caption, Value::Null).await?, json!([-1, false, "contain"]));
    assert_eq!(reader.js(scrolls, Value::Null).await?[0][0], false);
    Ok(())
}
