//! Futures of ours: in what order they run, and what comes of them.

use std::{cell::RefCell, rc::Rc};

use js_sys::Promise;
use tin_reader::browser::task::{pause, promise, settled, spawn, tick};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

/// What comes of a future that is run as the reader's are.
pub async fn in_task<T: 'static>(future: impl Future<Output = T> + 'static) -> T {
    let kept = Rc::new(RefCell::new(None));
    let place = kept.clone();
    spawn(async move {
        place.replace(Some(future.await));
    });
    while kept.borrow().is_none() {
        JsFuture::from(pause(1)).await.unwrap();
    }
    kept.take().unwrap()
}

#[wasm_bindgen_test]
async fn futures_run_after_who_started_them_and_in_turn() {
    let said = Rc::new(RefCell::new(Vec::new()));
    for name in ["first", "second"] {
        let said = said.clone();
        spawn(async move {
            said.borrow_mut().push(name.to_owned());
            tick().await.unwrap();
            said.borrow_mut().push(format!("{name} again"));
        });
    }
    assert!(said.borrow().is_empty(), "not at once");
    JsFuture::from(pause(1)).await.unwrap();
    assert_eq!(*said.borrow(), ["first", "second", "first again", "second again"]);
}

/// The page follows a scene in a future of its own: whoever waits a tick finds it done.
#[wasm_bindgen_test]
async fn what_was_started_before_a_tick_has_run_after_it() {
    let ran = in_task(async {
        let ran = Rc::new(RefCell::new(false));
        let place = ran.clone();
        spawn(async move {
            place.replace(true);
        });
        tick().await.unwrap();
        ran.take()
    });
    assert!(ran.await);
}

#[wasm_bindgen_test]
async fn a_promise_is_kept_or_broken_with_what_comes_of_its_future() {
    let kept = promise(async { settled(Promise::resolve(&JsValue::from("tin"))).await });
    assert_eq!(JsFuture::from(kept).await, Ok("tin".into()));
    let broken = promise(async {
        settled(Promise::reject(&JsValue::from("no"))).await.expect_err("it was broken");
        settled(Promise::reject(&JsValue::from("why"))).await
    });
    assert_eq!(JsFuture::from(broken).await, Err("why".into()));
    let soon = promise(async { Ok(JsValue::from(1)) });
    assert_eq!(JsFuture::from(soon).await, Ok(1.into()));
}

/// One that waits for a promise that nobody keeps holds up no other.
#[wasm_bindgen_test]
async fn futures_wait_each_for_its_own() {
    spawn(async {
        let _ = settled(Promise::new(&mut |_, _| {})).await;
        unreachable!("it waits for ever");
    });
    let slow = promise(async {
        settled(pause(20)).await?;
        Ok("slow".into())
    });
    let quick = promise(async {
        settled(pause(1)).await?;
        Ok("quick".into())
    });
    assert_eq!(JsFuture::from(quick).await, Ok("quick".into()));
    assert_eq!(JsFuture::from(slow).await, Ok("slow".into()));
}
