//! The forms at the sizes of the screen.
use super::{HEARS, new_customer, open, sandbox};
use crate::driver::{Driver, Harness};
use pintui::config::Mode;

#[test]
fn every_field_fits_on_a_small_screen() {
    let mut app = new_customer();
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
        app.sees(label);
    }
    // The boxes stand below each other, and nothing but the border follows the last cell.
    let screen = app.screen();
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
        let mut app = open(Mode::Sandbox, size);
        app.keys("n");
        app.fill_new_customer();
        app.keys("f2");
        let shown = app.screen().contains("The request, secrets masked");
        assert_eq!(shown, pretty.is_some(), "{size:?}");
        if let Some(beside) = pretty {
            app.sees("POST http://127.0.0.1:41873/1/customers");
            app.sees("\"number\": \"XXXX-XXXX-XXXX-0000\"");
            app.sees("\"address_country\": \"AU\"");
            let line = app.line("The request");
            assert_eq!(line.contains("Email"), beside, "{line}");
        }
    }
}

#[test]
fn the_focus_is_always_seen_at_every_size() {
    for width in [60, 80, 120, 180] {
        for height in [16, 24, 30, 50] {
            let mut app = open(Mode::Sandbox, (width, height));
            app.keys("n");
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
                app.sees(label);
                app.keys("tab");
            }
            app.keys("ctrl-s");
            app.sees("7 fields to fix");
            app.sees("Email");
        }
    }
}

#[test]
fn a_click_puts_the_focus_on_a_field_and_never_sends() {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    let mut app = sandbox();
    app.keys("n");
    let click = |app: &mut Harness, column, row| {
        app.tell(pintui::model::event::Event::Mouse(MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column,
            row,
            modifiers: KeyModifiers::NONE,
        }));
    };
    click(&mut app, 30, 4);
    app.types("Lovelace");
    assert!(app.line("Last name").contains("[Lovelace"));
    click(&mut app, 42, 16);
    app.types("6000");
    assert!(app.line("Postcode").contains("[6000"));
    click(&mut app, 500, 500);
    app.keys("ctrl-s");
    for row in 0..24 {
        click(&mut app, 20, row);
    }
    assert!(app.writes.is_empty());
}

#[test]
fn the_hints_name_the_keys_of_the_form() {
    let mut app = sandbox();
    app.keys("n");
    for hint in ["Tab next", "review", "test cards", "Esc close"] {
        app.sees(hint);
    }
    app.keys("esc e");
    app.sees("restore");
}

#[test]
fn a_short_form_shows_its_request_on_a_small_screen_too() {
    let mut app = sandbox();
    app.keys("e tab 'h'");
    app.sees("What will be sent");
    app.keys("f2");
    app.sees("PUT http://127.0.0.1:41873/1/customers/cus_");
    app.sees("\"first_name\": \"Adah\"");
    app.sees_not("\"last_name\"");
}

#[test]
fn a_window_on_top_takes_the_focus_from_the_number() {
    let mut app = open(Mode::Sandbox, (80, 24));
    app.keys("a '4900000000000003'");
    app.sees("[4900 0000 0000 0003");
    app.keys("ctrl-t 'nothing at all'");
    app.sees_not("[4900");
    app.keys("esc");
    app.sees("[4900 0000 0000 0003");
}

#[test]
fn boxes_are_equally_wide_whatever_is_said_beside_them() {
    let mut app = sandbox();
    app.keys("n tab");
    app.pastes("sk_test_51Hh2x9Jd8s7f6g5h4j3k2l1");
    app.keys("tab tab tab tab tab tab tab 'abc' tab tab tab");
    let screen = app.screen();
    let ends: Vec<(usize, &str)> = screen
        .lines()
        .filter(|line| line.chars().nth(17) == Some('['))
        .filter(|line| !line.contains("State") && !line.contains("Review"))
        .map(|line| (line.chars().position(|c| c == ']').unwrap(), line))
        .collect();
    assert!(ends.len() > 9, "{screen}");
    assert!(ends.iter().all(|(end, _)| *end == ends[0].0), "{screen}");
    app.sees("looks like an API key");
}

#[test]
fn of_a_title_that_is_too_long_the_name_is_cut() {
    let mut app = open(Mode::Test, (80, 24));
    let mut json = serde_json::json!({"token": super::ADA, "email": "ada@harbour.example"});
    json["first_name"] = "A".repeat(200).into();
    app.keys("R");
    app.list_one(super::customer(json));
    app.keys("e");
    assert!(app.line("Edit AAAA").contains("A… — TEST · 0 changes"));
    app.keys("esc a");
    assert!(
        app.line("Add a card for AAAA")
            .contains("A… — TEST · nothing is charged")
    );
}

#[test]
fn what_will_be_sent_is_said_in_words_and_f2_shows_the_request() {
    let mut app = open(Mode::Sandbox, (120, 36));
    app.keys("n");
    app.sees("What will be sent · F2 shows the request");
    app.sees("Nothing yet: 7 fields to fill in or fix first.");
    app.fill_new_customer();
    app.sees(
        "Create the customer ada@example.com with the card ending 0000 (05/28), in the sandbox.",
    );
    app.sees_not("expiry_month");
    app.keys("f2");
    app.sees("\"expiry_month\": \"05\"");
    app.sees("The request, secrets masked · F2 hides it");
    app.keys("f2 ctrl-s");
    app.sees("Expiry MM/YY  05/28");
    app.sees("Country       AU (Australia)");
    app.sees_not("expiry_month");
    // Where there is no room for it, the key says so.
    let mut app = sandbox();
    app.keys("n f2");
    app.sees("No room for the request here; the review shows it");
}

#[test]
fn a_request_leaves_out_what_cannot_be_read_yet_and_masks_the_card() {
    let mut app = open(Mode::Sandbox, (120, 36));
    app.keys("n f2");
    app.sees("POST http://127.0.0.1:41873/1/customers");
    app.sees("\"card\": {");
    app.sees("\"address_country\": \"AU\"");
    for unread in ["email\"", "\"number", "expiry_", "cvc\"", "address_line2"] {
        app.sees_not(unread);
    }
    app.fill_new_customer();
    app.sees("\"email\": \"ada@example.com\"");
    app.sees("\"number\": \"XXXX-XXXX-XXXX-0000\"");
    app.sees("\"cvc\": \"•••\"");
    app.sees("\"expiry_year\": \"2028\"");
}

#[test]
fn a_long_review_says_once_how_much_is_left_to_read() {
    let mut app = new_customer();
    app.keys("shift-tab");
    for _ in 0..12 {
        app.keys("shift-tab");
    }
    app.sees("[ Review ]");
    for _ in 0..4 {
        app.pastes(&"notes that go on ".repeat(8));
        app.keys("tab");
    }
    app.keys("ctrl-s");
    app.advance(HEARS);
    let screen = app.screen();
    let line = app.line("more line");
    assert_eq!(screen.matches("more line").count(), 1, "{screen}");
    let count: String = line.chars().filter(char::is_ascii_digit).collect();
    app.sees_not("y yes");
    app.sees_not("(y)");
    app.keys("y");
    app.sees(&format!(
        "Read to the end first: Down shows {count} more lines"
    ));
    app.keys("end");
    app.sees("[ Send (y) ]");
    app.sees("y yes, then Enter");
    app.sees_not("more line");
}
