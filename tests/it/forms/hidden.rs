//! Texts that are not shown as they are stored: none is sent back in the form in which it is shown.
use super::edit::ada_with;
use super::{HEARS, PAN, new_customer, sandbox};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::customers::CustomerField;
use pintui::api::write::Write;

/// Opens an edit of a customer whose field holds a text, with the focus on its first name.
fn editing(field: &str, text: &str) -> Harness {
    let mut app = sandbox();
    app.keys("e tab tab 'h' ctrl-s");
    app.read_again(ada_with(field, text));
    app.keys("n ctrl-r shift-tab");
    app.sees("0 changes");
    app
}

/// Sends the edit once the record was read again as it is.
fn send(app: &mut Harness, field: &str, text: &str) {
    app.keys("ctrl-s");
    app.read_again(ada_with(field, text));
    app.advance(HEARS);
    app.keys("end").yes();
}

#[test]
fn line_breaks_and_tabs_are_sent_as_what_they_are() {
    for stored in ["one\ntwo\tthree", "one\r\ntwo", "\n\tone\n"] {
        let mut app = editing("notes", stored);
        app.keys("down down down down");
        app.sees("␊");
        app.types("!");
        send(&mut app, "notes", stored);
        assert_eq!(app.patch(), [(CustomerField::Notes, format!("{stored}!"))]);
    }
}

#[test]
fn a_text_that_is_not_shown_whole_cannot_be_typed_into() {
    for stored in [
        "Order 4200000000000000\nsecond line",
        "abc\u{202e}def",
        "a\u{1b}[31mb",
        "a literal ␊ picture and\na break",
        "zero\u{200b}width",
    ] {
        let mut app = editing("notes", stored);
        app.keys("down down down down '!' backspace");
        app.pastes("more");
        app.sees("0 changes");
        app.sees("can't be shown safely or a card number");
        app.sees("Ctrl-U clears it");
        app.keys("ctrl-s");
        app.sees("No changes to send");
        app.keys("up up up up 'h'");
        send(&mut app, "notes", stored);
        assert_eq!(
            app.patch(),
            [(CustomerField::FirstName, "Adah".to_owned())],
            "{stored:?}"
        );
    }
}

#[test]
fn what_was_hidden_is_replaced_only_by_what_is_typed_anew() {
    let stored = "Order 4200000000000000\nsecond line";
    let mut app = editing("notes", stored);
    app.keys("down down down down ctrl-u 'Order mended' ctrl-s");
    app.sees("! Notes: replaces text with hidden characters");
    app.keys("n");
    send(&mut app, "notes", stored);
    assert_eq!(
        app.patch(),
        [(CustomerField::Notes, "Order mended".to_owned())]
    );
}

#[test]
fn a_hidden_text_can_be_cleared_and_put_back() {
    let stored = "Zoë\u{202e}";
    let mut app = editing("first_name", stored);
    app.keys("ctrl-u");
    app.sees("1 change");
    app.keys("ctrl-r");
    app.sees("0 changes");
    app.keys("ctrl-u");
    send(&mut app, "first_name", stored);
    assert_eq!(app.patch(), [(CustomerField::FirstName, String::new())]);
}

#[test]
fn a_card_number_is_not_pasted_into_another_field() {
    let mut app = sandbox();
    app.keys("n tab tab 'Smith'");
    app.pastes("Mine is 5520 0000 0000 0000");
    assert!(app.line("Last name").contains("[Smith "));
    app.sees("no card numbers here");
    // Nor does a paste make a number out of what is there.
    app.keys("ctrl-u '4200 0000 '");
    app.pastes("0000 0000");
    assert!(app.line("Last name").contains("[4200 0000 "));
    app.sees_not("0000 0000 0000");
}

#[test]
fn a_typed_card_number_is_masked_and_must_be_mended() {
    let mut app = new_customer();
    for _ in 0..11 {
        app.keys("shift-tab");
    }
    app.types("Card ");
    app.types(PAN);
    app.keys("tab");
    app.sees_not(PAN);
    let line = app.line("Notes");
    assert!(line.contains("✗ a card number was masked"), "{line}");
    app.keys("ctrl-s");
    app.sees("1 field to fix");
    app.sees_not("Review: ");
    // A draft does not make it good.
    app.keys("esc n");
    assert!(app.line("Notes").contains("✗ a card number was masked"));
    app.tabs(5);
    app.types(" more");
    assert!(app.line("Notes").contains("✗ a card number was masked"));
    app.keys("ctrl-u 'none'");
    assert!(!app.line("Notes").contains("masked"));
}

#[test]
fn a_masked_number_is_known_by_whatever_stands_between_its_groups() {
    for gap in [" ", "_", "·", "\u{2013}"] {
        let mut app = sandbox();
        app.keys("e");
        app.tabs(5);
        app.types(&format!("{} ", ["4200", "0000", "0000", "0000"].join(gap)));
        app.types("more");
        let line = app.line("Notes");
        assert!(line.contains(&format!("XXXX{gap}0000 more")), "{line}");
        app.keys("tab");
        app.sees("✗ a card number was masked");
        app.keys("ctrl-s");
        app.sees_not("Review: ");
    }
}

#[test]
fn pasted_signs_that_cannot_be_shown_are_left_out() {
    let mut app = sandbox();
    app.keys("e tab ctrl-u");
    app.pastes("A\u{202e}d\u{200b}a\u{1b}h");
    app.sees("hidden characters left out");
    app.keys("ctrl-s");
    app.read_again(ada_with("notes", ""));
    app.advance(HEARS);
    app.keys("end").yes();
    assert_eq!(app.patch(), [(CustomerField::FirstName, "Adah".to_owned())]);
}

#[test]
fn new_notes_keep_their_lines() {
    let mut app = sandbox();
    app.keys("n tab");
    app.pastes("Ada\tMary\r\n");
    assert!(app.line("First name").contains("[Ada Mary "));
    app.keys("shift-tab");
    for text in ["ada@example.com", "", "", "", ""] {
        app.types(text);
        app.keys("tab");
    }
    app.pastes("one\r\ntwo\tthree\r\n");
    assert!(app.line("Notes").contains("[one␊two␉three "));
    app.keys("tab tab");
    app.fill_card();
    app.send();
    let writes = &app.writes[..];
    let [Call::Write(Write::CreateCustomer(new))] = writes else {
        panic!("{writes:?}");
    };
    let notes = (CustomerField::Notes, "one\ntwo\tthree".to_owned());
    assert!(new.fields.0.contains(&notes), "{:?}", new.fields);
}
