//! One charge with all its fields.
use super::sample::{charge, charge_id, charge_json, page, with_ada};
use crate::driver::{Driver, Harness};
use pintui::api::call::Call;
use pintui::api::error::{Error, ErrorKind, Refusal};
use pintui::api::read::Read;
use pintui::api::refunds::Refund;
use pintui::api::reply::Reply;
use pintui::api::subject::Subject;
use pintui::model::effect::{Effect, TerminalCommand};
use serde_json::{Value, json};

fn one() -> Subject {
    Subject::Charge(charge_id(0))
}

fn refunds() -> Subject {
    Subject::Refunds(charge_id(0))
}

fn sample() -> Value {
    charge_json(
        0,
        json!({
            "amount": 32_000, "amount_refunded": 8_000, "description": "Beans 40kg",
            "settlement_currency": "NZD", "merchant_entitlement": 31_052, "total_fees": 948,
            "transfer": [{"state": "paid", "paid_at": "2026-11-25T03:00:00Z", "token": "tfer_1"}],
            "metadata": {"order": "A-117", "table": "window"},
            "authorisation_token": "auth_9", "ip_address": "203.0.113.9",
        }),
    )
}

fn refund(n: usize, success: Option<bool>) -> Refund {
    let json = json!({
        "token": format!("rf_{n:04}"), "success": success, "amount": 100, "currency": "AUD",
        "created_at": "2026-11-23T00:00:00Z",
    });
    serde_json::from_str(&json.to_string()).unwrap()
}

fn opened(size: (u16, u16)) -> Harness {
    let mut app = with_ada(size, &[sample()]);
    app.keys("5");
    app.settle_ada(&[sample()]);
    app.keys("enter");
    app
}

#[test]
fn it_is_read_again_when_opened_with_all_pages_of_its_refunds() {
    let mut app = opened((80, 24));
    assert_eq!(
        app.asked_about(&one()),
        [Call::Read(Read::GetCharge(charge_id(0)))]
    );
    app.sees("reading it again…");
    // What the list told is there meanwhile.
    app.sees("Beans 40kg");
    app.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    let first: Vec<Refund> = (0..25).map(|n| refund(n, Some(true))).collect();
    let rest = vec![refund(25, None), refund(26, Some(false))];
    app.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(first, 1, 27))),
    );
    let second = Call::Read(Read::ListRefunds(charge_id(0), 2));
    assert_eq!(app.asked_about(&refunds()), [second]);
    app.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(rest, 2, 27))),
    );
    assert_eq!(app.waiting, []);
    app.resize(120, 90);
    for text in [
        "A$320.00",
        "↩ partly refunded A$80.00",
        "Refunded            A$25.00 in 25 refunds",
        "The charge says     A$80.00 refunded or pending",
        "Pending             A$1.00 in 1 refund",
        "Failed              A$1.00 in 1 refund: not refunded",
        "Left                A$240.00 of A$320.00 can still be refunded",
        "NZ$9.48",
        "NZ$310.52, before refunds",
        "23 Nov 26 09:14:00 AEDT",
        "paid                25 Nov 26 14:00:00 AEDT  tfer_1",
        "order: A-117",
        "table: window",
        "auth_9",
        "203.0.113.9",
        "Visa XXXX-XXXX-XXXX-4242",
        "05/28",
        "A$1.00  ↩ done  rf_0000",
        "A$1.00  ◔ pending  rf_0025",
        "A$1.00  ✗ failed  rf_0026",
    ] {
        app.sees(text);
    }
}

/// Opens a charge whose refunds are all known.
fn with_refunds(charge_json: &Value, refunds_of_it: &[Refund]) -> Harness {
    let all = std::slice::from_ref(charge_json);
    let mut app = with_ada((120, 60), all);
    app.keys("5");
    app.settle_ada(all);
    app.keys("enter");
    app.answer(&one(), Ok(Reply::Charge(charge(charge_json))));
    let items = refunds_of_it.to_vec();
    let page = page(items, 1, refunds_of_it.len());
    app.answer(&refunds(), Ok(Reply::Refunds(charge_id(0), page)));
    app
}

