//! What can be copied from a record.
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::customers::{Customer, CustomerField};
use crate::api::plans::Plan;
use crate::api::subscriptions::Subscription;
use crate::model::ask::{Choice, Pick, Then};
use crate::model::effect::Effect;
use crate::text::Safe;

/// Offers each text that is not empty, and all of them as one row.
fn pick(texts: Vec<(&str, String)>) -> Pick {
    let texts: Vec<_> = texts
        .into_iter()
        .filter(|(_, text)| !text.is_empty())
        .collect();
    let row: Vec<&str> = texts.iter().map(|(_, text)| text.as_str()).collect();
    let whole = ("Row", row.join("\t"));
    let choices = texts
        .iter()
        .cloned()
        .chain([whole])
        .map(|(label, text)| Choice {
            label: label.to_owned(),
            detail: text.replace('\t', "  "),
            then: Then::Effect(Effect::Copy(text)),
        });
    Pick {
        title: "Copy".to_owned(),
        about: Vec::new(),
        choices: choices.collect(),
    }
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
    let text = |text: &Option<Safe>| text.as_ref().map_or_else(String::new, ToString::to_string);
    pick(vec![
        ("Token", card.token.to_string()),
        ("Scheme", card.scheme_name().to_owned()),
        ("Number", text(&card.display_number)),
        ("Expiry", crate::ui::show::expiry(card)),
        ("Name", text(&card.name)),
    ])
}

pub fn of_subscription(subscription: &Subscription, plan: &str) -> Pick {
    pick(vec![
        ("Token", subscription.token.to_string()),
        ("Plan", plan.to_owned()),
        ("State", subscription.state.word().to_owned()),
        (
            "Customer",
            subscription
                .customer_token
                .as_ref()
                .map_or_else(String::new, ToString::to_string),
        ),
    ])
}

pub fn of_plan(plan: &Plan) -> Pick {
    let name = plan.name.as_ref();
    pick(vec![
        ("Token", plan.token.to_string()),
        ("Name", name.map_or_else(String::new, ToString::to_string)),
        ("Price", crate::ui::terms::price(plan).unwrap_or_default()),
    ])
}

pub fn of_charge(charge: &Charge) -> Pick {
    let text = |text: &Option<Safe>| text.as_ref().map_or_else(String::new, ToString::to_string);
    pick(vec![
        ("Token", charge.token.to_string()),
        (
            "Amount",
            charge
                .money()
                .map_or_else(String::new, |money| money.to_string()),
        ),
        (
            "Date",
            charge
                .created_at
                .map_or_else(String::new, |at| at.to_string()),
        ),
        ("Description", text(&charge.description)),
        ("Email", text(&charge.email)),
    ])
}
