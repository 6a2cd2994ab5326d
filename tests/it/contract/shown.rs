//! Our types as JSON again, to be laid beside what was recorded.
#![expect(clippy::ref_option, reason = "fields are lent as they are")]
use pintui::api::balance::{Amounts, Balance};
use pintui::api::cards::{Card, ExpiryPart};
use pintui::api::charges::{Adjustment, Charge, Transfer};
use pintui::api::customers::Customer;
use pintui::api::ledger::LedgerEntry;
use pintui::api::moment::Moment;
use pintui::api::money::{Currency, Money};
use pintui::api::plans::{Plan, SubscriptionCounts};
use pintui::api::refunds::Refund;
use pintui::api::subscriptions::Subscription;
use pintui::text::Safe;
use serde_json::{Value, json};
use std::collections::BTreeMap;

pub type Shown = BTreeMap<&'static str, Value>;

/// Members that the API has, or once had, and the dashboard does not read.
const NOT_READ: [&str; 3] = [
    "network_format",
    "current_period_started_at",
    "current_period_ends_at",
];

/// Compares every recorded member with ours; one that we have and that was not recorded must be empty.
pub fn compare(name: &str, ours: &Shown, recorded: &Value) {
    let recorded = recorded.as_object().expect("an object");
    for (member, value) in recorded {
        match ours.get(member.as_str()) {
            // A card in another record.
            Some(our) if our["token"].is_string() => {
                assert_eq!(our["token"], value["token"], "{name}");
            }
            Some(our) if member == "metadata" => assert_eq!(our, &texts(value), "{name}"),
            Some(our) => assert_eq!(our, value, "{name}: {member}"),
            None => assert!(
                NOT_READ.contains(&member.as_str()),
                "{name}: {member} is lost"
            ),
        }
    }
    for (member, value) in ours {
        let missing = !recorded.contains_key(*member);
        let empty = value.is_null() || *value == json!([]) || *value == json!({});
        assert!(!missing || empty, "{name}: {member} comes from nowhere");
    }
}

