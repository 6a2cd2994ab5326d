//! The local copy of a profile's customers: on disk, from which the first screen comes at the next start, and in
//! memory, where it is searched.
//!
//! The one on disk is a cache: nothing in it is missed when it goes, so whoever meets trouble with one throws it away
//! and makes it anew. [`Mirror`] is all that the rest of the program knows of it; [`disk::Disk`] is ours, and one that a
//! team shares can be put in its place.
//!
//! In memory is an [`Index`] of what can be searched and sorted, and nothing of what is only shown. It has no threads,
//! files, clocks or channels; whoever owns it feeds it customers, asks, and finds the rows by the slot it is given.
//!
//! - `entry`: what the index takes of a customer, and the fields a search can name;
//! - `block`, `token`, `index`: where it is kept, in about 110 bytes a customer;
//! - `query`, `period`: what was typed, as data, with what is wrong in it;
//! - `matcher`, `near`, `grade`: whether a row matches, with a typing error or without, and how well;
//! - `search`, `hits`: the search in steps that can stop anywhere, and its answer;
//! - `order`: all rows by a column; `marks`: which letters of a shown text matched.
mod block;
pub mod disk;
mod entry;
mod grade;
mod hits;
mod index;
mod marks;
mod matcher;
mod near;
mod order;
mod period;
mod query;
mod scan;
mod search;
mod table;
mod token;

pub use entry::{Entry, Field, Subscribed};
pub use hits::{Hits, Kind};
pub use index::{Index, Put, Slot};
pub use marks::marks;
pub use order::{Column, Order, Orders};
pub use query::{Problem, Query, Today};
pub use search::{FEW, Search, search};

use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use jiff::Timestamp;
use thiserror::Error;

/// Says where a batch ended, so that the next one begins behind it whatever came or went meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    created: i64,
    number: i64,
}

/// Holds some rows, newest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    pub rows: Vec<Customer>,
    /// Where the next batch begins; `None` behind the last row.
    pub next: Option<Place>,
}

/// Holds a row with the time at which the API last told it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub customer: Customer,
    pub at: Timestamp,
}

/// Says what became known of the customers, in the order in which it did.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// All pages are read anew from here on.
    Begin,
    Put {
        rows: Vec<Customer>,
        at: Timestamp,
    },
    Remove(Vec<CustomerId>),
    /// All pages were read: what none of them held is gone.
    End,
}

/// Says why a mirror cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    #[error("it is damaged")]
    Damaged,
    #[error("an older version made it")]
    Older,
    #[error("a newer version made it")]
    Newer,
    #[error("its file was removed")]
    Lost,
    /// The file is not what this program made: a link, another user's, open to others.
    #[error("{0}")]
    Foreign(String),
    #[error("the disk is full")]
    Full,
    #[error("another program keeps it locked")]
    Busy,
    #[error("{0}")]
    Unusable(String),
}

impl Trouble {
    /// Tells whether throwing the mirror away and making it anew helps.
    ///
    /// A newer version's is left to it, and what a full disk holds is still good.
    pub const fn is_mendable(&self) -> bool {
        matches!(
            self,
            Self::Damaged | Self::Older | Self::Lost | Self::Foreign(_)
        )
    }
}

/// Keeps customers. Whoever calls it waits, so it belongs to a thread of its own.
pub trait Mirror: Send {
    /// Keeps rows as the API told them at a time.
    fn put(&mut self, rows: &[Customer], at: Timestamp) -> Result<(), Trouble>;

    fn remove(&mut self, tokens: &[CustomerId]) -> Result<(), Trouble>;

    /// Gives the newest customers.
    fn newest(&mut self, most: usize) -> Result<Batch, Trouble>;

    /// Gives the rows behind a place.
    fn after(&mut self, place: Place, most: usize) -> Result<Batch, Trouble>;

    /// Gives those of some customers that are here.
    fn rows(&mut self, tokens: &[CustomerId]) -> Result<Vec<Seen>, Trouble>;

    fn count(&mut self) -> Result<u64, Trouble>;

    /// Gives the time since which every row was told by the API.
    fn as_of(&mut self) -> Result<Option<Timestamp>, Trouble>;

    /// Begins a pass over all customers.
    fn begin_pass(&mut self) -> Result<(), Trouble>;

    /// Ends the pass that was begun: drops every row that nobody put since then.
    fn end_pass(&mut self) -> Result<(), Trouble>;

    /// Drops everything.
    fn forget(&mut self) -> Result<(), Trouble>;
}
