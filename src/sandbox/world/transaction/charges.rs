//! The charges as they are now: the account's, a customer's, one, and what was billed for a subscription.

use std::ops::Range;

use super::{Desk, Found, newest_first};
use crate::sandbox::world::database::{Hold, SubscriptionRow};
use crate::sandbox::world::derived::charge_summary::Outline;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::{Card, Charge};
use crate::sandbox::world::seed::{ChargeSeed, World};
use crate::sandbox::world::token::Kind;

/// A charge in a list, before its details are worked out.
#[derive(Clone)]
pub enum Row {
    Base(u32, ChargeSeed),
    /// When it was made, and its token.
    Kept(i64, String),
}

impl Row {
    /// Tells when the charge was made.
    pub fn at(&self) -> i64 {
        match self {
            Self::Base(_, seed) => seed.at,
            Self::Kept(at, _) => *at,
        }
    }
}

/// The base cards of the customer that was looked at last: a page is mostly about one.
#[derive(Default)]
pub struct Cards(Option<(u32, Vec<Card>)>);

impl Cards {
    fn of(&mut self, world: &World, index: u32) -> &[Card] {
        if self.0.as_ref().is_none_or(|(of, _)| *of != index) {
            self.0 = Some((index, world.charged_cards(index)));
        }
        self.0.as_ref().map_or(&[], |(_, cards)| cards)
    }
}

impl<'a> Desk<'a> {
    /// Lists some of the charges of the newest customers and all that are kept, newest first, and counts all of them.
    pub fn all_charges(&mut self, rows: Range<usize>) -> Result<(Vec<Row>, u64)> {
        let kept = self.store.kept_charges()?;
        let (billed, older) = self.shelved()?;
        let shelf = self.shelf.charges(self.world);
        let older = shelf.get(older..).unwrap_or_default();
        let total = (kept.len() + billed.len() + older.len()) as u64;
        let base = billed
            .iter()
            .filter_map(|at| shelf.get(*at))
            .chain(older)
            .map(|(index, seed)| (seed.at, Row::Base(*index, seed.clone())));
        let kept = kept.iter();
        let kept = kept.map(|charge| (charge.at, Row::Kept(charge.at, charge.token.clone())));
        Ok((newest_first(kept, base, rows).collect(), total))
    }

    /// Finds which base charges of the account-wide list have been made by now: the places of those that were billed
    /// since the data were dated, and the place from which all the rest was there from the beginning.
    fn shelved(&mut self) -> Result<(Vec<usize>, usize)> {
        let (roll, known) = (self.roll()?, self.known()?);
        let shelf = self.shelf.charges(self.world);
        let older = shelf.partition_point(|(_, seed)| seed.at >= self.world.midnight());
        let billed = shelf.iter().take(older).enumerate();
        let made =
            billed.filter(|(_, (index, seed))| known.is_made(seed, roll.touched(*index), self.now));
        Ok((made.map(|(place, _)| place).collect(), older))
    }

    /// Lists the base charges of the account-wide list that have been made by now with their outlines, newest first.
    pub fn outlined(
        &mut self,
    ) -> Result<impl Iterator<Item = (&'a (u32, ChargeSeed), &'a Outline)> + use<'a>> {
        let (billed, older) = self.shelved()?;
        let (shelf, world) = (self.shelf, self.world);
        let (charges, outlines) = (shelf.charges(world), shelf.outlines(world));
        let places = billed.into_iter().chain(older..charges.len());
        Ok(places.filter_map(|place| charges.get(place).zip(outlines.get(place))))
    }

    /// Lists some of a customer's charges, newest first, and counts all of them.
    pub fn charges_of(&mut self, found: &Found, rows: Range<usize>) -> Result<(Vec<Row>, u64)> {
        let seeds = match found.index {
            Some(index) => self.base_charges(index)?,
            None => Vec::new(),
        };
        let kept = self.store.charges_of(&found.token)?;
        let total = (seeds.len() + kept.len()) as u64;
        let kept = kept.into_iter();
        let kept = kept.map(|(at, token)| (at, Row::Kept(at, token)));
        let index = found.index.unwrap_or_default();
        let base = seeds.into_iter();
        let base = base.map(|seed| (seed.at, Row::Base(index, seed)));
        Ok((newest_first(kept, base, rows).collect(), total))
    }

    /// Lists the base charges of a customer that have been made by now, newest first.
    pub fn base_charges(&mut self, index: u32) -> Result<Vec<ChargeSeed>> {
        let (roll, known) = (self.roll()?, self.known()?);
        let (touched, now) = (roll.touched(index), self.now);
        let until = |plan| known.billed_until(plan, touched, now);
        Ok(self.world.charges(index, until))
    }

    /// Lists the charges that billed a subscription, newest first.
    pub fn bills_of(&mut self, row: &SubscriptionRow) -> Result<Vec<Row>> {
        let kept = self.store.charges_for(&row.token)?.into_iter();
        let mut bills: Vec<Row> = kept.map(|(at, token)| Row::Kept(at, token)).collect();
        if let Some((index, ordinal)) = self.world.place(Kind::Subscription, &row.token) {
            let seeds = self.base_charges(index)?.into_iter();
            let own =
                seeds.filter(|seed| seed.bill.is_some_and(|bill| bill.subscription == ordinal));
            bills.extend(own.map(|seed| Row::Base(index, seed)));
        }
        Ok(bills)
    }

    /// Finds a charge by its token.
    pub fn charge_row(&mut self, token: &str) -> Result<Row> {
        if let Some(row) = self.store.charge(token)? {
            return Ok(Row::Kept(row.made_at, token.to_owned()));
        }
        let place = self.world.place(Kind::Charge, token);
        let (index, ordinal) = place.ok_or(Error::NotFound)?;
        self.base_charge(index, ordinal)
    }

    /// Finds a base charge that has been made by now.
    pub fn base_charge(&mut self, index: u32, ordinal: u32) -> Result<Row> {
        let seeds = self.base_charges(index)?;
        let seed = seeds.into_iter().find(|seed| seed.ordinal == ordinal);
        seed.map(|seed| Row::Base(index, seed))
            .ok_or(Error::NotFound)
    }

    /// Reads one charge as it is now.
    pub fn charge(&mut self, token: &str) -> Result<(Row, Charge)> {
        let row = self.charge_row(token)?;
        let charge = self.read_charge(&row, &mut Cards::default())?;
        Ok((row, charge))
    }

    /// Reads a charge of a list as it is now.
    pub fn read_charge(&mut self, row: &Row, cards: &mut Cards) -> Result<Charge> {
        let charge = match row {
            Row::Kept(_, token) => self.store.charge(token)?.map(|row| row.charge),
            Row::Base(index, seed) => {
                let cards = cards.of(self.world, *index);
                self.world.charge(*index, seed, cards)
            }
        };
        let mut charge = charge.ok_or(Error::NotFound)?;
        let mut captured = row.at();
        if charge.is_held() {
            match self.store.hold(&charge.token)? {
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
            let transfer = self.world.transfer(captured, &charge.currency, self.now);
            charge.transfer = transfer.into_iter().collect();
        }
        Ok(charge)
    }
}
