//! The toolbar of one reader: which tools it has, and when they hear of an article.

use std::{cell::RefCell, rc::Rc};

use web_sys::{HtmlElement, ShadowRoot};

use super::{copy, desk::Desk, engine::Engine, search};
use crate::{
    browser::{events::Listener, sheet},
    core::{lang::Lang, tools::Tool},
};

/// What a tool may want to know.
pub trait Part {
    /// Another article (or the same, made anew) is on screen; or a list of headlines, and then there is no article.
    fn article(&self) {}
    /// The tools end: stop what would go on by itself.
    fn end(&self) {}
}

/// `style/tools.css` without its comments (see `build.rs`).
const SHEET: &str = include_str!(concat!(env!("OUT_DIR"), "/tools.css"));

/// The tools of one reader.
pub struct Toolbar {
    host: HtmlElement,
    root: ShadowRoot,
    engine: Engine,
    /// What the tools were made for: the attributes `tools` and `lang`.
    made_for: RefCell<Option<(Vec<Tool>, Lang)>>,
    desk: RefCell<Option<Rc<Desk>>>,
    parts: RefCell<Vec<Rc<dyn Part>>>,
}

impl Toolbar {
    /// Makes the tools that the tag asks for.
    pub fn new(host: HtmlElement, root: ShadowRoot, engine: Engine) -> Rc<Self> {
        sheet::adopt(&root, SHEET);
        let toolbar = Rc::new(Self {
            host,
            root,
            engine,
            made_for: RefCell::default(),
            desk: RefCell::default(),
            parts: RefCell::default(),
        });
        toolbar.configure();
        toolbar
    }

    /// Makes the tools anew if the tag asks for others, or in another language.
    pub fn configure(self: &Rc<Self>) {
        let tools = Tool::chosen(self.host.get_attribute("tools").as_deref());
        let lang = self.host.get_attribute("lang").map(|lang| Lang::from_attribute(&lang)).unwrap_or_default();
        let wanted = Some((tools.clone(), lang));
        if *self.made_for.borrow() == wanted {
            return;
        }
        self.end();
        self.made_for.replace(wanted);
        let (host, root, engine) = (self.host.clone(), self.root.clone(), self.engine.clone());
        let Some(desk) = Desk::new(host, root, engine, lang) else { return };
        let parts: Vec<Rc<dyn Part>> = tools.into_iter().filter_map(|tool| make(tool, &desk)).collect();
        for part in &parts {
            part.article();
        }
        self.parts.replace(parts);
        for shown in ["tin-load", "tin-list"] {
            let weak = Rc::downgrade(self);
            desk.keep(Listener::new(&self.host, shown, move |_| {
                if let Some(toolbar) = weak.upgrade() {
                    // A part may ask for another article while it hears of this one.
                    let parts = toolbar.parts.borrow().clone();
                    for part in parts {
                        part.article();
                    }
                }
            }));
        }
        self.desk.replace(Some(desk));
    }

    /// Ends the tools.
    pub fn end(&self) {
        for part in self.parts.take() {
            part.end();
        }
        if let Some(desk) = self.desk.take() {
            desk.end();
        }
        self.made_for.take();
    }
}

/// Makes one tool; `None` where this browser or page has no use for it.
fn make(tool: Tool, desk: &Rc<Desk>) -> Option<Rc<dyn Part>> {
    match tool {
        Tool::Copy => copy::make(desk),
        Tool::Search => search::make(desk),
        _ => None,
    }
}
