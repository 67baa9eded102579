//! Hostile feeds: nothing of what they bring runs, is fetched or looks like the reader's own, and their text stays.
//!
//! The attacks are data: `tests/fixtures/attacks.json`, each with the innocent text that must survive it, and the public
//! corpora beside the project where they are at hand. In the payloads of ours `/leak/…` must never be requested and `/ok/…`
//! may be, as a picture. What text there is in a payload an inert document of the page's own says.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use crate::answer::Answer;
use crate::attacks::written_out;
use crate::dist;
use crate::feeds::{feed, item, with, with_tin};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, list, tag};
use crate::trusted::{MARKUP_OF, bodies};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        no_attack_of_ours_gets_through,
        nothing_is_fetched_but_allowed_pictures,
        the_public_corpora_do_not_get_through,
        mess_comes_out_as_it_should_and_what_came_out_once_stays_as_it_is,
        every_text_field_of_a_feed_is_text,
        every_address_field_of_a_feed_passes_the_gate,
        monsters_come_out_with_their_text_and_the_reader_is_told,
    ]
}

async fn no_attack_of_ours_gets_through(stage: Stage) -> Result {
    let attacks = ours()?;
    let reader = show_first(&stage, &attacks).await?;
    let (findings, _) = tour(&reader, &attacks, Pictures::AsTheyCome).await?;
    println!("attacks of ours, {}: {} tried", stage.engine.name(), attacks.len());
    nothing_in(&findings)
}

async fn nothing_is_fetched_but_allowed_pictures(stage: Stage) -> Result {
    let attacks = ours()?;
    stage.site.route("/ok/1.png", Answer::bytes("image/gif", PICTURE));
    let reader = show_first(&stage, &attacks).await?;
    let (mut findings, pictures) = tour(&reader, &attacks, Pictures::Loaded).await?;
    // What was found is the other test's to tell; that not everything was shown is told here too.
    findings.retain(|finding| finding.starts_with(LOST));
    let asked = stage.site.hits("/ok/1.png");
    assert!(asked.len() > 3, "the pictures that may be fetched were not: {asked:#?}");
    assert!(asked.iter().all(|hit| !hit.headers.contains_key("referer")), "a picture was told where from: {asked:#?}");
    assert!(pictures.iter().all(|path| path.starts_with("/ok/")), "{pictures:?}");
    findings.extend(fetched_beyond(&stage.site, |path| path.starts_with("/ok/")));
    nothing_in(&findings)
}

async fn the_public_corpora_do_not_get_through(stage: Stage) -> Result {
    let Some(attacks) = public()? else {
        println!("corpora: not here (this test tried nothing on {})", stage.engine.name());
        return Ok(());
    };
    let reader = show_first(&stage, &attacks).await?;
    let (mut findings, pictures) = tour(&reader, &attacks, Pictures::AsTheyCome).await?;
    findings.extend(fetched_beyond(&stage.site, |path| pictures.contains(path)));
    println!("corpora, {}: {} payloads tried", stage.engine.name(), attacks.len());
    nothing_in(&findings)
}

