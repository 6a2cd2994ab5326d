//! Forms that something lies over, and forms that were closed while they are sent.
use super::{Desk, ada};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate, FieldMessage, Refusal};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::model::effect::{Effect, Leave};
use pintui::text::Safe;

#[test]
fn a_form_opened_again_while_it_is_sent_does_not_send_it_again() {
    let mut desk = Desk::new_customer();
    desk.send();
    desk.press("ctrl-c ctrl-c n n");
    desk.shows("Draft restored");
    // What is typed now would be lost with the form as soon as the answer comes.
    desk.write("x");
    desk.shows("wait for the response; it won't be sent twice");
    desk.shows("[ada@example.com ");
    desk.press("ctrl-s");
    desk.shows("wait for the response; it won't be sent twice");
    assert_eq!(desk.writes().len(), 1);
    // What became of it is the open form's business: nothing is left that could be sent again.
    desk.answer_write(Ok(Reply::Created(ada())));
    desk.hides("New customer");
    desk.press("n");
    desk.hides("Draft restored");
    desk.hides("ada@example.com");
}

#[test]
fn a_form_opened_again_while_it_is_sent_says_what_was_refused() {
    let mut desk = Desk::new_customer();
    desk.send();
    desk.press("ctrl-c ctrl-c n n");
    desk.answer_write(Err(refused("email", "is not ours")));
    desk.shows("is not ours");
    desk.hides("outcome unknown");
}

#[test]
fn a_refusal_of_a_form_that_is_closed_is_said_over_whatever_is_open() {
    let mut desk = Desk::new_customer();
    desk.send();
    desk.press("ctrl-c ctrl-c");
    desk.shows("Quit");
    desk.answer_write(Err(refused("", "not today")));
    desk.shows("pintui could not create the customer");
    desk.shows("  not today");
    desk.hides("  : ");
}

fn refused(param: &str, message: &str) -> Error {
    let refusal = Refusal {
        status: 422,
        messages: vec![FieldMessage {
            param: Safe::clean(param),
            message: Safe::clean(message),
        }],
        ..Refusal::default()
    };
    Error {
        kind: ErrorKind::Refused(refusal),
        fate: Some(Fate::Rejected),
    }
}

/// Puts what explains a refused key over what is open.
fn explain(desk: &mut Desk) {
    let asked = desk.ticket(|call| matches!(call, Call::Read(Read::ListCards(..))));
    let refusal = Refusal {
        status: 401,
        ..Refusal::default()
    };
    let kind = ErrorKind::Refused(refusal);
    desk.answer(asked, Err(Error { kind, fate: None }));
    desk.shows("Key not accepted");
}

/// What explains a failure of something else lies over the form for a moment: a search would close both.
#[test]
fn a_search_begun_over_a_form_loses_nothing_that_was_typed() {
    let mut desk = Desk::new_customer();
    explain(&mut desk);
    for key in ["/", "@", "L"] {
        desk.press(key);
        desk.shows("Esc closes");
        desk.shows("Key not accepted");
    }
    desk.press("esc");
    desk.shows("[XXXX-XXXX-XXXX-0000 ");
    desk.shows("[●●● ");
}

#[test]
fn quitting_from_a_window_over_a_form_asks_too() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.write("ada@example.com");
    explain(&mut desk);
    // The first closes the text that only was to be read; the form takes letters as text.
    desk.press("q esc q");
    desk.shows("typed, not sent: New customer");
    assert!(!desk.effects.contains(&Effect::Leave(Leave::Quit)));
}
