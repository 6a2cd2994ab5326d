//! Time moves: trials end, intervals are billed, cancellations take effect, authorisations lapse, refunds settle.

use std::collections::HashMap;

use jiff::SignedDuration;
use pintui::sandbox::Clock;
use serde_json::{Value, json};

use super::wire::*;

const DAY: i64 = 24;

/// Makes a plan and gives its token.
pub async fn plan(sandbox: &Sandbox, fields: &str) -> String {
    let made = sandbox.post("/1/plans", fields).await;
    assert_eq!(made.status, 201, "{}", made.body);
    text(&made.response()["token"])
}

/// Subscribes a new customer to a plan; gives the path of the customer and the subscription.
async fn subscribed(sandbox: &Sandbox, plan: &str, more: &str) -> (String, Value) {
    let customer = text(&sandbox.customer("payer@example.com").await["token"]);
    let form = format!("plan_token={plan}&customer_token={customer}{more}");
    let made = sandbox.post("/1/subscriptions", &form).await;
    assert_eq!(made.status, 201, "{}", made.body);
    (format!("/1/customers/{customer}"), made.response())
}

async fn charges(sandbox: &Sandbox, customer: &str) -> Vec<(i64, String, String)> {
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

const MONTHLY: &str = "name=Monthly&amount=4200&currency=AUD&interval=1&interval_unit=month";

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
    assert_eq!(charges(&sandbox, &customer).await, [first.clone()]);

    sandbox.hours(30 * DAY);
    assert_eq!(charges(&sandbox, &customer).await, [first.clone()]);
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
    let (customer, made) = subscribed(&sandbox, &plan, "&include_setup_fee=false").await;
    assert_eq!(
        (&made["state"], &made["card_token"]),
        (&json!("trial"), &Value::Null)
    );
    assert_eq!(made["next_billing_date"], "2026-03-28T09:26:53Z");
    let trial = (
        100,
        TODAY.to_owned(),
        "Monthly: set-up and trial".to_owned(),
    );
    assert_eq!(charges(&sandbox, &customer).await, [trial.clone()]);
    assert_eq!(counts(&sandbox, &plan).await["trial"], 1);

    sandbox.hours(14 * DAY);
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    let now = sandbox.get(&path).await.response();
    assert_eq!(
        (&now["state"], &now["next_billing_date"]),
        (&json!("active"), &json!("2026-04-28T09:26:53Z"))
    );
    let paid = (
        4_200,
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
        (&json!("cancelling"), &json!("2026-03-24T09:26:53Z"))
    );
    sandbox.hours(22 * DAY);
    let mut expected = cancelling.clone();
    expected["state"] = json!("cancelled");
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
        "name=Three&amount=1000&interval=1&interval_unit=week&intervals=3",
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

#[tokio::test]
async fn a_bill_that_is_refused_leaves_a_failed_charge_and_the_subscription() {
    let sandbox = sandbox(0).await;
    let plan = plan(&sandbox, MONTHLY).await;
    let (customer, made) = subscribed(&sandbox, &plan, "").await;
    let bad = with(CARD, "number", Some("5510000000000002"));
    let changed = sandbox.put(&customer, &nested(&bad)).await;
    assert_eq!(changed.status, 200);
    sandbox.hours(32 * DAY);
    let list = sandbox.get(&format!("{customer}/charges")).await.response();
    assert_eq!(
        (&list[0]["success"], &list[0]["error_message"]),
        (
            &json!(false),
            &json!("There are not enough funds available to process the requested amount")
        )
    );
    let path = format!("/1/subscriptions/{}", text(&made["token"]));
    assert_eq!(sandbox.get(&path).await.response()["state"], "active");
    assert_eq!(
        sandbox.get(&format!("{path}/ledger")).await.json()["count"],
        1
    );
}

#[tokio::test]
async fn an_authorisation_lapses_after_seven_days_unless_it_is_captured_or_voided() {
    let sandbox = sandbox(0).await;
    let form = format!(
        "email=a@example.com&amount=400&capture=false&{}",
        nested(CARD)
    );
    let mut paths = Vec::new();
    for _ in 0..3 {
        let made = sandbox.post("/1/charges", &form).await.response();
        paths.push(format!("/1/charges/{}", text(&made["token"])));
    }
    sandbox.hours(7 * DAY - 1);
    let captured = sandbox.put(&format!("{}/capture", paths[0]), "").await;
    assert_eq!(captured.status, 200);
    let captured = captured.response();
    assert_eq!(
        (
            &captured["captured"],
            &captured["captured_at"],
            &captured["status_message"]
        ),
        (
            &json!(true),
            &json!("2026-03-21T08:26:53Z"),
            &json!("Success")
        )
    );
    assert_eq!(
        (&captured["total_fees"], &captured["merchant_entitlement"]),
        (&json!(37), &json!(363))
    );
    let voided = sandbox
        .put(&format!("{}/void", paths[1]), "")
        .await
        .response();
    assert_eq!(
        (
            &voided["authorisation_voided"],
            &voided["captured"],
            &voided["status_message"]
        ),
        (&json!(true), &json!(false), &json!("Authorisation Voided"))
    );
    assert_eq!(
        sandbox.get(&paths[2]).await.response()["authorisation_expired"],
        false
    );

    sandbox.hours(1);
    assert_eq!(
        sandbox.get(&paths[2]).await.response()["authorisation_expired"],
        true
    );
    for (path, state) in paths.iter().zip(["captured", "voided", "expired"]) {
        assert_eq!(
            sandbox.get(path).await.response()["authorisation_expired"],
            state == "expired"
        );
        for wish in ["capture", "void"] {
            let refused = sandbox.put(&format!("{path}/{wish}"), "").await;
            assert_eq!(
                refused.body,
                format!(
                    r#"{{"error":"invalid_state","error_description":"Cannot {wish} charge when state is {state}"}}"#
                )
            );
            assert_eq!(refused.status, 400);
        }
    }
}

#[tokio::test]
async fn a_refund_is_pending_until_it_settles() {
    let sandbox = sandbox(0).await;
    let form = format!("email=a@example.com&amount=1000&{}", nested(CARD));
    let charge = sandbox.post("/1/charges", &form).await.response();
    let path = format!("/1/charges/{}", text(&charge["token"]));
    let made = sandbox.post(&format!("{path}/refunds"), "amount=400").await;
    assert_eq!(made.status, 201);
    let made = made.response();
    assert_eq!(
        (&made["success"], &made["status_message"]),
        (&Value::Null, &json!("Pending"))
    );
    let pending = sandbox.get(&path).await.response();
    assert_eq!(
        (&pending["amount_refunded"], &pending["refund_pending"]),
        (&json!(0), &json!(true))
    );

    sandbox.hours(3 * DAY);
    let settled = sandbox.get(&path).await.response();
    assert_eq!(
        (&settled["amount_refunded"], &settled["refund_pending"]),
        (&json!(400), &json!(false))
    );
    let refund = sandbox
        .get(&format!("/1/refunds/{}", text(&made["token"])))
        .await
        .response();
    assert_eq!(
        (&refund["success"], &refund["status_message"]),
        (&json!(true), &json!("Success"))
    );
    assert_eq!(
        sandbox.get(&format!("{path}/refunds")).await.response(),
        json!([refund])
    );
    assert_eq!(sandbox.get("/1/refunds").await.response(), json!([refund]));
}

#[tokio::test]
async fn captured_money_is_paid_out() {
    let sandbox = sandbox(0).await;
    let form = format!("email=a@example.com&amount=1000&{}", nested(CARD));
    let charge = sandbox.post("/1/charges", &form).await.response();
    let path = format!("/1/charges/{}", text(&charge["token"]));
    assert_eq!(charge["transfer"], json!([]));
    sandbox.hours(5 * DAY);
    let transfer = sandbox.get(&path).await.response()["transfer"].clone();
    assert_eq!(
        (&transfer[0]["state"], &transfer[0]["paid_at"]),
        (&json!("paid"), &json!("2026-03-18T02:00:00Z"))
    );
    assert!(text(&transfer[0]["token"]).starts_with("tfer_"));
}

/// Base records live by the same rules as made ones, whether a call has touched their customer or not.
#[tokio::test]
async fn base_subscriptions_age_alike_touched_or_not() {
    let (left, right) = (sandbox(60).await, sandbox(60).await);
    let customers = left.get("/1/customers").await.response();
    for customer in customers.as_array().unwrap() {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        assert_eq!(right.put(&path, "notes=touched").await.status, 200);
    }
    for hours in [0, 20 * DAY, 13 * DAY, 1, 365 * DAY] {
        left.hours(hours);
        right.hours(hours);
        for customer in customers.as_array().unwrap() {
            let path = format!("/1/customers/{}", text(&customer["token"]));
            let of = async |sandbox: &Sandbox, list: &str| {
                sandbox.get(&format!("{path}/{list}?page=1")).await.json()
            };
            assert_eq!(
                of(&left, "subscriptions").await,
                of(&right, "subscriptions").await
            );
            // How a base bill ends is drawn, and a kept one asks its card; when and how much is the same.
            let bills = |list: Value| -> Vec<Value> {
                let rows = list["response"].as_array().unwrap().clone();
                rows.into_iter()
                    .map(|row| json!([row["created_at"], row["amount"], row["description"]]))
                    .collect()
            };
            assert_eq!(
                bills(of(&left, "charges").await),
                bills(of(&right, "charges").await),
                "{path}"
            );
        }
        let (left, right) = (
            left.get("/1/plans").await.response(),
            right.get("/1/plans").await.response(),
        );
        assert_eq!(left, right);
    }
}

#[tokio::test]
async fn base_trials_end_and_base_cancellations_take_effect() {
    let sandbox = sandbox(200).await;
    let states = async || {
        let mut states: HashMap<String, usize> = HashMap::new();
        for page in 1..20 {
            let list = sandbox
                .get(&format!("/1/subscriptions?page={page}"))
                .await
                .response();
            for row in list.as_array().unwrap() {
                *states.entry(text(&row["state"])).or_default() += 1;
            }
        }
        states
    };
    let before = states().await;
    assert!(before["trial"] > 0 && before["cancelling"] > 0);
    sandbox.hours(400 * DAY);
    let after = states().await;
    assert_eq!((after.get("trial"), after.get("cancelling")), (None, None));
    assert_eq!(
        before.values().sum::<usize>(),
        after.values().sum::<usize>()
    );
}

#[tokio::test]
async fn base_authorisations_lapse_too_and_can_be_captured_before() {
    let sandbox = sandbox(1_000).await;
    let mut held = Vec::new();
    for page in 1..40 {
        let list = sandbox
            .get(&format!("/1/charges?page={page}"))
            .await
            .response();
        held.extend(
            list.as_array()
                .unwrap()
                .iter()
                .filter(|charge| {
                    charge["success"] == true
                        && [
                            &charge["captured"],
                            &charge["authorisation_voided"],
                            &charge["authorisation_expired"],
                        ]
                        .iter()
                        .all(|flag| **flag == false)
                })
                .map(|charge| format!("/1/charges/{}", text(&charge["token"]))),
        );
    }
    let [first, second, ..] = held.as_slice() else {
        panic!("{held:?}")
    };
    assert_eq!(
        sandbox.put(&format!("{first}/capture"), "").await.status,
        200
    );
    sandbox.hours(7 * DAY);
    assert_eq!(sandbox.get(first).await.response()["captured"], true);
    assert_eq!(
        sandbox.get(second).await.response()["authorisation_expired"],
        true
    );
}

#[tokio::test]
async fn what_was_billed_in_a_file_stays_and_goes_on_where_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    let first = start(40, 7, store(), TODAY).await;
    let plan = plan(&first, MONTHLY).await;
    let (customer, _) = subscribed(&first, &plan, "").await;
    first.stop().await;
    let later = start(40, 7, store(), "2026-06-20T00:00:00Z").await;
    assert_eq!(charges(&later, &customer).await.len(), 4);
    let all = later.get("/1/charges").await.response();
    let dates: Vec<String> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["created_at"]))
        .collect();
    assert!(
        dates.is_sorted_by(|newer, older| newer >= older) && dates[0] > "2026-06-13".to_owned(),
        "{dates:?}"
    );
    later.stop().await;
    // A clock that is put back takes nothing back.
    let earlier = start(40, 7, store(), TODAY).await;
    assert_eq!(charges(&earlier, &customer).await.len(), 4);
}

