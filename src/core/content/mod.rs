//! An article's content after the policy: a small tree of constant names, and what was noticed on the way.
//!
//! [`build::Builder`] makes it from the events of a walk over somebody's parsed HTML (the browser's inert document; in
//! tests and fuzzing html5ever's), [`shape`] then gives it the structure its author meant. Short of the limits, content that
//! is written out, parsed and built again is the same content.

pub mod build;
pub mod legacy;
mod shape;
pub mod text;

/// A node.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    /// Text.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// Its name, one of the policy's constants.
    pub name: &'static str,
    /// Its attributes, their names constants too.
    pub attributes: Vec<(&'static str, String)>,
    /// What it holds.
    pub children: Vec<Node>,
}

impl Element {
    /// An element without attributes.
    pub fn new(name: &'static str, children: Vec<Node>) -> Self {
        Self { name, attributes: Vec::new(), children }
    }

    /// With one more attribute.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.attributes.push((name, value.into()));
        self
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

/// An article's content.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The nodes at the top.
    pub nodes: Vec<Node>,
    /// What the reader should know.
    pub notes: Notes,
}

/// What the reader should know about the content.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    /// A limit was reached: from there on only the text is kept.
    pub cut: bool,
    /// The text was written for an old Vietnamese font or code page, and some letters are wrong.
    pub legacy: bool,
    /// The page forbids parsing HTML: there is only the text.
    pub text_only: bool,
}
