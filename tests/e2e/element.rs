//! The tag as an element among others: made, moved, changed and removed by the host page in every way there is.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::{Answer, Gate};
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, series};
use crate::look::Look;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let mut tests = list![
        works_when_written_by_inner_html,
        works_when_made_by_create_element,
        takes_a_property_set_before_it_was_defined,
        reflects_attributes_as_properties,
        keeps_its_article_when_it_is_moved,
        comes_back_after_it_was_removed,
        comes_back_before_the_engine_is_there,
        removed_while_loading_hangs_up_in_silence,
        removed_before_the_engine_came_hangs_up_in_silence,
        two_readers_of_a_feed_fetch_it_once,
        two_readers_are_independent,
        a_new_feed_replaces_the_old,
        the_answer_of_a_feed_that_was_replaced_is_dropped,
        changes_made_together_are_one,
        tools_may_be_asked_for_later,
        a_new_article_is_shown,
        a_new_number_of_related_headlines_is_shown,
        leaves_nothing_in_the_page_after_fifty_rounds,
        reads_a_feed_of_another_origin,
        defining_it_twice_does_no_harm,
    ];
    // Only Chromium lets a page ask for a collection.
    tests.extend(list![a_removed_reader_is_collected].into_iter().map(|test| test.only_on(Engine::Chromium)));
    tests
}

async fn works_when_written_by_inner_html(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed("<main></main>").await?;
    reader.js("document.querySelector('main').innerHTML = args", tag("/feed.json", "").into()).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ nhất");
    Ok(())
}

async fn works_when_made_by_create_element(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed("").await?;
    let script = "
        await customElements.whenDefined('tin-reader');
        const reader = document.createElement('tin-reader');
        reader.feed = '/feed.json';
        document.body.append(reader);";
    assert_eq!(reader.js_async(script, Value::Null).await?, json!({ "value": null }));
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ nhất");
    Ok(())
}

/// A framework may set properties on an element whose script is still on its way.
async fn takes_a_property_set_before_it_was_defined(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let body = "<script>
        const early = document.createElement('tin-reader');
        early.feed = '/feed.json';
        early.article = 'a2';
        document.body.append(early);
    </script>";
    let reader = stage.embed(body).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ hai");
    Ok(())
}

async fn reflects_attributes_as_properties(stage: Stage) -> Result {
    let reader = stage.read_with(feed(series("a", 6)), "related='3' lang='en' theme='sepia' heading-level='2'").await?;
    assert_eq!(reader.wait_state("ready").await?.theme, "sepia");
    let script = "return [String(host.feed), String(host.related), host.lang, host.theme, String(host.headingLevel)]";
    let properties = reader.js(script, Value::Null).await?;
    assert!(properties[0].as_str().is_some_and(|feed| feed.ends_with("/feed.json")), "{properties}");
    assert_eq!(
        properties.as_array().map(|list| &list[1..]),
        Some(&[json!("3"), json!("en"), json!("sepia"), json!("2")][..])
    );
    reader.js("host.related = 1; host.theme = 'dark'; host.headingLevel = 3", Value::Null).await?;
    let attributes = reader
        .js("return ['related', 'theme', 'heading-level'].map((name) => host.getAttribute(name))", Value::Null)
        .await?;
    assert_eq!(attributes, json!(["1", "dark", "3"]));
    reader
        .wait("the new settings", |look| look.related.len() == 1 && look.theme == "dark" && look.title_tag == "h3")
        .await?;
    Ok(())
}

async fn keeps_its_article_when_it_is_moved(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(&format!("<main>{}</main><aside></aside>", tag("/feed.json", ""))).await?;
    reader.wait_state("ready").await?;
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    reader.js("document.querySelector('aside').append(host)", Value::Null).await?;
    reader.wait_title("Bài thứ hai").await?;
    let same = |look: &Look| look.title == "Bài thứ hai" && look.state == "ready" && look.articles == 1;
    reader.stays(Duration::from_millis(500), "the article", same).await?;
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "moving is no reason to fetch");
    reader.click_related("Bài thứ nhất").await?;
    reader.wait_title("Bài thứ nhất").await?;
    Ok(())
}

