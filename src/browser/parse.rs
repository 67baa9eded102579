//! An inert document out of HTML, also where the page enforces Trusted Types.
//!
//! In a document without a browsing context nothing runs and nothing is fetched. Three ways, tried in this order:
//!
//! 1. `DOMParser`, with a `TrustedHTML` of a policy named `tin-reader` where the browser knows Trusted Types. (The policy
//!    lets everything through: what it vouches for is that the result is only read.)
//! 2. `Document.parseHTML`, which needs no policy, where the page allows none. It is not the first because it has to be
//!    shown the HTML in disguise (below).
//! 3. Neither: `None`.
//!
//! What `parseHTML` must not see, and what it is shown instead:
//!
//! - It leaves out every `<iframe>`, `<object>` and `<embed>`, whatever it is told. The parser treats `<noembed>`, `<applet>`
//!   and `<keygen>` alike, and so does the policy.
//! - Firefox's (153) takes the content of `<noscript>` for text, as if scripts ran. Under a name that nobody knows it is
//!   elements, as it is for `DOMParser`.
//! - Chromium's (156) crashes the page's whole process over 31 of the attributes that are handlers, such as `onbeforematch`
//!   on anything. With a sign in it that is no character the attribute is no handler.
//!
//! So a text or an attribute's value in its document is as the feed wrote it only after [`Parsed::said`]; there what only looks
//! like a tag that was put in the place of another becomes that other.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Document;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = byDomParser)]
    fn by_dom_parser_(html: &str) -> Option<Document>;
    #[wasm_bindgen(js_name = byParseHtml)]
    fn by_parse_html_(html: &str) -> Option<Document>;
    fn undisguised(text: &str) -> String;
}

/// An inert document.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The document. Its texts are as [`Parsed::said`] gives them.
    pub document: Document,
    disguised: bool,
}

impl Parsed {
    /// A text or an attribute's value out of the document, as the feed wrote it.
    pub fn said(&self, text: String) -> String {
        if self.disguised { undisguised(&text) } else { text }
    }
}

/// Parses `html` into an inert document.
pub fn parse(html: &str) -> Option<Parsed> {
    by_dom_parser(html).or_else(|| by_parse_html(html))
}

/// The first way.
#[doc(hidden)]
pub fn by_dom_parser(html: &str) -> Option<Parsed> {
    by_dom_parser_(html).map(|document| Parsed { document, disguised: false })
}

/// The second way.
#[doc(hidden)]
pub fn by_parse_html(html: &str) -> Option<Parsed> {
    by_parse_html_(html).map(|document| Parsed { document, disguised: true })
}
