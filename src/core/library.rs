//! The articles at hand: one feed's pages put together, and what is chosen from them.

use std::{ptr, sync::Arc};

use super::{
    error::Error,
    feed::{
        Banner, Category, Feed, Item,
        order::{keep_first_of_each_id, newest_first},
    },
    time::Time,
    url::HttpUrl,
};

/// How many pages of one feed are followed at most.
pub const MOST_PAGES: usize = 20;
/// In seconds.
const DAY: i64 = 86_400;

/// The pages of a feed read so far.
#[derive(Clone, Debug)]
pub struct Library {
    items: Vec<Arc<Item>>,
    /// The first page, newest first.
    first: Arc<Feed>,
    categories: Vec<Category>,
    withdrawn: Vec<String>,
    seen: Vec<HttpUrl>,
    next: Option<HttpUrl>,
}

/// Which article is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// The newest of all.
    Newest,
    /// The newest of a category, given by id or title: it stands for the whole of it.
    NewestIn(String),
    /// The one with this id or address.
    Named(String),
}

impl Library {
    /// Starts with the first page, fetched from `address`.
    pub fn new(mut feed: Feed, address: HttpUrl) -> Self {
        newest_first(&mut feed.items);
        let first = Arc::new(feed);
        let mut library = Self {
            items: Vec::new(),
            first: first.clone(),
            categories: Vec::new(),
            withdrawn: Vec::new(),
            seen: Vec::new(),
            next: None,
        };
        library.append(&first, Some(address));
        library
    }

    /// The name of the feed's publisher.
    pub fn publisher(&self) -> Option<String> {
        self.first.publisher.as_ref().map(|publisher| publisher.name.clone())
    }

    /// Whether `feed`, fetched again, may take the place of this library's first page, which came so many seconds (`age`) before.
    ///
    /// # Errors
    /// [`Error::FeedOther`]: another title, and no article in common: somebody else's answer (a captive portal, a parked
    /// domain); for a month, since a portal may take another name. [`Error::FeedEmpty`]: it has nothing, and we have something
    /// that was not withdrawn. [`Error::FeedOlder`]: its newest article is older than ours, and it does not say that ours was withdrawn;
    /// or nothing in it is newer, and an article that both have went back in time, or one is there that we know to be withdrawn: a
    /// copy that some proxy has kept. No proxy keeps it for longer than a day: after that it is what the server says.
    pub fn yields_to(&self, feed: &Feed, age: i64) -> Result<(), Error> {
        // What came from the future says nothing of how long ago: somebody has set a clock, or written into the store.
        let age = age.saturating_abs();
        let first = &self.first;
        let ours = first.items.iter().find(|item| !is_gone(feed, item));
        // Whether nothing is common, our newest article lacks, or something went back; and how new the newest is that we have not.
        let (mut other, mut lacks, mut back, mut fresh) = (true, true, false, i64::MIN);
        for item in &feed.items {
            // Looking for a few is enough, and a feed of thousands is not compared with thousands.
            let known = first.items.iter().take(50).find(|known| known.id == item.id);
            other &= known.is_none();
            lacks &= known.map(ptr::from_ref) != ours.map(ptr::from_ref);
            let (before, now) = (known.map_or(i64::MIN, |known| stamp(known)), stamp(item));
            if is_gone(first, known.unwrap_or(item)) {
                back |= !is_gone(feed, item);
            } else if now > before {
                fresh = fresh.max(now);
            } else {
                back |= now < before;
            }
        }
        if age < 30 * DAY && feed.title != first.title && !first.items.is_empty() && other {
            return Err(Error::FeedOther);
        }
        if feed.items.is_empty() && ours.is_some() {
            return Err(Error::FeedEmpty);
        }
        let newest = ours.and_then(|item| item.date_published).map_or(i64::MIN, Time::unix);
        if age < DAY && (lacks || back) && fresh < newest { Err(Error::FeedOlder) } else { Ok(()) }
    }

    /// Whether the article with this id is at hand, for readers to see or not.
    pub fn has(&self, id: &str) -> bool {
        self.items.iter().any(|item| item.id == id)
    }

    /// Whether the feed says that the article with this id must vanish.
    pub fn has_withdrawn(&self, id: &str) -> bool {
        self.withdrawn.iter().any(|gone| gone == id) || self.items.iter().any(|item| item.id == id && item.withdrawn)
    }

    /// Adds a page fetched from `address`, or without one what the reader has saved. An id that is there already keeps its first
    /// article: what the feed says of a saved one goes before, also that it was withdrawn.
    pub fn append(&mut self, feed: &Feed, address: Option<HttpUrl>) {
        self.withdrawn.extend_from_slice(&feed.withdrawn);
        for category in &feed.categories {
            if !self.categories.iter().any(|known| known.id == category.id) {
                self.categories.push(category.clone());
            }
        }
        self.items.extend_from_slice(&feed.items);
        keep_first_of_each_id(&mut self.items);
        newest_first(&mut self.items);
        let Some(address) = address else { return };
        self.seen.push(address);
        let same_origin = |next: &HttpUrl| self.seen.first().is_some_and(|first| first.origin() == next.origin());
        self.next = feed
            .next_url
            .clone()
            .filter(|next| same_origin(next) && self.seen.len() < MOST_PAGES && !self.has_seen(next));
    }

