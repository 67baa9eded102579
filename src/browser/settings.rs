//! What the reader has chosen, kept on the device: one prefixed entry of Local Storage for each choice.
//!
//! Where the page may not keep anything (sandboxed frames, blocked cookies) a choice lasts as long as the page.

use std::cell::Cell;

use wasm_bindgen::prelude::wasm_bindgen;

thread_local! {
    static SAVES_DATA: Cell<bool> = const { Cell::new(false) };
}

/// Whether the device is to save data.
pub fn saves_data() -> bool {
    SAVES_DATA.get()
}

/// Learns it from the loader.
pub fn set_saves_data(saves: bool) {
    SAVES_DATA.set(saves);
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// What was chosen for `name` before.
    #[wasm_bindgen(js_name = getSetting)]
    pub fn get(name: &str) -> Option<String>;
    /// Keeps the choice `value` for `name`; an empty one is forgotten. Says whether the device has kept it.
    #[wasm_bindgen(js_name = keepSetting)]
    pub fn set(name: &str, value: &str) -> bool;
}
