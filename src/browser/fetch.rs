//! Fetching a feed: with a limit on time and on size, one request for all readers that want the same address.

use std::{
    cell::{Cell, RefCell},
    rc::{Rc, Weak},
};

use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    AbortController, ReadableStreamDefaultReader, RequestCache, RequestInit, Response, TextDecodeOptions, TextDecoder,
};

use super::{
    clock::Timer,
    json::JsJson,
    task::{settled, spawn},
    url::base_at,
    words_of,
};
use crate::core::{
    error::Error,
    feed::Feed,
    url::{Base, HttpUrl},
};

/// Seconds until a load that is not complete is given up.
pub const TIMEOUT: u32 = 10;
/// Megabytes (2²⁰ bytes) of a feed that are read at most.
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

/// A request under way. When the last reader that waits for it lets go, it is aborted.
#[derive(Debug)]
pub struct Flight {
    address: String,
    abort: AbortController,
    outcome: RefCell<Option<Result<Download, Error>>>,
    waiting: RefCell<Vec<Function>>,
}

thread_local! {
    static FLIGHTS: RefCell<Vec<Weak<Flight>>> = const { RefCell::new(Vec::new()) };
}

impl Flight {
    /// Joins the request under way for `address`, or starts one. `early` is the page's own request, if the loader has
    /// started one already: `{response: Promise<Response>, abort: AbortController}`.
    pub fn to(address: &HttpUrl, early: &dyn Fn() -> Option<JsValue>) -> Option<Rc<Self>> {
        FLIGHTS.with_borrow_mut(|flights| {
            flights.retain(|flight| flight.strong_count() > 0);
            let known = flights.iter().filter_map(Weak::upgrade);
            let mut under_way = known.filter(|flight| flight.outcome.borrow().is_none());
            if let Some(flight) = under_way.find(|flight| flight.address == address.as_str()) {
                return Some(flight);
            }
            let early = early();
            let member = |name: &str| early.as_ref().and_then(|early| Reflect::get(early, &name.into()).ok());
            let abort = member("abort").and_then(|abort| abort.dyn_into().ok()).or_else(|| AbortController::new().ok());
            let flight = Rc::new(Self {
                address: address.as_str().to_owned(),
                abort: abort?,
                outcome: RefCell::default(),
                waiting: RefCell::default(),
            });
            flights.push(Rc::downgrade(&flight));
            let response = member("response").and_then(|response| response.dyn_into::<js_sys::Promise>().ok());
            spawn(fly(Rc::downgrade(&flight), flight.abort.clone(), address.clone(), response));
            Some(flight)
        })
    }

    /// Waits for what comes of it, without holding it: `None` when the last holder has let go.
    pub fn landed(self: &Rc<Self>) -> impl Future<Output = Option<Result<Download, Error>>> + use<> {
        let flight = Rc::downgrade(self);
        let landed = js_sys::Promise::new(&mut |resolve, _| {
            if self.outcome.borrow().is_some() {
                let _ = resolve.call0(&JsValue::UNDEFINED);
            } else {
                self.waiting.borrow_mut().push(resolve);
            }
        });
        async move {
            let _ = settled(landed).await;
            flight.upgrade()?.outcome.borrow().clone()
        }
    }

    /// Readers of the same feed have waited together: after the first, each takes a turn of its own.
    fn wake(&self) {
        for (turn, resolve) in self.waiting.take().into_iter().enumerate() {
            let _ = match web_sys::window().filter(|_| turn > 0) {
                Some(window) => window.set_timeout_with_callback(&resolve).map(JsValue::from),
                None => resolve.call0(&JsValue::UNDEFINED),
            };
        }
    }
}

impl Drop for Flight {
    fn drop(&mut self) {
        if self.outcome.borrow().is_none() {
            self.abort.abort();
            self.wake();
        }
    }
}

/// Carries the request through and wakes those who wait, if any still do.
async fn fly(flight: Weak<Flight>, abort: AbortController, address: HttpUrl, early: Option<js_sys::Promise>) {
    let too_late = Rc::new(Cell::new(false));
    let timer = {
        let (too_late, abort) = (too_late.clone(), abort.clone());
        Timer::after(i32::try_from(TIMEOUT * 1000).unwrap_or(i32::MAX), move || {
            too_late.set(true);
            abort.abort();
        })
    };
    let outcome = download(&address, &abort, early).await;
    drop(timer);
    let outcome = match outcome {
        Err(Error::FeedUnreachable { .. }) if too_late.get() => Err(Error::FeedTimeout { seconds: TIMEOUT }),
        other => other,
    };
    if let Some(flight) = flight.upgrade() {
        *flight.outcome.borrow_mut() = Some(outcome);
        flight.wake();
    }
}

async fn download(
    address: &HttpUrl,
    abort: &AbortController,
    early: Option<js_sys::Promise>,
) -> Result<Download, Error> {
    let response = if let Some(promise) = early {
        settled(promise).await.map_err(unreachable)?.dyn_into::<Response>().map_err(unreachable)?
    } else {
        // gloo-net's request would bring all of Rust's formatting machinery with it, for a query it does not have.
        let options = RequestInit::new();
        // What the HTTP cache has may be hours old, and there without a network: the server is asked, and may say 304.
        options.set_cache(RequestCache::NoCache);
        options.set_signal(Some(&abort.signal()));
        let window = web_sys::window().ok_or(Error::FeedUnreachable { cause: String::new() })?;
        let request = window.fetch_with_str_and_init(address.as_str(), &options);
        settled(request).await.map_err(unreachable)?.dyn_into::<Response>().map_err(unreachable)?
    };
    if !response.ok() {
        abort.abort();
        return Err(Error::FeedHttp { status: response.status() });
    }
    // A redirect moves the feed, and what is relative in it.
    let page = super::url::page_base();
    let address = HttpUrl::new(&response.url(), &page).unwrap_or_else(|| address.clone());
    let text = read_text(&response, abort).await?;
    Ok(Download { json: JsJson::parse(&text)?, text, address })
}

/// The body as text. The chunks stay on the JavaScript side; a byte order mark goes (the Encoding Standard's decoder).
async fn read_text(response: &Response, abort: &AbortController) -> Result<JsString, Error> {
    let mut text = JsString::from("");
    let Some(body) = response.body() else { return Ok(text) };
    let reader = body.get_reader().dyn_into::<ReadableStreamDefaultReader>().map_err(unreachable)?;
    let decoder = TextDecoder::new().map_err(unreachable)?;
    let more = TextDecodeOptions::new();
    more.set_stream(true);
    let mut room = LARGEST * 1024 * 1024;
    loop {
        let part = settled(reader.read()).await.map_err(unreachable)?;
        let Ok(chunk) = Reflect::get(&part, &"value".into()).map(JsCast::dyn_into::<js_sys::Uint8Array>) else { break };
        let Ok(chunk) = chunk else { break };
        let Some(left) = room.checked_sub(chunk.length()) else {
            abort.abort();
            return Err(Error::FeedTooLarge { limit: LARGEST });
        };
        room = left;
        let piece = decoder.decode_with_js_u8_array_and_options(&chunk, &more).map_err(unreachable)?;
        text = text.concat(&piece.into());
    }
    let rest = decoder.decode().map_err(unreachable)?;
    Ok(text.concat(&rest.into()))
}

fn unreachable(thrown: impl Into<JsValue>) -> Error {
    Error::FeedUnreachable { cause: words_of(&thrown.into()) }
}
