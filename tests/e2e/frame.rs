//! The reader in a frame of a page of another site: its height, what the two say to each other, and where links lead.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::sleep;

use crate::answer::Answer;
use crate::dist;
use crate::feeds::{Item, feed, item, pair, series, with_tin};
use crate::listen::{synthesiser, vietnamese};
use crate::look::Look;
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, recorded};
use crate::tools::tools;

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_frame_is_as_tall_as_its_article,
        a_frame_with_a_limit_scrolls_by_itself,
        follows_pictures_the_width_and_the_size_of_the_text,
        comes_to_rest_where_the_page_is_narrower_the_taller_it_is,
        takes_its_height_when_it_is_first_displayed,
        ten_frames_have_ten_heights,
        sizes_frames_from_before_the_script_and_from_after_it,
        stands_a_page_that_styles_and_patches_what_it_likes,
        asks_no_more_of_a_strict_policy_than_is_documented,
        sizes_a_frame_that_has_no_origin,
        scrolls_by_itself_without_the_script,
        the_page_ignores_what_is_no_word_of_its_frame,
        the_page_ignores_words_it_has_heard_before,
        the_page_answers_nobody_but_its_frames,
        the_frame_answers_nobody_but_the_page_around_it,
        a_new_article_brings_the_top_of_the_frame_into_view,
        takes_the_attributes_of_the_tag_from_its_address,
        its_title_follows_the_article,
        nothing_inline_or_foreign_runs_in_it,
        a_link_of_the_article_opens_in_the_top_window,
        a_sandboxed_frame_opens_links_in_a_new_window,
        a_sandbox_may_let_links_through,
        a_feed_cannot_move_the_top_window,
        a_picture_opens_where_the_reader_looks,
        what_is_read_aloud_is_kept_in_the_view_of_the_page_around,
    ]
}

/// A page of one site, with the sized frames of another one in it. (`localhost` and `127.0.0.1` are two sites to a browser:
/// where it gives each site a process of its own, the frame is in another one.)
struct Partner {
    stage: Stage,
    /// Where the frames come from.
    news: Site,
}

/// Notes script errors and every height that a frame of the page is given, and answers `ping`, so that who says something
/// before it knows that it was heard.
const WATCH: &str = r#"<script nonce="watch">
window.tinErrors = [];
addEventListener("error", (event) => { if (event instanceof ErrorEvent) window.tinErrors.push(event.message); });
addEventListener("unhandledrejection", (event) => window.tinErrors.push(`rejected: ${event.reason}`));
addEventListener("message", (event) => { if (event.data === "ping") event.source.postMessage("pong", "*"); });
window.heights = [];
new MutationObserver((changes) => {
  for (const { target } of changes) window.heights.push(target.style.height);
}).observe(document, { subtree: true, attributes: true, attributeFilter: ["style"] });
</script>"#;

impl Partner {
    async fn new(stage: Stage) -> Result<Self> {
        Ok(Self { stage, news: Site::start().await? })
    }

    /// The snippet's frame: of `frame.html` with this query, and more attributes.
    fn frame(&self, query: &str, attributes: &str) -> String {
        let address = self.news.url(&format!("/frame.html{query}"));
        format!(
            r#"<iframe src="{address}" data-tin-frame title="Tin tức" width="100%" height="300" frameborder="0" {attributes}></iframe>"#
        )
    }

