//! Documented plans, subscriptions, their ledger, and the balance.

use std::fmt::Write;

use serde_json::{Value, json};

use super::compare::{Played, at, exchange};
use super::people::encoded;
use crate::sandbox::wire::*;

/// Writes a documented plan as the form that makes it.
fn form(plan: &Value) -> String {
    let mut form = String::from("customer_permissions[]=cancel");
    for (name, value) in plan.as_object().unwrap() {
        match value {
            Value::String(text) if name != "token" => {
                write!(form, "&{name}={}", encoded(text)).unwrap();
            }
            Value::Number(number) => write!(form, "&{name}={number}").unwrap(),
            _ => {}
        }
    }
    form
}

/// Gives an answer whose list holds its first row only: the sandbox has plans and subscriptions of its own.
fn first_of(answer: Answer) -> Answer {
    let mut json = answer.json();
    let first = json["response"][0].clone();
    json["response"] = json!([first]);
    json["pagination"]["count"] = json!(1);
    Answer {
        body: json.to_string(),
        ..answer
    }
}

pub async fn plans(played: &mut Played) {
    for (name, lists) in [
        ("doc-examples-2023/23-create-plan", false),
        ("doc-examples-2023/25-get-plans", true),
    ] {
        let recorded = exchange(name).response.json()["response"].clone();
        let recorded = if lists { recorded[0].clone() } else { recorded };
        let sandbox = at(&text(&recorded["created_at"])).await;
        let made = sandbox.post("/1/plans", &form(&recorded)).await;
        assert_eq!(made.status, 201, "{}", made.body);
        if lists {
            let list = sandbox.get("/1/plans").await;
            assert!(list.json().get("count").is_none());
            played.compare(&first_of(list), name);
        } else {
            played.compare(&made, name);
        }
    }
}

/// The example's moments are all one; here the interval has a length.
pub async fn subscriptions(played: &mut Played) {
    let sandbox = at("2023-12-28T22:05:08Z").await;
    let plan = "name=Coffee&amount=1000&currency=AUD&interval=30&interval_unit=day";
    let plan = text(&sandbox.post("/1/plans", plan).await.response()["token"]);
    let customer = sandbox.customer("a@example.com").await;
    let customer_token = text(&customer["token"]);
    let card = text(&customer["card"]["token"]);
    let form = format!("plan_token={plan}&customer_token={customer_token}&card_token={card}");
    let made = sandbox.post("/1/subscriptions", &form).await;
    played.compare(&made, "doc-examples-2023/08-create-subscription");
    let subscription = format!("/1/subscriptions/{}", text(&made.response()["token"]));
    let name = "doc-examples-2023/07-get-subscriptions";
    played.compare(&sandbox.get("/1/subscriptions").await, name);
    let own = format!("/1/customers/{customer_token}/subscriptions");
    played.compare(&sandbox.get(&own).await, name);
    let ledger = sandbox.get(&format!("{subscription}/ledger")).await;
    played.compare(
        &ledger,
        "doc-examples-2023/12-list-subscription-ledger-entries",
    );
    let name = "doc-examples-2023/10-delete-subscription";
    played.compare(&sandbox.delete(&subscription).await, name);
}

pub async fn balance(played: &mut Played) {
    let name = "doc-examples-2023/26-get-balance";
    let answer = at(TODAY).await.get("/1/balance").await;
    played.compare(&answer, name);
    let (ours, theirs) = (
        answer.response(),
        exchange(name).response.json()["response"].clone(),
    );
    for list in ["available", "pending"] {
        assert_eq!(ours[list][0]["currency"], theirs[list][0]["currency"]);
        assert!(ours[list][0]["amount"].is_i64());
    }
}
