//! What a form says when something goes wrong: the truth, the reason, and the keys that go on.
use super::edit::ada_with;
use super::{HEARS, ada, new_customer, open, sandbox, unknown};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::customers::CustomerField;
use pintui::api::error::{Error, ErrorKind, Fate, NoAnswer, Refusal};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::config::Mode;
use std::time::Duration;

fn refused(status: u16, fate: Option<Fate>) -> Error {
    let refusal = Refusal {
        status,
        ..Refusal::default()
    };
    Error {
        kind: ErrorKind::Refused(refusal),
        fate,
    }
}

/// Fills in a new customer and sends it.
fn sent() -> Harness {
    let mut app = new_customer();
    app.send();
    app
}

/// Opens the review of an edit; the record is still being read again.
fn reviewing() -> Harness {
    let mut app = sandbox();
    app.keys("e tab 'h' ctrl-s");
    app
}

/// Sends an edit.
fn edited() -> Harness {
    let mut app = reviewing();
    app.read_again(Reply::Customer(ada()));
    app.advance(HEARS);
    app.keys("end").yes();
    app
}

#[test]
fn a_draft_of_unknown_outcome_says_so_when_it_is_opened_and_reviewed() {
    let mut app = sent();
    app.answer_write(Err(unknown()));
    app.keys("esc n");
    app.sees("Sent at 02:00, outcome unknown");
    app.sees("check whether it went through before you");
    // It is still so after it was closed and typed into.
    app.keys("esc n 'm' ctrl-t enter ctrl-s");
    app.sees("! Sent at 02:00, outcome unknown");
}

#[test]
fn a_form_that_is_closed_while_it_is_sent_learns_its_outcome() {
    for (error, is_unknown) in [
        (unknown(), true),
        (refused(422, Some(Fate::Rejected)), false),
    ] {
        let mut app = sent();
        app.keys("ctrl-c");
        app.answer_write(Err(error));
        app.keys("esc n");
        app.sees("Draft restored");
        let said = app.screen().contains("outcome unknown");
        assert_eq!(said, is_unknown);
    }
}

#[test]
fn a_draft_that_was_never_sent_says_nothing_of_that() {
    let mut app = sandbox();
    app.keys("n 'a' esc n");
    app.sees("Draft restored");
    app.sees_not("outcome");
}

#[test]
fn a_record_that_cannot_be_read_again_is_read_once_more() {
    let mut app = reviewing();
    app.sees_not("(y)");
    let ticket = app.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    };
    app.reply(ticket, Err(lost));
    app.advance(HEARS);
    app.sees("Couldn't read it again");
    app.sees("Ctrl-S reads it again");
    app.sees_not("(y)");
    app.sees_not("[ Send (y) ]");
    app.keys("y tab enter");
    assert!(app.writes.is_empty());
    let asked = |app: &Harness| app.sent.len();
    let before = asked(&app);
    app.keys("ctrl-s");
    assert_eq!(asked(&app), before + 1);
    app.read_again(Reply::Customer(ada()));
    // What came was just seen for the first time.
    app.keys("y y");
    assert!(app.writes.is_empty());
    app.advance(HEARS);
    app.sees("F2 shows the request");
    app.sees("[ Send (y) ]");
    app.keys("end").yes();
    let name = (CustomerField::FirstName, "Adah".to_owned());
    assert_eq!(app.patch(), [name]);
}

#[test]
fn while_it_is_sent_no_key_is_offered() {
    let mut app = edited();
    app.sees("sending…");
    app.sees("Sending…");
    for offer in ["(y)", "Esc back", "y yes"] {
        app.sees_not(offer);
    }
}

#[test]
fn what_was_typed_of_a_customer_that_is_gone_becomes_a_draft_of_a_new_one() {
    let mut app = reviewing();
    let ticket = app.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    app.reply(ticket, Err(refused(404, None)));
    app.advance(HEARS);
    app.sees("no longer exists in Pin Payments");
    app.sees_not("(y)");
    app.keys("y");
    assert!(app.writes.is_empty());
    app.keys("esc");
    app.sees("no longer exists in Pin Payments");
    app.keys("esc n");
    app.sees("Draft restored");
    assert!(app.line("First name").contains("[Adah "));
    assert!(app.line("Email").contains("[ada@harbour.example "));
}

#[test]
fn a_draft_of_a_new_customer_is_not_overwritten() {
    let mut app = sandbox();
    app.keys("n 'mine' esc e tab 'h' ctrl-s");
    let ticket = app.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    app.reply(ticket, Err(refused(404, None)));
    app.keys("esc esc n");
    assert!(app.line("Email").contains("[mine "));
}

#[test]
fn a_refusal_names_the_keys_that_go_on() {
    let mut app = edited();
    app.answer_write(Err(refused(404, Some(Fate::Rejected))));
    app.sees("no longer exists in Pin Payments");
    let mut app = sandbox();
    app.keys("a ctrl-t enter");
    app.send();
    app.answer_write(Err(refused(404, Some(Fate::Rejected))));
    app.sees("keeps the draft; then R");
    app.sees("refreshes.");
}

#[test]
fn after_a_409_the_review_shows_both_sides() {
    let mut app = edited();
    app.answer_write(Err(refused(409, Some(Fate::Rejected))));
    app.sees("Ctrl-S reads it again");
    app.keys("ctrl-s");
    app.read_again(ada_with("first_name", "Adele"));
    for text in ["was     Ada", "theirs  Adele", "yours   Adah"] {
        app.sees(text);
    }
}

#[test]
fn a_429_says_how_long_to_wait() {
    for (retry_after, said) in [
        (
            Some(Duration::from_secs(30)),
            "Wait 30 s, then press Ctrl-S",
        ),
        (None, "Wait a moment, then"),
    ] {
        let mut app = open(Mode::Sandbox, (120, 36));
        app.keys("n");
        app.fill_new_customer();
        app.send();
        app.answer_write(Err(Error {
            kind: ErrorKind::Throttled {
                status: 429,
                retry_after,
            },
            fate: Some(Fate::Rejected),
        }));
        app.sees(said);
    }
}

#[test]
fn test_cards_are_not_offered_in_live() {
    let mut app = open(Mode::Live, (80, 24));
    app.unlock();
    app.keys("n");
    app.sees("New customer — LIVE");
    app.sees_not("test cards");
    app.tabs(7);
    app.sees_not("test cards");
}

#[test]
fn a_focused_text_is_shown_whole_where_it_fits_at_all() {
    let email = "marguerite.von.hohenstein-waldburg@gallery.example";
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Sandbox, size);
        app.keys("e tab 'h' ctrl-s");
        app.read_again(ada_with("email", email));
        app.keys("n up");
        let line = app.line("Email*");
        assert!(line.contains(&format!("[{email}")), "{line}");
    }
}
