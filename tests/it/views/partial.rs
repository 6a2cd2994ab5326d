//! Lists of which surely not all rows are here never look like whole ones.
use super::desk::{Desk, ada, charge_id, charge_json, charges_page, page, varied};
use pintui::api::cards::Card;
use pintui::api::page::Page;
use pintui::api::read::Read;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::api::subscriptions::Subscription;
use pintui::config::Mode;
use serde_json::json;

fn charges() -> Subject {
    Subject::Charges(ada())
}

#[test]
fn charges_that_a_host_sends_again_and_again_are_not_all_of_them() {
    let sent = varied(60);
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::with_ada(size, &sent);
        desk.keys(&["5"]);
        desk.settle_ada_but(&charges(), &sent);
        // A host that does not know the parameter sends its first page for each.
        while let Some(call) = desk.waiting(&charges()).pop() {
            let pintui::api::call::Call::Read(Read::ListCharges(.., number)) = call else {
                panic!("{call:?}");
            };
            let rows = Page {
                number,
                next: (number < 3).then_some(number + 1),
                ..charges_page(&sent, 1)
            };
            desk.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
        }
        desk.sees("Charges 25 of 60 could be read");
        desk.sees("partial net A$");
        desk.sees_not("Charges 60");
        desk.keys(&["z"]);
        desk.sees("Charges 25 of 60 could be read");
    }
}

#[test]
fn charges_that_are_no_charges_are_missing_ones() {
    let one = [charge_json(1, json!({}))];
    let mut desk = Desk::new(Mode::Test, (120, 36));
    desk.settle_ada_but(&charges(), &one);
    let rows = Page {
        total: None,
        unreadable: 2,
        ..charges_page(&one, 1)
    };
    desk.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
    desk.sees("Charges 1 of 3 could be read");
    desk.sees("1 of 3 could be read · partial net A$49.00 (1)");
}

#[test]
fn a_count_that_counts_too_few_changes_nothing() {
    let sent = varied(12);
    let mut desk = Desk::new(Mode::Test, (120, 36));
    desk.settle_ada_but(&charges(), &sent);
    let rows = Page {
        total: Some(3),
        ..charges_page(&sent, 1)
    };
    desk.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
    desk.sees("Charges 12 ");
    desk.sees_not("could be read");
}

#[test]
fn no_other_list_says_that_there_is_none_where_none_could_be_read() {
    let none = || Page {
        unreadable: 2,
        ..page(Vec::new(), 1, 2)
    };
    let mut desk = Desk::new(Mode::Test, (120, 36));
    let cards = Subject::Cards(ada());
    desk.settle_ada_but(&cards, &[]);
    desk.answer(&cards, Ok(Reply::Cards(ada(), none())));
    desk.sees("Cards 0 of 2 could be read");
    desk.sees("None of the 2 could be read.");
    desk.sees_not("No cards");

    let mut desk = Desk::new(Mode::Test, (120, 36));
    let subscriptions = Subject::Subscriptions(ada());
    desk.settle_ada_but(&subscriptions, &[]);
    let none: Page<Subscription> = Page {
        unreadable: 2,
        ..page(Vec::new(), 1, 2)
    };
    desk.answer(&subscriptions, Ok(Reply::Subscriptions(ada(), none)));
    desk.sees("Subs     0 of 2 could be read");
    desk.sees_not("none active");
    desk.sees_not("No subscriptions");
}

#[test]
fn refunds_that_could_not_all_be_read_are_not_added_up() {
    let charge = charge_json(1, json!({"amount_refunded": 1_000}));
    let mut desk = Desk::with_ada((120, 36), std::slice::from_ref(&charge));
    desk.keys(&["5", "enter"]);
    let subject = Subject::Charge(charge_id(1));
    desk.answer(&subject, Ok(Reply::Charge(super::desk::charge(&charge))));
    let refunds = Subject::Refunds(charge_id(1));
    let rows = Page {
        unreadable: 1,
        ..page(Vec::new(), 1, 1)
    };
    desk.answer(&refunds, Ok(Reply::Refunds(charge_id(1), rows)));
    desk.sees("0 of 1 could be read");
    desk.sees_not("can still be refunded");
}

#[test]
fn a_card_is_gone_only_where_all_cards_were_read() {
    let plan = json!({"token": "sub_1", "state": "active", "plan_token": "plan_1",
        "customer_token": ada().as_str(), "card_token": "card_x"});
    let subscription: Subscription = serde_json::from_str(&plan.to_string()).unwrap();
    for (unreadable, said) in [(0, "a removed card"), (1, "own card")] {
        let mut desk = Desk::new(Mode::Test, (200, 50));
        let (subscriptions, cards) = (Subject::Subscriptions(ada()), Subject::Cards(ada()));
        let plans = page(Vec::new(), 1, 0);
        desk.settle_ada_but(&subscriptions, &[]);
        let one = page(vec![subscription.clone()], 1, 1);
        desk.answer(&subscriptions, Ok(Reply::Subscriptions(ada(), one)));
        desk.answer(&Subject::Plans, Ok(Reply::Plans(plans)));
        desk.keys(&["3", "r"]);
        let none: Page<Card> = Page {
            unreadable,
            ..page(Vec::new(), 1, 0)
        };
        desk.answer(&cards, Ok(Reply::Cards(ada(), none)));
        desk.sees(said);
    }
}

#[test]
fn a_count_that_no_list_can_have_draws_what_is_here() {
    let sent = varied(3);
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut desk = Desk::with_ada(size, &sent);
        desk.keys(&["5", "r"]);
        desk.settle_ada_but(&charges(), &sent);
        let rows = Page {
            total: Some(u64::MAX),
            ..charges_page(&sent, 1)
        };
        desk.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
        desk.sees("Charges 3 of 18,446,744,073,709,551,");
    }
}
