//! The page that makes the snippet, public/demo/builder.html: what it says of a feed's address that has a fault, and that what
//! is copied from it works where it is put.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::{By, Key};
use tokio::time::sleep;

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, with};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    let chromium = list![the_builder_knows_that_the_device_is_offline];
    let all = list![
        the_builder_says_what_is_wrong_with_an_answer,
        the_builder_tells_what_lies_behind_a_failed_request,
        the_builder_reads_addresses_as_people_write_them,
        the_builder_finds_what_the_feed_lacks,
        the_builder_knows_whom_the_feed_is_open_to,
        a_tag_from_the_builder_works_on_a_page_of_another_origin,
        a_frame_from_the_builder_works_on_a_page_of_another_origin,
        a_block_from_the_builder_survives_wordpress,
        the_builder_shows_the_reader_as_the_form_says,
        the_builder_shows_the_frame_and_whether_it_takes_the_feed,
        the_builder_can_be_used_by_keyboard,
        the_builder_fits_a_phone_and_every_field_has_a_name,
        the_page_with_a_frame_sizes_it,
    ];
    all.into_iter().chain(chromium.into_iter().map(|test| test.only_on(Engine::Chromium))).collect()
}

/// Notes what a policy refuses; the browser's own request for an icon of the page is not ours.
const VIOLATIONS: &str = "window.tinViolations = [];
addEventListener('securitypolicyviolation', (event) => {
  if (!event.blockedURI.endsWith('/favicon.ico')) tinViolations.push(`${event.effectiveDirective} ${event.blockedURI}`);
});";

/// The open page.
struct Builder {
    stage: Stage,
    page: Reader,
}

/// One line of what it found: its kind, its code, its words, and whether it offers another address.
type Finding = (String, String, String, bool);

impl Builder {
    async fn open(stage: Stage) -> Result<Self> {
        let page = stage.visit("/demo/builder.html", &format!("<script>{VIOLATIONS}</script>")).await?;
        let builder = Self { stage, page };
        builder.findings().await?;
        Ok(builder)
    }

    /// Fills in fields as a person does: what they are told comes to the page as events.
    async fn fill(&self, fields: Value) -> Result<Vec<Finding>> {
        let script = "
            for (const [id, value] of Object.entries(args)) {
              const field = document.getElementById(id);
              if (typeof value === 'boolean') field.checked = value;
              else field.value = value;
              for (const type of ['input', 'change']) field.dispatchEvent(new Event(type, { bubbles: true }));
            }
            document.getElementById('form').requestSubmit();";
        self.page.js(script, fields).await?;
        self.findings().await
    }

    /// What it found about the feed's address, when it has looked.
    async fn findings(&self) -> Result<Vec<Finding>> {
        let script = "return [...document.querySelectorAll('#findings p')].map((line) =>
            [line.className, line.dataset.code, line.textContent, !!line.querySelector('button')]);";
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let found: Vec<Finding> = serde_json::from_value(self.page.js(script, Value::Null).await?)?;
            if found.first().is_some_and(|(_, code, ..)| code != "wait") {
                return Ok(found);
            }
            if Instant::now() > deadline {
                return Err(format!("waited in vain for an answer: {found:?}").into());
            }
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// Looks at `address`: the first thing said must be of this kind and code, and have these words.
    async fn says(&self, address: &str, kind: &str, code: &str, words: &[&str]) -> Result<Vec<Finding>> {
        let found = self.fill(json!({ "feed": address })).await?;
        let (first, rest) = (&found[0], &found[1..]);
        assert_eq!((first.0.as_str(), first.1.as_str()), (kind, code), "{address}: {found:#?}");
        for word in words {
            assert!(first.2.contains(word), "{address}: {word:?} is not in {:?}", first.2);
        }
        // The machine's own addresses are remarked upon, and that an odd feed may be read at all.
        let usual = |code: &str| code.ends_with("local") || (code == "cors-open" && kind == "bad");
        let others: Vec<_> = rest.iter().filter(|(_, code, ..)| !usual(code)).cloned().collect();
        Ok(others)
    }

    /// What is there to copy: the text of an output, empty when it is not shown.
    async fn output(&self, name: &str) -> Result<String> {
        let script = "
            const output = document.querySelector(`[data-output=${args}]`);
            return output.hidden ? '' : output.querySelector('textarea').value;";
        Ok(self.page.js(script, name.into()).await?.as_str().ok_or("no output")?.to_owned())
    }

    /// The value of the one header line that an output is.
    async fn header(&self, output: &str, name: &str) -> Result<String> {
        let line = self.output(output).await?;
        let value = line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": "));
        Ok(value.ok_or_else(|| format!("{output} is {line:?}"))?.to_owned())
    }

    /// That the page's own policy has refused nothing, and no script of it has failed.
    async fn is_well(&self) -> Result {
        let seen = self.page.js("return [tinViolations, tinErrors]", Value::Null).await?;
        assert_eq!(seen, json!([[], []]));
        Ok(())
    }
}

