//! The device's clock, and timers that end with their owner.

use wasm_bindgen::prelude::{Closure, wasm_bindgen};

use crate::core::time::Time;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = startTimer)]
    fn start(call: &Closure<dyn FnMut()>, milliseconds: i32) -> i32;
    #[wasm_bindgen(js_name = stopTimer)]
    fn stop(id: i32);
}

/// Now, by the device.
#[allow(clippy::cast_possible_truncation, reason = "milliseconds of any date fit")]
pub fn now() -> Time {
    Time::from_unix((js_sys::Date::now() / 1000.0) as i64)
}

/// A pending call. Dropping it cancels the call.
#[derive(Debug)]
pub struct Timer {
    id: i32,
    _call: Closure<dyn FnMut()>,
}

impl Timer {
    /// Calls `then` once, after `milliseconds`.
    pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) -> Self {
        let call = Closure::once(then);
        Self { id: start(&call, milliseconds), _call: call }
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        stop(self.id);
    }
}
