//! Awkward input and awkward places: headlines that are one word, empty, emoji or in another language; a clipboard, a
//! storage, a share sheet and voices that are not to be had.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{feed, item, pair, with_tin};
use crate::listen::synthesiser;
use crate::reader::Reader;
use crate::sight::CUT;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::tools::{NO_SHEET, tools, until};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_headline_of_300_letters_without_a_space_breaks_wherever_it_stands,
        an_article_without_a_title_is_called_by_what_it_has,
        emoji_stay_whole_wherever_they_stand,
        an_article_in_another_language_is_read_and_heard_as_such,
        a_passage_whose_language_has_no_voice_is_passed_over_and_told_of_once,
        a_share_sheet_that_is_cancelled_is_no_trouble,
        a_clipboard_that_is_blocked_gives_the_address_to_read,
        a_frame_that_may_do_nothing_reads_on_with_its_tools,
    ]
}

/// Looks for `query` in the open panel.
async fn ask(reader: &Reader, query: &str) -> Result {
    let script = "const query = root.querySelector('.query'); query.value = args; query.dispatchEvent(new InputEvent('input', { bubbles: true }))";
    reader.js(script, query.into()).await?;
    until(reader, query, "return !!root.querySelector('.result')").await
}

async fn press(reader: &Reader, tool: &str, shown: &str) -> Result {
    // The tools are told of an article when it has been painted, and close what was open.
    reader.js_async("await new Promise((go) => requestAnimationFrame(() => setTimeout(go, 100)))", Value::Null).await?;
    reader.js(&format!("root.querySelector('.tools [data-tool={tool}]').click()"), Value::Null).await?;
    until(reader, tool, &format!("return !!root.querySelector('{shown}')")).await
}

/// What the tools last said.
async fn said(reader: &Reader) -> Result<String> {
    until(reader, "a word", "return root.querySelector('.said').textContent.length > 3").await?;
    let said = reader.js("return root.querySelector('.said').textContent", Value::Null).await?;
    Ok(said.as_str().unwrap_or_default().to_owned())
}

async fn a_headline_of_300_letters_without_a_space_breaks_wherever_it_stands(stage: Stage) -> Result {
    let word = |letter: &str| letter.repeat(300);
    let news = feed([
        item("a1").title(&word("Ầ")).field("url", format!("/tin/{}", word("a"))).field("summary", word("b")).day(20),
        item("a2")
            .title(&word("Ộ"))
            .image("/img/t-cong-nghiep.webp")
            .field("authors", json!([{ "name": word("c") }]))
            .day(10),
    ]);
    stage.site.json("/feed.json", &with_tin(news, "categories", json!([{ "id": "kinh-te", "title": word("K") }])));
    for width in ["320px", "700px", "1120px"] {
        let body = format!("<div style='width: {width}; margin: 0'>{}</div>", tag("/feed.json", ""));
        let reader = stage.embed_after(NO_SHEET, &body).await?;
        tools(&reader).await?;
        // A page as wide as the reader, so that nothing has room to stick out.
        let script = format!("document.body.style.cssText = 'margin: 0; width: {width}; overflow: auto'");
        reader.js(&script, Value::Null).await?;
        for article in ["a1", "a2"] {
            reader.show(article).await?.map_err(|code| format!("{code}: {article}"))?;
            for (tool, shown) in [("share", ".panel a"), ("qr", ".panel .qr"), ("search", ".query")] {
                press(&reader, tool, shown).await?;
                if tool == "search" {
                    ask(&reader, "oooo").await?;
                }
                assert_eq!(reader.js(CUT, Value::Null).await?, json!([]), "{width}, {article}, {tool}");
            }
            let whole = reader.look().await?;
            assert_eq!(whole.title, word(if article == "a1" { "Ầ" } else { "Ộ" }), "nothing of it is left out");
        }
        reader.js("host.category = 'kinh-te'", Value::Null).await?;
        reader.wait("the list", |look| look.title == word("K")).await?;
        assert_eq!(reader.js(CUT, Value::Null).await?, json!([]), "{width}, a list");
    }
    Ok(())
}

