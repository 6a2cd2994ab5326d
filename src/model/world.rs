//! What is known: of the API, the profile and the time. All that is drawn or decided reads it.
mod requests;

use crate::config::{Mode, Profile};
use crate::model::action::Action;
use crate::model::activity::{Activity, ActivityEntry};
use crate::model::draft::Drafts;
use crate::model::event::Now;
use crate::model::inflight::Inflight;
use crate::model::keymap::Keymap;
use crate::model::store::Store;
use crate::secret::KeyMark;
use jiff::tz::TimeZone;
use std::time::Duration;

/// Whether writes may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteAccess {
    /// TEST and sandbox: always.
    Open,
    /// LIVE as it opens.
    Locked,
    /// LIVE, until then (since the program started).
    UnlockedUntil(Duration),
}

/// Everything that is known.
#[derive(Debug)]
pub struct World {
    pub profile: Profile,
    pub keymap: Keymap,
    pub time_zone: TimeZone,
    pub store: Store,
    pub inflight: Inflight,
    pub activity: Activity,
    pub drafts: Drafts,
    pub write_access: WriteAccess,
    /// The profile's own key, once it was read.
    pub own_key: Option<KeyMark>,
    /// What was run by name, the last one last.
    pub runs: Vec<Action>,
    /// Whether the last key came in a run of letters, as of a name typed in the wrong place.
    pub in_text: bool,
    pub now: Now,
}

impl World {
    pub fn new(profile: Profile, keymap: Keymap, time_zone: TimeZone, now: Now) -> Self {
        Self {
            write_access: match profile.mode {
                Mode::Live => WriteAccess::Locked,
                Mode::Sandbox | Mode::Test => WriteAccess::Open,
            },
            profile,
            keymap,
            time_zone,
            store: Store::default(),
            inflight: Inflight::default(),
            activity: Activity::default(),
            drafts: Drafts::default(),
            own_key: None,
            runs: Vec::new(),
            in_text: false,
            now,
        }
    }

    /// Whether leaving now would lose something or leave something open.
    pub fn is_unfinished(&self) -> bool {
        self.inflight.writes().next().is_some()
            || self.activity.entries().any(ActivityEntry::is_unknown)
            || self.drafts.iter().len() > 0
    }
}
