//! What the runtime must do to the world, as plain data that tests compare.
use crate::api::call::Call;
use crate::api::ids::{CardId, CustomerId};
use crate::mirror::{Change, MatchRequest, Sought, WindowRequest};
use crate::text::Safe;

/// Numbers a question, in the order in which they were asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// How urgent a call is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lane {
    /// Somebody waits for it.
    Operator,
    /// Pages loaded in the background; they yield to the operator.
    Loader,
}

/// Proves that the person typed what LIVE wants before a write that cannot be undone. Only [`Typed::check`]
/// makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed(());

impl Typed {
    /// Returns the proof where the typed text is the wanted one, to the letter.
    pub fn check(typed: &str, wanted: &str) -> Option<Self> {
        (!wanted.is_empty() && typed == wanted).then_some(Self(()))
    }
}

/// A call on its way to the worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub call: Call,
    pub lane: Lane,
    /// Wanted by the worker's gate in LIVE, for writes that want proof (promise P7).
    pub typed: Option<Typed>,
}

impl Request {
    pub const fn read(call: Call, lane: Lane) -> Self {
        Self {
            call,
            lane,
            typed: None,
        }
    }
}

/// What the runtime must do, by who carries it out.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    Api(ApiCommand),
    Mirror(MirrorCommand),
    Terminal(TerminalCommand),
    Leave(Leave),
}

/// What the worker of the profile is told, and what stands behind it.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiCommand {
    Call(Ticket, Request),
    /// A read that nobody wants any more; a write that was sent is never cancelled by it.
    Cancel(Ticket),
    /// Opens LIVE writes for five minutes, if the text is the profile's name.
    Unlock(String),
    Lock,
    /// Opens a profile that could not be opened, or reads the key of one again.
    SignIn,
    /// Arms a fault of the embedded sandbox (`next:add_card:500`); an empty one disarms.
    Fault(String),
}

/// What the mirror is told, and what it is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum MirrorCommand {
    /// Keeps what became known, by a number that grows.
    Keep(u64, Change),
    /// Asks for the rows that the list shows, in place of the request before.
    Show(WindowRequest),
    /// Asks who some customers are.
    Look(Vec<CustomerId>),
    /// Asks who has an email.
    Seek(Sought),
    /// Asks who matches a query best.
    Match(MatchRequest),
    /// Asks whose a card is.
    FindCard(CardId),
    /// Asks what was kept of a customer besides the row.
    Recall(CustomerId),
    /// Tries to become the instance that reads for all that share the mirror, or leaves it to another.
    Lead(bool),
}

/// What is done to the terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalCommand {
    /// Puts a text on the person's clipboard.
    Copy(String),
    CaptureMouse(bool),
    Suspend,
    /// Clears the terminal and paints everything again.
    Redraw,
}

/// How the profile is left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Leave {
    Quit,
    /// Opens another profile by name.
    Open(Safe),
}
