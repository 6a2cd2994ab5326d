//! The body of a request, read within limits of size and time.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::http::StatusCode;
use hyper::body::{Body, Incoming};
use tokio::time::timeout;

use super::problem::Problem;

/// How long a client may take to send a body, or a head once it has begun one.
pub(super) const SLOWEST: Duration = Duration::from_secs(15);
/// The longest body that is read; the longest real one is a customer with long notes.
const LONGEST: usize = 256 * 1024;

/// Reads a whole body. One that is announced as too long is refused before any of it is asked for.
pub(super) async fn read(body: Incoming) -> Result<Vec<u8>, Problem> {
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
        let frame = frame.map_err(|_| Problem::unreadable("The body is cut short or broken"))?;
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
