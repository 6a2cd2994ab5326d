//! Answers: the envelopes, pagination and headers of the API.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header};
use serde::Serialize;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use super::problem::Problem;

/// Rows on a page, whatever `per_page` asks for (contract section 4; ignoring it is a *choice*).
pub(super) const PER_PAGE: usize = 25;

/// What a handler answers.
pub(super) type Outcome = Result<Reply, Problem>;

/// An answer before its headers.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) status: StatusCode,
    pub(super) body: Vec<u8>,
    pub(super) content_type: &'static str,
    /// The caller's address, for the calls that tell it (contract section 1).
    pub(super) requested_from: Option<String>,
    /// Seconds for `Retry-After` (RFC 9110, section 10.2.3).
    pub(super) retry_after: Option<u64>,
}

pub(super) const JSON: &str = "application/json; charset=utf-8";

#[derive(Serialize)]
struct One<'a, T> {
    response: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<&'a str>,
}

#[derive(Serialize)]
struct Many<'a, T, P> {
    response: &'a [T],
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
    pagination: P,
}

#[derive(Serialize)]
struct Pagination {
    current: u64,
    previous: Option<u64>,
    next: Option<u64>,
    per_page: usize,
    pages: u64,
    count: u64,
}

/// The pagination of the newer services: three keys only (contract section 4).
#[derive(Serialize)]
struct ShortPagination {
    count: u64,
    per_page: usize,
    current: u64,
}

impl Reply {
    /// Answers with one object.
    pub(super) fn one<T: Serialize>(status: StatusCode, object: &T) -> Outcome {
        Self::json(
            status,
            &One {
                response: object,
                ip_address: None,
            },
        )
    }

    /// Answers with one object and the caller's address beside it.
    pub(super) fn one_from<T: Serialize>(status: StatusCode, object: &T, caller: &str) -> Outcome {
        let reply = Self::json(
            status,
            &One {
                response: object,
                ip_address: Some(caller),
            },
        )?;
        Ok(Self {
            requested_from: Some(caller.to_owned()),
            ..reply
        })
    }

    /// Answers with a page of a list and the full pagination.
    pub(super) fn page<T: Serialize>(rows: &[T], current: u64, total: u64) -> Outcome {
        let pages = total.div_ceil(PER_PAGE as u64);
        let pagination = Pagination {
            current,
            previous: (current > 1).then(|| current - 1),
            next: (current < pages).then(|| current + 1),
            per_page: PER_PAGE,
            pages,
            count: total,
        };
        Self::json(
            StatusCode::OK,
            &Many {
                response: rows,
                count: Some(rows.len()),
                pagination,
            },
        )
    }

    /// Answers with a page and the three-key pagination; `counted` adds the top-level `count`.
    pub(super) fn short_page<T: Serialize>(
        rows: &[T],
        current: u64,
        total: u64,
        counted: bool,
    ) -> Outcome {
        let pagination = ShortPagination {
            count: total,
            per_page: PER_PAGE,
            current,
        };
        Self::json(
            StatusCode::OK,
            &Many {
                response: rows,
                count: counted.then_some(rows.len()),
                pagination,
            },
        )
    }

    /// Answers 204 without a body.
    pub(super) fn nothing() -> Self {
        Self::raw(StatusCode::NO_CONTENT, Vec::new(), JSON)
    }

    pub(super) fn raw(status: StatusCode, body: Vec<u8>, content_type: &'static str) -> Self {
        Self {
            status,
            body,
            content_type,
            requested_from: None,
            retry_after: None,
        }
    }

    pub(super) fn json<T: Serialize>(status: StatusCode, body: &T) -> Outcome {
        let body = serde_json::to_vec(body).map_err(|error| Problem::internal(&error))?;
        Ok(Self::raw(status, body, JSON))
    }

    /// Adds the headers that every answer of the API carries (contract section 1).
    pub(super) fn into_response(self, took: Duration) -> Response<Body> {
        let mut headers = HeaderMap::new();
        for (name, value) in FIXED_HEADERS {
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

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let body = serde_json::to_vec(&problem.body).unwrap_or_default();
        Self::raw(problem.status, body, JSON)
    }
}

const FIXED_HEADERS: [(&str, &str); 7] = [
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
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, body).hash(&mut hasher);
        hasher.finish()
    };
    format!("W/\"{:016x}{:016x}\"", half(0), half(1))
}

/// Cuts one page out of a list that is already in memory.
pub(super) fn cut<T>(rows: Vec<T>, page: u64) -> (Vec<T>, u64) {
    let total = rows.len() as u64;
    let skip = usize::try_from(offset(page)).unwrap_or(usize::MAX);
    (rows.into_iter().skip(skip).take(PER_PAGE).collect(), total)
}

/// Counts the rows before a page; pages begin at 1.
pub(super) fn offset(page: u64) -> u64 {
    page.saturating_sub(1).saturating_mul(PER_PAGE as u64)
}
