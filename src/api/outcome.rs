//! What an answer means for the call that it answers: a reply, or an error with the fate of the write.
//!
//! A write is REJECTED only if the API itself refuses it before it acts (4xx), NOT-SENT only if no connection
//! was made, and DONE if a success status came for a change that can be read again; otherwise UNKNOWN.
use crate::api::call::Call;
use crate::api::error::{Error, ErrorKind, Fate};
use crate::api::received::Received;
use crate::api::reply::Reply;
use crate::api::write::{Answer, Facts, Method};
use crate::api::{decode, refusal};

/// The fault of an answer that is not from the API.
pub const WEB_PAGE: &str = "it is a web page, perhaps from a proxy or a login page";
const NOWHERE: &str = "it is a redirect without an address";
const ODD_STATUS: &str = "its status is not a valid HTTP status";

/// Returns the reply in an answer, or what went wrong.
pub fn settle(call: &Call, heard: Result<Received, ErrorKind>) -> Result<Reply, Error> {
    match call {
        Call::Read(read) => read_body(heard)
            .and_then(|body| decode::reply(read, &body))
            .map_err(|kind| Error { kind, fate: None }),
        Call::Write(write) => settle_write(&write.facts(), heard),
    }
}

fn settle_write(facts: &Facts, heard: Result<Received, ErrorKind>) -> Result<Reply, Error> {
    let received = heard.map_err(lost)?;
    match received.status {
        200..=299 => written(facts, received),
        404 if facts.method == Method::Delete && !received.web_page => Ok(Reply::AlreadyGone),
        status => {
            let fate = match status {
                // A proxy may send 408 for a request that it has passed on.
                400..=407 | 409..=499 => Fate::Rejected,
                _ => Fate::Unknown,
            };
            Err(Error {
                kind: unwelcome(&received),
                fate: Some(fate),
            })
        }
    }
}

/// Returns the body of a successful read.
pub fn read_body(heard: Result<Received, ErrorKind>) -> Result<Vec<u8>, ErrorKind> {
    let received = heard?;
    match received.status {
        200..=299 if received.web_page => Err(ErrorKind::Protocol(WEB_PAGE)),
        200..=299 => received.body,
        _ => Err(unwelcome(&received)),
    }
}

/// Returns the error and the fate of a write whose answer never came.
fn lost(kind: ErrorKind) -> Error {
    let was_reached = !matches!(kind, ErrorKind::Unreachable(_) | ErrorKind::Proxy(..));
    let fate = if was_reached {
        Fate::Unknown
    } else {
        Fate::NotSent
    };
    Error {
        kind,
        fate: Some(fate),
    }
}

/// Returns the outcome of a write that was answered with a success status.
fn written(facts: &Facts, received: Received) -> Result<Reply, Error> {
    let unknown = |kind| Error {
        kind,
        fate: Some(Fate::Unknown),
    };
    if received.web_page {
        return Err(unknown(ErrorKind::Protocol(WEB_PAGE)));
    }
    let answer = facts.answer.clone();
    let body = match answer {
        // A body that could not be read does not matter here.
        Answer::Status(_) => Ok(received.body.unwrap_or_default()),
        Answer::Record(_) => received.body,
    };
    let reply = body.and_then(|body| answer.read(&body));
    match reply {
        Ok(reply) => Ok(reply),
        Err(kind @ ErrorKind::Protocol(decode::ERROR_BODY)) => Err(unknown(kind)),
        Err(kind) => match facts.method {
            // What a POST created cannot be found without its token; the others can be read again.
            Method::Post => Err(unknown(kind)),
            Method::Put | Method::Delete => Ok(Reply::Done),
        },
    }
}

/// Returns the error for a status other than success.
fn unwelcome(received: &Received) -> ErrorKind {
    match received.status {
        300..=399 if received.elsewhere => ErrorKind::Redirected(received.status),
        300..=399 => ErrorKind::Protocol(NOWHERE),
        429 | 503 => ErrorKind::Throttled {
            status: received.status,
            retry_after: received.retry_after,
        },
        400..=599 => ErrorKind::Refused(refusal::read(received)),
        _ => ErrorKind::Protocol(ODD_STATUS),
    }
}
