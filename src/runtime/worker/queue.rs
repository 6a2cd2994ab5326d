//! What waits to be sent, and which of it goes next. Nothing here sends or waits.
use super::Limits;
use crate::api::call::Call;
use crate::api::ids::CustomerId;
use crate::model::effect::{Lane, Request, Ticket, Typed};
use crate::model::event::Trace;
use std::collections::VecDeque;
use std::time::Duration;
use tokio::time::Instant;

/// A call from the moment it is taken to its reply.
#[derive(Debug)]
pub struct Job {
    pub ticket: Ticket,
    pub call: Call,
    pub lane: Lane,
    pub typed: Option<Typed>,
    /// How many tries were begun.
    pub tries: u32,
    /// When the first was.
    pub first: Option<Instant>,
    /// Before this, a read that failed is not tried again.
    pub due: Option<Instant>,
    /// What the tries took together, without the waits between them.
    pub took: Duration,
    /// The last status that was seen.
    pub status: Option<u16>,
}

impl Job {
    pub fn new(ticket: Ticket, request: Request) -> Self {
        Self {
            ticket,
            call: request.call,
            lane: request.lane,
            typed: request.typed,
            tries: 0,
            first: None,
            due: None,
            took: Duration::ZERO,
            status: None,
        }
    }

    pub fn trace(&self) -> Trace {
        Trace {
            method: self.call.method(),
            path: self.call.path(),
            status: self.status,
            tries: self.tries,
            took: self.took,
        }
    }

    fn is_ready(&self, now: Instant, under_way: &UnderWay) -> bool {
        self.due.is_none_or(|due| due <= now)
            && !self
                .call
                .changes_customer()
                .is_some_and(|customer| under_way.changes(&customer))
    }
}

/// What is under way, as far as the choice of the next call depends on it.
#[derive(Debug, Default)]
pub struct UnderWay {
    pub calls: usize,
    pub loader: usize,
    /// The customers that are being written to: each gets one write at a time.
    pub written: Vec<CustomerId>,
}

impl UnderWay {
    fn changes(&self, customer: &CustomerId) -> bool {
        self.written.contains(customer)
    }
}

/// What waits, in the order in which it was asked.
#[derive(Debug, Default)]
pub struct Queue(VecDeque<Job>);

impl Queue {
    /// Puts a job in by its ticket, so that a read that failed comes before what was asked after it.
    pub fn put(&mut self, job: Job) {
        let at = self.0.partition_point(|other| other.ticket < job.ticket);
        self.0.insert(at, job);
    }

    /// Takes the job that goes next: the operator's first, the loader's only where none of those is ready.
    pub fn next(&mut self, limits: Limits, under_way: &UnderWay, now: Instant) -> Option<Job> {
        if under_way.calls >= limits.calls {
            return None;
        }
        let ready = |lane| {
            self.0
                .iter()
                .position(|job| job.lane == lane && job.is_ready(now, under_way))
        };
        let at = ready(Lane::Operator)
            .or_else(|| ready(Lane::Loader).filter(|_| under_way.loader < limits.loader))?;
        self.0.remove(at)
    }

    pub fn take(&mut self, ticket: Ticket) -> Option<Job> {
        let at = self.0.iter().position(|job| job.ticket == ticket)?;
        self.0.remove(at)
    }

    /// Takes out all jobs that a rule picks.
    pub fn take_where(&mut self, mut picked: impl FnMut(&Job) -> bool) -> Vec<Job> {
        let (out, kept) = std::mem::take(&mut self.0)
            .into_iter()
            .partition(|job| picked(job));
        self.0 = kept;
        Vec::from(out as VecDeque<Job>)
    }

    /// Returns when the next read is due that waits to be tried again.
    pub fn next_due(&self, now: Instant) -> Option<Instant> {
        self.0
            .iter()
            .filter_map(|job| job.due)
            .filter(|due| *due > now)
            .min()
    }
}
