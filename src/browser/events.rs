//! Listeners that end with their owner.

use wasm_bindgen::prelude::{Closure, wasm_bindgen};
use web_sys::{Event, EventTarget};

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    fn hear(target: &EventTarget, kind: &str, call: &Closure<dyn FnMut(Event)>, capture: bool, passive: bool);
    fn unhear(target: &EventTarget, kind: &str, call: &Closure<dyn FnMut(Event)>, capture: bool);
}

/// A listener. Dropping it removes it.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    kind: &'static str,
    capture: bool,
    call: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `then` for each event `kind` that reaches `target`, in the capture phase. Passive: it cannot hold up scrolling.
    pub fn new(target: &EventTarget, kind: &'static str, then: impl FnMut(Event) + 'static) -> Self {
        Self::add(target, kind, true, true, Closure::new(then))
    }

    /// The same, but `then` may prevent what the browser would do.
    pub fn active(target: &EventTarget, kind: &'static str, then: impl FnMut(Event) + 'static) -> Self {
        Self::add(target, kind, true, false, Closure::new(then))
    }

    /// Calls `then` after everything inside `target` has had its say; it may prevent what the browser would do.
    pub fn last(target: &EventTarget, kind: &'static str, then: impl FnMut(Event) + 'static) -> Self {
        Self::add(target, kind, false, false, Closure::new(then))
    }

    fn add(
        target: &EventTarget,
        kind: &'static str,
        capture: bool,
        passive: bool,
        call: Closure<dyn FnMut(Event)>,
    ) -> Self {
        hear(target, kind, &call, capture, passive);
        Self { target: target.clone(), kind, capture, call }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        unhear(&self.target, self.kind, &self.call, self.capture);
    }
}
