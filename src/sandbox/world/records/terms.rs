//! What a plan asks for and when: the arithmetic of trials and intervals, for base and made subscriptions
//! alike.
//!
//! *Choices*: a plan with a limited number of intervals ends as `cancelled` when the last one does; a month
//! is counted from the first interval, so that the 31st comes back after February; `next_billing_date` is the
//! end of the interval that runs, also of the last one. While the bill of an interval is retried the
//! subscription is `active`, also after a trial, and its last paid interval or trial stays the active one;
//! once the bill is paid the interval counts from the day on which it was due; cancelling during the retries
//! ends it at once, for no interval is paid for.

use serde::{Deserialize, Serialize};

use crate::sandbox::world::clock::{DAY, add_months};

/// The money and the intervals of a plan, in the API's order (contract section 3); amounts in the smallest
/// unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    pub amount: i64,
    pub currency: String,
    pub setup_amount: i64,
    pub trial_amount: i64,
    pub interval: i64,
    pub interval_unit: String,
    /// How many intervals are billed in all; 0 is no limit.
    pub intervals: i64,
    pub trial_interval: i64,
    pub trial_interval_unit: String,
}

impl Terms {
    /// Moves a second by a number of billing intervals, backwards if it is negative.
    pub fn moved(&self, second: i64, intervals: i64) -> i64 {
        moved(
            second,
            self.interval.saturating_mul(intervals),
            &self.interval_unit,
        )
    }

    /// When a trial that begins at `second` ends; at once where the plan has none.
    pub fn trial_end(&self, second: i64) -> i64 {
        moved(second, self.trial_interval, &self.trial_interval_unit)
    }

    pub fn has_trial(&self) -> bool {
        self.trial_interval > 0
    }

    /// The price of the first paid interval: in one charge with the set-up fee, unless that is left out.
    pub fn first_bill(&self, with_setup: bool) -> i64 {
        self.amount + if with_setup { self.setup_amount } else { 0 }
    }

    /// Lists when the bill of an interval is sent, in seconds after it is due: again after 1, 3 and 6 days
    /// unless it is paid, but only once where the interval is shorter than a week (contract section M5).
    pub fn tries(&self) -> &'static [i64] {
        let is_short = self.moved(0, 1) < 7 * DAY;
        TRIES
            .get(..if is_short { 1 } else { TRIES.len() })
            .unwrap_or_default()
    }

    /// The shortest span of an interval less a margin for months of different length.
    pub fn shortest(&self) -> i64 {
        match self.interval_unit.as_str() {
            "day" => self.interval * DAY,
            "week" => self.interval * 7 * DAY - DAY / 2,
            "year" => self.interval * 360 * DAY,
            _ => self.interval * 28 * DAY - 5 * DAY,
        }
    }
}

const TRIES: [i64; 4] = [0, DAY, 3 * DAY, 6 * DAY];

fn moved(second: i64, units: i64, unit: &str) -> i64 {
    match unit {
        "day" => second.saturating_add(units.saturating_mul(DAY)),
        "week" => second.saturating_add(units.saturating_mul(7 * DAY)),
        "year" => add_months(second, units.saturating_mul(12)),
        "month" => add_months(second, units),
        _ => second,
    }
}

/// The state of a subscription (contract section 3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Trial,
    Active,
    Cancelling,
    Cancelled,
}

impl State {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Trial => "trial",
            Self::Active => "active",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
        }
    }

    pub fn read(word: &str) -> Option<Self> {
        [Self::Trial, Self::Active, Self::Cancelling, Self::Cancelled]
            .into_iter()
            .find(|state| state.word() == word)
    }

    /// Whether it will bill again; only such a subscription can be cancelled (contract section 9).
    pub fn bills(self) -> bool {
        matches!(self, Self::Trial | Self::Active)
    }
}

/// Where a subscription stands; times are seconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub state: State,
    pub created: i64,
    /// When the first paid interval begins; all later ones are counted from it.
    pub anchor: i64,
    pub started: i64,
    pub finishes: i64,
    /// How many paid intervals have begun.
    pub billed: i64,
    pub cancelled: Option<i64>,
    /// How often the bill for the next interval was refused.
    pub failures: u8,
}

impl Course {
    /// Begins a subscription: in its trial if the plan has one, else in its first paid interval.
    pub fn begin(terms: &Terms, now: i64) -> Self {
        let trial = terms.has_trial();
        let anchor = terms.trial_end(now);
        Self {
            state: if trial { State::Trial } else { State::Active },
            created: now,
            anchor,
            started: now,
            finishes: if trial {
                anchor
            } else {
                terms.moved(anchor, 1)
            },
            billed: i64::from(!trial),
            cancelled: None,
            failures: 0,
        }
    }

    /// When the next thing happens to it by itself.
    pub fn due(&self) -> Option<i64> {
        let wait = TRIES.get(usize::from(self.failures)).copied();
        (self.state != State::Cancelled).then(|| self.finishes + wait.unwrap_or(0))
    }

    /// Whether another interval follows, if it is paid.
    pub fn renews(&self, terms: &Terms) -> bool {
        self.state.bills() && (terms.intervals == 0 || self.billed < terms.intervals)
    }

    /// Settles what is due: the next interval begins if it is paid; else it is billed again later, or all
    /// ends.
    pub fn turn(&mut self, terms: &Terms, is_paid: bool) {
        let Some(at) = self.due() else { return };
        if !self.renews(terms) {
            self.end(at);
            return;
        }
        self.state = State::Active;
        if is_paid {
            self.failures = 0;
            self.billed += 1;
            self.started = self.finishes;
            // An interval always moves on, or time would never catch up with it.
            self.finishes = terms.moved(self.anchor, self.billed).max(self.started + 1);
        } else {
            self.failures += 1;
            if usize::from(self.failures) >= terms.tries().len() {
                self.end(at);
            }
        }
    }

    /// Asks for its end with the interval that is paid for: at once where that is over and the next one not
    /// paid.
    pub fn cancel(&mut self, now: i64) {
        if self.failures > 0 {
            self.end(now);
        } else {
            self.state = State::Cancelling;
        }
    }

    /// Takes its cancellation back: it is what it was.
    pub fn resume(&mut self) {
        let in_trial = self.billed == 0;
        self.state = if in_trial {
            State::Trial
        } else {
            State::Active
        };
        self.cancelled = None;
    }

    /// Begins a paid interval now, after it had ended.
    pub fn restart(&mut self, terms: &Terms, now: i64) {
        self.state = State::Active;
        self.anchor = now;
        self.started = now;
        self.finishes = terms.moved(now, 1);
        self.billed = 1;
        self.cancelled = None;
        self.failures = 0;
    }

    /// Ends it at once.
    pub fn end(&mut self, now: i64) {
        if self.state != State::Cancelled {
            self.state = State::Cancelled;
            self.cancelled = Some(now);
        }
    }
}
