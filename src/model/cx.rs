//! What panes and overlays may see, and the few things that they may ask for.
use crate::api::call::Call;
use crate::api::cards::Expiry;
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::api::write::Write;
use crate::config::Mode;
use crate::mirror::Today;
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::effect::{Effect, Lane, Request, Typed};
use crate::model::event::Now;
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::model::world::{World, WriteAccess};
use std::borrow::Cow;
use std::ops::Deref;
use std::time::Duration;

/// Lends everything that can be seen: what is known, and where the person is. It reads like the [`World`]
/// that it lends.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    pub world: &'a World,
    /// The customer that is chosen in the list.
    pub customer: Option<&'a CustomerId>,
    pub focus: PaneId,
    /// When it is drawn, which may be a little after the world last learned the time.
    pub now: Now,
}

impl Deref for Sight<'_> {
    type Target = World;

    fn deref(&self) -> &World {
        self.world
    }
}

impl Sight<'_> {
    /// Returns why nothing may be written, where that is so.
    pub fn why_no_writes(&self) -> Option<Cow<'static, str>> {
        let why = "LIVE is read-only; {global.unlock} unlocks writes for 5 minutes";
        (self.write_access == WriteAccess::Locked).then(|| self.keymap.fill(why).into())
    }

    /// Returns the host's name for sentences about it.
    pub fn host(&self) -> &str {
        self.profile.host()
    }

    pub fn is_live(&self) -> bool {
        self.profile.mode == Mode::Live
    }

    /// Returns what a search must know of today.
    pub fn searched_on(&self) -> Today<'_> {
        let date = self.today();
        Today {
            month: Expiry {
                year: date.year(),
                month: date.month(),
            },
            zone: &self.world.time_zone,
        }
    }

    /// Returns how long from a moment until the next day begins in the profile's zone: what is shown of days
    /// changes then.
    pub fn until_tomorrow(&self, now: Now) -> Option<Duration> {
        let today = now.wall.to_zoned(self.time_zone.clone());
        let tomorrow = today.tomorrow().ok()?.start_of_day().ok()?;
        Duration::try_from(tomorrow.timestamp().duration_since(now.wall)).ok()
    }

    /// Returns the wall clock's day in the profile's zone.
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
    pub picked: Option<String>,
    /// What is to be done where the person was before the help or the commands were opened.
    pub run: Option<Action>,
    /// The text that the list of customers is filtered by, with nothing left over the panes.
    pub search: Option<String>,
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

    pub fn effect(&mut self, effect: Effect) {
        self.out.effects.push(effect);
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
