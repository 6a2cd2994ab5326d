//! Sums over charges: by currency, never across currencies, and never wrong without saying so.
use crate::api::charges::{Charge, ChargeStatus};
use crate::api::money::{Currency, Money};
use std::collections::BTreeMap;
use strum::IntoEnumIterator;

/// Names what became of a charge, without the details of its status.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum ChargeKind {
    Captured,
    PartRefunded,
    Refunded,
    OverRefunded,
    RefundPending,
    Authorised,
    Disputed,
    Failed,
    Voided,
    Expired,
    /// A word that this program does not know, or none at all.
    Other,
}

impl ChargeKind {
    pub fn of(status: &ChargeStatus) -> Self {
        match status {
            ChargeStatus::Captured => Self::Captured,
            ChargeStatus::PartRefunded(_) => Self::PartRefunded,
            ChargeStatus::Refunded => Self::Refunded,
            ChargeStatus::OverRefunded(_) => Self::OverRefunded,
            ChargeStatus::RefundPending => Self::RefundPending,
            ChargeStatus::Authorised => Self::Authorised,
            ChargeStatus::Disputed => Self::Disputed,
            ChargeStatus::Failed(_) => Self::Failed,
            ChargeStatus::Voided => Self::Voided,
            ChargeStatus::Expired => Self::Expired,
            ChargeStatus::Other(_) | ChargeStatus::Unknown => Self::Other,
        }
    }

    /// Whether its money was taken and is not in dispute, so that it counts into the net.
    pub const fn is_taken(self) -> bool {
        matches!(
            self,
            Self::Captured
                | Self::PartRefunded
                | Self::Refunded
                | Self::OverRefunded
                | Self::RefundPending
        )
    }
}

/// How many charges were added and what they come to, in minor units of one currency.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sum {
    pub count: u64,
    /// `None` where the sum leaves `i64`: it is too large, and nothing near it is shown.
    pub amount: Option<i64>,
}

impl Default for Sum {
    fn default() -> Self {
        Self {
            count: 0,
            amount: Some(0),
        }
    }
}

impl Sum {
    pub fn add(&mut self, amount: i64) {
        self.count = self.count.saturating_add(1);
        self.amount = self.amount.and_then(|sum| sum.checked_add(amount));
    }

    fn join(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            amount: self
                .amount
                .zip(other.amount)
                .and_then(|(one, two)| one.checked_add(two)),
        }
    }

    /// Writes the sum with its currency, or that it is too large to be one.
    pub fn text(self, currency: Currency) -> String {
        self.amount.map_or_else(
            || format!("{currency} too large"),
            |amount| Money::new(amount, currency).to_string(),
        )
    }
}

/// The sums of one currency.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    kinds: BTreeMap<ChargeKind, Sum>,
    /// What was given back of the charges that count into the net, but for those with a refund pending.
    pub refunded: Sum,
    /// What was given back, or will be, of those with a refund pending.
    pub pending: Sum,
}

impl Sums {
    pub fn of(&self, kind: ChargeKind) -> Sum {
        self.kinds.get(&kind).copied().unwrap_or_default()
    }

    /// Returns captured minus refunded, pending refunds included. What is only authorised, failed or disputed
    /// stands apart.
    pub fn net(&self) -> Sum {
        let taken = ChargeKind::iter()
            .filter(|kind| kind.is_taken())
            .map(|kind| self.of(kind))
            .fold(Sum::default(), Sum::join);
        Sum {
            count: taken.count,
            amount: taken
                .amount
                .zip(self.refunded.join(self.pending).amount)
                .and_then(|(taken, back)| taken.checked_sub(back)),
        }
    }

    fn count(&self) -> u64 {
        self.kinds
            .values()
            .fold(0, |all, sum| all.saturating_add(sum.count))
    }
}

/// The sums of a customer's charges.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    currencies: BTreeMap<Currency, Sums>,
    /// Charges that came without an amount or a currency, which no sum can hold.
    pub uncounted: u64,
}

impl Totals {
    pub fn of(charges: &[Charge]) -> Self {
        let mut totals = Self::default();
        for charge in charges {
            totals.add(charge);
        }
        totals
    }

    fn add(&mut self, charge: &Charge) {
        let Some(money) = charge.money() else {
            self.uncounted = self.uncounted.saturating_add(1);
            return;
        };
        let sums = self.currencies.entry(money.currency).or_default();
        let kind = ChargeKind::of(&charge.status());
        sums.kinds.entry(kind).or_default().add(money.amount);
        let back = charge.amount_refunded.unwrap_or(0);
        if back == 0 {
            return;
        }
        if kind == ChargeKind::RefundPending {
            sums.pending.add(back);
        } else if kind.is_taken() {
            sums.refunded.add(back);
        }
    }

    pub fn get(&self, currency: Currency) -> Option<&Sums> {
        self.currencies.get(&currency)
    }

    /// Returns the currencies with their sums, those with the most charges first.
    pub fn by_currency(&self) -> Vec<(Currency, &Sums)> {
        let mut all: Vec<_> = self.currencies.iter().map(|(c, sums)| (*c, sums)).collect();
        all.sort_by_key(|(currency, sums)| (std::cmp::Reverse(sums.count()), *currency));
        all
    }
}
