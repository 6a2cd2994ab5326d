//! The charges pane.
use super::sample::{ada, charge_id, charge_json, charges_page, open, varied, with_ada};
use crate::driver::Driver;
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, NoAnswer};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::config::Mode;
use pintui::model::effect::{Effect, TerminalCommand};
use serde_json::{Value, json};
use std::time::Duration;

fn subject() -> Subject {
    Subject::Charges(ada())
}

fn page_call(page: u32) -> Call {
    Call::Read(Read::ListCharges(ada(), page))
}

fn page_reply(charges: &[Value], page: u32) -> Reply {
    Reply::Charges(ada(), charges_page(charges, page))
}

#[test]
fn older_pages_are_read_only_while_the_pane_has_the_focus_and_one_after_another() {
    let charges = varied(60);
    let mut app = with_ada((120, 36), &charges);
    assert_eq!(app.asked_about(&subject()), []);
    app.sees("latest 25 of 60");
    app.sees("Charges 25 of 60");
    app.keys("5");
    assert_eq!(app.asked_about(&subject()), [page_call(2)]);
    app.sees("loading older charges…");
    app.answer(&subject(), Ok(page_reply(&charges, 2)));
    assert_eq!(app.asked_about(&subject()), [page_call(3)]);
    app.sees("latest 50 of 60");
    // The focus leaves: nobody wants the rest any more.
    app.keys("1");
    assert_eq!(app.asked_about(&subject()), []);
    app.sees_not("loading older");
    app.keys("5");
    assert_eq!(app.asked_about(&subject()), [page_call(3)]);
    app.answer(&subject(), Ok(page_reply(&charges, 3)));
    app.sees_not("of the latest");
    app.sees("Charges 60");
    app.sees("net A$2,690.00 (52) · ¥5,400 (1) · US$75.00 (1)");
    assert_eq!(app.asked_about(&subject()), []);
}

#[test]
fn every_status_has_its_mark_and_plain_words() {
    let table = [
        (json!({}), "✓ captured"),
        (
            json!({"captured": false, "created_at": "2026-11-20T05:02:00Z"}),
            "◔ authorised, 4 d left",
        ),
        (
            json!({"captured": false, "created_at": "2026-11-01T05:02:00Z"}),
            "◔ authorised, about to expire",
        ),
        (
            json!({"captured": false, "created_at": "2026-11-17T01:09:00Z"}),
            "◔ authorised, 24 h left",
        ),
        (
            json!({"captured": false, "created_at": "2026-11-16T00:50:00Z"}),
            "◔ authorised, under 1 h left",
        ),
        (
            json!({"captured": false, "created_at": null}),
            "◔ authorised ",
        ),
        (json!({"authorisation_voided": true}), "○ voided"),
        (
            json!({"captured": false, "authorisation_expired": true}),
            "○ expired",
        ),
        (json!({"amount_refunded": 4_900}), "↩ refunded in full"),
        (
            json!({"amount_refunded": 1_000}),
            "↩ partly refunded A$10.00",
        ),
        (json!({"refund_pending": true}), "↩ refund pending "),
        (
            json!({"refund_pending": true, "amount_refunded": 1_000}),
            "↩ refund pending, A$10.00 in all",
        ),
        (
            json!({"success": false, "error_message": "card_declined"}),
            "✗ failed: card declined",
        ),
        (
            json!({"success": false, "error_message": "Card Declined"}),
            "✗ failed: card declined",
        ),
        (
            json!({"success": false, "error_message": "", "status_message": "Processing error"}),
            "✗ failed: not processed",
        ),
        (
            json!({"success": false, "error_message": "do_not_honour"}),
            "✗ failed: do not honour",
        ),
        (
            json!({"success": false, "error_message": "Do not honour"}),
            "✗ failed: Do not honour",
        ),
        (
            json!({"success": false, "error_message": null, "status_message": null}),
            "✗ failed ",
        ),
        (json!({"active_chargebacks": true}), "⚑ disputed "),
        (
            json!({"active_chargebacks": true, "amount_refunded": 1_000}),
            "⚑ disputed, A$10.00 refunded",
        ),
        (
            json!({"active_chargebacks": true, "amount_refunded": 1_000, "refund_pending": true}),
            "⚑ disputed, A$10.00 refunded or pending",
        ),
        // What was never captured has nothing to dispute or to refund.
        (
            json!({"active_chargebacks": true, "authorisation_voided": true}),
            "○ voided",
        ),
        (
            json!({"captured": false, "authorisation_expired": true, "active_chargebacks": true,
                "refund_pending": true, "status_message": "Successful Authorisation"}),
            "○ expired",
        ),
        (
            json!({"captured": false, "amount_refunded": 1_000, "created_at": null}),
            "◔ authorised ",
        ),
        (
            json!({"captured": null, "status": "on_the_way"}),
            "? on_the_way",
        ),
        (json!({"captured": null}), "? unknown"),
    ];
    for (changed, words) in table {
        let mut app = with_ada((120, 36), &[charge_json(1, changed)]);
        app.keys("5 z");
        app.sees(words);
    }
}

