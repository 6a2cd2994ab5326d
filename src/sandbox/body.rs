//! The body of a request, read within limits of size and time.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::http::header::TRANSFER_ENCODING;
use axum::http::{HeaderMap, StatusCode};
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use super::problem::Problem;

/// How long a client may take to begin its first head, to finish a head once it has begun one, and to send a body.
pub(super) const SLOWEST: Duration = Duration::from_secs(15);
/// The longest body that is read; the longest real one is a customer with long notes.
const LONGEST: usize = 256 * 1024;

/// Reads a whole body. One that is announced as too long is refused before any of it is asked for.
///
/// hyper takes the pieces apart whatever else the body is coded in; nobody would undo that, so it is refused.
pub(super) async fn read(headers: &HeaderMap, body: Incoming) -> Result<Vec<u8>, Problem> {
    let mut codings = headers.get_all(TRANSFER_ENCODING).iter();
    let known = codings.next().is_none_or(|coding| {
        coding.as_bytes().eq_ignore_ascii_case(b"chunked") && codings.next().is_none()
    });
    if !known {
        return Err(Problem::refused_request("The body's coding is not known"));
    }
    if body.size_hint().lower() > LONGEST as u64 {
        return Err(too_long());
    }
    timeout(SLOWEST, gather(body)).await.unwrap_or_else(|_| {
        Err(Problem::new(
            StatusCode::REQUEST_TIMEOUT,
            "request_timeout",
            "The body did not arrive in time.",
        ))
    })
}

async fn gather(mut body: Incoming) -> Result<Vec<u8>, Problem> {
    let mut whole = Vec::new();
    while let Some(frame) = poll_fn(|cx| Pin::new(&mut body).poll_frame(cx)).await {
        let frame =
            frame.map_err(|_| Problem::refused_request("The body is cut short or broken"))?;
        let Ok(data) = frame.into_data() else {
            continue;
        };
        if whole.len() + data.len() > LONGEST {
            return Err(too_long());
        }
        whole.extend_from_slice(&data);
    }
    Ok(whole)
}

fn too_long() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "payload_too_large",
        "The body is too long.",
    )
}
