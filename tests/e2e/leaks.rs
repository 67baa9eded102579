//! What readers that have come and gone leave behind: nothing. Each engine tells how large the modules' memories are;
//! Chromium also counts its own heap, nodes and listeners, over its debugging protocol.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::feeds::{feed, item, with_tin};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        five_hundred_readers_that_were_read_leave_nothing_behind,
        readers_that_are_removed_while_they_load_leave_nothing_behind,
    ]
}

/// All rounds are done in so many steps; after each there is a collection and a count.
const STEPS: usize = 10;
/// Steps after which caches are filled and code is compiled.
const WARM: usize = 3;

/// How far a counter may be above what it was when all was warm. What each of the 350 rounds since then kept would be past it:
/// one node or listener, or 1 KB of the heaps.
const SLACK: Counted = Counted { wasm: 262_144.0, page: Some(Page { nodes: 100.0, listeners: 50.0, heap: 300_000.0 }) };

/// What there is after a collection.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// Bytes of the two modules' memories.
    wasm: f64,
    page: Option<Page>,
}

/// What only Chromium tells.
#[derive(Clone, Copy, Debug)]
struct Page {
    nodes: f64,
    listeners: f64,
    /// Bytes of the scripts' heap in use.
    heap: f64,
}

impl Counted {
    fn counters(&self) -> Vec<(&'static str, f64)> {
        let page = self.page.map(|page| [("nodes", page.nodes), ("listeners", page.listeners), ("heap", page.heap)]);
        std::iter::once(("wasm", self.wasm)).chain(page.into_iter().flatten()).collect()
    }

    /// What of it is further above `base` than it may be.
    fn grown(&self, base: &Self) -> Vec<&'static str> {
        let limits = base.counters().into_iter().zip(SLACK.counters()).map(|((_, base), (_, slack))| base + slack);
        self.counters()
            .into_iter()
            .zip(limits)
            .filter(|((_, now), limit)| now > limit)
            .map(|((name, _), _)| name)
            .collect()
    }
}

/// Notes each module's memory, from before the loader ran.
const MEMORIES: &str = "<script>
window.tinErrors = [];
addEventListener('error', (event) => { if (event instanceof ErrorEvent) window.tinErrors.push(event.message); });
addEventListener('unhandledrejection', (event) => window.tinErrors.push(`rejected: ${event.reason}`));
window.tinMemories = [];
for (const name of ['instantiate', 'instantiateStreaming']) {
  const real = WebAssembly[name];
  WebAssembly[name] = async (...given) => {
    const made = await real.apply(WebAssembly, given);
    tinMemories.push(...Object.values((made.instance ?? made).exports).filter((one) => one instanceof WebAssembly.Memory));
    return made;
  };
}
</script>";

/// One step: readers come, show their article, are used in turn in every way there is, and go. Returns how many articles
/// were shown first.
const READ: &str = "
const until = async (what, good) => {
  for (let tries = 0; !good(); tries++) {
    if (tries > 4000) throw new Error(`waited in vain for ${what}`);
    await new Promise((go) => setTimeout(go, 1));
  }
};
const [from, to] = args;
let loads = 0;
for (let round = from; round < to; round++) {
  const reader = document.createElement('tin-reader');
  reader.feed = '/feed.json';
  const kind = round % 5;
  if (kind === 1) reader.category = 'van-hoa';
  // Not more often: WebKit allows 100 entries in half a minute.
  if (round % 10 === 2) reader.routing = 'hash';
  const loaded = new Promise((load) => reader.addEventListener('tin-load', load, { once: true })).then(() => loads++);
  document.body.append(reader);
  const root = reader.shadowRoot, find = (selector) => root.querySelector(selector);
  const press = async (selector) => { await until(selector, () => find(selector)); find(selector).click(); };
  if (kind === 1) await press('[part~=related-link]');
  await loaded;
  if (!find('[part~=body]')?.textContent.includes('Đoạn cuối')) throw new Error('no article');
  if (kind === 1) {
    await press('.back');
    await until('the list', () => !reader.current);
    await until('the tools', () => find('.tool'));
  } else if (kind === 2) {
    const { id } = reader.current;
    await press('[part~=related-link]');
    await until('the next article', () => reader.current && reader.current.id !== id);
    await reader.show('a31');
    await press('.more');
  } else if (kind === 3) {
    await press('.tool[data-tool=search]');
    const query = find('.query');
    query.value = 'bai';
    query.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
    await until('results', () => find('.result'));
    await press('.tool[data-tool=text]');
    await press('.tool[data-tool=qr]');
  } else if (kind === 4) {
    await press('[data-large]');
    await until('the large picture', () => find('dialog')?.open);
    if (round % 2) await press('[data-light=close]');
    Object.assign(reader, { lang: 'en', theme: 'dark', related: 3, headingLevel: 2 });
    await until('the new settings', () => find('h2') && root.querySelectorAll('[part~=related-link]').length === 3);
    await reader.refresh();
  }
  reader.remove();
}
await new Promise((go) => setTimeout(go, 100));
return loads;";