/// The same table as natively, through the element; then everything that came out is given in again.
async fn mess_comes_out_as_it_should_and_what_came_out_once_stays_as_it_is(stage: Stage) -> Result {
    #[derive(Deserialize)]
    struct Mess {
        #[serde(flatten)]
        attack: Attack,
        expected: String,
    }
    let mess: Vec<Mess> = serde_json::from_str(include_str!("../fixtures/mess.json"))?;
    let (mut all, wanted): (Vec<_>, Vec<_>) = mess.into_iter().map(|mess| (mess.attack, mess.expected)).unzip();
    all.extend(ours()?);
    all.extend(public()?.unwrap_or_default());
    let shown = async |path: &str, texts: &[&str]| {
        let items = texts
            .iter()
            .enumerate()
            .map(|(number, html)| item(&format!("a{number}")).field("url", "https://portal.example/tin/1").html(html));
        stage.site.json(path, &feed(items));
        let reader = stage.embed(&tag(path, "related='0' tools='none' offline='off'")).await?;
        reader.wait_state("ready").await?;
        let bodies = bodies(&reader, texts.len(), MARKUP_OF).await?;
        // A picture that was not found is marked when that is known; what a table scrolls in has a name of ours.
        let bare = |body: &String| {
            let body = body.replace(" data-broken=\"\"", "");
            let (first, named) = body.split_once(NAME).unwrap_or((&body, ""));
            named
                .split(NAME)
                .fold(first.to_owned(), |out, part| out + part.split_once('"').map_or("", |(_, rest)| rest))
        };
        Result::Ok(bodies.iter().map(bare).collect::<Vec<_>>())
    };
    let once = shown("/feed.json", &all.iter().map(|attack| attack.payload.as_str()).collect::<Vec<_>>()).await?;
    for ((came, wanted), Attack { title, .. }) in once.iter().zip(&wanted).zip(&all) {
        assert_eq!(came, wanted, "{title}");
    }
    let whole: Vec<_> = once.iter().zip(&all).filter(|(body, _)| !body.contains(CUT)).collect();
    assert!(once.len() - whole.len() < 12, "so many were cut");
    let without_notes: Vec<_> = whole.iter().map(|(body, _)| without_notes(body)).collect();
    let again = shown("/again.json", &without_notes.iter().map(String::as_str).collect::<Vec<_>>()).await?;
    let mut findings = Vec::new();
    for ((once, again), (_, Attack { title, .. })) in without_notes.iter().zip(&again).zip(&whole) {
        if once != again {
            let [once, again] = [once, again].map(|text| text.chars().take(300).collect::<String>());
            findings.push(format!("{title}: not the same again\n    {once}\n    {again}"));
        }
    }
    println!("sanitised twice, {}: {} payloads", stage.engine.name(), again.len());
    nothing_in(&findings)
}

/// How the name begins that a table's box has of us.
const NAME: &str = " role=\"group\" aria-label=\"";

/// What a body is without our words about it.
fn without_notes(body: &str) -> String {
    body.split_once("<p class=\"note\"").map_or(body, |(feeds, _)| feeds).to_owned()
}

async fn every_text_field_of_a_feed_is_text(stage: Stage) -> Result {
    let second = format!("{MARKUP} 2");
    let hostile = |id: &str| {
        item(id)
            .title(MARKUP)
            .field("summary", MARKUP)
            .field("content_html", Value::Null)
            .field("content_text", format!("{MARKUP}\n\n{MARKUP}"))
            .field("language", MARKUP)
            .field("tags", json!([MARKUP]))
            .field("authors", json!([{ "name": MARKUP }]))
            .field("attachments", json!([{ "url": "/ok/file", "title": MARKUP, "mime_type": MARKUP }]))
            .image("/ok/thumbnail.png")
            .tin("category", MARKUP)
            .tin("source", MARKUP)
            .tin("image_alt", MARKUP)
    };
    let mut feed = feed([hostile(MARKUP).day(20), hostile(&second).day(10)]);
    for member in ["title", "description", "user_comment", "language"] {
        feed = with(feed, member, MARKUP);
    }
    feed = with(feed, "authors", json!([{ "name": MARKUP }]));
    feed = with(feed, "hubs", json!([{ "type": MARKUP, "url": "/leak/hub" }]));
    feed = with_tin(feed, "categories", json!([{ "id": MARKUP, "title": MARKUP }]));
    feed = with_tin(feed, "publisher", json!({ "name": MARKUP }));
    feed = with_tin(feed, "withdrawn", json!([MARKUP.repeat(2)]));
    feed = with_tin(feed, "banner", json!({ "url": "/ok/banner.png", "alt": MARKUP }));

    stage.site.json("/feed.json", &feed);
    let reader = stage.embed(&format!("{ALARMS}{}", tag("/feed.json", "routing='hash' tools='none'"))).await?;
    for id in [MARKUP, &second] {
        assert_eq!(reader.show(id).await?, Ok(MARKUP.to_owned()));
        let look = reader.wait_title(MARKUP).await?;
        assert_eq!((look.category.as_str(), look.lead.as_str()), (MARKUP, MARKUP));
        assert_eq!(look.body.matches(MARKUP).count(), 2, "{}", look.body);
        assert_eq!(look.meta.matches(MARKUP).count(), 2, "an author and a source: {}", look.meta);
        assert_eq!(look.related_texts(), [MARKUP]);
        assert_eq!(look.banner.as_ref().map(|banner| banner.alt.as_str()), Some(MARKUP));
        assert_eq!(look.document_title, "Host page");
        let rest = "return [root.querySelector('.files a').textContent, root.querySelector('.thumb img').alt]";
        assert_eq!(reader.js(rest, Value::Null).await?, json!([MARKUP, MARKUP]));
        nothing_in(&examine(&reader).await?)?;
    }
    // The picture that the words would make has had its time to be asked for.
    sleep(Duration::from_millis(400)).await;
    nothing_in(&examine(&reader).await?)?;
    nothing_in(&fetched_beyond(&stage.site, |path| path.starts_with("/ok/")))
}

