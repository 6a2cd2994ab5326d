//! Charges and their refunds (contract sections 7, 8 and 11).

use serde_json::{Value, json};

use super::wire::*;

async fn charge(sandbox: &Sandbox, form: &str) -> Answer {
    sandbox
        .post(
            "/1/charges",
            &format!("email=payer@example.com&description=Beans&{form}"),
        )
        .await
}

#[tokio::test]
async fn a_charge_of_a_customer_is_listed_first_and_can_be_read() {
    let sandbox = sandbox(30).await;
    let customer = sandbox.customer("payer@example.com").await;
    let token = text(&customer["token"]);
    let made = charge(
        &sandbox,
        &format!("amount=400&customer_token={token}&ip_address=203.0.113.7&metadata[Order]=7"),
    )
    .await;
    assert_eq!(made.status, 201, "{}", made.body);
    let charge = made.response();
    assert_eq!(
        (&charge["total_fees"], &charge["merchant_entitlement"]),
        (&json!(37), &json!(363))
    );
    assert_eq!(
        (&charge["success"], &charge["captured"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        (&charge["status_message"], &charge["captured_at"]),
        (&json!("Success"), &json!(TODAY))
    );
    assert_eq!(
        (&charge["currency"], &charge["ip_address"]),
        (&json!("AUD"), &json!("203.0.113.7"))
    );
    assert_eq!(charge["metadata"], json!({"Order": "7"}));
    assert_eq!(charge["card"], customer["card"]);
    assert_eq!(sandbox.get("/1/charges").await.response()[0], charge);
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}/charges"))
            .await
            .response(),
        json!([charge])
    );
    let path = format!("/1/charges/{}", text(&charge["token"]));
    assert_eq!(sandbox.get(&path).await.response(), charge);
    let refunds = sandbox.get(&format!("{path}/refunds")).await.json();
    assert_eq!(
        (&refunds["response"], &refunds["pagination"]["count"]),
        (&json!([]), &json!(0))
    );
}

#[tokio::test]
async fn every_source_of_a_card_can_be_charged() {
    let sandbox = sandbox(30).await;
    let by_number = charge(&sandbox, &format!("amount=100&{}", nested(CARD))).await;
    assert_eq!(
        (by_number.status, &by_number.response()["total_fees"]),
        (201, &json!(32))
    );
    assert_eq!(by_number.response()["card"]["customer_token"], Value::Null);

    let unused = sandbox.card_token().await;
    assert_eq!(
        charge(&sandbox, &format!("amount=100&card_token={unused}"))
            .await
            .status,
        201
    );
    let again = charge(&sandbox, &format!("amount=100&card_token={unused}")).await;
    assert_eq!(
        (again.status, &again.json()["error"]),
        (400, &json!("token_already_used"))
    );

    let base = sandbox.get("/1/customers").await.response()[0].clone();
    let path = format!("/1/customers/{}", text(&base["token"]));
    let second = sandbox.get(&format!("{path}/cards")).await.response()[1].clone();
    let own = charge(
        &sandbox,
        &format!("amount=100&card_token={}", text(&second["token"])),
    )
    .await;
    assert_eq!((own.status, &own.response()["card"]), (201, &second));
    let listed = sandbox.get(&format!("{path}/charges")).await.response();
    assert_eq!(listed[0], own.response());

    for (form, status) in [
        ("card_token=card_nytGw7koRg23EEp9NTmz9w", 404),
        ("payment_source_token=ps_nytGw7koRg23EEp9NTmz9w", 404),
        ("customer_token=cus_nytGw7koRg23EEp9NTmz9w", 404),
        ("card_token=", 422),
        ("card_token=a&customer_token=b", 404),
        ("colour=red", 422),
    ] {
        assert_eq!(
            charge(&sandbox, &format!("amount=100&{form}")).await.status,
            status,
            "{form}"
        );
    }
}

