//! What readers save and the pictures they have seen, in Cache Storage: `shelf.js`, which lies beside this file and in the
//! tools' glue. Written here with `web-sys` the same would weigh three times as much.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement, ShadowRoot};

use super::task::settled;
use crate::core::{shelf, time::Time};

#[wasm_bindgen]
extern "C" {
    /// What `shelf.js` gives the loader.
    #[derive(Clone, Debug)]
    pub type Shelf;

    /// The reader shows something else.
    #[wasm_bindgen(method)]
    pub fn look(this: &Shelf, host: &HtmlElement, root: &ShadowRoot);
    /// A picture has come: it is kept.
    #[wasm_bindgen(method)]
    pub fn came(this: &Shelf, host: &HtmlElement, picture: &Element);
    /// A picture has not come: what is kept of it is shown.
    #[wasm_bindgen(method)]
    pub fn broke(this: &Shelf, host: &HtmlElement, picture: &Element);
    /// The reader is gone.
    #[wasm_bindgen(method)]
    pub fn leave(this: &Shelf, host: &HtmlElement);
    /// Tells the page that the device is full.
    #[wasm_bindgen(method)]
    pub fn full(this: &Shelf, host: &HtmlElement, message: &str);
    /// Whether the browser promises to keep what is saved, or with `ask`, whether it does on request.
    #[wasm_bindgen(method)]
    pub fn persist(this: &Shelf, ask: bool) -> Promise;
    #[wasm_bindgen(method, js_name = list)]
    fn list_(this: &Shelf, host: &HtmlElement) -> Promise;
    #[wasm_bindgen(method, js_name = save)]
    fn save_(this: &Shelf, host: &HtmlElement, id: &str, engine: &JsValue, progress: &Function) -> Promise;
    #[wasm_bindgen(method, js_name = remove)]
    fn remove_(this: &Shelf, host: &HtmlElement, id: Option<&str>) -> Promise;
}

/// A saved article.
#[derive(Clone, Debug)]
pub struct Saved {
    /// The feed's id of it.
    pub id: String,
    /// What it is called.
    pub headline: String,
    /// The language of that, if its feed says it.
    pub lang: Option<String>,
    /// When it was saved.
    pub time: Time,
    /// What it takes, with its pictures.
    pub bytes: u64,
    /// How many pictures could not be saved.
    pub lacks: u32,
    /// Whether the feed has another version of it by now.
    pub changed: bool,
}

impl Saved {
    /// Whether all of it is there, as the feed has it.
    pub fn is_whole(&self) -> bool {
        self.lacks == 0 && !self.changed
    }
}

/// What became of saving an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// All of it is there.
    Saved,
    /// The text is, but so many pictures of so many are not.
    TextOnly(u32, u32),
    /// It would take more than the page allows.
    TooMuch,
    /// The device is full.
    Full,
    /// Nothing can be kept here.
    Nowhere,
    /// The network failed.
    Failed,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "out of range they saturate")]
impl Shelf {
    /// What is saved, the last first; `None` where nothing can be.
    pub async fn list(&self, host: &HtmlElement) -> Option<Vec<Saved>> {
        let rows: Array = settled(self.list_(host)).await.ok()?.dyn_into().ok()?;
        let read = |row: JsValue| {
            let row: Array = row.unchecked_into();
            let number = |at| row.get(at).as_f64().unwrap_or_default();
            Some(Saved {
                id: row.get(0).as_string()?,
                headline: row.get(1).as_string()?,
                time: Time::from_unix(number(2) as i64),
                bytes: number(3) as u64,
                lacks: number(4) as u32,
                changed: row.get(5).is_truthy(),
                lang: row.get(6).as_string(),
            })
        };
        Some((0..rows.length()).filter_map(|at| read(rows.get(at))).collect())
    }

    /// Saves the article with this id as the `engine` draws it; `progress` hears how many of how many pictures are there.
    pub async fn save(&self, host: &HtmlElement, id: &str, engine: &JsValue, progress: &Function) -> Outcome {
        let answer = settled(self.save_(host, id, engine, progress)).await.unwrap_or_default();
        let answer: Array = answer.dyn_into().unwrap_or_default();
        let number = |at| answer.get(at).as_f64().unwrap_or_default() as u32;
        match answer.get(0).as_string().as_deref() {
            Some("saved") => Outcome::Saved,
            Some("text") => Outcome::TextOnly(number(1), number(2)),
            Some("over") => Outcome::TooMuch,
            Some("full") => Outcome::Full,
            Some("network") => Outcome::Failed,
            _ => Outcome::Nowhere,
        }
    }

    /// Removes a saved article, or without an `id` all of them.
    pub async fn remove(&self, host: &HtmlElement, id: Option<&str>) {
        let _ = settled(self.remove_(host, id)).await;
    }
}

/// For `shelf.js`: the new list of the pictures that were seen ([`shelf::plan`]).
#[wasm_bindgen]
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "out of range they saturate")]
pub fn plan(list: &str, seen: &str, now: f64, room: f64) -> String {
    shelf::plan(list, seen, now as u64, room as u64)
}

/// For `shelf.js`: how many bytes the attribute `storage` allows.
#[wasm_bindgen]
#[allow(
    clippy::cast_precision_loss,
    clippy::needless_pass_by_value,
    reason = "exact below 8 petabytes; the glue gives it away"
)]
pub fn room(attribute: Option<String>) -> f64 {
    shelf::room(attribute.as_deref()) as f64
}
