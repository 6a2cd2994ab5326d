//! The headers of an answer (contract section 1).
//!
//! *Choices*: the real server stands behind nginx and says so in `Server`, this one does not; answers without
//! a body carry neither a type nor an `ETag`, and may not be cached, as the newer server's were recorded.

use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue, Response, header};
use http_body_util::Full;
use hyper::body::Bytes;

use crate::sandbox::api::reply::Reply;
use crate::sandbox::api::routes::Route;
use crate::sandbox::api::stack::Stack;
use crate::sandbox::world::rng::{GOLDEN, mix};

impl Reply {
    /// Adds the headers of the API to an answer; `route` is that of the call, if it has one.
    pub fn into_response(self, route: Option<&Route>, took: Duration) -> Response<Full<Bytes>> {
        let stack = route.map_or(Stack::Core, |route| route.stack);
        let own: &[(&str, &str)] = match stack {
            Stack::Core => &CORE,
            Stack::Newer { .. } => &NEWER,
        };
        let mut headers = HeaderMap::with_capacity(FIXED.len() + own.len() + 8);
        for (name, value) in FIXED.iter().chain(own) {
            headers.insert(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        if route.is_some_and(Route::is_for_browsers) {
            headers.insert(header::VARY, HeaderValue::from_static("Origin"));
        }
        let is_cacheable = self.status.is_success() && !self.body.is_empty();
        let cache = if is_cacheable {
            "max-age=0, private, must-revalidate"
        } else {
            "no-cache"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
        let runtime = format!("{}.{:06}", took.as_secs(), took.subsec_micros());
        let request_id = uuid::Uuid::new_v4().to_string();
        let retry_after = self.retry_after.map(|seconds| seconds.to_string());
        let etag = is_cacheable.then(|| etag(&self.body));
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
            if stack != Stack::Core || route.is_none() {
                // Otherwise hyper adds Content-Length; neither the newer server nor the router in front sends
                // it.
                let chunked = HeaderValue::from_static("chunked");
                headers.insert(header::TRANSFER_ENCODING, chunked);
            }
        }
        let mut response = Response::new(Full::from(self.body));
        *response.status_mut() = self.status;
        *response.headers_mut() = headers;
        response
    }
}

/// The headers that both servers send.
const FIXED: [(&str, &str); 4] = [
    ("x-content-type-options", "nosniff"),
    ("x-download-options", "noopen"),
    ("x-permitted-cross-domain-policies", "none"),
    ("x-xss-protection", "1; mode=block"),
];

const CORE: [(&str, &str); 2] = [
    (
        "strict-transport-security",
        "max-age=252455616; includeSubdomains; preload",
    ),
    ("x-frame-options", "DENY"),
];

const NEWER: [(&str, &str); 3] = [
    (
        "strict-transport-security",
        "max-age=63072000; includeSubDomains",
    ),
    ("x-frame-options", "SAMEORIGIN"),
    ("referrer-policy", "strict-origin-when-cross-origin"),
];

/// The weak entity tag of a body, in the recorded form `W/"32 hex digits"`.
fn etag(body: &[u8]) -> String {
    let [left, right] = digest(body);
    format!("W/\"{left:016x}{right:016x}\"")
}

/// Reduces a body to 128 bits, every other eight bytes to the same half. It protects nothing, so it may be
/// quick: a keyed hash takes as long as the page took to write.
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
            *half = (half.rotate_left(5) ^ u64::from_le_bytes(*word)).wrapping_mul(GOLDEN);
        }
    }
    halves.map(mix)
}
