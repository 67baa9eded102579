//! Fetching a feed: with a limit on time and on size, one request for all readers that want the same address.

use std::{
    cell::RefCell,
    rc::{Rc, Weak},
};

use js_sys::{JsString, Promise};
use wasm_bindgen::{JsCast, JsValue, prelude::wasm_bindgen};

use super::{
    json::JsJson,
    task::{Later, settled},
    url::{base_at, page_base},
};
use crate::core::{
    error::Error,
    feed::Feed,
    url::{Base, HttpUrl},
};

/// Seconds until a load that is not complete is given up.
pub const TIMEOUT: u32 = 10;
/// Megabytes (2²⁰ bytes) of a feed that are read at most (edge.js).
pub const LARGEST: u32 = 5;

/// A feed as it came.
#[derive(Clone, Debug)]
pub struct Download {
    json: JsJson,
    /// The text that it was parsed from.
    pub text: JsString,
    /// Where it came from, after redirects.
    pub address: HttpUrl,
}

impl Download {
    /// Reads the feed out of it.
    pub fn feed(&self) -> Result<Feed, Error> {
        Feed::read(&self.json, &base_at(&self.address))
    }
}

/// The feed in what was kept of an answer.
pub fn kept(text: &JsString, base: &Base) -> Option<Feed> {
    Feed::read(&JsJson::parse(text).ok()?, base).ok()
}

#[wasm_bindgen(module = "/src/browser/edge.js")]
extern "C" {
    #[derive(Clone, Debug)]
    type Request;
    fn request(address: &str, early: &JsValue, seconds: u32) -> Request;
    #[wasm_bindgen(method)]
    fn stop(this: &Request);
    #[wasm_bindgen(method, getter)]
    fn over(this: &Request) -> bool;
    #[wasm_bindgen(method, getter)]
    fn outcome(this: &Request) -> Promise;

    type Outcome;
    #[wasm_bindgen(method, getter)]
    fn failure(this: &Outcome) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn cause(this: &Outcome) -> Option<String>;
    #[wasm_bindgen(method, getter)]
    fn status(this: &Outcome) -> u16;
    #[wasm_bindgen(method, getter)]
    fn json(this: &Outcome) -> JsValue;
    #[wasm_bindgen(method, getter)]
    fn text(this: &Outcome) -> JsString;
    #[wasm_bindgen(method, getter)]
    fn address(this: &Outcome) -> String;
}

/// A request under way. When the last reader that waits for it lets go, it is aborted.
#[derive(Debug)]
pub struct Flight {
    address: HttpUrl,
    request: Request,
}

thread_local! {
    static FLIGHTS: RefCell<Vec<Weak<Flight>>> = const { RefCell::new(Vec::new()) };
}

impl Flight {
    /// Joins the request under way for `address`, or starts one. `early` is undefined, or a function that is given the address and
    /// gives the request that the loader has started for it, if it has: `{response: Promise<Response>, abort: AbortController}`, and
    /// the `outcome` where edge.js reads it already.
    pub fn to(address: &HttpUrl, early: &JsValue) -> Rc<Self> {
        FLIGHTS.with_borrow_mut(|flights| {
            flights.retain(|flight| flight.strong_count() > 0);
            let mut known = flights.iter().filter_map(Weak::upgrade);
            if let Some(flight) = known.find(|flight| flight.address == *address && !flight.request.over()) {
                return flight;
            }
            let request = request(address.as_str(), early, TIMEOUT);
            let flight = Rc::new(Self { address: address.clone(), request });
            flights.push(Rc::downgrade(&flight));
            flight
        })
    }

    /// Waits for what comes of it, without holding it: `None` when the last holder has let go.
    pub fn landed(self: &Rc<Self>) -> Later<'static, Option<Result<Download, Error>>> {
        let (flight, outcome) = (Rc::downgrade(self), self.request.outcome());
        Box::pin(async move {
            let outcome = settled(outcome).await.ok()?;
            Some(download(outcome.unchecked_ref(), &flight.upgrade()?.address))
        })
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        self.request.stop();
    }
}

fn download(outcome: &Outcome, asked: &HttpUrl) -> Result<Download, Error> {
    let Some(failure) = outcome.failure() else {
        let address = HttpUrl::new(&outcome.address(), &page_base()).unwrap_or_else(|| asked.clone());
        return Ok(Download { json: JsJson::new(outcome.json()), text: outcome.text(), address });
    };
    let cause = outcome.cause().unwrap_or_default();
    Err(match failure.as_str() {
        "http" => Error::FeedHttp { status: outcome.status() },
        "json" => Error::FeedNotJson { cause },
        "size" => Error::FeedTooLarge { limit: LARGEST },
        "time" => Error::FeedTimeout { seconds: TIMEOUT },
        _ => Error::FeedUnreachable { cause },
    })
}
