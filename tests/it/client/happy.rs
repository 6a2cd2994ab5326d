//! Each operation as it should be: what goes out, and what is made of the answer.
use super::{KEY, card, charge, client, cus, plan, refund, sub};
use crate::rawserver::{Act, RawServer, Request, json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use pintui::api::call::Call;
use pintui::api::cards::{CardSource, Expiry, NewCard};
use pintui::api::customers::{CustomerField, CustomerPatch, NewCustomer};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use pintui::secret::{Cvc, Pan};
use serde_json::json as value;
use std::sync::Arc;

const CUSTOMER: &str =
    r#"{"response":{"token":"cus_a","email":"ada@harbour.example","first_name":"Ada"}}"#;
const CARD: &str = r#"{"response":{"token":"card_a","scheme":"visa"},"ip_address":"192.0.2.1"}"#;

pub fn new_card() -> NewCard {
    let mut number = Pan::new();
    for (at, digit) in "5520000000000000".chars().enumerate() {
        assert!(number.insert(at, digit));
    }
    let mut cvc = Cvc::new();
    for (at, digit) in "987".chars().enumerate() {
        assert!(cvc.insert(at, digit));
    }
    NewCard {
        number: Arc::new(number),
        cvc: Arc::new(cvc),
        expiry: Expiry::new(5, 2031).expect("an expiry"),
        name: "Ada Harbour".to_owned(),
        address_line1: "1 Pier \"Road\"".to_owned(),
        address_line2: String::new(),
        address_city: "Fremantle".to_owned(),
        address_postcode: "6160".to_owned(),
        address_state: String::new(),
        address_country: "AU".to_owned(),
    }
}

pub fn new_customer() -> Call {
    Call::Write(Write::CreateCustomer(NewCustomer {
        fields: CustomerPatch(vec![
            (CustomerField::Email, "ada@harbour.example".to_owned()),
            (CustomerField::Notes, String::new()),
        ]),
        card: CardSource::Number(new_card()),
    }))
}

/// Sends one call to a server that gives one answer, and gives what it heard.
async fn exchange(call: &Call, answer: Vec<u8>) -> (Reply, Request) {
    let server = RawServer::always(Act::Keep(answer)).await;
    let reply = client(&server).send(call).await.result.expect("a reply");
    assert_eq!(server.count(), 1);
    (reply, server.requests().remove(0))
}

#[tokio::test]
async fn a_list_is_asked_for_by_page_with_the_key_and_nothing_else() {
    let body = r#"{"response":[{"token":"cus_a"},{"email":"no token"}],"count":2,
        "pagination":{"current":2,"previous":1,"next":3,"per_page":25,"pages":3,"count":51}}"#;
    let (reply, request) = exchange(&Call::Read(Read::ListCustomers(2)), json(200, body)).await;
    let Reply::Customers(page) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(page.items.len(), 1);
    assert_eq!((page.number, page.next, page.total), (2, Some(3), Some(51)));
    assert_eq!(page.unreadable, 1);
    assert_eq!(
        request.head.lines().next(),
        Some("GET /1/customers?page=2 HTTP/1.1")
    );
    let basic = STANDARD.encode(format!("{KEY}:"));
    assert_eq!(
        request.header("authorization"),
        Some(&*format!("Basic {basic}"))
    );
    assert_eq!(request.header("accept"), Some("application/json"));
    let agent = concat!("pintui/", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("user-agent"), Some(agent));
    for name in ["cookie", "referer", "content-type", "upgrade"] {
        assert_eq!(request.header(name), None, "{name}");
    }
}

#[tokio::test]
async fn a_customer_is_created_with_its_card_in_one_body() {
    let (reply, request) = exchange(&new_customer(), json(201, CUSTOMER)).await;
    assert!(matches!(reply, Reply::Created(customer) if customer.token.as_str() == "cus_a"));
    assert_eq!(
        request.head.lines().next(),
        Some("POST /1/customers HTTP/1.1")
    );
    assert_eq!(request.header("content-type"), Some("application/json"));
    assert_eq!(
        request.json(),
        value!({"email": "ada@harbour.example", "card": {
            "number": "5520000000000000", "expiry_month": "05", "expiry_year": "2031", "cvc": "987",
            "name": "Ada Harbour", "address_line1": "1 Pier \"Road\"", "address_city": "Fremantle",
            "address_country": "AU", "address_postcode": "6160"}})
    );
}

