//! The account-wide lists of base records, computed on first use.
//!
//! *Choice*: those of charges and refunds hold what belongs to guests and to the newest 1,000 customers, so
//! that they stay small whatever the size of the sandbox, and beside them all that was made since; that of
//! subscriptions holds those of every customer, as a place in 12 bytes each; a plan's list and its
//! `subscription_counts` hold those of the newest 10,000, for every answer about plans counts them.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use super::charge_summary::ChargeSummary;
use super::recent_payments::RecentPayments;
use crate::sandbox::world::base::{
    BaseCustomer, BaseData, BaseRefund, BaseSubscription, ChargeSeed,
};
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::records::Counts;

/// How far behind now the lists reach, for a clock that is set back a little.
const BEHIND: i64 = DAY;
/// How far ahead of now charges are computed, so that it need not be done again at every call.
const AHEAD: i64 = 2 * DAY;
/// How many of the newest customers count for their plans.
const OF_PLANS: u32 = 10_000;

/// A refund of a base charge.
pub struct ListedRefund {
    /// The place of its charge in [`AccountLists::charges`].
    pub charge: usize,
    pub refund: BaseRefund,
}

/// Lists of (customer index, record), newest first; charges may lie ahead of now.
#[derive(Default)]
pub struct AccountLists {
    from: i64,
    until: i64,
    charges: OnceLock<Vec<(u32, ChargeSeed)>>,
    summaries: OnceLock<Vec<ChargeSummary>>,
    refunds: OnceLock<Vec<ListedRefund>>,
    recent_payments: OnceLock<RecentPayments>,
    /// Shared, so that it can be computed without holding these lists.
    pub subscriptions: Arc<Subscriptions>,
    of_plans: OnceLock<Vec<ListedSubscription>>,
    counts: RefCell<Option<Counted>>,
}

/// The base subscriptions that count for their plans by state, as if nobody had been touched.
struct Counted {
    /// From the first second to which it applies to the one at which one of them changes.
    holds: Range<i64>,
    by_plan: BTreeMap<u32, Counts>,
}

/// A base subscription by its place, and when it was made.
#[derive(Clone, Copy)]
pub struct ListedSubscription {
    /// Seconds since 1970.
    created: u32,
    pub index: u32,
    ordinal: u16,
    pub plan: u16,
}

/// The base subscriptions of every customer.
#[derive(Default)]
pub struct Subscriptions(OnceLock<Vec<ListedSubscription>>);

impl Subscriptions {
    pub fn of(&self, base: &BaseData) -> &[ListedSubscription] {
        let all = || of_newest(base, base.customers);
        self.0.get_or_init(all)
    }
}

impl ListedSubscription {
    fn of(subscription: &BaseSubscription) -> Option<Self> {
        Some(Self {
            created: subscription.laid_out.created.try_into().ok()?,
            index: subscription.customer.index,
            ordinal: subscription.ordinal.try_into().ok()?,
            plan: subscription.plan.try_into().ok()?,
        })
    }

    pub fn created(self) -> i64 {
        self.created.into()
    }

    /// Computes the whole subscription.
    pub fn whole(self, base: &BaseData) -> Option<BaseSubscription<'_>> {
        base.customer(self.index).subscription(self.ordinal.into())
    }
}

impl AccountLists {
    /// Returns empty lists that are valid for a while from `now`.
    pub fn new(now: i64) -> Self {
        Self {
            from: now - BEHIND,
            until: now + AHEAD,
            ..Self::default()
        }
    }

    /// Whether the lists cover `now`.
    pub fn reaches(&self, now: i64) -> bool {
        (self.from..=self.until).contains(&now)
    }

    pub fn charges(&self, base: &BaseData) -> &[(u32, ChargeSeed)] {
        self.charges.get_or_init(|| {
            let of = |customer: BaseCustomer| {
                let charges = customer.charges(|_| self.until).into_iter();
                charges.map(move |charge| (customer.index, charge))
            };
            let mut charges: Vec<_> = base.account_wide().flat_map(of).collect();
            // In the order of a stable sort by age, without the room that one takes.
            charges.sort_unstable_by_key(|(index, charge)| (-charge.at, *index, charge.ordinal));
            charges.shrink_to_fit();
            charges
        })
    }

