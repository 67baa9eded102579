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
    /// The article is there, but the last refresh failed.
    Stale {
        /// When the feed that is shown came.
        since: Time,
        /// Why there is nothing newer.
        error: Error,
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
    /// The load has taken a while.
    TookLong,
    /// A good feed came.
    Arrived(Time),
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
            (state, Event::Started | Event::TookLong) => state,
            (_, Event::Arrived(since)) => Self::Ready { since },
            // Good content is never replaced by a failure.
            (Self::Ready { since } | Self::Stale { since, .. }, Event::Failed(error)) => Self::Stale { since, error },
            (_, Event::Failed(error) | Event::NotThere(error)) => Self::Failed { error },
        }
    }

    /// The word of the attribute and property `state`.
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Loading | Self::LoadingSlowly => "loading",
            Self::Ready { .. } => "ready",
            Self::Stale { .. } => "stale",
            Self::Failed { .. } => "error",
        }
    }
}
