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
use crate::api::ids::{CardId, CustomerId};
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

/// Keeps customers. Whoever calls it waits, so it belongs to a thread of its own.
pub trait Mirror: Send {
    /// Keeps rows as the API told them at a time, and says how many of the newest were listed before.
    fn put(&mut self, rows: &[Customer], at: Timestamp, told: Told) -> Result<Listed, Trouble>;

    fn remove(&mut self, tokens: &[CustomerId]) -> Result<(), Trouble>;

    fn newest(&mut self, most: usize) -> Result<Batch, Trouble>;

    /// Gives the rows behind a place.
    fn after(&mut self, place: Place, most: usize) -> Result<Batch, Trouble>;

    /// Gives those of some customers that are here.
    fn rows(&mut self, tokens: &[CustomerId]) -> Result<Vec<Seen>, Trouble>;

    fn count(&mut self) -> Result<u64, Trouble>;

    /// Gives whose card it is: the primary one of any customer, or one of those that are kept of a customer.
    fn whose_card(&mut self, card: &CardId) -> Result<Option<CustomerId>, Trouble>;

    /// Keeps the states of subscriptions for the pass over them, and says how many of the newest were listed before.
    fn put_subscriptions(
        &mut self,
        rows: &[Subscriber],
        at: Timestamp,
        told: Told,
    ) -> Result<Listed, Trouble>;

    /// Counts the subscriptions that the pass over them has met.
    fn count_subscriptions(&mut self) -> Result<u64, Trouble>;

    fn standing(&mut self) -> Result<Standing, Trouble>;

    /// Begins a pass over a list; one that was under way ends nothing any more.
    fn begin_pass(&mut self, list: List) -> Result<(), Trouble>;

    /// Goes on with the pass that is under way, whoever began it.
    fn resume_pass(&mut self, list: List) -> Result<(), Trouble>;

    /// Says whom this instance's pass over all customers has met, unless another began one meanwhile: then that says nothing.
    ///
    /// Where it did not meet many rows, those are dropped that the finished pass before did not meet either; but
    /// only if it met about as many as the API says there are.
    fn end_pass(&mut self) -> Result<Option<Ended>, Trouble>;

    /// Ends this instance's pass. What one over the subscriptions told takes the place of what was known before, unless
    /// it came to nothing.
    fn close_pass(&mut self, list: List, close: Close) -> Result<(), Trouble>;

    /// Lists the rows of the reading of the newest, which found so many.
    fn end_newest(&mut self, list: List, found: u64) -> Result<(), Trouble>;

    /// Drops everything.
    fn forget(&mut self) -> Result<(), Trouble>;

    /// Keeps a list of a customer in the place of the one of its kind; it goes when the customer does.
    fn keep_details(
        &mut self,
        of: &CustomerId,
        details: &Details,
        at: Timestamp,
    ) -> Result<(), Trouble>;

    /// Gives the lists of a customer that are here, at most one of a kind, each with the time of reading.
    fn details(&mut self, of: &CustomerId) -> Result<Vec<(Details, Timestamp)>, Trouble>;

    /// Gives the states of the subscriptions of some customers that have any or were read alone, in an order behind one.
    fn subscribed(
        &mut self,
        after: Option<&CustomerId>,
        most: usize,
    ) -> Result<Vec<(CustomerId, Subscribed)>, Trouble>;

    /// Keeps rows of a list.
    fn put_rows(&mut self, rows: &Rows, at: Timestamp, told: Told) -> Result<Listed, Trouble> {
        match rows {
            Rows::Customers(rows) => self.put(rows, at, told),
            Rows::Subscriptions(rows) => self.put_subscriptions(rows, at, told),
        }
    }

    /// Carries out a change.
    fn keep(&mut self, change: &Change) -> Result<Option<Report>, Trouble> {
        match change {
            Change::Begin(list) => self.begin_pass(*list)?,
            Change::Resume(list) => self.resume_pass(*list)?,
            Change::Swept { rows, at, resume } => {
                self.put_rows(rows, *at, Told::Swept(*resume))?;
            }
            Change::Newest { rows, at, ask } => {
                let Listed { known, fresh } = self.put_rows(rows, *at, Told::Newest)?;
                let ask = *ask;
                return Ok(Some(Report::Newest { ask, known, fresh }));
            }
            Change::NewestEnd { list, found } => self.end_newest(*list, *found)?,
            Change::Put { rows, at } => {
                self.put(rows, *at, Told::Single)?;
            }
            Change::Details { of, details, at } => self.keep_details(of, details, *at)?,
            Change::Remove(tokens) => self.remove(tokens)?,
            Change::End { round } => {
                let round = *round;
                let end = match round.list {
                    List::Customers => self.end_pass()?,
                    List::Subscriptions => None,
                };
                return Ok(Some(Report::Ended { round, end }));
            }
            Change::Count { round } => {
                let round = *round;
                let rows = match round.list {
                    List::Customers => self.count()?,
                    List::Subscriptions => self.count_subscriptions()?,
                };
                return Ok(Some(Report::Counted { round, rows }));
            }
            Change::Close { list, close } => self.close_pass(*list, *close)?,
        }
        Ok(None)
    }
}
