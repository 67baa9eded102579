//! Constructed style sheets, each made once for all readers of the page.
//!
//! `adoptedStyleSheets` passes a strict content security policy (`style-src 'self'`); a `<style>` element does not.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::ShadowRoot;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// Gives `root` the sheet `css`, beside those it has. A second time changes nothing.
    pub fn adopt(root: &ShadowRoot, css: &str);
}
