//! What pages say to those who index them: `index.html` in its head, and a tag with `microdata="on"` as an item.

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::dist;
use crate::feeds::{Item, feed, item, with_tin};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, recorded, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        index_html_says_in_its_head_what_is_on_screen,
        index_html_says_nothing_of_what_is_not_on_screen,
        another_feed_is_not_published_by_the_page,
        who_publishes_a_feed_is_said,
        hostile_words_stay_data,
        frame_html_is_not_for_search_engines,
        a_tag_that_asks_for_it_is_an_item,
        microdata_is_asked_for_by_one_word,
        microdata_ends_with_the_article,
        a_script_of_microdata_with_other_bytes_is_not_run,
    ]
}

/// An article that says everything, and one that says as little as it may.
fn articles() -> Value {
    let full = item("a1")
        .title("Bài thứ nhất")
        .date("2019-09-06T17:30:00+07:00")
        .field("date_modified", "2019-09-07T08:00:00+07:00")
        .field("authors", json!([{ "name": "Hoàng Lan" }, { "name": "Nguyễn Văn A, Báo Quảng Ninh" }]))
        .html("<p>Chữ</p><img src='/anh/1.jpg' alt='Một'><img src='/anh/2.jpg' alt='Hai'>");
    let bare = item("a2").title("Bài thứ hai").field("url", Value::Null).field("summary", Value::Null);
    feed([full, bare.field("date_published", Value::Null)])
}

/// What is said of the first of them, for a feed at `home`.
fn first(home: &str) -> Value {
    json!({
        "@type": "NewsArticle",
        "headline": "Bài thứ nhất",
        "description": "Tóm tắt a1",
        "url": format!("{home}/tin/a1"),
        "image": [format!("{home}/anh/1.jpg"), format!("{home}/anh/2.jpg")],
        "datePublished": "2019-09-06T17:30:00+07:00",
        "dateModified": "2019-09-07T08:00:00+07:00",
        "author": [{ "@type": "Person", "name": "Hoàng Lan" }, { "@type": "Person", "name": "Nguyễn Văn A, Báo Quảng Ninh" }],
        "articleSection": "Kinh tế",
        "inLanguage": "vi",
    })
}

/// Opens index.html on `feed`, with more attributes on its tag.
async fn open(stage: &Stage, feed: &Value, attributes: &str) -> Result<Reader> {
    stage.site.json("/feed/feed.json", feed);
    let page = recorded("/index.html", "")?;
    let text =
        String::from_utf8(page.body.to_vec())?.replacen("<tin-reader ", &format!("<tin-reader {attributes} "), 1);
    stage.site.route("/", Answer::html(&text));
    stage.open("/").await
}

/// Title, description, canonical addresses and data of the page's head.
async fn head(reader: &Reader) -> Result<Value> {
    let script = "return {
      title: document.title,
      description: [...document.querySelectorAll('meta[name=description]')].map((meta) => meta.content),
      canonical: [...document.querySelectorAll('link[rel=canonical]')].map((link) => link.href),
      data: [...document.querySelectorAll('script[type=\"application/ld+json\"]')].map((data) => JSON.parse(data.textContent)),
    }";
    reader.js(script, Value::Null).await
}

async fn wait_head(reader: &Reader, wanted: Value) -> Result {
    let right = eventually("the head", async || Ok(head(reader).await? == wanted)).await;
    if right.is_err() {
        assert_eq!(head(reader).await?, wanted);
    }
    right
}

const SITE: &str = "Tin Móng Cái";
const OWN: &str = "Tin tức thành phố Móng Cái";

