//! However far the clock jumps at once, the same comes out of it.

use serde_json::Value;

use super::dunning::{GOOD, SHORT};
use super::time::{plan, subscribed};
use super::wire::*;

/// Lists everything that time moves, but for the tokens of charges, which are random.
async fn everything(sandbox: &Sandbox) -> Vec<Value> {
    let mut rows = Vec::new();
    for list in ["subscriptions", "charges"] {
        for page in 1.. {
            let page = sandbox.get(&format!("/1/{list}?page={page}")).await;
            let page = page.response().as_array().unwrap().clone();
            rows.extend(page.iter().map(|row| {
                let mut row = row.clone();
                row["token"] = Value::Null;
                for name in ["plan_token", "customer_token", "card"] {
                    row.as_object_mut().unwrap().remove(name);
                }
                row
            }));
            if page.len() < 25 {
                break;
            }
        }
    }
    // What happens in the same second is in no order.
    rows.sort_by_key(Value::to_string);
    rows
}

/// Makes subscriptions of all kinds on cards that are short, expire soon or are good.
async fn populated() -> Sandbox {
    let sandbox = sandbox(60).await;
    let kinds = [
        "interval=1&interval_unit=month",
        "interval=1&interval_unit=week&intervals=5",
        "interval=3&interval_unit=day",
        "interval=2&interval_unit=week&trial_interval=5&trial_interval_unit=day",
    ];
    for (nth, kind) in kinds.iter().enumerate() {
        let terms = format!("name=Kind{nth}&amount=1000&currency=AUD&{kind}");
        let plan = plan(&sandbox, &terms).await;
        for number in [SHORT, GOOD] {
            let (customer, _) = subscribed(&sandbox, &plan, "").await;
            let card = with(CARD, "number", Some(number));
            let card = with(
                &with(&card, "expiry_month", Some("4")),
                "expiry_year",
                Some("2026"),
            );
            assert_eq!(sandbox.put(&customer, &nested(&card)).await.status, 200);
        }
    }
    // Some base customers are kept from here on, others are not.
    let customers = sandbox.get("/1/customers").await.response();
    for customer in customers.as_array().unwrap().iter().step_by(2) {
        let path = format!("/1/customers/{}", text(&customer["token"]));
        assert_eq!(sandbox.put(&path, "notes=touched").await.status, 200);
    }
    sandbox
}

/// However the clock jumps, the same charges and states come out as when it runs in small steps.
#[tokio::test]
async fn jumps_of_the_clock_change_nothing() {
    const WHOLE: i64 = 150 * DAY;
    let steady = populated().await;
    for _ in 0..WHOLE / 10 {
        steady.hours(10);
        steady.get("/1/balance").await;
    }
    let expected = everything(&steady).await;
    let failed = expected
        .iter()
        .filter(|row| row["success"] == false)
        .count();
    assert!(failed > 20, "{failed}");
    for jumps in [
        vec![WHOLE],
        vec![33 * DAY + 5, 4 * DAY, 2 * DAY + 1, 90 * DAY],
    ] {
        let jumping = populated().await;
        for jump in &jumps {
            jumping.hours(*jump);
            jumping.get("/1/customers").await;
        }
        jumping.hours(WHOLE - jumps.iter().sum::<i64>());
        let found = everything(&jumping).await;
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert_eq!(found, expected, "{jumps:?}");
        }
    }
}
