//! JSON Feed, field by field, and what portals write in its place (<https://www.jsonfeed.org/version/1.1/>).

use serde_json::{Value, json};
use tin_reader::core::{error::Error, feed::Author, time::Time};

use crate::support::{feed, fixture, read, url};

#[test]
fn every_field_of_version_1_1_is_read() {
    let feed = read(&fixture("version-1.1.json")).unwrap();
    assert_eq!(feed.version, "https://jsonfeed.org/version/1.1");
    assert_eq!(feed.title, "Tin thành phố");
    assert_eq!(feed.user_comment.as_deref(), Some("Đọc bằng trình đọc JSON Feed."));
    assert_eq!(feed.home_page_url, Some(url("https://portal.example/")));
    assert_eq!(feed.feed_url, Some(url("https://portal.example/feed/feed.json")));
    assert_eq!(feed.description.as_deref(), Some("Tin tức hằng ngày"));
    assert_eq!(feed.next_url, Some(url("https://portal.example/feed/feed-2.json")));
    assert_eq!(feed.icon, Some(url("https://portal.example/icon.png")));
    assert_eq!(feed.favicon, Some(url("https://portal.example/favicon.png")));
    assert_eq!(feed.authors.len(), 2);
    assert_eq!(feed.authors[1].url, Some(url("https://portal.example/pv")));
    assert_eq!(feed.language.as_deref(), Some("vi-VN"));
    assert!(feed.expired);
    assert_eq!((feed.hubs[0].kind.as_str(), feed.hubs[0].url.as_str()), ("WebSub", "https://hub.example/"));

    let item = &feed.items[0];
    assert_eq!(item.id, "giam-sat");
    assert_eq!(item.url, Some(url("https://portal.example/tin/giam-sat")));
    assert_eq!(item.external_url, Some(url("https://tinh.example/nghi-quyet")));
    assert_eq!(item.title.as_deref(), Some("Giám sát kết quả 2,5 năm"));
    assert_eq!(item.content_html.as_deref(), Some("<p>Chiều 6/9…</p>"));
    assert_eq!(item.content_text.as_deref(), Some("Chiều 6/9…"));
    assert_eq!(item.summary.as_deref(), Some("Đoàn giám sát làm việc với UBND."));
    assert_eq!(item.image, Some(url("https://portal.example/img/t.webp")));
    assert_eq!(item.banner_image, Some(url("https://portal.example/img/b.webp")));
    assert_eq!(item.date_published, Time::parse("2019-09-06T10:30:00Z"));
    assert_eq!(item.date_modified, Time::parse("2019-09-07T08:15:00+07:00"));
    assert_eq!(item.authors[0].name.as_deref(), Some("Thu Hằng"));
    assert_eq!(item.authors[0].avatar, Some(url("https://portal.example/img/thu-hang.webp")));
    assert_eq!(item.tags, ["kinh-te", "cong-nghiep"]);
    assert_eq!(item.language.as_deref(), Some("vi"));
    assert_eq!(item.attachments.len(), 1, "an attachment without an address is none");
    let file = &item.attachments[0];
    assert_eq!(file.url, url("https://portal.example/van-ban/33.pdf"));
    assert_eq!(file.mime_type.as_deref(), Some("application/pdf"));
    assert_eq!(file.title.as_deref(), Some("Nghị quyết số 33/2016/NQ-HĐND"));
    assert_eq!((file.size_in_bytes, file.duration_in_seconds), (Some(1_258_291), Some(0)));
}

#[test]
fn every_field_of_our_extension_is_read() {
    let feed = read(&fixture("version-1.1.json")).unwrap();
    let banner = feed.banner.unwrap();
    assert_eq!((banner.url.as_str(), banner.alt.as_str()), ("https://portal.example/img/banner.webp", "Banner tin"));
    assert_eq!(banner.link, Some(url("https://portal.example/")));
    let categories: Vec<_> = feed.categories.iter().map(|c| (c.id.as_str(), c.title.as_str())).collect();
    assert_eq!(categories, [("kinh-te", "Kinh tế"), ("chinh-quyen", "chinh-quyen")]);
    assert_eq!(feed.withdrawn, ["cu-1", "17"]);
    let publisher = feed.publisher.unwrap();
    assert_eq!(publisher.name, "Cổng thông tin");
    assert_eq!(publisher.url, Some(url("https://portal.example/")));
    assert_eq!(publisher.logo, Some(url("https://portal.example/logo.png")));

    let item = &feed.items[0];
    assert_eq!(item.category.as_deref(), Some("chinh-quyen"));
    assert_eq!(item.category_id(), Some("chinh-quyen"), "our category comes before the first tag");
    assert_eq!(item.source.as_deref(), Some("Trung tâm Truyền thông"));
    assert_eq!(item.image_alt.as_deref(), Some("Đoàn giám sát"));
    assert_eq!(item.not_before, Time::parse("2019-09-06T10:00:00Z"));
    assert!(item.withdrawn);
}

