//! `POST /charges/{ch}/refunds` (contract section 8).
//!
//! *Choices*: without an amount all that is left is paid back; a charge that holds no money, because it failed or was
//! never captured, is refused as one that has nothing left; an amount below 1 or that is no number is a 422; what is paid
//! back comes from the available balance of the charge's currency.

use axum::http::StatusCode;

use super::balance;
use super::call::Call;
use super::charges;
use super::currency;
use super::desk::Desk;
use super::problem::{BLANK, Message, Problem};
use super::refunds;
use super::reply::{Outcome, Reply};
use super::store::RefundRow;
use super::token::{Kind, fresh};

pub(super) fn create(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = charges::read(desk, call.part(0))?;
    let paid_back: i64 = refunds::of(desk, &row, &charge)?
        .iter()
        .map(|refund| refund.amount)
        .sum();
    let left = if charge.captured {
        charge.amount - paid_back
    } else {
        0
    };
    let amount = amount_of(call, left)?;
    if amount > left || left <= 0 {
        return Err(Problem::over_refunded());
    }
    if amount > balance::available(desk, &charge.currency)? {
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
        made_at: desk.now,
    };
    desk.store.add_refund(&refund)?;
    Reply::one(StatusCode::CREATED, &refunds::body(desk, &charge, refund))
}

/// Reads the amount; one that is there but blank is refused twice, as the server does it (contract section 8).
fn amount_of(call: &Call, left: i64) -> Result<i64, Problem> {
    if !call.params.has("amount") {
        return Ok(left);
    }
    let refuse = |complaints: &[&str]| {
        let messages = complaints
            .iter()
            .map(|complaint| Message::new("amount", complaint));
        Err(Problem::invalid(messages.collect()))
    };
    let Some(text) = call.params.filled("amount") else {
        return refuse(&[BLANK, "is not a number"]);
    };
    match currency::whole(&text) {
        Err(complaint) => refuse(&[complaint]),
        Ok(amount) if amount < 1 => refuse(&["must be greater than 0"]),
        Ok(amount) => Ok(amount),
    }
}
