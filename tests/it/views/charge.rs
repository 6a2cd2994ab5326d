//! One charge with all its fields.
use super::desk::{Desk, charge, charge_id, charge_json, page};
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

fn opened(size: (u16, u16)) -> Desk {
    let mut desk = Desk::with_ada(size, &[sample()]);
    desk.keys(&["5"]);
    desk.settle_ada(&[sample()]);
    desk.keys(&["enter"]);
    desk
}

#[test]
fn it_is_read_again_when_opened_with_all_pages_of_its_refunds() {
    let mut desk = opened((80, 24));
    assert_eq!(
        desk.waiting(&one()),
        [Call::Read(Read::GetCharge(charge_id(0)))]
    );
    desk.sees("reading it again…");
    // What the list told is there meanwhile.
    desk.sees("Beans 40kg");
    desk.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    let first: Vec<Refund> = (0..25).map(|n| refund(n, Some(true))).collect();
    let rest = vec![refund(25, None), refund(26, Some(false))];
    desk.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(first, 1, 27))),
    );
    let second = Call::Read(Read::ListRefunds(charge_id(0), 2));
    assert_eq!(desk.waiting(&refunds()), [second]);
    desk.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(rest, 2, 27))),
    );
    assert_eq!(desk.asked, []);
    desk.resize((120, 90));
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
        desk.sees(text);
    }
}

/// Opens a charge whose refunds are all known.
fn with_refunds(charge_json: &Value, refunds_of_it: &[Refund]) -> Desk {
    let all = std::slice::from_ref(charge_json);
    let mut desk = Desk::with_ada((120, 60), all);
    desk.keys(&["5"]);
    desk.settle_ada(all);
    desk.keys(&["enter"]);
    desk.answer(&one(), Ok(Reply::Charge(charge(charge_json))));
    let items = refunds_of_it.to_vec();
    let page = page(items, 1, refunds_of_it.len());
    desk.answer(&refunds(), Ok(Reply::Refunds(charge_id(0), page)));
    desk
}

#[test]
fn what_is_left_counts_what_is_pending_and_never_promises_more_than_there_is() {
    let back = |amount: i64, success: Option<bool>, currency: &str| Refund {
        amount: Some(amount),
        currency: pintui::api::money::Currency::new(currency),
        ..refund(usize::try_from(amount).unwrap(), success)
    };
    let charge = charge_json(0, json!({"amount": 1_000, "amount_refunded": 0}));
    let mut desk = with_refunds(&charge, &[back(400, None, "AUD")]);
    desk.sees("Pending             A$4.00 in 1 refund");
    desk.sees("Left                A$6.00 of A$10.00 can still be refunded");
    desk.sees_not("The charge says");

    // One that failed gives nothing back, and one of another currency cannot be added.
    let refunds = [back(400, Some(false), "AUD"), back(900, Some(true), "JPY")];
    desk = with_refunds(&charge, &refunds);
    desk.sees("Failed              A$4.00 in 1 refund: not refunded");
    desk.sees("Not totalled        1 refund without an amount in AUD");
    desk.sees("Left                A$10.00 of A$10.00 can still be refunded");

    // The charge counts a refund at once, while it is pending.
    let charge = charge_json(
        0,
        json!({"amount": 1_000, "amount_refunded": 400, "refund_pending": true}),
    );
    desk = with_refunds(&charge, &[back(400, None, "AUD")]);
    desk.sees("Status              ↩ refund pending, A$4.00 in all");
    desk.sees("Pending             A$4.00 in 1 refund");
    desk.sees("Left                A$6.00 of A$10.00 can still be refunded");
    desk.sees_not("The charge says");
    let both = [back(100, Some(true), "AUD"), back(300, None, "AUD")];
    desk = with_refunds(&charge, &both);
    desk.sees("Refunded            A$1.00 in 1 refund");
    desk.sees("Pending             A$3.00 in 1 refund");
    desk.sees("Left                A$6.00 of A$10.00 can still be refunded");
    desk.sees_not("The charge says");
    // A refund that was made after the list was read is not promised again.
    desk = with_refunds(&charge, &[back(100, Some(true), "AUD")]);
    desk.sees("The charge says     A$4.00 refunded or pending");
    desk.sees("Left                A$6.00 of A$10.00 can still be refunded");

    let charge = charge_json(0, json!({"amount": 1_000, "amount_refunded": 1_000}));
    desk = with_refunds(&charge, &[back(1_000, Some(true), "AUD")]);
    desk.sees("Status              ↩ refunded in full");
    desk.sees("Left                A$0.00 of A$10.00 can still be refunded");

    let charge = charge_json(0, json!({"amount": 5_400, "currency": "JPY"}));
    desk = with_refunds(&charge, &[back(400, Some(true), "JPY")]);
    desk.sees("Left                ¥5,000 of ¥5,400 can still be refunded");
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
    let desk = with_refunds(&charge, &[success]);
    desk.sees("A$1.00  ◔ pending  rf_0001");
    desk.sees_not("done");
}