async fn the_builder_says_what_is_wrong_with_an_answer(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    let portal = Site::start().await?;
    let text = |text: &str| Answer::bytes("application/json", text);
    let whole = feed((1..=9).map(|number| item(&format!("a{number}")))).to_string();
    let cases: Vec<(Answer, &str, &[&str])> = vec![
        (Answer::status(404), "http-404", &["404", "đường dẫn"]),
        (Answer::status(401), "http-401", &["đăng nhập"]),
        (Answer::status(403), "http-403", &["không cho đọc"]),
        (Answer::status(503), "http-503", &["lỗi", "503"]),
        (Answer::status(418), "http-418", &["418"]),
        (Answer::html("<!doctype html><title>Đăng nhập</title>"), "html", &["HTML", "đăng nhập"]),
        (text("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"></rss>"), "rss", &["RSS", "/feed/json"]),
        (text("<feed xmlns=\"http://www.w3.org/2005/Atom\"></feed>"), "rss", &["Atom"]),
        (text(" \n"), "empty", &["rỗng"]),
        (text(&whole[..whole.len() - 40]), "not-json", &["bị cụt", "Phần đầu: “{"]),
        (text("[{\"id\":1,\"title\":{\"rendered\":\"Tin\"}}]"), "wordpress", &["REST API", "plugin"]),
        (text("[]"), "not-feed", &["version, title, items"]),
        (text("{\"version\":\"https://jsonfeed.org/version/1.1\"}"), "not-feed", &["thiếu title, items."]),
        (text("{\"version\":\"2\",\"title\":\"T\",\"items\":[]}"), "not-feed", &["thiếu version đúng"]),
        (Answer::json(&feed([])), "no-items", &["chưa có bài nào"]),
        (Answer::bytes("application/json", vec![b' '; 5 * 1024 * 1024 + 1]), "too-large", &["5 MB", "next_url"]),
        (Answer::bytes("application/json", whole.clone()).truncate_at(300), "cut", &["ngắt kết nối giữa chừng"]),
        (Answer::never(), "timeout", &["10 giây"]),
        (Answer::bytes("application/json", whole.clone()).stall_at(300), "timeout", &["10 giây"]),
    ];
    for (number, (answer, code, words)) in cases.into_iter().enumerate() {
        let path = format!("/{number}.json");
        portal.route(&path, answer);
        assert_eq!(builder.says(&portal.url(&path), "bad", code, words).await?, [], "{number}");
    }
    portal.json("/good.json", &pair());
    let rest = builder.says(&portal.url("/good.json"), "ok", "feed", &["“Tin thành phố”", "2 bài"]).await?;
    assert_eq!(rest.iter().map(|(_, code, ..)| code.as_str()).collect::<Vec<_>>(), ["cors-open"]);
    builder.is_well().await
}

async fn the_builder_tells_what_lies_behind_a_failed_request(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    let (portal, other, gone) = (Site::start().await?, Site::start().await?, Site::start().await?);
    gone.stop().await;
    let own = builder.stage.site.url("");
    let host = |site: &Site| site.url("").replace("http://", "");

    portal.route("/closed.json", Answer::json(&pair()).without_cors());
    let rest = builder
        .says(&portal.url("/closed.json"), "bad", "cors", &[&host(&portal), &own, "thiếu Access-Control-Allow-Origin"])
        .await?;
    assert_eq!(rest, []);
    // An error page without leave to read looks the same, and nothing else is claimed.
    portal.route("/lost.json", Answer::status(404).without_cors());
    builder.says(&portal.url("/lost.json"), "bad", "cors", &["chưa biết địa chỉ có đúng không"]).await?;
    builder.says(&gone.url("/feed.json"), "bad", "dead", &["Không có phản hồi", &host(&gone)]).await?;
    builder.says("http://khong-co-may-nay.invalid/feed.json", "bad", "dead", &["sai tên miền"]).await?;

    other.json("/feed.json", &pair());
    other.route("/closed.json", Answer::json(&pair()).without_cors());
    portal.route("/moved.json", Answer::redirect(&other.url("/feed.json")));
    portal.route("/moved-closed.json", Answer::redirect(&other.url("/closed.json")));
    portal.route("/moved-gone.json", Answer::redirect(&gone.url("/feed.json")));
    portal.route("/same.json", Answer::redirect("/good.json"));
    portal.json("/good.json", &pair());
    builder.says(&portal.url("/moved-closed.json"), "bad", "cors-redirect", &["chuyển hướng"]).await?;
    builder.says(&portal.url("/moved-gone.json"), "bad", "dead-redirect", &["chuyển hướng"]).await?;
    let rest = builder.says(&portal.url("/same.json"), "ok", "feed", &[]).await?;
    assert!(rest.iter().any(|(kind, code, ..)| (kind.as_str(), code.as_str()) == ("warn", "moved")), "{rest:?}");
    let rest = builder.says(&portal.url("/moved.json"), "ok", "feed", &[]).await?;
    let redirect = rest.iter().find(|(_, code, ..)| code == "redirect").ok_or("no word of the other server")?;
    assert!(redirect.2.contains(&other.url("/feed.json")) && redirect.3, "{redirect:?}");
    let policy = builder.header("policy", "Content-Security-Policy").await?;
    assert!(policy.contains(&portal.url("")) && policy.contains(&other.url("")), "both steps: {policy}");
    builder.fill(json!({ "mode-frame": true })).await?;
    let list = format!("content=\"{} {}\"", portal.url("/moved.json"), other.url("/feed.json"));
    assert!(builder.output("list").await?.contains(&list), "a frame may go no further than its list");
    builder.fill(json!({ "mode-tag": true })).await?;
    builder.page.js("document.querySelector('#findings [data-code=redirect] button').click()", Value::Null).await?;
    let found = builder.findings().await?;
    assert!(found[0].1 == "feed" && found.iter().all(|(_, code, ..)| code != "redirect"), "{found:?}");
    let field = builder.page.js("return document.getElementById('feed').value", Value::Null).await?;
    assert_eq!(field, other.url("/feed.json"));
    builder.is_well().await?;

    // Its own server is gone too: then it is the network.
    builder.stage.site.stop().await;
    builder.says(&gone.url("/feed.json"), "bad", "no-network", &["mất mạng"]).await?;
    builder.stage.site.restart().await
}

/// Only Chromium's debugging protocol takes the network away.
async fn the_builder_knows_that_the_device_is_offline(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    let cdp = builder.stage.driver.cdp();
    let offline = |offline: bool| {
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        cdp.send_raw("Network.emulateNetworkConditions", conditions)
    };
    cdp.send_raw("Network.enable", json!({})).await?;
    offline(true).await?;
    let found = builder.fill(json!({ "feed": "https://portal.invalid/feed.json" })).await;
    offline(false).await?;
    let found = found?;
    assert!(found[0].1 == "offline" && found[0].2.contains("đang mất mạng"), "{found:?}");
    Ok(())
}

async fn the_builder_reads_addresses_as_people_write_them(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    builder.says("", "bad", "missing", &["Chưa nhập địa chỉ nguồn tin"]).await?;
    builder.says("/feed.json", "bad", "not-whole", &["đầy đủ"]).await?;
    builder.says("ftp://portal.example/feed.json", "bad", "scheme", &["“ftp:”"]).await?;
    builder.says("https://toi:bimat@portal.example/feed.json", "bad", "password", &["mật khẩu"]).await?;
    assert_eq!(builder.output("snippet").await?, "", "there is no snippet without a feed");
    for (written, meant) in [
        ("portal.invalid/feed.json", "https://portal.invalid/feed.json"),
        ("//portal.invalid:8080/f.json", "https://portal.invalid:8080/f.json"),
        ("portal.invalid:81/x", "https://portal.invalid:81/x"),
    ] {
        builder.says(written, "bad", "no-scheme", &[meant]).await?;
    }
    builder.page.js("document.querySelector('#findings button').click()", Value::Null).await?;
    assert_eq!(builder.findings().await?[0].1, "dead");
    // An https page may not read it, whoever answers there.
    builder.fill(json!({ "page": "https://phuong.example/tin" })).await?;
    let rest = builder.says("http://portal.invalid/feed.json", "bad", "mixed", &["https", "mixed content"]).await?;
    assert_eq!(rest.iter().map(|(_, code, ..)| code.as_str()).collect::<Vec<_>>(), [""; 0]);
    let reader = json!({ "reader": "http://doc.invalid/tin/embed.js", "feed": "https://portal.invalid/feed.json" });
    let found = builder.fill(reader).await?;
    assert!(found.iter().any(|(kind, code, ..)| kind == "bad" && code == "reader-mixed"), "{found:?}");
    assert!(builder.output("snippet").await?.contains("src=\"http://doc.invalid/tin/embed.js\""));
    builder.fill(json!({ "page": "" })).await?;
    let found = builder.fill(json!({ "reader": builder.stage.site.url("/khong-co/") })).await?;
    assert!(found.iter().any(|(kind, code, ..)| kind == "bad" && code == "reader-missing"), "{found:?}");
    Ok(())
}

async fn the_builder_finds_what_the_feed_lacks(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    let portal = Site::start().await?;
    let mut odd = pair();
    odd["items"][1]["id"] = json!("");
    odd["items"][0]["image"] = json!("http://anh.example/1.jpg");
    odd["title"] = json!("Tin th\u{fffd}nh phố");
    portal.json("/feed.json", &odd);
    let fields = json!({
        "page": "https://phuong.example/", "show-article": true, "article": "a9", "feed": portal.url("/feed.json"),
    });
    let codes = |found: &[Finding]| found.iter().map(|(_, code, ..)| code.clone()).collect::<Vec<_>>();
    let found = builder.fill(fields).await?;
    for code in ["feed", "no-id", "not-utf-8", "no-article", "mixed-pictures"] {
        assert!(codes(&found).contains(&code.to_owned()), "{code}: {found:#?}");
    }
    let address = portal.url("/tin/a1");
    assert!(!codes(&builder.fill(json!({ "article": address })).await?).contains(&"no-article".to_owned()));
    let found = builder.fill(json!({ "show-category": true, "category": "Thể thao" })).await?;
    assert!(codes(&found).contains(&"no-category".to_owned()), "{found:#?}");
    for category in ["kinh-te", "kinh tế", "Văn hóa"] {
        let found = builder.fill(json!({ "category": category })).await?;
        assert!(!codes(&found).contains(&"no-category".to_owned()), "{category}: {found:#?}");
    }
    let offered = "return ['articles', 'categories'].map((id) => [...document.getElementById(id).options].map((option) => option.value))";
    let offered = builder.page.js(offered, Value::Null).await?;
    assert_eq!(offered, json!([["a1"], ["kinh-te", "van-hoa", "xa-hoi"]]));
    Ok(())
}

async fn the_builder_knows_whom_the_feed_is_open_to(stage: Stage) -> Result {
    let builder = Builder::open(stage).await?;
    let portal = Site::start().await?;
    portal.json("/open.json", &pair());
    let own = builder.stage.site.url("");
    let one = Answer::json(&pair()).without_cors().header("access-control-allow-origin", &own);
    portal.route("/one.json", one);
    builder.fill(json!({ "page": "https://phuong.example/" })).await?;
    let rest = builder.says(&portal.url("/open.json"), "ok", "feed", &[]).await?;
    assert_eq!(rest.iter().map(|(_, code, ..)| code.as_str()).collect::<Vec<_>>(), ["cors-open"]);
    let rest = builder.says(&portal.url("/one.json"), "ok", "feed", &[]).await?;
    assert_eq!(rest.iter().map(|(_, code, ..)| code.as_str()).collect::<Vec<_>>(), ["cors-closed"]);
    assert!(rest[0].2.contains(&own) && rest[0].2.contains("https://phuong.example"), "{rest:?}");
    let line = builder.output("feedHeader").await?;
    assert_eq!(line, "Access-Control-Allow-Origin: https://phuong.example");
    // A page of the same place needs no leave: neither of the feed's server nor of the reader's.
    builder.fill(json!({ "page": format!("{own}/tin.html"), "feed": format!("{own}/feed/feed.json") })).await?;
    for output in ["feedHeader", "readerHeader"] {
        assert_eq!(builder.output(output).await?, "", "{output}");
    }
    let kept = builder.header("policy", "Content-Security-Policy").await?;
    builder.fill(json!({ "offline": "off" })).await?;
    let policy = builder.header("policy", "Content-Security-Policy").await?;
    let least = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; img-src 'self'";
    assert_eq!(policy, least, "what the README calls the least");
    assert_eq!(kept, format!("{least} blob:"), "to show kept pictures");
    // The reader's own files may be closed, too.
    let loader = dist::file("/embed.js").ok_or("no loader")?;
    builder.stage.site.route("/embed.js", Answer::bytes(loader.media_type, &*loader.bytes).without_cors());
    let found = builder.fill(json!({ "page": "https://phuong.example/" })).await?;
    assert!(found.iter().any(|(kind, code, ..)| kind == "bad" && code == "reader-closed"), "{found:#?}");
    builder.is_well().await
}

/// Four origins: the page's, the reader's, the feed's and the pictures'.
struct Places {
    page: Site,
    portal: Site,
    pictures: Site,
}

impl Places {
    async fn new() -> Result<Self> {
        let (page, portal, pictures) = (Site::start().await?, Site::start().await?, Site::start().await?);
        let picture = dist::file("/img/hop-giam-sat.webp").ok_or("no picture")?;
        pictures.route("/anh.webp", Answer::bytes(picture.media_type, &*picture.bytes).without_cors());
        Ok(Self { page, portal, pictures })
    }

    /// The page's address, of another site than the reader's.
    fn address(&self) -> String {
        self.page.url("/trang.html").replace("127.0.0.1", "localhost")
    }

    fn feed(&self) -> Value {
        let html = format!("<p>Nội dung</p><p><img src='{}' alt='Ảnh'></p>", self.pictures.url("/anh.webp?2"));
        let all = ["a1", "a2", "a3", "a4", "a5"];
        let items =
            (0..).zip(all).map(|(day, id)| item(id).day(20 - day).html(&html).image(&self.pictures.url("/anh.webp")));
        with(
            with(feed(items), "title", "Tin \"thành phố\" <1> [2]"),
            "home_page_url",
            "https://portal.example/?a=1&b=2",
        )
    }

    /// Opens the page as it is served: under this policy, with `sheet` in its style sheet and `body` in its body. What the
    /// policy refuses is noted by a script of the one place it allows scripts of.
    async fn open(&self, stage: &Stage, policy: &str, watch: &Site, sheet: &str, body: &str) -> Result<Reader> {
        watch.route("/watch.js", Answer::bytes("text/javascript", VIOLATIONS));
        self.page.route("/trang.css", Answer::bytes("text/css", sheet));
        let link = if sheet.is_empty() { "" } else { "<link rel='stylesheet' href='/trang.css'>" };
        let page = format!(
            "<!doctype html><html lang='vi'><head><meta charset='utf-8'><title>Trang</title><script src='{}'></script>{link}</head>
            <body>{body}</body></html>",
            watch.url("/watch.js")
        );
        let mut answer = Answer::html(&page);
        if !policy.is_empty() {
            answer = answer.header("content-security-policy", policy);
        }
        self.page.route("/trang.html", answer);
        Reader::open(&stage.driver, &self.address()).await
    }
}

/// The article is there with all its pictures and tools, and the page's policy has refused nothing.
async fn is_whole(reader: &Reader) -> Result {
    reader.wait_title("Bài a1").await?;
    reader.wait_tools().await?;
    reader.js("for (const img of root.querySelectorAll('img')) img.loading = 'eager'", Value::Null).await?;
    let pictures =
        "return [...root.querySelectorAll('img')].filter((img) => img.complete && img.naturalWidth > 0).length";
    eventually("the pictures", async || Ok(reader.js(pictures, Value::Null).await?.as_u64() >= Some(4))).await?;
    // Half a second after a picture has come it is asked for once more, to be kept.
    sleep(Duration::from_millis(1500)).await;
    assert_eq!(reader.js("return window.tinViolations", Value::Null).await?, json!([]));
    Ok(())
}

async fn a_tag_from_the_builder_works_on_a_page_of_another_origin(stage: Stage) -> Result {
    let places = Places::new().await?;
    let builder = Builder::open(stage).await?;
    places.portal.json("/feed.json", &places.feed());
    builder
        .fill(json!({
            "page": places.address(), "feed": places.portal.url("/feed.json"), "related": "3", "lang": "en", "theme": "dark",
            "heading-level": "2", "tool-text": false, "color-accent": "#a30d17", "width": "30em",
        }))
        .await?;
    let snippet = builder.output("snippet").await?;
    let reader = builder.stage.site.url("");
    let wanted = format!(
        "<script type=\"module\" src=\"{reader}/embed.js\"></script>\n\
        <tin-reader feed=\"{}\" related=\"3\" lang=\"en\" heading-level=\"2\" tools=\"listen search share save copy print qr top progress lightbox\" theme=\"dark\">\n  \
        <a href=\"https://portal.example/?a=1&amp;b=2\">Đọc tin trên Tin &quot;thành phố&quot; &lt;1&gt; &#91;2&#93;</a>\n</tin-reader>",
        places.portal.url("/feed.json")
    );
    assert_eq!(snippet, wanted);
    // From here on the feed is open to whom the page says, and no more.
    let open_to = builder.header("feedHeader", "Access-Control-Allow-Origin").await?;
    let answer = Answer::json(&places.feed()).without_cors().header("access-control-allow-origin", &open_to);
    places.portal.route("/feed.json", answer);
    assert_eq!(builder.output("readerHeader").await?, "Access-Control-Allow-Origin: *", "as the tests' server does");
    let policy = builder.header("policy", "Content-Security-Policy").await?;
    let sheet = builder.output("sheet").await?;
    builder.is_well().await?;

    let (stage, site) = (&builder.stage, &builder.stage.site);
    let page = places.open(stage, &policy, site, &sheet, &snippet).await?;
    is_whole(&page).await?;
    let seen = "
        const style = getComputedStyle(host);
        return [root.querySelector('[part~=title]').localName, root.querySelectorAll('[part~=related-link]').length, root.querySelectorAll('[data-tool=text]').length,
          style.getPropertyValue('--tin-color-accent').trim(), style.getPropertyValue('--tin-width').trim(), host.lang, host.theme, document.querySelector('tin-reader a').textContent];";
    let seen = page.js(seen, Value::Null).await?;
    let wanted = json!(["h2", 3, 0, "#a30d17", "30em", "en", "dark", "Đọc tin trên Tin \"thành phố\" <1> [2]"]);
    assert_eq!(seen, wanted);

    // Each place in the policy is needed.
    for (what, origin) in [("the pictures", places.pictures.url("")), ("the feed", places.portal.url(""))] {
        let less = policy.replace(&origin, "");
        let page = places.open(stage, &less, site, &sheet, &snippet).await?;
        let refused = "return (window.tinViolations ?? []).length > 0";
        eventually(&format!("a page without {what}"), async || Ok(page.js(refused, Value::Null).await? == true))
            .await?;
    }
    Ok(())
}

async fn a_frame_from_the_builder_works_on_a_page_of_another_origin(stage: Stage) -> Result {
    let places = Places::new().await?;
    let news = Site::start().await?;
    let builder = Builder::open(stage).await?;
    places.portal.json("/feed.json", &places.feed());
    builder
        .fill(json!({
            "mode-frame": true, "page": places.address(), "reader": news.url(""), "feed": places.portal.url("/feed.json?a=1&b=[2]"),
            "related": "2", "lang": "zh", "microdata": "on", "frame-title": "Tin \"phường\"", "frame-height": "333",
        }))
        .await?;
    let snippet = builder.output("snippet").await?;
    assert!(
        snippet.contains("data-tin-frame title=\"Tin &quot;phường&quot;\" width=\"100%\" height=\"333\""),
        "{snippet}"
    );
    assert!(!snippet.contains("microdata"), "nobody indexes what is in a frame: {snippet}");
    assert!(snippet.contains("allow=\"clipboard-write; web-share\""), "copying and sharing: {snippet}");
    assert_eq!(builder.output("sheet").await?, "");
    let open_to = builder.header("feedHeader", "Access-Control-Allow-Origin").await?;
    assert_eq!(open_to, news.url(""), "it is the frame that reads");
    let answer = Answer::json(&places.feed()).without_cors().header("access-control-allow-origin", &open_to);
    places.portal.route("/feed.json", answer);
    let policy = builder.header("policy", "Content-Security-Policy").await?;
    let around = builder.header("readerHeader", "Content-Security-Policy").await?;
    let list = builder.output("list").await?;
    builder.is_well().await?;
    let file = dist::file("/frame.html").ok_or("no frame.html")?;
    let text = String::from_utf8(file.bytes.to_vec())?;
    let listed = text.replace(r#"<meta name="tin-feeds" content="">"#, &list);
    assert_ne!(listed, text, "frame.html has the line that is to be replaced");
    news.route("/frame.html", Answer::html(&listed).header("content-security-policy", &around));

    let stage = &builder.stage;
    let page = places.open(stage, &policy, &news, "", &snippet).await?;
    stage.driver.enter_frame(0).await?;
    let inside = Reader::here(&stage.driver);
    inside.wait_title("Bài a1").await?;
    let seen =
        inside.js("return [host.lang, root.querySelectorAll('[part~=related-link]').length]", Value::Null).await?;
    assert_eq!(seen, json!(["zh", 2]));
    stage.driver.enter_default_frame().await?;
    let height = "return document.querySelector('iframe').style.height";
    eventually("the frame's height", async || Ok(page.js(height, Value::Null).await? != "")).await?;
    let seen = page.js("return [document.querySelector('iframe').title, tinViolations]", Value::Null).await?;
    assert_eq!(seen, json!(["Tin \"phường\"", []]));

    // Nobody else may frame it.
    let stranger = Site::start().await?;
    stranger.route("/trang.html", Answer::html(&format!("<!doctype html><title>Khác</title>{snippet}")));
    let asked = news.hits("/frame.html").len();
    stage.driver.goto(stranger.url("/trang.html")).await?;
    eventually("the frame's page", async || Ok(news.hits("/frame.html").len() > asked)).await?;
    sleep(Duration::from_millis(500)).await;
    let height = Reader::here(&stage.driver).js(height, Value::Null).await?;
    assert_eq!(height, "", "the frame is empty");
    Ok(())
}

/// What `WordPress` makes of text that is no block: paragraphs at blank lines, and a line break at every other one.
fn wpautop(text: &str) -> String {
    let lines = |paragraph: &str| paragraph.trim().lines().map(str::trim_end).collect::<Vec<_>>().join("<br />\n");
    let paragraphs = text.trim().split("\n\n").map(|paragraph| format!("<p>{}</p>\n", lines(paragraph)));
    paragraphs.collect()
}

/// What it leaves of the words of somebody without `unfiltered_html`: the elements of a post, and the text of all others.
fn kses(text: &str) -> String {
    let mut kept = String::new();
    for (at, part) in text.split('<').enumerate() {
        let (tag, after) = part.split_once('>').unwrap_or(("", part));
        let name = tag.trim_start_matches('/').split(' ').next().unwrap_or_default();
        if at > 0 && ["a", "p", "br", "strong", "em"].contains(&name) {
            kept.extend(["<", tag, ">"]);
        }
        kept.push_str(after);
    }
    kept
}

async fn a_block_from_the_builder_survives_wordpress(stage: Stage) -> Result {
    let places = Places::new().await?;
    places.portal.json("/feed.json", &places.feed());
    let builder = Builder::open(stage).await?;
    builder
        .fill(json!({
            "mode-wordpress": true, "page": places.address(), "feed": places.portal.url("/feed.json?a=1&b=[gallery]"), "related": "3",
            "color-accent": "#a30d17",
        }))
        .await?;
    let snippet = builder.output("snippet").await?;
    assert!(!snippet.contains(['\n', '[', ']']), "nothing that WordPress takes for something else: {snippet}");
    let sheet = builder.output("sheet").await?;
    assert!(sheet.contains("--tin-color-accent: #a30d17;"), "{sheet}");
    let policy = builder.header("policy", "Content-Security-Policy").await?;
    let told = "return document.getElementById('snippet-how').textContent";
    let told = builder.page.js(told, Value::Null).await?;
    assert!(
        told.as_str().is_some_and(|told| told.contains("unfiltered_html") && told.contains("HTML tùy chỉnh")),
        "{told}"
    );

    let (stage, site) = (&builder.stage, &builder.stage.site);
    let article = format!("Lời dẫn của trang.\n\n{snippet}\n\nLời kết.");
    for body in [snippet.clone(), wpautop(&article)] {
        let page = places.open(stage, &policy, site, &sheet, &body).await?;
        is_whole(&page).await?;
        let asked = page.js("return host.feed", Value::Null).await?;
        assert_eq!(asked, places.portal.url("/feed.json?a=1&b=[gallery]"));
    }
    assert!(!places.portal.hits("/feed.json").is_empty());
    let page = places.open(stage, &policy, site, &sheet, &wpautop(&kses(&article))).await?;
    let left = page.js("return [document.querySelectorAll('tin-reader, body script').length, document.querySelector('p a').href, document.body.innerText]", Value::Null).await?;
    assert_eq!((&left[0], &left[1]), (&json!(0), &json!("https://portal.example/?a=1&b=2")), "{left}");
    assert!(left[2].as_str().is_some_and(|text| text.contains("Đọc tin trên Tin")), "{left}");
    Ok(())
}

async fn the_builder_shows_the_reader_as_the_form_says(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &feed((1..=20).map(|number| item(&format!("a{number}")).day(28 - number))));
    let builder = Builder::open(stage).await?;
    let page = &builder.page;
    builder.fill(json!({ "feed": portal.url("/feed.json") })).await?;
    assert_eq!(page.wait_title("Bài a1").await?.related.len(), 13);
    let none = json!({
        "related": "4", "lang": "en", "theme": "sepia", "heading-level": "3", "color-accent": "rgb(163 13 23)", "font": "(inherit)",
        "radius": "12 táo", "tool-text": false, "tool-listen": false, "tool-search": false, "tool-share": false, "tool-save": false,
        "tool-copy": false, "tool-print": false, "tool-qr": false, "tool-top": false, "tool-progress": false, "tool-lightbox": false,
    });
    builder.fill(none).await?;
    page.wait("the new form", |look| look.related.len() == 4 && look.title_tag == "h3" && look.lang == "en").await?;
    let seen = "return [host.theme, host.tools, host.style.getPropertyValue('--tin-color-accent'), host.style.getPropertyValue('--tin-font'), host.style.getPropertyValue('--tin-radius'),
        document.getElementById('radius').getAttribute('aria-invalid'), document.getElementById('style-findings').textContent.includes('12 táo')]";
    let seen = page.js(seen, Value::Null).await?;
    assert_eq!(seen, json!(["sepia", "none", "rgb(163 13 23)", "(inherit)", "", "true", true]));
    let sheet = builder.output("sheet").await?;
    assert_eq!(sheet, "tin-reader {\n  --tin-color-accent: rgb(163 13 23);\n  --tin-font: (inherit);\n}");

    builder.fill(json!({ "show-article": true, "article": "a5" })).await?;
    page.wait_title("Bài a5").await?;
    builder.fill(json!({ "show-category": true, "category": "kinh-te" })).await?;
    page.wait_title("Kinh tế").await?;
    let snippet = builder.output("snippet").await?;
    assert!(snippet.contains(" category=\"kinh-te\"") && !snippet.contains("a5"), "{snippet}");
    // What is at its default again is in neither of them.
    builder
        .fill(json!({ "show-newest": true, "lang": "vi", "tool-text": true, "color-accent": "", "radius": "" }))
        .await?;
    page.wait("the form as it was", |look| look.title == "Bài a1" && look.lang == "vi").await?;
    let attributes =
        page.js("return [host.getAttributeNames().sort(), host.tools, host.style.cssText]", Value::Null).await?;
    let names = json!(["feed", "heading-level", "related", "state", "style", "theme", "tools"]);
    assert_eq!((&attributes[0], &attributes[1]), (&names, &json!("text")), "{attributes}");
    let snippet = builder.output("snippet").await?;
    assert!(!snippet.contains("lang=") && !snippet.contains("category="), "{snippet}");
    builder.is_well().await
}

async fn the_builder_shows_the_frame_and_whether_it_takes_the_feed(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &pair());
    stage.site.json("/tin/feed.json", &pair());
    let builder = Builder::open(stage).await?;
    let said = "return document.getElementById('preview-findings').textContent";
    builder.fill(json!({ "mode-frame": true, "feed": portal.url("/feed.json") })).await?;
    eventually("a word of the list", async || {
        Ok(builder
            .page
            .js(said, Value::Null)
            .await?
            .as_str()
            .is_some_and(|said| said.contains("chưa cho phép nguồn tin này")))
    })
    .await?;
    assert_eq!(
        builder.output("list").await?,
        format!("<meta name=\"tin-feeds\" content=\"{}\">", portal.url("/feed.json"))
    );
    builder.fill(json!({ "feed": builder.stage.site.url("/tin/feed.json") })).await?;
    eventually("no word", async || Ok(builder.page.js(said, Value::Null).await? == "")).await?;
    assert_eq!(builder.output("list").await?, "");
    let driver = &builder.stage.driver;
    let frame = driver.find(By::Css("#stage iframe")).await?;
    frame.enter_frame().await?;
    Reader::here(driver).wait_title("Bài thứ nhất").await?;
    driver.enter_default_frame().await?;
    let height = "return document.querySelector('#stage iframe').style.height";
    eventually("the frame's height", async || Ok(builder.page.js(height, Value::Null).await? != "")).await?;
    builder.is_well().await
}

