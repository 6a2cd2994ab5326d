//! `POST /charges`: every card source, the test cards' refusals, the least amounts (contract sections 2, 7 and 11).
//!
//! *Choices*: several card sources at once are a 422, none at all is refused as an empty card; the email may be left out
//! when a customer pays; a base card that has expired is declined; a declined charge spends its card token; an amount
//! settles in its own currency; the card in a charge stays as it was when it was charged; a charge that is only
//! authorised says `Authorised` and has no `authorisation_token`; an unknown customer is a 404; the text for a currency
//! that is not supported.

use std::collections::BTreeMap;

use axum::http::StatusCode;

use super::call::Call;
use super::card_token::{self, Claim};
use super::clock::{stamp, year_and_month};
use super::currency::{self, Currency};
use super::customers::{complaint_about, read_card, too_many};
use super::desk::{Desk, Found};
use super::params::Params;
use super::problem::{BLANK, Message, NOT_VALID, Problem};
use super::record::{Adjustment, Card, CardFacts, Charge};
use super::reply::{Outcome, Reply};
use super::seed::{fees, refusal_message};
use super::token::{Kind, fresh};

/// Who and what pays.
struct Source {
    facts: CardFacts,
    card: Card,
    customer: Option<String>,
}

const SOURCES: [&str; 4] = [
    "card",
    "card_token",
    "payment_source_token",
    "customer_token",
];

pub(super) fn create(desk: &mut Desk, call: &Call) -> Outcome {
    let params = &call.params;
    let sources: Vec<&str> = SOURCES
        .into_iter()
        .filter(|name| params.has(name))
        .collect();
    let payer = params
        .filled("customer_token")
        .map(|token| desk.customer(&token))
        .transpose()?;
    let mut messages = Vec::new();
    let email = params
        .filled("email")
        .or(payer.as_ref().map(|payer| payer.person.email.clone()))
        .unwrap_or_default();
    messages.extend(complaint_about(&email));
    let currency = currency_of(params, &mut messages);
    let amount = amount_of(params, currency, &mut messages);
    let metadata = metadata_of(params, &mut messages);
    if sources.len() > 1 {
        messages.extend(too_many(&sources));
    }
    let source = sources.first().copied().unwrap_or("card");
    let facts = match source {
        "card" => read_card(
            &params.nested("card").unwrap_or_default(),
            desk.now,
            &mut messages,
        ),
        named => {
            if params.filled(named).is_none() {
                messages.push(Message::new(named, BLANK));
            }
            None
        }
    };
    let (Some(currency), Some(amount), true) = (currency, amount, messages.is_empty()) else {
        return Err(Problem::invalid(messages));
    };
    let source = match (facts, payer) {
        (Some(facts), _) => Source {
            card: facts.card(&fresh(Kind::Card)?, None),
            facts,
            customer: None,
        },
        (None, Some(payer)) => primary_of(desk, &payer)?,
        (None, None) => by_token(desk, &params.filled(source).unwrap_or_default())?,
    };
    let asked = Asked {
        email,
        amount,
        currency,
        metadata,
    };
    settle(desk, params, source, asked)
}

/// What was asked for, checked.
struct Asked {
    email: String,
    amount: i64,
    currency: &'static Currency,
    metadata: BTreeMap<String, String>,
}

fn settle(desk: &Desk, params: &Params, source: Source, asked: Asked) -> Outcome {
    let lapsed = (source.facts.expiry_year, source.facts.expiry_month) < year_and_month(desk.now);
    let refusal = source
        .facts
        .refusal
        .or_else(|| lapsed.then(|| "card_declined".to_owned()));
    let message = refusal.as_deref().map(refusal_message);
    let captured = refusal.is_none() && params.text("capture").as_deref() != Some("false");
    let authorised = if captured { "Success" } else { "Authorised" };
    let total_fees = captured.then(|| fees(asked.amount));
    let now = stamp(desk.now);
    let code = asked.currency.code.to_owned();
    let charge = Charge {
        token: fresh(Kind::Charge)?,
        success: refusal.is_none(),
        amount: asked.amount,
        currency: code.clone(),
        description: params.text("description"),
        email: asked.email,
        ip_address: params.text("ip_address"),
        created_at: now.clone(),
        status_message: message.unwrap_or(authorised).to_owned(),
        error_message: message.map(str::to_owned),
        card: source.card,
        transfer: Vec::new(),
        amount_refunded: 0,
        total_fees,
        merchant_entitlement: total_fees.map(|fees| asked.amount - fees),
        refund_pending: false,
        authorisation_token: None,
        authorisation_expired: false,
        authorisation_voided: false,
        captured,
        captured_at: captured.then_some(now),
        settlement_currency: code.clone(),
        active_chargebacks: false,
        metadata: asked.metadata,
        platform_fees: 0,
        platform_adjustment: Adjustment {
            amount: 0,
            currency: code,
        },
    };
    desk.store
        .add_charge(&charge, source.customer.as_deref(), desk.now)?;
    match refusal {
        None => Reply::one(StatusCode::CREATED, &charge),
        Some(refusal) => Err(declined(&refusal, charge.token)),
    }
}

