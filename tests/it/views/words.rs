//! Words that are true of what they are said of.
use super::sample::{ada, charge, charge_id, charge_json, customer, open, page, with_ada};
use crate::driver::{Driver, Harness};
use pintui::api::cards::Card;
use pintui::api::charges::Charge;
use pintui::api::customers::Customer;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::api::subscriptions::Subscription;
use pintui::config::Mode;
use pintui::model::effect::{Effect, TerminalCommand};
use serde_json::{Value, json};
use std::time::Duration;

/// Opens the sample customer with one card, at ten past eleven on 23 November 2026.
fn with_card(expiry: &Value) -> Harness {
    let mut card = json!({"token": "card_1", "scheme": "visa", "primary": true,
        "display_number": "XXXX-XXXX-XXXX-4242", "name": "Ada Nguyen"});
    card.as_object_mut()
        .unwrap()
        .extend(expiry.as_object().unwrap().clone());
    let card: Card = serde_json::from_str(&card.to_string()).unwrap();
    let mut app = open(Mode::Test, (120, 36));
    let cards = Subject::Cards(ada());
    app.settle_ada_but(&cards, &[]);
    app.answer(&cards, Ok(Reply::Cards(ada(), page(vec![card], 1, 1))));
    app
}

#[test]
fn an_expiry_that_is_not_there_is_a_dash() {
    with_card(&json!({"expiry_month": null, "expiry_year": null})).sees_not("null");
    with_card(&json!({"expiry_month": 13, "expiry_year": 2028})).sees("13/2028 ?");
}

#[test]
fn a_card_state_changes_at_midnight_on_an_idle_screen() {
    let mut app = with_card(&json!({"expiry_month": 11, "expiry_year": 2026}));
    app.sees("! expires soon");
    // The last day of its month begins seven days after this one.
    for _ in 0..7 {
        let left = app.app.next_tick(app.now).expect("the day's end");
        assert!(left <= Duration::from_secs(24 * 60 * 60), "{left:?}");
        app.advance(left);
    }
    app.sees("! expires today");
    let left = app.app.next_tick(app.now).expect("the day's end");
    app.advance(left.checked_sub(Duration::from_secs(1)).unwrap());
    app.sees("! expires today");
    app.advance(app.app.next_tick(app.now).expect("the day's end"));
    app.sees("✗ expired");
}

#[test]
fn on_its_last_day_a_card_expires_today() {
    let mut app = with_card(&json!({"expiry_month": 11, "expiry_year": 2026, "primary": false}));
    for (days, said) in [(0, "in 7 days"), (6, "tomorrow"), (1, "today")] {
        app.advance(Duration::from_secs(days * 24 * 60 * 60));
        app.keys("3 m");
        app.sees(&format!("This card expires {said}: charges to it will"));
        app.keys("esc");
    }
}

fn subscription_json(state: &str) -> Value {
    json!({"token": "sub_1", "state": state, "plan_token": "plan_1",
        "customer_token": ada().as_str(), "active_interval_started_at": "2026-11-20T00:00:00Z",
        "active_interval_finishes_at": "2026-12-06T00:00:00Z", "cancelled_at": "2026-11-21T00:00:00Z"})
}

fn subscription(state: &str) -> Harness {
    subscribed(&subscription_json(state))
}

fn subscribed(sent: &Value) -> Harness {
    let subscription: Subscription = serde_json::from_str(&sent.to_string()).unwrap();
    let mut app = open(Mode::Test, (200, 50));
    let subject = Subject::Subscriptions(ada());
    app.settle_ada_but(&subject, &[]);
    let one = page(vec![subscription], 1, 1);
    app.answer(&subject, Ok(Reply::Subscriptions(ada(), one)));
    app.answer(&Subject::Plans, Ok(Reply::Plans(page(Vec::new(), 1, 0))));
    app
}

#[test]
fn what_was_cancelled_ends_whether_it_was_paid_for_or_a_trial() {
    let mut app = subscription("cancelling");
    app.sees("ends 06 Dec 26");
    app.sees_not("paid");
}

#[test]
fn a_time_that_cannot_be_read_is_shown_as_it_came() {
    let mut sent = subscription_json("active");
    sent["next_billing_date"] = json!("6 December");
    subscribed(&sent).sees("next ? 6 December");
    for (sent, seen) in [
        (json!("2026-13-45"), " ? 2026-13-45 "),
        (json!(1_795_000_000), " ? 1795000000 "),
        (json!("a day in spring"), " ? a day in sp"),
        (json!(null), " — "),
    ] {
        let sent = [charge_json(1, json!({ "created_at": sent }))];
        let mut app = with_ada((120, 36), &sent);
        app.sees(seen);
        app.keys("5 enter");
        app.sees(seen);
    }
}

