//! `GET /balance` (contract section 10): `pending` includes what is `available`.
//!
//! *Choices*: the account holds an opening balance in each currency, so that a refund can follow its charge at once, as on
//! an account with a history; to it come the takings that have not been paid out; refunds are taken off until the payout of
//! their day, or until they fail. Australian dollars are always listed, another currency once something was charged in it.
//! The same records count as in the account-wide lists.

use std::collections::BTreeMap;

use http::StatusCode;

use super::call::Call;
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use crate::sandbox::world::records::currency::{CURRENCIES, Currency};
use crate::sandbox::world::records::lifecycle::{
    LONGEST_TO_PAYOUT, RefundFate, is_mature, paid_out,
};
use crate::sandbox::world::records::{Balance, Sum};
use crate::sandbox::world::transaction::Desk;

/// The account begins with this many times the least charge of each currency: with A$10,000.00.
const OPENING: i64 = 10_000;

#[derive(Clone, Copy, Default)]
struct Held {
    available: i64,
    pending: i64,
}

pub fn get(desk: &mut Desk, _: &Call) -> Outcome {
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
pub fn available(desk: &mut Desk, currency: &str) -> Result<i64, Problem> {
    Ok(held(desk)?.get(currency).map_or(0, |held| held.available))
}

fn held(desk: &mut Desk) -> Result<BTreeMap<String, Held>, Problem> {
    let kept = desk.store.kept_charges()?;
    let lately = desk.shelf.lately(desk.world);
    let is_used = |currency: &&Currency| {
        currency.code == "AUD"
            || lately.currencies.contains(currency.code)
            || kept
                .iter()
                .any(|charge| charge.outline.currency == Some(*currency))
    };
    let opening = CURRENCIES.iter().filter(is_used);
    let opening = opening.map(|currency| {
        let amount = currency.least.saturating_mul(OPENING);
        let held = Held {
            available: amount,
            pending: amount,
        };
        (currency.code.to_owned(), held)
    });
    let mut held: BTreeMap<String, Held> = opening.collect();
    for taking in takings(desk)? {
        // Money that was paid out is no longer here, and what a clock ahead has taken not yet.
        if taking.captured <= desk.now && paid_out(taking.captured) > desk.now {
            let sum: &mut Held = held.entry(taking.currency).or_default();
            sum.pending = sum.pending.saturating_add(taking.amount);
            if is_mature(taking.captured, desk.now) {
                sum.available = sum.available.saturating_add(taking.amount);
            }
        }
    }
    for (amount, currency) in recent_refunds(desk)? {
        let sum = held.entry(currency).or_default();
        sum.available = sum.available.saturating_sub(amount);
        sum.pending = sum.pending.saturating_sub(amount);
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
    let (roll, known, midnight) = (desk.roll()?, desk.known()?, desk.world.midnight());
    let billed = desk
        .shelf
        .lately(desk.world)
        .takings
        .iter()
        .filter(|taken| {
            taken.seed.at < midnight
                || known.is_made(&taken.seed, roll.touched(taken.index), desk.now)
        });
    takings.extend(billed.map(|taken| Taking {
        amount: taken.amount,
        currency: taken.currency.to_owned(),
        captured: taken.seed.at,
    }));
    let kept = desk.store.kept_charges()?;
    for charge in kept.iter().take_while(|charge| charge.at >= since) {
        let got = charge.entitlement.zip(charge.outline.currency);
        takings.extend(got.map(|(amount, currency)| Taking {
            amount,
            currency: currency.code.to_owned(),
            captured: charge.at,
        }));
    }
    for (token, at) in desk.store.captured_since(since)? {
        let (_, charge) = desk.charge(&token)?;
        takings.extend(charge.merchant_entitlement.map(|amount| Taking {
            amount,
            currency: charge.currency,
            captured: at,
        }));
    }
    Ok(takings)
}

/// Lists what was paid back and not yet taken off a payout, with its currency.
fn recent_refunds(desk: &mut Desk) -> Result<Vec<(i64, String)>, Problem> {
    let counts = |at: i64, fails: bool| {
        let has_failed = RefundFate::of(at, fails, desk.now) == RefundFate::Failed;
        at <= desk.now && paid_out(at) > desk.now && !has_failed
    };
    let base = desk.shelf.lately(desk.world).refunds.iter();
    let base = base.filter(|paid| counts(paid.refund.at, paid.refund.fails));
    let mut refunds: Vec<(i64, String)> = base
        .map(|paid| (paid.refund.amount, paid.currency.to_owned()))
        .collect();
    let made = desk.store.refunds_since(desk.now - LONGEST_TO_PAYOUT)?;
    let made = made
        .into_iter()
        .filter(|refund| counts(refund.made_at, refund.fails));
    refunds.extend(made.map(|refund| (refund.amount, refund.currency)));
    Ok(refunds)
}
