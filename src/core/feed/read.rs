//! From a parsed JSON value to a [`Feed`], field by field.
//!
//! An odd field never kills the feed: a wrong type means that the field is absent. Only the three members the
//! specification requires of a feed (`version`, `title`, `items`) can refuse it.

use std::sync::Arc;

use super::{Attachment, Author, Banner, Category, Feed, Hub, Item, Publisher, order::keep_first_of_each_id};
use crate::core::{
    error::Error,
    find::split_once,
    json::Json,
    time::Time,
    url::{Base, HttpUrl},
};

impl Feed {
    /// Reads a feed whose relative addresses count from `base`, the address it was fetched from.
    ///
    /// # Errors
    /// [`Error::FeedInvalid`] names the first required member that is missing or of a wrong type.
    pub fn read<J: Json>(json: &J, base: &Base) -> Result<Self, Error> {
        let missing = |missing| move || Error::FeedInvalid { missing };
        let version = text(json, "version").filter(|v| is_version_one(v)).ok_or_else(missing("version"))?;
        let title = text(json, "title").ok_or_else(missing("title"))?;
        let raw_items = json.field("items").and_then(|items| items.list()).ok_or_else(missing("items"))?;

        let shared = Shared { authors: authors(json, base), language: text(json, "language") };
        let mut items = raw_items.iter().filter_map(|raw| read_item(raw, base, &shared).map(Arc::new)).collect();
        keep_first_of_each_id(&mut items);

        let tin = json.field("_tin");
        let tin = tin.as_ref();
        // It stands over every article: without words of its own it is the feed's sign.
        let name = title.clone();
        Ok(Self {
            version,
            title,
            home_page_url: unseen(|| url(json, "home_page_url", base)),
            feed_url: unseen(|| url(json, "feed_url", base)),
            description: unseen(|| text(json, "description")),
            user_comment: unseen(|| text(json, "user_comment")),
            next_url: url(json, "next_url", base),
            icon: unseen(|| url(json, "icon", base)),
            favicon: unseen(|| url(json, "favicon", base)),
            authors: shared.authors,
            language: shared.language,
            expired: unseen(|| flag(json, "expired")),
            hubs: unseen(|| {
                each(json, "hubs", |hub| Some(Hub { kind: text(hub, "type")?, url: url(hub, "url", base)? }))
            }),
            dropped: raw_items.len() - items.len(),
            items,
            banner: tin.and_then(|tin| tin.field("banner")).and_then(|banner| {
                Some(Banner {
                    url: url(&banner, "url", base)?,
                    alt: text(&banner, "alt").unwrap_or(name),
                    link: url(&banner, "link", base),
                })
            }),
            categories: tin.map_or_else(Vec::new, |tin| {
                each(tin, "categories", |category| {
                    let id = id(category, "id")?;
                    Some(Category { title: text(category, "title").unwrap_or_else(|| id.clone()), id })
                })
            }),
            withdrawn: tin.map_or_else(Vec::new, |tin| each(tin, "withdrawn", id_of)),
            publisher: tin.and_then(|tin| tin.field("publisher")).and_then(|publisher| {
                Some(Publisher {
                    name: text(&publisher, "name")?,
                    url: unseen(|| url(&publisher, "url", base)),
                    logo: unseen(|| url(&publisher, "logo", base)),
                })
            }),
        })
    }
}

/// What the page never shows, it does not read: these members would be a tenth of the code that reads a feed.
fn unseen<T: Default>(read: impl FnOnce() -> T) -> T {
    if cfg!(target_arch = "wasm32") { T::default() } else { read() }
}

/// What items inherit from their feed.
struct Shared {
    authors: Vec<Author>,
    language: Option<String>,
}

