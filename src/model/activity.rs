//! What was asked of the API in this run, and what became of it.
use crate::api::call::Call;
use crate::api::error::{Error, Fate};
use crate::api::read::Read;
use crate::config::Mode;
use crate::model::effect::Ticket;
use crate::model::event::Trace;
use crate::text::Safe;
use jiff::Timestamp;
use std::collections::VecDeque;

/// How many requests are kept.
const KEPT: usize = 1_000;

/// One request of this run.
#[derive(Clone, Debug)]
pub struct ActivityEntry {
    pub ticket: Ticket,
    pub profile: Safe,
    pub mode: Mode,
    pub at: Timestamp,
    pub method: &'static str,
    /// Path and query; tokens only.
    pub path: String,
    /// Whom it is about, where the name is known.
    pub who: Option<String>,
    /// What it was meant to do, in words.
    pub what: &'static str,
    /// Whether it reads a page of the customers.
    pub is_page: bool,
    /// What the worker said on the way: waits and further tries.
    pub story: Vec<String>,
    pub outcome: Outcome,
    pub trace: Option<Trace>,
}

/// What became of a request.
#[derive(Clone, Debug)]
pub enum Outcome {
    UnderWay,
    Done {
        rows: Option<usize>,
    },
    Failed(Error),
    /// No answer came, but what was read later shows that the change was made.
    Shown,
    /// Nobody wanted the answer any more.
    Dropped,
}

impl ActivityEntry {
    /// Whether it changes something: only reads are GETs.
    pub fn is_write(&self) -> bool {
        self.method != "GET"
    }

    /// Whether nobody knows if this write was carried out.
    pub fn is_unknown(&self) -> bool {
        matches!(&self.outcome, Outcome::Failed(error) if error.fate == Some(Fate::Unknown))
    }
}

/// The requests of this run, newest first.
#[derive(Debug, Default)]
pub struct Activity {
    entries: VecDeque<ActivityEntry>,
}

impl Activity {
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &ActivityEntry> {
        self.entries.iter()
    }

    pub fn get(&self, ticket: Ticket) -> Option<&ActivityEntry> {
        self.entries.iter().find(|entry| entry.ticket == ticket)
    }

    /// Notes a request that was asked for.
    pub fn start(&mut self, ticket: Ticket, call: &Call, profile: (Safe, Mode), at: Timestamp) {
        let (profile, mode) = profile;
        self.entries.push_front(ActivityEntry {
            ticket,
            profile,
            mode,
            at,
            method: call.method(),
            path: call.path(),
            who: None,
            what: call.meant(),
            is_page: matches!(call, Call::Read(Read::ListCustomers(_))),
            story: Vec::new(),
            outcome: Outcome::UnderWay,
            trace: None,
        });
        if self.entries.len() > KEPT {
            self.drop_oldest();
        }
    }

    /// Drops the oldest request that nobody has to look after any more: a page that was read, where there is
    /// one. A reading of all customers asks for thousands, and would push out what the person did.
    fn drop_oldest(&mut self) {
        let read =
            |entry: &ActivityEntry| entry.is_page && matches!(entry.outcome, Outcome::Done { .. });
        let done = |entry: &ActivityEntry| {
            !entry.is_unknown() && !matches!(entry.outcome, Outcome::UnderWay)
        };
        let mut entries = self.entries.iter();
        let oldest = entries.rposition(read);
        if let Some(at) = oldest.or_else(|| self.entries.iter().rposition(done)) {
            self.entries.remove(at);
        }
    }

    /// Adds a line to a request's story.
    pub fn tell(&mut self, ticket: Ticket, line: String) {
        if let Some(entry) = self.get_mut(ticket) {
            entry.story.push(line);
        }
    }

    /// Notes whom a request is about, as soon as that is known.
    pub fn name(&mut self, ticket: Ticket, who: String) {
        if let Some(entry) = self.get_mut(ticket) {
            entry.who.get_or_insert(who);
        }
    }

    pub fn finish(&mut self, ticket: Ticket, outcome: Outcome, trace: Option<Trace>) {
        if let Some(entry) = self.get_mut(ticket) {
            entry.outcome = outcome;
            entry.trace = trace;
        }
    }

    /// Takes note that a change whose outcome was unknown was made.
    pub fn show(&mut self, ticket: Ticket) {
        if let Some(entry) = self.get_mut(ticket) {
            entry.outcome = Outcome::Shown;
        }
    }

    /// Gives up what is still under way: nobody will hear its answer.
    pub fn drop_under_way(&mut self) {
        for entry in &mut self.entries {
            if matches!(entry.outcome, Outcome::UnderWay) {
                entry.outcome = Outcome::Dropped;
            }
        }
    }

    fn get_mut(&mut self, ticket: Ticket) -> Option<&mut ActivityEntry> {
        self.entries.iter_mut().find(|entry| entry.ticket == ticket)
    }
}
