//! Countries, and the postcodes of Australia.
//!
//! A country is sent as its two letters (ISO 3166-1 alpha-2): the API takes those and full names
//! (contract section 5), and two letters are written one way only.
use super::Finding;
use super::states::state;
use rust_iso3166::CountryCode;

/// The country that a new form begins with.
pub const HOME: &str = "AU";
/// The countries at the top of the list: the two home markets.
const FIRST: [&str; 2] = [HOME, "NZ"];

/// The postcodes of the states, boxes and large-volume receivers among them.
const POSTCODES: &[(u16, u16, &str)] = &[
    (200, 299, "ACT"),
    (800, 999, "NT"),
    (1000, 2599, "NSW"),
    (2600, 2618, "ACT"),
    (2619, 2899, "NSW"),
    (2900, 2920, "ACT"),
    (2921, 2999, "NSW"),
    (3000, 3999, "VIC"),
    (4000, 4999, "QLD"),
    (5000, 5999, "SA"),
    (6000, 6999, "WA"),
    (7000, 7999, "TAS"),
    (8000, 8999, "VIC"),
    (9000, 9999, "QLD"),
];

/// Gives every country: the home markets, then all others by name.
pub fn countries() -> Vec<&'static CountryCode> {
    let mut all: Vec<&CountryCode> = rust_iso3166::ALL.iter().collect();
    let place = |code: &str| FIRST.iter().position(|first| *first == code);
    all.sort_by_key(|country| {
        let first = place(country.alpha2).unwrap_or(FIRST.len());
        (first, crate::text::fold::fold(country.name))
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

/// Judges a postcode against state and country. Borders have exceptions, so it is never more than a warning.
pub fn judge_postcode(postcode: &str, state_text: &str, country: &str) -> Option<Finding> {
    if !matches!(country, HOME | "NZ") {
        return None;
    }
    let digits = postcode.len() == 4 && postcode.bytes().all(|b| b.is_ascii_digit());
    let Some(number) = postcode.parse::<u16>().ok().filter(|_| digits) else {
        return Some(Finding::warning("usually four digits"));
    };
    if country != HOME {
        return None;
    }
    let there = POSTCODES
        .iter()
        .find(|(from, to, _)| (*from..=*to).contains(&number))
        .map(|(_, _, state)| *state);
    Some(match (there, state(state_text)) {
        (Some(there), Some(chosen)) if there == chosen => {
            Finding::good(format!("matches {chosen}"))
        }
        (Some(there), Some(_)) => Finding::warning(format!("usually in {there}")),
        (Some(there), None) => Finding::note(format!("in {there}")),
        (None, _) => Finding::warning("in no state's range"),
    })
}
