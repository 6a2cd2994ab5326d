//! A record as indented JSON: members in the order they came, numbers digit for digit as they came.
//!
//! Members that could contain a card number or its code are left out, whatever the API sends (PCI DSS 3.3.1,
//! 3.4.1), and each line becomes a [`Safe`], which masks card numbers in other places.
use crate::api::decode::{Envelope, NOT_JSON};
use crate::api::error::{ErrorKind, Refusal};
use crate::api::subject::Record;
use crate::text::Safe;
use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use std::fmt;

/// The most pages searched for one record: a thousand cards of one customer.
const MOST_PAGES: u32 = 40;
const NEVER_SHOWN: [&str; 5] = ["number", "cvc", "cvv", "cvc2", "cvv2"];

/// Whether an answer contained the record.
pub enum Found {
    /// It did: these are the lines of its JSON.
    Here(Vec<Safe>),
    /// It is not on this page; this is the number of the page to search next.
    LookOn(u32),
}

/// Finds a record in the body of an answer, which is the record itself or a page of the list that it is in.
pub fn find(record: &Record, body: &[u8], page: u32) -> Result<Found, ErrorKind> {
    let envelope = Envelope::open(body)?;
    let token = match record {
        Record::Customer(_) | Record::Charge(_) | Record::Plan(_) => {
            return lines(envelope.response).map(Found::Here);
        }
        Record::Card(_, card) => card.as_str(),
        Record::Subscription(_, subscription) => subscription.as_str(),
    };
    let rows = envelope.rows()?;
    if let Some(row) = rows.iter().find(|row| has_token(row, token)) {
        return lines(row).map(Found::Here);
    }
    match envelope.next(page, rows.len()) {
        Some(next) if next <= MOST_PAGES => Ok(Found::LookOn(next)),
        _ => Err(ErrorKind::Refused(Refusal {
            status: 404,
            ..Refusal::default()
        })),
    }
}

fn has_token(row: &RawValue, token: &str) -> bool {
    #[derive(serde::Deserialize)]
    struct Named<'a> {
        #[serde(borrow)]
        token: std::borrow::Cow<'a, str>,
    }
    serde_json::from_str::<Named>(row.get()).is_ok_and(|named| named.token == token)
}

/// Writes a value as indented lines.
fn lines(value: &RawValue) -> Result<Vec<Safe>, ErrorKind> {
    let mut text = String::new();
    write(&mut text, value, 0).ok_or(ErrorKind::Protocol(NOT_JSON))?;
    Ok(text.lines().map(Safe::clean).collect())
}

fn write(out: &mut String, value: &RawValue, depth: usize) -> Option<()> {
    let json = value.get().trim();
    match json.bytes().next()? {
        b'{' => {
            let Object(members) = serde_json::from_str(json).ok()?;
            let shown: Vec<_> = members
                .iter()
                .filter(|(name, _)| !NEVER_SHOWN.contains(&name.to_ascii_lowercase().as_str()))
                .collect();
            block(out, ('{', '}'), depth, &shown, |out, (name, value)| {
                out.push_str(&serde_json::to_string(name).ok()?);
                out.push_str(": ");
                write(out, value, depth + 1)
            })
        }
        b'[' => {
            let values: Vec<&RawValue> = serde_json::from_str(json).ok()?;
            block(out, ('[', ']'), depth, &values, |out, value| {
                write(out, value, depth + 1)
            })
        }
        b'"' => {
            // Read and written again, so that digits cannot hide from the redactor behind escapes.
            let text = serde_json::from_str::<String>(json).and_then(|t| serde_json::to_string(&t));
            out.push_str(text.as_deref().unwrap_or(json));
            Some(())
        }
        _ => {
            out.push_str(json);
            Some(())
        }
    }
}

fn block<T>(
    out: &mut String,
    (open, close): (char, char),
    depth: usize,
    entries: &[T],
    mut entry: impl FnMut(&mut String, &T) -> Option<()>,
) -> Option<()> {
    out.push(open);
    for (at, this) in entries.iter().enumerate() {
        out.push_str(if at == 0 { "\n" } else { ",\n" });
        indent(out, depth + 1);
        entry(out, this)?;
    }
    if !entries.is_empty() {
        out.push('\n');
        indent(out, depth);
    }
    out.push(close);
    Some(())
}

fn indent(out: &mut String, depth: usize) {
    (0..depth).for_each(|_| out.push_str("  "));
}

/// An object's members in the order they came, repeated ones included.
struct Object<'a>(Vec<(String, &'a RawValue)>);

impl<'de> Deserialize<'de> for Object<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(Members)
    }
}

struct Members;

impl<'de> Visitor<'de> for Members {
    type Value = Object<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Object(members))
    }
}
