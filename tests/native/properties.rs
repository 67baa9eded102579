//! What holds for every input.

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use tin_reader::core::{feed::Feed, policy, time::Time};

use crate::support::{base, read};

/// Any JSON value, small enough to try many.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
        text(),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((member(), inner), 0..4)
                .prop_map(|members| Value::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Strings that mean something in a feed.
fn text() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        "https://jsonfeed.org/version/1.1",
        "https://jsonfeed.org/version/1",
        "Tiêu đề",
        "2019-09-06T17:30:00+07:00",
        "2019-09-06",
        "/tin/1",
        "https://a.example/x?y#z",
        "javascript:alert(1)",
        "",
        " ",
        "kinh-te",
        "<p>x</p>",
    ])
    .prop_map(Value::from)
}

fn member() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "version",
        "title",
        "items",
        "id",
        "url",
        "external_url",
        "content_html",
        "content_text",
        "summary",
        "image",
        "banner_image",
        "date_published",
        "date_modified",
        "author",
        "authors",
        "name",
        "avatar",
        "tags",
        "language",
        "attachments",
        "size_in_bytes",
        "duration_in_seconds",
        "mime_type",
        "next_url",
        "expired",
        "hubs",
        "type",
        "_tin",
        "banner",
        "alt",
        "link",
        "categories",
        "withdrawn",
        "publisher",
        "logo",
        "category",
        "source",
        "image_alt",
        "not_before",
    ])
    .prop_map(str::to_owned);
    prop_oneof![9 => known, 1 => any::<String>()]
}

/// Something that looks like a feed, with any value in any place.
fn any_feed() -> impl Strategy<Value = Value> {
    let object = || {
        prop::collection::vec((member(), any_json()), 0..10)
            .prop_map(|members| members.into_iter().collect::<Map<_, _>>())
    };
    (object(), prop::collection::vec(object(), 0..4)).prop_map(|(mut feed, items)| {
        feed.insert("version".into(), json!("https://jsonfeed.org/version/1.1"));
        feed.insert("title".into(), json!("Tin"));
        let items = items.into_iter().enumerate().map(|(at, mut item)| {
            item.entry("id").or_insert(json!(at));
            Value::Object(item)
        });
        feed.insert("items".into(), items.collect());
        Value::Object(feed)
    })
}

proptest! {
    #[test]
    fn no_bytes_make_the_parser_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(json) = serde_json::from_slice::<Value>(&bytes) {
            let _ = read(&json);
        }
    }

    #[test]
    fn no_broken_feed_makes_the_parser_panic(feed in any_feed(), cut in 0usize..2000, byte in any::<u8>()) {
        let mut bytes = feed.to_string().into_bytes();
        let at = cut % bytes.len();
        bytes[at] = byte;
        if let Ok(json) = serde_json::from_slice::<Value>(&bytes) {
            let _ = read(&json);
        }
        bytes.truncate(at);
        if let Ok(json) = serde_json::from_slice::<Value>(&bytes) {
            let _ = read(&json);
        }
    }

    #[test]
    fn no_json_makes_the_parser_panic(json in any_json()) {
        let _ = read(&json);
    }

    #[test]
    fn what_is_accepted_survives_a_round_trip(json in any_feed()) {
        let feed = read(&json).expect("it has what is required");
        let written = serde_json::to_value(&feed).expect("a feed can be written");
        let mut again = Feed::read(&written, &base()).expect("what was written can be read");
        again.dropped = feed.dropped;
        prop_assert_eq!(again, feed);
    }

    #[test]
    fn a_moment_survives_a_round_trip(seconds in -60_000_000_000_i64..250_000_000_000) {
        let time = Time::from_unix(seconds);
        prop_assert_eq!(Time::parse(&time.rfc3339()), Some(time));
    }

    #[test]
    fn no_text_makes_the_date_parser_panic(text in "\\PC{0,40}|[0-9TZtz:+. -]{0,30}") {
        let _ = Time::parse(&text);
    }

    #[test]
    fn no_name_makes_the_policy_panic(name in any::<String>(), value in any::<String>()) {
        let _ = policy::element(&name);
        for (_, check) in policy::attributes(&name) {
            let _ = check.allows(&value);
        }
    }
}
