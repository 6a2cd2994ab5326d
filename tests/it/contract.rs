//! The recorded and documented bodies of `tests/fixtures/recorded` against our types.
//!
//! Every member that a type of ours has must come out with the value that was recorded, and every member
//! that none has must stand in a list here, so that nothing is lost unnoticed. Old recordings lack
//! members; none may lack one that we cannot do without.
mod shown;

use pintui::api::call::Call;
use pintui::api::cards::CardSource;
use pintui::api::customers::CustomerPatch;
use pintui::api::error::{ErrorKind, Fate};
use pintui::api::ids::{CardId, ChargeId, CustomerId, PlanId, SubscriptionId};
use pintui::api::outcome;
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::received::Received;
use pintui::api::reply::Reply;
use pintui::api::subject::Record;
use pintui::api::write::Write;
use serde_json::{Value, json};
use shown::Shown;
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::Path;

/// Reads a recorded exchange; one thread's tests keep count of what they read.
fn recorded(name: &str) -> Value {
    READ.with_borrow_mut(|read| read.insert(name.to_owned()));
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/fixtures/recorded")
        .join(name);
    let text = std::fs::read_to_string(path).expect(name);
    serde_json::from_str(&text).expect(name)
}

fn settle(call: &Call, status: u16, body: &Value) -> Result<Reply, pintui::api::error::Error> {
    let received = Received {
        status,
        web_page: false,
        elsewhere: false,
        retry_after: None,
        body: Ok(body.to_string().into_bytes()),
    };
    outcome::settle(call, Ok(received))
}

fn status(name: &str) -> Option<u16> {
    let status = recorded(name)["response"]["status"].as_u64()?;
    u16::try_from(status).ok()
}

/// Gives the reply that a recorded answer makes.
fn reply(name: &str, call: &Call) -> (Reply, Value) {
    let body = recorded(name)["response"]["body"].clone();
    let reply = settle(call, status(name).unwrap_or(200), &body).expect(name);
    (reply, body["response"].clone())
}

fn cus() -> CustomerId {
    CustomerId::new("cus_a").expect("a token")
}

fn ch() -> ChargeId {
    ChargeId::new("ch_a").expect("a token")
}

fn sub() -> SubscriptionId {
    SubscriptionId::new("sub_a").expect("a token")
}

thread_local! {
    /// The files that were read on this thread.
    static READ: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
}

const PAGE: u32 = 1;

/// Checks each row of a page and that there is no other page.
macro_rules! check_page {
    ($name:expr, $call:expr, $reply:pat => $page:expr, $shown:path) => {
        let (reply, rows) = reply($name, &$call);
        let $reply = reply else {
            panic!("{}: {reply:?}", $name)
        };
        check_rows($name, &$page, &rows, $shown);
        assert_eq!(($page.number, $page.next), (1, None), "{}", $name);
    };
}

fn check_rows<T>(name: &str, page: &Page<T>, rows: &Value, shown: fn(&T) -> Shown) {
    let rows = rows.as_array().expect("a list");
    let read = (page.items.len(), page.unreadable);
    assert_eq!(read, (rows.len(), 0), "{name}");
    for (item, row) in page.items.iter().zip(rows) {
        shown::compare(name, &shown(item), row);
    }
}

/// Checks a record that the API gives by itself; ours comes from a list, so it is put into one.
macro_rules! check_in_list {
    ($name:expr, $call:expr, $reply:pat => $page:expr, $shown:path) => {
        let row = recorded($name)["response"]["body"]["response"].clone();
        let reply = settle(&$call, 200, &json!({"response": [row]})).expect($name);
        let $reply = reply else {
            panic!("{}: {reply:?}", $name)
        };
        shown::compare($name, &$shown(&$page.items[0]), &row);
    };
}

// It uses the macros above.
mod money;

#[test]
fn customers() {
    for name in [
        "doc-examples-2023/02-get-customers.json",
        "vcr-2013/01-list-customers-a.json",
        "vcr-2013/12-list-customers-b.json",
    ] {
        check_page!(name, Call::Read(Read::ListCustomers(PAGE)), Reply::Customers(page) => page, shown::customer);
    }
    let token = CardSource::Token(CardId::new("card_a").expect("a token"));
    let create = Call::Write(Write::CreateCustomer(pintui::api::customers::NewCustomer {
        fields: CustomerPatch::default(),
        card: token,
    }));
    for name in [
        "doc-examples-2023/01-create-customer.json",
        "vcr-2013/09-create-customer-by-card-token.json",
    ] {
        let (Reply::Created(customer), row) = reply(name, &create) else {
            panic!("{name}")
        };
        shown::compare(name, &shown::customer(&customer), &row);
    }
    let name = "vcr-2013/15-update-customer-card.json";
    let update = Call::Write(Write::UpdateCustomer(cus(), CustomerPatch::default()));
    let (Reply::Updated(customer), row) = reply(name, &update) else {
        panic!("{name}")
    };
    shown::compare(name, &shown::customer(&customer), &row);
    let old = reply(
        "fixtures-2013-2020/07-customer-delete-body-old.json",
        &Call::Write(Write::DeleteCustomer(cus())),
    );
    assert_eq!(
        old.0,
        Reply::Deleted(Record::Customer(cus())),
        "the empty object of 2013"
    );
}

