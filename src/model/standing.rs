//! How well a subject is known.
use crate::api::error::{Error, ErrorKind};
use crate::api::subject::Subject;
use crate::model::effect::Ticket;

/// How well a subject is known. The newest question wins: an answer to an older one is refused.
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

/// Whether the API answered that the record is not there.
pub fn is_gone(error: &Error) -> bool {
    matches!(&error.kind, ErrorKind::Refused(refusal) if refusal.status == 404)
}

/// Returns another meaning to a list that is not there (fault 17 of the fault table): no record of it can
/// have been deleted.
pub fn about_list(subject: &Subject, error: Error) -> Error {
    if is_gone(&error) && matches!(subject, Subject::Customers | Subject::Plans) {
        let kind =
            ErrorKind::Protocol("it has no such list (404): check the address and the API version");
        return Error { kind, ..error };
    }
    error
}
