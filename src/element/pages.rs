//! Following a feed's pages.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsValue;

use crate::{
    browser::{
        clock::now,
        fetch::{Flight, kept},
        store::Store,
        task::Later,
        url::base_at,
    },
    core::{error::Error, library::Library, url::HttpUrl},
};

/// Where further pages come from.
#[derive(Debug)]
pub struct Source<'a> {
    /// What is kept, and the feed's address, where something may be.
    pub store: Option<(&'a Store, HttpUrl)>,
    /// Whether a page as it was kept will do.
    pub kept: bool,
    /// Whether the server is asked otherwise.
    pub server: bool,
}

/// Gets the page after those in `library` and appends it. `Ok(None)` when there is none, or when whoever holds `flight` has let
/// go of it meanwhile.
pub fn fetch_next<'a>(
    mut library: Library,
    flight: &'a RefCell<Option<Rc<Flight>>>,
    source: Source<'a>,
) -> Later<'a, Result<Option<Library>, Error>> {
    Box::pin(async move {
        let Some(next) = library.next().cloned() else { return Ok(None) };
        let store = source.store.as_ref();
        if let Some((store, feed)) = store.filter(|_| source.kept)
            && let Some((text, _, from)) = store.recall(feed, None, Some(&next)).await
            && let Some(page) = kept(&text, &base_at(&from))
        {
            library.append(&page, Some(from));
            return Ok(Some(library));
        }
        if !source.server {
            return Err(Error::FeedMissing);
        }
        let request = Flight::to(&next, &JsValue::UNDEFINED);
        let landed = request.landed();
        flight.replace(Some(request));
        let Some(outcome) = landed.await else { return Ok(None) };
        let download = outcome?;
        if library.has_seen(&download.address) {
            // A redirect led back to a page we have.
            library.end();
        } else {
            let page = download.feed()?;
            // An empty page, or another feed's, does not take the place of what is kept, nor is its word heard.
            if let Some((store, feed)) = store
                && page.title == library.title()
                && !page.items.is_empty()
            {
                let _ = store.keep(feed, Some(&next), &download.text, now(), &download.address);
            }
            library.append(&page, Some(download.address));
        }
        Ok(Some(library))
    })
}
