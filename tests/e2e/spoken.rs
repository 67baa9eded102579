//! What is heard, and in which language: words of the interface, languages of parts, live regions, names of pictures, headings,
//! and the tree that screen readers get.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::{Value, json};

use crate::access::TIMERS;
use crate::answer::Answer;
use crate::budgets::SAVES_DATA;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, series, series_from, with, with_tin};
use crate::listen::synthesiser;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::tools::{NO_SHEET, PRINTER, tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let everywhere = list![
        no_language_of_the_interface_leaks_into_another,
        each_part_says_which_language_it_is_in,
        an_article_of_a_feed_without_a_language_is_vietnamese,
        dates_and_numbers_are_what_the_browser_would_write,
        the_tools_are_offered_in_each_language,
        live_regions_speak_once,
        pictures_have_their_own_words_or_their_captions_or_none,
        a_table_that_the_keyboard_comes_to_says_what_it_is,
        headings_follow_each_other_at_every_level,
    ];
    let in_chromium = list![screen_readers_get_the_main_page, screen_readers_get_the_list_of_a_category];
    everywhere.into_iter().chain(in_chromium.into_iter().map(|test| test.only_on(Engine::Chromium))).collect()
}

/// Gathers every text and every name that ever stands in a reader's shadow tree.
const GATHER: &str = "<script>{
    window.gathered = new Set();
    const gather = (node) => {
      const keep = (text) => { const trimmed = text?.trim(); if (trimmed) gathered.add(trimmed); };
      if (node.nodeType === 3) keep(node.data);
      if (node.nodeType === 1) for (const name of ['aria-label', 'title', 'alt', 'placeholder']) keep(node.getAttribute(name));
      for (const child of node.childNodes) gather(child);
    };
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const root = attach.call(this, how);
      new MutationObserver((records) => records.forEach(({ target, addedNodes }) => [target, ...addedNodes].forEach(gather)))
        .observe(root, { subtree: true, childList: true, characterData: true, attributes: true });
      return root;
    };
}</script>";

/// Words that are the same in every language: names, units, formats, what is written on a key.
const NAMES: [&str; 17] = [
    "Facebook", "Zalo", "KB", "MB", "JSON", "Feed", "Esc", "Chrome", "Edge", "Firefox", "Safari", "A", "l", "t", "PDF",
    "items", "QR",
];

/// A feed whose own words are stars, so that every letter on the page is the interface's.
fn stars() -> Value {
    let figure = "<figure><img src='/sao.webp' width='960' height='640' alt='☆'><figcaption>☆☆</figcaption></figure>";
    let star = |id: &str, day: u8| item(id).title(&format!("☆ {day}")).field("summary", "☆").html("<p>☆</p>").day(day);
    let rich = star("rich", 27)
        .html(&format!("<p>☆ µ¸¶·¹©ª«¬®¨ µ¸¶·¹©ª«¬®¨</p>{figure}{figure}"))
        .field("date_modified", "2019-09-28T12:00:00+07:00")
        .field("authors", json!([{ "name": "☆" }]))
        .field(
            "attachments",
            json!([{ "url": "/1.pdf", "mime_type": "a/b", "title": "☆", "size_in_bytes": 1_258_291 }]),
        )
        .tin("source", "☆");
    let bare = star("bare", 26).field("content_html", Value::Null);
    let others = (1..20).map(|day| star(&format!("s{day}"), day).category(if day % 2 == 0 { "k" } else { "v" }));
    let stars = feed([rich.category("k"), bare.category("v")].into_iter().chain(others));
    with_tin(
        with(stars, "title", "☆"),
        "categories",
        json!([{ "id": "k", "title": "☆1☆" }, { "id": "v", "title": "☆2☆" }, { "id": "l", "title": "☆3☆" }]),
    )
}

