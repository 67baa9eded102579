//! The state machine of a load.

use tin_reader::core::{
    error::Error,
    state::{Event, LoadState, pause},
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
    assert_eq!(stale, LoadState::Stale { since: SINCE, error: Some(http()) });
    assert_eq!(stale.name(), "stale");
    let again = stale.after(Event::Failed(Error::FeedTimeout { seconds: 10 }));
    assert_eq!(again, LoadState::Offline { saved_at: SINCE });
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

#[test]
fn what_was_stored_is_shown_until_the_server_answers() {
    let recalled = LoadState::Loading.after(Event::Recalled(SINCE));
    assert_eq!(recalled, LoadState::Stale { since: SINCE, error: None });
    assert_eq!(recalled.name(), "stale");
    assert_eq!(recalled.clone().after(Event::TookLong), recalled, "there is something to read");
    assert_eq!(recalled.clone().after(Event::Turned(SINCE)), recalled, "another article of it is no newer");
    assert_eq!(recalled.after(Event::Arrived(LATER)), LoadState::Ready { since: LATER });
}

#[test]
fn without_a_network_it_says_since_when() {
    let lost = || Event::Failed(Error::FeedUnreachable { cause: String::new() });
    let offline = LoadState::Stale { since: SINCE, error: None }.after(lost());
    assert_eq!(offline, LoadState::Offline { saved_at: SINCE });
    assert_eq!(offline.name(), "offline");
    assert_eq!(LoadState::Ready { since: SINCE }.after(lost()), offline);
    assert_eq!(offline.clone().after(Event::Woke), offline, "asking again changes nothing on screen");
    assert_eq!(offline.after(Event::Failed(http())), LoadState::Stale { since: SINCE, error: Some(http()) });
}

#[test]
fn what_is_stored_meanwhile_takes_the_place_of_a_failure() {
    let failed = LoadState::Failed { error: http() };
    assert_eq!(failed.after(Event::Recalled(SINCE)), LoadState::Stale { since: SINCE, error: None });
}

#[test]
fn pauses_double_by_chance_and_end() {
    let even: Vec<_> = (0..6).filter_map(|failures| pause(failures, 0.5)).collect();
    assert_eq!(even, [4000, 8000, 16_000, 32_000, 64_000, 128_000]);
    for failures in 0..6 {
        let middle = pause(failures, 0.5).unwrap();
        assert_eq!(pause(failures, 0.0), Some(middle / 2), "the least");
        assert_eq!(pause(failures, 1.0), Some(middle / 2 * 3), "the most");
    }
    assert_eq!((pause(6, 0.0), pause(u32::MAX, 1.0)), (None, None), "then it is left alone");
}
