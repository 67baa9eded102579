//! The page as a reader sees it: headline, dates, text, pictures, the list of the same category, and the words around them.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::feeds::{feed, item, pair, series, series_from, with, with_tin};
use crate::look::Look;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        shows_the_reference_page,
        shows_the_banner_of_the_reference_page,
        shows_the_banner_of_the_feed,
        shows_the_figures_of_the_reference_page,
        shows_thirteen_related_headlines_of_the_reference_page,
        shows_the_newest_article_by_default,
        shows_the_article_that_is_asked_for_by_id_or_address,
        shows_dates_as_in_vietnam_wherever_the_device_is,
        shows_no_update_that_is_none,
        keeps_the_related_list_to_the_category_newest_first,
        shows_as_many_related_headlines_as_asked_for,
        hides_the_related_list_when_none_are_asked_for,
        takes_junk_in_attributes_for_the_default,
        shows_more_of_the_same_feed,
        shows_more_from_the_next_page,
        stops_at_a_page_it_has_seen,
        never_follows_a_next_page_on_another_origin,
        sets_the_headline_at_the_heading_level,
        speaks_english_and_chinese,
        resolves_addresses_against_the_feed_and_the_item,
        sends_no_referrer_for_pictures_and_links_safely,
        lists_the_attachments_with_their_sizes,
        tells_of_an_old_encoding_and_leaves_the_text_as_it_is,
    ]
}

async fn shows_the_reference_page(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    let look = reader.wait_state("ready").await?;
    assert!(look.title.chars().count() > 20, "a headline: {:?}", look.title);
    assert_eq!(look.title_tag, "h1");
    assert!(look.meta.contains("Thứ Sáu, 06/09/2019 17:30"), "{}", look.meta);
    assert!(look.meta.contains("Cập nhật"), "{}", look.meta);
    assert!(look.lead.chars().count() > 50, "a lead: {:?}", look.lead);
    assert!(look.body.chars().count() > 1000, "a long text, not {} characters", look.body.chars().count());
    assert_eq!(look.state_property, "ready");
    assert_eq!(look.articles, 1);
    assert!(!look.loading && look.failure.is_none() && !look.fallback, "{look:#?}");
    Ok(())
}

async fn shows_the_banner_of_the_reference_page(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    let banner = reader.wait_state("ready").await?.banner.ok_or("no banner")?;
    assert_eq!(banner.alt, "Banner tin");
    assert!(banner.src.starts_with("http"), "{banner:?}");
    let (width, height): (f64, f64) = (banner.width.parse()?, banner.height.parse()?);
    assert!(width > 0.0 && height > 0.0, "room is kept for it: {banner:?}");
    assert!(banner.shown_height > 0, "{banner:?}");
    Ok(())
}

async fn shows_the_banner_of_the_feed(stage: Stage) -> Result {
    let banner = json!({ "url": "/anh/banner.png", "alt": "Chào mừng Đại hội", "link": "/dai-hoi" });
    let look = stage.read(with_tin(pair(), "banner", banner)).await?.wait_state("ready").await?;
    let banner = look.banner.ok_or("no banner")?;
    assert_eq!(banner.alt, "Chào mừng Đại hội");
    assert_eq!(banner.src, stage.site.url("/anh/banner.png"));
    assert_eq!(banner.link, stage.site.url("/dai-hoi"));
    Ok(())
}

async fn shows_the_figures_of_the_reference_page(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.figures.len(), 3, "{:#?}", look.figures);
    assert!(look.figures.iter().all(|figure| figure.caption.chars().count() > 10), "{:#?}", look.figures);
    assert_eq!(look.pictures.len(), 3, "{:#?}", look.pictures);
    assert!(look.pictures.iter().all(|picture| picture.loading == "lazy"), "{:#?}", look.pictures);
    reader
        .js("for (const img of root.querySelectorAll('[part~=body] img')) { img.loading = 'eager'; }", Value::Null)
        .await?;
    let script =
        "return [...root.querySelectorAll('[part~=body] img')].every((img) => img.complete && img.naturalWidth > 0)";
    eventually("all pictures of the text", async || Ok(reader.js(script, Value::Null).await? == true)).await
}

