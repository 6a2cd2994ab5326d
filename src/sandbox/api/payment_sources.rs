//! `POST /payment_sources` (contract section 6; recorded in 2025): a card or a wallet's network token, for
//! one charge.
//!
//! *Choices*: a `card` takes the fields of `POST /cards`, a `network_token` needs number, expiry and the
//! wallet's name; the cryptogram is not checked and `network_format` stays null, as recorded; the payload of
//! an `applepay` or a `googlepay` is refused, for only the wallet's processor can read it; another type is a
//! 422.

use http::StatusCode;

use super::call::Call;
use super::cards::form;
use super::problem::{BLANK, Message, NOT_VALID, Problem};
use super::reply::{Outcome, Reply};
use crate::sandbox::world::records::{CardFacts, PaymentSource};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::Transaction;

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let kind = call.params.filled("type").unwrap_or_default();
    let facts = read(tx, call, &kind).map_err(Problem::invalid)?;
    let card = tx.add_card(&facts, None)?;
    let token = fresh(Kind::PaymentSource)?;
    tx.db.cards().add_source(&token, &card)?;
    let source = PaymentSource {
        token,
        kind,
        source: facts.card(&card, None),
    };
    Reply::one_from(StatusCode::CREATED, &source, &call.caller)
}

fn read(tx: &Transaction, call: &Call, kind: &str) -> Result<CardFacts, Vec<Message>> {
    let source = call.params.nested("source").unwrap_or_default();
    match kind {
        "card" => form::read(&source, "source.", tx.now),
        "network_token" => form::read_network_token(&source, "source.", tx.now),
        "applepay" | "googlepay" => Err(vec![Message::new("source", NOT_VALID)]),
        "" => Err(vec![Message::new("type", BLANK)]),
        _ => Err(vec![Message::new("type", NOT_VALID)]),
    }
}
