//! Refusals: on the fields that they name, with everything as it was typed.
use super::{PAN, new_customer, open, sandbox};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::cards::CardSource;
use pintui::api::error::{Error, ErrorKind, Fate, Unreachable};
use pintui::api::received::Received;
use pintui::api::refusal;
use pintui::api::write::Write;
use pintui::config::Mode;

/// Gives the error that an answer of the API is.
fn refused(status: u16, body: &str) -> Error {
    let received = Received {
        status,
        web_page: false,
        elsewhere: false,
        retry_after: None,
        body: Ok(body.as_bytes().to_vec()),
    };
    Error {
        kind: ErrorKind::Refused(refusal::read(&received)),
        fate: Some(Fate::Rejected),
    }
}

fn sent() -> Harness {
    let mut app = new_customer();
    app.send();
    app
}

const LIST: &str = r#"{"error":"invalid_resource","error_description":"One or more parameters were missing or invalid",
    "messages":[
    {"param":"card.expiry_month","code":"card_expiry_month_invalid","message":"Card expiry month is expired"},
    {"param":"card.expiry_year","code":"card_expiry_year_invalid","message":"Card expiry year is expired"},
    {"param":"first_name","code":"x","message":"is odd"},
    {"param":"colour","code":"colour_invalid","message":"Colour is missing"}]}"#;
const OBJECT: &str = r#"{"error":"invalid_resource","error_description":"",
    "messages":{"first_name":["is odd"],"colour":["Colour is missing"],
    "card[expiry_month]":["Card expiry month is expired"],"expiry_year":"Card expiry year is expired"}}"#;
const NO_CODE: &str = r#"{"error":"invalid_resource","error_description":"",
    "messages":[{"param":"first_name","message":"is odd"},{"param":"colour","message":"Colour is missing"},
    {"param":"expiry_month","message":"Card expiry month is expired"},
    {"param":"card[expiry_year]","message":"Card expiry year is expired"}]}"#;

#[test]
fn messages_of_all_three_shapes_land_on_their_fields() {
    for body in [LIST, OBJECT, NO_CODE] {
        let mut app = sent();
        app.answer_write(Err(refused(422, body)));
        assert!(app.line("First name").contains("✗ is odd"), "{body}");
        // A sentence that does not fit beside its box stands whole below it.
        app.sees("✗ Card expiry month is expired; Card expiry year is expired");
        app.sees("colour: Colour is missing");
        app.sees("Refused, nothing was changed: 2 fields to fix (422 invalid_resource)");
        // The first bad field has the focus, and everything is as it was typed.
        app.types("!");
        assert!(app.line("First name").contains("[Ada! "));
        assert!(!app.line("First name").contains("is odd"));
    }
}

#[test]
fn number_and_code_are_kept_to_be_mended_and_sent_again() {
    let mut app = sent();
    app.answer_write(Err(refused(422, LIST)));
    app.sees("XXXX-XXXX-XXXX-0000");
    app.sees("●●●");
    app.send();
    let writes = &app.writes[..];
    let [_, Call::Write(Write::CreateCustomer(new))] = writes else {
        panic!("{writes:?}");
    };
    let CardSource::Number(card) = &new.card else {
        panic!();
    };
    assert_eq!((card.number.expose(), card.cvc.expose()), (PAN, "123"));
}

#[test]
fn a_write_that_was_not_sent_leaves_the_form_as_it_was() {
    let mut app = sent();
    app.answer_write(Err(Error {
        kind: ErrorKind::Unreachable(Unreachable::Refused),
        fate: Some(Fate::NotSent),
    }));
    app.sees("New customer");
    app.sees_not("Review: ");
    app.sees("the connection was refused");
    app.sees("Nothing was sent and ");
    app.sees("nothing was changed.");
    app.sees("XXXX-XXXX-XXXX-0000");
}

