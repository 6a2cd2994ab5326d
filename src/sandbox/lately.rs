//! What the balance needs of the base data: the currencies in use, and what was taken and paid back of late.
//!
//! It is found in one pass that keeps none of the charges: the dashboard asks for the balance at every start, and for
//! no account-wide list at all.

use std::collections::BTreeSet;

use super::life::LONGEST_TO_PAYOUT;
use super::seed::{ChargeSeed, LONGEST_TO_REFUND, RefundSeed, World};

/// The movements of money that can still stand in the balance, of the customers that fill the account-wide lists.
#[derive(Default)]
pub(super) struct Lately {
    /// The currencies of all charges, however old.
    pub(super) currencies: BTreeSet<&'static str>,
    /// What was captured at once; some of it may not have been billed after all.
    pub(super) takings: Vec<Taken>,
    pub(super) refunds: Vec<PaidBack>,
}

/// What the merchant gets of a base charge that was captured at once.
pub(super) struct Taken {
    pub(super) index: u32,
    pub(super) seed: ChargeSeed,
    pub(super) amount: i64,
    pub(super) currency: &'static str,
}

/// A refund of a base charge.
pub(super) struct PaidBack {
    pub(super) refund: RefundSeed,
    pub(super) currency: &'static str,
}

impl Lately {
    /// Finds what can count in a balance between two moments.
    pub(super) fn between(world: &World, first: i64, last: i64) -> Self {
        let mut lately = Self::default();
        for index in world.account_wide() {
            for seed in world.charges(index, |_| last) {
                lately.add(world, index, seed, first - LONGEST_TO_PAYOUT);
            }
        }
        lately
    }

    fn add(&mut self, world: &World, index: u32, seed: ChargeSeed, since: i64) {
        let currency = world.currency_of(index, &seed);
        self.currencies.insert(currency);
        let is_recent = seed.at >= since;
        let is_refunded = seed.at >= since - LONGEST_TO_REFUND && world.is_refunded(index, &seed);
        if !is_recent && !is_refunded {
            return;
        }
        let charge = world
            .whole_charge(index, &seed)
            .filter(|charge| charge.captured);
        let Some(charge) = charge else { return };
        if is_refunded {
            let refunds = world.refunds(index, &seed, charge.amount).into_iter();
            let refunds = refunds.filter(|refund| refund.at >= since);
            self.refunds
                .extend(refunds.map(|refund| PaidBack { refund, currency }));
        }
        if let Some(amount) = charge.merchant_entitlement.filter(|_| is_recent) {
            self.takings.push(Taken {
                index,
                seed,
                amount,
                currency,
            });
        }
    }
}
