//! The recordings of 2018 to 2024: charges in every state, and refunds.
//!
//! Their recorder kept the body of few requests; the others are sent as its author's tests write them, or as the answer
//! shows what was asked for. An answer of 2024 is the same to the byte but for tokens and the caller's address.

use serde_json::{Value, json};

use super::charging::charged;
use super::compare::{Played, at, exchange, moved};
use super::people::card;
use crate::sandbox::wire::*;

const FOLDER: &str = "doc-examples-money";

pub fn named(name: &str) -> String {
    format!("{FOLDER}/{name}")
}

pub fn row(name: &str) -> Value {
    exchange(&named(name)).response.json()["response"].clone()
}

/// Hides what differs from answer to answer: the signs of tokens.
fn masked(body: &str) -> String {
    let mut rest = body;
    let mut masked = String::new();
    while let Some(end) = rest.find('_') {
        let (before, after) = rest.split_at(end + 1);
        masked.push_str(before);
        let is_token = ["\"ch_", "\"card_", "\"cus_", "\"rf_", "\"tfer_"]
            .iter()
            .any(|prefix| before.ends_with(prefix));
        rest = if is_token {
            masked.push('*');
            after.get(22..).unwrap()
        } else {
            after
        };
    }
    masked + rest
}

impl Played {
    /// Compares an answer with a recorded one, to the byte.
    pub fn same(&mut self, answer: &Answer, name: &str) {
        let name = named(name);
        self.compare(answer, &name);
        let recorded = exchange(&name).response;
        assert_eq!(masked(&answer.body), masked(&recorded.bytes()), "{name}");
        assert_eq!(Some(answer.body.len()), recorded.body_bytes, "{name}");
    }

    /// Compares an answer whose values are not those of the recording everywhere.
    pub fn alike(&mut self, answer: &Answer, name: &str) {
        self.compare(answer, &named(name));
    }
}

pub async fn put(sandbox: &Sandbox, path: &str, body: &Value) -> Answer {
    let body = body.to_string();
    sandbox.send("PUT", path, JSON, &body).await.unwrap()
}

pub async fn holds(played: &mut Played) {
    let recorded = row("32-charge-authorise-2024");
    let sandbox = at("2024-11-11T08:48:01Z").await;
    let held = charged(&sandbox, &recorded, None, "&capture=false").await;
    played.same(&held, "32-charge-authorise-2024");
    moved(&sandbox, "2024-11-11T08:48:01Z", "2024-11-11T08:48:02Z");
    let path = format!("/1/charges/{}", text(&held.response()["token"]));
    let captured = put(&sandbox, &format!("{path}/capture"), &json!({})).await;
    played.same(&captured, "33-charge-capture-201-2024");

    let sandbox = at("2024-11-11T08:48:09Z").await;
    let held = charged(&sandbox, &recorded, None, "&capture=false").await;
    let path = format!("/1/charges/{}", text(&held.response()["token"]));
    let part = put(
        &sandbox,
        &format!("{path}/capture"),
        &json!({"amount": 200}),
    )
    .await;
    played.same(&part, "34-charge-capture-400-partial-2024");
    assert_eq!(
        sandbox.get(&path).await.response()["status_message"],
        "Successful Authorisation"
    );

    let recorded = row("37-charge-void-200-2024");
    let sandbox = at(&text(&recorded["created_at"])).await;
    let held = charged(&sandbox, &recorded, None, "&capture=false").await;
    let path = format!("/1/charges/{}/void", text(&held.response()["token"]));
    played.same(
        &put(&sandbox, &path, &json!({})).await,
        "37-charge-void-200-2024",
    );
}

/// What happened to the charges of a recorded list, in its order: made, and later captured or voided.
fn course(rows: &[Value]) -> Vec<(String, usize, &'static str)> {
    let mut course = Vec::new();
    for (nth, row) in rows.iter().enumerate().rev() {
        let made = text(&row["created_at"]);
        match row["captured_at"].as_str() {
            Some(captured) if captured == made => course.push((made, nth, "charge")),
            Some(captured) => {
                course.push((made, nth, "hold"));
                course.push((captured.to_owned(), nth, "capture"));
            }
            None => {
                course.push((made.clone(), nth, "hold"));
                if row["authorisation_voided"] == true {
                    course.push((made, nth, "void"));
                }
            }
        }
    }
    course.sort_by(|(one, ..), (other, ..)| one.cmp(other));
    course
}