async fn comes_back_after_it_was_removed(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    for _ in 0..3 {
        reader.js("window.kept = host; host.remove()", Value::Null).await?;
        tokio::time::sleep(Duration::from_millis(150)).await;
        assert!(reader.look().await?.missing);
        reader.js("document.body.append(window.kept)", Value::Null).await?;
        let look =
            reader.wait("the article again", |look| look.state == "ready" && look.title == "Bài thứ nhất").await?;
        assert_eq!(look.articles, 1, "mounted once, not once per return");
    }
    reader.click_related("Bài thứ hai").await?;
    let look = reader.wait_title("Bài thứ hai").await?;
    assert_eq!(look.events("tin-navigate").len(), 1, "one click, one question: {:#?}", look.events);
    Ok(())
}

/// The first wait for the engine must not end in a second reader, nor in a second failure.
async fn comes_back_before_the_engine_is_there(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let (path, wasm) = dist::engine(".wasm")?;
    for (page, attributes, works) in
        [("/mot.html", "", true), ("/hai.html", "loading='lazy'", true), ("/ba.html", "", false)]
    {
        let answer = if works { Answer::bytes(wasm.media_type, &*wasm.bytes) } else { Answer::status(404) };
        let (answer, gate) = answer.gate();
        stage.site.route(path, answer);
        stage.mount(page, &tag("/feed.json", attributes));
        let reader = stage.open(page).await?;
        reader.wait("the tag at work", |look| look.state == "loading").await?;
        for _ in 0..2 {
            reader.js("window.kept = host; host.remove()", Value::Null).await?;
            tokio::time::sleep(Duration::from_millis(100)).await;
            reader.js("document.body.append(window.kept)", Value::Null).await?;
        }
        gate.open();
        let (state, event) = if works { ("ready", "tin-load") } else { ("error", "tin-error") };
        reader.wait_state(state).await?;
        reader.stays(Duration::from_millis(500), "one reader", |look| look.state == state).await?;
        let told =
            "return [tinEvents.filter(({ type }) => type === args).length, root.querySelectorAll('.tin').length]";
        let (told, readers) = (reader.js(told, event.into()).await?, i32::from(works));
        assert_eq!(told, json!([1, readers]), "{page}");
    }
    Ok(())
}

async fn removed_while_loading_hangs_up_in_silence(stage: Stage) -> Result {
    let (answer, gate) = Answer::json(&pair()).gate();
    stage.site.route("/feed.json", answer);
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait("the engine at work", |look| look.state == "loading" && !look.status.is_empty()).await?;
    hangs_up_in_silence(&stage, &reader, &gate).await
}

/// The loader asks for the feed while the engine is still on its way; that request has to end too.
async fn removed_before_the_engine_came_hangs_up_in_silence(stage: Stage) -> Result {
    let (answer, gate) = Answer::json(&pair()).gate();
    stage.site.route("/feed.json", answer);
    let (path, wasm) = dist::engine(".wasm")?;
    let (engine, engine_gate) = Answer::bytes(wasm.media_type, &*wasm.bytes).gate();
    stage.site.route(path, engine);
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait("the tag at work", |look| look.state == "loading").await?;
    hangs_up_in_silence(&stage, &reader, &gate).await?;
    engine_gate.open();
    reader.stays(Duration::from_millis(500), "silence", |look| look.missing && look.errors.is_empty()).await?;
    reader.js("document.body.innerHTML = args", tag("/feed.json", "").into()).await?;
    reader.wait_title("Bài thứ nhất").await?;
    Ok(())
}

async fn hangs_up_in_silence(stage: &Stage, reader: &Reader, gate: &Gate) -> Result {
    eventually("the request", async || Ok(!stage.site.hits("/feed.json").is_empty())).await?;
    reader.js("host.remove()", Value::Null).await?;
    eventually("the end of the request", async || Ok(stage.site.hits("/feed.json").iter().all(|hit| hit.aborted)))
        .await?;
    gate.open();
    let look = reader.stays(Duration::from_millis(500), "silence", |look| look.errors.is_empty()).await?;
    assert!(look.missing);
    let said = reader.js("return [window.tinEvents, window.tinConsole]", Value::Null).await?;
    assert_eq!(said, json!([[], []]));
    Ok(())
}

