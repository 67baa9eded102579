//! The tool `search`: what it finds, says and opens, by mouse, by keyboard and by ear.

use serde::Deserialize;
use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{Item, feed, item, series, series_from, with};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        search_finds_with_and_without_marks,
        search_takes_what_a_keyboard_types,
        search_opens_a_result_in_place,
        search_leaves_a_click_with_ctrl_to_the_browser,
        search_stays_when_the_page_prevents_the_way,
        search_works_by_keyboard_alone,
        search_goes_on_to_further_pages,
        search_says_the_number_once_after_a_pause,
        search_narrows_by_category,
        search_without_result_shows_a_way_on,
        search_shows_long_results_page_by_page,
        search_answers_at_once_and_puts_the_best_first_however_old_it_is,
        search_asks_the_network_for_nothing,
        search_remembers_what_was_typed,
        search_leaves_escape_to_a_word_under_construction,
        search_shows_a_feeds_markup_as_text,
        search_follows_a_refresh,
        search_speaks_english_and_chinese,
    ]
}

fn city() -> Value {
    feed([
        item("a1").title("Thành phố Móng Cái đón khách").day(20),
        item("a2").title("Lễ hội Trà Cổ").field("summary", "Người dân MÓNG CÁI về dự hội").day(15).category("van-hoa"),
        item("a3").title("Hòa nhạc ở Hạ Long").field("summary", "Một đêm nhạc").day(10).category("van-hoa"),
    ])
}

/// What the panel shows at one moment.
#[derive(Debug, Deserialize)]
struct Seen {
    open: bool,
    expanded: String,
    focus: String,
    query: String,
    results: Vec<Found>,
    count: String,
    spoken: String,
    chips: Vec<(String, String)>,
    buttons: Vec<String>,
}

#[derive(Debug, Deserialize)]
struct Found {
    headline: String,
    href: String,
    marks: Vec<String>,
}

impl Seen {
    fn headlines(&self) -> Vec<&str> {
        self.results.iter().map(|found| found.headline.as_str()).collect()
    }
}

const SEEN: &str = r#"
const text = (node) => (node ? node.textContent.trim() : "");
const all = (selector) => [...root.querySelectorAll(selector)];
const button = root.querySelector(".tool[data-tool=search]"), query = root.querySelector(".panel input[type=search]");
return {
  open: !!query && query.labels.length === 1 && text(query.labels[0]).length > 5,
  expanded: button ? button.getAttribute("aria-expanded") : "",
  focus: root.activeElement ? root.activeElement.className : "",
  query: query ? query.value : "",
  results: all(".results .found > li > a").map((a) => ({
    headline: text(a.querySelector(".headline")), href: a.href, marks: [...a.querySelectorAll("mark")].map(text),
  })),
  count: text(root.querySelector(".count")),
  spoken: text(root.querySelector(".search [role=status]")),
  chips: all(".chips button").map((chip) => [text(chip), chip.getAttribute("aria-pressed")]),
  buttons: all(".results .actions button").map(text),
};
"#;

async fn seen(reader: &Reader) -> Result<Seen> {
    Ok(serde_json::from_value(reader.js(SEEN, Value::Null).await?)?)
}

async fn wait(reader: &Reader, what: &str, good: impl Fn(&Seen) -> bool) -> Result<Seen> {
    let waited = eventually(what, async || Ok(good(&seen(reader).await?))).await;
    let last = seen(reader).await?;
    waited.map_err(|error| format!("{error}; there was {last:#?}"))?;
    Ok(last)
}

/// Opens the panel as a person does, once the tools have come.
async fn open(reader: &Reader) -> Result {
    let script = "return !!root && !!root.querySelector('.tool[data-tool=search]')";
    eventually("the tool", async || Ok(reader.js(script, Value::Null).await? == true)).await?;
    reader.click(".tool[data-tool=search]").await?;
    wait(reader, "the panel", |seen| seen.open && seen.expanded == "true" && seen.focus == "query").await?;
    Ok(())
}