async fn shows_thirteen_related_headlines_of_the_reference_page(stage: Stage) -> Result {
    let reader = stage.open("/").await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.related_title, "Tin cùng chuyên mục");
    assert_eq!(look.related.len(), 13, "{:#?}", look.related);
    assert!(!look.related_texts().contains(&look.title.as_str()), "the article is in its own list");
    assert!(look.related.iter().all(|related| !related.text.is_empty()), "{:#?}", look.related);
    assert!(look.related.iter().all(|related| related.href.starts_with("http")), "{:#?}", look.related);
    assert!(look.related.iter().all(|related| !related.picture.is_empty()), "a thumbnail each: {:#?}", look.related);
    let dates: Vec<_> = look.related.iter().map(|related| related.datetime.clone()).collect();
    let mut newest_first = dates.clone();
    newest_first.sort_by(|a, b| b.cmp(a));
    assert_eq!(dates, newest_first);
    Ok(())
}

async fn shows_the_newest_article_by_default(stage: Stage) -> Result {
    let reader = stage.read(feed([item("old").day(2), item("new").day(20), item("older").day(1)])).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài new");
    assert_eq!(look.lead, "Tóm tắt new");
    assert_eq!(look.body, "Nội dung new");
    assert_eq!(look.category, "Kinh tế");
    let loads = look.events("tin-load");
    assert_eq!(loads.len(), 1, "{:#?}", look.events);
    assert_eq!(loads[0].detail["id"], "new");
    assert_eq!(loads[0].detail["url"], stage.site.url("/tin/new"));
    assert_eq!(loads[0].detail["title"], "Bài new");
    assert!(loads[0].composed);
    Ok(())
}

async fn shows_the_article_that_is_asked_for_by_id_or_address(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "article='a2'").await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ hai");
    let reader = stage.read_with(pair(), &format!("article='{}'", stage.site.url("/tin/a2"))).await?;
    assert_eq!(reader.wait_state("ready").await?.title, "Bài thứ hai");
    Ok(())
}

async fn shows_dates_as_in_vietnam_wherever_the_device_is(stage: Stage) -> Result {
    let article = item("a1").date("2019-09-06T17:30:00+07:00").field("date_modified", "2019-09-06T20:05:00Z");
    let reader = stage.read(feed([article])).await?;
    let look = reader.wait_state("ready").await?;
    let device = reader.js("return new Date('2019-09-06T17:30:00+07:00').getHours()", Value::Null).await?;
    assert_eq!(device, 6, "the test is to run on a device in New York");
    assert!(look.meta.contains("Thứ Sáu, 06/09/2019 17:30"), "{}", look.meta);
    assert!(look.meta.contains("Cập nhật"), "{}", look.meta);
    assert!(look.meta.contains("07/09/2019 03:05"), "{}", look.meta);
    assert_eq!(look.dates.len(), 2, "{:#?}", look.dates);
    assert_eq!(look.dates[0].text, "Thứ Sáu, 06/09/2019 17:30");
    for (index, moment) in ["2019-09-06T17:30:00+07:00", "2019-09-06T20:05:00Z"].into_iter().enumerate() {
        let script = "return Date.parse(args[0]) === Date.parse(args[1])";
        let same = reader.js(script, json!([look.dates[index].datetime, moment])).await?;
        assert_eq!(same, true, "datetime is the same moment: {:?}", look.dates[index]);
    }
    Ok(())
}

async fn shows_no_update_that_is_none(stage: Stage) -> Result {
    let article = item("a1").date("2019-09-06T17:30:00+07:00").field("date_modified", "2019-09-06T10:30:00Z");
    let look = stage.read(feed([article])).await?.wait_state("ready").await?;
    assert!(look.meta.contains("06/09/2019 17:30"), "{}", look.meta);
    assert!(!look.meta.contains("Cập nhật"), "the same moment is no update: {}", look.meta);
    Ok(())
}

