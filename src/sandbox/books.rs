//! The data behind all calls: the base data, what was worked out of them, and the store; one call at a time has them.

use super::Options;
use super::billing;
use super::clock::midnight;
use super::desk::Desk;
use super::problem::Problem;
use super::seed::World;
use super::shelf::Shelf;
use super::store::Store;

/// Everything that a call reads and writes.
pub(super) struct Books {
    world: World,
    shelf: Shelf,
    store: Store,
}

impl Books {
    pub(super) fn open(options: &Options) -> std::io::Result<Self> {
        let midnight = midnight(options.clock.now());
        Ok(Self {
            world: World::new(options.seed, options.customers, midnight)?,
            shelf: Shelf::new(options.clock.now()),
            store: Store::open(&options.store, midnight)?,
        })
    }

    /// Gives what works out the list of everybody's subscriptions as of `now`, without the books.
    pub(super) fn subscriptions(&mut self, now: i64) -> Result<impl FnOnce() + use<>, Problem> {
        self.catch_up(now)?;
        let (world, subscriptions) = (self.world.clone(), self.shelf.lend_subscriptions());
        Ok(move || {
            subscriptions.of(&world);
        })
    }

    /// Runs `call` in one transaction at `now`, after everything that was due by then; keeps what it wrote if `keeps` says
    /// so of its outcome.
    pub(super) fn run<T>(
        &mut self,
        now: i64,
        caller: &str,
        changes: bool,
        call: impl FnOnce(&mut Desk) -> Result<T, Problem>,
        keeps: impl FnOnce(&Result<T, Problem>) -> bool,
    ) -> Result<T, Problem> {
        self.catch_up(now)?;
        self.transaction(now, caller, changes, call, keeps)
    }

    /// Dates the base data as the store says, and lets happen what is due.
    fn catch_up(&mut self, now: i64) -> Result<(), Problem> {
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
            self.transaction(now, "", true, billing::settle, Result::is_ok)?;
        }
        Ok(())
    }

    fn transaction<T>(
        &mut self,
        now: i64,
        caller: &str,
        changes: bool,
        call: impl FnOnce(&mut Desk) -> Result<T, Problem>,
        keeps: impl FnOnce(&Result<T, Problem>) -> bool,
    ) -> Result<T, Problem> {
        self.store.begin(changes)?;
        let mut desk = Desk {
            world: &self.world,
            shelf: &self.shelf,
            store: &mut self.store,
            now,
            caller,
        };
        let outcome = call(&mut desk);
        let keep = keeps(&outcome);
        self.store.end(changes, keep)?;
        outcome
    }
}