#[test]
fn cards() {
    let list = Call::Read(Read::ListCards(cus(), PAGE));
    let name = "doc-examples-2023/05-get-customer-cards.json";
    check_page!(name, list.clone(), Reply::Cards(_, page) => page, shown::card);
    let add = Call::Write(Write::AddCard(
        cus(),
        CardSource::Token(CardId::new("card_a").expect("a token")),
    ));
    for name in [
        "doc-examples-2023/13-create-card.json",
        "vcr-2013/02-create-card-a.json",
    ] {
        let (Reply::CardAdded(card), row) = reply(name, &add) else {
            panic!("{name}")
        };
        shown::compare(name, &shown::card(&card), &row);
    }
    // The newest recording of a card stands inside of a payment source.
    let name = "transcript-2025/01-create-payment-source.json";
    let row = recorded(name)["response"]["body"]["response"]["source"].clone();
    let reply = settle(&list, 200, &json!({"response": [row]})).expect(name);
    let Reply::Cards(_, page) = reply else {
        panic!("{name}")
    };
    shown::compare(name, &shown::card(&page.items[0]), &row);
}

#[test]
fn charges() {
    let list = Call::Read(Read::ListCharges(cus(), PAGE));
    for name in [
        "vcr-2013/04-list-charges-20.json",
        "vcr-2013/06-search-charges-query.json",
        "vcr-2013/11-list-customer-charges.json",
    ] {
        check_page!(name, list.clone(), Reply::Charges(_, page) => page, shown::charge);
    }
    for name in [
        "vcr-2013/07-get-charge-a.json",
        "vcr-2013/26-get-charge-b.json",
    ] {
        let (Reply::Charge(charge), row) = reply(name, &Call::Read(Read::GetCharge(ch()))) else {
            panic!("{name}")
        };
        shown::compare(name, &shown::charge(&charge), &row);
    }
    for name in [
        "doc-examples-2023/14-create-charge.json",
        "doc-examples-2023/17-charge-void.json",
        "vcr-2013/03-create-charge-customer-token.json",
    ] {
        check_in_list!(name, list, Reply::Charges(_, page) => page, shown::charge);
    }
}

#[test]
fn refunds_plans_and_subscriptions() {
    let refunds = Call::Read(Read::ListRefunds(ch(), PAGE));
    for name in [
        "doc-examples-2023/20-get-charge-refunds.json",
        "doc-examples-2023/22-get-refunds.json",
        "vcr-2013/18-list-charge-refunds.json",
    ] {
        check_page!(name, refunds.clone(), Reply::Refunds(_, page) => page, shown::refund);
    }
    for name in [
        "doc-examples-2023/19-create-refund.json",
        "vcr-2013/16-create-refund-partial.json",
    ] {
        check_in_list!(name, refunds, Reply::Refunds(_, page) => page, shown::refund);
    }
    let plans = Call::Read(Read::ListPlans(PAGE));
    check_page!("doc-examples-2023/25-get-plans.json", plans.clone(), Reply::Plans(page) => page, shown::plan);
    check_in_list!("doc-examples-2023/23-create-plan.json", plans, Reply::Plans(page) => page, shown::plan);
    let list = Call::Read(Read::ListSubscriptions(cus(), PAGE));
    let name = "doc-examples-2023/07-get-subscriptions.json";
    check_page!(name, list.clone(), Reply::Subscriptions(_, page) => page, shown::subscription);
    let name = "doc-examples-2023/08-create-subscription.json";
    check_in_list!(name, list, Reply::Subscriptions(_, page) => page, shown::subscription);
    let name = "doc-examples-2023/10-delete-subscription.json";
    let cancel = Call::Write(Write::CancelSubscription(cus(), sub()));
    let (Reply::SubscriptionCancelled(subscription), row) = reply(name, &cancel) else {
        panic!("{name}")
    };
    shown::compare(name, &shown::subscription(&subscription), &row);
}

