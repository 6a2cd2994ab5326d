//! The charges as they are now: of the account, a customer, a subscription, or a single one.

use std::ops::Range;

use super::{FoundCustomer, Transaction, newest_first};
use crate::sandbox::world::base::{BaseData, ChargeSeed};
use crate::sandbox::world::database::{Hold, StoredCharge, SubscriptionRow};
use crate::sandbox::world::derived::charge_summary::ChargeSummary;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::{Card, Charge};
use crate::sandbox::world::token::Kind;

/// A charge in a list, before its details are computed.
#[derive(Clone)]
pub enum ListedCharge {
    Base(u32, ChargeSeed),
    /// When it was made, and its token.
    Stored(i64, String),
}

impl ListedCharge {
    /// Returns a row for a stored charge.
    pub fn stored(charge: &StoredCharge) -> Self {
        Self::Stored(charge.at, charge.token.clone())
    }

    /// When the charge was made.
    pub fn at(&self) -> i64 {
        match self {
            Self::Base(_, seed) => seed.at,
            Self::Stored(at, _) => *at,
        }
    }
}

/// The base cards of one customer, cached: a page is mostly about one.
#[derive(Default)]
pub struct BaseCards(Option<(u32, Vec<Card>)>);

impl BaseCards {
    fn of(&mut self, base: &BaseData, index: u32) -> &[Card] {
        if self.0.as_ref().is_none_or(|(of, _)| *of != index) {
            self.0 = Some((index, base.customer(index).charged_cards()));
        }
        self.0.as_ref().map_or(&[], |(_, cards)| cards)
    }
}

impl<'a> Transaction<'a> {
    /// Returns some rows of the account's charges, those of the newest customers and all stored ones, newest
    /// first, and counts all of them.
    pub fn all_charges(&mut self, rows: Range<usize>) -> Result<(Vec<ListedCharge>, u64)> {
        let stored = self.db.stored_charges()?;
        let (billed, older) = self.listed_places()?;
        let lists = self.lists.charges(self.base);
        let older = lists.get(older..).unwrap_or_default();
        let total = (stored.len() + billed.len() + older.len()) as u64;
        let base = billed
            .iter()
            .filter_map(|at| lists.get(*at))
            .chain(older)
            .map(|(index, seed)| (seed.at, ListedCharge::Base(*index, seed.clone())));
        let stored = stored.iter();
        let stored = stored.map(|charge| (charge.at, ListedCharge::stored(charge)));
        Ok((newest_first(stored, base, rows).collect(), total))
    }

    /// Returns which base charges of the account-wide list exist by now: the places of those that were billed
    /// since the data were dated, and the first place of those that were there from the beginning.
    fn listed_places(&mut self) -> Result<(Vec<usize>, usize)> {
        let (customers, overview) = (self.customers()?, self.db.overview()?);
        let lists = self.lists.charges(self.base);
        let older = lists.partition_point(|(_, seed)| seed.at >= self.base.midnight);
        let billed = lists.iter().take(older).enumerate();
        let made = billed.filter(|(_, (index, seed))| {
            overview.is_made(seed, customers.touched(*index), self.now)
        });
        Ok((made.map(|(place, _)| place).collect(), older))
    }