#[test]
fn what_is_left_counts_what_is_pending_and_never_promises_more_than_there_is() {
    let back = |amount: i64, success: Option<bool>, currency: &str| Refund {
        amount: Some(amount),
        currency: pintui::api::money::Currency::new(currency),
        ..refund(usize::try_from(amount).unwrap(), success)
    };
    let charge = charge_json(0, json!({"amount": 1_000, "amount_refunded": 0}));
    let mut app = with_refunds(&charge, &[back(400, None, "AUD")]);
    app.sees("Pending             A$4.00 in 1 refund");
    app.sees("Left                A$6.00 of A$10.00 can still be refunded");
    app.sees_not("The charge says");

    // One that failed gives nothing back, and one of another currency cannot be added.
    let refunds = [back(400, Some(false), "AUD"), back(900, Some(true), "JPY")];
    app = with_refunds(&charge, &refunds);
    app.sees("Failed              A$4.00 in 1 refund: not refunded");
    app.sees("Not totalled        1 refund without an amount in AUD");
    app.sees("Left                A$10.00 of A$10.00 can still be refunded");

    // The charge counts a refund at once, while it is pending.
    let charge = charge_json(
        0,
        json!({"amount": 1_000, "amount_refunded": 400, "refund_pending": true}),
    );
    app = with_refunds(&charge, &[back(400, None, "AUD")]);
    app.sees("Status              ↩ refund pending, A$4.00 in all");
    app.sees("Pending             A$4.00 in 1 refund");
    app.sees("Left                A$6.00 of A$10.00 can still be refunded");
    app.sees_not("The charge says");
    let both = [back(100, Some(true), "AUD"), back(300, None, "AUD")];
    app = with_refunds(&charge, &both);
    app.sees("Refunded            A$1.00 in 1 refund");
    app.sees("Pending             A$3.00 in 1 refund");
    app.sees("Left                A$6.00 of A$10.00 can still be refunded");
    app.sees_not("The charge says");
    // A refund that was made after the list was read is not promised again.
    app = with_refunds(&charge, &[back(100, Some(true), "AUD")]);
    app.sees("The charge says     A$4.00 refunded or pending");
    app.sees("Left                A$6.00 of A$10.00 can still be refunded");

    let charge = charge_json(0, json!({"amount": 1_000, "amount_refunded": 1_000}));
    app = with_refunds(&charge, &[back(1_000, Some(true), "AUD")]);
    app.sees("Status              ↩ refunded in full");
    app.sees("Left                A$0.00 of A$10.00 can still be refunded");

    let charge = charge_json(0, json!({"amount": 5_400, "currency": "JPY"}));
    app = with_refunds(&charge, &[back(400, Some(true), "JPY")]);
    app.sees("Left                ¥5,000 of ¥5,400 can still be refunded");
}

/// The documents print one whose message says more than its success.
#[test]
fn only_a_success_makes_a_refund_done() {
    let success = Refund {
        status_message: Some(pintui::text::Safe::clean("Success")),
        ..refund(1, None)
    };
    let charge = charge_json(
        0,
        json!({"amount": 1_000, "amount_refunded": 100, "refund_pending": true}),
    );
    let mut app = with_refunds(&charge, &[success]);
    app.sees("A$1.00  ◔ pending  rf_0001");
    app.sees_not("done");
}

#[test]
fn a_failure_says_what_it_means_and_keeps_the_gateway_s_words() {
    let failed = |text: &str| {
        let made = json!({"success": false, "captured": false, "error_message": text, "status_message": text});
        let charge = charge_json(0, made);
        let mut app = with_ada((120, 36), std::slice::from_ref(&charge));
        app.keys("5");
        app.settle_ada(&[charge]);
        app.keys("enter");
        app
    };
    let mut app = failed("The account has insufficient funds");
    app.sees("Status              ✗ failed: not enough money");
    app.sees("Meaning             The card has not enough funds or credit for this amount.");
    app.sees("What to do          The payer can add money, or use another card.");
    app.sees("Gateway says        The account has insufficient funds");
    let mut app = failed("Quantum flux in the terminal");
    app.sees("Status              ✗ failed: Quantum flux in the terminal");
    app.sees_not("Meaning");
}

