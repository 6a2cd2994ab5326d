//! The recorded exchanges in `tests/fixtures`: every field recorded is answered, with the same type.
//!
//! Texts are those of today where `INDEX.md` says that the recorded ones have changed; recordings of 2013 show fewer
//! fields. Calls that the sandbox does not have yet are not compared.

use serde_json::Value;

use super::wire::*;

fn fixture(name: &str) -> Value {
    let path = format!(
        "{}/tests/fixtures/recorded/{name}.json",
        env!("CARGO_MANIFEST_DIR")
    );
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

/// Insists that `ours` has every field of `theirs` with the same type; null fits where ours may be null.
fn covers(ours: &Value, theirs: &Value, path: &str) {
    match (ours, theirs) {
        (Value::Object(ours), Value::Object(theirs)) => {
            for (name, theirs) in theirs {
                if path.ends_with("metadata") {
                    continue;
                }
                let ours = ours
                    .get(name)
                    .unwrap_or_else(|| panic!("{path}.{name} is missing"));
                covers(ours, theirs, &format!("{path}.{name}"));
            }
        }
        (Value::Array(ours), Value::Array(theirs)) => {
            if let (Some(ours), Some(theirs)) = (ours.first(), theirs.first()) {
                covers(ours, theirs, &format!("{path}[]"));
            }
        }
        (Value::Null, _) | (_, Value::Null) => {
            assert!(NULLABLE.iter().any(|name| path.ends_with(name)), "{path}");
        }
        (Value::String(_), Value::String(_))
        | (Value::Number(_), Value::Number(_))
        | (Value::Bool(_), Value::Bool(_)) => {}
        _ => panic!("{path}: {ours} is not of the type of {theirs}"),
    }
}

const NULLABLE: [&str; 26] = [
    ".first_name",
    ".last_name",
    ".phone_number",
    ".company",
    ".notes",
    ".address_line2",
    ".address_state",
    ".address_postcode",
    ".customer_token",
    ".primary",
    ".previous",
    ".next",
    ".ip_address",
    ".error_message",
    ".total_fees",
    ".merchant_entitlement",
    ".captured_at",
    ".cancelled_at",
    ".next_billing_date",
    ".card_token",
    ".success",
    ".authorisation_token",
    ".network_type",
    ".network_format",
    ".name",
    ".description",
];

/// Compares an answer with a recording: status, headers that bind, and body.
fn same(answer: &Answer, name: &str) {
    let recorded = fixture(name)["response"].clone();
    if let Some(status) = recorded["status"].as_u64() {
        assert_eq!(u64::from(answer.status), status, "{name} {}", answer.body);
    }
    for header in [
        "content-type",
        "x-requested-from",
        "etag",
        "x-request-id",
        "x-runtime",
    ] {
        let names = recorded["headers"].as_object().into_iter().flatten();
        if names
            .into_iter()
            .any(|(found, _)| found.eq_ignore_ascii_case(header))
        {
            assert!(answer.header(header).is_some(), "{name} {header}");
        }
    }
    covers(&answer.json(), &recorded["body"], name);
}

#[tokio::test]
async fn lists_are_as_recorded() {
    let sandbox = sandbox(40).await;
    let customers = sandbox.get("/1/customers").await;
    for name in [
        "vcr-2013/01-list-customers-a",
        "vcr-2013/12-list-customers-b",
        "doc-examples-2023/02-get-customers",
    ] {
        same(&customers, name);
    }
    let path = format!("/1/customers/{}", text(&customers.response()[0]["token"]));
    same(
        &sandbox.get(&format!("{path}/cards")).await,
        "doc-examples-2023/05-get-customer-cards",
    );
    same(
        &sandbox.get(&format!("{path}/charges")).await,
        "vcr-2013/11-list-customer-charges",
    );
    same(
        &sandbox.get(&format!("{path}/subscriptions")).await,
        "doc-examples-2023/07-get-subscriptions",
    );
    same(
        &sandbox.get("/1/subscriptions").await,
        "doc-examples-2023/07-get-subscriptions",
    );
    same(
        &sandbox.get("/1/plans").await,
        "doc-examples-2023/25-get-plans",
    );
    same(
        &sandbox.get("/1/charges").await,
        "vcr-2013/04-list-charges-20",
    );
}

#[tokio::test]
async fn single_records_are_as_recorded() {
    let sandbox = sandbox(40).await;
    let charges = sandbox.get("/1/charges").await.response();
    let charge = charges
        .as_array()
        .unwrap()
        .iter()
        .find(|charge| charge["captured"] == true)
        .unwrap();
    let got = sandbox
        .get(&format!("/1/charges/{}", text(&charge["token"])))
        .await;
    same(&got, "vcr-2013/07-get-charge-a");
    same(&got, "vcr-2013/26-get-charge-b");
    let mut refunded = None;
    for page in 1..20 {
        let list = sandbox
            .get(&format!("/1/charges?page={page}"))
            .await
            .response();
        refunded = refunded.or(list
            .as_array()
            .unwrap()
            .iter()
            .find(|charge| charge["amount_refunded"] != 0)
            .cloned());
    }
    let path = format!("/1/charges/{}/refunds", text(&refunded.unwrap()["token"]));
    same(&sandbox.get(&path).await, "vcr-2013/18-list-charge-refunds");
    same(
        &sandbox.get(&path).await,
        "doc-examples-2023/20-get-charge-refunds",
    );
    same(
        &sandbox.get("/1/customers/foo").await,
        "vcr-2013/20-get-customer-404",
    );
    same(
        &sandbox.get("/1/customers/foo/charges").await,
        "vcr-2013/21-list-customer-charges-404-a",
    );
    same(
        &sandbox.get("/1/customers/foo/charges").await,
        "vcr-2013/27-list-customer-charges-404-b",
    );
    let missing = fixture("vcr-2013/20-get-customer-404")["response"]["body"].clone();
    assert_eq!(sandbox.get("/1/customers/foo").await.json(), missing);
}

/// Sends a recorded request again, with its card's expiry moved into the future unless it is to be expired.
async fn again(sandbox: &Sandbox, name: &str, path: &str, swap: &[(&str, &str)]) -> Answer {
    let request = fixture(name)["request"].clone();
    let mut body = text(&request["body"]);
    for (old, new) in swap {
        assert!(body.contains(old), "{name} has no {old}");
        body = body.replace(old, new);
    }
    sandbox
        .send(
            &text(&request["method"]),
            path,
            &text(&request["content_type"]),
            &body,
        )
        .await
        .unwrap()
}

const LATER: (&str, &str) = ("[expiry_year]=2014", "[expiry_year]=2031");

#[tokio::test]
async fn recorded_writes_sent_again_are_answered_as_recorded() {
    let sandbox = sandbox(0).await;
    let card = again(
        &sandbox,
        "vcr-2013/02-create-card-a",
        "/1/cards",
        &[("expiry_year=2018", "expiry_year=2031")],
    )
    .await;
    same(&card, "vcr-2013/02-create-card-a");
    same(&card, "doc-examples-2023/13-create-card");
    assert_eq!(card.response()["address_line2"], "");
    let token = text(&card.response()["token"]);

    let name = "vcr-2013/09-create-customer-by-card-token";
    let customer = again(
        &sandbox,
        name,
        "/1/customers",
        &[("card_im4plPXkl7lQzltaBZfY3g", &token)],
    )
    .await;
    same(&customer, name);
    same(&customer, "doc-examples-2023/01-create-customer");
    let path = format!("/1/customers/{}", text(&customer.response()["token"]));

    let updated = again(
        &sandbox,
        "vcr-2013/15-update-customer-card",
        &path,
        &[LATER],
    )
    .await;
    same(&updated, "vcr-2013/15-update-customer-card");
    let name = "vcr-2013/13-update-customer-422-country-blank";
    let refused = again(&sandbox, name, &path, &[LATER]).await;
    same(&refused, name);
    assert_eq!(
        refused.json()["messages"],
        fixture(name)["response"]["body"]["messages"]
    );

    let name = "vcr-2013/03-create-charge-customer-token";
    let cus = text(&customer.response()["token"]);
    let charge = again(
        &sandbox,
        name,
        "/1/charges",
        &[("cus_sRtAD2Am-goZoLg1K-HVpA", &cus)],
    )
    .await;
    same(&charge, name);
    same(&charge, "doc-examples-2023/14-create-charge");

    let name = "vcr-2013/22-create-charge-400-declined";
    let declined = again(&sandbox, name, "/1/charges", &[LATER]).await;
    same(&declined, name);
    assert_eq!(declined.body.len(), 112, "as long as the recorded body");

    let name = "vcr-2013/23-create-charge-422-expired";
    let expired = again(&sandbox, name, "/1/charges", &[]).await;
    same(&expired, name);
    let texts: Vec<String> = expired.json()["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| text(&one["message"]))
        .collect();
    assert_eq!(
        texts,
        [
            "Card expiry month is expired",
            "Card expiry year is expired"
        ]
    );

    let blank = sandbox
        .post("/1/customers", &format!("email=&{}", nested(CARD)))
        .await;
    let name = "fixtures-2013-2020/03-customer-422-blank-email";
    same(&blank, name);
    assert_eq!(
        blank.json()["messages"],
        fixture(name)["response"]["body"]["messages"]
    );

    let used = sandbox
        .post(
            "/1/customers",
            &format!("email=a@example.com&card_token={token}"),
        )
        .await;
    assert_eq!(
        used.json(),
        fixture("fixtures-2013-2020/01-token-already-used")["response"]["body"]
    );
}

#[tokio::test]
async fn a_cancelled_subscription_has_the_documented_fields() {
    let sandbox = sandbox(40).await;
    let list = sandbox.get("/1/subscriptions").await.response();
    let active = list
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["state"] == "active")
        .unwrap();
    let path = format!(
        "/1/customers/{}/subscriptions/{}",
        text(&active["customer_token"]),
        text(&active["token"])
    );
    same(
        &sandbox.delete(&path).await,
        "doc-examples-2023/10-delete-subscription",
    );
}
