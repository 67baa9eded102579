//! What the components show, as signals, and what they report back.

use std::sync::Arc;

use leptos::prelude::*;

use crate::core::{
    config::{Config, Theme},
    feed::{Banner, Category, Item},
    lang::{Lang, Words},
    state::LoadState,
    url::HttpUrl,
};

/// One reader's signals. Copied into every component.
#[derive(Clone, Copy, Debug)]
pub struct Model {
    /// What is going on.
    pub state: RwSignal<LoadState>,
    /// How it is shown.
    pub look: RwSignal<Look>,
    /// The banner over the article.
    pub banner: RwSignal<Option<Banner>>,
    /// The article.
    pub story: RwSignal<Option<Story>>,
    /// The list below it.
    pub related: RwSignal<Related>,
    /// A passing word for the status line.
    pub notice: RwSignal<String>,
    /// Where what the reader does goes.
    pub act: UnsyncCallback<Action>,
}

impl Model {
    /// A reader that waits. `act` hears what its reader does.
    pub fn new(look: Look, act: impl Fn(Action) + 'static) -> Self {
        Self {
            state: RwSignal::new(LoadState::Loading),
            look: RwSignal::new(look),
            banner: RwSignal::new(None),
            story: RwSignal::new(None),
            related: RwSignal::new(Related::default()),
            notice: RwSignal::new(String::new()),
            act: UnsyncCallback::new(act),
        }
    }

    /// The words of the interface, tracked.
    pub fn words(&self) -> &'static Words {
        self.look.get().lang.words()
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
}

impl From<&Config> for Look {
    fn from(config: &Config) -> Self {
        Self { lang: config.lang, theme: config.theme, heading_level: config.heading_level }
    }
}

/// An article with what is known around it.
#[derive(Clone, Debug, PartialEq)]
pub struct Story {
    /// The article.
    pub item: Arc<Item>,
    /// Its category.
    pub category: Option<Category>,
    /// What relative addresses in its HTML count from.
    pub base: HttpUrl,
}

/// The list of the category's other articles.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Related {
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
}