async fn every_address_field_of_a_feed_passes_the_gate(stage: Stage) -> Result {
    let addresses = [
        "javascript:pwned=1",
        " \u{1}JaVa\tScRiPt:pwned=1//",
        "javascript://127.0.0.1/%0apwned=1",
        "data:text/html,<script>pwned=1</script>",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='pwned=1'/>",
        "vbscript:pwned=1",
        "file:///etc/passwd",
        "blob:http://127.0.0.1/1",
        "about:blank",
    ];
    let mut tags = ALARMS.to_owned();
    for (number, address) in addresses.iter().enumerate() {
        // Where the banner's own address is bad there is none, and so no link: every second feed has a good one.
        for (name, banner) in [("none", *address), ("some", "/ok/banner.png")] {
            let path = format!("/feed-{number}-{name}.json");
            stage.site.json(&path, &badly_addressed(address, banner));
            tags.push_str(&tag(&path, "tools='none'"));
        }
    }
    let first = stage.embed(&tags).await?;
    for index in 0..addresses.len() * 2 {
        let (reader, address) = (first.nth(index), addresses[index / 2]);
        let look = reader.wait_title("Bài a1").await?;
        assert_eq!(look.state, "ready", "{address:?}");
        assert_eq!(look.banner.is_some(), index % 2 == 1, "{address:?}: {:?}", look.banner);
        assert!(look.banner.as_ref().is_none_or(|banner| banner.link.is_empty()), "{address:?}");
        assert!(look.body.contains("Nội dung a1") && !look.more, "{address:?}: {look:#?}");
        nothing_in(&examine(&reader).await?)?;
        assert_eq!(reader.show("a2").await?, Ok("Bài a2".to_owned()), "{address:?}");
        nothing_in(&examine(&reader).await?)?;
    }
    first.click_related("Bài a1").await?;
    first.wait_title("Bài a1").await?;
    nothing_in(&examine(&first).await?)?;
    nothing_in(&fetched_beyond(&stage.site, |path| path.starts_with("/ok/") || path.starts_with("/feed-")))
}

/// What a browser's parser takes seconds for, and what is past the limits.
async fn monsters_come_out_with_their_text_and_the_reader_is_told(stage: Stage) -> Result {
    let attributes = (0..50_000).fold(String::new(), |mut all, number| {
        let _ = write!(all, " a{number}=1");
        all
    });
    let monsters = [
        ("20,000 nested elements", "<div>".repeat(20_000) + "đáy", "đáy", true),
        ("100,000 nested elements", "<x>".repeat(100_000) + "<p>đáy", "đáy", true),
        ("50,000 attributes", format!("<p{attributes}>chữ</p>"), "chữ", false),
        ("a megabyte of &", "&".repeat(1 << 20) + "<p>cuối</p>", "&cuối", true),
        ("30,000 paragraphs", "<p>đoạn</p>".repeat(30_000) + "<p>cuối</p>", "cuối", true),
        ("99 elements around 15,000 paragraphs", "<b>".repeat(99) + "<p>chữ".repeat(15_000).as_str(), "chữ", true),
        ("none", "<p>chữ</p>".to_owned(), "chữ", false),
    ];
    let items = monsters.iter().enumerate().map(|(at, (_, html, ..))| item(&format!("a{at}")).html(html));
    let reader = stage.read(feed(items)).await?;
    reader.wait_state("ready").await?;
    for (at, (what, _, end, told)) in monsters.iter().enumerate() {
        assert_eq!(reader.show(&format!("a{at}")).await?, Ok(format!("Bài a{at}")), "{what}");
        let seen = "const body = root.querySelector('[part~=body]');
            const note = [...body.querySelectorAll(':scope > .note')].map((note) => (note.remove(), note.textContent));
            return { note, end: body.textContent.trim().slice(-10), nodes: body.querySelectorAll('*').length };";
        let seen = reader.js(seen, Value::Null).await?;
        assert_eq!(seen["note"], if *told { json!([CUT]) } else { json!([]) }, "{what}: {seen}");
        assert!(seen["end"].as_str().is_some_and(|text| text.ends_with(end)), "{what}: {seen}");
        assert!(seen["nodes"].as_u64().is_some_and(|nodes| nodes < 50_000), "{what}: {seen}");
    }
    Ok(())
}

