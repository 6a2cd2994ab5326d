//! Refunds: list, get and create, account-wide or of one charge (contract sections 8 and M2).
//!
//! *Choices*: without an amount all that is left is paid back; a charge that holds no money, because it
//! failed or was never captured, is refused as one that has nothing left; an amount below 1 or that is no
//! number is a 422; what is paid back comes from the available balance of the charge's currency, and returns
//! to it if the refund fails; one fails when its card has expired by the day on which it would be paid.

use http::StatusCode;

use super::call::Call;
use super::problem::{BLANK, Message, Problem};
use super::reply::{Outcome, Reply};
use super::{amount, balance};
use crate::sandbox::world::database::RefundRow;
use crate::sandbox::world::records::lifecycle::settles;
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::Transaction;

/// Lists the refunds of the newest customers' base charges and all that calls made.
pub fn list_all(tx: &mut Transaction, call: &Call) -> Outcome {
    let (refunds, total) = tx.all_refunds(call.page().rows())?;
    Reply::page(&refunds, call.page(), total)
}

/// Lists the refunds of a charge.
pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let (row, charge) = tx.charge(call.token(0))?;
    let (refunds, total) = call.page().cut(tx.refunds_of(&row, &charge)?);
    let bodies = refunds.into_iter().map(|refund| refund.body(tx.now));
    Reply::page(bodies, call.page(), total)
}

pub fn get(tx: &mut Transaction, call: &Call) -> Outcome {
    let refund = tx.refund(call.token(0))?;
    Reply::one(StatusCode::OK, &refund)
}

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let (_, charge) = tx.charge(call.token(0))?;
    let left = if charge.captured {
        charge.amount - charge.amount_refunded
    } else {
        0
    };
    let amount = amount_of(call, left)?;
    if amount > left || left <= 0 {
        return Err(Problem::over_refunded());
    }
    if amount > balance::available(tx, &charge.currency)? {
        return Err(Problem::new(
            StatusCode::PAYMENT_REQUIRED,
            "insufficient_pin_balance",
            "Refund amount is more than your available Pin Payments balance.",
        ));
    }
    let refund = RefundRow {
        token: fresh(Kind::Refund)?,
        charge: charge.token.clone(),
        amount,
        currency: charge.currency.clone(),
        made_at: tx.now,
        fails: charge.card.details.has_expired(settles(tx.now)),
    };
    tx.db.refunds().add(&refund)?;
    Reply::one(StatusCode::CREATED, &refund.body(tx.now))
}

/// Reads the amount; a blank one is refused twice, as by the server (contract section 8).
fn amount_of(call: &Call, left: i64) -> Result<i64, Problem> {
    if !call.params.has("amount") {
        return Ok(left);
    }
    let refuse = |complaints: &[&str]| {
        let messages = complaints.iter();
        let messages = messages.map(|complaint| Message::new("amount", complaint));
        Err(Problem::invalid(messages.collect()))
    };
    let Some(text) = call.params.filled("amount") else {
        return refuse(&[BLANK, "is not a number"]);
    };
    match amount::whole(&text) {
        Err(complaint) => refuse(&[complaint]),
        Ok(amount) if amount < 1 => refuse(&["must be greater than 0"]),
        Ok(amount) => Ok(amount),
    }
}
