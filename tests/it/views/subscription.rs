//! One subscription with all that is known of it.
use super::payers::{Answers, card, entry, plan, sub_id, subscription};
use super::sample::{ada, open, with_ada};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, NoAnswer};
use pintui::api::read::Read;
use pintui::api::subject::Subject;
use pintui::config::Mode;
use pintui::model::effect::{Effect, TerminalCommand};
use serde_json::{Value, json};

const OPEN: &str = "4 enter";

fn lost() -> Error {
    Error {
        kind: ErrorKind::NoAnswer(NoAnswer::TimedOut),
        fate: None,
    }
}

/// Opens the subscription with some members of it changed.
fn opened(changed: &Value) -> Harness {
    let answers = Answers {
        subscription: subscription(changed),
        ..Answers::default()
    };
    answers.app((120, 50), OPEN)
}

/// Opens it with other cards of the customer.
fn paid_by(cards: Vec<Value>, changed: &Value) -> Harness {
    let answers = Answers {
        cards,
        subscription: subscription(changed),
        ..Answers::default()
    };
    answers.app((120, 50), OPEN)
}

#[test]
fn it_says_what_is_paid_for_what_when_and_with_which_card() {
    let mut app = opened(&json!({}));
    for text in [
        "━ Subscription sub_UmmUlkhb7Y1h9JVbSKL3Cw ━",
        "Plan             Premium monthly",
        "Price            A$49.00 / month",
        "Set-up           none",
        "Trial            none",
        "Runs             until cancelled",
        "State            ● active: billed every interval",
        "Next billing     06 Dec 26 09:00:00 AEDT, in 13 days",
        "Interval         06 Nov 26 to 06 Dec 26",
        "Created          06 Jan 26 09:00:00 AEDT, 321 days ago",
        "Customer         Ada Nguyen, ada.nguyen@harbourcoffee.example",
        "Card             Visa XXXX-XXXX-XXXX-4242, 05/28, the primary card",
        "Ledger 2",
        "06 Nov 09:00     credit  A$50.00  charge credit",
        "05 Nov 09:00     debit   A$40.00  interval debit",
    ] {
        app.sees(text);
    }
    app.sees_not("! ");
}

#[test]
fn a_plan_with_a_trial_a_set_up_and_an_end_says_so() {
    let answers = Answers {
        plans: vec![plan(
            &json!({"setup_amount": 2_500, "trial_amount": 100, "trial_interval": 14,
                "trial_interval_unit": "day", "intervals": 12, "interval": 3, "interval_unit": "week"}),
        )],
        ..Answers::default()
    };
    let mut app = answers.app((120, 50), OPEN);
    for text in [
        "Price            A$49.00 / 3 weeks",
        "Set-up           A$25.00 once",
        "Trial            14 days for A$1.00",
        "Runs             12 intervals",
    ] {
        app.sees(text);
    }
}

#[test]
fn each_state_is_said_in_words_with_its_own_date() {
    let cancelled = "2026-11-20T22:00:00Z";
    for (changed, texts) in [
        (
            json!({"state": "trial"}),
            [
                "◐ trial: the first interval is billed when the trial ends",
                "Next billing     06 Dec 26",
            ],
        ),
        (
            json!({"state": "cancelling", "next_billing_date": null, "cancelled_at": cancelled}),
            [
                "◐ cancelling: will not be billed again",
                "Ends             06 Dec 26",
            ],
        ),
        (
            json!({"state": "cancelled", "next_billing_date": null, "cancelled_at": cancelled}),
            [
                "○ cancelled: no longer billed",
                "Ended            21 Nov 26 09:00:00 AEDT, 2 days ago",
            ],
        ),
        (
            json!({"state": "paused"}),
            ["○ paused", "Next billing     06 Dec 26"],
        ),
    ] {
        let mut app = opened(&changed);
        for text in texts {
            app.sees(text);
        }
    }
}

#[test]
fn a_bill_that_is_retried_is_said_to_have_failed_likely() {
    let late = json!({"active_interval_finishes_at": "2026-12-05T22:00:00Z",
        "next_billing_date": "2026-12-08T22:00:00Z"});
    let mut app = opened(&late);
    app.sees("! the bill of 06 Dec 26 likely failed and is retried on the next billing date");
    opened(&json!({})).sees_not("likely failed");
    let unknown = json!({"active_interval_finishes_at": null});
    opened(&unknown).sees_not("likely failed");
}

