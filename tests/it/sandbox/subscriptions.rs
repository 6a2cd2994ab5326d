//! Subscriptions: lists and cancelling (contract section 9).

use std::sync::Mutex;

use serde_json::{Value, json};

use super::wire::*;

/// Finds the first page's customers with a subscription in `state`; gives its path and itself.
async fn subscribed(sandbox: &Sandbox, state: &str) -> (String, Value) {
    for customer in sandbox
        .get("/1/customers")
        .await
        .response()
        .as_array()
        .unwrap()
    {
        let path = format!("/1/customers/{}/subscriptions", text(&customer["token"]));
        let list = sandbox.get(&path).await.response();
        if let Some(found) = list
            .as_array()
            .unwrap()
            .iter()
            .find(|found| found["state"] == state)
        {
            return (path, found.clone());
        }
    }
    panic!("no {state} subscription on the first page");
}

#[tokio::test]
async fn lists_have_three_keys_of_pagination() {
    let sandbox = sandbox(40).await;
    let (path, _) = subscribed(&sandbox, "active").await;
    for path in [path.as_str(), "/1/subscriptions"] {
        let list = sandbox.get(path).await.json();
        let keys: Vec<&String> = list["pagination"].as_object().unwrap().keys().collect();
        assert_eq!(keys, ["count", "per_page", "current"], "{path}");
        assert_eq!(list["count"], list["response"].as_array().unwrap().len());
    }
}

#[tokio::test]
async fn nobody_waits_while_the_subscriptions_of_all_are_worked_out() {
    let sandbox = sandbox(10_000).await;
    let answered = Mutex::new(Vec::new());
    let ask = async |path| {
        assert_eq!(sandbox.get(path).await.status, 200);
        answered.lock().unwrap().push(path);
    };
    tokio::join!(ask("/1/subscriptions"), ask("/1/customers"));
    let answered = answered.into_inner().unwrap();
    assert_eq!(answered, ["/1/customers", "/1/subscriptions"]);
}

#[tokio::test]
async fn cancelling_keeps_it_until_the_interval_ends() {
    let sandbox = sandbox(40).await;
    for state in ["active", "trial"] {
        let (path, before) = subscribed(&sandbox, state).await;
        let one = format!("{path}/{}", text(&before["token"]));
        let cancelled = sandbox.delete(&one).await;
        assert_eq!(cancelled.status, 200);
        let after = cancelled.response();
        assert_eq!(
            (&after["state"], &after["next_billing_date"]),
            (&json!("cancelling"), &Value::Null)
        );
        assert_eq!(after["cancelled_at"], Value::Null);
        assert_eq!(
            after["active_interval_finishes_at"],
            before["active_interval_finishes_at"]
        );
        assert!(
            sandbox
                .get(&path)
                .await
                .response()
                .as_array()
                .unwrap()
                .contains(&after)
        );
        let again = sandbox.delete(&one).await;
        assert_eq!(again.status, 422);
        assert_eq!(
            again.body,
            r#"{"error":"invalid_request","error_description":"Cannot cancel subscription when state is cancelling"}"#
        );
    }
    let (path, ended) = subscribed(&sandbox, "cancelled").await;
    let refused = sandbox
        .delete(&format!("{path}/{}", text(&ended["token"])))
        .await;
    assert_eq!(
        refused.json()["error_description"],
        "Cannot cancel subscription when state is cancelled"
    );
}

#[tokio::test]
async fn a_subscription_of_somebody_else_is_not_found() {
    let sandbox = sandbox(40).await;
    let (_, active) = subscribed(&sandbox, "active").await;
    let (elsewhere, _) = subscribed(&sandbox, "trial").await;
    for token in [text(&active["token"]), format!("sub_{}", "x".repeat(22))] {
        assert_eq!(
            sandbox.delete(&format!("{elsewhere}/{token}")).await.status,
            404
        );
    }
}

#[tokio::test]
async fn deleting_a_customer_cancels_its_subscriptions() {
    let sandbox = sandbox(40).await;
    let (path, before) = subscribed(&sandbox, "active").await;
    sandbox
        .delete(path.strip_suffix("/subscriptions").unwrap())
        .await;
    let list = sandbox.get("/1/subscriptions").await.response();
    let after = list
        .as_array()
        .unwrap()
        .iter()
        .find(|found| found["token"] == before["token"])
        .unwrap()
        .clone();
    assert_eq!(
        (&after["state"], &after["next_billing_date"]),
        (&json!("cancelled"), &Value::Null)
    );
    assert_eq!(after["cancelled_at"], TODAY);
}