/// The list of 2024 has 363 charges; the older ones are not known, and stand here as one of each.
pub async fn all_charges(played: &mut Played) {
    let name = "38-charges-list-2024";
    let mut list = exchange(&named(name)).response.json();
    let rows = list["response"].as_array_mut().unwrap();
    for row in rows.iter_mut() {
        addressed(&mut row["card"]);
    }
    let mut now = "2024-07-01T00:00:00Z".to_owned();
    let sandbox = at(&now).await;
    let old = format!("email=a@example.com&amount=2000&{}", nested(CARD));
    for _ in rows.len()..363 {
        assert_eq!(sandbox.post("/1/charges", &old).await.status, 201);
    }
    let mut paths = vec![String::new(); rows.len()];
    for (then, nth, act) in course(rows) {
        moved(&sandbox, &now, &then);
        now = then;
        let row = &rows[nth];
        let kept = row["platform_adjustment"]["amount"].as_i64().unwrap();
        let more = match act {
            "charge" => "",
            "hold" => "&capture=false",
            _ => {
                let path = format!("{}/{act}", paths[nth]);
                assert!(put(&sandbox, &path, &json!({})).await.status < 300);
                continue;
            }
        };
        let more = format!("{more}&platform_adjustment[amount]={kept}");
        let owner = match row["card"]["customer_token"].as_str() {
            Some(_) => {
                let form = format!("email=hagrid7@example.com&{}", card(&row["card"]));
                let made = sandbox.post("/1/customers", &form).await;
                Some(text(&made.response()["token"]))
            }
            None => None,
        };
        let made = charged(&sandbox, row, owner.as_deref(), &more).await;
        paths[nth] = format!("/1/charges/{}", text(&made.response()["token"]));
    }
    moved(&sandbox, &now, "2024-11-11T08:48:18Z");
    played.alike(&sandbox.get("/1/charges").await, name);
}

/// Fills in what a card that is sent by its number must have; some of these came another way.
pub fn addressed(card: &mut Value) {
    for name in ["address_line1", "address_city", "address_country"] {
        if card[name].is_null() {
            card[name] = json!("-");
        }
    }
}

/// The search of 2018 found 149 charges by an email; those behind the first page stand here as one of each.
pub async fn searched_charges(played: &mut Played) {
    let name = "40-charges-search-2018";
    let list = exchange(&named(name)).response.json();
    let rows = list["response"].as_array().unwrap();
    let mut now = "2018-05-21T00:00:00Z".to_owned();
    let sandbox = at(&now).await;
    let mail = "email=hagrid7@example.com";
    let old = format!("{mail}&amount=50000&{}", nested(CARD));
    for _ in rows.len()..149 {
        assert_eq!(sandbox.post("/1/charges", &old).await.status, 201);
    }
    let other = format!("email=a@example.com&amount=50000&{}", nested(CARD));
    assert_eq!(sandbox.post("/1/charges", &other).await.status, 201);
    for row in rows.iter().rev() {
        let then = text(&row["created_at"]);
        moved(&sandbox, &now, &then);
        now = then;
        if row["success"] == true {
            let made = charged(&sandbox, row, None, "").await.response();
            if row["refund_pending"] == true {
                let path = format!("/1/charges/{}/refunds", text(&made["token"]));
                assert_eq!(sandbox.post(&path, "").await.status, 201);
            }
            continue;
        }
        let number = refused(&text(&row["card"]["display_number"]));
        let form = format!(
            "{mail}&amount=50000&description=Dragon%20eggs&ip_address=127.0.0.1&{}",
            card(&row["card"]).replace("4200000000000000", number)
        );
        assert_eq!(
            sandbox.post("/1/charges", &form).await.status,
            400,
            "{form}"
        );
    }
    moved(&sandbox, &now, "2018-05-24T05:02:36Z");
    let found = sandbox
        .get("/1/charges/search?query=hagrid7@example.com")
        .await;
    played.alike(&found, name);

    let name = "52-charges-search-doc";
    let row = row(name)[0].clone();
    let sandbox = at(&text(&row["created_at"])).await;
    charged(&sandbox, &row, None, "").await;
    sandbox.hours(7 * 24);
    played.again(&sandbox, &named(name), &[]).await;
}

/// Finds the test card by what is shown of its number.
fn refused(display: &str) -> &'static str {
    match display.chars().last().unwrap() {
        '1' => "4100000000000001",
        '2' => "4000000000000002",
        '3' => "4900000000000003",
        '4' => "4800000000000004",
        '5' => "4700000000000005",
        '6' => "4600000000000006",
        other => panic!("{other}"),
    }
}

