//! A list that is read page by page and read again later, without losing what was shown.
//!
//! Reading a list anew is a pass: rows met in it move to the front part, rows not met yet stay
//! behind it and go only when the last page has come. So a refresh never empties the screen, a row
//! that moved between pages is there once, and a row that was deleted goes at the end of the pass.
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::ids::{CardId, ChargeId, PlanId, RefundId, SubscriptionId};
use crate::api::ledger::LedgerEntry;
use crate::api::page::{LAST, Page};
use crate::api::plans::Plan;
use crate::api::refunds::Refund;
use crate::api::subscriptions::Subscription;
use jiff::Timestamp;
use std::collections::HashSet;
use std::hash::Hash;

/// Tells rows apart.
pub trait Keyed {
    type Key: Clone + Eq + Hash;
    fn key(&self) -> &Self::Key;
}

impl<T: Keyed> Keyed for &T {
    type Key = T::Key;

    fn key(&self) -> &Self::Key {
        (**self).key()
    }
}

macro_rules! keyed {
    ($($row:ty => $key:ty),*) => {$(
        impl Keyed for $row {
            type Key = $key;
            fn key(&self) -> &$key {
                &self.token
            }
        }
    )*};
}
keyed!(Card => CardId, Subscription => SubscriptionId,
       Charge => ChargeId, Refund => RefundId, Plan => PlanId);

impl Keyed for LedgerEntry {
    type Key = (u32, usize);
    fn key(&self) -> &Self::Key {
        &self.place
    }
}

/// The rows of a list and how far the present pass has come.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    items: Vec<T>,
    /// How many rows at the front were met in this pass.
    met: usize,
    /// The next page to file.
    next: u32,
    /// The last page, once a page said so.
    last: Option<u32>,
    total: Option<u64>,
    /// How many rows of this pass could not be read.
    unreadable: u32,
    as_of: Option<Timestamp>,
    /// What is known of the rows that came from another run, until all were met or gone.
    kept: Option<Kept>,
}

/// What the mirror says of its rows as a whole.
#[derive(Clone, Copy, Debug)]
struct Kept {
    /// How many there are; none of them or not all may be here yet.
    total: Option<u64>,
    as_of: Option<Timestamp>,
}

impl<T> Default for Listing<T> {
    fn default() -> Self {
        Self {
            items: Vec::new(),
            met: 0,
            next: 1,
            last: None,
            total: None,
            unreadable: 0,
            as_of: None,
            kept: None,
        }
    }
}

impl<T: Keyed> Listing<T> {
    pub fn items(&self) -> &[T] {
        &self.items
    }

    /// How many rows are here.
    pub fn here(&self) -> u64 {
        u64::try_from(self.items.len()).unwrap_or(u64::MAX)
    }

    /// How many rows there are: as many as the API says, and never fewer than it sent.
    pub fn total(&self) -> u64 {
        let sent = self.here().saturating_add(self.unreadable.into());
        let told = self.total.or(self.kept.and_then(|kept| kept.total));
        told.unwrap_or(0).max(sent)
    }

    /// How many rows the API says there are, which may be a lie.
    pub fn reported(&self) -> Option<u64> {
        self.total
    }

    /// How many rows this pass has met: those that are surely of now.
    pub fn met(&self) -> usize {
        self.met
    }

    /// Whether the last page has come: nothing is left to ask for.
    pub fn is_complete(&self) -> bool {
        self.last.is_some_and(|last| self.next > last)
    }

    /// Whether all rows are here. The last page may have come and rows be missing: those that could not
    /// be read, and those that the API counts and no page had.
    pub fn is_whole(&self) -> bool {
        self.is_complete() && self.here() == self.total()
    }

    /// Whether anything was ever read, in this run or another.
    pub fn is_started(&self) -> bool {
        self.as_of.is_some() || self.kept.is_some()
    }

    /// Returns the age of the whole: that of the rows from another run while there are any.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.kept.map_or(self.as_of, |kept| kept.as_of)
    }

    /// Returns when a page was last read in this run.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Whether some of the rows may be from another run.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Adds rows that were kept from another run, as rows that this pass has not met yet.
    pub fn add_kept(&mut self, rows: Vec<T>, total: Option<u64>, as_of: Option<Timestamp>) {
        self.items.extend(rows);
        let total = total.or(self.kept.and_then(|kept| kept.total));
        self.kept = Some(Kept { total, as_of });
    }

    /// Returns the page that must come next, or `None` when all are here.
    pub fn wanted_page(&self) -> Option<u32> {
        (!self.is_complete()).then_some(self.next)
    }

    /// Begins a new pass; what is shown stays until the pages come.
    pub fn restart(&mut self) {
        self.met = 0;
        self.next = 1;
        self.last = None;
    }

    /// Files a page of this pass, if it is the next one.
    pub fn file(&mut self, page: Page<T>, at: Timestamp) {
        if page.number != self.next || self.is_complete() {
            return;
        }
        let empty = page.items.is_empty() && page.unreadable == 0;
        if page.number == 1 {
            self.unreadable = 0;
        }
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        self.total = page.total.or(self.total);
        self.as_of = Some(at);
        let mut told: HashSet<T::Key> = HashSet::new();
        let mut fresh: Vec<T> = page.items;
        fresh.retain(|item| told.insert(item.key().clone()));
        // What the page tells anew goes from where it was.
        let is_told = |old: &&T| told.contains(old.key());
        self.met -= self.items.iter().take(self.met).filter(is_told).count();
        self.items.retain(|old| !is_told(&old));
        let added = fresh.len();
        self.items.splice(self.met..self.met, fresh);
        self.met += added;
        self.next += 1;
        if page.next.is_none() || empty || self.next > LAST {
            self.last = Some(page.number);
            self.items.truncate(self.met);
            self.kept = None;
        }
    }

    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.items.iter().find(|item| item.key() == key)
    }
}
