//! Cards and card tokens (contract sections 5, 6 and 11).

use serde_json::{Value, json};

use super::wire::*;

#[tokio::test]
async fn a_card_token_belongs_to_nobody_and_tells_the_callers_address() {
    let sandbox = sandbox(0).await;
    let made = sandbox.post("/1/cards", CARD).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["ip_address"], "127.0.0.1");
    assert_eq!(made.header("x-requested-from"), Some("127.0.0.1"));
    assert_eq!(made.response()["customer_token"], Value::Null);
    assert_eq!(made.response()["primary"], Value::Null);
}

#[tokio::test]
async fn documented_numbers_are_taken_with_their_scheme_and_country() {
    let sandbox = sandbox(0).await;
    let numbers = [
        ("4200000000000000", "visa", "AU", "XXXX-XXXX-XXXX-0000"),
        ("5520000190000000", "master", "NZ", "XXXX-XXXX-XXXX-0000"),
        (
            "372000000000000",
            "american_express",
            "AU",
            "XXXX-XXXXXX-X0000",
        ),
        ("3528800000000000", "jcb", "AU", "XXXX-XXXX-XXXX-0000"),
        ("6510000000000000", "discover", "AU", "XXXX-XXXX-XXXX-0000"),
        ("36400190000000", "diners_club", "NZ", "XXXX-XXXXXX-0000"),
        ("5530000000000099", "master", "AU", "XXXX-XXXX-XXXX-0099"),
        ("4200 0000-0000%200000", "visa", "AU", "XXXX-XXXX-XXXX-0000"),
    ];
    for (number, scheme, country, display) in numbers {
        let made = sandbox
            .post(
                "/1/cards",
                &with(CARD, "number", Some(&number.replace(' ', "%20"))),
            )
            .await;
        let card = made.response();
        assert_eq!(card["scheme"], scheme, "{number} {}", made.body);
        assert_eq!(card["issuing_country"], country);
        assert_eq!(card["display_number"], display);
    }
}

#[tokio::test]
async fn no_other_number_is_taken() {
    let sandbox = sandbox(0).await;
    let no_test_card = "Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards";
    for (number, complaint) in [
        ("4242424242424242", no_test_card),
        ("4111-1111%201111%201111", no_test_card),
        ("378282246310005", no_test_card),
        ("4444444444444444", no_test_card),
        ("5520000000000099", "Number is not valid"),
        ("5520000000000001", "Number is not valid"),
        ("0", "Number is not valid"),
        ("1", "Number is not valid"),
        ("42000000000000000000", "Number is not valid"),
        ("abc", "Number is not valid"),
        ("５５２０", "Number is not valid"),
    ] {
        let refused = sandbox
            .post("/1/cards", &with(CARD, "number", Some(number)))
            .await;
        assert_eq!(refused.status, 422, "{number}");
        assert_eq!(
            refused.json()["messages"],
            json!([{"param": "number", "code": "number_invalid", "message": complaint}]),
            "{number}"
        );
        assert!(number.len() < 2 || !refused.body.contains(number));
    }
    let blank = sandbox
        .post("/1/cards", &with(CARD, "number", Some("")))
        .await;
    assert_eq!(
        blank.json()["messages"][0]["message"],
        "Number can't be blank"
    );
}

#[tokio::test]
async fn an_expired_card_is_refused_on_month_and_year_and_this_month_is_good() {
    let sandbox = sandbox(0).await;
    let expiring = |month: &str, year: &str| {
        with(
            &with(CARD, "expiry_month", Some(month)),
            "expiry_year",
            Some(year),
        )
    };
    assert_eq!(
        sandbox
            .post("/1/cards", &expiring("3", "2026"))
            .await
            .status,
        201
    );
    assert_eq!(
        sandbox
            .post("/1/cards", &expiring("3", "26"))
            .await
            .response()["expiry_year"],
        2026
    );
    let refused = sandbox.post("/1/cards", &expiring("02", "2026")).await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json()["messages"],
        json!([
            {"param": "expiry_month", "code": "expiry_month_invalid", "message": "Expiry month is expired"},
            {"param": "expiry_year", "code": "expiry_year_invalid", "message": "Expiry year is expired"}
        ])
    );
    for (month, year) in [
        ("13", "2029"),
        ("0", "2029"),
        ("5", "129"),
        ("x", "2029"),
        ("5", ""),
    ] {
        assert_eq!(
            sandbox
                .post("/1/cards", &expiring(month, year))
                .await
                .status,
            422,
            "{month}/{year}"
        );
    }
}

