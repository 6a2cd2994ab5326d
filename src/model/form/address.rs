//! Countries.
//!
//! A country is sent as its two letters (ISO 3166-1 alpha-2): the API takes those and full names
//! (contract section 5), and two letters are written one way only.
use crate::text::fold::fold;
use rust_iso3166::CountryCode;

/// The country that a new form begins with.
pub const HOME: &str = "AU";
/// The countries at the top of the list: the two home markets.
const FIRST: [&str; 2] = [HOME, "NZ"];

/// Returns every country: the home markets, then all others by name.
pub fn countries() -> Vec<&'static CountryCode> {
    let mut all: Vec<&CountryCode> = rust_iso3166::ALL.iter().collect();
    let place = |code: &str| FIRST.iter().position(|first| *first == code);
    all.sort_by_key(|country| {
        let first = place(country.alpha2).unwrap_or(FIRST.len());
        (first, fold(country.name))
    });
    all
}

/// Finds a country by its two or three letters or by its name.
pub fn country(text: &str) -> Option<&'static CountryCode> {
    let wanted = text.trim();
    rust_iso3166::ALL.iter().find(|country| {
        [country.alpha2, country.alpha3, country.name]
            .iter()
            .any(|name| name.eq_ignore_ascii_case(wanted))
    })
}

/// Writes a country as the form shows it: `Australia (AU)`.
pub fn shown(code: &str) -> String {
    country(code).map_or_else(
        || code.to_owned(),
        |country| format!("{} ({})", country.name, country.alpha2),
    )
}