/// Puts `text` into the field, as an input method does.
async fn put(reader: &Reader, text: &str) -> Result {
    let script = "const query = root.querySelector('.query'); query.value = args;
        query.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));";
    reader.js(script, text.into()).await?;
    Ok(())
}

async fn keys(stage: &Stage, keys: impl AsRef<str>) -> Result {
    Ok(stage.driver.action_chain().send_keys(keys.as_ref()).perform().await?)
}

/// The keys' names in `WebDriver`.
const ENTER: &str = "\u{E007}";
const ESCAPE: &str = "\u{E00C}";
const TAB: &str = "\u{E004}";

async fn search_finds_with_and_without_marks(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    for query in ["mong cai", "Móng Cái", "MÓNG CÁI", "Mo\u{301}ng Ca\u{301}i", "ｍｏｎｇ　ｃａｉ"] {
        put(&reader, query).await?;
        let seen = wait(&reader, query, |seen| seen.results.len() == 2).await?;
        assert_eq!(seen.headlines(), ["Thành phố Móng Cái đón khách", "Lễ hội Trà Cổ"], "{query}");
        assert_eq!(seen.results[0].marks, ["Móng", "Cái"]);
        assert_eq!(seen.results[1].marks, ["MÓNG", "CÁI"], "in the lead");
        assert_eq!(seen.results[0].href, stage.site.url("/tin/a1"), "the article's own address");
        assert_eq!(seen.count, "Tìm thấy 2 tin.");
        put(&reader, "").await?;
        wait(&reader, "nothing", |seen| seen.results.is_empty() && seen.count.is_empty()).await?;
    }
    for query in ["hoà nhạc", "hòa nhạc", "hoa nhac"] {
        put(&reader, query).await?;
        wait(&reader, query, |seen| seen.headlines() == ["Hòa nhạc ở Hạ Long"]).await?;
    }
    Ok(())
}

async fn search_takes_what_a_keyboard_types(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    keys(&stage, "tra co").await?;
    let seen = wait(&reader, "the result", |seen| seen.query == "tra co" && seen.results.len() == 1).await?;
    assert_eq!(seen.results[0].marks, ["Trà", "Cổ"]);
    Ok(())
}

async fn search_opens_a_result_in_place(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "tra co").await?;
    wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    reader.click(".result").await?;
    let look = reader.wait("the article", |look| look.title == "Lễ hội Trà Cổ" && look.focus == "title").await?;
    assert_eq!((look.events("tin-navigate").len(), look.events("tin-load").len()), (1, 2), "{:#?}", look.events);
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    assert_eq!(stage.site.hits("/page.html").len(), 1);
    wait(&reader, "a closed panel", |seen| !seen.open && seen.expanded == "false").await?;
    Ok(())
}

async fn search_leaves_a_click_with_ctrl_to_the_browser(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "tra co").await?;
    wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    for (options, taken) in [(json!({ "ctrlKey": true }), false), (json!({ "button": 1 }), false), (json!({}), true)] {
        // The page notes what the reader did, and then stops the click itself: no window is to open.
        let script = "
            let taken = null;
            window.addEventListener('click', (event) => { taken = event.defaultPrevented; event.preventDefault(); }, { once: true });
            root.querySelector('.result').dispatchEvent(
              new MouseEvent('click', { bubbles: true, composed: true, cancelable: true, ...args }));
            return taken;";
        assert_eq!(reader.js(script, options.clone()).await?, taken, "a click with {options}");
        assert!(taken || seen(&reader).await?.open, "the results stay for the next click");
    }
    reader.wait_title("Lễ hội Trà Cổ").await?;
    Ok(())
}