#[test]
fn version_1_0_with_its_single_author_is_read() {
    let feed = read(&fixture("version-1.0.json")).unwrap();
    assert_eq!(feed.authors.len(), 1);
    assert_eq!(feed.authors[0].name.as_deref(), Some("Ban biên tập"));
    assert_eq!(feed.authors[0].avatar, Some(url("https://portal.example/feed/anh/ban.png")));
    assert_eq!(feed.items[0].authors[0].name.as_deref(), Some("Minh Châu"));
    assert_eq!(feed.items[1].authors, feed.authors, "an item without an author has its feed's");
}

#[test]
fn authors_come_before_the_author_of_1_0() {
    let items = json!([{ "id": 1, "authors": [{ "name": "Hai" }], "author": { "name": "Một" } }]);
    assert_eq!(feed(items).items[0].authors, [Author { name: Some("Hai".into()), ..Author::default() }]);
    let items = json!([{ "id": 1, "authors": [{}, 5], "author": { "name": "Một" } }]);
    assert_eq!(feed(items).items[0].authors[0].name.as_deref(), Some("Một"), "empty authors are none");
}

#[test]
fn a_feed_without_a_required_member_is_refused_by_name() {
    let whole = json!({ "version": "https://jsonfeed.org/version/1.1", "title": "Tin", "items": [] });
    assert!(read(&whole).is_ok());
    for missing in ["version", "title", "items"] {
        let mut without = whole.clone();
        without.as_object_mut().unwrap().remove(missing);
        assert_eq!(read(&without), Err(Error::FeedInvalid { missing }), "without {missing}");
        for odd in [json!(7), json!(true), json!({}), json!(null)] {
            let mut odd_one = whole.clone();
            odd_one[missing] = odd;
            assert_eq!(read(&odd_one), Err(Error::FeedInvalid { missing }), "{odd_one}");
        }
    }
    for not_a_feed in [json!([]), json!("feed"), json!(1), json!(null), json!({ "feed": whole })] {
        assert_eq!(read(&not_a_feed), Err(Error::FeedInvalid { missing: "version" }), "{not_a_feed}");
    }
}

#[test]
fn only_versions_of_json_feed_1_are_feeds() {
    let with = |version: &str| read(&json!({ "version": version, "title": "Tin", "items": [] })).is_ok();
    for good in
        ["https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1", "http://www.jsonfeed.org/version/1.2/"]
    {
        assert!(with(good), "{good}");
    }
    for bad in [
        "1.1",
        "https://jsonfeed.org/version/2",
        "https://jsonfeed.org/version/10",
        "https://other.example/version/1",
        "",
    ] {
        assert!(!with(bad), "{bad}");
    }
}

#[test]
fn an_id_is_a_text_or_a_number_and_never_blank() {
    let items = json!([
        { "id": 2_347_259 }, { "id": "a" }, { "id": 0.5 }, { "id": -3 },
        { "id": "" }, { "id": " \n" }, { "id": null }, { "id": true }, { "id": ["a"] }, { "title": "không có id" }, 7, null, [],
    ]);
    let feed = feed(items);
    let ids: Vec<_> = feed.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["2347259", "a", "0.5", "-3"]);
    assert_eq!(feed.dropped, 9, "what is dropped is counted");
}

#[test]
fn of_two_items_with_one_id_the_first_stays() {
    let feed = feed(
        json!([{ "id": "a", "title": "Một" }, { "id": "b" }, { "id": "a", "title": "Hai" }, { "id": 1 }, { "id": "1" }]),
    );
    let ids: Vec<_> = feed.items.iter().map(|item| item.id.as_str()).collect();
    assert_eq!(ids, ["a", "b", "1"]);
    assert_eq!(feed.items[0].title.as_deref(), Some("Một"));
    assert_eq!(feed.dropped, 2);
}

