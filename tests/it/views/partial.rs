//! Lists of which surely not all rows are here never look like whole ones.
use super::sample::{ada, charge_id, charge_json, charges_page, open, page, varied, with_ada};
use crate::driver::Driver;
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
        let mut app = with_ada(size, &sent);
        app.keys("5");
        app.settle_ada_but(&charges(), &sent);
        // A host that does not know the parameter sends its first page for each.
        while let Some(call) = app.asked_about(&charges()).pop() {
            let pintui::api::call::Call::Read(Read::ListCharges(.., number)) = call else {
                panic!("{call:?}");
            };
            let rows = Page {
                number,
                next: (number < 3).then_some(number + 1),
                ..charges_page(&sent, 1)
            };
            app.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
        }
        app.sees("Charges 25 of 60 could be read");
        app.sees("partial net A$");
        app.sees_not("Charges 60");
        app.keys("z");
        app.sees("Charges 25 of 60 could be read");
    }
}

#[test]
fn charges_that_are_no_charges_are_missing_ones() {
    let one = [charge_json(1, json!({}))];
    let mut app = open(Mode::Test, (120, 36));
    app.settle_ada_but(&charges(), &one);
    let rows = Page {
        total: None,
        unreadable: 2,
        ..charges_page(&one, 1)
    };
    app.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
    app.sees("Charges 1 of 3 could be read");
    app.sees("1 of 3 could be read · partial net A$49.00 (1)");
}

#[test]
fn a_count_that_counts_too_few_changes_nothing() {
    let sent = varied(12);
    let mut app = open(Mode::Test, (120, 36));
    app.settle_ada_but(&charges(), &sent);
    let rows = Page {
        total: Some(3),
        ..charges_page(&sent, 1)
    };
    app.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
    app.sees("Charges 12 ");
    app.sees_not("could be read");
}

#[test]
fn no_other_list_says_that_there_is_none_where_none_could_be_read() {
    let none = || Page {
        unreadable: 2,
        ..page(Vec::new(), 1, 2)
    };
    let mut app = open(Mode::Test, (120, 36));
    let cards = Subject::Cards(ada());
    app.settle_ada_but(&cards, &[]);
    app.answer(&cards, Ok(Reply::Cards(ada(), none())));
    app.sees("Cards 0 of 2 could be read");
    app.sees("None of the 2 could be read.");
    app.sees_not("No cards");

    let mut app = open(Mode::Test, (120, 36));
    let subscriptions = Subject::Subscriptions(ada());
    app.settle_ada_but(&subscriptions, &[]);
    let none: Page<Subscription> = Page {
        unreadable: 2,
        ..page(Vec::new(), 1, 2)
    };
    app.answer(&subscriptions, Ok(Reply::Subscriptions(ada(), none)));
    app.sees("Subs     0 of 2 could be read");
    app.sees_not("none active");
    app.sees_not("No subscriptions");
}

#[test]
fn refunds_that_could_not_all_be_read_are_not_added_up() {
    let charge = charge_json(1, json!({"amount_refunded": 1_000}));
    let mut app = with_ada((120, 36), std::slice::from_ref(&charge));
    app.keys("5 enter");
    let subject = Subject::Charge(charge_id(1));
    app.answer(&subject, Ok(Reply::Charge(super::sample::charge(&charge))));
    let refunds = Subject::Refunds(charge_id(1));
    let rows = Page {
        unreadable: 1,
        ..page(Vec::new(), 1, 1)
    };
    app.answer(&refunds, Ok(Reply::Refunds(charge_id(1), rows)));
    app.sees("0 of 1 could be read");
    app.sees_not("can still be refunded");
}

#[test]
fn a_card_is_gone_only_where_all_cards_were_read() {
    let plan = json!({"token": "sub_1", "state": "active", "plan_token": "plan_1",
        "customer_token": ada().as_str(), "card_token": "card_x"});
    let subscription: Subscription = serde_json::from_str(&plan.to_string()).unwrap();
    for (unreadable, said) in [(0, "a removed card"), (1, "own card")] {
        let mut app = open(Mode::Test, (200, 50));
        let (subscriptions, cards) = (Subject::Subscriptions(ada()), Subject::Cards(ada()));
        let plans = page(Vec::new(), 1, 0);
        app.settle_ada_but(&subscriptions, &[]);
        let one = page(vec![subscription.clone()], 1, 1);
        app.answer(&subscriptions, Ok(Reply::Subscriptions(ada(), one)));
        app.answer(&Subject::Plans, Ok(Reply::Plans(plans)));
        app.keys("3 r");
        let none: Page<Card> = Page {
            unreadable,
            ..page(Vec::new(), 1, 0)
        };
        app.answer(&cards, Ok(Reply::Cards(ada(), none)));
        app.sees(said);
    }
}

#[test]
fn a_count_that_no_list_can_have_draws_what_is_here() {
    let sent = varied(3);
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = with_ada(size, &sent);
        app.keys("5 r");
        app.settle_ada_but(&charges(), &sent);
        let rows = Page {
            total: Some(u64::MAX),
            ..charges_page(&sent, 1)
        };
        app.answer(&charges(), Ok(Reply::Charges(ada(), rows)));
        app.sees("Charges 3 of 18,446,744,073,709,551,");
    }
}
