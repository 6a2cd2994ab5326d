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

    /// Tells whether a parameter was sent at all.
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Reads a parameter as text: a number or yes/no as its spelling, the last of several, null and objects as nothing.
    pub(super) fn text(&self, name: &str) -> Option<String> {
        spelt(self.0.get(name)?)
    }

    /// Reads a parameter that must say something.
    pub(super) fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// Reads a nested object, for instance `card[...]`; anything else counts as an empty one.
    pub(super) fn nested(&self, name: &str) -> Option<Self> {
        match self.0.get(name)? {
            Value::Object(members) => Some(Self(members.clone())),
            _ => Some(Self::default()),
        }
    }

    /// Reads a list of texts; a single text is a list of one.
    pub(super) fn list(&self, name: &str) -> Option<Vec<String>> {
        match self.0.get(name)? {
            Value::Array(values) => Some(values.iter().filter_map(spelt).collect()),
            value => Some(
                spelt(value)
                    .into_iter()
                    .filter(|text| !text.is_empty())
                    .collect(),
            ),
        }
    }

    /// Reads a yes or no; anything but `false`, `0` and `no` is a yes, in either case: Python writes `False` (*choice*).
    pub(super) fn flag(&self, name: &str) -> Option<bool> {
        let text = self.filled(name)?.trim().to_ascii_lowercase();
        Some(!matches!(text.as_str(), "false" | "0" | "no"))
    }

    /// Lists the members as text.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, String)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), spelt(value).unwrap_or_default()))
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
