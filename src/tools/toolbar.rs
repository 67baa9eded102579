//! The toolbar of one reader: which tools it has, and when they hear of an article.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{HtmlElement, MutationObserver, MutationObserverInit, ShadowRoot};

use super::{
    copy, desk::Desk, engine::Engine, keys, lightbox, listen, print, progress, qr, save, search, share, text, top,
};
use crate::{
    browser::{
        dom,
        events::Listener,
        shelf::Shelf,
        task::{painted, spawn},
    },
    core::{lang::Lang, tools::Tool},
};

/// What a tool may want to know.
pub trait Part {
    /// Another article (or the same, made anew) is on screen, or a list of headlines, and then there is no article. It may be
    /// told twice.
    fn article(&self) {}
    /// The page has scrolled.
    fn travelled(&self, _place: &Place) {}
    /// The tools end: stop what would go on by itself.
    fn end(&self) {}
}

/// Where the article lies, in CSS pixels.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    /// How much of it is above the screen.
    pub above: f64,
    /// How long it is.
    pub height: f64,
    /// How high the screen is.
    pub view: f64,
}

impl Place {
    /// Whether it takes more than two screens.
    pub fn is_long(&self) -> bool {
        self.height > 2.0 * self.view
    }
}

const MORE: &str = "M6 12h.01M12 12h.01M18 12h.01";
/// With more buttons than this, a narrow reader keeps some of them behind one (`style/tools.css` says which).
const FEW: u32 = 6;

/// The tools of one reader.
pub struct Toolbar {
    host: HtmlElement,
    root: ShadowRoot,
    engine: Engine,
    shelf: Shelf,
    /// What the tools were made for: the attributes `tools` (and `offline`) and `lang`.
    made_for: RefCell<Option<(Vec<Tool>, Lang)>>,
    desk: RefCell<Option<Rc<Desk>>>,
    parts: RefCell<Vec<Rc<dyn Part>>>,
    /// Sees articles come that no event tells of: made anew in another language, or with another heading level.
    watch: RefCell<Option<Watch>>,
    /// Whether a look at the article's place is under way.
    looking: Cell<bool>,
    /// Whether the tools are about to hear of an article.
    telling: Cell<bool>,
    /// The article they have heard of.
    told: RefCell<Option<String>>,
}

impl Toolbar {
    /// Makes the tools that the tag asks for.
    pub fn new(host: HtmlElement, root: ShadowRoot, engine: Engine, shelf: Shelf) -> Rc<Self> {
        let toolbar = Rc::new(Self {
            host,
            root,
            engine,
            shelf,
            made_for: RefCell::default(),
            desk: RefCell::default(),
            parts: RefCell::default(),
            watch: RefCell::default(),
            looking: Cell::default(),
            telling: Cell::default(),
            told: RefCell::default(),
        });
        toolbar.configure();
        toolbar
    }

    /// Makes the tools anew if the tag asks for others, or in another language.
    pub fn configure(self: &Rc<Self>) {
        let mut tools = Tool::chosen(self.host.get_attribute("tools").as_deref());
        if self.host.get_attribute("offline").is_some_and(|offline| offline.trim().eq_ignore_ascii_case("off")) {
            tools.retain(|tool| *tool != Tool::Save);
        }
        let lang = self.host.get_attribute("lang").map(|lang| Lang::from_attribute(&lang)).unwrap_or_default();
        let wanted = Some((tools.clone(), lang));
        if *self.made_for.borrow() == wanted {
            return;
        }
        self.end();
        self.made_for.replace(wanted);
        let (host, root, engine, shelf) =
            (self.host.clone(), self.root.clone(), self.engine.clone(), self.shelf.clone());
        let Some(desk) = Desk::new(host, root, engine, shelf, lang) else { return };
        let mut parts: Vec<_> = tools.into_iter().filter_map(|tool| make(tool, &desk)).collect();
        offer_more(&desk);
        if !parts.is_empty() {
            keys::make(&desk);
        }
        parts.push(save::follow(&desk));
        self.parts.replace(parts);
        // What opens a panel says so before it has opened one.
        for name in ["text", "listen", "search", "qr", "keys"] {
            desk.expanded(name, "false");
        }
        text::follow(&desk);
        for shown in ["tin-load", "tin-list"] {
            let weak = Rc::downgrade(self);
            desk.keep(Listener::new(&self.host, shown, move |_| told(&weak)));
        }
        let weak = Rc::downgrade(self);
        self.watch.replace(Watch::new(&desk, move || told(&weak)));
        for kind in ["scroll", "resize"] {
            let weak = Rc::downgrade(self);
            desk.keep(Listener::new(&dom::page(), kind, move |_| {
                if let Some(toolbar) = weak.upgrade() {
                    toolbar.travelled();
                }
            }));
        }
        self.desk.replace(Some(desk));
        self.tell();
    }

