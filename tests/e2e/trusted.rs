//! Pages that enforce Trusted Types: the article is whole wherever there is a way to parse it, and its text where there is
//! none. What a browser can do is asked of the browser, never of its name.

use std::fmt::Write as _;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::content::{Attack, ours};
use crate::engine::Engine;
use crate::feeds::{feed, item};
use crate::reader::Reader;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::words::{BLOCKS, OTHER_WORDS};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_page_that_allows_our_policy_sees_one_and_no_violation,
        a_page_that_allows_no_policy_has_the_whole_article_or_its_text,
        every_way_of_parsing_gives_the_same_fragment,
    ]
}

async fn a_page_that_allows_our_policy_sees_one_and_no_violation(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed([item("a1").day(20).html(ARTICLE), item("a2").day(10).html(ARTICLE)]));
    let reader = open(&stage, Some("tin-reader")).await?;
    whole(&reader).await?;
    reader.nth(1).wait_state("ready").await?;
    whole(&reader.nth(1)).await?;
    assert_eq!(reader.show("a2").await?, Ok("Bài a2".to_owned()));
    whole(&reader).await?;
    let page = page(&reader).await?;
    let policies: &[&str] = if page.knows_trusted_types { &["tin-reader"] } else { &[] };
    assert_eq!(page.policies, policies, "one for all readers and articles");
    assert_eq!(page.violations, Vec::<String>::new());
    Ok(())
}

async fn a_page_that_allows_no_policy_has_the_whole_article_or_its_text(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed([item("a1").html(ARTICLE)]));
    let reader = open(&stage, Some("'none'")).await?;
    let look = reader.look().await?;
    let page = page(&reader).await?;
    let kinds: Vec<_> = page.violations.iter().filter_map(|violation| violation.split(':').next()).collect();
    let refused: &[&str] = if page.knows_trusted_types { &["trusted-types"] } else { &[] };
    assert_eq!(kinds, refused, "the policy that was refused, once for all readers, and no more: {:?}", page.violations);
    if page.parses_without_policy || !enforces(&reader).await? {
        whole(&reader).await?;
        assert!(!look.body.contains(TOLD), "{}", look.body);
    } else {
        for word in ["Đoạn đầu", "đậm", "Chú thích ảnh", "Không kịch bản", "Đoạn cuối"] {
            assert!(look.body.contains(word), "{word} is lost: {}", look.body);
        }
        assert!(look.body.contains(TOLD), "the reader is told: {}", look.body);
        let elements =
            "return [...new Set([...root.querySelectorAll('[part~=body] *')].map((node) => node.localName))].sort()";
        assert_eq!(reader.js(elements, Value::Null).await?, json!(["p"]), "nothing but paragraphs");
    }
    Ok(())
}