/// From the address bar on, with keys alone: to the field, to an answer, and on to the button that copies.
async fn the_builder_can_be_used_by_keyboard(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &pair());
    let builder = Builder::open(stage).await?;
    let driver = &builder.stage.driver;
    let press = async |key: Key| -> Result { Ok(driver.action_chain().send_keys(key).perform().await?) };
    let active =
        "const node = document.activeElement; return node.id || node.getAttribute('aria-label') || node.localName";
    let at = async || -> Result<String> {
        Ok(builder.page.js(active, Value::Null).await?.as_str().unwrap_or_default().to_owned())
    };
    let reach = async |name: &str| -> Result<Vec<String>> {
        let mut passed = Vec::new();
        while passed.len() < 60 {
            press(Key::Tab).await?;
            passed.push(at().await?);
            if passed.last().is_some_and(|last| last == name) {
                return Ok(passed);
            }
        }
        Err(format!("{name} was not reached: {passed:?}").into())
    };
    reach("feed").await?;
    builder.page.js("document.activeElement.select()", Value::Null).await?;
    driver.action_chain().send_keys(portal.url("/feed.json")).perform().await?;
    press(Key::Enter).await?;
    let address = portal.url("/feed.json");
    eventually("the check", async || Ok(!portal.hits("/feed.json").is_empty())).await?;
    let found = builder.findings().await?;
    assert!(found[0].1 == "feed" && found[0].2.contains("2 bài"), "{found:?}");
    let passed = reach("Sao chép: Đoạn mã").await?;
    for name in
        ["page", "reader", "mode-tag", "show-newest", "related", "lang", "heading-level", "tool-text", "tool-lightbox"]
    {
        assert!(passed.iter().any(|one| one == name), "{name} was passed over: {passed:?}");
    }
    press(Key::Enter).await?;
    let said = "return document.querySelector('[data-output=snippet] [role=status]').textContent";
    eventually("a word of the copy", async || Ok(builder.page.js(said, Value::Null).await? != "")).await?;
    // Copied, or chosen for copying by hand: then it is what the keys would copy.
    if builder.page.js(said, Value::Null).await? == "Đã sao chép." {
        builder.page.js("const field = document.getElementById('font'); document.querySelectorAll('details').forEach((one) => { one.open = true; }); field.focus(); field.select()", Value::Null).await?;
        driver.action_chain().key_down(Key::Control).send_keys("v").key_up(Key::Control).perform().await?;
        let pasted = builder.page.js("return document.getElementById('font').value", Value::Null).await?;
        assert!(
            pasted.as_str().is_some_and(|text| text.contains("<tin-reader") && text.contains(&address)),
            "{pasted}"
        );
    } else {
        let chosen =
            "const area = document.activeElement; return area.value.slice(area.selectionStart, area.selectionEnd)";
        assert_eq!(builder.page.js(chosen, Value::Null).await?, builder.output("snippet").await?);
    }
    Ok(())
}

