//! Cards: tokens that belong to nobody yet, and the cards of a customer (contract sections 5 and 6).
//!
//! *Choices*: there is no `GET /cards/{card}`, which only a derived description has; a parameter `primary` is
//! not known; a number and a card token at once are a 422.

pub mod form;
mod test_numbers;
mod token;

pub use token::{CardToken, accept, base_owner, check_token, give};

use http::StatusCode;

use super::call::Call;
use super::problem::{Message, Problem};
use super::reply::{Outcome, Reply};
use crate::sandbox::world::transaction::Transaction;

/// Creates a card token for one later use.
pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let facts = form::read(&call.params, "", tx.now).map_err(Problem::invalid)?;
    let token = tx.add_card(&facts, None)?;
    Reply::one_from(StatusCode::CREATED, &facts.card(&token, None), &call.caller)
}

pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    let (cards, total) = call.page().cut(tx.cards(&found)?);
    let cards = cards.iter();
    let cards = cards.map(|(token, facts)| facts.card(token, Some(found.as_owner(token))));
    Reply::page(cards, call.page(), total)
}

/// Adds a card to a customer; the primary card stays the same.
pub fn add(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    let by_token = call.params.filled("card_token");
    let by_number = by_token.is_none();
    let token = match by_token {
        Some(_) if call.params.has("number") => {
            let both =
                ["number", "card_token"].map(|name| Message::new(name, "can't be given together"));
            return Err(Problem::invalid(both.to_vec()));
        }
        Some(token) => {
            give(tx, &token, &found.token)?;
            token
        }
        None => {
            let facts = form::read(&call.params, "", tx.now).map_err(Problem::invalid)?;
            tx.add_card(&facts, Some(&found.token))?
        }
    };
    tx.touch(&found)?;
    let facts = tx.card_facts(&token)?.ok_or_else(Problem::not_found)?;
    let card = facts.card(&token, Some(found.as_owner(&token)));
    if by_number {
        Reply::one_from(StatusCode::CREATED, &card, &call.caller)
    } else {
        Reply::one(StatusCode::CREATED, &card)
    }
}

pub fn delete(tx: &mut Transaction, call: &Call) -> Outcome {
    let found = tx.customer(call.token(0))?;
    let token = call.token(1);
    if !tx.cards(&found)?.iter().any(|(own, _)| own == token) {
        return Err(Problem::not_found());
    }
    if token == found.primary {
        return Err(Problem::new(
            StatusCode::BAD_REQUEST,
            "cannot_delete_primary_card",
            "You cannot delete a customer's primary card token",
        ));
    }
    tx.touch(&found)?;
    tx.release_card(&found.token, token)?;
    tx.db.cards().remove(token, &found.token, tx.now)?;
    Ok(Reply::nothing())
}