/// A feed whose every address is `address`, but for the banner's.
fn badly_addressed(address: &str, banner: &str) -> Value {
    let people = json!([{ "name": "Mai", "url": address, "avatar": address }]);
    let bad = |id: &str| {
        ["url", "external_url", "image", "banner_image"]
            .into_iter()
            .fold(item(id), |item, name| item.field(name, address))
            .field("authors", people.clone())
            .field("attachments", json!([{ "url": address, "mime_type": "application/pdf", "title": "Tệp" }]))
    };
    let feed = feed([bad("a1").day(20), bad("a2").day(10)]);
    let feed = ["home_page_url", "feed_url", "next_url", "icon", "favicon"]
        .into_iter()
        .fold(feed, |feed, name| with(feed, name, address));
    let feed = with(feed, "authors", people);
    let feed = with(feed, "hubs", json!([{ "type": "WebSub", "url": address }]));
    let feed = with_tin(feed, "banner", json!({ "url": banner, "alt": "Ảnh bìa", "link": address }));
    with_tin(feed, "publisher", json!({ "name": "Cổng", "url": address, "logo": address }))
}

/// One article that means harm.
#[derive(Deserialize)]
pub struct Attack {
    /// What it is called in a failure.
    #[serde(alias = "id")]
    pub title: String,
    /// Its `content_html`. A `⟦9×<p>⟧` in it stands for nine `<p>`, each with its number in place of a `#`; a `\ud800` is
    /// made a lone surrogate where it is sent, for `serde_json` reads none.
    pub payload: String,
    /// Innocent text in it, which must still be there.
    #[serde(default)]
    pub keep: String,
}

/// The project's own attacks.
pub fn ours() -> Result<Vec<Attack>> {
    let mut attacks: Vec<Attack> = serde_json::from_str(include_str!("../fixtures/attacks.json"))?;
    assert!(attacks.len() >= 60, "only {} attacks", attacks.len());
    for attack in &mut attacks {
        assert!(!attack.keep.is_empty(), "{} keeps nothing", attack.title);
        attack.payload = written_out(&attack.payload);
    }
    Ok(attacks)
}

/// The public attacks, where they are: they are no part of the repository.
fn public() -> Result<Option<Vec<Attack>>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpora");
    let Ok(entries) = std::fs::read_dir(&folder) else { return Ok(None) };
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "json"));
    files.sort();
    let mut attacks = Vec::new();
    for file in &files {
        attacks.extend(serde_json::from_slice::<Vec<Attack>>(&std::fs::read(file)?)?);
    }
    if attacks.is_empty() {
        return Err(format!("no payload in {}", folder.display()).into());
    }
    Ok(Some(attacks))
}

/// A page with a reader of a feed of `attacks`: `a0`, `a1`…
async fn show_first(stage: &Stage, attacks: &[Attack]) -> Result<Reader> {
    let items = attacks.iter().enumerate().map(|(number, attack)| {
        item(&format!("a{number}"))
            .title(&format!("Bài a{number}"))
            .field("url", format!("/ok/tin/a{number}"))
            .html(&attack.payload)
    });
    let text = feed(items).to_string().replace(r"\\ud", r"\ud");
    stage.site.route("/feed.json", Answer::bytes("application/feed+json", text));
    let reader = stage.embed(&format!("{ALARMS}{}", tag("/feed.json", "related='0' tools='none'"))).await?;
    reader.wait_state("ready").await?;
    Ok(reader)
}

/// What becomes of the pictures on a tour.
#[derive(Clone, Copy, PartialEq)]
enum Pictures {
    /// Those in sight are loaded, maybe.
    AsTheyCome,
    /// Each is scrolled to and waited for.
    Loaded,
}

