//! What holds for any bytes that come as a feed.

use serde_json::Value;
use tin_reader::core::{
    feed::Feed,
    library::Library,
    url::{Base, HttpUrl},
};

use crate::resolve::RESOLVE;

/// Panics unless what is accepted keeps the promises of `core::feed` and survives being written and read again.
pub fn check(bytes: &[u8]) {
    let base = Base::new("https://portal.example/feed/feed.json", RESOLVE);
    let Ok(json) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(feed) = Feed::read(&json, &base) else { return };

    let given = json["items"].as_array().map_or(0, Vec::len);
    assert_eq!(feed.items.len() + feed.dropped, given, "every element of `items` is kept or counted");
    for (at, item) in feed.items.iter().enumerate() {
        assert!(!item.id.trim().is_empty(), "a blank id");
        assert!(feed.items.iter().skip(at + 1).all(|other| other.id != item.id), "the id {:?} twice", item.id);
        assert!(!item.headline().is_empty(), "an article without a name");
        let _ = (item.category_id(), item.updated());
        for url in [&item.url, &item.external_url, &item.image, &item.banner_image].into_iter().flatten() {
            is_http(url);
        }
        item.attachments.iter().for_each(|file| is_http(&file.url));
        item.authors.iter().flat_map(|author| [&author.url, &author.avatar]).flatten().for_each(is_http);
    }
    for url in [&feed.home_page_url, &feed.feed_url, &feed.next_url, &feed.icon, &feed.favicon].into_iter().flatten() {
        is_http(url);
    }

    let written = serde_json::to_value(&feed).expect("a feed can be written");
    let mut again = Feed::read(&written, &base).expect("what was written can be read");
    again.dropped = feed.dropped;
    assert_eq!(again, feed, "written and read again");

    let address = HttpUrl::new("https://portal.example/feed/feed.json", &base).expect("an address");
    let _ = Library::new(feed, address).next();
}

/// The gate of `core::url` held.
fn is_http(address: &HttpUrl) {
    let parsed = url::Url::parse(address.as_str()).expect("an absolute address");
    assert!(matches!(parsed.scheme(), "http" | "https"), "{parsed}");
    assert!(parsed.username().is_empty() && parsed.password().is_none(), "{parsed}");
}
