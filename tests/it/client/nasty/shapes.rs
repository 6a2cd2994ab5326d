//! Shapes of JSON that nobody promised not to send.
use super::{ask, customers, file};
use crate::client::{charge, cus};
use crate::rawserver::{Act, json};
use pintui::api::call::Call;
use pintui::api::charges::{Charge, ChargeStatus};
use pintui::api::error::ErrorKind;
use pintui::api::ids::PlanId;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::subscriptions::SubscriptionState;
use std::collections::BTreeMap;

#[tokio::test]
async fn shapes_of_a_page_cost_rows_not_the_page() {
    // Rows read, rows lost, the next page, the total.
    type Seen = (usize, u32, Option<u32>, Option<u64>);
    let good: BTreeMap<&str, Seen> = BTreeMap::from([
        ("card-missing-fields.json", (1, 0, None, Some(1))),
        ("dup-keys.json", (1, 0, None, None)),
        ("expiry-bad.json", (10, 0, None, Some(10))),
        ("extra-fields.json", (1, 0, None, Some(1))),
        ("missing-token.json", (1, 1, None, Some(2))),
        ("no-pagination.json", (2, 0, None, None)),
        ("null-all.json", (1, 1, None, Some(2))),
        ("page-900.json", (0, 0, None, Some(53))),
        ("pagination-count-lies.json", (1, 0, None, Some(500))),
        ("pagination-next-self.json", (1, 0, Some(2), Some(1))),
        ("pagination-strings.json", (1, 0, None, Some(51))),
        ("pagination-zero-per-page.json", (1, 0, None, Some(0))),
        ("token-number.json", (1, 1, None, Some(2))),
    ]);
    for (name, expected) in good {
        let page = customers(&file(&format!("shape/{name}")))
            .await
            .expect(name);
        let seen = (page.items.len(), page.unreadable, page.next, page.total);
        assert_eq!(seen, expected, "{name}");
    }
    for name in [
        "deep-120.json",
        "deep-extra.json",
        "err-500-200.json",
        "response-is-object.json",
        "top-level-array.json",
        "top-level-number.json",
    ] {
        let error = customers(&file(&format!("shape/{name}")))
            .await
            .expect_err(name);
        assert!(
            matches!(error.kind, ErrorKind::Protocol(_)),
            "{name}: {error:?}"
        );
        assert_eq!(error.fate, None);
    }
    let twice = customers(&file("shape/dup-keys.json"))
        .await
        .expect("a page");
    assert_eq!(
        twice.items[0].token.as_str(),
        "cus_b",
        "the last one counts"
    );
}

#[tokio::test]
async fn half_a_million_bad_rows_are_one_number() {
    let mut body = b"{\"response\":[0".to_vec();
    (1..500_000).for_each(|_| body.extend_from_slice(b",0"));
    body.extend_from_slice(b"]}");
    let page = customers(&body).await.expect("a page");
    assert_eq!((page.items.len(), page.unreadable), (0, 500_000));
}

#[tokio::test]
async fn hostile_texts_cost_no_row() {
    let body = file("strings.json");
    let sent: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    let sent = sent["response"].as_array().expect("a list");
    let page = customers(&body).await.expect("a page");
    assert_eq!((page.items.len(), page.unreadable), (sent.len(), 0));
    for (customer, row) in page.items.iter().zip(sent) {
        assert_eq!(Some(customer.token.as_str()), row["token"].as_str());
        assert_eq!(customer.notes.is_some(), row["notes"].is_string());
    }
}

#[tokio::test]
async fn tokens_that_could_leave_their_place_in_a_path_are_no_tokens() {
    let page = customers(&file("tokens.json")).await.expect("a page");
    assert_eq!((page.items.len(), page.unreadable), (0, 6));
    for text in [
        "",
        "a/b",
        "..",
        "a?b",
        "a#b",
        "a b",
        "a%2fb",
        "a\r\nb",
        "ä",
        &"a".repeat(65),
    ] {
        assert_eq!(pintui::api::ids::CustomerId::new(text), None, "{text:?}");
    }
}

