//! The browser's URL parser, and the page's own address.

use wasm_bindgen::prelude::wasm_bindgen;

use crate::core::url::{Base, HttpUrl, Resolve};

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    fn resolve(reference: &str, base: &str) -> Option<String>;
    fn base() -> String;
}

/// [`Resolve`] by the browser's WHATWG URL parser.
pub const RESOLVE: Resolve = |reference, base| resolve(reference, base);

/// What addresses written in the page's own markup count from (`<base href>` included).
pub fn page_base() -> Base {
    Base::new(base(), RESOLVE)
}

/// What an absolute address's relatives count from.
pub fn base_at(url: &HttpUrl) -> Base {
    Base::new(url.as_str(), RESOLVE)
}
