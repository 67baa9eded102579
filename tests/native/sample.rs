//! The sample feed that ships: whole, correct, and the shape of the reference page.

use std::{collections::BTreeMap, path::Path};

use serde_json::Value;
use tin_reader::core::{
    feed::Feed,
    library::{Library, Wanted},
    time::Time,
    url::{Base, HttpUrl},
};

use crate::support::RESOLVE;

const SITE: &str = "https://tin.example/";

fn page(name: &str) -> (Feed, HttpUrl) {
    let address = format!("{SITE}feed/{name}");
    let text = std::fs::read_to_string(format!("{}/public/feed/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap();
    assert!(!text.contains('\u{301}') && !text.contains('\u{323}'), "{name} is not NFC");
    let json: Value = serde_json::from_str(&text).unwrap();
    let base = Base::new(address.as_str(), RESOLVE);
    let feed = Feed::read(&json, &base).unwrap();
    assert_eq!(feed.dropped, 0, "{name} drops items");
    (feed, HttpUrl::new(&address, &base).unwrap())
}

fn library() -> Library {
    let (first, address) = page("feed.json");
    Library::new(first, address)
}

fn now() -> Time {
    Time::parse("2026-01-01").unwrap()
}

/// The file in `public/` that an address of the sample site means.
fn assert_is_there(url: &HttpUrl) {
    if let Some(file) = url.without_fragment().strip_prefix(SITE) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("public").join(file);
        assert!(path.is_file(), "{url:?} is not in public/");
    }
}

#[test]
fn the_sample_has_thirty_articles_in_four_categories_and_fourteen_in_the_references() {
    let (feed, _) = page("feed.json");
    assert!(feed.items.len() >= 30, "{}", feed.items.len());
    assert_eq!(feed.categories.len(), 4);
    let mut counts = BTreeMap::new();
    for item in &feed.items {
        *counts.entry(item.category_id().unwrap().to_owned()).or_insert(0) += 1;
    }
    assert_eq!(counts.len(), 4, "{counts:?}");
    assert_eq!(counts[feed.items[0].category_id().unwrap()], 14, "{counts:?}");
}

#[test]
fn the_reference_article_is_the_newest_with_thirteen_others_beside_it() {
    let library = library();
    let article = library.find(&Wanted::Newest, now()).unwrap();
    assert_eq!(article.headline(), "Giám sát kết quả 2,5 năm phát triển công nghiệp, tiểu thủ công nghiệp");
    assert_eq!(library.related(&article, false, now()).len(), 13);
    assert_eq!(library.banner(Some(&article)).unwrap().alt, "Banner tin");
    let body = article.content_html.as_deref().unwrap();
    for figure in
        ["33/2016/NQ-HĐND", "21/12/2016", "7.699 tỷ", "92,4%", "23.098 tỷ", "13%/năm", "25.000 tỷ", "53/KH-UBND"]
    {
        assert!(body.contains(figure), "the body lacks {figure}");
    }
    assert_eq!(body.matches("<figcaption>").count(), 3);
}

#[test]
fn every_picture_of_the_sample_is_shipped() {
    let source = |html: &str| -> Vec<String> {
        html.split("src=\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let mut pictures = 0;
    for name in ["feed.json", "feed-2.json"] {
        let (feed, address) = page(name);
        feed.banner.iter().for_each(|banner| assert_is_there(&banner.url));
        for item in &feed.items {
            item.image.iter().chain(&item.banner_image).for_each(assert_is_there);
            let base = Base::new(item.url.as_ref().unwrap_or(&address).as_str(), RESOLVE);
            for src in source(item.content_html.as_deref().unwrap_or_default()) {
                assert_is_there(&HttpUrl::new(&src, &base).unwrap_or_else(|| panic!("{src}")));
                pictures += 1;
            }
        }
    }
    assert!(pictures >= 10, "{pictures}");
}

#[test]
fn the_second_page_continues_the_references_category() {
    let mut library = library();
    let next = library.next().expect("a next page").clone();
    assert_eq!(next.as_str(), "https://tin.example/feed/feed-2.json");
    let before = library.related(&library.find(&Wanted::Newest, now()).unwrap(), false, now()).len();
    let (second, address) = page("feed-2.json");
    library.append(&second, Some(address));
    assert!(library.related(&library.find(&Wanted::Newest, now()).unwrap(), false, now()).len() > before);
}