#[tokio::test]
async fn a_card_that_is_sent_in_full_is_not_taken_in() {
    let act = Act::Keep(json(
        200,
        &String::from_utf8(file("shape/echoes-pan.json")).expect("UTF-8"),
    ));
    let plain = ask(act.clone(), &Call::Read(Read::GetCustomer(cus()))).await;
    let raw = ask(act, &Call::Read(Read::ReadRaw(Record::Customer(cus())))).await;
    for answer in [plain, raw] {
        let told = format!("{:?}", answer.result.expect("a reply"));
        assert!(!told.contains("4200000000000000"), "{told}");
        assert!(told.contains("XXXX-XXXX-XXXX-0000"), "{told}");
    }
    let seed = Act::Keep(json(
        200,
        &String::from_utf8(file("shape/seed-status-field.json")).expect("UTF-8"),
    ));
    ask(seed, &Call::Read(Read::GetCustomer(cus())))
        .await
        .result
        .expect("the seed's extra member is nothing");
}

async fn charges(name: &str) -> Vec<Charge> {
    let body = String::from_utf8(file(name)).expect("UTF-8");
    let call = Call::Read(Read::ListCharges(cus(), 1));
    match ask(Act::Keep(json(200, &body)), &call).await.result {
        Ok(Reply::Charges(id, page)) => {
            assert_eq!((id, page.unreadable), (cus(), 0));
            page.items
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn amounts_are_exact_or_missing() {
    let charges_seen = charges("shape/charges-amounts.json").await;
    let money = |at: usize| charges_seen[at].money().map(|money| money.to_string());
    let expected = [
        (0, Some("A$0.00")),
        (1, Some("-A$5.00")),
        (2, Some("A$92,233,720,368,547,758.07")),
        (3, Some("-A$92,233,720,368,547,758.08")),
        (4, Some("¥1")),
        (5, Some("1.000 BHD")),
        (6, Some("0.1000 CLF")),
        (8, None),
        (9, None),
        (10, None),
    ];
    for (at, text) in expected {
        assert_eq!(money(at).as_deref(), text, "{at}");
    }
    assert_eq!(charges_seen[8].status(), ChargeStatus::Authorised);
    assert!(
        matches!(charges_seen[11].status(), ChargeStatus::Other(word) if word.as_str() == "brand_new_status")
    );

    let amounts: Vec<Option<i64>> = charges("shape/amount-float.json")
        .await
        .iter()
        .map(|c| c.amount)
        .collect();
    assert_eq!(
        amounts, [None; 4],
        "what is no plain whole number is not guessed at"
    );
}

#[tokio::test]
async fn subscriptions_are_read_by_both_names() {
    let body = String::from_utf8(file("shape/subs-odd.json")).expect("UTF-8");
    let call = Call::Read(Read::ListSubscriptions(cus(), 1));
    let Ok(Reply::Subscriptions(_, page)) = ask(Act::Keep(json(200, &body)), &call).await.result
    else {
        panic!("no page")
    };
    let seen: Vec<_> = page
        .items
        .iter()
        .map(|sub| {
            (
                sub.state.word(),
                sub.plan_token.as_ref().map(PlanId::as_str),
            )
        })
        .collect();
    assert_eq!(
        seen,
        [
            ("active", Some("p")),
            ("unpaid", Some("plan_x")),
            ("zombie", None)
        ]
    );
    let both = r#"{"response":[{"token":"sub_a","status":"zombie","state":"trial","plan":"p","plan_token":"q"}]}"#;
    let Ok(Reply::Subscriptions(_, page)) = ask(Act::Keep(json(200, both)), &call).await.result
    else {
        panic!("no page")
    };
    assert_eq!(
        page.items[0].state,
        SubscriptionState::Trial,
        "the wire's own name counts"
    );
}

#[tokio::test]
async fn an_unknown_reply_of_a_charge_is_no_charge() {
    let act = Act::Keep(json(200, "{\"response\":[]}"));
    let error = ask(act, &Call::Read(Read::GetCharge(charge())))
        .await
        .result
        .expect_err("a list");
    assert!(matches!(error.kind, ErrorKind::Protocol(_)));
}
