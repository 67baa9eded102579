//! When the engine cannot run, or falls later: the tag's own children, one event, one line in the console, and no more.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, pair, series};
use crate::look::Look;
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let mut tests = list![
        without_webassembly_the_children_stay,
        under_a_policy_without_wasm_the_children_stay,
        without_constructed_style_sheets_the_children_stay,
        while_the_engine_hangs_the_children_show,
        without_the_engine_the_children_stay,
        a_damaged_engine_is_not_run,
        a_damaged_glue_is_not_run,
        the_engine_may_come_at_the_second_try,
        an_engine_of_another_media_type_is_run,
        an_engine_that_falls_gives_the_children_back,
        a_fallen_engine_refuses_what_was_asked,
        tools_that_fall_leave_the_reader_whole,
        without_the_tools_the_reader_is_whole,
        a_reader_without_children_says_a_sentence_in_its_language,
        a_lazy_reader_waits_until_it_is_near,
        a_lazy_reader_begins_when_it_is_asked,
        a_lazy_reader_that_is_removed_never_begins,
    ];
    // WebKit asks no preload of a module for its hash (SECURITY.md).
    let proven = list![a_glue_that_is_another_one_when_it_is_run_is_not_run];
    tests.extend(proven.into_iter().map(|test| test.except_on(Engine::Webkit)));
    tests
}

async fn without_webassembly_the_children_stay(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after("<script>delete window.WebAssembly</script>", &tag("/feed.json", "")).await?;
    falls_back(&reader).await
}

async fn under_a_policy_without_wasm_the_children_stay(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let policy = "default-src 'self'; script-src 'self' 'unsafe-inline'";
    let page = stage.page("", &tag("/feed.json", "")).header("content-security-policy", policy);
    stage.site.route("/page.html", page);
    falls_back(&stage.open("/page.html").await?).await
}

/// As in Safari before 16.4.
async fn without_constructed_style_sheets_the_children_stay(stage: Stage) -> Result {
    const OLD: &str = "<script>window.CSSStyleSheet = class {
        constructor() { throw new TypeError('Illegal constructor'); }
    }</script>";
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after(OLD, &tag("/feed.json", "")).await?;
    falls_back(&reader).await?;
    // Nor does a reader without a style come when it is asked.
    for ask in ["await host.show('a2')", "await host.refresh()"] {
        assert_eq!(reader.js_async(ask, Value::Null).await?["error"]["code"], "engine-unavailable", "{ask}");
    }
    reader.stays(Duration::from_millis(300), "the children", |look| look.fallback && look.errors.is_empty()).await?;
    let (wasm, _) = dist::engine(".wasm")?;
    assert!(stage.site.hits(wasm).is_empty(), "nothing is loaded in vain");
    Ok(())
}

/// A file that neither comes nor fails: the skeleton alone would stand there for ever.
async fn while_the_engine_hangs_the_children_show(stage: Stage) -> Result {
    let (path, wasm) = dist::engine(".wasm")?;
    let (answer, gate) = Answer::bytes(wasm.media_type, &*wasm.bytes).gate();
    stage.site.route(path, answer);
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.stays(Duration::from_secs(3), "the skeleton", |look| look.loading && !look.fallback).await?;
    let look = reader.wait("the children", |look| look.fallback).await?;
    assert!(look.loading && look.state == "loading" && look.events.is_empty(), "{look:#?}");
    gate.open();
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert!(!look.fallback && !look.loading && look.errors.is_empty(), "{look:#?}");
    Ok(())
}

async fn without_the_engine_the_children_stay(stage: Stage) -> Result {
    let (path, _) = dist::engine(".wasm")?;
    stage.site.route(path, Answer::status(404));
    stage.site.json("/feed.json", &pair());
    falls_back(&stage.embed(&tag("/feed.json", "")).await?).await
}

async fn a_damaged_engine_is_not_run(stage: Stage) -> Result {
    let (path, wasm) = dist::engine(".wasm")?;
    // Still a module, with one custom section more.
    let damaged = [&*wasm.bytes, &[0, 2, 1, b'x']].concat();
    stage.site.route(path, Answer::bytes(wasm.media_type, damaged));
    stage.site.json("/feed.json", &pair());
    falls_back(&stage.embed(&tag("/feed.json", "")).await?).await
}

async fn a_damaged_glue_is_not_run(stage: Stage) -> Result {
    let (path, glue) = dist::engine(".js")?;
    let damaged = [b"window.pwned = 1;", &*glue.bytes].concat();
    stage.site.route(path, Answer::bytes(glue.media_type, damaged));
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    falls_back(&reader).await?;
    assert_eq!(reader.js("return window.pwned ?? null", Value::Null).await?, Value::Null);
    Ok(())
}

