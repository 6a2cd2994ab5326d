//! What a handler works with: the base data with the changes laid over them.
//!
//! A base customer that a call changes, or whose cards or subscriptions it changes, is *touched*: from that second on its
//! subscriptions are kept in the store and bill from there, and the base data bill them no more.

mod charges;
mod customers;
mod plans;
mod refunds;
mod subscriptions;

pub use charges::{Cards, Row};
pub use customers::Found;

use std::ops::Range;
use std::sync::Arc;

use super::database::{Known, Store};
use super::derived::account_lists::Shelf;
use super::derived::customer_list::Roll;
use super::error::Result;
use super::seed::World;

/// The data as one call sees them.
pub struct Desk<'a> {
    pub world: &'a World,
    pub shelf: &'a Shelf,
    pub store: &'a mut Store,
    /// Seconds since 1970.
    pub now: i64,
}

impl Desk<'_> {
    /// Gives the order of all customers.
    pub fn roll(&mut self) -> Result<Arc<Roll>> {
        Ok(self.store.roll(self.world)?)
    }

    /// Gives what is known of the store's state.
    pub fn known(&mut self) -> Result<Arc<Known>> {
        Ok(self.store.known()?)
    }
}

/// Merges two lists of rows and when they were made, both newest first, and cuts the `rows` in question out of them; of
/// the same second, the first list's is newer.
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
