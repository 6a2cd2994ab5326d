//! What the sandbox does not show by itself, as pictures at three sizes.
use super::payers::{Answers, card, plan, subscription};
use super::sample::{charge, charge_id, charge_json, page, with_ada};
use crate::driver::{Driver, Harness};
use pintui::api::refunds::Refund;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use serde_json::{Value, json};

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 36), (200, 50)];

fn hold(name: &str, (width, height): (u16, u16), app: &Harness) {
    let screen = app.screen();
    let lines = screen.lines().map(|line| format!("{}\n", line.trim_end()));
    let screen: String = lines.collect();
    insta::with_settings!({snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(format!("{name}_{width}x{height}"), screen);
    });
}

fn refund(n: usize, amount: i64, changed: &Value) -> Refund {
    let mut json = json!({
        "token": format!("rf_{n:022}"), "success": true, "amount": amount, "currency": "AUD",
        "created_at": "2026-11-23T00:00:00Z", "status_message": "Success",
    });
    let members = json.as_object_mut().unwrap();
    members.extend(changed.as_object().unwrap().clone());
    serde_json::from_str(&json.to_string()).unwrap()
}

fn opened(size: (u16, u16), json: &Value, refunds: &[Refund]) -> Harness {
    let all = std::slice::from_ref(json);
    let mut app = with_ada(size, all);
    app.keys("5");
    app.settle_ada(all);
    app.keys("enter");
    app.answer(
        &Subject::Charge(charge_id(0)),
        Ok(Reply::Charge(charge(json))),
    );
    let reply = Reply::Refunds(charge_id(0), page(refunds.to_vec(), 1, refunds.len()));
    app.answer(&Subject::Refunds(charge_id(0)), Ok(reply));
    app
}

#[test]
fn a_charge_with_refunds_of_every_kind() {
    let json = charge_json(
        0,
        json!({"amount": 32_000, "amount_refunded": 9_250, "refund_pending": true}),
    );
    let refunds = [
        refund(
            2,
            1_250,
            &json!({"success": null, "status_message": "Pending"}),
        ),
        refund(
            1,
            4_000,
            &json!({"success": false, "error_message": "Insufficient balance"}),
        ),
        refund(0, 8_000, &json!({})),
    ];
    for size in SIZES {
        hold("charge_refunds", size, &opened(size, &json, &refunds));
    }
}

#[test]
fn an_authorisation_that_expires() {
    let json = charge_json(
        0,
        json!({"captured": false, "captured_at": null, "status_message": "Authorised",
            "created_at": "2026-11-20T05:02:00Z", "authorisation_token": "auth_9"}),
    );
    for size in SIZES {
        hold("charge_held", size, &opened(size, &json, &[]));
    }
}

#[test]
fn a_subscription_whose_card_will_not_do_and_everyone_on_its_plan() {
    let states = ["trial", "active", "cancelling", "cancelled"];
    let payers = states.iter().enumerate().map(|(n, state)| {
        let known = if n == 1 {
            json!({})
        } else {
            json!({"customer_token": format!("cus_{n:022}")})
        };
        let one = subscription(&json!({"token": format!("sub_{n:022}"), "state": state,
            "cancelled_at": "2026-11-20T22:00:00Z"}));
        super::payers::with(one, &known)
    });
    let answers = Answers {
        cards: vec![card(&json!({"expiry_month": 11, "expiry_year": 2026}))],
        plans: vec![plan(
            &json!({"setup_amount": 2_500, "trial_amount": 100, "trial_interval": 14,
                "trial_interval_unit": "day", "intervals": 12}),
        )],
        of_plan: payers.collect(),
        ..Answers::default()
    };
    for size in SIZES {
        let app = answers.app(size, "4 enter");
        hold("subscription_card_expires", size, &app);
        let app = answers.app(size, "4 enter L");
        hold("plan_payers", size, &app);
    }
}
