//! Starting futures, and what they wait for.
//!
//! All that a future of ours waits for is a promise. So each is run by an `async` function of the page (`run` in edge.js): a step takes
//! the future as far as its next promise and hands that over; the function awaits it, and takes the next step with what it came to.
//! (wasm-bindgen-futures, with its queue, its tasks and a waker for each, was 1.2 KB after Brotli in either module.)

use std::{
    cell::Cell,
    pin::Pin,
    task::{Context, Poll, Waker},
};

use js_sys::Promise;
use wasm_bindgen::{
    JsValue,
    prelude::{Closure, wasm_bindgen},
};

/// A boxed future: whoever awaits it does not carry its states and their clean-up.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

thread_local! {
    /// What the future that is taking a step waits for next.
    static NEXT: Cell<Option<Promise>> = const { Cell::new(None) };
    /// What it has waited for came to.
    static CAME: Cell<Option<Result<JsValue, JsValue>>> = const { Cell::new(None) };
}

/// Runs `future` from the next microtask on.
pub fn spawn(future: impl Future<Output = ()> + 'static) {
    // Boxed, here and below: code for each future's own type would be written out again for each.
    spawn_boxed(Box::pin(future));
}

#[inline(never)]
fn spawn_boxed(future: Later<'static, ()>) {
    let _ = promise(async move {
        future.await;
        Ok(JsValue::UNDEFINED)
    });
}

/// The same; the promise is settled with what comes of it.
pub fn promise(future: impl Future<Output = Result<JsValue, JsValue>> + 'static) -> Promise {
    promise_boxed(Box::pin(future))
}

#[inline(never)]
fn promise_boxed(future: Later<'static, Result<JsValue, JsValue>>) -> Promise {
    let mut left = Some(future);
    run(Closure::new(move |kept: bool, value: JsValue| {
        CAME.set(Some(if kept { Ok(value) } else { Err(value) }));
        if let Poll::Ready(result) = left.as_mut()?.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            left = None;
            return Some(match result {
                Ok(value) => Promise::resolve(&value),
                Err(thrown) => Promise::reject(&thrown),
            });
        }
        NEXT.take()
    }))
}

/// Waits for a promise: kept or broken, and with what.
#[derive(Debug)]
pub struct Settled(Option<Promise>);

impl Future for Settled {
    type Output = Result<JsValue, JsValue>;

    #[inline(never)]
    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        if let Some(promise) = self.0.take() {
            NEXT.set(Some(promise));
            return Poll::Pending;
        }
        CAME.take().map_or(Poll::Pending, Poll::Ready)
    }
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    fn run(step: Closure<dyn FnMut(bool, JsValue) -> Option<Promise>>) -> Promise;
    /// A promise that is kept after so many milliseconds.
    pub fn pause(milliseconds: i32) -> Promise;
    #[wasm_bindgen(js_name = turn)]
    fn turn_() -> Promise;
    #[wasm_bindgen(js_name = painted)]
    fn painted_() -> Promise;
}

/// Lets the page do what is waiting: input, painting.
pub fn breathe() -> Settled {
    settled(pause(0))
}

/// Waits until what was started before has taken its step: the page, that it follows its scene.
pub fn tick() -> Settled {
    settled(Promise::resolve(&JsValue::UNDEFINED))
}

/// Readers of a page hear of the same feed at the same moment; each then gets a task of its own, or they would hold the page up
/// together. The first does not wait.
pub fn turn() -> Settled {
    settled(turn_())
}

/// Waits until what has changed is painted: to ask where things lie before that has the page laid out once more.
pub fn painted() -> Settled {
    settled(painted_())
}

/// Waits for a promise.
pub fn settled(promise: Promise) -> Settled {
    Settled(Some(promise))
}
