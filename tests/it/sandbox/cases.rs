//! What a newcomer's first screen must show: renewals that failed, double charges, holds, guests, refunds in every state.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use pintui::api::reasons;
use serde_json::{Value, json};

use super::wire::*;

fn at(row: &Value, name: &str) -> i64 {
    text(&row[name]).parse::<Timestamp>().unwrap().as_second()
}

/// Reads all rows of a list.
async fn all(sandbox: &Sandbox, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let list = sandbox.get(&format!("{path}?page={page}")).await.response();
        let list = list.as_array().unwrap().clone();
        let is_last = list.len() < 25;
        rows.extend(list);
        if is_last {
            return rows;
        }
    }
    rows
}

/// Reads a list of each of the first 25 customers.
async fn of_first(sandbox: &Sandbox, list: &str) -> Vec<Vec<Value>> {
    let mut lists = Vec::new();
    let customers = sandbox.get("/1/customers").await.response();
    for customer in customers.as_array().unwrap() {
        let path = format!("/1/customers/{}/{list}", text(&customer["token"]));
        lists.push(all(sandbox, &path).await);
    }
    lists
}

#[tokio::test]
async fn a_renewal_is_retried_and_another_one_was_given_up() {
    let sandbox = sandbox(1284).await;
    let (subscriptions, charges) = (
        of_first(&sandbox, "subscriptions").await,
        of_first(&sandbox, "charges").await,
    );
    let failed_since = |charges: &[Value], since: i64| -> Vec<Value> {
        let failed = charges.iter().filter(|row| row["success"] == false);
        failed
            .filter(|row| at(row, "created_at") >= since && row["ip_address"].is_null())
            .cloned()
            .collect()
    };
    let (mut retried, mut ended) = (0, 0);
    for (subscriptions, charges) in subscriptions.iter().zip(&charges) {
        for row in subscriptions {
            let due = at(row, "active_interval_finishes_at");
            let tries = failed_since(charges, due);
            if row["state"] == "active" && due < at(&json!({"at": TODAY}), "at") {
                retried += 1;
                assert_eq!(tries.len(), 2, "{row}");
                assert_eq!(at(row, "next_billing_date"), due + 3 * 86_400);
                let ledger = format!("/1/subscriptions/{}/ledger", text(&row["token"]));
                let ledger = sandbox.get(&ledger).await.response();
                assert!(at(&ledger[0], "created_at") < due);
            } else if row["state"] == "cancelled" && tries.len() == 4 {
                ended += 1;
                assert_eq!(at(row, "cancelled_at"), due + 6 * 86_400);
                let made: Vec<i64> = tries.iter().map(|row| at(row, "created_at")).collect();
                let waits = [6, 3, 1, 0].map(|days| due + days * 86_400);
                assert_eq!(made, waits);
            }
        }
    }
    assert_eq!((retried, ended), (1, 1));
}

/// What is retried at the beginning continues alike whether its customer is touched or not, and a good card ends it.
#[tokio::test]
async fn what_is_retried_at_the_beginning_ends_unless_it_gets_a_good_card() {
    let mut ended = Vec::new();
    for (change, ends) in [("", true), ("notes=Called", true), ("card", false)] {
        let sandbox = sandbox(1284).await;
        let customers = sandbox.get("/1/customers").await.response();
        let is_it = |row: &&Value| row["email"] == "bea.thistle@bigpond.example";
        let customer = customers.as_array().unwrap().iter().find(is_it).unwrap();
        let path = format!("/1/customers/{}", text(&customer["token"]));
        let form = match change {
            "card" => nested(CARD),
            other => other.to_owned(),
        };
        if !form.is_empty() {
            assert_eq!(sandbox.put(&path, &form).await.status, 200);
        }
        sandbox.hours(5 * DAY);
        let now = sandbox.get(&format!("{path}/subscriptions")).await;
        let now = now.response()[0].clone();
        assert_eq!(now["state"] == "cancelled", ends, "{now}");
        let mut charges = all(&sandbox, &format!("{path}/charges")).await;
        for charge in &mut charges {
            // What a touched customer is billed has a token of its own.
            charge["token"] = Value::Null;
        }
        ended.push((now, charges));
    }
    assert_eq!(ended[0], ended[1]);
}

