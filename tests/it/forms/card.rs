//! The card's fields: pastes, lists, test cards, tokens.
use super::Desk;
use pintui::api::call::Call;
use pintui::api::cards::{Card, CardSource};
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

#[test]
fn a_pasted_number_keeps_its_digits() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.paste("  5520 0000-0000 0000\r\n");
    desk.shows("[5520 0000 0000 0000 ");
    desk.shows("✓ Mastercard, number ok");
    // Pasted again it takes the place of the first.
    desk.paste("372000000000000");
    desk.shows("[3720 000000 00000 ");
    assert!(desk.writes().is_empty());
}

#[test]
fn digits_of_other_scripts_are_refused_with_a_message() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.write("٤٢");
    desk.shows("digits 0 to 9 only");
    desk.paste("٤٢٤٢٤٢٤٢٤٢٤٢");
    desk.shows("digits 0 to 9 only");
    desk.write("4");
    desk.shows("[4 ");
    desk.hides("only the digits");
}

#[test]
fn a_huge_paste_is_cut_and_said() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.paste(&"Ada ".repeat(250_000));
    desk.shows("cut at 1,000 characters");
    desk.write("x");
    desk.shows("full: 1,000 characters");
}

#[test]
fn a_paste_never_runs_keys() {
    let mut desk = Desk::new_customer();
    desk.press("ctrl-s");
    desk.wait(301);
    desk.paste("y\ry\ry");
    assert!(desk.writes().is_empty());
}

#[test]
fn countries_are_picked_from_a_list_that_typing_narrows() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.tabs(9);
    desk.press("space");
    desk.shows("Australia");
    desk.write("zeal");
    desk.press("enter");
    desk.shows("[New Zealand (NZ)");
    desk.paste("germany");
    desk.shows("Germany (DE)");
    desk.paste("Atlantis");
    desk.shows("no such country");
}

#[test]
fn states_are_picked_in_australia_and_typed_elsewhere() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.tabs(7);
    desk.press("enter");
    desk.write("victoria");
    desk.press("enter");
    assert!(desk.line("State").contains("[VIC"));
    desk.press("backspace");
    assert!(!desk.line("State").contains("VIC"));
    desk.paste("Queensland");
    assert!(desk.line("State").contains("[QLD"));
    desk.press("tab tab");
    desk.paste("NZ");
    desk.press("shift-tab shift-tab ctrl-u");
    desk.write("Otago");
    assert!(desk.line("State").contains("[Otago"));
}

#[test]
fn a_test_card_fills_in_what_is_empty() {
    let mut desk = Desk::sandbox();
    desk.press("a ctrl-t");
    desk.shows("Test cards");
    desk.write("amex insufficient fill");
    desk.press("enter");
    desk.shows("[3700 000000 00002 ");
    desk.shows("[11/28 ");
    desk.shows("●●●●");
    assert!(desk.line("Name on card").contains("[Ada Nguyen "));
    assert!(desk.line("City").contains("[Sydney "));
    desk.send();
    let writes = desk.writes();
    let [Call::Write(Write::AddCard(_, CardSource::Number(card)))] = writes[..] else {
        panic!("{writes:?}");
    };
    assert_eq!(card.number.expose(), "370000000000002");
    assert_eq!(card.cvc.expose(), "1234");
}

#[test]
fn a_test_card_can_be_made_into_a_token() {
    let mut desk = Desk::open(Mode::Test, (80, 24));
    desk.press("n");
    desk.write("ada@example.com");
    desk.press("ctrl-t");
    desk.write("token visa declined");
    desk.press("enter");
    let writes = desk.writes();
    let [Call::Write(Write::CreateCard(card))] = writes[..] else {
        panic!("{writes:?}");
    };
    assert_eq!(card.number.expose(), "4100000000000001");
    desk.shows("Creating a card token");
    desk.press("ctrl-s");
    desk.hides("Review: ");
    desk.press("ctrl-t");
    assert_eq!(desk.writes().len(), 1);
    let made: Card = serde_json::from_str(r#"{"token":"card_0123456789abcdefghij_-"}"#).unwrap();
    desk.answer_write(Ok(Reply::CardCreated(made)));
    desk.shows("● card token");
    desk.shows("[card_0123456789abcdefghij_-");
    desk.send();
    assert!(matches!(
        desk.writes()[1],
        Call::Write(Write::CreateCustomer(new)) if matches!(new.card, CardSource::Token(_))
    ));
}

#[test]
fn a_token_that_could_not_be_made_is_said_and_can_be_tried_again() {
    let mut desk = Desk::sandbox();
    desk.press("a ctrl-t");
    desk.write("token visa success");
    desk.press("enter");
    desk.answer_write(Err(pintui::api::error::Error {
        kind: pintui::api::error::ErrorKind::Throttled {
            status: 429,
            retry_after: None,
        },
        fate: Some(pintui::api::error::Fate::Rejected),
    }));
    desk.shows("No card token: ");
    desk.press("ctrl-t");
    desk.write("token visa success");
    desk.press("enter");
    assert_eq!(desk.writes().len(), 2);
}

#[test]
fn what_is_no_token_is_refused() {
    let mut desk = Desk::sandbox();
    desk.press("a up space tab");
    desk.write("card 123");
    assert!(desk.line("Card token").contains("✗ not a token"));
    desk.press("ctrl-u");
    desk.paste("0123456789abcdefGHIJ_-");
    desk.press("ctrl-s");
    assert!(desk.line("Card token").contains("looks like an API key"));
    desk.hides("Review: ");
}

#[test]
fn switching_to_a_token_wipes_the_number() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.write("552000");
    desk.press("up space");
    desk.shows("number and CVC wiped");
    desk.press("space");
    assert!(desk.line("Number").contains("[     "));
}

#[test]
fn a_key_of_another_kind_is_warned_about_and_never_kept() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.paste("sk_live_abcdefghijklmnopqrstuv");
    desk.shows("looks like an API key");
    desk.press("esc");
    assert!(!format!("{:?}", desk.app).contains("sk_live"));
}

#[test]
fn impossible_expiries_send_nothing() {
    for text in ["13/99", "00/0000", "2/2", "99/99"] {
        let mut desk = Desk::sandbox();
        desk.press("a ctrl-t enter tab ctrl-u");
        desk.write(text);
        desk.send();
        assert!(desk.writes().is_empty(), "{text}");
        desk.shows("✗");
    }
}
