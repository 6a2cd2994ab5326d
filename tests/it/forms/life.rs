//! A form's life: drafts, wipes, and one request for one intent.
use super::{Desk, PAN};
use crossterm::event::{KeyCode, KeyModifiers};
use pintui::api::call::Call;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::config::Mode;
use pintui::model::effect::{Effect, Leave, TerminalCommand};
use pintui::model::event::Event;
use std::fmt::Write as _;

#[test]
fn a_draft_keeps_everything_but_number_and_code() {
    let mut desk = Desk::new_customer();
    desk.press("esc");
    desk.hides("New customer");
    let all = format!("{:?}", desk.app);
    assert!(all.contains("ada@example.com"), "the draft is kept");
    assert!(!all.contains("5520") && !all.contains("\"123\""), "{all}");
    desk.press("n");
    desk.shows("Draft restored; card number and CVC are never kept");
    for text in [
        "ada@example.com",
        "Lovelace",
        "05/28",
        "Perth",
        "6000",
        "WA",
    ] {
        desk.shows(text);
    }
    desk.hides("XXXX");
    desk.hides("●●●");
}

#[test]
fn an_untouched_form_leaves_no_draft() {
    let mut desk = Desk::sandbox();
    desk.press("n tab tab esc n");
    desk.shows("New customer");
    desk.hides("Draft restored");
    desk.press("esc a esc e esc q");
    assert!(desk.effects.contains(&Effect::Leave(Leave::Quit)));
}

#[test]
fn quitting_with_a_draft_asks() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.write("a");
    desk.press("esc q");
    assert!(!desk.effects.contains(&Effect::Leave(Leave::Quit)));
}

#[test]
fn the_whole_state_never_shows_number_or_code() {
    let mut desk = Desk::new_customer();
    let mut said = String::new();
    write!(said, "{:?}", desk.app).unwrap();
    desk.press("ctrl-s");
    desk.wait(301);
    write!(said, "{:?}", desk.app).unwrap();
    desk.yes();
    write!(said, "{:?}", desk.app).unwrap();
    write!(said, "{:?}", desk.effects).unwrap();
    desk.answer_write(Err(super::unknown()));
    write!(said, "{:?}", desk.app).unwrap();
    assert!(!said.contains(PAN));
    assert!(!said.contains("5520"));
    assert!(!said.contains("\"123\""));
    // The buffers would show as bytes if they were printed as they are.
    assert!(!said.contains("53, 53, 50, 48"));
}

#[test]
fn the_number_is_seen_only_while_it_is_typed() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 40));
    desk.press("a f2");
    desk.write(PAN);
    desk.shows("[5520 0000 0000 0000 ");
    desk.shows("\"number\": \"XXXX-XXXX-XXXX-0000\"");
    desk.press("tab");
    desk.shows("[XXXX-XXXX-XXXX-0000 ");
    desk.hides("5520");
    desk.press("back-tab ctrl-s");
    desk.press("back-tab");
    desk.shows("[5520 0000 0000 0000 ");
    desk.press("esc");
    desk.hides("5520");
}

#[test]
fn no_yes_is_heard_for_300_ms() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s y y tab enter enter");
    assert!(desk.writes().is_empty());
    desk.wait(299);
    // Not heard yet: the focus stays on the way back, and y alone never sends.
    desk.press("y");
    desk.wait(1);
    desk.press("y y");
    assert!(desk.writes().is_empty());
    // Nor is Enter heard until the focus has rested.
    desk.wait(299);
    desk.press("enter");
    assert!(desk.writes().is_empty());
    desk.wait(1);
    desk.press("enter");
    assert_eq!(desk.writes().len(), 1);
}

#[test]
fn the_app_wakes_when_the_review_begins_to_hear() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s");
    desk.shows("One moment");
    desk.wait(300);
    desk.hides("One moment");
}

#[test]
fn mashing_keys_sends_one_request() {
    let mut desk = Desk::new_customer();
    desk.press("tab");
    for _ in 0..200 {
        desk.press("enter");
        desk.wait(30);
    }
    assert!(desk.writes().is_empty(), "Enter alone is never a yes");
    if !desk.screen().contains("Review: ") {
        desk.press("ctrl-s");
    }
    desk.wait(301);
    for _ in 0..200 {
        desk.press("y");
        desk.wait(301);
        desk.press("enter y tab enter");
        desk.wait(30);
    }
    assert_eq!(desk.writes().len(), 1);
    desk.press("esc esc n");
    desk.shows("Sending…");
    assert_eq!(desk.writes().len(), 1);
}