/// The bytes that are proven are not those that a browser's `import()` asks for.
async fn a_glue_that_is_another_one_when_it_is_run_is_not_run(stage: Stage) -> Result {
    let (path, glue) = dist::engine(".js")?;
    let damaged = [b"window.pwned = 1;", &*glue.bytes].concat();
    let unkept = |bytes: &[u8]| Answer::bytes(glue.media_type, bytes).header("cache-control", "no-store");
    stage.site.route(path, unkept(&glue.bytes).then(unkept(&damaged)));
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    falls_back(&reader).await?;
    assert_eq!(reader.js("return window.pwned ?? null", Value::Null).await?, Value::Null);
    assert!(stage.site.hits(path).len() > 1, "a browser that asks once has nothing to prove here");
    Ok(())
}

/// Old servers know no `.wasm`, and `instantiateStreaming` takes nothing else.
async fn an_engine_of_another_media_type_is_run(stage: Stage) -> Result {
    let (path, wasm) = dist::engine(".wasm")?;
    stage.site.route(path, Answer::bytes("application/octet-stream", &*wasm.bytes));
    stage.site.json("/feed.json", &pair());
    stage.embed(&tag("/feed.json", "")).await?.wait_state("ready").await?;
    Ok(())
}

async fn the_engine_may_come_at_the_second_try(stage: Stage) -> Result {
    let (path, wasm) = dist::engine(".wasm")?;
    stage.site.route(path, Answer::status(503).then(Answer::bytes(wasm.media_type, &*wasm.bytes)));
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    falls_back(&reader).await?;
    let answer = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(answer, json!({ "value": null }));
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert_eq!((look.state.as_str(), look.fallback), ("ready", false), "{look:#?}");
    Ok(())
}

/// Keeps hold of the engine's memory, and can ruin it: the next call into the engine traps.
const RUINOUS: &str = "<script>
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const own = WebAssembly[name];
      WebAssembly[name] = async (...given) => {
        const made = await own.apply(WebAssembly, given);
        const { exports } = made.instance;
        const memory = Object.values(exports).find((it) => it instanceof WebAssembly.Memory);
        // The engine comes first, the tools after it.
        (window.ruin ??= []).push(() => new Uint8Array(memory.buffer).fill(0xff));
        return made;
      };
    }
</script>";

async fn an_engine_that_falls_gives_the_children_back(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 4)));
    let two = [tag("/feed.json", ""), tag("/feed.json", "article='a2'")].concat();
    let reader = stage.embed_after(RUINOUS, &two).await?;
    reader.wait_state("ready").await?;
    reader.nth(1).wait_state("ready").await?;
    reader.js("window.ruin[0](); host.setAttribute('related', '1')", Value::Null).await?;
    for reader in [reader.clone(), reader.nth(1)] {
        let look = reader.wait("the children", |look| look.fallback && look.state == "error").await?;
        assert!(look.errors.is_empty() && look.console.is_empty(), "{look:#?}");
    }
    // What the engine had set up (listeners, timers, promises) calls it no more.
    let more = "dispatchEvent(new PopStateEvent('popstate')); host.setAttribute('related', '3'); host.setAttribute('feed', '/other.json')";
    reader.js(more, Value::Null).await?;
    let look = reader.stays(Duration::from_millis(700), "silence", |look| look.errors.is_empty()).await?;
    let told = look.events("tin-error");
    assert_eq!(told.len(), 2, "one for each reader: {told:#?}");
    assert!(told.iter().all(|event| event.detail["code"] == "engine-unavailable"), "{told:#?}");
    assert_eq!(reader.js("return window.tinWarnings.length", Value::Null).await?, 2);
    // The host page may go on as it likes.
    reader.js("host.remove(); document.body.append(host)", Value::Null).await?;
    reader.wait("the children again", |look| look.fallback && look.errors.is_empty()).await?;
    Ok(())
}

async fn a_fallen_engine_refuses_what_was_asked(stage: Stage) -> Result {
    let reader = {
        stage.site.json("/feed.json", &pair());
        stage.embed_after(RUINOUS, &tag("/feed.json", "")).await?
    };
    reader.wait_state("ready").await?;
    let answer = reader.js_async("window.ruin[0](); await host.show('a2')", Value::Null).await?;
    assert_eq!(answer["error"]["code"], "engine-unavailable", "{answer}");
    let answer = reader.js_async("await host.refresh()", Value::Null).await?;
    assert_eq!(answer["error"]["code"], "engine-unavailable", "{answer}");
    assert_eq!(reader.js("return host.current", Value::Null).await?, Value::Null);
    Ok(())
}