/// Shows every attack in turn. Returns what was found, and the paths of the pictures of this site that were shown.
async fn tour(reader: &Reader, attacks: &[Attack], pictures: Pictures) -> Result<(Vec<String>, BTreeSet<String>)> {
    let keeps: Vec<_> = attacks.iter().map(|attack| json!(attack.keep)).collect();
    let (mut findings, mut paths) = (Vec::new(), BTreeSet::new());
    let mut next = 0;
    // A script stops after a tenth of a second of its own accord: how many attacks one can take depends on the machine.
    while next < attacks.len() {
        let args = json!({ "from": next, "keeps": keeps, "load": pictures == Pictures::Loaded });
        let script = format!("{EXAMINE}\n{TOUR}");
        let answer = timeout(LONGEST, reader.js_async(&script, args)).await;
        let seen = match &answer {
            Ok(Ok(answer)) => answer.get("value"),
            _ => None,
        };
        let Some(seen) = seen else {
            let first = &attacks[next].title;
            findings.push(format!("{LOST} at a{next} ({first}) or in the tenth of a second after it: {answer:?}"));
            return Ok((findings, paths));
        };
        for finding in seen["findings"].as_array().expect("findings") {
            let number = usize::try_from(finding["number"].as_u64().expect("a number"))?;
            let Attack { title, payload, .. } = &attacks[number];
            let payload: String = payload.chars().take(300).collect();
            findings.push(format!("{title}: {}\n    in {payload}", finding["what"]));
        }
        paths
            .extend(seen["pictures"].as_array().expect("pictures").iter().filter_map(Value::as_str).map(str::to_owned));
        next = usize::try_from(seen["next"].as_u64().expect("the next number"))?;
    }
    // What starts late, starts now.
    sleep(Duration::from_millis(400)).await;
    findings.extend(examine(reader).await?.into_iter().map(|what| format!("at the end: {what}")));
    let elsewhere = reader.js(ELSEWHERE, Value::Null).await?;
    findings.extend(serde_json::from_value::<Vec<String>>(elsewhere)?);
    Ok((findings, paths))
}

/// Looks at what is on screen now. Returns what should not be there.
async fn examine(reader: &Reader) -> Result<Vec<String>> {
    let found = reader.js(&format!("{EXAMINE}\nreturn examine();"), Value::Null).await?;
    Ok(serde_json::from_value(found)?)
}

/// The requests that nobody should have made: neither a page's own nor `allowed`.
fn fetched_beyond(site: &Site, allowed: impl Fn(&str) -> bool) -> Vec<String> {
    let own = |path: &str| {
        let module = ["/engine-", "/tools-"].iter().any(|start| path.starts_with(start)) && dist::file(path).is_some();
        module || ["/page.html", "/feed.json", "/embed.js", "/favicon.ico"].contains(&path)
    };
    let log = site.log();
    let beyond = log.iter().filter(|hit| hit.method != "GET" || !(own(&hit.path) || allowed(&hit.path)));
    beyond.map(|hit| format!("fetched: {} {}", hit.method, hit.path)).collect()
}

fn nothing_in(findings: &[String]) -> Result {
    if findings.is_empty() {
        return Ok(());
    }
    let mut words = format!("{} got through:", findings.len());
    for finding in findings.iter().take(40) {
        let _ = write!(words, "\n  {finding}");
    }
    Err(words.into())
}

/// What the reader is told past a limit.
const CUT: &str = "Bài viết quá dài hoặc quá phức tạp nên có phần chỉ giữ lại chữ.";

/// What every text field of the feed says.
const MARKUP: &str = r#"<img src=/leak/x onerror=pwned=1>"'"#;

/// How long a script of the tour may take, which stops after a tenth of a second, or one article after that.
const LONGEST: Duration = Duration::from_secs(15);

/// How a tour that ended early says so.
const LOST: &str = "the page was lost";

/// A GIF of one point.
const PICTURE: &[u8] = b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00!\xf9\x04\x01\x00\x00\x00\x00,\
\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;";

/// Before the reader: the calls that the public payloads make are noticed like our own `pwned=1`, and block nothing.
const ALARMS: &str = "<script>
for (const name of ['alert', 'confirm', 'prompt', 'print', 'open', 'evil', 'xss'])
  window[name] = () => { window.pwned = name; };
window.tinPlace = location.href;
window.tinShown = new Set();
performance.setResourceTimingBufferSize(5000);
</script>";