#[tokio::test]
async fn an_uncaptured_charge_is_authorised() {
    let sandbox = sandbox(0).await;
    let made = charge(
        &sandbox,
        &format!("amount=400&capture=false&{}", nested(CARD)),
    )
    .await
    .response();
    assert_eq!(
        (&made["success"], &made["captured"]),
        (&json!(true), &json!(false))
    );
    assert_eq!(
        (&made["captured_at"], &made["total_fees"]),
        (&Value::Null, &Value::Null)
    );
    assert_eq!(made["merchant_entitlement"], Value::Null);
    assert_eq!(made["authorisation_expired"], false);
}

#[tokio::test]
async fn test_cards_decline_as_documented_and_leave_a_failed_charge() {
    let sandbox = sandbox(0).await;
    let table = [
        (
            "4100000000000001",
            400,
            "card_declined",
            "The card was declined",
            "Card Declined",
        ),
        (
            "5510000000000002",
            400,
            "insufficient_funds",
            "There are not enough funds available to process the requested amount",
            "The account has insufficient funds",
        ),
        (
            "379000000000003",
            400,
            "invalid_cvv",
            "The card verification code (cvc) was incorrect",
            "An unexpected error has occurred",
        ),
        (
            "4800000000000004",
            400,
            "invalid_card",
            "The card was invalid",
            "Invalid card details",
        ),
        (
            "5590000000000005",
            400,
            "processing_error",
            "An error occurred while processing the card",
            "Processing error",
        ),
        (
            "4600000000000006",
            400,
            "suspected_fraud",
            "The transaction was flagged as possibly fraudulent and subsequently declined",
            "The transaction was flagged as possibly fraudulent and subsequently declined",
        ),
        (
            "4300000000000009",
            502,
            "gateway_error",
            "An upstream error occurred while processing the transaction. Please try again.",
            "An upstream error occurred while processing the transaction",
        ),
        (
            "4400000000000099",
            400,
            "unknown",
            "Sorry, an unknown error has occurred. This is being investigated",
            "Unknown error",
        ),
    ];
    for (number, status, code, message, gateway) in table {
        let refused = charge(
            &sandbox,
            &format!("amount=400&{}", nested(&with(CARD, "number", Some(number)))),
        )
        .await;
        assert_eq!(refused.status, status, "{code}");
        let token = text(&refused.json()["charge_token"]);
        assert_eq!(
            refused.body,
            format!(
                r#"{{"error":"{code}","error_description":"{message}","charge_token":"{token}"}}"#
            )
        );
        let failed = sandbox.get(&format!("/1/charges/{token}")).await.response();
        assert_eq!(
            (&failed["success"], &failed["error_message"]),
            (&json!(false), &json!(gateway))
        );
        assert_eq!(failed["status_message"], gateway);
        assert_eq!(
            (&failed["captured"], &failed["total_fees"]),
            (&json!(false), &Value::Null)
        );
    }
    assert_eq!(
        sandbox.get("/1/charges").await.json()["pagination"]["count"],
        8
    );
}

#[tokio::test]
async fn amounts_are_checked_per_currency() {
    let sandbox = sandbox(0).await;
    let refusals = [
        (
            "amount=",
            json!(["Amount can't be blank", "Amount is not a number"]),
        ),
        ("amount=ten", json!(["Amount is not a number"])),
        (
            "amount=4.50",
            json!([
                "Amount must be an integer",
                "Amount must be at least 100 ($1.00 AUD)"
            ]),
        ),
        ("amount=400.5", json!(["Amount must be an integer"])),
        ("amount=4e2", json!(["Amount must be an integer"])),
        ("amount=NaN", json!(["Amount is not a number"])),
        (
            "amount=99999999999999999999",
            json!(["Amount must be at most 1000000000000"]),
        ),
        (
            "amount=99",
            json!(["Amount must be at least 100 ($1.00 AUD)"]),
        ),
        (
            "amount=-400",
            json!(["Amount must be at least 100 ($1.00 AUD)"]),
        ),
        (
            "amount=99&currency=JPY",
            json!(["Amount must be at least 100 (¥100 JPY)"]),
        ),
        (
            "amount=49&currency=GBP",
            json!(["Amount must be at least 50 (£0.50 GBP)"]),
        ),
        (
            "amount=999999&currency=IDR",
            json!(["Amount must be at least 1000000 (Rp10,000.00 IDR)"]),
        ),
        (
            "amount=400&currency=XXX",
            json!(["Currency is not supported"]),
        ),
    ];
    for (form, expected) in refusals {
        let refused = charge(&sandbox, &format!("{form}&{}", nested(CARD))).await;
        assert_eq!(refused.status, 422, "{form}");
        let messages = refused.json()["messages"].clone();
        let texts: Vec<Value> = messages
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["message"].clone())
            .collect();
        assert_eq!(Value::from(texts), expected, "{form}");
    }
    for form in [
        "amount=100",
        "amount=100&currency=jpy",
        "amount=50&currency=GBP",
        "amount=%20400",
    ] {
        assert_eq!(
            charge(&sandbox, &format!("{form}&{}", nested(CARD)))
                .await
                .status,
            201,
            "{form}"
        );
    }
}

