//! Changes to a customer: only they are sent, and only after the record was read again.
use super::{ADA, HEARS, ada, customer, open, sandbox, unknown};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::customers::CustomerField;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

impl Harness {
    /// Answers the newest question about the customer.
    pub fn read_again(&mut self, reply: Reply) {
        let ticket = self.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
        self.reply(ticket, Ok(reply));
    }

    pub fn patch(&self) -> Vec<(CustomerField, String)> {
        let writes = &self.writes[..];
        let [Call::Write(Write::UpdateCustomer(id, patch))] = writes else {
            panic!("{writes:?}");
        };
        assert_eq!(id.as_str(), ADA);
        patch.0.clone()
    }
}

pub fn ada_with(field: &str, text: &str) -> Reply {
    let mut json = serde_json::json!({"token": ADA, "email": "ada@harbour.example",
        "first_name": "Ada", "last_name": "Nguyen", "phone_number": "02 5550 0142", "notes": ""});
    json[field] = text.into();
    Reply::Customer(customer(json))
}

#[test]
fn lines_that_the_record_shows_settle_an_edit_whose_answer_was_lost() {
    let mut app = sandbox();
    app.keys("e");
    app.tabs(5);
    app.pastes("rings\nbefore 10");
    app.keys("ctrl-s");
    app.read_again(ada_with("notes", ""));
    app.advance(HEARS);
    app.keys("end").yes();
    app.answer_write(Err(unknown()));
    app.sees("Outcome unknown");
    app.read_again(ada_with("notes", "rings\nbefore 10"));
    app.sees("the record shows it");
    app.sees_not("Outcome unknown");
}

#[test]
fn only_what_changed_is_sent() {
    let mut app = sandbox();
    app.keys("e tab tab '-Park' tab ctrl-u '02 5550 0199'");
    app.sees("~Last name");
    assert!(app.line("Last name").contains("was \"Nguyen\""));
    app.sees("2 changes");
    app.keys("ctrl-s");
    app.sees("Reading the record again first");
    app.advance(HEARS);
    app.keys("y");
    assert!(
        app.writes.is_empty(),
        "sent before the record was read again"
    );
    app.read_again(Reply::Customer(ada()));
    app.sees("no one else has changed it");
    app.sees("Change 2 fields for Ada Nguyen, in the sandbox:");
    app.sees("- Nguyen");
    app.sees("+ Nguyen-Park");
    app.keys("f2");
    app.sees("PUT http://127.0.0.1:41873/1/customers/cus_");
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(
        app.patch(),
        [
            (CustomerField::LastName, "Nguyen-Park".to_owned()),
            (CustomerField::PhoneNumber, "02 5550 0199".to_owned()),
        ]
    );
}

#[test]
fn nothing_changed_is_nothing_to_send() {
    let mut app = sandbox();
    app.keys("e ctrl-s");
    app.sees("No changes to send");
    app.sees_not("Review: ");
    app.keys("esc e");
    app.sees_not("Draft restored");
}

#[test]
fn a_field_is_cleared_by_an_empty_text() {
    let mut app = sandbox();
    app.keys("e down down down ctrl-u ctrl-s");
    app.read_again(Reply::Customer(ada()));
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.patch(), [(CustomerField::PhoneNumber, String::new())]);
}

#[test]
fn the_old_value_can_be_put_back() {
    let mut app = sandbox();
    app.keys("e tab 'line'");
    app.sees("1 change");
    app.keys("ctrl-r");
    app.sees("0 changes");
    assert!(app.line("First name").contains("[Ada "));
}

#[test]
fn a_new_email_is_where_receipts_go() {
    let mut app = sandbox();
    app.keys("e 'm' ctrl-s");
    app.sees("Receipts will go to the new address");
}

#[test]
fn an_email_cannot_be_emptied() {
    let mut app = sandbox();
    app.keys("e ctrl-u ctrl-s");
    app.sees("✗ required · was \"ada@harbour.example\"");
    app.sees_not("Review: ");
}

