//! The customers that were loaded, and the window that the list asks for.
//!
//! The list never asks for all rows: it asks for the hits of a query in an order, and draws the few
//! that fit; the index beside the rows answers what matches and in which order.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::api::page::Page;
use crate::mirror::{Batch, Change, Index, Place};
use crate::model::effect::Ticket;
use crate::model::keeping::Keeping;
use crate::model::listing::{Keyed, Listing};
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap, HashSet};

/// Holds the loaded customers.
#[derive(Debug, Default)]
pub struct Directory {
    listing: Listing<Customer>,
    index: Index,
    /// Pages under way, by the question that asked for them.
    asked: BTreeMap<Ticket, u32>,
    /// The newest question at the time a row was last written or read alone: an answer to one from
    /// before holds the row as it was, and must not bring it back.
    written: HashMap<CustomerId, Ticket>,
    /// Rows that the API says are gone, shown struck until the person moves on.
    gone: Vec<CustomerId>,
    keeping: Keeping,
    version: u64,
}

impl Directory {
    pub fn listing(&self) -> &Listing<Customer> {
        &self.listing
    }

    pub fn get(&self, id: &CustomerId) -> Option<&Customer> {
        self.listing.get(id)
    }

    /// Grows whenever a row changes, comes or goes.
    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn at(&self, index: usize) -> Option<&Customer> {
        self.listing.items().get(index)
    }

    pub fn is_gone(&self, id: &CustomerId) -> bool {
        self.gone.contains(id)
    }

    /// Says whether pages are under way or left to ask for.
    pub fn is_loading(&self) -> bool {
        !self.listing.is_complete()
    }

    /// Gives the pages to ask for now, `together` at the most under way at once.
    pub fn wanted_pages(&self, together: u32) -> Vec<u32> {
        let under_way: Vec<u32> = self.asked.values().copied().collect();
        let room = usize::try_from(together)
            .unwrap_or(1)
            .saturating_sub(under_way.len());
        self.listing
            .wanted_pages(together)
            .filter(|page| !under_way.contains(page))
            .take(room)
            .collect()
    }

    pub fn asked(&mut self, ticket: Ticket, page: u32) {
        self.asked.insert(ticket, page);
    }

    /// Says whether a question about a page belongs to the present pass.
    pub fn is_asked(&self, ticket: Ticket) -> bool {
        self.asked.contains_key(&ticket)
    }

    /// Takes back a question about a page; says whether it was one of this pass.
    pub fn unask(&mut self, ticket: Ticket) -> bool {
        self.asked.remove(&ticket).is_some()
    }

    /// Begins to tell the mirror what becomes known.
    pub fn keep(&mut self) {
        self.keeping = Keeping::begun();
    }

    /// Gives what the mirror must be told, in order.
    pub fn take_changes(&mut self) -> Vec<Change> {
        self.keeping.take_changes()
    }

    /// Gives where the next batch of the mirror's rows begins, once for each.
    pub fn take_recall(&mut self) -> Option<Place> {
        self.keeping.take_recall()
    }

    /// Takes in rows of the mirror: they stand behind those of this run until the pass meets them or ends.
    pub fn recall(&mut self, batch: Batch, total: Option<u64>, as_of: Option<Timestamp>) {
        let written = &self.written;
        let unknown = |id: &CustomerId| !written.contains_key(id);
        let Some(rows) = self.keeping.recall(batch, unknown) else {
            return;
        };
        if !rows.is_empty() {
            for row in &rows {
                self.index.put(&row.into());
            }
            self.listing.add_kept(rows, total, as_of);
            self.version += 1;
        }
    }

    /// Tells a mirror that was made anew all that was met in this run.
    pub fn keep_all(&mut self) {
        let at = self.listing.read_at();
        let met = self.listing.items().iter().take(self.listing.met());
        let rows = met.cloned().collect();
        self.keeping.tell_all(rows, at, self.listing.is_complete());
    }

