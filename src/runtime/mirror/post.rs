//! What the loop and the mirror's two threads hand to each other.
use crate::api::customers::Customer;
use crate::api::ids::{CardId, CustomerId};
use crate::mirror::disk::{self, Disk, Home};
use crate::mirror::{
    Change, Close, Details, List, MatchRequest, Report, Rows, Sought, Subscribed, Trouble,
    WindowRequest,
};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender};

/// Where a mirror is and how large it may become.
#[derive(Clone, Debug)]
pub struct Site {
    pub home: Home,
    pub most_bytes: u64,
}

impl Site {
    pub fn new(file: PathBuf) -> Self {
        Self {
            home: Home::File(file),
            most_bytes: disk::MOST_BYTES,
        }
    }

    /// Is a mirror that this run alone holds, in memory.
    pub fn memory() -> Self {
        Self {
            home: Home::memory(),
            most_bytes: disk::MOST_BYTES,
        }
    }

    pub fn file(&self) -> Option<&Path> {
        match &self.home {
            Home::File(file) => Some(file),
            Home::Memory(_) => None,
        }
    }
}

/// Is what the writing thread is asked to do.
#[derive(Debug)]
pub enum Work {
    Keep(u64, Change),
    /// The searching thread found that the mirror cannot be read.
    Mend(u64, Trouble),
    /// Somebody looks: what other instances changed is to be seen.
    Glance,
    /// Tries to become the instance that reads, or leaves it to another.
    Lead(bool),
    /// All that was told before is done; then this is dropped.
    Fence(Sender<()>),
    /// Nobody will ask for anything any more.
    End,
}

/// Is what the searching thread is asked to do.
#[derive(Debug)]
pub enum Task {
    /// A mirror is there, or another one than before: all of it is read.
    Open(u64, Box<Disk>),
    /// The mirror took a change.
    Told(u64, MemoryUpdate),
    Ask(Box<WindowRequest>),
    /// Who some customers are.
    Look(Vec<CustomerId>),
    /// Who has an email.
    Seek(Sought),
    /// Who matches a query best.
    Match(MatchRequest),
    /// Whose a card is.
    FindCard(CardId),
    /// What was kept of a customer besides the row.
    Recall(CustomerId),
    /// Another instance may have changed the mirror: all of it is read again.
    Reread,
    /// All that was asked before is answered; then this is dropped.
    Fence(Sender<()>),
    /// Nobody will ask for anything any more.
    End,
}

/// What a change means for what is in memory.
#[derive(Debug)]
pub enum MemoryUpdate {
    Page(Vec<Customer>),
    /// Told one by one, mostly because the person did something.
    Alone(Vec<Customer>),
    Remove(Vec<CustomerId>),
    /// The states of a customer's subscriptions.
    Subscribed(CustomerId, Subscribed),
    /// Something of everybody: all of the mirror is read again.
    All,
    Nothing,
}

impl MemoryUpdate {
    pub fn of(change: Change, report: Option<&Report>) -> Self {
        match change {
            Change::Put { rows, .. } => Self::Alone(rows),
            Change::Swept { rows, .. } | Change::Newest { rows, .. } => match rows {
                Rows::Customers(rows) => Self::Page(rows),
                Rows::Subscriptions(_) => Self::Nothing,
            },
            Change::Remove(tokens) => Self::Remove(tokens),
            Change::Details { of, details, .. } => match *details {
                Details::Subscriptions(part) => Self::Subscribed(of, part.subscribed()),
                Details::Cards(_) | Details::Charges(_) => Self::Nothing,
            },
            Change::End { .. } => match report {
                Some(Report::Ended { end: Some(end), .. }) => Self::Remove(end.dropped.clone()),
                _ => Self::Nothing,
            },
            Change::Close {
                list: List::Subscriptions,
                close: Close::Unsure | Close::Sure,
            } => Self::All,
            Change::Begin(_)
            | Change::Resume(_)
            | Change::NewestEnd { .. }
            | Change::Count { .. }
            | Change::Close { .. } => Self::Nothing,
        }
    }
}

/// Puts what waits behind a change into the same transaction, where both only add.
pub fn gather(
    together: usize,
    (mut number, mut change): (u64, Change),
    work: &Receiver<Work>,
    behind: &mut Option<Work>,
) -> (u64, Change) {
    while change.rows() < together
        && let Ok(next) = work.try_recv()
    {
        let left = if let Work::Keep(later, other) = next {
            match change.join(other) {
                Ok(()) => {
                    number = later;
                    continue;
                }
                Err(other) => Work::Keep(later, other),
            }
        } else {
            next
        };
        *behind = Some(left);
        break;
    }
    (number, change)
}
