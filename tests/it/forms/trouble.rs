//! What a form says when something goes wrong: the truth, the reason, and the keys that go on.
use super::edit::ada_with;
use super::{Desk, ada, unknown};
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
fn sent() -> Desk {
    let mut desk = Desk::new_customer();
    desk.send();
    desk
}

/// Opens the review of an edit; the record is still being read again.
fn reviewing() -> Desk {
    let mut desk = Desk::sandbox();
    desk.press("e tab");
    desk.write("h");
    desk.press("ctrl-s");
    desk
}

/// Sends an edit.
fn edited() -> Desk {
    let mut desk = reviewing();
    desk.read_again(Reply::Customer(ada()));
    desk.wait(301);
    desk.yes();
    desk
}

#[test]
fn a_draft_of_unknown_outcome_says_so_when_it_is_opened_and_reviewed() {
    let mut desk = sent();
    desk.answer_write(Err(unknown()));
    desk.press("esc n");
    desk.shows("Sent at 02:00, outcome unknown");
    desk.shows("check whether it went through before you");
    // It is still so after it was closed and typed into.
    desk.press("esc n");
    desk.write("m");
    desk.press("ctrl-t enter ctrl-s");
    desk.shows("! Sent at 02:00, outcome unknown");
}

#[test]
fn a_form_that_is_closed_while_it_is_sent_learns_its_outcome() {
    for (error, is_unknown) in [
        (unknown(), true),
        (refused(422, Some(Fate::Rejected)), false),
    ] {
        let mut desk = sent();
        desk.press("ctrl-c");
        desk.answer_write(Err(error));
        desk.press("esc n");
        desk.shows("Draft restored");
        let said = desk.screen().contains("outcome unknown");
        assert_eq!(said, is_unknown);
    }
}

#[test]
fn a_draft_that_was_never_sent_says_nothing_of_that() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.write("a");
    desk.press("esc n");
    desk.shows("Draft restored");
    desk.hides("outcome");
}

#[test]
fn a_record_that_cannot_be_read_again_is_read_once_more() {
    let mut desk = reviewing();
    desk.hides("(y)");
    let ticket = desk.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    let lost = Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    };
    desk.answer(ticket, Err(lost));
    desk.wait(301);
    desk.shows("Couldn't read it again");
    desk.shows("Ctrl-S reads it again");
    desk.hides("(y)");
    desk.hides("[ Send (y) ]");
    desk.press("y tab enter");
    assert!(desk.writes().is_empty());
    let asked = |desk: &Desk| desk.calls().len();
    let before = asked(&desk);
    desk.press("ctrl-s");
    assert_eq!(asked(&desk), before + 1);
    desk.read_again(Reply::Customer(ada()));
    // What came was just seen for the first time.
    desk.press("y y");
    assert!(desk.writes().is_empty());
    desk.wait(301);
    desk.shows("F2 shows the request");
    desk.shows("[ Send (y) ]");
    desk.yes();
    let name = (CustomerField::FirstName, "Adah".to_owned());
    assert_eq!(desk.patch(), [name]);
}

#[test]
fn while_it_is_sent_no_key_is_offered() {
    let desk = edited();
    desk.shows("sending…");
    desk.shows("Sending…");
    for offer in ["(y)", "Esc back", "y yes"] {
        desk.hides(offer);
    }
}

#[test]
fn what_was_typed_of_a_customer_that_is_gone_becomes_a_draft_of_a_new_one() {
    let mut desk = reviewing();
    let ticket = desk.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    desk.answer(ticket, Err(refused(404, None)));
    desk.wait(301);
    desk.shows("no longer exists in Pin Payments");
    desk.hides("(y)");
    desk.press("y");
    assert!(desk.writes().is_empty());
    desk.press("esc");
    desk.shows("no longer exists in Pin Payments");
    desk.press("esc n");
    desk.shows("Draft restored");
    assert!(desk.line("First name").contains("[Adah "));
    assert!(desk.line("Email").contains("[ada@harbour.example "));
}

#[test]
fn a_draft_of_a_new_customer_is_not_overwritten() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.write("mine");
    desk.press("esc e tab");
    desk.write("h");
    desk.press("ctrl-s");
    let ticket = desk.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    desk.answer(ticket, Err(refused(404, None)));
    desk.press("esc esc n");
    assert!(desk.line("Email").contains("[mine "));
}

#[test]
fn a_refusal_names_the_keys_that_go_on() {
    let mut desk = edited();
    desk.answer_write(Err(refused(404, Some(Fate::Rejected))));
    desk.shows("no longer exists in Pin Payments");
    let mut desk = Desk::sandbox();
    desk.press("a ctrl-t enter");
    desk.send();
    desk.answer_write(Err(refused(404, Some(Fate::Rejected))));
    desk.shows("keeps the draft; then R");
    desk.shows("refreshes.");
}

#[test]
fn after_a_409_the_review_shows_both_sides() {
    let mut desk = edited();
    desk.answer_write(Err(refused(409, Some(Fate::Rejected))));
    desk.shows("Ctrl-S reads it again");
    desk.press("ctrl-s");
    desk.read_again(ada_with("first_name", "Adele"));
    for text in ["was     Ada", "theirs  Adele", "yours   Adah"] {
        desk.shows(text);
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
        let mut desk = Desk::open(Mode::Sandbox, (120, 36));
        desk.press("n");
        desk.fill_new_customer();
        desk.send();
        desk.answer_write(Err(Error {
            kind: ErrorKind::Throttled {
                status: 429,
                retry_after,
            },
            fate: Some(Fate::Rejected),
        }));
        desk.shows(said);
    }
}

#[test]
fn test_cards_are_not_offered_in_live() {
    let mut desk = Desk::open(Mode::Live, (80, 24));
    desk.unlock();
    desk.press("n");
    desk.shows("New customer — LIVE");
    desk.hides("test cards");
    desk.tabs(7);
    desk.hides("test cards");
}

#[test]
fn a_focused_text_is_shown_whole_where_it_fits_at_all() {
    let email = "marguerite.von.hohenstein-waldburg@gallery.example";
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::open(Mode::Sandbox, size);
        desk.press("e tab");
        desk.write("h");
        desk.press("ctrl-s");
        desk.read_again(ada_with("email", email));
        desk.press("n up");
        let line = desk.line("Email*");
        assert!(line.contains(&format!("[{email}")), "{line}");
    }
}
