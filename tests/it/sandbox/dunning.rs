//! Bills that are refused: tried again after 1, 3 and 6 days, then the subscription ends (contract section M5).

use serde_json::{Value, json};

use super::time::{MONTHLY, plan, subscribed};
use super::wire::*;

/// A card that is always short of money, and one that is not.
pub const SHORT: &str = "5510000000000002";
pub const GOOD: &str = "4200000000000000";

/// A customer with a subscription and a card that can be exchanged.
struct Payer {
    customer: String,
    subscription: String,
}

impl Payer {
    async fn new(sandbox: &Sandbox, terms: &str) -> Self {
        let plan = plan(sandbox, terms).await;
        let (customer, made) = subscribed(sandbox, &plan, "").await;
        let subscription = format!("/1/subscriptions/{}", text(&made["token"]));
        Self {
            customer,
            subscription,
        }
    }

    async fn pays_with(&self, sandbox: &Sandbox, number: &str) {
        let card = nested(&with(CARD, "number", Some(number)));
        assert_eq!(sandbox.put(&self.customer, &card).await.status, 200);
    }

    async fn now(&self, sandbox: &Sandbox) -> Value {
        sandbox.get(&self.subscription).await.response()
    }

    /// Gives when each charge was made and whether it succeeded, the oldest first.
    async fn tries(&self, sandbox: &Sandbox) -> Vec<(String, bool)> {
        let list = sandbox
            .get(&format!("{}/charges", self.customer))
            .await
            .response();
        let rows = list.as_array().unwrap().iter().rev();
        rows.map(|row| (text(&row["created_at"]), row["success"] == true))
            .collect()
    }
}

fn dates(tries: &[(String, bool)]) -> Vec<(&str, bool)> {
    let mut dates = Vec::new();
    for (at, is_good) in tries {
        dates.push((at.split('T').next().unwrap(), *is_good));
    }
    dates
}

#[tokio::test]
async fn a_refused_bill_is_tried_three_times_more_and_then_all_ends() {
    let sandbox = sandbox(0).await;
    let payer = Payer::new(&sandbox, MONTHLY).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(31 * DAY);
    let mut before = payer.now(&sandbox).await;
    for (hours, next) in [
        (0, "2026-04-15"),
        (DAY - 1, "2026-04-15"),
        (1, "2026-04-17"),
        (2 * DAY, "2026-04-20"),
        (3 * DAY - 1, "2026-04-20"),
    ] {
        sandbox.hours(hours);
        before["next_billing_date"] = json!(format!("{next}T09:26:53Z"));
        assert_eq!(payer.now(&sandbox).await, before);
        assert_eq!(
            (&before["state"], &before["active_interval_finishes_at"]),
            (&json!("active"), &json!("2026-04-14T09:26:53Z"))
        );
    }
    sandbox.hours(1);
    before["state"] = json!("cancelled");
    before["next_billing_date"] = Value::Null;
    before["cancelled_at"] = json!("2026-04-20T09:26:53Z");
    assert_eq!(payer.now(&sandbox).await, before);
    sandbox.hours(400 * DAY);
    assert_eq!(payer.now(&sandbox).await, before);
    let tries = payer.tries(&sandbox).await;
    let expected = [
        ("2026-03-14", true),
        ("2026-04-14", false),
        ("2026-04-15", false),
        ("2026-04-17", false),
        ("2026-04-20", false),
    ];
    assert_eq!(dates(&tries), expected);
    let ledger = format!("{}/ledger", payer.subscription);
    assert_eq!(sandbox.get(&ledger).await.json()["count"], 1);
}

#[tokio::test]
async fn a_failed_try_is_a_failed_charge_of_the_customer() {
    let sandbox = sandbox(0).await;
    let payer = Payer::new(&sandbox, MONTHLY).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(33 * DAY);
    let list = sandbox
        .get(&format!("{}/charges", payer.customer))
        .await
        .response();
    for row in &list.as_array().unwrap()[..2] {
        assert_eq!(row["success"], false);
        assert!(row["error_message"].is_string(), "{row}");
        assert_eq!(
            (&row["amount"], &row["captured"], &row["total_fees"]),
            (&json!(4200), &json!(false), &Value::Null)
        );
    }
    let everything = sandbox.get("/1/charges").await.response();
    assert_eq!(everything, list);
}

