//! The data behind all calls: the base data, what is derived from them, and the database; one call at a time
//! has them.

pub mod base;
pub mod billing;
pub mod clock;
pub mod database;
pub mod derived;
pub mod error;
pub mod records;
pub mod rng;
pub mod token;
pub mod transaction;

use std::io;
use std::sync::Arc;

use base::BaseData;
use clock::midnight;
use database::{Database, Store};
use derived::account_lists::AccountLists;
use error::Error;
use transaction::Transaction;

/// All data that calls read and write.
pub struct World {
    base: BaseData,
    lists: AccountLists,
    db: Database,
}

impl World {
    /// Opens the data of a sandbox with `customers` base customers, as of `now`.
    pub fn open(seed: u64, customers: u32, store: &Store, now: i64) -> io::Result<Self> {
        let midnight = midnight(now);
        Ok(Self {
            base: BaseData::new(seed, customers, midnight)?,
            lists: AccountLists::new(now),
            db: Database::open(store, midnight)?,
        })
    }

    /// Returns the work that computes the list of everybody's subscriptions as of `now`; it needs no access
    /// to this.
    pub fn subscriptions(&mut self, now: i64) -> Result<impl FnOnce() + use<>, Error> {
        self.catch_up(now)?;
        let (base, subscriptions) = (self.base.clone(), Arc::clone(&self.lists.subscriptions));
        Ok(move || {
            subscriptions.of(&base);
        })
    }

    /// Runs `call` in one transaction at `now`, after everything that was due by then; stores what it wrote
    /// if `keeps` accepts its outcome.
    pub fn run<T, E>(
        &mut self,
        now: i64,
        changes: bool,
        call: impl FnOnce(&mut Transaction) -> Result<T, E>,
        keeps: impl FnOnce(&Result<T, E>) -> bool,
    ) -> Result<T, E>
    where
        E: From<Error> + From<rusqlite::Error>,
    {
        self.catch_up(now)?;
        self.db.begin(changes)?;
        let outcome = call(&mut self.transaction(now));
        self.db.end(changes, keeps(&outcome))?;
        outcome
    }

    /// Dates the base data as the database says, and settles what is due.
    fn catch_up(&mut self, now: i64) -> Result<(), Error> {
        let mut overview = self.db.overview()?;
        if overview.midnight.is_none() {
            self.db.begin(true)?;
            self.db.pin(midnight(now))?;
            self.db.end(true, true)?;
            overview = self.db.overview()?;
        }
        let midnight = overview.midnight;
        let midnight = midnight.filter(|found| *found != self.base.midnight);
        if let Some(midnight) = midnight {
            self.base = self.base.dated(midnight);
        }
        if midnight.is_some() || !self.lists.reaches(now) {
            self.lists = AccountLists::new(now);
        }
        while self.db.overview()?.due.is_some_and(|due| due <= now) {
            self.db.begin(true)?;
            let settled = billing::settle(&mut self.transaction(now));
            self.db.end(true, settled.is_ok())?;
            settled?;
        }
        Ok(())
    }

    fn transaction(&mut self, now: i64) -> Transaction<'_> {
        Transaction {
            base: &self.base,
            lists: &self.lists,
            db: &mut self.db,
            now,
        }
    }
}
