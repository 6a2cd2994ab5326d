//! Refusals of a form with hostile texts: beside their fields, neutral, with everything as it was typed.
use super::{SIZE, assert_borders, file, rows, settle};
use crate::driver::{Driver, Harness};
use crate::pty::judge::assert_own_sequences;
use pintui::api::call::Call;
use pintui::api::write::Write;
use pintui::config::Mode;
use serde_json::{Value, json};
use std::time::Duration;

/// Sends the form of a new customer, by a card token, and leaves the answer open.
pub fn sent(size: (u16, u16)) -> Harness {
    let mut app = Harness::scripted(Mode::Sandbox, size);
    app.serve(|_| b"{\"response\":[],\"count\":0}".to_vec());
    app.keys("n");
    paste(&mut app, "nora@example.com");
    app.keys("tab");
    paste(&mut app, "Nora");
    app.keys("tab tab tab tab tab right tab");
    paste(&mut app, "card_nytGw7koRg23EEp9NTmz9w");
    app.keys("ctrl-s");
    app.advance(Duration::from_millis(400));
    app.yes();
    assert!(
        matches!(app.writes[..], [Call::Write(Write::CreateCustomer(_))]),
        "{}",
        app.screen()
    );
    app
}

fn paste(app: &mut Harness, text: &str) {
    app.pastes(text);
}

/// Answers the one write that waits.
fn refuse(app: &mut Harness, status: u16, body: &[u8]) {
    let at = app
        .waiting
        .iter()
        .position(|(_, call)| call.is_write())
        .unwrap();
    settle(app, at, status, body);
}

fn assert_mendable(app: &Harness, about: &str) {
    let bytes = app.bytes();
    assert_own_sequences(&bytes);
    assert_borders(&bytes, about);
    let screen = app.screen();
    for kept in [
        "New customer",
        "[nora@example.com ",
        "[Nora ",
        "[card_nytGw7koRg23EEp9NTmz9w",
    ] {
        assert!(screen.contains(kept), "{about}: no {kept:?} in\n{screen}");
    }
    assert_eq!(app.writes.len(), 1, "{about}");
}

#[test]
fn seventy_hostile_messages_at_once_leave_a_form_that_can_be_mended() {
    let mut app = sent(SIZE);
    refuse(&mut app, 422, &file("errors422.json"));
    assert_mendable(&app, "errors422.json");
    let screen = app.screen();
    assert!(
        screen.contains("more messages: Esc keeps a draft, then @ Enter shows all"),
        "{screen}"
    );
    // The request stays to be seen below, so the messages may take a few lines only.
    assert!(screen.contains("What will be sent"), "{screen}");
    let own = [
        "sgr",
        "osc0-title",
        "dcs-tmux-pass",
        "rlo",
        "len-10k-wide",
        "turkish-search",
        "toml",
    ];
    let lines = screen
        .lines()
        .filter(|line| own.iter().any(|name| line.contains(&format!("{name}: "))))
        .count();
    assert!(lines <= 8, "{lines} lines of messages:\n{screen}");
}

#[test]
fn each_hostile_message_stands_beside_its_field() {
    for row in rows() {
        let text = &row["notes"];
        let body = json!({"error": text, "error_description": text,
            "messages": [{"param": "email", "code": text, "message": text}, {"param": text, "message": text}]});
        let mut app = sent(SIZE);
        refuse(&mut app, 422, &serde_json::to_vec(&body).unwrap());
        assert_mendable(&app, &text.to_string());
    }
}

#[test]
fn the_documented_and_the_odd_shapes_name_their_fields() {
    for (name, texts) in [
        ("shape/err-422-array.json", &["✗"][..]),
        ("shape/err-422-nocode.json", &["plan_token"][..]),
        ("shape/err-422-unknown-param.json", &["422"][..]),
        ("shape/err-500-200.json", &[][..]),
    ] {
        let body = file(name);
        let mut app = sent(SIZE);
        refuse(&mut app, 422, &body);
        assert_mendable(&app, name);
        let screen = app.screen();
        for text in texts {
            assert!(screen.contains(text), "{name}: no {text:?} in\n{screen}");
        }
        let sent: Value = serde_json::from_slice(&body).unwrap();
        for message in sent["messages"].as_array().into_iter().flatten() {
            let text = message["message"].as_str().unwrap();
            assert!(screen.contains(text), "{name}: no {text:?} in\n{screen}");
        }
    }
}