#[test]
fn an_unknown_outcome_wipes_the_card_and_keeps_the_rest_as_a_draft() {
    let mut app = sent();
    app.answer_write(Err(super::unknown()));
    app.sees("Outcome unknown");
    app.keys("esc");
    app.sees_not("New customer");
    app.keys("n");
    app.sees("Draft restored; card number and CVC are never kept");
    assert!(app.line("Email").contains("ada@example.com"));
    app.sees_not("0000 ");
    app.sees_not("●●●");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn a_used_token_is_said_to_work_once() {
    let mut app = sandbox();
    app.keys("a up space tab 'card_0123456789abcdefghij_-'");
    app.send();
    let body = r#"{"error":"token_already_used","error_description":"Token already used. Card tokens can only be used once, to create a charge or assign a card to a customer."}"#;
    app.answer_write(Err(refused(400, body)));
    assert!(app.line("Card token").contains("already used"));
    app.sees("A card token works once");
}

#[test]
fn other_refusals_are_said_at_the_bottom() {
    let mut app = sent();
    let body = r#"{"error":"strange","error_description":"The moon is full."}"#;
    app.answer_write(Err(refused(400, body)));
    let screen = app.screen();
    let form = screen
        .lines()
        .find(|line| line.contains("The moon is full"));
    assert!(form.unwrap().starts_with('┃'), "{screen}");
}

#[test]
fn a_flood_of_messages_is_cut_and_harmless() {
    let messages: Vec<_> = (0..40)
        .map(|n| serde_json::json!({"param": format!("p{n}"), "message": "\u{1b}[31mRED\u{1b}[0m"}))
        .collect();
    let body = serde_json::json!({"error": "invalid_resource", "messages": messages}).to_string();
    let mut app = open(pintui::config::Mode::Sandbox, (120, 40));
    app.keys("n");
    app.fill_new_customer();
    app.send();
    app.answer_write(Err(refused(422, &body)));
    app.sees("p0: ␛[31mRED");
    app.sees("35 more messages: Esc keeps a draft, then @ Enter shows all");
    app.sees_not("\u{1b}");
    assert_eq!(app.screen().matches("RED").count(), 5);
    // And so they do.
    app.keys("esc @ enter G");
    app.sees("p39: ␛[31mRED");
}

#[test]
fn a_message_for_a_field_that_is_not_shown_goes_to_the_bottom() {
    let mut app = sandbox();
    app.keys("a up space tab 'card_0123456789abcdefghij_-'");
    app.send();
    let body = r#"{"error":"invalid_resource","messages":[{"param":"number","message":"Number can't be blank"}]}"#;
    app.answer_write(Err(refused(422, body)));
    app.sees("number: Number can't be blank");
}

#[test]
fn hostile_messages_are_harmless_and_stay_within_their_lines() {
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/nasty/errors422.json"
    );
    let body = std::fs::read_to_string(path).unwrap();
    for size in [(80, 24), (120, 36), (60, 16)] {
        let mut app = open(pintui::config::Mode::Sandbox, size);
        app.keys("n");
        app.fill_new_customer();
        app.send();
        app.answer_write(Err(refused(422, &body)));
        app.sees("New customer");
        assert!(!app.screen().chars().any(|c| c.is_control() && c != '\n'));
        app.keys("esc n");
        app.sees("Draft restored");
    }
}

#[test]
fn a_long_message_is_not_cut() {
    let body = r#"{"error":"strange","error_description":"The moon is full and the tide is high, so that nothing can be stored until the morning comes."}"#;
    let mut app = sent();
    app.answer_write(Err(refused(400, body)));
    let words: String = app.screen().split(['┃', '\n', ' ']).collect();
    assert!(words.contains("untilthemorningcomes."), "{}", app.screen());
}

#[test]
fn as_many_messages_are_counted_as_are_not_listed() {
    let messages: Vec<String> = (0..30)
        .map(|n| format!(r#"{{"param":"colour_{n}","message":"is odd"}}"#))
        .collect();
    let body = format!(
        r#"{{"error":"invalid_resource","error_description":"","messages":[{{"param":"first_name","message":"is odd"}},{}]}}"#,
        messages.join(",")
    );
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = open(Mode::Sandbox, size);
        app.keys("n");
        app.fill_new_customer();
        app.send();
        app.answer_write(Err(refused(422, &body)));
        app.sees("Refused, nothing was changed: 1 field to fix (422 invalid_resource)");
        let screen = app.screen();
        let listed = screen.matches("colour_").count();
        assert!(listed > 0, "{screen}");
        app.sees(&format!(
            "{} more messages: Esc keeps a draft, then @ Enter shows all",
            30 - listed
        ));
    }
}
