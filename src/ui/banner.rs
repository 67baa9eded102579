//! The picture across the top, its room kept before it has come.

use super::markup::{Markup, element};
use crate::{
    browser::settings::saves_data,
    core::{feed::Banner, lang::Words},
};

/// The banner, as a link if the feed says where to. Where data is to be saved, its words open it: a lazy picture that is not
/// shown is not fetched.
pub fn banner(banner: &Banner, words: &Words) -> Markup {
    let saving = saves_data();
    let picture = element("img", "")
        .attribute("alt", &banner.alt)
        .attribute("width", "1200")
        .attribute("height", "300")
        .attribute("decoding", "async")
        .attribute("referrerpolicy", "no-referrer")
        .attribute("loading", if saving { "lazy" } else { "eager" })
        .attribute("src", banner.url.as_str());
    let content = match &banner.link {
        Some(link) => element("a", "").attribute("href", link.as_str()).child(picture),
        None => picture,
    };
    let content = if saving {
        let words = if banner.alt.is_empty() { words.banner } else { &banner.alt };
        element("details", "").child(element("summary", "").text(words)).child(content)
    } else {
        content
    };
    element("div", "banner").part("banner").child(content)
}
