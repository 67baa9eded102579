//! What goes wrong out there: each bad feed has its code, its sentence, a way back, and never an empty page.

use std::time::Duration;

use serde_json::{Value, json};

use crate::answer::Answer;
use crate::engine::Engine;
use crate::feeds::{feed, item, pair, series, with_tin};
use crate::look::{Failure, Look};
use crate::reader::Reader;
use crate::site::Site;
use crate::stage::{Result, Stage, Test, eventually, list, tag};

/// This file's tests.
pub fn tests() -> Vec<Test> {
    list![
        a_host_that_is_gone_is_unreachable,
        a_host_that_forbids_reading_is_unreachable,
        an_answer_that_is_cut_short_is_unreachable,
        a_feed_that_is_not_there_is_an_http_error,
        a_server_error_is_an_http_error,
        silence_is_a_timeout_and_is_told_before,
        a_body_that_never_ends_is_a_timeout,
        a_page_instead_of_a_feed_is_not_json,
        half_a_feed_is_not_json,
        an_empty_answer_is_not_json,
        json_of_another_kind_is_invalid,
        an_array_is_invalid,
        a_feed_of_six_megabytes_is_too_large,
        a_feed_without_articles_is_empty,
        a_feed_of_withdrawn_articles_is_empty,
        a_category_without_articles_is_empty,
        an_unknown_article_is_not_found,
        an_unknown_article_leads_to_the_newest,
        a_tag_without_a_feed_says_so,
        a_byte_order_mark_is_no_trouble,
        a_wrong_media_type_is_no_trouble,
        a_server_that_recovers_is_no_trouble,
        a_failed_refresh_keeps_the_article,
        a_broken_picture_is_marked_and_leaves_the_text,
        an_article_without_pictures_has_none,
        a_withdrawn_article_is_not_shown,
        an_article_before_its_time_is_not_shown,
        scripts_in_an_article_do_nothing,
        html_outside_the_text_is_text,
        odd_fields_do_not_kill_the_feed,
    ]
}

async fn a_host_that_is_gone_is_unreachable(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.json("/feed.json", &pair());
    portal.stop().await;
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    let look = reader.wait_failure("feed-unreachable").await?;
    assert_told(&look, "feed-unreachable");
    portal.restart().await?;
    retry(&reader).await
}

async fn a_host_that_forbids_reading_is_unreachable(stage: Stage) -> Result {
    let portal = Site::start().await?;
    portal.route("/feed.json", Answer::json(&pair()).without_cors());
    let reader = stage.embed(&tag(&portal.url("/feed.json"), "")).await?;
    let look = reader.wait_failure("feed-unreachable").await?;
    assert_told(&look, "feed-unreachable");
    portal.json("/feed.json", &pair());
    retry(&reader).await
}

/// `WebKitGTK` gives the page the first part as if it were all (measured, 2.50; libsoup keeps the early end to itself), so
/// there it is half a feed.
async fn an_answer_that_is_cut_short_is_unreachable(stage: Stage) -> Result {
    let code = if stage.engine == Engine::Webkit { "feed-not-json" } else { "feed-unreachable" };
    fails(stage, Answer::json(&feed(series("a", 20))).truncate_at(700), code).await
}

async fn a_feed_that_is_not_there_is_an_http_error(stage: Stage) -> Result {
    fails(stage, Answer::json(&json!({ "error": "không có" })).with_status(404), "feed-http").await
}

async fn a_server_error_is_an_http_error(stage: Stage) -> Result {
    fails(stage, Answer::html("<h1>500</h1>").with_status(500), "feed-http").await
}

async fn silence_is_a_timeout_and_is_told_before(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::never());
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    let look = reader.wait_state("loading").await?;
    assert!(!look.fallback, "the page waits first: {look:#?}");
    let look = reader.wait("the word that it takes long", |look| look.status.contains("Vẫn đang tải")).await?;
    assert_eq!(look.state, "loading");
    assert!(look.loading, "the skeleton stays: {look:#?}");
    reader.wait_for(Duration::from_secs(25), "the timeout", |look| look.state == "error").await?;
    let look = reader.wait_failure("feed-timeout").await?;
    assert_told(&look, "feed-timeout");
    assert!(stage.site.hits("/feed.json").iter().all(|hit| hit.aborted), "nobody waits for an answer any more");
    stage.site.json("/feed.json", &pair());
    retry(&reader).await
}

