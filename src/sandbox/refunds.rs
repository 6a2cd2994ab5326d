//! Refunds as they are now: account-wide, one, those of a charge (contract sections 8 and M2).
//!
//! *Choice*: the words of a refund that failed.

use http::StatusCode;

use super::call::Call;
use super::charges::{self, Row};
use super::clock::stamp;
use super::desk::Desk;
use super::life::RefundFate;
use super::page::newest_first;
use super::problem::Problem;
use super::record::{Charge, Refund};
use super::reply::{Outcome, Reply};
use super::seed::RefundSeed;
use super::shelf::ShelvedRefund;
use super::store::RefundRow;
use super::token::Kind;

const REJECTED: &str = "The refund was rejected by the card issuer";

/// Lists the refunds of the newest customers' base charges and all that calls made.
pub(super) fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let made = desk.store.refund_tokens()?;
    let shelved = desk.shelf.refunds(desk.world);
    let total = (made.len() + shelved.len()) as u64;
    let made = made.into_iter();
    let made = made.map(|(at, token)| (at, Listed::Made(token)));
    let shelved = shelved.iter();
    let shelved = shelved.map(|shelved| (shelved.refund.at, Listed::Shelved(shelved)));
    let rows = call.page().of(newest_first(made, shelved));
    let refunds = rows.map(|row| match row {
        Listed::Made(token) => read(desk, &token),
        Listed::Shelved(row) => shelved_body(desk, row),
    });
    Reply::page(&refunds.collect::<Result<Vec<_>, _>>()?, call.page(), total)
}

/// A row of the account-wide list before it is worked out.
enum Listed<'a> {
    Made(String),
    Shelved(&'a ShelvedRefund),
}

fn shelved_body(desk: &Desk, shelved: &ShelvedRefund) -> Result<Refund, Problem> {
    let charge = desk.shelf.charges(desk.world).get(shelved.charge);
    let (index, seed) = charge.ok_or_else(Problem::not_found)?;
    let row = RefundRow::of_base(
        shelved.refund.clone(),
        desk.world.token(Kind::Charge, *index, seed.ordinal),
        desk.world.currency_of(*index, seed).to_owned(),
    );
    Ok(row.body(desk.now))
}

/// Lists the refunds of a charge.
pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = charges::read(desk, call.part(0))?;
    let refunds = of(desk, &row, &charge)?;
    let (refunds, total) = call.page().cut(refunds);
    let bodies = refunds.into_iter().map(|refund| refund.body(desk.now));
    let bodies: Vec<Refund> = bodies.collect();
    Reply::page(&bodies, call.page(), total)
}

pub(super) fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let refund = read(desk, call.part(0))?;
    Reply::one(StatusCode::OK, &refund)
}

/// Reads one refund as it is now.
pub(super) fn read(desk: &mut Desk, token: &str) -> Result<Refund, Problem> {
    let row = if let Some(refund) = desk.store.refund(token)? {
        charges::find(desk, &refund.charge)?
    } else {
        let place = desk.world.refunded_charge(token);
        let (index, ordinal) = place.ok_or_else(Problem::not_found)?;
        charges::base(desk, index, ordinal)?
    };
    let charge = charges::now(desk, &row, &mut charges::Cards::default())?;
    let refunds = of(desk, &row, &charge)?;
    let refund = refunds.into_iter().find(|refund| refund.token == token);
    refund
        .map(|refund| refund.body(desk.now))
        .ok_or_else(Problem::not_found)
}

/// Lists the refunds of a charge, newest first; only a captured one has any.
pub(super) fn of(desk: &Desk, row: &Row, charge: &Charge) -> Result<Vec<RefundRow>, Problem> {
    if charge.captured {
        charges::refunds_of(desk, row, charge)
    } else {
        Ok(Vec::new())
    }
}

impl RefundRow {
    /// Lays out a refund of the base data.
    pub(super) fn of_base(seed: RefundSeed, charge: String, currency: String) -> Self {
        Self {
            token: seed.token,
            charge,
            amount: seed.amount,
            currency,
            made_at: seed.at,
            fails: seed.fails,
        }
    }

    /// Finds what has become of it by now.
    pub(super) fn fate(&self, now: i64) -> RefundFate {
        RefundFate::of(self.made_at, self.fails, now)
    }

    /// Writes the refund as the API answers it.
    pub(super) fn body(self, now: i64) -> Refund {
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
