//! The page's address and history, for readers with `routing="hash"`.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::{ScrollBehavior, ScrollToOptions, Window};

use crate::core::find::split_once;

/// What an article's address ends in.
const PREFIX: &str = "#tin=";
/// Our member of `history.state`, beside whatever the page keeps there: which entry this is.
const ENTRY: &str = "tinEntry";

/// Another one: this entry only covers the one before it.
const COVER: &str = "tinCover";

/// The article id in the page's address, if there is one.
pub fn routed() -> Option<String> {
    let hash = web_sys::window()?.location().hash().ok()?;
    let id = js_sys::decode_uri_component(hash.strip_prefix(PREFIX)?).ok()?;
    Some(String::from(id)).filter(|id| !id.is_empty())
}

/// Has the page's address name the article `id`, or none, in a history entry that is `anew` or in this one, numbered `entry`.
pub fn write(id: Option<&str>, entry: f64, anew: bool) {
    let Some(window) = web_sys::window() else { return };
    if let (Ok(history), Some(mut address)) = (window.history(), page_address(&window)) {
        if let Some(id) = id {
            address = [&address, PREFIX, &String::from(js_sys::encode_uri_component(id))].concat();
        }
        let state = if anew { JsValue::UNDEFINED } else { history.state().unwrap_or(JsValue::UNDEFINED) };
        let state = with_entry(&state, entry);
        // Absolute: a <base href> elsewhere would make a relative address another site's, which throws.
        let _ = if anew {
            history.push_state_with_url(&state, "", Some(&address))
        } else {
            history.replace_state_with_url(&state, "", Some(&address))
        };
    }
}

/// The number of the current entry; gives it `fresh` if it has none.
pub fn entry(fresh: f64) -> f64 {
    let Some(history) = web_sys::window().and_then(|window| window.history().ok()) else { return fresh };
    let state = history.state().unwrap_or(JsValue::NULL);
    if let Some(entry) = entry_in(&state) {
        return entry;
    }
    let _ = history.replace_state_with_url(&with_entry(&state, fresh), "", None);
    fresh
}

fn entry_in(state: &JsValue) -> Option<f64> {
    if state.is_object() { Reflect::get(state, &ENTRY.into()).ok()?.as_f64() } else { None }
}

/// A copy of an entry's state with our number in it.
fn with_entry(state: &JsValue, entry: f64) -> JsValue {
    let copy = js_sys::Object::new();
    if let Some(state) = js_sys::Object::try_from(state) {
        js_sys::Object::assign(&copy, state);
    }
    let _ = Reflect::set(&copy, &ENTRY.into(), &entry.into());
    copy.into()
}

/// Adds an entry like the one we are at, for Back to close something instead of leaving.
pub fn cover() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok()) {
        let state = js_sys::Object::new();
        if let Some(before) = history.state().ok().as_ref().and_then(js_sys::Object::try_from) {
            js_sys::Object::assign(&state, before);
        }
        let _ = Reflect::set(&state, &COVER.into(), &true.into());
        let _ = history.push_state(&state, "");
    }
}

/// Leaves the entry that [`cover`] has added, if we are still there.
pub fn uncover() {
    if let Some(history) = web_sys::window().and_then(|window| window.history().ok())
        && history
            .state()
            .is_ok_and(|state| state.is_object() && Reflect::has(&state, &COVER.into()).unwrap_or_default())
    {
        let _ = history.back();
    }
}

fn page_address(window: &Window) -> Option<String> {
    let href = window.location().href().ok()?;
    Some(split_once(&href, "#").map_or(href.as_str(), |(before, _)| before).to_owned())
}

/// How far the page is scrolled, in CSS pixels.
pub fn scrolled() -> f64 {
    web_sys::window().and_then(|window| window.scroll_y().ok()).unwrap_or_default()
}

/// Scrolls the page to where it was, at once (a page with smooth scrolling would glide through the whole article).
pub fn scroll_to(top: f64) {
    if let Some(window) = web_sys::window() {
        let options = ScrollToOptions::new();
        options.set_top(top);
        options.set_behavior(ScrollBehavior::Instant);
        window.scroll_to_with_scroll_to_options(&options);
    }
}

/// Whether the page's address has no fragment at all.
pub fn has_no_fragment() -> bool {
    web_sys::window().and_then(|window| window.location().hash().ok()).is_some_and(|hash| hash.is_empty())
}