    /// Returns a summary of each of the [`Self::charges`].
    pub fn summaries(&self, base: &BaseData) -> &[ChargeSummary] {
        self.summaries.get_or_init(|| {
            let charges = self.charges(base);
            let mut summaries = Vec::with_capacity(charges.len());
            // Every charge has a card, so none is left out and the places stay the same.
            let drawn = charges
                .iter()
                .filter_map(|(index, seed)| base.customer(*index).charge(seed).drawn());
            summaries.extend(drawn.map(|charge| ChargeSummary::of(&charge)));
            summaries
        })
    }

    /// Returns what the balance needs of the base data.
    pub fn recent_payments(&self, base: &BaseData) -> &RecentPayments {
        self.recent_payments
            .get_or_init(|| RecentPayments::between(base, self.from, self.until))
    }

    pub fn refunds(&self, base: &BaseData) -> &[ListedRefund] {
        self.refunds.get_or_init(|| {
            let charges = self.charges(base).iter();
            let charges = charges.map(|(index, seed)| base.customer(*index).charge(seed));
            let refunded = charges.enumerate().filter(|(_, base)| base.is_refunded());
            let mut refunds: Vec<_> = refunded
                .filter_map(|(place, base)| {
                    let charge = base.drawn().filter(|charge| charge.captured)?;
                    Some((place, base.refunds(charge.amount)))
                })
                .flat_map(|(charge, refunds)| {
                    let listed = move |refund| ListedRefund { charge, refund };
                    refunds.into_iter().map(listed)
                })
                .collect();
            refunds.sort_by_key(|listed| -listed.refund.at);
            refunds.shrink_to_fit();
            refunds
        })
    }

    /// Lists the subscriptions that count for their plans.
    pub fn of_plans(&self, base: &BaseData) -> &[ListedSubscription] {
        let newest = || of_newest(base, base.customers.min(OF_PLANS));
        self.of_plans.get_or_init(newest)
    }

    /// Counts the base subscriptions of each plan by state, without those of `touched` customers.
    pub fn counts(
        &self,
        base: &BaseData,
        now: i64,
        touched: impl Iterator<Item = u32>,
    ) -> BTreeMap<u32, Counts> {
        let mut counted = self.counts.borrow_mut();
        let still = counted.take().filter(|it| it.holds.contains(&now));
        let counted = counted.insert(still.unwrap_or_else(|| self.counted(base, now)));
        let mut counts = counted.by_plan.clone();
        for index in touched.filter(|index| *index < OF_PLANS) {
            for subscription in base.customer(index).subscriptions() {
                let state = subscription.course(now).state;
                counts.entry(subscription.plan).or_default().take(state);
            }
        }
        counts
    }

    fn counted(&self, base: &BaseData, now: i64) -> Counted {
        let (mut until, mut by_plan) = (i64::MAX, BTreeMap::<u32, Counts>::new());
        for one in self.of_plans(base) {
            let Some(subscription) = one.whole(base) else {
                continue;
            };
            let course = subscription.course(now);
            until = until.min(course.due().unwrap_or(i64::MAX));
            let counts = by_plan.entry(subscription.plan).or_default();
            counts.add(course.state, 1);
        }
        Counted {
            holds: now..until,
            by_plan,
        }
    }
}

/// Lists the subscriptions of some of the newest customers.
fn of_newest(base: &BaseData, customers: u32) -> Vec<ListedSubscription> {
    let all = (0..customers).flat_map(|index| base.customer(index).subscriptions());
    let listed = all.filter_map(|subscription| ListedSubscription::of(&subscription));
    let mut subscriptions: Vec<_> = listed.collect();
    // In the order of a stable sort by age, without the room that one takes.
    subscriptions.sort_unstable_by_key(|one| (Reverse(one.created), one.index, one.ordinal));
    subscriptions.shrink_to_fit();
    subscriptions
}
