//! The reading tools: text, share, copy, print, QR code, and what stands along a long article.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair};
use crate::listen::{synthesiser, vietnamese};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        larger_text_holds_for_every_reader_of_the_page_and_for_the_next_visit,
        a_choice_is_there_before_the_tools_are,
        each_choice_does_what_it_says_and_reset_takes_all_back,
        a_theme_leaves_the_article_as_it_is,
        where_nothing_can_be_kept_a_choice_lasts_and_says_so,
        shares_by_plain_links_where_there_is_no_share_sheet,
        shares_by_the_share_sheet_where_there_is_one,
        an_article_without_an_address_offers_nothing_to_share,
        the_code_leads_to_the_article,
        prints_the_article_alone_and_cleans_up,
        says_so_when_nothing_prints,
        leads_back_to_the_headline_of_a_long_article,
        shows_the_way_through_a_long_article,
        tells_how_long_reading_takes_in_each_language,
        the_tools_are_those_the_tag_asks_for,
        nothing_moves_when_the_tools_come,
        a_narrow_reader_keeps_some_tools_behind_a_button,
        a_panel_closes_with_escape_and_gives_the_focus_back,
        escape_closes_the_panel_from_anywhere_in_the_reader,
        copies_the_articles_own_address_and_says_so,
        what_is_said_of_one_article_does_not_stand_under_the_next,
        the_browsers_own_print_has_the_address_and_the_code,
        the_tools_keep_to_a_strict_policy,
    ]
}

/// Waits until the tools are there.
pub async fn tools(reader: &Reader) -> Result {
    reader.wait_state("ready").await?;
    let script = "return !!root.querySelector('.tools button, .to-top, .progress, [data-large]')";
    eventually("the tools", async || Ok(reader.js(script, Value::Null).await? == true)).await
}

/// Waits until a script says so.
pub async fn until(reader: &Reader, what: &str, script: &str) -> Result {
    eventually(what, async || Ok(reader.js(script, Value::Null).await? == true)).await
}

/// The sample page's first article with its tools.
async fn sample(stage: &Stage) -> Result<Reader> {
    let reader = stage.open("/").await?;
    tools(&reader).await?;
    Ok(reader)
}

/// A feed of one article of so many paragraphs.
fn long(paragraphs: usize) -> Value {
    let text = "<p>Thành phố Móng Cái tiếp tục đầu tư kết cấu hạ tầng các khu, cụm công nghiệp trên địa bàn.</p>";
    feed([item("long").html(&text.repeat(paragraphs)), item("short").day(1)])
}

const STYLE: &str = "return (() => { const tin = root.querySelector('.tin'), style = getComputedStyle(tin);
return { size: style.fontSize, theme: tin.dataset.theme, font: style.fontFamily, columns: style.gridTemplateColumns, widest: style.maxInlineSize,
  leading: parseFloat(getComputedStyle(root.querySelector('.body')).lineHeight) / parseFloat(getComputedStyle(root.querySelector('.body')).fontSize) }; })()";

async fn larger_text_holds_for_every_reader_of_the_page_and_for_the_next_visit(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "").repeat(2)).await?;
    let other = reader.nth(1);
    for reader in [&reader, &other] {
        tools(reader).await?;
        assert_eq!(reader.js(STYLE, Value::Null).await?["size"], "16px");
    }
    reader.click("[data-tool=text]").await?;
    reader.click("[data-choose='0+']").await?;
    for reader in [&reader, &other] {
        assert_eq!(reader.js(STYLE, Value::Null).await?["size"], "18px");
    }
    assert_eq!(reader.js("return root.querySelector('.size-now').textContent", Value::Null).await?, "112%");
    stage.driver.refresh().await?;
    for reader in [&reader, &other] {
        reader.wait_state("ready").await?;
        assert_eq!(reader.js(STYLE, Value::Null).await?["size"], "18px");
    }
    tools(&reader).await?;
    reader.click("[data-tool=text]").await?;
    for _ in 0..5 {
        reader.click("[data-choose='0-']").await?;
    }
    assert_eq!(other.js(STYLE, Value::Null).await?["size"], "13px");
    let state = "return root.querySelector(\"[data-choose='0-']\").getAttribute('aria-disabled')";
    assert_eq!(reader.js(state, Value::Null).await?, "true", "there is no smaller one");
    Ok(())
}

async fn a_choice_is_there_before_the_tools_are(stage: Stage) -> Result {
    let (path, _) = dist::module("tools", ".wasm")?;
    stage.site.route(path, Answer::never());
    stage.site.json("/feed.json", &pair());
    // Before the reader there is nothing; what it is when the article comes is noted by a listener.
    let head = r#"<script>
        localStorage["tin-reader:text"] = "sepia|font-size:x-large;";
        addEventListener("tin-load", (event) => {
          const tin = event.target.shadowRoot.querySelector(".tin");
          window.first ??= [tin.dataset.theme, getComputedStyle(tin).fontSize];
        });
    </script>"#;
    let reader = stage.embed_after(head, &tag("/feed.json", "theme=dark")).await?;
    reader.wait_state("ready").await?;
    until(&reader, "the note", "return !!window.first").await?;
    assert_eq!(reader.js("return window.first", Value::Null).await?, json!(["sepia", "24px"]));
    Ok(())
}

