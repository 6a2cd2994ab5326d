//! `POST /charges`: every card source, the test cards' refusals, the least amounts (contract sections 2, 7
//! and 11).
//!
//! *Choices*: several card sources at once are a 422, none at all is refused as an empty card; the email may
//! be left out when a customer pays; a card that has expired is declined; a declined charge spends its card
//! token; the card in a charge stays as it was when it was charged; an unknown customer or payment source is
//! a 404; the text for a currency that is not supported; `reference` is taken and not answered; an account
//! has no limit per charge.

use http::StatusCode;
use indexmap::IndexMap;

use super::three_d_secure;
use crate::sandbox::api::amount;
use crate::sandbox::api::call::Call;
use crate::sandbox::api::cards;
use crate::sandbox::api::customers::{complaints_about, too_many};
use crate::sandbox::api::params::Params;
use crate::sandbox::api::problem::{BLANK, Message, NOT_VALID, Problem};
use crate::sandbox::api::reply::{Outcome, Reply};
use crate::sandbox::world::records::lifecycle::ChargeDetails;
use crate::sandbox::world::records::{Card, CardFacts, Charge};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::{FoundCustomer, Transaction};

/// Who pays, and with which card.
struct Source {
    facts: CardFacts,
    card: Card,
    customer: Option<String>,
}

impl Source {
    /// Returns a card and the customer it belongs to, if it has one.
    fn of(facts: CardFacts, token: &str, customer: Option<FoundCustomer>) -> Self {
        let owner = customer.as_ref().map(|customer| customer.as_owner(token));
        Self {
            card: facts.card(token, owner),
            facts,
            customer: customer.map(|customer| customer.token),
        }
    }
}

const SOURCES: [&str; 4] = [
    "card",
    "card_token",
    "payment_source_token",
    "customer_token",
];

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let params = &call.params;
    let payer = params
        .filled("customer_token")
        .map(|token| tx.customer(&token))
        .transpose()?;
    let mut messages = Vec::new();
    let email = params
        .filled("email")
        .or(payer.as_ref().map(|payer| payer.person.email.clone()))
        .unwrap_or_default();
    messages.extend(complaints_about(&email));
    let currency = amount::of(params);
    if currency.is_none() {
        messages.push(amount::not_supported());
    }
    let amount = amount::read(params, "amount", currency, &mut messages);
    let metadata = metadata_of(params, &mut messages);
    let (named, facts) = source_of(params, tx.now, &mut messages);
    let platform_adjustment = platform_share(params, amount, &mut messages);
    let callback = three_d_secure::callback(params, &mut messages);
    let (Some(currency), Some(amount), true) = (currency, amount, messages.is_empty()) else {
        return Err(Problem::invalid(messages));
    };
    let source = match (facts, payer) {
        (Some(facts), _) => Source::of(facts, &fresh(Kind::Card)?, None),
        (None, Some(payer)) => {
            let facts = tx
                .card_facts(&payer.primary)?
                .ok_or_else(Problem::not_found)?;
            let token = payer.primary.clone();
            Source::of(facts, &token, Some(payer))
        }
        (None, None) => by_token(tx, named, &params.filled(named).unwrap_or_default())?,
    };
    let details = ChargeDetails {
        email,
        amount,
        currency: currency.code,
        description: params.text("description"),
        ip_address: params.text("ip_address"),
        metadata,
        platform_adjustment,
    };
    let captures = params.flag("capture").unwrap_or(true);
    settle(tx, source, details, captures, callback)
}

/// Returns the parameter that names the payer, and the card if its fields are given there.
fn source_of(
    params: &Params,
    now: i64,
    messages: &mut Vec<Message>,
) -> (&'static str, Option<CardFacts>) {
    let sent = params.chosen(&SOURCES);
    if sent.len() > 1 {
        messages.extend(too_many(&sent));
    }
    let named = sent.first().copied().unwrap_or("card");
    if named == "card" {
        let card = params.nested("card").unwrap_or_default();
        return (named, cards::form::read_nested(&card, now, messages));
    }
    if params.filled(named).is_none() {
        messages.push(Message::new(named, BLANK));
    }
    (named, None)
}

/// Creates and stores a charge; with a `callback`, the cardholder must answer the bank's questions there.
fn settle(
    tx: &Transaction,
    source: Source,
    details: ChargeDetails,
    captures: bool,
    callback: Option<String>,
) -> Outcome {
    let refusal = source
        .facts
        .refusal
        .clone()
        .or_else(|| source.facts.expired(tx.now));
    let token = fresh(Kind::Charge)?;
    let mut charge = Charge::new(token, details, source.card, refusal.as_deref(), tx.now);
    if refusal.is_none() && captures {
        charge.capture(tx.now);
    }
    let customer = source.customer.as_deref();
    tx.db.charges().add(&charge, customer, None, tx.now)?;
    match (refusal, callback) {
        (_, Some(callback)) => three_d_secure::begin(tx, &charge, &callback),
        (None, None) => Reply::one(StatusCode::CREATED, &charge),
        (Some(refusal), None) => Err(Problem::declined(&refusal, &charge.token)),
    }
}

/// Returns the card behind a token: a customer's, or an unused one, which is spent by this.
fn by_token(tx: &Transaction, named: &str, token: &str) -> Result<Source, Problem> {
    let token = match named {
        "payment_source_token" => {
            let card = tx.db.cards().of_source(token)?;
            &card.ok_or_else(Problem::not_found)?
        }
        _ => token,
    };
    let owner = match tx.db.cards().find(token)? {
        Some(row) => row.customer.filter(|_| !row.gone),
        None => Some(cards::base_owner(tx, token)?),
    };
    let owner = owner.map(|customer| tx.customer(&customer)).transpose()?;
    cards::accept(tx, token, owner.as_ref())?;
    let facts = tx.card_facts(token)?.ok_or_else(Problem::not_found)?;
    Ok(Source::of(facts, token, owner))
}

/// Reads the platform's share of the charge, in the charge's currency: nothing unless given, at most all of
/// it.
fn platform_share(params: &Params, amount: Option<i64>, messages: &mut Vec<Message>) -> i64 {
    let sent = params.nested("platform_adjustment").unwrap_or_default();
    let Some(text) = sent.filled("amount") else {
        return 0;
    };
    let complaint = match amount::whole(&text) {
        Ok(stored) if (0..=amount.unwrap_or(i64::MAX)).contains(&stored) => return stored,
        Ok(_) => "must be between 0 and the amount of the charge",
        Err(complaint) => complaint,
    };
    messages.push(Message::new("platform_adjustment.amount", complaint));
    0
}

/// Reads the metadata: at most 25 members, keys of 50 and values of 500 characters (contract section 7), all
/// text.
fn metadata_of(params: &Params, messages: &mut Vec<Message>) -> IndexMap<String, String> {
    let sent = params.nested("metadata").unwrap_or_default();
    let mut fits = true;
    let mut metadata = IndexMap::new();
    for (key, value) in sent.members() {
        let Some(value) = value else {
            fits = false;
            continue;
        };
        fits &= key.chars().count() <= 50 && value.chars().count() <= 500;
        metadata.insert(key.to_owned(), value);
    }
    if metadata.len() > 25 || !fits {
        messages.push(Message::new("metadata", NOT_VALID));
    }
    metadata
}
