//! A new customer, by the card's number and by a token.
use super::{ADA, Desk, PAN, customer, profile};
use pintui::api::call::Call;
use pintui::api::cards::{CardSource, Expiry};
use pintui::api::customers::CustomerField;
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

#[test]
fn a_customer_is_created_with_a_card_by_number() {
    let mut desk = Desk::new_customer();
    desk.send();
    let writes = desk.writes();
    let [Call::Write(Write::CreateCustomer(new))] = writes[..] else {
        panic!("{writes:?}");
    };
    assert_eq!(
        new.fields.0,
        [
            (CustomerField::Email, "ada@example.com".to_owned()),
            (CustomerField::FirstName, "Ada".to_owned()),
            (CustomerField::LastName, "Lovelace".to_owned()),
            (CustomerField::PhoneNumber, "02 5550 0199".to_owned()),
        ]
    );
    let CardSource::Number(card) = &new.card else {
        panic!("{:?}", new.card);
    };
    assert_eq!(card.number.expose(), PAN);
    assert_eq!(card.cvc.expose(), "123");
    let expiry = Expiry {
        year: 2028,
        month: 5,
    };
    assert_eq!(card.expiry, expiry);
    assert_eq!(card.name, "Ada Lovelace");
    assert_eq!(card.address_line1, "1 Example Street");
    assert_eq!(card.address_line2, "");
    assert_eq!(card.address_city, "Perth");
    assert_eq!(card.address_state, "WA");
    assert_eq!(card.address_postcode, "6000");
    assert_eq!(card.address_country, "AU");
}

#[test]
fn a_success_closes_the_form_and_leaves_no_draft() {
    let mut desk = Desk::new_customer();
    desk.send();
    desk.shows("Sending…");
    let new = customer(serde_json::json!({"token": "cus_CCCCCCCCCCCCCCCCCCCCCC",
        "email": "ada@example.com", "card": null}));
    desk.answer_write(Ok(Reply::Created(new)));
    desk.hides("New customer");
    desk.shows("Customer created: ada@example.com");
    desk.press("n");
    desk.shows("New customer");
    desk.hides("Draft restored");
    desk.hides("[ada@example.com");
}

#[test]
fn a_customer_is_created_with_a_card_token() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.write("ada@example.com");
    desk.tabs(6);
    desk.press("space tab");
    desk.paste("card_0123456789abcdefghij_-\n");
    desk.press("enter");
    desk.shows("  Card token    card_0123456789");
    desk.wait(301);
    desk.yes();
    let writes = desk.writes();
    let [Call::Write(Write::CreateCustomer(new))] = writes[..] else {
        panic!("{writes:?}");
    };
    assert_eq!(new.fields.0.len(), 1);
    let CardSource::Token(token) = &new.card else {
        panic!("{:?}", new.card);
    };
    assert_eq!(token.as_str(), "card_0123456789abcdefghij_-");
}

#[test]
fn the_review_names_everything_with_the_secrets_masked() {
    let mut desk = Desk::open(Mode::Test, (80, 30));
    desk.press("n");
    desk.fill_new_customer();
    desk.press("ctrl-s");
    desk.shows("Create the customer ada@example.com with the card ending 0000 (05/28)");
    desk.hides("POST http");
    desk.size = (80, 40);
    desk.event(pintui::model::event::Event::Resize(80, 40));
    desk.press("f2");
    desk.shows("  Expiry MM/YY  05/28");
    desk.press("end");
    for text in [
        "POST http://127.0.0.1:41873/1/customers",
        "\"cvc\": \"•••\"",
        "[ Back to form ]",
    ] {
        desk.shows(text);
    }
    desk.press("f2 home");
    for text in [
        "  Number        XXXX-XXXX-XXXX-0000",
        "  Expiry MM/YY  05/28",
        "  CVC           •••",
        "  Country       AU (Australia)",
        "[ Back to form ]",
    ] {
        desk.shows(text);
    }
    desk.hides("5520");
    desk.hides("123 ");
}

