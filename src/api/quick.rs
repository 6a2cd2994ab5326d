//! The fast way to read a page, in a single pass: every row must be whole, and every member of its proper
//! type, as in nearly all pages.
//!
//! Anything irregular is refused, a repeated member included, and is left to
//! [`row_by_row`](crate::api::decode::row_by_row). What is accepted is read just as that would read it.
use crate::api::cards::{Card, ExpiryPart};
use crate::api::customers::Customer;
use crate::api::depth::is_too_deep;
use crate::api::ids::{CardId, CustomerId};
use crate::api::page::{Page, Paging, ROWS};
use crate::text::Safe;
use jiff::Timestamp;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A record that can be read in a single pass, if all of its members have their proper types.
pub trait Strict: Sized {
    /// Reads the record; the error is the first member that is not of its proper type.
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

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
        while let Some(Row(row)) = seq.next_element()? {
            rows.push(row);
        }
        Ok(Rows(rows))
    }
}

/// A record that must come as an object; serde would also accept a list of its values.
struct Row<T>(T);

impl<'de, T: Strict> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(RowVisitor(PhantomData))
    }
}

struct RowVisitor<T>(PhantomData<T>);

impl<'de, T: Strict> Visitor<'de> for RowVisitor<T> {
    type Value = Row<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::strict(MapAccessDeserializer::new(map)).map(Row)
    }
}

impl Strict for Customer {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        StrictCustomer::deserialize(deserializer)
    }
}

impl Strict for Card {
    fn strict<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        StrictCard::deserialize(deserializer)
    }
}

// serde reads an optional member that is missing as `None`.
#[derive(serde::Deserialize)]
#[serde(remote = "Customer")]
struct StrictCustomer {
    token: CustomerId,
    email: Option<Safe>,
    first_name: Option<Safe>,
    last_name: Option<Safe>,
    phone_number: Option<Safe>,
    company: Option<Safe>,
    notes: Option<Safe>,
    created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "card")]
    card: Option<Card>,
}

#[derive(serde::Deserialize)]
#[serde(remote = "Card")]
struct StrictCard {
    token: CardId,
    scheme: Option<Safe>,
    display_number: Option<Safe>,
    issuing_country: Option<Safe>,
    #[serde(default, deserialize_with = "expiry")]
    expiry_month: Option<ExpiryPart>,
    #[serde(default, deserialize_with = "expiry")]
    expiry_year: Option<ExpiryPart>,
    name: Option<Safe>,
    address_line1: Option<Safe>,
    address_line2: Option<Safe>,
    address_city: Option<Safe>,
    address_postcode: Option<Safe>,
    address_state: Option<Safe>,
    address_country: Option<Safe>,
    customer_token: Option<CustomerId>,
    primary: Option<bool>,
    network_type: Option<Safe>,
}

fn card<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Card>, D::Error> {
    let card = Option::<Row<Card>>::deserialize(deserializer)?;
    Ok(card.map(|Row(card)| card))
}

/// Reads a month or a year of any type; null is an error, which leaves the page to the other way.
fn expiry<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<ExpiryPart>, D::Error> {
    ExpiryPart::deserialize(deserializer).map(Some)
}
