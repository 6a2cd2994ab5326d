//! Time moves subscriptions: trials end, intervals are billed, cancellations take effect.

use serde_json::{Value, json};

use super::wire::*;

/// Makes a plan and gives its token.
pub async fn plan(sandbox: &Sandbox, fields: &str) -> String {
    let made = sandbox.post("/1/plans", fields).await;
    assert_eq!(made.status, 201, "{}", made.body);
    text(&made.response()["token"])
}

/// Subscribes a new customer to a plan; gives the path of the customer and the subscription.
pub async fn subscribed(sandbox: &Sandbox, plan: &str, more: &str) -> (String, Value) {
    let customer = text(&sandbox.customer("payer@example.com").await["token"]);
    let form = format!("plan_token={plan}&customer_token={customer}{more}");
    let made = sandbox.post("/1/subscriptions", &form).await;
    assert_eq!(made.status, 201, "{}", made.body);
    (format!("/1/customers/{customer}"), made.response())
}

pub async fn charges(sandbox: &Sandbox, customer: &str) -> Vec<(i64, String, String)> {
    let list = sandbox.get(&format!("{customer}/charges")).await.response();
    let row = |charge: &Value| {
        (
            charge["amount"].as_i64().unwrap(),
            text(&charge["created_at"]),
            text(&charge["description"]),
        )
    };
    list.as_array().unwrap().iter().map(row).collect()
}

pub const MONTHLY: &str = "name=Monthly&amount=4200&currency=AUD&interval=1&interval_unit=month";

#[tokio::test]
async fn an_interval_that_ends_is_billed_and_the_next_begins() {
    let sandbox = sandbox(0).await;
    let plan = plan(&sandbox, &format!("{MONTHLY}&setup_amount=500")).await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    assert_eq!(
        (&made["state"], &made["card_token"]),
        (&json!("active"), &Value::Null)
    );
    assert_eq!(made["next_billing_date"], "2026-04-14T09:26:53Z");
    let first = (4_700, TODAY.to_owned(), "Monthly".to_owned());
    assert_eq!(
        charges(&sandbox, &customer).await,
        std::slice::from_ref(&first)
    );

    sandbox.hours(30 * DAY);
    assert_eq!(
        charges(&sandbox, &customer).await,
        std::slice::from_ref(&first)
    );
    sandbox.hours(32 * DAY);
    let bill = |at: &str| (4_200, at.to_owned(), "Monthly".to_owned());
    assert_eq!(
        charges(&sandbox, &customer).await,
        [
            bill("2026-05-14T09:26:53Z"),
            bill("2026-04-14T09:26:53Z"),
            first
        ]
    );
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    let now = sandbox.get(&path).await.response();
    assert_eq!(now["active_interval_started_at"], "2026-05-14T09:26:53Z");
    assert_eq!(now["active_interval_finishes_at"], "2026-06-14T09:26:53Z");
    let ledger = sandbox.get(&format!("{path}/ledger")).await.json();
    assert_eq!(ledger["count"], 3);
    assert_eq!(
        ledger["response"][0],
        json!({"created_at": "2026-05-14T09:26:53Z", "type": "credit", "amount": 4200, "currency": "AUD",
               "annotation": "charge_credit"})
    );
}

#[tokio::test]
async fn the_last_day_of_a_month_comes_back_after_a_shorter_one() {
    let sandbox = start_at("2026-01-31T12:00:00Z").await;
    let plan = plan(&sandbox, MONTHLY).await;
    let (_, made) = subscribed(&sandbox, &plan, "").await;
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    let mut ends = vec![text(&made["next_billing_date"])];
    for _ in 0..2 {
        sandbox.hours(31 * DAY);
        ends.push(text(
            &sandbox.get(&path).await.response()["next_billing_date"],
        ));
    }
    assert_eq!(
        ends,
        [
            "2026-02-28T12:00:00Z",
            "2026-03-31T12:00:00Z",
            "2026-04-30T12:00:00Z"
        ]
    );
}

#[tokio::test]
async fn a_trial_ends_in_a_paid_interval() {
    let sandbox = sandbox(0).await;
    let terms = format!(
        "{MONTHLY}&setup_amount=1000&trial_amount=100&trial_interval=14&trial_interval_unit=day"
    );
    let plan = plan(&sandbox, &terms).await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    assert_eq!(
        (&made["state"], &made["card_token"]),
        (&json!("trial"), &Value::Null)
    );
    assert_eq!(made["next_billing_date"], "2026-03-28T09:26:53Z");
    let trial = (100, TODAY.to_owned(), "Monthly: trial".to_owned());
    assert_eq!(
        charges(&sandbox, &customer).await,
        std::slice::from_ref(&trial)
    );
    assert_eq!(counts(&sandbox, &plan).await["trial"], 1);

    sandbox.hours(14 * DAY);
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    let now = sandbox.get(&path).await.response();
    assert_eq!(
        (&now["state"], &now["next_billing_date"]),
        (&json!("active"), &json!("2026-04-28T09:26:53Z"))
    );
    let paid = (
        5_200,
        "2026-03-28T09:26:53Z".to_owned(),
        "Monthly".to_owned(),
    );
    assert_eq!(charges(&sandbox, &customer).await, [paid, trial]);
    assert_eq!(
        counts(&sandbox, &plan).await,
        json!({"trial": 0, "active": 1, "cancelling": 0, "cancelled": 0})
    );
}

