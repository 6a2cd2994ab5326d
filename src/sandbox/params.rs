//! Parameters: form or JSON, bracketed or nested, numbers as strings or not (contract section 1).
//!
//! Forms are read here and not by a library, because unknown and odd parameters must be ignored rather than refused.

use std::borrow::Cow;

use axum::http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use super::problem::Problem;

/// The parameters of a call; nobody asks for the unknown ones, so they are ignored.
#[derive(Debug, Default)]
pub(super) struct Params(Map<String, Value>);

/// Names in brackets beyond this depth are cut off.
const DEPTH: usize = 6;

impl Params {
    /// Reads query and body; the body wins. A body of another type than form or JSON is ignored, and a compressed one
    /// is a 415 (*choices*).
    pub(super) fn read(query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Self, Problem> {
        let mut params = form(query.as_bytes())?;
        if body.is_empty() {
            return Ok(Self(params));
        }
        if headers
            .get(CONTENT_ENCODING)
            .is_some_and(|coding| coding != "identity")
        {
            return Err(Problem::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "unsupported_media_type",
                "A body is read only as it is, without a Content-Encoding",
            ));
        }
        let kind = media_type(headers);
        if kind.contains("json") {
            let value = serde_json::from_slice(body)
                .map_err(|_| Problem::refused_request("The body is not valid JSON"))?;
            let Value::Object(members) = value else {
                return Err(Problem::refused_request("The body is not a JSON object"));
            };
            params.extend(members);
        } else if kind.is_empty() || kind.contains("x-www-form-urlencoded") {
            params.extend(form(body)?);
        }
        Ok(Self(params))
    }

    /// Tells whether a parameter was sent. Null counts as not sent (*choice*): typed clients write it for what they leave out.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(|value| !value.is_null())
    }

    /// Tells whether a parameter was sent as null.
    pub(super) fn is_null(&self, name: &str) -> bool {
        self.0.get(name).is_some_and(Value::is_null)
    }

    /// Chooses among parameters that exclude each other: those that say something, else the first that was sent blank.
    pub(super) fn chosen<'a>(&self, names: &[&'a str]) -> Vec<&'a str> {
        let sent = names.iter().copied().filter(|name| self.has(name));
        let (filled, blank): (Vec<&str>, Vec<&str>) =
            sent.partition(|name| self.text(name).is_none_or(|text| !text.trim().is_empty()));
        if filled.is_empty() {
            blank.into_iter().take(1).collect()
        } else {
            filled
        }
    }

    /// Reads a parameter as text: a number or yes/no as its spelling, the last of several, null and objects as nothing.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        spelt(self.0.get(name)?)
    }

    /// Reads a parameter that must say something.
    pub(super) fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// Reads a nested object, for instance `card[...]`; anything else that was sent counts as an empty one.
    pub(super) fn nested(&self, name: &str) -> Option<Self> {
        match self.0.get(name)? {
            Value::Object(members) => Some(Self(members.clone())),
            Value::Null => None,
            _ => Some(Self::default()),
        }
    }

    /// Reads a list of texts; a single text is a list of one.
    pub(super) fn list(&self, name: &str) -> Option<Vec<String>> {
        match self.0.get(name)? {
            Value::Array(values) => Some(texts(values)),
            value => Some(texts(std::slice::from_ref(value))),
        }
    }

    /// Reads a yes or no; anything but `false`, `0` and `no` is a yes, in either case: Python writes `False` (*choice*).
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        let text = self.filled(name)?.trim().to_ascii_lowercase();
        Some(!matches!(text.as_str(), "false" | "0" | "no"))
    }

    /// Lists the members as text; nothing for a value that is none. Null is an empty text.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        self.0.iter().map(|(name, value)| {
            let text = if value.is_null() {
                Some(String::new())
            } else {
                spelt(value)
            };
            (name.as_str(), text)
        })
    }
}

/// Reads the page of a list: 1 unless it says a number from 1 up (contract section 4).
pub(super) fn page(params: &Params) -> u64 {
    params
        .text("page")
        .and_then(|page| page.trim().parse().ok())
        .filter(|page| *page > 0)
        .unwrap_or(1)
}

/// Reads what a body says it is, without parameters: whatever the `charset`, it is read as UTF-8.
fn media_type(headers: &HeaderMap) -> String {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// Gives the texts of a list that say something: a form writes an empty list as one empty text.
fn texts(values: &[Value]) -> Vec<String> {
    let texts = values.iter().filter_map(spelt);
    texts.filter(|text| !text.is_empty()).collect()
}

fn spelt(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some(yes.to_string()),
        Value::Array(values) => spelt(values.last()?),
        _ => None,
    }
}

fn form(text: &[u8]) -> Result<Map<String, Value>, Problem> {
    let mut members = Map::new();
    for pair in text
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty())
    {
        let mut halves = pair.splitn(2, |byte| *byte == b'=');
        let name = decoded(halves.next().unwrap_or_default())?;
        let value = decoded(halves.next().unwrap_or_default())?;
        insert(&mut members, &path(&name), value);
    }
    Ok(members)
}

fn decoded(text: &[u8]) -> Result<String, Problem> {
    let spaced: Vec<u8> = text
        .iter()
        .map(|byte| if *byte == b'+' { b' ' } else { *byte })
        .collect();
    let read = percent_decode(&spaced).decode_utf8().map(Cow::into_owned);
    read.map_err(|_| Problem::refused_request("The parameters are not valid UTF-8"))
}

/// Splits `a[b][]` into its names; a name whose brackets do not match stands for itself.
fn path(name: &str) -> Vec<&str> {
    let bracketed = name.strip_suffix(']').and_then(|name| name.split_once('['));
    let Some((first, rest)) = bracketed.filter(|(first, _)| !first.is_empty()) else {
        return vec![name];
    };
    std::iter::once(first)
        .chain(rest.split("]["))
        .take(DEPTH)
        .collect()
}

/// Puts a value where its path says; of two that exclude each other the later one stays.
fn insert(members: &mut Map<String, Value>, path: &[&str], value: String) {
    match path {
        [] => {}
        [name] => {
            members.insert((*name).to_owned(), Value::String(value));
        }
        [name, ""] => {
            let list = members
                .entry(*name)
                .or_insert_with(|| Value::Array(Vec::new()));
            match list {
                Value::Array(values) => values.push(Value::String(value)),
                other => *other = Value::Array(vec![Value::String(value)]),
            }
        }
        [name, rest @ ..] => {
            let inner = members
                .entry(*name)
                .or_insert_with(|| Value::Object(Map::new()));
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
