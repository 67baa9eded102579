//! What one test gets: a browser, and a web site of its own that nobody has been to.

use std::error::Error;
use std::future::Future;
use std::pin::Pin;
use std::time::{Duration, Instant};

use serde_json::Value;
use thirtyfour::WebDriver;
use tokio::time::sleep;

use crate::answer::Answer;
use crate::dist;
use crate::engine::Engine;
use crate::reader::Reader;
use crate::site::Site;

/// What a test, or a step of one, comes to.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A test that each engine runs.
#[derive(Clone, Copy)]
pub struct Test {
    /// A sentence in `snake_case`.
    pub name: &'static str,
    /// The one engine that has what the test needs; all engines when absent.
    pub only: Option<Engine>,
    /// The one engine that lacks it.
    pub except: Option<Engine>,
    /// The test itself.
    pub run: fn(Stage) -> Pin<Box<dyn Future<Output = Result>>>,
}

impl Test {
    /// For a test that needs something that only `engine` has.
    pub const fn only_on(mut self, engine: Engine) -> Self {
        self.only = Some(engine);
        self
    }

    /// For a test that needs something that `engine` lacks.
    pub const fn except_on(mut self, engine: Engine) -> Self {
        self.except = Some(engine);
        self
    }

    /// Whether `engine` is to run this test.
    pub fn runs_on(&self, engine: Engine) -> bool {
        self.only.is_none_or(|only| only == engine) && self.except != Some(engine)
    }
}

/// A list of tests, each named after its function.
macro_rules! list {
    ($($name:ident),* $(,)?) => {
        vec![$($crate::stage::Test { name: stringify!($name), only: None, except: None, run: |stage| Box::pin($name(stage)) }),*]
    };
}
pub(crate) use list;

/// A browser and a fresh site.
pub struct Stage {
    /// Which engine this is.
    pub engine: Engine,
    /// The session, at a blank page.
    pub driver: WebDriver,
    /// A new origin, with `dist` under `/`.
    pub site: Site,
}

/// Notes what a page under test says and does, for [`Reader::look`] and the bench to read.
const RECORDER: &str = r#"<script>
window.tinEvents = [];
window.tinErrors = [];
window.tinConsole = [];
window.tinWarnings = [];
for (const type of ["tin-load", "tin-list", "tin-navigate", "tin-error", "tin-save"]) {
  document.addEventListener(type, (event) => {
    const shown = event.target.shadowRoot?.querySelector("[part~=title]")?.textContent ?? null;
    window.tinEvents.push({ type, detail: event.detail ?? null, shown, cancelable: event.cancelable, composed: event.composed });
  });
}
addEventListener("error", (event) => { if (event instanceof ErrorEvent) window.tinErrors.push(event.message); });
addEventListener("unhandledrejection", (event) => window.tinErrors.push(`rejected: ${event.reason}`));
const consoleError = console.error;
console.error = (...words) => { window.tinConsole.push(words.join(" ")); consoleError(...words); };
const consoleWarn = console.warn;
console.warn = (...words) => { window.tinWarnings.push(words.join(" ")); consoleWarn(...words); };
</script>"#;

impl Stage {
    /// A stage with a site that has nothing but `dist`.
    pub async fn new(engine: Engine, driver: WebDriver) -> Result<Self> {
        Ok(Self { engine, driver, site: Site::start().await? })
    }

    /// Opens a page of the site and takes its first reader.
    pub async fn open(&self, path: &str) -> Result<Reader> {
        Reader::open(&self.driver, &self.site.url(path)).await
    }

    /// Opens a page at `/page.html` with the loader, the recorder and `body`, and takes its first reader.
    pub async fn embed(&self, body: &str) -> Result<Reader> {
        self.mount("/page.html", body);
        self.open("/page.html").await
    }

    /// Puts a page with the loader, the recorder and `body` at `path`.
    pub fn mount(&self, path: &str, body: &str) {
        self.site.route(path, self.page("", body));
    }

    /// A page with `head`, the recorder, the loader and `body`.
    pub fn page(&self, head: &str, body: &str) -> Answer {
        let loader = format!(r#"<script type="module" src="{}"></script>"#, self.site.url("/embed.js"));
        Self::page_with(&loader, head, body)
    }

    /// Like [`Stage::page`], with the reader loaded in another way.
    pub fn page_with(loader: &str, head: &str, body: &str) -> Answer {
        Answer::html(&format!(
            r#"<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>Host page</title>{head}{RECORDER}
{loader}</head><body>{body}</body></html>"#
        ))
    }

    /// Opens the built page `path` with the recorder and `head` before everything else in it, and takes its first reader.
    pub async fn visit(&self, path: &str, head: &str) -> Result<Reader> {
        self.site.route(path, recorded(path, head)?);
        self.open(path).await
    }

    /// Like [`Stage::embed`], with `head` before everything else on the page.
    pub async fn embed_after(&self, head: &str, body: &str) -> Result<Reader> {
        self.site.route("/page.html", self.page(head, body));
        self.open("/page.html").await
    }

    /// Puts `feed` at `/feed.json`, and opens a page with a reader of it.
    pub async fn read(&self, feed: Value) -> Result<Reader> {
        self.read_with(feed, "").await
    }

    /// Like [`Stage::read`], with more attributes on the tag.
    pub async fn read_with(&self, feed: Value, attributes: &str) -> Result<Reader> {
        self.site.json("/feed.json", &feed);
        self.embed(&tag("/feed.json", attributes)).await
    }
}

/// A page of the build with the recorder and `head` before everything else in it.
pub fn recorded(path: &str, head: &str) -> Result<Answer> {
    let page = dist::file(path).ok_or_else(|| format!("dist has no {path}"))?;
    let page = String::from_utf8(page.bytes.to_vec())?;
    let (before, after) = page.split_once("<head>").ok_or_else(|| format!("{path} has no <head>"))?;
    Ok(Answer::html(&[before, "<head>", RECORDER, head, after].concat()))
}

/// How long a change may take to show: a machine of two cores with three browsers at work takes long over what is there at once
/// elsewhere.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// Asks `check` again and again until it says yes.
pub async fn eventually(what: &str, check: impl AsyncFn() -> Result<bool>) -> Result {
    let deadline = Instant::now() + PATIENCE;
    while !check().await? {
        if Instant::now() > deadline {
            return Err(format!("waited in vain for {what}").into());
        }
        sleep(Duration::from_millis(40)).await;
    }
    Ok(())
}

/// The tag as a webmaster pastes it, with a link inside for when all else fails.
pub fn tag(feed: &str, attributes: &str) -> String {
    format!(r#"<tin-reader feed="{feed}" {attributes}><a href="/tin/1">Đọc trên trang của thành phố</a></tin-reader>"#)
}
