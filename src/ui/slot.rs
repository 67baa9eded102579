//! A place in the reader whose nodes come and go.

use web_sys::Element;

use super::markup::Markup;
use crate::browser::dom::{self, slot};

/// A place in the reader.
#[derive(Clone, Debug)]
pub struct Slot(dom::Slot);

impl Slot {
    /// A place at the end of `parent`; without one it is nowhere, and shows nothing.
    pub fn at_end_of(parent: Option<&Element>) -> Self {
        Self(slot(parent))
    }

    /// Puts `content` in place of what was there.
    pub fn show(&self, content: impl IntoIterator<Item = Markup>) {
        self.0.clear();
        for element in content.into_iter().filter_map(Markup::done) {
            self.0.add(&element);
        }
    }
}
