//! The engine behind `<tin-reader>`: what the loader (`public/embed.js`) calls.
//!
//! The loader defines the element, because a class that extends `HTMLElement` can only be written in JavaScript; it
//! hands the element and its shadow root to [`mount`] and forwards attributes, methods and removal to what it gets back.

mod attributes;
mod emit;
mod pages;
mod route;
mod session;

use std::rc::Rc;

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsValue, prelude::wasm_bindgen};
use web_sys::{Element, HtmlElement, ShadowRoot};

use crate::browser::{settings::set_saves_data, store::Store, task::promise};
use session::Session;

/// A mounted reader. [`Mounted::unmount`] ends it and everything it started.
#[wasm_bindgen]
pub struct Mounted {
    session: Rc<Session>,
}

/// Shows the reader of `host` in `root`. `early(url)` gives the request the loader has started for that address, or
/// undefined. `store` is where feeds are kept.
#[wasm_bindgen]
#[allow(clippy::needless_pass_by_value, reason = "what JavaScript gives is given away")]
pub fn mount(host: HtmlElement, root: ShadowRoot, early: Function, store: Store) -> Mounted {
    set_saves_data(store.saving());
    let config = attributes::read(&host);
    let session = Session::new(host, root, early, store, config);
    session.follow();
    session.start();
    Mounted { session }
}

#[wasm_bindgen]
impl Mounted {
    /// Says that attributes have changed.
    pub fn changed(&self) {
        self.session.configure(&attributes::read(self.session.host()));
    }

    /// Shows the article with this id or address; settled when it is on screen.
    pub fn show(&self, name: String) -> Promise {
        let session = self.session.clone();
        promise(async move { session.show(name).await.map(|()| JsValue::UNDEFINED) })
    }

    /// Asks the server for the feed again; settled when what came of it is on screen.
    pub fn refresh(&self) -> Promise {
        self.session.refresh()
    }

    /// `{id, url, title}` of the article on screen, or null.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> JsValue {
        self.session.current()
    }

    /// Some of the articles at hand that readers may see, newest first, from this place on; none when that was all. Each is
    /// `[id, headline, summary, category's title, address, milliseconds since 1970, language]`, with null for what there is not.
    pub fn items(&self, from: usize) -> Array {
        self.session.items(from)
    }

    /// Whether the feed has further pages, whose articles are not at hand.
    pub fn has_further(&self) -> bool {
        self.session.has_further()
    }

    /// Fetches the next of them; settled when its articles are at hand.
    pub fn further(&self) -> Promise {
        let session = self.session.clone();
        promise(async move { session.further().await.map(|()| JsValue::UNDEFINED) })
    }

    /// The article with this id as readers see it, apart from the page; undefined when there is none to see.
    pub fn draw(&self, id: String) -> Option<Element> {
        self.session.draw(id)
    }

    /// The reader's own choice of a theme, which goes before the tag's; an empty word takes it back.
    pub fn prefer(&self, theme: &str) {
        self.session.prefer(theme);
    }

    /// Ends the reader: requests, timers, listeners and nodes.
    pub fn unmount(&self) {
        self.session.end();
    }
}
