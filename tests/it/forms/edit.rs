//! Changes to a customer: only they are sent, and only after the record was read again.
use super::{ADA, Desk, ada, customer, unknown};
use pintui::api::call::Call;
use pintui::api::customers::CustomerField;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

impl Desk {
    /// Answers the newest question about the customer.
    pub fn read_again(&mut self, reply: Reply) {
        let ticket = self.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
        self.answer(ticket, Ok(reply));
    }

    pub fn patch(&self) -> Vec<(CustomerField, String)> {
        let writes = self.writes();
        let [Call::Write(Write::UpdateCustomer(id, patch))] = writes[..] else {
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
    let mut desk = Desk::sandbox();
    desk.press("e");
    desk.tabs(5);
    desk.paste("rings\nbefore 10");
    desk.press("ctrl-s");
    desk.read_again(ada_with("notes", ""));
    desk.wait(301);
    desk.yes();
    desk.answer_write(Err(unknown()));
    desk.shows("Outcome unknown");
    desk.read_again(ada_with("notes", "rings\nbefore 10"));
    desk.shows("the record shows it");
    desk.hides("Outcome unknown");
}

#[test]
fn only_what_changed_is_sent() {
    let mut desk = Desk::sandbox();
    desk.press("e tab tab");
    desk.write("-Park");
    desk.press("tab");
    desk.press("ctrl-u");
    desk.write("02 5550 0199");
    desk.shows("~Last name");
    assert!(desk.line("Last name").contains("was \"Nguyen\""));
    desk.shows("2 changes");
    desk.press("ctrl-s");
    desk.shows("Reading the record again first");
    desk.wait(301);
    desk.press("y");
    assert!(
        desk.writes().is_empty(),
        "sent before the record was read again"
    );
    desk.read_again(Reply::Customer(ada()));
    desk.shows("no one else has changed it");
    desk.shows("Change 2 fields for Ada Nguyen, in the sandbox:");
    desk.shows("- Nguyen");
    desk.shows("+ Nguyen-Park");
    desk.press("f2");
    desk.shows("PUT http://127.0.0.1:41873/1/customers/cus_");
    desk.wait(301);
    desk.yes();
    assert_eq!(
        desk.patch(),
        [
            (CustomerField::LastName, "Nguyen-Park".to_owned()),
            (CustomerField::PhoneNumber, "02 5550 0199".to_owned()),
        ]
    );
}

#[test]
fn nothing_changed_is_nothing_to_send() {
    let mut desk = Desk::sandbox();
    desk.press("e ctrl-s");
    desk.shows("No changes to send");
    desk.hides("Review: ");
    desk.press("esc e");
    desk.hides("Draft restored");
}

#[test]
fn a_field_is_cleared_by_an_empty_text() {
    let mut desk = Desk::sandbox();
    desk.press("e down down down ctrl-u ctrl-s");
    desk.read_again(Reply::Customer(ada()));
    desk.wait(301);
    desk.yes();
    assert_eq!(desk.patch(), [(CustomerField::PhoneNumber, String::new())]);
}

#[test]
fn the_old_value_can_be_put_back() {
    let mut desk = Desk::sandbox();
    desk.press("e tab");
    desk.write("line");
    desk.shows("1 change");
    desk.press("ctrl-r");
    desk.shows("0 changes");
    assert!(desk.line("First name").contains("[Ada "));
}

#[test]
fn a_new_email_is_where_receipts_go() {
    let mut desk = Desk::sandbox();
    desk.press("e");
    desk.write("m");
    desk.press("ctrl-s");
    desk.shows("Receipts will go to the new address");
}

#[test]
fn an_email_cannot_be_emptied() {
    let mut desk = Desk::sandbox();
    desk.press("e ctrl-u ctrl-s");
    desk.shows("✗ required · was \"ada@harbour.example\"");
    desk.hides("Review: ");
}

/// Changes the first name and asks for the review, which reads the record again.
fn first_name_changed() -> Desk {
    let mut desk = Desk::sandbox();
    desk.press("e tab");
    desk.write("h");
    desk.press("ctrl-s");
    desk.wait(301);
    desk
}

#[test]
fn a_field_that_both_changed_is_asked_about() {
    let mut desk = first_name_changed();
    desk.read_again(ada_with("first_name", "Adele"));
    for text in [
        "changed elsewhere",
        "was     Ada",
        "theirs  Adele",
        "yours   Adah",
    ] {
        desk.shows(text);
    }
    desk.press("y");
    assert!(desk.writes().is_empty(), "sent without a choice");
    desk.shows("pick theirs or yours below");
    desk.press("tab enter");
    desk.shows("send yours");
    desk.wait(301);
    desk.yes();
    assert_eq!(
        desk.patch(),
        [(CustomerField::FirstName, "Adah".to_owned())]
    );
}

#[test]
fn a_field_that_both_changed_is_asked_about_again_until_it_is_decided() {
    let mut desk = first_name_changed();
    desk.read_again(ada_with("first_name", "Adele"));
    desk.press("esc ctrl-s");
    desk.wait(301);
    desk.read_again(ada_with("first_name", "Adele"));
    desk.shows("theirs  Adele");
    desk.hides("no one else has changed it");
    desk.press("y");
    desk.wait(301);
    desk.press("enter");
    assert!(desk.writes().is_empty(), "sent without a choice");
}

#[test]
fn theirs_can_be_kept() {
    let mut desk = Desk::sandbox();
    desk.press("e tab");
    desk.write("h");
    desk.press("tab");
    desk.write("-Park");
    desk.press("ctrl-s");
    desk.wait(301);
    desk.read_again(ada_with("first_name", "Adele"));
    desk.press("tab enter enter");
    desk.shows("keep theirs");
    desk.wait(301);
    desk.yes();
    assert_eq!(
        desk.patch(),
        [(CustomerField::LastName, "Nguyen-Park".to_owned())]
    );
}

#[test]
fn what_others_changed_elsewhere_is_said_and_not_sent() {
    let mut desk = first_name_changed();
    desk.read_again(ada_with("notes", "Call before noon"));
    desk.shows("Notes was changed elsewhere to \"Call before noon\"");
    desk.press("n");
    assert!(desk.line("Notes").contains("[Call before noon"));
    desk.shows("1 change");
}

#[test]
fn a_record_that_cannot_be_read_again_is_not_sent() {
    let mut desk = first_name_changed();
    let ticket = desk.ticket(|call| matches!(call, Call::Read(Read::GetCustomer(_))));
    desk.answer(ticket, Err(super::unknown()));
    desk.press("y");
    assert!(desk.writes().is_empty());
    desk.shows("Couldn't read it again");
}

#[test]
fn a_name_longer_than_a_field_takes_stays_whole_and_says_so() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    let mut json = serde_json::json!({"token": ADA, "email": "ada@harbour.example"});
    json["first_name"] = "a".repeat(4_000).into();
    let long = customer(json);
    desk.press("R");
    desk.list_one(long.clone());
    desk.press("e tab tab");
    desk.write("Nguyen");
    desk.shows("! 4,000 characters, all kept: no more fit");
    desk.hides("full");
    desk.press("shift-tab");
    desk.write("b");
    desk.paste("bb");
    desk.shows("! 4,000 characters, all kept: no more fit");
    desk.press("backspace ctrl-s");
    desk.read_again(Reply::Customer(long));
    desk.wait(301);
    desk.yes();
    assert_eq!(
        desk.patch(),
        [
            (CustomerField::FirstName, "a".repeat(3_999)),
            (CustomerField::LastName, "Nguyen".to_owned()),
        ]
    );
}

/// A conflict waits for its answer, also after the form was closed.
#[test]
fn a_field_that_both_changed_is_asked_about_after_the_form_was_closed_too() {
    let mut desk = Desk::sandbox();
    desk.press("e tab tab");
    desk.write("-Park");
    desk.press("ctrl-s");
    desk.read_again(ada_with("last_name", "Ngo"));
    desk.shows("Change Ada Ngo's last name from \"Ngo\" to \"Nguyen-Park\"");
    desk.shows("theirs or yours?");
    desk.press("esc esc e");
    desk.shows("Draft restored");
    desk.press("ctrl-s");
    desk.read_again(ada_with("last_name", "Ngo"));
    desk.shows("changed elsewhere");
    desk.shows("theirs or yours?");
    desk.wait(301);
    desk.yes();
    assert_eq!(desk.writes().len(), 0);
}