async fn keeps_the_related_list_to_the_category_newest_first(stage: Stage) -> Result {
    let reader = stage
        .read(feed([
            item("k1").day(20),
            item("k3").day(11).image("/img/k3.jpg"),
            item("v1").day(15).category("van-hoa"),
            item("k2").day(12),
            item("k4").day(10),
        ]))
        .await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài k1");
    assert_eq!(look.related_texts(), ["Bài k2", "Bài k3", "Bài k4"]);
    assert_eq!(look.related[0].href, stage.site.url("/tin/k2"));
    assert_eq!(look.related[1].picture, stage.site.url("/img/k3.jpg"));
    assert_eq!(look.related[0].picture, "");
    Ok(())
}

async fn shows_as_many_related_headlines_as_asked_for(stage: Stage) -> Result {
    let reader = stage.read_with(feed(series("a", 20)), "related='3'").await?;
    assert_eq!(reader.wait_state("ready").await?.related_texts(), ["Bài a2", "Bài a3", "Bài a4"]);
    Ok(())
}

async fn hides_the_related_list_when_none_are_asked_for(stage: Stage) -> Result {
    let reader = stage.read_with(feed(series("a", 20)), "related='0'").await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài a1");
    assert!(!look.related_shown && look.related.is_empty() && !look.more, "{look:#?}");
    Ok(())
}

async fn takes_junk_in_attributes_for_the_default(stage: Stage) -> Result {
    stage.site.json("/feed.json", &feed(series("a", 20)));
    let junk = "related='nhiều' lang='xx' theme='đẹp' heading-level='7' routing='bay' loading='lazily' tools='x y'
        offline='x' storage='nhiều' microdata='x'";
    // Far below the screen, where one that is lazy would wait.
    let far = "<div style='height: 6000px'></div>";
    let reader = stage.embed(&[far, &tag("/feed.json", junk)].concat()).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.related.len(), 13);
    assert_eq!(look.title_tag, "h1");
    assert_eq!(look.related_title, "Tin cùng chuyên mục");
    assert_eq!(look.lang, "vi");
    reader.wait_tools().await?;
    let others =
        "return [root.querySelectorAll('.tools .tool').length > 5, host.hasAttribute('itemscope'), location.hash]";
    assert_eq!(reader.js(others, Value::Null).await?, json!([true, false, ""]));
    let kept = "return !!(await caches.match(args, { cacheName: `tin-reader:1:${args}`, ignoreVary: true }))";
    let address = Value::from(stage.site.url("/feed.json"));
    eventually("the news on the device", async || {
        Ok(reader.js_async(kept, address.clone()).await? == json!({ "value": true }))
    })
    .await
}

async fn shows_more_of_the_same_feed(stage: Stage) -> Result {
    let reader = stage.read(feed(series("a", 20))).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.related.len(), 13);
    assert_eq!(look.more_text, "Xem thêm tin");
    reader.click(".more").await?;
    let look = reader.wait("19 headlines", |look| look.related.len() == 19).await?;
    assert_eq!(look.related_texts()[..14], (2..16).map(|n| format!("Bài a{n}")).collect::<Vec<_>>());
    assert!(!look.more, "there is no more to show");
    assert_eq!(look.title, "Bài a1", "the article stays");
    assert_eq!(stage.site.hits("/feed.json").len(), 1);
    Ok(())
}

async fn shows_more_from_the_next_page(stage: Stage) -> Result {
    stage.site.json("/page/2.json", &with(feed(series_from(15, "b", 5)), "next_url", "3.json"));
    stage.site.json("/page/3.json", &feed(series_from(5, "c", 2)));
    let first = with(feed(series_from(25, "a", 6)), "next_url", "/page/2.json");
    let reader = stage.read_with(first, "related='5'").await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.related.len(), 5);
    assert!(look.more, "there is a next page: {look:#?}");
    assert!(stage.site.hits("/page/2.json").is_empty(), "nobody asked for it yet");
    reader.click(".more").await?;
    let look = reader.wait("the second page", |look| look.related.len() == 10 && look.more).await?;
    assert_eq!(look.related_texts()[4..], ["Bài a6", "Bài b1", "Bài b2", "Bài b3", "Bài b4", "Bài b5"]);
    reader.click(".more").await?;
    let look = reader.wait("the third page", |look| look.related.len() == 12).await?;
    assert_eq!(look.related_texts()[10..], ["Bài c1", "Bài c2"]);
    assert!(!look.more, "that was the last page");
    assert_eq!(look.title, "Bài a1");
    assert_eq!(stage.site.hits("/page/2.json").len(), 1);
    assert_eq!(stage.site.hits("/page/3.json").len(), 1);
    Ok(())
}