/// The same articles on a page without Trusted Types, on one that allows the policy, and on one that allows none: the same
/// markup, and where there is but the text, the same words.
async fn every_way_of_parsing_gives_the_same_fragment(stage: Stage) -> Result {
    let (titles, payloads) = fixtures()?;
    stage.site.json("/feed.json", &feed_of(&payloads));
    let reader = open(&stage, None).await?;
    let usual = bodies(&reader, payloads.len(), MARKUP_OF).await?;
    let words = bodies(&reader, payloads.len(), &words_of()).await?;
    let reader = open(&stage, Some("tin-reader")).await?;
    same(&payloads, &usual, &bodies(&reader, payloads.len(), MARKUP_OF).await?)?;
    let reader = open(&stage, Some("'none'")).await?;
    if page(&reader).await?.parses_without_policy || !enforces(&reader).await? {
        same(&payloads, &usual, &bodies(&reader, payloads.len(), MARKUP_OF).await?)?;
    }

    // The third way, also where the browser has the second.
    let reader = open_after(&stage, "<script>delete Document.parseHTML;</script>", Some("'none'")).await?;
    assert!(!page(&reader).await?.parses_without_policy);
    let other = bodies(&reader, payloads.len(), MARKUP_OF).await?;
    if !enforces(&reader).await? {
        assert!(stage.engine != Engine::Chromium, "Chromium enforces Trusted Types");
        return same(&payloads, &usual, &other);
    }
    println!("the text alone, {}: {} articles", stage.engine.name(), other.len());
    let told = |body: &&String| body.contains(TOLD);
    let deep = usual.iter().filter(|body| body.contains("<p class=\"note\"")).count();
    assert!(other.iter().filter(told).count() + deep >= other.len(), "every reader is told");
    assert!(!other.iter().any(|body| body.contains("<img") || body.contains("<table")), "nothing was parsed");
    let alone = bodies(&reader, payloads.len(), &words_of()).await?;
    let others: Vec<_> = titles.iter().zip(words.iter().zip(&alone)).filter(|(_, (one, other))| one != other).collect();
    let known = OTHER_WORDS.map(|(title, _)| title);
    assert_eq!(others.iter().map(|(title, _)| title.as_str()).collect::<Vec<_>>(), known, "{others:#?}");
    Ok(())
}

/// The titles and payloads of the mess and of the attacks.
fn fixtures() -> Result<(Vec<String>, Vec<String>)> {
    let mut all: Vec<Attack> = serde_json::from_str(include_str!("../fixtures/mess.json"))?;
    all.extend(ours()?);
    Ok(all.into_iter().map(|attack| (attack.title, attack.payload)).unzip())
}

fn feed_of(payloads: &[String]) -> Value {
    feed(payloads.iter().enumerate().map(|(number, html)| item(&format!("a{number}")).html(html)))
}

/// An article with something of each kind, among it what only a parser that keeps frames and `<noscript>` can show.
const ARTICLE: &str = "<p>Đoạn đầu có chữ <b>đậm</b></p><p><img src=/anh.webp alt=Ảnh></p><p><i>Chú thích ảnh</i></p>
<iframe src=https://www.youtube.com/embed/phim title='Phim tài liệu'></iframe>
<noscript><p>Không kịch bản</p></noscript><p onclick=x onbeforematch=x>Đoạn cuối</p><marquee onstart=x></marquee>";

/// The sentence about what is missing.
const TOLD: &str = "Trang này chỉ cho phép hiển thị phần chữ của bài viết.";

/// Before the loader: notes which policies are made, and what the browser complains of.
const WATCH: &str = "<script>
window.tinPolicies = [];
window.tinViolations = [];
if (window.TrustedTypePolicyFactory) {
  const { createPolicy } = TrustedTypePolicyFactory.prototype;
  TrustedTypePolicyFactory.prototype.createPolicy = function (name, rules) {
    window.tinPolicies.push(name);
    return createPolicy.call(this, name, rules);
  };
}
document.addEventListener('securitypolicyviolation', (event) =>
  window.tinViolations.push(`${event.effectiveDirective}: ${event.blockedURI} ${event.sample}`));
</script>";

/// A page with two readers of `/feed.json`, which enforces Trusted Types and allows `policies`, if any are named.
async fn open(stage: &Stage, policies: Option<&str>) -> Result<Reader> {
    open_after(stage, "", policies).await
}

/// Like [`open`], with `head` before everything else on the page.
async fn open_after(stage: &Stage, head: &str, policies: Option<&str>) -> Result<Reader> {
    // Without the tools, which make each picture a button.
    let readers = tag("/feed.json", "related='0' tools='none'").repeat(2);
    let mut page = stage.page(&[WATCH, head].concat(), &readers);
    if let Some(policies) = policies {
        let rules = format!("require-trusted-types-for 'script'; trusted-types {policies}");
        page = page.header("content-security-policy", &rules);
    }
    stage.site.route("/trusted.html", page);
    let reader = stage.open("/trusted.html").await?;
    reader.wait_state("ready").await?;
    Ok(reader)
}

