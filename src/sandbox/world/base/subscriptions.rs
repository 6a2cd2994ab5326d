//! The subscriptions of base customers, in every state.

use super::{BaseCustomer, purpose};
use crate::sandbox::world::clock::{DAY, HOUR};
use crate::sandbox::world::records::terms::{Course, State, Terms};
use crate::sandbox::world::rng::Rng;

/// The most intervals that a subscription has been running for.
const LONGEST: i64 = 36;

/// A subscription of a base customer that nobody touched; `course` moves it on from its midnight.
pub struct BaseSubscription<'a> {
    pub customer: BaseCustomer<'a>,
    pub ordinal: u32,
    pub plan: u32,
    pub(super) terms: &'static Terms,
    /// Where it stood at the midnight that the data are dated from.
    pub laid_out: Course,
    /// The ordinal of the card it bills; `None` is whatever card is primary.
    pub card: Option<u32>,
    /// How many months that card is still good for; 0 is the current month.
    pub(super) months: i64,
    /// Whether the current interval is unpaid, and all after it.
    pub(super) is_unpaid: bool,
}

impl<'a> BaseCustomer<'a> {
    /// Lists the customer's subscriptions.
    pub fn subscriptions(self) -> Vec<BaseSubscription<'a>> {
        let drafts = self.drafts().into_iter();
        drafts.filter_map(|draft| self.lay_out(&draft)).collect()
    }

    /// Returns one of the customer's subscriptions.
    pub fn subscription(self, ordinal: u32) -> Option<BaseSubscription<'a>> {
        let mut subscriptions = self.subscriptions().into_iter();
        subscriptions.find(|subscription| subscription.ordinal == ordinal)
    }

    fn drafts(self) -> Vec<Draft> {
        if self.are_guests() {
            return Vec::new();
        }
        if let Some(first) = self.by_hand() {
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
        let mut rng = self.rng(purpose::SUBSCRIPTIONS, 0);
        let count = match rng.below(100) {
            0..60 => 0,
            60..91 => 1,
            _ => 2,
        };
        (0..count)
            .map(|ordinal| self.draft(ordinal, &mut rng))
            .collect()
    }

    fn draft(self, ordinal: u32, rng: &mut Rng) -> Draft {
        let plan = match self.currency() {
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
            let cards = i64::from(self.card_count());
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

    fn lay_out(self, draft: &Draft) -> Option<BaseSubscription<'a>> {
        let (base, midnight) = (self.base, self.base.midnight);
        let plan = base.plan(draft.plan)?;
        let terms = &plan.facts.terms;
        // Nobody subscribes before both the customer and the plan exist.
        let made = self.created().max(plan.made(midnight)) + 120;
        let paid_from = terms.trial_end(made);
        let mut layout = Layout {
            terms,
            midnight,
            made,
            paid_from,
            rng: self.rng(purpose::SUBSCRIPTION, draft.ordinal),
        };
        // Whoever is too new to have finished the trial is still in it, whatever was drawn.
        let too_new = terms.has_trial() && paid_from + DAY > midnight;
        let laid_out = if draft.state == State::Trial || too_new {
            layout.trial(draft.state)
        } else if draft.state == State::Cancelled {
            layout.past()
        } else if let Some(since) = draft.unpaid {
            layout.paid(midnight - since, State::Active, 100)
        } else {
            layout.running(draft.state)
        };
        // Nobody could subscribe with a card that had expired.
        let months = self.months_left(draft.card.unwrap_or_default());
        let could_pay = !base.has_expired(months, laid_out.created);
        could_pay.then(|| BaseSubscription {
            customer: self,
            ordinal: draft.ordinal,
            plan: draft.plan,
            terms,
            laid_out,
            card: draft.card,
            months,
            is_unpaid: draft.unpaid.is_some(),
        })
    }
}

/// What it takes to lay out the dates of a subscription.
struct Layout<'a> {
    terms: &'a Terms,
    midnight: i64,
    /// The earliest second at which it can begin.
    made: i64,
    /// The end of a trial that begins then.
    paid_from: i64,
    rng: Rng,
}

impl Layout<'_> {
    /// Lays out a subscription in its trial.
    fn trial(&mut self, wanted: State) -> Course {
        let length = self.paid_from - self.made;
        let room = (self.midnight - self.made).min(length - DAY);
        let mut course = Course::begin(self.terms, self.midnight - self.rng.below(room));
        if matches!(wanted, State::Cancelling | State::Cancelled) {
            course.state = State::Cancelling;
        }
        course
    }

    /// Lays out a subscription whose current interval includes this midnight.
    fn running(&mut self, state: State) -> Course {
        let room = (self.midnight - self.paid_from).min(self.terms.shortest());
        let started = self.midnight - 1 - self.rng.below(room);
        self.paid(started, state, 55)
    }

    /// Lays out a subscription whose last interval is over.
    fn past(&mut self) -> Course {
        let finished = self.midnight - 1 - self.rng.below((self.midnight - self.paid_from) / 2);
        let started = self.terms.moved(finished, -1).max(self.paid_from);
        let course = self.paid(started, State::Cancelled, 55);
        let ended = course.finishes.min(finished);
        Course {
            finishes: ended,
            cancelled: Some(ended),
            ..course
        }
    }

    /// Lays out a subscription whose last paid interval began at `started`; `loyal` percent go back as far as
    /// they can.
    fn paid(&mut self, started: i64, state: State, loyal: i64) -> Course {
        let (terms, from) = (self.terms, self.paid_from);
        let mut longest = LONGEST;
        if !self.rng.chance(loyal) {
            longest = self.rng.below(LONGEST);
        }
        if terms.intervals > 0 {
            longest = longest.min(terms.intervals - 1);
        }
        let back = (0..=longest)
            .take_while(|back| terms.moved(started, -back) >= from)
            .last()
            .unwrap_or(0);
        let anchor = terms.moved(started, -back).min(self.midnight - 1);
        Course {
            state,
            created: anchor - (terms.trial_end(from) - from),
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
