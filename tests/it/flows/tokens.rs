//! A whole token in the search box opens the record that it names.
use crate::driver::{Driver, Harness, Start};
use pintui::api::call::Call;
use pintui::api::error::{ErrorKind, Fate, NoAnswer, Refusal};
use pintui::api::read::Read;
use pintui::config::Mode;
use pintui::model::event::Event;
use pintui::secret::Pasted;
use serde_json::{Value, json};

/// Returns the first token of a kind on the screen.
fn token(app: &mut Harness, prefix: &str) -> String {
    let screen = app.screen();
    let is_token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    let mut words = screen.split(|c| !is_token(c));
    let found = words.find(|word| word.starts_with(prefix) && word.len() > 20);
    found.expect(&screen).to_owned()
}

/// Returns the first token of a kind that some keys show.
fn token_after(keys: &str, prefix: &str) -> String {
    let mut app = Harness::new();
    app.keys(keys);
    token(&mut app, prefix)
}

fn reads(app: &Harness, path: &str) -> usize {
    let is_it = |sent: &&String| sent.as_str() == format!("GET {path}");
    app.sent.iter().filter(is_it).count()
}

/// Opens the token of something from far away, where none of it was loaded.
fn open_afresh(token: &str) -> Harness {
    let mut app = Harness::new();
    app.keys("G /").pastes(token).keys("enter");
    app
}

/// Opens a charge that has refunds.
fn with_refund() -> Harness {
    let mut app = Harness::new();
    for _ in 0..60 {
        if app.screen().contains("refunded") {
            app.keys("5");
            for _ in 0..12 {
                app.keys("enter");
                if app.screen().contains("rf_") {
                    return app;
                }
                app.keys("esc j");
            }
        }
        app.keys("1 j");
    }
    panic!("no refund:\n{}", app.screen());
}

#[test]
fn the_box_says_what_enter_opens_and_takes_parts_as_a_search() {
    let mut app = Harness::new();
    app.keys("/").pastes("ch_0123456789abcdefghijkl");
    app.sees("Enter opens this charge").sees(" Enter open  Esc");
    app.keys("ctrl-u").types("rf_012345");
    app.sees_not("Enter opens")
        .sees(" Enter to the list  Esc")
        .keys("enter");
    app.sees_not("Open by token");
    assert_eq!(reads(&app, "/refunds/rf_012345"), 0);
}

#[test]
fn a_customer_is_selected_in_the_list() {
    let id = token_after("2", "cus_");
    let mut app = open_afresh(&format!("  {id}\n"));
    assert_eq!(app.chosen(), "Zoë Featherstone");
    app.sees_not("Open by token");
}

#[test]
fn a_customer_who_is_not_in_the_list_is_read() {
    let id = token_after("2", "cus_");
    let mut app = Harness::start(Start {
        customers: 1_284,
        hold: Some("GET /customers?page=1"),
        ..Start::default()
    });
    app.press("/");
    app.tell(Event::Paste(Pasted::new(id.clone())));
    app.press("enter");
    app.until("Zoë Featherstone").sees_not("Open by token");
    assert_eq!(reads(&app, &format!("/customers/{id}")), 1);
}

#[test]
fn a_charge_opens_with_its_customer_under_it() {
    let id = token_after("5 enter", "ch_");
    let mut app = open_afresh(&id);
    app.sees(&format!("Charge {id}"))
        .sees("Zoë Featherstone  cus_");
    assert_eq!(reads(&app, &format!("/charges/{id}")), 1, "it is read once");
    app.keys("esc");
    assert_eq!(app.chosen(), "Zoë Featherstone");
}

#[test]
fn a_refund_opens_its_charge() {
    let mut app = with_refund();
    let (charge, refund) = (token(&mut app, "ch_"), token(&mut app, "rf_"));
    let mut app = open_afresh(&refund);
    app.sees(&format!("Charge {charge}"));
    assert_eq!(reads(&app, &format!("/refunds/{refund}")), 1);
    assert_eq!(reads(&app, &format!("/charges/{charge}")), 1);
}

#[test]
fn a_subscription_and_a_plan_open() {
    let mut app = Harness::new();
    app.keys("4 enter");
    let id = token(&mut app, "sub_");
    app.keys("L i");
    let plan = token(&mut app, "plan_");
    let mut app = open_afresh(&id);
    app.sees(&format!("Subscription {id}"));
    assert_eq!(reads(&app, &format!("/subscriptions/{id}")), 1);
    app.keys("esc");
    assert_eq!(app.chosen(), "Zoë Featherstone");
    open_afresh(&plan).sees("Plan Studio Pass");
}

#[test]
fn a_card_is_selected_among_the_cards_of_its_customer() {
    let mut app = Harness::new();
    app.keys("3 j i");
    let second = token(&mut app, "card_");
    app.keys("esc g i");
    let primary = token(&mut app, "card_");
    assert_ne!(second, primary);
    for id in [primary, second] {
        // All cards of whoever was opened are known.
        app.keys("esc 1 j /").pastes(&id).keys("enter");
        assert_eq!(app.chosen(), "Zoë Featherstone");
        app.keys("i").sees(&format!("\"token\": \"{id}\""));
    }
}

