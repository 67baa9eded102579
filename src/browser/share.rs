//! The system's share sheet, where the browser has one.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast;

use super::task::settled;

/// Offers an article to the system's share sheet. `false` when there is none, or none for this page; a reader who
/// closes the sheet has seen it.
pub async fn share(title: &str, url: &str) -> bool {
    let shown = || -> Option<Promise> {
        let navigator = web_sys::window()?.navigator();
        let share: Function = Reflect::get(&navigator, &"share".into()).ok()?.dyn_into().ok()?;
        let what = Object::new();
        for (name, value) in [("title", title), ("url", url)] {
            let _ = Reflect::set(&what, &name.into(), &value.into());
        }
        share.call1(&navigator, &what).ok()?.dyn_into().ok()
    };
    match shown() {
        Some(promise) => match settled(promise).await {
            Ok(_) => true,
            Err(thrown) => {
                let name = Reflect::get(&thrown, &"name".into()).unwrap_or_default();
                name.as_string().as_deref() == Some("AbortError")
            }
        },
        None => false,
    }
}
