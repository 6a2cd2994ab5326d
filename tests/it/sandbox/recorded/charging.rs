//! Recorded charges, searches and refunds.

use std::fmt::Write;

use serde_json::Value;

use super::compare::{Played, at, exchange, moved};
use super::people::{card, encoded};
use crate::sandbox::wire::*;

/// Makes a recorded charge again; `who` pays, or the card in it.
pub async fn charged(sandbox: &Sandbox, recorded: &Value, who: Option<&str>, more: &str) -> Answer {
    let payer = who.map_or_else(
        || card(&recorded["card"]),
        |who| format!("customer_token={who}"),
    );
    let mut form = format!("{payer}&amount={}{more}", recorded["amount"]);
    for name in ["currency", "description", "email", "ip_address"] {
        if let Some(value) = recorded[name].as_str() {
            write!(form, "&{name}={}", encoded(value)).unwrap();
        }
    }
    for (key, value) in recorded["metadata"].as_object().into_iter().flatten() {
        let value = value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned);
        write!(form, "&metadata[{key}]={}", encoded(&value)).unwrap();
    }
    let made = sandbox.post("/1/charges", &form).await;
    assert_eq!(made.status, 201, "{form}: {}", made.body);
    made
}

/// Makes a recorded list of charges again, the oldest first, each at its moment, with what was paid back of them.
async fn rebuilt(list: &Value) -> (Sandbox, Vec<String>) {
    let rows = list["response"].as_array().unwrap();
    let mut now = text(&rows[rows.len() - 1]["created_at"]);
    let sandbox = at(&now).await;
    let mut tokens = Vec::new();
    for row in rows.iter().rev() {
        let then = text(&row["created_at"]);
        moved(&sandbox, &now, &then);
        now = then;
        let token = text(&charged(&sandbox, row, None, "").await.response()["token"]);
        if row["amount_refunded"] != 0 {
            let form = format!("amount={}", row["amount_refunded"]);
            let paid_back = sandbox
                .post(&format!("/1/charges/{token}/refunds"), &form)
                .await;
            assert_eq!(paid_back.status, 201, "{}", paid_back.body);
        }
        tokens.push(token);
    }
    tokens.reverse();
    (sandbox, tokens)
}

pub async fn charges_of_2013(played: &mut Played) {
    let list = exchange("vcr-2013/04-list-charges-20").response.json();
    let (sandbox, tokens) = rebuilt(&list).await;
    moved(
        &sandbox,
        &text(&list["response"][0]["created_at"]),
        "2013-07-04T17:52:51Z",
    );
    played
        .again(&sandbox, "vcr-2013/04-list-charges-20", &[])
        .await;
    played
        .again(&sandbox, "vcr-2013/06-search-charges-query", &[])
        .await;
    for name in ["vcr-2013/07-get-charge-a", "vcr-2013/26-get-charge-b"] {
        played
            .again(&sandbox, name, &[("ch_0kdOMXP7gG0_W_Vh8qAWdA", &tokens[0])])
            .await;
    }

    let name = "vcr-2013/11-list-customer-charges";
    let row = exchange(name).response.json()["response"][0].clone();
    let sandbox = at(&text(&row["created_at"])).await;
    let form = format!("email=a@example.com&{}", card(&row["card"]));
    let customer = text(&sandbox.post("/1/customers", &form).await.response()["token"]);
    charged(&sandbox, &row, Some(&customer), "").await;
    played
        .again(&sandbox, name, &[("cus_8ImkZdEZ6BXUA6NcJDZg_g", &customer)])
        .await;

    let name = "vcr-2013/03-create-charge-customer-token";
    let row = exchange(name).response.json()["response"].clone();
    let sandbox = at(&text(&row["created_at"])).await;
    let form = format!("email=a@example.com&{}", card(&row["card"]));
    let customer = text(&sandbox.post("/1/customers", &form).await.response()["token"]);
    played
        .again(&sandbox, name, &[("cus_sRtAD2Am-goZoLg1K-HVpA", &customer)])
        .await;
}