#[tokio::test]
async fn an_untouched_file_is_dated_anew_and_a_changed_one_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    let newest = async |sandbox: &Sandbox| {
        text(&sandbox.get("/1/customers").await.response()[0]["created_at"])
    };
    let first = start(40, 7, store(), TODAY).await;
    let before = newest(&first).await;
    first.stop().await;
    let second = start(40, 7, store(), "2026-03-20T12:00:00Z").await;
    let anew = newest(&second).await;
    assert!(anew > before, "{anew} {before}");
    second.card_token().await;
    second.stop().await;
    let third = start(40, 7, store(), "2026-05-20T12:00:00Z").await;
    assert_eq!(newest(&third).await, anew);
}

#[test]
fn a_clock_is_written_as_a_moment_or_as_a_span_ahead() {
    for good in [
        "+30d",
        "+12h",
        "+90m",
        "+0d",
        "2026-03-14",
        "2026-03-14T09:26:53Z",
        "2026-03-14T09:26:53+11:00",
    ] {
        good.parse::<Clock>()
            .unwrap_or_else(|error| panic!("{error}"));
    }
    for bad in [
        "",
        "+",
        "+d",
        "+3",
        "-3d",
        "+3y",
        "+ 3d",
        "+99999999999d",
        "+4294967295d",
        "tomorrow",
        "2026-13-01",
        "+3é",
    ] {
        let error = bad.parse::<Clock>().unwrap_err().to_string();
        assert!(error.contains("+30d"), "{error}");
    }
}

async fn start_at(now: &str) -> Sandbox {
    start(0, 7, pintui::sandbox::Store::Memory, now).await
}

impl Sandbox {
    /// Moves the clock on.
    pub fn hours(&self, hours: i64) {
        self.clock.advance(SignedDuration::from_hours(hours));
    }
}
