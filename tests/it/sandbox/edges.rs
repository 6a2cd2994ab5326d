//! The largest numbers, blank and null parameters, clocks far ahead: nothing that is accepted may break a later call.

use pintui::sandbox::{Clock, Store};
use serde_json::json;

use super::time::{MONTHLY, plan};
use super::wire::*;

#[tokio::test]
async fn amounts_that_could_not_be_added_up_are_refused() {
    let sandbox = sandbox(0).await;
    let most = 1_000_000_000_000_i64;
    for amount in [most + 1, i64::MAX] {
        let form = format!("email=a@example.com&amount={amount}&{}", nested(CARD));
        let refused = sandbox.post("/1/charges", &form).await;
        assert_eq!(refused.status, 422, "{}", refused.body);
        let plan = format!("{MONTHLY}&setup_amount={amount}&trial_amount={amount}");
        assert_eq!(sandbox.post("/1/plans", &plan).await.status, 422);
    }
    for adjustment in [-1, 1_001, i64::MIN, i64::MAX] {
        let form = format!(
            "email=a@example.com&amount=1000&platform_adjustment[amount]={adjustment}&{}",
            nested(CARD)
        );
        let refused = sandbox.post("/1/charges", &form).await;
        assert_eq!(
            (refused.status, &refused.json()["messages"][0]["param"]),
            (422, &json!("platform_adjustment.amount"))
        );
    }
    let form = format!("email=a@example.com&amount={most}&{}", nested(CARD));
    for _ in 0..20 {
        assert_eq!(sandbox.post("/1/charges", &form).await.status, 201);
    }
    let balance = sandbox.get("/1/balance").await.response();
    assert!(balance["pending"][0]["amount"].as_i64() > Some(19 * most));
}