pub async fn refused_charges(played: &mut Played) {
    let sandbox = at("2013-07-08T15:52:39Z").await;
    let name = "vcr-2013/22-create-charge-400-declined";
    let declined = played.again(&sandbox, name, &[]).await;
    let [ours, theirs] =
        [declined.json(), exchange(name).response.json()].map(|json| text(&json["charge_token"]));
    assert_eq!(
        declined.body.replace(&ours, &theirs),
        exchange(name).response.bytes()
    );
    assert_eq!(
        Some(declined.body.len()),
        exchange(name).response.body_bytes
    );

    let name = "vcr-2013/23-create-charge-422-expired";
    let expired = played.again(&sandbox, name, &[]).await.json()["messages"].clone();
    let texts: Vec<&Value> = expired
        .as_array()
        .unwrap()
        .iter()
        .map(|one| &one["message"])
        .collect();
    assert_eq!(
        texts,
        [
            "Card expiry month is expired",
            "Card expiry year is expired"
        ]
    );
    let theirs = exchange(name).response.json()["messages"][0].clone();
    for name in ["param", "code"] {
        assert_eq!(expired[1][name], theirs[name]);
    }
}

pub async fn refunds_of_2013(played: &mut Played) {
    let name = "vcr-2013/16-create-refund-partial";
    let sandbox = at("2013-07-05T14:34:06Z").await;
    let pay = format!("email=a@example.com&amount=500&{}", nested(CARD));
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    let swap = [("ch_NLEbb_xRgtyz58RGQ5zVqg", charge.as_str())];
    let made = played.again(&sandbox, name, &swap).await;
    let mut body = made.body.replace(&charge, swap[0].0);
    let recorded = exchange(name).response;
    body = body.replace(
        &text(&made.response()["token"]),
        &text(&recorded.json()["response"]["token"]),
    );
    assert_eq!(body, recorded.bytes());
    assert_eq!(Some(made.body.len()), recorded.body_bytes);
    let more = sandbox
        .post(&format!("/1/charges/{charge}/refunds"), "amount=400")
        .await;
    let name = "fixtures-2013-2020/10-refund-422-more-than-charge";
    played.compare(&more, name);
    assert_eq!(
        more.body,
        exchange(name)
            .response
            .bytes()
            .replace("invalid.", "invalid")
    );

    let name = "vcr-2013/18-list-charge-refunds";
    let then = "2013-03-02T04:20:46Z";
    let sandbox = at(then).await;
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    sandbox
        .post(&format!("/1/charges/{charge}/refunds"), "")
        .await;
    moved(&sandbox, then, "2013-07-05T14:18:10Z");
    played
        .again(&sandbox, name, &[("ch_S_3tP81Q9_sDngSv27gShQ", &charge)])
        .await;
}

pub async fn documented_charges(played: &mut Played) {
    let name = "doc-examples-2023/14-create-charge";
    let recorded = exchange(name).response.json()["response"].clone();
    let sandbox = at(&text(&recorded["created_at"])).await;
    let made = charged(&sandbox, &recorded, None, "").await;
    played.compare(&made, name);
    let name = "doc-examples-2023/17-charge-void";
    let recorded = exchange(name).response.json()["response"].clone();
    let held = charged(&sandbox, &recorded, None, "&capture=false")
        .await
        .response();
    let path = format!("/1/charges/{}/void", text(&held["token"]));
    played.compare(&sandbox.put(&path, "").await, name);
}

pub async fn documented_refunds(played: &mut Played) {
    let name = "doc-examples-2023/19-create-refund";
    let recorded = exchange(name).response.json()["response"].clone();
    let sandbox = at(&text(&recorded["created_at"])).await;
    let pay = format!(
        "email=a@example.com&amount=400&currency=USD&{}",
        nested(CARD)
    );
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    let path = format!("/1/charges/{charge}/refunds");
    let made = sandbox.post(&path, "").await;
    played.compare(&made, name);
    played.compare(
        &sandbox.get(&path).await,
        "doc-examples-2023/20-get-charge-refunds",
    );
    played.compare(
        &sandbox.get("/1/refunds").await,
        "doc-examples-2023/22-get-refunds",
    );
}