/// What the page noted, and what its browser can do.
#[derive(Deserialize)]
struct Page {
    policies: Vec<String>,
    violations: Vec<String>,
    knows_trusted_types: bool,
    parses_without_policy: bool,
}

async fn page(reader: &Reader) -> Result<Page> {
    let page = "return {
        policies: window.tinPolicies, violations: window.tinViolations,
        knows_trusted_types: typeof trustedTypes === 'object',
        parses_without_policy: typeof Document.parseHTML === 'function',
    };";
    Ok(serde_json::from_value(reader.js(page, Value::Null).await?)?)
}

/// Whether this page refuses to parse a string. (Asking is a violation.)
async fn enforces(reader: &Reader) -> Result<bool> {
    let refused = "try { new DOMParser().parseFromString('', 'text/html'); return false; } catch { return true; }";
    Ok(reader.js(refused, Value::Null).await? == json!(true))
}

/// Everything of [`ARTICLE`] is on screen, and nothing is told.
async fn whole(reader: &Reader) -> Result {
    let look = reader.look().await?;
    assert_eq!(look.figures.len(), 1, "{look:#?}");
    assert_eq!(look.figures[0].caption, "Chú thích ảnh");
    let cards: Vec<_> = look.links.iter().map(|link| (link.text.as_str(), link.href.as_str())).collect();
    assert_eq!(cards, [("Phim tài liệu", "https://www.youtube.com/watch?v=phim")]);
    for word in ["Đoạn đầu có chữ đậm", "Không kịch bản", "Đoạn cuối"] {
        assert!(look.body.contains(word), "{word} is lost: {}", look.body);
    }
    let parts = "return ['b', 'p', '.note'].map((name) => root.querySelectorAll(`[part~=body] ${name}`).length)";
    assert_eq!(reader.js(parts, Value::Null).await?, json!([1, 4, 0]));
    Ok(())
}

/// A body's markup, for [`bodies`].
pub const MARKUP_OF: &str = "body.innerHTML";

/// A body's words, with a space where white space is or a line ends, but not what a card or our own notes say.
fn words_of() -> String {
    format!(
        "(() => {{
          const copy = body.cloneNode(true);
          for (const other of copy.querySelectorAll('.note, a.embed')) other.remove();
          for (const block of copy.querySelectorAll('{BLOCKS}')) block.append(' ');
          return copy.textContent.replace(/\\s+/g, ' ').trim();
        }})()"
    )
}

/// What the expression `what` makes of the bodies of `a0`, `a1`…
pub async fn bodies(reader: &Reader, count: usize, what: &str) -> Result<Vec<String>> {
    let mut bodies = Vec::new();
    while bodies.len() < count {
        // A few at a time: a script has its limit.
        let script = format!(
            "const bodies = [], end = performance.now() + 1000;
            for (let number = args.from; number < args.count && performance.now() < end; number++) {{
              await host.show(`a${{number}}`);
              const body = root.querySelector('[part~=body]');
              bodies.push({what});
            }}
            return bodies;"
        );
        let answer = reader.js_async(&script, json!({ "from": bodies.len(), "count": count })).await?;
        let more = answer.get("value").ok_or_else(|| format!("not shown: {answer}"))?;
        bodies.extend(serde_json::from_value::<Vec<String>>(more.clone())?);
    }
    Ok(bodies)
}

fn same(payloads: &[String], one: &[String], other: &[String]) -> Result {
    let mut words = String::new();
    for ((payload, one), other) in payloads.iter().zip(one).zip(other).filter(|((_, one), other)| one != other) {
        let [payload, one, other] = [payload, one, other].map(|text| text.chars().take(300).collect::<String>());
        let _ = write!(words, "\n  {payload}\n    {one}\n    {other}");
    }
    if words.is_empty() { Ok(()) } else { Err(format!("not the same:{words}").into()) }
}
