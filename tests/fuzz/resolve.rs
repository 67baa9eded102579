//! The URL rules of a browser (the `url` crate is WHATWG's parser).

use tin_reader::core::url::Resolve;

pub const RESOLVE: Resolve =
    |reference, base| url::Url::parse(base).ok()?.join(reference).ok().map(|url| url.to_string());