async fn each_choice_does_what_it_says_and_reset_takes_all_back(stage: Stage) -> Result {
    let reader = sample(&stage).await?;
    let before = reader.js(STYLE, Value::Null).await?;
    let choose = async |name: &str| -> Result<Value> {
        let script =
            "const button = [...root.querySelectorAll('.option')].find((button) => button.textContent === args);
            button.click(); return button.getAttribute('aria-pressed')";
        assert_eq!(reader.js(script, json!(name)).await?, "true", "{name}");
        reader.js(STYLE, Value::Null).await
    };
    reader.click("[data-tool=text]").await?;
    // Each group changes its own part of the look, each option to a look of its own, and only one is chosen.
    let groups = "return [...root.querySelectorAll('.rows > .row')].slice(1).map((row) => row.querySelectorAll('.option').length)";
    assert_eq!(reader.js(groups, Value::Null).await?, json!([3, 3, 2, 5]), "spacing, width, font, theme");
    let pick = "
        const [row, at] = args, options = [...root.querySelectorAll('.rows > .row')[row].querySelectorAll('.option')];
        options[at].click();
        if (row === 4) while (root.querySelector('.tin').dataset.theme !== ['auto', 'light', 'dark', 'sepia', 'contrast'][at]) await new Promise((go) => setTimeout(go, 5));
        return [options.map((option) => option.ariaPressed === 'true').lastIndexOf(true), options.filter((option) => option.ariaPressed === 'true').length]";
    for (row, part, options) in [(1, "leading", 3), (2, "columns", 3), (3, "font", 2), (4, "theme", 5)] {
        let mut looks = Vec::new();
        for at in 0..options {
            let pressed = reader.js_async(pick, json!([row, at])).await?;
            assert_eq!(pressed, json!({ "value": [at, 1] }), "{part}: option {at}");
            let look = reader.js(STYLE, Value::Null).await?;
            assert!(!looks.contains(&look[part]), "{part}: option {at} is like another: {looks:?}");
            looks.push(look[part].clone());
            assert_eq!(look["size"], before["size"], "{part} is no size");
        }
    }
    // The usual size, one press from any other.
    reader.click("[data-choose='0+']").await?;
    reader.click("[data-choose='0+']").await?;
    assert!(reader.js(STYLE, Value::Null).await?["size"] != before["size"]);
    assert_eq!(choose("A").await.map(|look| look["size"].clone())?, before["size"]);
    reader.click(".reset").await?;
    until(&reader, "the tag's own theme", "return root.querySelector('.tin').dataset.theme === 'auto'").await?;
    assert_eq!(reader.js(STYLE, Value::Null).await?, before);
    assert!(choose("Rất rộng").await?["leading"].as_f64() > Some(2.3));
    assert!(
        choose("Có chân").await?["font"]
            .as_str()
            .is_some_and(|font| font.contains("serif") && !font.contains("sans-serif"))
    );
    // On a wide page the width has a row of its own: the first "Rộng" is the spacing's.
    let wide = "const rows = root.querySelectorAll('.row'); [...rows[2].querySelectorAll('button')].at(-1).click()";
    reader.js(wide, Value::Null).await?;
    assert_eq!(reader.js(STYLE, Value::Null).await?["widest"], "none");
    for (name, theme) in
        [("Sáng", "light"), ("Tối", "dark"), ("Vàng ngà", "sepia"), ("Tương phản cao", "contrast"), ("Tự động", "auto")]
    {
        choose(name).await?;
        let script = format!("return root.querySelector('.tin').dataset.theme === '{theme}'");
        until(&reader, name, &script).await?;
    }
    choose("Tối").await?;
    assert!(
        reader
            .js("return localStorage['tin-reader:text']", Value::Null)
            .await?
            .as_str()
            .is_some_and(|kept| kept.starts_with("dark|"))
    );
    reader.click(".reset").await?;
    until(&reader, "the tag's own theme", "return root.querySelector('.tin').dataset.theme === 'auto'").await?;
    assert_eq!(reader.js(STYLE, Value::Null).await?, before);
    assert_eq!(reader.js("return localStorage['tin-reader:text'] ?? null", Value::Null).await?, Value::Null);
    Ok(())
}

async fn a_theme_leaves_the_article_as_it_is(stage: Stage) -> Result {
    let reader = sample(&stage).await?;
    let same = reader
        .js_async(
            "const nodes = () => [root.querySelector('article'), root.querySelector('.related'), root.querySelector('.body img')];
            const before = nodes();
            root.querySelector('[data-tool=text]').click();
            [...root.querySelectorAll('.option')].find((button) => button.textContent === 'Tối').click();
            while (root.querySelector('.tin').dataset.theme !== 'dark') await new Promise((go) => setTimeout(go, 10));
            return nodes().every((node, at) => node && node === before[at]);",
            Value::Null,
        )
        .await?;
    assert_eq!(same, json!({ "value": true }));
    Ok(())
}