async fn two_readers_of_a_feed_fetch_it_once(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::json(&pair()).delay(Duration::from_millis(200)));
    let first = stage.embed(&format!("{}{}", tag("/feed.json", ""), tag("/feed.json", "article='a2'"))).await?;
    assert_eq!(first.wait_state("ready").await?.title, "Bài thứ nhất");
    assert_eq!(first.nth(1).wait_state("ready").await?.title, "Bài thứ hai");
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    let (path, _) = dist::engine(".wasm")?;
    assert_eq!(stage.site.hits(path).len(), 1, "one engine for all");
    Ok(())
}

async fn two_readers_are_independent(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    stage.site.route("/bad.json", Answer::status(500));
    let first = stage.embed(&format!("{}{}", tag("/feed.json", ""), tag("/bad.json", ""))).await?;
    first.wait_state("ready").await?;
    first.nth(1).wait_failure("feed-http").await?;
    first.click_related("Bài thứ hai").await?;
    first.wait_title("Bài thứ hai").await?;
    assert_eq!(first.nth(1).look().await?.state, "error");
    Ok(())
}

async fn a_new_feed_replaces_the_old(stage: Stage) -> Result {
    stage.site.json("/other.json", &feed([item("b1").title("Bài khác")]));
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    reader.js("host.setAttribute('feed', '/other.json')", Value::Null).await?;
    let look = reader.wait_title("Bài khác").await?;
    assert_eq!(look.state, "ready");
    assert!(look.related.is_empty(), "{:?}", look.related_texts());
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    assert_eq!(stage.site.hits("/other.json").len(), 1);
    Ok(())
}

/// The slow answer to a question nobody asks any more must not win over the fast one.
async fn the_answer_of_a_feed_that_was_replaced_is_dropped(stage: Stage) -> Result {
    let (slow, gate) = Answer::json(&pair()).gate();
    stage.site.route("/feed.json", slow);
    stage.site.json("/other.json", &feed([item("b1").title("Bài khác")]));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    eventually("the first request", async || Ok(!stage.site.hits("/feed.json").is_empty())).await?;
    reader.js("host.setAttribute('feed', '/other.json')", Value::Null).await?;
    reader.wait_title("Bài khác").await?;
    gate.open();
    let look = reader.stays(Duration::from_millis(500), "the second feed", |look| look.title == "Bài khác").await?;
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    Ok(())
}

async fn changes_made_together_are_one(stage: Stage) -> Result {
    for path in ["/mot.json", "/hai.json"] {
        stage.site.json(path, &feed([item("a1").title(&format!("Tin của {path}"))]));
    }
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    reader
        .js("tinEvents.length = 0; setTimeout(() => { host.feed = '/mot.json'; host.related = 3; host.feed = '/hai.json'; })", Value::Null)
        .await?;
    reader.wait_title("Tin của /hai.json").await?;
    let look = reader.stays(Duration::from_millis(300), "one change", |look| look.state == "ready").await?;
    assert_eq!(look.events("tin-load").len(), 1, "{:#?}", look.events);
    assert!(stage.site.hits("/mot.json").is_empty());
    Ok(())
}

async fn tools_may_be_asked_for_later(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "tools='none'").await?;
    reader.wait_state("ready").await?;
    let has = "return !!root.querySelector('[data-tool=copy]')";
    assert_eq!(reader.js(has, Value::Null).await?, false);
    // Also where the network has gone meanwhile.
    stage.site.route("/feed.json", Answer::status(503));
    let _ = reader.js_async("await host.refresh()", Value::Null).await?;
    reader.wait("the stored news", |look| look.state == "offline" || look.state == "stale").await?;
    reader.js("host.tools = 'copy'", Value::Null).await?;
    eventually("the tool", async || Ok(reader.js(has, Value::Null).await? == true)).await?;
    reader.js("host.tools = 'none'", Value::Null).await?;
    eventually("no tool", async || Ok(reader.js(has, Value::Null).await? == false)).await
}

