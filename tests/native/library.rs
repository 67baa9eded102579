//! Choosing from a feed's pages.

use serde_json::{Value, json};
use tin_reader::core::{
    error::Error,
    library::{Library, MOST_PAGES, Wanted},
    time::Time,
};

use crate::support::{HERE, read, url};

fn page(items: Value, next: Option<&str>, tin: Value) -> tin_reader::core::feed::Feed {
    read(&json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": items, "next_url": next, "_tin": tin })).unwrap()
}

fn library(items: Value) -> Library {
    let tin = json!({ "categories": [{ "id": "kinh-te", "title": "Kinh tế" }, { "id": "van-hoa", "title": "Văn hóa" }], "withdrawn": ["w"] });
    Library::new(page(items, None, tin), url(HERE))
}

fn now() -> Time {
    Time::parse("2020-01-01T00:00:00Z").unwrap()
}

fn ids(library: &Library, of: &str) -> Vec<String> {
    let item = library.find(&Wanted::Named(of.into()), now()).unwrap();
    library.related(&item, false, now()).iter().map(|item| item.id.clone()).collect()
}

fn found(library: &Library, wanted: Wanted) -> Result<String, Error> {
    library.find(&wanted, now()).map(|item| item.id.clone())
}

#[test]
fn the_newest_is_by_date_and_the_undated_come_last() {
    let library = library(json!([
        { "id": "undated", "tags": ["kinh-te"] },
        { "id": "old", "date_published": "2019-01-01", "tags": ["kinh-te"] },
        { "id": "new", "date_published": "2019-09-06", "tags": ["kinh-te"] },
        { "id": "undated-2", "tags": ["kinh-te"] },
        { "id": "middle", "date_published": "2019-05-05", "tags": ["kinh-te"] },
    ]));
    assert_eq!(found(&library, Wanted::Newest).unwrap(), "new");
    assert_eq!(ids(&library, "new"), ["middle", "old", "undated", "undated-2"]);
    assert_eq!(ids(&library, "undated"), ["new", "middle", "old", "undated-2"], "the article itself is left out");
}

#[test]
fn related_is_the_same_category_however_it_is_given() {
    let library = library(json!([
        { "id": 1, "tags": ["kinh-te"] },
        { "id": 2, "tags": ["van-hoa"], "_tin": { "category": "kinh-te" } },
        { "id": 3, "tags": ["Kinh tế", "van-hoa"] },
        { "id": 4, "tags": ["van-hoa", "kinh-te"] },
        { "id": 5 }, { "id": 6 },
    ]));
    assert_eq!(ids(&library, "1"), ["2", "3"]);
    assert_eq!(ids(&library, "5"), ["6"], "articles without a category are related to each other");
    let first = library.find(&Wanted::NewestIn("Kinh tế".into()), now()).unwrap();
    let whole: Vec<String> = library.related(&first, true, now()).iter().map(|item| item.id.clone()).collect();
    assert_eq!(whole, ["1", "2", "3"], "the whole category");
    let third = library.find(&Wanted::Named("3".into()), now()).unwrap();
    assert_eq!(library.category_of(&third).unwrap().id, "kinh-te");
}

#[test]
fn a_category_is_found_by_id_or_title() {
    let library = library(json!([{ "id": 1, "tags": ["van-hoa"] }, { "id": 2, "tags": ["Thể thao"] }]));
    for name in ["van-hoa", "Văn hóa", " Văn hóa "] {
        assert_eq!(found(&library, Wanted::NewestIn(name.into())).unwrap(), "1", "{name}");
    }
    assert_eq!(found(&library, Wanted::NewestIn("Thể thao".into())).unwrap(), "2", "a category the feed does not list");
    assert_eq!(found(&library, Wanted::NewestIn("kinh-te".into())), Err(Error::CategoryEmpty));
}

#[test]
fn an_article_is_found_by_id_or_address() {
    let library =
        library(json!([{ "id": "a", "url": "/tin/a" }, { "id": "https://portal.example/tin/a", "title": "trùng" }]));
    assert_eq!(found(&library, Wanted::Named("a".into())).unwrap(), "a");
    assert_eq!(
        found(&library, Wanted::Named("https://portal.example/tin/a".into())).unwrap(),
        "https://portal.example/tin/a",
        "ids come first"
    );
    let wanted = "b".to_owned();
    assert_eq!(found(&library, Wanted::Named(wanted.clone())), Err(Error::ArticleNotFound { wanted }));
}

#[test]
fn withdrawn_and_early_articles_are_nowhere() {
    let library = library(json!([
        { "id": "w", "tags": ["kinh-te"] },
        { "id": "x", "tags": ["kinh-te"], "_tin": { "withdrawn": true } },
        { "id": "early", "tags": ["kinh-te"], "_tin": { "not_before": "2020-01-01T00:00:01Z" } },
        { "id": "due", "tags": ["kinh-te"], "_tin": { "not_before": "2020-01-01T00:00:00Z" } },
        { "id": "plain", "tags": ["kinh-te"] },
    ]));
    for gone in ["w", "x", "early"] {
        assert!(found(&library, Wanted::Named(gone.into())).is_err(), "{gone}");
    }
    assert_eq!(ids(&library, "plain"), ["due"]);
}

#[test]
fn an_empty_feed_says_so() {
    assert_eq!(found(&library(json!([])), Wanted::Newest), Err(Error::FeedEmpty));
    assert_eq!(found(&library(json!([])), Wanted::Named("a".into())), Err(Error::FeedEmpty));
    assert_eq!(found(&library(json!([{ "id": "w" }])), Wanted::Newest), Err(Error::FeedEmpty), "only withdrawn ones");
}

#[test]
fn pages_are_followed_on_the_same_origin_and_once() {
    let mut library = Library::new(page(json!([{ "id": 1 }]), Some("2.json"), json!({})), url(HERE));
    assert_eq!(library.next(), Some(&url("https://portal.example/feed/2.json")));
    library.append(
        &page(json!([{ "id": 1, "title": "khác" }, { "id": 2 }]), Some("feed.json#x"), json!({})),
        Some(url("https://portal.example/feed/2.json")),
    );
    assert_eq!(library.next(), None, "a page that was read is not read again");
    let first = library.find(&Wanted::Named("1".into()), now()).unwrap();
    assert_eq!(first.title, None, "the first article of an id stays");
    assert_eq!(library.related(&first, false, now()).len(), 1);

    for elsewhere in [
        "https://other.example/2.json",
        "http://portal.example/2.json",
        "https://portal.example:8443/2.json",
        "https://portal.example.evil.example/2",
    ] {
        let library = Library::new(page(json!([]), Some(elsewhere), json!({})), url(HERE));
        assert_eq!(library.next(), None, "{elsewhere}");
    }
}

#[test]
fn pages_end_at_the_cap() {
    let mut library = Library::new(page(json!([]), Some("1.json"), json!({})), url(HERE));
    for number in 1..MOST_PAGES {
        let here = library.next().unwrap_or_else(|| panic!("page {number} is within the cap")).clone();
        library.append(&page(json!([]), Some(&format!("{}.json", number + 1)), json!({})), Some(here));
    }
    assert_eq!(library.next(), None);
}

#[test]
fn a_withdrawal_on_a_later_page_counts_for_the_first() {
    let mut library = Library::new(page(json!([{ "id": "a" }, { "id": "b" }]), Some("2.json"), json!({})), url(HERE));
    library
        .append(&page(json!([]), None, json!({ "withdrawn": ["a"] })), Some(url("https://portal.example/feed/2.json")));
    assert_eq!(found(&library, Wanted::Newest).unwrap(), "b");
}

/// What a reader has saved is there when the feed no longer lists it, and never against the feed's word.
#[test]
fn a_saved_article_joins_the_feed_and_yields_to_it() {
    let tin = json!({ "withdrawn": ["w"] });
    let later = json!({ "not_before": "2999-01-01" });
    let items = json!([{ "id": "a", "title": "bài mới sửa" }, { "id": "late", "_tin": later }]);
    let mut library = Library::new(page(items, Some("2.json"), tin), url(HERE));
    for id in ["a", "late", "w", "gone"] {
        library.append(&page(json!([{ "id": id, "title": "bài đã lưu" }]), None, json!({})), None);
    }
    let title = |id: &str| library.find(&Wanted::Named(id.into()), now()).map(|item| item.title.clone());
    assert_eq!(title("gone").unwrap().as_deref(), Some("bài đã lưu"), "a missing article is not a withdrawn one");
    assert_eq!(title("a").unwrap().as_deref(), Some("bài mới sửa"));
    assert!(title("late").is_err() && title("w").is_err(), "put off and withdrawn");
    assert_eq!(library.next(), Some(&url("https://portal.example/feed/2.json")), "the feed's pages go on");
}

#[test]
fn an_articles_own_banner_replaces_the_feeds() {
    let tin = json!({ "banner": { "url": "/b.webp", "alt": "Banner tin", "link": "/" } });
    let library =
        Library::new(page(json!([{ "id": 1, "banner_image": "/own.webp" }, { "id": 2 }]), None, tin), url(HERE));
    let banner = |id: &str| library.banner(Some(&*library.find(&Wanted::Named(id.into()), now()).unwrap())).unwrap();
    assert_eq!(banner("1").url, url("https://portal.example/own.webp"));
    assert_eq!(banner("2").url, url("https://portal.example/b.webp"));
    assert_eq!((banner("1").alt.as_str(), banner("2").alt.as_str()), ("Banner tin", "Banner tin"));
}

/// What a server or somebody in its place says, against what is at hand.
#[test]
fn good_news_yields_only_to_its_own_successor() {
    let day = |day: &str| format!("2019-09-{day}T12:00:00Z");
    let ours = library(json!([{ "id": "a", "date_published": day("20") }, { "id": "b", "date_published": day("10") }]));
    let titled = |title: &str, items: Value, tin: Value| {
        read(&json!({ "version": "https://jsonfeed.org/version/1.1", "title": title, "items": items, "_tin": tin }))
            .unwrap()
    };
    let (hour, days, months) = (3600, 3 * 86_400, 60 * 86_400);
    let newer = json!([{ "id": "n", "date_published": day("25") }]);
    let older = json!([{ "id": "b", "date_published": day("10") }]);
    for (feed, verdicts) in [
        (titled("Tin", newer.clone(), json!({})), [Ok(()), Ok(()), Ok(())]),
        (titled("Tin", older.clone(), json!({})), [Err(Error::FeedOlder), Ok(()), Ok(())]),
        (titled("Tin", older, json!({ "withdrawn": ["a"] })), [Ok(()), Ok(()), Ok(())]),
        (titled("Khác", newer, json!({})), [Err(Error::FeedOther), Err(Error::FeedOther), Ok(())]),
        (titled("Tin", json!([]), json!({})), [Err(Error::FeedEmpty), Err(Error::FeedEmpty), Err(Error::FeedEmpty)]),
        (titled("Tin", json!([]), json!({ "withdrawn": ["a", "b"] })), [Ok(()), Ok(()), Ok(())]),
    ] {
        let found = [-hour, days, months].map(|age| ours.yields_to(&feed, age));
        assert_eq!(found, verdicts, "{:?}", feed.title);
    }
    assert_eq!(library(json!([])).yields_to(&titled("Khác", json!([]), json!({})), hour), Ok(()), "nothing to lose");
}

/// The newest article is the same, and still it is an older copy.
#[test]
fn an_older_copy_with_the_same_newest_article_is_told_from_a_successor() {
    let day = |day: u8| format!("2019-09-{day}T12:00:00Z");
    let a = |modified: u8| json!({ "id": "a", "date_published": day(20), "date_modified": day(modified) });
    let plain = |id: &str, of: u8| json!({ "id": id, "date_published": day(of) });
    let withdrawn = |id: &str, of: u8| json!({ "id": id, "date_published": day(of), "_tin": { "withdrawn": true } });
    // `a` was corrected, `w` is listed as withdrawn, `x` says so itself.
    let ours = library(json!([a(22), plain("b", 10), withdrawn("x", 12)]));
    let (hour, days) = (3600, 3 * 86_400);
    let older = Err(Error::FeedOlder);
    for (what, items, tin, verdict) in [
        ("the same", json!([a(22), plain("b", 10)]), json!({}), Ok(())),
        ("before the correction", json!([a(20), plain("b", 10)]), json!({}), older.clone()),
        ("before that, with newer news", json!([a(20), plain("n", 25)]), json!({}), Ok(())),
        ("before a withdrawal", json!([a(22), plain("w", 15)]), json!({}), older.clone()),
        ("before an article's own", json!([a(22), plain("x", 12)]), json!({}), older.clone()),
        ("before that of the newest", json!([plain("w", 25), a(22)]), json!({}), older.clone()),
        ("withdrawn still", json!([a(22), plain("w", 15), withdrawn("x", 12)]), json!({ "withdrawn": ["w"] }), Ok(())),
        ("here again beside newer news", json!([plain("n", 25), plain("w", 15)]), json!({}), Ok(())),
    ] {
        let found = [hour, days].map(|age| ours.yields_to(&page(items.clone(), None, tin.clone()), age));
        assert_eq!(found, [verdict, Ok(())], "{what}");
    }
}

/// What further pages and saved articles bring is nothing that the first page could lack.
#[test]
fn only_the_first_page_is_held_against_its_successor() {
    let first =
        || json!([{ "id": "a", "date_published": "2019-09-20" }, { "id": "b", "date_published": "2019-09-10" }]);
    let mut ours = Library::new(page(first(), Some("2.json"), json!({})), url(HERE));
    ours.append(
        &page(json!([{ "id": "c", "date_published": "2019-09-05" }]), None, json!({ "withdrawn": ["b"] })),
        Some(url("https://portal.example/feed/2.json")),
    );
    ours.append(&page(json!([{ "id": "saved", "date_published": "2019-09-25" }]), None, json!({})), None);
    assert_eq!(found(&ours, Wanted::Newest).unwrap(), "saved");
    assert_eq!(ours.yields_to(&page(first(), Some("2.json"), json!({})), 3600), Ok(()));
}