async fn where_nothing_can_be_kept_a_choice_lasts_and_says_so(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    // As in browsers that block a site's data.
    let head = "<script>Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('blocked', 'SecurityError'); } })</script>";
    let reader = stage.embed_after(head, &tag("/feed.json", "lang=en")).await?;
    tools(&reader).await?;
    reader.click("[data-tool=text]").await?;
    reader.click("[data-choose='0+']").await?;
    assert_eq!(reader.js(STYLE, Value::Null).await?["size"], "18px");
    let said = reader.js("return root.querySelector('.said').textContent", Value::Null).await?;
    assert!(said.as_str().is_some_and(|said| said.contains("cannot keep")), "{said}");
    // Another reader of the page follows, too.
    reader.js("document.body.append(host.cloneNode(true))", Value::Null).await?;
    let other = reader.nth(1);
    tools(&other).await?;
    assert_eq!(other.js(STYLE, Value::Null).await?["size"], "18px");
    Ok(())
}

/// Takes the share sheet away where there is one, so that every engine shows the links.
pub const NO_SHEET: &str = "<script>Object.defineProperty(Navigator.prototype, 'share', { value: undefined })</script>";

async fn shares_by_plain_links_where_there_is_no_share_sheet(stage: Stage) -> Result {
    let url = "https://portal.example/tin?id=1&b=á#x";
    stage.site.json("/feed.json", &feed([item("a1").field("url", url).title("Bài & ảnh")]));
    let reader = stage.embed_after(NO_SHEET, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    reader.click("[data-tool=share]").await?;
    until(&reader, "the links", "return root.querySelectorAll('.panel a').length === 3").await?;
    let seen = reader
        .js(
            "const links = [...root.querySelectorAll('.panel a')];
            return {
              url: host.current.url,
              facebook: new URL(links[0].href).host + new URL(links[0].href).pathname, u: new URL(links[0].href).search.slice(1).split('&').map((pair) => decodeURIComponent(pair)),
              zalo: new URL(links[1].href).host + new URL(links[1].href).pathname, d: JSON.parse(atob(new URL(links[1].href).searchParams.get('d'))),
              more: [...new URL(links[1].href).searchParams.keys()],
              mail: decodeURIComponent(links[2].href),
              rel: links.every((link) => link.rel === 'noopener noreferrer' && link.target === '_blank'),
              foreign: [...document.scripts, ...document.querySelectorAll('iframe')].filter((node) => node.src && !node.src.startsWith(location.origin)).length,
              focus: root.activeElement === links[0],
            };",
            Value::Null,
        )
        .await?;
    let address = seen["url"].as_str().ok_or("an address")?;
    assert_eq!(address, "https://portal.example/tin?id=1&b=%C3%A1#x");
    assert_eq!(seen["facebook"], "www.facebook.com/sharer/sharer.php");
    assert_eq!(seen["u"], json!([format!("u={address}")]), "the address and nothing else");
    assert_eq!(seen["zalo"], "button-share.zalo.me/share_external");
    assert_eq!((&seen["d"], &seen["more"]), (&json!({ "url": address }), &json!(["d"])));
    assert_eq!(seen["mail"], format!("mailto:?subject=Bài & ảnh&body={address}"));
    assert_eq!((&seen["rel"], &seen["foreign"], &seen["focus"]), (&json!(true), &json!(0), &json!(true)), "{seen}");
    reader.click("[data-tool=share-copy]").await?;
    // The drivers' browsers may or may not let a page copy: either way the reader is told which.
    let told = "const said = root.querySelector('.said').textContent;
        return said === 'Đã sao chép liên kết.' || said === `Trình duyệt không cho sao chép. Liên kết: ${host.current.url}`";
    until(&reader, "a word", told).await
}

async fn copies_the_articles_own_address_and_says_so(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed([item("a1").field("url", "https://portal.example/tin?id=1&b=á#x")]));
    let address = "https://portal.example/tin?id=1&b=%C3%A1#x";
    let real = stage.engine == Engine::Chromium;
    // Only Chromium lets a test read the clipboard. Of the others' the one call is noted, and kept as in a browser that allows it.
    let head = if real {
        let granted = json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] });
        stage.driver.cdp().send_raw("Browser.grantPermissions", granted).await?;
        ""
    } else {
        "<script>window.written = []; Object.defineProperty(navigator, 'clipboard', { value: { writeText: async (text) => { window.written.push(text); } } })</script>"
    };
    let reader = stage.embed_after(head, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    reader.click("[data-tool=copy]").await?;
    until(&reader, "the word", "return root.querySelector('.said').textContent === 'Đã sao chép liên kết.'").await?;
    let read = if real { "return [await navigator.clipboard.readText()]" } else { "return window.written" };
    assert_eq!(reader.js_async(read, Value::Null).await?, json!({ "value": [address] }));
    Ok(())
}

