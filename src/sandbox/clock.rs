//! Time as a value, so that a test can date the whole sandbox.

use jiff::{SignedDuration, Timestamp};

/// The clock by which all data of a sandbox are dated.
#[derive(Clone, Copy, Debug)]
pub struct Clock(Source);

#[derive(Clone, Copy, Debug)]
enum Source {
    System,
    Fixed(Timestamp),
}

impl Clock {
    /// Follows the computer's clock.
    pub const fn system() -> Self {
        Self(Source::System)
    }

    /// Stands still at `at`.
    pub const fn fixed(at: Timestamp) -> Self {
        Self(Source::Fixed(at))
    }

    /// Tells the time in whole seconds since 1970, the API's precision (contract section 1).
    pub(super) fn now(self) -> i64 {
        match self.0 {
            Source::System => Timestamp::now().as_second(),
            Source::Fixed(at) => at.as_second(),
        }
    }

    /// Finds the last midnight UTC, from which base data count backwards.
    pub(super) fn midnight(self) -> i64 {
        let now = self.now();
        now - now.rem_euclid(DAY)
    }
}

pub(super) const MINUTE: i64 = 60;
pub(super) const HOUR: i64 = 60 * MINUTE;
pub(super) const DAY: i64 = 24 * HOUR;

/// Writes seconds since 1970 as the API does: `2013-07-05T21:03:43Z` (contract section 1).
pub(super) fn stamp(second: i64) -> String {
    at(second).to_string()
}

/// Moves a second by calendar months in UTC; the day is held to the month's length.
pub(super) fn add_months(second: i64, months: i64) -> i64 {
    let zoned = at(second).to_zoned(jiff::tz::TimeZone::UTC);
    let span = jiff::Span::new().try_months(months).unwrap_or_default();
    zoned
        .checked_add(span)
        .map_or(second, |moved| moved.timestamp().as_second())
}

/// Splits a second into its year and month in UTC.
pub(super) fn year_and_month(second: i64) -> (i64, i64) {
    let date = at(second).to_zoned(jiff::tz::TimeZone::UTC).date();
    (i64::from(date.year()), i64::from(date.month()))
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_duration(SignedDuration::from_secs(second)).unwrap_or_default()
}