#[tokio::test]
async fn somebody_was_charged_twice_and_somebody_has_a_hold_beside_the_charge() {
    let sandbox = sandbox(1284).await;
    let (mut doubled, mut held) = (0, 0);
    for charges in of_first(&sandbox, "charges").await {
        for pair in charges.windows(2) {
            let (later, earlier) = (&pair[0], &pair[1]);
            let same = ["amount", "currency", "description", "metadata", "email"];
            let apart = at(later, "created_at") - at(earlier, "created_at");
            if apart > 120 || same.iter().any(|name| later[name] != earlier[name]) {
                continue;
            }
            assert!(
                apart >= 40 && earlier["captured"] == true,
                "{later} {earlier}"
            );
            if later["captured"] == true {
                doubled += 1;
            } else {
                assert_eq!(
                    [
                        &later["success"],
                        &later["authorisation_expired"],
                        &later["authorisation_voided"]
                    ],
                    [&json!(true), &json!(false), &json!(false)]
                );
                held += 1;
                let capture = format!("/1/charges/{}/capture", text(&later["token"]));
                assert!(sandbox.put(&capture, "").await.status < 300);
            }
        }
    }
    assert_eq!((doubled, held), (2, 1));
}

#[tokio::test]
async fn refunds_stand_in_every_state() {
    let sandbox = sandbox(1284).await;
    let mut states: HashMap<String, usize> = HashMap::new();
    let mut parts = 0;
    for charge in of_first(&sandbox, "charges").await.concat() {
        let path = format!("/1/charges/{}/refunds", text(&charge["token"]));
        for refund in all(&sandbox, &path).await {
            *states.entry(refund["success"].to_string()).or_default() += 1;
            let listed = all(&sandbox, "/1/refunds").await;
            assert!(listed.contains(&refund), "{refund}");
        }
        let back = charge["amount_refunded"].as_i64().unwrap();
        parts += usize::from(back > 0 && back < charge["amount"].as_i64().unwrap());
    }
    for state in ["true", "false", "null"] {
        assert!(states.contains_key(state), "{states:?}");
    }
    assert!(parts > 0);
}

#[tokio::test]
async fn every_charge_that_failed_has_plain_words() {
    let sandbox = sandbox(200).await;
    let charges = all(&sandbox, "/1/charges").await;
    let failed = charges.iter().filter(|charge| charge["success"] == false);
    let said: BTreeSet<_> = failed
        .map(|charge| text(&charge["error_message"]))
        .collect();
    assert_eq!(said.len(), 7, "{said:?}");
    let shorts: BTreeSet<_> = said
        .iter()
        .map(|why| reasons::of(why).unwrap_or_else(|| panic!("{why}")).short)
        .collect();
    assert_eq!(shorts.len(), 7, "{shorts:?}");
}

fn is_guests(charge: &Value) -> bool {
    charge["card"]["customer_token"].is_null()
}

#[tokio::test]
async fn guests_pay_too_and_no_customer_has_their_charges() {
    let sandbox = sandbox(1284).await;
    let everything = all(&sandbox, "/1/charges").await;
    let newest: usize = everything
        .iter()
        .take(100)
        .filter(|row| is_guests(row))
        .count();
    assert!(newest > 3, "{newest}");
    let guests: Vec<&Value> = everything.iter().filter(|row| is_guests(row)).collect();
    assert!(guests.len() >= 90, "{}", guests.len());
    let customers = sandbox.get("/1/customers").await.response();
    let customers = customers.as_array().unwrap();
    let (mut by_email, mut by_digits) = (0, 0);
    for guest in &guests {
        assert_eq!(guest["card"]["primary"], Value::Null);
        let email = text(&guest["email"]);
        assert!(email.ends_with(".example") || email.ends_with("@example.com"));
        let path = format!("/1/charges/{}", text(&guest["token"]));
        assert_eq!(&&sandbox.get(&path).await.response(), guest);
        let digits = &guest["card"]["display_number"];
        by_email += usize::from(customers.iter().any(|row| row["email"] == guest["email"]));
        by_digits += usize::from(
            customers
                .iter()
                .any(|row| row["card"]["display_number"] == *digits),
        );
    }
    assert!(by_email > 3 && by_digits > 3, "{by_email} {by_digits}");
    assert!(by_email + by_digits < guests.len());
    for charges in of_first(&sandbox, "charges").await {
        assert!(!charges.iter().any(is_guests));
    }
    for (name, query) in [
        ("token", &guests[0]["card"]["token"]),
        ("email", &guests[0]["email"]),
    ] {
        let found = all_found(&sandbox, &text(query)).await;
        assert!(found.contains(guests[0]), "{name}");
    }
}

