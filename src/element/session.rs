//! One reader's life: what it loads, what it shows, what it answers.
//!
//! Every await may outlive the element. After each one the session asks whether it is still `alive` before it touches
//! a signal: a disposed signal that is read panics, and a panic would stop every reader on the page.

use std::{
    cell::{Cell, OnceCell, RefCell},
    rc::Rc,
    sync::Arc,
};

use js_sys::{Array, Function, JsString, Promise};
use leptos::{prelude::*, task::tick};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    Element, Event, FocusOptions, HtmlElement, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition, ShadowRoot,
};

use super::{emit, pages, route::Route};
use crate::{
    browser::{
        clock::{Timer, now},
        events::Listener,
        fetch::{Download, Flight, kept},
        history,
        store::Store,
        task::{Later, promise, settled, spawn, turn},
        url::{base_at, page_base},
    },
    core::{
        config::{Config, Routing, Theme},
        error::{Error, decimal},
        feed::{Feed, Item},
        lang::fill,
        library::{Library, Wanted},
        state::{Event as Change, LoadState, pause},
        time::Time,
        url::HttpUrl,
    },
    ui::{
        article::article,
        scene::{Action, Look, More, Related, Scene, Story},
    },
};

/// Milliseconds until the reader is told that loading takes long.
const SLOW: i32 = 3000;
/// Seconds after which a page that comes back to the foreground asks for newer news.
const FRESH: i64 = 300;
/// How many further pages are searched for an article that the first one lacks.
const SEARCHED_PAGES: usize = 5;
/// How many articles are handed to the tools at a time: a few milliseconds' work on a cheap phone.
const SLICE: usize = 200;

/// A library to look on in.
type Searched<'a> = Later<'a, Result<Option<Library>, Error>>;

/// How an article, or the list, came to be shown.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Arrival {
    /// With the feed: nothing moves.
    Loaded,
    /// The tag says so now: nothing moves either.
    Told,
    /// The reader or the page asked for it: the focus and the screen go to its headline.
    Asked,
    /// Through the history: back to where the page was scrolled.
    Returned(Option<f64>),
}

pub struct Session {
    host: HtmlElement,
    root: ShadowRoot,
    early: Function,
    store: Store,
    scene: OnceCell<RwSignal<Scene>>,
    alive: Cell<bool>,
    config: RefCell<Config>,
    /// The reader's own choice of a theme.
    preferred: Cell<Option<Theme>>,
    library: RefCell<Option<(Library, HttpUrl)>>,
    /// When the feed at hand came, and what it was made of, to know it again.
    came: Cell<Time>,
    text: RefCell<Option<JsString>>,
    /// The feed at hand is one from the store, and the server has not answered yet.
    recalled: Cell<bool>,
    /// How often loading has failed in a row, what of it was told, and when it is tried again.
    failures: Cell<u32>,
    told: Cell<&'static str>,
    again: RefCell<Option<Timer>>,
    /// The article on screen, or the newest of the category whose list is.
    current: RefCell<Option<Arc<Item>>>,
    /// Whether the category's list is on screen in place of an article.
    listing: Cell<bool>,
    /// The article the reader or the page asked for since the tag last said what it wants.
    asked: RefCell<Option<String>>,
    /// How many headlines are shown below the article.
    shown: Cell<usize>,
    /// How many are shown in the category's list, and where the page was scrolled when an article took its place.
    listed: Cell<usize>,
    list_top: Cell<Option<f64>>,
    /// The article that newer news is offered with.
    offered: RefCell<Option<String>>,
    /// Counts loads: the answer to an older one is ignored.
    round: Cell<u32>,
    loading: RefCell<Option<Promise>>,
    flight: RefCell<Option<Rc<Flight>>>,
    /// The request for the next page; apart from `flight`, so that neither aborts the other.
    page_flight: RefCell<Option<Rc<Flight>>>,
    slow: RefCell<Option<Timer>>,
    route: RefCell<Option<Route>>,
    listeners: RefCell<Vec<Listener>>,
}

