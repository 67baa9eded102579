//! What is true without a browser: std and serde only, tested natively.

pub mod config;
pub mod content;
pub mod error;
pub mod feed;
pub mod find;
pub mod fold;
pub mod json;
pub mod lang;
pub mod library;
pub mod policy;
pub mod search;
pub mod state;
pub mod time;
pub mod tool_words;
pub mod tools;
pub mod url;
