//! The browser's URL parser, and the page's own address.

use crate::core::url::{Base, HttpUrl, Resolve};

/// [`Resolve`] by the browser's WHATWG URL parser.
pub const RESOLVE: Resolve = |reference, base| web_sys::Url::new_with_base(reference, base).ok().map(|url| url.href());

/// What addresses written in the page's own markup count from (`<base href>` included).
pub fn page_base() -> Base {
    let href = web_sys::window().and_then(|window| window.document()).and_then(|page| page.base_uri().ok().flatten());
    Base::new(href.unwrap_or_default(), RESOLVE)
}

/// What an absolute address's relatives count from.
pub fn base_at(url: &HttpUrl) -> Base {
    Base::new(url.as_str(), RESOLVE)
}