async fn an_article_without_a_title_is_called_by_what_it_has(stage: Stage) -> Result {
    let bare = |id: &str, title: Value| item(id).field("title", title).field("summary", Value::Null);
    let long = "Đoạn đầu của bài, dài hơn một dòng tít. ".repeat(6);
    let news = feed([
        item("summary").field("title", "").day(20),
        item("spaces").field("title", " \u{a0}\n\t").day(19),
        item("number").field("title", 7).day(18),
        bare("text", Value::Null).field("content_html", Value::Null).field("content_text", long.as_str()).day(17),
        bare("address", json!("")).day(16),
        bare("nothing", json!("")).field("url", Value::Null).day(15),
    ]);
    let reader = stage.read(news).await?;
    tools(&reader).await?;
    let text = "Đoạn đầu của bài, dài hơn một dòng tít. Đoạn đầu của bài, dài hơn một dòng tít. Đoạn đầu của bài, dài hơn một dòng tít.…";
    let address = stage.site.url("/tin/address");
    let names = [
        ("summary", "Tóm tắt summary"),
        ("spaces", "Tóm tắt spaces"),
        ("number", "Tóm tắt number"),
        ("text", text),
        ("address", &*address),
        ("nothing", "nothing"),
    ];
    for (id, name) in names {
        assert_eq!(reader.show(id).await?, Ok(name.to_owned()), "{id}");
        let look = reader.look().await?;
        let current = reader.js("return host.current.title", Value::Null).await?;
        assert_eq!((look.title.as_str(), current.as_str()), (name, Some(name)), "{id}");
        let others: Vec<_> = names.iter().filter(|(other, _)| *other != id).map(|(_, name)| *name).collect();
        let related: Vec<_> = look.related.iter().map(|related| related.text.as_str()).collect();
        assert_eq!(related, others, "every link has a name");
    }
    Ok(())
}

/// A family, a flag, a skin tone, a keycap, an old sign made an emoji.
const EMOJI: &str = "👨‍👩‍👧‍👦 🇻🇳 👍🏽 1️⃣ ❤️";

