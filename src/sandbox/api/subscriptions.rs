//! Subscriptions: list, get, create, change, cancel, reactivate, and the ledger (contract section 9).
//!
//! *Choices*: newest first; a first bill that is refused is answered as a refused charge, and there is no
//! subscription; a reactivated one is what it was before, without a bill while its interval runs; a cancelled
//! one begins a new interval and is billed for it, with the set-up fee unless `include_setup_fee` says no;
//! the ledger credits each bill that was paid, and holds no debits.

use http::StatusCode;

use super::call::Call;
use super::cards::{self, CardToken};
use super::params::Params;
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use crate::sandbox::world::billing::{self, Billed};
use crate::sandbox::world::database::SubscriptionRow;
use crate::sandbox::world::records::LedgerEntry;
use crate::sandbox::world::records::terms::{Course, State};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::{BaseCards, Transaction};

/// Lists the subscriptions of every customer.
pub fn list_all(tx: &mut Transaction, call: &Call) -> Outcome {
    page_of_all(tx, None, call)
}

/// Lists the subscriptions of a plan.
pub fn list_of_plan(tx: &mut Transaction, call: &Call) -> Outcome {
    let plan = tx.plan(call.token(0))?;
    page_of_all(tx, Some(&plan.token), call)
}

fn page_of_all(tx: &mut Transaction, plan: Option<&str>, call: &Call) -> Outcome {
    let (rows, total) = tx.all_subscriptions(plan, call.page().rows())?;
    Reply::page(rows.iter().map(SubscriptionRow::body), call.page(), total)
}

/// Lists the subscriptions of a customer.
pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    let (rows, total) = call.page().cut(tx.subscriptions_of(&found)?);
    Reply::page(rows.iter().map(SubscriptionRow::body), call.page(), total)
}

pub fn get(tx: &mut Transaction, call: &Call) -> Outcome {
    let row = tx.subscription(call.token(0))?;
    Reply::one(StatusCode::OK, &row.body())
}

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let plan = call.params.filled("plan_token");
    subscribe(tx, plan, &call.params, StatusCode::CREATED)
}

/// Creates a subscription of the plan in the path.
///
/// Answers 200: one client library insists on it, the others take any 2xx (contract section 9, *choice*).
pub fn create_of_plan(tx: &mut Transaction, call: &Call) -> Outcome {
    let plan = Some(call.token(0).to_owned());
    subscribe(tx, plan, &call.params, StatusCode::OK)
}

fn subscribe(
    tx: &mut Transaction,
    plan: Option<String>,
    params: &Params,
    status: StatusCode,
) -> Outcome {
    let customer = params.filled("customer_token");
    let (Some(plan), Some(customer)) = (&plan, &customer) else {
        let named = [("plan_token", &plan), ("customer_token", &customer)];
        let missing = named.iter().filter(|(_, value)| value.is_none());
        let missing: Vec<&str> = missing.map(|(name, _)| *name).collect();
        return Err(Problem::missing(&missing));
    };
    let plan = tx.plan(plan)?;
    let found = tx.customer(customer)?;
    let card = params.filled("card_token");
    if let Some(card) = &card {
        cards::accept(tx, card, Some(&found))?;
    }
    tx.touch(&found)?;
    let row = SubscriptionRow {
        token: fresh(Kind::Subscription)?,
        plan: plan.token.clone(),
        customer: found.token,
        card,
        with_setup: params.flag("include_setup_fee").unwrap_or(true),
        course: Course::begin(&plan.facts.terms, tx.now),
    };
    if let Some(bill) = billing::begin(tx, &row, &plan)? {
        require_paid(bill)?;
    }
    tx.db.subscriptions().put(&row)?;
    Reply::one(status, &row.body())
}

/// Refuses a call whose bill was declined.
fn require_paid(bill: Billed) -> Result<(), Problem> {
    match bill.refusal {
        Some(refusal) => Err(Problem::declined(&refusal, &bill.charge)),
        None => Ok(()),
    }
}

/// Returns a subscription that is about to be changed, after its customer is stored.
fn to_change(tx: &mut Transaction, token: &str) -> Result<SubscriptionRow, Problem> {
    let row = tx.subscription(token)?;
    if let Ok(found) = tx.customer(&row.customer) {
        tx.touch(&found)?;
    }
    Ok(row)
}

/// Changes the card that a subscription bills.
pub fn update(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut row = to_change(tx, call.token(0))?;
    let Some(card) = call.params.filled("card_token") else {
        return Err(Problem::missing(&["card_token"]));
    };
    let found = tx.customer(&row.customer)?;
    let own = matches!(
        cards::check_token(tx, &card, Some(&found)),
        Ok(CardToken::Own)
    );
    if !own {
        return Err(Problem::refused_request("Invalid card token"));
    }
    row.card = Some(card);
    tx.db.subscriptions().put(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Cancels a subscription; it remains until the end of the interval that is paid for.
pub fn cancel(tx: &mut Transaction, call: &Call) -> Outcome {
    cancel_one(tx, call.token(0))
}

/// Cancels a subscription of the customer in the path.
pub fn cancel_of_customer(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    if tx.subscription(call.token(1))?.customer != found.token {
        return Err(Problem::not_found());
    }
    cancel_one(tx, call.token(1))
}

fn cancel_one(tx: &mut Transaction, token: &str) -> Outcome {
    let mut row = to_change(tx, token)?;
    let state = row.course.state;
    if !state.bills() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let why = format!("Cannot cancel subscription when state is {}", state.word());
        return Err(Problem::new(status, "invalid_request", why));
    }
    row.course.cancel(tx.now);
    tx.db.subscriptions().put(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Takes back a cancellation, or restarts a subscription that has ended.
pub fn reactivate(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut row = to_change(tx, call.token(0))?;
    let plan = tx.plan(&row.plan)?;
    match row.course.state {
        State::Cancelling => row.course.resume(),
        State::Cancelled => {
            // A deleted customer's subscription has nobody to pay it.
            tx.customer(&row.customer)?;
            row.course.restart(&plan.facts.terms, tx.now);
            let with_setup = call.params.flag("include_setup_fee").unwrap_or(true);
            require_paid(billing::restart(tx, &row, &plan, with_setup)?)?;
        }
        state @ (State::Trial | State::Active) => {
            let state = state.word();
            let why = format!("Cannot reactivate subscription when state is {state}");
            return Err(Problem::wrong_state(why));
        }
    }
    tx.db.subscriptions().put(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Lists what was credited to a subscription, newest first.
pub fn ledger(tx: &mut Transaction, call: &Call) -> Outcome {
    let row = tx.subscription(call.token(0))?;
    let mut entries = Vec::new();
    let mut cards = BaseCards::default();
    for bill in tx.bills_of(&row)? {
        let charge = tx.read_charge(&bill, &mut cards)?;
        if charge.success {
            entries.push(LedgerEntry {
                created_at: charge.created_at,
                kind: "credit",
                amount: charge.amount,
                currency: charge.currency,
                annotation: "charge_credit",
            });
        }
    }
    let (entries, total) = call.page().cut(entries);
    Reply::page(&entries, call.page(), total)
}