/// The head comes at once and the body does not: the time has to cover both.
async fn a_body_that_never_ends_is_a_timeout(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::json(&pair()).stall_at(100));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    reader.wait_for(Duration::from_secs(30), "the timeout", |look| look.state == "error").await?;
    let look = reader.wait_failure("feed-timeout").await?;
    assert_told(&look, "feed-timeout");
    stage.site.json("/feed.json", &pair());
    retry(&reader).await
}

async fn a_page_instead_of_a_feed_is_not_json(stage: Stage) -> Result {
    fails(stage, Answer::html("<!doctype html><title>Đăng nhập Wi-Fi</title>"), "feed-not-json").await
}

async fn half_a_feed_is_not_json(stage: Stage) -> Result {
    let whole = pair().to_string();
    let half: String = whole.chars().take(whole.chars().count() / 2).collect();
    fails(stage, Answer::bytes("application/json", half), "feed-not-json").await
}

async fn an_empty_answer_is_not_json(stage: Stage) -> Result {
    fails(stage, Answer::bytes("application/json", ""), "feed-not-json").await
}

async fn json_of_another_kind_is_invalid(stage: Stage) -> Result {
    fails(stage, Answer::json(&json!({ "status": "ok", "articles": [] })), "feed-invalid").await
}

async fn an_array_is_invalid(stage: Stage) -> Result {
    fails(stage, Answer::json(&json!([])), "feed-invalid").await
}

async fn a_feed_of_six_megabytes_is_too_large(stage: Stage) -> Result {
    let html = format!("<p>{}</p>", "chữ ".repeat(6 * 1024 * 1024 / 5));
    let large = Answer::json(&feed([item("a1").html(&html)]));
    assert!(large.body.len() > 6 * 1024 * 1024, "only {} bytes", large.body.len());
    fails(stage, large, "feed-too-large").await
}

async fn a_feed_without_articles_is_empty(stage: Stage) -> Result {
    fails(stage, Answer::json(&feed([])), "feed-empty").await
}

async fn a_feed_of_withdrawn_articles_is_empty(stage: Stage) -> Result {
    fails(stage, Answer::json(&feed([item("a1").tin("withdrawn", true)])), "feed-empty").await
}

async fn a_category_without_articles_is_empty(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "category='xa-hoi'").await?;
    let look = reader.wait_failure("category-empty").await?;
    assert_told(&look, "category-empty");
    stage.site.json("/feed.json", &feed([item("x1").category("xa-hoi").day(25)]));
    reader.click(".retry").await?;
    let look = reader.wait_title("Xã hội").await?;
    assert_eq!((look.state.as_str(), look.related_texts()), ("ready", vec!["Bài x1"]));
    assert!(look.failure.is_none() && !look.fallback, "{look:#?}");
    Ok(())
}

async fn an_unknown_article_is_not_found(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "article='a9'").await?;
    let look = reader.wait_failure("article-not-found").await?;
    assert_told(&look, "article-not-found");
    stage
        .site
        .json("/feed.json", &feed([item("a9").title("Bài thứ nhất").day(1), item("a1").title("Bài mới").day(20)]));
    retry(&reader).await
}

async fn an_unknown_article_leads_to_the_newest(stage: Stage) -> Result {
    let reader = stage.read_with(pair(), "article='a9'").await?;
    let failure = reader.wait_failure("article-not-found").await?.failure.ok_or("no failure")?;
    assert!(failure.buttons.iter().any(|button| button.text == "Xem tin mới nhất"), "{failure:#?}");
    reader.click(".failure .secondary").await?;
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert_eq!(look.state, "ready");
    assert!(look.failure.is_none() && !look.fallback, "{look:#?}");
    Ok(())
}

