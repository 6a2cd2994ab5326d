//! When a message about a failure has become untrue.
use crate::api::subject::Subject;
use crate::model::effect::Ticket;

/// Names what shows that a failure is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cure {
    /// The profile is opened, or its key is read again.
    Opening,
    /// A good answer.
    Answer {
        /// What it must be about; with `None` any answer will do, since it shows that the API lets us in.
        of: Option<Subject>,
        /// The newest question when the failure was told: an answer to an older one shows nothing.
        since: Ticket,
    },
    /// What is read later shows that this change, whose outcome was unknown, was made.
    Shown(Ticket),
}

/// That the profile lets nobody in, because it could not be opened or its key was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShutOut {
    pub cure: Cure,
    /// The newest question when the person last tried again, unless they were told since.
    pub tried_again: Option<Ticket>,
}

impl ShutOut {
    /// Whether it is news that the key was refused for a question: not while the person was told and has
    /// not tried again, nor for what was asked before they did.
    pub fn is_news(&self, ticket: Ticket) -> bool {
        self.tried_again.is_some_and(|last| ticket > last)
    }

    /// Whether the person tried again after a question was asked.
    pub fn is_behind(&self, ticket: Ticket) -> bool {
        self.tried_again.is_some_and(|last| ticket <= last)
    }
}

impl Cure {
    /// Returns a good answer to a question that is asked after one.
    pub const fn answer_after(since: Ticket, of: Option<Subject>) -> Self {
        Self::Answer { of, since }
    }

    /// Whether a good answer shows that the failure is over.
    pub fn is_answer(&self, ticket: Ticket, subject: Option<&Subject>) -> bool {
        match self {
            Self::Opening | Self::Shown(_) => false,
            Self::Answer { of, since } => {
                ticket > *since && (of.is_none() || of.as_ref() == subject)
            }
        }
    }
}
