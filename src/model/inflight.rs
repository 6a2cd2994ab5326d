//! Calls that have been sent and not answered.
use crate::api::call::Call;
use crate::api::subject::Subject;
use crate::api::write::Write;
use crate::model::effect::Ticket;
use std::collections::BTreeMap;
use std::time::Duration;

/// A call that is queued or under way.
#[derive(Debug)]
pub struct Flight {
    pub call: Call,
    /// When it was asked for, since the program started.
    pub since: Duration,
}

/// The one source for spinners, for "is it safe to quit" and for "is the program idle".
#[derive(Debug, Default)]
pub struct Inflight {
    last: u64,
    flights: BTreeMap<Ticket, Flight>,
}

impl Inflight {
    pub fn start(&mut self, call: Call, since: Duration) -> Ticket {
        let ticket = self.next_ticket();
        self.flights.insert(ticket, Flight { call, since });
        ticket
    }

    /// Returns a number newer than that of every question so far.
    pub fn next_ticket(&mut self) -> Ticket {
        self.last += 1;
        Ticket(self.last)
    }

    pub fn finish(&mut self, ticket: Ticket) -> Option<Flight> {
        self.flights.remove(&ticket)
    }

    /// Goes on numbering where this one stopped, with nothing under way.
    #[must_use]
    pub fn emptied(self) -> Self {
        Self {
            last: self.last,
            flights: BTreeMap::new(),
        }
    }

    pub fn is_under_way(&self, ticket: Ticket) -> bool {
        self.flights.contains_key(&ticket)
    }

    pub fn is_idle(&self) -> bool {
        self.flights.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (Ticket, &Flight)> {
        self.flights
            .iter()
            .map(|(ticket, flight)| (*ticket, flight))
    }

    /// Returns when the oldest unanswered question about a subject was asked.
    pub fn asked_since(&self, subject: &Subject) -> Option<Duration> {
        self.flights
            .values()
            .filter(|flight| flight.call.subject().as_ref() == Some(subject))
            .map(|flight| flight.since)
            .min()
    }

    /// Returns the writes that are queued or under way.
    pub fn writes(&self) -> impl Iterator<Item = &Write> {
        self.flights
            .values()
            .filter_map(|flight| match &flight.call {
                Call::Write(write) => Some(write),
                Call::Read(_) => None,
            })
    }
}
