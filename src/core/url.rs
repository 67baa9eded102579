//! The one gate for addresses a feed gives: [`HttpUrl`].

use serde::Serialize;

use super::find::{find, split_once};

/// How a relative reference is resolved against a base: the WHATWG URL parser of whoever runs us.
///
/// Arguments: the reference, the base. `None` when they do not make a URL.
pub type Resolve = fn(&str, &str) -> Option<String>;

/// An address that references are resolved against (the feed's, or an item's).
#[derive(Clone, Debug)]
pub struct Base {
    href: String,
    resolve: Resolve,
}

impl Base {
    /// `href` must be absolute; a base that is not makes every relative reference `None`.
    pub fn new(href: impl Into<String>, resolve: Resolve) -> Self {
        Self { href: href.into(), resolve }
    }

    /// The same resolver with another address.
    #[must_use]
    pub fn at(&self, url: &HttpUrl) -> Self {
        Self { href: url.0.clone(), resolve: self.resolve }
    }

    /// The absolute form of `reference`, whatever its scheme. Not yet checked: see [`HttpUrl::new`].
    pub fn join(&self, reference: &str) -> Option<String> {
        (self.resolve)(reference, &self.href)
    }
}

/// An absolute `http:` or `https:` address without a user name or password, in the URL parser's own spelling.
///
/// Every address of a feed becomes one of these before anything is shown or fetched; there is no other way to make one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct HttpUrl(String);

impl HttpUrl {
    /// Resolves `reference` against `base` and lets only http(s) through.
    ///
    /// Credentials are refused: `https://portal.example@evil.example/` reads like one site and is another.
    pub fn new(reference: &str, base: &Base) -> Option<Self> {
        let reference = reference.trim();
        if reference.is_empty() {
            return None;
        }
        let href = base.join(reference)?;
        let rest = href.strip_prefix("https://").or_else(|| href.strip_prefix("http://"))?;
        let end = rest.bytes().position(|byte| matches!(byte, b'/' | b'?' | b'#'));
        let authority = rest.get(..end.unwrap_or(rest.len()))?;
        (!authority.is_empty() && !authority.as_bytes().contains(&b'@')).then_some(Self(href))
    }

    /// The address as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address up to its `#`: what is fetched.
    pub fn without_fragment(&self) -> &str {
        split_once(&self.0, "#").map_or(&self.0, |(before, _)| before)
    }

    /// Scheme, host and port: what the web calls the origin.
    pub fn origin(&self) -> &str {
        let start = find(&self.0, "://").map_or(0, |at| at + 3);
        let end = self.0.get(start..).and_then(|rest| rest.find(['/', '?', '#'])).map_or(self.0.len(), |at| start + at);
        self.0.get(..end).unwrap_or(&self.0)
    }
}