async fn a_tag_without_a_feed_says_so(stage: Stage) -> Result {
    stage.site.json("/feed.json", &pair());
    let reader = stage.embed(r#"<tin-reader><a href="/tin/1">Đọc trên trang của thành phố</a></tin-reader>"#).await?;
    let look = reader.wait_failure("feed-missing").await?;
    assert_in_words(&look, "feed-missing");
    reader.js("host.setAttribute('feed', '/feed.json')", Value::Null).await?;
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert!(look.failure.is_none() && !look.fallback, "{look:#?}");
    Ok(())
}

async fn a_byte_order_mark_is_no_trouble(stage: Stage) -> Result {
    succeeds(stage, Answer::bytes("application/json", format!("\u{feff}{}", pair()))).await
}

async fn a_wrong_media_type_is_no_trouble(stage: Stage) -> Result {
    succeeds(stage, Answer::bytes("text/html; charset=windows-1258", pair().to_string())).await
}

async fn a_server_that_recovers_is_no_trouble(stage: Stage) -> Result {
    stage.site.route("/feed.json", Answer::status(503).then(Answer::json(&pair())));
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    let look = reader.wait("an article or a failure", |look| ["ready", "error"].contains(&look.state.as_str())).await?;
    if look.state == "error" {
        return retry(&reader).await;
    }
    assert_eq!(look.title, "Bài thứ nhất", "tried again by itself");
    Ok(())
}

/// Good content is never replaced by a failure.
async fn a_failed_refresh_keeps_the_article(stage: Stage) -> Result {
    let reader = stage.read(pair()).await?;
    reader.wait_state("ready").await?;
    stage.site.route("/feed.json", Answer::html("<h1>Bảo trì</h1>"));
    reader.js_async("await host.refresh()", Value::Null).await?;
    let look =
        reader.wait("a state that is not ready", |look| look.state == "stale" || look.state == "offline").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert!(look.failure.is_none() && !look.fallback, "{look:#?}");
    assert!(!look.status.is_empty(), "the reader is told: {look:#?}");
    Ok(())
}

async fn a_broken_picture_is_marked_and_leaves_the_text(stage: Stage) -> Result {
    let html = "<p>Trước ảnh</p><figure><img src='/mat.jpg' alt='Cầu Bắc Luân'><figcaption>Chú thích</figcaption></figure><p>Sau ảnh</p>";
    let reader = stage
        .read(feed([item("a1").day(20).html(html), item("a2").title("Bài thứ hai").day(10).image("/mat-nho.jpg")]))
        .await?;
    reader.wait_state("ready").await?;
    reader.js("root.querySelector('[part~=body]').scrollIntoView()", Value::Null).await?;
    let look = reader.wait("the mark on the picture", |look| look.broken > 0).await?;
    assert!(look.body.contains("Trước ảnh") && look.body.contains("Sau ảnh"), "{}", look.body);
    assert_eq!(look.figures[0].caption, "Chú thích");
    reader.click_related("Bài thứ hai").await?;
    reader.wait_title("Bài thứ hai").await?;
    Ok(())
}

async fn an_article_without_pictures_has_none(stage: Stage) -> Result {
    let look = stage.read(pair()).await?.wait_state("ready").await?;
    assert!(
        look.pictures.is_empty() && look.figures.is_empty() && look.banner.is_none() && look.broken == 0,
        "{look:#?}"
    );
    assert_eq!(look.related[0].picture, "");
    Ok(())
}

async fn a_withdrawn_article_is_not_shown(stage: Stage) -> Result {
    let items = [item("a1").day(20).tin("withdrawn", true), item("a2").day(15), item("a3").day(10), item("a4").day(5)];
    let reader = stage.read(with_tin(feed(items), "withdrawn", json!(["a3"]))).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài a2");
    assert_eq!(look.related_texts(), ["Bài a4"]);
    for withdrawn in ["a1", "a3"] {
        assert_eq!(reader.show(withdrawn).await?, Err("article-not-found".to_owned()));
    }
    Ok(())
}

async fn an_article_before_its_time_is_not_shown(stage: Stage) -> Result {
    let items = [
        item("a1").day(20).tin("not_before", "2999-01-01T00:00:00+07:00"),
        item("a2").day(15).tin("not_before", "2019-09-15T12:00:00+07:00"),
        item("a3").day(10).tin("not_before", "2999-01-01T00:00:00+07:00"),
    ];
    let look = stage.read(feed(items)).await?.wait_state("ready").await?;
    assert_eq!(look.title, "Bài a2");
    assert!(look.related.is_empty(), "{:?}", look.related_texts());
    Ok(())
}

async fn scripts_in_an_article_do_nothing(stage: Stage) -> Result {
    let html = r#"<p>Trước</p><script>window.pwned = 1</script>
        <img src="/mat.jpg" alt="" onerror="window.pwned = 2"><svg onload="window.pwned = 3"></svg>
        <p onclick="window.pwned = 4"><a href="javascript:window.pwned=5">liên kết</a></p>
        <iframe src="javascript:parent.pwned=6"></iframe><style>p { display: none }</style><p>Sau</p>"#;
    let reader = stage.read(feed([item("a1").html(html)])).await?;
    let look = reader.wait_state("ready").await?;
    for word in ["Trước", "liên kết", "Sau"] {
        assert!(look.body.contains(word), "{word} is lost: {}", look.body);
    }
    assert!(!look.body.contains("pwned"), "{}", look.body);
    reader
        .js("for (const node of root.querySelectorAll('[part~=body] p, [part~=body] a')) node.click()", Value::Null)
        .await?;
    tokio::time::sleep(Duration::from_millis(400)).await;
    assert_eq!(reader.js("return window.pwned ?? null", Value::Null).await?, Value::Null);
    let left = "return root.querySelectorAll('[part~=body] :is(script, iframe, svg, style, [onclick], [onerror], a[href^=javascript])').length";
    assert_eq!(reader.js(left, Value::Null).await?, 0);
    Ok(())
}

async fn html_outside_the_text_is_text(stage: Stage) -> Result {
    let markup = "<b>Đậm</b> & <img src=x onerror='window.pwned=1'>";
    let items = [item("a1").day(20).title(markup).field("summary", markup), item("a2").day(10).title(markup)];
    let reader = stage.read(feed(items)).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, markup);
    assert_eq!(look.lead, markup);
    assert_eq!(look.related_texts(), [markup]);
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert_eq!(reader.js("return window.pwned ?? null", Value::Null).await?, Value::Null);
    Ok(())
}

