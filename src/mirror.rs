//! The local copy of a profile's customers: on disk, from which the first screen comes at the next start, and
//! in memory, where it is searched.
//!
//! The one on disk is a cache: nothing in it is missed when it goes, so whoever meets trouble with one throws
//! it away and makes it anew. It is a [`disk::Disk`].
//!
//! In memory is an [`Index`] of what can be searched and sorted, and nothing of what is only shown. It has no
//! threads, files, clocks or channels; whoever owns it feeds it customers, asks, and finds the rows by the
//! slot it is given.
//!
//! - `details`: what is kept of one customer besides the row, on disk alone;
//! - `change`: what a mirror is told and says; `sweep`: what to ask the API for, so that it holds what the
//!   API does;
//! - `entry`: what the index takes of a customer, and the fields a search can name;
//! - `block`, `token`, `index`: where it is kept, in about 110 bytes a customer;
//! - `query`, `period`: what was typed, as data, with what is wrong in it;
//! - `matcher`, `near`, `grade`: whether a row matches, with a typing error or without, and how well;
//! - `search`, `hits`: the search in steps that can stop anywhere, and its answer;
//! - `catalogue`, `window`: all of it behind the one request that a list makes;
//! - `sharers`: who has an email, for the forms; `matches`: who matches best, for the commands;
//! - `order`: all rows by a column; `marks`: which letters of a shown text matched.
//!
//! # From a key to rows
//!
//! 1. A key changes the text of the search. The list parses it into a [`Query`] and makes a
//!    [`WindowRequest`]: the query, the order, and the row around which it wants rows. A list never asks for
//!    all rows.
//! 2. The app returns the request as an effect, and the loop hands it to the searching thread, which owns
//!    the [`Catalogue`]. The app does not wait; keys about "the selected row" are held until the answer is
//!    there.
//! 3. The catalogue runs the [`Search`] over the [`Index`] and looks between any two steps whether a newer
//!    request came. What it finds are slots, graded and in order ([`Hits`]).
//! 4. Only slots that the list can show become rows: their tokens are looked up in [`disk::Disk`]. A token
//!    that is no longer there leaves the index, and the part is taken again.
//! 5. The [`Window`] goes back through the loop to the directory, which refuses one older than what it knows.
//!    When rows change later, the same request is answered again.
//!
//! Rows come the other way: answers of the API pass the directory, which judges them, become [`Change`]s, and
//! go to the thread that writes the disk. The searching thread hears of a change only when the disk has it,
//! so each row that it names can be read.
//!
//! # What tells the old from the new
//!
//! Threads, instances and a network take part, so nothing arrives in a certain order. Nine counters protect
//! from what is out of date:
//!
//! - `Ticket` numbers the requests to the API: an answer to one sent before a change does not bring a row, or
//!   the number of customers, back as it was.
//! - Each [`Change`] has a number: no rows are shown that have not heard of a deletion or a creation made
//!   here ([`Window::heard`], [`WindowRequest::after`]).
//! - [`WindowRequest::number`]: the list takes no answer to what was typed before, and no key acts on its
//!   rows.
//! - Requests are counted where they are sent and where the search takes them: a search stops as soon as the
//!   two differ, because a newer request waits.
//! - The generation numbers the mirrors of a run, one of which may replace another: trouble with an old one
//!   does not rebuild the new one.
//! - `Index::version` counts changes of the rows in memory: hits, an order or an answer from before one are
//!   found again.
//! - `Directory::version` counts changes of what may be on the screen: a list that has not seen the last one
//!   settles again, and nothing is drawn where there was none.
//! - The number of a pass counts the readings of all, in the file and over all runs: no row is dropped that
//!   was told since the reading began, and none for a reading that another instance replaced.
//! - `data_version` is how `SQLite` counts the commits of other connections: when another instance wrote, the
//!   rows in memory are read again.
//!
//! The reading of the API has two more, which no query meets: the [`Round`] and the shift of a
//! [`PageRequest`] (see `sweep`).
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
mod matches;
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

pub use catalogue::{Catalogue, ReadRows, has_email};
pub use change::{
    Change, Close, EndReport, List, PageRequest, Reached, Report, Resume, Round, Rows,
};
pub use change::{Subscriber, SyncState, Told};
pub use details::{Details, Partial};
pub use entry::{Entry, SearchField, Subscribed};
pub use hits::{HitKind, Hits};
pub use index::{Index, Put, Slot};
pub use marks::marks;
pub use matches::{MatchRequest, Matches};
pub use order::{Column, Order, Orders};
pub use query::{Query, QueryProblem, Today};
pub use search::{FEW, Search, search};
pub use sharers::{Sharers, Sought};
pub use sweep::{Goal, Head, Progress, Reader, Step, Sweep};
pub use window::{HitCounts, Window, WindowRequest, WindowRow};

use crate::api::customers::Customer;
use jiff::Timestamp;
use thiserror::Error;

/// Where a batch ended, so that the next one begins behind it whatever came or went meanwhile.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowCursor {
    created: i64,
    number: i64,
}

/// A row with the time at which the API last told it.
#[derive(Clone, Debug, PartialEq)]
pub struct Seen {
    pub customer: Customer,
    pub at: Timestamp,
}

/// Why a mirror cannot be used.
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
    /// Whether throwing the mirror away and making it anew helps.
    ///
    /// A newer version's is left to it, and what a full disk holds is still good.
    pub const fn is_mendable(&self) -> bool {
        matches!(
            self,
            Self::Damaged | Self::Older | Self::Lost | Self::Foreign(_)
        )
    }
}

/// How many of some rows were listed before, and how many nobody had begun to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Listed {
    pub known: usize,
    pub fresh: usize,
}