#[test]
fn what_took_no_money_is_settled_in_nothing() {
    for (changed, seen) in [
        (json!({"success": false, "captured": false}), None),
        (
            json!({"captured": false, "authorisation_voided": true}),
            None,
        ),
        (
            json!({"captured": false, "created_at": "2026-11-20T05:02:00Z"}),
            Some("Would settle in"),
        ),
        (json!({}), Some("Settles in")),
        (
            json!({"transfer": [{"state": "paid", "paid_at": "2026-11-23T02:00:00Z", "token": "tfer_a"}]}),
            Some("Settled in"),
        ),
    ] {
        let sent = charge_json(1, changed);
        let mut app = with_ada((200, 50), std::slice::from_ref(&sent));
        app.keys("5 enter");
        if let Some(label) = seen {
            app.sees(label);
        } else {
            app.sees("Entitlement");
            app.sees("none: nothing was charged");
            app.sees_not("Captured            —");
            app.sees_not("ettled in");
            app.sees_not("settle in");
        }
    }
}

#[test]
fn a_refund_above_the_charge_is_not_one_in_full() {
    let sent = [charge_json(1, json!({"amount_refunded": 6_000}))];
    let mut app = with_ada((120, 36), &sent);
    app.keys("5 z");
    app.sees("↩ over-refunded A$60.00");
    app.sees_not("in full");
}

#[test]
fn an_amount_that_came_as_text_is_an_amount() {
    let sent = [charge_json(
        1,
        json!({"amount": "10000", "total_fees": " 116 "}),
    )];
    let mut app = with_ada((120, 36), &sent);
    app.sees("A$100.00");
    app.sees("net A$100.00 (1)");
    for bad in ["much", "", "10.5", "4200000000000000"] {
        let json = charge_json(1, json!({ "amount": bad }));
        assert_eq!(charge(&json).amount, None, "{bad}");
    }
}

#[test]
fn times_that_would_read_the_same_do_not() {
    let at = |n, time: &str| charge_json(n, json!({"created_at": time}));
    // The clocks went back at 3 o'clock on 5 April 2026: the hour from 2 came twice.
    let sent = [
        at(1, "2026-11-22T22:14:05Z"),
        at(2, "2026-11-22T22:14:41Z"),
        at(3, "2026-11-22T20:00:00Z"),
        at(4, "2026-04-04T16:30:00Z"),
        at(5, "2026-04-04T15:30:00Z"),
        at(6, "2025-11-22T22:14:00Z"),
    ];
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = with_ada(size, &sent);
        app.keys("5");
        app.settle_ada(&sent);
        for time in [
            "23 Nov 09:14:05 ",
            "23 Nov 09:14:41 ",
            "23 Nov 07:00 ",
            "05 Apr 02:30 AEST ",
            "05 Apr 02:30 AEDT ",
            "23 Nov 25 09:14 ",
        ] {
            app.sees(time);
        }
    }
}

#[test]
fn what_was_copied_is_named() {
    let sent = [charge_json(1, json!({}))];
    let mut app = with_ada((120, 36), &sent);
    app.keys("5 y enter");
    app.sees(&format!("✓ Copied {}", charge_id(1)));
}

