//! Texts that are not shown as they are stored: none is sent back in the form in which it is shown.
use super::edit::ada_with;
use super::{Desk, PAN};
use pintui::api::call::Call;
use pintui::api::customers::CustomerField;
use pintui::api::write::Write;

/// Opens an edit of a customer whose field holds a text, with the focus on its first name.
fn editing(field: &str, text: &str) -> Desk {
    let mut desk = Desk::sandbox();
    desk.press("e tab tab");
    desk.write("h");
    desk.press("ctrl-s");
    desk.read_again(ada_with(field, text));
    desk.press("n ctrl-r shift-tab");
    desk.shows("0 changes");
    desk
}

/// Sends the edit once the record was read again as it is.
fn send(desk: &mut Desk, field: &str, text: &str) {
    desk.press("ctrl-s");
    desk.read_again(ada_with(field, text));
    desk.wait(301);
    desk.yes();
}

#[test]
fn line_breaks_and_tabs_are_sent_as_what_they_are() {
    for stored in ["one\ntwo\tthree", "one\r\ntwo", "\n\tone\n"] {
        let mut desk = editing("notes", stored);
        desk.press("down down down down");
        desk.shows("␊");
        desk.write("!");
        send(&mut desk, "notes", stored);
        assert_eq!(desk.patch(), [(CustomerField::Notes, format!("{stored}!"))]);
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
        let mut desk = editing("notes", stored);
        desk.press("down down down down");
        desk.write("!");
        desk.press("backspace");
        desk.paste("more");
        desk.shows("0 changes");
        desk.shows("can't be shown safely or a card number");
        desk.shows("Ctrl-U clears it");
        desk.press("ctrl-s");
        desk.shows("No changes to send");
        desk.press("up up up up");
        desk.write("h");
        send(&mut desk, "notes", stored);
        assert_eq!(
            desk.patch(),
            [(CustomerField::FirstName, "Adah".to_owned())],
            "{stored:?}"
        );
    }
}

#[test]
fn what_was_hidden_is_replaced_only_by_what_is_typed_anew() {
    let stored = "Order 4200000000000000\nsecond line";
    let mut desk = editing("notes", stored);
    desk.press("down down down down ctrl-u");
    desk.write("Order mended");
    desk.press("ctrl-s");
    desk.shows("! Notes: replaces text with hidden characters");
    desk.press("n");
    send(&mut desk, "notes", stored);
    assert_eq!(
        desk.patch(),
        [(CustomerField::Notes, "Order mended".to_owned())]
    );
}

#[test]
fn a_hidden_text_can_be_cleared_and_put_back() {
    let stored = "Zoë\u{202e}";
    let mut desk = editing("first_name", stored);
    desk.press("ctrl-u");
    desk.shows("1 change");
    desk.press("ctrl-r");
    desk.shows("0 changes");
    desk.press("ctrl-u");
    send(&mut desk, "first_name", stored);
    assert_eq!(desk.patch(), [(CustomerField::FirstName, String::new())]);
}

#[test]
fn a_card_number_is_not_pasted_into_another_field() {
    let mut desk = Desk::sandbox();
    desk.press("n tab tab");
    desk.write("Smith");
    desk.paste("Mine is 5520 0000 0000 0000");
    assert!(desk.line("Last name").contains("[Smith "));
    desk.shows("no card numbers here");
    // Nor does a paste make a number out of what is there.
    desk.press("ctrl-u");
    desk.write("4200 0000 ");
    desk.paste("0000 0000");
    assert!(desk.line("Last name").contains("[4200 0000 "));
    desk.hides("0000 0000 0000");
}

#[test]
fn a_typed_card_number_is_masked_and_must_be_mended() {
    let mut desk = Desk::new_customer();
    for _ in 0..11 {
        desk.press("shift-tab");
    }
    desk.write("Card ");
    desk.write(PAN);
    desk.press("tab");
    desk.hides(PAN);
    let line = desk.line("Notes");
    assert!(line.contains("✗ a card number was masked"), "{line}");
    desk.press("ctrl-s");
    desk.shows("1 field to fix");
    desk.hides("Review: ");
    // A draft does not make it good.
    desk.press("esc n");
    assert!(desk.line("Notes").contains("✗ a card number was masked"));
    desk.tabs(5);
    desk.write(" more");
    assert!(desk.line("Notes").contains("✗ a card number was masked"));
    desk.press("ctrl-u");
    desk.write("none");
    assert!(!desk.line("Notes").contains("masked"));
}

#[test]
fn a_masked_number_is_known_by_whatever_stands_between_its_groups() {
    for gap in [" ", "_", "·", "\u{2013}"] {
        let mut desk = Desk::sandbox();
        desk.press("e");
        desk.tabs(5);
        desk.write(&format!("{} ", ["4200", "0000", "0000", "0000"].join(gap)));
        desk.write("more");
        let line = desk.line("Notes");
        assert!(line.contains(&format!("XXXX{gap}0000 more")), "{line}");
        desk.press("tab");
        desk.shows("✗ a card number was masked");
        desk.press("ctrl-s");
        desk.hides("Review: ");
    }
}

#[test]
fn pasted_signs_that_cannot_be_shown_are_left_out() {
    let mut desk = Desk::sandbox();
    desk.press("e tab ctrl-u");
    desk.paste("A\u{202e}d\u{200b}a\u{1b}h");
    desk.shows("hidden characters left out");
    desk.press("ctrl-s");
    desk.read_again(ada_with("notes", ""));
    desk.wait(301);
    desk.yes();
    assert_eq!(
        desk.patch(),
        [(CustomerField::FirstName, "Adah".to_owned())]
    );
}

#[test]
fn new_notes_keep_their_lines() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.paste("Ada\tMary\r\n");
    assert!(desk.line("First name").contains("[Ada Mary "));
    desk.press("shift-tab");
    for text in ["ada@example.com", "", "", "", ""] {
        desk.write(text);
        desk.press("tab");
    }
    desk.paste("one\r\ntwo\tthree\r\n");
    assert!(desk.line("Notes").contains("[one␊two␉three "));
    desk.press("tab tab");
    desk.fill_card();
    desk.send();
    let writes = desk.writes();
    let [Call::Write(Write::CreateCustomer(new))] = writes[..] else {
        panic!("{writes:?}");
    };
    let notes = (CustomerField::Notes, "one\ntwo\tthree".to_owned());
    assert!(new.fields.0.contains(&notes), "{:?}", new.fields);
}
