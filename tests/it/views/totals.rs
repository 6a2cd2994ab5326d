//! Sums over charges: every part adds up, and no currency touches another.
use super::sample::{charge, charge_json};
use pintui::api::charges::Charge;
use pintui::api::money::Currency;
use pintui::model::totals::{ChargeKind, Totals};
use proptest::prelude::*;
use serde_json::json;
use strum::IntoEnumIterator;

fn any_charge() -> impl Strategy<Value = Charge> {
    let amounts = prop_oneof![0..1_000_000_i64, Just(i64::MAX), Just(i64::MAX / 2)];
    let currencies = prop::sample::select(vec!["AUD", "USD", "JPY", "XQX"]);
    let flags = prop::array::uniform6(prop::option::of(any::<bool>()));
    (amounts, currencies, flags, 0..3_i64).prop_map(|(amount, currency, flags, part)| {
        let [success, captured, voided, expired, disputed, pending] = flags;
        let json = json!({
            "amount": amount, "currency": currency, "success": success, "captured": captured,
            "authorisation_voided": voided, "authorisation_expired": expired,
            "active_chargebacks": disputed, "refund_pending": pending,
            "amount_refunded": amount / 2 * part,
        });
        charge(&charge_json(1, json))
    })
}

fn fits(sum: i128) -> Option<i64> {
    i64::try_from(sum).ok()
}

proptest! {
    #[test]
    fn the_parts_of_a_currency_are_sums_of_its_own_charges(
        charges in prop::collection::vec(any_charge(), 0..40)
    ) {
        let totals = Totals::of(&charges);
        let mut seen = 0;
        for (currency, sums) in totals.by_currency() {
            let own: Vec<&Charge> = charges.iter().filter(|c| c.currency == Some(currency)).collect();
            for kind in ChargeKind::iter() {
                let of_kind = own.iter().filter(|c| ChargeKind::of(&c.status()) == kind);
                let amounts: Vec<i64> = of_kind.filter_map(|c| c.amount).collect();
                let sum = amounts.iter().map(|a| i128::from(*a)).sum();
                prop_assert_eq!(sums.of(kind).count, amounts.len() as u64);
                prop_assert_eq!(sums.of(kind).amount, fits(sum));
                seen += amounts.len();
            }
            let taken = own.iter().filter(|c| ChargeKind::of(&c.status()).is_taken());
            let parts: Vec<_> = taken.map(|c| (c.amount.unwrap(), c.amount_refunded.unwrap())).collect();
            let sum = |part: fn(&(i64, i64)) -> i64| parts.iter().map(|p| i128::from(part(p))).sum();
            let net = fits(sum(|p| p.0)).zip(fits(sum(|p| p.1))).map(|(taken, back)| taken - back);
            prop_assert_eq!(sums.net().count, parts.len() as u64);
            prop_assert_eq!(sums.net().amount, net);
        }
        prop_assert_eq!(seen, charges.len());
    }

    #[test]
    fn a_charge_in_another_currency_changes_no_sum_but_its_own(
        charges in prop::collection::vec(any_charge(), 0..20), more in any_charge()
    ) {
        let before = Totals::of(&charges);
        let with = [charges, vec![more.clone()]].concat();
        let after = Totals::of(&with);
        for (currency, sums) in before.by_currency() {
            if more.currency != Some(currency) {
                prop_assert_eq!(after.get(currency), Some(sums));
            }
        }
    }
}

#[test]
fn what_is_held_failed_or_disputed_stands_apart_from_the_net() {
    let charges: Vec<Charge> = super::sample::varied(12).iter().map(charge).collect();
    let totals = Totals::of(&charges);
    let aud = totals.get(Currency::AUD).unwrap();
    assert_eq!(aud.net().amount, Some(4_900 + 32_000 - 8_000 + 4_900));
    assert_eq!(aud.of(ChargeKind::Authorised).amount, Some(120_000));
    assert_eq!(aud.of(ChargeKind::Disputed).amount, Some(8_800));
    assert_eq!(aud.refunded.count, 2);
}

#[test]
fn a_pending_refund_is_taken_off_once_and_stands_apart() {
    let made = |changed| charge(&charge_json(1, changed));
    let charges = [
        made(json!({"amount": 5_000, "amount_refunded": 2_000, "refund_pending": true})),
        made(json!({"amount": 5_000, "amount_refunded": 1_000})),
        made(json!({"amount": 5_000, "amount_refunded": 5_000, "active_chargebacks": true})),
    ];
    let totals = Totals::of(&charges);
    let aud = totals.get(Currency::AUD).unwrap();
    assert_eq!(aud.pending.amount, Some(2_000));
    assert_eq!(aud.refunded.amount, Some(1_000));
    assert_eq!(aud.net().amount, Some(10_000 - 2_000 - 1_000));
}

#[test]
fn what_is_too_large_is_said_and_not_wrapped_round() {
    let huge = charge(&charge_json(1, json!({"amount": i64::MAX})));
    let totals = Totals::of(&[huge.clone(), huge]);
    let aud = totals.get(Currency::AUD).unwrap();
    assert_eq!(aud.net().amount, None);
    assert_eq!(aud.net().text(Currency::AUD), "AUD too large");
}

#[test]
fn a_charge_without_an_amount_is_counted_apart() {
    let odd = charge(&charge_json(1, json!({"amount": "many"})));
    let totals = Totals::of(&[odd]);
    assert_eq!(totals.uncounted, 1);
    assert!(totals.by_currency().is_empty());
}
