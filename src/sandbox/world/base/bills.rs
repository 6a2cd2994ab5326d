//! The bills of base subscriptions: which of them cards refuse, and what follows from that.
//!
//! A card refuses a few bills and often refuses them again; all do once they have expired. Like everything
//! here this is a function of time: a subscription is as it was laid out for as long as that reaches, and is
//! followed from there, or from the first interval that it owes.

use super::charge_seed::{Bill, ChargeSeed, Part};
use super::purpose;
use super::subscriptions::BaseSubscription;
use crate::sandbox::world::records::terms::{Course, State};

/// The ordinals of a subscription's charges begin at its own number plus 1, times this.
const SUBSCRIBED: u32 = 1_000;
/// How far the ordinals of the tries of one bill are apart.
const APART: u32 = 10_000;

impl BaseSubscription<'_> {
    /// Returns where the subscription stands at a second.
    pub fn course(&self, until: i64) -> Course {
        let first = i64::from(!self.terms.has_trial());
        let owed = (first..self.laid_out.billed).find(|nth| self.owes(*nth, until));
        let mut course = match owed {
            Some(nth) => self.before(nth),
            None => self.laid_out.clone(),
        };
        while let Some(at) = course.due().filter(|due| *due <= until) {
            let is_paid = !self.refuses(course.billed, course.failures, at);
            course.turn(self.terms, is_paid);
        }
        course
    }

    /// Whether the nth interval, from 0, is not paid by a second.
    fn owes(&self, nth: i64, until: i64) -> bool {
        // What a card would not refuse as late as this was paid at once.
        if !self.refuses(nth, 0, self.laid_out.finishes) {
            return false;
        }
        let due = self.due(nth);
        let mut tries = (0..).zip(self.terms.tries());
        tries.all(|(attempt, wait)| due + wait > until || self.refuses(nth, attempt, due + wait))
    }

    /// Returns the subscription as it was the second before the nth interval was due.
    fn before(&self, nth: i64) -> Course {
        let laid_out = &self.laid_out;
        let (state, started) = match nth {
            0 => (State::Trial, laid_out.created),
            _ => (State::Active, self.due(nth - 1)),
        };
        Course {
            state,
            started,
            finishes: self.due(nth),
            billed: nth,
            cancelled: None,
            ..*laid_out
        }
    }

    /// Lists what the subscription has billed until a second, oldest first.
    pub(super) fn bills(&self, until: i64) -> Vec<ChargeSeed> {
        let (terms, created) = (self.terms, self.laid_out.created);
        let course = self.course(until);
        let mut bills = Vec::new();
        if terms.has_trial() && terms.trial_amount > 0 {
            let first = SUBSCRIBED * (self.ordinal + 1);
            bills.push(self.bill(first, created, Part::Trial, false));
        }
        for nth in 0..=course.billed {
            let due = self.due(nth);
            let part = if nth == 0 { Part::First } else { Part::Later };
            // Without the bill at its beginning there would be no subscription.
            let is_paid = due == created;
            let tries = if nth == course.billed {
                course.failures
            } else {
                u8::MAX
            };
            for (attempt, wait) in (0..tries).zip(terms.tries()) {
                let is_refused = !is_paid && self.refuses(nth, attempt, due + wait);
                bills.push(self.bill(
                    self.bill_ordinal(nth, attempt),
                    due + wait,
                    part,
                    is_refused,
                ));
                if !is_refused {
                    break;
                }
            }
        }
        bills
    }

    fn bill(&self, ordinal: u32, at: i64, part: Part, is_refused: bool) -> ChargeSeed {
        let bill = Bill {
            subscription: self.ordinal,
            plan: self.plan,
            card: self.card.and_then(|card| card.try_into().ok()),
            part,
            is_refused,
        };
        ChargeSeed {
            ordinal,
            at,
            bill: Some(bill),
        }
    }

    fn due(&self, nth: i64) -> i64 {
        self.terms.moved(self.laid_out.anchor, nth)
    }

    fn bill_ordinal(&self, nth: i64, attempt: u8) -> u32 {
        let nth = u32::try_from(nth).unwrap_or(0) + u32::from(self.terms.has_trial());
        // More than the span holds are billed after many years only.
        SUBSCRIBED * (self.ordinal + 1) + nth % SUBSCRIBED + APART * u32::from(attempt)
    }

    fn refuses(&self, nth: i64, attempt: u8, at: i64) -> bool {
        self.customer.base.has_expired(self.months, at) || self.is_short(nth, attempt)
    }

    /// Whether the card lacks the money for a try to bill the nth interval.
    pub fn is_short(&self, nth: i64, attempt: u8) -> bool {
        let last = self.laid_out.billed - 1;
        if self.is_unpaid && nth >= last {
            return true;
        }
        // Whoever cancels has paid for the current interval.
        if nth == last && !self.laid_out.state.bills() {
            return false;
        }
        let ordinal = self.bill_ordinal(nth, attempt);
        let mut rng = self.customer.rng(purpose::FATE, ordinal);
        rng.chance(if attempt == 0 { 3 } else { 40 })
    }
}
