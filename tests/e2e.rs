//! The widget in real browsers: Chromium, Firefox and `WebKit`, each driven over `WebDriver`.
//!
//! Every test runs on every engine and is named for it: `webkit::a_click_opens_the_article_in_place`. Those that need what one
//! engine alone has, or lacks, say so in their file's list.
//! Engines run side by side; the tests of one engine take turns in its one session.
//!
//! - `TIN_BROWSERS` picks engines (`chromium,firefox,webkit`), `TIN_DIST` the built widget (`dist`).
//! - `TIN_CHROMEDRIVER`, `TIN_GECKODRIVER`, `TIN_WEBKITDRIVER` and `TIN_MINIBROWSER` name programs that are not on the `PATH`, as do
//!   `TIN_NGINX`, `TIN_CADDY` and `TIN_APACHE` for the web servers of the hosting examples.
//! - Names filter as with any cargo test: `cargo test --test e2e -- webkit::a_click`.
//!
//! A browser that should run and does not is a failure, never a skip.
#![deny(dead_code, reason = "a test that is in no list would never run")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may fail loudly"
)]

#[path = "e2e/access.rs"]
mod access;
#[path = "e2e/allowed.rs"]
mod allowed;
#[path = "e2e/answer.rs"]
mod answer;
#[path = "shared/attacks.rs"]
mod attacks;
#[path = "e2e/awkward.rs"]
mod awkward;
#[path = "e2e/bench.rs"]
mod bench;
#[path = "e2e/budgets.rs"]
mod budgets;
#[path = "e2e/builder.rs"]
mod builder;
#[path = "e2e/content.rs"]
mod content;
#[path = "e2e/dist.rs"]
mod dist;
#[path = "e2e/element.rs"]
mod element;
#[path = "e2e/engine.rs"]
mod engine;
#[path = "e2e/fallback.rs"]
mod fallback;
#[path = "e2e/feeds.rs"]
mod feeds;
#[path = "e2e/frame.rs"]
mod frame;
#[path = "e2e/hosting.rs"]
mod hosting;
#[path = "e2e/hosts.rs"]
mod hosts;
#[path = "e2e/keyboard.rs"]
mod keyboard;
#[path = "e2e/layout.rs"]
mod layout;
#[path = "e2e/leaks.rs"]
mod leaks;
#[path = "e2e/lightbox.rs"]
mod lightbox;
#[path = "e2e/listen.rs"]
mod listen;
#[path = "e2e/listing.rs"]
mod listing;
#[path = "e2e/look.rs"]
mod look;
#[path = "e2e/metadata.rs"]
mod metadata;
#[path = "e2e/navigation.rs"]
mod navigation;
#[path = "e2e/offline.rs"]
mod offline;
#[path = "e2e/package.rs"]
mod package;
#[path = "e2e/page.rs"]
mod page;
#[path = "e2e/processes.rs"]
mod processes;
#[path = "e2e/reader.rs"]
mod reader;
#[path = "e2e/routed.rs"]
mod routed;
#[path = "e2e/saving.rs"]
mod saving;
#[path = "e2e/search.rs"]
mod search;
#[path = "e2e/sight.rs"]
mod sight;
#[path = "e2e/site.rs"]
mod site;
#[path = "e2e/spoken.rs"]
mod spoken;
#[path = "e2e/stage.rs"]
mod stage;
#[path = "e2e/theming.rs"]
mod theming;
#[path = "e2e/tools.rs"]
mod tools;
#[path = "e2e/trouble.rs"]
mod trouble;
#[path = "e2e/trusted.rs"]
mod trusted;
#[path = "shared/words.rs"]
mod words;
#[path = "e2e/worker.rs"]
mod worker;

use std::collections::BTreeSet;
use std::process::ExitCode;
use std::sync::Arc;

use bench::Bench;
use engine::Engine;
use libtest_mimic::{Arguments, Trial};
use stage::Test;
use tokio::runtime::Runtime;

fn main() -> ExitCode {
    let mut arguments = Arguments::from_args();
    let engines = match Engine::chosen() {
        Ok(engines) => engines,
        Err(problem) => {
            eprintln!("e2e: {problem}");
            return ExitCode::from(2);
        }
    };
    if !arguments.list
        && let Err(problem) = dist::check()
    {
        eprintln!("e2e: {problem}");
        return ExitCode::from(2);
    }

    bench::remember_where_panics_happen();
    let runtime = Arc::new(Runtime::new().expect("a tokio runtime"));
    let _ended_on_every_way_out = processes::EndAll;
    runtime.spawn(processes::end_all_on_signal());

    let tests = tests();
    let benches: Vec<_> = engines.into_iter().map(|engine| Arc::new(Bench::new(engine))).collect();
    let mut trials = Vec::new();
    for test in &tests {
        for bench in benches.iter().filter(|bench| test.runs_on(bench.engine)) {
            let (test, bench, runtime) = (*test, Arc::clone(bench), Arc::clone(&runtime));
            let name = format!("{}::{}", bench.engine.name(), test.name);
            trials.push(Trial::test(name, move || bench.run(&runtime, test).map_err(Into::into)));
        }
    }

    // One thread per trial: each only waits for its turn at its engine, and a slow engine holds up no other.
    arguments.test_threads = arguments.test_threads.or(Some(trials.len().max(2)));
    let conclusion = libtest_mimic::run(&arguments, trials);
    if !arguments.list {
        for bench in &benches {
            runtime.block_on(bench.close());
            println!("{}", bench.summary());
        }
    }
    conclusion.exit_code()
}

/// Every test there is.
fn tests() -> Vec<Test> {
    let tests = [
        page::tests(),
        layout::tests(),
        navigation::tests(),
        listing::tests(),
        routed::tests(),
        search::tests(),
        element::tests(),
        leaks::tests(),
        fallback::tests(),
        trouble::tests(),
        content::tests(),
        hosts::tests(),
        theming::tests(),
        offline::tests(),
        saving::tests(),
        package::tests(),
        hosting::tests(),
        listen::tests(),
        tools::tests(),
        lightbox::tests(),
        trusted::tests(),
        allowed::tests(),
        frame::tests(),
        budgets::tests(),
        builder::tests(),
        worker::tests(),
        metadata::tests(),
        access::tests(),
        keyboard::tests(),
        sight::tests(),
        spoken::tests(),
        awkward::tests(),
    ]
    .concat();
    let names: BTreeSet<_> = tests.iter().map(|test| test.name).collect();
    assert_eq!(names.len(), tests.len(), "two tests have the same name");
    tests
}
