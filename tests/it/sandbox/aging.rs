//! The base data age by the same rules as what calls made, in memory and from a file.

use std::collections::HashMap;

use jiff::{SignedDuration, Timestamp};
use serde_json::Value;

use super::time::{MONTHLY, charges, plan, subscribed};
use super::wire::*;

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
            let bills = |list: Value| -> Vec<Value> {
                let rows = list["response"].as_array().unwrap().clone();
                rows.into_iter()
                    .map(|mut row| {
                        // A kept charge has a token of its own.
                        row["token"] = Value::Null;
                        row
                    })
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
        201
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
        dates.is_sorted_by(|newer, older| newer >= older) && dates[0].as_str() > "2026-06-13",
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

/// The balance counts what the account-wide lists show, wherever the clock is set, even back to where it was.
#[tokio::test]
async fn the_balance_agrees_with_the_lists_at_every_time() {
    let (sandbox, mut now) = (sandbox(400).await, TODAY.parse::<Timestamp>().unwrap());
    for hours in [0, 17, 30, 40 * DAY, -41 * DAY - 23, 400 * DAY, -400 * DAY] {
        sandbox.hours(hours);
        now += SignedDuration::from_hours(hours);
        let balance = sandbox.get("/1/balance").await.response();
        let counted = counted(&sandbox, now.as_second()).await;
        for (list, nth) in [("available", 0), ("pending", 1)] {
            let amounts = balance[list].as_array().unwrap().iter();
            let amounts = amounts.map(|sum| (text(&sum["currency"]), sum["amount"].clone()));
            let amounts: HashMap<String, Value> = amounts.collect();
            for currency in ["AUD", "NZD", "USD", "JPY"] {
                // Each of the four begins with ten thousand times its least charge, which is 100.
                let moved = counted.get(currency).map_or(0, |sums| sums[nth]);
                assert_eq!(
                    amounts[currency],
                    1_000_000 + moved,
                    "{list} {currency} {now}"
                );
            }
            assert_eq!(amounts.len(), 4);
        }
    }
}

/// Adds up what the account-wide lists say is available and pending, by currency.
async fn counted(sandbox: &Sandbox, now: i64) -> HashMap<String, [i64; 2]> {
    let day = 24 * 3600;
    let unpaid = |at: i64| at <= now && (at.div_euclid(day) + 4) * day + 7200 > now;
    let mut sums: HashMap<String, [i64; 2]> = HashMap::new();
    for list in ["charges", "refunds"] {
        for page in 1.. {
            let rows = sandbox.get(&format!("/1/{list}?page={page}")).await;
            let rows = rows.response().as_array().unwrap().clone();
            for row in &rows {
                let at = text(&row["created_at"]).parse::<Timestamp>().unwrap();
                let at = at.as_second();
                let sum = sums.entry(text(&row["currency"])).or_default();
                if list == "refunds" && unpaid(at) && row["success"] != false {
                    let amount = row["amount"].as_i64().unwrap();
                    *sum = sum.map(|sum| sum - amount);
                } else if list == "charges" && unpaid(at) {
                    let amount = row["merchant_entitlement"].as_i64().unwrap_or(0);
                    sum[1] += amount;
                    sum[0] += if now >= at + 2 * day { amount } else { 0 };
                }
            }
            let oldest = rows.last().map(|row| text(&row["created_at"]));
            let oldest = oldest.map(|at| at.parse::<Timestamp>().unwrap().as_second());
            if oldest.is_none_or(|oldest| oldest < now - 6 * day) {
                break;
            }
        }
    }
    sums
}
