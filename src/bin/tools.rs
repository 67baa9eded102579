//! The second module: the exports of `tin_reader::tools`, loaded when an article is on screen. (It has no `main` in the browser:
//! see the engine's.)
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