#[test]
fn enter_presses_the_focused_button_and_the_first_is_back() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s");
    desk.wait(301);
    desk.press("enter");
    desk.hides("Review: ");
    desk.press("ctrl-s");
    desk.wait(301);
    desk.press("end tab enter");
    assert!(desk.writes().is_empty(), "the focus has not rested");
    desk.wait(301);
    desk.press("enter");
    assert_eq!(desk.writes().len(), 1);
}

#[test]
fn five_idle_minutes_wipe_the_card_and_say_so() {
    let mut desk = Desk::new_customer();
    desk.wait(5 * 60 * 1_000);
    desk.shows("Card number and CVC were wiped");
    desk.hides("XXXX");
    desk.shows("ada@example.com");
    desk.press("ctrl-s");
    desk.shows("2 fields to fix");
}

#[test]
fn a_wipe_ends_the_review_so_that_nothing_half_is_sent() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s");
    desk.wait(5 * 60 * 1_000);
    desk.hides("Review: ");
    desk.yes();
    assert!(desk.writes().is_empty());
}

#[test]
fn suspending_wipes_the_card() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-z");
    assert!(
        desk.effects
            .contains(&Effect::Terminal(TerminalCommand::Suspend))
    );
    desk.hides("XXXX");
}

#[test]
fn what_was_sent_does_not_come_back_as_a_draft() {
    let mut desk = Desk::new_customer();
    desk.send();
    desk.press("ctrl-c ctrl-c n");
    desk.hides("Send this to");
    desk.answer_write(Ok(Reply::Done));
    desk.press("n");
    desk.hides("Draft restored");
}

#[test]
fn a_form_behind_another_window_closes_when_its_answer_comes() {
    let mut desk = Desk::new_customer();
    desk.send();
    // A refused key explains itself on top of the form.
    let read = desk.ticket(|call| matches!(call, Call::Read(Read::ListCards(..))));
    desk.answer(
        read,
        Err(pintui::api::error::Error {
            kind: pintui::api::error::ErrorKind::Refused(pintui::api::error::Refusal {
                status: 401,
                ..Default::default()
            }),
            fate: None,
        }),
    );
    desk.shows("Key not accepted");
    desk.answer_write(Ok(Reply::Done));
    desk.shows("Key not accepted");
    desk.press("esc");
    desk.hides("New customer");
}

#[test]
fn a_key_that_looks_like_one_is_not_kept() {
    let mut desk = Desk::sandbox();
    desk.press("n tab tab tab tab");
    desk.paste("0123456789abcdefGHIJ_-");
    desk.shows("looks like an API key");
    desk.shows("drafts do not keep it");
    desk.press("tab");
    desk.write("note");
    desk.press("esc");
    assert!(!format!("{:?}", desk.app).contains("0123456789abcdefGHIJ_-"));
    desk.press("n");
    assert!(desk.line("Notes").contains("[note "));
    assert!(desk.line("Company").contains("[    "));
}

#[test]
fn random_keys_never_panic_and_send_at_most_one_request() {
    // A fixed sequence of keys that looks like none: the form must survive all of it.
    let mut seed = 7_u64;
    let mut desk = Desk::sandbox();
    desk.press("n");
    for _ in 0..4_000 {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        let pick = usize::try_from(seed >> 33).unwrap();
        let codes = [
            KeyCode::Tab,
            KeyCode::BackTab,
            KeyCode::Enter,
            KeyCode::Up,
            KeyCode::Backspace,
            KeyCode::Delete,
            KeyCode::Left,
            KeyCode::Char('5'),
            KeyCode::Char('é'),
            KeyCode::Char(' '),
            KeyCode::Char('w'),
            KeyCode::Home,
        ];
        let code = codes[pick % codes.len()];
        let control = pick.is_multiple_of(13) && matches!(code, KeyCode::Char(_));
        let modifiers = if control {
            KeyModifiers::CONTROL
        } else {
            KeyModifiers::NONE
        };
        desk.key(code, modifiers);
        if pick.is_multiple_of(50) {
            desk.screen();
        }
    }
    assert!(desk.writes().len() <= 1);
}

#[test]
fn a_form_outlives_every_size_of_the_window() {
    for (width, height) in [(0, 0), (1, 1), (1, 60), (2, 31), (60, 1), (3, 33), (300, 5)] {
        let mut desk = Desk::sandbox();
        desk.press("n");
        desk.event(Event::Resize(width, height));
        desk.press("tab");
        desk.event(Event::Resize(80, 24));
        desk.shows("New customer");
    }
}

#[test]
fn what_cannot_be_seen_is_not_done() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s");
    desk.wait(301);
    desk.event(Event::Resize(59, 24));
    desk.press("y enter tab enter");
    desk.paste("y");
    assert!(desk.writes().is_empty(), "{:?}", desk.writes());
    desk.event(Event::Resize(80, 24));
    desk.wait(301);
    desk.yes();
    assert_eq!(desk.writes().len(), 1);
}
