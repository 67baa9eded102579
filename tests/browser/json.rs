//! `JSON.parse` seen through the core's eyes: the same answers as `serde_json` gives natively.

use js_sys::JsString;
use tin_reader::{
    browser::{json::JsJson, url::RESOLVE},
    core::{error::Error, feed::Feed, json::Json, url::Base},
};
use wasm_bindgen_test::wasm_bindgen_test;

fn parse(text: &str) -> JsJson {
    JsJson::parse(&JsString::from(text)).expect("valid JSON")
}

#[wasm_bindgen_test]
fn a_value_answers_by_its_type_alone() {
    let value =
        parse(r#"{"text":"ầ","number":0.5,"whole":2347259,"flag":true,"list":[1,"2"],"null":null,"object":{}}"#);
    assert!(value.is_object());
    assert_eq!(value.field("text").unwrap().text().as_deref(), Some("ầ"));
    assert_eq!(value.field("number").unwrap().number(), Some(0.5));
    assert_eq!(value.field("number").unwrap().number_text().as_deref(), Some("0.5"));
    assert_eq!(value.field("whole").unwrap().number_text().as_deref(), Some("2347259"));
    assert_eq!(value.field("flag").unwrap().flag(), Some(true));
    assert_eq!(value.field("list").unwrap().list().unwrap().len(), 2);
    assert!(value.field("null").is_none());
    assert!(value.field("nothing").is_none());
    let list = value.field("list").unwrap();
    assert!(!list.is_object() && list.field("length").is_none(), "an array has no members");
    let text = value.field("text").unwrap();
    assert!(
        text.field("length").is_none() && text.number().is_none() && text.flag().is_none() && text.list().is_none()
    );
}

#[wasm_bindgen_test]
fn what_is_no_json_keeps_the_browsers_words() {
    let error = JsJson::parse(&JsString::from("<!doctype html><title>502</title>")).unwrap_err();
    let Error::FeedNotJson { cause } = error else { panic!("{error:?}") };
    assert!(!cause.is_empty());
}

#[wasm_bindgen_test]
fn a_feed_reads_the_same_as_natively() {
    let json = parse(include_str!("../fixtures/version-1.1.json"));
    let feed = Feed::read(&json, &Base::new("https://portal.example/feed/feed.json", RESOLVE)).unwrap();
    let native = serde_free(&feed);
    assert_eq!(
        native,
        "Tin thành phố|giam-sat|https://portal.example/tin/giam-sat|https://portal.example/img/t.webp|2019-09-06T17:30:00+07:00|1258291|cu-1,17"
    );
}

fn serde_free(feed: &Feed) -> String {
    let item = &feed.items[0];
    [
        feed.title.clone(),
        item.id.clone(),
        item.url.as_ref().unwrap().as_str().to_owned(),
        item.image.as_ref().unwrap().as_str().to_owned(),
        item.date_published.unwrap().rfc3339(),
        item.attachments[0].size_in_bytes.unwrap().to_string(),
        feed.withdrawn.join(","),
    ]
    .join("|")
}
