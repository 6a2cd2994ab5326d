//! How well a subject is known.
use crate::api::error::Error;
use crate::model::effect::Ticket;

/// Says how well a subject is known. The newest question wins: an answer to an older one is refused.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Standing {
    /// Never asked, or doubted since: whoever shows it asks.
    #[default]
    Unknown,
    Asked(Ticket),
    Known,
    /// Waits for the person to try again, so that a failure cannot turn into a storm.
    Failed(Error),
}

impl Standing {
    pub fn wants_asking(&self) -> bool {
        matches!(self, Self::Unknown)
    }

    pub fn accepts(&self, ticket: Ticket) -> bool {
        matches!(self, Self::Asked(asked) if *asked == ticket)
    }
}
