//! How a reader stands on the page: narrow, with large text, in the host's colours; nothing sticks out and nothing jumps.

use serde_json::json;

use crate::answer::Answer;
use crate::feeds::{feed, series};
use crate::stage::{Result, Stage, Test, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        fits_in_320_pixels_and_with_text_twice_as_large,
        readers_share_one_sheet_and_have_it_once,
        leaves_room_for_stacked_marks_in_headlines,
        a_long_list_beside_a_short_article_leaves_no_gap,
        paints_nothing_outside_itself,
        keeps_the_room_of_the_first_screen_while_loading,
    ]
}

/// Also after a move to another place of the page, which is a new beginning. (A minifier once made `clamp()` invalid, and the headline fell
/// back to the size of the text.)
async fn readers_share_one_sheet_and_have_it_once(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 3)));
    let body =
        [tag("/feed.json", "id=one"), tag("/feed.json", "id=two"), "<div id=elsewhere></div>".to_owned()].concat();
    let reader = stage.embed(&body).await?;
    let script = "
        const readers = ['one', 'two'].map((id) => document.getElementById(id)), roots = readers.map(({ shadowRoot }) => shadowRoot);
        const settled = async () => { while (!roots.every((root) => root.querySelector('article') && root.querySelector('.tools'))) await new Promise((go) => setTimeout(go, 50)); };
        await settled();
        readers[0].remove();
        await new Promise((go) => setTimeout(go, 100));
        document.getElementById('elsewhere').append(readers[0]);
        await settled();
        const [one, two] = roots.map(({ adoptedStyleSheets }) => [...adoptedStyleSheets]);
        const title = getComputedStyle(roots[0].querySelector('.title'));
        return [one.length, one.every((sheet, at) => sheet === two[at]), parseFloat(title.fontSize) >= 22, title.fontWeight];";
    let seen = reader.js_async(script, serde_json::Value::Null).await?;
    // The skeleton's, the reader's, the tools'.
    assert_eq!(seen["value"], json!([3, true, true, "700"]), "{seen}");
    Ok(())
}

/// The reader of the sample page, in a box of this width (CSS pixels) and with text of this size.
const SQUEEZE: &str = r"
const [width, size] = args;
const reader = document.querySelector('tin-reader');
reader.parentElement.style.cssText = `width: ${width}px; margin: 0`;
const tin = reader.shadowRoot.querySelector('.tin');
tin.style.fontSize = size;
const wide = [...tin.querySelectorAll('*')].filter((node) => !node.closest('.scroll') && node.getBoundingClientRect().right > tin.getBoundingClientRect().right + 1);
return { own: tin.scrollWidth - tin.clientWidth, wide: wide.map((node) => node.className || node.localName), width: tin.clientWidth };
";

async fn fits_in_320_pixels_and_with_text_twice_as_large(stage: Stage) -> Result {
    for article in
        ["", "#tin=dien-tap-phong-chong-thien-tai-dien-rong", "#tin=kim-ngach-xuat-nhap-khau-sau-thang-dau-nam"]
    {
        let reader = stage.open(&format!("/{article}")).await?;
        reader.wait_state("ready").await?;
        for (width, size) in [(320, ""), (320, "32px"), (640, "32px"), (1280, "")] {
            let seen = reader.js(SQUEEZE, json!([width, size])).await?;
            assert_eq!((&seen["own"], &seen["wide"]), (&json!(0), &json!([])), "{article} at {width}px {size}: {seen}");
            assert!(seen["width"].as_f64().is_some_and(|own| own > 200.0), "{seen}");
        }
    }
    Ok(())
}