/// One step of removals: at once, at the next microtask, at moments of the feed's way, while a question waits, and in the
/// middle of the engine's own event. Returns how many went before their article was shown.
const LEAVE: &str = "
const wait = (time) => new Promise((go) => setTimeout(go, time));
const [from, to] = args;
let early = 0;
for (let round = from; round < to; round++) {
  const reader = document.createElement('tin-reader');
  reader.feed = '/late.json';
  const kind = round % 10;
  if (kind === 9) reader.loading = 'lazy';
  let shown = false, gone = false, asked;
  const loaded = new Promise((load) => reader.addEventListener('tin-load', () => {
    shown = true;
    if (kind === 8) reader.remove();
    load();
  }, { once: true }));
  document.body.append(reader);
  if (kind === 1) await null;
  if (kind >= 2 && kind <= 6) await wait([0, 1, 2, 4, 8][kind - 2]);
  if (kind === 7) {
    asked = reader.show('a31').then(() => 'shown', (error) => error.name);
    await wait(round % 12);
  }
  if (kind === 8) await loaded;
  if (!shown) early++;
  reader.remove();
  if (asked && !['AbortError', 'shown'].includes(await asked)) throw new Error(`show() came to ${await asked}`);
}
await wait(150);
return early;";

/// Fifty articles of two categories, with a banner, pictures, tables and links.
fn fifty() -> Value {
    let html = "<p>Một đoạn văn <b>đậm</b>, có <a href='/xa'>liên kết</a>.</p>
        <figure><img src='/img/hop-giam-sat.webp' width='960' height='640' alt='Ảnh'><figcaption>Chú thích</figcaption></figure>
        <table><tr><th>Năm</th><td>7.699</td></tr></table><p>Đoạn cuối.</p>";
    let items = (1..=50).map(|number| {
        let category = if number % 10 == 0 { "van-hoa" } else { "kinh-te" };
        let date = format!("2019-{:02}-{:02}T12:00:00+07:00", 12 - number / 28, 28 - number % 28);
        item(&format!("a{number}")).date(&date).category(category).html(html).image("/img/t-giam-sat.webp")
    });
    with_tin(feed(items), "banner", json!({ "url": "/img/banner.webp", "alt": "Banner tin", "link": "/" }))
}

/// The counters, after all that nobody holds is gone.
async fn count(stage: &Stage, reader: &Reader) -> Result<Counted> {
    let page = if stage.engine == Engine::Chromium { Some(count_page(stage).await?) } else { None };
    let memories = "return tinMemories.map((memory) => memory.buffer.byteLength)";
    let memories: Vec<f64> = serde_json::from_value(reader.js(memories, Value::Null).await?)?;
    assert_eq!(memories.len(), 2, "the engine's memory and the tools': {memories:?}");
    Ok(Counted { wasm: memories.iter().sum(), page })
}

