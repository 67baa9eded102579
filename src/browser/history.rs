//! The page's address and history, for readers with `routing="hash"`.
//!
//! An article's address ends in `#tin=` and its id; our member of `history.state` is `tinEntry`, beside whatever the page keeps
//! there, and `tinCover` in an entry that only covers the one before it.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Event, EventTarget};

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// The article id in the page's address, if there is one.
    pub fn routed() -> Option<String>;
    /// Has the page's address name the article `id`, or none, in a history entry that is `anew` or in this one, numbered `entry`.
    #[wasm_bindgen(js_name = writeAddress)]
    pub fn write(id: Option<&str>, entry: f64, anew: bool);
    /// The number of the current entry; gives it `fresh` if it has none.
    #[wasm_bindgen(js_name = historyEntry)]
    pub fn entry(fresh: f64) -> f64;
    /// Adds an entry like the one we are at, for Back to close something instead of leaving.
    pub fn cover();
    /// Leaves the entry that [`cover`] has added, if we are still there.
    pub fn uncover();
    /// What tells (`navigate`) before the browser goes back within the page, where it does.
    pub fn navigation() -> Option<EventTarget>;
    /// Whether such an event is about going back or forward, and can be prevented.
    #[wasm_bindgen(js_name = isTraversal)]
    pub fn is_traversal(event: &Event) -> bool;
    /// How far the page is scrolled, in CSS pixels.
    pub fn scrolled() -> f64;
    /// Scrolls the page to where it was, at once (a page with smooth scrolling would glide through the whole article).
    #[wasm_bindgen(js_name = scrollTo)]
    pub fn scroll_to(top: f64);
    /// Whether the page's address has no fragment at all.
    #[wasm_bindgen(js_name = hasNoFragment)]
    pub fn has_no_fragment() -> bool;
}
