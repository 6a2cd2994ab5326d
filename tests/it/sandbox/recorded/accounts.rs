//! The recordings of 2018 to 2024: customers, cards and subscriptions.

use serde_json::json;

use super::compare::{Played, at, moved};
use super::money::{addressed, named, put, row};
use super::people::{card, encoded};
use crate::sandbox::wire::*;

pub async fn subscriptions(played: &mut Played) {
    let sandbox = at("2019-06-01T00:00:00Z").await;
    let customer = text(&sandbox.customer("a@example.com").await["token"]);
    let plan = "name=Trial&amount=1000&interval=1&interval_unit=month&trial_interval=7&trial_interval_unit=day";
    let plan = text(&sandbox.post("/1/plans", plan).await.response()["token"]);
    let form = format!("plan_token={plan}&customer_token={customer}");
    let made = sandbox.post("/1/subscriptions", &form).await;
    played.alike(&made, "80-subscription-create-trial-asserted");
    let path = format!("/1/subscriptions/{}", text(&made.response()["token"]));
    let cancelled = sandbox.delete(&path).await;
    played.alike(&cancelled, "81-subscription-cancel-trial-asserted");
}

pub async fn people(played: &mut Played) {
    let sandbox = at("2018-08-17T02:14:55Z").await;
    let nowhere = "68-unknown-path-404-2018";
    let answer = played.again(&sandbox, &named(nowhere), &[]).await;
    played.same(&answer, nowhere);

    let name = "83-customers-list-2024";
    let mut list = row(name);
    let rows = list.as_array_mut().unwrap();
    let mut now = text(&rows[rows.len() - 1]["created_at"]);
    let sandbox = at(&now).await;
    let mut tokens = Vec::new();
    for row in rows.iter_mut().rev() {
        addressed(&mut row["card"]);
        let then = text(&row["created_at"]);
        moved(&sandbox, &now, &then);
        now = then;
        let email = encoded(&text(&row["email"]));
        let form = format!("email={email}&{}", card(&row["card"]));
        let made = sandbox.post("/1/customers", &form).await;
        assert_eq!(made.status, 201, "{form}: {}", made.body);
        tokens.push((text(&row["created_at"]), text(&made.response()["token"])));
    }
    moved(&sandbox, &now, "2024-11-11T08:43:20Z");
    played.alike(&sandbox.get("/1/customers").await, name);

    let name = "88-customer-update-2024";
    let made = text(&row(name)["created_at"]);
    let (_, token) = tokens.iter().find(|(at, _)| *at == made).unwrap();
    let path = format!("/1/customers/{token}");
    let changed = put(&sandbox, &path, &json!({"email": "hagr@example.com"})).await;
    played.same(&changed, name);

    let name = "90-customer-card-add-2024";
    let flat = card(&row(name)).replace("card[", "").replace(']', "");
    let path = format!("{path}/cards");
    played.alike(&sandbox.post(&path, &flat).await, name);
    let name = "91-customer-card-add-by-token-2024";
    let token = text(&sandbox.post("/1/cards", &flat).await.response()["token"]);
    let added = sandbox.post(&path, &format!("card_token={token}")).await;
    played.same(&added, name);

    let missing = nested(CARD);
    let missing = sandbox.post("/1/customers", &missing).await;
    played.same(&missing, "86-customer-create-422-email-2024");
    let body = json!({
        "number": "4444444444444444", "expiry_month": "12", "expiry_year": "20", "cvc": "321",
        "name": "Rubius Hagrid", "address_line1": "The Game Keepers Cottage",
        "address_city": null, "address_country": null,
    });
    let wrong = sandbox
        .send("POST", "/1/cards", JSON, &body.to_string())
        .await
        .unwrap();
    played.same(&wrong, "95-card-create-422-2024");
}