#[test]
fn money_of_an_authorisation_is_known_once_it_is_captured() {
    let held = json!({"captured": false, "captured_at": null, "total_fees": null, "merchant_entitlement": null});
    let mut app = with_refunds(&charge_json(0, held), &[]);
    app.sees("Fees                known once captured");
    app.sees("Entitlement         known once captured");
}

#[test]
fn refunds_that_cannot_be_read_leave_what_the_charge_itself_tells() {
    let mut app = opened((120, 60));
    app.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    app.sees("Refunded            A$80.00");
    app.sees("reading…");
    let lost = Error {
        kind: ErrorKind::NoAnswer(pintui::api::error::NoAnswer::TimedOut),
        fate: None,
    };
    app.answer(&refunds(), Err(lost));
    app.sees("did not answer in time. r retries.");
    app.sees("Refunded            A$80.00");
    app.sees_not("can still be refunded");
    app.keys("r");
    assert_eq!(app.asked_about(&refunds()).len(), 1);
    let mut pending = sample();
    pending["refund_pending"] = json!(true);
    app.answer(&one(), Ok(Reply::Charge(charge(&pending))));
    app.sees("Refunded            A$80.00, all or part of it pending");
}

#[test]
fn what_was_only_authorised_says_when_it_lapses_or_what_became_of_it() {
    let held = |changed: Value| {
        let mut json =
            json!({"captured": false, "captured_at": null, "created_at": "2026-11-20T05:02:00Z"});
        json.as_object_mut()
            .unwrap()
            .extend(changed.as_object().unwrap().clone());
        charge_json(0, json)
    };
    let mut app = with_refunds(&held(json!({})), &[]);
    app.sees("Expires             27 Nov 26 16:02:00 AEDT, 4 d left, unless you capture it");
    let old = held(json!({"created_at": "2026-11-01T05:02:00Z"}));
    with_refunds(&old, &[])
        .sees("Expires             08 Nov 26 16:02:00 AEDT, any moment, unless you capture it");
    let lapsed = held(json!({"authorisation_expired": true, "created_at": "2026-11-01T05:02:00Z"}));
    let mut app = with_refunds(&lapsed, &[]);
    app.sees("Expired             about 08 Nov 26 16:02:00 AEDT: can no longer be captured");
    let voided = held(json!({"authorisation_voided": true}));
    let mut app = with_refunds(&voided, &[]);
    app.sees("Voided              nothing was charged; the hold was released");
    app.sees_not("Expires ");
    let captured = charge_json(0, json!({}));
    with_refunds(&captured, &[]).sees_not("Expires ");
}

#[test]
fn it_scrolls_copies_opens_its_json_and_goes_back() {
    let mut app = opened((80, 24));
    app.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    app.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(Vec::new(), 1, 0))),
    );
    app.sees_not("203.0.113.9");
    app.keys("G");
    app.sees("203.0.113.9");
    app.keys("y enter");
    assert_eq!(
        app.effects,
        [Effect::Terminal(TerminalCommand::Copy(
            charge_id(0).to_string()
        ))]
    );
    app.keys("r");
    assert_eq!(
        app.asked_about(&one()).len() + app.asked_about(&refunds()).len(),
        2
    );
    app.keys("i");
    app.sees("· JSON");
    app.keys("esc esc");
    app.sees_not("Charge ch_");
    app.sees("Charges 1");
}

#[test]
fn a_failed_charge_has_no_refunds_to_ask_for() {
    let failed = charge_json(
        0,
        json!({"success": false, "error_message": "card_declined"}),
    );
    let mut app = with_ada((120, 36), std::slice::from_ref(&failed));
    app.keys("5");
    app.settle_ada(&[failed]);
    app.keys("enter");
    assert_eq!(app.asked_about(&refunds()), []);
    app.sees("none: the charge failed");
}

#[test]
fn what_is_known_stays_where_it_cannot_be_read_again() {
    let mut app = opened((120, 36));
    let gone = Refusal {
        status: 404,
        ..Refusal::default()
    };
    let error = Error {
        kind: ErrorKind::Refused(gone),
        fate: None,
    };
    app.answer(&one(), Err(error));
    app.sees("r retries · api.harbour.example has no such record");
    app.sees("Beans 40kg");
    app.keys("r");
    assert_eq!(
        app.asked_about(&one()),
        [Call::Read(Read::GetCharge(charge_id(0)))]
    );
}
