//! The engine's module: the exports of `tin_reader::element`, and in development a hook that prints panics.
//!
//! It has no `main` in the browser: what Rust does before and after one (above all the care for standard output) is 3 KB.
#![cfg_attr(target_arch = "wasm32", no_main)]

// Links the exports, which nothing here calls.
use tin_reader as _;

#[cfg(not(target_arch = "wasm32"))]
fn main() {}

#[cfg(all(target_arch = "wasm32", debug_assertions))]
#[wasm_bindgen::prelude::wasm_bindgen(start)]
fn print_panics() {
    std::panic::set_hook(Box::new(|panic| tin_reader::browser::log(&panic.to_string())));
}
