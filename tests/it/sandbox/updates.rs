//! `PUT /customers/{cus}`: plain fields and the three ways of changing the primary card (contract section 5).

use serde_json::json;

use super::wire::*;

/// Gives the path of a base customer with one card, and that card.
async fn plain(sandbox: &Sandbox) -> (String, String) {
    let customer = sandbox.get("/1/customers").await.response()[1].clone();
    (
        format!("/1/customers/{}", text(&customer["token"])),
        text(&customer["card"]["token"]),
    )
}

async fn cards(sandbox: &Sandbox, path: &str) -> Vec<(String, bool)> {
    let list = sandbox.get(&format!("{path}/cards")).await.response();
    list.as_array()
        .unwrap()
        .iter()
        .map(|card| (text(&card["token"]), card["primary"] == true))
        .collect()
}

#[tokio::test]
async fn only_what_is_sent_changes() {
    let sandbox = sandbox(30).await;
    for path in [
        plain(&sandbox).await.0,
        format!(
            "/1/customers/{}",
            text(&sandbox.customer("a@example.com").await["token"])
        ),
    ] {
        let mut expected = sandbox.get(&path).await.response();
        let changed = sandbox
            .put(&path, "first_name=Jane&notes=Rings%20back&company=")
            .await;
        assert_eq!(changed.status, 200);
        expected["first_name"] = json!("Jane");
        expected["notes"] = json!("Rings back");
        expected["company"] = json!("");
        assert_eq!(changed.response(), expected);
        assert_eq!(sandbox.get(&path).await.response(), expected);
        let list = sandbox.get("/1/customers").await.response();
        assert!(list.as_array().unwrap().contains(&expected));
        let left = sandbox
            .send("PUT", &path, JSON, r#"{"notes":null}"#)
            .await
            .unwrap();
        assert_eq!(left.response()["notes"], "Rings back");
        assert_eq!(
            sandbox.put(&path, "").await.response()["first_name"],
            "Jane"
        );
    }
}

#[tokio::test]
async fn a_blank_email_is_refused_and_changes_nothing() {
    let sandbox = sandbox(30).await;
    let (path, _) = plain(&sandbox).await;
    let before = sandbox.get(&path).await.response();
    let refused = sandbox.put(&path, "email=&first_name=Jane").await;
    assert_eq!(refused.status, 422);
    assert_eq!(
        refused.json()["messages"],
        json!([
            {"param": "email", "code": "email_invalid", "message": "Email can't be blank"},
            {"param": "email", "code": "email_invalid", "message": "Email is not formatted properly"}
        ])
    );
    assert_eq!(sandbox.get(&path).await.response(), before);
}

#[tokio::test]
async fn a_card_replaces_and_destroys_the_primary_one() {
    let sandbox = sandbox(30).await;
    let (path, old) = plain(&sandbox).await;
    let changed = sandbox.put(&path, &nested(CARD)).await;
    assert_eq!(changed.status, 200);
    let new = text(&changed.response()["card"]["token"]);
    assert_eq!(cards(&sandbox, &path).await, [(new, true)]);
    let gone = sandbox.delete(&format!("{path}/cards/{old}")).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn a_card_in_an_update_is_checked_whole() {
    let sandbox = sandbox(30).await;
    let (path, old) = plain(&sandbox).await;
    let refused = sandbox
        .put(&path, &nested(&with(CARD, "address_country", None)))
        .await;
    assert_eq!(refused.status, 422);
    let country = json!([{"param": "card.address_country", "code": "card_address_country_invalid",
                          "message": "Card address country can't be blank"}]);
    assert_eq!(refused.json()["messages"], country);
    assert_eq!(cards(&sandbox, &path).await, [(old, true)]);
}

#[tokio::test]
async fn a_card_token_replaces_the_primary_card_with_an_unused_one() {
    let sandbox = sandbox(30).await;
    let (path, _) = plain(&sandbox).await;
    let new = sandbox.card_token().await;
    let changed = sandbox.put(&path, &format!("card_token={new}")).await;
    assert_eq!(changed.response()["card"]["token"], new.as_str());
    assert_eq!(cards(&sandbox, &path).await, [(new, true)]);
}

#[tokio::test]
async fn a_card_token_of_its_own_replaces_the_primary_card_too() {
    let sandbox = sandbox(30).await;
    let (path, old) = plain(&sandbox).await;
    let own = text(
        &sandbox
            .post(&format!("{path}/cards"), CARD)
            .await
            .response()["token"],
    );
    let changed = sandbox.put(&path, &format!("card_token={own}")).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    assert_eq!(cards(&sandbox, &path).await, [(own.clone(), true)]);
    assert_ne!(old, own);
    assert_eq!(
        sandbox
            .put(&path, &format!("card_token={own}"))
            .await
            .status,
        200
    );
    assert_eq!(cards(&sandbox, &path).await, [(own, true)]);
}

#[tokio::test]
async fn a_primary_card_token_switches_and_keeps_the_old_card() {
    let sandbox = sandbox(30).await;
    let (path, old) = plain(&sandbox).await;
    let own = text(
        &sandbox
            .post(&format!("{path}/cards"), CARD)
            .await
            .response()["token"],
    );
    assert_eq!(
        cards(&sandbox, &path).await,
        [(old.clone(), true), (own.clone(), false)]
    );
    let changed = sandbox
        .put(&path, &format!("primary_card_token={own}"))
        .await;
    assert_eq!(changed.response()["card"]["token"], own.as_str());
    assert_eq!(
        cards(&sandbox, &path).await,
        [(own.clone(), true), (old.clone(), false)]
    );
    let back = sandbox
        .put(&path, &format!("primary_card_token={old}"))
        .await;
    assert_eq!(back.response()["card"]["token"], old.as_str());
    let unused = sandbox.card_token().await;
    let third = sandbox
        .put(&path, &format!("primary_card_token={unused}"))
        .await;
    assert_eq!(third.response()["card"]["token"], unused.as_str());
    assert_eq!(
        cards(&sandbox, &path).await,
        [(unused, true), (own, false), (old, false)]
    );
}

#[tokio::test]
async fn a_card_of_somebody_else_is_refused() {
    let sandbox = sandbox(30).await;
    let (path, _) = plain(&sandbox).await;
    let list = sandbox.get("/1/customers").await.response();
    let foreign = [
        text(&list[3]["card"]["token"]),
        text(&sandbox.customer("b@example.com").await["card"]["token"]),
    ];
    for token in foreign {
        for form in ["card_token", "primary_card_token"] {
            let refused = sandbox
                .put(&path, &format!("{form}={token}&first_name=Jane"))
                .await;
            assert_eq!(
                (refused.status, &refused.json()["error"]),
                (400, &"token_already_used".into()),
                "{form}"
            );
        }
    }
    assert_ne!(sandbox.get(&path).await.response()["first_name"], "Jane");
}

#[tokio::test]
async fn two_card_parameters_or_a_blank_token_are_refused() {
    let sandbox = sandbox(30).await;
    let (path, old) = plain(&sandbox).await;
    let (one, two) = (sandbox.card_token().await, sandbox.card_token().await);
    for form in [
        format!("card_token={one}&primary_card_token={two}"),
        format!("card_token={one}&{}", nested(CARD)),
        "card_token=".to_owned(),
        "primary_card_token=".to_owned(),
    ] {
        assert_eq!(sandbox.put(&path, &form).await.status, 422, "{form}");
    }
    assert_eq!(cards(&sandbox, &path).await, [(old, true)]);
    assert_eq!(
        sandbox
            .post(
                "/1/customers",
                &format!("email=a@example.com&card_token={one}")
            )
            .await
            .status,
        201
    );
}