async fn search_stays_when_the_page_prevents_the_way(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    reader.js("document.addEventListener('tin-navigate', (event) => event.preventDefault())", Value::Null).await?;
    open(&reader).await?;
    put(&reader, "tra co").await?;
    wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    reader.click(".result").await?;
    reader.wait("the question", |look| look.events("tin-navigate").len() == 1).await?;
    tokio::time::sleep(std::time::Duration::from_millis(300)).await;
    assert!(seen(&reader).await?.open);
    assert_eq!(reader.look().await?.title, "Thành phố Móng Cái đón khách");
    Ok(())
}

async fn search_works_by_keyboard_alone(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    keys(&stage, ESCAPE).await?;
    let closed = |seen: &Seen| !seen.open && seen.expanded == "false" && seen.focus == "tool";
    wait(&reader, "a closed panel, and the focus where it came from", closed).await?;
    keys(&stage, ENTER).await?;
    wait(&reader, "the panel", |seen| seen.open && seen.focus == "query").await?;
    keys(&stage, "mong cai").await?;
    wait(&reader, "the results", |seen| seen.results.len() == 2).await?;
    keys(&stage, ENTER).await?;
    wait(&reader, "the focus on the first result", |seen| seen.focus == "result").await?;
    // Safari's keyboard skips links unless its user asks for them.
    if stage.engine != crate::engine::Engine::Webkit {
        keys(&stage, TAB).await?;
        let at = "return [...root.querySelectorAll('.result')].indexOf(root.activeElement)";
        eventually("the second result", async || Ok(reader.js(at, Value::Null).await? == 1)).await?;
        keys(&stage, ENTER).await?;
        reader.wait("the article", |look| look.title == "Lễ hội Trà Cổ" && look.focus == "title").await?;
    }
    Ok(())
}

/// What is not at hand cannot be found: that is said, with a way on.
async fn search_goes_on_to_further_pages(stage: Stage) -> Result {
    let second = feed([item("b1").title("Bão số 3 vào vịnh")]);
    stage.site.route("/2.json", Answer::status(503).then(Answer::json(&second)));
    let reader = stage.read(with(feed(series("a", 3)), "next_url", "/2.json")).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    let so_far = "return root.querySelector('.so-far')?.textContent ?? null";
    assert_eq!(reader.js(so_far, Value::Null).await?, Value::Null, "nothing was asked yet");
    put(&reader, "bao so 3").await?;
    let said = "Mới tìm trong 3 tin đã tải. Tải thêm để tìm tiếp";
    eventually("the way on", async || Ok(reader.js(so_far, Value::Null).await? == said)).await?;
    assert!(stage.site.hits("/2.json").is_empty());
    reader.click(".so-far button").await?;
    let failed = "return root.querySelector('.said').textContent === 'Chưa tải thêm được tin. Hãy thử lại.'";
    eventually("the failure", async || Ok(reader.js(failed, Value::Null).await? == true)).await?;
    reader.click(".so-far button").await?;
    let seen = wait(&reader, "the article", |seen| seen.headlines() == ["Bão số 3 vào vịnh"]).await?;
    assert_eq!(seen.count, "Tìm thấy 1 tin.");
    assert_eq!(reader.js(so_far, Value::Null).await?, Value::Null, "that was all");
    assert_eq!(reader.look().await?.related.len(), 2, "what is on screen stays");

    // Where the answer comes in two steps, too: the focus goes on.
    let page = |name: &str| feed(series(name, 12).into_iter().map(|item| item.title("Bài dài kỳ")));
    stage.site.json("/4.json", &with(page("c"), "next_url", "/5.json"));
    stage.site.json("/5.json", &page("d"));
    let reader = stage.read(with(page("b"), "next_url", "/4.json")).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "bai dai").await?;
    for (found, focus) in [("Tìm thấy 24 tin.", "so-far"), ("Tìm thấy 36 tin.", "result")] {
        let there = "return !!root.querySelector('.so-far button') && root.querySelectorAll('.found li').length === 10";
        eventually("a page and the way on", async || Ok(reader.js(there, Value::Null).await? == true)).await?;
        reader
            .js("const button = root.querySelector('.so-far button'); button.focus(); button.click()", Value::Null)
            .await?;
        wait(&reader, found, |seen| seen.count == found).await?;
        let focused = "return root.activeElement?.closest('.so-far, .result')?.className ?? null";
        assert_eq!(reader.js(focused, Value::Null).await?, focus, "{found}");
    }
    Ok(())
}

