//! What can go wrong with a call, as a value that the screen can explain.
use crate::api::ids::ChargeId;
use crate::text::Safe;
use std::fmt;
use std::time::Duration;

/// What became of a write (`NOT-SENT`, `REJECTED`, `DONE`, `UNKNOWN` of the reliability promises).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It surely never reached the API.
    NotSent,
    /// The API said no; nothing was changed.
    Rejected,
    Done,
    /// It may have been carried out. It is never sent again by itself.
    Unknown,
}

/// What went wrong and, for a write, what that means for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    pub kind: ErrorKind,
    /// `None` for a read, which changes nothing.
    pub fate: Option<Fate>,
}

/// What went wrong.
#[derive(Clone, Debug, PartialEq)]
pub enum ErrorKind {
    /// The API could not be reached.
    Unreachable(Unreachable),
    /// The proxy that the environment names did not let us through; nothing was sent.
    Proxy(Proxy, ProxyFault),
    /// No full answer came in time, or the connection broke after it was made.
    NoAnswer(NoAnswer),
    /// The API answered with an error of its own.
    Refused(Refusal),
    /// The API asked to wait (429, 503).
    Throttled {
        status: u16,
        retry_after: Option<Duration>,
    },
    /// The answer was a redirect to another address, which is never followed.
    Redirected(u16),
    /// The answer was larger than 8 MiB decoded.
    TooBig,
    /// The answer could not be understood; the text says what was wrong, never what was in it.
    Protocol(&'static str),
    /// The profile could not be opened, so that nothing could be sent: its key or the sandbox is missing.
    NotOpened,
    /// Nothing was sent, because writes are locked in LIVE.
    Locked,
    /// Nothing was sent, because in LIVE this write wants a text typed that was not (promise P7).
    Unconfirmed,
    /// The call was dropped before it was sent, or a read was no longer wanted.
    Cancelled,
}

/// Why no connection could be made; in each case nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreachable {
    Refused,
    NoSuchHost,
    /// The certificate is not one to trust for this host.
    Certificate(Flaw),
    /// The other side speaks no version of TLS that is safe.
    OldTls,
    /// The other side does not speak TLS, or not so that it is understood.
    Tls,
    TimedOut,
    Other,
}

/// What is wrong with a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    Expired,
    NotYetValid,
    /// It is for other names: these, where it has any.
    WrongHost(Vec<Safe>),
    UnknownIssuer,
    Revoked,
    Other,
}

/// Names the proxy that stands before a host, without the user name and the password in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// Host and port.
    pub address: Safe,
    /// The variable that names it.
    pub variable: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    NotFound,
    NoConnection,
    TimedOut,
    WantsPassword,
    /// It was reached and did not connect us, or speaks another language than its address says.
    Refused,
}

/// How an answer failed to come after the connection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    TimedOut,
    Broken,
}

/// An error answer of the API (contract section 2).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Refusal {
    pub status: u16,
    /// The API's code, such as `invalid_resource`; empty where the body was not the API's JSON.
    pub code: Safe,
    pub description: Safe,
    pub messages: Vec<FieldMessage>,
    /// The charge that failed, which exists all the same.
    pub charge_token: Option<ChargeId>,
    /// Says that a web page came instead of data.
    pub web_page: bool,
}

/// One message of a refusal; the parameter as the wire names it, such as `card.number`.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldMessage {
    pub param: Safe,
    pub message: Safe,
}

impl fmt::Display for FieldMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.param.as_str() {
            "" => write!(f, "{}", self.message),
            param => write!(f, "{param}: {}", self.message),
        }
    }
}