#[test]
fn the_primary_card_of_anybody_in_the_mirror_is_found() {
    let start = || {
        Harness::start(Start {
            customers: 1_284,
            ..Start::default()
        })
    };
    let mut app = start();
    app.keys("j j j j 3 g i");
    let (card, whose) = (token(&mut app, "card_"), app.keys("esc 1").chosen());
    // Far from the row, where nobody was opened.
    let mut app = start();
    app.keys("G /").pastes(&card).keys("enter");
    assert_eq!(app.chosen(), whose);
    app.sees_not("Open by token");
    app.keys("i").sees(&format!("\"token\": \"{card}\""));
}

#[test]
fn a_card_of_whom_an_earlier_run_opened_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let start = || {
        Harness::start(Start {
            mirror: Some(folder.path().join("pintui/mirror.sqlite3")),
            store: pintui::sandbox::Store::File(folder.path().join("records.sqlite3")),
            ..Start::default()
        })
    };
    let mut app = start();
    app.keys("3 j i");
    let second = token(&mut app, "card_");
    app.keys("esc");
    app.quit();
    let mut app = start();
    // Another is chosen before his cards are read.
    app.faults.arm("every-1:list_cards:500".parse().unwrap());
    app.keys("G /").pastes(&second).keys("enter");
    assert_eq!(app.chosen(), "Zoë Featherstone");
}

#[test]
fn a_card_that_was_not_loaded_is_an_honest_no() {
    let mut app = open_afresh("card_0123456789abcdefghijkl");
    app.sees("No card card_0123456789abcdefghijkl is known here.")
        .sees("The API can't find a card by its token.")
        .sees("cards of 60 customers, and at")
        .sees("last4:1234");
    app.keys("r").sees("nothing to retry");
}

#[test]
fn a_token_that_is_not_there_is_said_in_plain_words() {
    for kind in ["cus", "ch", "rf", "sub"] {
        let id = format!("{kind}_0123456789abcdefghijkl");
        let mut app = open_afresh(&id);
        app.sees("There is no ").sees(&format!("{id} in SANDBOX."));
        app.keys("esc").sees("Esc clears the filter");
        app.keys("esc")
            .sees("Customers 60")
            .sees_not("the API counts");
    }
    open_afresh("plan_0123456789abcdefghijkl").sees("has no such record");
}

/// Answers with one customer; the charge that is looked up is of a card without a customer.
fn loose(call: &Call) -> Vec<u8> {
    let list = |rows: Value| json!({"response": rows, "pagination": {"current": 1, "count": 1}});
    let answer = match call {
        Call::Read(Read::ListCustomers(_)) => {
            list(json!([{"token": "cus_ada", "first_name": "Ada"}]))
        }
        Call::Read(Read::GetCustomer(id)) => {
            json!({"response": {"token": id.as_str(), "first_name": "Ada"}})
        }
        Call::Read(Read::GetCharge(id)) => {
            json!({"response": {"token": id.as_str(), "success": true,
            "amount": 1200, "currency": "AUD", "card": {"token": "card_loose"}}})
        }
        Call::Read(Read::GetRefund(id)) => {
            json!({"response": {"token": id.as_str(), "success": true}})
        }
        Call::Read(Read::GetSubscription(id)) => {
            json!({"response": {"token": id.as_str(), "state": "active"}})
        }
        Call::Read(Read::GetBalance) => json!({"response": {"available": [], "pending": []}}),
        _ => json!({"response": [], "pagination": {"current": 1, "count": 0}}),
    };
    answer.to_string().into_bytes()
}

fn sought(token: &str) -> Harness {
    let mut app = Harness::scripted(Mode::Test, (120, 36));
    app.serve(loose);
    app.keys("/");
    app.pastes(token);
    app.keys("enter");
    app
}

#[test]
fn what_belongs_to_nobody_known_says_so() {
    for (token, said) in [
        ("ch_0123456789abcdefghijkl", "none named by its card"),
        ("rf_0123456789abcdefghijkl", "doesn't say which charge"),
        ("sub_0123456789abcdefghijkl", "say which customer"),
    ] {
        let mut app = sought(token);
        app.serve(loose);
        let screen = app.screen();
        assert!(screen.contains(said), "{screen}");
    }
}

#[test]
fn the_screen_says_that_it_looks_and_r_tries_again_after_a_failure() {
    let token = "rf_0123456789abcdefghijkl";
    let mut app = sought(token);
    let screen = app.screen();
    assert!(
        screen.contains(&format!("Looking for the refund {token}…")),
        "{screen}"
    );
    app.fail(0, ErrorKind::NoAnswer(NoAnswer::TimedOut), Fate::NotSent);
    let screen = app.screen();
    assert!(screen.contains("did not answer in time"), "{screen}");
    assert!(screen.contains("r retries"), "{screen}");
    app.keys("r");
    let gone = Refusal {
        status: 404,
        ..Refusal::default()
    };
    app.fail(0, ErrorKind::Refused(gone), Fate::Rejected);
    let screen = app.screen();
    assert!(
        screen.contains(&format!("There is no refund {token} in TEST.")),
        "{screen}"
    );
    app.keys("esc");
    assert!(app.waiting.is_empty());
}
