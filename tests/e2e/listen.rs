//! Listening: what is said, what is marked, and that silence is silence.
//!
//! Browsers without a screen have no voices, so most tests bring a synthesiser of their own: it notes what it is given to say
//! and says it when the test wants. Everything else is the browser's. One test asks the browser's own.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::feeds::{feed, item, pair};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        listening_goes_from_headline_to_lead_to_text_passage_by_passage,
        listening_marks_the_passage_and_moves_nothing,
        listening_goes_on_with_the_sentence_it_was_stopped_in,
        listening_skips_by_passage_and_stops,
        listening_has_a_speed_that_is_remembered,
        listening_leaves_other_languages_as_they_are,
        listening_without_a_voice_for_the_language_is_told,
        listening_without_a_synthesiser_is_told,
        listening_takes_voices_that_come_late,
        listening_tells_of_late_voices_without_the_language,
        listening_tells_of_an_engine_that_does_not_begin,
        listening_passes_over_an_engine_that_does_not_end,
        listening_gives_an_engine_that_was_silenced_a_breath,
        listening_asks_a_voice_that_failed_again,
        listening_ends_with_the_article,
        listening_goes_on_in_the_same_article_made_anew,
        listening_ends_with_the_reader,
        listening_ends_with_the_tools,
        listening_to_one_reader_silences_the_other,
        listening_lets_the_page_interrupt,
        listening_is_followed_until_the_reader_scrolls_away,
        listening_follows_the_words_of_a_paragraph_higher_than_the_screen,
        listening_has_a_button_that_goes_with_the_reader,
        listening_ends_when_the_page_is_left,
        listening_goes_on_while_the_reader_is_moved,
        listening_to_the_browsers_own_synthesiser_works_or_is_told,
    ]
}

/// A synthesiser with these voices, driven by the test. As in Chrome a cancelled utterance reports an error, later.
const SYNTHESISER: &str = r#"<script>
{
  const late = (then) => setTimeout(then, 0);
  let queue = [];
  const tell = (utterance, type, more) => late(() => utterance.dispatchEvent(Object.assign(new Event(type), more)));
  const begin = () => {
    if (speech.mute || !queue.length) return;
    const [utterance] = queue;
    const { text, lang, rate, voice } = utterance;
    speech.said.push({ text, lang, rate, voice: voice && voice.name });
    speech.marked.push(document.querySelector("tin-reader")?.shadowRoot.querySelector("[data-spoken]")?.textContent ?? null);
    tell(utterance, "start");
  };
  const leave = (type, more) => {
    const utterance = queue.shift();
    if (utterance) tell(utterance, type, more);
    begin();
  };
  window.SpeechSynthesisUtterance = class extends EventTarget {
    text; lang = ""; rate = 1; voice = null;
    constructor(text) { super(); this.text = text; }
  };
  class Synthesiser extends EventTarget {
    getVoices() { return speech.voices; }
    get speaking() { return queue.length > 0 || speech.stunned; }
    get pending() { return queue.length > 1; }
    speak(utterance) { if (speech.stunned) return; queue.push(utterance); if (queue.length === 1) begin(); }
    cancel() { speech.cancelled++; speech.stunned = speech.slow; setTimeout(() => (speech.stunned = false), 60); const old = queue; queue = []; for (const utterance of old) tell(utterance, "error", { error: "interrupted" }); }
    pause() { throw new Error("a pause is an end on Android"); }
    resume() { throw new Error("a pause is an end on Android"); }
  }
  window.speech = {
    said: [], marked: [], cancelled: 0, mute: false, slow: false, stunned: false, voices: VOICES,
    finish: () => leave("end"),
    fail: (error) => leave("error", { error }),
    come: (voices) => { speech.voices = voices; window.speechSynthesis.dispatchEvent(new Event("voiceschanged")); },
  };
  Object.defineProperty(window, "speechSynthesis", { configurable: true, value: new Synthesiser() });
}
</script>"#;

