//! The base data: varied, coherent, and dated relative to today.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::wire::*;

async fn list(sandbox: &Sandbox, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let answer = sandbox.get(&format!("{path}?page={page}")).await.json();
        rows.extend(answer["response"].as_array().unwrap().clone());
        if answer["response"].as_array().unwrap().len() < 25 {
            break;
        }
    }
    rows
}

fn words(rows: &[Value], field: &str) -> HashSet<String> {
    rows.iter()
        .filter_map(|row| row[field].as_str())
        .map(str::to_owned)
        .collect()
}

/// Spreads 25 customers over the whole list.
async fn some(sandbox: &Sandbox, customers: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    for nth in 0..25 {
        let rank = (nth * 7919) % customers;
        let page = sandbox
            .get(&format!("/1/customers?page={}", rank / 25 + 1))
            .await
            .response();
        rows.push(page[rank % 25].clone());
    }
    rows
}

#[tokio::test]
async fn any_customer_is_coherent_with_its_cards_subscriptions_and_charges() {
    let sandbox = sandbox(1284).await;
    let plans: HashMap<String, Value> = list(&sandbox, "/1/plans")
        .await
        .into_iter()
        .map(|plan| (text(&plan["token"]), plan))
        .collect();
    let mut customers = some(&sandbox, 1284).await;
    customers.extend(
        sandbox
            .get("/1/customers")
            .await
            .response()
            .as_array()
            .unwrap()
            .clone(),
    );
    for customer in &customers {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        assert_eq!(&sandbox.get(&path).await.response(), customer);
        let born = text(&customer["created_at"]);
        assert!(born.as_str() < TODAY);
        assert!(!text(&customer["email"]).contains(' '), "{customer}");

        let cards = list(&sandbox, &format!("{path}/cards")).await;
        assert!((1..=4).contains(&cards.len()));
        assert_eq!(cards[0], customer["card"]);
        assert!(cards.iter().skip(1).all(|card| card["primary"] == false));
        let own: HashSet<String> = words(&cards, "token");

        for subscription in list(&sandbox, &format!("{path}/subscriptions")).await {
            assert_eq!(subscription["customer_token"], customer["token"]);
            assert!(
                subscription["card_token"]
                    .as_str()
                    .is_none_or(|card| own.contains(card))
            );
            assert!(plans.contains_key(subscription["plan_token"].as_str().unwrap()));
            coherent_dates(&subscription, &born);
        }
        let charges = list(&sandbox, &format!("{path}/charges")).await;
        let dates: Vec<String> = charges
            .iter()
            .map(|charge| text(&charge["created_at"]))
            .collect();
        assert!(dates.is_sorted_by(|newer, older| newer >= older));
        for charge in &charges {
            assert!(own.contains(charge["card"]["token"].as_str().unwrap()));
            assert!(text(&charge["created_at"]) >= born, "{charge} {born}");
            coherent_money(&sandbox, charge).await;
        }
    }
}

fn coherent_dates(subscription: &Value, born: &str) {
    let at = |name: &str| subscription[name].as_str().unwrap_or_default().to_owned();
    let (started, finishes) = (
        at("active_interval_started_at"),
        at("active_interval_finishes_at"),
    );
    assert!(at("created_at").as_str() >= born, "{subscription} {born}");
    assert!(
        at("created_at") <= started && started < finishes,
        "{subscription}"
    );
    match subscription["state"].as_str().unwrap() {
        "trial" | "active" => {
            let next = at("next_billing_date");
            assert!(next.as_str() > TODAY, "{subscription}");
            let moment = |text: &str| text.parse::<jiff::Timestamp>().unwrap().as_second();
            let waits = (moment(&next) - moment(&finishes)) / 86_400;
            // What is not paid is tried again.
            assert!([0, 1, 3, 6].contains(&waits), "{subscription}");
            assert_eq!(waits == 0, finishes.as_str() > TODAY, "{subscription}");
            assert_eq!(subscription["cancelled_at"], Value::Null);
        }
        state => {
            assert_eq!(subscription["next_billing_date"], Value::Null);
            let is_over = state == "cancelled";
            assert_eq!(is_over, finishes.as_str() < TODAY, "{subscription}");
            if is_over {
                // Its end was asked for, or its next bill refused six days long.
                let [end, due] =
                    [at("cancelled_at"), finishes].map(|moment| moment.parse().unwrap());
                let late = jiff::Timestamp::duration_since(end, due).as_hours();
                assert!([0, 6 * 24].contains(&late), "{subscription}");
            } else {
                assert_eq!(subscription["cancelled_at"], Value::Null, "{subscription}");
            }
        }
    }
}

