//! A hidden frame whose document is printed: the page around the reader is not ours to hide.

use js_sys::Promise;
use wasm_bindgen::{JsCast, prelude::wasm_bindgen};
use web_sys::{Element, Node};

use super::task::settled;

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// The frame, once there is something to print; it goes when that is done.
    pub type Paper;
    /// No frame yet.
    #[wasm_bindgen(js_name = paper)]
    pub fn new() -> Paper;
    #[wasm_bindgen(method, js_name = print)]
    fn print_(this: &Paper, root: &Node, content: &Element, title: &str, lang: &str) -> Promise;
    /// Takes the frame away.
    #[wasm_bindgen(method)]
    pub fn remove(this: &Paper);
}

impl Paper {
    /// Prints `content` in the style sheets of the shadow root `root`, when its pictures are there or have taken too long. `false`
    /// when the browser does not even begin to.
    pub async fn print(&self, root: &Node, content: &Element, title: &str, lang: &str) -> bool {
        settled(self.print_(root, content, title, lang)).await.is_ok()
    }
}

/// A copy of a node with everything in it.
pub fn copy(node: &Node) -> Option<Element> {
    node.clone_node_with_deep(true).ok()?.dyn_into().ok()
}
