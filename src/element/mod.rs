//! The engine behind `<tin-reader>`: what the loader (`public/embed.js`) calls.
//!
//! The loader defines the element, because a class that extends `HTMLElement` can only be written in JavaScript; it
//! hands the element and its shadow root to [`mount`] and forwards attributes, methods and removal to what it gets back.

mod attributes;
mod emit;
mod pages;
mod route;
mod session;

use std::{
    cell::{OnceCell, RefCell},
    rc::Rc,
};

use js_sys::{Function, Promise};
use leptos::mount::mount_to;
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{HtmlElement, ShadowRoot};

use crate::{
    browser::sheet,
    ui::{model::Model, reader::reader},
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
    sheet::adopt(&root);
    let config = attributes::read(&host);
    let model: Rc<OnceCell<Model>> = Rc::default();
    let session = Session::new(host, root.clone(), early, config.clone());
    let (for_model, for_session) = (model.clone(), Rc::downgrade(&session));
    let handle = mount_to(root.unchecked_into(), move || {
        let look = (&config).into();
        let model = *for_model.get_or_init(|| {
            Model::new(look, move |action| {
                if let Some(session) = for_session.upgrade() {
                    session.act(action);
                }
            })
        });
        reader(model)
    });
    if let Some(model) = model.get() {
        session.start(*model);
    }
    Mounted { session, unmount: RefCell::new(Some(Box::new(move || drop(handle)))) }
}

#[wasm_bindgen]
impl Mounted {
    /// Says that attributes have changed.
    pub fn changed(&self) {
        self.session.configure(attributes::read(self.session.host()));
    }

    /// Shows the article with this id or address; settled when it is on screen.
    pub fn show(&self, name: String) -> Promise {
        let session = self.session.clone();
        future_to_promise(async move { session.show(name).await.map(|()| JsValue::UNDEFINED) })
    }

    /// Asks the server for the feed again; settled when what came of it is on screen.
    pub fn refresh(&self) -> Promise {
        let session = self.session.clone();
        future_to_promise(async move { session.refresh().await.map(|()| JsValue::UNDEFINED) })
    }

    /// `{id, url, title}` of the article on screen, or null.
    #[wasm_bindgen(getter)]
    pub fn current(&self) -> JsValue {
        self.session.current()
    }

    /// Ends the reader: requests, timers, listeners and nodes.
    pub fn unmount(&self) {
        self.session.end();
        if let Some(unmount) = self.unmount.take() {
            unmount();
        }
    }
}