async fn coherent_money(sandbox: &Sandbox, charge: &Value) {
    let amount = charge["amount"].as_i64().unwrap();
    assert!(amount >= 100, "{charge}");
    let captured = charge["captured"] == true;
    assert_eq!(captured, charge["captured_at"].is_string());
    assert_eq!(captured, charge["total_fees"].is_i64());
    if captured {
        assert_eq!(
            charge["merchant_entitlement"].as_i64().unwrap()
                + charge["total_fees"].as_i64().unwrap(),
            amount
        );
    }
    assert_eq!(
        charge["success"] == false,
        charge["error_message"].is_string()
    );
    let refunded = charge["amount_refunded"].as_i64().unwrap();
    let pending = charge["refund_pending"] == true;
    assert!(refunded <= amount);
    let path = format!("/1/charges/{}/refunds", text(&charge["token"]));
    let refunds = sandbox.get(&path).await.response();
    let not_failed = refunds
        .as_array()
        .unwrap()
        .iter()
        .filter(|refund| refund["success"] != false);
    assert_eq!(
        not_failed
            .map(|refund| refund["amount"].as_i64().unwrap())
            .sum::<i64>(),
        refunded,
        "{charge}"
    );
    assert_eq!(
        refunds
            .as_array()
            .unwrap()
            .iter()
            .any(|refund| refund["success"].is_null()),
        pending
    );
    for refund in refunds.as_array().unwrap() {
        assert_eq!(
            (&refund["charge"], &refund["currency"]),
            (&charge["token"], &charge["currency"])
        );
        assert!(text(&refund["created_at"]) >= text(&charge["created_at"]));
    }
}

#[tokio::test]
async fn the_first_page_shows_everything_there_is() {
    let sandbox = sandbox(1284).await;
    let customers = sandbox
        .get("/1/customers")
        .await
        .response()
        .as_array()
        .unwrap()
        .clone();
    let (mut states, mut schemes, mut card_counts) =
        (HashSet::new(), HashSet::new(), HashSet::new());
    let (mut most, mut none, mut on_other) = (0, 0, 0);
    for customer in &customers {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        let cards = list(&sandbox, &format!("{path}/cards")).await;
        card_counts.insert(cards.len());
        schemes.extend(words(&cards, "scheme"));
        for subscription in list(&sandbox, &format!("{path}/subscriptions")).await {
            states.insert(text(&subscription["state"]));
            on_other += i32::from(
                !subscription["card_token"].is_null()
                    && subscription["card_token"] != cards[0]["token"],
            );
        }
        let count = sandbox.get(&format!("{path}/charges")).await.json()["pagination"]["count"]
            .as_u64()
            .unwrap();
        most = most.max(count);
        none += i32::from(count == 0);
    }
    assert_eq!(
        states,
        HashSet::from(["trial", "active", "cancelling", "cancelled"].map(str::to_owned))
    );
    assert_eq!(
        schemes,
        HashSet::from(["visa", "master", "american_express"].map(str::to_owned))
    );
    assert_eq!(card_counts, HashSet::from([1, 2, 3, 4]));
    assert!(
        most > 25 && none > 0 && on_other > 0,
        "{most} {none} {on_other}"
    );
    assert!(
        customers
            .iter()
            .any(|customer| customer["first_name"].is_null())
    );
    let names: String = customers
        .iter()
        .filter_map(|customer| customer["first_name"].as_str())
        .collect();
    for script in ['伟', 'ف', 'Ε', 'נ', 'А', 'ā', 'ë'] {
        assert!(names.contains(script), "{script} in {names}");
    }
}

