//! The device's clock, and timers that end with their owner.

use wasm_bindgen::{JsCast, prelude::Closure};

use crate::core::time::Time;

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
    /// Calls `then` once, after `milliseconds`. `None` outside a window.
    pub fn after(milliseconds: i32, then: impl FnOnce() + 'static) -> Option<Self> {
        let call = Closure::once(then);
        let id = web_sys::window()?
            .set_timeout_with_callback_and_timeout_and_arguments_0(call.as_ref().unchecked_ref(), milliseconds)
            .ok()?;
        Some(Self { id, _call: call })
    }
}

impl Drop for Timer {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            window.clear_timeout_with_handle(self.id);
        }
    }
}
