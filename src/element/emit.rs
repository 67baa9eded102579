//! The one place that sends events to the host page, and the shapes it sends.

use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::HtmlElement;

use crate::core::{
    error::Error,
    feed::{Category, Item},
    lang::Lang,
    url::HttpUrl,
};

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = dispatch)]
    fn dispatch(host: &HtmlElement, kind: &str, detail: &JsValue, cancelable: bool) -> bool;
    #[wasm_bindgen(js_name = article)]
    fn article_(id: &str, url: Option<&str>, title: &str) -> JsValue;
    fn category(id: &str, title: &str) -> JsValue;
    fn failure(code: &str, message: &str, cause: Option<&str>) -> JsValue;
    #[wasm_bindgen(js_name = thrown)]
    fn thrown_(code: &str, message: &str) -> JsValue;
    /// What a promise is rejected with whose reader went away, or whom a listener has prevented.
    pub fn aborted() -> JsValue;
    #[wasm_bindgen(js_name = listed)]
    fn listed_(
        id: &str,
        headline: &str,
        summary: Option<&str>,
        category: Option<&str>,
        url: Option<&str>,
        time: Option<f64>,
        language: Option<&str>,
    ) -> JsValue;
}

/// `{id, url, title}`.
pub fn article(item: &Item) -> JsValue {
    article_(&item.id, item.url.as_ref().map(HttpUrl::as_str), &item.headline())
}

/// An article in a list: `[id, headline, summary, category's title, address, milliseconds since 1970,
/// language]`.
#[allow(clippy::cast_precision_loss, reason = "milliseconds of any date a feed can write are exact")]
pub fn listed(item: &Item, category: Option<&Category>) -> JsValue {
    listed_(
        &item.id,
        &item.headline(),
        item.summary.as_deref(),
        category.map(|category| category.title.as_str()),
        item.url.as_ref().map(HttpUrl::as_str),
        item.date_published.map(|time| time.unix() as f64 * 1000.0),
        item.language.as_deref(),
    )
}

/// `tin-load`: the article is on screen.
pub fn load(host: &HtmlElement, item: &Item) {
    dispatch(host, "tin-load", &article(item), false);
}

/// `tin-list`: the category's headlines are on screen.
pub fn list(host: &HtmlElement, shown: &Category) {
    dispatch(host, "tin-list", &category(&shown.id, &shown.title), false);
}

/// `tin-navigate`, before another article takes the screen. `false` when a listener has prevented it.
pub fn navigate(host: &HtmlElement, item: &Item) -> bool {
    dispatch(host, "tin-navigate", &article(item), true)
}

/// `tin-error`.
pub fn error(host: &HtmlElement, error: &Error, lang: Lang) {
    let detail = failure(error.code(), &error.sentence(lang.words()), error.cause());
    dispatch(host, "tin-error", &detail, false);
}

/// An `Error` for a rejected promise, with our code as its `code`.
pub fn thrown(error: &Error, lang: Lang) -> JsValue {
    thrown_(error.code(), &error.sentence(lang.words()))
}
