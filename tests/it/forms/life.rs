//! A form's life: drafts, wipes, and one request for one intent.
use super::{HEARS, PAN, new_customer, open, sandbox};
use crate::driver::{Driver, keys};
use crossterm::event::{KeyCode, KeyModifiers};
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::config::Mode;
use pintui::model::effect::{Effect, Leave, TerminalCommand};
use pintui::model::event::Event;
use std::fmt::Write as _;
use std::time::Duration;

#[test]
fn a_draft_keeps_everything_but_number_and_code() {
    let mut app = new_customer();
    app.keys("esc");
    app.sees_not("New customer");
    let all = format!("{:?}", app.app);
    assert!(all.contains("ada@example.com"), "the draft is kept");
    assert!(!all.contains("5520") && !all.contains("\"123\""), "{all}");
    app.keys("n");
    app.sees("Draft restored; card number and CVC are never kept");
    for text in [
        "ada@example.com",
        "Lovelace",
        "05/28",
        "Perth",
        "6000",
        "WA",
    ] {
        app.sees(text);
    }
    app.sees_not("XXXX");
    app.sees_not("●●●");
}

#[test]
fn an_untouched_form_leaves_no_draft() {
    let mut app = sandbox();
    app.keys("n tab tab esc n");
    app.sees("New customer");
    app.sees_not("Draft restored");
    app.keys("esc a esc e esc q");
    assert!(app.effects.contains(&Effect::Leave(Leave::Quit)));
}

#[test]
fn quitting_with_a_draft_asks() {
    let mut app = sandbox();
    app.keys("n 'a' esc q");
    assert!(!app.effects.contains(&Effect::Leave(Leave::Quit)));
}

#[test]
fn the_whole_state_never_shows_number_or_code() {
    let mut app = new_customer();
    let mut said = String::new();
    write!(said, "{:?}", app.app).unwrap();
    app.keys("ctrl-s");
    app.advance(HEARS);
    write!(said, "{:?}", app.app).unwrap();
    app.keys("end").yes();
    write!(said, "{:?}", app.app).unwrap();
    write!(said, "{:?}", app.effects).unwrap();
    app.answer_write(Err(super::unknown()));
    write!(said, "{:?}", app.app).unwrap();
    assert!(!said.contains(PAN));
    assert!(!said.contains("5520"));
    assert!(!said.contains("\"123\""));
    // The buffers would show as bytes if they were printed as they are.
    assert!(!said.contains("53, 53, 50, 48"));
}

#[test]
fn the_number_is_seen_only_while_it_is_typed() {
    let mut app = open(Mode::Sandbox, (120, 40));
    app.keys("a f2");
    app.types(PAN);
    app.sees("[5520 0000 0000 0000 ");
    app.sees("\"number\": \"XXXX-XXXX-XXXX-0000\"");
    app.keys("tab");
    app.sees("[XXXX-XXXX-XXXX-0000 ");
    app.sees_not("5520");
    app.keys("shift-tab ctrl-s shift-tab");
    app.sees("[5520 0000 0000 0000 ");
    app.keys("esc");
    app.sees_not("5520");
}

