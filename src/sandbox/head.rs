//! The head of an answer: the headers that the API sends (contract section 1).
//!
//! *Choices*: the real server stands behind nginx and says so in `Server`, this one does not; answers without a body
//! carry neither a type nor an `ETag`.

use std::time::Duration;

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, header};

use super::noise::mix;
use super::reply::Reply;

impl Reply {
    /// Adds the headers that every answer of the API carries.
    pub(super) fn into_response(self, took: Duration) -> Response<Body> {
        let mut headers = HeaderMap::with_capacity(FIXED.len() + 7);
        for (name, value) in FIXED {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let cache = if self.status.is_success() {
            "max-age=0, private, must-revalidate"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        let runtime = format!("{}.{:06}", took.as_secs(), took.subsec_micros());
        let request_id = uuid::Uuid::new_v4().to_string();
        let retry_after = self.retry_after.map(|seconds| seconds.to_string());
        let etag = (self.status.is_success() && !self.body.is_empty()).then(|| etag(&self.body));
        let varying = [
            ("x-runtime", Some(runtime)),
            ("x-request-id", Some(request_id)),
            ("x-requested-from", self.requested_from),
            ("retry-after", retry_after),
            ("etag", etag),
        ];
        for (name, value) in varying {
            if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
        if !self.body.is_empty() {
            headers.insert(
                header::CONTENT_TYPE,
                HeaderValue::from_static(self.content_type),
            );
        }
        let mut response = Response::new(Body::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        response
    }
}

const FIXED: [(&str, &str); 7] = [
    (
        "strict-transport-security",
        "max-age=252455616; includeSubdomains; preload",
    ),
    ("x-content-type-options", "nosniff"),
    ("x-download-options", "noopen"),
    ("x-frame-options", "DENY"),
    ("x-permitted-cross-domain-policies", "none"),
    ("x-xss-protection", "1; mode=block"),
    ("vary", "Origin"),
];

/// Names a body weakly, in the recorded form `W/"32 hex digits"`.
fn etag(body: &[u8]) -> String {
    let [left, right] = digest(body);
    format!("W/\"{left:016x}{right:016x}\"")
}

/// Boils a body down to 128 bits, every other eight bytes to the same half. It guards nothing, so it may be quick: a
/// keyed hash takes as long as the page took to write.
fn digest(body: &[u8]) -> [u64; 2] {
    let mut halves = [body.len() as u64, !0];
    let (blocks, rest) = body.as_chunks::<16>();
    let mut last = [0; 16];
    for (to, from) in last.iter_mut().zip(rest) {
        *to = *from;
    }
    for block in blocks.iter().chain([&last]) {
        let (words, _) = block.as_chunks::<8>();
        for (half, word) in halves.iter_mut().zip(words) {
            *half = (half.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(SPREAD);
        }
    }
    halves.map(mix)
}

/// An odd number whose bits are evenly scattered: the golden ratio as a fraction of 64 bits.
const SPREAD: u64 = 0x9e37_79b9_7f4a_7c15;