/// What the address `/<code>.json` of the portal answers.
fn bad() -> [(&'static str, Answer); 5] {
    [
        ("feed-http", Answer::status(503)),
        ("feed-unreachable", Answer::json(&pair()).without_cors()),
        ("feed-not-json", Answer::html("☆")),
        ("feed-invalid", Answer::json(&json!({ "version": "https://jsonfeed.org/version/1.1", "title": "☆" }))),
        ("feed-empty", Answer::json(&feed([]))),
    ]
}

/// A portal whose words are stars, and a reader in this language that waits for it in vain. What the device may do, the test
/// decides.
async fn starry(stage: &Stage, lang: &str) -> Result<(Site, Reader)> {
    let portal = Site::start().await?;
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    portal.route("/sao.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    portal.json("/feed.json", &stars());
    portal.route("/never.json", Answer::never());
    for (code, answer) in bad() {
        portal.route(&format!("/{code}.json"), answer);
    }
    let clipboard = "<script>Object.defineProperty(navigator, 'clipboard', { value: { writeText: async () => { if (window.forbid) throw new DOMException('', 'NotAllowedError'); } } });
        addEventListener('DOMContentLoaded', () => { window.prints = false });</script>";
    let storage = "<script>Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('', 'SecurityError'); } })</script>";
    let head = [
        GATHER,
        TIMERS,
        NO_SHEET,
        PRINTER,
        clipboard,
        storage,
        &synthesiser(&json!([{ "name": "☆", "lang": "vi-VN", "localService": true }])),
    ]
    .concat();
    let body = format!("<tin-reader feed='{}' lang='{lang}' related='5'></tin-reader>", portal.url("/never.json"));
    let reader = stage.embed_after(&head, &body).await?;
    Ok((portal, reader))
}

/// Has a reader in this language say as much as it can, and returns what it has said.
async fn everything_said(stage: &Stage, lang: &str) -> Result<BTreeSet<String>> {
    let (portal, reader) = starry(stage, lang).await?;
    // Waiting, and what goes wrong.
    reader.wait("the engine's skeleton", |look| look.loading && look.lang.starts_with(lang)).await?;
    reader.js("tick()", Value::Null).await?;
    reader.wait("the word that it takes long", |look| !look.status.is_empty()).await?;
    reader.js("tick()", Value::Null).await?;
    reader.wait_failure("feed-timeout").await?;
    for (code, _) in bad() {
        reader.js("host.feed = args", portal.url(&format!("/{code}.json")).into()).await?;
        reader.wait_failure(code).await?;
    }
    for (code, script) in [
        ("feed-missing", "host.removeAttribute('feed')"),
        ("article-not-found", "host.article = 'nowhere'; host.feed = args"),
        ("category-empty", "host.article = null; host.category = 'l'"),
    ] {
        reader.js(script, portal.url("/feed.json").into()).await?;
        reader.wait_failure(code).await?;
    }
    // An article, and each tool.
    reader.js("host.category = null", Value::Null).await?;
    tools(&reader).await?;
    reader.wait_title("☆ 27").await?;
    for (press, shown) in [
        ("[data-tool=text]", ".option"),
        ("[data-choose=\"0+\"]", ".said:not(:empty)"),
        ("[data-tool=share]", ".panel a"),
        ("[data-tool=qr]", ".panel a"),
        ("[data-tool=keys]", ".keys"),
        ("[data-tool=listen]", ".player"),
        ("[data-tool=listen-play]", "[data-spoken]"),
        ("[data-tool=listen-play]", ".panel"),
        ("[data-tool=listen-stop]", ".panel"),
        ("[data-tool=save]", ".kept"),
        ("[data-keep=save]", ".kept li"),
        ("[data-tool=search]", ".chip"),
        ("[data-tool=copy]", ".said:not(:empty)"),
        ("[data-tool=more]", ".tools[data-all]"),
        ("[data-large]", "dialog[open]"),
        ("[data-light=close]", ".tools"),
        (".more", ".status:not(:empty)"),
    ] {
        let found =
            reader.js("const found = root.querySelector(args); found?.click(); return !!found", press.into()).await?;
        assert_eq!(found, true, "{press}");
        until(&reader, press, &format!("return !!root.querySelector('{shown}')")).await?;
    }
    let ask = "const query = root.querySelector('.query'); query.value = args; query.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    for (query, shown) in [("27", ".result"), ("99", "[data-do=clear]")] {
        reader.js(ask, query.into()).await?;
        until(&reader, query, &format!("return !!root.querySelector('{shown}')")).await?;
    }
    reader.js("root.querySelectorAll('.chip')[1].click()", Value::Null).await?;
    until(&reader, "the way to all", "return !!root.querySelector('.results [data-chip=\"\"]')").await?;
    reader.js("root.querySelector('.panel-close').click()", Value::Null).await?;
    // No voice, no clipboard, no printer, no synthesiser.
    for (script, what) in [
        ("window.forbid = true; root.querySelector('[data-tool=copy]').click()", "the address"),
        (
            "speech.come([{ name: '☆', lang: 'fr-FR', localService: true }]); root.querySelector('.tools [data-tool=listen]').click()",
            "no voice",
        ),
        ("root.querySelector('[data-tool=print]').click()", "no printer"),
    ] {
        reader.js("root.querySelector('.said').textContent = ''", Value::Null).await?;
        reader.js(script, Value::Null).await?;
        until(&reader, what, "return root.querySelector('.said').textContent.length > 3").await?;
    }
    // An article that is elsewhere, a list, and the way to it.
    reader.show("bare").await?.map_err(|code| format!("{code}: bare"))?;
    reader.js("host.related = 3; host.category = 'v'", Value::Null).await?;
    reader.wait("the list", |look| look.title == "☆2☆" && look.related.len() == 3).await?;
    reader.show("s1").await?.map_err(|code| format!("{code}: s1"))?;
    until(&reader, "the way back", "return !!root.querySelector('.back')").await?;
    // Stale, and without a network.
    portal.route("/feed.json", Answer::status(500));
    reader.js_async("await host.refresh().catch(() => {})", Value::Null).await?;
    reader.wait_state("stale").await?;
    portal.stop().await;
    reader.js_async("await host.refresh().catch(() => {})", Value::Null).await?;
    let words = reader.js("return [...window.gathered]", Value::Null).await?;
    Ok(words.as_array().into_iter().flatten().filter_map(|word| word.as_str().map(str::to_owned)).collect())
}

/// The words of a text that are letters of the Latin alphabet without marks, each once.
fn latin(text: &str) -> BTreeSet<String> {
    // Addresses are nobody's words.
    let text = text.split_whitespace().filter(|word| !word.contains("://")).collect::<Vec<_>>().join(" ");
    let words = text.split(|c: char| !c.is_alphabetic() && c != '\u{301}');
    words.filter(|word| !word.is_empty() && word.is_ascii()).map(str::to_owned).collect()
}

async fn no_language_of_the_interface_leaks_into_another(stage: Stage) -> Result {
    let mut said = BTreeMap::new();
    for lang in ["vi", "en", "zh"] {
        said.insert(lang, everything_said(&stage, lang).await?);
    }
    let counts: Vec<_> = said.values().map(BTreeSet::len).collect();
    assert!(counts.iter().all(|count| *count > 95), "much has been said in each language: {counts:?}");
    let known = |word: &String| NAMES.contains(&word.as_str());
    // The code of an error is the webmaster's.
    let code =
        |text: &&String| text.starts_with("feed-") || ["article-not-found", "category-empty"].contains(&text.as_str());
    for text in said["zh"].iter().filter(|text| !code(text)) {
        let foreign: Vec<_> = latin(text).into_iter().filter(|word| !known(word)).collect();
        assert!(foreign.is_empty(), "Chinese that says {foreign:?}: {text}");
    }
    // Vietnamese has words without marks: those that English has, too, are few.
    let english: BTreeSet<_> =
        said["en"].iter().filter(|text| !code(text)).flat_map(|text| latin(&text.to_lowercase())).collect();
    for text in said["vi"].iter().filter(|text| !code(text)) {
        let foreign: Vec<_> = latin(text)
            .into_iter()
            .filter(|word| {
                !known(word) && english.contains(&word.to_lowercase()) && !["In", "in", "to"].contains(&word.as_str())
            })
            .collect();
        assert!(foreign.is_empty(), "Vietnamese that says {foreign:?}: {text}");
    }
    for text in said["en"].iter().filter(|text| !code(text)) {
        let own = |c: char| c.is_ascii() || "☆…“”’×−–—·←→µ¸¶¹©ª«¬®¨".contains(c);
        assert!(text.chars().all(own), "English that says {text}");
    }
    Ok(())
}

async fn each_part_says_which_language_it_is_in(stage: Stage) -> Result {
    let html = "<p>Chữ <em lang='fr'>mot</em></p><figure><img src='/img/hop-giam-sat.webp' width='960' height='640' alt='Ảnh'><figcaption>Chú thích</figcaption></figure>";
    let mut items = vec![
        item("vi")
            .title("Bài tiếng Việt")
            .day(20)
            .html(html)
            .field("attachments", json!([{ "url": "/1.pdf", "mime_type": "a/b", "title": "Văn bản" }])),
        item("zh").title("中文新闻").day(10).field("language", "zh"),
        item("zh2").title("文化").day(9).field("language", "zh").category("van-hoa"),
    ];
    items.extend(series_from(9, "a", 3));
    let reader = stage.read_with(feed(items), "lang=en").await?;
    tools(&reader).await?;
    reader.js("root.querySelector('[data-large]').click(); root.querySelector('[data-light=close]').click(); root.querySelector('.tools [data-tool=search]').click()", Value::Null).await?;
    until(&reader, "the field", "return !!root.querySelector('.query')").await?;
    reader.js("const query = root.querySelector('.query'); query.value = '中文'; query.dispatchEvent(new InputEvent('input', { bubbles: true }))", Value::Null).await?;
    until(&reader, "a result", "return !!root.querySelector('.result')").await?;
    let seen = reader
        .js(
            "const lang = (selector) => [selector, root.querySelector(selector)?.closest('[lang]')?.lang ?? null];
            return ['.title', '.lead', '.body p', '.body em', 'figcaption', '.category', '.files a', '.light-caption', '.large', '.meta', '.files', '.to-top button', '.related-title',
              '.tools', '.status', '.query-label', 'dialog', '.item time', '.result'].map(lang)",
            Value::Null,
        )
        .await?;
    let expected = [
        (".title", "vi"),
        (".lead", "vi"),
        (".body p", "vi"),
        (".body em", "fr"),
        ("figcaption", "vi"),
        (".category", "vi"),
        (".files a", "vi"),
        (".light-caption", "vi"),
        (".large", "vi"),
        (".meta", "en"),
        (".files", "en"),
        (".to-top button", "en"),
        (".related-title", "en"),
        (".tools", "en"),
        (".status", "en"),
        (".query-label", "en"),
        ("dialog", "en"),
        (".item time", "en"),
        (".result", "zh"),
    ];
    for (at, (selector, lang)) in expected.iter().enumerate() {
        assert_eq!(seen[at], json!([selector, lang]));
    }
    // Categories and saved headlines are the feed's words.
    let chips = "return [...root.querySelectorAll('.chip')].map((chip) => chip.closest('[lang]').lang)";
    assert_eq!(reader.js(chips, Value::Null).await?, json!(["en", "vi", "zh"]));
    assert_eq!(reader.show("zh").await?, Ok("中文新闻".to_owned()));
    reader.js("root.querySelector('.tools [data-tool=save]').click()", Value::Null).await?;
    until(&reader, "the button", "return !!root.querySelector('[data-keep=save]')").await?;
    reader.js("root.querySelector('[data-keep=save]').click()", Value::Null).await?;
    until(&reader, "the saved headline", "return !!root.querySelector('.kept li .headline')").await?;
    let kept = "return ['.kept .headline', '.kept .facts'].map((selector) => root.querySelector(selector).closest('[lang]').lang)";
    assert_eq!(reader.js(kept, Value::Null).await?, json!(["zh", "en"]));
    assert_eq!(reader.show("vi").await?, Ok("Bài tiếng Việt".to_owned()));
    let related = "return root.querySelector('.list [data-article=zh]').lang";
    assert_eq!(reader.js(related, Value::Null).await?, "zh");
    // A list's own heading is the feed's, the button back the interface's.
    let reader = stage.embed(&tag("/feed.json", "lang=en category=kinh-te")).await?;
    reader.wait("the list", |look| !look.related.is_empty()).await?;
    assert_eq!(reader.js("return root.querySelector('.listing .title').lang", Value::Null).await?, "vi");
    assert_eq!(reader.show("vi").await?, Ok("Bài tiếng Việt".to_owned()));
    assert_eq!(reader.js("return root.querySelector('.back').closest('[lang]').lang", Value::Null).await?, "en");
    Ok(())
}

/// JSON Feed 1.0 has no `language`, and the interface's is not the article's.
async fn an_article_of_a_feed_without_a_language_is_vietnamese(stage: Stage) -> Result {
    let attachments = json!([{ "url": "/1.pdf", "mime_type": "a/b", "title": "Văn bản" }]);
    let items = [item("a1").day(20).field("attachments", attachments), item("a2").day(10)];
    let reader = stage.read_with(with(feed(items), "language", Value::Null), "lang=en").await?;
    tools(&reader).await?;
    reader.js("root.querySelector('.tools [data-tool=search]').click()", Value::Null).await?;
    until(&reader, "the field", "return !!root.querySelector('.query')").await?;
    reader.js("const query = root.querySelector('.query'); query.value = 'bai'; query.dispatchEvent(new InputEvent('input', { bubbles: true }))", Value::Null).await?;
    until(&reader, "a result", "return !!root.querySelector('.result')").await?;
    let langs = "return ['.title', '.lead', '.body', '.files a', '.list .headline', '.result .headline', '.related-title', '.tools'].map((selector) => root.querySelector(selector).closest('[lang]').lang)";
    let vi = json!("vi");
    let expected = [&vi, &vi, &vi, &vi, &vi, &vi, &json!("en"), &json!("en")];
    assert_eq!(reader.js(langs, Value::Null).await?, json!(expected));
    let reader = stage.embed(&tag("/feed.json", "lang=en category=kinh-te")).await?;
    reader.wait("the list", |look| !look.related.is_empty()).await?;
    assert_eq!(reader.js("return root.querySelector('.listing .title').lang", Value::Null).await?, "vi");
    Ok(())
}

/// Where data is to be saved, the tools wait for a press; the words for it are the glue's.
async fn the_tools_are_offered_in_each_language(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    for (lang, words) in [("vi", "Công cụ đọc"), ("en", "Reading tools"), ("zh", "阅读工具")] {
        let reader = stage.embed_after(SAVES_DATA, &tag("/feed.json", &format!("lang={lang}"))).await?;
        until(&reader, words, &format!("return root?.querySelector('.toolbar button')?.textContent === '{words}'"))
            .await?;
    }
    Ok(())
}

/// The engine writes dates and numbers itself, to be small. The browser's own `Intl` is the judge.
async fn dates_and_numbers_are_what_the_browser_would_write(stage: Stage) -> Result {
    let files: Vec<_> = [512 * 1024, 1_258_291, 47_185_920]
        .iter()
        .map(|size| json!({ "url": format!("/{size}.pdf"), "mime_type": "a/b", "title": "☆", "size_in_bytes": size }))
        .collect();
    let items = (0..7).map(|day| {
        item(&format!("d{day}"))
            .date(&format!("2019-09-0{}T17:05:00+07:00", 7 - day))
            .field("date_modified", "2019-10-08T09:30:00+07:00")
            .field("attachments", files.clone())
    });
    stage.site.json("/feed.json", &feed(items));
    for lang in ["vi", "en", "zh"] {
        let reader = stage.embed(&tag("/feed.json", &format!("lang={lang}"))).await?;
        reader.wait_state("ready").await?;
        for day in 0..7 {
            reader.show(&format!("d{day}")).await?.map_err(|code| format!("{code}: d{day}"))?;
            let seen = reader
                .js(
                    "const time = root.querySelector('.meta time'), locale = root.querySelector('.tin').lang, date = new Date(time.dateTime);
                    const written = (options) => new Intl.DateTimeFormat(locale, { timeZone: 'Asia/Ho_Chi_Minh', ...options });
                    const parts = Object.fromEntries(written({ weekday: 'long', day: '2-digit', month: args === 'en' ? 'long' : '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
                      .formatToParts(date).map(({ type, value }) => [type, value]));
                    const sizes = [512, 1.2, 45].map((size) => new Intl.NumberFormat(locale, { maximumFractionDigits: 1 }).format(size));
                    const short = { vi: { day: '2-digit', month: '2-digit', year: 'numeric' } }[args] ?? { day: 'numeric', month: 'long', year: 'numeric' };
                    const day = (time) => new Intl.DateTimeFormat({ en: 'en-GB' }[args] ?? locale, { timeZone: 'Asia/Ho_Chi_Minh', ...short }).format(new Date(time.dateTime));
                    const others = [...root.querySelectorAll('.item time, .updated time')];
                    return {
                      text: time.textContent, parts, sizes, shown: [...root.querySelectorAll('.size')].map((size) => size.textContent),
                      others: others.length, wrong: others.filter((time) => !time.textContent.startsWith(day(time))).map((time) => [time.textContent, day(time)]),
                    };",
                    lang.into(),
                )
                .await?;
            let text = seen["text"].as_str().unwrap_or_default().to_lowercase();
            for part in ["weekday", "day", "month", "year", "hour", "minute"] {
                let value = seen["parts"][part].as_str().ok_or(part)?.to_lowercase();
                let value = if part == "day" || (part == "month" && lang == "zh") {
                    value.trim_start_matches('0')
                } else {
                    &value
                };
                // WebKit's zh writes the unit into the part.
                let value = value.trim_end_matches(['年', '月', '日']);
                assert!(text.contains(value), "{lang}: {part} {value:?} in {seen}");
            }
            for (at, unit) in ["KB", "MB", "MB"].into_iter().enumerate() {
                let size = seen["sizes"][at].as_str().unwrap_or_default();
                assert_eq!(seen["shown"][at], format!("{size} {unit}"), "{lang}: {seen}");
            }
            assert_eq!((&seen["others"], &seen["wrong"]), (&json!(7), &json!([])), "{lang}: {seen}");
        }
    }
    Ok(())
}

/// Notes what live regions say: a text that is put into one, or an alert that comes. (The same words again are heard again.)
const EAR: &str = "<script>{
    window.heard = [];
    const live = (node) => node.closest?.('[role=status], [role=alert], [aria-live]:not([aria-live=off])');
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (how) {
      const root = attach.call(this, how);
      new MutationObserver((records) => {
        const regions = new Map();
        for (const { target, addedNodes } of records) for (const node of addedNodes) {
          const region = live(target)?.closest(':not([aria-busy=true] *)') ?? (node.nodeType === 1 && (node.matches('[role=alert]') ? node : node.querySelector('[role=alert]')));
          if (region) regions.set(region, (regions.get(region) ?? 0) + 1);
        }
        for (const region of regions.keys()) if (region.isConnected && region.textContent.trim()) heard.push(region.textContent.trim());
      }).observe(root, { subtree: true, childList: true, characterData: true });
      return root;
    };
}</script>";

/// What has been heard since the last time, after `quiet` milliseconds in which nothing was.
async fn heard(reader: &Reader) -> Result<Vec<String>> {
    tokio::time::sleep(Duration::from_millis(400)).await;
    let heard = reader.js("return window.heard.splice(0)", Value::Null).await?;
    Ok(serde_json::from_value(heard)?)
}

async fn live_regions_speak_once(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 20)));
    let head = [EAR, TIMERS, NO_SHEET].concat();
    let reader = stage.embed_after(&head, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    assert_eq!(heard(&reader).await?, [""; 0], "an article that comes at once needs no word");
    reader.js("root.querySelector('.more').click()", Value::Null).await?;
    reader.wait("more", |look| look.related.len() > 13).await?;
    assert_eq!(heard(&reader).await?, ["Đã hiện thêm 6 tin."]);
    reader.show("a2").await?.map_err(|code| format!("{code}: a2"))?;
    assert_eq!(heard(&reader).await?, [""; 0], "the headline has the focus, and is heard for that");
    // Search: once for each pause in typing.
    reader.js("root.querySelector('.tools [data-tool=search]').click()", Value::Null).await?;
    until(&reader, "the field", "return !!root.querySelector('.query')").await?;
    heard(&reader).await?;
    let ask = "const query = root.querySelector('.query'); query.value = args; query.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    for letters in ["b", "ba", "bai"] {
        reader.js(ask, letters.into()).await?;
    }
    until(&reader, "the number", "return root.querySelector('.unseen').textContent.length > 3").await?;
    assert_eq!(heard(&reader).await?, ["Tìm thấy 20 tin."]);
    reader.js("root.querySelector('.panel-close').click()", Value::Null).await?;
    // Text size: the size, and nothing else.
    reader.js("root.querySelector('.tools [data-tool=text]').click()", Value::Null).await?;
    heard(&reader).await?;
    reader.js("root.querySelector('[data-choose=\"0+\"]').click()", Value::Null).await?;
    assert_eq!(heard(&reader).await?, ["112%"]);
    reader.js("root.querySelector('.tools [data-tool=copy]').click()", Value::Null).await?;
    until(&reader, "a word", "return root.querySelector('.said').textContent.length > 3").await?;
    assert_eq!(heard(&reader).await?.len(), 1);
    // Newer news, when the network is back.
    reader.js("root.querySelector('.tools [data-tool=text]').click()", Value::Null).await?;
    let newer = item("neu").title("Tin mới").date("2030-01-01T08:00:00+07:00");
    stage.site.json("/feed.json", &feed([newer].into_iter().chain(series("a", 20))));
    heard(&reader).await?;
    reader.js("dispatchEvent(new Event('online'))", Value::Null).await?;
    until(&reader, "the offer", "return !!root.querySelector('.newer button')").await?;
    assert_eq!(heard(&reader).await?, ["Có tin mới. Bấm để xem."]);
    // It stays in view, and takes no room.
    let offer = "scrollTo({ top: 300, behavior: 'instant' }); const { top, bottom } = root.querySelector('.newer button').getBoundingClientRect(); return top >= 0 && bottom <= innerHeight && root.elementFromPoint(innerWidth / 2, innerHeight - 20)?.closest('.newer') === null";
    assert_eq!(reader.js(offer, Value::Null).await?, true);
    // A refresh that fails, and fails again in the same way; and one that does not.
    stage.site.route("/feed.json", Answer::status(500));
    for round in 0..2 {
        reader.js_async("await host.refresh().catch(() => {})", Value::Null).await?;
        reader.wait_state("stale").await?;
        let heard = heard(&reader).await?;
        assert_eq!(heard.len(), 1 - round, "{heard:?}");
    }
    // A slow start, then an error, then the same error.
    stage.site.route("/never.json", Answer::never().then(Answer::status(500)));
    let reader = stage.embed_after(&head, &tag("/never.json", "")).await?;
    reader.wait("the skeleton", |look| look.loading && look.lang == "vi").await?;
    assert_eq!(heard(&reader).await?, [""; 0]);
    reader.js("tick()", Value::Null).await?;
    assert_eq!(heard(&reader).await?, ["Vẫn đang tải, mạng có vẻ chậm…"]);
    reader.js("tick()", Value::Null).await?;
    reader.wait_failure("feed-timeout").await?;
    let failed = heard(&reader).await?;
    assert_eq!(failed.len(), 1, "{failed:?}");
    assert!(failed[0].contains("Nguồn tin không phản hồi sau 10 giây"), "{failed:?}");
    reader.click("[data-act=retry]").await?;
    reader
        .wait("another failure", |look| look.failure.as_ref().is_some_and(|failure| failure.code == "feed-http"))
        .await?;
    let failed = heard(&reader).await?;
    assert_eq!(failed.len(), 1, "{failed:?}");
    Ok(())
}

