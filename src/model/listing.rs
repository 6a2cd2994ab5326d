//! A list that is read page by page and read again later, without losing what was shown.
//!
//! Reading a list anew is a pass: rows met in it move to the front part, rows not met yet stay
//! behind it and go only when the last page has come. So a refresh never empties the screen, a row
//! that moved between pages is there once, and a row that was deleted goes at the end of the pass.
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::ids::{CardId, ChargeId, PlanId, RefundId, SubscriptionId};
use crate::api::ledger::LedgerEntry;
use crate::api::page::{LAST, Page, ROWS};
use crate::api::plans::Plan;
use crate::api::refunds::Refund;
use crate::api::subscriptions::Subscription;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;

/// Tells rows apart.
pub trait Keyed {
    type Key: Clone + Eq + Hash;
    fn key(&self) -> &Self::Key;
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

/// Holds the rows of a list and how far the present pass has come.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    items: Vec<T>,
    /// How many rows at the front were met in this pass.
    met: usize,
    /// The next page to file; pages that came early wait in `early`.
    next: u32,
    /// The last page, once a page said so.
    last: Option<u32>,
    early: BTreeMap<u32, Page<T>>,
    total: Option<u64>,
    unreadable: u32,
    as_of: Option<Timestamp>,
    /// What is known of the rows that came from another run, until all were met or gone.
    kept: Option<Kept>,
}

/// Holds what the mirror says of its rows as a whole.
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
            early: BTreeMap::new(),
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

    /// How many rows the API says there are, or how many are here where it does not say.
    pub fn total(&self) -> u64 {
        let here = u64::try_from(self.items.len()).unwrap_or(u64::MAX);
        match self.total.or(self.kept.and_then(|kept| kept.total)) {
            Some(total) if !self.is_complete() => total.max(here),
            _ => here,
        }
    }

    /// How many rows the API says there are, which may be a lie.
    pub fn reported(&self) -> Option<u64> {
        self.total
    }

    /// How many rows this pass has met: those that are surely of now.
    pub fn met(&self) -> usize {
        self.met
    }

    pub fn is_complete(&self) -> bool {
        self.last.is_some_and(|last| self.next > last)
    }

    /// Says whether anything was ever read, in this run or another.
    pub fn is_started(&self) -> bool {
        self.as_of.is_some() || self.kept.is_some()
    }

    /// Gives the age of the whole: that of the rows from another run while there are any.
    pub fn as_of(&self) -> Option<Timestamp> {
        self.kept.map_or(self.as_of, |kept| kept.as_of)
    }

    /// Gives when a page was last read in this run.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.as_of
    }

    /// Says whether some of the rows may be from another run.
    pub fn is_kept(&self) -> bool {
        self.kept.is_some()
    }

    /// Says whether a row was told by the API in this run.
    pub fn is_current(&self, key: &T::Key) -> bool {
        let place = self.items.iter().position(|item| item.key() == key);
        place.is_some_and(|at| at < self.met || self.kept.is_none())
    }

    /// Adds rows that were kept from another run, as rows that this pass has not met yet.
    pub fn add_kept(&mut self, rows: Vec<T>, total: Option<u64>, as_of: Option<Timestamp>) {
        self.items.extend(rows);
        let total = total.or(self.kept.and_then(|kept| kept.total));
        self.kept = Some(Kept { total, as_of });
    }

    /// How many rows of this pass could not be read.
    pub fn unreadable(&self) -> u32 {
        self.unreadable
    }

    /// Gives the page that must come next, or `None` when all are here.
    pub fn wanted_page(&self) -> Option<u32> {
        (!self.is_complete()).then_some(self.next)
    }

    /// Gives the pages from the next on that can be asked for together, once the first is here.
    pub fn wanted_pages(&self, together: u32) -> impl Iterator<Item = u32> + '_ {
        let end = match (self.last, self.pages()) {
            (Some(last), _) => last,
            (None, Some(pages)) if self.next > 1 => pages.max(self.next),
            _ => self.next,
        };
        (self.next..=end.min(self.next.saturating_add(together.saturating_sub(1))))
            .filter(|page| !self.early.contains_key(page))
    }

    fn pages(&self) -> Option<u32> {
        let pages = self.total?.div_ceil(ROWS);
        Some(u32::try_from(pages).unwrap_or(LAST).min(LAST))
    }

    /// Begins a new pass; what is shown stays until the pages come.
    pub fn restart(&mut self) {
        self.met = 0;
        self.next = 1;
        self.last = None;
        self.unreadable = 0;
        self.early.clear();
    }

    /// Files a page of this pass; of `stale` rows, older than what is known of them, the known ones stay.
    pub fn file(&mut self, page: Page<T>, at: Timestamp, stale: impl Fn(&T) -> bool) {
        if page.number < self.next || self.is_complete() {
            return;
        }
        self.early.insert(page.number, page);
        while let Some(page) = self.early.remove(&self.next) {
            self.file_next(page, at, &stale);
        }
    }

    fn file_next(&mut self, page: Page<T>, at: Timestamp, stale: &impl Fn(&T) -> bool) {
        let empty = page.items.is_empty() && page.unreadable == 0;
        self.total = page.total.or(self.total);
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        self.as_of = Some(at);
        let mut known = self.take_out(&page.items);
        let mut fresh: Vec<T> = Vec::with_capacity(page.items.len());
        let mut seen: HashSet<T::Key> = HashSet::new();
        for item in page.items {
            if !seen.insert(item.key().clone()) {
                continue;
            }
            // A row that is better known is met too, or it would go at the end of the pass.
            let newer = known.remove(item.key()).filter(|_| stale(&item));
            fresh.extend(newer.or_else(|| (!stale(&item)).then_some(item)));
        }
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

    /// Takes out what is known of the rows of a page.
    fn take_out(&mut self, rows: &[T]) -> HashMap<T::Key, T> {
        let again: HashSet<&T::Key> = rows.iter().map(Keyed::key).collect();
        let met = self.items.iter().take(self.met);
        self.met -= met.filter(|old| again.contains(old.key())).count();
        let (out, left): (Vec<T>, Vec<T>) = std::mem::take(&mut self.items)
            .into_iter()
            .partition(|old| again.contains(old.key()));
        self.items = left;
        out.into_iter()
            .map(|old| (old.key().clone(), old))
            .collect()
    }

    /// Puts a row in its old place, or at the front where it is new. One from another run is met by it.
    pub fn upsert(&mut self, item: T) {
        let place = self.items.iter().position(|old| old.key() == item.key());
        if let Some(at) = place.filter(|at| *at >= self.met && self.kept.is_some()) {
            self.items.remove(at);
            self.items.insert(self.met, item);
            self.met += 1;
        } else if let Some(old) = place.and_then(|at| self.items.get_mut(at)) {
            *old = item;
        } else {
            self.items.insert(0, item);
            self.met += 1;
            self.total = self.total.map(|n| n.saturating_add(1));
        }
    }

    pub fn remove(&mut self, key: &T::Key) {
        if let Some(at) = self.items.iter().position(|old| old.key() == key) {
            self.items.remove(at);
            self.met -= usize::from(at < self.met);
            self.total = self.total.map(|n| n.saturating_sub(1));
        }
    }

    pub fn get(&self, key: &T::Key) -> Option<&T> {
        self.items.iter().find(|item| item.key() == key)
    }
}
