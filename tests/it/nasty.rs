//! Hostile text in every field, on every screen, judged by an independent parser (promise P1).
mod refused;
mod shapes;
mod wire;

use crate::driver::{Driver, Harness};
use crate::pty::judge::assert_own_sequences;
use pintui::api::call::Call;
use pintui::api::outcome;
use pintui::api::read::Read;
use pintui::api::received::Received;
use pintui::api::subject::Record;
use pintui::config::Mode;
use pintui::model::event::{Event, Trace};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Duration;

const SIZE: (u16, u16) = (120, 36);

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/nasty")
}

fn file(name: &str) -> Vec<u8> {
    std::fs::read(folder().join(name)).expect(name)
}

/// Gives the files of a folder by name, so that none is left out.
pub fn files(of: &str) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder().join(of))
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect();
    files.sort();
    files
}

pub fn rows() -> Vec<Value> {
    let page: Value = serde_json::from_slice(&file("strings.json")).unwrap();
    page["response"].as_array().unwrap().clone()
}

/// Answers a waiting call as the client would with a status and a body.
fn settle(app: &mut Harness, at: usize, status: u16, body: &[u8]) {
    let (ticket, call) = app.waiting.remove(at);
    let received = Received {
        status,
        web_page: body.starts_with(b"<"),
        elsewhere: false,
        retry_after: None,
        body: Ok(body.to_vec()),
    };
    let trace = Trace {
        method: call.method(),
        path: call.path(),
        status: Some(status),
        tries: 1,
        took: Duration::from_millis(12),
    };
    let result = outcome::settle(&call, Ok(received));
    app.tell(Event::Reply {
        ticket,
        result,
        trace,
    });
}

/// Answers every read about one customer with records whose every text is the nasty one.
fn body(row: &Value, call: &Call) -> Vec<u8> {
    let text = row["notes"].clone();
    let list = |items: Value| json!({"response": items, "count": 1, "pagination": {"current": 1, "previous": null, "next": null, "per_page": 25, "pages": 1, "count": 1}});
    let mut card = row["card"].clone();
    card["primary"] = json!(false);
    let charge = json!({"token": "ch_nasty0000000000000000", "success": true, "amount": 4900, "currency": "AUD",
        "description": text, "email": text, "ip_address": text, "created_at": "2026-11-01T00:00:00Z", "status_message": text,
        "error_message": text, "card": card, "transfer": [{"state": text, "paid_at": null, "token": text}], "amount_refunded": 100,
        "total_fees": 10, "merchant_entitlement": 4890, "captured": true, "settlement_currency": "AUD", "metadata": {"key": text, "other": "x"}});
    let value = match call {
        Call::Read(Read::ListCustomers(_)) => list(json!([row])),
        Call::Read(Read::GetCustomer(_) | Read::ReadRaw(Record::Customer(_))) => {
            json!({"response": row})
        }
        Call::Read(Read::ListCards(..) | Read::ReadRaw(Record::Card(..))) => list(json!([card])),
        Call::Read(Read::ListSubscriptions(..) | Read::ReadRaw(Record::Subscription(..))) => {
            list(json!([{"token": "sub_nasty000000000000000",
            "state": text, "plan_token": "plan_nasty00000000000000", "customer_token": row["token"], "card_token": null}]))
        }
        Call::Read(Read::ListPlans(_)) => list(
            json!([{"token": "plan_nasty00000000000000", "name": text, "amount": 1, "currency": "AUD",
            "interval": 1, "interval_unit": text, "trial_interval": 2, "trial_interval_unit": text}]),
        ),
        Call::Read(Read::GetSubscription(_)) => {
            json!({"response": {"token": "sub_nasty000000000000000",
            "state": text, "plan_token": "plan_nasty00000000000000", "customer_token": row["token"], "card_token": null}})
        }
        Call::Read(Read::ListPlanSubscriptions(..)) => {
            list(json!([{"token": "sub_nasty000000000000000",
            "state": text, "plan_token": "plan_nasty00000000000000", "customer_token": row["token"]}]))
        }
        Call::Read(Read::ListLedger(..)) => list(
            json!([{"created_at": text, "type": text, "amount": 1, "currency": "AUD", "annotation": text}]),
        ),
        Call::Read(Read::GetBalance) => {
            json!({"response": {"available": [{"amount": 1, "currency": text}, {"amount": 4900, "currency": "AUD"}]}})
        }
        Call::Read(Read::ListCharges(..)) => list(json!([charge])),
        Call::Read(Read::GetCharge(_) | Read::ReadRaw(Record::Charge(_))) => {
            json!({"response": charge})
        }
        Call::Read(Read::ListRefunds(..)) => list(
            json!([{"token": "rf_nasty0000000000000000", "success": null, "amount": 100, "currency": "AUD",
            "error_message": text, "status_message": text}]),
        ),
        _ => {
            json!({"error": "invalid_resource", "error_description": text, "messages": [{"param": text, "code": text, "message": text}]})
        }
    };
    serde_json::to_vec(&value).unwrap()
}

/// The ways to every screen, each from the list.
const SCREENS: [&str; 17] = [
    "",
    "z",
    "2",
    "2 z",
    "3",
    "4",
    "5",
    "5 z",
    "5 enter",
    "i",
    "d",
    "e",
    "@",
    "?",
    "4 enter",
    "L",
    "4 enter L",
];

#[test]
fn no_foreign_escape_reaches_the_terminal_from_any_field_on_any_screen() {
    no_escape_is_foreign(4);
}

#[test]
#[ignore = "long: every text on every screen"]
fn no_foreign_escape_of_any_text_reaches_the_terminal_on_any_screen() {
    no_escape_is_foreign(1);
}

/// Looks at every text on every screen; with a step at each text on some of them, and at all of them in the end.
fn no_escape_is_foreign(step: usize) {
    for (number, row) in rows().into_iter().enumerate() {
        for screen in SCREENS.iter().skip(number % step).step_by(step) {
            let mut app = Harness::scripted(Mode::Sandbox, SIZE);
            app.serve(|call| body(&row, call));
            app.keys(screen);
            app.serve(|call| body(&row, call));
            assert_own_sequences(&app.bytes());
        }
    }
}

#[test]
fn no_text_moves_the_border_beside_it() {
    for row in rows() {
        let mut app = Harness::scripted(Mode::Sandbox, SIZE);
        app.serve(|call| body(&row, call));
        assert_borders(&app.bytes(), &row["notes"].to_string());
    }
}

/// Asserts that every line of the panes ends in their border.
fn assert_borders(bytes: &[u8], about: &str) {
    let screen = terminal_lines(bytes);
    let panes = usize::from(SIZE.1) - 2;
    for (at, line) in screen.iter().enumerate().take(panes).skip(2) {
        let last = line.chars().last();
        assert!(
            matches!(last, Some('│' | '┃' | '┐' | '┘' | '┓' | '┛' | '█')),
            "line {at} ends in {last:?} for {about}:\n{line}"
        );
    }
}

/// Gives what an independent terminal shows after the bytes.
fn terminal_lines(bytes: &[u8]) -> Vec<String> {
    let size = |n: u16| std::num::NonZero::new(n).unwrap();
    let mut terminal = vt100::Parser::new(size(SIZE.1), size(SIZE.0), 0);
    terminal.process(bytes);
    terminal.screen().rows(0, SIZE.0).collect()
}
