//! `GET /balance` (contract section 10): `pending` includes what is `available`.
//!
//! *Choices*: the account holds an opening balance in each currency, so that a refund can follow its charge
//! at once, as on an account with a history; to it come the takings that have not been paid out; refunds are
//! taken off until the payout of their day, or until they fail. Australian dollars are always listed, another
//! currency once something was charged in it. The same records count as in the account-wide lists.

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
use crate::sandbox::world::transaction::Transaction;

/// The account begins with this many times the least charge of each currency: with A$10,000.00.
const OPENING: i64 = 10_000;

#[derive(Clone, Copy, Default)]
struct Funds {
    available: i64,
    pending: i64,
}

pub fn get(tx: &mut Transaction, _: &Call) -> Outcome {
    let funds = funds(tx)?;
    let sums = |of: fn(&Funds) -> i64| {
        let sums = funds.iter().map(|(currency, funds)| Sum {
            amount: of(funds),
            currency: currency.clone(),
        });
        sums.collect()
    };
    let balance = Balance {
        available: sums(|funds| funds.available),
        pending: sums(|funds| funds.pending),
    };
    Reply::one(StatusCode::OK, &balance)
}

/// The amount that can be refunded in a currency.
pub fn available(tx: &mut Transaction, currency: &str) -> Result<i64, Problem> {
    Ok(funds(tx)?.get(currency).map_or(0, |funds| funds.available))
}

fn funds(tx: &mut Transaction) -> Result<BTreeMap<String, Funds>, Problem> {
    let stored = tx.db.stored_charges()?;
    let recent = tx.lists.recent_payments(tx.base);
    let is_used = |currency: &&Currency| {
        currency.code == "AUD"
            || recent.currencies.contains(currency.code)
            || stored
                .iter()
                .any(|charge| charge.summary.currency == Some(*currency))
    };
    let opening = CURRENCIES.iter().filter(is_used);
    let opening = opening.map(|currency| {
        let amount = currency.least.saturating_mul(OPENING);
        let funds = Funds {
            available: amount,
            pending: amount,
        };
        (currency.code.to_owned(), funds)
    });
    let mut funds: BTreeMap<String, Funds> = opening.collect();
    for payment in payments(tx)? {
        // Money that was paid out is no longer here, and what a clock ahead has taken is not here yet.
        if payment.captured <= tx.now && paid_out(payment.captured) > tx.now {
            let sum: &mut Funds = funds.entry(payment.currency).or_default();
            sum.pending = sum.pending.saturating_add(payment.amount);
            if is_mature(payment.captured, tx.now) {
                sum.available = sum.available.saturating_add(payment.amount);
            }
        }
    }
    for (amount, currency) in recent_refunds(tx)? {
        let sum = funds.entry(currency).or_default();
        sum.available = sum.available.saturating_sub(amount);
        sum.pending = sum.pending.saturating_sub(amount);
    }
    Ok(funds)
}

/// The merchant's share of a captured charge.
struct Payment {
    amount: i64,
    currency: String,
    captured: i64,
}

/// Lists recent payments, each charge once: base charges captured at once, stored ones, captured
/// authorisations.
fn payments(tx: &mut Transaction) -> Result<Vec<Payment>, Problem> {
    let since = tx.now - LONGEST_TO_PAYOUT;
    let mut payments = Vec::new();
    let (customers, overview, midnight) = (tx.customers()?, tx.db.overview()?, tx.base.midnight);
    let base = tx.lists.recent_payments(tx.base).payments.iter();
    let billed = base.filter(|payment| {
        payment.seed.at < midnight
            || overview.is_made(&payment.seed, customers.touched(payment.index), tx.now)
    });
    payments.extend(billed.map(|payment| Payment {
        amount: payment.amount,
        currency: payment.currency.to_owned(),
        captured: payment.seed.at,
    }));
    let stored = tx.db.stored_charges()?;
    for charge in stored.iter().take_while(|charge| charge.at >= since) {
        let got = charge.entitlement.zip(charge.summary.currency);
        payments.extend(got.map(|(amount, currency)| Payment {
            amount,
            currency: currency.code.to_owned(),
            captured: charge.at,
        }));
    }
    for (token, at) in tx.db.holds().captured_since(since)? {
        let (_, charge) = tx.charge(&token)?;
        payments.extend(charge.merchant_entitlement.map(|amount| Payment {
            amount,
            currency: charge.currency,
            captured: at,
        }));
    }
    Ok(payments)
}

/// Lists the refunds that no payout has covered yet, as amounts with their currency.
fn recent_refunds(tx: &mut Transaction) -> Result<Vec<(i64, String)>, Problem> {
    let counts = |at: i64, fails: bool| {
        let has_failed = RefundFate::of(at, fails, tx.now) == RefundFate::Failed;
        at <= tx.now && paid_out(at) > tx.now && !has_failed
    };
    let base = tx.lists.recent_payments(tx.base).refunds.iter();
    let base = base.filter(|paid| counts(paid.refund.at, paid.refund.fails));
    let mut refunds: Vec<(i64, String)> = base
        .map(|paid| (paid.refund.amount, paid.currency.to_owned()))
        .collect();
    let made = tx.db.refunds().since(tx.now - LONGEST_TO_PAYOUT)?;
    let made = made
        .into_iter()
        .filter(|refund| counts(refund.made_at, refund.fails));
    refunds.extend(made.map(|refund| (refund.amount, refund.currency)));
    Ok(refunds)
}
