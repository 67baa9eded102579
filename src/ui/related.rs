//! *Tin cùng chuyên mục*: the other articles of the category.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::MouseEvent;

use super::model::{Action, Model, More};
use crate::core::feed::Item;

/// The labelled list and the button for more.
pub fn related(model: Model) -> impl IntoView {
    let look = model.look.get();
    let words = look.lang.words();
    let none = move || model.related.with(|related| related.items.is_empty() && related.more == More::None);
    let button = move || {
        let label = match model.related.with(|related| related.more) {
            More::None => return None,
            More::Idle => words.more,
            More::Busy => words.more_busy,
            More::Failed => words.more_failed,
        };
        Some(view! {
            <button type="button" class={"more"} on:click=move |_| model.act.run(Action::More)>
                {label}
            </button>
        })
    };
    view! {
        <section class={"related"} part="related" aria-labelledby="tin-related">
            {heading(look.heading_level, words.related)}
            <ul class={"list"}>
                <For
                    each=move || model.related.with(|related| related.items.clone())
                    key=|item| item.id.clone()
                    children=move |item| row(&item, model)
                />
            </ul>
            {move || none().then(|| view! { <p class={"none"}>{words.no_related}</p> })}
            {button}
        </section>
    }
}

/// One level below the article's headline.
fn heading(level: u8, text: &'static str) -> AnyView {
    match level {
        1 => view! { <h2 class={"related-title"} id="tin-related">{text}</h2> }.into_any(),
        2 => view! { <h3 class={"related-title"} id="tin-related">{text}</h3> }.into_any(),
        3 => view! { <h4 class={"related-title"} id="tin-related">{text}</h4> }.into_any(),
        _ => view! { <h5 class={"related-title"} id="tin-related">{text}</h5> }.into_any(),
    }
}

fn row(item: &Arc<Item>, model: Model) -> impl IntoView + use<> {
    let lang = model.look.get_untracked().lang;
    let id = item.id.clone();
    // Without an address of its own the article can still be reached by keyboard.
    let href = item.url.as_ref().or(item.external_url.as_ref()).map_or("#", |url| url.as_str()).to_owned();
    let picture = item.image.as_ref().map(|url| {
        view! {
            <img
                loading="lazy"
                decoding="async"
                referrerpolicy="no-referrer"
                width="240"
                height="160"
                alt=item.image_alt.clone().unwrap_or_default()
                src=url.as_str().to_owned()
            />
        }
    });
    let date = item.date_published.map(|time| view! { <time datetime=time.rfc3339()>{time.date(lang)}</time> });
    let open = move |event: MouseEvent| {
        if is_plain(&event) {
            event.prevent_default();
            model.act.run(Action::Open(id.clone()));
        }
    };
    view! {
        <li>
            <a class={"item"} part="related-link" href=href lang=item.language.clone() on:click=open>
                <span class={"thumb"}>{picture}</span>
                <span class={"text"}>
                    <span class={"headline"}>{item.headline()}</span>
                    {date}
                </span>
            </a>
        </li>
    }
}

/// A click that means "open here"; every other kind is the browser's to handle.
fn is_plain(event: &MouseEvent) -> bool {
    let with_key = event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key();
    event.button() == 0 && !with_key && !event.default_prevented()
}