impl Session {
    pub fn new(host: HtmlElement, root: ShadowRoot, early: Function, store: Store, config: Config) -> Rc<Self> {
        Rc::new(Self {
            host,
            root,
            early,
            store,
            scene: OnceCell::new(),
            alive: Cell::new(true),
            shown: Cell::new(config.batch()),
            listed: Cell::new(config.batch()),
            list_top: Cell::default(),
            config: RefCell::new(config),
            preferred: Cell::default(),
            library: RefCell::default(),
            came: Cell::new(now()),
            text: RefCell::default(),
            recalled: Cell::default(),
            failures: Cell::default(),
            told: Cell::new(""),
            again: RefCell::default(),
            current: RefCell::default(),
            listing: Cell::default(),
            asked: RefCell::default(),
            offered: RefCell::default(),
            round: Cell::new(0),
            loading: RefCell::default(),
            flight: RefCell::default(),
            page_flight: RefCell::default(),
            slow: RefCell::default(),
            route: RefCell::default(),
            listeners: RefCell::default(),
        })
    }

    /// Begins, once the signals are there.
    pub fn start(self: &Rc<Self>, scene: RwSignal<Scene>) {
        let _ = self.scene.set(scene);
        self.listeners.borrow_mut().push(Listener::new(&self.root, "error", |event| mark_broken(&event)));
        self.follow_the_network();
        self.follow_routing();
        self.load(Change::StartedAnew);
    }

    /// Lets go of everything; what is under way is aborted.
    pub fn end(&self) {
        self.alive.set(false);
        self.again.take();
        self.flight.take();
        self.page_flight.take();
        self.slow.take();
        self.route.take();
        self.listeners.take();
    }

    pub fn host(&self) -> &HtmlElement {
        &self.host
    }

    pub fn current(&self) -> JsValue {
        let current = self.current.borrow();
        current.as_ref().filter(|_| !self.listing.get()).map_or(JsValue::NULL, |item| emit::article(item))
    }

    /// What is shown, while there is something that shows it.
    fn scene(&self) -> Option<RwSignal<Scene>> {
        self.scene.get().copied().filter(|_| self.alive.get())
    }

    /// Changes what is shown.
    fn stage(&self, change: impl FnOnce(&mut Scene)) {
        if let Some(scene) = self.scene() {
            let mut next = scene.get_untracked();
            change(&mut next);
            scene.set(next);
        }
    }

    fn change(&self, change: Change) {
        self.stage(|scene| scene.state = scene.state.clone().after(change));
    }

