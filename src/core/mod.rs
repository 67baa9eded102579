//! What is true without a browser, tested natively: std, serde, and one small crate for QR codes.

pub mod choices;
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
pub mod qr;
pub mod reading;
pub mod search;
pub mod shelf;
pub mod speech;
pub mod state;
pub mod time;
pub mod tool_words;
pub mod tools;
pub mod url;
pub mod zoom;