/// A local Vietnamese voice, and some others.
pub fn vietnamese() -> Value {
    json!([
        { "name": "Samantha", "lang": "en-US", "localService": true },
        { "name": "Mây", "lang": "vi-VN", "localService": false },
        { "name": "Máy", "lang": "vi_VN", "localService": true },
        { "name": "Lan", "lang": "vi-VN", "localService": true },
    ])
}

fn english() -> Value {
    json!([{ "name": "Samantha", "lang": "en-US", "localService": true }])
}

/// The head of a page whose synthesiser has these voices.
pub fn synthesiser(voices: &Value) -> String {
    SYNTHESISER.replace("VOICES", &voices.to_string())
}

/// A page with a reader of `feed`, its tools loaded.
async fn open(stage: &Stage, feed: &Value, attributes: &str, voices: Value) -> Result<Reader> {
    stage.site.json("/feed.json", feed);
    let head = synthesiser(&voices);
    let reader = stage.embed_after(&head, &tag("/feed.json", attributes)).await?;
    ready(&reader).await?;
    Ok(reader)
}

async fn ready(reader: &Reader) -> Result {
    reader.wait_state("ready").await?;
    let there = "return !!root.querySelector('[data-tool=listen]')";
    eventually("the button", async || Ok(reader.js(there, Value::Null).await? == true)).await
}

/// Opens the panel and begins.
async fn play(reader: &Reader) -> Result {
    press(reader, "listen").await?;
    press(reader, "listen-play").await
}

async fn press(reader: &Reader, tool: &str) -> Result {
    reader.click(&format!("[data-tool={tool}]")).await
}

/// Waits until `count` utterances have been begun, and returns them.
async fn said(reader: &Reader, count: usize) -> Result<Vec<Value>> {
    eventually(&format!("{count} utterances"), async || Ok(texts(reader).await?.len() >= count)).await?;
    let said = texts(reader).await?;
    assert_eq!(said.len(), count, "{said:#?}");
    Ok(said)
}

async fn texts(reader: &Reader) -> Result<Vec<Value>> {
    Ok(reader.js("return speech.said", Value::Null).await?.as_array().cloned().unwrap_or_default())
}

async fn last(reader: &Reader, count: usize) -> Result<String> {
    Ok(said(reader, count).await?[count - 1]["text"].as_str().unwrap_or_default().to_owned())
}

async fn finish(reader: &Reader) -> Result {
    // When the utterance is known to have begun.
    reader.js_async("await new Promise((then) => setTimeout(then, 20)); speech.finish();", Value::Null).await?;
    Ok(())
}

async fn marked(reader: &Reader) -> Result<Value> {
    reader.js("return [...root.querySelectorAll('[data-spoken]')].map((node) => node.textContent)", Value::Null).await
}

async fn silence(reader: &Reader) -> Result {
    eventually("silence", async || Ok(reader.js("return speechSynthesis.speaking", Value::Null).await? == false)).await
}

