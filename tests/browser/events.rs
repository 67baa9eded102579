//! Timers and listeners end with their owner.

use std::{cell::Cell, rc::Rc};

use tin_reader::browser::{clock::Timer, events::Listener, task::pause};
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, EventTarget};

#[wasm_bindgen_test]
async fn a_dropped_timer_does_not_call() {
    let calls = Rc::new(Cell::new(0));
    let count = |calls: &Rc<Cell<i32>>| {
        let calls = calls.clone();
        move || calls.set(calls.get() + 1)
    };
    let kept = Timer::after(1, count(&calls));
    drop(Timer::after(1, count(&calls)));
    JsFuture::from(pause(30)).await.unwrap();
    assert_eq!(calls.get(), 1);
    drop(kept);
}

#[wasm_bindgen_test]
fn a_dropped_listener_does_not_hear() {
    let target = EventTarget::new().unwrap();
    let heard = Rc::new(Cell::new(0));
    let listener = Listener::new(&target, "x", {
        let heard = heard.clone();
        move |_| heard.set(heard.get() + 1)
    });
    target.dispatch_event(&Event::new("x").unwrap()).unwrap();
    drop(listener);
    target.dispatch_event(&Event::new("x").unwrap()).unwrap();
    assert_eq!(heard.get(), 1);
}
