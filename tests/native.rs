//! What is true without a browser: `cargo test --test native`.
#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]
#![allow(
    clippy::needless_pass_by_value,
    clippy::format_collect,
    clippy::format_push_string,
    reason = "a test reads better so"
)]

#[path = "shared/attacks.rs"]
mod attacks;
#[path = "native/config.rs"]
mod config;
#[path = "native/content.rs"]
mod content;
#[path = "native/demo.rs"]
mod demo;
#[path = "native/feed.rs"]
mod feed;
#[path = "native/fold.rs"]
mod fold;
#[path = "native/front.rs"]
mod front;
#[path = "native/fuzz.rs"]
mod fuzz;
#[path = "fuzz/feed.rs"]
mod fuzz_feed;
#[path = "fuzz/policy.rs"]
mod fuzz_policy;
#[path = "native/layers.rs"]
mod layers;
#[path = "native/library.rs"]
mod library;
#[path = "native/policy.rs"]
mod policy;
#[path = "native/properties.rs"]
mod properties;
#[path = "native/reading_tools.rs"]
mod reading_tools;
#[path = "fuzz/resolve.rs"]
mod resolve;
#[path = "native/sample.rs"]
mod sample;
#[path = "native/search.rs"]
mod search;
#[path = "native/shelf.rs"]
mod shelf;
#[path = "native/speech.rs"]
mod speech;
#[path = "native/state.rs"]
mod state;
#[path = "native/support.rs"]
mod support;
#[path = "native/time.rs"]
mod time;
#[path = "native/url.rs"]
mod url;
#[path = "native/words.rs"]
mod words;