    /// The snippet's script.
    fn script(&self) -> String {
        format!(r#"<script src="{}" defer></script>"#, self.news.url("/frame.js"))
    }

    /// Opens the page with `body` in it. The reader is that of the page around: for scripts only.
    async fn open(&self, body: &str) -> Result<Reader> {
        self.open_under("", body).await
    }

    /// The same under a content security policy.
    async fn open_under(&self, policy: &str, body: &str) -> Result<Reader> {
        let page = format!(
            r#"<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Đối tác</title>{WATCH}</head>
<body style="margin: 0">{body}</body></html>"#
        );
        self.stage.site.route("/doi-tac.html", Answer::html(&page).header("content-security-policy", policy));
        let page = self.stage.site.url("/doi-tac.html").replace("127.0.0.1", "localhost");
        Reader::open(&self.stage.driver, &page).await
    }

    /// Opens the page with one frame of the feed, and its script.
    async fn show(&self, feed: &Value, query: &str, attributes: &str) -> Result<Reader> {
        self.news.json("/feed.json", feed);
        self.open(&format!("{}{}", self.script(), self.frame(&format!("?feed=/feed.json{query}"), attributes))).await
    }

    /// Does `work` inside a frame.
    async fn inside<T>(&self, frame: u16, work: impl AsyncFnOnce(Reader) -> Result<T>) -> Result<T> {
        self.stage.driver.enter_frame(frame).await?;
        let outcome = work(Reader::here(&self.stage.driver)).await;
        self.stage.driver.enter_default_frame().await?;
        outcome
    }

    /// Waits for the article inside a frame.
    async fn wait_title(&self, frame: u16, title: &str) -> Result<Look> {
        self.inside(frame, async |reader| reader.wait_title(title).await).await
    }

    /// Waits until a frame is as tall as what is in it, and returns that height.
    async fn wait_fit(&self, frame: u16) -> Result<i64> {
        let mut fit = Fit::default();
        for _ in 0..200 {
            fit = self.fit(frame).await?;
            if fit.ready && fit.inner > 0 && fit.inner == fit.content && fit.overflow <= 0 {
                return Ok(fit.inner);
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err(format!("frame {frame} does not fit: {fit:?}").into())
    }

    /// Waits until a frame is as tall as what is in it, which is not so tall as it was.
    async fn wait_fit_other_than(&self, frame: u16, old: i64) -> Result<i64> {
        for _ in 0..100 {
            let height = self.wait_fit(frame).await?;
            if height != old {
                return Ok(height);
            }
            sleep(Duration::from_millis(50)).await;
        }
        Err(format!("frame {frame} stays at {old}").into())
    }

    /// Waits until a frame is as tall as what is in it, and so tall. (On the way there it may fit for a moment at another height.)
    async fn wait_fit_of(&self, frame: u16, height: i64) -> Result {
        let what = format!("frame {frame} to fit at {height}");
        eventually(&what, async || Ok(self.wait_fit(frame).await? == height)).await
    }

    /// Opens an article of the related list; by script, because a driver's click scrolls the page.
    async fn open_related(&self, frame: u16, title: &str) -> Result {
        let script = "[...root.querySelectorAll('[part~=related-link]')].find((link) => link.textContent.includes(args)).click()";
        self.inside(frame, async |reader| reader.js(script, title.into()).await).await?;
        self.wait_title(frame, title).await?;
        Ok(())
    }

    async fn fit(&self, frame: u16) -> Result<Fit> {
        let script = "
            const page = document.documentElement;
            return [innerHeight, Math.ceil(document.body?.getBoundingClientRect().height), page.scrollHeight - innerHeight, host && host.state === 'ready'];";
        let seen = self.inside(frame, async |reader| reader.js(script, Value::Null).await).await?;
        let number = |at: usize| seen[at].as_i64().unwrap_or_default();
        Ok(Fit { inner: number(0), content: number(1), overflow: number(2), ready: seen[3] == true })
    }
}

/// How a frame stands to what is in it.
#[derive(Debug, Default)]
struct Fit {
    inner: i64,
    content: i64,
    overflow: i64,
    ready: bool,
}

/// An article of so many paragraphs.
fn long(id: &str, paragraphs: usize) -> Item {
    item(id).html(
        &"<p>Một đoạn văn dài, để khung phải cao lên theo bài và trang bên ngoài cuộn được.</p>".repeat(paragraphs),
    )
}

/// `a1`, long, and `a2`, short.
fn long_and_short() -> Value {
    feed([long("a1", 80).day(20), item("a2").day(10)])
}

/// Brings a frame on the screen: one that is off it does not learn its new height before.
async fn look_at(page: &Reader, frame: u16) -> Result {
    page.js("document.querySelectorAll('iframe')[args].scrollIntoView()", json!(frame)).await?;
    Ok(())
}

/// The heights that the frames of the page have been given; 0 for none.
async fn given(page: &Reader) -> Result<Vec<i64>> {
    let script = "
        const heights = [];
        for (const frame of document.querySelectorAll('iframe')) heights.push(parseInt(frame.style.height) || 0);
        return heights;";
    Ok(serde_json::from_value(page.js(script, Value::Null).await?)?)
}

/// Every height that a frame of the page has been given, in order.
async fn heights(page: &Reader) -> Result<Vec<String>> {
    Ok(serde_json::from_value(page.js("return window.heights", Value::Null).await?)?)
}

async fn a_frame_is_as_tall_as_its_article(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.show(&long_and_short(), "", "").await?;
    partner.wait_title(0, "Bài a1").await?;
    let tall = partner.wait_fit(0).await?;
    assert!(tall > 2500, "{tall}");
    for (title, fits) in [("Bài a2", tall / 2), ("Bài a1", tall)] {
        partner.inside(0, async |reader| reader.click_related(title).await).await?;
        partner.wait_title(0, title).await?;
        let height = partner.wait_fit(0).await?;
        assert!(height <= fits, "{title}: {height} of {tall}");
    }
    Ok(())
}

/// The page's own limit goes before the article's height.
async fn a_frame_with_a_limit_scrolls_by_itself(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let page = partner.show(&long_and_short(), "", "style='max-height: 400px'").await?;
    partner.wait_title(0, "Bài a1").await?;
    let height = "const { style, clientHeight } = document.querySelector('iframe'); return [parseInt(style.height) > 2500, clientHeight]";
    eventually("the height of the article", async || Ok(page.js(height, Value::Null).await? == json!([true, 400])))
        .await?;
    let end = "scrollTo({ top: 1e6, behavior: 'instant' });
        const { bottom } = root.querySelector('article').getBoundingClientRect();
        return scrollY > 2000 && bottom > 0 && bottom < innerHeight + 1";
    let seen = partner.inside(0, async |reader| reader.js(end, Value::Null).await).await?;
    assert_eq!(seen, true, "the article's end can be reached");
    Ok(())
}

async fn follows_pictures_the_width_and_the_size_of_the_text(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let picture = dist::file("/img/cau-phao.webp").ok_or("no picture")?;
    let (picture, gate) = Answer::bytes(picture.media_type, &*picture.bytes).gate();
    partner.news.route("/anh.webp", picture);
    let html = format!("<p><img src='/anh.webp' alt='Cầu phao'></p>{}", "<p>Đoạn văn của bài.</p>".repeat(5));
    let page = partner.show(&feed([item("a1").html(&html)]), "", "").await?;
    partner.wait_title(0, "Bài a1").await?;
    let before = partner.wait_fit(0).await?;
    gate.open();
    let with_picture = partner.wait_fit_other_than(0, before).await?;
    assert!(with_picture > before + 100, "the picture came: {before}, {with_picture}");

    let text = "root.querySelector('.tin').style.fontSize = args";
    partner.inside(0, async |reader| reader.js(text, "40px".into()).await).await?;
    let large = partner.wait_fit_other_than(0, with_picture).await?;
    assert!(large > with_picture + 100, "the text grew: {with_picture}, {large}");

    page.js("document.querySelector('iframe').style.width = '300px'", Value::Null).await?;
    let narrow = partner.wait_fit_other_than(0, large).await?;
    page.js("document.querySelector('iframe').style.width = ''", Value::Null).await?;
    assert_ne!(narrow, large);
    partner.wait_fit_of(0, large).await?;
    partner.inside(0, async |reader| reader.js(text, "".into()).await).await?;
    partner.wait_fit_of(0, with_picture).await
}

/// As where a scroll bar of the page comes with a taller frame, and goes with a lower one: narrower, pictures are lower.
async fn comes_to_rest_where_the_page_is_narrower_the_taller_it_is(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let banner = json!({ "url": "/img/banner.webp", "alt": "Banner" });
    let page = partner.show(&with_tin(pair(), "banner", banner), "&related=0", "style='width: 700px'").await?;
    partner.wait_title(0, "Bài thứ nhất").await?;
    let wide = partner.wait_fit(0).await?;
    page.js("document.querySelector('iframe').style.width = '685px'", Value::Null).await?;
    let narrow = partner.wait_fit_other_than(0, wide).await?;
    assert!(narrow < wide, "{narrow}, {wide}");

    let script = "
        const frame = document.querySelector('iframe');
        window.heights.length = 0;
        const layOut = () => { frame.style.width = frame.offsetHeight > args ? '685px' : '700px'; };
        new ResizeObserver(() => requestAnimationFrame(layOut)).observe(frame);";
    page.js(script, json!(i64::midpoint(wide, narrow))).await?;
    eventually("rest", async || {
        let before = heights(&page).await?.len();
        sleep(Duration::from_millis(700)).await;
        Ok(heights(&page).await?.len() == before)
    })
    .await?;
    let seen = heights(&page).await?.len();
    let fit = partner.fit(0).await?;
    assert!(fit.overflow <= 0, "nothing is cut off: {fit:?}");
    // The page's own change of the width is noted as well.
    assert!((2..40).contains(&seen), "it went round a few times: {:?}", heights(&page).await?);

    // What the article itself does is followed as ever.
    let hide = "root.querySelector('[part~=lead]').hidden = args";
    partner.inside(0, async |reader| reader.js(hide, true.into()).await).await?;
    eventually("a lower frame", async || Ok(partner.fit(0).await?.inner < fit.inner)).await
}

async fn takes_its_height_when_it_is_first_displayed(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let page = partner.show(&long_and_short(), "", "style='display: none'").await?;
    eventually("the feed", async || Ok(!partner.news.hits("/feed.json").is_empty())).await?;
    sleep(Duration::from_millis(500)).await;
    assert!(heights(&page).await?.iter().all(String::is_empty), "{:?}", heights(&page).await?);
    page.js("document.querySelector('iframe').style.display = ''", Value::Null).await?;
    let height = partner.wait_fit(0).await?;
    assert!((2500..20_000).contains(&height), "{height}");
    assert!(heights(&page).await?.iter().all(|height| height.len() < 8), "{:?}", heights(&page).await?);
    Ok(())
}

/// Most of them are below the screen, where browsers save themselves the painting.
async fn ten_frames_have_ten_heights(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let items = (1..=10).map(|number| long(&format!("a{number}"), 5 * number));
    partner.news.json("/feed.json", &feed(items));
    let frames: String =
        (1..=10).map(|number| partner.frame(&format!("?feed=/feed.json&related=0&article=a{number}"), "")).collect();
    let page = partner.open(&format!("{}{frames}", partner.script())).await?;
    let apart = |heights: &[i64]| heights.windows(2).all(|pair| pair[1] > pair[0] + 100);
    eventually("ten heights", async || Ok(apart(&given(&page).await?))).await?;
    // What comes late in an article moves its frame by a little.
    eventually("each frame to have the height of its own article", async || {
        for frame in 0..10 {
            look_at(&page, frame).await?;
            let fit = partner.wait_fit(frame).await?;
            if given(&page).await?.get(usize::from(frame)) != Some(&fit) {
                return Ok(false);
            }
        }
        Ok(apart(&given(&page).await?))
    })
    .await
}

async fn sizes_frames_from_before_the_script_and_from_after_it(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.news.json("/feed.json", &long_and_short());
    let frame = partner.frame("?feed=/feed.json&offline=off", "");
    let page = partner.open(&frame).await?;
    partner.wait_title(0, "Bài a1").await?;
    assert!(heights(&page).await?.is_empty());
    let include = "
        const script = document.createElement('script');
        script.src = args;
        document.head.append(script);
        await new Promise((loaded) => { script.onload = loaded; });";
    let address = partner.news.url("/frame.js");
    page.js_async(include, address.as_str().into()).await?;
    let tall = partner.wait_fit(0).await?;

    page.js("document.body.insertAdjacentHTML('beforeend', args)", frame.as_str().into()).await?;
    look_at(&page, 1).await?;
    assert_eq!(partner.wait_fit(1).await?, tall);

    // Two plug-ins of one old CMS each bring the script.
    page.js_async(include, format!("{address}?again").into()).await?;
    partner.open_related(1, "Bài a2").await?;
    assert!(partner.wait_fit_other_than(1, tall).await? < tall / 2);

    // A frame that is moved loads anew.
    page.js("document.body.append(document.querySelector('iframe'))", Value::Null).await?;
    partner.wait_title(1, "Bài a1").await?;
    look_at(&page, 1).await?;
    assert_eq!(partner.wait_fit(1).await?, tall);
    Ok(())
}

async fn stands_a_page_that_styles_and_patches_what_it_likes(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.news.json("/feed.json", &long_and_short());
    let body = format!(
        "<style>* {{ box-sizing: border-box; scroll-behavior: smooth }} iframe {{ height: 250px !important; border: 7px solid }}</style>
        <script>
          Array.from = (list) => {{ const all = []; for (const it of list) all.push(it); return all; }};
          Array.prototype.find = Array.prototype.detect = function (good) {{ for (const it of this) if (good(it)) return it; return null; }};
          Object.prototype.extend = Array.prototype.each = String.prototype.times = () => {{ throw new Error('not ours'); }};
          document.querySelectorAll = (what) => {{
            if (what !== 'iframe' && what !== 'tin-reader') throw new Error('not ours');
            return Document.prototype.querySelectorAll.call(document, what);
          }};
          for (const name of ['randomUUID', 'subtle']) Object.defineProperty(crypto, name, {{ value: undefined }});
          window.before = Object.keys(window);
        </script>
        <form name=fetch></form><form name=baseURI></form><img id=crypto alt=''>{}{}",
        partner.frame("?feed=/feed.json", ""),
        partner.script()
    );
    let page = partner.open(&body).await?;
    // Before a driver has been in the frame: it leaves traces itself.
    eventually("the height", async || Ok(given(&page).await?[0] > 2500)).await?;
    let script = "
        const frame = document.querySelector('iframe');
        const ours = ['before', 'ret_nodes']; // the test's and chromedriver's
        return [Object.keys(window).filter((name) => !window.before.includes(name) && isNaN(name) && !ours.includes(name)), frame.getAttributeNames(),
          document.documentElement.attributes.length, document.body.getAttributeNames(), frame.style.length];";
    let traces = page.js(script, Value::Null).await?;
    let frame = ["src", "data-tin-frame", "title", "width", "height", "frameborder", "style"];
    assert_eq!(traces, json!([[], frame, 1, ["style"], 1]), "nothing of ours but one height");
    partner.wait_fit(0).await?;
    Ok(())
}

async fn asks_no_more_of_a_strict_policy_than_is_documented(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.news.json("/feed.json", &long_and_short());
    let frame = dist::file("/frame.html").ok_or("dist lacks frame.html")?;
    let host = partner.stage.site.url("").replace("127.0.0.1", "localhost");
    let ancestors = format!("frame-ancestors 'self' {host}");
    let framed = Answer::bytes(frame.media_type, &*frame.bytes).header("content-security-policy", &ancestors);
    partner.news.route("/frame.html", framed);
    let news = partner.news.url("");
    let policy = format!(
        "default-src 'none'; frame-src {news}; script-src {news} 'nonce-watch'; require-trusted-types-for 'script'; trusted-types 'none'"
    );
    partner.open_under(&policy, &format!("{}{}", partner.script(), partner.frame("?feed=/feed.json", ""))).await?;
    partner.wait_title(0, "Bài a1").await?;
    assert!(partner.wait_fit(0).await? > 2500);
    Ok(())
}

/// Sandboxed without `allow-same-origin`: an opaque origin, no storage.
async fn sizes_a_frame_that_has_no_origin(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.show(&long_and_short(), "", "sandbox='allow-scripts'").await?;
    partner.wait_title(0, "Bài a1").await?;
    assert!(partner.wait_fit(0).await? > 2500);
    let origin = partner.inside(0, async |reader| reader.js("return self.origin", Value::Null).await).await?;
    assert_eq!(origin, "null");
    Ok(())
}

async fn scrolls_by_itself_without_the_script(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.news.json("/feed.json", &long_and_short());
    let page = partner.open(&partner.frame("?feed=/feed.json", "")).await?;
    partner.wait_title(0, "Bài a1").await?;
    partner
        .inside(0, async |reader| {
            let script =
                "scrollTo(0, 1e6); return [innerHeight, scrollY, document.documentElement.scrollWidth <= innerWidth]";
            let seen = reader.js(script, Value::Null).await?;
            assert_eq!(seen[0], 300, "the height in the snippet");
            assert!(seen[1].as_f64().is_some_and(|top| top > 1500.0), "{seen}");
            assert_eq!(seen[2], true, "{seen}");
            reader.click_related("Bài a2").await?;
            reader.wait_title("Bài a2").await?;
            Ok(())
        })
        .await?;
    assert!(heights(&page).await?.is_empty());
    Ok(())
}

/// A page that shakes hands as `frame.html` does, and lets the test say the rest: `hello()` resolves to the answer, or to
/// `null` when there is none.
const ACTOR: &str = r#"<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Actor</title><script>
window.hello = (words = "tin-frame: hello") => new Promise((resolve) => {
  let answer = null;
  const listen = ({ source, data, ports }) => {
    if (source !== parent) return;
    if (ports.length) answer = { port: ports[0], secret: data.split(" ")[1], words: data };
    if (data !== "pong") return;
    removeEventListener("message", listen);
    resolve(answer);
  };
  addEventListener("message", listen);
  parent.postMessage(words, "*");
  parent.postMessage("ping", "*");
});
</script></head><body></body></html>"#;

impl Partner {
    /// Opens the page with its script and a frame of the actor.
    async fn act(&self) -> Result<Reader> {
        self.news.route("/frame.html", Answer::html(ACTOR));
        self.open(&format!("{}{}", self.script(), self.frame("", ""))).await
    }

    /// Runs a script in the actor of a frame.
    async fn play(&self, frame: u16, script: &str) -> Result<Value> {
        let seen = self.inside(frame, async |reader| reader.js_async(script, Value::Null).await).await?;
        if seen.get("error").is_some() {
            Err(format!("the actor fell: {seen}").into())
        } else {
            Ok(seen["value"].clone())
        }
    }
}

async fn the_page_ignores_what_is_no_word_of_its_frame(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let page = partner.act().await?;
    let script = r#"
        // Other words than the greeting are not answered.
        for (const words of ["tin-frame: Hello", "tin-frame: hello ", " tin-frame: hello", "tin-frame: hello\n", "tin-frame:hello", "", null, 5,
          ["tin-frame: hello"], { data: "tin-frame: hello" }, new String("tin-frame: hello"), "tin-frame: hello".repeat(1e5), "x".repeat(5e6)])
          if (await hello(words)) throw new Error("answered " + JSON.stringify(words).slice(0, 50));
        const { port, secret, words } = await hello();
        if (!/^tin-frame: [0-9a-f]{32}$/.test(words)) throw new Error("the answer was " + words);
        port.postMessage(secret + " 321");
        const forged = [
          700, NaN, -1, Infinity, 1e9, 0, null, undefined, true, 700n, new Date(), new ArrayBuffer(64), [secret + " 700"], [secret, 700],
          { secret, height: 700 }, { data: secret + " 700" }, new String(secret + " 700"), new Map([[secret, 700]]), new Blob([secret + " 700"]),
          "", "700", " 700", secret, secret + " ", secret + " 0", secret + " 00", secret + " -700", secret + " +700", secret + " 7e2", secret + " 0x700",
          secret + " 700.5", secret + " 700px", secret + " NaN", secret + " Infinity", secret + " -Infinity", secret + " 1e9", secret + " 1000000000",
          secret + " 1000001", secret + " 9999999", secret + " 10000000", secret + "  700", secret + " 700 ", secret + " 700\n", secret + " 700\n" + secret + " 700",
          "\n" + secret + " 700", " " + secret + " 700", secret + "\t700", secret + " ٧٠٠", secret + "\u00a0700", secret + " 700 top", secret + " TOP",
          secret + " at", secret + " at ", secret + " at -700", secret + " at 12345678", secret + " at  700", secret + " 700 at", secret + " at top", secret + " top 700", secret + " AT 700",
          secret.slice(1) + " 700", secret + "0 700", "0".repeat(32) + " 700", "f".repeat(32) + " 700", [...secret].reverse().join("") + " 700",
          "undefined 700", "null 700", secret + " 700" + " ".repeat(1e6), secret + " " + "7".repeat(5e6), "x".repeat(5e6), { secret, height: 700, rest: "x".repeat(5e6) },
        ];
        if (secret.toUpperCase() !== secret) forged.push(secret.toUpperCase() + " 700");
        for (const words of forged) port.postMessage(words);
        // The right words at the wrong place.
        for (const words of [secret + " 700", `tin-frame: ${secret} 700`, "tin-frame: " + secret, { secret, height: 700 }]) {
          parent.postMessage(words, "*");
          top.postMessage(words, "*");
        }
        port.postMessage(secret + " 322");
        return forged.length;"#;
    let forged = partner.play(0, script).await?;
    assert!(forged.as_u64().is_some_and(|count| count > 50), "{forged}");
    eventually("the last height", async || Ok(heights(&page).await?.last().is_some_and(|last| last == "322px")))
        .await?;
    assert_eq!(heights(&page).await?, ["321px", "322px"]);
    // The largest that makes sense, and the least.
    partner.play(0, "const { port, secret } = await hello(); port.postMessage(`${secret} 999999`); port.postMessage(`${secret} 1`)").await?;
    eventually("both", async || Ok(heights(&page).await?.len() == 4)).await?;
    assert_eq!(heights(&page).await?[2..], ["999999px", "1px"]);
    Ok(())
}

async fn the_page_ignores_words_it_has_heard_before(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let page = partner.act().await?;
    partner.play(0, "window.one = await hello(); one.port.postMessage(one.secret + ' 321')").await?;
    eventually("the first height", async || Ok(heights(&page).await? == ["321px"])).await?;
    let script = r#"
        const two = await hello();
        if (one.secret === two.secret) throw new Error("the same secret twice");
        one.port.postMessage(one.secret + " 700");
        one.port.postMessage(two.secret + " 701");
        two.port.postMessage(one.secret + " 702");
        two.port.postMessage(two.secret + " 322");
        return one.secret;"#;
    let old = partner.play(0, script).await?;
    eventually("the second height", async || Ok(heights(&page).await?.iter().any(|height| height == "322px"))).await?;
    // The page that was in the frame before knew another secret.
    partner.inside(0, async |reader| reader.js("location.search = '?anew'", Value::Null).await).await?;
    let again = format!(
        "const {{ port, secret }} = await hello(); port.postMessage('{} 703'); port.postMessage(secret + ' 323');",
        old.as_str().unwrap_or_default()
    );
    eventually("the new page", async || Ok(partner.play(0, "return location.search").await? == "?anew")).await?;
    partner.play(0, &again).await?;
    eventually("the third height", async || Ok(heights(&page).await?.iter().any(|height| height == "323px"))).await?;
    assert_eq!(heights(&page).await?, ["321px", "322px", "323px"]);
    Ok(())
}

async fn the_page_answers_nobody_but_its_frames(stage: Stage) -> Result {
    let (partner, other) = (Partner::new(stage).await?, Site::start().await?);
    other.route("/frame.html", Answer::html(ACTOR));
    partner.news.route("/frame.html", Answer::html(ACTOR));
    let marked = partner.frame("", "");
    let bare = format!("<iframe src='{}'></iframe>", partner.news.url("/frame.html"));
    let moves = partner.frame("?moves", "");
    let page = partner.open(&format!("{}{marked}{bare}{moves}", partner.script())).await?;
    let greet = "return (await hello()) !== null";
    assert_eq!(partner.play(0, greet).await?, true, "the frame itself is answered");
    assert_eq!(partner.play(1, greet).await?, false, "a frame that is not marked");
    assert_eq!(partner.play(2, greet).await?, true);

    // A marked frame in which a page of another origin is now.
    let away = other.url("/frame.html");
    let go = "location.href = args";
    partner.inside(2, async |reader| reader.js(go, away.as_str().into()).await).await?;
    eventually("the other page", async || Ok(partner.play(2, "return location.href").await? == away)).await?;
    assert_eq!(partner.play(2, greet).await?, false, "another origin in a marked frame");

    // A frame in the frame: the page around it is the frame, but it can speak to the top.
    let nested = "
        const inner = document.createElement('iframe');
        inner.src = location.href;
        document.body.append(inner);
        await new Promise((loaded) => { inner.onload = loaded; });
        const answers = [];
        inner.contentWindow.addEventListener('message', ({ data }) => answers.push(data));
        await new Promise((done) => {
          inner.contentWindow.addEventListener('message', ({ data }) => data === 'pong' && done());
          inner.contentWindow.eval(`top.postMessage('tin-frame: hello', '*'); top.postMessage('ping', '*')`);
        });
        return answers;";
    assert_eq!(partner.play(0, nested).await?, json!(["pong"]), "a frame in a frame");

    // The page itself, and a sandbox that took the frame's origin away without the page's knowing.
    let own = "
        const answers = [];
        addEventListener('message', ({ data, ports }) => ports.length && answers.push(data));
        postMessage('tin-frame: hello', '*');
        await new Promise((go) => setTimeout(go, 200));
        return answers;";
    assert_eq!(page.js_async(own, Value::Null).await?, json!({ "value": [] }), "the page itself");
    let headed = Answer::html(ACTOR).header("content-security-policy", "sandbox allow-scripts");
    partner.news.route("/frame.html", headed);
    partner.inside(0, async |reader| reader.js("location.search = '?sandboxed'", Value::Null).await).await?;
    eventually("the sandboxed page", async || Ok(partner.play(0, "return location.search").await? == "?sandboxed"))
        .await?;
    assert_eq!(partner.play(0, greet).await?, false, "an origin of its own");
    assert!(heights(&page).await?.is_empty());
    Ok(())
}

async fn the_frame_answers_nobody_but_the_page_around_it(stage: Stage) -> Result {
    let (partner, other) = (Partner::new(stage).await?, Site::start().await?);
    partner.news.json("/feed.json", &pair());
    other.route(
        "/ke-ben.html",
        Answer::html(
            "<!doctype html><title>Beside</title><script>
            window.heard = [];
            window.speak = () => {
              for (const words of ['tin-frame: who?', 'tin-frame: ' + 'a'.repeat(32)]) {
                const { port1, port2 } = new MessageChannel();
                port1.onmessage = ({ data }) => heard.push(data);
                parent.frames[0].postMessage(words, '*', [port2]);
              }
            };
            addEventListener('message', ({ data }) => heard.push(data));
            </script>",
        ),
    );
    // No frame.js: the test is the page's side.
    let beside = format!("<iframe src='{}'></iframe>", other.url("/ke-ben.html"));
    let page = partner.open(&format!("{}{beside}", partner.frame("?feed=/feed.json", ""))).await?;
    partner.wait_title(0, "Bài thứ nhất").await?;
    partner.inside(1, async |reader| reader.js("speak()", Value::Null).await).await?;
    sleep(Duration::from_millis(300)).await;
    let heard = partner.inside(1, async |reader| reader.js("return heard", Value::Null).await).await?;
    assert_eq!(heard, json!([]), "a window beside it");

    let script = r#"
        const frame = document.querySelector("iframe").contentWindow;
        const origin = new URL(document.querySelector("iframe").src).origin;
        const heard = [];
        addEventListener("message", ({ source, origin: from, data }) => { if (source === frame) heard.push([from === origin, data]); });
        const send = (words, name, count = 1) => {
          const channels = Array.from({ length: count }, () => new MessageChannel());
          for (const { port1 } of channels) port1.onmessage = ({ data }) => heard.push([name, data]);
          frame.postMessage(words, origin, channels.map(({ port2 }) => port2));
        };
        const until = async (good) => { while (!good()) await new Promise((go) => setTimeout(go, 10)); };
        const key = "0123456789abcdef".repeat(2);
        const other = "fedcba9876543210".repeat(2);
        const odd = ["", null, 1, {}, [`tin-frame: ${key}`], { data: `tin-frame: ${key}` }, new String(`tin-frame: ${key}`), `tin-frame: ${key} `, `tin-frame: ${key}\n`,
          `\ntin-frame: ${key}`, `tin-frame: ${key.toUpperCase()}`, `tin-frame: ${key.slice(1)}`, `tin-frame: ${key}0`, "tin-frame: ", key, `tin-frame:${key}`,
          "tin-frame: who? ", ["tin-frame: who?"], "x".repeat(5e6)];
        for (const words of odd) send(words, "odd");
        send(`tin-frame: ${key}`, "no port", 0);
        send(`tin-frame: ${key}`, "two ports", 2);
        send("tin-frame: who?", "", 0);
        send(`tin-frame: ${key}`, "first");
        await until(() => heard.length >= 2);
        // The last answer counts: a page may include the script twice.
        send(`tin-frame: ${other}`, "second");
        await until(() => heard.length >= 3);
        document.querySelector("iframe").style.width = "400px";
        await until(() => heard.length >= 4);
        await new Promise((go) => setTimeout(go, 200));
        return heard.map(([name, data]) => [name, String(data).replace(key, "key").replace(other, "other").replace(/\d+$/, "n")]);"#;
    let heard = page.js_async(script, Value::Null).await?;
    let heard: Vec<(Value, String)> = serde_json::from_value(heard["value"].clone())?;
    let heard: Vec<_> =
        heard.iter().map(|(name, data)| format!("{} {data}", name.to_string().trim_matches('"'))).collect();
    // The greeting comes to the window and the height to the port: in either order.
    for words in ["true tin-frame: hello", "first key n"] {
        assert!(heard[..2].iter().any(|heard| heard == words), "{heard:?}");
    }
    assert!(heard.len() > 3 && heard[2..].iter().all(|words| words == "second other n"), "{heard:?}");
    Ok(())
}

async fn a_new_article_brings_the_top_of_the_frame_into_view(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let space = "<div style='height: 3000px'></div>";
    let long_list = feed(series("a", 9).into_iter().map(|it| it.html(&"<p>Đoạn văn.</p>".repeat(60))));
    partner.news.json("/feed.json", &long_list);
    let frame = partner.frame("?feed=/feed.json", "style='scroll-margin-top: 50px'");
    let page = partner.open(&format!("{}<div style='height: 400px'></div>{frame}{space}", partner.script())).await?;
    partner.wait_title(0, "Bài a1").await?;
    let height = partner.wait_fit(0).await?;
    let top = "return Math.round(document.querySelector('iframe').getBoundingClientRect().top)";

    page.js("scrollTo({ top: args, behavior: 'instant' })", json!(height)).await?;
    assert!(page.js(top, Value::Null).await?.as_f64().is_some_and(|top| top < -500.0), "at the end of the article");
    partner.open_related(0, "Bài a2").await?;
    // A sticky header's room is kept.
    eventually("the frame's top", async || Ok(page.js(top, Value::Null).await? == 50)).await?;

    page.js("scrollTo({ top: 100, behavior: 'instant' })", Value::Null).await?;
    partner.open_related(0, "Bài a3").await?;
    sleep(Duration::from_millis(300)).await;
    let rests = page.js(top, Value::Null).await?;
    assert!(
        rests.as_f64().is_some_and(|top| (0.0..=300.0).contains(&top)),
        "a top that is in view stays there: {rests}"
    );
    // A refresh is no new article.
    page.js("scrollTo({ top: args, behavior: 'instant' })", json!(height)).await?;
    let before = page.js(top, Value::Null).await?;
    partner.inside(0, async |reader| reader.js_async("await host.refresh()", Value::Null).await).await?;
    sleep(Duration::from_millis(300)).await;
    assert_eq!(page.js(top, Value::Null).await?, before);
    Ok(())
}

async fn takes_the_attributes_of_the_tag_from_its_address(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let query = "&article=a4&related=2&lang=en&theme=sepia&heading-level=3&tools=none&offline=off&routing=none&loading=eager&storage=7&onclick=alert(1)&style=color:red&class=x&id=y&state=ready&xfeed=1";
    partner.show(&feed(series("a", 6)), query, "").await?;
    let look = partner.wait_title(0, "Bài a4").await?;
    assert_eq!(
        (look.related.len(), look.lang.as_str(), look.theme.as_str(), look.title_tag.as_str()),
        (2, "en", "sepia", "h3")
    );
    let names = partner
        .inside(0, async |reader| reader.js("return host.getAttributeNames().sort()", Value::Null).await)
        .await?;
    let wanted = [
        "article",
        "feed",
        "heading-level",
        "lang",
        "loading",
        "offline",
        "related",
        "routing",
        "state",
        "storage",
        "theme",
        "tools",
    ];
    assert_eq!(names, json!(wanted), "these and no others");

    partner
        .show(
            &feed([item("a1"), item("b1").category("van-hoa")]),
            "&category=van-hoa&related=-5&theme=%22%3E%3Cb%3E",
            "",
        )
        .await?;
    let look = partner.wait_title(0, "Văn hóa").await?;
    assert_eq!(look.theme, "auto", "junk counts as the default");
    Ok(())
}

async fn its_title_follows_the_article(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let page = partner.show(&pair(), "", "").await?;
    partner.wait_title(0, "Bài thứ nhất").await?;
    partner
        .inside(0, async |reader| {
            reader.wait("the title", |look| look.document_title == "Bài thứ nhất | Tin tức").await?;
            reader.click_related("Bài thứ hai").await?;
            reader.wait("the new title", |look| look.document_title == "Bài thứ hai | Tin tức").await
        })
        .await?;
    assert_eq!(page.js("return document.title", Value::Null).await?, "Đối tác", "the page around keeps its own");
    Ok(())
}

async fn nothing_inline_or_foreign_runs_in_it(stage: Stage) -> Result {
    let (partner, other) = (Partner::new(stage).await?, Site::start().await?);
    partner.show(&pair(), "", "").await?;
    partner.wait_title(0, "Bài thứ nhất").await?;
    let script = r#"
        const script = document.createElement("script");
        try { script.append("window.ran = 'inline'"); document.body.append(script); } catch {}
        const button = document.createElement("button");
        try { button.setAttribute("onclick", "window.ran = 'handler'"); document.body.append(button); button.click(); } catch {}
        const link = document.createElement("a");
        link.href = "javascript:void(window.ran = 'link')";
        link.target = "_self";
        document.body.append(link);
        link.click();
        const style = document.createElement("style");
        style.append("body { outline: 9px solid }");
        document.body.append(style);
        const frame = document.createElement("iframe");
        frame.src = "/khung.html";
        document.body.append(frame);
        const foreign = document.createElement("script");
        try { foreign.src = args; document.body.append(foreign); } catch {}
        const sheet = document.createElement("link");
        sheet.rel = "stylesheet";
        sheet.href = args;
        document.head.append(sheet);
        await new Promise((go) => setTimeout(go, 300));
        const seen = [window.ran ?? null, getComputedStyle(document.body).outlineWidth === "9px"];
        for (const node of [script, button, link, style, frame, foreign, sheet]) node.remove();
        return seen;"#;
    let elsewhere = other.url("/x");
    let seen = partner.inside(0, async |reader| reader.js_async(script, elsewhere.into()).await).await?;
    assert_eq!(seen, json!({ "value": [null, false] }));
    assert!(partner.news.hits("/khung.html").is_empty());
    assert!(other.log().is_empty(), "{:#?}", other.log());
    Ok(())
}

/// An article with a link to a page of `site`, and to nothing else.
fn with_link(site: &Site) -> Value {
    feed([item("a1").html(&format!("<p><a href='{}'>Bài gốc</a></p>", site.url("/goc.html"))), item("a2")])
}

/// Clicks the article's link in the first frame, and waits until the page around has gone there.
async fn leads_the_top_window_to_the_link(partner: &Partner, portal: &Site) -> Result {
    partner.wait_title(0, "Bài a1").await?;
    partner.wait_fit(0).await?;
    partner.inside(0, async |reader| reader.click("[part~=body] a").await).await.ok();
    let driver = &partner.stage.driver;
    eventually("the page in the top window", async || {
        driver.enter_default_frame().await?;
        Ok(driver.current_url().await?.as_str() == portal.url("/goc.html"))
    })
    .await
}

async fn a_link_of_the_article_opens_in_the_top_window(stage: Stage) -> Result {
    let (partner, portal) = (Partner::new(stage).await?, Site::start().await?);
    portal.route("/goc.html", Answer::html("<!doctype html><title>Bài gốc</title>"));
    partner.show(&with_link(&portal), "", "").await?;
    leads_the_top_window_to_the_link(&partner, &portal).await?;
    assert_eq!(partner.stage.driver.windows().await?.len(), 1);
    let hit = &portal.hits("/goc.html")[0];
    assert!(!hit.headers.contains_key("referer"), "{hit:#?}");
    Ok(())
}

async fn a_sandboxed_frame_opens_links_in_a_new_window(stage: Stage) -> Result {
    let (partner, portal) = (Partner::new(stage).await?, Site::start().await?);
    let opener = "<!doctype html><title>Bài gốc</title><script>document.title += opener ? ' (opener)' : '';</script>";
    portal.route("/goc.html", Answer::html(opener));
    for sandbox in
        ["allow-scripts allow-same-origin allow-popups allow-popups-to-escape-sandbox", "allow-scripts allow-popups"]
    {
        let page = partner.show(&with_link(&portal), "", &format!("sandbox='{sandbox}'")).await?;
        partner.wait_title(0, "Bài a1").await?;
        partner.wait_fit(0).await?;
        let driver = &partner.stage.driver;
        let own = driver.window().await?;
        let hits = portal.hits("/goc.html").len();
        partner.inside(0, async |reader| reader.click("[part~=body] a").await).await?;
        eventually("a new window", async || Ok(driver.windows().await?.len() == 2)).await?;
        eventually("the page in it", async || Ok(portal.hits("/goc.html").len() > hits)).await?;
        assert_eq!(page.js("return document.title", Value::Null).await?, "Đối tác", "the page around stays");
        for window in driver.windows().await? {
            if window != own {
                driver.switch_to_window(window).await?;
                eventually("the page", async || Ok(driver.title().await? == "Bài gốc")).await?;
                driver.close_window().await?;
            }
        }
        driver.switch_to_window(own).await?;
        assert!(!portal.hits("/goc.html")[hits].headers.contains_key("referer"));
        // In place, all is as ever.
        partner.inside(0, async |reader| reader.click_related("Bài a2").await).await?;
        partner.wait_title(0, "Bài a2").await?;
    }
    Ok(())
}

async fn a_sandbox_may_let_links_through(stage: Stage) -> Result {
    let (partner, portal) = (Partner::new(stage).await?, Site::start().await?);
    portal.route("/goc.html", Answer::html("<!doctype html><title>Bài gốc</title>"));
    let sandbox = "sandbox='allow-scripts allow-top-navigation-by-user-activation'";
    partner.show(&with_link(&portal), "", sandbox).await?;
    leads_the_top_window_to_the_link(&partner, &portal).await
}

async fn a_feed_cannot_move_the_top_window(stage: Stage) -> Result {
    let (partner, evil) = (Partner::new(stage).await?, Site::start().await?);
    let there = evil.url("/bay.html");
    let html = format!(
        r#"<p>Trước</p><meta http-equiv="refresh" content="0;url={there}"><base href="{there}" target="_top">
        <script>top.location = "{there}"</script><img src="x:" onerror="top.location='{there}'"><svg onload="top.location='{there}'"></svg>
        <iframe src="{there}"></iframe><iframe srcdoc="<script>top.location='{there}'</script>"></iframe><object data="{there}"></object>
        <form id="f" action="{there}" target="_top"><button autofocus onfocus="this.form.submit()">Gửi</button></form>
        <p><a class="js" href="javascript:top.location='{there}'" target="_top" autofocus onfocus="this.click()">Bấm</a></p>
        <a href="{there}" ping="{there}" target="_top" accesskey="a" autofocus>Liên kết</a><p>Sau</p>"#
    );
    let page = partner.show(&feed([item("a1").html(&html)]), "", "").await?;
    let look = partner.wait_title(0, "Bài a1").await?;
    assert!(look.body.contains("Trước") && look.body.contains("Sau"), "{}", look.body);
    partner.wait_fit(0).await?;
    // What was a script's link is none any more: pressing its words does nothing.
    partner
        .inside(0, async |reader| {
            let press =
                "for (const node of root.querySelectorAll('[part~=body] *')) if (!node.closest('a')) node.click()";
            reader.js(press, Value::Null).await
        })
        .await?;
    sleep(Duration::from_millis(700)).await;
    assert_eq!(page.js("return document.title", Value::Null).await?, "Đối tác");
    let frame = partner.inside(0, async |reader| reader.js("return location.pathname", Value::Null).await).await?;
    assert_eq!(frame, "/frame.html");
    assert!(evil.log().is_empty(), "{:#?}", evil.log());
    Ok(())
}

/// Where the page around sees what is at this height in the first frame, and how high its view is.
async fn seen_from_around(page: &Reader, top: &Value) -> Result<(f64, f64)> {
    let script = "return [document.querySelector('iframe').getBoundingClientRect().top + args, innerHeight]";
    let seen = page.js(script, top.clone()).await?;
    Ok((seen[0].as_f64().ok_or("no place")?, seen[1].as_f64().ok_or("no view")?))
}

/// The window of a sized frame is as tall as the article: what fills it is nowhere near the reader's eyes.
async fn a_picture_opens_where_the_reader_looks(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    let picture = dist::file("/img/hop-giam-sat.webp").ok_or("a picture of the sample feed")?;
    partner.news.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes));
    let text = "<p>Một đoạn văn dài, để khung phải cao lên theo bài và trang bên ngoài cuộn được.</p>".repeat(60);
    let figure =
        "<figure><img src='/anh.webp' width='960' height='640' alt='Ảnh'><figcaption>Chú thích</figcaption></figure>";
    partner.news.json("/feed.json", &feed([item("a1").html(&[&text, figure, &text].concat())]));
    let room = "<div style='height: 1500px'></div>";
    let frame = partner.frame("?feed=/feed.json&related=0", "");
    let page = partner.open(&[room, &partner.script(), &frame, room].concat()).await?;
    partner.wait_title(0, "Bài a1").await?;
    look_at(&page, 0).await?;
    partner.wait_fit(0).await?;
    partner.inside(0, async |reader| tools(&reader).await).await?;
    let place = "return root.querySelector('.body img').getBoundingClientRect().top";
    let place = partner.inside(0, async |reader| reader.js(place, Value::Null).await).await?;
    let scroll = "scrollTo({ top: scrollY + document.querySelector('iframe').getBoundingClientRect().top + args - 150, behavior: 'instant' }); return scrollY";
    let scrolled = page.js(scroll, place).await?;
    // By script: a driver's click scrolls the page.
    partner.inside(0, async |reader| reader.js("root.querySelector('.body img').click()", Value::Null).await).await?;
    for way in [0, 500, -700] {
        page.js("scrollBy({ top: args, behavior: 'instant' })", json!(way)).await?;
        eventually("the picture in view", async || {
            let parts = "
                const dialog = root.querySelector('dialog'), large = root.querySelector('.large');
                if (!dialog?.open || !large.complete || !large.naturalWidth) return null;
                return ['.large', '.light-caption', '[data-light=close]'].map((part) => {
                  const { top, bottom, height } = root.querySelector(part).getBoundingClientRect();
                  return [top, bottom, height];
                });";
            let parts = partner.inside(0, async |reader| reader.js(parts, Value::Null).await).await?;
            for part in parts.as_array().into_iter().flatten() {
                let ((top, view), (bottom, _)) =
                    (seen_from_around(&page, &part[0]).await?, seen_from_around(&page, &part[1]).await?);
                if top < -1.0 || bottom > view + 1.0 || part[2].as_f64() < Some(20.0) {
                    return Ok(false);
                }
            }
            Ok(parts.is_array())
        })
        .await?;
        if way == 0 {
            assert_eq!(page.js("return scrollY", Value::Null).await?, scrolled, "nothing has scrolled the page around");
        }
    }
    Ok(())
}

/// Nothing in the frame scrolls; the page around it does.
async fn what_is_read_aloud_is_kept_in_the_view_of_the_page_around(stage: Stage) -> Result {
    let partner = Partner::new(stage).await?;
    partner.news.route("/frame.html", recorded("/frame.html", &synthesiser(&vietnamese()))?);
    let text = "<p>Một đoạn văn dài, để khung phải cao lên theo bài và trang bên ngoài cuộn được.</p>".repeat(60);
    partner.news.json("/feed.json", &feed([item("a1").html(&text)]));
    let room = "<div style='height: 1500px'></div>";
    let frame = partner.frame("?feed=/feed.json&related=0", "");
    let page = partner.open(&[&partner.script(), &*frame, room].concat()).await?;
    partner.wait_title(0, "Bài a1").await?;
    partner.wait_fit(0).await?;
    let begin =
        "root.querySelector('[data-tool=listen]').click(); root.querySelector('[data-tool=listen-play]').click()";
    partner
        .inside(0, async |reader| {
            tools(&reader).await?;
            reader.js(begin, Value::Null).await
        })
        .await?;
    // No voice is faster than the page around scrolls.
    let read_to = "
        while (speech.said.length < args) {
          const before = speech.said.length;
          await new Promise((then) => setTimeout(then, 200));
          speech.finish();
          while (speech.said.length === before) await new Promise((then) => setTimeout(then, 10));
        }
        return root.querySelector('[data-spoken]').getBoundingClientRect().top";
    let place = async |count: usize| -> Result<Value> {
        let read = partner.inside(0, async |reader| reader.js_async(read_to, json!(count)).await).await?;
        assert!(read.get("error").is_none(), "{read}");
        Ok(read["value"].clone())
    };
    for count in [12, 20, 28] {
        let spoken = place(count).await?;
        eventually("the words in view", async || {
            let (top, view) = seen_from_around(&page, &spoken).await?;
            Ok(top > 0.0 && top < view)
        })
        .await?;
    }
    assert!(page.js("return scrollY", Value::Null).await?.as_f64() > Some(100.0), "it has scrolled");
    // Whoever has scrolled away is left alone.
    page.js("scrollTo({ top: 0, behavior: 'instant' })", Value::Null).await?;
    place(31).await?;
    sleep(Duration::from_millis(500)).await;
    assert_eq!(page.js("return scrollY", Value::Null).await?, 0);
    Ok(())
}
