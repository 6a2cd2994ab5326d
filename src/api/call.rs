//! A call: one operation of the API, either a read or a write.
use crate::api::ids::CustomerId;
use crate::api::read::Read;
use crate::api::subject::Subject;
use crate::api::write::Write;

/// One operation of the API with all that it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    /// A `GET` request, which changes nothing and may be retried.
    Read(Read),
    /// A request that changes something, which is sent at most once.
    Write(Write),
}

impl Call {
    /// Returns what a read is about; `None` for a write, whose answer reports what happened.
    pub fn subject(&self) -> Option<Subject> {
        match self {
            Self::Read(read) => Some(read.subject()),
            Self::Write(_) => None,
        }
    }

    /// Whether the call changes something.
    pub const fn is_write(&self) -> bool {
        matches!(self, Self::Write(_))
    }

    /// Returns the customer that a write changes, if it names one; `None` for a read.
    pub fn changes_customer(&self) -> Option<CustomerId> {
        match self {
            Self::Read(_) => None,
            Self::Write(write) => write.customer(),
        }
    }

    /// Returns the HTTP method (contract sections 5 to 9).
    pub fn method(&self) -> &'static str {
        match self {
            Self::Read(_) => "GET",
            Self::Write(write) => write.facts().method.into(),
        }
    }

    /// Returns the path below the version, with its query. It contains tokens, but never personal data.
    pub fn path(&self) -> String {
        match self {
            Self::Read(read) => read.path(),
            Self::Write(write) => write.facts().path,
        }
    }

    /// Returns what the call does, in words that follow "pintui could not", such as "list cards".
    pub fn meant(&self) -> &'static str {
        match self {
            Self::Read(read) => read.meant(),
            Self::Write(write) => write.facts().words.meant,
        }
    }
}