#[tokio::test]
async fn a_subscription_whose_card_is_deleted_bills_the_primary_one() {
    let sandbox = sandbox(40).await;
    let list = sandbox.get("/1/customers").await.response();
    for customer in list.as_array().unwrap() {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        let subscriptions = sandbox
            .get(&format!("{path}/subscriptions"))
            .await
            .response();
        let on_other = subscriptions
            .as_array()
            .unwrap()
            .iter()
            .find(|subscription| {
                !subscription["card_token"].is_null()
                    && subscription["card_token"] != customer["card"]["token"]
            });
        let Some(subscription) = on_other else {
            continue;
        };
        assert_eq!(
            sandbox
                .delete(&format!(
                    "{path}/cards/{}",
                    text(&subscription["card_token"])
                ))
                .await
                .status,
            204
        );
        let after = sandbox
            .get(&format!("{path}/subscriptions"))
            .await
            .response();
        let after = after
            .as_array()
            .unwrap()
            .iter()
            .find(|after| after["token"] == subscription["token"])
            .unwrap();
        assert_eq!(after["card_token"], Value::Null);
        return;
    }
    panic!("no subscription on another card on the first page");
}

#[tokio::test]
async fn a_cancelled_one_keeps_its_dates_and_ends_when_its_interval_does() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    let first = start(40, 7, store(), TODAY).await;
    let (path, before) = subscribed(&first, "active").await;
    let one = format!("{path}/{}", text(&before["token"]));
    let cancelled = first.delete(&one).await.response();
    first.stop().await;
    let ends = text(&before["active_interval_finishes_at"]);
    for (now, state) in [
        ("2026-03-15T00:00:00Z", "cancelling"),
        (ends.as_str(), "cancelled"),
    ] {
        let later = start(40, 7, store(), now).await;
        let mut expected = cancelled.clone();
        expected["state"] = json!(state);
        if state == "cancelled" {
            expected["cancelled_at"] = json!(ends);
        }
        assert!(
            later
                .get(&path)
                .await
                .response()
                .as_array()
                .unwrap()
                .contains(&expected),
            "{now}"
        );
        let refused = later.delete(&one).await.json()["error_description"].clone();
        assert_eq!(
            refused,
            format!("Cannot cancel subscription when state is {state}")
        );
        later.stop().await;
    }
}

/// Gives all rows of a list of three keys.
async fn all_of(sandbox: &Sandbox, path: &str) -> Vec<Value> {
    let mut rows = Vec::new();
    for page in 1.. {
        let list = sandbox.get(&format!("{path}?page={page}")).await.json();
        rows.extend(list["response"].as_array().unwrap().clone());
        if list["pagination"]["count"] == rows.len() {
            return rows;
        }
    }
    rows
}

#[tokio::test]
async fn the_list_of_all_holds_those_of_every_customer_newest_first() {
    // More customers than the account-wide lists of charges hold.
    let sandbox = sandbox(1_050).await;
    for is_touched in [false, true] {
        let all = all_of(&sandbox, "/1/subscriptions").await;
        assert!(
            all.is_sorted_by(|one, other| text(&one["created_at"]) >= text(&other["created_at"]))
        );
        let mut theirs = Vec::new();
        for page in [1, 20, 41, 42] {
            let path = format!("/1/customers?page={page}");
            for customer in sandbox.get(&path).await.response().as_array().unwrap() {
                let path = format!("/1/customers/{}/subscriptions", text(&customer["token"]));
                theirs.extend(all_of(&sandbox, &path).await);
            }
        }
        assert!(theirs.len() > 20 && all.len() > theirs.len());
        assert!(theirs.iter().all(|one| all.contains(one)), "{is_touched}");
        // Cancelling takes a customer's subscriptions over into the store.
        let (path, active) = subscribed(&sandbox, "active").await;
        let path = format!("{path}/{}", text(&active["token"]));
        sandbox.delete(&path).await;
        let now = all_of(&sandbox, "/1/subscriptions").await;
        assert_eq!(now.len(), all.len());
        assert_eq!(
            now.iter()
                .filter(|one| one["token"] == active["token"])
                .count(),
            1
        );
    }
}
