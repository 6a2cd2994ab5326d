//! The refunds as they are now.
//!
//! *Choice*: the words of a refund that failed.

use std::ops::Range;

use super::charges::{BaseCards, ListedCharge};
use super::{Transaction, newest_first};
use crate::sandbox::world::base::BaseRefund;
use crate::sandbox::world::clock::stamp;
use crate::sandbox::world::database::RefundRow;
use crate::sandbox::world::derived::account_lists::ListedRefund;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::lifecycle::RefundFate;
use crate::sandbox::world::records::{Charge, Refund};
use crate::sandbox::world::token::Kind;

const REJECTED: &str = "The refund was rejected by the card issuer";

/// A row of the account-wide list before it is computed.
enum Listed<'a> {
    Made(String),
    Base(&'a ListedRefund),
}

impl Transaction<'_> {
    /// Returns some rows of the account's refunds, those of the newest customers' base charges and all that
    /// calls made, newest first, and counts all of them.
    pub fn all_refunds(&mut self, rows: Range<usize>) -> Result<(Vec<Refund>, u64)> {
        let made = self.db.refunds().tokens()?;
        let base = self.lists.refunds(self.base);
        let total = (made.len() + base.len()) as u64;
        let made = made.into_iter();
        let made = made.map(|(at, token)| (at, Listed::Made(token)));
        let base = base.iter();
        let base = base.map(|base| (base.refund.at, Listed::Base(base)));
        let refunds = newest_first(made, base, rows).map(|row| match row {
            Listed::Made(token) => self.refund(&token),
            Listed::Base(row) => self.base_refund(row),
        });
        Ok((refunds.collect::<Result<_>>()?, total))
    }

    fn base_refund(&self, base: &ListedRefund) -> Result<Refund> {
        let charge = self.lists.charges(self.base).get(base.charge);
        let (index, seed) = charge.ok_or(Error::NotFound)?;
        let customer = self.base.customer(*index);
        let row = RefundRow::of_base(
            base.refund.clone(),
            customer.token(Kind::Charge, seed.ordinal),
            customer.charge(seed).currency().to_owned(),
        );
        Ok(row.body(self.now))
    }

    /// Reads a refund as it is now.
    pub fn refund(&mut self, token: &str) -> Result<Refund> {
        let row = if let Some(refund) = self.db.refunds().find(token)? {
            self.charge_row(&refund.charge)?
        } else {
            let place = self.base.refunded_charge(token);
            let (index, ordinal) = place.ok_or(Error::NotFound)?;
            self.base_charge(index, ordinal)?
        };
        let charge = self.read_charge(&row, &mut BaseCards::default())?;
        let refunds = self.refunds_of(&row, &charge)?;
        let refund = refunds.into_iter().find(|refund| refund.token == token);
        refund
            .map(|refund| refund.body(self.now))
            .ok_or(Error::NotFound)
    }

    /// Lists the refunds of a charge, newest first; only a captured one has any.
    pub fn refunds_of(&self, row: &ListedCharge, charge: &Charge) -> Result<Vec<RefundRow>> {
        if !charge.captured {
            return Ok(Vec::new());
        }
        let mut refunds = self.db.refunds().of_charge(&charge.token)?;
        if let ListedCharge::Base(index, seed) = row {
            let base = self.base.customer(*index).charge(seed);
            let base = base.refunds(charge.amount);
            refunds.extend(base.into_iter().map(|refund| {
                RefundRow::of_base(refund, charge.token.clone(), charge.currency.clone())
            }));
        }
        Ok(refunds)
    }
}

impl RefundRow {
    /// Converts a refund of the base data.
    fn of_base(base: BaseRefund, charge: String, currency: String) -> Self {
        Self {
            token: base.token,
            charge,
            amount: base.amount,
            currency,
            made_at: base.at,
            fails: base.fails,
        }
    }

    /// Returns what has become of it by now.
    pub fn fate(&self, now: i64) -> RefundFate {
        RefundFate::of(self.made_at, self.fails, now)
    }

    /// Returns the refund as the API answers it.
    pub fn body(self, now: i64) -> Refund {
        let (success, status, error) = match self.fate(now) {
            RefundFate::Pending => (None, "Pending", None),
            RefundFate::Paid => (Some(true), "Success", None),
            RefundFate::Failed => (Some(false), "Failed", Some(REJECTED)),
        };
        Refund {
            token: self.token,
            success,
            amount: self.amount,
            currency: self.currency,
            charge: self.charge,
            created_at: stamp(self.made_at),
            error_message: error.map(str::to_owned),
            status_message: status.to_owned(),
        }
    }
}