async fn search_says_the_number_once_after_a_pause(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    let script = "window.said = []; const place = root.querySelector('.search [role=status]');
        new MutationObserver(() => place.textContent && said.push(place.textContent)).observe(place, { childList: true, characterData: true, subtree: true });";
    reader.js(script, Value::Null).await?;
    for typed in ["m", "mo", "mon", "mong"] {
        put(&reader, typed).await?;
    }
    assert_eq!(seen(&reader).await?.count, "Tìm thấy 2 tin.", "to be seen at once");
    wait(&reader, "the sentence", |seen| seen.spoken == "Tìm thấy 2 tin.").await?;
    assert_eq!(reader.js("return said", Value::Null).await?, json!(["Tìm thấy 2 tin."]));
    Ok(())
}

async fn search_narrows_by_category(stage: Stage) -> Result {
    let titles = ["Ô tô", "Đời sống", "An ninh", "Du lịch", "Ăn uống"];
    let items: Vec<Item> =
        titles.iter().map(|title| item(title).title(&format!("Tin {title}")).category(title)).collect();
    let reader = stage.read(feed(items)).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    let seen = wait(&reader, "the categories", |seen| !seen.chips.is_empty()).await?;
    let names: Vec<&str> = seen.chips.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Tất cả", "An ninh", "Ăn uống", "Du lịch", "Đời sống", "Ô tô"], "in the order of the alphabet");
    assert_eq!(seen.chips.iter().filter(|(_, pressed)| pressed == "true").count(), 1);
    assert_eq!(seen.chips[0].1, "true");
    put(&reader, "tin").await?;
    wait(&reader, "all", |seen| seen.results.len() == 5).await?;
    reader.click(".chip[data-chip='Đời sống']").await?;
    let seen = wait(&reader, "one", |seen| seen.headlines() == ["Tin Đời sống"]).await?;
    assert_eq!((seen.chips[0].1.as_str(), seen.chips[4].1.as_str()), ("false", "true"));
    put(&reader, "").await?;
    wait(&reader, "the whole category", |seen| seen.headlines() == ["Tin Đời sống"]).await?;
    reader.click(".chip[data-chip='']").await?;
    wait(&reader, "nothing asked", |seen| seen.results.is_empty() && seen.count.is_empty()).await?;
    Ok(())
}

async fn search_without_result_shows_a_way_on(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, " ngoài vũ trụ ").await?;
    let seen = wait(&reader, "a word for it", |seen| seen.count.contains("“ngoài vũ trụ”")).await?;
    assert_eq!(seen.buttons, ["Xóa và tìm lại"]);
    assert_eq!(wait(&reader, "the same, spoken", |seen| !seen.spoken.is_empty()).await?.spoken, seen.count);
    reader.click(".results button").await?;
    wait(&reader, "an empty field", |seen| seen.query.is_empty() && seen.focus == "query" && seen.count.is_empty())
        .await?;

    reader.click(".chip[data-chip='Văn hóa']").await?;
    put(&reader, "thanh pho").await?;
    let seen = wait(&reader, "a word for the category", |seen| seen.count.contains("Chuyên mục này")).await?;
    assert_eq!(seen.buttons, ["Tìm trong tất cả chuyên mục"]);
    reader.click(".results button").await?;
    let seen = wait(&reader, "all categories", |seen| seen.results.len() == 1).await?;
    assert_eq!((seen.chips[0].1.as_str(), seen.focus.as_str()), ("true", "query"));

    // Where there is more than comes at once, too.
    let items = |from: u8, category: &'static str| {
        series_from(from, category, 5).into_iter().map(move |item| item.category(category))
    };
    stage
        .site
        .json("/two.json", &feed(items(20, "kinh-te").chain(items(10, "van-hoa").map(|item| item.title("Bài khác")))));
    let reader = stage.embed(&tag("/two.json", "")).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "kinh").await?;
    wait(&reader, "all of a kind", |seen| seen.results.len() == 5).await?;
    reader.click(".chip[data-chip='Văn hóa']").await?;
    wait(&reader, "a word for the category", |seen| seen.count.contains("Chuyên mục này")).await?;
    reader
        .js("const button = root.querySelector('.results button'); button.focus(); button.click()", Value::Null)
        .await?;
    let seen = wait(&reader, "all again", |seen| seen.results.len() == 5 && seen.count.contains('5')).await?;
    assert_eq!(seen.focus, "query");
    Ok(())
}