/// Gives what can be copied of a charge for the customer.
fn sentence(changed: Value) -> String {
    let sent = [charge_json(1, changed)];
    let mut app = with_ada((120, 36), &sent);
    app.keys("5 y 'customer' enter");
    match &app.effects[..] {
        [Effect::Terminal(TerminalCommand::Copy(text))] => text.clone(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_charge_has_one_sentence_for_the_customer() {
    let amex = json!({"amount": 13_400, "created_at": "2026-11-24T02:07:31Z",
        "card": {"token": "card_1", "scheme": "american_express", "display_number": "XXXX-XXXXXX-X3007"}});
    let charged = "A$134.00 on 24 Nov 2026, 13:07 AEDT, Amex ending 3007";
    assert_eq!(sentence(amex.clone()), charged);
    for (changed, became) in [
        (
            json!({"success": false, "error_message": "suspected_fraud"}),
            "not charged",
        ),
        (
            json!({"captured": false, "authorisation_voided": true}),
            "not charged",
        ),
        (json!({"amount_refunded": 13_400}), "refunded in full"),
        (json!({"amount_refunded": 1_000}), "A$10.00 refunded"),
        (json!({"refund_pending": true}), "refund pending"),
        (
            json!({"refund_pending": true, "amount_refunded": 1_000}),
            "A$10.00 refunded or being refunded",
        ),
    ] {
        let mut charge = amex.clone();
        charge
            .as_object_mut()
            .unwrap()
            .extend(changed.as_object().unwrap().clone());
        assert_eq!(sentence(charge), format!("{charged} ({became})"));
    }
}

#[test]
fn a_charge_paid_by_a_wallet_names_it_to_the_customer() {
    let made = |network: &str| {
        json!({"amount": 13_400, "created_at": "2026-11-24T02:07:31Z", "card": {"token": "card_1",
            "scheme": "visa", "display_number": "XXXX-XXXX-XXXX-3007", "network_type": network}})
    };
    let paid = "A$134.00 on 24 Nov 2026, 13:07 AEDT, ";
    assert_eq!(
        sentence(made("googlepay")),
        format!("{paid}Google Pay Visa, device number ending 3007")
    );
    assert_eq!(
        sentence(made("ringpay")),
        format!("{paid}ringpay Visa ending 3007")
    );
}

/// The digits are the wallet's: what the customer reads on the card differs, and whoever helps them must know why.
#[test]
fn a_card_in_a_wallet_says_so_wherever_it_is_shown() {
    let why = "Apple Pay device number: the plastic card shows other digits";
    let wallet = json!({"expiry_month": 5, "expiry_year": 2028, "network_type": "applepay", "primary": false,
        "name": "Ada Wilhelmina Featherstone-Nguyen"});
    let mut app = with_card(&wallet);
    app.resize(200, 50);
    app.keys("3");
    app.sees("Apple Pay Visa XXXX-XXXX-XXXX-4242");
    app.sees("device number");
    app.keys("m");
    app.sees("Apple Pay Visa XXXX-XXXX-XXXX-4242  05/28");
    app.sees(why);
    app.keys("esc y");
    app.sees("Apple Pay Visa");
    app.keys("esc");
    app.resize(80, 24);
    app.sees("AP Visa XXXX-XXXX-XXXX-4242");

    let card = json!({"token": "card_1", "scheme": "master",
        "display_number": "XXXX-XXXX-XXXX-4242", "network_type": "applepay"});
    let card: Card = serde_json::from_str(&card.to_string()).unwrap();
    let mut app = with_ada((200, 50), &[]);
    app.change_ada(Customer {
        card: Some(card),
        ..customer()
    });
    app.sees("AP 4242");
    app.sees("Apple Pay Mastercard XXXX-XXXX-XXXX-4242");
    app.sees(why);

    let paid = json!({"card": {"token": "card_1", "scheme": "master",
        "display_number": "XXXX-XXXX-XXXX-4242", "network_type": "applepay"}});
    let sent = [charge_json(1, paid)];
    let mut app = with_ada((200, 50), &sent);
    app.keys("5 z");
    app.sees("AP MC 4242");
    app.sees("Apple Pay Mastercard 4242");
    app.keys("enter");
    app.sees("Number              Apple Pay Mastercard XXXX-XXXX-XXXX-4242");
    app.sees(why);
}

#[test]
fn what_holds_a_card_is_shown_as_it_came_where_it_is_unknown() {
    let mut app =
        with_card(&json!({"expiry_month": 5, "expiry_year": 2028, "network_type": "ringpay"}));
    app.sees("ringpay Visa XXXX-XXXX-XXXX-4242");
    app.sees_not("device number");
}

#[test]
fn charges_that_look_alike_are_marked() {
    let sent = [
        charge_json(1, json!({"created_at": "2026-11-22T22:14:00Z"})),
        charge_json(
            2,
            json!({"created_at": "2026-11-22T22:10:00Z", "card": {"token": "card_other",
            "scheme": "visa", "display_number": "XXXX-XXXX-XXXX-4242"}}),
        ),
        // A day and a second before the first.
        charge_json(3, json!({"created_at": "2026-11-21T22:09:59Z"})),
        charge_json(
            4,
            json!({"created_at": "2026-11-22T22:13:00Z", "amount": 4_901}),
        ),
        charge_json(
            5,
            json!({"created_at": "2026-11-22T22:13:00Z", "description": "Another"}),
        ),
        charge_json(
            6,
            json!({"created_at": "2026-11-22T22:13:00Z", "card": null}),
        ),
        charge_json(
            7,
            json!({"created_at": "2026-11-22T22:13:00Z", "card": null}),
        ),
        charge_json(
            8,
            json!({"created_at": "2026-11-22T22:13:00Z", "currency": "NZD"}),
        ),
        // Those that took no money.
        charge_json(
            9,
            json!({"created_at": "2026-11-22T22:13:00Z", "success": false, "captured": false}),
        ),
        charge_json(
            10,
            json!({"created_at": "2026-11-22T22:13:00Z", "captured": false, "authorisation_voided": true}),
        ),
        charge_json(
            11,
            json!({"created_at": "2026-11-22T22:13:00Z", "captured": false, "authorisation_expired": true}),
        ),
    ];
    let all: Vec<Charge> = sent.iter().map(charge).collect();
    let marked = pintui::model::alike::marked(&all);
    let expected = [[true; 2].as_slice(), &[false; 9]].concat();
    assert_eq!(marked, expected);
    for size in [(80, 24), (120, 36), (200, 50)] {
        let mut app = with_ada(size, &sent);
        app.keys("5");
        app.settle_ada(&sent);
        app.sees("▶= 23 Nov 09:14");
        app.sees(" = 23 Nov 09:10");
        app.sees_not("= 23 Nov 09:13");
        app.sees("2 charges look like another (=)");
        app.keys("enter");
        app.sees("= Looks like        23 Nov 26 09:10:00 AEDT, ✓ captured,");
        app.sees(charge_id(2).as_str());
    }
}
