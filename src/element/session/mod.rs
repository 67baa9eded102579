//! One reader's life: what it loads, what it shows, what it answers.
//!
//! Every await may outlive the element. After each one the session asks whether it is still `alive` before it changes what is
//! shown, or speaks to the page.

mod choose;
mod list;
mod load;

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
    sync::Arc,
};

use js_sys::{Array, Function, JsString, Promise};
use wasm_bindgen::JsValue;
use web_sys::{Element, Event, HtmlElement, ShadowRoot};

use super::{emit, route::Route};
use crate::{
    browser::{
        clock::{Timer, now},
        dom,
        events::Listener,
        fetch::Flight,
        history,
        store::Store,
        task::{Later, settled, spawn, tick},
        url::page_base,
    },
    core::{
        config::{Config, Routing, Theme},
        error::Error,
        feed::Item,
        library::{Library, Wanted},
        state::Event as Change,
        time::Time,
        url::HttpUrl,
    },
    ui::{
        article::article,
        live::Live,
        scene::{Action, Look, Scene, Story},
    },
};

/// The attribute of a picture that did not come.
const BROKEN: &str = "data-broken";
/// How many articles are handed to the tools at a time: a few milliseconds' work on a cheap phone.
const SLICE: usize = 200;

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
    scene: Rc<Live>,
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
            scene: Live::new(Scene::waiting((&config).into())),
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

    /// Begins to follow the page: before anything is drawn, for to ask how far the page is scrolled has it laid out.
    pub fn follow(self: &Rc<Self>) {
        self.listeners.borrow_mut().push(Listener::new(&self.root, "error", |event| mark_broken(&event)));
        self.follow_the_network();
        self.follow_routing();
    }

    /// Begins to show, and to load.
    pub fn start(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        self.scene.show(&self.root, move |action| {
            if let Some(session) = weak.upgrade() {
                session.act(action);
            }
        });
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
        self.scene.end();
    }

    pub fn host(&self) -> &HtmlElement {
        &self.host
    }

    pub fn current(&self) -> JsValue {
        let current = self.current.borrow();
        current.as_ref().filter(|_| !self.listing.get()).map_or(JsValue::NULL, |item| emit::article(item))
    }

    /// What is shown, while there is something that shows it.
    fn scene(&self) -> Option<&Rc<Live>> {
        Some(&self.scene).filter(|_| self.alive.get())
    }

    /// Changes what is shown.
    fn stage(&self, change: impl FnOnce(&mut Scene)) {
        if let Some(scene) = self.scene() {
            scene.change(change);
        }
    }

    fn change(&self, change: Change) {
        self.stage(|scene| scene.state = scene.state.clone().after(change));
    }

    /// Waits until the page shows what the scene says, then lets the attribute say it too. `false` when the reader is
    /// gone by then.
    fn settle(&self) -> Later<'_, bool> {
        Box::pin(async move {
            let _ = tick().await;
            let Some(scene) = self.scene() else { return false };
            let name = scene.read(|scene| scene.state.name());
            // An attribute that does not change must not wake the host page's observers.
            if self.host.get_attribute("state").as_deref() != Some(name) {
                dom::set(&self.host, "state", name);
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
        article(&Story { item, category: None, publisher: None, base: base.clone() }, self.look()).done()
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
        let longer = self.next_page(library, true).await;
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
        emit::aborted()
    }

    /// The feed's address.
    fn address(&self) -> Option<HttpUrl> {
        self.config.borrow().feed.as_ref().and_then(|feed| HttpUrl::new(feed, &page_base()))
    }

    /// Does something after so many milliseconds, if the reader is still there.
    fn after(self: &Rc<Self>, milliseconds: i32, then: fn(&Rc<Self>)) -> Timer {
        let weak = Rc::downgrade(self);
        Timer::after(milliseconds, move || {
            if let Some(session) = weak.upgrade() {
                then(&session);
            }
        })
    }

    /// Focuses what `selector` finds; the page does not move.
    fn focus(&self, selector: &str) {
        if let Some(found) = dom::find(&self.root, selector) {
            dom::focus(&found, true);
        }
    }

    /// Starts or stops to follow the page's history, as the tag says.
    fn follow_routing(self: &Rc<Self>) {
        let route = match self.config.borrow().routing {
            Routing::None => None,
            Routing::Hash => {
                let weak = Rc::downgrade(self);
                Some(Route::new(move || {
                    if let Some(session) = weak.upgrade() {
                        session.moved();
                    }
                }))
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

/// A picture that failed to load says so to the sheet, which shows a calm stand-in.
fn mark_broken(event: &Event) {
    if let Some(picture) = dom::pressed(event, "img") {
        dom::set(&picture, BROKEN, "");
    }
}
