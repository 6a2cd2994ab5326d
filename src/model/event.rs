//! What happens outside the app and reaches it, as data.
use crate::api::error::Error;
use crate::api::ids::{CardId, CustomerId};
use crate::api::reply::Reply;
use crate::mirror::{Details, Matches, Report, Sharers, SyncState, Window, WindowRow};
use crate::model::effect::Ticket;
use crate::secret::{KeyMark, Pasted};
use crossterm::event::{KeyEvent, MouseEvent};
use jiff::Timestamp;
use std::time::Duration;

/// The time of an event: time enters the app as a value, so that tests advance it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Now {
    /// Monotonic, since the program started: for waits, guards and countdowns.
    pub since_start: Duration,
    /// The wall clock: for what is shown.
    pub wall: Timestamp,
}

#[derive(Debug)]
pub enum Event {
    Key(KeyEvent),
    /// The profile was opened, or its key read again: nothing that is typed may hold that key.
    Opened(KeyMark),
    /// A bracketed paste; it may hold a card number, so it is wiped when dropped.
    Paste(Pasted),
    Mouse(MouseEvent),
    Resize(u16, u16),
    /// The time that [`crate::model::effect::Effect`]s asked to be woken at has come.
    Tick,
    /// A call has ended.
    Reply {
        ticket: Ticket,
        result: Result<Reply, Error>,
        trace: Trace,
    },
    /// The worker says how things stand.
    Worker(Note),
    /// The mirror has rows, or trouble.
    Mirror(News),
    /// The program is about to sleep: what must not lie in memory meanwhile is wiped.
    Suspending,
    /// The terminal came back after a suspension, or was resized while away.
    Resumed,
    /// Something the runtime was asked to do could not be done; the text says what.
    Failed(String),
    /// The profile lets nobody in, because it could not be opened or its key could not be read; the text says
    /// why.
    Unopened(String),
}

/// What the worker says between a call and its reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Note {
    /// The request left the queue and is under way.
    Sent(Ticket),
    /// A read failed and will be tried again.
    Retrying {
        ticket: Ticket,
        /// The try that failed, from 1.
        attempt: u32,
        status: Option<u16>,
        wait: Duration,
    },
    /// The host asked to wait (429, 503): nothing is sent to it for that long.
    Paused {
        status: u16,
        wait: Duration,
    },
    Resumed,
    /// LIVE writes are open for that long.
    Unlocked {
        left: Duration,
    },
    Locked,
}

/// What a request looked like from outside, for the activity log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub method: &'static str,
    /// The path and query below the version; tokens only, never personal data.
    pub path: String,
    pub status: Option<u16>,
    /// How often it was tried; 0 where it never left the queue.
    pub tries: u32,
    pub took: Duration,
}

/// What comes from the mirror.
#[derive(Clone, Debug, PartialEq)]
pub enum News {
    /// It is open; its newest rows are from other runs.
    Opened {
        rows: Vec<WindowRow>,
        state: SyncState,
        /// Whether this instance is the one that reads for all that share it.
        leads: bool,
    },
    /// It is done with all changes up to a number.
    Kept { number: u64, report: Option<Report> },
    /// The rows that the list asked for, or as they are now.
    Window(Window),
    /// Those of some customers that are there.
    Found(Vec<WindowRow>),
    /// Who has an email.
    Sharers(Sharers),
    /// Who matches a query best.
    Matches(Matches),
    /// Whose a card is, as far as the mirror knows.
    Card(CardId, Option<CustomerId>),
    /// What was kept of a customer besides the row, each with the time at which it was read.
    Details(CustomerId, Vec<(Details, Timestamp)>),
    /// This instance is the one that reads now; without a state another one is.
    Leads(Option<SyncState>),
    /// It had to be made anew in the midst of a run: all must be read once more.
    Anew,
    /// Something about it that the person should know.
    Trouble(String),
}
