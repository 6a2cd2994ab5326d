//! What is known of the host's health: whether it asked to be left alone, and what retries are left.
use crate::api::error::{Error, ErrorKind};
use crate::api::retry::{self, Budget, Dice};
use std::time::Duration;
use tokio::time::Instant;

/// Remembers how the host fares. It belongs to one profile, and so to one host.
#[derive(Debug)]
pub struct Host {
    budget: Budget,
    dice: Dice,
    paused_until: Option<Instant>,
    /// How many pauses there were since it was last seen at work: while it is not 0, one call alone is let
    /// out.
    pauses: u32,
}

impl Host {
    pub fn new(dice: Dice) -> Self {
        Self {
            budget: Budget::default(),
            dice,
            paused_until: None,
            pauses: 0,
        }
    }

    /// Takes note of an answer that shows the host at work, be it a refusal.
    ///
    /// One that comes during a pause was asked for before it and shows nothing about what came after.
    pub fn answers(&mut self) {
        if self.paused_until.is_none() {
            self.pauses = 0;
        }
    }

    pub fn succeed(&mut self) {
        self.budget.succeed();
    }

    /// Whether the host must be felt out with one call before others follow.
    pub fn is_unwell(&self) -> bool {
        self.pauses > 0
    }

    pub fn paused_until(&self) -> Option<Instant> {
        self.paused_until
    }

    /// Ends a pause whose time is over; returns whether one ended.
    pub fn resume(&mut self) -> bool {
        let over = self.paused_until.is_some_and(|end| end <= Instant::now());
        if over {
            self.paused_until = None;
        }
        over
    }

    /// Pauses after an answer that asked for it, and returns the whole wait.
    ///
    /// Answers of calls that were under way together ask for one pause, not for one each.
    pub fn pause(&mut self, error: &Error) -> Option<Duration> {
        let ErrorKind::Throttled { retry_after, .. } = error.kind else {
            return None;
        };
        let now = Instant::now();
        let turn = match self.paused_until {
            Some(_) => self.pauses.saturating_sub(1),
            None => self.pauses,
        };
        let end = now + retry::pause(retry_after, turn, &mut self.dice);
        self.pauses = turn + 1;
        let end = self.paused_until.map_or(end, |other| other.max(end));
        self.paused_until = Some(end);
        Some(end - now)
    }

    /// Returns how long to wait before a failed read is tried again, or `None` where that is over.
    ///
    /// `since_first` is how long ago its first try began.
    pub fn again(
        &mut self,
        error: &Error,
        attempt: u32,
        since_first: Duration,
    ) -> Option<Duration> {
        if attempt >= retry::tries(error) {
            return None;
        }
        let wait = retry::backoff(attempt, &mut self.dice);
        let asked = self
            .paused_until
            .map(|end| end.saturating_duration_since(Instant::now()));
        if asked.is_none() && since_first + wait > retry::PATIENCE {
            return None;
        }
        self.budget
            .pay_for(error)
            .then(|| wait + asked.unwrap_or_default())
    }
}