#[test]
fn no_yes_is_heard_for_300_ms() {
    let mut app = new_customer();
    app.keys("ctrl-s y y tab enter enter");
    assert!(app.writes.is_empty());
    app.advance(Duration::from_millis(299));
    // Not heard yet: the focus stays on the way back, and y alone never sends.
    app.keys("y");
    app.advance(Duration::from_millis(1));
    app.keys("y y");
    assert!(app.writes.is_empty());
    // Nor is Enter heard until the focus has rested.
    app.advance(Duration::from_millis(299));
    app.keys("enter");
    assert!(app.writes.is_empty());
    app.advance(Duration::from_millis(1));
    app.keys("enter");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn the_app_wakes_when_the_review_begins_to_hear() {
    let mut app = new_customer();
    app.keys("ctrl-s");
    app.sees("One moment");
    app.advance(Duration::from_millis(300));
    app.sees_not("One moment");
}

#[test]
fn mashing_keys_sends_one_request() {
    let mut app = new_customer();
    app.keys("tab");
    for _ in 0..200 {
        app.keys("enter");
        app.advance(Duration::from_millis(30));
    }
    assert!(app.writes.is_empty(), "Enter alone is never a yes");
    if !app.screen().contains("Review: ") {
        app.keys("ctrl-s");
    }
    app.advance(HEARS);
    for _ in 0..200 {
        app.keys("y");
        app.advance(HEARS);
        app.keys("enter y tab enter");
        app.advance(Duration::from_millis(30));
    }
    assert_eq!(app.writes.len(), 1);
    app.keys("esc esc n");
    app.sees("Sending…");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn enter_presses_the_focused_button_and_the_first_is_back() {
    let mut app = new_customer();
    app.keys("ctrl-s");
    app.advance(HEARS);
    app.keys("enter");
    app.sees_not("Review: ");
    app.keys("ctrl-s");
    app.advance(HEARS);
    app.keys("end tab enter");
    assert!(app.writes.is_empty(), "the focus has not rested");
    app.advance(HEARS);
    app.keys("enter");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn five_idle_minutes_wipe_the_card_and_say_so() {
    let mut app = new_customer();
    app.advance(Duration::from_secs(5 * 60));
    app.sees("Card number and CVC were wiped");
    app.sees_not("XXXX");
    app.sees("ada@example.com");
    app.keys("ctrl-s");
    app.sees("2 fields to fix");
}

#[test]
fn a_wipe_ends_the_review_so_that_nothing_half_is_sent() {
    let mut app = new_customer();
    app.keys("ctrl-s");
    app.advance(Duration::from_secs(5 * 60));
    app.sees_not("Review: ");
    app.keys("end").yes();
    assert!(app.writes.is_empty());
}

#[test]
fn suspending_wipes_the_card() {
    let mut app = new_customer();
    app.keys("ctrl-z");
    assert!(
        app.effects
            .contains(&Effect::Terminal(TerminalCommand::Suspend))
    );
    app.sees_not("XXXX");
}

#[test]
fn what_was_sent_does_not_come_back_as_a_draft() {
    let mut app = new_customer();
    app.send();
    app.keys("ctrl-c ctrl-c n");
    app.sees_not("Send this to");
    app.answer_write(Ok(Reply::Done));
    app.keys("n");
    app.sees_not("Draft restored");
}

#[test]
fn a_form_behind_another_window_closes_when_its_answer_comes() {
    let mut app = new_customer();
    app.send();
    // A refused key explains itself on top of the form.
    let read = app.ticket(|call| matches!(call, Call::Read(Read::ListCards(..))));
    app.reply(
        read,
        Err(pintui::api::error::Error {
            kind: pintui::api::error::ErrorKind::Refused(pintui::api::error::Refusal {
                status: 401,
                ..Default::default()
            }),
            fate: None,
        }),
    );
    app.sees("Key not accepted");
    app.answer_write(Ok(Reply::Done));
    app.sees("Key not accepted");
    app.keys("esc");
    app.sees_not("New customer");
}

#[test]
fn a_key_that_looks_like_one_is_not_kept() {
    let mut app = sandbox();
    app.keys("n tab tab tab tab");
    app.pastes("0123456789abcdefGHIJ_-");
    app.sees("looks like an API key");
    app.sees("drafts do not keep it");
    app.keys("tab 'note' esc");
    assert!(!format!("{:?}", app.app).contains("0123456789abcdefGHIJ_-"));
    app.keys("n");
    assert!(app.line("Notes").contains("[note "));
    assert!(app.line("Company").contains("[    "));
}

#[test]
fn random_keys_never_panic_and_send_at_most_one_request() {
    // A fixed sequence of keys that looks like none: the form must survive all of it.
    let mut seed = 7_u64;
    let mut app = sandbox();
    app.keys("n");
    for _ in 0..4_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let pick = usize::try_from(seed >> 33).unwrap();
        let names = [
            "tab",
            "shift-tab",
            "enter",
            "up",
            "backspace",
            "delete",
            "left",
            "5",
            "é",
            "space",
            "w",
            "home",
        ];
        let mut key = keys::key(names[pick % names.len()]);
        if pick.is_multiple_of(13) && matches!(key.code, KeyCode::Char(_)) {
            key.modifiers = KeyModifiers::CONTROL;
        }
        app.tell(Event::Key(key));
        if pick.is_multiple_of(50) {
            app.screen();
        }
    }
    assert!(app.writes.len() <= 1);
}

#[test]
fn a_form_outlives_every_size_of_the_window() {
    for (width, height) in [(0, 0), (1, 1), (1, 60), (2, 31), (60, 1), (3, 33), (300, 5)] {
        let mut app = sandbox();
        app.keys("n");
        app.types("someone@example.com");
        app.tell(Event::Resize(width, height));
        // Where nothing is seen, nothing is typed.
        app.keys("tab");
        app.types("x");
        app.tell(Event::Resize(80, 24));
        app.sees("New customer");
        app.sees("[someone@example.com ");
    }
}

#[test]
fn what_cannot_be_seen_is_not_done() {
    let mut app = new_customer();
    app.keys("ctrl-s");
    app.advance(HEARS);
    app.tell(Event::Resize(59, 24));
    app.keys("y enter tab enter");
    app.pastes("y");
    assert!(app.writes.is_empty(), "{:?}", app.writes);
    app.tell(Event::Resize(80, 24));
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.writes.len(), 1);
}