#[tokio::test]
async fn an_update_carries_the_changed_fields_alone() {
    let patch = CustomerPatch(vec![
        (CustomerField::FirstName, "Bea".to_owned()),
        (CustomerField::Notes, String::new()),
    ]);
    let (reply, request) = exchange(
        &Call::Write(Write::UpdateCustomer(cus(), patch)),
        json(200, CUSTOMER),
    )
    .await;
    assert!(matches!(reply, Reply::Updated(_)));
    assert_eq!(
        (&*request.method, &*request.path),
        ("PUT", &*format!("/1/customers/{}", cus()))
    );
    assert_eq!(request.json(), value!({"first_name": "Bea", "notes": ""}));
}

#[tokio::test]
async fn cards_are_added_by_number_or_token_and_made_primary_by_token() {
    let token = Call::Write(Write::AddCard(cus(), CardSource::Token(card())));
    let (reply, request) = exchange(&token, json(201, CARD)).await;
    assert!(matches!(reply, Reply::CardAdded(_)));
    assert_eq!(request.json(), value!({"card_token": card().as_str()}));

    let number = Call::Write(Write::AddCard(cus(), CardSource::Number(new_card())));
    let (_, request) = exchange(&number, json(201, CARD)).await;
    assert_eq!(request.path, format!("/1/customers/{}/cards", cus()));
    assert_eq!(request.json()["number"], "5520000000000000");

    let (reply, request) =
        exchange(&Call::Write(Write::CreateCard(new_card())), json(201, CARD)).await;
    assert!(matches!(reply, Reply::CardCreated(_)));
    assert_eq!(
        (&*request.path, &request.json()["cvc"]),
        ("/1/cards", &value!("987"))
    );

    let (reply, request) = exchange(
        &Call::Write(Write::MakePrimary(cus(), card())),
        json(200, CUSTOMER),
    )
    .await;
    assert!(matches!(reply, Reply::Updated(_)));
    assert_eq!(request.method, "PUT");
    assert_eq!(
        request.json(),
        value!({"primary_card_token": card().as_str()})
    );
}

#[tokio::test]
async fn deletes_take_an_empty_204_and_a_cancellation_its_subscription() {
    let empty = b"HTTP/1.1 204 No Content\r\n\r\n".to_vec();
    let (reply, request) =
        exchange(&Call::Write(Write::DeleteCustomer(cus())), empty.clone()).await;
    assert_eq!(reply, Reply::Deleted(Record::Customer(cus())));
    assert_eq!((&*request.method, request.body.len()), ("DELETE", 0));
    let (reply, request) = exchange(&Call::Write(Write::DeleteCard(cus(), card())), empty).await;
    assert_eq!(reply, Reply::Deleted(Record::Card(cus(), card())));
    assert_eq!(
        request.path,
        format!("/1/customers/{}/cards/{}", cus(), card())
    );

    let body = r#"{"response":{"token":"sub_a","state":"cancelling"}}"#;
    let (reply, request) = exchange(
        &Call::Write(Write::CancelSubscription(cus(), sub())),
        json(200, body),
    )
    .await;
    assert!(matches!(reply, Reply::SubscriptionCancelled(_)));
    assert_eq!(
        request.path,
        format!("/1/customers/{}/subscriptions/{}", cus(), sub())
    );
}

