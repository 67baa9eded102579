//! Fetching, against addresses a page can make itself; real servers and their failures are the end-to-end tests' part.

use js_sys::{Object, Promise, Reflect};
use tin_reader::{
    browser::{
        fetch::{Flight, LARGEST},
        url::RESOLVE,
    },
    core::{
        error::Error,
        url::{Base, HttpUrl},
    },
};
use wasm_bindgen::{JsValue, prelude::Closure};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{AbortController, Response};

use crate::task::in_task;

fn address(name: &str) -> HttpUrl {
    HttpUrl::new(name, &Base::new("https://portal.example/", RESOLVE)).unwrap()
}

/// What the loader hands over: a request that is answered with `body`.
fn early(body: &str) -> JsValue {
    let response = Response::new_with_opt_str(Some(body)).unwrap();
    handed_over(Promise::resolve(&JsValue::from(response)), &AbortController::new().unwrap())
}

fn handed_over(response: Promise, abort: &AbortController) -> JsValue {
    let early = Object::new();
    Reflect::set(&early, &"response".into(), &response).unwrap();
    Reflect::set(&early, &"abort".into(), abort).unwrap();
    early.into()
}

/// The loader's answer to who asks for an early request.
fn giving(early: JsValue) -> JsValue {
    Closure::<dyn FnMut(JsValue) -> JsValue>::once_into_js(move |_: JsValue| early)
}

async fn land(name: &str, body: &str) -> Result<String, Error> {
    let flight = Flight::to(&address(name), &giving(early(body)));
    let landed = in_task(flight.landed()).await.expect("somebody waits");
    landed.and_then(|download| download.feed()).map(|feed| feed.title)
}

const FEED: &str = r#"{"version":"https://jsonfeed.org/version/1.1","title":"Tin","items":[]}"#;

#[wasm_bindgen_test]
async fn the_loaders_request_is_taken_over() {
    assert_eq!(land("early", FEED).await, Ok("Tin".into()));
}

#[wasm_bindgen_test]
async fn a_byte_order_mark_is_no_error() {
    assert_eq!(land("bom", &format!("\u{feff}{FEED}")).await, Ok("Tin".into()));
}

#[wasm_bindgen_test]
async fn what_is_no_json_or_no_feed_says_so() {
    assert!(matches!(land("html", "<!doctype html>").await, Err(Error::FeedNotJson { .. })));
    assert!(matches!(land("half", &FEED[..40]).await, Err(Error::FeedNotJson { .. })));
    assert!(matches!(land("empty", "").await, Err(Error::FeedNotJson { .. })));
    assert_eq!(land("other", r#"{"items":[]}"#).await, Err(Error::FeedInvalid { missing: "version" }));
}

#[wasm_bindgen_test]
async fn a_body_past_the_limit_is_refused() {
    let limit = usize::try_from(LARGEST * 1024 * 1024).unwrap();
    let padding = " ".repeat(limit - FEED.len());
    assert_eq!(land("just", &format!("{FEED}{padding}")).await, Ok("Tin".into()));
    assert_eq!(land("over", &format!("{FEED}{padding} ")).await, Err(Error::FeedTooLarge { limit: LARGEST }));
}

#[wasm_bindgen_test]
async fn two_readers_of_one_address_share_a_request() {
    let one = Flight::to(&address("shared"), &giving(early(FEED)));
    let other = Flight::to(&address("shared"), &JsValue::from("no function: it is not asked"));
    let (one, other) = (one.landed(), other.landed());
    assert!(in_task(one).await.is_none_or(|outcome| outcome.is_ok()));
    assert!(in_task(other).await.is_none_or(|outcome| outcome.is_ok()));
}

#[wasm_bindgen_test]
async fn letting_go_of_the_last_one_aborts() {
    let abort = AbortController::new().unwrap();
    let never = Promise::new(&mut |_, _| {});
    let flight = Flight::to(&address("gone"), &giving(handed_over(never, &abort)));
    let landed = flight.landed();
    drop(flight);
    assert!(abort.signal().aborted());
    assert!(in_task(landed).await.is_none());
}
