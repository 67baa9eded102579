//! Following a feed's pages.

use std::{cell::RefCell, rc::Rc};

use wasm_bindgen::JsValue;

use crate::{
    browser::{fetch::Flight, task::Later},
    core::{error::Error, library::Library},
};

/// Fetches the page after those in `library` and appends it. `Ok(None)` when there is none, or when whoever holds
/// `flight` has let go of it meanwhile.
pub fn fetch_next(
    mut library: Library,
    flight: &RefCell<Option<Rc<Flight>>>,
) -> Later<'_, Result<Option<Library>, Error>> {
    Box::pin(async move {
        let Some(next) = library.next().cloned() else { return Ok(None) };
        let Some(request) = Flight::to(&next, || None::<JsValue>) else { return Ok(None) };
        let landed = request.landed();
        flight.replace(Some(request));
        let Some(outcome) = landed.await else { return Ok(None) };
        let download = outcome?;
        if library.has_seen(&download.address) {
            // A redirect led back to a page we have.
            library.end();
        } else {
            library.append(download.feed()?, Some(download.address));
        }
        Ok(Some(library))
    })
}
