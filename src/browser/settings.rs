//! What the reader has chosen, kept on the device: one prefixed entry of Local Storage for each choice.
//!
//! Where the page may not keep anything (sandboxed frames, blocked cookies) a choice lasts as long as the page.

use std::cell::Cell;

use wasm_bindgen::JsValue;
use web_sys::Storage;

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

const PREFIX: &str = "tin-reader:";

/// Both asking for the store and using it may throw.
fn store() -> Result<Storage, JsValue> {
    web_sys::window().and_then(|window| window.local_storage().transpose()).unwrap_or(Err(JsValue::NULL))
}

/// What was chosen for `name` before.
pub fn get(name: &str) -> Option<String> {
    store().and_then(|store| store.get_item(&[PREFIX, name].concat())).ok().flatten()
}

/// Keeps the choice `value` for `name`; an empty one is forgotten. Says whether the device has kept it.
pub fn set(name: &str, value: &str) -> bool {
    let name = [PREFIX, name].concat();
    store()
        .and_then(|store| if value.is_empty() { store.remove_item(&name) } else { store.set_item(&name, value) })
        .is_ok()
}
