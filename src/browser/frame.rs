//! The frame that the document may be in, as tall as the document: its window is not what the reader sees of it.
//!
//! `public/framed.js` knows what is. On other pages these functions are not there, or have nothing to say.

use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::task::{Later, settled};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(catch, js_namespace = window, js_name = tinSlice)]
    fn ask_for_slice() -> Result<Option<Promise>, JsValue>;
    #[wasm_bindgen(catch, js_namespace = window, js_name = tinReveal)]
    fn ask_to_reveal(place: f64) -> Result<(), JsValue>;
}

/// Which part of the document is on the screen: where it begins and how high it is, in the document's pixels. `None` where the
/// window itself says so, because it scrolls.
pub fn slice() -> Option<Later<'static, Option<(f64, f64)>>> {
    let answer = ask_for_slice().ok()??;
    Some(Box::pin(async {
        let slice: Array = settled(answer).await.ok()?.dyn_into().ok()?;
        let height = slice.get(1).as_f64().filter(|height| *height > 0.0)?;
        Some((slice.get(0).as_f64()?, height))
    }))
}

/// Asks the page around to bring into view what stands so many of the document's pixels below its top, where the browser has not
/// done so.
pub fn reveal(place: f64) {
    let _ = ask_to_reveal(place);
}
