//! `GET /balance` (contract section 10): `pending` includes what is `available`.
//!
//! *Choices*: the account holds an opening balance in each of four currencies, so that a refund can follow its charge at
//! once, as on an account with a history; to it come the takings that have not been paid out; refunds are taken off until
//! the payout of their day. The same records count as in the account-wide lists.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::call::Call;
use super::charges::{self, Cards, Row};
use super::desk::Desk;
use super::life::{LONGEST_TO_PAYOUT, is_mature, paid_out};
use super::problem::Problem;
use super::record::{Balance, Sum};
use super::refunds;
use super::reply::{Outcome, Reply};
use super::token::Kind;

/// What the account holds to begin with, in the smallest unit.
const OPENING: [(&str, i64); 4] = [
    ("AUD", 1_000_000),
    ("JPY", 500_000),
    ("NZD", 500_000),
    ("USD", 500_000),
];

#[derive(Clone, Copy, Default)]
struct Held {
    available: i64,
    pending: i64,
}

pub(super) fn get(desk: &mut Desk, _: &Call) -> Outcome {
    let held = held(desk)?;
    let sums = |of: fn(&Held) -> i64| {
        let sums = held.iter().map(|(currency, held)| Sum {
            amount: of(held),
            currency: currency.clone(),
        });
        sums.collect()
    };
    let balance = Balance {
        available: sums(|held| held.available),
        pending: sums(|held| held.pending),
    };
    Reply::one(StatusCode::OK, &balance)
}

/// Tells what can be paid back in a currency.
pub(super) fn available(desk: &mut Desk, currency: &str) -> Result<i64, Problem> {
    Ok(held(desk)?.get(currency).map_or(0, |held| held.available))
}

fn held(desk: &mut Desk) -> Result<BTreeMap<String, Held>, Problem> {
    let opening = OPENING.map(|(currency, amount)| {
        let held = Held {
            available: amount,
            pending: amount,
        };
        (currency.to_owned(), held)
    });
    let mut held = BTreeMap::from(opening);
    let mut cards = Cards::default();
    for row in recent(desk)? {
        let charge = charges::now(desk, &row, &mut cards)?;
        let Some(entitlement) = charge.merchant_entitlement else {
            continue;
        };
        let sum: &mut Held = held.entry(charge.currency.clone()).or_default();
        let captured = captured_at(desk, &row, &charge.token)?;
        if charge.transfer.is_empty() {
            sum.pending += entitlement;
            sum.available += if is_mature(captured, desk.now) {
                entitlement
            } else {
                0
            };
        }
    }
    for (amount, currency) in recent_refunds(desk)? {
        let sum = held.entry(currency).or_default();
        sum.available -= amount;
        sum.pending -= amount;
    }
    Ok(held)
}

fn captured_at(desk: &Desk, row: &Row, token: &str) -> Result<i64, Problem> {
    Ok(desk.store.hold(token)?.map_or(row.at(), |(_, at)| at))
}

/// Lists the charges whose money may not have been paid out yet, each once.
fn recent(desk: &mut Desk) -> Result<Vec<Row>, Problem> {
    let since = desk.now - LONGEST_TO_PAYOUT;
    let mut rows = BTreeMap::new();
    for (at, token) in desk.store.charge_tokens(None)? {
        if at < since {
            break;
        }
        rows.insert(token.clone(), Row::Kept(at, token));
    }
    for row in charges::shelved_since(desk, since)? {
        if let Row::Base(index, seed) = &row {
            let token = desk.world.token(Kind::Charge, *index, seed.ordinal);
            rows.insert(token, row);
        }
    }
    for token in desk.store.captured_since(since)? {
        let row = charges::find(desk, &token)?;
        rows.insert(token, row);
    }
    Ok(rows.into_values().collect())
}

/// Lists what was paid back and not yet taken off a payout, with its currency.
fn recent_refunds(desk: &mut Desk) -> Result<Vec<(i64, String)>, Problem> {
    let since = desk.now - LONGEST_TO_PAYOUT;
    let made = desk.store.refund_tokens()?.into_iter();
    let shelved = desk.shelf.refunds(desk.world).iter();
    let shelved = shelved.map(|refund| (refund.at, refund.token.clone()));
    let recent: Vec<(i64, String)> = made
        .chain(shelved)
        .filter(|(at, _)| *at >= since && *at <= desk.now && paid_out(*at) > desk.now)
        .collect();
    let amounts = recent.into_iter().map(|(_, token)| {
        let refund = refunds::read(desk, &token)?;
        Ok((refund.amount, refund.currency))
    });
    amounts.collect()
}
