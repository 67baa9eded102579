//! The one state the page shows, with its cause, and how it changes.

use super::{error::Error, time::Time};

/// What the reader sees, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LoadState {
    /// Nothing yet; a skeleton stands in.
    Loading,
    /// Still nothing after a moment; the reader is told.
    LoadingSlowly,
    /// The article is there and as new as it gets.
    Ready {
        /// When the feed came.
        since: Time,
    },
    /// The article is there, but not known to be the newest.
    Stale {
        /// When the feed that is shown came.
        since: Time,
        /// Why there is nothing newer; `None` while the server is still being asked.
        error: Option<Error>,
    },
    /// The article is there, and the server cannot be reached.
    Offline {
        /// When the feed that is shown came.
        saved_at: Time,
    },
    /// There is nothing to show.
    Failed {
        /// Why.
        error: Error,
    },
}

/// What can happen to a load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A load began; the old article, if any, stays while it lasts.
    Started,
    /// A load began for another feed: the old article is no answer to it.
    StartedAnew,
    /// A load began by itself: nobody waits for it.
    Woke,
    /// The load has taken a while.
    TookLong,
    /// A good feed came.
    Arrived(Time),
    /// The feed was there from before, stored at this time.
    Recalled(Time),
    /// Another article of the feed at hand, which came at this time, is on screen.
    Turned(Time),
    /// It did not come, or was refused.
    Failed(Error),
    /// The feed is there but does not have what was asked for.
    NotThere(Error),
}

impl LoadState {
    /// The state after `event`.
    #[must_use]
    pub fn after(self, event: Event) -> Self {
        match (self, event) {
            (Self::Failed { .. }, Event::Started) | (_, Event::StartedAnew) => Self::Loading,
            (Self::Loading, Event::TookLong) => Self::LoadingSlowly,
            (_, Event::Arrived(since)) | (Self::Failed { .. }, Event::Turned(since)) => Self::Ready { since },
            (Self::Loading | Self::LoadingSlowly | Self::Failed { .. }, Event::Recalled(since)) => {
                Self::Stale { since, error: None }
            }
            (state, Event::Started | Event::Woke | Event::TookLong | Event::Recalled(_) | Event::Turned(_)) => state,
            // Good content is never replaced by a failure.
            (
                Self::Ready { since } | Self::Stale { since, .. } | Self::Offline { saved_at: since },
                Event::Failed(error),
            ) => {
                if error.is_of_the_network() {
                    Self::Offline { saved_at: since }
                } else {
                    Self::Stale { since, error: Some(error) }
                }
            }
            (_, Event::Failed(error) | Event::NotThere(error)) => Self::Failed { error },
        }
    }

    /// The word of the attribute and property `state`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Loading | Self::LoadingSlowly => "loading",
            Self::Ready { .. } => "ready",
            Self::Stale { .. } => "stale",
            Self::Offline { .. } => "offline",
            Self::Failed { .. } => "error",
        }
    }
}

/// Milliseconds until a load that has failed so many times in a row before is tried again by itself: each time twice as long, and
/// half as long to half as long again by `chance` (from 0 to 1), lest all readers come back at once. `None` when it is left alone.
#[allow(clippy::cast_possible_truncation, reason = "minutes at most")]
pub fn pause(failures: u32, chance: f64) -> Option<i32> {
    (failures < 6).then(|| (4000.0 * f64::from(1_u32 << failures) * (0.5 + chance)) as i32)
}
