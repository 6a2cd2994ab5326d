//! The card fields of a request: validated in the API's order; only what may be stored of them is returned.

use super::test_numbers;
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::{BLANK, Message, NOT_VALID};
use crate::sandbox::world::clock::is_over;
use crate::sandbox::world::records::{CardDetails, CardFacts};

/// Reads card fields; `prefix` is `card.` inside a customer or charge and empty elsewhere (contract section
/// 2).
///
/// *Choices*: a number may hold blanks and dashes; the words for a month, year or verification code that is
/// none are those for a number. The current month is still good (contract section 2, inferred).
pub fn read(params: &Params, prefix: &str, now: i64) -> Result<CardFacts, Vec<Message>> {
    let mut messages = Vec::new();
    let mut refuse = |name: &str, complaint: &str| {
        messages.push(Message::new(&format!("{prefix}{name}"), complaint));
    };

    let found = number(params, &mut refuse);
    let expiry = expiry(params, now, &mut refuse);
    match params.filled("cvc") {
        None => refuse("cvc", BLANK),
        Some(cvc) if !is_cvc(cvc.trim()) => refuse("cvc", NOT_VALID),
        Some(_) => {}
    }
    for name in ["name", "address_line1", "address_city", "address_country"] {
        if params.filled(name).is_none() {
            refuse(name, BLANK);
        }
    }
    let (Some(facts), Some((expiry_year, expiry_month)), true) =
        (found, expiry, messages.is_empty())
    else {
        return Err(messages);
    };
    let details = CardDetails {
        expiry_month,
        expiry_year,
        name: params.text("name"),
        address_line1: params.text("address_line1"),
        address_line2: params.text("address_line2"),
        address_city: params.text("address_city"),
        address_postcode: params.text("address_postcode"),
        address_state: params.text("address_state"),
        address_country: params.text("address_country"),
        ..facts.details
    };
    Ok(CardFacts { details, ..facts })
}

/// Reads the fields of a nested card and adds what is wrong with them to `messages`.
pub fn read_nested(sent: &Params, now: i64, messages: &mut Vec<Message>) -> Option<CardFacts> {
    match read(sent, "card.", now) {
        Ok(facts) => Some(facts),
        Err(complaints) => {
            messages.extend(complaints);
            None
        }
    }
}

/// Reads a wallet's network token: a number, an expiry and the wallet, but no name and no address.
pub fn read_network_token(
    params: &Params,
    prefix: &str,
    now: i64,
) -> Result<CardFacts, Vec<Message>> {
    let mut messages = Vec::new();
    let mut refuse = |name: &str, complaint: &str| {
        messages.push(Message::new(&format!("{prefix}{name}"), complaint));
    };
    let found = number(params, &mut refuse);
    let expiry = expiry(params, now, &mut refuse);
    let wallet = params.filled("network_type");
    match wallet.as_deref() {
        None => refuse("network_type", BLANK),
        Some("applepay" | "googlepay") => {}
        Some(_) => refuse("network_type", NOT_VALID),
    }
    match (found, expiry, messages.is_empty()) {
        (Some(mut facts), Some(expiry), true) => {
            (facts.details.expiry_year, facts.details.expiry_month) = expiry;
            facts.network_type = wallet;
            Ok(facts)
        }
        _ => Err(messages),
    }
}

/// Reads a card's number as what may be stored of it.
fn number(params: &Params, refuse: &mut impl FnMut(&str, &str)) -> Option<CardFacts> {
    let Some(number) = params.filled("number") else {
        refuse("number", BLANK);
        return None;
    };
    let digits: String = number.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let Some(card) = test_numbers::find(&digits) else {
        let complaint = if test_numbers::is_well_formed(&digits) {
            test_numbers::NOT_ONE
        } else {
            NOT_VALID
        };
        refuse("number", complaint);
        return None;
    };
    let from_fourth = digits.len().saturating_sub(4);
    Some(CardFacts {
        scheme: card.scheme.to_owned(),
        last_four: digits.chars().skip(from_fourth).collect(),
        details: CardDetails {
            issuing_country: card.country.to_owned(),
            ..CardDetails::default()
        },
        refusal: card.refusal.map(str::to_owned),
        ..CardFacts::default()
    })
}

fn is_cvc(text: &str) -> bool {
    (3..=4).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Reads year and month; an expired card is refused on both at once (contract section 2).
fn expiry(params: &Params, now: i64, refuse: &mut impl FnMut(&str, &str)) -> Option<(i64, i64)> {
    let mut part = |name: &str, read: fn(i64) -> Option<i64>| {
        let Some(text) = params.filled(name) else {
            refuse(name, BLANK);
            return None;
        };
        let part = text.trim().parse().ok().and_then(read);
        if part.is_none() {
            refuse(name, NOT_VALID);
        }
        part
    };
    let month = part("expiry_month", |month| {
        (1..=12).contains(&month).then_some(month)
    });
    let year = part("expiry_year", |year| match year {
        0..=99 => Some(2000 + year),
        1000..=9999 => Some(year),
        _ => None,
    });
    let expiry = (year?, month?);
    if is_over(expiry, now) {
        refuse("expiry_month", "is expired");
        refuse("expiry_year", "is expired");
        return None;
    }
    Some(expiry)
}
