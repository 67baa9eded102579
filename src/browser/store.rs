//! What was read before: each feed's last good answer, and what the reader has saved of it.
//!
//! `store.js` keeps it, in Cache Storage where there is any: written here with `web-sys` the same few calls weigh 1.5 KB more.
//! One cache for each feed, named for it, so that no other feed can read or overwrite it, and
//! nothing of the host page's is touched.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};

use super::{
    task::{Later, settled},
    url::page_base,
};
use crate::core::{time::Time, url::HttpUrl};

#[wasm_bindgen]
extern "C" {
    /// The loader's store.
    #[derive(Debug)]
    pub type Store;
    /// Whether the device is to save data, where the browser tells (Chromium's do).
    #[wasm_bindgen(method, getter)]
    pub fn saving(this: &Store) -> bool;
    #[wasm_bindgen(method, js_name = recall)]
    fn recall_(this: &Store, feed: &str, id: Option<&str>, page: Option<&str>) -> Promise;
    #[wasm_bindgen(method, js_name = keep)]
    fn keep_(this: &Store, feed: &str, text: &JsString, facts: &Array, page: Option<&str>) -> Promise;
}

impl Store {
    /// The last good answer of `feed`, or of a further `page` of it, or the article of it with this `id` or address that the
    /// reader has saved, as a feed of one; when it came, and from where after redirects.
    #[allow(clippy::cast_possible_truncation, reason = "seconds of any date fit")]
    pub fn recall<'a>(
        &'a self,
        feed: &'a HttpUrl,
        id: Option<&'a str>,
        page: Option<&'a HttpUrl>,
    ) -> Later<'a, Option<(JsString, Time, HttpUrl)>> {
        Box::pin(async move {
            let found: Array =
                settled(self.recall_(feed.as_str(), id, page.map(HttpUrl::as_str))).await.ok()?.dyn_into().ok()?;
            // Earlier builds did not note it.
            let from = found.get(2).as_string().and_then(|from| HttpUrl::new(&from, &page_base()));
            let from = from.unwrap_or_else(|| page.unwrap_or(feed).clone());
            Some((found.get(0).dyn_into().ok()?, Time::from_unix(found.get(1).as_f64()? as i64), from))
        })
    }

    /// Keeps an answer of `feed`, or that of a further `page` of it, which came `from` there, in place of the one before. The
    /// promise fails when the device is full, but for a further page; then the answer before is still there.
    #[allow(clippy::cast_precision_loss, reason = "seconds of any date are exact")]
    pub fn keep(&self, feed: &HttpUrl, page: Option<&HttpUrl>, text: &JsString, now: Time, from: &HttpUrl) -> Promise {
        let facts = Array::of2(&(now.unix() as f64).into(), &from.as_str().into());
        self.keep_(feed.as_str(), text, &facts, page.map(HttpUrl::as_str))
    }
}
