//! What was recorded of the test server between 2018 and 2024, and what the documents show of money.
use super::*;
use pintui::api::charges::{Charge, ChargeStatus};
use pintui::api::read::Read;
use pintui::api::reasons;
use pintui::api::write::Write;

pub const REFUSALS: [&str; 10] = [
    "doc-examples-money/34-charge-capture-400-partial-2024.json",
    "doc-examples-money/44-charge-400-invalid-cvv-2018.json",
    "doc-examples-money/46-charge-400-insufficient-funds-2018.json",
    "doc-examples-money/48-charge-400-processing-error-2018.json",
    "doc-examples-money/50-charge-400-token-already-used-2018.json",
    "doc-examples-money/51-charge-404-unknown-card-token-2020.json",
    "doc-examples-money/59-refund-create-402-doc.json",
    "doc-examples-money/68-unknown-path-404-2018.json",
    "doc-examples-money/86-customer-create-422-email-2024.json",
    "doc-examples-money/95-card-create-422-2024.json",
];

#[test]
pub fn customers_and_cards() {
    let name = "doc-examples-money/83-customers-list-2024.json";
    check_page!(name, Call::Read(Read::ListCustomers(PAGE)), Reply::Customers(page) => page, shown::customer);
    let name = "doc-examples-money/88-customer-update-2024.json";
    let update = Call::Write(Write::UpdateCustomer(cus(), CustomerPatch::default()));
    let (Reply::Updated(customer), row) = reply(name, &update) else {
        panic!("{name}")
    };
    shown::compare(name, &shown::customer(&customer), &row);
    let token = CardSource::Token(CardId::new("card_a").expect("a token"));
    let add = Call::Write(Write::AddCard(cus(), token));
    for name in [
        "doc-examples-money/90-customer-card-add-2024.json",
        "doc-examples-money/91-customer-card-add-by-token-2024.json",
    ] {
        let (Reply::CardAdded(card), row) = reply(name, &add) else {
            panic!("{name}")
        };
        shown::compare(name, &shown::card(&card), &row);
        assert_eq!(card.primary, Some(false), "{name}");
    }
}

/// Gives the charges of a recorded list.
fn listed(name: &str) -> Page<Charge> {
    let list = Call::Read(Read::ListCharges(cus(), PAGE));
    let (Reply::Charges(_, page), rows) = reply(name, &list) else {
        panic!("{name}")
    };
    check_rows(name, &page, &rows, shown::charge);
    page
}

#[test]
pub fn charges() {
    for (name, next, total) in [
        (
            "doc-examples-money/38-charges-list-2024.json",
            Some(2),
            Some(363),
        ),
        (
            "doc-examples-money/40-charges-search-2018.json",
            Some(2),
            Some(149),
        ),
        (
            "doc-examples-money/52-charges-search-doc.json",
            None,
            Some(1),
        ),
    ] {
        let page = listed(name);
        assert_eq!((page.next, page.total), (next, total), "{name}");
    }
    for (name, expected) in [
        (
            "doc-examples-money/32-charge-authorise-2024.json",
            ChargeStatus::Authorised,
        ),
        (
            "doc-examples-money/33-charge-capture-201-2024.json",
            ChargeStatus::Captured,
        ),
        (
            "doc-examples-money/37-charge-void-200-2024.json",
            ChargeStatus::Voided,
        ),
        (
            "doc-examples-money/43-charge-create-by-customer-2024.json",
            ChargeStatus::Captured,
        ),
        (
            "doc-examples-money/61-charge-after-refund-fixture-2018.json",
            ChargeStatus::RefundPending,
        ),
    ] {
        let (Reply::Charge(charge), row) = reply(name, &Call::Read(Read::GetCharge(ch()))) else {
            panic!("{name}")
        };
        shown::compare(name, &shown::charge(&charge), &row);
        assert_eq!(charge.status(), expected, "{name}");
        let owner = charge.card.and_then(|card| card.customer_token);
        assert_eq!(owner.is_some(), name.contains("by-customer"), "{name}");
    }
}

#[test]
pub fn refunds_and_balance() {
    let refunds = Call::Read(Read::ListRefunds(ch(), PAGE));
    for name in [
        "doc-examples-money/55-refunds-list-2024.json",
        "doc-examples-money/58-refunds-of-charge-2024.json",
        "doc-examples-money/60-refunds-list-doc.json",
    ] {
        check_page!(name, refunds.clone(), Reply::Refunds(_, page) => page, shown::refund);
    }
    let name = "doc-examples-money/53-refund-create-2024.json";
    check_in_list!(name, refunds, Reply::Refunds(_, page) => page, shown::refund);
    let name = "doc-examples-money/62-balance-2024.json";
    let (Reply::Balance(balance), body) = reply(name, &Call::Read(Read::GetBalance)) else {
        panic!("{name}")
    };
    shown::compare(name, &shown::balance(&balance), &body);
}

/// Every failure that was recorded has its plain words, as the gateway and as the API put it.
#[test]
fn why_charges_fail() {
    let failed = listed("doc-examples-money/40-charges-search-2018.json").items;
    let failed = failed.iter().filter_map(|charge| match charge.status() {
        ChargeStatus::Failed(why) => Some(why),
        _ => None,
    });
    let said: BTreeSet<_> = failed.collect();
    assert_eq!(said.len(), 6, "{said:?}");
    let shorts: BTreeSet<_> = said
        .iter()
        .map(|why| reasons::of(why.as_str()).expect("plain words").short)
        .collect();
    assert_eq!(shorts.len(), 6);
    for name in REFUSALS {
        let body = &recorded(name)["response"]["body"];
        let word = |member: &str| body[member].as_str().expect("a text").to_owned();
        let (code, text) = (word("error"), word("error_description"));
        let is_known = !["invalid_resource", "not_found", "resource_not_found"].contains(&&*code);
        assert_eq!(reasons::of(&code).is_some(), is_known, "{name}");
        assert_eq!(reasons::of(&code), reasons::of(&text), "{name}");
    }
    // What the sandbox's gateway says where nothing was recorded.
    for (code, text) in [
        (
            "gateway_error",
            "An upstream error occurred while processing the transaction",
        ),
        ("unknown", "Unknown error"),
    ] {
        assert!(reasons::of(code).is_some(), "{code}");
        assert_eq!(reasons::of(code), reasons::of(text), "{text}");
    }
    assert_eq!(reasons::of(""), None);
}

/// Puts something where a recording says only that there was a text.
fn filled(name: &str) -> Value {
    let mut row = recorded(name)["response"]["body"]["response"].clone();
    for (member, value) in row.as_object_mut().expect("a record") {
        if value == "<string>" {
            *value = match member.as_str() {
                "state" => json!("cancelling"),
                member if member.ends_with("token") => json!("sub_a"),
                _ => json!("2019-03-14T09:26:53Z"),
            };
        }
    }
    row
}

#[test]
pub fn subscriptions() {
    for name in [
        "doc-examples-money/80-subscription-create-trial-asserted.json",
        "doc-examples-money/81-subscription-cancel-trial-asserted.json",
    ] {
        let row = filled(name);
        let cancel = Call::Write(Write::CancelSubscription(cus(), sub()));
        let body = json!({"response": row.clone()});
        let answer = settle(&cancel, status(name).expect("a status"), &body);
        let Ok(Reply::SubscriptionCancelled(subscription)) = answer else {
            panic!("{name}: {answer:?}")
        };
        shown::compare(name, &shown::subscription(&subscription), &row);
    }
}