#[test]
fn a_status_has_one_name_and_a_narrow_pane_drops_what_is_beyond_it() {
    let made = |changed| charge_json(1, changed);
    for (charge, words) in [
        (
            made(json!({"captured": false, "created_at": "2026-11-20T05:02:00Z"})),
            "◔ authorised",
        ),
        (
            made(json!({"captured": false, "created_at": "2026-11-01T05:02:00Z"})),
            "◔ authorised",
        ),
        (made(json!({"amount_refunded": 1_000})), "↩ partly refunded"),
        (
            made(json!({"refund_pending": true, "amount_refunded": 1_000})),
            "↩ refund pending",
        ),
        (
            made(json!({"amount_refunded": 4_900})),
            "↩ refunded in full",
        ),
    ] {
        let charges = [charge];
        for size in [(60, 16), (80, 24), (120, 36)] {
            let mut app = with_ada(size, &charges);
            app.keys("5 z");
            app.settle_ada(&charges);
            app.sees(words);
        }
    }
}

#[test]
fn a_long_reason_takes_no_one_else_s_room() {
    let why = "The card was declined because its issuer does not allow payments of this kind";
    let what = json!("Online Academy, monthly membership for November");
    let made = |n: usize, mut changed: Value| {
        changed["description"] = what.clone();
        charge_json(n, changed)
    };
    let charges = [
        made(1, json!({"success": false, "error_message": why})),
        made(
            2,
            json!({"captured": false, "created_at": "2026-11-20T05:02:00Z"}),
        ),
        made(3, json!({"amount_refunded": 1_000})),
        made(4, json!({"refund_pending": true})),
    ];
    for (size, reason) in [
        ((80, 24), "✗ failed: The card"),
        ((120, 36), "✗ failed: The card"),
    ] {
        let mut app = with_ada(size, &charges);
        app.keys("5 z");
        app.settle_ada(&charges);
        app.sees(reason);
        app.sees("◔ authorised, 4 d left");
        app.sees("↩ partly refunded A$10.00");
        app.sees("↩ refund pending");
        let screen = app.screen();
        let described = screen.lines().filter(|line| line.contains("Online Academ"));
        assert!(described.count() >= 4, "{screen}");
    }
}

#[test]
fn decimal_points_stand_in_line_and_the_currency_is_always_there() {
    let charges = [
        charge_json(1, json!({"amount": 123_456_789})),
        charge_json(2, json!({"amount": 5_400, "currency": "JPY"})),
        charge_json(3, json!({"amount": 7, "currency": "USD"})),
        charge_json(4, json!({"amount": 1_500, "currency": "CHF"})),
        charge_json(5, json!({"amount": 1_234_567, "currency": "KWD"})),
    ];
    let mut app = with_ada((80, 24), &charges);
    app.keys("5 z");
    app.settle_ada(&charges);
    let screen = app.screen();
    let column = |text: &str, point: &str| {
        let line = screen.lines().find(|line| line.contains(text)).unwrap();
        let start = line.find(text).unwrap() + text.find(point).unwrap_or(text.len());
        line.split_at(start).0.chars().count()
    };
    let points = [
        column("A$1,234,567.89", "."),
        column("¥5,400", "none"),
        column("US$0.07", "."),
        column("15.00 CHF", "."),
        column("1,234.567 KWD", "."),
    ];
    assert!(
        points.iter().all(|at| *at == points[0]),
        "{points:?}\n{screen}"
    );
}

#[test]
fn the_chosen_charge_stays_chosen_through_a_refresh() {
    let charges = varied(12);
    let mut app = with_ada((80, 24), &charges);
    app.keys("5");
    app.settle_ada(&charges);
    app.keys("j j r");
    assert_eq!(app.asked_about(&subject()), [page_call(1)]);
    let newer = [vec![charge_json(99, json!({}))], charges].concat();
    app.answer(&subject(), Ok(page_reply(&newer, 1)));
    app.sees("▶  23 Nov 09:14   A$320.00 ↩ partly ref");
    app.sees("4/13");
    app.keys("y enter");
    let token = charge_id(2).to_string();
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy(token))]
    );
}

