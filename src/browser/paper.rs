//! A hidden frame whose document is printed: the page around the reader is not ours to hide.

use std::{cell::Cell, rc::Rc};

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::JsCast;
use web_sys::{CssStyleSheet, Document, Element, HtmlIFrameElement, HtmlImageElement, Node, ShadowRoot, Window};

use super::{
    events::Listener,
    task::{pause, settled},
};

/// Milliseconds that pictures may take to load before printing goes on without them.
const PATIENCE: i32 = 5000;
/// Milliseconds between two looks at them.
const PAUSE: i32 = 50;
/// Milliseconds after which a browser that has not begun to print will not.
const BEGINNING: i32 = 1000;

/// The frame. Dropping it removes it.
pub struct Paper {
    frame: HtmlIFrameElement,
    window: Window,
    page: Document,
}

impl Drop for Paper {
    fn drop(&mut self) {
        self.frame.remove();
    }
}

impl Paper {
    /// An empty document of the page's own origin and policy, with the style sheets of `root`.
    pub async fn new(root: &ShadowRoot, title: &str, lang: &str) -> Option<Self> {
        let frame = root.owner_document()?.create_element("iframe").ok()?.dyn_into::<HtmlIFrameElement>().ok()?;
        for (name, value) in [("class", "paper"), ("aria-hidden", "true"), ("tabindex", "-1")] {
            let _ = frame.set_attribute(name, value);
        }
        // Firefox puts another document in place of the first one, and then says that it has loaded; the others say so
        // while the frame is being appended.
        let loaded = {
            let (target, root) = (frame.clone(), root.clone());
            Promise::new(&mut |resolve, _| {
                target.set_onload(Some(&resolve));
                let _ = root.append_child(&target);
            })
        };
        let _ = settled(Promise::race(&Array::of2(&loaded, &pause(PATIENCE)))).await;
        frame.set_onload(None);
        let paper = Self { window: frame.content_window()?, page: frame.content_document()?, frame };
        paper.page.set_title(title);
        let _ = paper.page.document_element()?.set_attribute("lang", lang);
        paper.adopt(&sheets(root));
        Some(paper)
    }

    /// Gives the document a sheet. Only one that its own window has made will do.
    fn adopt(&self, css: &str) -> Option<()> {
        let maker: Function = Reflect::get(&self.window, &"CSSStyleSheet".into()).ok()?.dyn_into().ok()?;
        let sheet = Reflect::construct(&maker, &Array::new()).ok()?;
        let replace: Function = Reflect::get(&sheet, &"replaceSync".into()).ok()?.dyn_into().ok()?;
        replace.call1(&sheet, &css.into()).ok()?;
        Reflect::set(&self.page, &"adoptedStyleSheets".into(), &Array::of1(&sheet)).ok().map(drop)
    }

    /// Appends an element, and waits for the pictures in it.
    pub async fn put(&self, content: &Element) -> Option<()> {
        let pictures = content.query_selector_all("img").ok()?;
        let pictures: Vec<HtmlImageElement> =
            (0..pictures.length()).filter_map(|at| pictures.get(at)?.dyn_into().ok()).collect();
        for picture in &pictures {
            // Nobody sees the frame, so it has no picture near its view.
            let _ = picture.set_attribute("loading", "eager");
        }
        self.page.body()?.append_child(content).ok()?;
        // Asked again and again: a picture that changes documents is loaded anew, and what it tells of meanwhile may be the
        // old load.
        for _ in 0..PATIENCE / PAUSE {
            let _ = settled(pause(PAUSE)).await;
            if pictures.iter().all(HtmlImageElement::complete) {
                break;
            }
        }
        Some(())
    }

    /// Prints. `false` when the browser does not even begin to.
    pub async fn print(&self) -> bool {
        let begun = Rc::new(Cell::new(false));
        let heard = begun.clone();
        let _listener = Listener::new(&self.window, "beforeprint", move |_| heard.set(true));
        // Some block until the reader has closed their dialog; others come back at once and print later.
        if self.window.print().is_err() {
            return false;
        }
        if !begun.get() {
            let _ = settled(pause(BEGINNING)).await;
        }
        begun.get()
    }

    /// Calls `then` when the reader has printed, or has thought better of it.
    pub fn when_done(&self, then: impl FnMut(web_sys::Event) + 'static) -> Listener {
        Listener::new(&self.window, "afterprint", then)
    }
}

/// The text of every sheet that `root` has.
fn sheets(root: &ShadowRoot) -> String {
    let mut css = String::new();
    let sheets = Reflect::get(root, &"adoptedStyleSheets".into()).unwrap_or_default();
    for sheet in Array::from(&sheets).iter() {
        let Ok(rules) = sheet.unchecked_into::<CssStyleSheet>().css_rules() else { continue };
        for rule in (0..rules.length()).filter_map(|at| rules.get(at)) {
            css.push_str(&rule.css_text());
        }
    }
    css
}

/// A copy of a node with everything in it.
pub fn copy(node: &Node) -> Option<Element> {
    node.clone_node_with_deep(true).ok()?.dyn_into().ok()
}
