//! Hostile text in every field, on every screen, judged by an independent parser (promise P1).
use crate::pty::judge::assert_own_sequences;
use crate::puppet::Puppet;
use pintui::api::call::{Call, Record};
use pintui::config::Mode;
use serde_json::{Value, json};

const SIZE: (u16, u16) = (120, 36);

fn rows() -> Vec<Value> {
    let path = format!(
        "{}/tests/fixtures/nasty/strings.json",
        env!("CARGO_MANIFEST_DIR")
    );
    let page: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    page["response"].as_array().unwrap().clone()
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
        Call::ListCustomers { .. } => list(json!([row])),
        Call::GetCustomer(_) | Call::ReadRaw(Record::Customer(_)) => json!({"response": row}),
        Call::ListCards { .. } | Call::ReadRaw(Record::Card(..)) => list(json!([card])),
        Call::ListSubscriptions { .. } | Call::ReadRaw(Record::Subscription(..)) => {
            list(json!([{"token": "sub_nasty000000000000000",
            "state": text, "plan_token": "plan_nasty00000000000000", "customer_token": row["token"], "card_token": null}]))
        }
        Call::ListPlans { .. } => list(
            json!([{"token": "plan_nasty00000000000000", "name": text, "amount": 1, "currency": "AUD",
            "interval": 1, "interval_unit": text}]),
        ),
        Call::ListCharges { .. } => list(json!([charge])),
        Call::GetCharge(_) | Call::ReadRaw(Record::Charge(_)) => json!({"response": charge}),
        Call::ListRefunds { .. } => list(
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
const SCREENS: [&str; 14] = [
    "", "z", "2", "2 z", "3", "4", "5", "5 z", "5 enter", "i", "d", "e", "@", "?",
];

#[test]
fn no_foreign_escape_reaches_the_terminal_from_any_field_on_any_screen() {
    for row in rows() {
        for screen in SCREENS {
            let mut puppet = Puppet::new(Mode::Sandbox, SIZE);
            puppet.serve(|call| body(&row, call));
            puppet.keys(screen);
            puppet.serve(|call| body(&row, call));
            assert_own_sequences(&puppet.bytes());
        }
    }
}

#[test]
fn no_text_moves_the_border_beside_it() {
    for row in rows() {
        let mut puppet = Puppet::new(Mode::Sandbox, SIZE);
        puppet.serve(|call| body(&row, call));
        let screen = terminal_lines(&puppet.bytes());
        for (at, line) in screen.iter().enumerate().take(SIZE.1.into()).skip(2) {
            let last = line.chars().last();
            let whole =
                at >= usize::from(SIZE.1) - 2 || matches!(last, Some('│' | '┃' | '┐' | '┘' | '█'));
            assert!(
                whole,
                "line {at} ends in {last:?} for {:?}:\n{line}",
                row["notes"]
            );
        }
    }
}

/// Gives what an independent terminal shows after the bytes.
fn terminal_lines(bytes: &[u8]) -> Vec<String> {
    let size = |n: u16| std::num::NonZero::new(n).unwrap();
    let mut terminal = vt100::Parser::new(size(SIZE.1), size(SIZE.0), 0);
    terminal.process(bytes);
    terminal.screen().rows(0, SIZE.0).collect()
}
