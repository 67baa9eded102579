//! The page object: one `<tin-reader>` on the open page, looked into by part and role.
//!
//! Looking in is done by script: one call brings everything that is shown, and drivers differ in what they can do with a
//! shadow root. Waiting is polling with a deadline, and says at the end what was there instead.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use thirtyfour::WebDriver;
use thirtyfour::error::WebDriverErrorInner;
use tokio::time::sleep;

use crate::look::{LOOK, Look};
use crate::stage::{PATIENCE, Result, eventually};

/// One reader of the open page.
#[derive(Clone)]
pub struct Reader {
    driver: WebDriver,
    index: usize,
}

impl Reader {
    /// Opens `url` and takes the first reader on it.
    pub async fn open(driver: &WebDriver, url: &str) -> Result<Self> {
        driver.goto(url).await?;
        Ok(Self::here(driver))
    }

    /// The first reader of the page or frame that the driver is in.
    pub fn here(driver: &WebDriver) -> Self {
        Self { driver: driver.clone(), index: 0 }
    }

    /// Waits for the reading tools, which come after the article.
    pub async fn wait_tools(&self) -> Result {
        let script = "return !!root && root.querySelector('.tool') !== null";
        eventually("the reading tools", async || Ok(self.js(script, Value::Null).await? == true)).await
    }

    /// Another reader of the same page, counted from 0.
    pub fn nth(&self, index: usize) -> Self {
        Self { driver: self.driver.clone(), index }
    }

    /// Runs a script in the page, with `host`, `root` and `args` at hand.
    pub async fn js(&self, script: &str, args: Value) -> Result<Value> {
        let script = format!("{PROLOGUE}\n{script}");
        Ok(self.driver.execute(script, vec![json!(self.index), args]).await?.json().clone())
    }

    /// Runs the body of an async function in the page, with `host`, `root` and `args` at hand. What it throws comes back
    /// as `{error: {code, message}}`, what it returns as `{value}`.
    pub async fn js_async(&self, script: &str, args: Value) -> Result<Value> {
        let script = format!(
            "{PROLOGUE}
            const done = arguments[arguments.length - 1];
            (async () => {{ {script} }})().then(
              (value) => done({{ value: value === undefined ? null : value }}),
              (error) => done({{ error: {{ code: error && error.code || null, message: String(error && error.message || error) }} }}),
            );"
        );
        Ok(self.driver.execute_async(script, vec![json!(self.index), args]).await?.json().clone())
    }

    /// What is shown now.
    pub async fn look(&self) -> Result<Look> {
        Ok(serde_json::from_value(self.js(LOOK, Value::Null).await?)?)
    }

    /// Looks until `good` is content, and returns what was seen then.
    pub async fn wait(&self, what: &str, good: impl Fn(&Look) -> bool) -> Result<Look> {
        self.wait_for(PATIENCE, what, good).await
    }

    /// Like [`Reader::wait`], with another deadline.
    pub async fn wait_for(&self, limit: Duration, what: &str, good: impl Fn(&Look) -> bool) -> Result<Look> {
        let deadline = Instant::now() + limit;
        loop {
            let seen = self.look().await;
            if let Ok(look) = &seen
                && good(look)
            {
                return seen;
            }
            if Instant::now() > deadline {
                return Err(match seen {
                    Ok(look) => format!("waited {limit:?} for {what}; there was {look:#?}").into(),
                    Err(error) => format!("waited {limit:?} for {what}; looking in failed: {error}").into(),
                });
            }
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// Waits for the attribute `state`.
    pub async fn wait_state(&self, state: &str) -> Result<Look> {
        self.wait(&format!("the state {state:?}"), |look| look.state == state).await
    }

    /// Waits for an article, readable, with this headline.
    pub async fn wait_title(&self, title: &str) -> Result<Look> {
        self.wait(&format!("the headline {title:?}"), |look| look.title == title).await
    }

    /// Waits for a failure with this code, shown and told.
    pub async fn wait_failure(&self, code: &str) -> Result<Look> {
        self.wait(&format!("the failure {code:?}"), |look| {
            look.state == "error"
                && look.failure.is_some()
                && look.events.iter().any(|event| event.is("tin-error", code))
        })
        .await
    }

    /// Goes on looking for `time`, and fails as soon as `good` is not content.
    pub async fn stays(&self, time: Duration, what: &str, good: impl Fn(&Look) -> bool) -> Result<Look> {
        let end = Instant::now() + time;
        loop {
            let look = self.look().await?;
            if !good(&look) {
                return Err(format!("{what} did not last; there was {look:#?}").into());
            }
            if Instant::now() > end {
                return Ok(look);
            }
            sleep(Duration::from_millis(40)).await;
        }
    }

    /// Presses the first element in the shadow root that `selector` finds, as a person does.
    pub async fn click(&self, selector: &str) -> Result {
        self.press(&format!("root.querySelector({})", json!(selector))).await
    }

    /// Presses the entry of the related list with this headline.
    pub async fn click_related(&self, text: &str) -> Result {
        self.press(&format!(
            "[...root.querySelectorAll('[part~=related-link]')].find((a) => a.querySelector('.headline').textContent.trim() === {})",
            json!(text)
        ))
        .await
    }

    /// A real click, by the driver, in the middle of the view and after the page has stopped moving: what moves between
    /// the driver's look and its click is missed.
    async fn press(&self, expression: &str) -> Result {
        let script = format!(
            "{PROLOGUE}
            const done = arguments[arguments.length - 1];
            const node = {expression};
            if (!node) return done(null);
            node.scrollIntoView({{ block: 'center', behavior: 'instant' }});
            let last = null, rounds = 0;
            const settle = () => {{
              const {{ x, y }} = node.getBoundingClientRect();
              if (last === `${{x}} ${{y}}` || ++rounds > 20) return done(node);
              last = `${{x}} ${{y}}`;
              setTimeout(settle, 50);
            }};
            settle();"
        );
        // What is made anew in between is looked for again, as by a person.
        let mut looks = 0;
        loop {
            let found = self.driver.execute_async(script.as_str(), vec![json!(self.index), Value::Null]).await?;
            if found.json().is_null() {
                return Err(format!("nothing to press: {expression}").into());
            }
            looks += 1;
            match found.element()?.click().await {
                Err(error) if looks < 3 && matches!(*error, WebDriverErrorInner::StaleElementReference(_)) => {}
                pressed => return Ok(pressed?),
            }
        }
    }

    /// Calls `show(wanted)`. Returns the headline on screen at the moment the promise is kept, or the error's code.
    pub async fn show(&self, wanted: &str) -> Result<std::result::Result<String, String>> {
        let answer = self
            .js_async(
                "await host.show(args); return root.querySelector('[part~=title]').textContent.trim();",
                json!(wanted),
            )
            .await?;
        Ok(match answer.get("value") {
            Some(title) => Ok(title.as_str().unwrap_or_default().to_owned()),
            None => Err(answer["error"]["code"].as_str().unwrap_or_default().to_owned()),
        })
    }
}

/// What every script begins with.
const PROLOGUE: &str = "const host = document.querySelectorAll('tin-reader')[arguments[0]] || null;
const root = host && host.shadowRoot; const args = arguments[1];";
