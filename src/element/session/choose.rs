//! Which article is wanted, where it is found, and how it comes on screen.

use std::{rc::Rc, sync::Arc};

use super::{Arrival, Session};
use crate::{
    browser::{clock::now, dom, fetch::kept, history, task::Later, url::page_base},
    core::{
        error::Error,
        feed::Item,
        library::{Library, Wanted},
        state::Event as Change,
    },
    element::{
        emit,
        pages::{self, Source},
    },
    ui::scene::Story,
};

/// How many further pages are searched for an article that the first one lacks.
const SEARCHED_PAGES: usize = 5;

/// A library to look on in.
type Searched<'a> = Later<'a, Result<Option<Library>, Error>>;

impl Session {
    /// What is wanted now: what was asked for, else what the address says, else what the tag says.
    pub(super) fn wanted(&self) -> Wanted {
        let named = self.asked.borrow().clone().or_else(|| self.routed());
        let named = named.or_else(|| self.config.borrow().article.clone());
        named.map_or_else(|| self.newest(), Wanted::Named)
    }

    /// What the tag wants where it names no article.
    pub(super) fn newest(&self) -> Wanted {
        self.config.borrow().category.clone().map_or(Wanted::Newest, Wanted::NewestIn)
    }

    /// The article in the page's address.
    pub(super) fn routed(&self) -> Option<String> {
        self.route.borrow().as_ref().and_then(|_| history::routed())
    }

    /// Takes the article out of the page's address, in an entry of the history that is `anew` or in this one.
    pub(super) fn leave_address(&self, anew: bool) {
        if let Some(route) = self.route.borrow().as_ref().filter(|_| history::routed().is_some()) {
            route.write(None, anew);
        }
    }