async fn told(reader: &Reader, words: &[&str]) -> Result {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        let said = reader.js("return root.querySelector('.said').textContent", Value::Null).await?;
        let said = said.as_str().unwrap_or_default();
        if words.iter().all(|word| said.contains(word)) {
            return Ok(());
        }
        if Instant::now() > deadline {
            return Err(format!("waited for {words:?}, there was {said:?}").into());
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

const RICH: &str = "<p>Chiều 6/9, HĐND làm việc. Giá trị đạt 7.699 tỷ.</p>\
    <figure><img src='/anh.png' alt='Ảnh'><figcaption>Đoàn giám sát</figcaption></figure>\
    <ul><li>Một<ul><li>Hai</li></ul></li></ul>\
    <table><caption>Kim ngạch</caption><tr><th>Năm</th><th>Tỷ lệ</th></tr><tr><td>2019</td><td>92,4%</td></tr></table>\
    <blockquote>Trích<br>dẫn</blockquote><hr><p>***</p><p lang='en'>Open on 06/9.</p>";

fn rich() -> Value {
    feed([item("a1").title("Bài của UBND").field("summary", "Tóm tắt").html(RICH)])
}

async fn listening_goes_from_headline_to_lead_to_text_passage_by_passage(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    let expected = [
        ("Bài của ủy ban nhân dân", "Bài của UBND"),
        ("Tóm tắt", "Tóm tắt"),
        ("Chiều 6 tháng 9, hội đồng nhân dân làm việc.", "Chiều 6/9, HĐND làm việc. Giá trị đạt 7.699 tỷ."),
        ("Giá trị đạt 7699 tỷ.", "Chiều 6/9, HĐND làm việc. Giá trị đạt 7.699 tỷ."),
        ("Chú thích ảnh: Đoàn giám sát", "Đoàn giám sát"),
        ("Một", "Một"),
        ("Hai", "Hai"),
        ("Bảng: Kim ngạch", "Kim ngạch"),
        ("Năm, Tỷ lệ", "NămTỷ lệ"),
        ("2019, 92 phẩy 4 phần trăm", "201992,4%"),
        ("Trích", "Tríchdẫn"),
        ("dẫn", "Tríchdẫn"),
        ("Open on 06/9.", "Open on 06/9."),
    ];
    for count in 1..=expected.len() {
        said(&reader, count).await?;
        finish(&reader).await?;
    }
    silence(&reader).await?;
    let all = texts(&reader).await?;
    let found: Vec<_> = all.iter().map(|said| said["text"].as_str().unwrap_or_default()).collect();
    assert_eq!(found, expected.map(|(said, _)| said));
    let (last, vietnamese) = all.split_last().ok_or("nothing was said")?;
    assert!(vietnamese.iter().all(|said| said["lang"] == "vi-VN" && said["rate"] == 1), "{all:#?}");
    assert!(vietnamese.iter().all(|said| said["voice"] == "Máy"), "on the device, the first of equals: {all:#?}");
    assert_eq!((&last["lang"], &last["voice"]), (&json!("en"), &json!("Samantha")));
    let marks = reader.js("return speech.marked", Value::Null).await?;
    assert_eq!(marks, json!(expected.map(|(_, marked)| marked)));
    assert_eq!(marked(&reader).await?, json!([]), "at the end nothing is marked");
    let label = reader.js("return root.querySelector('[data-tool=listen-play]').ariaLabel", Value::Null).await?;
    assert_eq!(label, "Nghe", "it can be heard again");
    assert_eq!(reader.look().await?.errors, Vec::<String>::new());
    Ok(())
}

async fn listening_marks_the_passage_and_moves_nothing(stage: Stage) -> Result {
    // Without the picture, which makes room for its words when it does not come.
    let (before, after) = RICH.split_once("<figure>").ok_or("a figure")?;
    let html = [before, after.split_once("</figure>").ok_or("its end")?.1].concat();
    let reader = open(&stage, &feed([item("a1").html(&html)]), "", vietnamese()).await?;
    press(&reader, "listen").await?;
    let boxes = "return [...root.querySelectorAll('article, article *')].map((node) => {
        const { x, y, width, height } = node.getBoundingClientRect(); return [x, y + scrollY, width, height].map(Math.round).join();
    })";
    let before = reader.js(boxes, Value::Null).await?;
    press(&reader, "listen-play").await?;
    for count in 1..=10 {
        said(&reader, count).await?;
        assert_eq!(reader.js(boxes, Value::Null).await?, before, "utterance {count} moved something");
        let outline = "const node = root.querySelector('[data-spoken]'); return getComputedStyle(node).outlineStyle";
        assert_eq!(reader.js(outline, Value::Null).await?, "solid", "it is to be seen");
        finish(&reader).await?;
    }
    Ok(())
}