/// Gives values as the texts that they are shown as.
fn texts(value: &Value) -> Value {
    let pairs = value.as_object().expect("an object").iter();
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    pairs
        .map(|(key, value)| (key.clone(), json!(text(value))))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn text(value: &Option<Safe>) -> Value {
    json!(value.as_ref().map(Safe::as_str))
}

fn time(moment: &Moment) -> Value {
    word(&moment.at())
}

fn word<T: ToString>(value: &Option<T>) -> Value {
    json!(value.as_ref().map(T::to_string))
}

fn part(value: &Option<ExpiryPart>) -> Value {
    match value {
        Some(ExpiryPart::Number(number)) => json!(number),
        Some(ExpiryPart::Other(text)) => json!(text.as_str()),
        None => Value::Null,
    }
}

pub fn card(card: &Card) -> Shown {
    Shown::from([
        ("token", json!(card.token.as_str())),
        ("scheme", text(&card.scheme)),
        ("display_number", text(&card.display_number)),
        ("issuing_country", text(&card.issuing_country)),
        ("expiry_month", part(&card.expiry_month)),
        ("expiry_year", part(&card.expiry_year)),
        ("name", text(&card.name)),
        ("address_line1", text(&card.address_line1)),
        ("address_line2", text(&card.address_line2)),
        ("address_city", text(&card.address_city)),
        ("address_postcode", text(&card.address_postcode)),
        ("address_state", text(&card.address_state)),
        ("address_country", text(&card.address_country)),
        ("customer_token", word(&card.customer_token)),
        ("primary", json!(card.primary)),
        ("network_type", text(&card.network_type)),
    ])
}

/// A card inside of another record, as far as it is read; which members it has was compared by itself.
fn inner(value: &Option<Card>) -> Value {
    value.as_ref().map_or(Value::Null, |value| {
        assert!(
            value.scheme.is_some() && value.last_four().is_some(),
            "{value:?}"
        );
        json!({"token": value.token.as_str()})
    })
}

pub fn customer(customer: &Customer) -> Shown {
    Shown::from([
        ("token", json!(customer.token.as_str())),
        ("email", text(&customer.email)),
        ("first_name", text(&customer.first_name)),
        ("last_name", text(&customer.last_name)),
        ("phone_number", text(&customer.phone_number)),
        ("company", text(&customer.company)),
        ("notes", text(&customer.notes)),
        ("created_at", word(&customer.created_at)),
        ("card", inner(&customer.card)),
    ])
}

pub fn charge(charge: &Charge) -> Shown {
    let metadata: BTreeMap<&str, &str> = charge
        .metadata
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let adjustment = charge.platform_adjustment.as_ref();
    Shown::from([
        ("token", json!(charge.token.as_str())),
        ("success", json!(charge.success)),
        ("amount", json!(charge.amount)),
        ("currency", word(&charge.currency)),
        ("description", text(&charge.description)),
        ("email", text(&charge.email)),
        ("ip_address", text(&charge.ip_address)),
        ("created_at", time(&charge.created_at)),
        ("status_message", text(&charge.status_message)),
        ("error_message", text(&charge.error_message)),
        ("card", inner(&charge.card)),
        ("transfer", charge.transfer.iter().map(transfer).collect()),
        ("amount_refunded", json!(charge.amount_refunded)),
        ("total_fees", json!(charge.total_fees)),
        ("merchant_entitlement", json!(charge.merchant_entitlement)),
        ("refund_pending", json!(charge.refund_pending)),
        ("authorisation_token", text(&charge.authorisation_token)),
        ("authorisation_expired", json!(charge.authorisation_expired)),
        ("authorisation_voided", json!(charge.authorisation_voided)),
        ("captured", json!(charge.captured)),
        ("captured_at", time(&charge.captured_at)),
        ("settlement_currency", word(&charge.settlement_currency)),
        ("active_chargebacks", json!(charge.active_chargebacks)),
        ("metadata", json!(metadata)),
        ("platform_fees", json!(charge.platform_fees)),
        (
            "platform_adjustment",
            adjustment.map_or(Value::Null, adjusted),
        ),
        ("status", text(&charge.status)),
    ])
}

fn adjusted(adjustment: &Adjustment) -> Value {
    json!({"amount": adjustment.amount, "currency": adjustment.currency.as_ref().map(Currency::code)})
}

fn transfer(transfer: &Transfer) -> Value {
    json!({"state": text(&transfer.state), "paid_at": time(&transfer.paid_at), "token": text(&transfer.token)})
}

pub fn refund(refund: &Refund) -> Shown {
    Shown::from([
        ("token", json!(refund.token.as_str())),
        ("success", json!(refund.success)),
        ("amount", json!(refund.amount)),
        ("currency", word(&refund.currency)),
        ("charge", word(&refund.charge)),
        ("created_at", time(&refund.created_at)),
        ("error_message", text(&refund.error_message)),
        ("status_message", text(&refund.status_message)),
    ])
}

pub fn plan(plan: &Plan) -> Shown {
    let permissions = plan.customer_permissions.iter().map(Safe::as_str);
    let counts = plan.subscription_counts.as_ref();
    Shown::from([
        ("token", json!(plan.token.as_str())),
        ("name", text(&plan.name)),
        ("amount", json!(plan.amount)),
        ("currency", word(&plan.currency)),
        ("setup_amount", json!(plan.setup_amount)),
        ("trial_amount", json!(plan.trial_amount)),
        ("interval", json!(plan.interval)),
        ("interval_unit", text(&plan.interval_unit)),
        ("intervals", json!(plan.intervals)),
        ("trial_interval", json!(plan.trial_interval)),
        ("trial_interval_unit", text(&plan.trial_interval_unit)),
        ("created_at", word(&plan.created_at)),
        (
            "customer_permissions",
            json!(permissions.collect::<Vec<_>>()),
        ),
        ("subscription_counts", counts.map_or(Value::Null, counted)),
    ])
}

fn counted(counts: &SubscriptionCounts) -> Value {
    json!({"trial": counts.trial, "active": counts.active, "cancelling": counts.cancelling, "cancelled": counts.cancelled})
}

pub fn ledger_entry(entry: &LedgerEntry) -> Shown {
    Shown::from([
        ("created_at", time(&entry.created_at)),
        ("type", text(&entry.kind)),
        ("amount", json!(entry.amount)),
        ("currency", word(&entry.currency)),
        ("annotation", text(&entry.annotation)),
    ])
}

pub fn balance(balance: &Balance) -> Shown {
    Shown::from([
        ("available", amounts(&balance.available)),
        ("pending", amounts(&balance.pending)),
    ])
}

fn amounts(amounts: &Amounts) -> Value {
    let one = |money: &Money| json!({"amount": money.amount, "currency": money.currency.code()});
    amounts.money.iter().map(one).collect()
}

pub fn subscription(subscription: &Subscription) -> Shown {
    Shown::from([
        ("token", json!(subscription.token.as_str())),
        ("state", json!(subscription.state.word())),
        ("plan_token", word(&subscription.plan_token)),
        ("customer_token", word(&subscription.customer_token)),
        ("card_token", word(&subscription.card_token)),
        ("next_billing_date", time(&subscription.next_billing_date)),
        (
            "active_interval_started_at",
            time(&subscription.active_interval_started_at),
        ),
        (
            "active_interval_finishes_at",
            time(&subscription.active_interval_finishes_at),
        ),
        ("cancelled_at", time(&subscription.cancelled_at)),
        ("created_at", time(&subscription.created_at)),
    ])
}
