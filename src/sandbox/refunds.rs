//! Refunds as they are now: account-wide, one, those of a charge (contract section 8).

use axum::http::StatusCode;

use super::call::Call;
use super::charges::{self, Row};
use super::desk::Desk;
use super::problem::Problem;
use super::record::{Charge, Refund};
use super::reply::{Outcome, Reply, cut};
use super::store::RefundRow;

/// Lists the refunds of the newest customers' base charges and all that calls made.
pub(super) fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let made = desk.store.refund_tokens()?;
    let shelved = desk.shelf.refunds(desk.world).iter();
    let mut tokens: Vec<(i64, &str)> = made
        .iter()
        .map(|(at, token)| (*at, token.as_str()))
        .chain(shelved.map(|refund| (refund.at, refund.token.as_str())))
        .collect();
    tokens.sort_by_key(|(at, _)| -at);
    let (tokens, total) = cut(tokens, call.page());
    let refunds = tokens.into_iter().map(|(_, token)| read(desk, token));
    Reply::page(&refunds.collect::<Result<Vec<_>, _>>()?, call.page(), total)
}

/// Lists the refunds of a charge.
pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let (row, charge) = charges::read(desk, call.part(0))?;
    let refunds = of(desk, &row, &charge)?;
    let (refunds, total) = cut(refunds, call.page());
    let bodies: Vec<Refund> = refunds
        .into_iter()
        .map(|refund| body(desk, &charge, refund))
        .collect();
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
        .map(|refund| body(desk, &charge, refund))
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

/// Writes a refund as it is now.
pub(super) fn body(desk: &Desk, charge: &Charge, refund: RefundRow) -> Refund {
    Refund::at(
        refund.token,
        charge,
        refund.amount,
        refund.made_at,
        desk.now,
    )
}
