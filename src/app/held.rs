//! Keys that wait for rows.
//!
//! Rows come a moment after a key asked for them, and until then the list shows the ones from before. What the person
//! does to "the chosen customer" in that moment is meant for the one that is about to be chosen: it waits.
use crate::app::App;
use crate::model::effect::Effect;
use crate::model::event::{Event, Now};
use std::collections::VecDeque;
use std::time::Duration;

/// How long keys wait; where rows take longer than that, the list stays where it is.
const HOLD: Duration = Duration::from_millis(250);

/// Holds what waits, and since when.
#[derive(Debug, Default)]
pub struct Held {
    events: VecDeque<Event>,
    /// Which question is waited for, and since when.
    since: Option<(u64, Duration)>,
}

impl Held {
    /// Gives when the waiting ends, since the program started.
    pub fn ends(&self) -> Option<Duration> {
        Some(self.since?.1 + HOLD)
    }
}

impl App {
    /// Takes in what happened and says what must be done.
    pub fn update(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.now = now;
        let is_input = matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_));
        let mut effects = if !is_input || !self.is_unsettled() && self.held.events.is_empty() {
            self.take_in(event)
        } else {
            // A click means what is seen, and not what is about to be there.
            if !matches!(event, Event::Mouse(_)) {
                self.held.events.push_back(event);
            }
            Vec::new()
        };
        if self.held.ends().is_some_and(|end| now.since_start >= end) {
            self.held.since = None;
            self.panes.customers.roster.stay();
            self.settle();
        }
        while !self.is_unsettled()
            && let Some(event) = self.held.events.pop_front()
        {
            effects.extend(self.take_in(event));
        }
        let asked = self.panes.customers.roster.asked();
        if self.held.events.is_empty() {
            self.held.since = None;
        } else if self.held.since.is_none_or(|(number, _)| number != asked) {
            self.held.since = Some((asked, now.since_start));
        }
        effects
    }

    /// Says whether rows are on their way that decide what a key means.
    fn is_unsettled(&self) -> bool {
        let roster = &self.panes.customers.roster;
        self.overlays.is_empty() && !self.takes_text() && !roster.is_settled()
    }
}
