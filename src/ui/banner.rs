//! The picture across the top, its room kept before it has come.

use super::markup::{Markup, element};
use crate::core::feed::Banner;

/// The banner, as a link if the feed says where to.
pub fn banner(banner: &Banner) -> Markup {
    let picture = element("img", "")
        .attribute("alt", &banner.alt)
        .attribute("width", "1200")
        .attribute("height", "300")
        .attribute("decoding", "async")
        .attribute("referrerpolicy", "no-referrer")
        .attribute("src", banner.url.as_str());
    let content = match &banner.link {
        Some(link) => element("a", "").attribute("href", link.as_str()).child(picture),
        None => picture,
    };
    element("div", "banner").part("banner").child(content)
}
