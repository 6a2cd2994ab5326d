//! What a handler works with: the base data with the changes laid over them.
//!
//! *Choice*: when a card is deleted, subscriptions that billed it bill the primary card. *Choice*: deleting a customer
//! cancels its subscriptions at once; its charges can still be read one by one and in the account-wide list.

use super::clock::stamp;
use super::problem::Problem;
use super::record::{Card, CardFacts, Customer, Person, Subscription, stamp_of};
use super::seed::{SubscriptionSeed, World, name_on_card};
use super::shelf::Shelf;
use super::store::Store;
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
}

impl Desk<'_> {
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
                let (person, primary) =
                    row.map_or((None, None), |row| (row.person, row.primary_card));
                let base = self.base(index);
                Ok(Found {
                    person: person.unwrap_or(base.person),
                    primary: primary.unwrap_or(base.primary),
                    ..base
                })
            }
            (None, Some(row)) => {
                let known = row.made_at.zip(row.person).zip(row.primary_card);
                let ((created, person), primary) = known.ok_or_else(Problem::not_found)?;
                Ok(Found {
                    token: token.to_owned(),
                    index: None,
                    created,
                    person,
                    primary,
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

    /// Lists the base cards of a base customer as they are now; those that are gone belong to nobody.
    pub(super) fn base_cards(&self, index: u32) -> Result<Vec<Card>> {
        let customer = self.world.token(Kind::Customer, index, 0);
        let row = self.store.customer(&customer)?;
        let deleted = row.as_ref().is_some_and(|row| row.deleted_at.is_some());
        let gone = if row.is_some() {
            self.store.gone_cards_of(&customer)?
        } else {
            Vec::new()
        };
        let primary = row
            .and_then(|row| row.primary_card)
            .unwrap_or_else(|| self.world.token(Kind::Card, index, 0));
        let cards = (0_u32..)
            .zip(self.world.cards(index))
            .map(|(ordinal, facts)| {
                let token = self.world.token(Kind::Card, index, ordinal);
                let owned = !deleted && !gone.contains(&token);
                facts.card(
                    &token,
                    owned.then_some((customer.as_str(), token == primary)),
                )
            });
        Ok(cards.collect())
    }

    /// Writes down that a customer's person or primary card changed, or that something of it did.
    pub(super) fn keep(&self, found: &Found, person: bool) -> Result<()> {
        let made = found.index.is_none().then_some(found.created);
        let person = person.then_some(&found.person);
        Ok(self.store.put_customer(
            &found.token,
            found.index,
            made,
            person,
            Some(&found.primary),
        )?)
    }

    /// Makes a card that belongs to a customer at once.
    pub(super) fn give_card(&self, facts: &CardFacts, customer: &str) -> Result<String> {
        let token = fresh(Kind::Card)?;
        self.store
            .add_card(&token, facts, Some(customer), self.now)?;
        Ok(token)
    }

    /// Writes a base subscription as it is now.
    pub(super) fn subscription(&self, index: u32, seed: &SubscriptionSeed) -> Result<Subscription> {
        let customer = self.world.token(Kind::Customer, index, 0);
        let token = self.world.token(Kind::Subscription, index, seed.ordinal);
        let row = self.store.customer(&customer)?;
        let deleted = row.as_ref().and_then(|row| row.deleted_at);
        let gone = if row.is_some() {
            self.store.gone_cards_of(&customer)?
        } else {
            Vec::new()
        };
        let seed = if row.is_some() {
            &self.changed(index, seed)?
        } else {
            seed
        };
        let state = self.state(seed, deleted.is_some());
        let billing = matches!(state, "trial" | "active");
        let card = seed
            .card
            .map(|ordinal| self.world.token(Kind::Card, index, ordinal));
        Ok(Subscription {
            state,
            next_billing_date: billing.then(|| stamp(seed.finishes)),
            active_interval_started_at: Some(stamp(seed.started)),
            active_interval_finishes_at: Some(stamp(seed.finishes)),
            cancelled_at: stamp_of(seed.cancelled.or(deleted)),
            created_at: stamp(seed.created),
            token,
            plan_token: self.world.token(Kind::Plan, seed.plan, 0),
            customer_token: Some(customer),
            card_token: card.filter(|card| deleted.is_none() && !gone.contains(card)),
        })
    }

    /// Lays what a call did to a base subscription over it.
    pub(super) fn changed(&self, index: u32, seed: &SubscriptionSeed) -> Result<SubscriptionSeed> {
        let token = self.world.token(Kind::Subscription, index, seed.ordinal);
        let mut seed = seed.clone();
        if let Some(change) = self.store.subscription(&token)? {
            seed.state = "cancelling";
            seed.created = change.created;
            seed.started = change.started;
            seed.finishes = change.finishes;
            seed.cancelled = Some(change.cancelled);
        }
        Ok(seed)
    }

    /// Finds a subscription's state; `cancelling` ends with the interval that is paid for.
    pub(super) fn state(&self, seed: &SubscriptionSeed, orphaned: bool) -> &'static str {
        match seed.state {
            _ if orphaned => "cancelled",
            "cancelling" if self.now >= seed.finishes => "cancelled",
            state => state,
        }
    }
}
