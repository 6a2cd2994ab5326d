//! The number of customers is one number: what is known to have happened never contradicts it.
use crate::driver::{Driver, Harness, Start};
use pintui::sandbox::Store;
use std::time::Duration;

/// What the title says where the API counts another number than there are rows.
const CONTRADICTION: &str = "API reports";

/// Answers a question that has been read by now; the time in which it hears nothing passes first.
fn yes(app: &mut Harness) {
    app.until_gone("Reading it again first");
    app.advance(Duration::from_millis(400));
    app.yes();
}

#[test]
fn a_created_customer_is_counted_at_once() {
    let mut app = Harness::sized(200, 50);
    app.keys("n").types("nora@example.com").keys("tab");
    app.types("Nora").keys("ctrl-t enter");
    app.keys("ctrl-s y enter").sees("Customer created");
    app.sees("Customers 61").sees("61 customers");
    app.sees_not(CONTRADICTION).sees_not("reported");
}

#[test]
fn a_page_from_before_a_deletion_does_not_bring_the_old_number_back() {
    let mut app = Harness::sized(200, 50);
    app.holds("GET /customers?page=1", "r");
    app.advance(Duration::from_secs(2)).press("d");
    yes(&mut app);
    app.until("Customer deleted").release().answers();
    app.sees("Customers 59").sees("59 customers");
    app.sees_not(CONTRADICTION).sees_not("reported");
}

#[test]
fn a_customer_whom_another_deleted_is_counted_no_more_once_that_is_known() {
    let folder = tempfile::tempdir().unwrap();
    let records = || Store::File(folder.path().join("records.sqlite3"));
    let shared = || Start {
        size: (200, 50),
        store: records(),
        ..Start::default()
    };
    let (mut app, mut other) = (Harness::start(shared()), Harness::start(shared()));
    other.press("d");
    yes(&mut other);
    other.until("Customer deleted").answers();
    let mut sees_59 = |keys: &str, place: &str| {
        app.keys(keys).sees(place);
        app.sees_not(CONTRADICTION).sees_not("unconfirmed");
        app.sees("59 customers").sees_not("/60").sees_not("of 60");
    };
    sees_59("2 r", "as of 12:00 · —/59");
    // The API says the same, while the row is still there to be seen, and when it has gone.
    sees_59("1 r", "━ Customers 59 ━");
    sees_59("R", "as of 12:00 · —/59");
    sees_59("/ z o ë", "Customers 0 of 59");
    sees_59("esc", "━ Customers 59 ━");
    sees_59("j", "as of 12:00 · ");
    sees_59("R", "━ Customers 59 ━");
}

#[test]
fn a_number_that_does_not_agree_with_the_rows_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let start = |mirror| {
        Harness::start(Start {
            size: (200, 50),
            store: Store::File(folder.path().join("records.sqlite3")),
            mirror,
            ..Start::default()
        })
    };
    let mirror = || Some(folder.path().join("pintui/mirror.sqlite3"));
    start(mirror()).quit();
    let mut other = start(None);
    other.keys("j").press("d");
    yes(&mut other);
    other.until("Customer deleted").answers();
    // A start reads the newest alone: nobody looked for the one who is gone.
    let mut app = start(mirror());
    app.sees("Customers 60 · API reports 59, R refreshes");
    app.keys("R").sees("Customers 59").sees_not(CONTRADICTION);
}

#[test]
fn the_counts_of_a_plan_are_read_again_with_the_rows_that_they_count() {
    let mut app = Harness::new();
    app.keys("4 enter");
    app.sent.clear();
    app.keys("L");
    assert!(app.sent.iter().any(|sent| sent == "GET /plans?page=1"));
}

/// One answer of a host in trouble does not outweigh a list that was asked for later.
#[test]
fn somebody_whom_a_later_list_holds_is_there_again() {
    let mut app = Harness::new();
    app.faults.arm("every-1:any:404".parse().unwrap());
    app.keys("2 r").sees("No longer in Pin Payments");
    app.faults.disarm();
    app.keys("1 j").sees_not("zoe.featherstone");
    app.keys("R").sees("Customers 60").sees("zoe.featherstone");
    app.keys("1 g").sees_not("No longer in Pin Payments");
}