async fn listening_goes_on_with_the_sentence_it_was_stopped_in(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    for count in 1..=3 {
        said(&reader, count).await?;
        finish(&reader).await?;
    }
    assert_eq!(last(&reader, 4).await?, "Giá trị đạt 7699 tỷ.");
    press(&reader, "listen-play").await?;
    silence(&reader).await?;
    let state = "const button = root.querySelector('[data-tool=listen-play]'); return [button.ariaLabel, root.querySelectorAll('[data-spoken]').length]";
    assert_eq!(reader.js(state, Value::Null).await?, json!(["Nghe", 1]), "paused, the place is kept");
    press(&reader, "listen-play").await?;
    assert_eq!(last(&reader, 5).await?, "Giá trị đạt 7699 tỷ.", "said again");
    assert_eq!(reader.js(state, Value::Null).await?, json!(["Tạm dừng", 1]));
    finish(&reader).await?;
    assert_eq!(last(&reader, 6).await?, "Chú thích ảnh: Đoàn giám sát");
    Ok(())
}

async fn listening_skips_by_passage_and_stops(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    press(&reader, "listen-next").await?;
    press(&reader, "listen-next").await?;
    assert_eq!(last(&reader, 3).await?, "Chiều 6 tháng 9, hội đồng nhân dân làm việc.");
    press(&reader, "listen-next").await?;
    assert_eq!(last(&reader, 4).await?, "Chú thích ảnh: Đoàn giám sát", "the second sentence was skipped too");
    press(&reader, "listen-back").await?;
    assert_eq!(last(&reader, 5).await?, "Chiều 6 tháng 9, hội đồng nhân dân làm việc.");
    press(&reader, "listen-stop").await?;
    silence(&reader).await?;
    assert_eq!(marked(&reader).await?, json!([]));
    // In silence the mark goes and nothing is said.
    press(&reader, "listen-next").await?;
    assert_eq!(marked(&reader).await?, json!(["Tóm tắt"]));
    assert_eq!(texts(&reader).await?.len(), 5);
    press(&reader, "listen-play").await?;
    assert_eq!(last(&reader, 6).await?, "Tóm tắt");
    Ok(())
}

async fn listening_has_a_speed_that_is_remembered(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    let shown = "return root.querySelector('.speed').textContent";
    assert_eq!(reader.js(shown, Value::Null).await?, "1×");
    press(&reader, "listen-faster").await?;
    let again = said(&reader, 2).await?;
    assert_eq!(again[1]["rate"], 1.25);
    assert_eq!(again[1]["text"], again[0]["text"], "at once");
    assert_eq!(reader.js(shown, Value::Null).await?, "1,25×");
    for _ in 0..6 {
        press(&reader, "listen-faster").await?;
    }
    assert_eq!(reader.js(shown, Value::Null).await?, "2×", "and no faster");
    let reader = stage.open("/page.html").await?;
    ready(&reader).await?;
    play(&reader).await?;
    assert_eq!(said(&reader, 1).await?[0]["rate"], 2);
    for _ in 0..6 {
        press(&reader, "listen-slower").await?;
    }
    assert_eq!(reader.js(shown, Value::Null).await?, "0,75×");
    Ok(())
}

async fn listening_leaves_other_languages_as_they_are(stage: Stage) -> Result {
    let text = "On 06/9 the UBND spent 7.699 USD.";
    let english_item = item("a1").title("News").field("summary", "Lead").field("language", "en-GB");
    let items = feed([
        english_item.html(&format!("<p>{text}</p><figure><img src='/a.png'><figcaption>Us</figcaption></figure>"))
    ]);
    let reader = open(&stage, &items, "", english()).await?;
    play(&reader).await?;
    for count in 1..=3 {
        said(&reader, count).await?;
        finish(&reader).await?;
    }
    let all = said(&reader, 4).await?;
    assert_eq!(all[2], json!({ "text": text, "lang": "en-GB", "rate": 1, "voice": "Samantha" }));
    assert_eq!(all[3]["text"], "Caption: Us", "in the article's language");
    Ok(())
}

