//! From a [`Feed`] back to JSON Feed 1.1: what the reader understood, in the specification's own words.
//!
//! Absent members are left out. Reading what was written gives the same feed (a property test holds that).

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Attachment, Author, Banner, Category, Feed, Hub, Item, Publisher};
use crate::core::time::Time;

impl Serialize for Feed {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("version", &self.version)?;
        map.put("title", &self.title)?;
        map.some("home_page_url", self.home_page_url.as_ref())?;
        map.some("feed_url", self.feed_url.as_ref())?;
        map.some("description", self.description.as_ref())?;
        map.some("user_comment", self.user_comment.as_ref())?;
        map.some("next_url", self.next_url.as_ref())?;
        map.some("icon", self.icon.as_ref())?;
        map.some("favicon", self.favicon.as_ref())?;
        map.list("authors", &self.authors)?;
        map.some("language", self.language.as_ref())?;
        map.some("expired", self.expired.then_some(&true))?;
        map.list("hubs", &self.hubs)?;
        let items: Vec<&Item> = self.items.iter().map(AsRef::as_ref).collect();
        map.put("items", &items)?;
        let tin = FeedTin(self);
        map.some("_tin", tin.says_anything().then_some(&tin))?;
        map.0.end()
    }
}

struct FeedTin<'a>(&'a Feed);

impl FeedTin<'_> {
    fn says_anything(&self) -> bool {
        let Feed { banner, categories, withdrawn, publisher, .. } = self.0;
        banner.is_some() || !categories.is_empty() || !withdrawn.is_empty() || publisher.is_some()
    }
}

impl Serialize for FeedTin<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.some("banner", self.0.banner.as_ref())?;
        map.list("categories", &self.0.categories)?;
        map.list("withdrawn", &self.0.withdrawn)?;
        map.some("publisher", self.0.publisher.as_ref())?;
        map.0.end()
    }
}

impl Serialize for Item {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("id", &self.id)?;
        map.some("url", self.url.as_ref())?;
        map.some("external_url", self.external_url.as_ref())?;
        map.some("title", self.title.as_ref())?;
        map.some("content_html", self.content_html.as_ref())?;
        map.some("content_text", self.content_text.as_ref())?;
        map.some("summary", self.summary.as_ref())?;
        map.some("image", self.image.as_ref())?;
        map.some("banner_image", self.banner_image.as_ref())?;
        map.some("date_published", self.date_published.as_ref())?;
        map.some("date_modified", self.date_modified.as_ref())?;
        map.list("authors", &self.authors)?;
        map.list("tags", &self.tags)?;
        map.some("language", self.language.as_ref())?;
        map.list("attachments", &self.attachments)?;
        let tin = ItemTin(self);
        map.some("_tin", tin.says_anything().then_some(&tin))?;
        map.0.end()
    }
}

struct ItemTin<'a>(&'a Item);

impl ItemTin<'_> {
    fn says_anything(&self) -> bool {
        let Item { category, source, image_alt, not_before, withdrawn, .. } = self.0;
        category.is_some() || source.is_some() || image_alt.is_some() || not_before.is_some() || *withdrawn
    }
}

impl Serialize for ItemTin<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.some("category", self.0.category.as_ref())?;
        map.some("source", self.0.source.as_ref())?;
        map.some("image_alt", self.0.image_alt.as_ref())?;
        map.some("not_before", self.0.not_before.as_ref())?;
        map.some("withdrawn", self.0.withdrawn.then_some(&true))?;
        map.0.end()
    }
}

impl Serialize for Author {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.some("name", self.name.as_ref())?;
        map.some("url", self.url.as_ref())?;
        map.some("avatar", self.avatar.as_ref())?;
        map.0.end()
    }
}

impl Serialize for Attachment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("url", &self.url)?;
        map.some("mime_type", self.mime_type.as_ref())?;
        map.some("title", self.title.as_ref())?;
        map.some("size_in_bytes", self.size_in_bytes.as_ref())?;
        map.some("duration_in_seconds", self.duration_in_seconds.as_ref())?;
        map.0.end()
    }
}

impl Serialize for Hub {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("type", &self.kind)?;
        map.put("url", &self.url)?;
        map.0.end()
    }
}

impl Serialize for Banner {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("url", &self.url)?;
        map.put("alt", &self.alt)?;
        map.some("link", self.link.as_ref())?;
        map.0.end()
    }
}

impl Serialize for Category {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("id", &self.id)?;
        map.put("title", &self.title)?;
        map.0.end()
    }
}

impl Serialize for Publisher {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Members(serializer.serialize_map(None)?);
        map.put("name", &self.name)?;
        map.some("url", self.url.as_ref())?;
        map.some("logo", self.logo.as_ref())?;
        map.0.end()
    }
}

impl Serialize for Time {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

/// An object under way.
struct Members<M>(M);

impl<M: SerializeMap> Members<M> {
    fn put<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn some<T: Serialize>(&mut self, name: &'static str, value: Option<&T>) -> Result<(), M::Error> {
        value.map_or(Ok(()), |value| self.put(name, value))
    }

    fn list<T: Serialize>(&mut self, name: &'static str, values: &[T]) -> Result<(), M::Error> {
        if values.is_empty() { Ok(()) } else { self.put(name, values) }
    }
}