/// What was asked of other sites: the site of the test sees only its own. Pictures that are shown may be.
const ELSEWHERE: &str = "
const entries = performance.getEntriesByType('resource');
const found = entries.length < 5000 ? [] : ['more was fetched than is noted'];
for (const { name, initiatorType } of entries) {
  const { origin, protocol } = new URL(name);
  const known = origin === location.origin || protocol === 'data:';
  if (!known && !(initiatorType === 'img' && window.tinShown.has(name.split('#')[0])))
    found.push(`asked of another site: ${name}, by ${initiatorType}`);
}
return found;";

/// Defines `examine(keep)`: what is wrong with what is on screen, in words.
const EXAMINE: &str = r"
const FORBIDDEN = `script,style,iframe,frame,frameset,object,embed,applet,portal,fencedframe,form,input,button:not([data-act]),
  svg,math,base,meta,link,template,video,source,track,select,option,textarea,dialog,canvas,marquee,area,map,slot,noscript,
  [srcdoc],[style],[srcset],[formaction],[action],[ping],[background],[poster],[is],[popover],[popovertarget],[autofocus],
  [contenteditable],[target],[download]`;
const ELEMENTS = new Set(`a abbr audio b bdi bdo blockquote br caption cite code dd del details dfn div dl dt em figcaption
  figure h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small strong sub summary sup table tbody td tfoot
  th thead time tr u ul var wbr`.split(/\s+/));
const ATTRIBUTES = new Set(`href rel src alt width height loading decoding referrerpolicy title lang dir colspan rowspan scope
  start reversed value datetime open part class tabindex data-broken role aria-label controls preload`.split(/\s+/));
const HTML = 'http://www.w3.org/1999/xhtml';
const words = (node) => node.outerHTML.slice(0, 160);
const examine = (keep) => {
  const found = [];
  const body = root.querySelector('[part~=body]');
  // The tools are ours, to the last button; what of a feed gets into them is text, and has tests of its own.
  const fed = (node) => !node.closest('.toolbar');
  for (const node of [...root.querySelectorAll(FORBIDDEN)].filter(fed)) found.push(`forbidden: ${words(node)}`);
  for (const node of [...root.querySelectorAll('*')].filter(fed)) {
    if (node.namespaceURI !== HTML || node.localName.includes('-')) found.push(`a foreign element: ${words(node)}`);
    if (node.shadowRoot) found.push(`a shadow root: ${words(node)}`);
    for (const { name, value } of node.attributes) {
      if (/^on/i.test(name)) found.push(`a handler: ${words(node)}`);
      if (name !== 'href' && name !== 'src' || name === 'href' && value === '#' && !body?.contains(node)) continue;
      // Without a base: nothing relative may be left to whatever page this is.
      const scheme = URL.canParse(value) ? new URL(value).protocol : 'none';
      const good = name === 'href'
        ? ['http:', 'https:', 'mailto:', 'tel:'].includes(scheme)
        : ['http:', 'https:'].includes(scheme) || /^data:image\/(png|jpeg|gif|webp)[;,]/.test(value);
      if (!good) found.push(`an address: ${name}=${value.slice(0, 160)}`);
    }
  }
  for (const node of body ? body.querySelectorAll('*') : []) {
    if (!ELEMENTS.has(node.localName)) found.push(`an element: ${words(node)}`);
    for (const { name, value } of node.attributes) {
      if (!ATTRIBUTES.has(name)) found.push(`an attribute: ${name} in ${words(node)}`);
      if (name === 'class' && !['scroll', 'embed', 'note'].includes(value)) found.push(`a class: ${words(node)}`);
      if (name === 'part' && !['figure', 'caption'].includes(value)) found.push(`a part: ${words(node)}`);
    }
    if (node.localName === 'a' && node.href && node.rel !== 'noopener noreferrer') found.push(`a link: ${words(node)}`);
    if (node.localName === 'img' && node.getAttribute('referrerpolicy') !== 'no-referrer') found.push(`a picture: ${words(node)}`);
  }
  for (const part of ['status', 'title', 'body'])
    if (root.querySelectorAll(`[part~=${part}]`).length !== 1) found.push(`not one ${part}`);
  if (root.querySelectorAll('article').length !== 1 || root.querySelector('.failure')) found.push('not one article');
  if (keep && !body?.textContent.includes(keep)) found.push(`lost: ${keep}; there is ${body?.textContent.slice(0, 160)}`);
  if ('pwned' in window) { found.push(`it ran: pwned is ${String(window.pwned)}`); delete window.pwned; }
  if (location.href.split('#')[0] !== window.tinPlace) found.push(`the page went to ${location.href}`);
  if (document.title !== 'Host page') found.push(`the page is called ${document.title}`);
  // Nothing gets out of the shadow root either.
  const outside = [...document.querySelectorAll('*')].map((node) => node.localName).filter((name) =>
    !['html', 'head', 'meta', 'title', 'script', 'body', 'tin-reader', 'a'].includes(name));
  if (outside.length) found.push(`in the page: ${outside}`);
  return found;
};";

