//! One engine's work bench: runs the tests in turn, in one session, and mends the session when a test broke it.
//!
//! Three browsers and their drivers on two cores now and then starve one of them, or lose a command between driver and browser.
//! So a test that failed goes to the end of its engine's queue and is tried once more, with a browser of its own; what the first
//! try said is printed in full, and the summary counts it. What is broken fails twice. Only a few tests have this chance: when
//! more fail, something is wrong that no second try may hide.

use std::cell::RefCell;
use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use thirtyfour::WebDriver;
use tokio::runtime::Runtime;
use tokio::sync::Mutex;
use tokio::time::timeout;

use crate::engine::{Browser, Engine};
use crate::stage::{Result, Stage, Test};

/// No test needs longer, on a busy machine either; one that does hangs.
const TEST_LIMIT: Duration = Duration::from_mins(2);

/// So many tests of an engine may be tried a second time.
const SECOND_TRIES: usize = 6;

/// After this many vain starts in a row the engine counts as missing, and its other tests fail at once.
const START_ATTEMPTS: u32 = 3;

/// An engine and its session.
pub struct Bench {
    /// Which engine works here.
    pub engine: Engine,
    browser: Mutex<Slot>,
    passed: AtomicUsize,
    failed: AtomicUsize,
    /// Tests that failed at first.
    again: AtomicUsize,
}

/// Where the engine's browser is kept.
enum Slot {
    /// None runs.
    Empty,
    /// None can be started; the last try said this.
    Missing(String),
    /// One runs.
    Taken(Browser),
}

impl Bench {
    /// A bench whose browser is started by the first test.
    pub fn new(engine: Engine) -> Self {
        let browser = Mutex::new(Slot::Empty);
        let [passed, failed, again] = [const { AtomicUsize::new(0) }; 3];
        Self { engine, browser, passed, failed, again }
    }

    /// Runs `test` when it is this engine's turn, and if it fails once more after all others.
    pub fn run(&self, runtime: &Runtime, test: Test) -> std::result::Result<(), String> {
        let mut outcome = self.take_turn(runtime, test, false);
        if let Err(problem) = &outcome
            && self.again.fetch_add(1, Ordering::Relaxed) < SECOND_TRIES
        {
            eprintln!("tried again later: {}::{}: {problem}", self.engine.name(), test.name);
            outcome = self.take_turn(runtime, test, true);
        }
        let count = if outcome.is_ok() { &self.passed } else { &self.failed };
        count.fetch_add(1, Ordering::Relaxed);
        outcome
    }

    /// Waits for this engine's turn and runs `test`, in a `fresh` browser or in the one that is there. Turns are taken in the order
    /// of asking.
    fn take_turn(&self, runtime: &Runtime, test: Test, fresh: bool) -> std::result::Result<(), String> {
        let mut slot = runtime.block_on(self.browser.lock());
        if fresh && matches!(*slot, Slot::Taken(_)) {
            *slot = Slot::Empty;
        }
        let outcome = panic::catch_unwind(AssertUnwindSafe(|| {
            runtime.block_on(async {
                // Starting a browser is no part of the test, and takes as long as it takes.
                let driver = match session(self.engine, &mut slot).await {
                    Ok(driver) => driver,
                    Err(error) => return Ok(Err(error)),
                };
                timeout(TEST_LIMIT, perform(self.engine, driver, test)).await
            })
        }));
        let outcome = match outcome {
            Ok(Ok(outcome)) => outcome.map_err(|error| error.to_string()),
            Ok(Err(_)) => {
                *slot = Slot::Empty;
                Err(format!("not done after {TEST_LIMIT:?}; the browser was started anew"))
            }
            Err(_) => Err(PANIC.take()),
        };
        if outcome.is_err() {
            runtime.block_on(check_session(&mut slot));
        }
        outcome
    }

    /// Ends the session, the browser and the driver.
    pub async fn close(&self) {
        let empty = Slot::Empty;
        if let Slot::Taken(browser) = std::mem::replace(&mut *self.browser.lock().await, empty) {
            browser.close().await;
        }
    }

    /// `e2e chromium: 42 passed, 0 failed, 1 had failed at first`
    pub fn summary(&self) -> String {
        let [passed, failed, again] =
            [&self.passed, &self.failed, &self.again].map(|count| count.load(Ordering::Relaxed));
        format!("e2e {}: {passed} passed, {failed} failed, {again} had failed at first", self.engine.name())
    }
}

async fn perform(engine: Engine, driver: WebDriver, test: Test) -> Result {
    let stage = Stage::new(engine, driver.clone()).await?;
    let site = stage.site.clone();
    (test.run)(stage).await?;
    let errors = driver.execute("return window.tinErrors || []", Vec::new()).await?;
    if errors.json().as_array().is_none_or(|errors| !errors.is_empty()) {
        return Err(format!("the page had script errors: {}", errors.json()).into());
    }
    // The page goes before its site does, or it would see its site die.
    driver.goto("about:blank").await?;
    site.stop().await;
    Ok(())
}

/// The running session at a blank page, or a new one.
async fn session(engine: Engine, slot: &mut Slot) -> Result<WebDriver> {
    if matches!(slot, Slot::Empty) {
        let mut problem = String::new();
        for _ in 0..START_ATTEMPTS {
            match Browser::start(engine).await {
                Ok(browser) => {
                    *slot = Slot::Taken(browser);
                    break;
                }
                Err(error) => problem = error.to_string(),
            }
        }
        if matches!(slot, Slot::Empty) {
            *slot = Slot::Missing(problem);
        }
    }
    let browser = match slot {
        Slot::Taken(browser) => browser,
        Slot::Missing(problem) => return Err(format!("{} does not run: {problem}", engine.name()).into()),
        Slot::Empty => unreachable!("a browser was just started"),
    };
    let driver = browser.driver.clone();
    new_window(&driver).await?;
    Ok(driver)
}

/// Leaves one window, a blank one that has no history: after fifty pages a longer history could not be told from a full one.
async fn new_window(driver: &WebDriver) -> Result {
    let old = driver.windows().await?;
    let new = driver.new_tab().await?;
    for window in old {
        driver.switch_to_window(window).await?;
        driver.close_window().await?;
    }
    driver.switch_to_window(new).await?;
    driver.set_window_rect(0, 0, 1200, 900).await?;
    Ok(())
}

/// After a failure: a session that does not answer is ended; the next test starts another.
async fn check_session(slot: &mut Slot) {
    let Slot::Taken(browser) = slot else { return };
    let blank = browser.driver.goto("about:blank");
    if !matches!(timeout(Duration::from_secs(10), blank).await, Ok(Ok(()))) {
        *slot = Slot::Empty;
    }
}

thread_local! {
    /// The last panic of this thread; a test is polled by the thread that asked for it.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Keeps each panic's words and place for the test's failure instead of printing them between other tests' lines.
pub fn remember_where_panics_happen() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // The threads of libtest-mimic have no name; the main thread and those of tokio do.
        let in_test = std::thread::current().name().is_none();
        let words = info.payload_as_str().unwrap_or("a panic without words");
        let place = info.location().map_or_else(String::new, |place| format!(" ({}:{})", place.file(), place.line()));
        PANIC.set(format!("{words}{place}"));
        if !in_test {
            usual(info);
        }
    }));
}
