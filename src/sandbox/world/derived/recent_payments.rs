//! What the balance needs of the base data: the currencies in use, and what was taken and paid back of late.
//!
//! It is found in one pass that keeps none of the charges: the dashboard asks for the balance at every start, and for
//! no account-wide list at all.

use std::collections::BTreeSet;

use crate::sandbox::world::records::lifecycle::LONGEST_TO_PAYOUT;
use crate::sandbox::world::seed::{ChargeSeed, LONGEST_TO_REFUND, RefundSeed, World};

/// The movements of money that can still stand in the balance, of the customers that fill the account-wide lists.
#[derive(Default)]
pub struct Lately {
    /// The currencies of all charges, however old.
    pub currencies: BTreeSet<&'static str>,
    /// What was captured at once; some of it may not have been billed after all.
    pub takings: Vec<Taken>,
    pub refunds: Vec<PaidBack>,
}

/// What the merchant gets of a base charge that was captured at once.
pub struct Taken {
    pub index: u32,
    pub seed: ChargeSeed,
    pub amount: i64,
    pub currency: &'static str,
}

/// A refund of a base charge.
pub struct PaidBack {
    pub refund: RefundSeed,
    pub currency: &'static str,
}

impl Lately {
    /// Finds what can count in a balance between two moments.
    pub fn between(world: &World, first: i64, last: i64) -> Self {
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
