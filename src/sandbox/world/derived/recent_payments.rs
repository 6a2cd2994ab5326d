//! What the balance needs of the base data: the currencies in use, and recent payments and refunds.
//!
//! One pass finds it and stores none of the charges: the dashboard requests the balance at every start, and
//! no account-wide list at all.

use std::collections::BTreeSet;

use crate::sandbox::world::base::{
    BaseCustomer, BaseData, BaseRefund, ChargeSeed, LONGEST_TO_REFUND,
};
use crate::sandbox::world::records::lifecycle::LONGEST_TO_PAYOUT;

/// The payments and refunds that can still affect the balance, of the customers in the account-wide lists.
#[derive(Default)]
pub struct RecentPayments {
    /// The currencies of all charges, however old.
    pub currencies: BTreeSet<&'static str>,
    /// Those captured at once; some may not have been billed after all.
    pub payments: Vec<RecentPayment>,
    pub refunds: Vec<RecentRefund>,
}

/// The merchant's share of a base charge that was captured at once.
pub struct RecentPayment {
    pub index: u32,
    pub seed: ChargeSeed,
    pub amount: i64,
    pub currency: &'static str,
}

/// A refund of a base charge.
pub struct RecentRefund {
    pub refund: BaseRefund,
    pub currency: &'static str,
}

impl RecentPayments {
    /// Collects what can affect a balance between two seconds.
    pub fn between(base: &BaseData, first: i64, last: i64) -> Self {
        let mut recent_payments = Self::default();
        for customer in base.account_wide() {
            for seed in customer.charges(|_| last) {
                recent_payments.add(customer, seed, first - LONGEST_TO_PAYOUT);
            }
        }
        recent_payments
    }

    fn add(&mut self, customer: BaseCustomer, seed: ChargeSeed, since: i64) {
        let base = customer.charge(&seed);
        let currency = base.currency();
        self.currencies.insert(currency);
        let is_recent = seed.at >= since;
        let is_refunded = seed.at >= since - LONGEST_TO_REFUND && base.is_refunded();
        if !is_recent && !is_refunded {
            return;
        }
        let Some(charge) = base.drawn().filter(|charge| charge.captured) else {
            return;
        };
        if is_refunded {
            let refunds = base.refunds(charge.amount).into_iter();
            let refunds = refunds.filter(|refund| refund.at >= since);
            self.refunds
                .extend(refunds.map(|refund| RecentRefund { refund, currency }));
        }
        if let Some(amount) = charge.merchant_entitlement.filter(|_| is_recent) {
            self.payments.push(RecentPayment {
                index: customer.index,
                seed,
                amount,
                currency,
            });
        }
    }
}
