//! What the fixture server answers: good and bad behaviour, described by the test.

use std::sync::Arc;
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;

/// One answer, or several in a row (see [`Answer::then`]).
#[derive(Clone)]
pub struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Arc<[u8]>,
    pub(crate) cors: bool,
    pub(crate) delay: Duration,
    pub(crate) sending: Sending,
    pub(crate) gate: Option<watch::Receiver<bool>>,
    pub(crate) next: Option<Box<Answer>>,
}

/// How the bytes go out.
#[derive(Clone, Copy)]
pub(crate) enum Sending {
    /// At once.
    Whole,
    /// Not at all: the connection stays open and silent.
    Never,
    /// The full length is announced, this many bytes follow, and the connection is cut.
    Cut(usize),
    /// The full length is announced, this many bytes follow, and then nothing.
    Stall(usize),
}

/// Holds an answer back until it is opened.
pub struct Gate(watch::Sender<bool>);

impl Gate {
    /// Lets the answer go, and all later ones of the same route.
    pub fn open(&self) {
        self.0.send_replace(true);
    }
}

impl Answer {
    /// `status` with a short text for a body.
    pub fn status(status: u16) -> Self {
        Self::bytes("text/plain; charset=utf-8", format!("{status}\n").into_bytes()).with_status(status)
    }

    /// 200 with these bytes.
    pub fn bytes(media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status: 200,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into().into(),
            cors: true,
            delay: Duration::ZERO,
            sending: Sending::Whole,
            gate: None,
            next: None,
        }
    }

    /// 200 with a feed.
    pub fn json(value: &Value) -> Self {
        Self::bytes("application/feed+json", value.to_string())
    }

    /// 200 with a page.
    pub fn html(page: &str) -> Self {
        Self::bytes("text/html; charset=utf-8", page)
    }

    /// 302 to `place`.
    pub fn redirect(place: &str) -> Self {
        Self::status(302).header("location", place)
    }

    /// Accepts the request and says nothing.
    pub fn never() -> Self {
        Self { sending: Sending::Never, ..Self::status(200) }
    }

    /// Announces the full length, sends `length` bytes and cuts the connection.
    pub fn truncate_at(self, length: usize) -> Self {
        Self { sending: Sending::Cut(length), ..self }
    }

    /// Announces the full length, sends `length` bytes and then nothing, on an open connection.
    pub fn stall_at(self, length: usize) -> Self {
        Self { sending: Sending::Stall(length), ..self }
    }

    /// The same with another status.
    pub fn with_status(self, status: u16) -> Self {
        Self { status, ..self }
    }

    /// The same with one more header.
    pub fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The same without leave for other origins to read it.
    pub fn without_cors(self) -> Self {
        Self { cors: false, ..self }
    }

    /// The same after a pause.
    pub fn delay(self, delay: Duration) -> Self {
        Self { delay, ..self }
    }

    /// The same, held back until the gate is opened.
    pub fn gate(self) -> (Self, Gate) {
        let (sender, receiver) = watch::channel(false);
        (Self { gate: Some(receiver), ..self }, Gate(sender))
    }

    /// This answer once, and `next` from then on.
    pub fn then(self, next: Self) -> Self {
        Self { next: Some(Box::new(next)), ..self }
    }
}
