//! Answers: the envelopes and pagination of the API.

use std::io::Write;

use axum::http::StatusCode;
use serde::Serialize;

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
/// Room for most objects, so that they need not be moved while they grow.
const ROOM: usize = 1024;
/// Room for a customer or subscription in a list.
const ROOM_FOR_ROW: usize = 768;

#[derive(Serialize)]
struct One<'a, T> {
    response: &'a T,
    #[serde(skip_serializing_if = "Option::is_none")]
    ip_address: Option<&'a str>,
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
        List::of(rows)?.page(current, total)
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
        List::of(rows)?.end(counted, &pagination)
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
        let mut text = Vec::with_capacity(ROOM);
        serde_json::to_writer(&mut text, body)?;
        Ok(Self::raw(status, text, JSON))
    }
}

/// A list that is written out row by row: where a row is gone before the next one is made, the allocator has little
/// to do.
pub(super) struct List {
    text: Vec<u8>,
    rows: usize,
}

impl List {
    /// Begins a list of about so many rows.
    pub(super) fn new(rows: usize) -> Self {
        let mut text = Vec::with_capacity(ROOM + rows * ROOM_FOR_ROW);
        text.extend_from_slice(b"{\"response\":[");
        Self { text, rows: 0 }
    }

    fn of<T: Serialize>(rows: &[T]) -> Result<Self, Problem> {
        let mut list = Self::new(rows.len());
        for row in rows {
            list.push(row)?;
        }
        Ok(list)
    }

    pub(super) fn push<T: Serialize>(&mut self, row: &T) -> Result<(), Problem> {
        if self.rows > 0 {
            self.text.push(b',');
        }
        self.rows += 1;
        Ok(serde_json::to_writer(&mut self.text, row)?)
    }

    /// Ends the list with the full pagination.
    pub(super) fn page(self, current: u64, total: u64) -> Outcome {
        let pages = total.div_ceil(PER_PAGE as u64);
        let pagination = Pagination {
            current,
            previous: (current > 1).then(|| current - 1),
            next: (current < pages).then(|| current + 1),
            per_page: PER_PAGE,
            pages,
            count: total,
        };
        self.end(true, &pagination)
    }

    fn end<P: Serialize>(mut self, counted: bool, pagination: &P) -> Outcome {
        self.text.push(b']');
        if counted {
            write!(self.text, ",\"count\":{}", self.rows)?;
        }
        self.text.extend_from_slice(b",\"pagination\":");
        serde_json::to_writer(&mut self.text, pagination)?;
        self.text.push(b'}');
        Ok(Reply::raw(StatusCode::OK, self.text, JSON))
    }
}

impl From<Problem> for Reply {
    fn from(problem: Problem) -> Self {
        let body = serde_json::to_vec(&problem.body).unwrap_or_default();
        Self::raw(problem.status, body, JSON)
    }
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
