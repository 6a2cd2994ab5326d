//! When a message about a failure has become untrue.
use crate::api::call::Subject;
use crate::model::effect::Ticket;

/// Names the answers that show that a failure is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cure {
    /// What must be answered; with `None` any answer will do, since it shows that the API lets us in.
    pub of: Option<Subject>,
    /// The newest question when the failure was told: an answer to an older one shows nothing.
    pub since: Ticket,
}

/// Says that the profile lets nobody in, because it could not be opened or its key was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShutOut {
    pub cure: Cure,
    /// Whether the person was told since they last tried again.
    pub is_told: bool,
}

impl Cure {
    /// Says whether a good answer shows that the failure is over.
    pub fn is(&self, ticket: Ticket, subject: Option<&Subject>) -> bool {
        ticket > self.since && (self.of.is_none() || self.of.as_ref() == subject)
    }
}