async fn listening_without_a_voice_for_the_language_is_told(stage: Stage) -> Result {
    for (lang, words) in [("vi", "chưa có giọng đọc tiếng Việt"), ("en", "no Vietnamese voice"), ("zh", "越南语")]
    {
        let reader = open(&stage, &rich(), &format!("lang='{lang}'"), english()).await?;
        press(&reader, "listen").await?;
        told(&reader, &[words]).await?;
        let panels = reader.js("return root.querySelectorAll('.panel').length", Value::Null).await?;
        assert_eq!((panels, texts(&reader).await?.len()), (json!(0), 0));
    }
    Ok(())
}

async fn listening_without_a_synthesiser_is_told(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let head = "<script>Object.defineProperty(window, 'speechSynthesis', { value: undefined })</script>";
    let reader = stage.embed_after(head, &tag("/feed.json", "")).await?;
    ready(&reader).await?;
    press(&reader, "listen").await?;
    told(&reader, &["không đọc thành tiếng được"]).await?;
    assert_eq!(reader.look().await?.errors, Vec::<String>::new());
    Ok(())
}

async fn listening_takes_voices_that_come_late(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", json!([])).await?;
    press(&reader, "listen").await?;
    reader.js("speech.come(args)", vietnamese()).await?;
    press(&reader, "listen-play").await?;
    assert_eq!(said(&reader, 1).await?[0]["voice"], "Máy");
    Ok(())
}

async fn listening_tells_of_late_voices_without_the_language(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", json!([])).await?;
    press(&reader, "listen").await?;
    reader.js("speech.come(args)", english()).await?;
    told(&reader, &["tiếng Việt"]).await?;
    let focus = "return [root.querySelectorAll('.panel').length, root.activeElement.dataset.tool]";
    assert_eq!(reader.js(focus, Value::Null).await?, json!([0, "listen"]), "the focus is not lost with the panel");
    Ok(())
}

/// Waiting for an engine takes long: the page's clock runs twenty times as fast where it does.
const HASTE: &str = "<script>
  const slow = setTimeout;
  window.setTimeout = (then, after, ...more) => slow(then, after >= 5000 ? after / 20 : after, ...more);
</script>";

async fn hasty(stage: &Stage, voices: Value) -> Result<Reader> {
    stage.site.json("/feed.json", &rich());
    let head = [HASTE, &SYNTHESISER.replace("VOICES", &voices.to_string())].concat();
    let reader = stage.embed_after(&head, &tag("/feed.json", "")).await?;
    ready(&reader).await?;
    Ok(reader)
}

async fn listening_tells_of_an_engine_that_does_not_begin(stage: Stage) -> Result {
    let reader = hasty(&stage, json!([])).await?;
    reader.js("speech.mute = true", Value::Null).await?;
    play(&reader).await?;
    told(&reader, &["chưa có giọng đọc tiếng Việt"]).await?;
    silence(&reader).await?;
    assert_eq!(marked(&reader).await?, json!([]));
    Ok(())
}

/// Chromium's network voices, when they break off.
async fn listening_passes_over_an_engine_that_does_not_end(stage: Stage) -> Result {
    let reader = hasty(&stage, vietnamese()).await?;
    play(&reader).await?;
    assert_eq!(last(&reader, 1).await?, "Bài của ủy ban nhân dân");
    eventually("the next utterance", async || Ok(texts(&reader).await?.len() > 1)).await?;
    assert_eq!(texts(&reader).await?[1]["text"], "Tóm tắt");
    Ok(())
}

/// Safari drops what is said right after a cancel.
async fn listening_gives_an_engine_that_was_silenced_a_breath(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    reader.js("speech.slow = true", Value::Null).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    press(&reader, "listen-next").await?;
    assert_eq!(last(&reader, 2).await?, "Tóm tắt");
    Ok(())
}

