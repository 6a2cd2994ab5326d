//! Parameters: form or JSON, bracketed or nested, numbers as strings or not (contract section 1).

use axum::http::HeaderMap;
use axum::http::header::CONTENT_TYPE;
use serde_json::{Map, Value};

use super::problem::Problem;

/// The parameters of a call; nobody asks for the unknown ones, so they are ignored.
#[derive(Debug, Default)]
pub(super) struct Params(Map<String, Value>);

/// Brackets nest this deep at most.
const DEPTH: usize = 6;

impl Params {
    /// Reads query and body; the body wins. A body of another type than form or JSON is ignored (*choice*).
    pub(super) fn read(query: &str, headers: &HeaderMap, body: &[u8]) -> Result<Self, Problem> {
        let mut params = form(query.as_bytes())?;
        let kind = headers
            .get(CONTENT_TYPE)
            .and_then(|kind| kind.to_str().ok())
            .unwrap_or_default();
        let kind = kind.to_ascii_lowercase();
        if body.is_empty() {
            return Ok(Self(params));
        }
        if kind.contains("json") {
            let value = serde_json::from_slice(body)
                .map_err(|_| Problem::unreadable("The body is not valid JSON"))?;
            let Value::Object(members) = value else {
                return Err(Problem::unreadable("The body is not a JSON object"));
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
    if text.is_empty() {
        return Ok(Map::new());
    }
    let reader = serde_qs::Config::new()
        .max_depth(DEPTH)
        .use_form_encoding(true)
        .duplicate_key_behavior(serde_qs::DuplicateKeyBehavior::TakeLast);
    let read = reader.deserialize_bytes::<Map<String, Value>>(text);
    read.map_err(|error| Problem::unreadable(&format!("The parameters could not be read: {error}")))
}
