//! What the reader sees. It shows what the [`scene`] says and reports what the reader does; it decides nothing.
//!
//! Leptos holds the scene's signal and runs the one effect that brings the page up to date. The nodes themselves are made by
//! [`markup`], and not as Leptos views: every distinct view type brings its own code for building, diffing and dropping, and
//! written as views these few screens weighed 35 KB of brotli more; mounting a view and its listener, another 3. It also
//! keeps clear of the templates that Leptos clones for literal-only elements: they need `innerHTML`, which a page that
//! enforces Trusted Types forbids.

pub mod article;
pub mod banner;
pub mod failure;
pub mod markup;
#[cfg(feature = "engine")]
pub mod reader;
pub mod related;
pub mod scene;
pub mod slot;
