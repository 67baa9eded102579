//! Starting futures. Boxed: code for each future's own type would be written out again for each.

use std::pin::Pin;

use js_sys::Promise;
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};

/// A boxed future: whoever awaits it does not carry its states and their clean-up.
pub type Later<'a, T> = Pin<Box<dyn Future<Output = T> + 'a>>;

/// What a promise comes to.
pub type Settled = Later<'static, Result<JsValue, JsValue>>;

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
    let later = deferred();
    let promise = later.promise();
    spawn(async move {
        match future.await {
            Ok(value) => later.resolve(&value),
            Err(thrown) => later.reject(&thrown),
        }
    });
    promise
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// A promise that is kept after so many milliseconds.
    pub fn pause(milliseconds: i32) -> Promise;
    type Deferred;
    fn deferred() -> Deferred;
    #[wasm_bindgen(method, getter)]
    fn promise(this: &Deferred) -> Promise;
    #[wasm_bindgen(method)]
    fn resolve(this: &Deferred, value: &JsValue);
    #[wasm_bindgen(method)]
    fn reject(this: &Deferred, thrown: &JsValue);

    #[wasm_bindgen(js_name = turn)]
    fn turn_() -> Promise;
    #[wasm_bindgen(js_name = painted)]
    fn painted_() -> Promise;
}

/// Lets the page do what is waiting: input, painting.
pub fn breathe() -> Settled {
    settled(pause(0))
}

/// Waits until what waits in the queue of futures has had its turn, such as the page that follows a scene.
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
    Box::pin(wasm_bindgen_futures::JsFuture::from(promise))
}
