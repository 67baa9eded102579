//! The article: category, headline, meta line, lead, body, files.

use leptos::prelude::*;
use web_sys::Element;

use super::model::{Look, Story};
use crate::{
    browser::{
        sanitize::{SafeFragment, sanitize},
        url::base_at,
    },
    core::{
        feed::{Attachment, Item},
        lang::{Words, file_size},
        time::Time,
    },
};

/// The article of `story`.
pub fn article(story: &Story, look: Look) -> impl IntoView + use<> {
    let item = &story.item;
    let words = look.lang.words();
    let category = story.category.as_ref().map(|category| line("category", "", category.title.clone()));
    let lead = item.summary.as_ref().map(|summary| line("lead", "lead", summary.clone()));
    let original = needs_original(item)
        .then_some(item.url.as_ref().or(item.external_url.as_ref()))
        .flatten()
        .map(|url| {
            view! {
                <p class={"original"}>
                    <a href=url.as_str().to_owned()>{words.original}</a>
                </p>
            }
        });
    view! {
        <article lang=item.language.clone()>
            {category}
            {title(item, look.heading_level)}
            {meta(item, look)}
            {lead}
            <div class={"body"} part="body" use:fill=content(story, look.heading_level)></div>
            {(!item.attachments.is_empty()).then(|| files(&item.attachments, look))}
            {original}
        </article>
    }
}

/// A paragraph of text; with an empty `part` it has none.
fn line(class: &'static str, part: &'static str, text: String) -> impl IntoView {
    view! { <p class=class part=(!part.is_empty()).then_some(part)>{text}</p> }
}

/// The headline, on the level that the page gives it. It takes the focus after a navigation, so that a screen reader
/// begins there.
fn title(item: &Item, level: u8) -> AnyView {
    let text = item.headline();
    match level {
        2 => view! { <h2 class={"title"} part="title" tabindex="-1">{text}</h2> }.into_any(),
        3 => view! { <h3 class={"title"} part="title" tabindex="-1">{text}</h3> }.into_any(),
        4 => view! { <h4 class={"title"} part="title" tabindex="-1">{text}</h4> }.into_any(),
        _ => view! { <h1 class={"title"} part="title" tabindex="-1">{text}</h1> }.into_any(),
    }
}

/// When, who, from where.
fn meta(item: &Item, look: Look) -> impl IntoView + use<> {
    let words = look.lang.words();
    let published = item.date_published.map(|time| stamp(time, time.long(look.lang)));
    let updated = item.updated().map(|time| {
        view! { <span class={"updated"}>{words.updated} " " {stamp(time, time.short(look.lang))}</span> }
    });
    let names: Vec<&str> = item.authors.iter().filter_map(|author| author.name.as_deref()).collect();
    let byline = (!names.is_empty()).then(|| view! { <span class={"byline"}>{names.join(", ")}</span> });
    let source = item.source.as_ref().map(|source| {
        view! { <span class={"source"}>{[words.source, " ", source].concat()}</span> }
    });
    let empty = published.is_none() && updated.is_none() && byline.is_none() && source.is_none();
    (!empty).then(|| view! { <p class={"meta"} part="meta">{published} {updated} {byline} {source}</p> })
}

fn stamp(time: Time, text: String) -> impl IntoView {
    view! { <time datetime=time.rfc3339()>{text}</time> }
}

/// With neither text nor HTML the summary is all there is, and the article itself is elsewhere.
fn needs_original(item: &Item) -> bool {
    item.content_html.is_none() && item.content_text.is_none()
}

fn content(story: &Story, heading: u8) -> Option<SafeFragment> {
    let item = &story.item;
    let html = item.content_html.as_ref().and_then(|html| {
        sanitize(html, &base_at(item.url.as_ref().unwrap_or(&story.base)), heading)
    });
    html.or_else(|| item.content_text.as_ref().and_then(|text| SafeFragment::from_text(text)))
}

/// A directive: puts the sanitised nodes into the element once it is made.
fn fill(place: Element, content: Option<SafeFragment>) {
    if let Some(content) = content {
        content.append_to(&place);
    }
}

fn files(attachments: &[Attachment], look: Look) -> impl IntoView + use<> {
    let words: &Words = look.lang.words();
    let rows: Vec<_> = attachments
        .iter()
        .map(|file| {
            let name = file.url.without_fragment().rsplit('/').next().unwrap_or_default();
            let name = file.title.clone().unwrap_or_else(|| name.to_owned());
            let size = file.size_in_bytes.map(|bytes| {
                view! { <span class={"size"}>{file_size(bytes, look.lang)}</span> }
            });
            view! {
                <li>
                    <a href=file.url.as_str().to_owned() rel="noopener noreferrer">{name}</a>
                    " "
                    {size}
                </li>
            }
        })
        .collect();
    view! { <ul class={"files"} aria-label=words.attachments>{rows}</ul> }
}
