//! The engine's handle, as this module sees it: another WebAssembly module, behind JavaScript.

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = currentMember)]
    fn current(engine: &Engine, member: &str) -> Option<String>;
}

impl Engine {
    /// A member of what is known of the article on screen: `id`, `url` or `title`.
    pub fn current(&self, member: &str) -> Option<String> {
        current(self, member)
    }
}

#[wasm_bindgen]
extern "C" {
    /// What the engine's `mount` gave the loader (`element::Mounted`).
    #[derive(Clone, Debug)]
    pub type Engine;

    /// Shows the article with this id or address; settled when it is on screen.
    #[wasm_bindgen(method)]
    pub fn show(this: &Engine, name: &str) -> Promise;

    /// Asks the server for the feed again.
    #[wasm_bindgen(method)]
    pub fn refresh(this: &Engine) -> Promise;

    /// The reader's own choice of theme, over the page's; an empty word takes it back.
    #[wasm_bindgen(method)]
    pub fn prefer(this: &Engine, theme: &str);

    /// Some of the articles at hand, newest first, from this place on; none when that was all. Each is `[id, headline, summary,
    /// category, address or null, milliseconds or NaN, language or null]`.
    #[wasm_bindgen(method)]
    pub fn items(this: &Engine, from: u32) -> Array;

    /// Whether the feed has further pages, whose articles are not at hand.
    #[wasm_bindgen(method)]
    pub fn has_further(this: &Engine) -> bool;

    /// Fetches the next of them; settled when its articles are at hand.
    #[wasm_bindgen(method)]
    pub fn further(this: &Engine) -> Promise;
}
