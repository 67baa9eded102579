//! Any bytes as an article's HTML.
#![no_main]

#[path = "../../native/front.rs"]
mod front;
#[path = "../policy.rs"]
mod policy;
#[path = "../resolve.rs"]
mod resolve;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| policy::check(bytes));