#[test]
fn a_failure_says_what_it_means_and_keeps_the_gateway_s_words() {
    let failed = |text: &str| {
        let made = json!({"success": false, "captured": false, "error_message": text, "status_message": text});
        let charge = charge_json(0, made);
        let mut desk = Desk::with_ada((120, 36), std::slice::from_ref(&charge));
        desk.keys(&["5"]);
        desk.settle_ada(&[charge]);
        desk.keys(&["enter"]);
        desk
    };
    let desk = failed("The account has insufficient funds");
    desk.sees("Status              ✗ failed: not enough money");
    desk.sees("Meaning             The card has not enough funds or credit for this amount.");
    desk.sees("What to do          The payer can add money, or use another card.");
    desk.sees("Gateway says        The account has insufficient funds");
    let desk = failed("Quantum flux in the terminal");
    desk.sees("Status              ✗ failed: Quantum flux in the terminal");
    desk.sees_not("Meaning");
}

#[test]
fn money_of_an_authorisation_is_known_once_it_is_captured() {
    let held = json!({"captured": false, "captured_at": null, "total_fees": null, "merchant_entitlement": null});
    let desk = with_refunds(&charge_json(0, held), &[]);
    desk.sees("Fees                known once captured");
    desk.sees("Entitlement         known once captured");
}

#[test]
fn refunds_that_cannot_be_read_leave_what_the_charge_itself_tells() {
    let mut desk = opened((120, 60));
    desk.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    desk.sees("Refunded            A$80.00");
    desk.sees("reading…");
    let lost = Error {
        kind: ErrorKind::NoAnswer(pintui::api::error::NoAnswer::TimedOut),
        fate: None,
    };
    desk.answer(&refunds(), Err(lost));
    desk.sees("did not answer in time. r retries.");
    desk.sees("Refunded            A$80.00");
    desk.sees_not("can still be refunded");
    desk.keys(&["r"]);
    assert_eq!(desk.waiting(&refunds()).len(), 1);
    let mut pending = sample();
    pending["refund_pending"] = json!(true);
    desk.answer(&one(), Ok(Reply::Charge(charge(&pending))));
    desk.sees("Refunded            A$80.00, all or part of it pending");
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
    let desk = with_refunds(&held(json!({})), &[]);
    desk.sees("Expires             27 Nov 26 16:02:00 AEDT, 4 d left, unless you capture it");
    let old = held(json!({"created_at": "2026-11-01T05:02:00Z"}));
    with_refunds(&old, &[])
        .sees("Expires             08 Nov 26 16:02:00 AEDT, any moment, unless you capture it");
    let lapsed = held(json!({"authorisation_expired": true, "created_at": "2026-11-01T05:02:00Z"}));
    let desk = with_refunds(&lapsed, &[]);
    desk.sees("Expired             about 08 Nov 26 16:02:00 AEDT: can no longer be captured");
    let voided = held(json!({"authorisation_voided": true}));
    let desk = with_refunds(&voided, &[]);
    desk.sees("Voided              nothing was charged; the hold was released");
    desk.sees_not("Expires ");
    let captured = charge_json(0, json!({}));
    with_refunds(&captured, &[]).sees_not("Expires ");
}

#[test]
fn it_scrolls_copies_opens_its_json_and_goes_back() {
    let mut desk = opened((80, 24));
    desk.answer(&one(), Ok(Reply::Charge(charge(&sample()))));
    desk.answer(
        &refunds(),
        Ok(Reply::Refunds(charge_id(0), page(Vec::new(), 1, 0))),
    );
    desk.sees_not("203.0.113.9");
    desk.keys(&["G"]);
    desk.sees("203.0.113.9");
    desk.keys(&["y", "enter"]);
    assert_eq!(
        desk.effects,
        [Effect::Terminal(TerminalCommand::Copy(
            charge_id(0).to_string()
        ))]
    );
    desk.keys(&["r"]);
    assert_eq!(
        desk.waiting(&one()).len() + desk.waiting(&refunds()).len(),
        2
    );
    desk.keys(&["i"]);
    desk.sees("· JSON");
    desk.keys(&["esc", "esc"]);
    desk.sees_not("Charge ch_");
    desk.sees("Charges 1");
}

#[test]
fn a_failed_charge_has_no_refunds_to_ask_for() {
    let failed = charge_json(
        0,
        json!({"success": false, "error_message": "card_declined"}),
    );
    let mut desk = Desk::with_ada((120, 36), std::slice::from_ref(&failed));
    desk.keys(&["5"]);
    desk.settle_ada(&[failed]);
    desk.keys(&["enter"]);
    assert_eq!(desk.waiting(&refunds()), []);
    desk.sees("none: the charge failed");
}

#[test]
fn what_is_known_stays_where_it_cannot_be_read_again() {
    let mut desk = opened((120, 36));
    let gone = Refusal {
        status: 404,
        ..Refusal::default()
    };
    let error = Error {
        kind: ErrorKind::Refused(gone),
        fate: None,
    };
    desk.answer(&one(), Err(error));
    desk.sees("r retries · api.harbour.example has no such record");
    desk.sees("Beans 40kg");
    desk.keys(&["r"]);
    assert_eq!(
        desk.waiting(&one()),
        [Call::Read(Read::GetCharge(charge_id(0)))]
    );
}