#[tokio::test]
async fn each_required_field_is_asked_for() {
    let sandbox = sandbox(0).await;
    for name in [
        "number",
        "expiry_month",
        "expiry_year",
        "cvc",
        "name",
        "address_line1",
        "address_city",
        "address_country",
    ] {
        let refused = sandbox.post("/1/cards", &with(CARD, name, None)).await;
        assert_eq!(refused.status, 422, "{name}");
        let messages = refused.json()["messages"].clone();
        assert_eq!(messages.as_array().unwrap().len(), 1);
        assert_eq!(messages[0]["param"], name);
        assert!(text(&messages[0]["message"]).ends_with(" can't be blank"));
    }
    for name in ["address_line2", "address_postcode", "address_state"] {
        assert_eq!(
            sandbox
                .post("/1/cards", &with(CARD, name, None))
                .await
                .status,
            201,
            "{name}"
        );
    }
}

#[tokio::test]
async fn an_added_card_is_not_primary_and_is_listed_after_it() {
    let sandbox = sandbox(30).await;
    let token = text(&sandbox.customer("a@example.com").await["token"]);
    let path = format!("/1/customers/{token}/cards");
    let made = sandbox
        .post(&path, &with(CARD, "number", Some("4200000000000000")))
        .await;
    assert_eq!(made.status, 201);
    assert_eq!(made.json()["ip_address"], "127.0.0.1");
    let card = made.response();
    assert_eq!(
        (&card["primary"], &card["customer_token"]),
        (&json!(false), &json!(token))
    );
    let unused = sandbox.card_token().await;
    let second = sandbox.post(&path, &format!("card_token={unused}")).await;
    assert_eq!(
        (second.status, &second.response()["token"]),
        (201, &json!(unused))
    );
    assert_eq!(
        sandbox
            .post(&path, &format!("card_token={unused}"))
            .await
            .json()["error"],
        "token_already_used"
    );
    let list = sandbox.get(&path).await.json();
    assert_eq!(list["response"][0]["primary"], true);
    assert_eq!(list["response"][1]["token"], unused.as_str());
    assert_eq!(list["response"][2], card);
    assert_eq!(
        (&list["count"], &list["pagination"]["count"]),
        (&json!(3), &json!(3))
    );
}

#[tokio::test]
async fn every_card_but_the_primary_one_can_be_deleted() {
    let sandbox = sandbox(30).await;
    let base = sandbox.get("/1/customers").await.response()[0].clone();
    let path = format!("/1/customers/{}/cards", text(&base["token"]));
    let cards = sandbox.get(&path).await.response();
    assert_eq!(cards.as_array().unwrap().len(), 2);
    let primary = sandbox
        .delete(&format!("{path}/{}", text(&cards[0]["token"])))
        .await;
    assert_eq!(primary.status, 400);
    assert_eq!(
        primary.body,
        r#"{"error":"cannot_delete_primary_card","error_description":"You cannot delete a customer's primary card token"}"#
    );
    let other = format!("{path}/{}", text(&cards[1]["token"]));
    let deleted = sandbox.delete(&other).await;
    assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    assert_eq!(sandbox.delete(&other).await.status, 404);
    assert_eq!(sandbox.get(&path).await.response(), json!([cards[0]]));
    let elsewhere = sandbox.get("/1/customers").await.response()[2]["card"]["token"].clone();
    assert_eq!(
        sandbox
            .delete(&format!("{path}/{}", text(&elsewhere)))
            .await
            .status,
        404
    );
}
