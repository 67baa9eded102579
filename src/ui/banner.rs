//! The picture across the top, its room kept before it has come.

use leptos::prelude::*;

use crate::core::feed::Banner;

/// The banner, as a link if the feed says where to.
pub fn banner(banner: Banner) -> impl IntoView {
    let picture = view! {
        <img
            src=banner.url.as_str().to_owned()
            alt=banner.alt
            width="1200"
            height="300"
            decoding="async"
            referrerpolicy="no-referrer"
        />
    };
    let content = match banner.link {
        Some(link) => view! { <a href=link.as_str().to_owned()>{picture}</a> }.into_any(),
        None => picture.into_any(),
    };
    view! {
        <div class={"banner"} part="banner">
            {content}
        </div>
    }
}
