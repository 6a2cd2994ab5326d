//! Parameters: form or JSON, bracketed or nested, numbers as strings or not (contract section 1).
//!
//! Forms are read here and not by a library, because unknown and odd parameters must be ignored rather than
//! refused.
#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "JSON values are a foreign type"
)]

use std::borrow::Cow;

use http::header::{CONTENT_ENCODING, CONTENT_TYPE};
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};
use percent_encoding::percent_decode;
use serde_json::{Map, Value};

use super::problem::Problem;

/// The parameters of a request; unknown ones are never read.
#[derive(Debug, Default)]
pub struct Params(Map<String, Value>);

/// The deepest nesting of names in brackets; deeper ones are cut off.
const DEPTH: usize = 6;

impl Params {
    /// Reads query and body of a request. The body wins, but in a GET the query does. A body of another type
    /// than form or JSON is ignored, and a compressed one is a 415 (*choices*).
    pub fn read(head: &Parts, body: &[u8]) -> Result<Self, Problem> {
        let query = form(head.uri.query().unwrap_or_default().as_bytes())?;
        let sent = members(&head.headers, body)?;
        let reads = matches!(head.method, Method::GET | Method::HEAD);
        let (mut params, stronger) = if reads { (sent, query) } else { (query, sent) };
        params.extend(stronger);
        Ok(Self(params))
    }

    /// Whether a parameter was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// Picks among parameters that exclude each other: all that are filled, else the first that was sent
    /// blank. A blank `card` counts as not sent (contract section 14).
    pub fn chosen<'a>(&self, names: &[&'a str]) -> Vec<&'a str> {
        let is_sent = |name: &&str| match *name {
            "card" => self.nested(name).is_some(),
            _ => self.has(name),
        };
        let sent = names.iter().copied().filter(is_sent);
        let (filled, blank): (Vec<&str>, Vec<&str>) =
            sent.partition(|name| self.text(name).is_none_or(|text| !text.trim().is_empty()));
        if filled.is_empty() {
            blank.into_iter().take(1).collect()
        } else {
            filled
        }
    }

    /// Returns a parameter as text: a number or Boolean as it is spelt, the last of several, an object as
    /// nothing.
    pub fn text(&self, name: &str) -> Option<String> {
        spelt(self.0.get(name)?)
    }

    /// Returns a parameter that is not blank.
    pub fn filled(&self, name: &str) -> Option<String> {
        self.text(name).filter(|text| !text.trim().is_empty())
    }

    /// Returns a nested object, for instance `card[...]`. A blank text or an empty object counts as not sent;
    /// any other value that is no object counts as an empty one.
    pub fn nested(&self, name: &str) -> Option<Self> {
        match self.0.get(name)? {
            Value::Object(members) if members.is_empty() => None,
            Value::Object(members) => Some(Self(members.clone())),
            Value::String(text) if text.trim().is_empty() => None,
            _ => Some(Self::default()),
        }
    }

    /// Returns a list of texts; a single text is a list of one.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        match self.0.get(name)? {
            Value::Array(values) => Some(texts(values)),
            value => Some(texts(std::slice::from_ref(value))),
        }
    }

    /// Returns a Boolean; anything but `false`, `0` and `no` is true, in either case: Python writes `False`
    /// (*choice*).
    pub fn flag(&self, name: &str) -> Option<bool> {
        let text = self.filled(name)?.trim().to_ascii_lowercase();
        Some(!matches!(text.as_str(), "false" | "0" | "no"))
    }

    /// Returns the members as text, in the order in which they were sent; `None` for a value that is no text.
    pub fn members(&self) -> impl Iterator<Item = (&str, Option<String>)> {
        let members = self.0.iter();
        members.map(|(name, value)| (name.as_str(), spelt(value)))
    }
}

/// Reads the members of a body.
fn members(headers: &HeaderMap, body: &[u8]) -> Result<Map<String, Value>, Problem> {
    if body.is_empty() {
        return Ok(Map::new());
    }
    let coding = headers.get(CONTENT_ENCODING);
    if coding.is_some_and(|coding| coding != "identity") {
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
        match without_nulls(value) {
            Value::Object(members) => Ok(members),
            _ => Err(Problem::refused_request("The body is not a JSON object")),
        }
    } else if kind.is_empty() || kind.contains("x-www-form-urlencoded") {
        form(body)
    } else {
        Ok(Map::new())
    }
}

/// Removes the members that are null, at every depth: they count as not sent (recorded in 2018).
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let sent = members.into_iter().filter(|(_, value)| !value.is_null());
            let sent = sent.map(|(name, value)| (name, without_nulls(value)));
            Value::Object(sent.collect())
        }
        Value::Array(values) => {
            let sent = values.into_iter().filter(|value| !value.is_null());
            Value::Array(sent.map(without_nulls).collect())
        }
        other => other,
    }
}

/// Returns the media type of a body without parameters: whatever the `charset`, it is read as UTF-8.
fn media_type(headers: &HeaderMap) -> String {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok())
        .unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

/// Returns the texts of a list that are not empty: a form writes an empty list as one empty text.
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
    let pairs = text.split(|byte| *byte == b'&');
    for pair in pairs.filter(|pair| !pair.is_empty()) {
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

/// Splits `a[b][]` into its names; a name whose brackets do not match is taken whole.
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

/// Inserts a value at a path; of two values that exclude each other the later one stays.
fn insert(members: &mut Map<String, Value>, path: &[&str], value: String) {
    match path {
        [] => {}
        [name] => {
            members.insert((*name).to_owned(), Value::String(value));
        }
        [name, ""] => match members.entry(*name).or_insert(Value::Null) {
            Value::Array(values) => values.push(Value::String(value)),
            other => *other = Value::Array(vec![Value::String(value)]),
        },
        [name, rest @ ..] => {
            let inner = members.entry(*name).or_insert(Value::Null);
            if !inner.is_object() {
                *inner = Value::Object(Map::new());
            }
            if let Value::Object(inner) = inner {
                insert(inner, rest, value);
            }
        }
    }
}
