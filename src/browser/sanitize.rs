//! From a feed's HTML to a [`SafeFragment`]: parsed inert, judged by `core::content`, made anew.
//!
//! The parsed tree is only read. Every node of the result is new, from the policy's constant names, so nothing the feed
//! wrote is ever parsed by the page, and no listener, custom element or request of the feed's can start.

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{DocumentFragment, Element, Node};

use super::{
    dom::{append, fragment, make, say, set},
    parse::{Parsed, parse},
};
use crate::core::{
    content::{Content, Node as Safe, Notes, build::Builder, text},
    url::Base,
};

/// Nodes that hold nothing but what the policy allows. Only this module makes one.
#[derive(Clone, Debug)]
pub struct SafeFragment {
    nodes: DocumentFragment,
    /// What the reader should know about them.
    pub notes: Notes,
}

impl SafeFragment {
    /// Puts the nodes into `place`, after what is there.
    pub fn append_to(self, place: &Element) {
        append(place, &self.nodes);
    }

    /// Plain text in paragraphs, bare addresses as links.
    pub fn from_text(text: &str, base: &Base) -> Self {
        Self::make(&text::paragraphs(text, base))
    }

    fn make(content: &Content) -> Self {
        let nodes = fragment();
        put(&nodes, &content.nodes);
        Self { nodes, notes: content.notes }
    }
}

/// Rebuilds `html`. Relative addresses count from `base`; headings go below `heading`, the level of the headline. On a
/// page that forbids parsing there is the text, and a note that says so; of HTML that nests without end, too.
pub fn sanitize(html: &str, base: &Base, heading: u8) -> SafeFragment {
    if text::nests_too_deep(html) {
        let mut content = text::of_html(html, base);
        content.notes.cut = true;
        return SafeFragment::make(&content);
    }
    of_parsed(parse(html), html, base, heading)
}

/// Of `html`, parsed or not. For tests: whichever way it was parsed.
#[doc(hidden)]
pub fn of_parsed(parsed: Option<Parsed>, html: &str, base: &Base, heading: u8) -> SafeFragment {
    let content =
        parsed.and_then(|parsed| read(&parsed, Builder::new(base, heading, html.len()))).unwrap_or_else(|| {
            let mut content = text::of_html(html, base);
            content.notes.text_only = true;
            content
        });
    SafeFragment::make(&content)
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[wasm_bindgen(js_name = textOf)]
    fn words(node: &Node) -> Option<String>;
    #[wasm_bindgen(js_name = nameOf)]
    fn name_of(node: &Node) -> Option<String>;
    #[wasm_bindgen(js_name = attributeOf)]
    fn attribute(element: &Node, name: &str) -> Option<String>;
    #[wasm_bindgen(js_name = isBody)]
    fn is_body(node: &Node) -> bool;

    // A `TreeWalker`. Without a filter it does not throw, which web-sys cannot know.
    type Walker;
    fn walker(root: &Node) -> Walker;
    #[wasm_bindgen(method, js_name = firstChild)]
    fn first_child(this: &Walker) -> Option<Node>;
    #[wasm_bindgen(method, js_name = nextSibling)]
    fn next_sibling(this: &Walker) -> Option<Node>;
    #[wasm_bindgen(method, js_name = parentNode)]
    fn parent_node(this: &Walker) -> Option<Node>;
}

/// Walks the parsed tree. Without recursion: the depth is the feed's to choose, the module's stack is not.
///
/// Nothing is asked of a document or a form: fields named `nextSibling`, `localName` or `body` would answer in place of the
/// browser, and a walk over `nextSibling` once never came to an end. A `TreeWalker` knows the way without them.
fn read(parsed: &Parsed, mut builder: Builder) -> Option<Content> {
    let walker = walker(&parsed.document);
    let mut part = walker.first_child()?;
    if let Some(inside) = walker.first_child() {
        part = inside;
    }
    while !is_body(&part) {
        part = walker.next_sibling()?;
    }
    let mut depth = 0;
    let mut next = walker.first_child();
    loop {
        while let Some(node) = next {
            let entered = enter(parsed, &node, &mut builder);
            next = if entered { walker.first_child() } else { None };
            if next.is_some() {
                depth += 1;
                continue;
            }
            if entered {
                builder.leave();
            }
            next = walker.next_sibling();
        }
        if depth == 0 {
            return Some(builder.finish());
        }
        depth -= 1;
        walker.parent_node();
        builder.leave();
        next = walker.next_sibling();
    }
}

/// Tells the builder of a node; says whether its children are wanted.
fn enter(parsed: &Parsed, node: &Node, builder: &mut Builder) -> bool {
    if let Some(text) = words(node) {
        builder.text(&parsed.said(text));
        return false;
    }
    let said = |name: &str| attribute(node, name).map(|value| parsed.said(value));
    name_of(node).is_some_and(|name| builder.enter(&name, &said))
}

/// Makes `content` inside `place`. The depth is limited by the builder.
fn put(place: &Node, content: &[Safe]) {
    for node in content {
        match node {
            Safe::Text(text) => say(place, text),
            Safe::Element(safe) => {
                let element = make(safe.name);
                for (name, value) in &safe.attributes {
                    set(&element, name, value);
                }
                put(&element, &safe.children);
                append(place, &element);
            }
        }
    }
}

/// For tests: the fragment's markup.
#[doc(hidden)]
pub fn markup(fragment: &SafeFragment) -> String {
    let place = make("div");
    if let Ok(copy) = fragment.nodes.clone_node_with_deep(true) {
        append(&place, &copy);
    }
    place.inner_html()
}
