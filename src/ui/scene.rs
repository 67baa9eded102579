//! What is shown, as one value, and what the reader reports back.

use std::sync::Arc;

use crate::core::{
    config::{Config, Theme},
    feed::{Banner, Category, Item},
    lang::Lang,
    state::LoadState,
    url::HttpUrl,
};

/// Everything one reader shows.
#[derive(Clone, Debug)]
pub struct Scene {
    /// What is going on.
    pub state: LoadState,
    /// How it is shown.
    pub look: Look,
    /// The banner over the article.
    pub banner: Option<Banner>,
    /// The article; without one the list is all there is.
    pub story: Option<Arc<Story>>,
    /// The list below it.
    pub related: Related,
    /// A passing word for the status line.
    pub notice: String,
    /// Newer news has come; the reader is asked before anything moves.
    pub offer: bool,
}

impl Scene {
    /// A reader that waits.
    pub fn waiting(look: Look) -> Self {
        Self {
            state: LoadState::Loading,
            look,
            banner: None,
            story: None,
            related: Related::default(),
            notice: String::new(),
            offer: false,
        }
    }
}

/// The attributes that only change how things look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The interface's language.
    pub lang: Lang,
    /// The colours.
    pub theme: Theme,
    /// The headline's level, 1 to 4.
    pub heading_level: u8,
    /// Whether there is room for the reading tools.
    pub tools: bool,
    /// Whether there is a list to go back to.
    pub list: bool,
}

impl From<&Config> for Look {
    fn from(config: &Config) -> Self {
        Self {
            lang: config.lang,
            theme: config.theme,
            heading_level: config.heading_level,
            tools: config.tools,
            list: config.lists(),
        }
    }
}

/// An article with what is known around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The article.
    pub item: Arc<Item>,
    /// Its category.
    pub category: Option<Category>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The feed's address: what the article's relative addresses count from if it has none of its own.
    pub base: HttpUrl,
}

/// The list of the category's other articles, or of all.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Related {
    /// The category's title, where the list stands alone.
    pub title: Option<String>,
    /// Whether there is a list at all.
    pub shown: bool,
    /// The articles, newest first.
    pub items: Vec<Arc<Item>>,
    /// Whether there are more.
    pub more: More,
}

/// The button below the list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum More {
    /// That was all.
    #[default]
    None,
    /// There may be more.
    Idle,
    /// More are being fetched.
    Busy,
    /// Fetching more failed; it can be tried again.
    Failed,
}

/// What a reader does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Opens the article with this id in place.
    Open(String),
    /// Asks for more headlines.
    More,
    /// Tries again after an error.
    Retry,
    /// Gives up on the article that is not there and takes the newest.
    Newest,
    /// Takes what the tag asks for from the news that has come meanwhile.
    Newer,
    /// Goes back to the category's headlines.
    List,
}

impl Action {
    /// The attribute that says what a click on an element does.
    pub const ATTRIBUTE: &'static str = "data-act";
    /// The attribute of a link that opens an article in place: the article's id.
    pub const ARTICLE: &'static str = "data-article";

    /// The action of a button whose [`Action::ATTRIBUTE`] is `word`.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "more" => Some(Self::More),
            "retry" => Some(Self::Retry),
            "newest" => Some(Self::Newest),
            "newer" => Some(Self::Newer),
            "list" => Some(Self::List),
            _ => None,
        }
    }
}
