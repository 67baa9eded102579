//! Any bytes as a feed.
#![no_main]

#[path = "../feed.rs"]
mod feed;
#[path = "../resolve.rs"]
mod resolve;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::check(bytes));
