//! Why there is nothing to read, in words, with a way on; the host page's own links stand below.

use leptos::prelude::*;

use super::model::{Action, Model};
use crate::core::error::Error;

/// The error, a button to try again, and the tag's own children.
pub fn failure(error: &Error, model: Model) -> impl IntoView + use<> {
    let words = model.words();
    let newest = matches!(error, Error::ArticleNotFound { .. } | Error::CategoryEmpty).then(|| {
        view! {
            <button type="button" class={"secondary"} on:click=move |_| model.act.run(Action::Newest)>
                {words.newest}
            </button>
        }
    });
    let code = match error.cause() {
        Some(cause) => [error.code(), ": ", cause].concat(),
        None => error.code().to_owned(),
    };
    view! {
        <div class={"failure"} role="alert">
                <p class={"failure-title"}>{words.failed}</p>
                <p class={"failure-text"}>{error.sentence(words)}</p>
                <p class={"failure-code"}>{code}</p>
                <div class={"actions"}>
                    <button type="button" class={"retry"} on:click=move |_| model.act.run(Action::Retry)>
                        {words.retry}
                    </button>
                    {newest}
                </div>
            </div>
        <div class={"fallback"}>
            <slot name={""}></slot>
        </div>
    }
}
