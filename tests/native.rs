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

#[path = "native/config.rs"]
mod config;
#[path = "native/content.rs"]
mod content;
#[path = "native/demo.rs"]
mod demo;
#[path = "native/feed.rs"]
mod feed;
#[path = "native/front.rs"]
mod front;
#[path = "native/layers.rs"]
mod layers;
#[path = "native/library.rs"]
mod library;
#[path = "native/policy.rs"]
mod policy;
#[path = "native/properties.rs"]
mod properties;
#[path = "native/sample.rs"]
mod sample;
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
