//! The charges pane.
use super::desk::{Desk, ada, charge_id, charge_json, charges_page, varied};
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
    let mut desk = Desk::with_ada((120, 36), &charges);
    assert_eq!(desk.waiting(&subject()), []);
    desk.sees("latest 25 of 60");
    desk.sees("Charges 25 of 60");
    desk.keys(&["5"]);
    assert_eq!(desk.waiting(&subject()), [page_call(2)]);
    desk.sees("loading older charges…");
    desk.answer(&subject(), Ok(page_reply(&charges, 2)));
    assert_eq!(desk.waiting(&subject()), [page_call(3)]);
    desk.sees("latest 50 of 60");
    // The focus leaves: nobody wants the rest any more.
    desk.keys(&["1"]);
    assert_eq!(desk.waiting(&subject()), []);
    desk.sees_not("loading older");
    desk.keys(&["5"]);
    assert_eq!(desk.waiting(&subject()), [page_call(3)]);
    desk.answer(&subject(), Ok(page_reply(&charges, 3)));
    desk.sees_not("of the latest");
    desk.sees("Charges 60");
    desk.sees("net A$2,690.00 (52) · ¥5,400 (1) · US$75.00 (1)");
    assert_eq!(desk.waiting(&subject()), []);
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
        let mut desk = Desk::with_ada((120, 36), &[charge_json(1, changed)]);
        desk.keys(&["5", "z"]);
        desk.sees(words);
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
            let mut desk = Desk::with_ada(size, &charges);
            desk.keys(&["5", "z"]);
            desk.settle_ada(&charges);
            desk.sees(words);
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
        let mut desk = Desk::with_ada(size, &charges);
        desk.keys(&["5", "z"]);
        desk.settle_ada(&charges);
        desk.sees(reason);
        desk.sees("◔ authorised, 4 d left");
        desk.sees("↩ partly refunded A$10.00");
        desk.sees("↩ refund pending");
        let screen = desk.screen();
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
    let mut desk = Desk::with_ada((80, 24), &charges);
    desk.keys(&["5", "z"]);
    desk.settle_ada(&charges);
    let screen = desk.screen();
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
    let mut desk = Desk::with_ada((80, 24), &charges);
    desk.keys(&["5"]);
    desk.settle_ada(&charges);
    desk.keys(&["j", "j", "r"]);
    assert_eq!(desk.waiting(&subject()), [page_call(1)]);
    let newer = [vec![charge_json(99, json!({}))], charges].concat();
    desk.answer(&subject(), Ok(page_reply(&newer, 1)));
    desk.sees("▶  23 Nov 09:14   A$320.00 ↩ partly ref");
    desk.sees("4/13");
    desk.keys(&["y", "enter"]);
    let token = charge_id(2).to_string();
    assert_eq!(
        desk.effects,
        [Effect::Terminal(TerminalCommand::Copy(token))]
    );
}

#[test]
fn without_charges_it_says_so_and_why_nothing_opens() {
    let mut desk = Desk::with_ada((80, 24), &[]);
    desk.keys(&["5"]);
    desk.settle_ada(&[]);
    desk.sees("No charges.");
    for key in ["enter", "i", "y"] {
        desk.keys(&[key]);
        desk.sees("! No charge selected");
    }
}

#[test]
fn a_failed_read_is_said_keeps_what_is_there_and_is_tried_again_by_key_only() {
    let charges = varied(39);
    let mut desk = Desk::with_ada((120, 36), &charges);
    desk.keys(&["5"]);
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    };
    desk.answer(&subject(), Err(lost.clone()));
    desk.sees("stale, as of 11:10, r retries");
    desk.sees("latest 25 of 39");
    desk.sees("A$1,200.00");
    desk.wait(Duration::from_secs(60));
    assert_eq!(desk.waiting(&subject()), []);
    desk.keys(&["r"]);
    assert_eq!(desk.waiting(&subject()), [page_call(1)]);

    let mut desk = Desk::new(Mode::Test, (120, 36));
    desk.settle_ada_but(&subject(), &charges);
    desk.answer(&subject(), Err(lost));
    desk.sees("did not answer in time.");
    // With the focus elsewhere `r` would read another pane.
    desk.sees("R retries");
    desk.keys(&["5"]);
    desk.sees("r retries");
}

#[test]
fn only_a_wide_screen_shows_the_sums_by_status_and_the_chosen_charge() {
    let mut desk = Desk::with_ada((120, 36), &varied(12));
    desk.keys(&["5", "z", "j"]);
    desk.sees("By status");
    desk.sees("- refunded            2   A$206.50");
    desk.sees("= net AUD             4   A$338.00");
    desk.sees("◔ authorised          1 A$1,200.00");
    desk.sees("Selected");
    desk.sees("20 Nov 26 16:02:00 AEDT");
    desk.resize((80, 24));
    desk.sees_not("By status");
    desk.sees("Charges 12 · Ada Nguyen");
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
    let mut desk = Desk::with_ada((120, 36), &sent);
    desk.keys(&["5", "z"]);
    desk.settle_ada(&sent);
    let screen = desk.screen();
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
    let mut desk = Desk::with_ada((120, 36), &[huge(1), huge(2)]);
    desk.keys(&["5"]);
    desk.sees("net AUD too large (2)");
}

#[test]
fn a_click_chooses_the_row_under_it_and_not_the_headings() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut desk = Desk::with_ada((80, 24), &varied(12));
    desk.keys(&["5"]);
    desk.settle_ada(&varied(12));
    let click = |row| MouseEvent {
        kind: MouseEventKind::Down(MouseButton::Left),
        column: 60,
        row,
        modifiers: KeyModifiers::NONE,
    };
    let screen = desk.screen();
    let row = screen
        .lines()
        .position(|line| line.contains("disputed"))
        .unwrap();
    desk.event(pintui::model::event::Event::Mouse(click(
        u16::try_from(row).unwrap(),
    )));
    desk.sees("▶ 23 Nov 09:14    A$88.00 ⚑ disputed");
    let titles = screen
        .lines()
        .position(|line| line.contains("Amount"))
        .unwrap();
    desk.event(pintui::model::event::Event::Mouse(click(
        u16::try_from(titles).unwrap(),
    )));
    desk.sees("▶ 23 Nov 09:14    A$88.00 ⚑ disputed");
}
