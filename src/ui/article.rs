//! The article: category, headline, meta line, lead, body, files.

use super::{
    markup::{Markup, button, element},
    scene::{Look, Story},
};
use crate::{
    browser::{
        sanitize::{SafeFragment, sanitize},
        url::base_at,
    },
    core::{feed::Item, lang::file_size, time::Time},
};

/// The article of `story`.
pub fn article(story: &Story, look: Look) -> Markup {
    let item = &story.item;
    let paragraph = |class, text: &str| element("p", class).text(text);
    // The article is in its own language, our words in it are in the interface's.
    let ours = |markup: Markup| markup.ours(look.lang);
    let mut body = element("div", "body").part("body");
    let content = content(story, look.heading_level);
    let notes = content.as_ref().map(|content| content.notes).unwrap_or_default();
    // With neither text nor HTML the summary is all there is, and the article itself is elsewhere.
    let original = content.is_none().then_some(item.url.as_ref().or(item.external_url.as_ref())).flatten();
    if let Some(content) = content {
        body = body.content(content).tables(look.lang.words().table);
    }
    let words = look.lang.words();
    for (noted, sentence) in [
        (notes.text_only, words.content_text_only),
        (notes.cut, words.content_cut),
        (notes.legacy, words.content_legacy),
    ] {
        if noted {
            body = body.child(ours(paragraph("note", sentence)));
        }
    }
    let mut article = element("article", "");
    if let Some(publisher) = &story.publisher {
        article = article.attribute("data-publisher", publisher); // for public/metadata.js
    }
    article
        .lang(item.language.as_deref())
        .maybe(look.list.then(|| ours(button("back", "list", words.to_list))))
        .maybe(story.category.as_ref().map(|category| paragraph("category", &category.title)))
        .child(headline(&item.headline(), look.heading_level))
        .maybe(meta(item, look).map(ours))
        .maybe(item.summary.as_ref().map(|summary| paragraph("lead", summary).part("lead")))
        .child(body)
        .maybe((!item.attachments.is_empty()).then(|| ours(files(item, look))))
        .maybe(original.map(|url| {
            let link = element("a", "").attribute("href", url.as_str()).text(words.original);
            ours(element("p", "original").child(link))
        }))
}

/// The headline, on the level that the page gives it. It takes the focus after a navigation, so that a screen reader
/// begins there.
pub fn headline(text: &str, level: u8) -> Markup {
    element(heading(level), "title").part("title").attribute("tabindex", "-1").text(text)
}

/// The heading element of a level, 1 to 6.
pub fn heading(level: u8) -> &'static str {
    ["h1", "h2", "h3", "h4", "h5", "h6"].get(usize::from(level.saturating_sub(1))).copied().unwrap_or("h6")
}

/// When, who, from where.
fn meta(item: &Item, look: Look) -> Option<Markup> {
    let words = look.lang.words();
    let published = item.date_published.map(|time| stamp(time, &time.long(look.lang)));
    let updated = item.updated().map(|time| {
        element("span", "updated").text(words.updated).text(" ").child(stamp(time, &time.short(look.lang)))
    });
    // Each name in an element of its own: there may be commas in it (public/metadata.js tells them apart).
    let names = item.authors.iter().filter_map(|author| author.name.as_deref());
    let mut byline: Option<Markup> = None;
    for name in names {
        let line = byline.map_or_else(|| element("span", "byline"), |line| line.text(", "));
        byline = Some(line.child(element("span", "").text(name)));
    }
    let source = item.source.as_ref().map(|source| element("span", "source").text(words.source).text(" ").text(source));
    let mut parts = [published, updated, byline, source].into_iter().flatten().peekable();
    parts.peek()?;
    let mut meta = element("p", "meta").part("meta");
    for part in parts {
        // The space keeps the parts apart where the sheet is not: read aloud, copied.
        meta = meta.child(part).text(" ");
    }
    Some(meta)
}

/// A moment, for people and for machines.
pub fn stamp(time: Time, text: &str) -> Markup {
    element("time", "").attribute("datetime", &time.rfc3339()).text(text)
}

fn content(story: &Story, heading: u8) -> Option<SafeFragment> {
    let item = &story.item;
    let base = base_at(item.url.as_ref().unwrap_or(&story.base));
    match (&item.content_html, &item.content_text) {
        (Some(html), _) => Some(sanitize(html, &base, heading)),
        (None, Some(text)) => Some(SafeFragment::from_text(text, &base)),
        (None, None) => None,
    }
}

/// What stands behind the last slash.
fn last_part(address: &str) -> &str {
    let slash = address.bytes().rposition(|byte| byte == b'/');
    slash.and_then(|at| address.get(at + 1..)).unwrap_or(address)
}

fn files(item: &Item, look: Look) -> Markup {
    let mut list = element("ul", "files").attribute("aria-label", look.lang.words().attachments);
    for file in &item.attachments {
        let address = file.url.without_fragment();
        let name = file.title.as_deref().unwrap_or_else(|| last_part(address));
        let link = element("a", "").attribute("href", file.url.as_str()).lang(item.language.as_deref());
        let link = link.attribute("rel", "noopener noreferrer");
        let size = file.size_in_bytes.map(|bytes| element("span", "size").text(&file_size(bytes, look.lang)));
        list = list.child(element("li", "").child(link.text(name)).text(" ").maybe(size));
    }
    list
}
