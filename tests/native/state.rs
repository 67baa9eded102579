//! The state machine of a load.

use tin_reader::core::{
    error::Error,
    state::{Event, LoadState},
    time::Time,
};

const SINCE: Time = Time::from_unix(1000);
const LATER: Time = Time::from_unix(2000);

fn http() -> Error {
    Error::FeedHttp { status: 500 }
}

#[test]
fn a_first_load_waits_then_says_that_it_takes_long_then_is_ready() {
    let state = LoadState::Loading.after(Event::TookLong);
    assert_eq!(state, LoadState::LoadingSlowly);
    assert_eq!(state.name(), "loading");
    assert_eq!(state.after(Event::Arrived(SINCE)), LoadState::Ready { since: SINCE });
}

#[test]
fn a_failure_never_takes_away_what_is_there() {
    let ready = LoadState::Ready { since: SINCE };
    let stale = ready.after(Event::Started).after(Event::TookLong).after(Event::Failed(http()));
    assert_eq!(stale, LoadState::Stale { since: SINCE, error: http() });
    assert_eq!(stale.name(), "stale");
    let again = stale.after(Event::Failed(Error::FeedTimeout { seconds: 10 }));
    assert_eq!(again, LoadState::Stale { since: SINCE, error: Error::FeedTimeout { seconds: 10 } });
    assert_eq!(again.after(Event::Arrived(LATER)), LoadState::Ready { since: LATER });
}

#[test]
fn a_failure_with_nothing_there_is_shown_and_can_be_tried_again() {
    let failed = LoadState::LoadingSlowly.after(Event::Failed(http()));
    assert_eq!(failed, LoadState::Failed { error: http() });
    assert_eq!(failed.name(), "error");
    assert_eq!(failed.after(Event::Started), LoadState::Loading);
}

#[test]
fn another_feed_begins_anew() {
    assert_eq!(LoadState::Ready { since: SINCE }.after(Event::StartedAnew), LoadState::Loading);
}

#[test]
fn an_article_that_is_not_there_is_a_failure_even_when_another_was() {
    let gone = Error::ArticleNotFound { wanted: "a".into() };
    assert_eq!(
        LoadState::Ready { since: SINCE }.after(Event::NotThere(gone.clone())),
        LoadState::Failed { error: gone }
    );
}