    /// Tells the parts of the article.
    fn tell(&self) {
        // What was said was said of another article.
        if let Some(desk) = &*self.desk.borrow() {
            let current = desk.current("id");
            if *self.told.borrow() != current {
                desk.say("");
            }
            self.told.replace(current);
        }
        // A part may ask for another article while it hears of this one.
        let parts = self.parts.borrow().clone();
        for part in parts {
            part.article();
        }
        self.travelled();
    }

    /// Browsers tell of scrolling once a frame, before they lay the page out: this is the one look at it.
    fn travelled(&self) {
        let Some(desk) = self.desk.borrow().clone() else { return };
        if let Some(article) = desk.find("article")
            && !self.looking.replace(true)
        {
            let area = article.get_bounding_client_rect();
            let place = Place { above: -area.top(), height: area.height(), view: dom::height() };
            for part in self.parts.borrow().iter() {
                part.travelled(&place);
            }
            self.looking.set(false);
        }
    }

    /// Ends the tools.
    pub fn end(&self) {
        self.watch.take();
        for part in self.parts.take() {
            part.end();
        }
        if let Some(desk) = self.desk.take() {
            desk.end();
        }
        self.made_for.take();
    }
}

/// There is an article. The tools hear of it when it is on screen, and once, though its nodes and its event both tell.
fn told(toolbar: &Weak<Toolbar>) {
    let toolbar = toolbar.clone();
    if toolbar.upgrade().is_none_or(|toolbar| toolbar.telling.replace(true)) {
        return;
    }
    spawn(async move {
        let _ = painted().await;
        if let Some(toolbar) = toolbar.upgrade() {
            toolbar.telling.set(false);
            toolbar.tell();
        }
    });
}

/// Calls back when nodes come into the reader's root, or go. Dropping it ends that.
struct Watch {
    observer: MutationObserver,
    _call: Closure<dyn FnMut()>,
}

impl Watch {
    fn new(desk: &Desk, then: impl FnMut() + 'static) -> Option<Self> {
        let call = Closure::<dyn FnMut()>::new(then);
        let observer = MutationObserver::new(call.as_ref().unchecked_ref()).ok()?;
        let options = MutationObserverInit::new();
        options.set_child_list(true);
        observer.observe_with_options(desk.find(".tin")?.as_ref(), &options).ok()?;
        Some(Self { observer, _call: call })
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Adds the button that shows a narrow reader the rest.
fn offer_more(desk: &Rc<Desk>) {
    let Some(row) = desk.buttons().filter(|row| row.child_element_count() > FEW).cloned() else { return };
    dom::set(&row, "data-many", "");
    let toggle = row.clone();
    let weak = Rc::downgrade(desk);
    let button = desk.button("more", MORE, desk.words().more_tools, move || {
        let all = toggle.toggle_attribute("data-all").unwrap_or_default();
        if let Some(desk) = weak.upgrade() {
            desk.expanded("more", if all { "true" } else { "false" });
        }
    });
    if let Some(button) = button {
        dom::set(&button, "aria-expanded", "false");
    }
}

/// Makes one tool; `None` where this browser or page has no use for it.
fn make(tool: Tool, desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    match tool {
        Tool::Listen => listen::make(desk),
        Tool::Text => text::make(desk),
        Tool::Share => share::make(desk),
        Tool::Save => save::make(desk),
        Tool::Copy => copy::make(desk),
        Tool::Print => print::make(desk),
        Tool::Qr => qr::make(desk),
        Tool::Top => Some(top::make(desk)),
        Tool::Progress => progress::make(desk),
        Tool::Lightbox => Some(lightbox::make(desk)),
        Tool::Search => search::make(desk),
    }
}