async fn what_is_said_of_one_article_does_not_stand_under_the_next(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let head = "<script>Object.defineProperty(navigator, 'clipboard', { value: undefined })</script>";
    let reader = stage.embed_after(head, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    reader.click("[data-tool=copy]").await?;
    let told =
        "return root.querySelector('.said').textContent === `Trình duyệt không cho sao chép. Liên kết: ${args[0]}`";
    let told = told.replace("${args[0]}", &stage.site.url("/tin/a1"));
    until(&reader, "the word", &told).await?;
    // The same article, made anew.
    reader.js("host.headingLevel = 3", Value::Null).await?;
    until(&reader, "the other level", "return !!root.querySelector('h3.title')").await?;
    reader.js_async("await new Promise((go) => setTimeout(go, 300))", Value::Null).await?;
    assert_eq!(reader.js(&told, Value::Null).await?, true);
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    until(&reader, "nothing", "return root.querySelector('.said').textContent === ''").await
}

async fn the_browsers_own_print_has_the_address_and_the_code(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "theme=dark")).await?;
    tools(&reader).await?;
    // Heard after the tool has heard it.
    let note = "
        window.seen = () => {
          const foot = root.querySelector('article > .printed');
          return foot && [foot.querySelector('.qr path')?.getAttribute('d').length > 100, foot.textContent.includes(args), foot.textContent.includes('In lúc ')];
        };
        addEventListener('beforeprint', () => (window.printing = window.seen()));
        return window.seen()";
    let address = stage.site.url("/tin/a1");
    assert_eq!(reader.js(note, json!(address)).await?, Value::Null);
    if stage.engine == Engine::Chromium {
        stage.driver.cdp().send_raw("Page.printToPDF", json!({})).await?;
        until(&reader, "a print", "return !!window.printing").await?;
        stage.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": "print" })).await?;
    } else {
        reader.js("dispatchEvent(new Event('beforeprint'))", Value::Null).await?;
    }
    assert_eq!(reader.js("return window.printing", Value::Null).await?, json!([true, true, true]));
    reader.js("dispatchEvent(new Event('afterprint'))", Value::Null).await?;
    assert_eq!(reader.js("return window.seen()", Value::Null).await?, Value::Null, "and then it is gone");
    reader.js("dispatchEvent(new Event('beforeprint'))", Value::Null).await?;
    let shown = "
        const shown = (selector) => root.querySelector(selector).getClientRects().length > 0;
        const tin = getComputedStyle(root.querySelector('.tin')), code = getComputedStyle(root.querySelector('.printed .qr'));
        return [['.title', '.body', '.printed', '.printed .qr'].map(shown), ['.toolbar', '.related', '.progress', '.to-top'].some(shown), tin.color, tin.backgroundColor, code.fill]";
    let seen = reader.js(shown, Value::Null).await?;
    if stage.engine == Engine::Chromium {
        let (black, white) = ("rgb(0, 0, 0)", "rgb(255, 255, 255)");
        assert_eq!(seen, json!([[true, true, true, true], false, black, white, black]));
        stage.driver.cdp().send_raw("Emulation.setEmulatedMedia", json!({ "media": "" })).await?;
    } else {
        assert_eq!(seen[0], json!([true, true, false, false]), "nothing of it is on the screen");
    }
    // Nor twice, if a browser does not say that it has printed.
    reader.js("dispatchEvent(new Event('beforeprint'))", Value::Null).await?;
    assert_eq!(reader.js("return root.querySelectorAll('.printed').length", Value::Null).await?, 1);
    Ok(())
}

