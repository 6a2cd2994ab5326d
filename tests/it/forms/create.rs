//! A new customer, by the card's number and by a token.
use super::{ADA, HEARS, PAN, customer, new_customer, open, open_profile, profile, sandbox};
use crate::driver::Driver;
use pintui::api::call::Call;
use pintui::api::cards::{CardSource, Expiry};
use pintui::api::customers::CustomerField;
use pintui::api::reply::Reply;
use pintui::api::write::Write;
use pintui::config::Mode;

#[test]
fn a_customer_is_created_with_a_card_by_number() {
    let mut app = new_customer();
    app.send();
    let writes = &app.writes[..];
    let [Call::Write(Write::CreateCustomer(new))] = writes else {
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
    let mut app = new_customer();
    app.send();
    app.sees("Sending…");
    let new = customer(serde_json::json!({"token": "cus_CCCCCCCCCCCCCCCCCCCCCC",
        "email": "ada@example.com", "card": null}));
    app.answer_write(Ok(Reply::Created(new)));
    app.sees_not("New customer");
    app.sees("Customer created: ada@example.com");
    app.keys("n");
    app.sees("New customer");
    app.sees_not("Draft restored");
    app.sees_not("[ada@example.com");
}

#[test]
fn a_customer_is_created_with_a_card_token() {
    let mut app = sandbox();
    app.keys("n 'ada@example.com'");
    app.tabs(6);
    app.keys("space tab");
    app.pastes("card_0123456789abcdefghij_-\n");
    app.keys("enter");
    app.sees("  Card token    card_0123456789");
    app.advance(HEARS);
    app.keys("end").yes();
    let writes = &app.writes[..];
    let [Call::Write(Write::CreateCustomer(new))] = writes else {
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
    let mut app = open(Mode::Test, (80, 30));
    app.keys("n");
    app.fill_new_customer();
    app.keys("ctrl-s");
    app.sees("Create the customer ada@example.com with the card ending 0000 (05/28)");
    app.sees_not("POST http");
    app.resize(80, 40);
    app.keys("f2");
    app.sees("  Expiry MM/YY  05/28");
    app.keys("end");
    for text in [
        "POST http://127.0.0.1:41873/1/customers",
        "\"cvc\": \"•••\"",
        "[ Back to form ]",
    ] {
        app.sees(text);
    }
    app.keys("f2 home");
    for text in [
        "  Number        XXXX-XXXX-XXXX-0000",
        "  Expiry MM/YY  05/28",
        "  CVC           •••",
        "  Country       AU (Australia)",
        "[ Back to form ]",
    ] {
        app.sees(text);
    }
    app.sees_not("5520");
    app.sees_not("123 ");
}

#[test]
fn live_takes_a_token_unless_the_profile_allows_numbers() {
    let mut app = open(Mode::Live, (80, 24));
    app.unlock();
    app.keys("n");
    app.sees("● card token");
    app.sees("a number needs allow_pan_entry");
    app.tabs(6);
    app.sees("LIVE takes card numbers only with allow_pan_entry = true in the profile");
    app.keys("space");
    app.sees("● card token");
    app.sees_not("CVC");
    app.keys("ctrl-t");
    app.sees("Test cards are for the sandbox and TEST");

    let mut app = open_profile(profile(Mode::Live, true), (80, 24));
    app.unlock();
    app.keys("n");
    app.sees("● card token");
    app.tabs(6);
    app.keys("space");
    app.sees("● number");
    app.sees("CVC");
}

#[test]
fn a_locked_live_profile_takes_the_form_and_sends_nothing() {
    let mut app = open(Mode::Live, (80, 24));
    // The pane itself may refuse to open the form while writes are locked.
    app.unlock();
    app.keys("n 'ada@example.com'");
    app.tabs(7);
    app.types("card_0123456789abcdefghij_-");
    app.tell(pintui::model::event::Event::Worker(
        pintui::model::event::Note::Locked,
    ));
    app.send();
    assert!(app.writes.is_empty());
    app.sees("W unlocks writes");
}

#[test]
fn a_card_is_added_by_number_with_the_customers_name() {
    let mut app = sandbox();
    app.keys("a");
    app.sees("Add a card for Ada Nguyen");
    app.fill_card();
    app.send();
    let writes = &app.writes[..];
    let [Call::Write(Write::AddCard(id, CardSource::Number(card)))] = writes else {
        panic!("{writes:?}");
    };
    assert_eq!(id.as_str(), ADA);
    assert_eq!(card.name, "Ada Nguyen");
    assert_eq!(card.number.expose(), PAN);
}

#[test]
fn the_name_on_the_card_follows_until_it_is_typed() {
    let mut app = sandbox();
    app.keys("n tab 'Ada' tab 'Lovelace'");
    assert!(app.line("Name on card").contains("[Ada Lovelace "));
    app.tabs(8);
    app.types(" King");
    for _ in 0..8 {
        app.keys("shift-tab");
    }
    app.types("!");
    assert!(app.line("Name on card").contains("[Ada Lovelace King "));
}

#[test]
fn what_is_shown_is_what_is_sent() {
    let mut app = open(Mode::Sandbox, (200, 50));
    app.keys("n f2");
    app.fill_new_customer();
    let screen = app.screen();
    app.send();
    let writes = &app.writes[..];
    let body = crate::driver::sent(&writes[0]).unwrap();
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
    let mut app = sandbox();
    app.keys("n tab 'Zed' esc n tab");
    assert!(app.line("Name on card").contains("[Zed "));
    app.keys("ctrl-u 'Anna' tab 'Bell'");
    assert!(app.line("Name on card").contains("[Anna Bell "));
    app.tabs(8);
    app.keys("' King' esc n tab '!'");
    assert!(app.line("Name on card").contains("[Anna Bell King "));
}