async fn pictures_have_their_own_words_or_their_captions_or_none(stage: Stage) -> Result {
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    stage.site.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    let img = |more: &str| format!("<img src='/anh.webp' width='960' height='640' {more}>");
    let html = format!(
        "<figure>{}<figcaption>Chú thích một</figcaption></figure><figure>{}<figcaption>Chú thích hai</figcaption></figure><p>{}</p><p><a href='/anh'>{}</a></p>",
        img("alt='Chữ thay'"),
        img(""),
        img(""),
        img("alt='Ảnh có liên kết'")
    );
    let items = [
        item("a1").html(&html).day(20),
        item("a2").image("/anh.webp").tin("image_alt", "Nhà máy").day(10),
        item("a3").image("/anh.webp").day(5),
    ];
    let names = "return [...root.querySelectorAll('.body img, .thumb img')].map((img) => [img.getAttribute('alt'), img.getAttribute('aria-label')])";
    let banner = json!({ "url": "/img/banner.webp", "link": "/" });
    let reader = stage.read_with(with_tin(feed(items), "banner", banner), "tools=none").await?;
    reader.wait_state("ready").await?;
    let plain =
        json!([["Chữ thay", null], ["", null], ["", null], ["Ảnh có liên kết", null], ["Nhà máy", null], ["", null]]);
    assert_eq!(reader.js(names, Value::Null).await?, plain, "as the feed has them");
    assert_eq!(reader.look().await?.banner.ok_or("no banner")?.alt, "Tin thành phố", "a link has a name: the feed's");
    reader.js("host.tools = 'lightbox'", Value::Null).await?;
    tools(&reader).await?;
    let large = json!([
        ["Chữ thay", "Xem ảnh lớn: Chữ thay"],
        [null, "Xem ảnh lớn: Chú thích hai"],
        [null, "Xem ảnh lớn"],
        ["Ảnh có liên kết", null],
        ["Nhà máy", null],
        ["", null]
    ]);
    assert_eq!(reader.js(names, Value::Null).await?, large);
    reader.js("host.tools = 'none'", Value::Null).await?;
    until(&reader, "the pictures as they were", "return !root.querySelector('[data-large], .tools button')").await?;
    assert_eq!(reader.js(names, Value::Null).await?, plain);
    Ok(())
}

