//! The cards, subscriptions and charges of a customer: they come back as they were, and go when the customer does.
mod any;
mod bounds;
mod going;
mod long;
mod same;
mod subscribed;

use super::{Dice, at, customer, customers, is_whole, open, place, sql};
use pintui::api::cards::Card;
use pintui::api::charges::Charge;
use pintui::api::ids::CustomerId;
use pintui::api::subscriptions::Subscription;
use pintui::mirror::{Details, Partial};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

/// Reads a record as the API layer does.
fn made<T: DeserializeOwned>(json: &Value) -> T {
    serde_json::from_str(&json.to_string()).unwrap()
}

fn of(number: u32) -> CustomerId {
    customer(number).token
}

fn card(number: u32) -> Card {
    made(
        &json!({ "token": format!("card_{number}"), "scheme": "visa", "expiry_month": 5, "expiry_year": 2031,
        "display_number": "XXXX-XXXX-XXXX-0000", "name": format!("Holder{number}"), "primary": true }),
    )
}

fn subscription(number: u32, state: &str) -> Subscription {
    made(
        &json!({ "token": format!("sub_{number}"), "state": state, "plan_token": format!("plan_of_{number}") }),
    )
}

fn charge(number: u32) -> Charge {
    made(
        &json!({ "token": format!("ch_{number}"), "success": true, "amount": 1_999, "currency": "AUD",
        "description": format!("Charged{number}"), "card": { "token": format!("card_{number}") } }),
    )
}

fn cards(number: u32) -> Details {
    Details::Cards(Partial::whole(vec![card(number)], Some(1)))
}

fn subscriptions(number: u32, states: &[&str]) -> Details {
    let rows = states.iter().map(|state| subscription(number, state));
    Details::Subscriptions(Partial::whole(rows.collect(), None))
}

/// Gives the first page of three.
fn charges(number: u32) -> Details {
    Details::Charges(Partial {
        rows: (number..number + 25).map(charge).collect(),
        total: Some(75),
        is_whole: false,
    })
}

/// Gives one list of each kind, in the order in which they are read.
fn all_of(number: u32) -> [Details; 3] {
    [
        cards(number),
        subscriptions(number, &["active"]),
        charges(number),
    ]
}
