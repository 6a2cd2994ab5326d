//! Customers: create, list, get, delete (contract section 5).

use serde_json::{Value, json};

use super::wire::*;

#[tokio::test]
async fn a_new_customer_is_answered_listed_first_and_found() {
    let sandbox = sandbox(30).await;
    let form = format!(
        "email=roland@example.com&first_name=Roland&last_name=Robot&phone_number=1300%20364%20800&company=Pins&notes=&{}",
        nested(CARD)
    );
    let made = sandbox.post("/1/customers", &form).await;
    assert_eq!(made.status, 201);
    let customer = made.response();
    let token = text(&customer["token"]);
    assert!(token.starts_with("cus_") && token.len() == 26, "{token}");
    assert_eq!(customer["phone_number"], "1300 364 800");
    assert_eq!(customer["notes"], "");
    assert_eq!(customer["created_at"], TODAY);
    assert_eq!(customer["card"]["primary"], true);
    assert_eq!(customer["card"]["customer_token"], token.as_str());
    assert_eq!(customer["card"]["display_number"], "XXXX-XXXX-XXXX-0000");
    assert_eq!(customer["card"]["scheme"], "master");
    assert_eq!(made.json().get("ip_address"), None);

    let list = sandbox.get("/1/customers").await.json();
    assert_eq!(list["response"][0], customer);
    assert_eq!(list["pagination"]["count"], 31);
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}"))
            .await
            .response(),
        customer
    );
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}/charges"))
            .await
            .response(),
        json!([])
    );
    assert_eq!(
        sandbox
            .get(&format!("/1/customers/{token}/subscriptions"))
            .await
            .response(),
        json!([])
    );
}

#[tokio::test]
async fn fields_that_were_not_sent_are_null() {
    let sandbox = sandbox(0).await;
    let customer = sandbox.customer("a@example.com").await;
    for name in [
        "first_name",
        "last_name",
        "phone_number",
        "company",
        "notes",
    ] {
        assert_eq!(customer[name], Value::Null, "{name}");
    }
}

#[tokio::test]
async fn every_missing_field_is_named_in_order() {
    let sandbox = sandbox(0).await;
    let refused = sandbox.post("/1/customers", "").await;
    assert_eq!(refused.status, 422);
    let body = refused.json();
    assert_eq!(body["error"], "invalid_resource");
    assert_eq!(
        body["error_description"],
        "One or more parameters were missing or invalid"
    );
    let params: Vec<&str> = body["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|message| message["param"].as_str().unwrap())
        .collect();
    let expected = [
        "email",
        "email",
        "card.number",
        "card.expiry_month",
        "card.expiry_year",
        "card.cvc",
        "card.name",
        "card.address_line1",
        "card.address_city",
        "card.address_country",
    ];
    assert_eq!(params, expected);
    assert_eq!(
        body["messages"][0],
        json!({"param": "email", "code": "email_invalid", "message": "Email can't be blank"})
    );
    assert_eq!(
        body["messages"][2],
        json!({"param": "card.number", "code": "card_number_invalid", "message": "Card number can't be blank"})
    );
    let keys: Vec<usize> = ["\"param\"", "\"code\"", "\"message\""]
        .iter()
        .map(|key| refused.body.find(key).unwrap())
        .collect();
    assert!(keys.is_sorted(), "{}", refused.body);
}

#[tokio::test]
async fn a_bad_email_is_refused() {
    let sandbox = sandbox(0).await;
    for email in [
        "a",
        "@example.com",
        "a@",
        "a%20b@example.com",
        "a@b@example.com",
    ] {
        let refused = sandbox
            .post("/1/customers", &format!("email={email}&{}", nested(CARD)))
            .await;
        assert_eq!(
            (refused.status, &refused.json()["messages"][0]["param"]),
            (422, &"email".into()),
            "{email}"
        );
    }
}

#[tokio::test]
async fn a_card_token_makes_a_customer_once() {
    let sandbox = sandbox(0).await;
    let card = sandbox.card_token().await;
    let form = format!("email=a@example.com&card_token={card}");
    let made = sandbox.post("/1/customers", &form).await;
    assert_eq!(made.status, 201);
    assert_eq!(made.response()["card"]["token"], card.as_str());
    let again = sandbox.post("/1/customers", &form).await;
    assert_eq!(again.status, 400);
    assert_eq!(again.json()["error"], "token_already_used");
    let unknown = sandbox
        .post(
            "/1/customers",
            "email=a@example.com&card_token=card_nytGw7koRg23EEp9NTmz9w",
        )
        .await;
    assert_eq!(
        (unknown.status, &unknown.json()["error_description"]),
        (404, &"The requested resource could not be found.".into())
    );
    let both = sandbox
        .post("/1/customers", &format!("{form}&{}", nested(CARD)))
        .await;
    assert_eq!(both.status, 422);
    assert_eq!(
        sandbox.get("/1/customers").await.json()["pagination"]["count"],
        1
    );
}

#[tokio::test]
async fn a_card_that_will_be_declined_can_be_stored() {
    let sandbox = sandbox(0).await;
    let card = nested(&with(CARD, "number", Some("4100000000000001")));
    assert_eq!(
        sandbox
            .post("/1/customers", &format!("email=a@example.com&{card}"))
            .await
            .status,
        201
    );
}

#[tokio::test]
async fn unknown_tokens_are_not_found() {
    let sandbox = sandbox(5).await;
    for path in [
        "foo",
        "foo/charges",
        "foo/cards",
        "foo/subscriptions",
        "cus_nytGw7koRg23EEp9NTmz9w",
        "cus_",
    ] {
        let answer = sandbox.get(&format!("/1/customers/{path}")).await;
        assert_eq!(answer.status, 404, "{path}");
        assert_eq!(
            answer.body,
            r#"{"error":"not_found","error_description":"The requested resource could not be found."}"#
        );
    }
}

#[tokio::test]
async fn a_deleted_customer_is_gone_with_its_cards() {
    let sandbox = sandbox(30).await;
    let base = text(&sandbox.get("/1/customers").await.response()[4]["token"]);
    let made = text(&sandbox.customer("a@example.com").await["token"]);
    for token in [base, made] {
        let path = format!("/1/customers/{token}");
        let card = text(&sandbox.get(&path).await.response()["card"]["token"]);
        let deleted = sandbox.delete(&path).await;
        assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
        assert_eq!(deleted.header("content-length"), None);
        for method in ["GET", "DELETE", "PUT"] {
            assert_eq!(
                sandbox.send(method, &path, FORM, "").await.unwrap().status,
                404,
                "{method}"
            );
        }
        assert_eq!(sandbox.get(&format!("{path}/cards")).await.status, 404);
        let charged = sandbox
            .post(
                "/1/charges",
                &format!("email=a@example.com&amount=400&card_token={card}"),
            )
            .await;
        assert_eq!(charged.status, 400, "{}", charged.body);
        let reused = sandbox
            .post(
                "/1/customers",
                &format!("email=a@example.com&card_token={card}"),
            )
            .await;
        assert_eq!(reused.status, 400, "{}", reused.body);
    }
    assert_eq!(
        sandbox.get("/1/customers").await.json()["pagination"]["count"],
        29
    );
}
