//! What the reader sees. It shows what the [`scene`] says and reports what the reader does; it decides nothing.
//!
//! The reader is one Leptos view ([`reader`]): Leptos' `Render` and `Mountable` say how a scene gets onto the page, is brought up to
//! date there and leaves it. What else Leptos has is not in the first load, where it was weighed. Its reactive graph, which kept one
//! signal and one effect, was 5.8 KB of it after Brotli; [`live`] does what they did. A view type for each element brings its own
//! code for building, diffing and dropping: written so, these few screens were 35 KB more, and [`markup`] makes their nodes. That
//! also keeps clear of the templates that Leptos clones for literal-only elements: they need `innerHTML`, which a page that enforces
//! Trusted Types forbids.

pub mod article;
pub mod banner;
pub mod failure;
#[cfg(feature = "engine")]
pub mod live;
pub mod markup;
#[cfg(feature = "engine")]
pub mod reader;
pub mod related;
pub mod scene;
pub mod slot;