#[tokio::test]
async fn the_other_reads_ask_for_what_they_are_about() {
    let list = r#"{"response":[],"count":0}"#;
    let charge_body = r#"{"response":{"token":"ch_a","amount":400}}"#;
    let page = 1;
    let customer = cus();
    for (call, body, path) in [
        (
            Call::Read(Read::GetCustomer(cus())),
            CUSTOMER,
            format!("/1/customers/{customer}"),
        ),
        (
            Call::Read(Read::GetCharge(charge())),
            charge_body,
            format!("/1/charges/{}", charge()),
        ),
        (
            Call::Read(Read::ListCards(cus(), page)),
            list,
            format!("/1/customers/{customer}/cards?page=1"),
        ),
        (
            Call::Read(Read::ListSubscriptions(cus(), page)),
            list,
            format!("/1/customers/{customer}/subscriptions?page=1"),
        ),
        (
            Call::Read(Read::ListCharges(cus(), page)),
            list,
            format!("/1/customers/{customer}/charges?page=1"),
        ),
        (
            Call::Read(Read::ListRefunds(charge(), page)),
            list,
            format!("/1/charges/{}/refunds?page=1", charge()),
        ),
        (
            Call::Read(Read::ListPlans(3)),
            list,
            "/1/plans?page=3".to_owned(),
        ),
        (
            Call::Read(Read::ListPlanSubscriptions(plan(), page)),
            list,
            format!("/1/plans/{}/subscriptions?page=1", plan()),
        ),
        (
            Call::Read(Read::ListLedger(sub(), 2)),
            list,
            format!("/1/subscriptions/{}/ledger?page=2", sub()),
        ),
        (
            Call::Read(Read::GetSubscription(sub())),
            r#"{"response":{"token":"sub_a"}}"#,
            format!("/1/subscriptions/{}", sub()),
        ),
        (
            Call::Read(Read::GetRefund(refund())),
            r#"{"response":{"token":"rf_a"}}"#,
            format!("/1/refunds/{}", refund()),
        ),
        (
            Call::Read(Read::GetBalance),
            r#"{"response":{"available":[],"pending":[]}}"#,
            "/1/balance".to_owned(),
        ),
        (
            Call::Read(Read::ReadRaw(Record::Plan(plan()))),
            r#"{"response":{"token":"plan_a"}}"#,
            format!("/1/plans/{}", plan()),
        ),
    ] {
        let (_, request) = exchange(&call, json(200, body)).await;
        assert_eq!((&*request.method, &*request.path), ("GET", &*path));
        assert!(request.body.is_empty());
    }
}

#[tokio::test]
async fn a_raw_record_keeps_order_and_digits_and_loses_numbers_and_codes() {
    let body = r#"{"response":{"z":1e2,"a":-0,"card":{"number":"4200000000000000","Cvc":"123","x":[]},
        "list":["\u0041",null,true],"z":{}}}"#;
    let record = Record::Customer(cus());
    let (reply, _) = exchange(&Call::Read(Read::ReadRaw(record.clone())), json(200, body)).await;
    let Reply::Raw(about, lines) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!(about, record);
    let lines: Vec<&str> = lines.iter().map(pintui::text::Safe::as_str).collect();
    let expected = [
        "{",
        "  \"z\": 1e2,",
        "  \"a\": -0,",
        "  \"card\": {",
        "    \"x\": []",
        "  },",
        "  \"list\": [",
        "    \"A\",",
        "    null,",
        "    true",
        "  ],",
        "  \"z\": {}",
        "}",
    ];
    assert_eq!(lines, expected);
}

#[tokio::test]
async fn a_raw_card_is_looked_for_on_every_page() {
    let page = |rows: &str, next: &str| {
        format!(
            r#"{{"response":[{rows}],"pagination":{{"current":1,"next":{next},"per_page":25,"pages":3,"count":60}}}}"#
        )
    };
    let server = RawServer::start(move |request| {
        let (rows, next) = match request.path.split_once("?page=") {
            None => (r#"{"token":"card_other"}"#.to_owned(), "2"),
            Some((_, "2")) => (r#"{"token":"card_more"}"#.to_owned(), "3"),
            _ => (
                format!(r#"{{"token":"{}","scheme":"visa"}}"#, card()),
                "null",
            ),
        };
        Act::Keep(json(200, &page(&rows, next)))
    })
    .await;
    let call = Call::Read(Read::ReadRaw(Record::Card(cus(), card())));
    let Ok(Reply::Raw(_, lines)) = client(&server).send(&call).await.result else {
        panic!("no record")
    };
    assert_eq!(lines[2].as_str(), "  \"scheme\": \"visa\"");
    assert_eq!(server.count(), 3);

    let gone = Call::Read(Read::ReadRaw(Record::Card(
        cus(),
        pintui::api::ids::CardId::new("card_gone").expect("a token"),
    )));
    let error = client(&server)
        .send(&gone)
        .await
        .result
        .expect_err("not there");
    assert!(
        error.headline("the host").contains("no such record"),
        "{error:?}"
    );
}
