//! Slow answers that come after a change: what they tell was true before it, and must not come back.
use crate::driver::{Driver, Harness};
use pintui::api::page::Page;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::model::effect::Ticket;
use pintui::model::store::Store;
use std::time::Duration;

const ZOE: &str = "cus__X71m4oz4a0";

/// Answers a question that has been read by now; its 300 ms of deafness pass first.
fn yes(app: &mut Harness) {
    app.until_gone("Reading it again");
    app.advance(Duration::from_millis(400));
    app.yes();
}

fn zoe(app: &Harness) -> String {
    let sent = app.sent.iter().find_map(|sent| {
        let (path, _) = sent.strip_prefix("GET /customers/")?.split_once('/')?;
        path.starts_with(ZOE).then(|| path.to_owned())
    });
    sent.unwrap()
}

#[test]
fn an_old_list_cannot_bring_a_deleted_customer_back() {
    let mut app = Harness::new();
    app.holds("GET /customers?page=1", "r");
    app.advance(Duration::from_secs(2)).press("d");
    yes(&mut app);
    app.until("Customer deleted").sees_not("zoe.featherstone");
    app.release().sees_not("zoe.featherstone");
    app.answers()
        .sees_not("zoe.featherstone")
        .sees("Customers 59");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn an_old_list_cannot_take_a_change_back() {
    let mut app = Harness::new();
    app.holds("GET /customers?page=1", "r").press("e");
    app.press("tab").press("tab");
    for letter in ["h", "a", "u", "g", "h"] {
        app.press(letter);
    }
    app.press("ctrl-s").until_gone("Reading");
    app.advance(Duration::from_millis(400));
    app.yes().until("Customer saved");
    app.release().answers();
    assert_eq!(app.chosen(), "Zoë Featherstonehaugh");
    app.sees("Customers 60");
}

#[test]
fn an_old_answer_about_a_customer_cannot_bring_its_old_primary_card_back() {
    let mut app = Harness::new();
    let request = format!("GET /customers/{}", zoe(&app));
    app.keys("2").holds(&request, "r");
    app.advance(Duration::from_secs(2));
    app.press("3").press("j").press("m");
    yes(&mut app);
    app.until("The card is now primary").sees("MC 0064");
    app.release().sees("MC 0064").sees_not("Visa 4821");
    app.answers().sees("MC 0064");
    assert_eq!(app.writes.len(), 1);
}

#[test]
fn an_old_list_of_cards_cannot_hide_a_card_that_was_added() {
    let mut app = Harness::new();
    let request = format!("GET /customers/{}/cards?page=1", zoe(&app));
    app.keys("3").holds(&request, "r");
    for key in ["a", "ctrl-t", "enter", "ctrl-s"] {
        app.press(key);
    }
    app.advance(Duration::from_millis(400));
    app.yes().until("Cards 3");
    app.release().sees("Cards 3").answers().sees("Cards 3");
}

#[test]
fn an_answer_to_an_older_question_is_not_filed() {
    let subject = Subject::Plans;
    let answer = || {
        Ok(Reply::Plans(Page {
            items: Vec::new(),
            number: 1,
            next: None,
            total: Some(0),
            unreadable: 0,
        }))
    };
    let mut store = Store::default();
    let at = crate::driver::today();
    store.asked(Ticket(1), subject.clone());
    store.doubt(subject.clone());
    store.asked(Ticket(2), subject.clone());
    assert!(!store.settle(Ticket(1), &subject, answer(), at));
    assert!(store.settle(Ticket(2), &subject, answer(), at));
}