async fn stops_at_a_page_it_has_seen(stage: Stage) -> Result {
    stage.site.json("/2.json", &with(feed(series("b", 3)), "next_url", "/feed.json"));
    let reader = stage.read(with(feed(series("a", 6)), "next_url", "/2.json")).await?;
    reader.wait_state("ready").await?;
    reader.click(".more").await?;
    reader.wait("the second page and no button", |look| look.related.len() == 8 && !look.more).await?;
    assert_eq!(stage.site.hits("/feed.json").len(), 1, "the first page was not asked for again");
    Ok(())
}

async fn never_follows_a_next_page_on_another_origin(stage: Stage) -> Result {
    let other = Site::start().await?;
    other.json("/2.json", &feed(series("b", 3)));
    let reader = stage.read(with(feed(series("a", 3)), "next_url", other.url("/2.json"))).await?;
    reader.wait_state("ready").await?;
    let alone = |look: &Look| look.related.len() == 2 && !look.more;
    reader.stays(Duration::from_millis(500), "a list of two without a button", alone).await?;
    assert!(other.log().is_empty(), "{:#?}", other.log());
    Ok(())
}

async fn sets_the_headline_at_the_heading_level(stage: Stage) -> Result {
    for (level, below) in [("1", "h2"), ("2", "h3"), ("3", "h4"), ("4", "h5")] {
        let reader = stage.read_with(pair(), &format!("heading-level='{level}'")).await?;
        let look = reader.wait_state("ready").await?;
        assert_eq!(look.title_tag, format!("h{level}"));
        assert_eq!(look.related_title_tag, below);
    }
    Ok(())
}

async fn speaks_english_and_chinese(stage: Stage) -> Result {
    let mut titles = vec!["Tin cùng chuyên mục".to_owned()];
    for lang in ["en", "zh"] {
        let reader = stage.read_with(feed(series("a", 20)), &format!("lang='{lang}'")).await?;
        let look = reader.wait_state("ready").await?;
        assert!(look.lang.starts_with(lang), "{:?}", look.lang);
        assert!(!look.meta.contains("Cập nhật") && !look.meta.contains("Thứ"), "{}", look.meta);
        assert!(!look.more_text.is_empty() && look.more_text != "Xem thêm tin", "{}", look.more_text);
        assert_eq!(look.title, "Bài a1", "the article's words are its own");
        assert!(!titles.contains(&look.related_title), "{titles:?} and {:?}", look.related_title);
        titles.push(look.related_title);
    }
    Ok(())
}

/// A feed that moved has its addresses where it went, not where it was asked for; those in the text start from the item's.
async fn resolves_addresses_against_the_feed_and_the_item(stage: Stage) -> Result {
    let html = "<p><a href='xa/1'>Xa</a></p><p><img src='anh.jpg' alt='Ảnh'></p>";
    let items = feed([
        item("a1").day(20).field("url", "tin/a1/").html(html),
        item("a2").day(10).field("url", "tin/a2").image("nho/a2.jpg"),
    ]);
    stage.site.json("/sau/xa/feed.json", &items);
    stage.site.route("/feed.json", Answer::redirect("/sau/xa/feed.json"));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.related[0].href, stage.site.url("/sau/xa/tin/a2"));
    assert_eq!(look.related[0].picture, stage.site.url("/sau/xa/nho/a2.jpg"));
    assert_eq!(look.links[0].href, stage.site.url("/sau/xa/tin/a1/xa/1"));
    assert_eq!(look.pictures[0].src, stage.site.url("/sau/xa/tin/a1/anh.jpg"));
    Ok(())
}

