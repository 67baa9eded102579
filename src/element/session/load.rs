//! Getting the news: from the store, from the server, again when that failed or was long ago.

use std::rc::Rc;

use js_sys::Promise;
use wasm_bindgen::JsValue;
use web_sys::Event;

use super::{Arrival, BROKEN, Session};
use crate::{
    browser::{
        clock::now,
        dom,
        events::Listener,
        fetch::{Download, Flight, kept},
        task::{Later, painted, promise, settled, spawn, turn},
        url::base_at,
    },
    core::{
        error::Error,
        feed::Feed,
        lang::fill,
        library::{Library, Wanted},
        state::{Event as Change, LoadState, pause},
        url::HttpUrl,
    },
    element::emit,
};

/// Milliseconds until the reader is told that loading takes long.
const SLOW: i32 = 3000;
/// Seconds after which a page that comes back to the foreground asks for newer news.
const FRESH: i64 = 300;

impl Session {
    /// Fetches the feed and shows what is wanted of it. The promise is settled when the outcome is on screen.
    pub(super) fn load(self: &Rc<Self>, change: Change) -> Option<Promise> {
        self.scene()?;
        self.again.take();
        let round = self.round.get().wrapping_add(1);
        self.round.set(round);
        let quiet = change == Change::Woke;
        if !quiet {
            self.failures.set(0);
        }
        self.change(change);
        self.slow.replace(Some(self.after(SLOW, |session| session.change(Change::TookLong))));
        let address = self.address();
        let flight = address.as_ref().map(|address| Flight::to(address, &self.early));
        let landed = flight.as_ref().map(Flight::landed);
        self.flight.replace(flight);
        let session = self.clone();
        let loading = promise(async move {
            session.settle().await;
            let offline = session.config.borrow().offline;
            if let Some(address) = address.as_ref().filter(|_| offline) {
                session.recall(address, round).await;
            }
            let outcome = match landed {
                Some(landed) => landed.await,
                None => Some(Err(Error::FeedMissing)),
            };
            let _ = turn().await;
            if !session.is_at(round) {
                // What came of the load that has taken over is what came of this one.
                let newer = session.loading.borrow().clone().filter(|_| session.alive.get());
                return Ok(newer.map_or(JsValue::UNDEFINED, Into::into));
            }
            session.flight.take();
            session.slow.take();
            let outcome = outcome.unwrap_or_else(|| Err(Error::FeedUnreachable { cause: String::new() }));
            let quiet = (session.recalled.get() || quiet) && session.current.borrow().is_some();
            match outcome.and_then(|download| session.judged(download, quiet)) {
                Ok((feed, download)) => {
                    session.take_in(feed, &download, quiet);
                    let shown = if quiet {
                        session.freshen().await;
                        Ok(())
                    } else {
                        session.choose(Arrival::Loaded).await
                    };
                    let _ = painted().await; // to keep it can wait for what is to be read
                    if let Some(feed) = &address
                        && session.config.borrow().offline
                        && settled(session.store.keep(feed, None, &download.text, now(), &download.address))
                            .await
                            .is_err()
                        && session.is_at(round)
                    {
                        emit::error(&session.host, &Error::StorageFull, session.config.borrow().lang);
                    }
                    shown.map_err(|error| session.rejection(Some(&error)))?;
                }
                Err(error) => {
                    if session.recalled.get() && session.current.borrow().is_none() {
                        let _ = session.choose(Arrival::Loaded).await;
                    } else {
                        // It was about the load before.
                        session.stage(|scene| scene.notice.clear());
                    }
                    session.recalled.set(false);
                    session.fail(Change::Failed(error.clone()), &error).await;
                    session.try_again_later(&error);
                    return Err(session.rejection(Some(&error)));
                }
            }
            Ok(JsValue::UNDEFINED)
        });
        // A rejection that nobody awaits is no news for the host page's console.
        let heard = loading.clone();
        spawn(async move {
            let _ = settled(heard).await;
        });
        self.loading.replace(Some(loading.clone()));
        Some(loading)
    }

    /// Whether the reader is still there, and no newer load has taken over from this one.
    pub(super) fn is_at(&self, round: u32) -> bool {
        self.round.get() == round && self.alive.get()
    }

    /// The feed of `download`, unless what we have is better; none where it may be `known` and is: the same text is not
    /// read again.
    pub(super) fn judged(&self, download: Download, known: bool) -> Result<(Option<Feed>, Download), Error> {
        let library = self.library.borrow();
        let from = library.as_ref().map(|(_, from)| from);
        if known && from == Some(&download.address) && self.text.borrow().as_ref() == Some(&download.text) {
            return Ok((None, download));
        }
        let feed = download.feed()?;
        if let Some((library, _)) = library.as_ref() {
            library.yields_to(&feed, now().unix() - self.came.get().unix())?;
        }
        Ok((Some(feed), download))
    }