async fn a_new_article_is_shown(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    reader.js("host.setAttribute('article', 'a2')", Value::Null).await?;
    reader.wait_title("Bài thứ hai").await?;
    reader.js("host.removeAttribute('article')", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    Ok(())
}

async fn a_new_number_of_related_headlines_is_shown(stage: Stage) -> Result {
    let reader = stage.read_with(feed(series("a", 10)), "related='2'").await?;
    assert_eq!(reader.wait_state("ready").await?.related.len(), 2);
    for (number, shown) in [("5", 5), ("0", 0), ("3", 3)] {
        reader.js("host.setAttribute('related', args)", number.into()).await?;
        reader
            .wait(&format!("{shown} headlines"), |look| {
                look.related.len() == shown && look.related_shown == (shown > 0)
            })
            .await?;
    }
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    Ok(())
}

async fn leaves_nothing_in_the_page_after_fifty_rounds(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    // A module that is on its way has a link.
    reader.wait_tools().await?;
    reader.js("host.remove()", Value::Null).await?;
    let traces = "return [Object.keys(window).sort(), document.head.children.length, document.body.children.length,
        document.documentElement.children.length, document.adoptedStyleSheets.length]";
    let before = reader.js(traces, Value::Null).await?;
    let rounds = "
        const until = async (good) => { while (!good()) await new Promise((go) => setTimeout(go, 4)); };
        for (let round = 0; round < 50; round++) {
          const reader = document.createElement('tin-reader');
          reader.setAttribute('feed', '/feed.json');
          document.body.append(reader);
          // Every third goes before it has anything to show.
          if (round % 3) await until(() => reader.getAttribute('state') === 'ready');
          reader.remove();
        }
        await new Promise((go) => setTimeout(go, 200));";
    assert_eq!(reader.js_async(rounds, Value::Null).await?, json!({ "value": null }));
    assert_eq!(reader.js(traces, Value::Null).await?, before);
    Ok(())
}

async fn a_removed_reader_is_collected(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    let script = "
        const refs = [];
        for (let round = 0; round < 5; round++) {
          const reader = document.createElement('tin-reader');
          reader.setAttribute('feed', '/feed.json');
          document.body.append(reader);
          while (reader.getAttribute('state') !== 'ready') await new Promise((go) => setTimeout(go, 4));
          refs.push(new WeakRef(reader));
          reader.remove();
        }
        for (let round = 0; round < 60 && refs.some((ref) => ref.deref()); round++) {
          await new Promise((go) => setTimeout(go, 50));
          gc();
        }
        return refs.filter((ref) => ref.deref()).length;";
    let kept = reader.js_async(script, Value::Null).await?;
    // The last one may be held by the engine's own stack or caches; a leak would hold all five.
    assert!(kept["value"].as_u64().is_some_and(|kept| kept <= 1), "removed readers still held: {kept}");
    Ok(())
}

async fn reads_a_feed_of_another_origin(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/tin/feed.json", &feed([item("a1").day(20), item("a2").day(10).field("url", "a2.html")]));
    let reader = stage.embed(&tag(&portal.url("/tin/feed.json"), "")).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài a1");
    assert_eq!(look.related[0].href, portal.url("/tin/a2.html"));
    let hits = portal.hits("/tin/feed.json");
    assert_eq!(hits.len(), 1, "{hits:#?}");
    assert_eq!(hits[0].method, "GET", "a plain request: no preflight");
    assert!(!hits[0].headers.contains_key("cookie"));
    Ok(())
}

/// Two plug-ins of one old CMS each bring the script.
async fn defining_it_twice_does_no_harm(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let body = format!(r#"{}<script type="module" src="/embed.js?again"></script>"#, tag("/feed.json", ""));
    let reader = stage.embed(&body).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert_eq!(look.articles, 1);
    reader.stays(Duration::from_millis(300), "quiet", |look| look.errors.is_empty() && look.articles == 1).await?;
    Ok(())
}
