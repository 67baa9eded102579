//! The second module: the exports of `tin_reader::tools`, loaded when an article is on screen.

// Links the exports, which nothing here calls.
use tin_reader as _;

fn main() {
    #[cfg(all(target_arch = "wasm32", debug_assertions))]
    std::panic::set_hook(Box::new(|panic| tin_reader::browser::log(&panic.to_string())));
}
