//! The forms at the sizes of the screen.
use super::Desk;
use pintui::config::Mode;

#[test]
fn every_field_fits_on_a_small_screen() {
    let desk = Desk::new_customer();
    for label in [
        "Email*",
        "First name",
        "Last name",
        "Phone",
        "Company",
        "Notes",
        "Card by",
        "Number*",
        "Expiry MM/YY*",
        "CVC*",
        "Name on card*",
        "Address*",
        "Address 2",
        "City*",
        "State",
        "Postcode",
        "Country*",
        "[ Review ]",
        "New customer — SANDBOX · nothing is charged",
    ] {
        desk.shows(label);
    }
    // The boxes stand below each other, and nothing but the border follows the last cell.
    let screen = desk.screen();
    for line in screen.lines().skip(2).take(16) {
        let cells: Vec<char> = line.chars().collect();
        assert_eq!(cells.len(), 80, "{line}");
        assert!(cells[17] == '[' || line.contains("Card by"), "{line}");
        assert!(!line.contains('…'), "{line}");
    }
}

#[test]
fn the_request_is_shown_below_from_30_rows_and_beside_from_180_columns() {
    for (size, pretty) in [
        ((80, 24), None),
        ((120, 36), Some(false)),
        ((200, 50), Some(true)),
    ] {
        let mut desk = Desk::open(Mode::Sandbox, size);
        desk.press("n");
        desk.fill_new_customer();
        desk.press("f2");
        let shown = desk.screen().contains("The request, secrets masked");
        assert_eq!(shown, pretty.is_some(), "{size:?}");
        if let Some(beside) = pretty {
            desk.shows("POST http://127.0.0.1:41873/1/customers");
            desk.shows("\"number\": \"XXXX-XXXX-XXXX-0000\"");
            desk.shows("\"address_country\": \"AU\"");
            let line = desk.line("The request");
            assert_eq!(line.contains("Email"), beside, "{line}");
        }
    }
}

#[test]
fn the_focus_is_always_seen_at_every_size() {
    for width in [60, 80, 120, 180] {
        for height in [16, 24, 30, 50] {
            let mut desk = Desk::open(Mode::Sandbox, (width, height));
            desk.press("n");
            for label in [
                "Email",
                "First",
                "Last",
                "Phone",
                "Company",
                "Notes",
                "Card by",
                "Number",
                "Expiry",
                "CVC",
                "Name on",
                "Address",
                "Address 2",
                "City",
                "State",
                "Postcode",
                "Country",
                "[ Review ]",
            ] {
                desk.shows(label);
                desk.press("tab");
            }
            desk.press("ctrl-s");
            desk.shows("7 fields to fix");
            desk.shows("Email");
        }
    }
}

#[test]
fn a_click_puts_the_focus_on_a_field_and_never_sends() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut desk = Desk::sandbox();
    desk.press("n");
    let click = |desk: &mut Desk, column, row| {
        desk.event(pintui::model::event::Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    };
    click(&mut desk, 30, 4);
    desk.write("Lovelace");
    assert!(desk.line("Last name").contains("[Lovelace"));
    click(&mut desk, 42, 16);
    desk.write("6000");
    assert!(desk.line("Postcode").contains("[6000"));
    click(&mut desk, 500, 500);
    desk.press("ctrl-s");
    for row in 0..24 {
        click(&mut desk, 20, row);
    }
    assert!(desk.writes().is_empty());
}

#[test]
fn the_hints_name_the_keys_of_the_form() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    for hint in ["Tab next", "review", "test cards", "Esc close"] {
        desk.shows(hint);
    }
    desk.press("esc e");
    desk.shows("restore");
}

#[test]
fn a_short_form_shows_its_request_on_a_small_screen_too() {
    let mut desk = Desk::sandbox();
    desk.press("e tab");
    desk.write("h");
    desk.shows("What will be sent");
    desk.press("f2");
    desk.shows("PUT http://127.0.0.1:41873/1/customers/cus_");
    desk.shows("\"first_name\": \"Adah\"");
    desk.hides("\"last_name\"");
}

#[test]
fn a_window_on_top_takes_the_focus_from_the_number() {
    let mut desk = Desk::open(Mode::Sandbox, (80, 24));
    desk.press("a");
    desk.write("4900000000000003");
    desk.shows("[4900 0000 0000 0003");
    desk.press("ctrl-t");
    desk.write("nothing at all");
    desk.hides("[4900");
    desk.press("esc");
    desk.shows("[4900 0000 0000 0003");
}