#[tokio::test]
async fn a_try_that_is_paid_continues_from_the_day_that_was_due() {
    for (hours, tries) in [(0, 1), (DAY, 2), (3 * DAY, 3)] {
        let sandbox = sandbox(0).await;
        let payer = Payer::new(&sandbox, MONTHLY).await;
        payer.pays_with(&sandbox, SHORT).await;
        sandbox.hours(31 * DAY + hours);
        assert_eq!(payer.tries(&sandbox).await.len(), 1 + tries);
        payer.pays_with(&sandbox, GOOD).await;
        // A new card is charged at the next try, not at once.
        assert_eq!(payer.tries(&sandbox).await.len(), 1 + tries);
        sandbox.hours(3 * DAY);
        let now = payer.now(&sandbox).await;
        assert_eq!(
            [
                &now["state"],
                &now["next_billing_date"],
                &now["active_interval_started_at"],
                &now["active_interval_finishes_at"],
                &now["cancelled_at"]
            ],
            [
                &json!("active"),
                &json!("2026-05-14T09:26:53Z"),
                &json!("2026-04-14T09:26:53Z"),
                &json!("2026-05-14T09:26:53Z"),
                &Value::Null
            ]
        );
        let made = payer.tries(&sandbox).await;
        assert_eq!((made.len(), made.last().unwrap().1), (2 + tries, true));
        // The next bill that is refused has all its tries again.
        payer.pays_with(&sandbox, SHORT).await;
        sandbox.hours(60 * DAY);
        assert_eq!(payer.tries(&sandbox).await.len(), 2 + tries + 4);
        assert_eq!(
            payer.now(&sandbox).await["cancelled_at"],
            "2026-05-20T09:26:53Z"
        );
    }
}

#[tokio::test]
async fn a_card_put_into_the_subscription_is_charged_at_the_next_try() {
    let sandbox = sandbox(0).await;
    let payer = Payer::new(&sandbox, MONTHLY).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(31 * DAY);
    let card = with(CARD, "number", Some(GOOD));
    let added = sandbox
        .post(&format!("{}/cards", payer.customer), &card)
        .await
        .response();
    let form = format!("card_token={}", text(&added["token"]));
    assert_eq!(sandbox.put(&payer.subscription, &form).await.status, 200);
    sandbox.hours(DAY);
    let tries = payer.tries(&sandbox).await;
    let expected = [
        ("2026-03-14", true),
        ("2026-04-14", false),
        ("2026-04-15", true),
    ];
    assert_eq!(dates(&tries), expected);
}

#[tokio::test]
async fn an_interval_shorter_than_a_week_is_not_retried() {
    for (terms, ends, tries) in [
        (
            "interval=6&interval_unit=day",
            Some("2026-03-20T09:26:53Z"),
            2,
        ),
        ("interval=7&interval_unit=day", None, 2),
        ("interval=1&interval_unit=week", None, 2),
    ] {
        let sandbox = sandbox(0).await;
        let terms = format!("name=A&amount=1000&currency=AUD&{terms}");
        let payer = Payer::new(&sandbox, &terms).await;
        payer.pays_with(&sandbox, SHORT).await;
        sandbox.hours(7 * DAY);
        let now = payer.now(&sandbox).await;
        assert_eq!(now["cancelled_at"].as_str(), ends, "{terms}");
        assert_eq!(now["next_billing_date"].is_null(), ends.is_some());
        assert_eq!(now["state"] == "cancelled", ends.is_some());
        assert_eq!(payer.tries(&sandbox).await.len(), tries);
    }
}

#[tokio::test]
async fn a_trial_that_ends_in_a_refused_bill_is_active_and_retried() {
    let sandbox = sandbox(0).await;
    let terms = format!("{MONTHLY}&trial_interval=14&trial_interval_unit=day");
    let payer = Payer::new(&sandbox, &terms).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(15 * DAY);
    let now = payer.now(&sandbox).await;
    assert_eq!(
        [
            &now["state"],
            &now["next_billing_date"],
            &now["active_interval_started_at"],
            &now["active_interval_finishes_at"]
        ],
        [
            "active",
            "2026-03-31T09:26:53Z",
            TODAY,
            "2026-03-28T09:26:53Z"
        ]
    );
    payer.pays_with(&sandbox, GOOD).await;
    sandbox.hours(2 * DAY);
    let now = payer.now(&sandbox).await;
    assert_eq!(now["next_billing_date"], "2026-04-28T09:26:53Z");
    assert_eq!(now["active_interval_started_at"], "2026-03-28T09:26:53Z");
}

