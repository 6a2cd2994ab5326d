//! The account's balance in the header.
use super::sample::{balance, charge_json, open, varied};
use crate::driver::{Driver, Harness};
use pintui::api::balance::Balance;
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, NoAnswer, Refusal};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::config::Mode;
use serde_json::json;
use std::time::Duration;

fn lost() -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    }
}

/// Opens the charges with a balance, or with none yet.
fn with(size: (u16, u16), balance: Option<Balance>) -> Harness {
    let charges = varied(12);
    let mut app = open(Mode::Test, size);
    app.settle_ada_but(&Subject::Balance, &charges);
    app.keys("5");
    app.settle_ada_but(&Subject::Balance, &charges);
    if let Some(balance) = balance {
        app.answer(&Subject::Balance, Ok(Reply::Balance(balance)));
    }
    app
}

fn header(app: &Harness) -> String {
    let screen = app.screen();
    screen.lines().next().unwrap().trim().to_owned()
}

#[test]
fn it_stands_beside_the_profile_and_never_with_the_charges_of_a_customer() {
    for size in [(80, 24), (120, 36), (200, 50)] {
        let one = balance(&[(120_400, "AUD")], &[(120_400, "AUD")]);
        let app = with(size, Some(one));
        assert!(header(&app).starts_with("pintui  TEST  harbour "));
        assert!(header(&app).contains(" A$1,204.00 available · 1 customer "));
        let screen = app.screen();
        let below = screen.split_once('\n').unwrap().1;
        assert!(!below.contains("1,204.00"), "{screen}");
    }
}

#[test]
fn a_long_name_has_the_border_for_itself() {
    let long = "Maximilian Alexander Bartholomew Featherstonehaugh-Cholmondeley".to_owned();
    for (size, seen) in [
        ((80, 24), "Maximilian Alexander Bartholomew "),
        ((200, 50), "Featherstonehaugh-Cholmondeley Nguyen ━"),
    ] {
        let mut app = with(size, Some(balance(&[(120_400, "AUD")], &[])));
        app.rename_ada(&long);
        app.keys("z");
        app.sees("Charges 12 · Maximilian Alexander ");
        app.sees(seen);
    }
}

#[test]
fn what_is_pending_is_said_where_there_is_room_and_something_more_to_come() {
    let settling = balance(&[(120_400, "AUD")], &[(310_250, "AUD")]);
    let mut app = with((200, 50), Some(settling.clone()));
    app.sees("account balance: A$1,204.00 available, A$3,102.50 with pending · 1 customer ·");
    let mut app = with((120, 36), Some(settling));
    app.sees("account A$1,204.00 available, A$3,102.50 with pending · 1 customer ·");
    // Yen have no minor unit, and an amount below zero is owed.
    let owed = balance(&[(-1_250, "AUD"), (5_400, "JPY")], &[]);
    let mut app = with((200, 50), Some(owed));
    app.sees("account balance: -A$12.50 and ¥5,400 available · 1 customer ·");
}

#[test]
fn several_currencies_are_never_added_and_what_is_left_out_is_marked() {
    let three = || {
        let amounts = [(120_400, "AUD"), (7_500, "USD"), (5_400, "JPY")];
        Some(balance(&amounts, &amounts))
    };
    let all = "account balance: A$1,204.00 and US$75.00 and ¥5,400 available · 1 customer ·";
    with((200, 50), three()).sees(all);
    with((120, 36), three()).sees(&all.replace(" balance:", ""));
    with((80, 24), three()).sees("account balance: A$1,204.00 … · 1 customer ·");
}

#[test]
fn nothing_is_said_before_it_is_known_and_the_charges_do_not_wait_for_it() {
    let mut app = with((120, 36), None);
    app.sees("A$1,200.00");
    app.sees_not("account balance");
    assert_eq!(
        app.asked_about(&Subject::Balance),
        [Call::Read(Read::GetBalance)]
    );
    app.answer(&Subject::Balance, Ok(Reply::Balance(balance(&[], &[]))));
    app.sees("account balance: nothing available · 1 customer ·");
}

#[test]
fn a_balance_that_cannot_be_read_is_said_quietly_and_tried_again_by_key() {
    let refused = Error {
        kind: ErrorKind::Refused(Refusal {
            status: 403,
            ..Refusal::default()
        }),
        fate: None,
    };
    for (size, said) in [
        ((200, 50), "account balance could not be read, r retries"),
        ((120, 36), "account balance could not be read, r retries"),
        ((80, 24), "account: not read, r retries · "),
    ] {
        let mut app = with(size, None);
        app.answer(&Subject::Balance, Err(refused.clone()));
        app.sees(said);
        app.sees("A$1,200.00");
        app.advance(Duration::from_secs(60));
        assert_eq!(app.asked_about(&Subject::Balance), []);
        app.keys("r");
        assert_eq!(
            app.asked_about(&Subject::Balance),
            [Call::Read(Read::GetBalance)]
        );
    }
}

#[test]
fn an_old_balance_stays_and_says_that_it_is_old() {
    let mut app = with((200, 50), Some(balance(&[(400, "AUD")], &[])));
    app.keys("r");
    app.sees("account balance: A$4.00 available · 1 customer ·");
    app.answer(&Subject::Balance, Err(lost()));
    app.sees("account balance: A$4.00 available, stale, r retries · 1 customer ·");
    app.keys("1");
    app.sees("account balance: A$4.00 available, stale, R retries · 1 customer ·");
    app.keys("R");
    let new = Reply::Balance(balance(&[(900, "AUD")], &[]));
    app.answer(&Subject::Balance, Ok(new));
    app.sees("account balance: A$9.00 available · 1 customer ·");
}

#[test]
fn a_change_of_the_customer_does_not_ask_for_it_again() {
    let mut app = with((120, 36), Some(balance(&[(400, "AUD")], &[])));
    app.keys("1 j k");
    app.settle_ada(&[charge_json(1, json!({}))]);
    assert_eq!(app.asked_about(&Subject::Balance), []);
}

#[test]
fn an_amount_that_cannot_be_read_costs_itself_and_is_told() {
    let json = r#"{"available": [{"amount": 400, "currency": "AUD"}, {"amount": "much", "currency": "AUD"}], "pending": 7}"#;
    let read: Balance = serde_json::from_str(json).unwrap();
    assert_eq!(
        (read.available.money.len(), read.available.unreadable),
        (1, 1)
    );
    let mut app = with((200, 50), None);
    app.answer(&Subject::Balance, Ok(Reply::Balance(read)));
    app.sees("account balance: A$4.00 available · 1 customer ·");
    app.sees("1 record could not be read and is not shown");
    // Without what is available there is no balance: nothing is not zero.
    assert!(serde_json::from_str::<Balance>(r#"{"pending": []}"#).is_err());
}
