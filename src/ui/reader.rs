//! The whole reader: one element that holds everything.
//!
//! (A dynamic node directly below the shadow root renders nothing after its first change in Leptos 0.8.)

use leptos::prelude::*;

use super::{
    article::article,
    banner::banner,
    failure::failure,
    model::{Model, More},
    related::related,
};
use crate::core::{
    error::Error,
    lang::fill,
    state::LoadState,
};

/// What takes the reader's room.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Screen {
    Skeleton,
    Story,
    Failure(Error),
}

/// The bones of the skeleton, the same ones that the loader shows before there is an engine.
const BONES: [&str; 11] = [
    "bone banner-bone",
    "bone line short",
    "bone title-bone",
    "bone title-bone short",
    "bone line",
    "bone line",
    "bone line short",
    "bone line",
    "bone line",
    "bone line",
    "bone line short",
];

/// The reader.
pub fn reader(model: Model) -> impl IntoView {
    let screen = Memo::new(move |_| match model.state.get() {
        LoadState::Loading | LoadState::LoadingSlowly => Screen::Skeleton,
        LoadState::Ready { .. } | LoadState::Stale { .. } => Screen::Story,
        LoadState::Failed { error } => Screen::Failure(error),
    });
    let picture = Memo::new(move |_| (screen.get() == Screen::Story).then(|| model.banner.get()).flatten());
    view! {
        <div
            class="tin"
            lang=move || model.look.get().lang.tag()
            data-theme=move || model.look.get().theme.name()
            data-state=move || model.state.get().name()
            aria-busy=move || (screen.get() == Screen::Skeleton).to_string()
        >
            <div class={"status"} part="status" role="status">{move || status(model)}</div>
            {move || picture.get().map(banner)}
            {move || match screen.get() {
                Screen::Skeleton => skeleton().into_any(),
                Screen::Story => (move || model.story.get().map(|story| article(&story, model.look.get()))).into_any(),
                Screen::Failure(error) => failure(&error, model).into_any(),
            }}
            {move || (screen.get() == Screen::Story && model.related.with(|related| related.shown)).then(|| related(model))}
        </div>
    }
}

fn skeleton() -> impl IntoView {
    let bones = BONES.map(|class| view! { <span class=class></span> });
    view! {
        <div class={"skeleton"} aria-hidden="true">
            {bones}
        </div>
    }
}

/// What the status line says.
fn status(model: Model) -> String {
    let words = model.words();
    match model.state.get() {
        LoadState::Loading => String::new(),
        LoadState::LoadingSlowly => words.loading_slowly.to_owned(),
        LoadState::Stale { since, .. } => fill(words.stale, &since.clock()),
        LoadState::Failed { .. } => String::new(),
        LoadState::Ready { .. } if model.related.with(|related| related.more == More::Busy) => String::new(),
        LoadState::Ready { .. } => model.notice.get(),
    }
}
