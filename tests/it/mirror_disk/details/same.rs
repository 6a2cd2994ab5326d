//! Whatever the API layer can make of a body comes back equal, also after a restart.
use super::any::{any_card, any_charge, any_subscription, part};
use super::{all_of, at, card, cards, made, of, open, place, subscription, subscriptions};
use crate::mirror_disk::round::holds;
use pintui::api::cards::{Card, ExpiryPart};
use pintui::api::charges::Charge;
use pintui::api::subscriptions::Subscription;
use pintui::mirror::{Details, Partial, Subscribed};
use pintui::text::Safe;
use proptest::prelude::*;
use serde_json::{Value, json};
use std::path::Path;

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn random_lists_come_back_as_they_were(
        cards in part::<Card>(any_card()),
        subscriptions in part::<Subscription>(any_subscription()),
        charges in part::<Charge>(any_charge()),
    ) {
        let (_folder, file) = place();
        let (mut disk, _) = open(&file);
        let states = subscriptions.subscribed();
        let kept = [Details::Cards(cards), Details::Subscriptions(subscriptions), Details::Charges(charges)];
        for (second, details) in (0..).zip(&kept) {
            disk.keep_details(&of(1), details, at(second)).unwrap();
        }
        drop(disk);
        let (disk, trouble) = open(&file);
        prop_assert_eq!(trouble, None);
        let expected: Vec<_> = kept.into_iter().zip((0..).map(at)).collect();
        prop_assert_eq!(disk.details(&of(1)).unwrap(), expected);
        let told: Vec<_> = [(of(1), states)].into_iter().filter(|told| told.1 != Subscribed::UNKNOWN).collect();
        prop_assert_eq!(disk.subscribed(None, 9).unwrap(), told);
    }
}

/// Gives every object in a value, however deep.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(members) => {
            found.push(value);
            members.values().for_each(|value| objects(value, found));
        }
        Value::Array(values) => values.iter().for_each(|value| objects(value, found)),
        _ => {}
    }
}

#[test]
fn all_that_was_recorded_comes_back_as_it_was() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/recorded");
    let (mut cards, mut subscriptions, mut charges) = (Vec::new(), Vec::new(), Vec::new());
    for path in crate::pty::files(&root) {
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let recorded = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let mut found = Vec::new();
        objects(&recorded, &mut found);
        for object in found {
            match object["token"]
                .as_str()
                .and_then(|token| token.split('_').next())
            {
                Some("card") => cards.push(made(object)),
                Some("sub") => subscriptions.push(made(object)),
                Some("ch") => charges.push(made(object)),
                _ => {}
            }
        }
    }
    assert!(cards.len() > 20 && !subscriptions.is_empty() && charges.len() > 20);
    let kept = [
        Details::Cards(Partial::whole(cards, None)),
        Details::Subscriptions(Partial::whole(subscriptions, None)),
        Details::Charges(Partial::whole(charges, None)),
    ];
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    for details in &kept {
        disk.keep_details(&of(1), details, at(1)).unwrap();
    }
    let found = disk.details(&of(1)).unwrap();
    assert_eq!(found, kept.map(|details| (details, at(1))));
}

#[test]
fn a_list_takes_the_place_of_the_one_of_its_kind() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    assert_eq!(disk.details(&of(1)).unwrap(), []);
    for details in all_of(1) {
        disk.keep_details(&of(1), &details, at(1)).unwrap();
    }
    disk.keep_details(&of(2), &cards(2), at(2)).unwrap();
    let fewer = Details::Cards(Partial::whole(Vec::new(), Some(0)));
    disk.keep_details(&of(1), &fewer, at(3)).unwrap();
    let [_, subscriptions, charges] = all_of(1);
    let expected = [(fewer, at(3)), (subscriptions, at(1)), (charges, at(1))];
    assert_eq!(disk.details(&of(1)).unwrap(), expected);
    assert_eq!(disk.details(&of(2)).unwrap(), [(cards(2), at(2))]);
}

