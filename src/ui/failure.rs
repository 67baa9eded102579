//! Why there is nothing to read, in words, with a way on; the host page's own links stand below.
//!
//! The browser's own words for it are English as a rule: they go to the page, in the event `tin-error`, not to the reader.

use super::markup::{Markup, button, element};
use crate::core::{error::Error, lang::Words};

/// The error and its buttons, then the tag's own children.
pub fn failure(error: &Error, words: &Words) -> [Markup; 2] {
    let newest = matches!(error, Error::ArticleNotFound { .. } | Error::CategoryEmpty);
    let actions = element("div", "actions")
        .child(button("retry", "retry", words.retry))
        .maybe(newest.then(|| button("secondary", "newest", words.newest)));
    let failure = element("div", "failure")
        .attribute("role", "alert")
        .child(element("p", "failure-title").text(words.failed))
        .child(element("p", "failure-text").text(&error.sentence(words)))
        // For whoever is asked for help: aloud it is letters.
        .child(element("p", "failure-code").attribute("aria-hidden", "true").text(error.code()))
        .child(actions);
    [failure, element("div", "fallback").child(element("slot", ""))]
}