pub async fn payments(played: &mut Played) {
    let name = "43-charge-create-by-customer-2024";
    let recorded = row(name);
    let sandbox = at(&text(&recorded["created_at"])).await;
    let form = format!("email=hagrid7@example.com&{}", card(&recorded["card"]));
    let customer = text(&sandbox.post("/1/customers", &form).await.response()["token"]);
    let made = charged(&sandbox, &recorded, Some(&customer), "").await;
    played.alike(&made, name);

    let sandbox = at("2018-05-23T00:40:48Z").await;
    for name in [
        "44-charge-400-invalid-cvv-2018",
        "46-charge-400-insufficient-funds-2018",
        "48-charge-400-processing-error-2018",
    ] {
        let answer = played.again(&sandbox, &named(name), &[]).await;
        played.same(&answer, name);
        let token = text(&answer.json()["charge_token"]);
        let failed = sandbox.get(&format!("/1/charges/{token}")).await.response();
        assert_eq!(
            (&failed["success"], &failed["captured"]),
            (&json!(false), &json!(false))
        );
    }
    let name = "50-charge-400-token-already-used-2018";
    let token = sandbox.card_token().await;
    let swap = [("card_R6khtY81EZE5RiqkidVhgA", token.as_str())];
    let first = sandbox
        .post(
            "/1/charges",
            &format!("email=a@example.com&amount=50000&card_token={token}"),
        )
        .await;
    assert_eq!(first.status, 201);
    let again = played.again(&sandbox, &named(name), &swap).await;
    played.same(&again, name);

    let sandbox = at("2020-06-01T10:27:00Z").await;
    let unknown = sandbox
        .post(
            "/1/charges",
            "email=hagrid7@example.com&amount=50000&card_token=card_R6khtY81EZE5RiqkidVhgA",
        )
        .await;
    played.same(&unknown, "51-charge-404-unknown-card-token-2020");
}

pub async fn refunds(played: &mut Played) {
    let name = "53-refund-create-2024";
    let recorded = row(name);
    let sandbox = at(&text(&recorded["created_at"])).await;
    let pay = format!("email=a@example.com&amount=50000&{}", nested(CARD));
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    let path = format!("/1/charges/{charge}/refunds");
    let made = sandbox.send("POST", &path, JSON, "{}").await.unwrap();
    played.same(&made, name);

    let name = "58-refunds-of-charge-2024";
    let sandbox = at(&text(&row(name)[0]["created_at"])).await;
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    let path = format!("/1/charges/{charge}/refunds");
    sandbox.send("POST", &path, JSON, "{}").await.unwrap();
    played.same(&sandbox.get(&path).await, name);

    let name = "55-refunds-list-2024";
    let list = row(name);
    let rows = list.as_array().unwrap();
    let mut now = text(&rows[rows.len() - 1]["created_at"]);
    let sandbox = at(&now).await;
    for row in rows.iter().rev() {
        let then = text(&row["created_at"]);
        moved(&sandbox, &now, &then);
        now = then;
        let pay = format!("email=a@example.com&amount=50000&{}", nested(CARD));
        let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
        let form = format!("amount={}", row["amount"]);
        let made = sandbox
            .post(&format!("/1/charges/{charge}/refunds"), &form)
            .await;
        assert_eq!(made.status, 201, "{}", made.body);
    }
    moved(&sandbox, &now, "2024-11-11T08:55:54Z");
    played.alike(&sandbox.get("/1/refunds").await, name);

    documented_refunds(played).await;
}

async fn documented_refunds(played: &mut Played) {
    let name = "60-refunds-list-doc";
    let sandbox = at(&text(&row(name)[0]["created_at"])).await;
    let pay = format!("email=a@example.com&amount=400&{}", nested(CARD));
    let charge = text(&sandbox.post("/1/charges", &pay).await.response()["token"]);
    let path = format!("/1/charges/{charge}/refunds");
    assert_eq!(sandbox.post(&path, "").await.status, 201);
    played.alike(&sandbox.get("/1/refunds").await, name);

    let much = format!("email=a@example.com&amount=3000000&{}", nested(CARD));
    let charge = text(&sandbox.post("/1/charges", &much).await.response()["token"]);
    let path = format!("/1/charges/{charge}/refunds");
    let refused = sandbox.post(&path, "amount=1500000").await;
    played.alike(&refused, "59-refund-create-402-doc");

    let name = "61-charge-after-refund-fixture-2018";
    let recorded = row(name);
    let sandbox = at(&text(&recorded["created_at"])).await;
    let made = charged(&sandbox, &recorded, None, "").await;
    let path = format!("/1/charges/{}", text(&made.response()["token"]));
    assert_eq!(
        sandbox.post(&format!("{path}/refunds"), "").await.status,
        201
    );
    played.alike(&sandbox.get(&path).await, name);
    played.alike(&sandbox.get("/1/balance").await, "62-balance-2024");
}