/// Changes the first name and asks for the review, which reads the record again.
fn first_name_changed() -> Harness {
    let mut app = sandbox();
    app.keys("e tab 'h' ctrl-s");
    app.advance(HEARS);
    app
}

#[test]
fn a_field_that_both_changed_is_asked_about() {
    let mut app = first_name_changed();
    app.read_again(ada_with("first_name", "Adele"));
    for text in [
        "changed elsewhere",
        "was     Ada",
        "theirs  Adele",
        "yours   Adah",
    ] {
        app.sees(text);
    }
    app.keys("y");
    assert!(app.writes.is_empty(), "sent without a choice");
    app.sees("pick theirs or yours below");
    app.keys("tab enter");
    app.sees("send yours");
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.patch(), [(CustomerField::FirstName, "Adah".to_owned())]);
}

#[test]
fn a_field_that_both_changed_is_asked_about_again_until_it_is_decided() {
    let mut app = first_name_changed();
    app.read_again(ada_with("first_name", "Adele"));
    app.keys("esc ctrl-s");
    app.advance(HEARS);
    app.read_again(ada_with("first_name", "Adele"));
    app.sees("theirs  Adele");
    app.sees_not("no one else has changed it");
    app.keys("y");
    app.advance(HEARS);
    app.keys("enter");
    assert!(app.writes.is_empty(), "sent without a choice");
}

#[test]
fn theirs_can_be_kept() {
    let mut app = sandbox();
    app.keys("e tab 'h' tab '-Park' ctrl-s");
    app.advance(HEARS);
    app.read_again(ada_with("first_name", "Adele"));
    app.keys("tab enter enter");
    app.sees("keep theirs");
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(
        app.patch(),
        [(CustomerField::LastName, "Nguyen-Park".to_owned())]
    );
}

#[test]
fn what_others_changed_elsewhere_is_said_and_not_sent() {
    let mut app = first_name_changed();
    app.read_again(ada_with("notes", "Call before noon"));
    app.sees("Notes was changed elsewhere to \"Call before noon\"");
    app.keys("n");
    assert!(app.line("Notes").contains("[Call before noon"));
    app.sees("1 change");
}

#[test]
fn a_record_that_cannot_be_read_again_is_not_sent() {
    let mut app = first_name_changed();
    let ticket = app.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    app.reply(ticket, Err(super::unknown()));
    app.keys("y");
    assert!(app.writes.is_empty());
    app.sees("Couldn't read it again");
}

#[test]
fn a_name_longer_than_a_field_takes_stays_whole_and_says_so() {
    let mut app = open(Mode::Sandbox, (120, 36));
    let mut json = serde_json::json!({"token": ADA, "email": "ada@harbour.example"});
    json["first_name"] = "a".repeat(4_000).into();
    let long = customer(json);
    app.keys("R");
    app.list_one(long.clone());
    app.keys("e tab tab 'Nguyen'");
    app.sees("! 4,000 characters, all kept: no more fit");
    app.sees_not("full");
    app.keys("shift-tab 'b'");
    app.pastes("bb");
    app.sees("! 4,000 characters, all kept: no more fit");
    app.keys("backspace ctrl-s");
    app.read_again(Reply::Customer(long));
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(
        app.patch(),
        [
            (CustomerField::FirstName, "a".repeat(3_999)),
            (CustomerField::LastName, "Nguyen".to_owned()),
        ]
    );
}

/// A conflict waits for its answer, also after the form was closed.
#[test]
fn a_field_that_both_changed_is_asked_about_after_the_form_was_closed_too() {
    let mut app = sandbox();
    app.keys("e tab tab '-Park' ctrl-s");
    app.read_again(ada_with("last_name", "Ngo"));
    app.sees("Change Ada Ngo's last name from \"Ngo\" to \"Nguyen-Park\"");
    app.sees("theirs or yours?");
    app.keys("esc esc e");
    app.sees("Draft restored");
    app.keys("ctrl-s");
    app.read_again(ada_with("last_name", "Ngo"));
    app.sees("changed elsewhere");
    app.sees("theirs or yours?");
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.writes.len(), 0);
}
