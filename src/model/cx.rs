//! What panes and overlays may see, and the few things that they may ask for.
use crate::api::call::Call;
use crate::api::cards::Expiry;
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::api::write::Write;
use crate::config::{Mode, Profile};
use crate::mirror::Today;
use crate::model::action::Action;
use crate::model::activity::Activity;
use crate::model::ask::Ask;
use crate::model::draft::Drafts;
use crate::model::effect::{Effect, Lane, Request, Typed};
use crate::model::event::Now;
use crate::model::inflight::Inflight;
use crate::model::keymap::Keymap;
use crate::model::pane::PaneId;
use crate::model::store::Store;
use crate::model::toast::Toast;
use crate::secret::KeyMark;
use jiff::tz::TimeZone;
use std::time::Duration;

/// Says whether writes may leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gate {
    /// TEST and sandbox: always.
    Open,
    /// LIVE as it opens.
    Locked,
    /// LIVE, until then (since the program started).
    UnlockedUntil(Duration),
}

/// Lends everything that can be seen.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    pub store: &'a Store,
    pub inflight: &'a Inflight,
    pub activity: &'a Activity,
    pub keymap: &'a Keymap,
    pub drafts: &'a Drafts,
    pub profile: &'a Profile,
    pub gate: Gate,
    /// The profile's own key, once it was read.
    pub own_key: Option<&'a KeyMark>,
    /// The customer that is chosen in the list.
    pub customer: Option<&'a CustomerId>,
    pub focus: PaneId,
    /// Whether the last key came in a run of letters, as of a name typed in the wrong place.
    pub in_text: bool,
    pub time_zone: &'a TimeZone,
    pub now: Now,
}

impl Sight<'_> {
    /// Says why nothing may be written, where that is so.
    pub fn why_no_writes(&self) -> Option<&'static str> {
        (self.gate == Gate::Locked).then_some("LIVE is read-only; W unlocks writes for 5 minutes")
    }

    /// Gives the host's name for sentences about it.
    pub fn host(&self) -> &str {
        self.profile.host()
    }

    pub fn is_live(&self) -> bool {
        self.profile.mode == Mode::Live
    }

    /// Gives what a search must know of today.
    pub fn searched_on(&self) -> Today<'_> {
        let date = self.today();
        Today {
            month: Expiry {
                year: date.year(),
                month: date.month(),
            },
            zone: self.time_zone,
        }
    }

    /// Gives how long from a moment until the next day begins in the profile's zone: what is shown of days changes then.
    pub fn until_tomorrow(&self, now: Now) -> Option<Duration> {
        let today = now.wall.to_zoned(self.time_zone.clone());
        let tomorrow = today.tomorrow().ok()?.start_of_day().ok()?;
        Duration::try_from(tomorrow.timestamp().duration_since(now.wall)).ok()
    }

    /// Gives the wall clock's day in the profile's zone.
    pub fn today(&self) -> jiff::civil::Date {
        self.now.wall.to_zoned(self.time_zone.clone()).date()
    }
}

/// Collects what a pane or overlay asks for.
#[derive(Debug, Default)]
pub struct Outbox {
    pub requests: Vec<Request>,
    pub effects: Vec<Effect>,
    pub doubts: Vec<Subject>,
    pub open: Vec<Ask>,
    pub close: bool,
    pub toast: Option<Toast>,
    pub focus: Option<PaneId>,
    /// The customer that is gone to: chosen in the list, with nothing left over the panes.
    pub customer: Option<CustomerId>,
    /// Text for the form below a list that was picked from.
    pub fill: Option<String>,
    /// What is to be done where the person was before the help was opened.
    pub run: Option<Action>,
}

/// Lends what can be seen together with what can be asked for.
pub struct Cx<'a> {
    pub sight: Sight<'a>,
    pub out: &'a mut Outbox,
}

impl Cx<'_> {
    /// Sends a write, with the proof that its confirmation was typed where one is wanted.
    pub fn write(&mut self, write: Write, typed: Option<Typed>) {
        self.out.requests.push(Request {
            call: Call::Write(write),
            lane: Lane::Operator,
            typed,
        });
    }

    pub fn effect(&mut self, effect: impl Into<Effect>) {
        self.out.effects.push(effect.into());
    }

    /// Marks a subject as no longer sure, so that whoever shows it asks again.
    pub fn doubt(&mut self, subject: Subject) {
        self.out.doubts.push(subject);
    }

    pub fn open(&mut self, ask: Ask) {
        self.out.open.push(ask);
    }

    /// Closes the overlay that is speaking.
    pub fn close(&mut self) {
        self.out.close = true;
    }

    pub fn toast(&mut self, toast: Toast) {
        self.out.toast = Some(toast);
    }
}
