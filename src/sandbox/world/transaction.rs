//! The data as one call sees and changes them: the base data with the database laid over them.
//!
//! A base customer that a call changes, or whose cards or subscriptions it changes, is *touched*: from that
//! second on its subscriptions are stored in the database and bill from there, and the base data no longer
//! bill them.

mod charges;
mod customers;
mod plans;
mod refunds;
mod subscriptions;

pub use charges::{BaseCards, ListedCharge};
pub use customers::FoundCustomer;

use std::ops::Range;
use std::sync::Arc;

use super::base::BaseData;
use super::database::Database;
use super::derived::account_lists::AccountLists;
use super::derived::customer_list::CustomerList;
use super::error::Result;

/// The data of one transaction.
pub struct Transaction<'a> {
    pub base: &'a BaseData,
    pub lists: &'a AccountLists,
    pub db: &'a mut Database,
    /// Seconds since 1970.
    pub now: i64,
}

impl Transaction<'_> {
    /// Returns the list of all customers.
    pub fn customers(&mut self) -> Result<Arc<CustomerList>> {
        Ok(self.db.customer_list(self.base)?)
    }
}

/// Merges two lists of rows with their dates, both newest first, and returns the given `rows` of the result;
/// at the same second, the first list's row is newer.
fn newest_first<T>(
    ours: impl Iterator<Item = (i64, T)>,
    theirs: impl Iterator<Item = (i64, T)>,
    rows: Range<usize>,
) -> impl Iterator<Item = T> {
    let (mut ours, mut theirs) = (ours.peekable(), theirs.peekable());
    let merged = std::iter::from_fn(move || {
        let next = theirs.peek().map(|(at, _)| *at);
        let newer = ours.next_if(|(at, _)| next.is_none_or(|next| *at >= next));
        newer.or_else(|| theirs.next()).map(|(_, row)| row)
    });
    merged.skip(rows.start).take(rows.len())
}
