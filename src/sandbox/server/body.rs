//! The body of a request, read within limits of size and time.

use std::time::Duration;

use http::header::TRANSFER_ENCODING;
use http::{HeaderMap, StatusCode};
use http_body_util::{BodyExt, LengthLimitError, Limited};
use hyper::body::{Body, Bytes, Incoming};
use tokio::time::timeout;

use crate::sandbox::api::problem::Problem;

/// How long a client may take to begin its first head, to finish any head, and to send a body.
pub const READ_TIMEOUT: Duration = Duration::from_secs(15);
/// The longest body that is read; the longest real one is a customer with long notes.
const MAX_BODY: usize = 256 * 1024;

/// Reads a whole body. One that is announced as too long is refused before any of it is read.
///
/// hyper removes the chunks whatever else the body is coded in; nobody would decode that, so it is refused.
pub async fn read(headers: &HeaderMap, body: Incoming) -> Result<Bytes, Problem> {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    let known = codings.next().is_none_or(|coding| {
        coding.as_bytes().eq_ignore_ascii_case(b"chunked") && codings.next().is_none()
    });
    if !known {
        return Err(Problem::refused_request("The body's coding is not known"));
    }
    if body.size_hint().lower() > MAX_BODY as u64 {
        return Err(too_long());
    }
    let whole = Limited::new(body, MAX_BODY).collect();
    match timeout(READ_TIMEOUT, whole).await {
        Ok(Ok(whole)) => Ok(whole.to_bytes()),
        Ok(Err(error)) if error.is::<LengthLimitError>() => Err(too_long()),
        Ok(Err(_)) => Err(Problem::refused_request("The body is cut short or broken")),
        Err(_) => Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "request_timeout",
            "The body did not arrive in time.",
        )),
    }
}

fn too_long() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "payload_too_large",
        "The body is too long.",
    )
}