async fn sends_no_referrer_for_pictures_and_links_safely(stage: Stage) -> Result {
    let html = "<p>Chữ <a href='https://example.org/' target='_top'>liên kết</a></p><img src='/anh.png' alt='Ảnh'>";
    let reader = stage.read(feed([item("a1").html(html)])).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.links.len(), 1, "{look:#?}");
    assert_eq!(look.links[0].text, "liên kết");
    assert!(look.links[0].rel.contains("noopener") && look.links[0].rel.contains("noreferrer"), "{:?}", look.links[0]);
    assert_eq!(look.pictures.len(), 1, "{look:#?}");
    assert_eq!(look.pictures[0].alt, "Ảnh");
    assert_eq!(look.pictures[0].loading, "lazy");
    assert_eq!(look.pictures[0].referrer_policy, "no-referrer");
    eventually("a request for the picture", async || Ok(!stage.site.hits("/anh.png").is_empty())).await?;
    let hits = stage.site.hits("/anh.png");
    assert!(hits.iter().all(|hit| hit.method == "GET" && !hit.headers.contains_key("referer")), "{hits:#?}");
    Ok(())
}

async fn lists_the_attachments_with_their_sizes(stage: Stage) -> Result {
    let files = json!([
        { "url": "tep/nghi-quyet.pdf", "mime_type": "application/pdf", "title": "Nghị quyết 33", "size_in_bytes": 1_258_291 },
        { "url": "/tep/phu-luc.docx#trang-2", "mime_type": "application/msword", "size_in_bytes": 12_288 },
        { "url": "https://example.org/bang.xlsx", "mime_type": "application/vnd.ms-excel", "title": "Bảng <b>số liệu</b>" },
    ]);
    stage.site.json("/tin/feed.json", &feed([item("a1").field("attachments", files)]));
    let reader = stage.embed(&tag("/tin/feed.json", "")).await?;
    reader.wait_state("ready").await?;
    let seen = "const list = root.querySelector('.files');
        return [list.ariaLabel, ...[...list.querySelectorAll('li')].map((file) =>
          [file.textContent.trim(), file.querySelector('a').href, file.querySelector('a').rel])]";
    let safe = "noopener noreferrer";
    assert_eq!(
        reader.js(seen, Value::Null).await?,
        json!([
            "Tài liệu đính kèm",
            ["Nghị quyết 33 1,2 MB", stage.site.url("/tin/tep/nghi-quyet.pdf"), safe],
            ["phu-luc.docx 12 KB", stage.site.url("/tep/phu-luc.docx#trang-2"), safe],
            ["Bảng <b>số liệu</b>", "https://example.org/bang.xlsx", safe],
        ])
    );
    assert!(stage.site.hits("/tin/tep/nghi-quyet.pdf").is_empty(), "nothing is fetched unasked");
    Ok(())
}

/// TCVN3, as a feed of an old portal has it; what the letters should be is not guessed at.
async fn tells_of_an_old_encoding_and_leaves_the_text_as_it_is(stage: Stage) -> Result {
    const OLD: &str = "Uû ban nh©n d©n thµnh phè Mãng C¸i ®· häp víi §¶ng bé vµ nh©n d©n x· H¶i TiÕn, ngµy 06/9";
    let told = "Bài viết dùng phông chữ tiếng Việt kiểu cũ nên một số chữ có thể hiển thị sai.";
    let new = "<p>Windows® và Office® của Microsoft®; bụi 35µg/m³, 50µg/m³, 25µg/m³; «trích một» «hai» «ba»</p>";
    let items = [
        item("html").html(&format!("<p><span style=\"font-family:'Arial'\">{OLD}</span></p>")),
        item("text").field("content_html", Value::Null).field("content_text", OLD),
        item("new").html(new),
    ];
    let reader = stage.read(feed(items)).await?;
    reader.wait_state("ready").await?;
    let seen = "const body = root.querySelector('[part~=body]');
        return [[...body.querySelectorAll('p:not(.note)')].map((text) => text.textContent),
          [...body.querySelectorAll('.note')].map((note) => note.textContent)]";
    for id in ["html", "text"] {
        assert_eq!(reader.show(id).await?, Ok(format!("Bài {id}")));
        assert_eq!(reader.js(seen, Value::Null).await?, json!([[OLD], [told]]), "{id}");
    }
    assert_eq!(reader.show("new").await?, Ok("Bài new".to_owned()));
    assert_eq!(reader.js(seen, Value::Null).await?[1], json!([]));
    Ok(())
}
