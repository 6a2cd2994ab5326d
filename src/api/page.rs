//! One page of a list: 25 rows, and what the API says about the others (contract section 4).
use crate::api::lenient;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The number of rows on a page if the answer does not state it (contract section 4).
pub const ROWS: u64 = 25;
/// The last page that is ever requested (a million rows): even an endless list must stop somewhere.
pub const LAST: u32 = 40_000;

/// One page of a list, as read from an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Page<T> {
    /// The rows, in the order they came.
    pub items: Vec<T>,
    /// The number of the requested page, from 1.
    pub number: u32,
    /// The page to read next, or `None` on the last one.
    pub next: Option<u32>,
    /// The number of rows on all pages according to the API, which may be wrong; `None` if it is not stated.
    pub total: Option<u64>,
    /// The number of rows that could not be read; each is missing from `items` without costing the page.
    pub unreadable: u32,
}

/// The `pagination` of an answer. Every member is optional.
///
/// Newer lists (subscriptions, plans) have only `count`, `per_page` and `current` (contract section 4).
#[derive(Debug, Default, Deserialize)]
pub struct Paging {
    #[serde(default)]
    next: Next,
    #[serde(default, deserialize_with = "lenient::opt")]
    pages: Option<Count>,
    #[serde(default, deserialize_with = "lenient::opt")]
    per_page: Option<Count>,
    #[serde(default, deserialize_with = "lenient::opt")]
    count: Option<Count>,
}

/// The `next` member: null means that this is the last page, a missing one means nothing.
#[derive(Debug, Default)]
enum Next {
    #[default]
    Missing,
    Null,
    Page(u64),
}

impl<'de> Deserialize<'de> for Next {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        Ok(match serde_json::from_str(raw) {
            Ok(Count(page)) => Self::Page(page),
            Err(_) if raw == "null" => Self::Null,
            Err(_) => Self::Missing,
        })
    }
}

/// A count, sent as a number or as a text of digits.
#[derive(Debug, Clone, Copy)]
struct Count(u64);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let text = if raw.starts_with('"') {
            serde_json::from_str(raw).unwrap_or(raw)
        } else {
            raw
        };
        let count = text.trim().parse().map_err(serde::de::Error::custom)?;
        Ok(Self(count))
    }
}

impl Paging {
    /// Returns the number of rows on all pages according to the API.
    pub fn total(&self) -> Option<u64> {
        self.count.map(|Count(count)| count)
    }

    /// Returns the page after page `number`, which had `rows` rows; `None` if it was the last.
    ///
    /// The result is always the next number, so that no answer can send the reader in circles.
    pub fn next(&self, number: u32, rows: usize) -> Option<u32> {
        let following = number.checked_add(1).filter(|page| *page <= LAST)?;
        let more = match self.next {
            Next::Null => false,
            Next::Page(page) if page == u64::from(following) => true,
            Next::Page(_) | Next::Missing => self.has_more(number.into()),
        };
        (rows > 0 && more).then_some(following)
    }

    fn has_more(&self, number: u64) -> bool {
        let Count(per_page) = self.per_page.unwrap_or(Count(ROWS));
        match (self.pages, self.count) {
            (Some(Count(pages)), _) => number < pages,
            (None, Some(Count(count))) => number.saturating_mul(per_page) < count && per_page > 0,
            (None, None) => false,
        }
    }
}
