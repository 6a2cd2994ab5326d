//! The local copy of the customers and the search over it.
//!
//! This is the part in memory: an [`Index`] of what can be searched and sorted, and nothing of what is
//! only shown. It has no threads, files, clocks or channels; whoever owns it feeds it customers, asks,
//! and reads the rows it wants to show from where they are kept, by the slot or the token it is given.
//!
//! - `entry`: what the index takes of a customer, and the fields a search can name;
//! - `block`, `tokens`, `index`: where it is kept, in about 110 bytes a customer;
//! - `query`, `period`: what was typed, as data, with what is wrong in it;
//! - `matcher`, `near`, `grade`: whether a row matches, with a typing error or without, and how well;
//! - `search`, `hits`: the search in steps that can stop anywhere, and its answer;
//! - `order`: all rows by a column; `marks`: which letters of a shown text matched.
mod block;
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
