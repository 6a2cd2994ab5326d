//! Plans (contract section 9).

use serde_json::Value;

use super::wire::*;

#[tokio::test]
async fn plans_are_listed_without_a_count_and_can_be_read() {
    let sandbox = sandbox(60).await;
    let list = sandbox.get("/1/plans").await.json();
    assert_eq!(list.get("count"), None);
    let plans = list["response"].as_array().unwrap();
    assert_eq!(list["pagination"]["count"], plans.len());
    assert!((6..=10).contains(&plans.len()));
    for plan in plans {
        assert_eq!(
            &sandbox
                .get(&format!("/1/plans/{}", text(&plan["token"])))
                .await
                .response(),
            plan
        );
    }
    assert!(plans.iter().any(|plan| plan["currency"] != "AUD"));
    assert!(
        plans
            .iter()
            .any(|plan| plan["trial_interval"] == 14 && plan["setup_amount"].as_i64() > Some(0))
    );
    assert_eq!(
        sandbox
            .get("/1/plans/plan_nytGw7koRg23EEp9NTmz9w")
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn counts_agree_with_the_list_of_subscriptions() {
    let sandbox = sandbox(60).await;
    let customer = sandbox.get("/1/customers").await.response()[8].clone();
    let path = format!("/1/customers/{}", text(&customer["token"]));
    let first = sandbox
        .get(&format!("{path}/subscriptions"))
        .await
        .response()[0]
        .clone();
    assert_eq!(
        sandbox
            .delete(&format!("{path}/subscriptions/{}", text(&first["token"])))
            .await
            .status,
        200
    );
    let gone = sandbox.get("/1/customers").await.response()[1].clone();
    sandbox
        .delete(&format!("/1/customers/{}", text(&gone["token"])))
        .await;

    let mut subscriptions = Vec::new();
    for page in 1.. {
        let list = sandbox
            .get(&format!("/1/subscriptions?page={page}"))
            .await
            .response();
        let rows = list.as_array().unwrap();
        if rows.is_empty() {
            break;
        }
        subscriptions.extend(rows.clone());
    }
    let count = |plan: &Value, state: &str| {
        subscriptions
            .iter()
            .filter(|one| one["plan_token"] == plan["token"] && one["state"] == state)
            .count()
    };
    for plan in sandbox.get("/1/plans").await.response().as_array().unwrap() {
        for state in ["trial", "active", "cancelling", "cancelled"] {
            assert_eq!(
                plan["subscription_counts"][state],
                count(plan, state),
                "{} {state}",
                plan["name"]
            );
        }
    }
}

#[tokio::test]
async fn what_a_subscription_bills_is_named_after_its_plan() {
    let sandbox = sandbox(40).await;
    for customer in sandbox
        .get("/1/customers")
        .await
        .response()
        .as_array()
        .unwrap()
    {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        let charges = sandbox.get(&format!("{path}/charges")).await.json();
        if charges["pagination"]["pages"] != 1 {
            continue;
        }
        let descriptions: Vec<String> = charges["response"]
            .as_array()
            .unwrap()
            .iter()
            .map(|charge| text(&charge["description"]))
            .collect();
        let subscriptions = sandbox
            .get(&format!("{path}/subscriptions"))
            .await
            .response();
        for subscription in subscriptions.as_array().unwrap() {
            let plan = sandbox
                .get(&format!("/1/plans/{}", text(&subscription["plan_token"])))
                .await
                .response();
            let name = text(&plan["name"]);
            assert!(
                descriptions
                    .iter()
                    .any(|description| description.starts_with(&name)),
                "{name} {descriptions:?}"
            );
        }
    }
}