async fn shares_by_the_share_sheet_where_there_is_one(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    // No driver has a share sheet: what is asked of it is recorded, and each answer it can give is given.
    let head = "<script>
        window.shared = [];
        window.sheet = 'ok';
        Object.defineProperty(navigator, 'share', { value: async (what) => {
          window.shared.push({ ...what });
          if (window.sheet !== 'ok') throw new DOMException('', window.sheet);
        } });
    </script>";
    let reader = stage.embed_after(head, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    let panel = "return root.querySelectorAll('.panel').length";
    for answer in ["ok", "AbortError"] {
        reader.js("window.sheet = args", json!(answer)).await?;
        reader.click("[data-tool=share]").await?;
        reader.js_async("await new Promise((go) => setTimeout(go, 100))", Value::Null).await?;
        assert_eq!(reader.js(panel, Value::Null).await?, 0, "{answer}");
    }
    let shared = reader.js("return window.shared", Value::Null).await?;
    let expected = json!({ "title": "Bài thứ nhất", "url": stage.site.url("/tin/a1") });
    assert_eq!(shared, json!([expected, expected]));
    // A frame that may not use it.
    reader.js("window.sheet = 'NotAllowedError'", Value::Null).await?;
    reader.click("[data-tool=share]").await?;
    until(&reader, "the links", "return root.querySelectorAll('.panel a').length === 3").await?;
    // Another article has other links.
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    until(&reader, "the panel gone", "return !root.querySelector('.panel')").await
}

async fn an_article_without_an_address_offers_nothing_to_share(stage: Stage) -> Result {
    let bare = item("bare").day(20).field("url", Value::Null);
    let reader = stage.read(feed([bare, item("a2").day(10)])).await?;
    tools(&reader).await?;
    let offered = "return ['share', 'copy', 'qr', 'print'].filter((tool) => root.querySelector(`[data-tool=${tool}]`).getClientRects().length)";
    assert_eq!(reader.js(offered, Value::Null).await?, json!(["print"]));
    assert_eq!(reader.show("a2").await?, Ok("Bài a2".to_owned()));
    until(&reader, "all of them", &format!("return (() => {{ {offered} }})().length === 4")).await
}

async fn the_code_leads_to_the_article(stage: Stage) -> Result {
    for theme in ["light", "contrast"] {
        let reader = stage.read_with(pair(), &format!("theme={theme}")).await?;
        tools(&reader).await?;
        reader.click("[data-tool=qr]").await?;
        let seen = reader
            .js(
                "const svg = root.querySelector('.qr'), side = svg.viewBox.baseVal.width, pixels = 4;
                const canvas = document.createElement('canvas');
                canvas.width = canvas.height = side * pixels;
                const paint = canvas.getContext('2d');
                paint.scale(pixels, pixels);
                paint.fill(new Path2D(svg.firstChild.getAttribute('d')));
                const { data } = paint.getImageData(0, 0, canvas.width, canvas.width);
                const style = getComputedStyle(svg);
                return { width: canvas.width, dark: Array.from({ length: data.length / 4 }, (_, at) => data[at * 4 + 3] > 127 ? '1' : '0').join(''),
                  colours: [style.backgroundColor, style.fill], name: svg.getAttribute('aria-label'), role: svg.getAttribute('role'), shown: svg.getBoundingClientRect().width };",
                Value::Null,
            )
            .await?;
        let width = usize::try_from(seen["width"].as_u64().ok_or("a width")?)?;
        let dark = seen["dark"].as_str().ok_or("pixels")?.as_bytes();
        let mut picture = rqrr::PreparedImage::prepare_from_bitmap(width, width, |x, y| dark[y * width + x] == b'1');
        let grids = picture.detect_grids();
        assert_eq!(grids.len(), 1, "one code");
        assert_eq!(grids[0].decode()?.1, stage.site.url("/tin/a1"));
        assert_eq!(seen["colours"], json!(["rgb(255, 255, 255)", "rgb(0, 0, 0)"]), "black on white in {theme}");
        assert_eq!((&seen["role"], &seen["name"]), (&json!("img"), &json!("Mã QR dẫn đến bài: Bài thứ nhất")));
        assert!(seen["shown"].as_f64() > Some(120.0), "{}", seen["shown"]);
    }
    Ok(())
}

/// Stands in for the one thing that a driver cannot have, the system's print dialog: notes the document that would be printed.
pub const PRINTER: &str = r#"<script>
window.printed = [];
window.prints = true;
const { get } = Object.getOwnPropertyDescriptor(HTMLIFrameElement.prototype, "contentWindow");
Object.defineProperty(HTMLIFrameElement.prototype, "contentWindow", { get() {
  const frame = get.call(this);
  frame.print = () => {
    const page = frame.document, style = frame.getComputedStyle(page.querySelector(".tin"));
    window.printed.push({
      title: page.title, lang: page.documentElement.lang, text: page.body.textContent, scripts: page.scripts.length,
      pictures: [...page.images].map((img) => img.complete && img.naturalWidth > 0),
      children: [...page.querySelector(".tin").children].map((node) => node.localName), theme: page.querySelector(".tin").dataset.theme,
      colour: style.color, background: style.backgroundColor, sheets: page.adoptedStyleSheets.length,
      code: !!page.querySelector(".printed .qr path"), foot: page.querySelector(".printed").textContent,
    });
    if (window.prints) frame.dispatchEvent(new Event("beforeprint"));
  };
  return frame;
} });
</script>"#;

async fn prints_the_article_alone_and_cleans_up(stage: Stage) -> Result {
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    stage.site.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    let html = "<p>Đoạn một</p><figure><img src='/anh.webp' width='960' height='640' alt='Ảnh'></figure>";
    stage.site.json("/feed.json", &feed([item("a1").day(20).html(html), item("a2").day(10)]));
    let body = format!("<h1>Trang của tỉnh</h1><div style='height: 3000px'></div>{}", tag("/feed.json", "theme=dark"));
    let reader = stage.embed_after(PRINTER, &body).await?;
    tools(&reader).await?;
    reader.click("[data-tool=print]").await?;
    until(&reader, "the print", "return window.printed.length === 1").await?;
    let printed = reader.js("return window.printed[0]", Value::Null).await?;
    assert_eq!((&printed["title"], &printed["lang"]), (&json!("Bài a1"), &json!("vi")));
    let text = printed["text"].as_str().unwrap_or_default();
    assert!(text.contains("Đoạn một") && !text.contains("Trang của tỉnh") && !text.contains("Bài a2"), "{text}");
    assert_eq!(printed["pictures"], json!([true]), "the picture has been waited for");
    assert_eq!((&printed["children"], &printed["theme"]), (&json!(["article"]), &json!("light")));
    assert_eq!((&printed["colour"], &printed["background"]), (&json!("rgb(27, 32, 36)"), &json!("rgb(255, 255, 255)")));
    assert_eq!((&printed["sheets"], &printed["scripts"], &printed["code"]), (&json!(1), &json!(0), &json!(true)));
    let foot = printed["foot"].as_str().unwrap_or_default();
    assert!(foot.contains(&stage.site.url("/tin/a1")) && foot.contains("In lúc ") && foot.contains("/20"), "{foot}");
    let frames = "return root.querySelectorAll('iframe').length";
    assert_eq!(reader.js(frames, Value::Null).await?, 1);
    reader.js("root.querySelector('iframe').contentWindow.dispatchEvent(new Event('afterprint'))", Value::Null).await?;
    until(&reader, "no frame", "return !root.querySelector('iframe')").await?;
    assert_eq!(reader.js("return root.querySelector('.said').textContent", Value::Null).await?, "");
    Ok(())
}

async fn says_so_when_nothing_prints(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let head = [PRINTER, "<script>window.prints = false</script>"].concat();
    let reader = stage.embed_after(&head, &tag("/feed.json", "lang=en")).await?;
    tools(&reader).await?;
    reader.click("[data-tool=print]").await?;
    until(
        &reader,
        "a word",
        "return root.querySelector('.said').textContent.startsWith('Printing does not work here')",
    )
    .await?;
    let said = reader.js("return root.querySelector('.said').textContent", Value::Null).await?;
    assert!(said.as_str().is_some_and(|said| said.ends_with(&stage.site.url("/tin/a1"))), "{said}");
    assert_eq!(reader.js("return root.querySelectorAll('iframe').length", Value::Null).await?, 0);
    Ok(())
}

async fn leads_back_to_the_headline_of_a_long_article(stage: Stage) -> Result {
    let reader = stage.read(long(120)).await?;
    tools(&reader).await?;
    let shown = "return root.querySelector('.to-top').getClientRects().length > 0";
    assert_eq!(reader.js(shown, Value::Null).await?, false, "there is nowhere to go back to");
    reader.js("window.scrollTo({ top: innerHeight * 2, behavior: 'instant' })", Value::Null).await?;
    until(&reader, "the button", shown).await?;
    let place = reader
        .js(
            "const box = root.querySelector('.to-top button').getBoundingClientRect(), tin = root.querySelector('.tin').getBoundingClientRect();
            return [box.width >= 44 && box.height >= 44, box.left >= tin.left && box.right <= tin.right, box.top >= 0 && box.bottom <= innerHeight,
              document.elementFromPoint(box.left + 22, box.top + 22) === host];",
            Value::Null,
        )
        .await?;
    assert_eq!(place, json!([true, true, true, true]), "on the screen, inside the reader");
    reader.js("root.querySelector('.to-top button').click()", Value::Null).await?;
    until(&reader, "the headline", "return root.activeElement === root.querySelector('.title') && Math.abs(root.querySelector('article').getBoundingClientRect().top) < 4").await?;
    until(&reader, "no button", "return !root.querySelector('.to-top').getClientRects().length").await?;
    // Beyond the reader it is not on the screen.
    reader.js("const after = document.createElement('div'); after.style.height = '3000px'; document.body.append(after); scrollTo({ top: 1e6, behavior: 'instant' })", Value::Null).await?;
    until(&reader, "the end", "return root.querySelector('.to-top').getBoundingClientRect().bottom < 0").await
}

async fn shows_the_way_through_a_long_article(stage: Stage) -> Result {
    let reader = stage.read(long(120)).await?;
    tools(&reader).await?;
    let part = "const line = root.querySelector('.progress div'); return line && new DOMMatrix(getComputedStyle(line).transform).a";
    until(&reader, "the line", "return !!root.querySelector('.progress div')").await?;
    assert_eq!(reader.js(part, Value::Null).await?, 0);
    for (place, least, most) in [("0.5", 0.4, 0.6), ("1", 1.0, 1.0)] {
        let script = format!(
            "const box = root.querySelector('article').getBoundingClientRect();
            scrollTo({{ top: scrollY + box.top + (box.height - innerHeight) * {place} + 1, behavior: 'instant' }})"
        );
        reader.js(&script, Value::Null).await?;
        let near = format!("return ((part) => part >= {least} && part <= {most})((() => {{ {part} }})())");
        until(&reader, place, &near).await?;
    }
    let quiet = "return root.querySelector('.progress').getAttribute('aria-hidden')";
    assert_eq!(reader.js(quiet, Value::Null).await?, "true");
    // A short article has no way to show.
    reader.show("short").await?.map_err(|code| format!("{code}: no short article"))?;
    until(&reader, "no line", &format!("return (() => {{ {part} }})() === 0")).await
}

async fn tells_how_long_reading_takes_in_each_language(stage: Stage) -> Result {
    // 20 syllables a paragraph, and a lead of three: 2,603 at 250 a minute.
    for (lang, sentence) in [("vi", "Đọc khoảng 11 phút"), ("en", "About 11 min read"), ("zh", "阅读约需 11 分钟")]
    {
        let reader = stage.read_with(long(130), &format!("lang={lang}")).await?;
        tools(&reader).await?;
        let time = reader.js("return root.querySelector('.reading-time .long').textContent", Value::Null).await?;
        assert_eq!(time, sentence);
    }
    Ok(())
}

/// The button of the keys is there with any tool.
const BUTTONS: &str = "return [...root.querySelectorAll('.tools [data-tool]:not([data-tool=keys])')].map((button) => button.dataset.tool)";

async fn the_tools_are_those_the_tag_asks_for(stage: Stage) -> Result {
    let reader = stage.read_with(long(120), "tools='qr copy'").await?;
    tools(&reader).await?;
    assert_eq!(reader.js(BUTTONS, Value::Null).await?, json!(["copy", "qr"]));
    let along = "return root.querySelectorAll('.to-top, .progress, .reading-time, [data-large]').length";
    assert_eq!(reader.js(along, Value::Null).await?, 0);
    // Asked for later, they come; in another language, they speak it; taken away, nothing is left of them.
    reader.js("host.tools = 'top progress print'", Value::Null).await?;
    until(&reader, "other tools", &format!("return (() => {{ {BUTTONS} }})().join() === 'print'")).await?;
    assert_eq!(reader.js(along, Value::Null).await?, 3);
    reader.js("host.lang = 'en'", Value::Null).await?;
    until(&reader, "English", "return root.querySelector('.to-top button')?.title === 'Back to top' && root.querySelector('.progress') && root.querySelector('[data-tool=print]').title === 'Print'").await?;
    reader.js("host.tools = 'copy'", Value::Null).await?;
    until(
        &reader,
        "one tool",
        &format!("return (() => {{ {BUTTONS} }})().join() === 'copy' && (() => {{ {along} }})() === 0"),
    )
    .await
}

async fn nothing_moves_when_the_tools_come(stage: Stage) -> Result {
    let (path, wasm) = dist::module("tools", ".wasm")?;
    for (width, size) in [(360, ""), (1200, ""), (360, "sepia|font-size:xx-large;"), (1200, "|font-size:xx-large;")] {
        let (held, gate) = Answer::bytes(wasm.media_type, &*wasm.bytes).gate();
        stage.site.route(path, held);
        stage.site.json("/feed.json", &long(20));
        let head = format!("<script>localStorage['tin-reader:text'] = '{size}'</script>");
        let body = format!("<div style='width: {width}px'>{}</div>", tag("/feed.json", ""));
        let reader = stage.embed_after(&head, &body).await?;
        reader.wait_state("ready").await?;
        let place = "const box = root.querySelector('.title').getBoundingClientRect(); return [box.top, box.left, box.width, box.height]";
        let before = reader.js(place, Value::Null).await?;
        gate.open();
        tools(&reader).await?;
        assert_eq!(reader.js(place, Value::Null).await?, before, "{width} px, {size}");
        let out = "const tin = root.querySelector('.tin').getBoundingClientRect();
            return [...root.querySelectorAll('.toolbar *')].filter((node) => node.getClientRects().length && node.getBoundingClientRect().right > tin.right).length";
        assert_eq!(reader.js(out, Value::Null).await?, 0, "{width} px, {size}");
    }
    Ok(())
}

async fn a_narrow_reader_keeps_some_tools_behind_a_button(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let body = format!("<div style='width: 360px'>{}</div>", tag("/feed.json", ""));
    let reader = stage.embed(&body).await?;
    tools(&reader).await?;
    let shown = "return [...root.querySelectorAll('.tools [data-tool]:not([data-tool=keys])')].filter((button) => button.getClientRects().length).map((button) => button.dataset.tool)";
    let many = reader.js("return root.querySelector('.tools').hasAttribute('data-many')", Value::Null).await? == true;
    let few = reader.js(shown, Value::Null).await?;
    let all = reader.js(BUTTONS, Value::Null).await?;
    let sizes = reader
        .js("return [...root.querySelectorAll('.tools button:not([data-tool=keys])')].filter((button) => button.getClientRects().length).every((button) => button.offsetWidth >= 44 && button.offsetHeight >= 44)", Value::Null)
        .await?;
    assert_eq!(sizes, true, "buttons for thumbs");
    let list = few.as_array().ok_or("a list")?;
    assert!(many, "all tools are too many for a narrow reader: {all}");
    assert!(list.contains(&json!("more")) && !list.contains(&json!("qr")), "{few}");
    reader.click("[data-tool=more]").await?;
    assert_eq!(reader.js(shown, Value::Null).await?, all);
    let expanded = "return root.querySelector('[data-tool=more]').getAttribute('aria-expanded')";
    assert_eq!(reader.js(expanded, Value::Null).await?, "true");
    Ok(())
}

async fn a_panel_closes_with_escape_and_gives_the_focus_back(stage: Stage) -> Result {
    let reader = sample(&stage).await?;
    for (tool, inside) in [("text", ".option"), ("qr", "a")] {
        reader.click(&format!("[data-tool={tool}]")).await?;
        let focus = format!("return root.activeElement === root.querySelector('.panel {inside}')");
        until(&reader, tool, &focus).await?;
        stage.driver.action_chain().send_keys(thirtyfour::Key::Escape).perform().await?;
        let back = format!(
            "return !root.querySelector('.panel') && root.activeElement === root.querySelector('.tools [data-tool={tool}]')"
        );
        until(&reader, tool, &back).await?;
    }
    Ok(())
}

async fn escape_closes_the_panel_from_anywhere_in_the_reader(stage: Stage) -> Result {
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    stage.site.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    let html = "<p>Chữ có <a href='/xa'>liên kết</a>.</p><img src='/anh.webp' width='960' height='640' alt='Ảnh'>";
    let reader =
        stage.embed_after(&synthesiser(&vietnamese()), "<button id=outside>Trang</button><div id=place></div>").await?;
    stage.site.json("/feed.json", &feed([item("a1").html(html)]));
    reader.js("document.querySelector('#place').innerHTML = args", tag("/feed.json", "").into()).await?;
    tools(&reader).await?;
    let escape = async || stage.driver.action_chain().send_keys(thirtyfour::Key::Escape).perform().await;
    let open = "return !!root.querySelector('.panel')";
    for tool in ["text", "listen", "search"] {
        reader.click(&format!("[data-tool={tool}]")).await?;
        until(&reader, tool, open).await?;
        reader.js("document.querySelector('#outside').focus()", Value::Null).await?;
        escape().await?;
        assert_eq!(reader.js(open, Value::Null).await?, true, "the page's own keys are the page's");
        reader.js("root.querySelector('.body a').focus()", Value::Null).await?;
        escape().await?;
        let left = "return !root.querySelector('.panel') && root.activeElement === root.querySelector('.body a')";
        until(&reader, tool, left).await?;
    }
    // What lies on top closes first.
    reader.click("[data-tool=text]").await?;
    reader.click(".body img").await?;
    until(&reader, "the picture", "return root.querySelector('dialog').open").await?;
    escape().await?;
    until(&reader, "no picture", "return !root.querySelector('dialog').open").await?;
    assert_eq!(reader.js(open, Value::Null).await?, true);
    escape().await?;
    until(&reader, "no panel", "return !root.querySelector('.panel')").await
}

async fn the_tools_keep_to_a_strict_policy(stage: Stage) -> Result {
    stage.site.json("/feed.json", &long(120));
    // Inline scripts are the test's own.
    let policy = "default-src 'none'; script-src 'self' 'unsafe-inline' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'; \
        style-src 'none'; frame-src 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
    let head = format!(
        "{PRINTER}{NO_SHEET}<script>window.violations = []; addEventListener('securitypolicyviolation', (event) => window.violations.push(event.violatedDirective + ' ' + event.blockedURI))</script>"
    );
    let page = stage.page(&head, &tag("/feed.json", "")).header("content-security-policy", policy);
    stage.site.route("/page.html", page);
    let reader = stage.open("/page.html").await?;
    tools(&reader).await?;
    reader.click("[data-tool=text]").await?;
    reader.click("[data-choose='0+']").await?;
    assert_eq!(reader.js(STYLE, Value::Null).await?["size"], "18px");
    for tool in ["share", "qr", "copy", "print"] {
        reader.click(&format!("[data-tool={tool}]")).await?;
    }
    until(&reader, "the print", "return window.printed.length === 1").await?;
    assert_eq!(reader.js("return window.printed[0].sheets", Value::Null).await?, 1);
    reader.js("scrollTo({ top: 2000, behavior: 'instant' })", Value::Null).await?;
    until(
        &reader,
        "the line",
        "return new DOMMatrix(getComputedStyle(root.querySelector('.progress div')).transform).a > 0",
    )
    .await?;
    // That the reader asks for its policy and is refused is another test's matter.
    let violations = "return window.violations.filter((one) => one !== 'trusted-types trusted-types-policy')";
    assert_eq!(reader.js(violations, Value::Null).await?, json!([]));
    Ok(())
}
