//! What came over the wire: an answer read up to a limit, or why there is none.
use crate::api::error::{ErrorKind, Flaw, NoAnswer, Unreachable};
use crate::text::Safe;
use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;
use reqwest::Response;
use reqwest::header::{CONTENT_TYPE, DATE, HeaderMap, HeaderName, LOCATION, RETRY_AFTER};
use rustls::{AlertDescription, CertificateError, Error as TlsError};
use std::error::Error as StdError;
use std::io;
use std::time::Duration;

/// The largest body that is read, in bytes after decompression.
pub const LARGEST: usize = 8 * 1024 * 1024;

/// An answer whose status is known, whatever became of its body.
#[derive(Debug)]
pub struct Received {
    /// The HTTP status.
    pub status: u16,
    /// Whether its `Content-Type` is a web page's: that of a proxy or a login page, never of the API.
    pub web_page: bool,
    /// Whether it names another address, as a redirect does.
    pub elsewhere: bool,
    /// The wait that `Retry-After` states; `None` if it is missing or unreadable.
    pub retry_after: Option<Duration>,
    /// The body after decompression, or why it could not be read to its end.
    pub body: Result<Vec<u8>, ErrorKind>,
}

/// Reads an answer to its end or to [`LARGEST`].
pub async fn read(mut response: Response) -> Received {
    let headers = response.headers();
    Received {
        status: response.status().as_u16(),
        web_page: is_web_page(headers),
        elsewhere: headers.contains_key(LOCATION),
        retry_after: retry_after(headers, Timestamp::now()),
        body: body(&mut response).await,
    }
}

async fn body(response: &mut Response) -> Result<Vec<u8>, ErrorKind> {
    let told = response.content_length().unwrap_or(0);
    if told > LARGEST as u64 {
        return Err(ErrorKind::TooBig);
    }
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| failure(&error))? {
        if body.len() + chunk.len() > LARGEST {
            return Err(ErrorKind::TooBig);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

fn is_web_page(headers: &HeaderMap) -> bool {
    text(headers, &CONTENT_TYPE).is_some_and(|kind| {
        let kind = kind.to_ascii_lowercase();
        kind.starts_with("text/html") || kind.starts_with("application/xhtml")
    })
}

fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok().map(str::trim)
}

/// Reads `Retry-After` in both its forms (RFC 9110 section 10.2.3); what is neither counts as missing.
///
/// A date is compared with the answer's own `Date`, so that a wrong clock here does not stretch the wait.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Duration> {
    let value = text(headers, &RETRY_AFTER)?;
    if let Ok(seconds) = value.parse::<u32>() {
        return Some(Duration::from_secs(seconds.into()));
    }
    let parse = |text| DateTimeParser::new().parse_timestamp(text).ok();
    let from = text(headers, &DATE).and_then(parse).unwrap_or(now);
    let wait = parse(value)?.duration_since(from);
    Some(Duration::try_from(wait).unwrap_or_default())
}

/// Returns what an error of the transport means.
///
/// A timeout is looked for first, because reqwest reports one while a body is being read as an error
/// of decoding. Nothing of the error's own text is kept: it holds the address.
pub fn failure(error: &reqwest::Error) -> ErrorKind {
    if error.is_connect() {
        return ErrorKind::Unreachable(unreachable(error));
    }
    if error.is_timeout() {
        return ErrorKind::NoAnswer(NoAnswer::TimedOut);
    }
    match find::<hyper::Error>(error) {
        Some(hyper) if hyper.is_parse_too_large() => {
            ErrorKind::Protocol("its header, or the length it declares, is far too large")
        }
        Some(hyper) if hyper.is_parse() => ErrorKind::Protocol("it is not well-formed HTTP"),
        None if error.is_decode() => ErrorKind::Protocol("its compressed data is damaged"),
        _ => ErrorKind::NoAnswer(NoAnswer::Broken),
    }
}

fn unreachable(error: &reqwest::Error) -> Unreachable {
    if error.is_timeout() {
        return Unreachable::TimedOut;
    }
    if error.is_dns() {
        return Unreachable::NoSuchHost;
    }
    if let Some(error) = find::<TlsError>(error) {
        return insecure(error);
    }
    match find::<io::Error>(error).map(io::Error::kind) {
        Some(io::ErrorKind::ConnectionRefused) => Unreachable::Refused,
        _ => Unreachable::Other,
    }
}

/// Returns why no secure connection could be made.
#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
fn insecure(error: &TlsError) -> Unreachable {
    match error {
        TlsError::InvalidCertificate(error) => Unreachable::Certificate(flaw(error)),
        TlsError::NoCertificatesPresented => Unreachable::Certificate(Flaw::Other),
        TlsError::PeerIncompatible(_)
        | TlsError::AlertReceived(
            AlertDescription::ProtocolVersion | AlertDescription::InsufficientSecurity,
        ) => Unreachable::OldTls,
        _ => Unreachable::Tls,
    }
}

#[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
fn flaw(error: &CertificateError) -> Flaw {
    match error {
        CertificateError::Expired | CertificateError::ExpiredContext { .. } => Flaw::Expired,
        CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
            Flaw::NotYetValid
        }
        CertificateError::NotValidForName => Flaw::WrongHost(Vec::new()),
        CertificateError::NotValidForNameContext { presented, .. } => {
            Flaw::WrongHost(presented.iter().filter_map(|name| named(name)).collect())
        }
        CertificateError::UnknownIssuer => Flaw::UnknownIssuer,
        CertificateError::Revoked => Flaw::Revoked,
        // It is self-signed; the library's type for that is private.
        CertificateError::Other(other) if other.to_string().contains("CaUsedAsEndEntity") => {
            Flaw::UnknownIssuer
        }
        _ => Flaw::Other,
    }
}

/// Returns the host in the library's text for it: `DnsName("pin.example.com")` or `IpAddress(127.0.0.1)`.
fn named(name: &str) -> Option<Safe> {
    let (kind, host) = name.strip_suffix(')')?.split_once('(')?;
    matches!(kind, "DnsName" | "IpAddress").then(|| Safe::clean(host.trim_matches('"')))
}

/// Finds an error of a given type among another and its causes, and inside the `io::Error`s that wrap it.
fn find<'a, T: StdError + 'static>(error: &'a (dyn StdError + 'static)) -> Option<&'a T> {
    let mut cause = Some(error);
    while let Some(this) = cause {
        if let Some(found) = this.downcast_ref::<T>() {
            return Some(found);
        }
        let wrapped = this
            .downcast_ref::<io::Error>()
            .and_then(io::Error::get_ref)
            .and_then(|inner| find::<T>(inner));
        if wrapped.is_some() {
            return wrapped;
        }
        cause = this.source();
    }
    None
}
