//! The data behind all calls: the base data, what was worked out of them, and the store; one call at a time has them.

pub mod billing;
pub mod clock;
pub mod database;
pub mod derived;
pub mod error;
pub mod random;
pub mod records;
pub mod seed;
pub mod token;
pub mod transaction;

use std::io;

use super::Store as Place;
use clock::midnight;
use database::Store;
use derived::account_lists::Shelf;
use error::{Error, Result};
use seed::World;
use transaction::Desk;

/// Everything that a call reads and writes.
pub struct Books {
    world: World,
    shelf: Shelf,
    store: Store,
}

impl Books {
    /// Opens the data of as many `customers` as of `now`.
    pub fn open(seed: u64, customers: u32, place: &Place, now: i64) -> io::Result<Self> {
        let midnight = midnight(now);
        Ok(Self {
            world: World::new(seed, customers, midnight)?,
            shelf: Shelf::new(now),
            store: Store::open(place, midnight)?,
        })
    }

    /// Gives what works out the list of everybody's subscriptions as of `now`, without the books.
    pub fn subscriptions(&mut self, now: i64) -> Result<impl FnOnce() + use<>> {
        self.catch_up(now)?;
        let (world, subscriptions) = (self.world.clone(), self.shelf.lend_subscriptions());
        Ok(move || {
            subscriptions.of(&world);
        })
    }

    /// Runs `call` in one transaction at `now`, after everything that was due by then; keeps what it wrote if `keeps` says
    /// so of its outcome.
    pub fn run<T, E>(
        &mut self,
        now: i64,
        changes: bool,
        call: impl FnOnce(&mut Desk) -> std::result::Result<T, E>,
        keeps: impl FnOnce(&std::result::Result<T, E>) -> bool,
    ) -> std::result::Result<T, E>
    where
        E: From<Error> + From<rusqlite::Error>,
    {
        self.catch_up(now)?;
        self.transaction(now, changes, call, keeps)
    }

    /// Dates the base data as the store says, and lets happen what is due.
    fn catch_up(&mut self, now: i64) -> Result<()> {
        let mut known = self.store.known()?;
        if known.midnight.is_none() {
            self.store.begin(true)?;
            self.store.pin(midnight(now))?;
            self.store.end(true, true)?;
            known = self.store.known()?;
        }
        if let Some(midnight) = known
            .midnight
            .filter(|found| *found != self.world.midnight())
        {
            self.world = self.world.dated(midnight);
            self.shelf = Shelf::new(now);
        } else if !self.shelf.reaches(now) {
            self.shelf = Shelf::new(now);
        }
        while self.store.known()?.due.is_some_and(|due| due <= now) {
            self.transaction(now, true, billing::settle, Result::is_ok)?;
        }
        Ok(())
    }

    fn transaction<T, E>(
        &mut self,
        now: i64,
        changes: bool,
        call: impl FnOnce(&mut Desk) -> std::result::Result<T, E>,
        keeps: impl FnOnce(&std::result::Result<T, E>) -> bool,
    ) -> std::result::Result<T, E>
    where
        E: From<Error> + From<rusqlite::Error>,
    {
        self.store.begin(changes)?;
        let mut desk = Desk {
            world: &self.world,
            shelf: &self.shelf,
            store: &mut self.store,
            now,
        };
        let outcome = call(&mut desk);
        let keep = keeps(&outcome);
        self.store.end(changes, keep)?;
        outcome
    }
}
