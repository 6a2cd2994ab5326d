//! The local copy of a profile's customers, from which the first screen comes at the next start.
//!
//! It is a cache: nothing in it is missed when it goes, so whoever meets trouble with one throws it away
//! and makes it anew. [`Mirror`] is all that the rest of the program knows of it; the one on disk is
//! [`disk::Disk`], and one that a team shares can be put in its place.
pub mod disk;

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