    /// Makes a good answer the news at hand; `feed` is none where it was at hand already.
    pub(super) fn take_in(&self, feed: Option<Feed>, download: &Download, quiet: bool) {
        self.recalled.set(false);
        self.failures.set(0);
        if !self.told.replace("").is_empty() {
            self.mend_pictures();
        }
        self.came.set(now());
        self.text.replace(Some(download.text.clone()));
        if let Some(feed) = feed {
            let from = download.address.clone();
            let old = self.library.replace(Some((Library::new(feed, from.clone()), from)));
            if let Some((old, _)) = old.filter(|_| quiet) {
                self.offer(&old);
            }
        }
    }

    /// Shows what the store has, while the server is asked. What is not there or not readable is no news.
    pub(super) fn recall<'a>(self: &'a Rc<Self>, address: &'a HttpUrl, round: u32) -> Later<'a, ()> {
        Box::pin(async move {
            if self.library.borrow().is_some() {
                return;
            }
            let Some((text, saved, from)) = self.store.recall(address, None, None).await else { return };
            let _ = turn().await;
            let Some(feed) = kept(&text, &base_at(&from)).filter(|_| self.is_at(round)) else { return };
            self.library.replace(Some((Library::new(feed, from.clone()), from)));
            let wanted = self.wanted();
            self.text.replace(Some(text));
            self.came.set(saved);
            self.recalled.set(true);
            let found = self.find(&wanted, false).await;
            if !self.is_at(round) {
                return;
            }
            if let Ok(Some(item)) = found {
                self.put(item, matches!(wanted, Wanted::NewestIn(_)), Arrival::Loaded).await;
            }
        })
    }

    /// Takes newer news in while an article is being read: nothing moves, but a withdrawn article goes.
    pub(super) fn freshen(self: &Rc<Self>) -> Later<'_, ()> {
        Box::pin(async move {
            let words = self.config.borrow().lang.words();
            let Some(current) = self.current.borrow().clone() else { return };
            if self.has_withdrawn(&current.id) {
                if self.choose(Arrival::Loaded).await.is_err() {
                    return;
                }
            } else {
                self.stage(|scene| {
                    // Otherwise the list below stays as it is: its rows would move, and those of further pages would go.
                    if scene.related.items.iter().any(|item| self.has_withdrawn(&item.id)) {
                        scene.related = self.related();
                    }
                    scene.offer = self.offered.borrow().is_some();
                    if !matches!(scene.state, LoadState::Ready { .. }) {
                        // In the line that said how old the news was: it keeps its place, and nothing moves.
                        scene.notice = fill(words.refreshed, &now().clock());
                    }
                });
            }
            self.change(Change::Arrived(now()));
            self.settle().await;
        })
    }

    /// Notes what of the news at hand is worth an offer: the newest where the `old` feed had not got it, or what has become of
    /// the article that is wanted.
    pub(super) fn offer(&self, old: &Library) {
        let Some(current) = self.current.borrow().clone() else { return };
        let newest = self.at_hand(&self.newest()).filter(|item| !old.has(&item.id));
        let best = newest.or_else(|| self.at_hand(&self.wanted()));
        if let Some(best) = best.filter(|best| *best != current) {
            self.offered.replace(Some(best.id.clone()));
        }
    }

    /// Tries again by itself after a while: later each time, and not in step with everyone else.
    pub(super) fn try_again_later(self: &Rc<Self>, error: &Error) {
        let failures = self.failures.get();
        let pause = pause(failures, js_sys::Math::random()).filter(|_| error.may_pass());
        let Some(pause) = pause else { return };
        self.failures.set(failures + 1);
        self.again.replace(Some(self.after(pause, Self::wake)));
    }

    /// Asks for newer news without a word, unless that is under way.
    pub(super) fn wake(self: &Rc<Self>) {
        if self.flight.borrow().is_none() {
            self.load(Change::Woke);
        }
    }

    /// Asks again when the network is back, and when the page comes to the foreground after a while.
    pub(super) fn follow_the_network(self: &Rc<Self>) {
        let window = dom::page();
        let hear = |online: bool| {
            let weak = Rc::downgrade(self);
            move |_: Event| {
                if let Some(session) = weak.upgrade() {
                    session.stir(online);
                }
            }
        };
        let online = Listener::new(&window, "online", hear(true));
        let seen = Listener::new(&window, "visibilitychange", hear(false));
        self.listeners.borrow_mut().extend([online, seen]);
    }

    /// The network is back (`online`), or the page may have come to the foreground.
    pub(super) fn stir(self: &Rc<Self>, online: bool) {
        if online || dom::is_seen() {
            self.mend_pictures();
            // A clock that was set back says nothing of how long it was.
            if online || !(0..FRESH).contains(&(now().unix() - self.came.get().unix())) {
                self.failures.set(0);
                self.wake();
            }
        }
    }

    /// Asks for broken pictures again.
    pub(super) fn mend_pictures(&self) {
        dom::renew(&self.root, BROKEN);
    }

    pub(super) fn fail<'a>(&'a self, change: Change, error: &'a Error) -> Later<'a, ()> {
        Box::pin(async move {
            // What is tried again by itself is told once.
            let again =
                matches!(change, Change::Failed(_)) && self.failures.get() > 0 && self.told.get() == error.code();
            self.told.set(error.code());
            self.change(change);
            if self.settle().await && !again {
                emit::error(&self.host, error, self.config.borrow().lang);
            }
        })
    }
}