async fn listening_asks_a_voice_that_failed_again(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader.js("speech.fail('network')", Value::Null).await?;
    told(&reader, &["Không phát được giọng đọc"]).await?;
    press(&reader, "listen-play").await?;
    assert_eq!(last(&reader, 2).await?, "Bài của ủy ban nhân dân");
    let told = reader.js("return root.querySelector('.said').textContent", Value::Null).await?;
    assert_eq!(told, "", "what was said of the failure is gone");
    Ok(())
}

async fn listening_ends_with_the_article(stage: Stage) -> Result {
    let reader = open(&stage, &pair(), "", vietnamese()).await?;
    play(&reader).await?;
    assert_eq!(last(&reader, 1).await?, "Bài thứ nhất");
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    silence(&reader).await?;
    assert_eq!(marked(&reader).await?, json!([]));
    assert_eq!(texts(&reader).await?.len(), 1, "it does not begin by itself");
    press(&reader, "listen-play").await?;
    assert_eq!(last(&reader, 2).await?, "Bài thứ hai");
    Ok(())
}

async fn listening_goes_on_in_the_same_article_made_anew(stage: Stage) -> Result {
    let items = |text: &str| feed([item("a1").title("Bài").html(&format!("<p>Đoạn một.</p><p>{text}</p>"))]);
    let reader = open(&stage, &items("Đoạn hai."), "", vietnamese()).await?;
    play(&reader).await?;
    for count in 1..=2 {
        said(&reader, count).await?;
        finish(&reader).await?;
    }
    assert_eq!(last(&reader, 3).await?, "Đoạn một.");
    stage.site.json("/feed.json", &items("Đoạn hai, đã sửa."));
    reader.js_async("await host.refresh()", Value::Null).await?;
    reader.wait("the correction", |look| look.body.contains("đã sửa")).await?;
    eventually("the new node's mark", async || Ok(marked(&reader).await? == json!(["Đoạn một."]))).await?;
    assert_eq!(reader.js("return speechSynthesis.speaking", Value::Null).await?, true);
    finish(&reader).await?;
    assert_eq!(last(&reader, 4).await?, "Đoạn hai, đã sửa.");
    Ok(())
}

async fn listening_ends_with_the_reader(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader.js("host.remove()", Value::Null).await?;
    silence(&reader).await?;
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(texts(&reader).await?.len(), 1, "nothing more is said");
    assert_eq!(reader.js("return window.tinErrors", Value::Null).await?, json!([]));
    Ok(())
}

async fn listening_ends_with_the_tools(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader.js("host.tools = 'copy'", Value::Null).await?;
    silence(&reader).await?;
    assert_eq!(marked(&reader).await?, json!([]));
    assert_eq!(reader.js("return root.querySelectorAll('[data-tool^=listen]').length", Value::Null).await?, 0);
    Ok(())
}

async fn listening_to_one_reader_silences_the_other(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    stage.site.json("/other.json", &feed([item("b1").title("Bài khác")]));
    let head = SYNTHESISER.replace("VOICES", &vietnamese().to_string());
    let first = stage.embed_after(&head, &[tag("/feed.json", ""), tag("/other.json", "")].concat()).await?;
    let second = first.nth(1);
    ready(&first).await?;
    ready(&second).await?;
    play(&first).await?;
    assert_eq!(last(&first, 1).await?, "Bài thứ nhất");
    play(&second).await?;
    assert_eq!(last(&first, 2).await?, "Bài khác");
    let label = "return root.querySelector('[data-tool=listen-play]').ariaLabel";
    assert_eq!(first.js(label, Value::Null).await?, "Nghe");
    assert_eq!(second.js(label, Value::Null).await?, "Tạm dừng");
    finish(&second).await?;
    assert_eq!(last(&first, 3).await?, "Tóm tắt b1", "the first stays silent");
    press(&first, "listen-play").await?;
    assert_eq!(last(&first, 4).await?, "Bài thứ nhất", "and goes on where it was");
    assert_eq!(second.js(label, Value::Null).await?, "Nghe");
    Ok(())
}

