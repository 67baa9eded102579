//! The one place that sends events to the host page, and the shapes it sends.

use js_sys::{Array, Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::{CustomEvent, CustomEventInit, HtmlElement};

use crate::core::{
    error::Error,
    feed::{Category, Item},
    lang::Lang,
    url::HttpUrl,
};

/// `{id, url, title}`.
pub fn article(item: &Item) -> JsValue {
    let url = item.url.as_ref().map_or(JsValue::NULL, |url| HttpUrl::as_str(url).into());
    object(&[("id", item.id.as_str().into()), ("url", url), ("title", item.headline().into())])
}

/// An article in a list: `[id, headline, summary, category's title, address, milliseconds since 1970,
/// language]`.
pub fn listed(item: &Item, category: Option<&Category>) -> JsValue {
    let text = |text: Option<&str>| text.map_or(JsValue::NULL, JsValue::from_str);
    #[allow(clippy::cast_precision_loss, reason = "milliseconds of any date a feed can write are exact")]
    let time = item.date_published.map_or(JsValue::NULL, |time| (time.unix() as f64 * 1000.0).into());
    let list = Array::new();
    for member in [
        item.id.as_str().into(),
        item.headline().into(),
        text(item.summary.as_deref()),
        text(category.map(|category| category.title.as_str())),
        text(item.url.as_ref().map(HttpUrl::as_str)),
        time,
        text(item.language.as_deref()),
    ] {
        list.push(&member);
    }
    list.into()
}

/// `tin-load`: the article is on screen.
pub fn load(host: &HtmlElement, item: &Item) {
    dispatch(host, "tin-load", &article(item), false);
}

/// `tin-list`: the category's headlines are on screen.
pub fn list(host: &HtmlElement, category: &Category) {
    let detail = object(&[("id", category.id.as_str().into()), ("title", category.title.as_str().into())]);
    dispatch(host, "tin-list", &detail, false);
}

/// `tin-navigate`, before another article takes the screen. `false` when a listener has prevented it.
pub fn navigate(host: &HtmlElement, item: &Item) -> bool {
    dispatch(host, "tin-navigate", &article(item), true)
}

/// `tin-error`.
pub fn error(host: &HtmlElement, error: &Error, lang: Lang) {
    let cause = error.cause().map_or(JsValue::NULL, JsValue::from_str);
    let message = error.sentence(lang.words()).into();
    let detail = object(&[("code", error.code().into()), ("message", message), ("cause", cause)]);
    dispatch(host, "tin-error", &detail, false);
}

/// An `Error` for a rejected promise, with our code as its `code`.
pub fn thrown(error: &Error, lang: Lang) -> JsValue {
    let thrown = js_sys::Error::new(&error.sentence(lang.words()));
    let _ = Reflect::set(&thrown, &"code".into(), &error.code().into());
    thrown.into()
}

fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

fn dispatch(host: &HtmlElement, kind: &str, detail: &JsValue, cancelable: bool) -> bool {
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(cancelable);
    init.set_detail(detail);
    let event = CustomEvent::new_with_event_init_dict(kind, &init);
    event.and_then(|event| host.dispatch_event(&event)).unwrap_or(true)
}