    /// Begins to read all pages anew; answers to older questions are refused from now on.
    pub fn restart(&mut self) {
        self.keeping.tell(|| Change::Begin);
        self.asked.clear();
        self.listing.restart();
        self.version += 1;
    }

    /// Files a page, unless the pass that asked for it was given up.
    pub fn file(&mut self, ticket: Ticket, page: Page<Customer>, at: Timestamp) -> bool {
        if self.asked.remove(&ticket).is_none() {
            return false;
        }
        let written = &self.written;
        let old = |id: &CustomerId| written.get(id).is_some_and(|then| ticket <= *then);
        self.keeping.met(&page.items, old, at);
        for row in page.items.iter().filter(|row| !old(row.key())) {
            self.index.put(&row.into());
        }
        let was_loading = self.is_loading();
        self.listing.file(page, at, |row| old(row.key()));
        self.forget_lost();
        if was_loading && !self.is_loading() {
            self.keeping.end();
        }
        self.version += 1;
        true
    }

    /// Keeps one customer as the answer to a question says it is, unless a newer one said otherwise;
    /// `ticket` is that question, or for a write the newest so far.
    pub fn upsert(&mut self, customer: Customer, ticket: Ticket, at: Timestamp) {
        if self
            .written
            .get(&customer.token)
            .is_some_and(|then| ticket < *then)
        {
            return;
        }
        self.written.insert(customer.token.clone(), ticket);
        self.gone.retain(|id| *id != customer.token);
        self.keeping.tell(|| Change::Put {
            rows: vec![customer.clone()],
            at,
        });
        self.index.put(&(&customer).into());
        self.listing.upsert(customer);
        self.version += 1;
    }

    pub fn remove(&mut self, id: &CustomerId, newest: Ticket) {
        self.written.insert(id.clone(), newest);
        self.keeping.tell(|| Change::Remove(vec![id.clone()]));
        self.gone.retain(|other| other != id);
        self.listing.remove(id);
        self.index.remove(id.as_str());
        self.version += 1;
    }

    /// Strikes a row that the API no longer has.
    pub fn mark_gone(&mut self, id: &CustomerId, newest: Ticket) {
        if self.listing.get(id).is_some() && !self.gone.contains(id) {
            self.written.insert(id.clone(), newest);
            self.keeping.tell(|| Change::Remove(vec![id.clone()]));
            self.gone.push(id.clone());
            self.version += 1;
        }
    }

    /// Drops struck rows but for the one that is still looked at.
    pub fn sweep_gone(&mut self, but: Option<&CustomerId>) {
        let (keep, drop): (Vec<_>, Vec<_>) = std::mem::take(&mut self.gone)
            .into_iter()
            .partition(|id| Some(id) == but);
        self.gone = keep;
        for id in drop {
            self.listing.remove(&id);
            self.index.remove(id.as_str());
            self.version += 1;
        }
    }

    /// Gives what can be searched and sorted of the rows.
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Gives where each slot of the index stands among the rows; [`u32::MAX`] where it is not there.
    pub fn places(&self) -> Vec<u32> {
        let slots = usize::try_from(self.index.slots()).unwrap_or(0);
        let mut places = vec![u32::MAX; slots];
        for (place, row) in (0u32..).zip(self.listing.items()) {
            let slot = self.index.slot(row.token.as_str());
            let known = slot.and_then(|slot| places.get_mut(usize::try_from(slot).ok()?));
            if let Some(known) = known {
                *known = place;
            }
        }
        places
    }

    /// Drops from the index what is no longer a row: a pass that ends lets such rows go.
    fn forget_lost(&mut self) {
        let rows = self.listing.items();
        if !self.listing.is_complete() || self.index.len() <= rows.len() {
            return;
        }
        let here: HashSet<&str> = rows.iter().map(|row| row.token.as_str()).collect();
        let tokens = (0..self.index.slots()).filter_map(|slot| self.index.token(slot));
        let lost: Vec<String> = tokens
            .filter(|token| !here.contains(token.as_str()))
            .collect();
        for token in lost {
            self.index.remove(&token);
        }
    }
}
