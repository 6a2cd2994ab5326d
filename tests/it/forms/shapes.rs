//! The forms at the sizes of the screen.
use super::Desk;
use pintui::config::Mode;

#[test]
fn every_field_fits_on_a_small_screen() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.fill_new_customer();
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
        let shown = desk.screen().contains("What will be sent");
        assert_eq!(shown, pretty.is_some(), "{size:?}");
        if let Some(beside) = pretty {
            desk.shows("POST http://127.0.0.1:41873/1/customers");
            desk.shows("\"number\": \"XXXX-XXXX-XXXX-0000\"");
            desk.shows("\"address_country\": \"AU\"");
            let line = desk.line("What will be sent");
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
