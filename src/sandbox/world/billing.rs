//! Billing: the trials and intervals of stored subscriptions end by themselves, and the next ones are billed.
//!
//! It runs before a call, up to the second of the call, so that a client cannot tell it from a background
//! job. Base subscriptions that nobody touched need none of it: they are a function of time.
//!
//! A bill that the card's issuer refuses leaves a failed charge and is sent again as
//! [`super::records::terms`] says, to the card that the subscription bills then (contract section M5).
//!
//! *Choices*: a card that was changed meanwhile is charged at the next try, not at once; a failed try leaves
//! no entry in the ledger; a kept subscription of the base data is refused as often as one that nobody
//! touched, as long as it bills the same card and until it is restarted.

use indexmap::IndexMap;

use super::base::trial_description;
use super::database::{PlanRow, SubscriptionRow};
use super::error::{Error, Result};
use super::records::lifecycle::ChargeDetails;
use super::records::{Charge, PlanFacts};
use super::token::{Kind, fresh};
use super::transaction::Transaction;

/// How many subscriptions are billed in one transaction: others wait no longer than that.
const SLICE: usize = 500;

/// Settles what was due by now, in its order: as much as one transaction holds.
pub fn settle(tx: &mut Transaction) -> Result<()> {
    for _ in 0..SLICE {
        let Some(mut row) = tx.db.subscriptions().next_due(tx.now)? else {
            break;
        };
        match renew(tx, &row) {
            Ok((plan, is_paid)) => row.course.turn(&plan.facts.terms, is_paid),
            // Without a plan, customer or card nothing can be paid; left as it is, it would be due before
            // every call.
            Err(Error::NotFound) => row.course.end(row.course.finishes),
            Err(error) => return Err(error),
        }
        tx.db.subscriptions().put(&row)?;
    }
    Ok(())
}

/// Bills the next interval of a subscription, if one follows; returns its plan, and whether the bill was
/// paid.
fn renew(tx: &Transaction, row: &SubscriptionRow) -> Result<(PlanRow, bool)> {
    let plan = tx.plan(&row.plan)?;
    let terms = &plan.facts.terms;
    let Some(at) = row.course.due().filter(|_| row.course.renews(terms)) else {
        return Ok((plan, false));
    };
    // The set-up fee waits for the end of a trial.
    let ends_trial = row.course.billed == 0;
    let bill = Bill {
        drawn: drawn_refusal(tx, row)?,
        ..Bill::of_interval(&plan, ends_trial && row.with_setup)
    };
    let is_paid = charge(tx, row, bill, at)?.refusal.is_none();
    Ok((plan, is_paid))
}

/// Returns how the next bill of a base subscription ends in the base data, while it bills the card it had
/// there.
fn drawn_refusal(tx: &Transaction, row: &SubscriptionRow) -> Result<Option<&'static str>> {
    let Some((index, ordinal)) = tx.base.place(Kind::Subscription, &row.token) else {
        return Ok(None);
    };
    let Some(base) = tx.base.customer(index).subscription(ordinal) else {
        return Ok(None);
    };
    let course = &row.course;
    // One that was restarted counts from the beginning again, and would repeat what was drawn for past
    // intervals.
    if course.anchor != base.laid_out.anchor {
        return Ok(None);
    }
    let card = base.card.unwrap_or_default();
    let card = base.customer.token(Kind::Card, card);
    let is_same = match &row.card {
        Some(own) => *own == card,
        None => tx.customer(&row.customer)?.primary == card,
    };
    let is_refused = is_same && base.is_short(course.billed, course.failures);
    Ok(is_refused.then_some("insufficient_funds"))
}

/// What a subscription is charged.
struct Bill<'a> {
    amount: i64,
    currency: &'a str,
    description: String,
    /// The error code with which a good card refuses it.
    drawn: Option<&'static str>,
}

impl<'a> Bill<'a> {
    /// Returns the bill of an interval of a plan.
    fn of_interval(plan: &'a PlanRow, with_setup: bool) -> Self {
        let PlanFacts { name, terms, .. } = &plan.facts;
        Self {
            amount: terms.first_bill(with_setup),
            currency: &terms.currency,
            description: name.clone(),
            drawn: None,
        }
    }
}

/// Bills the beginning of a subscription, if that costs anything.
pub fn begin(
    tx: &mut Transaction,
    row: &SubscriptionRow,
    plan: &PlanRow,
) -> Result<Option<Billed>> {
    let mut bill = Bill::of_interval(plan, row.with_setup);
    if plan.facts.terms.has_trial() {
        bill.amount = plan.facts.terms.trial_amount;
        bill.description = trial_description(&plan.facts.name);
    }
    if bill.amount <= 0 {
        return Ok(None);
    }
    charge(tx, row, bill, tx.now).map(Some)
}

/// Bills the interval that restarts a subscription.
pub fn restart(
    tx: &mut Transaction,
    row: &SubscriptionRow,
    plan: &PlanRow,
    with_setup: bool,
) -> Result<Billed> {
    charge(tx, row, Bill::of_interval(plan, with_setup), tx.now)
}

/// A bill, and the answer of the card's issuer.
pub struct Billed {
    pub charge: String,
    /// The error code of the refusal.
    pub refusal: Option<String>,
}

/// Creates and stores a charge for a subscription.
fn charge(tx: &Transaction, row: &SubscriptionRow, bill: Bill, at: i64) -> Result<Billed> {
    let customer = tx.customer(&row.customer)?;
    let token = row.card.as_ref().unwrap_or(&customer.primary);
    let facts = tx.card_facts(token)?.ok_or(Error::NotFound)?;
    let card = facts.card(token, Some(customer.as_owner(token)));
    let refusal = facts
        .expired(at)
        .or(facts.refusal)
        .or_else(|| bill.drawn.map(str::to_owned));
    let details = ChargeDetails {
        email: customer.person.email,
        amount: bill.amount,
        currency: bill.currency,
        description: Some(bill.description),
        ip_address: None,
        metadata: IndexMap::new(),
        platform_adjustment: 0,
    };
    let mut charge = Charge::new(fresh(Kind::Charge)?, details, card, refusal.as_deref(), at);
    if refusal.is_none() {
        charge.capture(at);
    }
    let (customer, subscription) = (Some(row.customer.as_str()), Some(row.token.as_str()));
    tx.db.charges().add(&charge, customer, subscription, at)?;
    Ok(Billed {
        charge: charge.token,
        refusal,
    })
}
