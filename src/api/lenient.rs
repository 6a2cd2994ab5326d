//! Deserializers for fields that may be null or of another type without costing the row that they are in.
use crate::text::Safe;
use serde::{Deserialize, Deserializer, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::str::FromStr;

/// Reads a field as `T`, or as `None` if it is null or not a `T`.
///
/// The field is read as raw JSON first, so that a number too large for any type, or a value of the wrong
/// shape, costs this field alone (fault 31 of the fault table).
pub fn opt<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    Ok(serde_json::from_str(raw.get()).ok())
}

/// Reads a whole number, sent as a number or as a text of digits; `None` if it is neither.
pub fn whole<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + FromStr,
{
    let raw = <&RawValue>::deserialize(deserializer)?.get();
    if !raw.starts_with('"') {
        return Ok(serde_json::from_str(raw).ok());
    }
    // A card number that strayed here must not be shown as an amount.
    let text = serde_json::from_str::<String>(raw).unwrap_or_default();
    let text = Some(text.trim()).filter(|text| !Safe::alters(text));
    Ok(text.and_then(|text| text.parse().ok()))
}

/// Reads a field as `T`, or as its default if it is null or not a `T`.
pub fn or_default<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Default,
{
    opt(deserializer).map(Option::unwrap_or_default)
}

/// Reads an object of texts. A value of another type is kept as its JSON and does not cost the others.
pub fn texts<'de, D>(deserializer: D) -> Result<BTreeMap<Safe, Safe>, D::Error>
where
    D: Deserializer<'de>,
{
    let raw = <&RawValue>::deserialize(deserializer)?;
    let values: BTreeMap<Safe, &RawValue> = serde_json::from_str(raw.get()).unwrap_or_default();
    let text = |raw: &str| match serde_json::from_str::<Option<Safe>>(raw) {
        Ok(text) => text.unwrap_or_default(),
        Err(_) => Safe::clean(raw),
    };
    let texts = values
        .into_iter()
        .map(|(name, raw)| (name, text(raw.get())));
    Ok(texts.collect())
}
