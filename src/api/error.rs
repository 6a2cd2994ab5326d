//! What can go wrong with a call, as a value that the screen can explain.
use crate::api::ids::ChargeId;
use crate::text::Safe;
use std::fmt;
use std::time::Duration;

/// What became of a write (`NOT-SENT`, `REJECTED`, `DONE`, `UNKNOWN` of the reliability promises).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It certainly never reached the API.
    NotSent,
    /// The API refused it; nothing was changed.
    Rejected,
    /// It was carried out.
    Done,
    /// It may have been carried out. It is never sent again automatically.
    Unknown,
}

/// What went wrong and, for a write, what that means for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Error {
    /// What went wrong with the call.
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
    /// The API wants us to wait (429, 503).
    Throttled {
        /// The HTTP status: 429 or 503.
        status: u16,
        /// The wait that `Retry-After` states; `None` if it is missing or unreadable.
        retry_after: Option<Duration>,
    },
    /// The answer was a redirect to another address, which is never followed.
    Redirected(u16),
    /// The answer was larger than 8 MiB decoded.
    TooBig,
    /// The answer could not be understood, for this reason, which never quotes the answer.
    Protocol(&'static str),
    /// The profile could not be opened, so that nothing could be sent: its key or the sandbox is missing.
    NotOpened,
    /// Nothing was sent, because writes are locked in LIVE.
    Locked,
    /// Nothing was sent, because the text that this write requires in LIVE was not typed (promise P7).
    Unconfirmed,
    /// The call was dropped before it was sent, or a read was no longer wanted.
    Cancelled,
}

/// Why no connection could be made; in each case nothing was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unreachable {
    /// The host refused the connection.
    Refused,
    /// The name of the host could not be resolved.
    NoSuchHost,
    /// The certificate cannot be trusted for this host.
    Certificate(Flaw),
    /// The other side offers only versions or ciphers of TLS that are not safe.
    OldTls,
    /// The other side does not speak TLS, or the handshake failed in another way.
    Tls,
    /// The connection was not made in time.
    TimedOut,
    /// The connection failed in another way.
    Other,
}

/// What is wrong with a certificate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// It has expired, by this computer's clock.
    Expired,
    /// It is not valid yet, by this computer's clock.
    NotYetValid,
    /// It is for other names: these, if it lists any.
    WrongHost(Vec<Safe>),
    /// It was issued by someone whom this computer does not trust.
    UnknownIssuer,
    /// It was revoked by its issuer.
    Revoked,
    /// It is missing, or invalid in another way.
    Other,
}

/// The proxy in front of a host, without the user name and password of its address.
#[derive(Clone, Debug, PartialEq)]
pub struct Proxy {
    /// The proxy's host and port.
    pub address: Safe,
    /// The environment variable that names the proxy.
    pub variable: &'static str,
}

/// Why a proxy did not connect us to the host; in each case nothing was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProxyFault {
    /// The name of the proxy could not be resolved.
    NotFound,
    /// No connection to the proxy could be made.
    NoConnection,
    /// The proxy did not connect us in time.
    TimedOut,
    /// The proxy requires a user name and password, or rejected those it got.
    WantsPassword,
    /// The proxy was reached but did not connect us, or does not speak the protocol of its address.
    Refused,
}

/// Why no complete answer came after the connection was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The answer, or the rest of it, did not come in time.
    TimedOut,
    /// The connection broke before the whole answer arrived.
    Broken,
}

/// An error answer of the API (contract section 2).
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Refusal {
    /// The HTTP status, 400 or higher.
    pub status: u16,
    /// The API's code, such as `invalid_resource`; empty where the body was not the API's JSON.
    pub code: Safe,
    /// The API's text for people; empty if there is none.
    pub description: Safe,
    /// What is wrong with single parameters; empty if the API names none.
    pub messages: Vec<FieldMessage>,
    /// The charge that failed, which exists all the same.
    pub charge_token: Option<ChargeId>,
    /// Whether a web page came instead of data.
    pub web_page: bool,
}

/// One message of a refusal, about one parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldMessage {
    /// The parameter as the wire names it, such as `card.number`; empty if the message names none.
    pub param: Safe,
    /// The API's text about the parameter.
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
