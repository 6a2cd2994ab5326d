//! What a question says and when its yes is not heard.
use crate::driver::{Driver, Harness, Start};
use pintui::config::Mode;
use pintui::model::effect::{Effect, Leave, TerminalCommand};
use pintui::model::event::Event;
use pintui::text::Safe;
use std::time::Duration;

fn live() -> Harness {
    let mut app = Harness::start(Start {
        mode: Mode::Live,
        ..Start::default()
    });
    app.keys("W").types("harbour").keys("enter");
    app.sees("LIVE · WRITE");
    app
}

/// Chooses the customer that a text finds.
fn find(app: &mut Harness, text: &str) {
    app.keys("/").types(text).keys("enter");
}

#[test]
fn a_live_delete_is_typed_not_pasted() {
    let mut app = live();
    app.keys("d").pastes("zoe.featherstone@gmail.example");
    app.sees("a paste could be an accident").keys("enter");
    assert_eq!(app.writes.len(), 0);
    // What was pasted is not half of what is typed.
    app.keys("d").types("zoe.featherstone@gmail.example");
    app.keys("enter").sees("Customer deleted");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn live_wants_the_end_of_the_token_where_there_is_no_email() {
    let mut app = live();
    app.keys("3 j d").sees("Type this to confirm");
    let screen = app.screen();
    let (_, wanted) = screen.split_once("Type this to confirm:").unwrap();
    let wanted = wanted.split_whitespace().next().unwrap().to_owned();
    app.types("wrong").keys("enter");
    assert_eq!(app.writes.len(), 0);
    app.keys("esc d").types(&wanted).keys("enter");
    app.sees("Card deleted");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn no_yes_is_heard_while_what_goes_with_it_is_read() {
    let mut app = Harness::new();
    let cards = "GET /customers/cus__X71m4oz4a0-7A5EmjcoFQ/cards?page=1";
    app.holds(cards, "d");
    app.advance(Duration::from_secs(1));
    app.press("y").sees("Reading it again first");
    app.press("shift-tab")
        .press("enter")
        .sees("Reading it again first");
    assert_eq!(app.writes.len(), 0);
    app.release().answers().advance(Duration::from_millis(400));
    app.yes().answers().sees("Customer deleted");
}

#[test]
fn no_yes_is_heard_when_what_goes_with_it_could_not_be_read() {
    for call in [
        "list_cards",
        "list_subscriptions",
        "list_charges",
        "get_customer",
    ] {
        let mut app = Harness::new();
        app.faults.arm(format!("next:{call}:422").parse().unwrap());
        app.keys("d").sees("Couldn't read it again");
        app.keys("y shift-tab enter").sees("Couldn't read it again");
        assert_eq!(app.writes.len(), 0, "{call}");
        app.keys("esc esc")
            .keys("R esc d y enter")
            .sees("Customer deleted");
    }
}

#[test]
fn deleting_a_card_names_the_subscriptions_that_use_it() {
    let mut app = Harness::new();
    app.keys("3 j d")
        .sees("No active subscription uses this card");
    app.keys("esc 1");
    find(&mut app, "giulia.dangelo");
    app.keys("3 j d")
        .sees("XXXX-XXXX-XXXX-6402")
        .sees("This card pays:")
        .sees("  active subscription: ")
        .sees_not("No active subscription uses this card")
        .sees("doesn't say which card");
}

#[test]
fn making_a_card_primary_says_who_will_be_billed_by_it() {
    let mut app = Harness::new();
    app.keys("3 j m")
        .sees("From now on it will pay:")
        .sees("  trial subscription: Studio Pass, A$89.00 / month");
}

#[test]
fn cancelling_says_until_when_it_stays_paid() {
    let mut app = Harness::new();
    app.keys("j 4 d")
        .sees("Cancel subscription — SANDBOX")
        .sees("Paid until")
        .sees_not("The trial runs")
        .sees("Nothing is refunded");
    app.keys("y enter")
        .sees("Subscription cancelled")
        .sees("cancelling");
    app.keys("d");
    assert_eq!(
        app.writes.len(),
        1,
        "what is cancelled already is not cancelled again"
    );
}

#[test]
fn cards_are_read_again_after_another_one_became_primary() {
    let mut app = Harness::new();
    app.keys("3 j m");
    let before = app.sent.len();
    app.keys("y enter").sees("● Mastercard");
    let cards = app.sent[before..]
        .iter()
        .filter(|sent| sent.ends_with("/cards?page=1"));
    assert_eq!(cards.count(), 1, "{:?}", &app.sent[before..]);
}

#[test]
fn a_404_below_a_customer_asks_whether_the_customer_is_gone() {
    let mut app = Harness::new();
    app.faults.arm("next:list_cards:404".parse().unwrap());
    let before = app.sent.len();
    app.keys("3 r");
    let customer = "GET /customers/cus__X71m4oz4a0-7A5EmjcoFQ".to_owned();
    assert!(
        app.sent[before..].contains(&customer),
        "{:?}",
        &app.sent[before..]
    );
    app.sees_not("No longer in Pin Payments");
}

#[test]
fn quitting_lists_what_is_under_way() {
    let mut app = Harness::new();
    app.faults
        .arm("next:delete_card:slow=600000".parse().unwrap());
    app.keys("3 j d").yes().press("q");
    app.sees("Quit pintui?")
        .sees("in progress: delete the card (DELETE");
    assert!(app.effects.is_empty());
    app.advance(Duration::from_millis(400))
        .press("n")
        .sees_not("Quit pintui?");
    app.press("q").advance(Duration::from_millis(400)).yes();
    assert_eq!(app.effects, [Effect::Leave(Leave::Quit)]);
}

#[test]
fn quitting_with_nothing_unfinished_asks_nothing() {
    let mut app = Harness::new();
    app.keys("q");
    assert_eq!(app.effects, [Effect::Leave(Leave::Quit)]);
}

#[test]
fn leaving_a_profile_asks_while_a_change_is_unfinished() {
    let mut app = Harness::new();
    app.keys("p enter");
    let open = Effect::Leave(Leave::Open(Safe::clean("harbour")));
    assert_eq!(
        app.effects.pop(),
        Some(open.clone()),
        "nothing is unfinished"
    );
    app.faults
        .arm("next:delete_card:slow=600000".parse().unwrap());
    app.keys("3 j d").yes().press("p").press("enter");
    app.sees("Leave this profile")
        .sees("in progress: delete the card");
    assert!(app.effects.is_empty());
    app.advance(Duration::from_millis(400)).yes();
    assert_eq!(app.effects, [open]);
}

#[test]
fn what_a_card_offers_to_copy() {
    let mut app = Harness::new();
    app.keys("3 j y").sees("Copy").sees("card_").keys("enter");
    let [Effect::Terminal(TerminalCommand::Copy(copied))] = &app.effects[..] else {
        panic!("{:?}", app.effects);
    };
    assert!(copied.starts_with("card_"), "{copied}");
    // Of a card, never of the customer that it belongs to.
    app.keys("y")
        .sees("0064")
        .sees_not("zoe.featherstone@gmail.example  ┃");
}

#[test]
fn a_window_that_was_resized_asks_nothing_twice() {
    let mut app = Harness::new();
    app.keys("d");
    let before = app.sent.len();
    app.tell(Event::Resize(120, 36));
    app.settle();
    assert_eq!(app.sent.len(), before);
}