async fn tools_that_fall_leave_the_reader_whole(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed_after(RUINOUS, &tag("/feed.json", "")).await?;
    reader.wait_state("ready").await?;
    let tools = "return root.querySelectorAll('.toolbar button').length";
    eventually("the tools", async || Ok(reader.js(tools, Value::Null).await?.as_u64() > Some(0))).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    // They hear of the next article, and fall.
    let answer = reader.js_async("window.ruin[1](); await host.show('a1')", Value::Null).await?;
    assert_eq!(answer, json!({ "value": null }));
    eventually("the end of the tools", async || Ok(reader.js(tools, Value::Null).await? == 0)).await?;
    let look = reader.stays(Duration::from_millis(300), "silence", |look| look.errors.is_empty()).await?;
    assert_eq!((look.title.as_str(), look.state.as_str()), ("Bài thứ nhất", "ready"));
    assert!(look.events("tin-error").is_empty() && look.console.is_empty(), "{look:#?}");
    assert_eq!(reader.js("return window.tinWarnings.length", Value::Null).await?, 1);
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    Ok(())
}

async fn without_the_tools_the_reader_is_whole(stage: Stage) -> Result {
    let (path, _) = dist::module("tools", ".wasm")?;
    stage.site.route(path, Answer::status(404));
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    let warned = async || Ok(reader.js("return window.tinWarnings.length", Value::Null).await? == 1);
    eventually("the line in the console", warned).await?;
    let look = reader.look().await?;
    assert_eq!(look.state, "ready");
    assert!(look.events("tin-error").is_empty() && look.errors.is_empty() && look.console.is_empty(), "{look:#?}");
    Ok(())
}

async fn a_reader_without_children_says_a_sentence_in_its_language(stage: Stage) -> Result {
    for (lang, words) in [("", "Không khởi động được"), ("en", "could not start"), ("zh-CN", "无法")] {
        let body = format!("<tin-reader feed='/feed.json' lang='{lang}'></tin-reader>");
        let reader = stage.embed_after("<script>delete window.WebAssembly</script>", &body).await?;
        let look = reader.wait("the fallback", |look| look.state == "error").await?;
        let shown = reader.js("return root.querySelector('slot').textContent", Value::Null).await?;
        assert!(shown.as_str().is_some_and(|shown| shown.contains(words)), "{lang}: {shown}");
        assert_eq!(look.events("tin-error")[0].detail["message"], shown);
    }
    Ok(())
}

async fn a_lazy_reader_waits_until_it_is_near(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let body = format!("<div style='height: 6000px'></div>{}", tag("/feed.json", "loading='lazy'"));
    let reader = stage.embed(&body).await?;
    let (wasm, _) = dist::engine(".wasm")?;
    let idle = |look: &Look| look.state == "loading" && look.title.is_empty();
    reader.stays(Duration::from_millis(600), "waiting", idle).await?;
    assert!(stage.site.hits("/feed.json").is_empty() && stage.site.hits(wasm).is_empty(), "{:#?}", stage.site.log());
    reader.js("scrollTo(0, 5000)", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    Ok(())
}

async fn a_lazy_reader_begins_when_it_is_asked(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let far = "<div style='height: 6000px'></div>";
    let reader = stage.embed(&[far, &tag("/feed.json", "loading='lazy'")].concat()).await?;
    reader.wait_state("loading").await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài thứ hai".to_owned()));
    let reader = stage.embed(&[far, &tag("/feed.json", "loading='lazy'")].concat()).await?;
    reader.wait_state("loading").await?;
    reader.js("host.loading = 'eager'", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    Ok(())
}

async fn a_lazy_reader_that_is_removed_never_begins(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let far = "<div style='height: 6000px'></div>";
    let reader = stage.embed(&[far, &tag("/feed.json", "loading='lazy'")].concat()).await?;
    reader.wait_state("loading").await?;
    reader.js("window.kept = host; host.remove()", Value::Null).await?;
    reader.js("document.querySelector('div').remove(); scrollTo(0, 0)", Value::Null).await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert!(stage.site.hits("/feed.json").is_empty());
    reader.js("document.body.append(window.kept)", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    Ok(())
}

/// The tag's own children, one event, one line; nothing of ours is left running.
async fn falls_back(reader: &Reader) -> Result {
    let look = reader.wait("the children", |look| look.fallback && look.state == "error").await?;
    assert!(look.title.is_empty() && !look.loading, "{look:#?}");
    eventually("one event", async || Ok(reader.look().await?.events("tin-error").len() == 1)).await?;
    let look = reader.stays(Duration::from_millis(300), "silence", |look| look.errors.is_empty()).await?;
    let told = look.events("tin-error");
    assert_eq!(told.len(), 1, "{told:#?}");
    assert_eq!(told[0].detail["code"], "engine-unavailable");
    assert!(told[0].composed, "it leaves the shadow tree that the tag may stand in");
    let warnings = reader.js("return window.tinWarnings", Value::Null).await?;
    assert_eq!(warnings.as_array().map(Vec::len), Some(1), "{warnings}");
    assert!(warnings[0].as_str().is_some_and(|line| line.contains("engine-unavailable")), "{warnings}");
    assert!(look.console.is_empty(), "{look:#?}");
    Ok(())
}