async fn counts(sandbox: &Sandbox, plan: &str) -> Value {
    sandbox.get(&format!("/1/plans/{plan}")).await.response()["subscription_counts"].clone()
}

#[tokio::test]
async fn a_free_trial_bills_nothing_until_it_ends() {
    let sandbox = sandbox(0).await;
    let terms = format!("{MONTHLY}&trial_interval=1&trial_interval_unit=week");
    let plan = plan(&sandbox, &terms).await;
    let (customer, _) = subscribed(&sandbox, &plan, "").await;
    assert_eq!(charges(&sandbox, &customer).await, []);
    sandbox.hours(8 * DAY);
    assert_eq!(charges(&sandbox, &customer).await.len(), 1);
}

#[tokio::test]
async fn cancelling_becomes_cancelled_with_the_interval_and_bills_no_more() {
    let sandbox = sandbox(0).await;
    let plan = plan(&sandbox, MONTHLY).await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    sandbox.hours(10 * DAY);
    let cancelling = sandbox.delete(&path).await;
    assert_eq!(cancelling.status, 200);
    let cancelling = cancelling.response();
    assert_eq!(
        (&cancelling["state"], &cancelling["cancelled_at"]),
        (&json!("cancelling"), &json!(null))
    );
    sandbox.hours(22 * DAY);
    let mut expected = cancelling.clone();
    expected["state"] = json!("cancelled");
    expected["cancelled_at"] = json!("2026-04-14T09:26:53Z");
    assert_eq!(sandbox.get(&path).await.response(), expected);
    assert_eq!(charges(&sandbox, &customer).await.len(), 1);
    let again = sandbox.delete(&path).await;
    assert_eq!(
        (again.status, &again.json()["error_description"]),
        (
            422,
            &json!("Cannot cancel subscription when state is cancelled")
        )
    );
}

#[tokio::test]
async fn a_reactivated_subscription_goes_on_and_an_ended_one_begins_anew() {
    let sandbox = sandbox(0).await;
    let plan = plan(&sandbox, &format!("{MONTHLY}&setup_amount=300")).await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    let reactivate = format!("{path}/reactivate");
    let refused = sandbox.put(&reactivate, "").await;
    assert_eq!(
        (refused.status, &refused.json()["error"]),
        (400, &json!("invalid_state"))
    );

    sandbox.delete(&path).await;
    let resumed = sandbox.put(&reactivate, "").await;
    assert_eq!((resumed.status, resumed.response()), (200, made.clone()));
    assert_eq!(charges(&sandbox, &customer).await.len(), 1);

    sandbox.delete(&path).await;
    sandbox.hours(40 * DAY);
    let anew = sandbox
        .put(&reactivate, "include_setup_fee=false")
        .await
        .response();
    assert_eq!(
        (&anew["state"], &anew["cancelled_at"]),
        (&json!("active"), &Value::Null)
    );
    assert_eq!(anew["active_interval_started_at"], "2026-04-23T09:26:53Z");
    let bills = charges(&sandbox, &customer).await;
    assert_eq!(
        bills[0],
        (
            4_200,
            "2026-04-23T09:26:53Z".to_owned(),
            "Monthly".to_owned()
        )
    );
    assert_eq!(bills.len(), 2);
}

#[tokio::test]
async fn a_plan_with_a_number_of_intervals_ends_after_them() {
    let sandbox = sandbox(0).await;
    let plan = plan(
        &sandbox,
        "name=Three&amount=1000&currency=AUD&interval=1&interval_unit=week&intervals=3",
    )
    .await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    sandbox.hours(20 * DAY);
    assert_eq!(sandbox.get(&path).await.response()["state"], "active");
    sandbox.hours(DAY);
    let ended = sandbox.get(&path).await.response();
    assert_eq!(
        (&ended["state"], &ended["cancelled_at"]),
        (&json!("cancelled"), &json!("2026-04-04T09:26:53Z"))
    );
    assert_eq!(charges(&sandbox, &customer).await.len(), 3);
}

pub async fn start_at(now: &str) -> Sandbox {
    start(0, 7, pintui::sandbox::Store::Memory, now).await
}
