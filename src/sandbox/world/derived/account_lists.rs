//! The account-wide lists of base records, worked out when they are first asked for.
//!
//! *Choice*: those of charges and refunds hold what belongs to guests and to the newest 1,000 customers, so that they stay
//! small whatever the size of the sandbox, and beside them all that was made since; that of subscriptions holds those of
//! every customer, as a place in 12 bytes each; a plan's list and its `subscription_counts` hold those of the newest
//! 10,000, for every answer about plans counts them.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::charge_summary::Outline;
use super::recent_payments::Lately;
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::records::Counts;
use crate::sandbox::world::seed::{ChargeSeed, RefundSeed, SubscriptionSeed, World};

/// How far behind now the balance is worked out, for a clock that is set back a little.
const BEHIND: i64 = DAY;
/// How far ahead of now charges are worked out, so that it need not be done again at every call.
const AHEAD: i64 = 2 * DAY;
/// How many of the newest customers count for their plans.
const OF_PLANS: u32 = 10_000;

/// A refund of a base charge.
pub struct ShelvedRefund {
    /// The place of its charge among [`Shelf::charges`].
    pub charge: usize,
    pub refund: RefundSeed,
}

/// Lists of (customer index, record), newest first; charges may lie ahead of now.
pub struct Shelf {
    from: i64,
    until: i64,
    charges: OnceLock<Vec<(u32, ChargeSeed)>>,
    outlines: OnceLock<Vec<Outline>>,
    refunds: OnceLock<Vec<ShelvedRefund>>,
    lately: OnceLock<Lately>,
    subscriptions: Arc<Subscriptions>,
    of_plans: OnceLock<Vec<ShelvedSubscription>>,
    counts: RefCell<Option<Counted>>,
}

/// How many of the base subscriptions that count for their plans are in which state, as if nobody had been touched.
struct Counted {
    /// The first second to which it applies, and the one at which something happens to one of them.
    holds: Range<i64>,
    by_plan: BTreeMap<u32, Counts>,
}

/// Names a base subscription, and when it was made.
#[derive(Clone, Copy)]
pub struct ShelvedSubscription {
    /// Seconds since 1970.
    created: u32,
    pub index: u32,
    ordinal: u16,
    pub plan: u16,
}

/// Lists the base subscriptions of every customer.
#[derive(Default)]
pub struct Subscriptions(OnceLock<Vec<ShelvedSubscription>>);

impl Subscriptions {
    pub fn of(&self, world: &World) -> &[ShelvedSubscription] {
        let all = || newest_first(world, world.customers());
        self.0.get_or_init(all)
    }
}

impl ShelvedSubscription {
    fn of(index: u32, seed: &SubscriptionSeed) -> Option<Self> {
        Some(Self {
            created: seed.course.created.try_into().ok()?,
            index,
            ordinal: seed.ordinal.try_into().ok()?,
            plan: seed.plan.try_into().ok()?,
        })
    }

    pub fn created(self) -> i64 {
        self.created.into()
    }

    /// Works it out whole.
    pub fn seed(self, world: &World) -> Option<SubscriptionSeed> {
        let seeds = world.subscriptions(self.index).into_iter();
        let mut seeds = seeds.filter(|seed| seed.ordinal == u32::from(self.ordinal));
        seeds.next()
    }
}

impl Shelf {
    /// Makes an empty shelf that is good for a while from `now`.
    pub fn new(now: i64) -> Self {
        Self {
            from: now - BEHIND,
            until: now + AHEAD,
            charges: OnceLock::new(),
            outlines: OnceLock::new(),
            refunds: OnceLock::new(),
            lately: OnceLock::new(),
            subscriptions: Arc::default(),
            of_plans: OnceLock::new(),
            counts: RefCell::default(),
        }
    }

    /// Tells whether the lists reach as far as `now`.
    pub fn reaches(&self, now: i64) -> bool {
        (self.from..=self.until).contains(&now)
    }

    pub fn charges(&self, world: &World) -> &[(u32, ChargeSeed)] {
        self.charges.get_or_init(|| {
            let of = |index| {
                let charges = world.charges(index, |_| self.until);
                charges.into_iter().map(move |charge| (index, charge))
            };
            let mut charges: Vec<_> = world.account_wide().flat_map(of).collect();
            // In the order of a stable sort by age, without the room that one takes.
            charges.sort_unstable_by_key(|(index, charge)| (-charge.at, *index, charge.ordinal));
            charges.shrink_to_fit();
            charges
        })
    }

