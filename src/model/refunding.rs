//! What was given back of one charge, what is on its way back, and what is left to give.
use crate::api::charges::Charge;
use crate::api::money::{Currency, Money};
use crate::api::refunds::Refund;
use crate::model::totals::{ChargeKind, Sum};

/// The sums over a charge's refunds, in the charge's currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refunding {
    pub currency: Currency,
    pub settled: Sum,
    pub pending: Sum,
    pub failed: Sum,
    /// Refunds without an amount in that currency: they are in no sum.
    pub uncounted: u64,
    /// What can still be given back; `None` where nothing was taken, or the sums are too large.
    pub left: Option<Money>,
}

impl Refunding {
    /// Adds a charge's refunds up; `None` where the charge has no currency to add in.
    pub fn of(charge: &Charge, refunds: &[Refund]) -> Option<Self> {
        let currency = charge.currency?;
        let mut all = Self {
            currency,
            settled: Sum::default(),
            pending: Sum::default(),
            failed: Sum::default(),
            uncounted: 0,
            left: None,
        };
        for refund in refunds {
            match refund.money().filter(|money| money.currency == currency) {
                Some(money) => all.sum_of(refund.success).add(money.amount),
                None => all.uncounted += 1,
            }
        }
        all.left = all.left_of(charge);
        Some(all)
    }

    /// Whether a sum that the charge itself gives fits the list: with what is pending, or without.
    pub fn fits(&self, told: Money) -> bool {
        let settled = self.settled.amount;
        let both = settled.zip(self.pending.amount);
        let both = both.and_then(|(settled, pending)| settled.checked_add(pending));
        [settled, both].contains(&Some(told.amount))
    }

    fn sum_of(&mut self, success: Option<bool>) -> &mut Sum {
        match success {
            Some(true) => &mut self.settled,
            Some(false) => &mut self.failed,
            None => &mut self.pending,
        }
    }

    /// Takes what is gone or on its way from the amount. The charge counts both at once, but it and the list
    /// are read one after the other: of the two the larger sum counts, so that nobody is promised more than
    /// there is.
    fn left_of(&self, charge: &Charge) -> Option<Money> {
        if !ChargeKind::of(&charge.status()).is_taken() {
            return None;
        }
        let listed = self.settled.amount?.checked_add(self.pending.amount?)?;
        let back = listed.max(charge.amount_refunded.unwrap_or(0));
        let left = charge.amount?.checked_sub(back)?;
        Some(Money::new(left.max(0), self.currency))
    }
}
