//! Subscriptions: lists, one, making, changing, cancelling, reactivating, and the ledger (contract section 9).
//!
//! *Choices*: newest first; a first bill that is refused is answered as a refused charge, and there is no subscription; a
//! reactivated one is what it was before, without a bill while its interval runs; a cancelled one begins a new interval
//! and is billed for it, with the set-up fee unless `include_setup_fee` says no; the ledger credits each bill that was
//! paid, and holds no debits.

use http::StatusCode;

use super::call::Call;
use super::cards::token::{self, Claim};
use super::params::Params;
use super::problem::Problem;
use super::reply::{Outcome, Reply};
use crate::sandbox::world::billing::{self, Billed};
use crate::sandbox::world::database::{PlanRow, SubscriptionRow};
use crate::sandbox::world::records::terms::{Course, State};
use crate::sandbox::world::records::{LedgerEntry, Subscription};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::{Cards, Desk};

/// Lists the subscriptions of every customer.
pub fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    page_of_all(desk, None, call)
}

/// Lists the subscriptions of a plan.
pub fn list_of_plan(desk: &mut Desk, call: &Call) -> Outcome {
    let plan = desk.plan(call.part(0))?;
    page_of_all(desk, Some(&plan.token), call)
}

fn page_of_all(desk: &mut Desk, plan: Option<&str>, call: &Call) -> Outcome {
    let (rows, total) = desk.all_subscriptions(plan, call.page().rows())?;
    let bodies: Vec<Subscription> = rows.iter().map(SubscriptionRow::body).collect();
    Reply::page(&bodies, call.page(), total)
}

/// Lists the subscriptions of a customer.
pub fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let (rows, total) = call.page().cut(desk.subscriptions_of(&found)?);
    let bodies: Vec<Subscription> = rows.iter().map(SubscriptionRow::body).collect();
    Reply::page(&bodies, call.page(), total)
}

pub fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let row = desk.subscription(call.part(0))?;
    Reply::one(StatusCode::OK, &row.body())
}

pub fn create(desk: &mut Desk, call: &Call) -> Outcome {
    let plan = call.params.filled("plan_token");
    subscribe(desk, plan, &call.params, StatusCode::CREATED)
}

/// Makes a subscription of the plan in the path.
///
/// Answers 200: one client library insists on it, the others take any 2xx (contract section 9, *choice*).
pub fn create_of_plan(desk: &mut Desk, call: &Call) -> Outcome {
    let plan = Some(call.part(0).to_owned());
    subscribe(desk, plan, &call.params, StatusCode::OK)
}

fn subscribe(
    desk: &mut Desk,
    plan: Option<String>,
    params: &Params,
    status: StatusCode,
) -> Outcome {
    let customer = params.filled("customer_token");
    let (Some(plan), Some(customer)) = (&plan, &customer) else {
        let named = [("plan_token", &plan), ("customer_token", &customer)];
        let missing = named.iter().filter(|(_, value)| value.is_none());
        return Err(Problem::missing(
            &missing.map(|(name, _)| *name).collect::<Vec<_>>(),
        ));
    };
    let plan = desk.plan(plan)?;
    let found = desk.customer(customer)?;
    let card = params.filled("card_token");
    if let Some(card) = &card
        && token::claim(desk, card, Some(&found))? == Claim::Unused
    {
        desk.store.spend_card(card, Some(&found.token))?;
    }
    desk.touch(&found)?;
    let row = SubscriptionRow {
        token: fresh(Kind::Subscription)?,
        plan: plan.token.clone(),
        customer: found.token,
        card,
        with_setup: params.flag("include_setup_fee").unwrap_or(true),
        course: Course::begin(&plan.facts.terms, desk.now),
    };
    bill_first(desk, &row, &plan)?;
    desk.store.put_subscription(&row)?;
    Reply::one(status, &row.body())
}

fn bill_first(desk: &mut Desk, row: &SubscriptionRow, plan: &PlanRow) -> Result<(), Problem> {
    match billing::begin(desk, row, plan)? {
        Some(Billed {
            charge,
            refusal: Some(refusal),
        }) => Err(Problem::declined(&refusal, &charge)),
        _ => Ok(()),
    }
}

/// Finds a subscription that is about to be changed, and takes its customer's into the store.
fn to_change(desk: &mut Desk, token: &str) -> Result<SubscriptionRow, Problem> {
    let row = desk.subscription(token)?;
    if let Ok(found) = desk.customer(&row.customer) {
        desk.touch(&found)?;
    }
    Ok(row)
}

/// Changes the card that a subscription bills.
pub fn update(desk: &mut Desk, call: &Call) -> Outcome {
    let mut row = to_change(desk, call.part(0))?;
    let Some(card) = call.params.filled("card_token") else {
        return Err(Problem::missing(&["card_token"]));
    };
    let found = desk.customer(&row.customer)?;
    let own = matches!(token::claim(desk, &card, Some(&found)), Ok(Claim::Own));
    if !own {
        return Err(Problem::refused_request("Invalid card token"));
    }
    row.card = Some(card);
    desk.store.put_subscription(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Cancels a subscription; it stays until the interval that is paid for ends.
pub fn cancel(desk: &mut Desk, call: &Call) -> Outcome {
    cancel_one(desk, call.part(0))
}

/// Cancels a subscription of the customer in the path.
pub fn cancel_of_customer(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    if desk.subscription(call.part(1))?.customer != found.token {
        return Err(Problem::not_found());
    }
    cancel_one(desk, call.part(1))
}

fn cancel_one(desk: &mut Desk, token: &str) -> Outcome {
    let mut row = to_change(desk, token)?;
    let state = row.course.state;
    if !state.bills() {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_request",
            format!("Cannot cancel subscription when state is {}", state.word()),
        ));
    }
    row.course.cancel(desk.now);
    desk.store.put_subscription(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Takes a cancellation back, or restarts what has ended.
pub fn reactivate(desk: &mut Desk, call: &Call) -> Outcome {
    let mut row = to_change(desk, call.part(0))?;
    let plan = desk.plan(&row.plan)?;
    match row.course.state {
        State::Cancelling => row.course.resume(),
        State::Cancelled => {
            // A deleted customer's subscription has nobody to pay it.
            desk.customer(&row.customer)?;
            row.course.restart(&plan.facts.terms, desk.now);
            let with_setup = call.params.flag("include_setup_fee").unwrap_or(true);
            if let Billed {
                charge,
                refusal: Some(refusal),
            } = billing::restart(desk, &row, &plan, with_setup)?
            {
                return Err(Problem::declined(&refusal, &charge));
            }
        }
        state => {
            let state = state.word();
            return Err(Problem::wrong_state(format!(
                "Cannot reactivate subscription when state is {state}"
            )));
        }
    }
    desk.store.put_subscription(&row)?;
    Reply::one(StatusCode::OK, &row.body())
}

/// Lists what was credited to a subscription, newest first.
pub fn ledger(desk: &mut Desk, call: &Call) -> Outcome {
    let row = desk.subscription(call.part(0))?;
    let mut entries = Vec::new();
    let mut cards = Cards::default();
    for bill in desk.bills_of(&row)? {
        let charge = desk.read_charge(&bill, &mut cards)?;
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
