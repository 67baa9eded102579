//! *Tin cùng chuyên mục*: the other articles of the category; or the category's own list, where it stands alone.

use std::{mem, sync::Arc};

use web_sys::Element;

use super::{
    article::{heading, headline, stamp},
    markup::{Markup, button, element},
    scene::{Action, Look, More, Related},
    slot::Slot,
};
use crate::{
    browser::dom,
    core::{
        feed::Item,
        lang::{Lang, Words},
    },
};

/// The list on screen.
#[derive(Clone, Debug)]
pub struct List {
    place: Option<Element>,
    /// By their articles, in order.
    rows: Vec<(Arc<Item>, Element)>,
    below: Slot,
    look: Look,
    /// What it shows.
    related: Option<Related>,
}

impl List {
    /// A new list, and the section it stands in.
    pub fn new(look: Look, related: Related) -> (Self, Markup) {
        let place = element("ul", "list");
        let (section, title) = if let Some(title) = &related.title {
            let language = related.items.first().and_then(|item| item.language.as_deref());
            (element("section", "listing").part("listing"), headline(title, look.heading_level).lang(language))
        } else {
            let title = element(heading(look.heading_level + 1), "related-title");
            (element("section", "related").part("related"), title.text(look.lang.words().related))
        };
        let section = section
            .attribute("aria-labelledby", "tin-related")
            .child(title.attribute("id", "tin-related"))
            .child(place.clone());
        let below = Slot::at_end_of(section.clone().done().as_ref());
        let mut list = Self { place: place.done(), rows: Vec::new(), below, look, related: None };
        list.fill(related);
        (list, section)
    }

    /// Brings the list up to date: rows of articles that it goes on to show stay, with their pictures and the focus. `false`
    /// when it has to be made anew.
    pub fn update(&mut self, look: Look, related: &Related) -> bool {
        let old = self.related.as_ref();
        let goes_on = self.look == look && related.shown && old.is_some_and(|old| old.title == related.title);
        if goes_on && old != Some(related) {
            self.fill(related.clone());
        }
        goes_on
    }

    fn fill(&mut self, related: Related) {
        let (mut old, lang) = (mem::take(&mut self.rows).into_iter(), self.look.lang);
        for item in &related.items {
            // Both are in the same order, so what is not further down was not there.
            let further = old.as_slice().iter().position(|(of, _)| of == item);
            if let Some(gone) = further {
                old.by_ref().take(gone).for_each(|(_, row)| row.remove());
            }
            let known = further.and_then(|_| old.next()).map(|(_, row)| row);
            if let (Some(place), Some(row)) =
                (&self.place, known.or_else(|| row(item, related.title.is_some(), lang).done()))
            {
                dom::put(place, &row, self.rows.len());
                self.rows.push((item.clone(), row));
            }
        }
        old.for_each(|(_, row)| row.remove());
        let says = |related: &Related| (related.more, related.items.is_empty());
        if self.related.as_ref().map(says) != Some(says(&related)) {
            self.below.show(below(&related, lang.words()));
        }
        self.related = Some(related);
    }
}

/// The button for more, or a word when the list is empty.
fn below(related: &Related, words: &Words) -> Option<Markup> {
    let label = match related.more {
        More::None if related.items.is_empty() => return Some(element("p", "none").text(words.no_related)),
        More::None => return None,
        More::Idle => words.more,
        More::Busy => words.more_busy,
        More::Failed => words.more_failed,
    };
    Some(button("more", "more", label))
}

fn row(item: &Arc<Item>, with_lead: bool, lang: Lang) -> Markup {
    // Without an address of its own the article can still be reached by keyboard.
    let href = item.url.as_ref().or(item.external_url.as_ref()).map_or("#", |url| url.as_str());
    let picture = item.image.as_ref().map(|url| {
        element("img", "")
            .attribute("loading", "lazy")
            .attribute("decoding", "async")
            .attribute("referrerpolicy", "no-referrer")
            .attribute("width", "240")
            .attribute("height", "160")
            .attribute("alt", item.image_alt.as_deref().unwrap_or_default())
            .attribute("src", url.as_str())
    });
    let text = element("span", "text")
        .child(element("span", "headline").text(&item.headline()))
        .maybe(item.date_published.map(|time| stamp(time, &time.date(lang)).ours(lang)))
        .maybe(item.summary.as_ref().filter(|_| with_lead).map(|lead| element("span", "summary").text(lead)));
    let link = element("a", "item")
        .lang(item.language.as_deref())
        .part("related-link")
        .attribute("href", href)
        .attribute(Action::ARTICLE, &item.id)
        .child(element("span", "thumb").maybe(picture))
        .child(text);
    element("li", "").child(link)
}