#[tokio::test]
async fn what_typed_clients_leave_out_as_null_counts_as_left_out() {
    let sandbox = sandbox(0).await;
    let json = async |method: &str, path: &str, body: serde_json::Value| {
        sandbox
            .send(method, path, JSON, &body.to_string())
            .await
            .unwrap()
    };
    let token = sandbox.card_token().await;
    let made = json(
        "POST",
        "/1/customers",
        json!({"email": "a@example.com", "company": "Pins", "card": null, "card_token": token}),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let customer = text(&made.response()["token"]);
    let path = format!("/1/customers/{customer}");
    let changed = json(
        "PUT",
        &path,
        json!({"first_name": "Zoë", "company": null, "email": null, "card_token": null, "card": {"number": null}}),
    )
    .await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let changed = changed.response();
    assert_eq!(
        [
            &changed["first_name"],
            &changed["company"],
            &changed["email"]
        ],
        [&json!("Zoë"), &json!("Pins"), &json!("a@example.com")],
        "null leaves what there is"
    );
    for sources in [
        json!({"card": null, "card_token": null}),
        json!({"card_token": "", "payment_source_token": " "}),
    ] {
        let mut body = json!({"amount": 400, "customer_token": customer});
        body.as_object_mut()
            .unwrap()
            .extend(sources.as_object().unwrap().clone());
        let paid = json("POST", "/1/charges", body).await;
        assert_eq!(paid.status, 201, "{}", paid.body);
        let refunds = format!("/1/charges/{}/refunds", text(&paid.response()["token"]));
        let refund = json("POST", &refunds, json!({"amount": null})).await;
        assert_eq!(
            (refund.status, &refund.response()["amount"]),
            (201, &json!(400))
        );
    }
}

#[tokio::test]
async fn an_interval_is_no_longer_than_ten_years_whatever_its_unit() {
    let sandbox = sandbox(0).await;
    for (interval, unit, status) in [
        (3_650, "day", 201),
        (3_651, "day", 422),
        (521, "week", 201),
        (522, "week", 422),
        (120, "month", 201),
        (121, "month", 422),
        (10, "year", 201),
        (11, "year", 422),
    ] {
        let form = format!(
            "name=Every {interval} {unit}&amount=1000&currency=AUD&interval={interval}&interval_unit={unit}"
        );
        assert_eq!(
            sandbox.post("/1/plans", &form).await.status,
            status,
            "{form}"
        );
    }
}

#[tokio::test]
async fn permissions_are_taken_away_by_an_empty_list() {
    let sandbox = sandbox(0).await;
    let plan = plan(
        &sandbox,
        &format!("{MONTHLY}&customer_permissions[]=cancel"),
    )
    .await;
    let path = format!("/1/plans/{plan}");
    assert_eq!(
        sandbox.get(&path).await.response()["customer_permissions"],
        json!(["cancel"])
    );
    let changed = sandbox.put(&path, "customer_permissions[]=").await;
    assert_eq!(
        (changed.status, &changed.response()["customer_permissions"]),
        (200, &json!([]))
    );
}

#[tokio::test]
async fn metadata_is_text() {
    let sandbox = sandbox(0).await;
    let form = format!(
        "email=a@example.com&amount=400&metadata[a][b]=1&{}",
        nested(CARD)
    );
    let refused = sandbox.post("/1/charges", &form).await;
    assert_eq!(
        (refused.status, &refused.json()["messages"][0]["param"]),
        (422, &json!("metadata"))
    );
}

#[tokio::test]
async fn an_exact_token_finds_the_charges_of_any_customer() {
    let sandbox = sandbox(5_000).await;
    let list = sandbox.get("/1/customers?page=190").await.response();
    let mut looked_for = 0;
    for customer in list.as_array().unwrap() {
        let token = text(&customer["token"]);
        let charges = sandbox
            .get(&format!("/1/customers/{token}/charges"))
            .await
            .json();
        let found = sandbox
            .get(&format!("/1/charges/search?query={token}"))
            .await
            .json();
        assert_eq!(found["pagination"]["count"], charges["pagination"]["count"]);
        assert_eq!(found["response"], charges["response"]);
        if let Some(charge) = charges["response"].as_array().unwrap().first() {
            let card = text(&charge["card"]["token"]);
            let paid = sandbox
                .get(&format!("/1/charges/search?query={card}"))
                .await
                .response();
            assert_eq!(&paid[0], charge);
            looked_for += 1;
        }
    }
    assert!(looked_for > 5);
}

#[tokio::test]
async fn kept_charges_are_seen_by_lists_searches_and_the_balance_of_another_process_and_after_a_reset()
 {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sandbox.db");
    let (one, two) = (sandbox_in(&path, 0).await, sandbox_in(&path, 0).await);
    let form = format!(
        "email=a@example.com&description=Quokka&amount=1000&{}",
        nested(CARD)
    );
    let counts = async |sandbox: &Sandbox| {
        let list = sandbox.get("/1/charges").await.json();
        let found = sandbox.get("/1/charges/search?query=quokka").await.json();
        let balance = sandbox.get("/1/balance").await.response();
        assert_eq!(list["pagination"]["count"], found["pagination"]["count"]);
        (
            list["pagination"]["count"].as_u64().unwrap(),
            balance["pending"][0]["amount"].as_i64().unwrap() - 1_000_000,
        )
    };
    for made in 1..=3_u64 {
        let by = if made % 2 == 0 { &one } else { &two };
        assert_eq!(by.post("/1/charges", &form).await.status, 201);
        let expected = (made, i64::try_from(made).unwrap() * 952);
        assert_eq!(counts(&one).await, expected);
        assert_eq!(counts(&two).await, expected);
    }
    pintui::sandbox::reset(&path).unwrap();
    assert_eq!(counts(&one).await, (0, 0));
    assert_eq!(one.post("/1/charges", &form).await.status, 201);
    assert_eq!(counts(&two).await, (1, 952));
}

#[tokio::test]
async fn a_process_whose_clock_is_ahead_moves_no_others_data() {
    let folder = tempfile::tempdir().unwrap();
    let store = || Store::File(folder.path().join("sandbox.db"));
    let ahead = start(40, 7, store(), "2027-04-20T12:00:00Z").await;
    let seen = ahead.get("/1/customers").await.body;
    let now = start(40, 7, store(), TODAY).await;
    assert_eq!(now.get("/1/customers").await.status, 200);
    assert_eq!(ahead.get("/1/customers").await.body, seen);
}

#[tokio::test]
async fn twenty_years_of_daily_bills_are_worked_out() {
    let sandbox = sandbox(0).await;
    let plan = plan(
        &sandbox,
        "name=Daily&amount=100&currency=AUD&interval=1&interval_unit=day",
    )
    .await;
    let card = nested(&with(CARD, "expiry_year", Some("2060")));
    let form = format!("email=payer@example.com&{card}");
    let made = sandbox.post("/1/customers", &form).await.response();
    let customer = text(&made["token"]);
    let form = format!("plan_token={plan}&customer_token={customer}");
    assert_eq!(sandbox.post("/1/subscriptions", &form).await.status, 201);
    sandbox.hours(20 * 365 * DAY);
    let list = sandbox
        .get(&format!("/1/customers/{customer}/charges"))
        .await
        .json();
    assert_eq!(list["pagination"]["count"], 20 * 365 + 1);
    for far in ["+7321d", "2060-01-01", "9999-12-30"] {
        assert!(far.parse::<Clock>().is_err(), "{far}");
    }
}