/// More articles than are folded in one go.
async fn search_shows_long_results_page_by_page(stage: Stage) -> Result {
    let items =
        (0..450).map(|number| item(&format!("a{number}")).title(&format!("Bản tin số {number}")).date("2019-09-06"));
    let reader = stage.read(feed(items)).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "ban tin").await?;
    let seen =
        wait(&reader, "the first page", |seen| seen.count == "Tìm thấy 450 tin." && seen.results.len() == 10).await?;
    assert_eq!((seen.results.len(), seen.buttons.as_slice()), (10, &["Trang sau".to_owned()][..]));
    assert_eq!(seen.results[9].headline, "Bản tin số 9");
    reader.click("[data-do=next]").await?;
    let second = |seen: &Seen| seen.headlines().first() == Some(&"Bản tin số 10") && seen.results.len() == 10;
    let seen = wait(&reader, "the second page", second).await?;
    assert_eq!(seen.focus, "result", "{seen:#?}");
    assert_eq!(seen.buttons, ["Trang trước", "Trang sau"]);
    reader.click("[data-do=back]").await?;
    wait(&reader, "the first page again", |seen| seen.headlines().first() == Some(&"Bản tin số 0")).await?;
    put(&reader, "ban tin 449").await?;
    let seen = wait(&reader, "one", |seen| seen.headlines() == ["Bản tin số 449"]).await?;
    assert!(seen.buttons.is_empty() && seen.count == "Tìm thấy 1 tin.", "of the last slice: {seen:#?}");
    Ok(())
}

async fn search_answers_at_once_and_puts_the_best_first_however_old_it_is(stage: Stage) -> Result {
    let others = (0..1200).map(|number| {
        item(&format!("a{number}"))
            .title(&format!("Bản tin {number}"))
            .field("summary", "Cửa khẩu Bắc Luân")
            .date("2019-09-06")
    });
    let best = item("best").title("Cửa khẩu thông quan").date("2019-09-05");
    let reader = stage.read(feed(others.chain([best]))).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "ban tin").await?;
    wait(&reader, "a page", |seen| seen.count == "Tìm thấy 1.200 tin." && seen.results.len() == 10).await?;
    // Before the next frame: the first results are the query's, and what is below them stays where it is.
    let at_once = "const query = root.querySelector('.query'); query.value = 'cua khau';
        query.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        return [...root.querySelectorAll('.found li')].map((row) => row.querySelector('mark').textContent)";
    let marks = reader.js(at_once, Value::Null).await?;
    let marks: Vec<_> = marks.as_array().ok_or("no rows")?.iter().filter_map(Value::as_str).collect();
    assert!(marks.len() == 10 && marks.iter().take(3).all(|mark| *mark == "Cửa"), "{marks:?}");
    let whole = |seen: &Seen| seen.headlines().first() == Some(&"Cửa khẩu thông quan") && seen.results.len() == 10;
    let seen = wait(&reader, "the best of all", whole).await?;
    assert_eq!(seen.count, "Tìm thấy 1.201 tin.");
    assert!(seen.results.iter().all(|row| row.marks == ["Cửa", "khẩu"]), "{seen:#?}");
    assert_eq!(seen.headlines()[1], "Bản tin 0");
    Ok(())
}

