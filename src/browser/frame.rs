//! The frame that the document may be in, as tall as the document: its window is not what the reader sees of it.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

use super::task::{Later, settled};

/// Which part of the document is on the screen: where it begins and how high it is, in the document's pixels. `None` where the
/// window itself says so, because it scrolls. (`public/framed.js` knows.)
pub fn slice() -> Option<Later<'static, Option<(f64, f64)>>> {
    let ask: Function = Reflect::get(&js_sys::global(), &"tinSlice".into()).ok()?.dyn_into().ok()?;
    let answer: Promise = ask.call0(&JsValue::UNDEFINED).ok()?.dyn_into().ok()?;
    Some(Box::pin(async {
        let slice: Array = settled(answer).await.ok()?.dyn_into().ok()?;
        let height = slice.get(1).as_f64().filter(|height| *height > 0.0)?;
        Some((slice.get(0).as_f64()?, height))
    }))
}