async fn count_page(stage: &Stage) -> Result<Page> {
    let cdp = stage.driver.cdp();
    cdp.send_raw("HeapProfiler.collectGarbage", json!({})).await?;
    let metrics = cdp.send_raw("Performance.getMetrics", json!({})).await?;
    let metric = |name: &str| {
        let mut all = metrics["metrics"].as_array().into_iter().flatten().filter(|metric| metric["name"] == name);
        all.find_map(|metric| metric["value"].as_f64()).ok_or_else(|| format!("no {name}"))
    };
    Ok(Page { nodes: metric("Nodes")?, listeners: metric("JSEventListeners")?, heap: metric("JSHeapUsedSize")? })
}

/// A page that one reader, with its tools, has been on and has left.
async fn used_page(stage: &Stage) -> Result<Reader> {
    stage.site.json("/feed.json", &fifty());
    // Slow enough to leave in the middle.
    stage.site.route("/late.json", Answer::json(&fifty()).delay(Duration::from_millis(6)));
    let page = format!(
        "<!doctype html><html lang='vi'><meta charset='utf-8'><title>Trang</title>{MEMORIES}
        <script type='module' src='/embed.js'></script><body>{}</body></html>",
        tag("/feed.json", "")
    );
    stage.site.route("/page.html", Answer::html(&page));
    if stage.engine == Engine::Chromium {
        stage.driver.cdp().send_raw("Performance.enable", json!({})).await?;
    }
    let reader = stage.open("/page.html").await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    reader.js("host.remove()", Value::Null).await?;
    Ok(reader)
}

/// Runs `script` in steps of so many rounds; at least `least` of each must have come to what it counts. After the warm steps
/// nothing may grow.
async fn stays_flat(stage: &Stage, reader: &Reader, script: &str, step: usize, least: u64) -> Result<Counted> {
    let mut counts = Vec::new();
    for from in (0..STEPS * step).step_by(step) {
        let done = reader.js_async(script, json!([from, from + step])).await?;
        assert!(done["value"].as_u64() >= Some(least), "rounds from {from}: {done}");
        counts.push(count(stage, reader).await?);
    }
    if std::env::var_os("TIN_FIGURES").is_some() {
        for (steps, counted) in (1..).zip(&counts) {
            println!("{} after {} rounds: {:?}", stage.engine.name(), steps * step, counted.counters());
        }
    }
    let warm = counts[WARM - 1];
    for (steps, counted) in (1..).zip(&counts).skip(WARM) {
        let grown = counted.grown(&warm);
        assert!(grown.is_empty(), "after {} rounds {grown:?} have grown: {counts:#?}", steps * step);
    }
    let left = reader.js("return [document.querySelectorAll('tin-reader').length, tinErrors]", Value::Null).await?;
    assert_eq!(left, json!([0, []]));
    Ok(warm)
}

async fn five_hundred_readers_that_were_read_leave_nothing_behind(stage: Stage) -> Result {
    let reader = used_page(&stage).await?;
    // Where only the modules' memory can be counted, fewer do: it grows by whole pages.
    let step: u8 = if stage.engine == Engine::Chromium { 50 } else { 20 };
    let warm = stays_flat(&stage, &reader, READ, step.into(), step.into()).await?;

    // That the counters count: readers that stay are seen in every one of them.
    let keep = "
        for (let at = 0; at < 60; at++) {
          const reader = document.createElement('tin-reader');
          reader.feed = '/feed.json?' + at;
          document.body.append(reader);
        }
        while (document.querySelectorAll('tin-reader[state=ready]').length < 60) await new Promise((go) => setTimeout(go, 20));";
    assert_eq!(reader.js_async(keep, Value::Null).await?, json!({ "value": null }));
    let kept = count(&stage, &reader).await?;
    let all: Vec<_> = kept.counters().into_iter().map(|(name, _)| name).collect();
    assert_eq!(kept.grown(&warm), all, "{warm:?}, {kept:?}");
    Ok(())
}

async fn readers_that_are_removed_while_they_load_leave_nothing_behind(stage: Stage) -> Result {
    let reader = used_page(&stage).await?;
    stays_flat(&stage, &reader, LEAVE, 25, 12).await?;
    Ok(())
}