    /// Outlines each of the [`Self::charges`].
    pub fn outlines(&self, world: &World) -> &[Outline] {
        self.outlines.get_or_init(|| {
            let charges = self.charges(world);
            let mut outlines = Vec::with_capacity(charges.len());
            // Every charge has a card, so none is left out and the places stay the same.
            let drawn = charges
                .iter()
                .filter_map(|(index, seed)| world.whole_charge(*index, seed));
            outlines.extend(drawn.map(|charge| Outline::of(&charge)));
            outlines
        })
    }

    /// Gives what the balance needs of the base data.
    pub fn lately(&self, world: &World) -> &Lately {
        self.lately
            .get_or_init(|| Lately::between(world, self.from, self.until))
    }

    pub fn refunds(&self, world: &World) -> &[ShelvedRefund] {
        self.refunds.get_or_init(|| {
            let charges = self.charges(world).iter().enumerate();
            let refunded = charges.filter(|(_, (index, seed))| world.is_refunded(*index, seed));
            let mut refunds: Vec<_> = refunded
                .filter_map(|(place, (index, seed))| {
                    let charge = world
                        .whole_charge(*index, seed)
                        .filter(|charge| charge.captured)?;
                    Some((place, world.refunds(*index, seed, charge.amount)))
                })
                .flat_map(|(charge, refunds)| {
                    let shelved = move |refund| ShelvedRefund { charge, refund };
                    refunds.into_iter().map(shelved)
                })
                .collect();
            refunds.sort_by_key(|shelved| -shelved.refund.at);
            refunds.shrink_to_fit();
            refunds
        })
    }

    pub fn subscriptions(&self, world: &World) -> &[ShelvedSubscription] {
        self.subscriptions.of(world)
    }

    /// Lends the list of subscriptions, to be worked out while others use the shelf.
    pub fn lend_subscriptions(&self) -> Arc<Subscriptions> {
        Arc::clone(&self.subscriptions)
    }

    /// Lists those that count for their plans.
    pub fn of_plans(&self, world: &World) -> &[ShelvedSubscription] {
        let newest = || newest_first(world, world.customers().min(OF_PLANS));
        self.of_plans.get_or_init(newest)
    }

    /// Counts the base subscriptions of each plan by state, but for those of `touched` customers.
    pub fn counts(
        &self,
        world: &World,
        now: i64,
        touched: impl Iterator<Item = u32>,
    ) -> BTreeMap<u32, Counts> {
        let mut counted = self.counts.borrow_mut();
        let still = counted.take().filter(|it| it.holds.contains(&now));
        let counted = counted.insert(still.unwrap_or_else(|| self.counted(world, now)));
        let mut counts = counted.by_plan.clone();
        for index in touched.filter(|index| *index < OF_PLANS) {
            for seed in world.subscriptions(index) {
                let state = world.course(index, &seed, now).state;
                counts.entry(seed.plan).or_default().take(state);
            }
        }
        counts
    }

    fn counted(&self, world: &World, now: i64) -> Counted {
        let (mut until, mut by_plan) = (i64::MAX, BTreeMap::<u32, Counts>::new());
        for one in self.of_plans(world) {
            let Some(seed) = one.seed(world) else {
                continue;
            };
            let course = world.course(one.index, &seed, now);
            until = until.min(course.due().unwrap_or(i64::MAX));
            by_plan.entry(seed.plan).or_default().add(course.state, 1);
        }
        Counted {
            holds: now..until,
            by_plan,
        }
    }
}

/// Lists the subscriptions of some of the newest customers.
fn newest_first(world: &World, customers: u32) -> Vec<ShelvedSubscription> {
    let of = |index| {
        let seeds = world.subscriptions(index).into_iter();
        seeds.filter_map(move |seed| ShelvedSubscription::of(index, &seed))
    };
    let mut subscriptions: Vec<_> = (0..customers).flat_map(of).collect();
    // In the order of a stable sort by age, without the room that one takes.
    subscriptions.sort_unstable_by_key(|one| (Reverse(one.created), one.index, one.ordinal));
    subscriptions.shrink_to_fit();
    subscriptions
}
