//! The customers that were loaded, and the window that the list asks for.
//!
//! The list never asks for all rows: it asks for the hits of a query in an order, and draws the few
//! that fit. A mirror on disk can be put in behind [`Directory::hits`] without the list noticing.
use crate::api::customers::{Customer, CustomerField};
use crate::api::ids::CustomerId;
use crate::api::page::Page;
use crate::mirror::{Batch, Change, Place};
use crate::model::effect::Ticket;
use crate::model::keeping::Keeping;
use crate::model::listing::{Keyed, Listing};
use crate::text::fold::fold;
use jiff::Timestamp;
use std::collections::{BTreeMap, HashMap};

/// Holds a customer with the text that the filter searches.
#[derive(Clone, Debug)]
pub struct Row {
    pub customer: Customer,
    /// Every searched field, folded, a line each: no word of a query can span two.
    hay: Box<str>,
}

impl Keyed for Row {
    type Key = CustomerId;
    fn key(&self) -> &CustomerId {
        &self.customer.token
    }
}

impl Row {
    fn new(customer: Customer) -> Self {
        let last_four = customer.card.as_ref().and_then(|card| card.last_four());
        let mut hay = fold(&customer.name());
        for text in CustomerField::ALL.map(|field| customer.field(field)) {
            hay.push('\n');
            hay.push_str(&fold(text));
        }
        let phone = plain_phone(customer.field(CustomerField::PhoneNumber));
        for text in [customer.token.as_str(), last_four.unwrap_or(""), &phone] {
            hay.push('\n');
            hay.push_str(&text.to_lowercase());
        }
        Self {
            customer,
            hay: hay.into(),
        }
    }

    fn matches(&self, words: &[Word]) -> bool {
        words.iter().all(|word| {
            self.hay.contains(&word.folded)
                || word
                    .phone
                    .as_ref()
                    .is_some_and(|phone| self.hay.contains(phone))
        })
    }
}

/// Gives a phone number's digits with `+61` written as the `0` that people dial.
fn plain_phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    match (
        text.trim_start().starts_with('+'),
        digits.strip_prefix("61"),
    ) {
        (true, Some(rest)) => format!("0{}", rest.trim_start_matches('0')),
        _ => digits,
    }
}

/// Holds one word of the filter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    pub folded: String,
    phone: Option<String>,
}

/// Splits the text of the filter into words; all must match.
pub fn words(text: &str) -> Vec<Word> {
    text.split_whitespace()
        .map(|word| Word {
            folded: fold(word),
            phone: (word.len() > 3
                && word
                    .chars()
                    .all(|c| c.is_ascii_digit() || "+()-".contains(c)))
            .then(|| plain_phone(word)),
        })
        .collect()
}

/// Names a column that the list can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    Name,
    Email,
    #[default]
    Created,
}

/// Says how rows are ordered; the default is the API's own order, newest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Order {
    pub column: Column,
    /// Names from Z, or oldest first.
    pub reversed: bool,
}

/// Holds the loaded customers.
#[derive(Debug, Default)]
pub struct Directory {
    listing: Listing<Row>,
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
    pub fn listing(&self) -> &Listing<Row> {
        &self.listing
    }

    pub fn get(&self, id: &CustomerId) -> Option<&Customer> {
        self.listing.get(id).map(|row| &row.customer)
    }

    /// Grows whenever a row changes, comes or goes.
    pub fn version(&self) -> u64 {
        self.version
    }

    pub fn at(&self, index: usize) -> Option<&Customer> {
        self.listing.items().get(index).map(|row| &row.customer)
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
            let rows = rows.into_iter().map(Row::new).collect();
            self.listing.add_kept(rows, total, as_of);
            self.version += 1;
        }
    }

    /// Tells a mirror that was made anew all that was met in this run.
    pub fn keep_all(&mut self) {
        let at = self.listing.read_at();
        let met = self.listing.items().iter().take(self.listing.met());
        let rows = met.map(|row| row.customer.clone()).collect();
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
        let rows = Page {
            items: page.items.into_iter().map(Row::new).collect(),
            number: page.number,
            next: page.next,
            total: page.total,
            unreadable: page.unreadable,
        };
        let was_loading = self.is_loading();
        self.listing.file(rows, at, |row| old(row.key()));
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
        let rows = || vec![customer.clone()];
        self.keeping.tell(|| Change::Put { rows: rows(), at });
        self.listing.upsert(Row::new(customer));
        self.version += 1;
    }

    pub fn remove(&mut self, id: &CustomerId, newest: Ticket) {
        self.written.insert(id.clone(), newest);
        self.keeping.tell(|| Change::Remove(vec![id.clone()]));
        self.gone.retain(|other| other != id);
        self.listing.remove(id);
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
            self.version += 1;
        }
    }

    /// Gives the rows that match, in order; rows from `merged` on were loaded since the order was
    /// chosen and follow in the order they came, so that nothing moves while pages arrive.
    pub fn hits(&self, words: &[Word], order: Order, merged: usize) -> Vec<u32> {
        let rows = self.listing.items();
        let mut hits: Vec<u32> = (0u32..)
            .zip(rows)
            .filter(|(_, row)| row.matches(words))
            .map(|(at, _)| at)
            .collect();
        let split = hits.partition_point(|at| index(*at) < merged);
        if let Some(sorted) = hits.get_mut(..split) {
            self.sort(sorted, order);
        }
        hits
    }

    fn sort(&self, hits: &mut [u32], order: Order) {
        let rows = self.listing.items();
        let row = |at: &u32| rows.get(index(*at)).map(|row| &row.customer);
        match order.column {
            Column::Name => hits.sort_by_cached_key(|at| row(at).map(|c| fold(&c.name()))),
            Column::Email => {
                hits.sort_by_cached_key(|at| row(at).map(|c| fold(c.field(CustomerField::Email))));
            }
            // Newest first; rows of one second keep the API's order.
            Column::Created => {
                hits.sort_by_key(|at| std::cmp::Reverse(row(at).and_then(|c| c.created_at)));
            }
        }
        if order.reversed {
            hits.reverse();
        }
    }
}

fn index(at: u32) -> usize {
    usize::try_from(at).unwrap_or(usize::MAX)
}
