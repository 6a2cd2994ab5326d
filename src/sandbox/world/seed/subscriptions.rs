//! The subscriptions of base customers, in every state.

use super::pools::PlanSeed;
use super::{BaseData, purpose};
use crate::sandbox::world::clock::{DAY, HOUR};
use crate::sandbox::world::records::terms::{Course, State, Terms};
use crate::sandbox::world::rng::Rng;

/// The most intervals that a subscription has been running for.
const LONGEST: i64 = 36;

/// A base subscription as it was at the midnight that the data are dated from.
#[derive(Clone, Debug)]
pub struct SubscriptionSeed {
    pub ordinal: u32,
    pub plan: u32,
    pub course: Course,
    /// The ordinal of the card it bills; `None` is whatever card is primary.
    pub card: Option<u32>,
    /// How many months that card is still good for; 0 is the current month.
    pub(super) months: i64,
    /// Whether the current interval is unpaid, and all after it.
    pub(super) is_unpaid: bool,
}

impl BaseData {
    /// Lists a customer's subscriptions as they were before any change.
    pub fn subscriptions(&self, index: u32) -> Vec<SubscriptionSeed> {
        self.drafts(index)
            .into_iter()
            .filter_map(|draft| self.of_draft(index, &draft))
            .collect()
    }

    /// Returns one of a customer's subscriptions as it was before any change.
    pub fn subscription(&self, index: u32, ordinal: u32) -> Option<SubscriptionSeed> {
        let mut subscriptions = self.subscriptions(index).into_iter();
        subscriptions.find(|subscription| subscription.ordinal == ordinal)
    }

    fn drafts(&self, index: u32) -> Vec<Draft> {
        if Self::are_guests(index) {
            return Vec::new();
        }
        if let Some(first) = self.pools.first(index) {
            let by_hand = (0_u32..).zip(&first.subscriptions);
            return by_hand
                .map(|(ordinal, (plan, state, card))| Draft {
                    ordinal,
                    plan: *plan,
                    state: State::read(state).unwrap_or(State::Active),
                    card: *card,
                    unpaid: unpaid(state),
                })
                .collect();
        }
        let mut rng = self.rng(purpose::SUBSCRIPTIONS, index, 0);
        let count = match rng.below(100) {
            0..60 => 0,
            60..91 => 1,
            _ => 2,
        };
        (0..count)
            .map(|ordinal| self.draft(index, ordinal, &mut rng))
            .collect()
    }

    fn draft(&self, index: u32, ordinal: u32, rng: &mut Rng) -> Draft {
        let plan = match self.currency(index) {
            "NZD" => 5,
            "USD" => 6,
            "JPY" => 7,
            _ => rng.pick(&[0, 0, 1, 1, 1, 2, 2, 3, 4]).copied().unwrap_or(0),
        };
        let state = match rng.below(100) {
            0..8 if plan == 2 => State::Trial,
            0..68 => State::Active,
            68..78 => State::Cancelling,
            _ => State::Cancelled,
        };
        let card = rng.chance(40).then(|| {
            let cards = i64::from(self.card_count(index));
            u32::try_from(rng.below(cards)).unwrap_or(0)
        });
        Draft {
            ordinal,
            plan,
            state,
            card,
            unpaid: None,
        }
    }

    fn of_draft(&self, index: u32, draft: &Draft) -> Option<SubscriptionSeed> {
        let plan = self.plan_seed(draft.plan)?;
        let terms = &plan.facts.terms;
        let mut rng = self.rng(purpose::SUBSCRIPTION, index, draft.ordinal);
        let made = self.made_between(index, plan);
        // Whoever is too new to have finished the trial is still in it, whatever was drawn.
        let paid_from = terms.trial_end(made);
        let too_new = terms.has_trial() && paid_from + DAY > self.midnight;
        let course = if draft.state == State::Trial || too_new {
            self.trial(terms, made, draft.state, &mut rng)
        } else if draft.state == State::Cancelled {
            self.past(terms, paid_from, &mut rng)
        } else if let Some(since) = draft.unpaid {
            self.laid_out(
                terms,
                paid_from,
                (self.midnight - since, State::Active),
                100,
                &mut rng,
            )
        } else {
            self.running(terms, paid_from, draft.state, &mut rng)
        };
        // Nobody could subscribe with a card that had expired.
        let months = self.months_left(index, draft.card.unwrap_or_default());
        let could_pay = !self.has_expired(months, course.created);
        could_pay.then(|| SubscriptionSeed {
            ordinal: draft.ordinal,
            plan: draft.plan,
            course,
            card: draft.card,
            months,
            is_unpaid: draft.unpaid.is_some(),
        })
    }

    /// The earliest second at which both the customer and the plan existed.
    fn made_between(&self, index: u32, plan: &PlanSeed) -> i64 {
        self.born(index).max(self.midnight - plan.age_days * DAY) + 120
    }

    /// Lays out a subscription in its trial.
    fn trial(&self, terms: &Terms, made: i64, wanted: State, rng: &mut Rng) -> Course {
        let length = terms.trial_end(made) - made;
        let room = (self.midnight - made).min(length - DAY);
        let mut course = Course::begin(terms, self.midnight - rng.below(room));
        if matches!(wanted, State::Cancelling | State::Cancelled) {
            course.state = State::Cancelling;
        }
        course
    }

    /// Lays out a subscription whose current interval includes this midnight.
    fn running(&self, terms: &Terms, made: i64, state: State, rng: &mut Rng) -> Course {
        let room = (self.midnight - made).min(terms.shortest());
        let started = self.midnight - 1 - rng.below(room);
        self.laid_out(terms, made, (started, state), 55, rng)
    }

    /// Lays out a subscription whose last interval is over.
    fn past(&self, terms: &Terms, made: i64, rng: &mut Rng) -> Course {
        let finished = self.midnight - 1 - rng.below((self.midnight - made) / 2);
        let started = terms.moved(finished, -1).max(made);
        let course = self.laid_out(terms, made, (started, State::Cancelled), 55, rng);
        let ended = course.finishes.min(finished);
        Course {
            finishes: ended,
            cancelled: Some(ended),
            ..course
        }
    }

    fn laid_out(
        &self,
        terms: &Terms,
        made: i64,
        (started, state): (i64, State),
        loyal: i64,
        rng: &mut Rng,
    ) -> Course {
        let longest = if rng.chance(loyal) {
            LONGEST
        } else {
            rng.below(LONGEST)
        };
        let longest = if terms.intervals > 0 {
            longest.min(terms.intervals - 1)
        } else {
            longest
        };
        let back = (0..=longest)
            .take_while(|back| terms.moved(started, -back) >= made)
            .last()
            .unwrap_or(0);
        let anchor = terms.moved(started, -back).min(self.midnight - 1);
        Course {
            state,
            created: anchor - (terms.trial_end(made) - made),
            anchor,
            started: terms.moved(anchor, back),
            finishes: terms.moved(anchor, back + 1),
            billed: back + 1,
            cancelled: None,
            failures: 0,
        }
    }
}

/// Reads the states of unpaid subscriptions written by hand, as the time since they were due.
fn unpaid(state: &str) -> Option<i64> {
    match state {
        "retried" => Some(2 * DAY + 10 * HOUR),
        "unpaid" => Some(9 * DAY + 3 * HOUR),
        _ => None,
    }
}

/// What a subscription is to be, before its dates are laid out.
struct Draft {
    ordinal: u32,
    plan: u32,
    state: State,
    card: Option<u32>,
    /// How long it has not been paid.
    unpaid: Option<i64>,
}