#[test]
fn what_subscriptions_say_is_known_after_a_restart() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let part = |is_whole| {
        let part = Partial {
            rows: Vec::new(),
            total: None,
            is_whole,
        };
        Details::Subscriptions(part)
    };
    let told = [
        (
            subscriptions(0, &["active", "cancelled"]),
            Subscribed::ACTIVE.and(Subscribed::CANCELLED),
        ),
        (subscriptions(1, &["trial"]), Subscribed::TRIAL),
        (
            subscriptions(2, &["cancelling", "paused"]),
            Subscribed::CANCELLING.and(Subscribed::OTHER),
        ),
        (subscriptions(3, &["paused"]), Subscribed::OTHER),
        (part(true), Subscribed::NONE),
        (part(false), Subscribed::UNKNOWN),
    ];
    for (number, (details, _)) in (0..).zip(&told) {
        disk.keep_details(&of(number), &subscriptions(number, &["trial"]), at(1))
            .unwrap();
        disk.keep_details(&of(number), details, at(1)).unwrap();
        // What is kept of cards says nothing of subscriptions.
        disk.keep_details(&of(number), &cards(number), at(2))
            .unwrap();
    }
    disk.keep_details(&of(90), &cards(90), at(2)).unwrap();
    drop(disk);
    let mut found = open(&file).0.subscribed(None, 99).unwrap();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    // Where nothing is told what was known stays.
    let states = told.map(|(_, states)| match states {
        Subscribed::UNKNOWN => Subscribed::TRIAL,
        known => known,
    });
    let expected: Vec<_> = (0..).map(of).zip(states).collect();
    assert_eq!(found, expected);
    assert_eq!(
        Subscribed::of(&[subscription(1, "active")]),
        Subscribed::ACTIVE
    );
    assert_eq!(Subscribed::of(&[]), Subscribed::NONE);
}

#[test]
fn no_card_number_reaches_the_file() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let mut members = json!({ "token": "card_1", "expiry_month": 4_200_000_000_000_000_i64 });
    let names = [
        "scheme",
        "display_number",
        "issuing_country",
        "expiry_year",
        "name",
        "address_line1",
        "address_line2",
        "address_city",
        "address_postcode",
        "address_state",
        "address_country",
        "network_type",
        "number",
    ];
    for name in names {
        members[name] = json!("4200000000000000");
    }
    let card: Card = made(&members);
    let masked = Safe::clean("4200000000000000");
    assert_eq!(card.expiry_month, Some(ExpiryPart::Other(masked)));
    let charge: Charge = made(
        &json!({ "token": "ch_1", "card": members, "description": "4200 0000 0000 0000",
        "metadata": { "4200000000000000": "4200-0000-0000-0000" } }),
    );
    disk.keep_details(
        &of(1),
        &Details::Cards(Partial::whole(vec![card], None)),
        at(1),
    )
    .unwrap();
    disk.keep_details(
        &of(1),
        &Details::Charges(Partial::whole(vec![charge], None)),
        at(1),
    )
    .unwrap();
    assert!(holds(&file, b"XXXXXXXXXXXX0000"));
    for number in [
        "4200000000000000",
        "4200 0000 0000 0000",
        "4200-0000-0000-0000",
    ] {
        assert!(!holds(&file, number.as_bytes()), "{number}");
    }
    assert!(!holds(&file, &4_200_000_000_000_000_i64.to_be_bytes()[2..]));
}

#[test]
fn no_control_character_reaches_the_file() {
    let (_folder, file) = place();
    let (mut disk, _) = open(&file);
    let mut one = card(1);
    one.name = Some(Safe::clean("\u{1b}[31mred\u{7}"));
    let kept = Details::Cards(Partial::whole(vec![one], None));
    disk.keep_details(&of(1), &kept, at(1)).unwrap();
    assert!(!holds(&file, b"\x1b[31m") && !holds(&file, b"u001b"));
    assert_eq!(disk.details(&of(1)).unwrap(), [(kept, at(1))]);
}