    /// Shows what is wanted from the feed at hand, or says that it is not there.
    pub(super) fn choose(self: &Rc<Self>, arrival: Arrival) -> Later<'_, Result<(), Error>> {
        Box::pin(async move {
            let mut wanted = self.wanted();
            let current = self.current.borrow().clone();
            let named = matches!(&wanted, Wanted::Named(_));
            // By the article on screen too: the tag may name it by its address.
            let gone = current.as_ref().is_some_and(|item| self.has_withdrawn(&item.id))
                || matches!(&wanted, Wanted::Named(id) if self.has_withdrawn(id));
            if gone && named {
                self.asked.take();
                self.leave_address(false);
                wanted = self.newest();
            }
            let recalled = self.recalled.get();
            // With nothing but the store there is no server to ask for pages.
            let mut found = self.find(&wanted, !recalled).await;
            let mut list = matches!(wanted, Wanted::NewestIn(_));
            let mut lacks = false;
            if found.is_err() && named && !gone && arrival != Arrival::Told {
                if current.is_some() {
                    // The address may name an article of another reader's of the page, and a missing article is no withdrawn one.
                    if matches!(arrival, Arrival::Returned(_)) {
                        return Ok(());
                    }
                    found = Ok(current);
                    list = self.listing.get();
                } else if recalled {
                    // The newest of what is stored is better than nothing.
                    wanted = self.newest();
                    found = Ok(self.at_hand(&wanted));
                    lacks = true;
                    list = matches!(wanted, Wanted::NewestIn(_));
                }
            }
            match found {
                Ok(Some(item)) => {
                    self.put(item, list, arrival).await;
                    if gone || lacks {
                        let words = self.config.borrow().lang.words();
                        let notice = if gone { words.gone } else { words.lacks };
                        self.stage(|scene| notice.clone_into(&mut scene.notice));
                    }
                    Ok(())
                }
                Ok(None) => Ok(()),
                Err(error) => {
                    self.current.take();
                    self.fail(Change::NotThere(error.clone()), &error).await;
                    Err(error)
                }
            }
        })
    }

    /// Looks through the pages at hand, then through what the reader has saved, then through a few pages more, for which the
    /// server is asked or not. `Ok(None)` when the reader went away meanwhile.
    pub(super) fn find<'a>(&'a self, wanted: &'a Wanted, asks: bool) -> Later<'a, Result<Option<Arc<Item>>, Error>> {
        Box::pin(async move {
            let mut page = 0;
            loop {
                let (library, error) = match self.library.borrow().as_ref() {
                    None => return Ok(None),
                    Some((library, _)) => match library.find(wanted, now()) {
                        Ok(item) => return Ok(Some(item)),
                        Err(error) => (library.clone(), error),
                    },
                };
                let longer: Searched = if page == 0 {
                    self.with_saved(library, wanted)
                } else if page > SEARCHED_PAGES || library.next().is_none() {
                    return Err(error);
                } else {
                    self.next_page(library, asks)
                };
                page += 1;
                match longer.await {
                    Ok(Some(longer)) => self.keep(longer),
                    Ok(None) => return Ok(None),
                    // The article may be there; what we know is that it is not where we could look.
                    Err(_) => return Err(error),
                }
            }
        })
    }

    /// `library` with the wanted article, if the reader has saved it: the feed may no longer list it.
    pub(super) fn with_saved<'a>(&'a self, mut library: Library, wanted: &'a Wanted) -> Searched<'a> {
        Box::pin(async move {
            if let Wanted::Named(name) = wanted
                && let Some(feed) = self.address().filter(|_| self.config.borrow().offline)
            {
                // All its addresses are absolute (shelf.js).
                let found = self.store.recall(&feed, Some(name), None).await;
                if let Some(saved) = found.and_then(|(text, ..)| kept(&text, &page_base())) {
                    library.append(&saved, None);
                }
            }
            Ok(Some(library))
        })
    }

    /// `library` with its next page: as it was kept, where what is on screen is so too; else the server's, if it `asks`.
    pub(super) fn next_page(&self, library: Library, asks: bool) -> Searched<'_> {
        let store = self.address().filter(|_| self.config.borrow().offline).map(|feed| (&self.store, feed));
        let kept = self.recalled.get() || !self.told.get().is_empty();
        pages::fetch_next(library, &self.page_flight, Source { store, server: asks, kept })
    }

    /// What is wanted, if it is at hand.
    pub(super) fn at_hand(&self, wanted: &Wanted) -> Option<Arc<Item>> {
        self.library.borrow().as_ref()?.0.find(wanted, now()).ok()
    }

    pub(super) fn has_withdrawn(&self, id: &str) -> bool {
        self.library.borrow().as_ref().is_some_and(|(library, _)| library.has_withdrawn(id))
    }

    pub(super) fn keep(&self, longer: Library) {
        if let Some((library, _)) = self.library.borrow_mut().as_mut() {
            *library = longer;
        }
    }

    /// The reader or the page asks for an article. `Err(None)` when a listener prevented it or the reader is gone.
    pub(super) fn go(self: &Rc<Self>, wanted: Wanted) -> Later<'_, Result<(), Option<Error>>> {
        Box::pin(async move {
            let item = self.find(&wanted, true).await?.ok_or(None)?;
            if !self.alive.get() || !emit::navigate(&self.host, &item) {
                return Err(None);
            }
            if let Some(route) = self.route.borrow().as_ref() {
                route.write(Some(&item.id), true);
            }
            if self.listing.get() {
                self.list_top.set(Some(history::scrolled()));
            }
            self.asked.replace(Some(item.id.clone()));
            self.put(item, false, Arrival::Asked).await;
            Ok(())
        })
    }

    /// Puts an article on screen, or the `list` of its category, and says so when it is there.
    pub(super) fn put(self: &Rc<Self>, item: Arc<Item>, list: bool, arrival: Arrival) -> Later<'_, ()> {
        Box::pin(async move {
            let (story, banner) = {
                let library = self.library.borrow();
                let Some((library, base)) = library.as_ref() else { return };
                let story = Story {
                    category: library.category_of(&item),
                    item: item.clone(),
                    publisher: library.publisher(),
                    base: base.clone(),
                };
                (story, library.banner(Some(&*item).filter(|_| !list)))
            };
            let same =
                self.current.borrow().as_ref().is_some_and(|current| current.id == item.id) && !self.listing.get();
            self.current.replace(Some(item.clone()));
            self.listing.set(list);
            if !same {
                self.shown.set(self.config.borrow().batch());
            }
            let category = story.category.clone();
            let related = self.related();
            self.stage(|scene| {
                // The same article again (a refresh) is left alone: its place on screen, its selection, its pictures.
                if list {
                    scene.story = None;
                } else if scene.story.as_deref() != Some(&story) {
                    scene.story = Some(Arc::new(story));
                }
                scene.banner = banner;
                scene.notice.clear();
                scene.related = related;
                self.offered.take();
                scene.offer = false;
                scene.state = scene.state.clone().after(if arrival != Arrival::Loaded {
                    Change::Turned(self.came.get())
                } else if self.recalled.get() {
                    Change::Recalled(self.came.get())
                } else {
                    Change::Arrived(now())
                });
            });
            if !self.settle().await || !self.is_current(&item, list) {
                return;
            }
            match arrival {
                Arrival::Loaded | Arrival::Told => {}
                Arrival::Asked => self.go_to_headline(),
                Arrival::Returned(top) => {
                    self.focus(".title");
                    if let Some(top) = top {
                        history::scroll_to(top);
                    }
                }
            }
            match category.filter(|_| list) {
                Some(category) => emit::list(&self.host, &category),
                None => emit::load(&self.host, &item),
            }
        })
    }

    pub(super) fn is_current(&self, item: &Arc<Item>, list: bool) -> bool {
        self.listing.get() == list && self.current.borrow().as_ref().is_some_and(|current| Arc::ptr_eq(current, item))
    }

    pub(super) fn go_to_headline(&self) {
        self.focus(".title");
        if let Some(article) = dom::find(&self.root, "article,.listing") {
            dom::show(&article, "start");
        }
    }
}