async fn listening_lets_the_page_interrupt(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader.js("speechSynthesis.cancel()", Value::Null).await?;
    let label = "return root.querySelector('[data-tool=listen-play]').ariaLabel";
    eventually("a pause", async || Ok(reader.js(label, Value::Null).await? == "Nghe")).await?;
    assert_eq!(texts(&reader).await?.len(), 1, "it does not fight for the voice");
    Ok(())
}

async fn listening_is_followed_until_the_reader_scrolls_away(stage: Stage) -> Result {
    let html = "<p>Một đoạn văn dài vừa phải để trang cuộn được.</p>".repeat(120);
    let reader = open(&stage, &feed([item("a1").html(&html)]), "", vietnamese()).await?;
    play(&reader).await?;
    let seen = "const { top, bottom } = root.querySelector('[data-spoken]').getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight";
    for count in 1..=40 {
        said(&reader, count).await?;
        assert_eq!(reader.js(seen, Value::Null).await?, true, "utterance {count} is out of view");
        finish(&reader).await?;
    }
    said(&reader, 41).await?;
    let far = reader.js("scrollTo({ top: scrollY + 3000, behavior: 'instant' }); return scrollY", Value::Null).await?;
    for count in 42..=44 {
        finish(&reader).await?;
        said(&reader, count).await?;
        assert_eq!(reader.js("return scrollY", Value::Null).await?, far, "whoever scrolls away is left alone");
    }
    reader
        .js("root.querySelector('[data-spoken]').scrollIntoView({ block: 'end', behavior: 'instant' })", Value::Null)
        .await?;
    for count in 45..=50 {
        finish(&reader).await?;
        said(&reader, count).await?;
        assert_eq!(reader.js(seen, Value::Null).await?, true, "back, utterance {count} is out of view");
    }
    Ok(())
}

