//! Recorded customers, cards and payment sources.

use std::fmt::Write;

use serde_json::Value;

use super::compare::{Played, at, exchange, moved};
use crate::sandbox::wire::*;

/// Writes a recorded card as the fields of a form; what was not recorded is that of the test card.
pub fn card(recorded: &Value) -> String {
    let number = match recorded["scheme"].as_str() {
        Some("visa") => "4200000000000000",
        _ => "5520000000000000",
    };
    let mut form = format!("card[number]={number}&card[cvc]=123");
    let or = |name: &str, other: &str| match &recorded[name] {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ if recorded.get(name).is_some() => None,
        _ => Some(other.to_owned()),
    };
    let fields = [
        ("name", "Roland Robot"),
        ("expiry_month", "5"),
        ("expiry_year", "2031"),
        ("address_line1", "-"),
        ("address_line2", "-"),
        ("address_city", "-"),
        ("address_postcode", "-"),
        ("address_state", "-"),
        ("address_country", "-"),
    ];
    for (name, other) in fields {
        if let Some(value) = or(name, other) {
            write!(form, "&card[{name}]={}", encoded(&value)).unwrap();
        }
    }
    form
}

pub fn encoded(text: &str) -> String {
    percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string()
}

/// Makes recorded customers again, the oldest first, each at its moment.
pub async fn lists_of_customers(played: &mut Played) {
    let list = exchange("vcr-2013/01-list-customers-a").response.json();
    let rows = list["response"].as_array().unwrap();
    let mut now = text(&rows[rows.len() - 1]["created_at"]);
    let sandbox = at(&now).await;
    for row in rows.iter().rev() {
        let then = text(&row["created_at"]);
        moved(&sandbox, &now, &then);
        now = then;
        let form = format!(
            "email={}&{}",
            encoded(&text(&row["email"])),
            card(&row["card"])
        );
        let made = sandbox.post("/1/customers", &form).await;
        assert_eq!(made.status, 201, "{form}: {}", made.body);
    }
    played
        .again(&sandbox, "vcr-2013/01-list-customers-a", &[])
        .await;
    played
        .again(&sandbox, "vcr-2013/12-list-customers-b", &[])
        .await;
}

pub async fn a_card_and_its_customer(played: &mut Played) {
    let sandbox = at("2013-07-05T21:03:43Z").await;
    let made = played
        .again(&sandbox, "vcr-2013/02-create-card-a", &[])
        .await;
    let token = text(&made.response()["token"]);
    let name = "vcr-2013/09-create-customer-by-card-token";
    let swap = [("card_im4plPXkl7lQzltaBZfY3g", token.as_str())];
    let customer = played.again(&sandbox, name, &swap).await.response();
    assert_eq!(customer["card"]["token"], token.as_str());
    let again = sandbox
        .post(
            "/1/customers",
            &format!("email=a@example.com&card_token={token}"),
        )
        .await;
    let name = "fixtures-2013-2020/01-token-already-used";
    played.compare(&again, name);
    for name in [
        "vcr-2013/13-update-customer-422-country-blank",
        "vcr-2013/15-update-customer-card",
    ] {
        let sandbox = at("2013-07-04T17:35:54Z").await;
        let customer = text(&sandbox.customer("rolan@example.com").await["token"]);
        let swap = [("cus_sRtAD2Am-goZoLg1K-HVpA", customer.as_str())];
        played.again(&sandbox, name, &swap).await;
    }
}

pub async fn refusals(played: &mut Played) {
    let sandbox = at("2013-07-08T16:34:02Z").await;
    for name in [
        "vcr-2013/20-get-customer-404",
        "vcr-2013/21-list-customer-charges-404-a",
        "vcr-2013/27-list-customer-charges-404-b",
    ] {
        let answer = played.again(&sandbox, name, &[]).await;
        assert_eq!(answer.body, exchange(name).response.bytes(), "{name}");
        assert_eq!(Some(answer.body.len()), exchange(name).response.body_bytes);
    }
    let blank = sandbox
        .post("/1/customers", &format!("email=&{}", nested(CARD)))
        .await;
    let name = "fixtures-2013-2020/03-customer-422-blank-email";
    played.compare(&blank, name);
    let customer = text(&sandbox.customer("a@example.com").await["token"]);
    let deleted = sandbox.delete(&format!("/1/customers/{customer}")).await;
    assert_eq!((deleted.status, deleted.body.as_str()), (204, ""));
    played.compare(&deleted, "fixtures-2013-2020/07-customer-delete-body-old");
}

/// The documentation's customer, made with what it was answered with.
pub async fn documented_customers(played: &mut Played) {
    let name = "doc-examples-2023/01-create-customer";
    let recorded = exchange(name).response.json()["response"].clone();
    let sandbox = at(&text(&recorded["created_at"])).await;
    let mut form = card(&recorded["card"]);
    for name in [
        "email",
        "first_name",
        "last_name",
        "phone_number",
        "company",
        "notes",
    ] {
        write!(form, "&{name}={}", encoded(&text(&recorded[name]))).unwrap();
    }
    let made = sandbox.post("/1/customers", &form).await;
    played.compare(&made, name);
    let list = sandbox.get("/1/customers").await;
    played.compare(&list, "doc-examples-2023/02-get-customers");
    let path = format!("/1/customers/{}/cards", text(&made.response()["token"]));
    let flat = card(&recorded["card"])
        .replace("card[", "")
        .replace(']', "");
    assert_eq!(sandbox.post(&path, &flat).await.status, 201);
    played.compare(
        &sandbox.get(&path).await,
        "doc-examples-2023/05-get-customer-cards",
    );
    let alone = sandbox.post("/1/cards", &flat).await;
    played.compare(&alone, "doc-examples-2023/13-create-card");
}

/// The answer of 2025 is the same to the byte, but for the tokens and the caller's address.
pub async fn a_wallet(played: &mut Played) {
    let name = "transcript-2025/01-create-payment-source";
    let sandbox = at("2025-05-15T20:57:55Z").await;
    let answer = played.again(&sandbox, name, &[]).await;
    let recorded = exchange(name).response;
    let (ours, theirs) = (answer.json(), recorded.json());
    let mut body = answer.body.clone();
    for at in ["/response/token", "/response/source/token", "/ip_address"] {
        let [own, other] = [&ours, &theirs].map(|json| text(json.pointer(at).unwrap()));
        body = body.replace(&own, &other);
    }
    assert_eq!(body, recorded.bytes());
    assert_eq!(Some(body.len()), recorded.body_bytes);
    let addresses = [&ours, &theirs].map(|json| text(&json["ip_address"]).len());
    assert_eq!(answer.body.len() - addresses[0], body.len() - addresses[1]);
}
