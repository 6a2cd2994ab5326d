//! Time as a value, so that a test can date the whole sandbox.

use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{SignedDuration, Timestamp};

/// The clock that dates all data of a sandbox; its clones move together.
///
/// Time moves a sandbox: trials end, intervals are billed, authorisations lapse, refunds settle.
/// [`Clock::advance`] moves it at once, so that nobody has to wait a month to see one end.
#[derive(Clone, Debug)]
pub struct Clock {
    /// Where the clock stands still; `None` follows the computer's clock.
    fixed: Option<i64>,
    /// By how many seconds the clock was moved.
    moved: Arc<AtomicI64>,
}

impl Clock {
    /// A clock that follows the computer's.
    pub fn system() -> Self {
        Self {
            fixed: None,
            moved: Arc::default(),
        }
    }

    /// A clock that stands still at `at` unless it is moved.
    pub fn fixed(at: Timestamp) -> Self {
        Self {
            fixed: Some(at.as_second()),
            moved: Arc::default(),
        }
    }

    /// Moves the clock forward, or back if the duration is negative.
    pub fn advance(&self, by: SignedDuration) {
        self.moved.fetch_add(by.as_secs(), Ordering::Relaxed);
    }

    fn ahead(self, seconds: i64) -> Option<Self> {
        let within = seconds <= FURTHEST && at_most(self.now().saturating_add(seconds)).is_some();
        self.advance(SignedDuration::from_secs(seconds));
        within.then_some(self)
    }

    /// The time in whole seconds since 1970, the API's precision (contract section 1).
    pub(in crate::sandbox) fn now(&self) -> i64 {
        let unmoved = self.fixed.unwrap_or_else(|| Timestamp::now().as_second());
        unmoved.saturating_add(self.moved.load(Ordering::Relaxed))
    }
}

impl FromStr for Clock {
    type Err = ClockError;

    /// Reads the time at which the clock starts (RFC 3339, or a date for its midnight UTC), or how far it is
    /// ahead of the computer's: `+30d`, `+12h`, `+90m`.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ClockError(text.to_owned());
        let clock = Self::system();
        if let Some(span) = text.strip_prefix('+') {
            let split = span.len().saturating_sub(1);
            let (number, unit) = span.split_at_checked(split).ok_or_else(wrong)?;
            let unit = match unit {
                "d" => DAY,
                "h" => HOUR,
                "m" => MINUTE,
                _ => return Err(wrong()),
            };
            let number: u32 = number.parse().map_err(|_| wrong())?;
            return clock.ahead(i64::from(number) * unit).ok_or_else(wrong);
        }
        let begins = text
            .parse()
            .ok()
            .or_else(|| day(text, "%Y-%m-%d").and_then(at_most))
            .ok_or_else(wrong)?;
        let ahead = begins.duration_since(Timestamp::now()).as_secs();
        clock.ahead(ahead).ok_or_else(wrong)
    }
}

/// How far ahead a clock may be: whatever is billed until then must be worked out at once.
const FURTHEST: i64 = 20 * 366 * DAY;

/// Why a text is not a [`Clock`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not a time for the clock, at most 20 years ahead: +30d, +12h, +90m, 2026-03-14 or 2026-03-14T09:26:53Z"
)]
pub struct ClockError(String);

pub const MINUTE: i64 = 60;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// The last midnight UTC before or at a second.
pub fn midnight(second: i64) -> i64 {
    second - second.rem_euclid(DAY)
}

/// Formats seconds since 1970 as the API does: `2013-07-05T21:03:43Z` (contract section 1).
pub fn stamp(second: i64) -> String {
    at(second).to_string()
}

/// Reads a time as the API formats it.
pub fn moment(text: &str) -> Option<i64> {
    Some(text.parse::<Timestamp>().ok()?.as_second())
}

/// Reads a date in the given format, as the second of its midnight UTC.
pub fn day(text: &str, form: &str) -> Option<i64> {
    let date = jiff::civil::Date::strptime(form, text).ok()?;
    let zoned = date.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
    Some(zoned.timestamp().as_second())
}

/// Moves a second by calendar months in UTC; the day is limited to the month's length.
pub fn add_months(second: i64, months: i64) -> i64 {
    let zoned = at(second).to_zoned(jiff::tz::TimeZone::UTC);
    let span = jiff::Span::new().try_months(months).unwrap_or_default();
    zoned
        .checked_add(span)
        .map_or(second, |moved| moved.timestamp().as_second())
}

/// The year and month of a second in UTC.
pub fn year_and_month(second: i64) -> (i64, i64) {
    let date = at(second).to_zoned(jiff::tz::TimeZone::UTC).date();
    (i64::from(date.year()), i64::from(date.month()))
}

/// Whether a month, as (year, month), is over at a second: a card is good until the end of its month.
pub fn is_over(month: (i64, i64), second: i64) -> bool {
    month < year_and_month(second)
}

fn at(second: i64) -> Timestamp {
    at_most(second).unwrap_or_default()
}

fn at_most(second: i64) -> Option<Timestamp> {
    Timestamp::from_duration(SignedDuration::from_secs(second)).ok()
}
