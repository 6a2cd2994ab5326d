//! Card tokens in a request: each can be used once, for a charge or a customer (contract section 6).
//!
//! An unknown token, or one that lapsed unused, is a 404, as was recorded of a charge in 2020; where a
//! subscription's card is changed, a suite saw a 400.
//!
//! *Choices*: the same 404 for a customer, a card and a new subscription; the token of a deleted card counts
//! as used.

use crate::sandbox::api::problem::Problem;
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::token::Kind;
use crate::sandbox::world::transaction::{FoundCustomer, Transaction};

/// The life of an unused token: a month, here 30 days (*choice* of the length).
const LIFE: i64 = 30 * DAY;

/// The kind of card behind a token.
#[derive(Debug, PartialEq, Eq)]
pub enum CardToken {
    /// A card made by `POST /cards` that nobody has used yet.
    Unused,
    /// A card of the customer in question.
    Own,
}

/// Checks that `customer` may use a card token; one that is used, unknown or lapsed is refused.
pub fn check_token(
    tx: &Transaction,
    token: &str,
    customer: Option<&FoundCustomer>,
) -> Result<CardToken, Problem> {
    let owner = match tx.db.cards().find(token)? {
        Some(row) if row.gone => return Err(Problem::token_used()),
        Some(row) if !row.spent && tx.now - row.made_at > LIFE => return Err(Problem::not_found()),
        Some(row) if !row.spent => return Ok(CardToken::Unused),
        Some(row) => row.customer,
        None => Some(base_owner(tx, token)?),
    };
    match customer {
        Some(customer) if owner.as_ref() == Some(&customer.token) => Ok(CardToken::Own),
        _ => Err(Problem::token_used()),
    }
}

/// Gives an unused card token to a customer; one that somebody has used is refused.
pub fn give(tx: &Transaction, token: &str, customer: &str) -> Result<(), Problem> {
    check_token(tx, token, None)?;
    Ok(tx.db.cards().spend(token, Some(customer))?)
}

/// Accepts a card that `customer` owns already, or spends an unused token, for `customer` if there is one.
pub fn accept(
    tx: &Transaction,
    token: &str,
    customer: Option<&FoundCustomer>,
) -> Result<(), Problem> {
    if check_token(tx, token, customer)? == CardToken::Unused {
        let customer = customer.map(|customer| customer.token.as_str());
        tx.db.cards().spend(token, customer)?;
    }
    Ok(())
}

/// Returns the token of the customer who owns a base card.
pub fn base_owner(tx: &Transaction, token: &str) -> Result<String, Problem> {
    let place = tx.base.place(Kind::Card, token);
    let (index, ordinal) = place.ok_or_else(Problem::not_found)?;
    let owner = tx.base.customer(index);
    if owner.are_guests() {
        return Err(Problem::token_used());
    }
    if ordinal >= owner.card_count() {
        return Err(Problem::not_found());
    }
    let customer = owner.token(Kind::Customer, 0);
    let stored = tx.db.customers().find(&customer)?;
    if stored.is_some_and(|row| row.deleted_at.is_some()) {
        Err(Problem::token_used())
    } else {
        Ok(customer)
    }
}
