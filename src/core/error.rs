//! What can go wrong, each with the stable code other people's pages rely on and a sentence for the reader.

use super::{
    lang::{Words, fill},
    time::pad,
};

/// Why there is nothing (new) to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// `feed-missing`: the tag has no `feed` attribute, or one that is no http(s) address.
    FeedMissing,
    /// `feed-unreachable`: no connection, refused by CORS, or cut off before the end.
    FeedUnreachable {
        /// The browser's own words.
        cause: String,
    },
    /// `feed-timeout`: not complete in time; the time covers the body.
    FeedTimeout {
        /// How long we waited.
        seconds: u32,
    },
    /// `feed-http`: an answer outside 200–299.
    FeedHttp {
        /// The HTTP status.
        status: u16,
    },
    /// `feed-not-json`: the body is not JSON (an error page, a captive portal, half a file).
    FeedNotJson {
        /// The JSON parser's own words.
        cause: String,
    },
    /// `feed-invalid`: JSON, but not a JSON Feed.
    FeedInvalid {
        /// The required member that is missing or of the wrong type.
        missing: &'static str,
    },
    /// `feed-older`: an older copy than the one at hand, from a proxy on the way.
    FeedOlder,
    /// `feed-other`: another feed than the one at hand: another title, and no article in common.
    FeedOther,
    /// `storage-full`: the device has no room to keep the feed. What was kept is still there.
    StorageFull,
    /// `feed-too-large`: more than we read.
    FeedTooLarge {
        /// The limit, in megabytes (2²⁰ bytes).
        limit: u32,
    },
    /// `feed-empty`: a valid feed without an article to show.
    FeedEmpty,
    /// `category-empty`: the wanted category has no article.
    CategoryEmpty,
    /// `article-not-found`: the wanted article is not in the feed.
    ArticleNotFound {
        /// The id or address that was asked for.
        wanted: String,
    },
}

impl Error {
    /// The stable code, as in the event `tin-error`.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::FeedMissing => "feed-missing",
            Self::FeedUnreachable { .. } => "feed-unreachable",
            Self::FeedTimeout { .. } => "feed-timeout",
            Self::FeedHttp { .. } => "feed-http",
            Self::FeedNotJson { .. } => "feed-not-json",
            Self::FeedInvalid { .. } => "feed-invalid",
            Self::FeedTooLarge { .. } => "feed-too-large",
            Self::FeedOlder => "feed-older",
            Self::FeedOther => "feed-other",
            Self::StorageFull => "storage-full",
            Self::FeedEmpty => "feed-empty",
            Self::CategoryEmpty => "category-empty",
            Self::ArticleNotFound { .. } => "article-not-found",
        }
    }

    /// The sentence for the reader.
    pub fn sentence(&self, words: &Words) -> String {
        match self {
            Self::FeedMissing => words.feed_missing.to_owned(),
            Self::FeedUnreachable { .. } => words.feed_unreachable.to_owned(),
            Self::FeedTimeout { seconds } => fill(words.feed_timeout, &decimal(*seconds)),
            Self::FeedHttp { status } => fill(words.feed_http, &decimal(u32::from(*status))),
            Self::FeedNotJson { .. } => words.feed_not_json.to_owned(),
            Self::FeedInvalid { missing } => fill(words.feed_invalid, missing),
            Self::FeedTooLarge { limit } => fill(words.feed_too_large, &decimal(*limit)),
            Self::FeedOlder => words.feed_older.to_owned(),
            Self::FeedOther => words.feed_other.to_owned(),
            Self::StorageFull => words.storage_full.to_owned(),
            Self::FeedEmpty => words.feed_empty.to_owned(),
            Self::CategoryEmpty => words.category_empty.to_owned(),
            Self::ArticleNotFound { .. } => words.article_not_found.to_owned(),
        }
    }

    /// Whether the server was not reached at all: the reader is offline, for all we know.
    pub const fn is_of_the_network(&self) -> bool {
        matches!(self, Self::FeedUnreachable { .. } | Self::FeedTimeout { .. })
    }

    /// Whether the same request may well do better in a while.
    pub const fn may_pass(&self) -> bool {
        self.is_of_the_network()
            || matches!(self, Self::FeedHttp { status: 408 | 429 | 500.. } | Self::FeedNotJson { .. })
    }

    /// What a webmaster needs besides the code: the browser's words, or what was asked for.
    pub fn cause(&self) -> Option<&str> {
        match self {
            Self::FeedUnreachable { cause } | Self::FeedNotJson { cause } => Some(cause.as_str()),
            Self::ArticleNotFound { wanted } => Some(wanted.as_str()),
            _ => None,
        }
        .filter(|cause| !cause.is_empty())
    }
}

/// `value` in decimal digits.
pub fn decimal(value: u32) -> String {
    let mut out = String::new();
    pad(&mut out, i64::from(value), 1);
    out
}
