//! Who pays what from which plan, and what the account has.
use crate::driver::{Driver, Harness, Start};
use pintui::config::Mode;

/// Counts the requests whose path begins and ends so.
fn asked(app: &Harness, start: &str, end: &str) -> usize {
    let of = |sent: &&String| sent.starts_with(start) && sent.contains(end);
    app.sent.iter().filter(of).count()
}

#[test]
fn the_balance_is_asked_for_once_and_again_by_key() {
    let mut app = Harness::new();
    app.sees("account ");
    assert_eq!(asked(&app, "GET /balance", ""), 1);
    app.keys("j j j 3 4 5 1");
    assert_eq!(asked(&app, "GET /balance", ""), 1, "it is nobody's");
    app.keys("5 r");
    assert_eq!(asked(&app, "GET /balance", ""), 2);
    app.keys("1 R");
    assert_eq!(asked(&app, "GET /balance", ""), 3);
}

#[test]
fn on_a_narrow_screen_the_balance_is_asked_for_with_the_charges() {
    let mut app = Harness::sized(80, 24);
    assert_eq!(asked(&app, "GET /balance", ""), 0);
    app.keys("5").sees("account ");
    assert_eq!(asked(&app, "GET /balance", ""), 1);
}

#[test]
fn a_balance_that_cannot_be_read_leaves_the_charges_alone() {
    let mut app = Harness::new();
    app.keys("5");
    app.faults.arm("every-1:any:422".parse().unwrap());
    app.keys("r").sees("Studio Pass: trial");
    let screen = app.screen();
    let header = screen.lines().find(|line| line.contains("account "));
    assert!(header.unwrap().contains(", stale"), "{screen}");
    app.faults.disarm();
    app.keys("r").sees_not("stale").sees("account ");
}

#[test]
fn a_subscription_opens_with_its_card_and_its_ledger() {
    let mut app = Harness::new();
    app.keys("4 enter")
        .sees("━ Subscription sub_")
        .sees("Studio Pass")
        .sees("Zoë Featherstone, zoe.featherstone@gmail.example")
        .sees("Visa XXXX-XXXX-XXXX-4821, 04/29, the primary card")
        .sees("Ledger");
    assert_eq!(asked(&app, "GET /subscriptions/sub_", "/ledger?page=1"), 1);
    app.keys("r");
    assert_eq!(asked(&app, "GET /subscriptions/sub_", "/ledger?page=1"), 2);
    app.keys("esc").sees("┏━ Subscriptions 1");
}

#[test]
fn a_subscription_is_cancelled_from_its_details_which_follow() {
    let mut app = Harness::new();
    app.keys("4 enter d y enter").sees("Subscription cancelled");
    assert_eq!(app.writes.len(), 1);
    app.sees("━ Subscription sub_")
        .sees("◐ cancelling: will not be billed again");
    app.keys("d").sees("Already being cancelled");
    app.keys("esc").sees("◐ cancelling Studio Pass");
}

#[test]
fn from_a_subscription_to_its_plan_to_another_customer_who_pays_it() {
    let mut app = Harness::new();
    app.keys("4 enter L").sees("━ Plan Studio Pass · ");
    app.sees("zoe.featherstone@gmail.example");
    app.keys("j enter")
        .sees("┏━ Customers 60")
        .sees_not("━ Plan Studio Pass")
        .sees("Studio Pass");
    assert_ne!(app.chosen(), "Zoë Featherstone");
    assert!(!app.chosen().is_empty());
}

#[test]
fn the_plans_are_reached_from_every_pane_and_lead_to_who_pays() {
    for pane in ["1", "2", "3", "4", "5", "5 z"] {
        let mut app = Harness::new();
        app.keys(pane)
            .keys("L")
            .sees("┏━ Plans ")
            .sees("Studio Pass");
        app.keys("enter").sees("subscription");
        assert_eq!(asked(&app, "GET /plans/plan_", "/subscriptions?page=1"), 1);
        app.keys("esc esc").sees_not("━ Plan");
    }
}

#[test]
fn live_shows_all_of_it_and_changes_nothing() {
    let mut app = Harness::start(Start {
        mode: Mode::Live,
        ..Start::default()
    });
    app.keys("4 enter d")
        .sees("LIVE is read-only; W unlocks writes");
    app.keys("L enter").sees("┏━ Customers 60");
    assert_eq!(app.writes.len(), 0);
}
