//! The local copy of a profile's customers: on disk, from which the first screen comes at the next start, and in
//! memory, where it is searched.
//!
//! The one on disk is a cache: nothing in it is missed when it goes, so whoever meets trouble with one throws it away
//! and makes it anew. It is a [`disk::Disk`].
//!
//! In memory is an [`Index`] of what can be searched and sorted, and nothing of what is only shown. It has no threads,
//! files, clocks or channels; whoever owns it feeds it customers, asks, and finds the rows by the slot it is given.
//!
//! - `details`: what is kept of one customer besides the row, on disk alone;
//! - `change`: what a mirror is told and says; `sweep`: what to ask the API for, so that it holds what the API does;
//! - `entry`: what the index takes of a customer, and the fields a search can name;
//! - `block`, `token`, `index`: where it is kept, in about 110 bytes a customer;
//! - `query`, `period`: what was typed, as data, with what is wrong in it;
//! - `matcher`, `near`, `grade`: whether a row matches, with a typing error or without, and how well;
//! - `search`, `hits`: the search in steps that can stop anywhere, and its answer;
//! - `catalogue`, `window`: all of it behind the one question that a list asks;
//! - `sharers`: who has an email, for the forms;
//! - `order`: all rows by a column; `marks`: which letters of a shown text matched.
mod block;
mod catalogue;
mod change;
mod details;
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
mod sharers;
mod sweep;
mod table;
mod token;
mod window;

pub use catalogue::{Catalogue, has_email};
pub use change::{Ask, Change, Close, Ended, List, Reached, Report, Resume, Round, Rows};
pub use change::{Standing, Subscriber, Told};
pub use details::{Details, Part};
pub use entry::{Entry, Field, Subscribed};
pub use hits::{Hits, Kind};
pub use index::{Index, Put, Slot};
pub use marks::marks;
pub use order::{Column, Order, Orders};
pub use query::{Problem, Query, Today};
pub use search::{FEW, Search, search};
pub use sharers::{Sharers, Sought};
pub use sweep::{Goal, Head, Progress, Reader, Step, Sweep};
pub use window::{Answer, Counts, Question, Shown};

use crate::api::customers::Customer;
use jiff::Timestamp;
use thiserror::Error;

/// Says where a batch ended, so that the next one begins behind it whatever came or went meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    created: i64,
    number: i64,
}

/// Holds a row with the time at which the API last told it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub customer: Customer,
    pub at: Timestamp,
}

/// Says why a mirror cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    #[error("it is damaged")]
    Damaged,
    #[error("an older version wrote it")]
    Older,
    #[error("a newer version wrote it")]
    Newer,
    #[error("its file was removed")]
    Lost,
    /// The file is not what this program made: a link, another user's, open to others.
    #[error("{0}")]
    Foreign(String),
    #[error("the disk is full")]
    Full,
    #[error("another program has it locked")]
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

/// Says how many of some rows were listed before, and how many nobody had begun to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    pub known: usize,
    pub fresh: usize,
}
