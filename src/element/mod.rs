//! The engine behind `<tin-reader>`: what the loader (`public/embed.js`) calls.
//!
//! The loader defines the element, because a class that extends `HTMLElement` can only be written in JavaScript; it
//! hands the element and its shadow root to [`mount`] and forwards attributes, methods and removal to what it gets back.

mod attributes;
mod emit;
mod pages;
mod route;
mod session;

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Function, Promise};
use leptos::{mount::mount_to, prelude::RwSignal};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use web_sys::{HtmlElement, ShadowRoot};

use crate::{
    browser::{sheet, task::promise},
    ui::{SHEET, reader::reader, scene::Scene},
};
use session::Session;

/// A mounted reader. [`Mounted::unmount`] ends it and everything it started.
#[wasm_bindgen]
pub struct Mounted {
    session: Rc<Session>,
    unmount: RefCell<Option<Box<dyn FnOnce()>>>,
}

/// Shows the reader of `host` in `root`. `early(url)` gives the request the loader has started for that address, or
/// undefined.
#[wasm_bindgen]
pub fn mount(host: HtmlElement, root: ShadowRoot, early: Function) -> Mounted {
    sheet::adopt(&root, SHEET);
    let config = attributes::read(&host);
    let scene = Rc::new(RefCell::new(None));
    let session = Session::new(host, root.clone(), early, config.clone());
    let (of_scene, of_session) = (scene.clone(), Rc::downgrade(&session));
    let handle = mount_to(root.unchecked_into(), move || {
        // Made in here, so that it belongs to what is mounted and goes with it.
        let scene = RwSignal::new(Scene::waiting((&config).into()));
        of_scene.replace(Some(scene));
        reader(scene, move |action| {
            if let Some(session) = of_session.upgrade() {
                session.act(action);
            }
        })
    });
    if let Some(scene) = scene.take() {
        session.start(scene);
    }
    Mounted { session, unmount: RefCell::new(Some(Box::new(move || drop(handle)))) }
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
        let session = self.session.clone();
        promise(async move { session.refresh().await.map(|()| JsValue::UNDEFINED) })
    }

    /// `{id, url, title}` of the article on screen, or null.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> JsValue {
        self.session.current()
    }

    /// Every article at hand that readers may see, newest first: `[id, headline, summary, category's title, address,
    /// milliseconds since 1970]`, each null where there is none.
    pub fn items(&self) -> Array {
        self.session.items()
    }

    /// The reader's own choice of a theme, which goes before the tag's; an empty word takes it back.
    pub fn prefer(&self, theme: &str) {
        self.session.prefer(theme);
    }

    /// Ends the reader: requests, timers, listeners and nodes.
    pub fn unmount(&self) {
        self.session.end();
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}
