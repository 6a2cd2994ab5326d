//! What happens by itself: the trials and intervals of kept subscriptions end, and the next ones are billed.
//!
//! It runs before a call, up to the second of the call, so that a client cannot tell it from a clockwork. Subscriptions of
//! the base data that nobody touched need none of it: they are a function of time.
//!
//! *Choice*: a bill that the card's issuer refuses leaves a failed charge, and the subscription as it is.

use indexmap::IndexMap;

use super::card_token::lapsed;
use super::desk::Desk;
use super::life::Asked;
use super::plans;
use super::problem::Problem;
use super::record::Charge;
use super::refusal;
use super::seed::trial_description;
use super::store::{PlanRow, SubscriptionRow};
use super::token::{Kind, fresh};

/// How much happens in one transaction: others wait for no more than that.
const SLICE: usize = 500;

/// Lets what was due by now happen, in its order: as much as one transaction holds.
pub(super) fn settle(desk: &mut Desk) -> Result<(), Problem> {
    for _ in 0..SLICE {
        let Some(mut row) = desk.store.next_due(desk.now)? else {
            break;
        };
        let Some(plan) = plans::find(desk, &row.plan)? else {
            // A plan takes its subscriptions with it; one without a plan can only be ended.
            row.course.end(row.course.finishes);
            desk.store.put_subscription(&row)?;
            continue;
        };
        if let Some(at) = row.course.turn(&plan.facts.terms) {
            let bill = Bill {
                amount: plan.facts.terms.amount,
                currency: &plan.facts.terms.currency,
                description: plan.facts.name.clone(),
            };
            charge(desk, &row, bill, at)?;
        }
        desk.store.put_subscription(&row)?;
    }
    Ok(())
}

/// What a subscription is charged.
struct Bill<'a> {
    amount: i64,
    currency: &'a str,
    description: String,
}

/// Bills the beginning of a subscription, if that costs anything.
pub(super) fn begin(
    desk: &mut Desk,
    row: &SubscriptionRow,
    plan: &PlanRow,
    with_setup: bool,
) -> Result<Option<Billed>, Problem> {
    let terms = &plan.facts.terms;
    let amount = terms.first_bill(with_setup);
    if amount <= 0 {
        return Ok(None);
    }
    let description = if terms.has_trial() {
        trial_description(&plan.facts.name)
    } else {
        plan.facts.name.clone()
    };
    let bill = Bill {
        amount,
        currency: &terms.currency,
        description,
    };
    charge(desk, row, bill, desk.now).map(Some)
}

/// Bills the interval that begins a subscription anew.
pub(super) fn restart(
    desk: &mut Desk,
    row: &SubscriptionRow,
    plan: &PlanRow,
    with_setup: bool,
) -> Result<Billed, Problem> {
    let terms = &plan.facts.terms;
    let setup = if with_setup { terms.setup_amount } else { 0 };
    let bill = Bill {
        amount: terms.amount + setup,
        currency: &terms.currency,
        description: plan.facts.name.clone(),
    };
    charge(desk, row, bill, desk.now)
}

/// A bill that was made, and how its card's issuer answered.
pub(super) struct Billed {
    pub(super) charge: String,
    /// The error code of the refusal.
    pub(super) refusal: Option<String>,
}

/// Makes a charge for a subscription and writes it down.
fn charge(desk: &mut Desk, row: &SubscriptionRow, bill: Bill, at: i64) -> Result<Billed, Problem> {
    let customer = desk.customer(&row.customer)?;
    let token = row.card.as_ref().unwrap_or(&customer.primary);
    let facts = desk.facts(token)?.ok_or_else(Problem::not_found)?;
    let card = facts.card(token, Some((&customer.token, *token == customer.primary)));
    let refusal = lapsed(&facts, at).or(facts.refusal);
    let asked = Asked {
        email: customer.person.email,
        amount: bill.amount,
        currency: bill.currency,
        description: Some(bill.description),
        ip_address: None,
        metadata: IndexMap::new(),
        platform_adjustment: 0,
    };
    let message = refusal.as_deref().map(refusal::message);
    let mut charge = Charge::new(fresh(Kind::Charge)?, asked, card, message, at);
    if refusal.is_none() {
        charge.capture(at);
    }
    desk.store
        .add_charge(&charge, Some(&row.customer), Some(&row.token), at)?;
    Ok(Billed {
        charge: charge.token,
        refusal,
    })
}
