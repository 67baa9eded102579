//! The system's share sheet, where the browser has one; addresses that share, where it has not.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

use super::task::settled;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = share)]
    fn share_(title: &str, url: &str) -> Promise;
    /// Where Facebook shares an address.
    pub fn facebook(url: &str) -> String;
    /// Where Zalo does.
    pub fn zalo(url: &str) -> String;
    /// An e-mail that has it.
    pub fn mail(title: &str, url: &str) -> String;
}

/// Offers an article to the system's share sheet. `false` when there is none, or none for this page; a reader who
/// closes the sheet has seen it.
pub async fn share(title: &str, url: &str) -> bool {
    settled(share_(title, url)).await.is_ok_and(|shown| shown.is_truthy())
}