async fn index_html_says_in_its_head_what_is_on_screen(stage: Stage) -> Result {
    let reader = open(&stage, &articles(), "").await?;
    reader.wait_title("Bài thứ nhất").await?;
    let home = stage.site.url("");
    let mut data = first(&home);
    data["@context"] = json!("https://schema.org");
    data["publisher"] = json!({ "@type": "Organization", "name": SITE });
    let full = json!({
        "title": format!("Bài thứ nhất | {SITE}"),
        "description": ["Tóm tắt a1"],
        "canonical": [format!("{home}/tin/a1")],
        "data": [data],
    });
    wait_head(&reader, full.clone()).await?;

    reader.click_related("Bài thứ hai").await?;
    let bare = json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Bài thứ hai",
        "image": [],
        "articleSection": "Kinh tế",
        "inLanguage": "vi",
        "publisher": { "@type": "Organization", "name": SITE },
    });
    let wanted =
        json!({ "title": format!("Bài thứ hai | {SITE}"), "description": [OWN], "canonical": [], "data": [bare] });
    wait_head(&reader, wanted).await?;

    stage.driver.back().await?;
    wait_head(&reader, full).await?;
    assert_eq!(reader.js("return tinErrors", Value::Null).await?, json!([]));
    Ok(())
}

/// A list, a feed that does not come, an article that is withdrawn; a refresh that fails takes nothing away.
async fn index_html_says_nothing_of_what_is_not_on_screen(stage: Stage) -> Result {
    let reader = open(&stage, &articles(), "category='kinh-te'").await?;
    let nothing = |title: &str| json!({ "title": title, "description": [OWN], "canonical": [], "data": [] });
    wait_head(&reader, nothing(&format!("Kinh tế | {SITE}"))).await?;
    reader.show("a1").await??;
    eventually("the article's data", async || Ok(head(&reader).await?["data"][0]["headline"] == "Bài thứ nhất"))
        .await?;
    let before = head(&reader).await?;

    stage.site.route("/feed/feed.json", Answer::status(500));
    let code = reader.js_async("await host.refresh()", Value::Null).await?["error"]["code"].clone();
    assert_eq!(code, "feed-http");
    assert_eq!(head(&reader).await?, before, "the article is still there");

    // On another origin, where nothing is kept.
    let stage = Stage { site: Site::start().await?, ..stage };
    stage.site.route("/feed/feed.json", Answer::status(500));
    stage.site.route("/", recorded("/index.html", "")?);
    let reader = stage.open("/").await?;
    reader.wait_failure("feed-http").await?;
    wait_head(&reader, nothing(SITE)).await?;
    Ok(())
}

async fn another_feed_is_not_published_by_the_page(stage: Stage) -> Result {
    stage.site.json("/khac/feed.json", &articles());
    stage.site.route("/", recorded("/index.html", "")?);
    let reader = stage.open("/?feed=khac/feed.json").await?;
    reader.wait_title("Bài thứ nhất").await?;
    let mut data = first(&stage.site.url(""));
    data["@context"] = json!("https://schema.org");
    eventually("the data", async || Ok(head(&reader).await?["data"] != json!([]))).await?;
    assert_eq!(head(&reader).await?["data"], json!([data]));
    Ok(())
}

async fn who_publishes_a_feed_is_said(stage: Stage) -> Result {
    let portal = "Cổng thông tin điện tử";
    let named = with_tin(articles(), "publisher", json!({ "name": portal, "url": "/", "logo": "/logo.png" }));
    let publisher = json!({ "@type": "Organization", "name": portal });
    let reader = open(&stage, &named, "").await?;
    eventually("the data", async || Ok(head(&reader).await?["data"] != json!([]))).await?;
    assert_eq!(head(&reader).await?["data"][0]["publisher"], publisher);
    let reader = stage.read_with(named, "microdata='on'").await?;
    wait_item(&reader).await?;
    assert_eq!(read(&reader).await?["publisher"], json!([lists(&publisher)]));
    Ok(())
}