async fn a_table_that_the_keyboard_comes_to_says_what_it_is(stage: Stage) -> Result {
    let table = |caption| {
        format!("<table>{caption}<tr><th>Năm</th><th>Tỷ lệ</th></tr><tr><td>2019</td><td>92,4%</td></tr></table>")
    };
    let html = [
        &table(""),
        "<p>Chữ</p><blockquote>",
        &table("<caption> </caption>"),
        "</blockquote>",
        &table("<caption>Tỷ lệ <b>đạt</b></caption>"),
    ];
    stage.site.json("/feed.json", &feed([item("a1").html(&html.concat())]));
    for (lang, word) in [("vi", "Bảng"), ("en", "Table"), ("zh", "表格")] {
        let reader = stage.embed(&tag("/feed.json", &format!("lang={lang} tools=none"))).await?;
        reader.wait_state("ready").await?;
        let named = "return [...root.querySelectorAll('.body [tabindex]')].map((node) => [node.getAttribute('role'), node.getAttribute('aria-label')])";
        let expected = json!([["group", word], ["group", word], ["group", "Tỷ lệ đạt"]]);
        assert_eq!(reader.js(named, Value::Null).await?, expected);
    }
    Ok(())
}

async fn headings_follow_each_other_at_every_level(stage: Stage) -> Result {
    let html =
        "<h1>Một</h1><p>Chữ</p><h2>Hai</h2><p>Chữ</p><h4>Bốn</h4><p>Chữ</p><h3>Ba</h3><p>Chữ</p><h6>Sáu</h6><p>Chữ</p>";
    stage.site.json("/feed.json", &feed([item("a1").html(html).day(20), item("a2").day(10)]));
    let levels = "return [...root.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((heading) => +heading.localName[1])";
    for level in 1..=4_u64 {
        for list in ["", "category=kinh-te"] {
            let reader = stage.embed(&tag("/feed.json", &format!("heading-level={level} {list}"))).await?;
            reader.wait_state("ready").await?;
            let seen: Vec<u64> = serde_json::from_value(reader.js(levels, Value::Null).await?)?;
            assert_eq!(seen[0], level, "{seen:?}");
            assert!(seen.windows(2).all(|pair| pair[1] <= pair[0] + 1), "no level is left out: {seen:?}");
            assert!(seen[1..].iter().all(|heading| *heading > level), "all stand below the headline: {seen:?}");
            if list.is_empty() {
                assert_eq!((seen.len(), seen[seen.len() - 1]), (7, level + 1), "the related list's own: {seen:?}");
            }
        }
    }
    Ok(())
}

