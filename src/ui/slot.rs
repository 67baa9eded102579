//! A place in the reader whose nodes come and go.

use web_sys::{Element, Node};

use super::markup::Markup;

/// A place, kept by an empty text node. (A wrapper element would stand between the reader's grid and what it lays out.)
#[derive(Clone, Debug)]
pub struct Slot {
    anchor: Option<Node>,
    nodes: Vec<Element>,
}

impl Slot {
    /// A place at the end of `parent`.
    pub fn at_end_of(parent: &Element) -> Self {
        let page = web_sys::window().and_then(|window| window.document());
        let anchor = page.map(|page| Node::from(page.create_text_node("")));
        let anchor = anchor.filter(|anchor| parent.append_child(anchor).is_ok());
        Self { anchor, nodes: Vec::new() }
    }

    /// A place that is nowhere: it shows nothing.
    pub fn nowhere() -> Self {
        Self { anchor: None, nodes: Vec::new() }
    }

    /// Puts `content` in place of what was there.
    pub fn show(&mut self, content: impl IntoIterator<Item = Markup>) {
        for node in self.nodes.drain(..) {
            node.remove();
        }
        let Some((anchor, parent)) = self.anchor.as_ref().and_then(|anchor| Some((anchor, anchor.parent_node()?)))
        else {
            return;
        };
        for element in content.into_iter().filter_map(Markup::done) {
            if parent.insert_before(&element, Some(anchor)).is_ok() {
                self.nodes.push(element);
            }
        }
    }
}
