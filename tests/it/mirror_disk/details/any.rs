//! Records as the API layer makes them of bodies in which any member can be odd or missing.
use super::made;
use crate::mirror_disk::round::{expiry, text};
use jiff::Timestamp;
use pintui::mirror::Partial;
use proptest::prelude::*;
use serde_json::Value;

fn time() -> impl Strategy<Value = Value> {
    let any = (
        -377_705_023_201i64..=253_402_207_200,
        0..1_000_000_000i32,
        any::<bool>(),
    );
    prop_oneof![
        3 => any.prop_map(|(second, part, whole)| {
            let at = Timestamp::new(second, if whole { 0 } else { part }).unwrap();
            Value::from(at.to_string())
        }),
        1 => proptest::sample::select(vec![Timestamp::MIN, Timestamp::MAX]).prop_map(|at| Value::from(at.to_string())),
        1 => text(),
    ]
}

fn token(prefix: &'static str) -> impl Strategy<Value = Value> {
    prop_oneof![
        4 => "[A-Za-z0-9_-]{1,22}".prop_map(move |token| Value::from(format!("{prefix}_{token}"))),
        1 => text(),
    ]
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![any::<i64>().prop_map(Value::from), text()]
}

fn flag() -> impl Strategy<Value = Value> {
    prop_oneof![
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        text()
    ]
}

fn currency() -> impl Strategy<Value = Value> {
    prop_oneof!["[A-Za-z]{3}".prop_map(Value::from), text()]
}

fn word(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop_oneof![
        proptest::sample::select(words).prop_map(Value::from),
        text()
    ]
}

/// Gives an object with some of these members; the token is always a good one.
fn object(
    prefix: &'static str,
    members: Vec<(&'static str, BoxedStrategy<Value>)>,
) -> BoxedStrategy<Value> {
    let (names, values): (Vec<_>, Vec<_>) = members.into_iter().unzip();
    let there = proptest::collection::vec(proptest::bool::weighted(0.8), names.len());
    (values, there, "[A-Za-z0-9]{1,12}")
        .prop_map(move |(values, there, token)| {
            let members = names.iter().zip(values).zip(there);
            let members = members.filter(|(_, there)| *there);
            let mut object: serde_json::Map<String, Value> = members
                .map(|((name, value), _)| ((*name).to_owned(), value))
                .collect();
            object.insert("token".to_owned(), format!("{prefix}_{token}").into());
            Value::Object(object)
        })
        .boxed()
}

pub fn any_card() -> BoxedStrategy<Value> {
    let texts = [
        "display_number",
        "issuing_country",
        "name",
        "address_line1",
        "address_line2",
        "address_city",
        "address_postcode",
        "address_state",
        "address_country",
    ];
    let mut members: Vec<_> = texts
        .into_iter()
        .map(|name| (name, text().boxed()))
        .collect();
    members.extend([
        ("scheme", word(&["visa", "master"]).boxed()),
        ("network_type", word(&["applepay", "googlepay"]).boxed()),
        ("expiry_month", expiry().boxed()),
        ("expiry_year", expiry().boxed()),
        ("customer_token", token("cus").boxed()),
        ("primary", flag().boxed()),
    ]);
    object("card", members)
}

pub fn any_subscription() -> BoxedStrategy<Value> {
    let times = [
        "next_billing_date",
        "active_interval_started_at",
        "active_interval_finishes_at",
        "cancelled_at",
        "created_at",
    ];
    let mut members: Vec<_> = times
        .into_iter()
        .map(|name| (name, time().boxed()))
        .collect();
    members.extend([
        (
            "state",
            word(&["trial", "active", "cancelling", "cancelled", "paused"]).boxed(),
        ),
        ("plan_token", token("plan").boxed()),
        ("customer_token", token("cus").boxed()),
        ("card_token", token("card").boxed()),
    ]);
    object("sub", members)
}

pub fn any_charge() -> BoxedStrategy<Value> {
    let mut members: Vec<(&str, BoxedStrategy<Value>)> = Vec::new();
    for name in [
        "description",
        "email",
        "ip_address",
        "status_message",
        "error_message",
        "authorisation_token",
        "status",
    ] {
        members.push((name, text().boxed()));
    }
    for name in [
        "amount",
        "amount_refunded",
        "total_fees",
        "merchant_entitlement",
        "platform_fees",
    ] {
        members.push((name, number().boxed()));
    }
    for name in [
        "success",
        "refund_pending",
        "authorisation_expired",
        "authorisation_voided",
        "captured",
        "active_chargebacks",
    ] {
        members.push((name, flag().boxed()));
    }
    let metadata =
        proptest::collection::btree_map(any::<String>(), text(), 0..4).prop_map(|pairs| {
            Value::Object(
                pairs
                    .into_iter()
                    .filter(|(_, value)| value.is_string())
                    .collect(),
            )
        });
    let transfer = object(
        "tfer",
        vec![("state", text().boxed()), ("paid_at", time().boxed())],
    );
    let adjustment = object(
        "adj",
        vec![
            ("amount", number().boxed()),
            ("currency", currency().boxed()),
        ],
    );
    members.extend([
        ("created_at", time().boxed()),
        ("captured_at", time().boxed()),
        ("currency", currency().boxed()),
        ("settlement_currency", currency().boxed()),
        ("card", prop_oneof![any_card(), text()].boxed()),
        (
            "transfer",
            proptest::collection::vec(transfer, 0..3)
                .prop_map(Value::from)
                .boxed(),
        ),
        ("metadata", metadata.boxed()),
        (
            "platform_adjustment",
            prop_oneof![adjustment, text()].boxed(),
        ),
    ]);
    object("ch", members)
}

pub fn part<T: serde::de::DeserializeOwned + std::fmt::Debug + Clone>(
    one: BoxedStrategy<Value>,
) -> impl Strategy<Value = Partial<T>> {
    let rows = proptest::collection::vec(one.prop_map(|json| made(&json)), 0..6);
    (rows, any::<Option<u64>>(), any::<bool>()).prop_map(|(rows, total, is_whole)| Partial {
        rows,
        total,
        is_whole,
    })
}
