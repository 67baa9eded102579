//! Tin Reader: an embeddable news reader.
//!
//! One tag, `<tin-reader feed="…">`, fetches a JSON Feed and shows a banner, the article and the list *Tin cùng chuyên
//! mục*. The way of the data is one direction:
//!
//! ```text
//! attributes ──> Config ──┐
//!                         v
//! feed URL ──fetch──> text ──JSON.parse──> Feed ──> Library ──find──> Scene {banner, article, related} ──> ui
//!                                                                       │                                  │
//!                           content_html ──inert parse──> policy and limits ──> shape ──> SafeFragment ─────┘
//!                                                                                                          v
//!                                                                                     DOM events to the host page
//! ```
//!
//! Layers, each of which may only use those above it in this list (a test scans for it):
//!
//! - [`core`]: what is true without a browser. Tested natively.
//! - `browser`: one thin module for each power of the browser. Turns `JsValue` into our errors, never panics. What is a third of the
//!   bytes in JavaScript, or is wanted before the module is there, is in scripts beside them (`edge.js`, `sheet.js`, `store.js`,
//!   `shelf.js`).
//! - `ui`: what the reader sees, a Leptos view of a scene. It shows; it decides nothing.
//! - `tools`: the reading tools, a module of their own that is loaded once an article is on screen.
//! - `element`: the custom element's engine: attributes in, events out, mount and unmount.
//!
//! What a feed says is hostile until it has passed its one gate: `SafeFragment` for HTML,
//! [`core::url::HttpUrl`] for addresses; everything else becomes text nodes.

pub mod core;

/// A seventh of the size of the default allocator, and constant in time.
#[cfg(all(target_arch = "wasm32", not(debug_assertions)))]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

#[cfg(target_arch = "wasm32")]
pub mod browser;
#[cfg(all(target_arch = "wasm32", feature = "engine"))]
pub mod element;
#[cfg(all(target_arch = "wasm32", feature = "tools"))]
pub mod tools;
#[cfg(target_arch = "wasm32")]
pub mod ui;
