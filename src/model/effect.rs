//! What the runtime must do to the world, as plain data that tests compare.
use crate::api::call::Call;
use crate::api::ids::{CardId, CustomerId};
use crate::mirror::{Change, Question, Sought};
use crate::text::Safe;

/// Numbers a question, in the order in which they were asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Says how urgent a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it.
    Operator,
    /// Pages loaded in the background; they yield to the operator.
    Loader,
}

/// Proves that the person typed what LIVE wants before a write that cannot be undone. Only [`Typed::check`] makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed(());

impl Typed {
    /// Gives the proof where the typed text is the wanted one, to the letter.
    pub fn check(typed: &str, wanted: &str) -> Option<Self> {
        (!wanted.is_empty() && typed == wanted).then_some(Self(()))
    }
}

/// Names something the runtime must do.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Call {
        ticket: Ticket,
        call: Call,
        lane: Lane,
        /// Wanted by the worker's gate in LIVE, for calls that want proof (promise P7).
        typed: Option<Typed>,
    },
    /// A read that nobody wants any more; a write that was sent is never cancelled by it.
    Cancel(Ticket),
    /// Opens LIVE writes for five minutes, if the text is the profile's name.
    Unlock(String),
    Lock,
    /// Opens a profile that could not be opened, or reads the key of one again.
    ReadKey,
    Mirror(ForMirror),
    /// Puts a text on the person's clipboard.
    Copy(String),
    /// Arms a fault of the embedded sandbox (`next:add_card:500`); an empty one disarms.
    Fault(String),
    /// Opens another profile by name.
    Open(Safe),
    CaptureMouse(bool),
    Suspend,
    /// Clears the terminal and paints everything again.
    Redraw,
    Quit,
}

/// Says what the mirror is told or asked.
#[derive(Clone, Debug, PartialEq)]
pub enum ForMirror {
    /// Keeps what became known, by a number that grows.
    Keep(u64, Change),
    /// Asks for the rows that the list shows, in place of the question before.
    Show(Question),
    /// Asks who some customers are.
    Look(Vec<CustomerId>),
    /// Asks who has an email.
    Seek(Sought),
    /// Asks whose a card is.
    FindCard(CardId),
    /// Asks what was kept of a customer besides the row.
    Recall(CustomerId),
    /// Tries to become the instance that reads for all that share the mirror, or leaves it to another.
    Lead(bool),
}
