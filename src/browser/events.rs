//! Listeners that end with their owner.

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{AddEventListenerOptions, Event, EventTarget};

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
        let options = AddEventListenerOptions::new();
        options.set_capture(capture);
        options.set_passive(passive);
        // It throws only for a `kind` that is no string.
        let _added = target.add_event_listener_with_callback_and_add_event_listener_options(
            kind,
            call.as_ref().unchecked_ref(),
            &options,
        );
        Self { target: target.clone(), kind, capture, call }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let _removed = self.target.remove_event_listener_with_callback_and_bool(
            self.kind,
            self.call.as_ref().unchecked_ref(),
            self.capture,
        );
    }
}
