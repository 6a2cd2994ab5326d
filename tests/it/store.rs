//! What is filed: the newest question wins, and a list that is read again loses no row.
use jiff::Timestamp;
use pintui::api::call::{Call, Reply, Subject};
use pintui::api::customers::{Customer, CustomerField};
use pintui::api::ids::{CustomerId, PlanId, SubscriptionId};
use pintui::api::page::Page;
use pintui::model::effect::Ticket;
use pintui::model::store::Store;

fn id(token: &str) -> CustomerId {
    CustomerId::new(token).expect("a token")
}

fn customer(token: &str, company: &str) -> Customer {
    let json = serde_json::json!({ "token": token, "company": company });
    serde_json::from_str(&json.to_string()).expect("a customer")
}

fn page(number: u32, next: Option<u32>, tokens: &[&str]) -> Page<Customer> {
    Page {
        items: tokens.iter().map(|token| customer(token, "old")).collect(),
        number,
        next,
        total: Some(4),
        unreadable: 0,
    }
}

/// Holds a store whose list of two pages was read once.
fn loaded() -> Store {
    let mut store = Store::default();
    file(&mut store, 1, page(1, Some(2), &["cus_a", "cus_b"]));
    file(&mut store, 2, page(2, None, &["cus_c", "cus_d"]));
    assert!(!store.customers.is_loading());
    store
}

fn file(store: &mut Store, ticket: u64, page: Page<Customer>) {
    store.customers.asked(Ticket(ticket), page.number);
    answer(store, ticket, page);
}

fn answer(store: &mut Store, ticket: u64, page: Page<Customer>) {
    let reply = Ok(Reply::Customers(page));
    let taken = store.settle(
        Ticket(ticket),
        &Subject::Customers,
        reply,
        Timestamp::UNIX_EPOCH,
    );
    assert!(taken);
}

fn write(store: &mut Store, newest: u64, reply: Reply) {
    store.file(Ticket(newest), reply, Timestamp::UNIX_EPOCH);
}

fn tokens(store: &Store) -> Vec<&str> {
    let rows = store.customers.listing().items().iter();
    rows.map(|row| row.token.as_str()).collect()
}

fn company<'a>(store: &'a Store, token: &str) -> &'a str {
    let found = store.customer(&id(token)).expect("a row");
    found.field(CustomerField::Company)
}

#[test]
fn a_row_changed_while_the_list_is_read_again_stays_as_it_was_changed() {
    let mut store = loaded();
    store.doubt(Subject::Customers);
    store.customers.asked(Ticket(3), 1);
    store.customers.asked(Ticket(4), 2);
    write(&mut store, 5, Reply::Updated(customer("cus_c", "new")));
    answer(&mut store, 3, page(1, Some(2), &["cus_a", "cus_b"]));
    answer(&mut store, 4, page(2, None, &["cus_c", "cus_d"]));
    assert_eq!(tokens(&store), ["cus_a", "cus_b", "cus_c", "cus_d"]);
    assert_eq!(company(&store, "cus_c"), "new");
}

#[test]
fn a_row_deleted_while_the_list_is_read_again_does_not_come_back() {
    let mut store = loaded();
    store.doubt(Subject::Customers);
    store.customers.asked(Ticket(3), 1);
    store.customers.asked(Ticket(4), 2);
    write(&mut store, 5, Reply::CustomerDeleted(id("cus_b")));
    answer(&mut store, 3, page(1, Some(2), &["cus_a", "cus_b"]));
    answer(&mut store, 4, page(2, None, &["cus_c", "cus_d"]));
    assert_eq!(tokens(&store), ["cus_a", "cus_c", "cus_d"]);
}

#[test]
fn a_row_that_moved_to_a_later_page_is_there_once() {
    let mut store = loaded();
    store.doubt(Subject::Customers);
    file(
        &mut store,
        3,
        page(1, Some(2), &["cus_n", "cus_a", "cus_b"]),
    );
    assert_eq!(
        tokens(&store),
        ["cus_n", "cus_a", "cus_b", "cus_c", "cus_d"]
    );
    file(&mut store, 4, page(2, None, &["cus_b", "cus_c", "cus_c"]));
    assert_eq!(tokens(&store), ["cus_n", "cus_a", "cus_b", "cus_c"]);
}

#[test]
fn a_record_read_before_a_change_does_not_undo_it() {
    let mut store = loaded();
    let ask = Call::GetCustomer(id("cus_a"));
    let subject = ask.subject().expect("a read");
    store.asked(Ticket(3), subject.clone());
    write(&mut store, 5, Reply::Updated(customer("cus_a", "new")));
    let late = Ok(Reply::Customer(customer("cus_a", "old")));
    store.settle(Ticket(3), &subject, late, Timestamp::UNIX_EPOCH);
    assert_eq!(company(&store, "cus_a"), "new");
    store.asked(Ticket(6), subject.clone());
    let newer = Ok(Reply::Customer(customer("cus_a", "newer")));
    store.settle(Ticket(6), &subject, newer, Timestamp::UNIX_EPOCH);
    assert_eq!(company(&store, "cus_a"), "newer");
}

#[test]
fn a_page_asked_for_before_a_record_does_not_undo_it() {
    let mut store = loaded();
    store.doubt(Subject::Customers);
    store.customers.asked(Ticket(3), 1);
    let subject = Subject::Customer(id("cus_a"));
    store.asked(Ticket(4), subject.clone());
    let read = Ok(Reply::Customer(customer("cus_a", "new")));
    store.settle(Ticket(4), &subject, read, Timestamp::UNIX_EPOCH);
    answer(&mut store, 3, page(1, None, &["cus_a", "cus_b"]));
    assert_eq!(tokens(&store), ["cus_a", "cus_b"]);
    assert_eq!(company(&store, "cus_a"), "new");
}

#[test]
fn what_is_known_of_a_subscription_goes_with_its_customer() {
    let mut store = Store::default();
    let read = |json: &str| serde_json::from_str(json).expect("a subscription");
    let token = SubscriptionId::new("sub_a").expect("a token");
    let one = Page {
        items: vec![read(r#"{"token": "sub_a", "state": "active"}"#)],
        number: 1,
        next: None,
        total: Some(1),
        unreadable: 0,
    };
    let subject = Subject::Subscription(token.clone());
    write(&mut store, 1, Reply::Subscriptions(id("cus_a"), one));
    store.asked(Ticket(2), subject.clone());
    let alone = Reply::Subscription(read(r#"{"token": "sub_a", "state": "cancelling"}"#));
    assert!(store.settle(Ticket(2), &subject, Ok(alone), Timestamp::UNIX_EPOCH));
    // What was read alone is newer than what the list had.
    let known = store.subscription(&id("cus_a"), &token).expect("known");
    assert_eq!(known.state.word(), "cancelling");
    write(&mut store, 3, Reply::CustomerDeleted(id("cus_a")));
    assert_eq!(store.subscription(&id("cus_a"), &token), None);
    assert!(store.standing(&subject).wants_asking());
}

#[test]
fn the_subscriptions_of_one_plan_are_kept_at_a_time() {
    let mut store = Store::default();
    let plan = |token: &str| PlanId::new(token).expect("a token");
    let none = || Page {
        items: Vec::new(),
        number: 1,
        next: None,
        total: Some(0),
        unreadable: 0,
    };
    for token in ["plan_a", "plan_b"] {
        write(&mut store, 1, Reply::PlanSubscriptions(plan(token), none()));
    }
    assert!(store.plan_subscriptions(&plan("plan_a")).is_none());
    assert!(store.plan_subscriptions(&plan("plan_b")).is_some());
}