#[test]
fn live_takes_a_token_unless_the_profile_allows_numbers() {
    let mut desk = Desk::open(Mode::Live, (80, 24));
    desk.unlock();
    desk.press("n");
    desk.shows("● card token");
    desk.shows("a number needs allow_pan_entry");
    desk.tabs(6);
    desk.shows("LIVE takes card numbers only with allow_pan_entry = true in the profile");
    desk.press("space");
    desk.shows("● card token");
    desk.hides("CVC");
    desk.press("ctrl-t");
    desk.shows("Test cards are for the sandbox and TEST");

    let mut desk = Desk::with(profile(Mode::Live, true), (80, 24));
    desk.unlock();
    desk.press("n");
    desk.shows("● card token");
    desk.tabs(6);
    desk.press("space");
    desk.shows("● number");
    desk.shows("CVC");
}

#[test]
fn a_locked_live_profile_takes_the_form_and_sends_nothing() {
    let mut desk = Desk::open(Mode::Live, (80, 24));
    // The pane itself may refuse to open the form while writes are locked.
    desk.unlock();
    desk.press("n");
    desk.write("ada@example.com");
    desk.tabs(7);
    desk.write("card_0123456789abcdefghij_-");
    desk.event(pintui::model::event::Event::Worker(
        pintui::model::event::Note::Locked,
    ));
    desk.send();
    assert!(desk.writes().is_empty());
    desk.shows("W unlocks writes");
}

#[test]
fn a_card_is_added_by_number_with_the_customers_name() {
    let mut desk = Desk::sandbox();
    desk.press("a");
    desk.shows("Add a card for Ada Nguyen");
    desk.fill_card();
    desk.send();
    let writes = desk.writes();
    let [Call::Write(Write::AddCard(id, CardSource::Number(card)))] = writes[..] else {
        panic!("{writes:?}");
    };
    assert_eq!(id.as_str(), ADA);
    assert_eq!(card.name, "Ada Nguyen");
    assert_eq!(card.number.expose(), PAN);
}

#[test]
fn the_name_on_the_card_follows_until_it_is_typed() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.write("Ada");
    desk.press("tab");
    desk.write("Lovelace");
    assert!(desk.line("Name on card").contains("[Ada Lovelace "));
    desk.tabs(8);
    desk.write(" King");
    for _ in 0..8 {
        desk.press("shift-tab");
    }
    desk.write("!");
    assert!(desk.line("Name on card").contains("[Ada Lovelace King "));
}

#[test]
fn what_is_shown_is_what_is_sent() {
    let mut desk = Desk::open(Mode::Sandbox, (200, 50));
    desk.press("n f2");
    desk.fill_new_customer();
    let screen = desk.screen();
    desk.send();
    let writes = desk.writes();
    let body = crate::puppet::sent(writes[0]).unwrap();
    let body: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let card = body["card"].as_object().unwrap();
    for (name, value) in body.as_object().unwrap().iter().chain(card) {
        if let (Some(value), false) = (value.as_str(), name == "number" || name == "cvc") {
            let text = format!("\"{name}\": \"{value}\"");
            assert!(screen.contains(&text), "no {text} on\n{screen}");
        }
    }
    assert_eq!(screen.matches("\": ").count(), 5 + card.len());
}

#[test]
fn the_name_on_the_card_follows_in_a_draft_too() {
    let mut desk = Desk::sandbox();
    desk.press("n tab");
    desk.write("Zed");
    desk.press("esc n tab");
    assert!(desk.line("Name on card").contains("[Zed "));
    desk.press("ctrl-u");
    desk.write("Anna");
    desk.press("tab");
    desk.write("Bell");
    assert!(desk.line("Name on card").contains("[Anna Bell "));
    desk.tabs(8);
    desk.write(" King");
    desk.press("esc n tab");
    desk.write("!");
    assert!(desk.line("Name on card").contains("[Anna Bell King "));
}
