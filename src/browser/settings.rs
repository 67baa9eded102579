//! What the reader has chosen, kept on the device: one prefixed entry of Local Storage for each choice.
//!
//! Where the page may not keep anything (sandboxed frames, blocked cookies) a choice lasts as long as the page.

use js_sys::Reflect;
use wasm_bindgen::JsValue;
use web_sys::Storage;

/// Whether the device is to save data, where the browser tells (Chromium's do).
pub fn saves_data() -> bool {
    let member = |of: JsValue, name: &str| Reflect::get(&of, &name.into()).unwrap_or_default();
    ["navigator", "connection", "saveData"].into_iter().fold(js_sys::global().into(), member).is_truthy()
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