fn declined(refusal: &str, charge: String) -> Problem {
    let upstream = refusal == "gateway_error";
    let status = if upstream {
        StatusCode::BAD_GATEWAY
    } else {
        StatusCode::BAD_REQUEST
    };
    let mut problem = Problem::new(status, code(refusal), refusal_message(refusal));
    problem.body.charge_token = Some(charge);
    problem.keeps = true;
    problem
}

fn code(refusal: &str) -> &'static str {
    const CODES: [&str; 7] = [
        "card_declined",
        "insufficient_funds",
        "invalid_cvv",
        "invalid_card",
        "processing_error",
        "suspected_fraud",
        "gateway_error",
    ];
    CODES
        .into_iter()
        .find(|code| *code == refusal)
        .unwrap_or("unknown")
}

fn primary_of(desk: &Desk, payer: &Found) -> Result<Source, Problem> {
    let facts = desk
        .facts(&payer.primary)?
        .ok_or_else(Problem::bad_card_token)?;
    let card = facts.card(&payer.primary, Some((&payer.token, true)));
    Ok(Source {
        facts,
        card,
        customer: Some(payer.token.clone()),
    })
}

/// Finds the card behind a token: an unused one, which is spent by this, or a customer's.
fn by_token(desk: &Desk, token: &str) -> Result<Source, Problem> {
    let owner = match desk.store.card(token)? {
        Some(row) => row.customer.filter(|_| !row.gone),
        None => Some(card_token::base_owner(desk, token)?),
    };
    let owner = owner.map(|customer| desk.customer(&customer)).transpose()?;
    let claim = card_token::claim(desk, token, owner.as_ref())?;
    let facts = desk.facts(token)?.ok_or_else(Problem::bad_card_token)?;
    if claim == Claim::Unused {
        desk.store.spend_card(token, None)?;
        return Ok(Source {
            card: facts.card(token, None),
            facts,
            customer: None,
        });
    }
    let customer = owner.ok_or_else(Problem::bad_card_token)?;
    let card = facts.card(token, Some((&customer.token, customer.primary == token)));
    Ok(Source {
        facts,
        card,
        customer: Some(customer.token),
    })
}

fn currency_of(params: &Params, messages: &mut Vec<Message>) -> Option<&'static Currency> {
    let found = currency::find(params.filled("currency").as_deref().unwrap_or("AUD"));
    if found.is_none() {
        messages.push(Message::new("currency", "is not supported"));
    }
    found
}

/// Reads the amount; the two messages for a blank one are the recorded ones (contract section 2).
fn amount_of(
    params: &Params,
    currency: Option<&Currency>,
    messages: &mut Vec<Message>,
) -> Option<i64> {
    let Some(text) = params.filled("amount") else {
        messages
            .extend([BLANK, "is not a number"].map(|complaint| Message::new("amount", complaint)));
        return None;
    };
    let Ok(amount) = text.trim().parse::<i64>() else {
        messages.push(Message::new("amount", "is not a number"));
        return None;
    };
    let currency = currency?;
    if amount < currency.least {
        let complaint = format!("must be at least {} ({})", currency.least, currency.spelt);
        messages.push(Message::new("amount", &complaint));
        return None;
    }
    Some(amount)
}

/// Reads the metadata: at most 25 members, keys of 50 and values of 500 characters (contract section 7).
fn metadata_of(params: &Params, messages: &mut Vec<Message>) -> BTreeMap<String, String> {
    let sent = params.nested("metadata").unwrap_or_default();
    let metadata: BTreeMap<String, String> = sent
        .members()
        .map(|(key, value)| (key.to_owned(), value))
        .collect();
    let fits = |(key, value): (&String, &String)| {
        key.chars().count() <= 50 && value.chars().count() <= 500
    };
    if metadata.len() > 25 || !metadata.iter().all(fits) {
        messages.push(Message::new("metadata", NOT_VALID));
    }
    metadata
}
