//! The clipboard, where the page and the browser allow it (https, a press just before).

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::JsCast;

use super::task::settled;

/// Writes `text` to the clipboard; says whether it is there now.
pub async fn write(text: &str) -> bool {
    let written = || -> Option<Promise> {
        let navigator = web_sys::window()?.navigator();
        let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
        let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
        write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
    };
    match written() {
        Some(promise) => settled(promise).await.is_ok(),
        None => false,
    }
}