fn read_item<J: Json>(json: &J, base: &Base, shared: &Shared) -> Option<Item> {
    let id = id(json, "id")?;
    let own_authors = authors(json, base);
    let tin = json.field("_tin");
    let tin = tin.as_ref();
    Some(Item {
        id,
        url: url(json, "url", base),
        external_url: url(json, "external_url", base),
        title: text(json, "title"),
        content_html: text(json, "content_html"),
        content_text: text(json, "content_text"),
        summary: text(json, "summary"),
        image: url(json, "image", base),
        banner_image: url(json, "banner_image", base),
        date_published: time(json, "date_published"),
        date_modified: time(json, "date_modified"),
        authors: if own_authors.is_empty() { shared.authors.clone() } else { own_authors },
        tags: each(json, "tags", |tag| tag.text().and_then(not_blank)),
        language: text(json, "language").or_else(|| shared.language.clone()),
        attachments: each(json, "attachments", |file| {
            Some(Attachment {
                url: url(file, "url", base)?,
                mime_type: text(file, "mime_type"),
                title: text(file, "title"),
                size_in_bytes: count(file, "size_in_bytes"),
                duration_in_seconds: unseen(|| count(file, "duration_in_seconds")),
            })
        }),
        category: tin.and_then(|tin| self::id(tin, "category")),
        source: tin.and_then(|tin| text(tin, "source")),
        image_alt: tin.and_then(|tin| text(tin, "image_alt")),
        not_before: tin.and_then(|tin| time(tin, "not_before")),
        withdrawn: tin.is_some_and(|tin| flag(tin, "withdrawn")),
    })
}

/// `authors` (1.1); where that gives none, the single `author` of 1.0. An author without a name, an address and a
/// picture is none.
fn authors<J: Json>(json: &J, base: &Base) -> Vec<Author> {
    let read = |author: &J| {
        let author = Author {
            name: text(author, "name"),
            url: unseen(|| url(author, "url", base)),
            avatar: unseen(|| url(author, "avatar", base)),
        };
        (author != Author::default()).then_some(author)
    };
    let authors = each(json, "authors", read);
    if authors.is_empty() { json.field("author").as_ref().and_then(read).into_iter().collect() } else { authors }
}

/// `https://jsonfeed.org/version/1`, `…/1.1`, and later ones of the same major version.
fn is_version_one(version: &str) -> bool {
    let rest = split_once(version, "://").map_or("", |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).strip_prefix("jsonfeed.org/version/1").is_some_and(|minor| {
        let minor = minor.trim_end_matches('/');
        minor.is_empty() || minor.starts_with('.')
    })
}

fn text<J: Json>(json: &J, name: &'static str) -> Option<String> {
    json.text_in(name).and_then(not_blank)
}

fn not_blank(text: String) -> Option<String> {
    (!text.trim().is_empty()).then_some(text)
}

fn flag<J: Json>(json: &J, name: &'static str) -> bool {
    json.field(name).and_then(|value| value.flag()).unwrap_or(false)
}

fn time<J: Json>(json: &J, name: &'static str) -> Option<Time> {
    Time::parse(&json.text_in(name)?)
}

fn url<J: Json>(json: &J, name: &'static str, base: &Base) -> Option<HttpUrl> {
    HttpUrl::new(&json.text_in(name)?, base)
}

fn id<J: Json>(json: &J, name: &'static str) -> Option<String> {
    id_of(&json.field(name)?)
}

/// A string or a number; ids of our own extension follow the same rule as the specification's.
fn id_of<J: Json>(value: &J) -> Option<String> {
    value.text().or_else(|| value.number_text()).and_then(not_blank)
}

/// A whole number of something; fractions are dropped, negative numbers are absent.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be in range first")]
fn count<J: Json>(json: &J, name: &'static str) -> Option<u64> {
    // 2^53: past it a JSON number is no longer exact.
    json.field(name)?.number().filter(|n| (0.0..=9_007_199_254_740_992.0).contains(n)).map(|n| n as u64)
}

fn each<J: Json, T>(json: &J, name: &'static str, read: impl Fn(&J) -> Option<T>) -> Vec<T> {
    let list = json.field(name).and_then(|list| list.list()).unwrap_or_default();
    list.iter().filter_map(read).collect()
}
