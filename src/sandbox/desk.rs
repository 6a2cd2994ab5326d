//! What a handler works with: the base data with the changes laid over them.
//!
//! A base customer that a call changes, or whose cards or subscriptions it changes, is *touched*: from that second on its
//! subscriptions are kept in the store and bill from there, and the base data bill them no more.

use std::sync::Arc;

use super::clock::stamp;
use super::problem::Problem;
use super::record::{CardFacts, Customer, Person};
use super::roll::Roll;
use super::seed::{World, name_on_card};
use super::shelf::Shelf;
use super::store::{Known, Store};
use super::token::{Kind, fresh};

type Result<T> = std::result::Result<T, Problem>;

/// The data as one call sees them.
pub(super) struct Desk<'a> {
    pub(super) world: &'a World,
    pub(super) shelf: &'a Shelf,
    pub(super) store: &'a mut Store,
    /// Seconds since 1970.
    pub(super) now: i64,
    pub(super) caller: &'a str,
}

/// A customer that exists.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) token: String,
    /// The index of a base customer.
    pub(super) index: Option<u32>,
    pub(super) created: i64,
    pub(super) person: Person,
    /// The token of the primary card.
    pub(super) primary: String,
    /// Whether it stands in the store: every made customer does, and every base one that was touched.
    pub(super) kept: bool,
}

impl Desk<'_> {
    /// Gives the order of all customers.
    pub(super) fn roll(&mut self) -> Result<Arc<Roll>> {
        Ok(self.store.roll(self.world)?)
    }

    /// Gives what is known of the store's state.
    pub(super) fn known(&mut self) -> Result<Arc<Known>> {
        Ok(self.store.known()?)
    }

    /// Finds a customer, or answers 404.
    pub(super) fn customer(&self, token: &str) -> Result<Found> {
        let index = self
            .world
            .place(Kind::Customer, token)
            .map(|(index, _)| index);
        let row = self.store.customer(token)?;
        if row.as_ref().is_some_and(|row| row.deleted_at.is_some()) {
            return Err(Problem::not_found());
        }
        match (index, row) {
            (Some(index), row) => {
                let kept = row.is_some();
                let (person, primary) =
                    row.map_or((None, None), |row| (row.person, row.primary_card));
                let base = self.base(index);
                Ok(Found {
                    person: person.unwrap_or(base.person),
                    primary: primary.unwrap_or(base.primary),
                    kept,
                    ..base
                })
            }
            (None, Some(row)) => {
                let known = row.person.zip(row.primary_card);
                let (person, primary) = known.ok_or_else(Problem::not_found)?;
                Ok(Found {
                    token: token.to_owned(),
                    index: None,
                    created: row.at,
                    person,
                    primary,
                    kept: true,
                })
            }
            (None, None) => Err(Problem::not_found()),
        }
    }

    /// Describes a base customer as it was.
    pub(super) fn base(&self, index: u32) -> Found {
        Found {
            token: self.world.token(Kind::Customer, index, 0),
            index: Some(index),
            created: self.world.born(index),
            person: self.world.person(index),
            primary: self.world.token(Kind::Card, index, 0),
            kept: false,
        }
    }

    /// Writes a customer as the API answers it.
    pub(super) fn body(&self, found: &Found) -> Result<Customer> {
        let facts = self.facts(&found.primary)?;
        Ok(Customer {
            token: found.token.clone(),
            person: found.person.clone(),
            created_at: stamp(found.created),
            card: facts.map(|facts| facts.card(&found.primary, Some((&found.token, true)))),
        })
    }

    /// Writes a base customer that nobody has changed, without asking the store.
    pub(super) fn untouched(&self, index: u32) -> Customer {
        let found = self.base(index);
        let name = name_on_card(&found.person);
        let facts = self.world.card_of(index, 0, name);
        Customer {
            card: facts.map(|facts| facts.into_card(found.primary, Some((&found.token, true)))),
            created_at: stamp(found.created),
            person: found.person,
            token: found.token,
        }
    }

    /// Finds what is kept of a card that exists.
    pub(super) fn facts(&self, token: &str) -> Result<Option<CardFacts>> {
        let row = self.store.card(token)?;
        if let Some(row) = row {
            return Ok(row.facts.filter(|_| !row.gone));
        }
        let place = self.world.place(Kind::Card, token);
        Ok(place.and_then(|(index, ordinal)| self.world.card(index, ordinal)))
    }

    /// Lists a customer's cards: the primary one, then the newest (*choice*, after the documentation's example).
    pub(super) fn cards(&self, found: &Found) -> Result<Vec<(String, CardFacts)>> {
        let mut cards = self.store.cards_of(&found.token)?;
        if let Some(index) = found.index {
            let gone = self.store.gone_cards_of(&found.token)?;
            let base = (0_u32..).zip(self.world.cards(index));
            let base =
                base.map(|(ordinal, facts)| (self.world.token(Kind::Card, index, ordinal), facts));
            cards.extend(base.filter(|(token, _)| !gone.contains(token)));
        }
        cards.sort_by_key(|(token, _)| *token != found.primary);
        Ok(cards)
    }

    /// Writes a customer down before something of it changes; a base one's subscriptions with it.
    pub(super) fn touch(&mut self, found: &Found) -> Result<()> {
        if found.kept {
            return Ok(());
        }
        let at = found.index.map_or(found.created, |_| self.now);
        let new = self.store.add_customer(&found.token, found.index, at)?;
        if let Some(index) = found.index.filter(|_| new) {
            self.take_over(index)?;
        }
        Ok(())
    }

    /// Keeps a customer's primary card and, if it changed, the person.
    pub(super) fn keep(&mut self, found: &Found, person: bool) -> Result<()> {
        self.touch(found)?;
        let person = person.then_some(&found.person);
        Ok(self
            .store
            .change_customer(&found.token, person, &found.primary)?)
    }

    /// Makes a card that belongs to a customer at once.
    pub(super) fn give_card(&self, facts: &CardFacts, customer: &str) -> Result<String> {
        let token = fresh(Kind::Card)?;
        self.store
            .add_card(&token, facts, Some(customer), self.now)?;
        Ok(token)
    }
}