async fn listening_has_a_button_that_goes_with_the_reader(stage: Stage) -> Result {
    let html = "<p>Một đoạn văn dài vừa phải để trang cuộn được.</p>".repeat(120);
    let reader = open(&stage, &feed([item("a1").html(&html)]), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    // What browsers before 2024 make of a container: all that is fixed in it, it holds.
    let older = "for (const node of root.querySelectorAll('*')) if (getComputedStyle(node).containerType !== 'normal') node.style.contain = 'layout'";
    reader.js(older, Value::Null).await?;
    let seen = "scrollTo({ top: 2000, behavior: 'instant' });
        const { top, bottom } = root.querySelector('[data-tool=listen-float]').getBoundingClientRect();
        return top >= 0 && bottom <= innerHeight";
    assert_eq!(reader.js(seen, Value::Null).await?, true, "it is in view wherever the reader is");
    // As a finger would: with what lies under it in the way, if anything does.
    let hit = "const { x, y, width, height } = root.querySelector('[data-tool=listen-float]').getBoundingClientRect();
        const hit = root.elementFromPoint(x + width / 2, y + height / 2);
        hit.dispatchEvent(new MouseEvent('click', { bubbles: true, composed: true }));
        return hit.closest('[data-tool]')?.dataset.tool ?? hit.localName";
    assert_eq!(reader.js(hit, Value::Null).await?, "listen-float");
    silence(&reader).await?;
    let through = "return !!root.elementFromPoint(innerWidth / 2, innerHeight / 2).closest('.body')";
    assert_eq!(reader.js(through, Value::Null).await?, true, "the text can still be reached");
    // On a phone neither lies over the button that leads back to the top.
    reader
        .js(
            "host.style.cssText = 'display: block; width: 360px'; scrollTo({ top: 4000, behavior: 'instant' })",
            Value::Null,
        )
        .await?;
    let free = "const button = root.querySelector('.to-top button'); if (!button?.getClientRects().length) return false;
        const { x, y, width, height } = button.getBoundingClientRect(), float = root.querySelector('.float').getBoundingClientRect();
        return y > 0 && y + height <= innerHeight && float.top > 0 && float.bottom <= y && !!root.elementFromPoint(x + width / 2, y + height / 2)?.closest('.to-top')";
    eventually("both buttons", async || Ok(reader.js(free, Value::Null).await? == true)).await
}

async fn listening_follows_the_words_of_a_paragraph_higher_than_the_screen(stage: Stage) -> Result {
    let html = format!("<p>{}</p>", "Một câu vừa phải để đoạn văn cao hơn màn hình. ".repeat(80));
    stage.site.json("/feed.json", &feed([item("a1").html(&html)]));
    let body = format!("<div style='width: 360px'>{}</div>", tag("/feed.json", ""));
    let reader = stage.embed_after(&synthesiser(&vietnamese()), &body).await?;
    ready(&reader).await?;
    play(&reader).await?;
    // Where the sentence stands: its share of the paragraph.
    let seen = "const marked = root.querySelector('[data-spoken]'), text = marked.textContent, said = speech.said.at(-1).text;
        if (!marked.closest('.body')) return true;
        const at = (speech.said.filter(({ text }) => text === said).length - 1) / text.split('. ').filter((one) => one.trim()).length;
        const { top, height } = marked.getBoundingClientRect(), line = top + at * height;
        return [line >= -30, line <= innerHeight + 30, height > innerHeight].every((one) => one) || [line, innerHeight, height]";
    for count in 1..=60 {
        said(&reader, count).await?;
        assert_eq!(reader.js(seen, Value::Null).await?, true, "utterance {count} is out of view");
        finish(&reader).await?;
    }
    Ok(())
}

/// Chrome would go on.
async fn listening_ends_when_the_page_is_left(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader.js("dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))", Value::Null).await?;
    silence(&reader).await?;
    assert_eq!(marked(&reader).await?, json!([]));
    assert_eq!(texts(&reader).await?.len(), 1);
    Ok(())
}

async fn listening_goes_on_while_the_reader_is_moved(stage: Stage) -> Result {
    let reader = open(&stage, &rich(), "", vietnamese()).await?;
    play(&reader).await?;
    said(&reader, 1).await?;
    reader
        .js(
            "document.body.append(document.createElement('aside')); document.querySelector('aside').append(host)",
            Value::Null,
        )
        .await?;
    finish(&reader).await?;
    assert_eq!(last(&reader, 2).await?, "Tóm tắt");
    assert_eq!(marked(&reader).await?, json!(["Tóm tắt"]));
    Ok(())
}

/// Most machines that run tests have no voice. Then the browser's own synthesiser must not leave the reader waiting.
async fn listening_to_the_browsers_own_synthesiser_works_or_is_told(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    ready(&reader).await?;
    let voices = "if (!window.speechSynthesis) return 'none';
        if (!speechSynthesis.getVoices().length) await new Promise((then) => setTimeout(then, 1500));
        const tags = speechSynthesis.getVoices().map((voice) => voice.lang.slice(0, 2));
        return tags.includes('vi') ? 'vi' : tags.length ? 'other' : 'empty'";
    let voices = reader.js_async(voices, Value::Null).await?["value"].clone();
    press(&reader, "listen").await?;
    match voices.as_str() {
        Some("none") => told(&reader, &["không đọc thành tiếng được"]).await?,
        Some("other") => told(&reader, &["chưa có giọng đọc tiếng Việt"]).await?,
        Some("empty") => {
            press(&reader, "listen-play").await?;
            told(&reader, &["chưa có giọng đọc tiếng Việt"]).await?;
            assert_eq!(marked(&reader).await?, json!([]));
        }
        _ => {
            press(&reader, "listen-play").await?;
            let speaking = "return speechSynthesis.speaking";
            eventually("speech", async || Ok(reader.js(speaking, Value::Null).await? == true)).await?;
            press(&reader, "listen-stop").await?;
            silence(&reader).await?;
        }
    }
    assert_eq!(reader.look().await?.errors, Vec::<String>::new());
    Ok(())
}