    /// Waits until the page shows what the signals say, then lets the attribute say it too. `false` when the reader is
    /// gone by then.
    fn settle(&self) -> Later<'_, bool> {
        Box::pin(async move {
            tick().await;
            let Some(scene) = self.scene() else { return false };
            let name = scene.with_untracked(|scene| scene.state.name());
            // An attribute that does not change must not wake the host page's observers.
            if self.host.get_attribute("state").as_deref() != Some(name) {
                let _ = self.host.set_attribute("state", name);
            }
            true
        })
    }

    /// What the reader does.
    pub fn act(self: &Rc<Self>, action: Action) {
        match action {
            Action::Open(id) => self.turn_to(Wanted::Named(id)),
            Action::Newest => self.turn_to(Wanted::Newest),
            Action::Newer => {
                self.stage(|scene| scene.offer = false);
                let offered = self.offered.take();
                if self.listing.get() {
                    self.choose_now(Arrival::Asked);
                } else if let Some(id) = offered {
                    self.turn_to(Wanted::Named(id));
                }
            }
            Action::List => {
                self.asked.take();
                if let Some(route) = self.route.borrow().as_ref() {
                    route.write(None, true);
                }
                self.choose_now(self.list_top.take().map_or(Arrival::Asked, |top| Arrival::Returned(Some(top))));
            }
            Action::Retry => {
                self.load(Change::Started);
            }
            Action::More => {
                let session = self.clone();
                spawn(async move { session.more().await });
            }
        }
    }

    /// [`Self::go`] without waiting.
    fn turn_to(self: &Rc<Self>, wanted: Wanted) {
        let session = self.clone();
        spawn(async move {
            let _ = session.go(wanted).await;
        });
    }

    /// [`Self::choose`] without waiting, if there is news to choose from.
    fn choose_now(self: &Rc<Self>, arrival: Arrival) {
        if self.library.borrow().is_some() {
            let session = self.clone();
            spawn(async move {
                let _ = session.choose(arrival).await;
            });
        }
    }

    /// The tag's attributes have changed.
    pub fn configure(self: &Rc<Self>, config: &Config) {
        if self.scene().is_none() {
            return;
        }
        let old = self.config.replace(config.clone());
        if old == *config {
            return;
        }
        self.stage(|scene| scene.look = self.look());
        if old.routing != config.routing {
            self.follow_routing();
        }
        if old.feed != config.feed {
            self.asked.take();
            self.library.take();
            self.text.take();
            self.current.take();
            // The article in the address was the old feed's; that of a page which names its feed late is not.
            if old.feed.is_some() {
                self.leave_address(false);
            }
            self.count_anew(config);
            self.load(Change::StartedAnew);
        } else if old.article != config.article || old.category != config.category {
            self.asked.take();
            // What the tag says now goes before what the address has said, to which Back leads.
            self.leave_address(true);
            self.count_anew(config);
            self.choose_now(Arrival::Told);
        } else if old.related != config.related {
            self.count_anew(config);
            let related = self.related();
            self.stage(|scene| scene.related = related);
        }
    }

    /// Begins with the first headlines again.
    fn count_anew(&self, config: &Config) {
        self.shown.set(config.batch());
        self.listed.set(config.batch());
        self.list_top.take();
    }

    /// How many headlines are shown in what is on screen.
    fn rows(&self) -> &Cell<usize> {
        if self.listing.get() { &self.listed } else { &self.shown }
    }

    /// How things look: as the tag says, but for what the reader has chosen.
    fn look(&self) -> Look {
        let look = Look::from(&*self.config.borrow());
        Look { theme: self.preferred.get().unwrap_or(look.theme), ..look }
    }

    /// The reader's own choice of a theme; an empty word takes it back.
    pub fn prefer(&self, theme: &str) {
        self.preferred.set((!theme.is_empty()).then(|| Theme::from_attribute(theme)));
        self.stage(|scene| scene.look = self.look());
    }

    /// The article with this id as readers see it, apart from the page (see [`super::Mounted::draw`]).
    pub fn draw(&self, id: String) -> Option<Element> {
        let library = self.library.borrow();
        let (library, base) = library.as_ref()?;
        let item = library.find(&Wanted::Named(id), now()).ok()?;
        article(&Story { item, category: None, base: base.clone() }, self.look()).done()
    }

    /// The articles at hand that readers may see, newest first, from this place on (see [`super::Mounted::items`]).
    pub fn items(&self, from: usize) -> Array {
        let library = self.library.borrow();
        let list = Array::new();
        if let Some((library, _)) = library.as_ref() {
            for item in library.visible(now()).skip(from).take(SLICE) {
                list.push(&emit::listed(item, library.category_of(item).as_ref()));
            }
        }
        list
    }

    /// Whether the feed has further pages (see [`super::Mounted::has_further`]).
    pub fn has_further(&self) -> bool {
        self.library.borrow().as_ref().is_some_and(|(library, _)| library.next().is_some())
    }

    /// Fetches the next page; what is on screen stays as it is (see [`super::Mounted::further`]).
    pub async fn further(self: Rc<Self>) -> Result<(), JsValue> {
        let round = self.round.get();
        let library = self.library.borrow().as_ref().map(|(library, _)| library.clone());
        let Some(library) = library else { return Ok(()) };
        let longer = pages::fetch_next(library, &self.page_flight).await;
        if let Some(longer) = longer.map_err(|error| self.rejection(Some(&error)))?.filter(|_| self.is_at(round)) {
            self.keep(longer);
        }
        Ok(())
    }

    /// `show()`: rejects with our code, or with `AbortError` when a listener prevented it or the reader went away.
    pub async fn show(self: Rc<Self>, name: String) -> Result<(), JsValue> {
        let loading = self.loading.borrow().clone();
        if let Some(loading) = loading {
            let _ = settled(loading).await;
        }
        let address = HttpUrl::new(&name, &page_base());
        let wanted = Wanted::Named(name);
        match self.go(wanted).await {
            // An address may be written as the host page would write it.
            Err(Some(Error::ArticleNotFound { .. })) if address.is_some() => {
                let name = address.map(|url| url.as_str().to_owned()).unwrap_or_default();
                self.go(Wanted::Named(name)).await
            }
            other => other,
        }
        .map_err(|error| self.rejection(error.as_ref()))
    }

    /// `refresh()`.
    pub fn refresh(self: &Rc<Self>) -> Promise {
        self.load(Change::Started).unwrap_or_else(|| Promise::reject(&self.rejection(None)))
    }

    fn rejection(&self, error: Option<&Error>) -> JsValue {
        if let Some(error) = error {
            return emit::thrown(error, self.config.borrow().lang);
        }
        let aborted = js_sys::Error::new("");
        aborted.set_name("AbortError");
        aborted.into()
    }

    /// The feed's address.
    fn address(&self) -> Option<HttpUrl> {
        self.config.borrow().feed.as_ref().and_then(|feed| HttpUrl::new(feed, &page_base()))
    }

    /// Fetches the feed and shows what is wanted of it. The promise is settled when the outcome is on screen.
    fn load(self: &Rc<Self>, change: Change) -> Option<Promise> {
        self.scene()?;
        self.again.take();
        let round = self.round.get().wrapping_add(1);
        self.round.set(round);
        let quiet = change == Change::Woke;
        if !quiet {
            self.failures.set(0);
        }
        self.change(change);
        self.slow.replace(self.after(SLOW, |session| session.change(Change::TookLong)));
        let address = self.address();
        let early = || {
            let address = address.as_ref()?.as_str().into();
            self.early.call1(&JsValue::UNDEFINED, &address).ok().filter(JsValue::is_object)
        };
        let flight = address.as_ref().and_then(|address| Flight::to(address, early));
        let landed = flight.as_ref().map(Flight::landed);
        self.flight.replace(flight);
        let session = self.clone();
        let loading = promise(async move {
            session.settle().await;
            let offline = session.config.borrow().offline;
            if let Some(address) = address.as_ref().filter(|_| offline) {
                session.recall(address, round).await;
            }
            let outcome = match landed {
                Some(landed) => landed.await,
                None => Some(Err(Error::FeedMissing)),
            };
            turn().await;
            if !session.is_at(round) {
                // What came of the load that has taken over is what came of this one.
                let newer = session.loading.borrow().clone().filter(|_| session.alive.get());
                return Ok(newer.map_or(JsValue::UNDEFINED, Into::into));
            }
            session.flight.take();
            session.slow.take();
            let outcome = outcome.unwrap_or_else(|| Err(Error::FeedUnreachable { cause: String::new() }));
            let quiet = (session.recalled.get() || quiet) && session.current.borrow().is_some();
            match outcome.and_then(|download| session.judged(download, quiet)) {
                Ok((feed, download)) => {
                    session.take_in(feed, &download, quiet);
                    let shown = if quiet {
                        session.freshen().await;
                        Ok(())
                    } else {
                        session.choose(Arrival::Loaded).await
                    };
                    if let Some(feed) = &address
                        && session.config.borrow().offline
                        && settled(session.store.keep(feed, &download.text, now(), &download.address)).await.is_err()
                        && session.is_at(round)
                    {
                        emit::error(&session.host, &Error::StorageFull, session.config.borrow().lang);
                    }
                    shown.map_err(|error| session.rejection(Some(&error)))?;
                }
                Err(error) => {
                    if session.recalled.get() && session.current.borrow().is_none() {
                        let _ = session.choose(Arrival::Loaded).await;
                    }
                    session.recalled.set(false);
                    session.fail(Change::Failed(error.clone()), &error).await;
                    session.try_again_later(&error);
                    return Err(session.rejection(Some(&error)));
                }
            }
            Ok(JsValue::UNDEFINED)
        });
        // A rejection that nobody awaits is no news for the host page's console.
        let heard = loading.clone();
        spawn(async move {
            let _ = settled(heard).await;
        });
        self.loading.replace(Some(loading.clone()));
        Some(loading)
    }

    /// `library` with the wanted article, if the reader has saved it: the feed may no longer list it.
    fn with_saved<'a>(&'a self, mut library: Library, wanted: &'a Wanted) -> Searched<'a> {
        Box::pin(async move {
            // All its addresses are absolute (shelf.js).
            if let Wanted::Named(id) = wanted
                && let Some(feed) = self.address().filter(|_| self.config.borrow().offline)
                && let Some((text, ..)) = self.store.recall(&feed, Some(id)).await
                && let Some(saved) = kept(&text, &page_base())
            {
                library.append(saved, None);
            }
            Ok(Some(library))
        })
    }

    /// Whether the reader is still there, and no newer load has taken over from this one.
    fn is_at(&self, round: u32) -> bool {
        self.round.get() == round && self.alive.get()
    }

    /// The feed of `download`, unless what we have is better; none where it may be `known` and is: the same text is not
    /// read again.
    fn judged(&self, download: Download, known: bool) -> Result<(Option<Feed>, Download), Error> {
        let library = self.library.borrow();
        let from = library.as_ref().map(|(_, from)| from);
        if known && from == Some(&download.address) && self.text.borrow().as_ref() == Some(&download.text) {
            return Ok((None, download));
        }
        let feed = download.feed()?;
        if let Some((library, _)) = library.as_ref() {
            library.yields_to(&feed, now().unix() - self.came.get().unix())?;
        }
        Ok((Some(feed), download))
    }

    /// Makes a good answer the news at hand; `feed` is none where it was at hand already.
    fn take_in(&self, feed: Option<Feed>, download: &Download, quiet: bool) {
        self.recalled.set(false);
        self.failures.set(0);
        if !self.told.replace("").is_empty() {
            self.mend_pictures();
        }
        self.came.set(now());
        self.text.replace(Some(download.text.clone()));
        if let Some(feed) = feed {
            let from = download.address.clone();
            let old = self.library.replace(Some((Library::new(feed, from.clone()), from)));
            if let Some((old, _)) = old.filter(|_| quiet) {
                self.offer(&old);
            }
        }
    }

    /// Shows what the store has, while the server is asked. What is not there or not readable is no news.
    fn recall<'a>(self: &'a Rc<Self>, address: &'a HttpUrl, round: u32) -> Later<'a, ()> {
        Box::pin(async move {
            if self.library.borrow().is_some() {
                return;
            }
            let Some((text, saved, from)) = self.store.recall(address, None).await else { return };
            turn().await;
            let Some(feed) = kept(&text, &base_at(&from)).filter(|_| self.is_at(round)) else { return };
            self.library.replace(Some((Library::new(feed, from.clone()), from)));
            let wanted = self.wanted();
            let found = self.find(&wanted, 0).await;
            if !self.is_at(round) {
                return;
            }
            self.text.replace(Some(text));
            self.came.set(saved);
            self.recalled.set(true);
            if let Ok(Some(item)) = found {
                self.put(item, matches!(wanted, Wanted::NewestIn(_)), Arrival::Loaded).await;
            }
        })
    }

    /// Takes newer news in while an article is being read: nothing moves, but a withdrawn article goes.
    fn freshen(self: &Rc<Self>) -> Later<'_, ()> {
        Box::pin(async move {
            let words = self.config.borrow().lang.words();
            let Some(current) = self.current.borrow().clone() else { return };
            if self.has_withdrawn(&current.id) {
                if self.choose(Arrival::Loaded).await.is_err() {
                    return;
                }
            } else {
                self.stage(|scene| {
                    // Otherwise the list below stays as it is: its rows would move, and those of further pages would go.
                    if scene.related.items.iter().any(|item| self.has_withdrawn(&item.id)) {
                        scene.related = self.related();
                    }
                    scene.offer = self.offered.borrow().is_some();
                    if !matches!(scene.state, LoadState::Ready { .. }) {
                        // In the line that said how old the news was: it keeps its place, and nothing moves.
                        scene.notice = fill(words.refreshed, &now().clock());
                    }
                });
            }
            self.change(Change::Arrived(now()));
            self.settle().await;
        })
    }

    /// Notes what of the news at hand is worth an offer: the newest where the `old` feed had not got it, or what has become of
    /// the article that is wanted.
    fn offer(&self, old: &Library) {
        let Some(current) = self.current.borrow().clone() else { return };
        let newest = self.at_hand(&self.newest()).filter(|item| !old.has(&item.id));
        let best = newest.or_else(|| self.at_hand(&self.wanted()));
        if let Some(best) = best.filter(|best| *best != current) {
            self.offered.replace(Some(best.id.clone()));
        }
    }

    /// What is wanted, if it is at hand.
    fn at_hand(&self, wanted: &Wanted) -> Option<Arc<Item>> {
        self.library.borrow().as_ref()?.0.find(wanted, now()).ok()
    }

    fn has_withdrawn(&self, id: &str) -> bool {
        self.library.borrow().as_ref().is_some_and(|(library, _)| library.has_withdrawn(id))
    }

    /// Tries again by itself after a while: later each time, and not in step with everyone else.
    fn try_again_later(self: &Rc<Self>, error: &Error) {
        let failures = self.failures.get();
        let pause = pause(failures, js_sys::Math::random()).filter(|_| error.may_pass());
        let Some(pause) = pause else { return };
        self.failures.set(failures + 1);
        self.again.replace(self.after(pause, Self::wake));
    }

    /// Does something after so many milliseconds, if the reader is still there.
    fn after(self: &Rc<Self>, milliseconds: i32, then: fn(&Rc<Self>)) -> Option<Timer> {
        let weak = Rc::downgrade(self);
        Timer::after(milliseconds, move || {
            if let Some(session) = weak.upgrade() {
                then(&session);
            }
        })
    }

    /// Asks for newer news without a word, unless that is under way.
    fn wake(self: &Rc<Self>) {
        if self.flight.borrow().is_none() {
            self.load(Change::Woke);
        }
    }

    /// Asks again when the network is back, and when the page comes to the foreground after a while.
    fn follow_the_network(self: &Rc<Self>) {
        let Some(window) = web_sys::window() else { return };
        let hear = |online: bool| {
            let weak = Rc::downgrade(self);
            move |_: Event| {
                if let Some(session) = weak.upgrade() {
                    session.stir(online);
                }
            }
        };
        let online = Listener::new(&window, "online", hear(true));
        let seen = Listener::new(&window, "visibilitychange", hear(false));
        self.listeners.borrow_mut().extend([online, seen]);
    }

    /// The network is back (`online`), or the page may have come to the foreground.
    fn stir(self: &Rc<Self>, online: bool) {
        if online || window_is_seen() {
            self.mend_pictures();
            // A clock that was set back says nothing of how long it was.
            if online || !(0..FRESH).contains(&(now().unix() - self.came.get().unix())) {
                self.failures.set(0);
                self.wake();
            }
        }
    }

    /// Asks for broken pictures again.
    fn mend_pictures(&self) {
        let Ok(broken) = self.root.query_selector_all("img[data-broken]") else { return };
        for at in 0..broken.length() {
            // A new element: WebKit does not ask again for one that has failed.
            let picture = broken.get(at).and_then(|node| node.dyn_into::<Element>().ok());
            let fresh = picture.as_ref().and_then(|picture| picture.clone_node().ok()?.dyn_into::<Element>().ok());
            if let (Some(picture), Some(fresh)) = (picture, fresh) {
                let _ = fresh.remove_attribute("data-broken");
                let _ = picture.replace_with_with_node_1(&fresh);
            }
        }
    }

    fn fail<'a>(&'a self, change: Change, error: &'a Error) -> Later<'a, ()> {
        Box::pin(async move {
            // What is tried again by itself is told once.
            let again =
                matches!(change, Change::Failed(_)) && self.failures.get() > 0 && self.told.get() == error.code();
            self.told.set(error.code());
            self.change(change);
            if self.settle().await && !again {
                emit::error(&self.host, error, self.config.borrow().lang);
            }
        })
    }

    /// What is wanted now: what was asked for, else what the address says, else what the tag says.
    fn wanted(&self) -> Wanted {
        let named = self.asked.borrow().clone().or_else(|| self.routed());
        let named = named.or_else(|| self.config.borrow().article.clone());
        named.map_or_else(|| self.newest(), Wanted::Named)
    }

    /// What the tag wants where it names no article.
    fn newest(&self) -> Wanted {
        self.config.borrow().category.clone().map_or(Wanted::Newest, Wanted::NewestIn)
    }

    /// The article in the page's address.
    fn routed(&self) -> Option<String> {
        self.route.borrow().as_ref().and_then(|_| history::routed())
    }

    /// Takes the article out of the page's address, in an entry of the history that is `anew` or in this one.
    fn leave_address(&self, anew: bool) {
        if let Some(route) = self.route.borrow().as_ref().filter(|_| history::routed().is_some()) {
            route.write(None, anew);
        }
    }

    /// Shows what is wanted from the feed at hand, or says that it is not there.
    fn choose(self: &Rc<Self>, arrival: Arrival) -> Later<'_, Result<(), Error>> {
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
            let mut found = self.find(&wanted, if recalled { 0 } else { SEARCHED_PAGES }).await;
            let mut list = matches!(wanted, Wanted::NewestIn(_));
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
                    list = matches!(wanted, Wanted::NewestIn(_));
                }
            }
            match found {
                Ok(Some(item)) => {
                    self.put(item, list, arrival).await;
                    if gone {
                        let words = self.config.borrow().lang.words();
                        self.stage(|scene| words.gone.clone_into(&mut scene.notice));
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

    /// Looks through the pages at hand, then through what the reader has saved, then through so many `pages` more. `Ok(None)`
    /// when the reader went away meanwhile.
    fn find<'a>(&'a self, wanted: &'a Wanted, pages: usize) -> Later<'a, Result<Option<Arc<Item>>, Error>> {
        Box::pin(async move {
            let mut page = 0;
            loop {
                let Some(library) = self.library.borrow().as_ref().map(|(library, _)| library.clone()) else {
                    return Ok(None);
                };
                let error = match library.find(wanted, now()) {
                    Ok(item) => return Ok(Some(item)),
                    Err(error) => error,
                };
                let longer: Searched = if page == 0 {
                    self.with_saved(library, wanted)
                } else if page > pages || library.next().is_none() {
                    return Err(error);
                } else {
                    pages::fetch_next(library, &self.page_flight)
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

    fn keep(&self, longer: Library) {
        if let Some((library, _)) = self.library.borrow_mut().as_mut() {
            *library = longer;
        }
    }

    /// The reader or the page asks for an article. `Err(None)` when a listener prevented it or the reader is gone.
    fn go(self: &Rc<Self>, wanted: Wanted) -> Later<'_, Result<(), Option<Error>>> {
        Box::pin(async move {
            let item = self.find(&wanted, SEARCHED_PAGES).await?.ok_or(None)?;
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
    fn put(self: &Rc<Self>, item: Arc<Item>, list: bool, arrival: Arrival) -> Later<'_, ()> {
        Box::pin(async move {
            let (story, banner) = {
                let library = self.library.borrow();
                let Some((library, base)) = library.as_ref() else { return };
                let story = Story { category: library.category_of(&item), item: item.clone(), base: base.clone() };
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

    fn is_current(&self, item: &Arc<Item>, list: bool) -> bool {
        self.listing.get() == list && self.current.borrow().as_ref().is_some_and(|current| Arc::ptr_eq(current, item))
    }

    fn go_to_headline(&self) {
        self.focus(".title");
        if let Ok(Some(article)) = self.root.query_selector("article,.listing") {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Start);
            options.set_behavior(ScrollBehavior::Instant);
            article.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }

    /// The list as the article or category, the attribute and the pages at hand have it.
    fn related(&self) -> Related {
        let (library, current) = (self.library.borrow(), self.current.borrow());
        let (Some((library, _)), Some(item)) = (library.as_ref(), current.as_ref()) else { return Related::default() };
        let (list, rows) = (self.listing.get(), self.rows().get());
        let mut items = library.related(item, list, now());
        let more = if items.len() > rows || library.next().is_some() { More::Idle } else { More::None };
        items.truncate(rows);
        let title = library.category_of(item).filter(|_| list).map(|category| category.title);
        Related { title, shown: list || self.config.borrow().related > 0, items, more }
    }

    /// Shows as many headlines again, from further pages if need be.
    async fn more(self: &Rc<Self>) {
        let (Some(scene), Some(item)) = (self.scene(), self.current.borrow().clone()) else { return };
        let list = self.listing.get();
        let (before, more) = scene.with_untracked(|scene| (scene.related.items.len(), scene.related.more));
        if more == More::Busy {
            return;
        }
        let aim = before + self.config.borrow().batch();
        let mut failed = false;
        loop {
            let Some(library) = self.library.borrow().as_ref().map(|(library, _)| library.clone()) else { return };
            if library.related(&item, list, now()).len() >= aim || library.next().is_none() {
                break;
            }
            self.stage(|scene| scene.related.more = More::Busy);
            let longer = pages::fetch_next(library, &self.page_flight).await;
            if !self.alive.get() || !self.is_current(&item, list) {
                return;
            }
            match longer {
                Ok(Some(longer)) => self.keep(longer),
                Ok(None) => return,
                Err(_) => {
                    failed = true;
                    break;
                }
            }
        }
        self.rows().set(aim);
        let mut related = self.related();
        if failed {
            related.more = More::Failed;
        }
        let (after, more) = (related.items.len(), related.more);
        let added = decimal(u32::try_from(after.saturating_sub(before)).unwrap_or_default());
        let notice = fill(self.config.borrow().lang.words().added, &added);
        let had_focus = self.root.active_element().is_some_and(|element| element.matches(".more").unwrap_or(false));
        self.stage(|scene| {
            scene.related = related;
            scene.notice = if failed { String::new() } else { notice };
        });
        tick().await;
        if had_focus && self.alive.get() {
            // The button was made anew, or is gone: then the focus goes to the first of the new headlines.
            let row = [".list>:nth-child(", &decimal(u32::try_from(before + 1).unwrap_or_default()), ") a"].concat();
            self.focus(if more == More::None { &row } else { ".more" });
        }
    }

    /// Focuses what `selector` finds; the page does not move.
    fn focus(&self, selector: &str) {
        let found = self.root.query_selector(selector).ok().flatten();
        if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
            let options = FocusOptions::new();
            options.set_prevent_scroll(true);
            let _ = found.focus_with_options(&options);
        }
    }

    /// Starts or stops to follow the page's history, as the tag says.
    fn follow_routing(self: &Rc<Self>) {
        let route = match self.config.borrow().routing {
            Routing::None => None,
            Routing::Hash => {
                let weak = Rc::downgrade(self);
                Route::new(move || {
                    if let Some(session) = weak.upgrade() {
                        session.moved();
                    }
                })
            }
        };
        self.route.replace(route);
    }

    /// The history has moved.
    fn moved(self: &Rc<Self>) {
        let top = self.route.borrow().as_ref().and_then(Route::arrive);
        let routed = history::routed();
        // A fragment that is not ours belongs to the page.
        if routed.is_none() && !history::has_no_fragment() {
            return;
        }
        self.asked.take();
        self.choose_now(Arrival::Returned(top));
    }
}

fn window_is_seen() -> bool {
    web_sys::window().and_then(|window| window.document()).is_some_and(|page| !page.hidden())
}

/// A picture that failed to load says so to the sheet, which shows a calm stand-in.
fn mark_broken(event: &Event) {
    let picture = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlImageElement>().ok());
    if let Some(picture) = picture {
        let _ = picture.set_attribute("data-broken", "");
    }
}
