//! What was read before: each feed's last good answer, and what the reader has saved of it.
//!
//! The loader keeps it, in Cache Storage where there is any (public/embed.js): written here with `web-sys` the same few
//! calls weigh 1.5 KB more. One cache for each feed, named for it, so that no other feed can read or overwrite it, and
//! nothing of the host page's is touched.

use js_sys::{Array, JsString, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::task::{Later, settled};
use crate::core::{time::Time, url::HttpUrl};

#[wasm_bindgen]
extern "C" {
    /// The loader's store.
    pub type Store;
    /// Whether the device is to save data, where the browser tells (Chromium's do).
    #[wasm_bindgen(method, getter)]
    pub fn saving(this: &Store) -> bool;
    #[wasm_bindgen(method, js_name = recall)]
    fn recall_(this: &Store, name: &str, whole: bool) -> Promise;
    #[wasm_bindgen(method, js_name = keep)]
    fn keep_(this: &Store, address: &str, text: &JsString, saved: f64) -> Promise;
}

impl Store {
    /// The last good answer of the `whole` feed with this address, and when it came. From then on, the article of that feed with
    /// this id that the reader has saved, as a feed of one.
    #[allow(clippy::cast_possible_truncation, reason = "seconds of any date fit")]
    pub fn recall<'a>(&'a self, name: &'a str, whole: bool) -> Later<'a, Option<(JsString, Time)>> {
        Box::pin(async move {
            let found: Array = settled(self.recall_(name, whole)).await.ok()?.dyn_into().ok()?;
            Some((found.get(0).dyn_into().ok()?, Time::from_unix(found.get(1).as_f64()? as i64)))
        })
    }

    /// Keeps an answer, in place of the one before.
    ///
    /// # Errors
    /// What the browser threw: the device is full, as a rule. The answer before is still there.
    #[allow(clippy::cast_precision_loss, reason = "seconds of any date are exact")]
    pub async fn keep(&self, address: &HttpUrl, text: &JsString, now: Time) -> Result<(), JsValue> {
        settled(self.keep_(address.as_str(), text, now.unix() as f64)).await.map(drop)
    }
}
