//! The reading tools: a module of their own, loaded when an article is on screen and the network has nothing better to do.
//!
//! The loader hands over the element, its shadow root and the engine's handle. The tools live in the `toolbar` that the
//! engine keeps room for; they learn of articles by `tin-load`, read what they need off the page, and ask the engine for
//! the rest. The first screen needs none of this, and an engine without tools is a whole reader.

mod copy;
mod desk;
mod engine;
mod keys;
mod lightbox;
mod listen;
mod print;
mod progress;
mod qr;
mod results;
mod save;
mod search;
mod share;
mod text;
mod toolbar;
mod top;

use std::rc::Rc;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{HtmlElement, ShadowRoot};

use crate::browser::shelf::Shelf;
use engine::Engine;
use toolbar::Toolbar;

/// The tools of one reader. [`Tools::end`] ends them and everything they started.
#[wasm_bindgen]
pub struct Tools {
    toolbar: Rc<Toolbar>,
}

/// Puts the tools of the reader `host` into its toolbar. `shelf` is where articles and pictures are kept.
#[wasm_bindgen]
pub fn tools(host: HtmlElement, root: ShadowRoot, engine: Engine, shelf: Shelf) -> Tools {
    Tools { toolbar: Toolbar::new(host, root, engine, shelf) }
}

#[wasm_bindgen]
impl Tools {
    /// Says that attributes have changed.
    pub fn changed(&self) {
        self.toolbar.configure();
    }

    /// Ends the tools: listeners, timers, nodes, speech.
    pub fn end(&self) {
        self.toolbar.end();
    }
}
