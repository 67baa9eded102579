//! The engine's module: the exports of `tin_reader::element`, and in development a hook that prints panics.

// Links the exports, which nothing here calls.
use tin_reader as _;

fn main() {
    #[cfg(all(target_arch = "wasm32", debug_assertions))]
    std::panic::set_hook(Box::new(|panic| tin_reader::browser::log(&panic.to_string())));
}
