//! The customers and their cards as they are now.

use super::Transaction;
use crate::sandbox::world::base::name_on_card;
use crate::sandbox::world::clock::stamp;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::{CardFacts, Customer, Person};
use crate::sandbox::world::token::{Kind, fresh};

/// A customer that exists.
#[derive(Debug)]
pub struct FoundCustomer {
    pub token: String,
    /// The index, if it is a base customer.
    pub index: Option<u32>,
    pub created: i64,
    pub person: Person,
    /// The token of the primary card.
    pub primary: String,
    /// Whether it is in the database: every customer that a call made is, and every base one that was
    /// touched.
    pub stored: bool,
}

impl FoundCustomer {
    /// Returns the customer as the owner of a card, and whether that is the primary one.
    pub fn as_owner(&self, card: &str) -> (&str, bool) {
        (&self.token, card == self.primary)
    }
}

impl Transaction<'_> {
    /// Finds a customer.
    pub fn customer(&self, token: &str) -> Result<FoundCustomer> {
        let place = self.base.place(Kind::Customer, token);
        let base = place.map(|(index, _)| self.base_customer(index));
        let Some(row) = self.db.customers().find(token)? else {
            return base.ok_or(Error::NotFound);
        };
        if row.deleted_at.is_some() {
            return Err(Error::NotFound);
        }
        Ok(match base {
            Some(base) => FoundCustomer {
                person: row.person.unwrap_or(base.person),
                primary: row.primary_card.unwrap_or(base.primary),
                stored: true,
                ..base
            },
            None => FoundCustomer {
                token: token.to_owned(),
                index: None,
                created: row.at,
                person: row.person.ok_or(Error::NotFound)?,
                primary: row.primary_card.ok_or(Error::NotFound)?,
                stored: true,
            },
        })
    }

    /// Computes a base customer as it was.
    fn base_customer(&self, index: u32) -> FoundCustomer {
        let base = self.base.customer(index);
        FoundCustomer {
            token: base.token(Kind::Customer, 0),
            index: Some(index),
            created: base.created(),
            person: base.person(),
            primary: base.token(Kind::Card, 0),
            stored: false,
        }
    }

    /// Returns a customer as the API answers it.
    pub fn customer_body(&self, found: &FoundCustomer) -> Result<Customer> {
        let facts = self.card_facts(&found.primary)?;
        Ok(Customer {
            token: found.token.clone(),
            person: found.person.clone(),
            created_at: stamp(found.created),
            card: facts.map(|facts| facts.card(&found.primary, Some((&found.token, true)))),
        })
    }

    /// Returns a base customer that nobody has changed, without a look at the database.
    pub fn untouched_customer(&self, index: u32) -> Customer {
        let found = self.base_customer(index);
        let name = name_on_card(&found.person);
        let facts = self.base.customer(index).card_named(0, name);
        Customer {
            card: facts.map(|facts| facts.into_card(found.primary, Some((&found.token, true)))),
            created_at: stamp(found.created),
            person: found.person,
            token: found.token,
        }
    }

    /// Returns the facts of a card that exists.
    pub fn card_facts(&self, token: &str) -> Result<Option<CardFacts>> {
        let row = self.db.cards().find(token)?;
        if let Some(row) = row {
            return Ok(row.facts.filter(|_| !row.gone));
        }
        let place = self.base.place(Kind::Card, token);
        Ok(place.and_then(|(index, ordinal)| self.base.customer(index).card(ordinal)))
    }

    /// Lists a customer's cards: the primary one, then the newest (*choice*, after the documentation's
    /// example).
    pub fn cards(&self, found: &FoundCustomer) -> Result<Vec<(String, CardFacts)>> {
        let mut cards = self.db.cards().of_customer(&found.token)?;
        if let Some(index) = found.index {
            let gone = self.db.cards().gone_of_customer(&found.token)?;
            let base = self.base.customer(index).cards().into_iter();
            cards.extend(base.filter(|(token, _)| !gone.contains(token)));
        }
        cards.sort_by_key(|(token, _)| *token != found.primary);
        Ok(cards)
    }

    /// Stores a customer before anything of it changes; a base one with its subscriptions.
    pub fn touch(&mut self, found: &FoundCustomer) -> Result<()> {
        if found.stored {
            return Ok(());
        }
        let at = found.index.map_or(found.created, |_| self.now);
        let new = self.db.customers().add(&found.token, found.index, at)?;
        if let Some(index) = found.index.filter(|_| new) {
            self.take_over(index)?;
        }
        Ok(())
    }

    /// Stores a customer's person and primary card.
    pub fn save(&mut self, found: &FoundCustomer) -> Result<()> {
        self.touch(found)?;
        let (person, primary) = (&found.person, &found.primary);
        Ok(self.db.customers().change(&found.token, person, primary)?)
    }

    /// Creates a card; one for a customer belongs to them at once.
    pub fn add_card(&self, facts: &CardFacts, customer: Option<&str>) -> Result<String> {
        let token = fresh(Kind::Card)?;
        self.db.cards().add(&token, facts, customer, self.now)?;
        Ok(token)
    }
}