    /// The next page: `None` when the feed names none, or one seen before, on another origin or past the cap.
    pub fn next(&self) -> Option<&HttpUrl> {
        self.next.as_ref()
    }

    /// Stops following pages (the next one turned out to be an address seen before, after redirects).
    pub fn end(&mut self) {
        self.next = None;
    }

    /// Whether a page was fetched from `address` already.
    pub fn has_seen(&self, address: &HttpUrl) -> bool {
        self.seen.iter().any(|seen| seen.without_fragment() == address.without_fragment())
    }

    /// The feed's title.
    pub fn title(&self) -> &str {
        &self.first.title
    }

    /// The banner over `item`: its own picture, else the feed's.
    pub fn banner(&self, item: Option<&Item>) -> Option<Banner> {
        let banner = &self.first.banner;
        match item.and_then(|item| item.banner_image.clone()) {
            Some(url) => {
                let alt = banner.as_ref().map(|banner| banner.alt.clone()).unwrap_or_default();
                Some(Banner { url, alt, link: banner.as_ref().and_then(|banner| banner.link.clone()) })
            }
            None => banner.clone(),
        }
    }

    /// The category of `item` as readers know it.
    pub fn category_of(&self, item: &Item) -> Option<Category> {
        let id = item.category_id()?;
        let known = self.categories.iter().find(|category| category.id == id || same_name(&category.title, id));
        Some(known.cloned().unwrap_or_else(|| Category { id: id.to_owned(), title: id.to_owned() }))
    }

    /// Whether readers may see `item` at `now`.
    fn is_visible(&self, item: &Item, now: Time) -> bool {
        !item.withdrawn && item.not_before.is_none_or(|start| start <= now) && !self.withdrawn.contains(&item.id)
    }

    /// The visible articles, newest first.
    pub fn visible(&self, now: Time) -> impl Iterator<Item = &Arc<Item>> {
        self.items.iter().filter(move |item| self.is_visible(item, now))
    }

    /// The article that is wanted.
    ///
    /// # Errors
    /// [`Error::FeedEmpty`], [`Error::CategoryEmpty`] or [`Error::ArticleNotFound`].
    pub fn find(&self, wanted: &Wanted, now: Time) -> Result<Arc<Item>, Error> {
        let (found, error) = match wanted {
            Wanted::Newest => (self.visible(now).next(), Error::FeedEmpty),
            Wanted::NewestIn(name) => {
                let id = self.categories.iter().find(|category| same_name(&category.title, name));
                let id = id.map_or(name.as_str(), |category| category.id.as_str());
                let mut inside = self.visible(now).filter(|item| {
                    item.category_id().is_some_and(|own| own == id || own == name || same_name(own, name))
                });
                (inside.next(), if self.items.is_empty() { Error::FeedEmpty } else { Error::CategoryEmpty })
            }
            Wanted::Named(name) => {
                let by_id = self.visible(now).find(|item| item.id == *name);
                let by_url =
                    || self.visible(now).find(|item| item.url.as_ref().is_some_and(|url| url.as_str() == name));
                let error = if self.items.is_empty() {
                    Error::FeedEmpty
                } else {
                    Error::ArticleNotFound { wanted: name.clone() }
                };
                (by_id.or_else(by_url), error)
            }
        };
        found.cloned().ok_or(error)
    }

    /// The articles of `item`'s category, newest first: the `whole` of it, or the others. Without a category: of those that
    /// have none.
    pub fn related(&self, item: &Item, whole: bool, now: Time) -> Vec<Arc<Item>> {
        let own = self.category_of(item).map(|category| category.id);
        self.visible(now)
            .filter(|other| {
                (whole || other.id != item.id) && self.category_of(other).map(|category| category.id) == own
            })
            .cloned()
            .collect()
    }
}

/// Whether `item` is withdrawn, by itself or by the `feed`.
#[inline(never)]
fn is_gone(feed: &Feed, item: &Item) -> bool {
    item.withdrawn || feed.withdrawn.contains(&item.id)
}

/// When it last changed, as the feed says.
#[inline(never)]
fn stamp(item: &Item) -> i64 {
    item.date_published.max(item.date_modified).map_or(i64::MIN, Time::unix)
}

/// Titles that differ in white space at the ends or in the case of Latin letters are the same name.
fn same_name(one: &str, other: &str) -> bool {
    one.trim().eq_ignore_ascii_case(other.trim())
}