async fn emoji_stay_whole_wherever_they_stand(stage: Stage) -> Result {
    let title = format!("Lễ hội {EMOJI}");
    let mut news = feed([
        item("a1").title(&title).field("summary", EMOJI).html(&format!("<p>Chữ {EMOJI} chữ.</p>")).day(20),
        item("a2").title("HALF").day(10),
    ])
    .to_string();
    // Half an emoji, as a system that counts UTF-16 leaves it where it cuts.
    news = news.replace("HALF", "Cắt \\ud83d");
    stage.site.route("/feed.json", Answer::bytes("application/json", news));
    let voices = json!([{ "name": "Mây", "lang": "vi-VN", "localService": true }]);
    let reader = stage.embed_after(&[NO_SHEET, &synthesiser(&voices)].concat(), &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    let look = reader.wait_title(&title).await?;
    assert_eq!((look.lead.as_str(), look.body.trim()), (EMOJI, format!("Chữ {EMOJI} chữ.").as_str()));
    assert_eq!(look.related[0].text, "Cắt \u{fffd}", "half an emoji is shown as what is missing");
    press(&reader, "share", ".panel a").await?;
    let mail = "return decodeURIComponent(root.querySelector('.panel a[href^=mailto]').href.split('subject=')[1].split('&')[0])";
    assert_eq!(reader.js(mail, Value::Null).await?, title);
    // Searched for by a word beside them. The match is marked, and cuts none of them.
    press(&reader, "search", ".query").await?;
    ask(&reader, "le hoi").await?;
    let found = "const row = root.querySelector('.result'); return [row.querySelector('.headline').textContent, row.querySelector('mark').textContent]";
    let found = reader.js(found, Value::Null).await?;
    assert_eq!(found[0], title);
    assert!(found[1].as_str().is_some_and(|mark| "Lễ hội".starts_with(mark)), "{found}");
    // And aloud: the voice gets them whole or not at all.
    press(&reader, "listen", "[data-tool=listen-play]").await?;
    reader.js("root.querySelector('[data-tool=listen-play]').click()", Value::Null).await?;
    until(&reader, "the voice", "return !!root.querySelector('[data-spoken]')").await?;
    let spoken = reader.js("return speech.said.map((said) => said.text)", Value::Null).await?;
    let spoken = spoken[0].as_str().unwrap_or_default();
    assert!(spoken.starts_with("Lễ hội") && !spoken.contains('\u{fffd}'), "{spoken}");
    assert_eq!(reader.show("a2").await?, Ok("Cắt \u{fffd}".to_owned()));
    press(&reader, "share", ".panel a").await?;
    let look = reader.look().await?;
    assert!(look.errors.is_empty(), "{:?}", look.errors);
    Ok(())
}

async fn an_article_in_another_language_is_read_and_heard_as_such(stage: Stage) -> Result {
    let foreign = [
        ("zh", "芒街口岸恢复通关", "口岸自今日起恢复通关。"),
        ("km", "ដំណឹងអំពីទីក្រុងព្រំដែន", "ដំណឹងអំពីទីក្រុងព្រំដែននៅថ្ងៃនេះ"),
        ("en-GB", "The border gate opens again", "Traffic resumes today."),
    ];
    let items = foreign.iter().zip([20, 19, 18]).map(|((lang, title, text), day)| {
        item(lang)
            .title(title)
            .field("summary", *text)
            .html(&format!("<p>{text}</p>"))
            .field("language", *lang)
            .day(day)
    });
    stage.site.json("/feed.json", &feed(items));
    let voices = json!([
        { "name": "Mây", "lang": "vi-VN", "localService": true },
        { "name": "Daniel", "lang": "en-GB", "localService": true },
    ]);
    let reader = stage.embed_after(&synthesiser(&voices), &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    for (lang, title, _) in foreign {
        assert_eq!(reader.show(lang).await?, Ok(title.to_owned()));
        let langs = "return ['article', '.title', '.body p', '.list a', '.tools'].map((selector) => root.querySelector(selector).closest('[lang]').lang)";
        let other = foreign[usize::from(lang == "zh")].0;
        assert_eq!(reader.js(langs, Value::Null).await?, json!([lang, lang, lang, other, "vi"]));
        assert_eq!(reader.js(CUT, Value::Null).await?, json!([]), "{lang}");
        reader.js("root.querySelector('.said').textContent = ''", Value::Null).await?;
        reader.js("root.querySelector('.tools [data-tool=listen]').click()", Value::Null).await?;
        if lang == "en-GB" {
            until(&reader, "the player", "return !!root.querySelector('.player')").await?;
        } else {
            let said = said(&reader).await?;
            // A language that the interface has no word for is called what the browser calls it.
            assert!(said.contains(if lang == "zh" { "tiếng Trung" } else { "tiếng Khmer" }), "{said}");
        }
    }
    Ok(())
}

async fn a_passage_whose_language_has_no_voice_is_passed_over_and_told_of_once(stage: Stage) -> Result {
    let html = "<p>Một.</p><p lang='fr'>Bonjour.</p><p>Hai.</p><p lang='fr'>Encore.</p><p>Ba.</p>";
    stage.site.json("/feed.json", &feed([item("a1").html(html)]));
    let voices = json!([{ "name": "Lan", "lang": "vi-VN", "localService": true }]);
    let reader = stage.embed_after(&synthesiser(&voices), &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    press(&reader, "listen", ".player").await?;
    let script = "
        const told = [], note = () => { const { textContent } = root.querySelector('.said'); if (textContent) told.push(textContent); };
        const watch = new MutationObserver(note);
        watch.observe(root.querySelector('.said'), { childList: true });
        root.querySelector('[data-tool=listen-play]').click();
        for (let turn = 0; turn < 99 && speech.said.at(-1)?.text !== 'Ba.'; turn++) {
          await new Promise((then) => setTimeout(then, 30));
          speech.finish();
        }
        return [speech.said.map(({ text }) => text).slice(-3), told]";
    let seen = reader.js_async(script, Value::Null).await?;
    assert_eq!(seen["value"][0], json!(["Một.", "Hai.", "Ba."]), "{seen}");
    let told = seen["value"][1].as_array().ok_or("nothing told")?;
    assert_eq!(told.len(), 1, "{seen}");
    assert!(told[0].as_str().is_some_and(|told| told.contains("giọng đọc tiếng Pháp")), "{seen}");
    Ok(())
}

async fn a_share_sheet_that_is_cancelled_is_no_trouble(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let head = "<script>
        window.asked = 0;
        Object.defineProperty(navigator, 'share', { value: async () => { asked++; throw new DOMException('Share canceled', 'AbortError'); } });
    </script>";
    let reader = stage.embed_after(head, &tag("/feed.json", "")).await?;
    tools(&reader).await?;
    for round in 1..=2 {
        reader.click(".tools [data-tool=share]").await?;
        until(&reader, "the question", &format!("return asked === {round}")).await?;
        reader.js_async("await new Promise((go) => setTimeout(go, 100))", Value::Null).await?;
        let after = "return [root.querySelector('.said').textContent, !!root.querySelector('.panel'), root.querySelector('.status').textContent]";
        assert_eq!(reader.js(after, Value::Null).await?, json!(["", false, ""]), "nothing is said of it");
    }
    let look = reader.look().await?;
    assert!(look.errors.is_empty() && look.console.is_empty(), "{look:#?}");
    Ok(())
}

async fn a_clipboard_that_is_blocked_gives_the_address_to_read(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    for trouble in [
        "Clipboard.prototype.writeText = async () => { throw new DOMException('Write permission denied.', 'NotAllowedError'); }",
        "Clipboard.prototype.writeText = () => { throw new TypeError('no'); }",
        "Object.defineProperty(navigator, 'clipboard', { value: undefined })",
    ] {
        let reader =
            stage.embed_after(&format!("{NO_SHEET}<script>{trouble}</script>"), &tag("/feed.json", "")).await?;
        tools(&reader).await?;
        let told = format!("Trình duyệt không cho sao chép. Liên kết: {}", stage.site.url("/tin/a1"));
        reader.click(".tools [data-tool=share]").await?;
        until(&reader, "the links", "return !!root.querySelector('[data-tool=share-copy]')").await?;
        reader.click("[data-tool=share-copy]").await?;
        assert_eq!(said(&reader).await?, told, "{trouble}");
        // It can be marked by hand, and nothing else of the bar with it.
        let marked = "getSelection().selectAllChildren(root.querySelector('.said')); return getComputedStyle(root.querySelector('.said')).userSelect !== 'none'";
        assert_eq!(reader.js(marked, Value::Null).await?, true);
        assert!(reader.look().await?.errors.is_empty(), "{trouble}");
    }
    Ok(())
}

/// A frame with scripts and nothing else: no storage of any kind, no clipboard, no share sheet, no windows, an origin that
/// is nobody's.
async fn a_frame_that_may_do_nothing_reads_on_with_its_tools(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let feed = stage.site.url("/feed.json");
    stage.site.route("/inside.html", stage.page("", &tag(&feed, "")));
    let frame = "<!doctype html><title>Khung</title><iframe sandbox='allow-scripts' src='/inside.html' style='width: 360px; height: 800px'></iframe>";
    stage.site.route("/outside.html", Answer::html(frame));
    stage.driver.goto(stage.site.url("/outside.html")).await?;
    stage.driver.enter_frame(0).await?;
    let reader = Reader::here(&stage.driver);
    tools(&reader).await?;
    let blocked = "try { return typeof localStorage } catch (error) { return [error.name, origin] }";
    assert_eq!(reader.js(blocked, Value::Null).await?, json!(["SecurityError", "null"]));
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert!(look.errors.is_empty() && look.events("tin-error").is_empty(), "{look:#?}");
    press(&reader, "text", ".option").await?;
    reader.js("root.querySelector('[data-choose=\"0+\"]').click()", Value::Null).await?;
    assert!(said(&reader).await?.starts_with("Trình duyệt không lưu được lựa chọn này"));
    assert_eq!(reader.js("return getComputedStyle(root.querySelector('.tin')).fontSize", Value::Null).await?, "18px");
    reader.js("root.querySelector('.said').textContent = ''", Value::Null).await?;
    reader.js("root.querySelector('.tools [data-tool=copy]').click()", Value::Null).await?;
    assert!(said(&reader).await?.contains(&stage.site.url("/tin/a1")), "the address, copied or not");
    press(&reader, "search", ".query").await?;
    ask(&reader, "bai thu hai").await?;
    reader.js("root.querySelector('.result').click()", Value::Null).await?;
    let look = reader.wait_title("Bài thứ hai").await?;
    assert!(look.errors.is_empty(), "{:?}", look.errors);
    stage.driver.enter_default_frame().await?;
    Ok(())
}
