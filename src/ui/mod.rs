//! Leptos components. They show what the [`model`] says and report what the reader does; they decide nothing.
//!
//! Every nested element has at least one attribute or text given as an expression: a nested element of literals only is
//! built through a template's `innerHTML`, which a page that enforces Trusted Types forbids.

pub mod article;
pub mod banner;
pub mod failure;
pub mod model;
pub mod reader;
pub mod related;
