//! Reading feeds in tests, with the same URL rules as a browser.

use serde_json::Value;
use tin_reader::core::{
    error::Error,
    feed::Feed,
    url::{Base, HttpUrl},
};

/// The address test feeds come from.
pub const HERE: &str = "https://portal.example/feed/feed.json";

pub use crate::resolve::RESOLVE;

pub fn base() -> Base {
    Base::new(HERE, RESOLVE)
}

pub fn url(address: &str) -> HttpUrl {
    HttpUrl::new(address, &base()).unwrap_or_else(|| panic!("{address} is no http(s) address"))
}

pub fn read(json: &Value) -> Result<Feed, Error> {
    Feed::read(json, &base())
}

/// A feed with these items and nothing odd about it.
pub fn feed(items: Value) -> Feed {
    read(&serde_json::json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": items })).unwrap()
}

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> Value {
    let path = format!("{}/tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{path}: {error}"))
}