async fn hostile_words_stay_data(stage: Stage) -> Result {
    let words = "</script><script>window.bad = 1</script><!--<script>\"'\\ \u{2028}";
    let hostile = item("a1")
        .title(words)
        .field("summary", words)
        .field("url", "javascript:window.bad=2")
        .field("authors", json!([{ "name": words }]))
        .html("<img src='javascript:window.bad=3' alt='x'><img src='data:image/png;base64,AAAA' alt='y'>");
    let reader = open(&stage, &feed([hostile]), "microdata='on'").await?;
    eventually("the data", async || Ok(head(&reader).await?["data"] != json!([]))).await?;
    let head = head(&reader).await?;
    assert_eq!(head["canonical"], json!([]));
    let data = &head["data"][0];
    assert_eq!((&data["url"], &data["image"]), (&Value::Null, &json!([])), "{data}");
    for said in [&data["headline"], &data["description"], &data["author"][0]["name"], &head["description"][0]] {
        assert!(said.as_str().is_some_and(|said| said.contains("<script>window.bad = 1</script>")), "{said}");
    }
    wait_item(&reader).await?;
    assert!(read(&reader).await?["headline"][0].as_str().is_some_and(|said| said.contains("</script>")));
    assert_eq!(reader.js("return [window.bad ?? null, document.scripts.length]", Value::Null).await?[0], Value::Null);
    Ok(())
}

async fn frame_html_is_not_for_search_engines(stage: Stage) -> Result {
    let reader = stage.open("/frame.html").await?;
    reader.wait_state("ready").await?;
    reader.wait_tools().await?;
    assert_eq!(head(&reader).await?["data"], json!([]));
    let robots = "return document.querySelector('meta[name=robots]').content";
    assert_eq!(reader.js(robots, Value::Null).await?, "noindex");
    assert!(!stage.site.log().iter().any(|hit| hit.path.contains("metadata") || hit.path.contains("standalone")));
    Ok(())
}

/// The tag's item as the HTML standard reads microdata; null when it is none.
async fn read(reader: &Reader) -> Result<Value> {
    let script = "const read = (item) => {
        const found = { '@type': item.getAttribute('itemtype').replace('https://schema.org/', '') };
        const walk = (node) => {
          for (const child of node.children) {
            const name = child.getAttribute('itemprop'), inner = child.hasAttribute('itemscope');
            if (name) (found[name] ??= []).push(inner ? read(child) : child.localName === 'link' ? child.href : child.content);
            if (!inner) walk(child);
          }
        };
        walk(item);
        return found;
      };
      return host.hasAttribute('itemscope') ? read(host) : null;";
    reader.js(script, Value::Null).await
}

async fn wait_item(reader: &Reader) -> Result {
    eventually("the item", async || Ok(!read(reader).await?.is_null())).await
}

/// `values` with a list for every property, as microdata has them.
fn lists(values: &Value) -> Value {
    let Some(values) = values.as_object() else { return values.clone() };
    let several = |(name, value): (&String, &Value)| {
        let value = match value {
            Value::Array(all) => all.iter().map(lists).collect(),
            Value::String(_) if name == "@type" => value.clone(),
            one => json!([one]),
        };
        (name.clone(), value)
    };
    Value::Object(values.iter().map(several).collect())
}

fn scripts(stage: &Stage) -> usize {
    stage.site.log().iter().filter(|hit| hit.path.contains("metadata")).count()
}