#[tokio::test]
async fn the_intervals_of_a_limited_plan_are_those_that_are_paid() {
    let sandbox = sandbox(0).await;
    let terms = "name=A&amount=1000&currency=AUD&interval=1&interval_unit=week&intervals=3";
    let payer = Payer::new(&sandbox, terms).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(8 * DAY);
    payer.pays_with(&sandbox, GOOD).await;
    sandbox.hours(40 * DAY);
    let now = payer.now(&sandbox).await;
    assert_eq!(
        (&now["state"], &now["cancelled_at"]),
        (&json!("cancelled"), &json!("2026-04-04T09:26:53Z"))
    );
    let tries = payer.tries(&sandbox).await;
    let expected = [
        ("2026-03-14", true),
        ("2026-03-21", false),
        ("2026-03-22", false),
        ("2026-03-24", true),
        ("2026-03-28", true),
    ];
    assert_eq!(dates(&tries), expected);
}

#[tokio::test]
async fn what_is_retried_can_be_cancelled_at_once_and_begun_again() {
    let sandbox = sandbox(0).await;
    let payer = Payer::new(&sandbox, MONTHLY).await;
    payer.pays_with(&sandbox, SHORT).await;
    sandbox.hours(32 * DAY);
    let cancelled = sandbox.delete(&payer.subscription).await;
    assert_eq!(cancelled.status, 200);
    let cancelled = cancelled.response();
    assert_eq!(
        [
            &cancelled["state"],
            &cancelled["next_billing_date"],
            &cancelled["cancelled_at"]
        ],
        [
            &json!("cancelled"),
            &Value::Null,
            &json!("2026-04-15T09:26:53Z")
        ]
    );
    sandbox.hours(30 * DAY);
    assert_eq!(payer.now(&sandbox).await, cancelled);
    let again = format!("{}/reactivate", payer.subscription);
    let refused = sandbox.put(&again, "").await;
    assert_eq!(
        (refused.status, &refused.json()["error"]),
        (400, &json!("insufficient_funds"))
    );
    assert_eq!(payer.now(&sandbox).await, cancelled);
    payer.pays_with(&sandbox, GOOD).await;
    let begun = sandbox.put(&again, "").await;
    assert_eq!(begun.status, 200);
    let begun = begun.response();
    assert_eq!(
        (&begun["state"], &begun["next_billing_date"]),
        (&json!("active"), &json!("2026-06-15T09:26:53Z"))
    );
}

#[tokio::test]
async fn a_deleted_customer_and_a_deleted_plan_end_the_retries() {
    for deletes_plan in [false, true] {
        let sandbox = sandbox(0).await;
        let payer = Payer::new(&sandbox, MONTHLY).await;
        payer.pays_with(&sandbox, SHORT).await;
        sandbox.hours(32 * DAY);
        let path = if deletes_plan {
            let plan = payer.now(&sandbox).await["plan_token"].clone();
            format!("/1/plans/{}", text(&plan))
        } else {
            payer.customer.clone()
        };
        assert_eq!(sandbox.delete(&path).await.status, 204);
        sandbox.hours(30 * DAY);
        let now = sandbox.get(&payer.subscription).await;
        if deletes_plan {
            assert_eq!(now.status, 404);
        } else {
            let now = now.response();
            assert_eq!(
                (&now["state"], &now["cancelled_at"]),
                (&json!("cancelled"), &json!("2026-04-15T09:26:53Z"))
            );
        }
        let made = sandbox.get("/1/charges").await.json()["count"].clone();
        assert_eq!(made, 3);
    }
}

#[tokio::test]
async fn a_card_that_expires_between_two_bills_is_refused_as_expired() {
    let sandbox = sandbox(0).await;
    let payer = Payer::new(&sandbox, MONTHLY).await;
    let card = with(
        &with(CARD, "expiry_month", Some("4")),
        "expiry_year",
        Some("2026"),
    );
    assert_eq!(
        sandbox.put(&payer.customer, &nested(&card)).await.status,
        200
    );
    sandbox.hours(100 * DAY);
    let tries = payer.tries(&sandbox).await;
    let expected = [
        ("2026-03-14", true),
        ("2026-04-14", true),
        ("2026-05-14", false),
        ("2026-05-15", false),
        ("2026-05-17", false),
        ("2026-05-20", false),
    ];
    assert_eq!(dates(&tries), expected);
}

#[tokio::test]
async fn retries_continue_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    let first = start(0, 7, store(), TODAY).await;
    let payer = Payer::new(&first, MONTHLY).await;
    payer.pays_with(&first, SHORT).await;
    first.hours(32 * DAY);
    let before = payer.now(&first).await;
    first.stop().await;
    let second = start(0, 7, store(), "2026-04-16T00:00:00Z").await;
    assert_eq!(payer.now(&second).await, before);
    second.stop().await;
    let third = start(0, 7, store(), "2026-04-21T00:00:00Z").await;
    assert_eq!(payer.tries(&third).await.len(), 5);
    assert_eq!(
        payer.now(&third).await["cancelled_at"],
        "2026-04-20T09:26:53Z"
    );
}
