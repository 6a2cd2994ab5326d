//! Forms that something lies over, and forms that were closed while they are sent.
use super::{ada, new_customer, sandbox};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Fate, FieldMessage, Refusal};
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::model::effect::{Effect, Leave};
use pintui::text::Safe;

#[test]
fn a_form_opened_again_while_it_is_sent_does_not_send_it_again() {
    let mut app = new_customer();
    app.send();
    app.keys("ctrl-c ctrl-c n n");
    app.sees("Draft restored");
    // What is typed now would be lost with the form as soon as the answer comes.
    app.types("x");
    app.sees("wait for the response; it won't be sent twice");
    app.sees("[ada@example.com ");
    app.keys("ctrl-s");
    app.sees("wait for the response; it won't be sent twice");
    assert_eq!(app.writes.len(), 1);
    // What became of it is the open form's business: nothing is left that could be sent again.
    app.answer_write(Ok(Reply::Created(ada())));
    app.sees_not("New customer");
    app.keys("n");
    app.sees_not("Draft restored");
    app.sees_not("ada@example.com");
}

#[test]
fn a_form_opened_again_while_it_is_sent_says_what_was_refused() {
    let mut app = new_customer();
    app.send();
    app.keys("ctrl-c ctrl-c n n");
    app.answer_write(Err(refused("email", "is not ours")));
    app.sees("is not ours");
    app.sees_not("outcome unknown");
}

#[test]
fn a_refusal_of_a_form_that_is_closed_is_said_over_whatever_is_open() {
    let mut app = new_customer();
    app.send();
    app.keys("ctrl-c ctrl-c");
    app.sees("Quit");
    app.answer_write(Err(refused("", "not today")));
    app.sees("pintui could not create the customer");
    app.sees("  not today");
    app.sees_not("  : ");
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
fn explain(app: &mut Harness) {
    let asked = app.ticket(|call| matches!(call, Call::Read(Read::ListCards(..))));
    let refusal = Refusal {
        status: 401,
        ..Refusal::default()
    };
    let kind = ErrorKind::Refused(refusal);
    app.reply(asked, Err(Error { kind, fate: None }));
    app.sees("Key not accepted");
}

/// What explains a failure of something else lies over the form for a moment: a search would close both.
#[test]
fn a_search_begun_over_a_form_loses_nothing_that_was_typed() {
    let mut app = new_customer();
    explain(&mut app);
    for key in ["/", "@", "L"] {
        app.keys(key);
        app.sees("Esc closes");
        app.sees("Key not accepted");
    }
    app.keys("esc");
    app.sees("[XXXX-XXXX-XXXX-0000 ");
    app.sees("[●●● ");
}

#[test]
fn quitting_from_a_window_over_a_form_asks_too() {
    let mut app = sandbox();
    app.keys("n 'ada@example.com'");
    explain(&mut app);
    // The first closes the text that only was to be read; the form takes letters as text.
    app.keys("q esc q");
    app.sees("typed, not sent: New customer");
    assert!(!app.effects.contains(&Effect::Leave(Leave::Quit)));
}
