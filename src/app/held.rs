//! Keys that wait for rows.
//!
//! Rows come a moment after a key asked for them, and until then the list shows the ones from before. What
//! the person does to "the chosen customer" in that moment is meant for the one that is about to be chosen:
//! it waits.
use crate::model::event::Event;
use std::collections::VecDeque;
use std::time::Duration;

/// How long keys wait; where rows take longer than that, the list stays where it is.
const HOLD: Duration = Duration::from_millis(250);

/// What waits, and since when.
#[derive(Debug, Default)]
pub(super) struct Held {
    events: VecDeque<Event>,
    /// Which question is waited for, and since when.
    since: Option<(u64, Duration)>,
}

impl Held {
    /// Returns what is to be taken in now; input waits while the rows are not settled, or behind other input
    /// that does.
    pub(super) fn admit(&mut self, event: Event, is_settled: bool) -> Option<Event> {
        let is_input = matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_));
        if !is_input || is_settled && self.events.is_empty() {
            return Some(event);
        }
        // A click means what is seen, and not what is about to be there.
        if !matches!(event, Event::Mouse(_)) {
            self.events.push_back(event);
        }
        None
    }

    pub(super) fn next(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Returns when the waiting ends, since the program started.
    pub(super) fn ends(&self) -> Option<Duration> {
        Some(self.since?.1 + HOLD)
    }

    /// Whether the waiting is over; then it is forgotten.
    pub(super) fn is_over(&mut self, now: Duration) -> bool {
        let is_over = self.ends().is_some_and(|end| now >= end);
        if is_over {
            self.since = None;
        }
        is_over
    }

    /// Takes note of the question whose rows are waited for.
    pub(super) fn wait_for(&mut self, question: u64, now: Duration) {
        if self.events.is_empty() {
            self.since = None;
        } else if self.since.is_none_or(|(number, _)| number != question) {
            self.since = Some((question, now));
        }
    }
}