async fn search_asks_the_network_for_nothing(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    let asked = "return performance.getEntriesByType('resource').map((entry) => entry.name).filter((name) => !/\\.(ico|png|webp)$/.test(name))";
    let before = reader.js(asked, Value::Null).await?;
    stage.site.route("/feed.json", crate::answer::Answer::never());
    put(&reader, "hoa nhac").await?;
    wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    reader.click(".result").await?;
    reader.wait_title("Hòa nhạc ở Hạ Long").await?;
    assert_eq!(reader.js(asked, Value::Null).await?, before);
    Ok(())
}

/// Input methods (Telex, Pinyin) take a word back with Escape.
async fn search_leaves_escape_to_a_word_under_construction(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    let press = "root.querySelector('.query').dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', isComposing: args, bubbles: true, composed: true }));
        return !!root.querySelector('.query')";
    assert_eq!(reader.js(press, true.into()).await?, true);
    assert_eq!(reader.js(press, false.into()).await?, false);
    Ok(())
}

async fn search_remembers_what_was_typed(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    reader.click(".chip[data-chip='Văn hóa']").await?;
    put(&reader, "mong cai").await?;
    wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    reader.click(".result").await?;
    reader.wait_title("Lễ hội Trà Cổ").await?;
    open(&reader).await?;
    let seen = wait(&reader, "the results again", |seen| seen.results.len() == 1).await?;
    assert_eq!((seen.query.as_str(), seen.headlines()), ("mong cai", vec!["Lễ hội Trà Cổ"]));
    assert!(seen.chips.contains(&("Văn hóa".to_owned(), "true".to_owned())), "{:?}", seen.chips);
    Ok(())
}

async fn search_shows_a_feeds_markup_as_text(stage: Stage) -> Result {
    let evil = "Tin <img src=/leak/a onerror=alert(1)> <mark>lạ</mark>";
    let reader = stage.read(feed([item("a1").title(evil).field("summary", evil).category(evil), item("a2")])).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "img la").await?;
    let seen = wait(&reader, "the result", |seen| seen.results.len() == 1).await?;
    assert_eq!(seen.results[0].headline, evil);
    assert_eq!(seen.results[0].marks, ["img", "lạ", "img", "lạ"]);
    assert_eq!(reader.js("return root.querySelectorAll('.panel img').length", Value::Null).await?, 0);
    assert!(stage.site.hits("/leak/a").is_empty());
    Ok(())
}

async fn search_follows_a_refresh(stage: Stage) -> Result {
    let reader = stage.read(city()).await?;
    reader.wait_state("ready").await?;
    open(&reader).await?;
    put(&reader, "mong cai").await?;
    wait(&reader, "two", |seen| seen.results.len() == 2).await?;
    stage.site.json("/feed.json", &feed([item("a1").title("Thành phố Móng Cái").day(20)]));
    reader.js_async("await host.refresh()", Value::Null).await?;
    let seen = wait(&reader, "one", |seen| seen.headlines() == ["Thành phố Móng Cái"]).await?;
    assert!(seen.open && seen.chips.is_empty(), "one category is no choice: {seen:#?}");
    Ok(())
}

async fn search_speaks_english_and_chinese(stage: Stage) -> Result {
    for (lang, label, sentence) in [("en", "Search", "Results: 2."), ("zh", "搜索", "找到 2 条新闻。")] {
        let reader = stage.read_with(city(), &format!("lang='{lang}'")).await?;
        reader.wait_state("ready").await?;
        open(&reader).await?;
        put(&reader, "mong cai").await?;
        wait(&reader, "the sentence", |seen| seen.count == sentence).await?;
        let name = reader.js("return root.querySelector('.panel').getAttribute('aria-label')", Value::Null).await?;
        assert_eq!(name, label);
    }
    Ok(())
}