#[test]
fn boxes_are_equally_wide_whatever_is_said_beside_them() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.paste("sk_test_51Hh2x9Jd8s7f6g5h4j3k2l1");
    desk.press("tab tab tab tab tab tab tab");
    desk.write("abc");
    desk.press("tab tab tab");
    let screen = desk.screen();
    let ends: Vec<(usize, &str)> = screen
        .lines()
        .filter(|line| line.chars().nth(17) == Some('['))
        .filter(|line| !line.contains("State") && !line.contains("Review"))
        .map(|line| (line.chars().position(|c| c == ']').unwrap(), line))
        .collect();
    assert!(ends.len() > 9, "{screen}");
    assert!(ends.iter().all(|(end, _)| *end == ends[0].0), "{screen}");
    desk.shows("looks like an API key");
}

#[test]
fn of_a_title_that_is_too_long_the_name_is_cut() {
    let mut desk = Desk::open(Mode::Test, (80, 24));
    let mut json = serde_json::json!({"token": super::ADA, "email": "ada@harbour.example"});
    json["first_name"] = "A".repeat(200).into();
    desk.press("R");
    desk.list_one(super::customer(json));
    desk.press("e");
    assert!(desk.line("Edit AAAA").contains("A… — TEST · 0 changes"));
    desk.press("esc a");
    assert!(
        desk.line("Add a card for AAAA")
            .contains("A… — TEST · nothing is charged")
    );
}

#[test]
fn what_will_be_sent_is_said_in_words_and_f2_shows_the_request() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    desk.press("n");
    desk.shows("What will be sent · F2 shows the request");
    desk.shows("Nothing yet: 7 fields to fill in or fix first.");
    desk.fill_new_customer();
    desk.shows(
        "Create the customer ada@example.com with the card ending 0000 (05/28), in the sandbox.",
    );
    desk.hides("expiry_month");
    desk.press("f2");
    desk.shows("\"expiry_month\": \"05\"");
    desk.shows("The request, secrets masked · F2 hides it");
    desk.press("f2 ctrl-s");
    desk.shows("Expiry MM/YY  05/28");
    desk.shows("Country       AU (Australia)");
    desk.hides("expiry_month");
    // Where there is no room for it, the key says so.
    let mut desk = Desk::sandbox();
    desk.press("n f2");
    desk.shows("No room for the request here; the review shows it");
}

#[test]
fn a_request_leaves_out_what_cannot_be_read_yet_and_masks_the_card() {
    let mut desk = Desk::open(Mode::Sandbox, (120, 36));
    desk.press("n f2");
    desk.shows("POST http://127.0.0.1:41873/1/customers");
    desk.shows("\"card\": {");
    desk.shows("\"address_country\": \"AU\"");
    for unread in ["email\"", "\"number", "expiry_", "cvc\"", "address_line2"] {
        desk.hides(unread);
    }
    desk.fill_new_customer();
    desk.shows("\"email\": \"ada@example.com\"");
    desk.shows("\"number\": \"XXXX-XXXX-XXXX-0000\"");
    desk.shows("\"cvc\": \"•••\"");
    desk.shows("\"expiry_year\": \"2028\"");
}

#[test]
fn a_long_review_says_once_how_much_is_left_to_read() {
    let mut desk = Desk::new_customer();
    desk.press("shift-tab");
    for _ in 0..12 {
        desk.press("shift-tab");
    }
    desk.shows("[ Review ]");
    for _ in 0..4 {
        desk.paste(&"notes that go on ".repeat(8));
        desk.press("tab");
    }
    desk.press("ctrl-s");
    desk.wait(301);
    let screen = desk.screen();
    let line = desk.line("more line");
    assert_eq!(screen.matches("more line").count(), 1, "{screen}");
    let count: String = line.chars().filter(char::is_ascii_digit).collect();
    desk.hides("y yes");
    desk.hides("(y)");
    desk.press("y");
    desk.shows(&format!(
        "Read to the end first: Down shows {count} more lines"
    ));
    desk.press("end");
    desk.shows("[ Send (y) ]");
    desk.shows("y yes, then Enter");
    desk.hides("more line");
}