#[test]
fn without_charges_it_says_so_and_why_nothing_opens() {
    let mut app = with_ada((80, 24), &[]);
    app.keys("5");
    app.settle_ada(&[]);
    app.sees("No charges.");
    for key in ["enter", "i", "y"] {
        app.keys(key);
        app.sees("! No charge selected");
    }
}

#[test]
fn a_failed_read_is_said_keeps_what_is_there_and_is_tried_again_by_key_only() {
    let charges = varied(39);
    let mut app = with_ada((120, 36), &charges);
    app.keys("5");
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    };
    app.answer(&subject(), Err(lost.clone()));
    app.sees("stale, as of 11:10, r retries");
    app.sees("latest 25 of 39");
    app.sees("A$1,200.00");
    app.advance(Duration::from_secs(60));
    assert_eq!(app.asked_about(&subject()), []);
    app.keys("r");
    assert_eq!(app.asked_about(&subject()), [page_call(1)]);

    let mut app = open(Mode::Test, (120, 36));
    app.settle_ada_but(&subject(), &charges);
    app.answer(&subject(), Err(lost));
    app.sees("did not answer in time.");
    // With the focus elsewhere `r` would read another pane.
    app.sees("R retries");
    app.keys("5");
    app.sees("r retries");
}

#[test]
fn only_a_wide_screen_shows_the_sums_by_status_and_the_chosen_charge() {
    let mut app = with_ada((120, 36), &varied(12));
    app.keys("5 z j");
    app.sees("By status");
    app.sees("- refunded            2   A$206.50");
    app.sees("= net AUD             4   A$338.00");
    app.sees("◔ authorised          1 A$1,200.00");
    app.sees("Selected");
    app.sees("20 Nov 26 16:02:00 AEDT");
    app.resize(80, 24);
    app.sees_not("By status");
    app.sees("Charges 12 · Ada Nguyen");
}

#[test]
fn no_sum_is_cut_and_what_does_not_count_stands_below_the_net() {
    let of = |n, amount: i64, more: serde_json::Value| {
        let mut changed = json!({"amount": amount, "currency": "NZD"});
        let members = more.as_object().expect("members").clone();
        changed.as_object_mut().expect("members").extend(members);
        charge_json(n, changed)
    };
    let sent = [
        of(1, 123_456_789, json!({})),
        of(
            2,
            500_000,
            json!({"amount_refunded": 100_000, "refund_pending": true}),
        ),
        of(3, 4_900, json!({"success": false, "captured": false})),
    ];
    let mut app = with_ada((120, 36), &sent);
    app.keys("5 z");
    app.settle_ada(&sent);
    let screen = app.screen();
    let line = |text: &str| {
        let found = screen.lines().position(|line| line.contains(text));
        found.unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
    };
    let lines = [
        line("NZ$1,234,567.89"),
        line("NZ$5,000.00"),
        line("NZ$1,000.00"),
        line("NZ$1,238,567.89"),
        line("NZ$49.00 │"),
    ];
    assert!(lines.is_sorted(), "{lines:?}\n{screen}");
}

#[test]
fn sums_that_are_too_large_say_so() {
    let huge = |n| charge_json(n, json!({"amount": i64::MAX}));
    let mut app = with_ada((120, 36), &[huge(1), huge(2)]);
    app.keys("5");
    app.sees("net AUD too large (2)");
}

#[test]
fn a_click_chooses_the_row_under_it_and_not_the_headings() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut app = with_ada((80, 24), &varied(12));
    app.keys("5");
    app.settle_ada(&varied(12));
    let click = |row| MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 60,
        row,
        modifiers: KeyModifiers::NONE,
    };
    let screen = app.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("disputed"))
        .unwrap();
    app.tell(pintui::model::event::Event::Mouse(click(
        u16::try_from(row).unwrap(),
    )));
    app.sees("▶ 23 Nov 09:14    A$88.00 ⚑ disputed");
    let titles = screen
        .lines()
        .position(|line| line.contains("Amount"))
        .unwrap();
    app.tell(pintui::model::event::Event::Mouse(click(
        u16::try_from(titles).unwrap(),
    )));
    app.sees("▶ 23 Nov 09:14    A$88.00 ⚑ disputed");
}
