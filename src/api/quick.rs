//! The fast way to read a page, in a single pass: every row must be whole, and every member of its proper
//! type, as in nearly all pages.
//!
//! Anything irregular is refused, a repeated member included, and is left to
//! [`row_by_row`](crate::api::decode::row_by_row). What is accepted is read just as that would read it.
use crate::api::depth::is_too_deep;
use crate::api::page::{Page, Paging};
use crate::api::record::{Proper, Strict};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// Reads a page from the body of an answer, or returns `None` if anything in it is irregular.
pub fn page<T: Strict>(body: &[u8], number: u32) -> Option<Page<T>> {
    let text = std::str::from_utf8(body).ok()?;
    // The members of a list would be taken for those of an object.
    if !text.trim_start().starts_with('{') || is_too_deep(text) {
        return None;
    }
    let Whole { items, paging } = serde_json::from_str(text).ok()?;
    let paging: Option<Paging> = paging.and_then(|raw| serde_json::from_str(raw.get()).ok());
    Some(Page {
        number,
        next: paging.as_ref().and_then(|it| it.next(number, items.len())),
        total: paging.as_ref().and_then(Paging::total),
        unreadable: 0,
        items,
    })
}

/// The members of the envelope that are needed.
#[derive(Deserialize)]
#[serde(bound(deserialize = "T: Strict"))]
struct Whole<'a, T> {
    #[serde(rename = "response", deserialize_with = "rows")]
    items: Vec<T>,
    #[serde(rename = "pagination", borrow)]
    paging: Option<&'a RawValue>,
}

fn rows<'de, T: Strict, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let rows: Vec<Proper<T>> = Deserialize::deserialize(deserializer)?;
    Ok(rows.into_iter().map(|Proper(row)| row).collect())
}