/// Each field of an item and of a feed, with each wrong type: the field is absent, everything else is as it was.
#[test]
fn an_odd_field_is_absent_and_harms_nothing_else() {
    let good = fixture("version-1.1.json");
    let odd = [
        json!(null),
        json!(true),
        json!(12),
        json!(-1.5),
        json!("x"),
        json!([]),
        json!([[], {}, 1]),
        json!({ "a": [1] }),
    ];
    let paths = paths_of(&good, String::new());
    assert!(paths.len() > 60, "the fixture has every field: {}", paths.len());
    for path in &paths {
        if ["/version", "/title", "/items", "/items/0", "/items/0/id"].contains(&path.as_str()) {
            continue;
        }
        for odd in &odd {
            let mut feed = good.clone();
            *feed.pointer_mut(path).unwrap() = odd.clone();
            let feed = read(&feed).unwrap_or_else(|error| panic!("{path} = {odd} killed the feed: {error:?}"));
            assert_eq!(feed.items.len(), 1, "{path} = {odd} lost the item");
            assert_eq!(feed.items[0].id, "giam-sat");
            assert_eq!(feed.title, "Tin thành phố");
        }
    }
}

/// The JSON pointers of everything inside `value`.
fn paths_of(value: &Value, at: String) -> Vec<String> {
    let inside: Vec<(String, &Value)> = match value {
        Value::Object(map) => map.iter().map(|(name, value)| (format!("{at}/{name}"), value)).collect(),
        Value::Array(list) => list.iter().enumerate().map(|(n, value)| (format!("{at}/{n}"), value)).collect(),
        _ => return vec![],
    };
    inside.into_iter().flat_map(|(path, value)| [vec![path.clone()], paths_of(value, path)].concat()).collect()
}

#[test]
fn an_address_of_a_scheme_we_do_not_fetch_is_absent() {
    for bad in [
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://a.example/",
        "blob:https://a.example/1",
        "https://user:pw@evil.example/",
        "",
    ] {
        let items = json!([{ "id": 1, "url": bad, "image": bad, "banner_image": bad, "external_url": bad,
            "attachments": [{ "url": bad }], "authors": [{ "name": "A", "url": bad, "avatar": bad }] }]);
        let feed = feed(items);
        let item = &feed.items[0];
        assert_eq!(
            (&item.url, &item.image, &item.banner_image, &item.external_url),
            (&None, &None, &None, &None),
            "{bad}"
        );
        assert!(item.attachments.is_empty(), "{bad}");
        assert_eq!((&item.authors[0].url, &item.authors[0].avatar), (&None, &None), "{bad}");
    }
}

#[test]
fn relative_addresses_count_from_the_feed() {
    let feed =
        feed(json!([{ "id": 1, "url": "../tin/1?x=ă#b", "image": "//cdn.example/a b.webp", "banner_image": "?c" }]));
    let item = &feed.items[0];
    assert_eq!(item.url.as_ref().unwrap().as_str(), "https://portal.example/tin/1?x=%C4%83#b");
    assert_eq!(item.image.as_ref().unwrap().as_str(), "https://cdn.example/a%20b.webp");
    assert_eq!(item.banner_image.as_ref().unwrap().as_str(), "https://portal.example/feed/feed.json?c");
}

#[test]
fn a_modification_within_the_minute_is_no_update() {
    let with = |modified: &str| {
        let items = json!([{ "id": 1, "date_published": "2019-09-06T17:30:00+07:00", "date_modified": modified }]);
        feed(items).items[0].updated()
    };
    assert_eq!(with("2019-09-06T17:30:59+07:00"), None);
    assert_eq!(with("2019-09-05T17:30:00+07:00"), None, "modified before it was published");
    assert_eq!(with("2019-09-06T17:31:00+07:00"), Time::parse("2019-09-06T17:31:00+07:00"));
    let undated = feed(json!([{ "id": 1, "date_modified": "2019-09-06" }]));
    assert!(undated.items[0].updated().is_some());
}

#[test]
fn an_item_without_a_title_is_called_by_the_beginning_of_its_text() {
    let long = "Ủy ban nhân dân thành phố ".repeat(20);
    let feed = feed(json!([
        { "id": 1, "title": " Có tên " },
        { "id": 2, "summary": "Tóm tắt", "content_text": "Nội dung" },
        { "id": 3, "content_text": long },
        { "id": 4, "url": "/tin/4" },
        { "id": 5 },
    ]));
    let headline = |at: usize| feed.items[at].headline();
    assert_eq!(headline(0), "Có tên");
    assert_eq!(headline(1), "Tóm tắt");
    assert!(headline(2).chars().count() <= 121 && headline(2).ends_with("dân…"), "{}", headline(2));
    assert_eq!(headline(3), "https://portal.example/tin/4");
    assert_eq!(headline(4), "5");
}