#[test]
fn ledger_and_balance() {
    let name = "doc-examples-2023/12-list-subscription-ledger-entries.json";
    let ledger = Call::Read(Read::ListLedger(sub(), PAGE));
    check_page!(name, ledger, Reply::Ledger(_, page) => page, shown::ledger_entry);
    let name = "doc-examples-2023/26-get-balance.json";
    let (Reply::Balance(balance), body) = reply(name, &Call::Read(Read::GetBalance)) else {
        panic!("{name}")
    };
    shown::compare(name, &shown::balance(&balance), &body);
    let unreadable = balance.available.unreadable + balance.pending.unreadable;
    assert_eq!(unreadable, 0, "{name}");
}

#[test]
fn a_plan_s_subscriptions_are_those_of_a_customer() {
    let name = "doc-examples-2023/07-get-subscriptions.json";
    let plan = PlanId::new("plan_a").expect("a token");
    let list = Call::Read(Read::ListPlanSubscriptions(plan, PAGE));
    check_page!(name, list, Reply::PlanSubscriptions(_, page) => page, shown::subscription);
    let row = recorded(name)["response"]["body"]["response"][0].clone();
    let one = settle(
        &Call::Read(Read::GetSubscription(sub())),
        200,
        &json!({"response": row}),
    );
    let Ok(Reply::Subscription(subscription)) = one else {
        panic!("{one:?}")
    };
    shown::compare(name, &shown::subscription(&subscription), &row);
}

#[test]
fn refusals() {
    for name in [
        "fixtures-2013-2020/01-token-already-used.json",
        "fixtures-2013-2020/03-customer-422-blank-email.json",
        "fixtures-2013-2020/10-refund-422-more-than-charge.json",
        "vcr-2013/13-update-customer-422-country-blank.json",
        "vcr-2013/20-get-customer-404.json",
        "vcr-2013/21-list-customer-charges-404-a.json",
        "vcr-2013/22-create-charge-400-declined.json",
        "vcr-2013/23-create-charge-422-expired.json",
        "vcr-2013/27-list-customer-charges-404-b.json",
    ]
    .into_iter()
    .chain(money::REFUSALS)
    {
        let body = &recorded(name)["response"]["body"];
        let update = Call::Write(Write::UpdateCustomer(cus(), CustomerPatch::default()));
        let error = settle(&update, status(name).unwrap_or(400), body).expect_err(name);
        assert_eq!(error.fate, Some(Fate::Rejected), "{name}");
        let ErrorKind::Refused(refusal) = error.kind else {
            panic!("{name}: {error:?}")
        };
        assert_eq!(body["error"], refusal.code.as_str(), "{name}");
        assert_eq!(
            body["error_description"],
            refusal.description.as_str(),
            "{name}"
        );
        let token = refusal.charge_token.as_ref().map(ChargeId::as_str);
        assert_eq!(body["charge_token"].as_str(), token, "{name}");
        let ours: Vec<_> = refusal
            .messages
            .iter()
            .map(|m| (m.param.as_str(), m.message.as_str()))
            .collect();
        let theirs: Vec<_> = match &body["messages"] {
            Value::Array(list) => list
                .iter()
                .map(|m| {
                    (
                        m["param"].as_str().expect("a name"),
                        m["message"].as_str().expect("a text"),
                    )
                })
                .collect(),
            Value::Object(map) => map
                .iter()
                .map(|(param, texts)| (param.as_str(), texts[0].as_str().expect("a text")))
                .collect(),
            _ => Vec::new(),
        };
        assert_eq!(ours, theirs, "{name}");
    }
}

#[test]
fn every_file_is_read_here() {
    READ.with_borrow_mut(BTreeSet::clear);
    for test in [
        customers,
        cards,
        charges,
        refunds_plans_and_subscriptions,
        ledger_and_balance,
        refusals,
        money::customers_and_cards,
        money::charges,
        money::refunds_and_balance,
        money::subscriptions,
    ] {
        test();
    }
    let read = READ.with_borrow(BTreeSet::clone);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recorded");
    let mut there = BTreeSet::new();
    for folder in std::fs::read_dir(&root).expect("the recordings") {
        let folder = folder.expect("an entry");
        if !folder.file_type().expect("a kind").is_dir() {
            continue;
        }
        for file in std::fs::read_dir(folder.path()).expect("a folder") {
            let path = file.expect("an entry").path();
            let name = path.strip_prefix(&root).expect("below the root");
            there.insert(name.to_str().expect("UTF-8").to_owned());
        }
    }
    assert_eq!(there, read);
}
