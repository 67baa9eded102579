//! One thin module for each power of the browser. `JsValue`s become our own types here; nothing panics.

pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod events;
pub mod fetch;
pub mod frame;
pub mod history;
pub mod json;
pub mod paper;
pub mod parse;
pub mod sanitize;
pub mod settings;
pub mod share;
pub mod shelf;
pub mod speech;
pub mod store;
pub mod task;
pub mod url;

use wasm_bindgen::{JsCast, JsValue};

/// What a thrown value says, for an error's cause: its message, or itself if it is a string.
pub fn words_of(thrown: &JsValue) -> String {
    match thrown.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => thrown.as_string().unwrap_or_default(),
    }
}

/// One line in the console, for developers.
pub fn log(line: &str) {
    web_sys::console::error_1(&line.into());
}