async fn a_tag_that_asks_for_it_is_an_item(stage: Stage) -> Result {
    stage.site.json("/feed.json", &articles());
    let reader = stage.embed(&[tag("/feed.json", "microdata='on'"), tag("/feed.json", "")].concat()).await?;
    reader.wait_title("Bài thứ nhất").await?;
    wait_item(&reader).await?;
    assert_eq!(read(&reader).await?, lists(&first(&stage.site.url(""))));
    let itself = "return [host.hasAttribute('itemscope'), host.children.length]";
    assert_eq!(reader.nth(1).js(itself, Value::Null).await?, json!([false, 1]), "the one that did not ask");
    let unseen = "return [...host.children].every((child) => child.getClientRects().length === 0)";
    assert_eq!(reader.js(unseen, Value::Null).await?, true);

    reader.show("a2").await??;
    let bare = json!({
        "@type": "NewsArticle", "headline": ["Bài thứ hai"], "articleSection": ["Kinh tế"], "inLanguage": ["vi"],
    });
    eventually("the second article", async || Ok(read(&reader).await? == bare)).await?;

    // The attribute comes and goes; what stands in the tag stays.
    for _ in 0..2 {
        reader.js("host.microdata = 'off'", Value::Null).await?;
        eventually("the end of the item", async || Ok(read(&reader).await?.is_null())).await?;
        assert_eq!(reader.js(itself, Value::Null).await?, json!([false, 1]), "with its link");
        reader.js("host.setAttribute('microdata', ' ON ')", Value::Null).await?;
        eventually("the item again", async || Ok(read(&reader).await? == bare)).await?;
    }
    let other = reader.nth(1);
    other.js("host.microdata = 'on'", Value::Null).await?;
    wait_item(&other).await?;
    assert_eq!(read(&other).await?["headline"], json!(["Bài thứ nhất"]));
    assert_eq!(reader.js("return tinErrors", Value::Null).await?, json!([]));
    Ok(())
}

async fn microdata_is_asked_for_by_one_word(stage: Stage) -> Result {
    stage.site.json("/feed.json", &articles());
    let tags = ["", "microdata", "microdata=''", "microdata='off'", "microdata='true'", "microdata='on off'"];
    let reader = stage.embed(&tags.map(|attributes| tag("/feed.json", attributes)).concat()).await?;
    for (index, attributes) in tags.iter().enumerate() {
        let reader = reader.nth(index);
        reader.wait_state("ready").await?;
        reader.wait_tools().await?;
        assert_eq!(read(&reader).await?, Value::Null, "{attributes}");
    }
    assert_eq!(scripts(&stage), 0, "nobody pays who has not asked");
    Ok(())
}

async fn microdata_ends_with_the_article(stage: Stage) -> Result {
    let full = |item: Item| item.title("Bài thứ nhất");
    stage.site.json("/feed.json", &feed([full(item("a1"))]));
    let reader = stage.embed(&tag("/feed.json", "microdata='on'")).await?;
    wait_item(&reader).await?;
    reader.js("host.feed = '/khong-co.json'", Value::Null).await?;
    reader.wait_failure("feed-http").await?;
    eventually("the end of the item", async || Ok(read(&reader).await?.is_null())).await?;
    assert_eq!(reader.js("return host.children.length", Value::Null).await?, 1, "its own link");
    reader.js("host.feed = '/feed.json'", Value::Null).await?;
    reader.wait_title("Bài thứ nhất").await?;
    eventually("the item again", async || Ok(read(&reader).await?["headline"] == json!(["Bài thứ nhất"]))).await?;
    Ok(())
}

async fn a_script_of_microdata_with_other_bytes_is_not_run(stage: Stage) -> Result {
    let (path, file) = dist::module("metadata", ".js")?;
    let bytes = ["window.bad = 1;".as_bytes(), &file.bytes].concat();
    stage.site.route(path, Answer::bytes(file.media_type, bytes));
    stage.site.json("/feed.json", &articles());
    let reader = stage.embed(&tag("/feed.json", "microdata='on'")).await?;
    reader.wait_state("ready").await?;
    eventually("the warning", async || {
        let warned = "return tinWarnings.some((words) => words.includes('no microdata'))";
        Ok(reader.js(warned, Value::Null).await? == true)
    })
    .await?;
    assert_eq!(reader.js("return window.bad ?? null", Value::Null).await?, Value::Null);
    assert_eq!(reader.look().await?.state, "ready");
    assert_eq!(read(&reader).await?, Value::Null);
    Ok(())
}
