//! Card tokens given to a call: each can be used once, for a charge or a customer (contract section 6).
//!
//! An unknown token, or one that lapsed unused, is a 404, as was recorded of a charge in 2020; where a subscription's card is
//! changed, a suite saw a 400.
//!
//! *Choices*: the same 404 for a customer, a card and a new subscription; the token of a deleted card counts as used.

use crate::sandbox::api::problem::Problem;
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::seed::World;
use crate::sandbox::world::token::Kind;
use crate::sandbox::world::transaction::{Desk, Found};

/// An unused token lapses after a month, here 30 days (*choice* of the length).
const LIFE: i64 = 30 * DAY;

/// What a card token turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Claim {
    /// Made by `POST /cards` and free.
    Unused,
    /// A card of the customer in question.
    Own,
}

/// Finds out whether `customer` may use a card token; a used one is refused, an unknown or lapsed one too.
pub fn claim(desk: &Desk, token: &str, customer: Option<&Found>) -> Result<Claim, Problem> {
    let owner = match desk.store.card(token)? {
        Some(row) if row.gone => return Err(Problem::token_used()),
        Some(row) if !row.spent => {
            let lapsed = desk.now - row.made_at > LIFE;
            return if lapsed {
                Err(Problem::not_found())
            } else {
                Ok(Claim::Unused)
            };
        }
        Some(row) => row.customer,
        None => Some(base_owner(desk, token)?),
    };
    match customer {
        Some(customer) if owner.as_ref() == Some(&customer.token) => Ok(Claim::Own),
        _ => Err(Problem::token_used()),
    }
}

/// Insists on a token that nobody has used.
pub fn unused(desk: &Desk, token: &str) -> Result<(), Problem> {
    claim(desk, token, None).map(|_| ())
}

/// Finds the customer whom a base card belongs to.
pub fn base_owner(desk: &Desk, token: &str) -> Result<String, Problem> {
    let place = desk.world.place(Kind::Card, token);
    if place.is_some_and(|(index, _)| World::are_guests(index)) {
        return Err(Problem::token_used());
    }
    let place = place.filter(|(index, ordinal)| *ordinal < desk.world.card_count(*index));
    let (index, _) = place.ok_or_else(Problem::not_found)?;
    let customer = desk.world.token(Kind::Customer, index, 0);
    let deleted = desk
        .store
        .customer(&customer)?
        .is_some_and(|row| row.deleted_at.is_some());
    if deleted {
        Err(Problem::token_used())
    } else {
        Ok(customer)
    }
}
