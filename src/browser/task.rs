//! Starting futures. Boxed: code for each future's own type would be written out again for each.

use std::{cell::Cell, pin::Pin};

use js_sys::Promise;
use wasm_bindgen::JsValue;

/// A boxed future: whoever awaits it does not carry its states and their clean-up.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// Runs `future` from the next microtask on.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    spawn_boxed(Box::pin(future));
}

#[inline(never)]
fn spawn_boxed(future: Pin<Box<dyn Future<Output = ()>>>) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Runs `future`; the promise is settled with what comes of it.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    promise_boxed(Box::pin(future))
}

#[inline(never)]
fn promise_boxed(future: Pin<Box<dyn Future<Output = Result<JsValue, JsValue>>>>) -> Promise {
    let mut waiting = Some(future);
    Promise::new(&mut |resolve, reject| {
        if let Some(future) = waiting.take() {
            spawn(async move {
                let _ = match future.await {
                    Ok(value) => resolve.call1(&JsValue::UNDEFINED, &value),
                    Err(thrown) => reject.call1(&JsValue::UNDEFINED, &thrown),
                };
            });
        }
    })
}

/// Lets the page do what is waiting: input, painting.
pub async fn breathe() {
    let turn = Promise::new(&mut |go, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&go);
        }
    });
    let _ = settled(turn).await;
}

thread_local! {
    /// How many have a turn, or wait for theirs.
    static IN_TURN: Cell<u32> = const { Cell::new(0) };
}

/// Readers of a page hear of the same feed at the same moment; each then gets a task of its own, or they would hold the page up
/// together. The first does not wait.
pub fn turn() -> Later<'static, ()> {
    Box::pin(async {
        let before = IN_TURN.get();
        IN_TURN.set(before + 1);
        for _ in 0..before {
            breathe().await;
        }
        spawn(async {
            breathe().await;
            IN_TURN.set(IN_TURN.get().saturating_sub(1));
        });
    })
}

/// Waits until what has changed is painted: to ask where things lie before that has the page laid out once more.
pub async fn painted() {
    let frame = Promise::new(&mut |go, _| {
        let window = web_sys::window();
        // A page that is not on screen has no frames.
        let _ = match window.filter(|window| window.document().is_some_and(|page| !page.hidden())) {
            Some(window) => window.request_animation_frame(&go).map(JsValue::from),
            None => go.call0(&JsValue::UNDEFINED),
        };
    });
    let _ = settled(frame).await;
    breathe().await;
}

/// Waits for a promise.
pub fn settled(promise: Promise) -> Later<'static, Result<JsValue, JsValue>> {
    Box::pin(wasm_bindgen_futures::JsFuture::from(promise))
}
