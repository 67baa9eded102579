//! What the search draws: a result with its matches marked, and the categories to choose from.

use js_sys::Array;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{
    core::search::Query,
    ui::{
        markup::{Markup, element},
        scene::Action,
    },
};

/// How many bytes of a lead stand before its first match at most.
const BEFORE: usize = 80;

/// On a category's button: its title; empty for all.
pub const CHIP: &str = "data-chip";
/// The class of those buttons.
pub const CHIP_CLASS: &str = "chip";

/// A category's title, and the language of it: its newest article's.
pub type Category = (String, Option<String>);

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    /// Sorts names as a Vietnamese dictionary does.
    #[wasm_bindgen(js_name = sortNames)]
    fn sort(names: &Array);
}

/// A result. The engine opens it in place, as it does the headlines below an article.
pub fn row(article: &Array, query: &Query) -> Markup {
    let member = |at| article.get(at).as_string();
    let (headline, summary) = (member(1).unwrap_or_default(), member(2).unwrap_or_default());
    let link = element("a", "result")
        .attribute("href", member(4).as_deref().unwrap_or("#"))
        .attribute(Action::ARTICLE, &member(0).unwrap_or_default())
        .child(marked(element("span", "headline"), &headline, query, headline.len()))
        .maybe(member(3).map(|category| element("span", "result-category").text(&category)))
        .child(marked(element("span", "summary"), &summary, query, BEFORE));
    element("li", "").child(link.lang(member(6).as_deref()))
}

/// Appends `text` with the matches marked. What is more than `before` bytes before the first is left out.
fn marked(mut place: Markup, text: &str, query: &Query, before: usize) -> Markup {
    let mut at = 0;
    for (from, to) in query.matches(text) {
        let skipped = text.as_bytes().get(..from.saturating_sub(before)).filter(|_| at == 0);
        let skipped = skipped.and_then(|skipped| skipped.iter().rposition(|byte| *byte == b' '));
        if let Some(space) = skipped {
            place = place.text("… ");
            at = space + 1;
        }
        let between = text.get(at..from).unwrap_or_default();
        place = place.text(between).child(element("mark", "").text(text.get(from..to).unwrap_or_default()));
        at = to;
    }
    place.text(text.get(at..).unwrap_or_default())
}

/// A button for each category, in the order of the Vietnamese alphabet, and one for all. Nothing where there is no choice.
pub fn chips(categories: &[Category], chosen: &str, all: &str) -> Vec<Markup> {
    let titles = Array::new();
    for (title, _) in categories.iter().filter(|(title, _)| !title.is_empty()) {
        titles.push(&title.as_str().into());
    }
    let mut chips = Vec::new();
    if titles.length() < 2 {
        return chips;
    }
    sort(&titles);
    titles.unshift(&"".into());
    for at in 0..titles.length() {
        let title = titles.get(at).as_string().unwrap_or_default();
        let pressed = if title == chosen { "true" } else { "false" };
        let chip = element("button", CHIP_CLASS);
        let chip = dressed(chip, &[("type", "button"), ("aria-pressed", pressed), (CHIP, &title)]);
        let category = categories.iter().find(|(known, _)| *known == title && at > 0);
        chips.push(match category {
            Some((_, language)) => chip.lang(language.as_deref()).text(&title),
            None => chip.text(all),
        });
    }
    chips
}

/// `markup` with these attributes.
pub fn dressed(markup: Markup, attributes: &[(&str, &str)]) -> Markup {
    attributes.iter().fold(markup, |markup, (name, value)| markup.attribute(name, value))
}
