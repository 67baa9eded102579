//! The browser layer, inside a real browser: `wasm-bindgen-test` in headless Chromium (`./x test` says how).
#![cfg(target_arch = "wasm32")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]
#![allow(clippy::needless_pass_by_value, clippy::format_collect, reason = "a test reads better so")]

use wasm_bindgen_test::wasm_bindgen_test_configure;

wasm_bindgen_test_configure!(run_in_browser);

#[path = "shared/attacks.rs"]
mod attacks;
#[path = "browser/events.rs"]
mod events;
#[path = "browser/fetch.rs"]
mod fetch;
#[path = "browser/json.rs"]
mod json;
#[path = "browser/parse.rs"]
mod parse;
#[path = "browser/sanitize.rs"]
mod sanitize;
#[path = "browser/task.rs"]
mod task;
#[path = "browser/url.rs"]
mod url;
#[path = "shared/words.rs"]
mod words;