async fn odd_fields_do_not_kill_the_feed(stage: Stage) -> Result {
    let items = [
        item("a1").day(20).title("Bài thứ nhất").field("image", 7).field("authors", "Mai").field("tags", json!({})),
        item("a2").title("Bài thứ hai").day(10).field("attachments", true),
        item("a3").field("id", Value::Null),
        item("a4").title("Bài số").day(5).field("id", 2019),
    ];
    let reader = stage.read(feed(items)).await?;
    let look = reader.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert_eq!(look.related_texts(), ["Bài thứ hai", "Bài số"]);
    assert_eq!(reader.show("2019").await?, Ok("Bài số".to_owned()));
    Ok(())
}

/// A reader of such a feed fails with `code`, tells it in every way, and recovers when the server is mended.
async fn fails(stage: Stage, answer: Answer, code: &str) -> Result {
    stage.site.route("/feed.json", answer);
    let reader = stage.embed(&tag("/feed.json", "")).await?;
    let look = reader.wait_failure(code).await?;
    assert_told(&look, code);
    stage.site.json("/feed.json", &pair());
    retry(&reader).await
}

/// A reader of such a feed has nothing to complain about.
async fn succeeds(stage: Stage, answer: Answer) -> Result {
    stage.site.route("/feed.json", answer);
    let look = stage.embed(&tag("/feed.json", "")).await?.wait_state("ready").await?;
    assert_eq!(look.title, "Bài thứ nhất");
    assert!(look.events("tin-error").is_empty(), "{:#?}", look.events);
    Ok(())
}

/// Like [`assert_in_words`], and there is a button to try again.
fn assert_told(look: &Look, code: &str) {
    let failure = assert_in_words(look, code);
    let retry = failure.buttons.iter().find(|button| button.class.split(' ').any(|class| class == "retry"));
    assert_eq!(retry.map(|button| button.text.as_str()), Some("Thử lại"), "{failure:#?}");
}

/// The failure is told in each of its forms: state, event, alert, sentence, code, and the host page's own link.
fn assert_in_words<'a>(look: &'a Look, code: &str) -> &'a Failure {
    assert_eq!(look.state, "error");
    assert_eq!(look.state_property, "error");
    let events = look.events("tin-error");
    assert_eq!(events.len(), 1, "{:#?}", look.events);
    assert_eq!(events[0].detail["code"], code);
    assert!(events[0].composed, "it leaves the shadow tree that the tag may stand in");
    assert!(events[0].detail["message"].as_str().is_some_and(is_vietnamese), "{:#?}", events[0]);
    let failure = look.failure.as_ref().expect("a failure is shown");
    assert_eq!(failure.role, "alert");
    assert!(is_vietnamese(&failure.title) && is_vietnamese(&failure.text), "{failure:#?}");
    assert!(failure.code.contains(code), "the webmaster can read the code: {failure:#?}");
    assert!(look.fallback, "the host page's own link is not to be seen: {look:#?}");
    assert!(!look.loading && look.title.is_empty() && look.articles == 0, "{look:#?}");
    failure
}

fn is_vietnamese(text: &str) -> bool {
    text.chars().count() > 5
        && text
            .to_lowercase()
            .chars()
            .any(|letter| "ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ".contains(letter))
}

/// Presses the button to try again, and sees the article.
async fn retry(reader: &Reader) -> Result {
    reader.click(".retry").await?;
    let look = reader.wait_title("Bài thứ nhất").await?;
    assert_eq!(look.state, "ready");
    assert!(look.failure.is_none() && !look.fallback, "{look:#?}");
    eventually("the article's event", async || Ok(!reader.look().await?.events("tin-load").is_empty())).await
}