async fn all_found(sandbox: &Sandbox, query: &str) -> Vec<Value> {
    let path = format!("/1/charges/search?query={query}");
    sandbox
        .get(&path)
        .await
        .response()
        .as_array()
        .unwrap()
        .clone()
}

#[tokio::test]
async fn a_guests_charge_can_be_refunded_and_the_card_not_charged_again() {
    let sandbox = sandbox(1284).await;
    let everything = all(&sandbox, "/1/charges").await;
    let is_whole =
        |row: &&Value| is_guests(row) && row["captured"] == true && row["amount_refunded"] == 0;
    let guest = everything.iter().find(is_whole).unwrap();
    let path = format!("/1/charges/{}", text(&guest["token"]));
    let made = sandbox.post(&format!("{path}/refunds"), "amount=100").await;
    assert_eq!(made.status, 201, "{}", made.body);
    let refund = format!("/1/refunds/{}", text(&made.response()["token"]));
    assert_eq!(sandbox.get(&refund).await.response(), made.response());
    assert_eq!(sandbox.get(&path).await.response()["amount_refunded"], 100);
    let card = text(&guest["card"]["token"]);
    let form = format!("email=a@example.com&amount=400&card_token={card}");
    let again = sandbox.post("/1/charges", &form).await;
    assert_eq!(
        (again.status, &again.json()["error"]),
        (400, &json!("token_already_used"))
    );
}

#[tokio::test]
async fn some_cards_are_those_of_a_wallet() {
    let sandbox = sandbox(1284).await;
    let cards = of_first(&sandbox, "cards").await.concat();
    let wallet = |card: &&Value| !card["network_type"].is_null();
    assert_eq!(cards.iter().filter(wallet).count(), 1);
    let customers = sandbox.get("/1/customers?per_page=500").await.response();
    let primary = customers.as_array().unwrap().iter();
    let primary: Vec<&Value> = primary.map(|customer| &customer["card"]).collect();
    for kind in ["applepay", "googlepay"] {
        let of_kind = primary.iter().filter(|card| card["network_type"] == kind);
        assert!((2..30).contains(&of_kind.count()), "{kind}");
    }
}

/// A base subscription that was given up is billed as any other once a call has restarted it.
#[tokio::test]
async fn what_was_given_up_and_is_restarted_is_paid_from_then_on() {
    let sandbox = sandbox(1284).await;
    let customers = sandbox.get("/1/customers").await.response();
    let is_it = |row: &&Value| row["email"] == "eleni.papas@gmail.example";
    let customer = customers.as_array().unwrap().iter().find(is_it).unwrap();
    let path = format!("/1/customers/{}", text(&customer["token"]));
    let given_up = sandbox
        .get(&format!("{path}/subscriptions"))
        .await
        .response();
    let path = format!("/1/subscriptions/{}", text(&given_up[0]["token"]));
    let restarted = sandbox.put(&format!("{path}/reactivate"), "").await;
    assert_eq!(restarted.status, 200, "{}", restarted.body);
    sandbox.hours(95 * DAY);
    assert_eq!(sandbox.get(&path).await.response()["state"], "active");
    let ledger = sandbox.get(&format!("{path}/ledger")).await.response();
    let paid = ledger.as_array().unwrap().iter();
    let since = paid.filter(|entry| text(&entry["created_at"]).as_str() >= TODAY);
    // The first at once, and one a week.
    assert_eq!(since.count(), 1 + 95 / 7);
}
