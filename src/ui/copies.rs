//! What can be copied from a record.
use crate::api::cards::Card;
use crate::api::charges::{Charge, ChargeStatus};
use crate::api::customers::{Customer, CustomerField};
use crate::api::plans::Plan;
use crate::api::subscriptions::Subscription;
use crate::model::ask::{Choice, Pick, Then};
use crate::model::cx::Sight;
use crate::model::effect::{Effect, TerminalCommand};
use crate::ui::show;
use crate::ui::words::{card, plan};

/// Offers each text that is not empty, and all of them as one row.
fn pick(texts: Vec<(&str, String)>) -> Pick {
    let texts: Vec<_> = texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let row: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let whole = ("Row", row.join("\t"));
    let choices = texts.iter().cloned().chain([whole]);
    Pick {
        title: "Copy".to_owned(),
        enter: "copy",
        about: Vec::new(),
        choices: choices.map(|(label, text)| choice(label, text)).collect(),
        here: 0,
    }
}

fn choice(label: &str, text: String) -> Choice {
    Choice {
        label: label.to_owned(),
        detail: text.replace('\t', "  "),
        then: Then::Effect(Effect::Terminal(TerminalCommand::Copy(text))),
    }
}

fn text(value: Option<impl ToString>) -> String {
    value.map_or_else(String::new, |value| value.to_string())
}

pub fn of_customer(customer: &Customer) -> Pick {
    let field = |field| customer.field(field).to_owned();
    pick(vec![
        ("Token", customer.token.to_string()),
        ("Email", field(CustomerField::Email)),
        ("Name", customer.name()),
        ("Phone", field(CustomerField::PhoneNumber)),
        ("Company", field(CustomerField::Company)),
    ])
}

pub fn of_card(card: &Card) -> Pick {
    pick(vec![
        ("Token", card.token.to_string()),
        ("Scheme", card.brand().into_owned()),
        ("Number", text(card.display_number.as_ref())),
        ("Expiry", card::expiry(card)),
        ("Name", text(card.name.as_ref())),
    ])
}

pub fn of_subscription(subscription: &Subscription, plan: &str) -> Pick {
    pick(vec![
        ("Token", subscription.token.to_string()),
        ("Plan", plan.to_owned()),
        ("State", subscription.state.word().to_owned()),
        ("Customer", text(subscription.customer_token.as_ref())),
    ])
}

pub fn of_plan(plan: &Plan) -> Pick {
    pick(vec![
        ("Token", plan.token.to_string()),
        ("Name", text(plan.name.as_ref())),
        ("Price", plan::price(plan).unwrap_or_default()),
    ])
}

pub fn of_charge(charge: &Charge, sight: &Sight) -> Pick {
    let date = show::moment(&charge.created_at, |at| at.to_string());
    let mut pick = pick(vec![
        ("Token", charge.token.to_string()),
        ("Amount", text(charge.money())),
        ("Date", date),
        ("Description", text(charge.description.as_ref())),
        ("Email", text(charge.email.as_ref())),
    ]);
    if let Some(sentence) = for_customer(charge, sight) {
        // After the token, which people are used to find first.
        pick.choices.insert(1, choice("For the customer", sentence));
    }
    pick
}

/// Returns what a customer can find on a statement: `A$134.00 on 24 Nov 2026, 13:07 AEDT, Amex ending 3007`,
/// and what became of it where that is not simply that it was charged. Why a card was refused is for the bank
/// to say.
fn for_customer(charge: &Charge, sight: &Sight) -> Option<String> {
    let (money, at) = (charge.money()?, charge.created_at.at()?);
    let at = at.to_zoned(sight.time_zone.clone());
    let card = charge.card.as_ref().and_then(|card| {
        let (brand, last) = (card.brand(), card.last_four()?);
        Some(match card.wallet() {
            // The customer's own card ends in other digits.
            Some(_) => format!(", {brand}, {} ending {last}", card::DEVICE_NUMBER),
            None => format!(", {brand} ending {last}"),
        })
    });
    let (at, card) = (at.strftime("%-d %b %Y, %H:%M %Z"), card.unwrap_or_default());
    let sentence = format!("{money} on {at}{card}");
    let became = match charge.status() {
        ChargeStatus::Failed(_) | ChargeStatus::Voided | ChargeStatus::Expired => "not charged",
        ChargeStatus::Authorised => "authorised, not charged yet",
        ChargeStatus::Refunded => "refunded in full",
        ChargeStatus::RefundPending => match charge.refunded().filter(|back| back.amount > 0) {
            // The sum counts what was paid back and what is on its way together.
            Some(back) => {
                return Some(format!("{sentence} ({back} refunded or being refunded)"));
            }
            None => "refund pending",
        },
        ChargeStatus::Disputed => "disputed",
        ChargeStatus::PartRefunded(back) | ChargeStatus::OverRefunded(back) => {
            return Some(format!("{sentence} ({back} refunded)"));
        }
        ChargeStatus::Captured | ChargeStatus::Other(_) | ChargeStatus::Unknown => {
            return Some(sentence);
        }
    };
    Some(format!("{sentence} ({became})"))
}