/// Shows the articles from `a<args.from>` on, disturbs what is in them as a reader and a browser would, and examines them.
const TOUR: &str = r"
const EVENTS = `load error click auxclick dblclick mousedown mouseover mousemove pointerenter pointerover pointerrawupdate
  touchstart focus focusin blur keydown input change submit reset toggle beforetoggle animationstart animationend
  webkitAnimationStart transitionend scroll scrollend wheel copy paste drag dragstart start finish bounce begin end
  beforematch cancel close contextmenu canplay loadstart slotchange contentvisibilityautostatechange`.split(/\s+/);
const still = (event) => { if (!event.isTrusted) event.preventDefault(); };
// WebKit follows a link on an untrusted `auxclick` too.
for (const type of EVENTS) addEventListener(type, still, true);
const pause = (time) => new Promise((done) => setTimeout(done, time));
const findings = [], pictures = new Set();
window.tinPayloads ??= (await (await fetch('/feed.json')).json()).items.map((item) => item.content_html);
// What the policy drops with all that is in it. Its own methods a document may have lent to elements of its own.
const GONE = `head,title,script,style,template,textarea,select,datalist,svg,math,iframe,frameset,noembed,noframes,embed,video,audio,
  canvas`;
// What is half a letter is none in the reader.
const squeezed = (text) => text.toWellFormed().replace(/\s+/g, '');
const lacks = (payload, shown) => {
  const parsed = new DOMParser().parseFromString(payload, 'text/html');
  const all = (names) => [...Document.prototype.querySelectorAll.call(parsed, names)];
  all(GONE).forEach((node) => node.remove());
  for (const node of all('object[data]')) if (/^https?:/.test(node.data)) node.remove();
  const texts = document.createTreeWalker(parsed, NodeFilter.SHOW_TEXT), lost = [];
  while (texts.nextNode()) {
    const text = squeezed(texts.currentNode.data);
    if (!shown.includes(text)) lost.push(text.slice(0, 160));
  }
  return lost;
};
const end = performance.now() + 100;
let number = args.from;
for (; number < args.keeps.length && performance.now() < end; number++) {
  const note = (what) => findings.push({ number, what });
  try {
    await host.show(`a${number}`);
  } catch (error) {
    note(`not shown: ${error}`);
    continue;
  }
  const title = root.querySelector('[part~=title]')?.textContent;
  if (title !== `Bài a${number}`) note(`another article is on screen: ${title}`);
  const body = root.querySelector('[part~=body]');
  examine(args.keeps[number]).forEach(note);
  const shown = squeezed(body.textContent);
  for (const text of lacks(window.tinPayloads[number], shown)) note(`a text is lost: ${text}; there is ${shown.slice(0, 160)}`);
  for (const picture of body.querySelectorAll('img')) {
    const { origin, pathname } = new URL(picture.src);
    if (origin === location.origin) pictures.add(pathname);
    window.tinShown.add(picture.src.split('#')[0]);
    if (!args.load) continue;
    picture.scrollIntoView({ block: 'center', behavior: 'instant' });
    for (let round = 0; round < 30 && !picture.complete; round++) await pause(20);
  }
  for (const node of [...body.querySelectorAll('*')].slice(0, 200))
    for (const type of EVENTS) {
      const options = { bubbles: type === 'click', cancelable: true, composed: true };
      node.dispatchEvent(type === 'click' ? new MouseEvent(type, options) : new Event(type, options));
    }
  await pause(0);
  if (root.querySelector('[part~=body]') !== body) note('it was taken off the screen');
  else examine().forEach(note);
}
for (const type of EVENTS) removeEventListener(type, still, true);
return { findings, pictures: [...pictures], next: number };";
