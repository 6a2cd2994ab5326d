//! Fields that may be missing, null or of another type without costing the row they stand in.
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;

/// Reads a field as `T`, or as `None` where it is null or not a `T`.
///
/// The field is skipped as raw text first, so that a number too large for any type, or a value of
/// the wrong shape, is this field's loss alone (fault 31 of the fault table).
pub fn opt<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).ok())
}

/// Reads a field as `T`, or as its default where it is null or not a `T`.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    opt(deserializer).map(Option::unwrap_or_default)
}
