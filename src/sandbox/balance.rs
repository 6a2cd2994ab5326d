//! `GET /balance` (contract section 10): `pending` includes what is `available`.
//!
//! *Choices*: the account holds an opening balance in each of four currencies, so that a refund can follow its charge at
//! once, as on an account with a history; to it come the takings that have not been paid out; refunds are taken off until
//! the payout of their day. The same records count as in the account-wide lists.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::call::Call;
use super::charges;
use super::desk::Desk;
use super::life::{LONGEST_TO_PAYOUT, is_mature, paid_out};
use super::problem::Problem;
use super::record::{Balance, Charge, Sum};
use super::refunds;
use super::reply::{Outcome, Reply};

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
    for taking in takings(desk)? {
        // Money that was paid out is no longer here.
        if paid_out(taking.captured) > desk.now {
            let sum: &mut Held = held.entry(taking.currency).or_default();
            sum.pending += taking.amount;
            if is_mature(taking.captured, desk.now) {
                sum.available += taking.amount;
            }
        }
    }
    for (amount, currency) in recent_refunds(desk)? {
        let sum = held.entry(currency).or_default();
        sum.available -= amount;
        sum.pending -= amount;
    }
    Ok(held)
}

/// What the merchant gets of a captured charge.
struct Taking {
    amount: i64,
    currency: String,
    captured: i64,
}

/// Lists what was taken lately, each charge once: base charges captured at once, kept ones, and captured authorisations.
fn takings(desk: &mut Desk) -> Result<Vec<Taking>, Problem> {
    let since = desk.now - LONGEST_TO_PAYOUT;
    let mut takings = Vec::new();
    let (billed, older) = charges::shelved(desk)?;
    let shelf = desk.shelf.charges(desk.world);
    let outlines = desk.shelf.outlines(desk.world);
    for place in billed.into_iter().chain(older..shelf.len()) {
        let Some(((_, seed), outline)) = shelf.get(place).zip(outlines.get(place)) else {
            break;
        };
        if seed.at < since {
            break;
        }
        takings.extend(outline.entitlement.map(|amount| Taking {
            amount,
            currency: outline.currency.clone(),
            captured: seed.at,
        }));
    }
    for (at, token) in desk.store.charge_tokens(None)? {
        if at < since {
            break;
        }
        let kept = desk.store.charge(&token)?.map(|row| row.charge);
        takings.extend(kept.and_then(|charge| taking(charge, at)));
    }
    for (token, at) in desk.store.captured_since(since)? {
        let (_, charge) = charges::read(desk, &token)?;
        takings.extend(taking(charge, at));
    }
    Ok(takings)
}

fn taking(charge: Charge, captured: i64) -> Option<Taking> {
    Some(Taking {
        amount: charge.merchant_entitlement?,
        currency: charge.currency,
        captured,
    })
}

/// Lists what was paid back and not yet taken off a payout, with its currency.
fn recent_refunds(desk: &mut Desk) -> Result<Vec<(i64, String)>, Problem> {
    let counts = |at: i64| at <= desk.now && paid_out(at) > desk.now;
    let outlines = desk.shelf.outlines(desk.world);
    let shelved = desk.shelf.refunds(desk.world).iter();
    let shelved = shelved.filter(|shelved| counts(shelved.refund.at));
    let mut refunds: Vec<(i64, String)> = shelved
        .filter_map(|shelved| {
            let currency = outlines.get(shelved.charge)?.currency.clone();
            Some((shelved.refund.amount, currency))
        })
        .collect();
    let made = desk.store.refund_tokens()?.into_iter();
    let made: Vec<String> = made
        .filter(|(at, _)| counts(*at))
        .map(|(_, token)| token)
        .collect();
    for token in made {
        let refund = refunds::read(desk, &token)?;
        refunds.push((refund.amount, refund.currency));
    }
    Ok(refunds)
}