/// Bold capitals with two marks (Ấ, Ữ, Ộ) reach higher than Latin fonts plan for.
async fn leaves_room_for_stacked_marks_in_headlines(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    reader.wait_state("ready").await?;
    let lines = reader
        .js(
            r"
            return ['.title', '.related-title', '.headline', '.lead', '.body'].map((selector) => {
              const style = getComputedStyle(root.querySelector(selector));
              return [selector, parseFloat(style.lineHeight) / parseFloat(style.fontSize), style.overflow];
            });",
            json!([]),
        )
        .await?;
    for line in lines.as_array().ok_or("no lines")? {
        assert!(line[1].as_f64().is_some_and(|height| height >= 1.3), "line height: {line}");
        assert_eq!(line[2], "visible", "nothing clips the marks: {line}");
    }
    Ok(())
}

/// With and without a banner, and where the list lies below.
async fn a_long_list_beside_a_short_article_leaves_no_gap(stage: Stage) -> Result {
    let gap =
        "const [from, to] = ['.toolbar', 'article'].map((part) => root.querySelector(part).getBoundingClientRect());
        const list = root.querySelector('.related').getBoundingClientRect();
        return [Math.round(to.top - from.bottom), list.height > to.height, list.left > to.left]";
    for (width, beside) in [(1200, true), (700, false)] {
        stage.site.json("/feed.json", &feed(series("a", 14)));
        let body = format!("<div style='width: {width}px'><tin-reader feed='/feed.json'></tin-reader></div>");
        let reader = stage.embed(&body).await?;
        reader.wait_tools().await?;
        assert_eq!(reader.js(gap, json!(null)).await?, json!([0, true, beside]), "{width}");
    }
    Ok(())
}

/// What is around the reader belongs to the host page, also to a click, whatever an article would do: be wide, lie over the
/// window, stand beside its place. (No policy lets it; this is the second line.)
async fn paints_nothing_outside_itself(stage: Stage) -> Result {
    let reader = stage.open("/#tin=kim-ngach-xuat-nhap-khau-sau-thang-dau-nam").await?;
    reader.wait_state("ready").await?;
    let hits = reader
        .js(
            r"
            host.parentElement.style.cssText = 'width: 300px; margin: 0';
            const hits = (node) => {
              node.scrollIntoView({ block: 'center', behavior: 'instant' });
              return [150, 360].map((left) => document.elementFromPoint(left, innerHeight / 2)?.localName);
            };
            const table = root.querySelector('.scroll');
            table.firstElementChild.style.minWidth = '2000px';
            const paragraph = root.querySelector('.body p'), tin = root.querySelector('.tin');
            const placed = (style) => {
              paragraph.style.cssText = style;
              return hits(paragraph);
            };
            const red = '; z-index: 9999; background: red';
            const seen = [
              hits(table),
              placed('position: fixed; inset: 0' + red),
              placed('position: relative; left: 200px; width: 600px; height: 200px' + red),
            ];
            tin.style.contain = 'none';
            return [...seen, hits(paragraph)];",
            json!([]),
        )
        .await?;
    for (at, what) in ["a wide table", "a paragraph over the window", "a paragraph beside its place"].iter().enumerate()
    {
        assert_eq!(hits[at][0], "tin-reader", "{what} is there: {hits}");
        assert_ne!(hits[at][1], "tin-reader", "{what} reaches over the page: {hits}");
    }
    assert_eq!(hits[3][1], "tin-reader", "nothing but the containment holds it: {hits}");
    Ok(())
}

/// What follows the reader on the page stays below the first screen when the article comes.
async fn keeps_the_room_of_the_first_screen_while_loading(stage: Stage) -> Result {
    stage.site.route("/slow.json", Answer::never());
    let reader = stage.open("/").await?;
    reader.wait_state("ready").await?;
    let heights = reader
        .js_async(
            r"
            const reader = document.querySelector('tin-reader');
            const full = reader.offsetHeight;
            reader.feed = '/slow.json';
            await new Promise((go) => setTimeout(go, 300));
            return [full, reader.offsetHeight, reader.state];",
            json!([]),
        )
        .await?;
    let heights = &heights["value"];
    assert_eq!(heights[2], "loading", "{heights}");
    let height = |at: usize| heights[at].as_f64().unwrap_or_default();
    assert!(height(0) > 720.0 && height(1) > 500.0, "{heights}");
    Ok(())
}
