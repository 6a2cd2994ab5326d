//! What is filed: the newest question wins, and a list that is read again loses no row.
use jiff::Timestamp;
use pintui::api::call::Call;
use pintui::api::customers::{Customer, CustomerField};
use pintui::api::ids::{CustomerId, PlanId, SubscriptionId};
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::{Record, Subject};
use pintui::config::Profile;
use pintui::mirror::{Change, EndReport, Report, Round, Rows, SyncState, Window, WindowRow};
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

/// Holds a store that reads its list of two pages again, having read them once.
fn reading() -> Store {
    let mut store = Store::default();
    let clock = (Profile::SWEEP_EVERY, Timestamp::UNIX_EPOCH);
    store
        .customers
        .open(Vec::new(), (SyncState::default(), true), clock);
    ask(&mut store, 1);
    answer(&mut store, 1, page(1, Some(2), &["cus_a", "cus_b"]));
    ask(&mut store, 2);
    answer(&mut store, 2, page(2, None, &["cus_c", "cus_d"]));
    let ended = Report::Ended {
        round: round(&mut store),
        end: Some(EndReport {
            met: 4,
            ..EndReport::default()
        }),
    };
    store.customers.hear(9, Some(ended));
    store.customers.lose_all();
    ask(&mut store, 3);
    store
}

/// Asks for the next page that is wanted.
fn ask(store: &mut Store, ticket: u64) {
    let step = store.customers.wanted(1).remove(0);
    store.customers.reading.asked(Ticket(ticket), step);
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

/// Gives the number by which the mirror is asked about the end of the reading.
fn round(store: &mut Store) -> Round {
    let changes = store.customers.keeping.take_changes();
    let ends = changes.iter().rev().find_map(|(_, change)| match change {
        Change::End { round } => Some(*round),
        _ => None,
    });
    ends.expect("an end")
}

/// Gives whom the mirror was told of by pages since it was last asked.
fn paged(store: &mut Store) -> Vec<String> {
    let changes = store.customers.keeping.take_changes();
    let rows = changes.iter().flat_map(|(_, change)| match change {
        Change::Swept {
            rows: Rows::Customers(rows),
            ..
        } => rows.as_slice(),
        _ => &[],
    });
    rows.map(|row| row.token.to_string()).collect()
}

fn company<'a>(store: &'a Store, token: &str) -> &'a str {
    let found = store.customer(&id(token)).expect("a row");
    found.field(CustomerField::Company)
}

#[test]
fn a_row_changed_while_the_list_is_read_again_stays_as_it_was_changed() {
    let mut store = reading();
    write(&mut store, 5, Reply::Updated(customer("cus_b", "new")));
    answer(&mut store, 3, page(1, None, &["cus_a", "cus_b"]));
    assert_eq!(paged(&mut store), ["cus_a"]);
    assert_eq!(company(&store, "cus_b"), "new");
}

#[test]
fn a_row_deleted_while_the_list_is_read_again_does_not_come_back() {
    let mut store = reading();
    write(&mut store, 5, Reply::Deleted(Record::Customer(id("cus_b"))));
    answer(&mut store, 3, page(1, Some(2), &["cus_a", "cus_b"]));
    assert_eq!(paged(&mut store), ["cus_a"]);
    // Behind it all rows moved up: the first page is read once more.
    ask(&mut store, 6);
    answer(&mut store, 6, page(1, None, &["cus_a", "cus_c"]));
    assert_eq!(paged(&mut store), ["cus_a", "cus_c"]);
}

#[test]
fn a_record_read_before_a_change_does_not_undo_it() {
    let mut store = reading();
    let ask = Call::Read(Read::GetCustomer(id("cus_a")));
    let subject = ask.subject().expect("a read");
    store.asked(Ticket(4), subject.clone());
    write(&mut store, 5, Reply::Updated(customer("cus_a", "new")));
    let late = Ok(Reply::Customer(customer("cus_a", "old")));
    store.settle(Ticket(4), &subject, late, Timestamp::UNIX_EPOCH);
    assert_eq!(company(&store, "cus_a"), "new");
    store.asked(Ticket(6), subject.clone());
    let newer = Ok(Reply::Customer(customer("cus_a", "newer")));
    store.settle(Ticket(6), &subject, newer, Timestamp::UNIX_EPOCH);
    assert_eq!(company(&store, "cus_a"), "newer");
}

#[test]
fn a_page_asked_for_before_a_record_does_not_undo_it() {
    let mut store = reading();
    let subject = Subject::Customer(id("cus_a"));
    store.asked(Ticket(4), subject.clone());
    let read = Ok(Reply::Customer(customer("cus_a", "new")));
    store.settle(Ticket(4), &subject, read, Timestamp::UNIX_EPOCH);
    answer(&mut store, 3, page(1, None, &["cus_a", "cus_b"]));
    assert_eq!(paged(&mut store), ["cus_b"]);
    assert_eq!(company(&store, "cus_a"), "new");
}

#[test]
fn a_page_asked_for_after_a_record_renews_it() {
    let mut store = reading();
    write(&mut store, 2, Reply::Updated(customer("cus_a", "new")));
    answer(&mut store, 3, page(1, None, &["cus_a", "cus_b"]));
    assert_eq!(company(&store, "cus_a"), "old");
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
    write(&mut store, 3, Reply::Deleted(Record::Customer(id("cus_a"))));
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

#[test]
fn a_customer_said_to_be_gone_twice_is_taken_off_the_count_once() {
    let row = |token: &&str| WindowRow {
        customer: customer(token, "old"),
        seen: Timestamp::UNIX_EPOCH,
        is_current: true,
    };
    let mut store = Store::default();
    let clock = (Profile::SWEEP_EVERY, Timestamp::UNIX_EPOCH);
    let rows = ["cus_a", "cus_b", "cus_c"].iter().map(row).collect();
    store
        .customers
        .open(rows, (SyncState::default(), true), clock);
    store.customers.mark_gone(&id("cus_a"), Ticket(1));
    assert_eq!(store.customers.count(), 2, "struck, where it is seen");
    store.customers.take(Window {
        held: 3,
        stored: 3,
        exact: 3,
        from: 1,
        rows: ["cus_b", "cus_c"].iter().map(row).collect(),
        ..Window::default()
    });
    store.customers.mark_gone(&id("cus_a"), Ticket(2));
    assert_eq!(store.customers.count(), 2);
    store.customers.sweep_gone(None);
    assert_eq!(store.customers.count(), 2);
}
