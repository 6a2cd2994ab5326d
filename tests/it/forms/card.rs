//! The card's fields: pastes, lists, test cards, tokens.
use super::{HEARS, new_customer, open, sandbox};
use crate::driver::Driver;
use pintui::api::call::Call;
use pintui::api::cards::{Card, CardSource};
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

#[test]
fn a_pasted_number_keeps_its_digits() {
    let mut app = sandbox();
    app.keys("a");
    app.pastes("  5520 0000-0000 0000\r\n");
    app.sees("[5520 0000 0000 0000 ");
    app.sees("✓ Mastercard, number ok");
    // Pasted again it takes the place of the first.
    app.pastes("372000000000000");
    app.sees("[3720 000000 00000 ");
    assert!(app.writes.is_empty());
}

#[test]
fn digits_of_other_scripts_are_refused_with_a_message() {
    let mut app = sandbox();
    app.keys("a '٤٢'");
    app.sees("digits 0 to 9 only");
    app.pastes("٤٢٤٢٤٢٤٢٤٢٤٢");
    app.sees("digits 0 to 9 only");
    app.types("4");
    app.sees("[4 ");
    app.sees_not("only the digits");
}

#[test]
fn a_huge_paste_is_cut_and_said() {
    let mut app = sandbox();
    app.keys("n tab");
    app.pastes(&"Ada ".repeat(250_000));
    app.sees("cut at 1,000 characters");
    app.types("x");
    app.sees("full: 1,000 characters");
}

#[test]
fn a_paste_never_runs_keys() {
    let mut app = new_customer();
    app.keys("ctrl-s");
    app.advance(HEARS);
    app.pastes("y\ry\ry");
    assert!(app.writes.is_empty());
}

#[test]
fn countries_are_picked_from_a_list_that_typing_narrows() {
    let mut app = sandbox();
    app.keys("a");
    app.tabs(9);
    app.keys("space");
    app.sees("Australia");
    app.keys("'zeal' enter");
    app.sees("[New Zealand (NZ)");
    app.pastes("germany");
    app.sees("Germany (DE)");
    app.pastes("Atlantis");
    app.sees("no such country");
}

#[test]
fn states_are_picked_in_australia_and_typed_elsewhere() {
    let mut app = sandbox();
    app.keys("a");
    app.tabs(7);
    app.keys("enter 'victoria' enter");
    assert!(app.line("State").contains("[VIC"));
    app.keys("backspace");
    assert!(!app.line("State").contains("VIC"));
    app.pastes("Queensland");
    assert!(app.line("State").contains("[QLD"));
    app.keys("tab tab");
    app.pastes("NZ");
    app.keys("shift-tab shift-tab ctrl-u 'Otago'");
    assert!(app.line("State").contains("[Otago"));
}

#[test]
fn a_test_card_fills_in_what_is_empty() {
    let mut app = sandbox();
    app.keys("a ctrl-t");
    app.sees("Test cards");
    app.keys("'amex insufficient fill' enter");
    app.sees("[3700 000000 00002 ");
    app.sees("[11/28 ");
    app.sees("●●●●");
    assert!(app.line("Name on card").contains("[Ada Nguyen "));
    assert!(app.line("City").contains("[Sydney "));
    app.send();
    let writes = &app.writes[..];
    let [Call::Write(Write::AddCard(_, CardSource::Number(card)))] = writes else {
        panic!("{writes:?}");
    };
    assert_eq!(card.number.expose(), "370000000000002");
    assert_eq!(card.cvc.expose(), "1234");
}

#[test]
fn a_test_card_can_be_made_into_a_token() {
    let mut app = open(Mode::Test, (80, 24));
    app.keys("n 'ada@example.com' ctrl-t 'token visa declined' enter");
    let writes = &app.writes[..];
    let [Call::Write(Write::CreateCard(card))] = writes else {
        panic!("{writes:?}");
    };
    assert_eq!(card.number.expose(), "4100000000000001");
    app.sees("Creating a card token");
    app.keys("ctrl-s");
    app.sees_not("Review: ");
    app.keys("ctrl-t");
    assert_eq!(app.writes.len(), 1);
    let made: Card = serde_json::from_str(r#"{"token":"card_0123456789abcdefghij_-"}"#).unwrap();
    app.answer_write(Ok(Reply::CardCreated(made)));
    app.sees("● card token");
    app.sees("[card_0123456789abcdefghij_-");
    app.send();
    assert!(matches!(
        &app.writes[1],
        Call::Write(Write::CreateCustomer(new)) if matches!(new.card, CardSource::Token(_))
    ));
}

#[test]
fn a_token_that_could_not_be_made_is_said_and_can_be_tried_again() {
    let mut app = sandbox();
    app.keys("a ctrl-t 'token visa success' enter");
    app.answer_write(Err(pintui::api::error::Error {
        kind: pintui::api::error::ErrorKind::Throttled {
            status: 429,
            retry_after: None,
        },
        fate: Some(pintui::api::error::Fate::Rejected),
    }));
    app.sees("No card token: ");
    app.keys("ctrl-t 'token visa success' enter");
    assert_eq!(app.writes.len(), 2);
}

#[test]
fn what_is_no_token_is_refused() {
    let mut app = sandbox();
    app.keys("a up space tab 'card 123'");
    assert!(app.line("Card token").contains("✗ not a token"));
    app.keys("ctrl-u");
    app.pastes("0123456789abcdefGHIJ_-");
    app.keys("ctrl-s");
    assert!(app.line("Card token").contains("looks like an API key"));
    app.sees_not("Review: ");
}

#[test]
fn switching_to_a_token_wipes_the_number() {
    let mut app = sandbox();
    app.keys("a '552000' up space");
    app.sees("number and CVC wiped");
    app.keys("space");
    assert!(app.line("Number").contains("[     "));
}

#[test]
fn a_key_of_another_kind_is_warned_about_and_never_kept() {
    let mut app = sandbox();
    app.keys("n tab");
    app.pastes("sk_live_abcdefghijklmnopqrstuv");
    app.sees("looks like an API key");
    app.keys("esc");
    assert!(!format!("{:?}", app.app).contains("sk_live"));
}

#[test]
fn impossible_expiries_send_nothing() {
    for text in ["13/99", "00/0000", "2/2", "99/99"] {
        let mut app = sandbox();
        app.keys("a ctrl-t enter tab ctrl-u");
        app.types(text);
        app.send();
        assert!(app.writes.is_empty(), "{text}");
        app.sees("✗");
    }
}