// ---- the accessibility tree ----

/// The tree as Chromium gives it to screen readers: what has a role and a name or a meaning, one line each.
async fn tree(stage: &Stage) -> Result<String> {
    let cdp = stage.driver.cdp();
    cdp.send_raw("Accessibility.enable", json!({})).await?;
    let answer = cdp.send_raw("Accessibility.getFullAXTree", json!({})).await?;
    cdp.send_raw("Accessibility.disable", json!({})).await?;
    let nodes = answer["nodes"].as_array().ok_or("no nodes")?;
    let find = |id: &Value| nodes.iter().find(|node| node["nodeId"] == *id);
    let mut lines = Vec::new();
    // Depth first, the next to be visited last.
    let mut open = vec![(&nodes[0], 0)];
    while let Some((node, depth)) = open.pop() {
        let line = line(node);
        let inner = if line.is_some() { depth + 1 } else { depth };
        if let Some(line) = line {
            lines.push(["  ".repeat(depth), line].concat());
        }
        for child in node["childIds"].as_array().into_iter().flatten().rev() {
            open.extend(find(child).map(|child| (child, inner)));
        }
    }
    lines.push(String::new());
    Ok(lines.join("\n"))
}

/// What one node tells: its role, its name, and what else is said of it. `None`: a screen reader passes over it.
fn line(node: &Value) -> Option<String> {
    let role = node["role"]["value"].as_str()?;
    let name = node["name"]["value"].as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    let silent = ["none", "generic", "InlineTextBox", "ListMarker", "LineBreak", "LayoutTable", "RootWebArea"];
    if node["ignored"] == true || silent.contains(&role) {
        return None;
    }
    // Read as part of what it stands in.
    if role == "StaticText" {
        return Some(format!("“{name}”"));
    }
    let property = |wanted: &str| {
        let properties = node["properties"].as_array()?;
        let found = properties.iter().find(|property| property["name"] == wanted)?;
        let value = &found["value"]["value"];
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    };
    let mut line = if name.is_empty() { role.to_owned() } else { format!("{role} “{name}”") };
    for (wanted, word) in
        [("level", "level"), ("expanded", "expanded"), ("pressed", "pressed"), ("hasPopup", "opens"), ("live", "live")]
    {
        if let Some(value) = property(wanted) {
            line = format!("{line}, {word} {value}");
        }
    }
    Some(line)
}

/// Compares with the written expectation; `TIN_WRITE_TREES` writes it, to be read before it is kept.
fn expect(file: &str, seen: &str) -> Result {
    let path = format!("{}/tests/fixtures/{file}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("TIN_WRITE_TREES").is_some() {
        std::fs::write(&path, seen)?;
    }
    let expected = std::fs::read_to_string(&path)?;
    for (number, (seen, expected)) in seen.lines().zip(expected.lines()).enumerate() {
        assert_eq!(seen, expected, "{file}, line {}", number + 1);
    }
    assert_eq!(seen.lines().count(), expected.lines().count(), "{file}: as many lines");
    Ok(())
}

async fn screen_readers_get_the_main_page(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    tools(&reader).await?;
    expect("tree-article.txt", &tree(&stage).await?)
}

async fn screen_readers_get_the_list_of_a_category(stage: Stage) -> Result {
    let body = "<main><h1>Cổng thông tin</h1><tin-reader feed='/feed/feed.json' category='kinh-te' heading-level='2' related='3'></tin-reader></main>";
    let reader = stage.embed(body).await?;
    reader.wait("the list", |look| look.related.len() == 3).await?;
    tools(&reader).await?;
    expect("tree-list.txt", &tree(&stage).await?)
}