    /// Lists the base charges of the account-wide list that exist by now with their summaries, newest first.
    pub fn charge_summaries(
        &mut self,
    ) -> Result<impl Iterator<Item = (&'a (u32, ChargeSeed), &'a ChargeSummary)> + use<'a>> {
        let (billed, older) = self.listed_places()?;
        let (lists, base) = (self.lists, self.base);
        let (charges, summaries) = (lists.charges(base), lists.summaries(base));
        let places = billed.into_iter().chain(older..charges.len());
        Ok(places.filter_map(|place| charges.get(place).zip(summaries.get(place))))
    }

    /// Returns some rows of a customer's charges, newest first, and counts all of them.
    pub fn charges_of(
        &mut self,
        found: &FoundCustomer,
        rows: Range<usize>,
    ) -> Result<(Vec<ListedCharge>, u64)> {
        let seeds = match found.index {
            Some(index) => self.base_charges(index)?,
            None => Vec::new(),
        };
        let stored = self.db.charges().of_customer(&found.token)?;
        let total = (seeds.len() + stored.len()) as u64;
        let stored = stored.into_iter();
        let stored = stored.map(|(at, token)| (at, ListedCharge::Stored(at, token)));
        let index = found.index.unwrap_or_default();
        let base = seeds.into_iter();
        let base = base.map(|seed| (seed.at, ListedCharge::Base(index, seed)));
        Ok((newest_first(stored, base, rows).collect(), total))
    }

    /// Lists a customer's base charges that exist by now, newest first.
    pub fn base_charges(&mut self, index: u32) -> Result<Vec<ChargeSeed>> {
        let (customers, overview) = (self.customers()?, self.db.overview()?);
        let (touched, now) = (customers.touched(index), self.now);
        let until = |plan| overview.billed_until(plan, touched, now);
        Ok(self.base.customer(index).charges(until))
    }

    /// Lists the charges that billed a subscription, newest first.
    pub fn bills_of(&mut self, row: &SubscriptionRow) -> Result<Vec<ListedCharge>> {
        let stored = self.db.charges().of_subscription(&row.token)?.into_iter();
        let mut bills: Vec<ListedCharge> = stored
            .map(|(at, token)| ListedCharge::Stored(at, token))
            .collect();
        if let Some((index, ordinal)) = self.base.place(Kind::Subscription, &row.token) {
            let seeds = self.base_charges(index)?.into_iter();
            let own =
                seeds.filter(|seed| seed.bill.is_some_and(|bill| bill.subscription == ordinal));
            bills.extend(own.map(|seed| ListedCharge::Base(index, seed)));
        }
        Ok(bills)
    }

    /// Finds a charge by its token.
    pub fn charge_row(&mut self, token: &str) -> Result<ListedCharge> {
        if let Some((made_at, _)) = self.db.charges().find(token)? {
            return Ok(ListedCharge::Stored(made_at, token.to_owned()));
        }
        let place = self.base.place(Kind::Charge, token);
        let (index, ordinal) = place.ok_or(Error::NotFound)?;
        self.base_charge(index, ordinal)
    }

    /// Finds a base charge that exists by now.
    pub fn base_charge(&mut self, index: u32, ordinal: u32) -> Result<ListedCharge> {
        let seeds = self.base_charges(index)?;
        let seed = seeds.into_iter().find(|seed| seed.ordinal == ordinal);
        seed.map(|seed| ListedCharge::Base(index, seed))
            .ok_or(Error::NotFound)
    }

    /// Reads a charge as it is now.
    pub fn charge(&mut self, token: &str) -> Result<(ListedCharge, Charge)> {
        let row = self.charge_row(token)?;
        let charge = self.read_charge(&row, &mut BaseCards::default())?;
        Ok((row, charge))
    }

    /// Reads a listed charge as it is now.
    pub fn read_charge(&mut self, row: &ListedCharge, cards: &mut BaseCards) -> Result<Charge> {
        let charge = match row {
            ListedCharge::Stored(_, token) => {
                self.db.charges().find(token)?.map(|(_, charge)| charge)
            }
            ListedCharge::Base(index, seed) => {
                let cards = cards.of(self.base, *index);
                let base = self.base.customer(*index).charge(seed);
                base.drawn_with(cards)
            }
        };
        let mut charge = charge.ok_or(Error::NotFound)?;
        let mut captured = row.at();
        if charge.is_held() {
            match self.db.holds().find(&charge.token)? {
                Some((Hold::Captured, at)) => {
                    charge.capture(at);
                    captured = at;
                }
                Some((Hold::Voided, _)) => charge.void(),
                None => charge.lapse(row.at(), self.now),
            }
        }
        if charge.captured {
            for refund in self.refunds_of(row, &charge)? {
                charge.count_refund(refund.amount, refund.fate(self.now));
            }
            let transfer = self.base.transfer(captured, &charge.currency, self.now);
            charge.transfer = transfer.into_iter().collect();
        }
        Ok(charge)
    }
}
