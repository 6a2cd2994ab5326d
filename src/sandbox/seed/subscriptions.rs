//! The subscriptions of base customers, in every state.

use super::pools::PlanSeed;
use super::{World, purpose};
use crate::sandbox::clock::DAY;
use crate::sandbox::noise::Noise;

/// The most intervals a subscription has been running for.
const LONGEST: i64 = 36;

/// A base subscription as it was before any change; times are seconds since 1970.
#[derive(Clone, Debug)]
pub(in crate::sandbox) struct SubscriptionSeed {
    pub(in crate::sandbox) ordinal: u32,
    pub(in crate::sandbox) plan: u32,
    pub(in crate::sandbox) state: &'static str,
    pub(in crate::sandbox) created: i64,
    pub(in crate::sandbox) started: i64,
    pub(in crate::sandbox) finishes: i64,
    pub(in crate::sandbox) cancelled: Option<i64>,
    /// The ordinal of the card it bills; `None` is whatever card is primary.
    pub(in crate::sandbox) card: Option<u32>,
    /// How many intervals it has billed, the running one included.
    pub(super) billed: i64,
}

impl World {
    /// Lists a customer's subscriptions as they were before any change.
    pub(in crate::sandbox) fn subscriptions(&self, index: u32) -> Vec<SubscriptionSeed> {
        self.wishes(index)
            .into_iter()
            .filter_map(|wish| self.subscription(index, &wish))
            .collect()
    }

    fn wishes(&self, index: u32) -> Vec<Wish> {
        if let Some(first) = self.pools.first(index) {
            let by_hand = (0_u32..).zip(&first.subscriptions);
            return by_hand
                .map(|(ordinal, (plan, state, card))| Wish {
                    ordinal,
                    plan: u32::try_from(*plan).unwrap_or(0),
                    state: known_state(state),
                    card: *card,
                })
                .collect();
        }
        let mut noise = self.noise(purpose::SUBSCRIPTIONS, index, 0);
        let count = match noise.below(100) {
            0..60 => 0,
            60..91 => 1,
            _ => 2,
        };
        (0..count)
            .map(|ordinal| self.wish(index, ordinal, &mut noise))
            .collect()
    }

    fn wish(&self, index: u32, ordinal: u32, noise: &mut Noise) -> Wish {
        let plan = match self.currency(index) {
            "NZD" => 5,
            "USD" => 6,
            "JPY" => 7,
            _ => noise
                .pick(&[0, 0, 1, 1, 1, 2, 2, 3, 4])
                .copied()
                .unwrap_or(0),
        };
        let state = match noise.below(100) {
            0..8 if plan == 2 => "trial",
            0..68 => "active",
            68..78 => "cancelling",
            _ => "cancelled",
        };
        let card = noise.chance(40).then(|| {
            let cards = i64::from(self.card_count(index));
            u32::try_from(noise.below(cards)).unwrap_or(0)
        });
        Wish {
            ordinal,
            plan,
            state,
            card,
        }
    }

    fn subscription(&self, index: u32, wish: &Wish) -> Option<SubscriptionSeed> {
        let plan = self.plan_seed(wish.plan)?;
        let mut noise = self.noise(purpose::SUBSCRIPTION, index, wish.ordinal);
        let made = self.made_between(index, plan);
        let span = match wish.state {
            "trial" => self.trial(plan, made, &mut noise),
            "cancelled" => self.past(plan, made, &mut noise),
            _ => self.running(plan, made, &mut noise),
        };
        let end = span.finishes.min(self.midnight);
        let cancels = matches!(wish.state, "cancelling" | "cancelled");
        Some(SubscriptionSeed {
            ordinal: wish.ordinal,
            plan: wish.plan,
            state: wish.state,
            created: span.created,
            started: span.started,
            finishes: span.finishes,
            cancelled: cancels.then(|| span.started + noise.below(end - span.started)),
            card: wish.card,
            billed: span.billed,
        })
    }

    /// Finds the earliest moment at which both the customer and the plan existed.
    fn made_between(&self, index: u32, plan: &PlanSeed) -> i64 {
        self.born(index).max(self.midnight - plan.age_days * DAY) + 120
    }

    fn trial(&self, plan: &PlanSeed, made: i64, noise: &mut Noise) -> Span {
        let length = plan.trial_interval * DAY;
        let room = (self.midnight - made).min(length - DAY);
        let created = self.midnight - noise.below(room);
        Span {
            created,
            started: created,
            finishes: created + length,
            billed: 0,
        }
    }

    /// Lays out a subscription whose present interval holds this midnight.
    fn running(&self, plan: &PlanSeed, made: i64, noise: &mut Noise) -> Span {
        let room = (self.midnight - made).min(plan.shortest());
        self.laid_out(plan, made, self.midnight - 1 - noise.below(room), noise)
    }

    /// Lays out a subscription whose last interval is over.
    fn past(&self, plan: &PlanSeed, made: i64, noise: &mut Noise) -> Span {
        let finished = self.midnight - 1 - noise.below((self.midnight - made) / 2);
        let started = plan.moved(finished, -1).max(made);
        let span = self.laid_out(plan, made, started, noise);
        Span {
            finishes: span.finishes.min(finished),
            ..span
        }
    }

    fn laid_out(&self, plan: &PlanSeed, made: i64, started: i64, noise: &mut Noise) -> Span {
        let longest = if noise.chance(55) {
            LONGEST
        } else {
            noise.below(LONGEST)
        };
        let longest = if plan.intervals > 0 {
            longest.min(plan.intervals - 1)
        } else {
            longest
        };
        let back = (0..=longest)
            .take_while(|back| plan.moved(started, -back) >= made)
            .last()
            .unwrap_or(0);
        let created = plan.moved(started, -back).min(self.midnight - 1);
        Span {
            created,
            started: plan.moved(created, back),
            finishes: plan.moved(created, back + 1),
            billed: back + 1,
        }
    }
}

/// What a subscription is to be, before its dates are laid out.
struct Wish {
    ordinal: u32,
    plan: u32,
    state: &'static str,
    card: Option<u32>,
}

struct Span {
    created: i64,
    started: i64,
    finishes: i64,
    billed: i64,
}

fn known_state(state: &str) -> &'static str {
    match state {
        "trial" => "trial",
        "cancelling" => "cancelling",
        "cancelled" => "cancelled",
        _ => "active",
    }
}
