//! A new customer, by the card's number and by a token.
use super::{Desk, PAN};
use pintui::api::call::Call;
use pintui::api::cards::CardSource;
use pintui::api::customers::CustomerField;

#[test]
fn every_field_fits_on_a_small_screen() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.fill_new_customer();
    println!("{}", desk.screen());
    for label in [
        "Email",
        "Notes",
        "Number",
        "CVC",
        "Address 2",
        "Postcode",
        "Country",
        "[ Review ]",
    ] {
        desk.shows(label);
    }
}

#[test]
fn a_customer_is_created_with_a_card_by_number() {
    let mut desk = Desk::sandbox();
    desk.press("n");
    desk.fill_new_customer();
    desk.press("ctrl-s");
    println!("{}", desk.screen());
    desk.wait(301);
    desk.press("y");
    let [Call::CreateCustomer(new)] = desk.writes()[..] else {
        panic!("{:?}", desk.writes());
    };
    assert_eq!(
        new.fields.0[0],
        (CustomerField::Email, "ada@example.com".to_owned())
    );
    let CardSource::Number(card) = &new.card else {
        panic!("no number");
    };
    assert_eq!(card.number.expose(), PAN);
    assert_eq!(card.name, "Ada Lovelace");
    assert_eq!(card.address_country, "AU");
    assert_eq!(card.address_state, "WA");
}

#[test]
fn large() {
    let mut desk = Desk::open(pintui::config::Mode::Sandbox, (120, 36));
    desk.press("n");
    desk.fill_new_customer();
    println!("{}", desk.screen());
    let mut desk = Desk::open(pintui::config::Mode::Sandbox, (200, 50));
    desk.press("n");
    desk.fill_new_customer();
    println!("{}", desk.screen());
    let mut desk = Desk::open(pintui::config::Mode::Sandbox, (60, 16));
    desk.press("n");
    desk.fill_new_customer();
    println!("{}", desk.screen());
}
