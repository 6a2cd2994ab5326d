//! The part of all customers that a list shows: asked for around a row, and answered with the rows decoded.
//!
//! A list is never asked for as a whole. [`WindowRequest`] names the query, the order, and the row around
//! which rows are wanted: by token, so that the row stays where the person sees it whatever arrives above it.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::{Order, Query};
use jiff::Timestamp;

/// Is what a list wants to show.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WindowRequest {
    /// Grows with each request: an answer to an older one is of no use.
    pub number: u64,
    pub query: Query,
    /// The order of all rows, and of hits unless they are wanted by relevance.
    pub order: Order,
    pub by_relevance: bool,
    /// The row around which rows are wanted; where it is not a hit, `place` counts.
    pub token: Option<CustomerId>,
    pub place: usize,
    /// How many rows are wanted on each side.
    pub margin: usize,
    /// The number of the change that must have been heard of before this is answered.
    pub after: u64,
}

/// A row that is shown, with what is known about it as a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct WindowRow {
    pub customer: Customer,
    /// When the API last told it.
    pub seen: Timestamp,
    /// Whether that was in this run.
    pub is_current: bool,
}

/// The rows around a place among the hits, and how many hits there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Window {
    /// The request's number; the answer to one is given anew when rows change.
    pub number: u64,
    /// The number of the last change that was heard of.
    pub heard: u64,
    /// How many customers match to the letter.
    pub exact: usize,
    /// How many match but for a typing error; they stand behind the exact ones.
    pub near: usize,
    /// How many others would match if only their subscriptions were known.
    pub unread: usize,
    /// How many customers were searched, of how many that are in memory.
    pub searched: usize,
    pub held: usize,
    /// Whether more customers are still coming from the disk.
    pub is_filling: bool,
    /// How many customers there are on the disk.
    pub stored: usize,
    /// The place of the first row.
    pub from: usize,
    pub rows: Vec<WindowRow>,
    /// Where the row is that was asked for by token; none where it is not among the hits.
    pub at: Option<usize>,
}

/// How many customers were found and searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HitCounts {
    pub exact: usize,
    pub near: usize,
    pub searched: usize,
    pub held: usize,
}

impl Window {
    /// Counts without some customers, who are there no more although their rows are still seen.
    pub fn counts(&self, gone: &[CustomerId]) -> HitCounts {
        let places: Vec<usize> = gone.iter().filter_map(|id| self.place(id)).collect();
        let exact = places.iter().filter(|place| **place < self.exact).count();
        let held = self.held.saturating_sub(gone.len());
        HitCounts {
            exact: self.exact - exact,
            near: self.near.saturating_sub(places.len() - exact),
            searched: self.searched.min(held),
            held,
        }
    }

    /// How many rows match, near ones too.
    pub const fn matched(&self) -> usize {
        self.exact + self.near
    }

    /// Whether all that is in memory was searched.
    pub const fn is_complete(&self) -> bool {
        self.searched >= self.held
    }

    /// Returns the row at a place among the hits, where it is here.
    pub fn row(&self, place: usize) -> Option<&WindowRow> {
        self.rows.get(place.checked_sub(self.from)?)
    }

    /// Returns the place of a customer among the hits, where its row is here.
    pub fn place(&self, token: &CustomerId) -> Option<usize> {
        let at = self
            .rows
            .iter()
            .position(|row| row.customer.token == *token)?;
        Some(self.from + at)
    }

    /// Whether all rows from one place up to another are here.
    pub fn covers(&self, from: usize, to: usize) -> bool {
        from >= self.from && to <= self.from + self.rows.len()
    }
}
