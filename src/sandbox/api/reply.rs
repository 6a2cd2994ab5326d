//! Answers: the envelopes and pagination of the API.

use std::io::Write;

use http::StatusCode;
use serde::Serialize;

use super::page::Page;
use super::problem::Problem;
use super::stack::Stack;

/// The result of a handler.
pub type Outcome = Result<Reply, Problem>;

/// An answer without its headers.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub body: Vec<u8>,
    pub content_type: &'static str,
    /// The client's address, for the calls that repeat it (contract section 1).
    pub requested_from: Option<String>,
    /// Seconds for `Retry-After` (RFC 9110, section 10.2.3).
    pub retry_after: Option<u64>,
}

pub const JSON: &str = "application/json; charset=utf-8";
/// The initial capacity for an object: enough for most, so that they need not be moved while they grow.
const ROOM: usize = 1024;
/// The capacity for a customer or subscription in a list.
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

/// The pagination of the newer server (contract M0).
#[derive(Serialize)]
struct ShortPagination {
    count: u64,
    per_page: usize,
    current: u64,
}

impl Reply {
    /// Answers with one object.
    pub fn one<T: Serialize>(status: StatusCode, object: &T) -> Outcome {
        Self::object(status, object, None)
    }

    /// Answers with one object and the client's address beside it.
    pub fn one_from<T: Serialize>(status: StatusCode, object: &T, caller: &str) -> Outcome {
        Self::object(status, object, Some(caller))
    }

    fn object<T: Serialize>(status: StatusCode, response: &T, caller: Option<&str>) -> Outcome {
        let mut body = Vec::with_capacity(ROOM);
        let object = One {
            response,
            ip_address: caller,
        };
        serde_json::to_writer(&mut body, &object)?;
        Ok(Self {
            requested_from: caller.map(str::to_owned),
            ..Self::raw(status, body, JSON)
        })
    }

    /// Answers with a page of a list.
    pub fn page<T: Serialize>(
        rows: impl IntoIterator<Item = T>,
        page: Page,
        total: u64,
    ) -> Outcome {
        let rows = rows.into_iter();
        let mut list = List::new(rows.size_hint().0);
        for row in rows {
            list.push(&row)?;
        }
        list.end(page, total)
    }

    /// Answers 204 without a body.
    pub fn nothing() -> Self {
        Self::raw(StatusCode::NO_CONTENT, Vec::new(), JSON)
    }

    pub fn raw(status: StatusCode, body: Vec<u8>, content_type: &'static str) -> Self {
        Self {
            status,
            body,
            content_type,
            requested_from: None,
            retry_after: None,
        }
    }
}

/// A list that is serialised row by row: where a row is dropped before the next one is made, the allocator
/// has little to do.
pub struct List {
    text: Vec<u8>,
    rows: usize,
}

impl List {
    /// Starts a list of about so many rows.
    pub fn new(rows: usize) -> Self {
        let mut text = Vec::with_capacity(ROOM + rows * ROOM_FOR_ROW);
        text.extend_from_slice(b"{\"response\":[");
        Self { text, rows: 0 }
    }

    pub fn push<T: Serialize>(&mut self, row: &T) -> Result<(), Problem> {
        if self.rows > 0 {
            self.text.push(b',');
        }
        self.rows += 1;
        Ok(serde_json::to_writer(&mut self.text, row)?)
    }

    /// Ends the list with the pagination of the server that answers.
    pub fn end(mut self, page: Page, total: u64) -> Outcome {
        let (current, per_page) = (page.number, page.size);
        let counts = match page.stack {
            Stack::Core => true,
            Stack::Newer { counts } => counts,
        };
        self.text.push(b']');
        if counts {
            write!(self.text, ",\"count\":{}", self.rows)?;
        }
        self.text.extend_from_slice(b",\"pagination\":");
        match page.stack {
            Stack::Core => {
                let pages = total.div_ceil(per_page as u64);
                let pagination = Pagination {
                    current,
                    previous: (current > 1).then(|| current - 1),
                    next: (current < pages).then(|| current + 1),
                    per_page,
                    pages,
                    count: total,
                };
                serde_json::to_writer(&mut self.text, &pagination)?;
            }
            Stack::Newer { .. } => {
                let pagination = ShortPagination {
                    count: total,
                    per_page,
                    current,
                };
                serde_json::to_writer(&mut self.text, &pagination)?;
            }
        }
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
