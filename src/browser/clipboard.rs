//! The clipboard, where the page and the browser allow it (https, a press just before).

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

use super::task::settled;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = copyText)]
    fn write_(text: &str) -> Promise;
}

/// Writes `text` to the clipboard; says whether it is there now.
pub async fn write(text: &str) -> bool {
    settled(write_(text)).await.is_ok()
}
