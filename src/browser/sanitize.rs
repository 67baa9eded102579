//! From a feed's HTML to a [`SafeFragment`]: parsed inert, judged by `core::content`, made anew.
//!
//! The parsed tree is only read. Every node of the result is new, from the policy's constant names, so nothing the feed
//! wrote is ever parsed by the page, and no listener, custom element or request of the feed's can start.

use wasm_bindgen::JsCast;
use web_sys::{Document, DocumentFragment, Element, Node};

use super::parse::parse;
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
        let _ = place.append_child(&self.nodes);
    }

    /// Plain text in paragraphs, bare addresses as links.
    pub fn from_text(text: &str, base: &Base) -> Option<Self> {
        Self::make(&text::paragraphs(text, base))
    }

    fn make(content: &Content) -> Option<Self> {
        let page = web_sys::window()?.document()?;
        let nodes = page.create_document_fragment();
        append(&page, &nodes, &content.nodes);
        Some(Self { nodes, notes: content.notes })
    }
}

/// Rebuilds `html`. Relative addresses count from `base`; headings go below `heading`, the level of the headline. On a
/// page that forbids parsing there is the text, and a note that says so.
pub fn sanitize(html: &str, base: &Base, heading: u8) -> Option<SafeFragment> {
    let content = match parse(html).and_then(|parsed| parsed.body()) {
        Some(body) => read(&body, Builder::new(base, heading, html.len())),
        None => text::of_html(html, base),
    };
    SafeFragment::make(&content)
}

const HTML: &str = "http://www.w3.org/1999/xhtml";

/// Walks the parsed tree. Without recursion: the depth is the feed's to choose, the module's stack is not.
fn read(body: &Element, mut builder: Builder) -> Content {
    let mut next = body.first_child();
    let mut open: Vec<Node> = Vec::new();
    loop {
        let Some(node) = next else {
            let Some(parent) = open.pop() else { break };
            builder.leave();
            next = parent.next_sibling();
            continue;
        };
        match node.node_type() {
            Node::TEXT_NODE => builder.text(&node.node_value().unwrap_or_default()),
            Node::ELEMENT_NODE => {
                if let Some(element) = node.dyn_ref::<Element>()
                    && element.namespace_uri().as_deref() == Some(HTML)
                    && builder.enter(&element.local_name(), &|name| attribute(element, name))
                {
                    next = node.first_child();
                    open.push(node);
                    continue;
                }
            }
            _ => {}
        }
        next = node.next_sibling();
    }
    builder.finish()
}

/// An attribute's value; the `src` of a medium may stand on its `<source>`.
fn attribute(element: &Element, name: &str) -> Option<String> {
    element.get_attribute(name).or_else(|| {
        let source = if name == "src" { element.query_selector(":scope>source[src]").ok()?? } else { return None };
        source.get_attribute(name)
    })
}

/// Makes `content` inside `place`. The depth is limited by the builder.
fn append(page: &Document, place: &Node, content: &[Safe]) {
    for node in content {
        match node {
            Safe::Text(text) => {
                let _ = place.append_child(&page.create_text_node(text));
            }
            Safe::Element(safe) => {
                let Ok(element) = page.create_element(safe.name) else { continue };
                for (name, value) in &safe.attributes {
                    let _ = element.set_attribute(name, value);
                }
                append(page, &element, &safe.children);
                let _ = place.append_child(&element);
            }
        }
    }
}

/// For tests: the fragment's markup.
#[doc(hidden)]
pub fn markup(fragment: &SafeFragment) -> Option<String> {
    let place = web_sys::window()?.document()?.create_element("div").ok()?;
    place.append_child(&fragment.nodes.clone_node_with_deep(true).ok()?).ok()?;
    Some(place.inner_html())
}