async fn the_builder_fits_a_phone_and_every_field_has_a_name(stage: Stage) -> Result {
    let page = "<!doctype html><title>Điện thoại</title><body style='margin: 0'><iframe src='/demo/builder.html' style='width: 360px; height: 800px; border: 0'></iframe>";
    stage.site.route("/phone.html", Answer::html(page));
    let outside = stage.open("/phone.html").await?;
    stage.driver.enter_frame(0).await?;
    let inside = Reader::here(&stage.driver);
    inside.wait_state("ready").await.map_err(|_| "no reader inside")?;
    let measure = "
        for (const details of document.querySelectorAll('details')) details.open = true;
        for (const id of args) document.getElementById(id).click();
        await new Promise((go) => setTimeout(go, 1000));
        const controls = [...document.querySelectorAll('input, select, textarea, button, summary')].filter((node) => node.getClientRects().length);
        const name = (node) => node.getAttribute('aria-label') ?? (node.getAttribute('aria-labelledby') ? document.getElementById(node.getAttribute('aria-labelledby')).textContent
          : [...(node.labels ?? [])].map((label) => label.textContent).join(' ') || node.textContent);
        const text = (node) => name(node).trim();
        const small = (node) => { const { width, height } = node.getBoundingClientRect(); return Math.min(width, height) < (node.matches('[type=radio], [type=checkbox]') ? 20 : 40); };
        const wide = [...document.body.querySelectorAll('*')].filter((node) => !node.closest('tin-reader') && node.getBoundingClientRect().right > innerWidth + 1);
        const ids = [...document.querySelectorAll('[id]')].map((node) => node.id);
        return {
          width: innerWidth, over: document.documentElement.scrollWidth - document.documentElement.clientWidth, count: controls.length, groups: [...document.querySelectorAll('fieldset')].every((set) => set.querySelector('legend')),
          nameless: controls.filter((node) => !text(node)).map((node) => node.outerHTML), small: controls.filter(small).map((node) => node.outerHTML),
          wide: wide.map((node) => node.outerHTML.slice(0, 90)), twice: ids.filter((id, at) => ids.indexOf(id) !== at), live: document.querySelectorAll('[role=status]').length > 3,
        };";
    for (chosen, least) in [(["mode-tag", "show-category"], 55), (["mode-frame", "show-article"], 38)] {
        let seen = inside.js_async(measure, json!(chosen)).await?;
        let seen = &seen["value"];
        assert_eq!((&seen["width"], &seen["over"]), (&json!(360), &json!(0)), "{seen:#}");
        assert!(seen["count"].as_u64() > Some(least), "{seen:#}");
        for name in ["nameless", "small", "wide", "twice"] {
            assert_eq!(seen[name], json!([]), "{name}");
        }
        assert_eq!((&seen["groups"], &seen["live"]), (&json!(true), &json!(true)));
    }
    stage.driver.enter_default_frame().await?;
    outside.js("", Value::Null).await?;
    Ok(())
}

async fn the_page_with_a_frame_sizes_it(stage: Stage) -> Result {
    stage.driver.goto(stage.site.url("/demo/frame.html")).await?;
    let page = Reader::here(&stage.driver);
    let fits = "
        const [sized, fixed] = document.querySelectorAll('iframe');
        const inner = sized.contentDocument?.documentElement;
        return !!inner && sized.contentDocument.querySelector('tin-reader')?.state === 'ready' && sized.clientHeight > 1000
          && inner.scrollHeight <= sized.clientHeight + 1 && fixed.offsetHeight < 410 && fixed.contentDocument.querySelector('tin-reader')?.state === 'ready';";
    eventually("a frame that fits and one that does not", async || Ok(page.js(fits, Value::Null).await? == true)).await
}
