//! Times as the API returns them.
use crate::text::Safe;
use jiff::Timestamp;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// A time, or what came in its place.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Moment {
    /// A time, in UTC.
    At(Timestamp),
    /// A value that cannot be read as a time, as it came.
    Other(Safe),
    /// Nothing: the member is absent or null.
    #[default]
    Missing,
}

impl Moment {
    /// Returns the time, if it is one that could be read.
    pub const fn at(&self) -> Option<Timestamp> {
        match self {
            Self::At(at) => Some(*at),
            Self::Other(_) | Self::Missing => None,
        }
    }

    /// Returns this moment, or the other one if this is missing.
    #[must_use]
    pub fn or<'a>(&'a self, other: &'a Self) -> &'a Self {
        if *self == Self::Missing { other } else { self }
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        if raw == "null" {
            return Ok(Self::Missing);
        }
        let at = serde_json::from_str(raw).ok().map(Self::At);
        Ok(at.unwrap_or_else(|| {
            let text = serde_json::from_str::<String>(raw).ok();
            Self::Other(Safe::clean(text.as_deref().unwrap_or(raw)))
        }))
    }
}