#[test]
fn the_card_that_pays_is_found_and_one_that_will_not_do_is_warned_of() {
    let other = card(
        &json!({"token": "card_other", "scheme": "master", "display_number": "XXXX-XXXX-XXXX-0064",
            "primary": false, "expiry_month": 11, "expiry_year": 2026}),
    );
    let both = vec![card(&json!({})), other];
    let own = json!({"card_token": "card_other"});
    let mut app = paid_by(both.clone(), &own);
    app.sees(
        "Card             Mastercard XXXX-XXXX-XXXX-0064, 11/26, this subscription's own card",
    );
    app.sees("! this card expires before the next billing on 06 Dec 26: likely to fail");
    // Good to the last day of its month: it pays what is billed on that day.
    let own = json!({"card_token": "card_other", "next_billing_date": "2026-11-30T05:00:00Z"});
    paid_by(both.clone(), &own).sees_not("! this card");
    // Nothing is billed any more, so no card matters.
    let own = json!({"card_token": "card_other", "state": "cancelled"});
    paid_by(both.clone(), &own).sees_not("! this card");
    let own = json!({"card_token": "card_gone"});
    let mut app = paid_by(both, &own);
    app.sees("this subscription's own card, no longer on file");
    app.sees("! no card to bill");
    let expired = card(&json!({"expiry_month": 10, "expiry_year": 2026}));
    let mut app = paid_by(vec![expired], &json!({}));
    app.sees("Card             Visa XXXX-XXXX-XXXX-4242, 10/26, the primary card");
    app.sees("! this card has expired: the next billing will likely fail");
}

#[test]
fn all_pages_of_the_ledger_are_read_and_alike_entries_are_not_taken_for_one() {
    let answers = Answers {
        ledger: vec![entry(7, "credit", "charge_credit"); 27],
        ..Answers::default()
    };
    let mut app = answers.app((120, 60), OPEN);
    app.sees("Ledger 27");
    let lines = |app: &Harness| app.screen().matches("credit  A$70.00").count();
    assert_eq!(lines(&app), 27);
    app.keys("r");
    answers.serve(&mut app);
    assert_eq!(lines(&app), 27);
}

#[test]
fn what_cannot_be_read_is_said_where_it_would_stand_with_the_key_that_tries_again() {
    let answers = Answers::default();
    let mut app = answers.app((120, 50), OPEN);
    let subjects = [
        Subject::Subscription(sub_id()),
        Subject::Ledger(sub_id()),
        Subject::Cards(ada()),
        Subject::Plans,
    ];
    app.keys("r");
    for subject in &subjects {
        assert_eq!(app.asked_about(subject).len(), 1, "{subject:?}");
        app.answer(subject, Err(lost()));
    }
    // What is known stays.
    app.sees("r retries · api.harbour.example did not answer in time.");
    app.sees("Price            A$49.00 / month");
    app.sees("credit  A$50.00");

    let mut app = open(Mode::Test, (120, 50));
    answers.serve(&mut app);
    app.keys(OPEN);
    app.answer(&Subject::Ledger(sub_id()), Err(lost()));
    app.sees("did not answer in time. r retries.");
    app.keys("r");
    answers.serve(&mut app);
    app.sees("Ledger 2");

    let empty = Answers {
        ledger: Vec::new(),
        plans: Vec::new(),
        ..Answers::default()
    };
    let mut app = empty.app((120, 50), OPEN);
    app.sees("no entries yet");
    app.sees("Price            this plan no longer exists");
}

#[test]
fn keys_lead_to_its_plan_its_json_a_cancellation_and_back() {
    let answers = Answers::default();
    let mut app = answers.app((120, 36), OPEN);
    app.keys("L");
    answers.serve(&mut app);
    app.sees("━ Plan Premium monthly · 1 subscription ━");
    app.keys("esc i");
    assert!(
        app.waiting
            .iter()
            .any(|(_, call)| matches!(call, Call::Read(Read::ReadRaw(_))))
    );
    app.keys("esc y enter");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy(
            sub_id().to_string()
        ))]
    );
    app.keys("d");
    answers.serve(&mut app);
    app.sees("Cancel subscription — TEST");
    app.keys("n esc");
    app.sees("┏━ Subscriptions 1 ━");
    // One that has ended cannot be cancelled, and says why not.
    let mut app = opened(&json!({"state": "cancelled"}));
    app.keys("d");
    app.sees("! Already cancelled");
}

#[test]
fn without_a_subscription_enter_says_why_nothing_opens() {
    let mut app = with_ada((120, 36), &[]);
    app.keys("4 enter");
    app.sees("! No subscription selected");
}
