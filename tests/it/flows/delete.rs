//! Deleting: what goes with it is read again, a yes is needed, one yes is one request.
use crate::driver::{BREATH, Driver, Harness, Start};
use pintui::config::Mode;
use std::time::Duration;

#[test]
fn deleting_a_customer_names_what_goes_with_it_and_removes_the_row() {
    let mut app = Harness::new();
    let gone = app.chosen();
    app.keys("d")
        .sees("Delete customer — SANDBOX")
        .sees("2 cards")
        .sees("Studio Pass");
    app.sees("doesn't say whether these")
        .sees("Cancel subscriptions first");
    app.keys("y enter")
        .sees("✓ Customer deleted: Zoë Featherstone")
        .sees("Customers 59");
    assert_ne!(app.chosen(), gone);
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn no_and_esc_and_enter_send_nothing() {
    let mut app = Harness::new();
    for refusal in ["n", "esc", "enter"] {
        app.keys("d").keys(refusal).sees_not("Delete customer —");
    }
    assert_eq!(app.writes.len(), 0);
}

#[test]
fn a_yes_in_the_first_300_ms_is_not_heard() {
    let mut app = Harness::new();
    app.press("d");
    app.answers();
    app.press("y").sees("One moment").press("y");
    app.advance(Duration::from_millis(301));
    app.press("y").press("enter").sees("Delete customer —");
    assert_eq!(app.writes.len(), 0);
    app.advance(Duration::from_millis(301));
    app.press("enter").settle().sees("Customer deleted");
}

#[test]
fn mashing_y_sends_one_request() {
    let mut app = Harness::new();
    app.keys("d");
    for _ in 0..50 {
        app.yes().press("enter").press("y");
    }
    app.settle();
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn the_way_to_the_subscriptions_is_offered() {
    let mut app = Harness::new();
    app.keys("d tab enter").sees("┏━ Subscriptions 1");
    app.keys("d")
        .sees("Cancel subscription — SANDBOX")
        .sees("The trial runs until");
    app.keys("y enter")
        .sees("Subscription cancelled")
        .sees("cancelling");
}

#[test]
fn a_primary_card_cannot_be_deleted_and_another_can() {
    let mut app = Harness::new();
    app.keys("3 d").sees("The primary card can't be deleted");
    assert_eq!(app.writes.len(), 0);
    app.keys("j d")
        .sees("Delete card — SANDBOX")
        .keys("y enter")
        .sees("✓ Card deleted: Mastercard 0064 of Zoë Featherstone")
        .sees("Cards 1");
}

#[test]
fn making_a_card_primary_keeps_the_old_one() {
    let mut app = Harness::new();
    app.keys("3 j m")
        .sees("Make primary — SANDBOX")
        .sees("which stays on file");
    app.keys("f2")
        .sees("PUT http://127.0.0.1:1/1/customers/cus_")
        .sees("{\"primary_card_token\":\"card_");
    app.keys("y")
        .advance(BREATH)
        .keys("enter")
        .sees("The card is now primary: Mastercard 0064 of Zoë Featherstone; the old one was kept")
        .sees("Cards 2")
        .sees("MC 0064");
}

#[test]
fn a_delete_whose_answer_is_lost_is_settled_by_what_is_read_again() {
    let mut app = Harness::new();
    app.faults
        .arm("next:delete_customer:drop-after".parse().unwrap());
    app.press("d")
        .settle()
        .press("y")
        .advance(Duration::from_millis(400));
    // Until the record is read again, nobody knows.
    app.press("enter").until("Outcome unknown");
    app.sees("never sent again automatically").answers();
    assert_eq!(app.writes.len(), 1);
    app.sees_not("Outcome unknown").sees("the record shows it");
    app.keys("esc").sees("No longer in Pin Payments");
    // That it is gone shows what became of the change: nothing is left to look after.
    app.sees_not(", outcome unknown");
    app.keys("@").sees("done: the record shows it");
}

#[test]
fn a_delete_that_never_arrived_leaves_the_customer() {
    let mut app = Harness::new();
    app.faults
        .arm("next:delete_customer:drop-before".parse().unwrap());
    app.keys("d y enter esc").sees("Customers 60");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn a_refused_delete_says_why_and_changes_nothing() {
    let mut app = Harness::new();
    app.faults.arm("next:delete_card:429=5".parse().unwrap());
    app.keys("3 j d y enter")
        .sees("pintui could not delete the card");
    app.sees("It was refused; nothing was changed.");
    app.keys("esc").sees("Cards 2");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn live_is_read_only_until_the_profile_is_typed() {
    let mut app = Harness::start(Start {
        mode: Mode::Live,
        ..Start::default()
    });
    app.sees("LIVE · READ-ONLY")
        .keys("d")
        .sees("LIVE is read-only");
    app.keys("3 j d m a").keys("1 n e");
    assert_eq!(app.writes.len(), 0);
}
