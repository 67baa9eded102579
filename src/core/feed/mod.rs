//! The feed: [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/) (and 1.0), with our extension object `_tin`.
//!
//! Texts are text: whoever shows them makes text nodes. Addresses are [`HttpUrl`]s. Only [`Item::content_html`] is
//! HTML, and it is kept as the feed wrote it until the sanitiser has rebuilt it.

pub mod order;
mod read;
mod write;

use std::sync::Arc;

use super::{time::Time, url::HttpUrl};

/// A feed, or one page of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Feed {
    /// `version`: the address of the specification it follows.
    pub version: String,
    /// `title`.
    pub title: String,
    /// `home_page_url`.
    pub home_page_url: Option<HttpUrl>,
    /// `feed_url`.
    pub feed_url: Option<HttpUrl>,
    /// `description`.
    pub description: Option<String>,
    /// `user_comment`: for people who look at the raw feed; never shown.
    pub user_comment: Option<String>,
    /// `next_url`: the next page.
    pub next_url: Option<HttpUrl>,
    /// `icon`: square and large.
    pub icon: Option<HttpUrl>,
    /// `favicon`: square and small.
    pub favicon: Option<HttpUrl>,
    /// `authors`, or the one `author` of version 1.0.
    pub authors: Vec<Author>,
    /// `language`, a BCP 47 tag.
    pub language: Option<String>,
    /// `expired`: true says that the feed will never change again.
    pub expired: bool,
    /// `hubs`, for subscribing in real time.
    pub hubs: Vec<Hub>,
    /// `items`, in the feed's order, each id once.
    pub items: Vec<Arc<Item>>,
    /// How many elements of `items` were left out: not an object, no id, or an id seen before.
    pub dropped: usize,
    /// `_tin.banner`.
    pub banner: Option<Banner>,
    /// `_tin.categories`.
    pub categories: Vec<Category>,
    /// `_tin.withdrawn`: ids that must vanish.
    pub withdrawn: Vec<String>,
    /// `_tin.publisher`.
    pub publisher: Option<Publisher>,
}

/// One article.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// `id`: not blank; a number became its decimal text.
    pub id: String,
    /// `url`: the article's own address.
    pub url: Option<HttpUrl>,
    /// `external_url`: the page the article is about.
    pub external_url: Option<HttpUrl>,
    /// `title`.
    pub title: Option<String>,
    /// `content_html`, exactly as the feed has it: hostile until sanitised.
    pub content_html: Option<String>,
    /// `content_text`.
    pub content_text: Option<String>,
    /// `summary`: the lead (*sapo*).
    pub summary: Option<String>,
    /// `image`: the thumbnail.
    pub image: Option<HttpUrl>,
    /// `banner_image`: replaces the feed's banner while this article is shown.
    pub banner_image: Option<HttpUrl>,
    /// `date_published`.
    pub date_published: Option<Time>,
    /// `date_modified`.
    pub date_modified: Option<Time>,
    /// `authors`, or the one `author` of version 1.0, or the feed's.
    pub authors: Vec<Author>,
    /// `tags`.
    pub tags: Vec<String>,
    /// `language`, or the feed's.
    pub language: Option<String>,
    /// `attachments`.
    pub attachments: Vec<Attachment>,
    /// `_tin.category`: the id of a category.
    pub category: Option<String>,
    /// `_tin.source`: where the article was taken from.
    pub source: Option<String>,
    /// `_tin.image_alt`: what `image` shows.
    pub image_alt: Option<String>,
    /// `_tin.not_before`: not shown earlier than this.
    pub not_before: Option<Time>,
    /// `_tin.withdrawn`: true makes the article vanish.
    pub withdrawn: bool,
}

impl Item {
    /// The category's id: `_tin.category`, or else the first tag.
    pub fn category_id(&self) -> Option<&str> {
        self.category.as_deref().or_else(|| self.tags.first().map(String::as_str))
    }

    /// What the article is called: its title, or the beginning of its text, or its address, or its id.
    pub fn headline(&self) -> String {
        let text = self.title.as_deref().or(self.summary.as_deref()).or(self.content_text.as_deref());
        match text {
            Some(text) if self.title.is_none() => beginning(text.trim(), 120),
            Some(text) => text.trim().to_owned(),
            None => self.url.as_ref().map_or_else(|| self.id.clone(), |url| url.as_str().to_owned()),
        }
    }

    /// When it changed after being published, if it did; less than a minute later is the same event.
    pub fn updated(&self) -> Option<Time> {
        let modified = self.date_modified?;
        match self.date_published {
            Some(published) if modified.unix() < published.unix() + 60 => None,
            _ => Some(modified),
        }
    }
}

/// At most `most` characters of `text`, ending with a whole word.
fn beginning(text: &str, most: usize) -> String {
    let Some((end, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let head = text.get(..end).unwrap_or(text);
    let head = head.rfind(char::is_whitespace).and_then(|space| head.get(..space)).unwrap_or(head);
    [head.trim_end(), "…"].concat()
}

/// Who wrote.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Author {
    /// `name`.
    pub name: Option<String>,
    /// `url`.
    pub url: Option<HttpUrl>,
    /// `avatar`: a square picture.
    pub avatar: Option<HttpUrl>,
}

/// A file that belongs to an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// `url`.
    pub url: HttpUrl,
    /// `mime_type`.
    pub mime_type: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// `size_in_bytes`.
    pub size_in_bytes: Option<u64>,
    /// `duration_in_seconds`, in whole seconds.
    pub duration_in_seconds: Option<u64>,
}

/// An endpoint for real-time notifications.
#[derive(Clone, Debug, PartialEq)]
pub struct Hub {
    /// `type`: the protocol, such as `WebSub`.
    pub kind: String,
    /// `url`.
    pub url: HttpUrl,
}

/// The picture across the top.
#[derive(Clone, Debug, PartialEq)]
pub struct Banner {
    /// `url`.
    pub url: HttpUrl,
    /// `alt`: what it shows; empty when it says nothing.
    pub alt: String,
    /// `link`: where a click leads.
    pub link: Option<HttpUrl>,
}

/// A category's id and the name readers know.
#[derive(Clone, Debug, PartialEq)]
pub struct Category {
    /// `id`, as items refer to it.
    pub id: String,
    /// `title`; the id where the feed gives none.
    pub title: String,
}

/// Who publishes the feed.
#[derive(Clone, Debug, PartialEq)]
pub struct Publisher {
    /// `name`.
    pub name: String,
    /// `url`.
    pub url: Option<HttpUrl>,
    /// `logo`.
    pub logo: Option<HttpUrl>,
}
