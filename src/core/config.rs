//! What the tag's attributes ask for. Every attribute is total: junk means the default.

use super::lang::Lang;

/// The attributes the element watches, in the order of the README's table.
pub const ATTRIBUTES: [&str; 13] = [
    "feed",
    "article",
    "category",
    "related",
    "lang",
    "theme",
    "heading-level",
    "loading",
    "routing",
    "tools",
    "offline",
    "storage",
    "microdata",
];

/// What the tag asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// `feed`: the feed's address as written; `None` when missing or blank.
    pub feed: Option<String>,
    /// `article`: an id or address; `None` means the newest.
    pub article: Option<String>,
    /// `category`: an id or a title; without an `article` its headlines are shown.
    pub category: Option<String>,
    /// `related`: how many headlines at a time, 0 to 100; 0 hides the list.
    pub related: usize,
    /// `lang`: the interface's language.
    pub lang: Lang,
    /// `theme`: the colours.
    pub theme: Theme,
    /// `heading-level`: the headline's level, 1 to 4.
    pub heading_level: u8,
    /// `routing`: whether the page's address follows the article.
    pub routing: Routing,
    /// `offline`: whether anything is kept on the device.
    pub offline: bool,
    /// `tools`: whether there are any reading tools ([`super::tools::Tool::chosen`] says which).
    pub tools: bool,
}

impl Config {
    /// Whether the category's headlines come first, and are what an article leads back to.
    pub fn lists(&self) -> bool {
        self.category.is_some() && self.article.is_none()
    }

    /// How many headlines are shown at a time, where there are any.
    pub fn batch(&self) -> usize {
        if self.related == 0 { Self::RELATED } else { self.related }
    }

    /// How many related headlines the reference page shows.
    pub const RELATED: usize = 13;

    /// Reads every attribute through `get`.
    pub fn from_attributes(get: impl Fn(&str) -> Option<String>) -> Self {
        let text = |name| get(name).map(|value| value.trim().to_owned()).filter(|value| !value.is_empty());
        let number = |name: &'static str, most: usize| {
            text(name).and_then(|value| value.parse::<usize>().ok()).filter(|value| *value <= most)
        };
        Self {
            feed: text("feed"),
            article: text("article"),
            category: text("category"),
            related: number("related", 100).unwrap_or(Self::RELATED),
            lang: text("lang").map(|lang| Lang::from_attribute(&lang)).unwrap_or_default(),
            theme: text("theme").map(|theme| Theme::from_attribute(&theme)).unwrap_or_default(),
            heading_level: number("heading-level", 4)
                .and_then(|level| u8::try_from(level).ok())
                .filter(|level| *level > 0)
                .unwrap_or(1),
            routing: if text("routing").is_some_and(|routing| routing.eq_ignore_ascii_case("hash")) {
                Routing::Hash
            } else {
                Routing::None
            },
            offline: !text("offline").is_some_and(|offline| offline.eq_ignore_ascii_case("off")),
            tools: !text("tools").is_some_and(|tools| tools.split(' ').any(|word| word.eq_ignore_ascii_case("none"))),
        }
    }
}

/// `routing`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Routing {
    /// The page's address and history are left alone.
    #[default]
    None,
    /// The address ends in `#tin=<id>`, and Back and Forward walk through the articles.
    Hash,
}

/// `theme`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the device or the host page says.
    #[default]
    Auto,
    /// Dark on white.
    Light,
    /// Light on near-black.
    Dark,
    /// Brown on cream.
    Sepia,
    /// As much contrast as there is.
    Contrast,
}

impl Theme {
    const NAMES: [(Self, &'static str); 5] = [
        (Self::Auto, "auto"),
        (Self::Light, "light"),
        (Self::Dark, "dark"),
        (Self::Sepia, "sepia"),
        (Self::Contrast, "contrast"),
    ];

    /// From the attribute's word; anything unknown is [`Theme::Auto`].
    pub fn from_attribute(text: &str) -> Self {
        Self::NAMES.into_iter().find(|(_, name)| text.eq_ignore_ascii_case(name)).map_or(Self::Auto, |(theme, _)| theme)
    }

    /// The attribute's word.
    pub fn name(self) -> &'static str {
        Self::NAMES.into_iter().find(|(theme, _)| *theme == self).map_or("auto", |(_, name)| name)
    }
}