#[tokio::test]
async fn charges_end_in_every_way_in_several_currencies() {
    let sandbox = sandbox(1284).await;
    let mut charges = Vec::new();
    for page in 1..=200 {
        charges.extend(
            sandbox
                .get(&format!("/1/charges?page={page}"))
                .await
                .response()
                .as_array()
                .unwrap()
                .clone(),
        );
    }
    assert_eq!(charges.len(), 5_000);
    let dates: Vec<String> = charges
        .iter()
        .map(|charge| text(&charge["created_at"]))
        .collect();
    assert!(dates.is_sorted_by(|newer, older| newer >= older));
    assert_eq!(words(&charges, "token").len(), 5_000);
    assert_eq!(
        words(&charges, "currency"),
        HashSet::from(["AUD", "USD", "NZD", "JPY"].map(str::to_owned))
    );
    assert!(words(&charges, "error_message").len() >= 7);
    let some =
        |test: &dyn Fn(&Value) -> bool| charges.iter().filter(|charge| test(charge)).count() > 5;
    assert!(some(&|charge| charge["status_message"]
        == "Successful Authorisation"
        && charge["authorisation_expired"] == false));
    for flag in [
        "authorisation_expired",
        "authorisation_voided",
        "refund_pending",
        "active_chargebacks",
    ] {
        assert!(some(&|charge| charge[flag] == true), "{flag}");
    }
    assert!(some(&|charge| charge["amount_refunded"] == charge["amount"]));
    assert!(some(&|charge| charge["amount_refunded"].as_i64() > Some(0)
        && charge["amount_refunded"] != charge["amount"]));
    assert!(some(&|charge| charge["metadata"]
        .as_object()
        .is_some_and(|metadata| !metadata.is_empty())));
    assert!(some(&|charge| charge["transfer"][0]["state"] == "paid"));
}

#[tokio::test]
async fn searches_that_people_make_have_hits() {
    let sandbox = sandbox(1284).await;
    let rows = list(&sandbox, "/1/customers").await;
    assert_eq!(rows.len(), 1284);
    let all = rows
        .iter()
        .map(|row| row.to_string().to_lowercase())
        .collect::<Vec<_>>();
    for word in [
        "gmail.example",
        "featherstone",
        "zoë",
        "o'connor",
        "d'angelo",
        "nguyễn",
        "smith",
        "4242",
    ] {
        assert!(all.iter().any(|row| row.contains(word)), "{word}");
    }
    let last_fours: HashSet<String> = rows
        .iter()
        .map(|row| {
            text(&row["card"]["display_number"])
                .chars()
                .rev()
                .take(4)
                .collect()
        })
        .collect();
    assert!(last_fours.len() > 1_000);
    assert_eq!(words(&rows, "token").len(), 1284);
    for email in words(&rows, "email") {
        assert!(
            email.ends_with(".example") || email.ends_with("@example.com"),
            "{email}"
        );
    }
    for field in [
        "first_name",
        "last_name",
        "phone_number",
        "company",
        "notes",
    ] {
        let missing = rows.iter().filter(|row| row[field].is_null()).count();
        assert!((1..1_200).contains(&missing), "{field} {missing}");
    }
    let expiring = |from: (i64, i64), to: (i64, i64)| {
        let expiry = |row: &Value| {
            (
                row["card"]["expiry_year"].as_i64().unwrap(),
                row["card"]["expiry_month"].as_i64().unwrap(),
            )
        };
        rows.iter()
            .filter(|row| (from..=to).contains(&expiry(row)))
            .count()
    };
    assert!(expiring((2020, 1), (2026, 2)) > 20, "expired");
    assert!(expiring((2026, 3), (2026, 4)) > 20, "about to expire");
}

#[tokio::test]
async fn the_same_day_gives_the_same_data_and_the_next_day_moves_them() {
    let store = || pintui::sandbox::Store::Memory;
    let noon = start(30, 7, store(), "2026-03-14T12:00:00Z").await;
    let evening = start(30, 7, store(), "2026-03-14T23:59:59Z").await;
    let tomorrow = start(30, 7, store(), "2026-03-15T00:00:00Z").await;
    let first = noon.get("/1/customers").await.body;
    assert_eq!(first, evening.get("/1/customers").await.body);
    let moved = tomorrow.get("/1/customers").await.response();
    let before = noon.get("/1/customers").await.response();
    assert_eq!(moved[0]["token"], before[0]["token"]);
    assert!(text(&moved[0]["created_at"]) > text(&before[0]["created_at"]));
}