#[tokio::test]
async fn a_refused_charge_spends_no_token_but_a_declined_one_does() {
    let sandbox = sandbox(0).await;
    let token = sandbox.card_token().await;
    assert_eq!(
        charge(&sandbox, &format!("amount=1&card_token={token}"))
            .await
            .status,
        422
    );
    assert_eq!(
        charge(&sandbox, &format!("amount=100&card_token={token}"))
            .await
            .status,
        201
    );
    let bad = sandbox
        .post("/1/cards", &with(CARD, "number", Some("4100000000000001")))
        .await
        .response();
    let bad = format!("amount=100&card_token={}", text(&bad["token"]));
    assert_eq!(
        charge(&sandbox, &bad).await.json()["error"],
        "card_declined"
    );
    assert_eq!(
        charge(&sandbox, &bad).await.json()["error"],
        "token_already_used"
    );
}

#[tokio::test]
async fn too_much_metadata_and_a_blank_email_are_refused() {
    let sandbox = sandbox(0).await;
    let many = (0..26)
        .map(|n| format!("&metadata[k{n}]=v"))
        .collect::<Vec<_>>()
        .concat();
    let long = format!("&metadata[k]={}", "v".repeat(501));
    for metadata in [many, long, format!("&metadata[{}]=v", "k".repeat(51))] {
        let refused = charge(&sandbox, &format!("amount=400&{}{metadata}", nested(CARD))).await;
        assert_eq!(
            (refused.status, &refused.json()["messages"][0]["param"]),
            (422, &json!("metadata"))
        );
    }
    let refused = sandbox
        .post("/1/charges", &format!("amount=400&{}", nested(CARD)))
        .await;
    assert_eq!(
        refused.json()["messages"][0]["message"],
        "Email can't be blank"
    );
}

#[tokio::test]
async fn an_unused_token_lapses_after_a_month() {
    let folder = tempfile::tempdir().unwrap();
    let store = || pintui::sandbox::Store::File(folder.path().join("sandbox.db"));
    let earlier = start(1, 7, store(), "2026-02-01T00:00:00Z").await;
    let token = earlier.card_token().await;
    earlier.stop().await;
    let later = start(1, 7, store(), TODAY).await;
    let refused = charge(&later, &format!("amount=400&card_token={token}")).await;
    assert_eq!(
        (refused.status, &refused.json()["error_description"]),
        (404, &json!("The requested resource could not be found."))
    );
}

#[tokio::test]
async fn unknown_charges_are_not_found() {
    let sandbox = sandbox(3).await;
    for path in [
        "foo",
        "ch_nytGw7koRg23EEp9NTmz9w",
        "foo/refunds",
        "cus_nytGw7koRg23EEp9NTmz9w",
    ] {
        let answer = sandbox.get(&format!("/1/charges/{path}")).await;
        assert_eq!(
            (answer.status, &answer.json()["error"]),
            (404, &json!("not_found")),
            "{path}"
        );
    }
}
