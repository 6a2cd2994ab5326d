//! The fast way to read a page, in a single pass: every row must be whole, and every member of its proper
//! type, as in nearly all pages.
//!
//! Anything irregular is refused, a repeated member included, and is left to
//! [`row_by_row`](crate::api::decode::row_by_row). What is accepted is read just as that would read it.
use crate::api::depth::is_too_deep;
use crate::api::page::{Page, Paging, ROWS};
use crate::api::record::{Proper, Strict};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// Reads a page from the body of an answer, or returns `None` if anything in it is irregular.
pub fn page<T: Strict>(body: &[u8], number: u32) -> Option<Page<T>> {
    let text = std::str::from_utf8(body).ok()?;
    if is_too_deep(text) {
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
struct Whole<'a, T> {
    items: Vec<T>,
    paging: Option<&'a RawValue>,
}

impl<'de, T: Strict> Deserialize<'de> for Whole<'de, T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(WholeVisitor(PhantomData))
    }
}

struct WholeVisitor<T>(PhantomData<T>);

impl<'de, T: Strict> Visitor<'de> for WholeVisitor<T> {
    type Value = Whole<'de, T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let (mut rows, mut paging) = (None, None);
        while let Some(Name(name)) = map.next_key()? {
            match &*name {
                "response" if rows.is_none() => rows = Some(map.next_value()?),
                "pagination" if paging.is_none() => paging = Some(map.next_value()?),
                "response" | "pagination" => return Err(A::Error::custom("it appears twice")),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let Rows(items) = rows.ok_or_else(|| A::Error::missing_field("response"))?;
        Ok(Whole { items, paging })
    }
}

#[derive(serde::Deserialize)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// The rows, in a buffer with room for a page from the start.
struct Rows<T>(Vec<T>);

impl<'de, T: Strict> Deserialize<'de> for Rows<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(RowsVisitor(PhantomData))
    }
}

struct RowsVisitor<T>(PhantomData<T>);

impl<'de, T: Strict> Visitor<'de> for RowsVisitor<T> {
    type Value = Rows<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut rows = Vec::with_capacity(usize::try_from(ROWS).unwrap_or_default());
        while let Some(Proper(row)) = seq.next_element()? {
            rows.push(row);
        }
        Ok(Rows(rows))
    }
}
