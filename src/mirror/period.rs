//! Days, months and years as a person writes them: `>2026-01`, `2026`, `2026-01-15..2026-02`.
use jiff::Span;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::ops::Range;

/// Reads a condition on a moment; returns the seconds since 1970 that fulfil it.
///
/// `>` a month is after its last second, `>=` from its first one on; both ends of `a..b` belong to it.
pub fn parse(text: &str, zone: &TimeZone) -> Option<Range<u32>> {
    const ALL: Range<u32> = 1..u32::MAX;
    if let Some((from, to)) = text.split_once("..") {
        let start = if from.is_empty() {
            ALL.start
        } else {
            period(from, zone)?.start
        };
        let end = if to.is_empty() {
            ALL.end
        } else {
            period(to, zone)?.end
        };
        let is_open = from.is_empty() && to.is_empty();
        return (!is_open).then_some(start..end);
    }
    let rest = text.trim_start_matches(['<', '>', '=']);
    let sign = text.strip_suffix(rest)?;
    let Range { start, end } = period(rest, zone)?;
    Some(match sign {
        "" | "=" => start..end,
        ">" => end..ALL.end,
        ">=" => start..ALL.end,
        "<" => ALL.start..start,
        "<=" => ALL.start..end,
        _ => return None,
    })
}

/// Returns the seconds of a year, month or day in a zone.
fn period(text: &str, zone: &TimeZone) -> Option<Range<u32>> {
    let mut parts = text.split('-');
    let year = number(parts.next()?, 4).filter(|year| *year >= 1_000)?;
    let month = parts.next().map(|part| number(part, 2));
    let day = parts.next().map(|part| number(part, 2));
    if parts.next().is_some() || month == Some(None) || day == Some(None) {
        return None;
    }
    let (month, day) = (month.flatten(), day.flatten());
    let length = match (month, day) {
        (None, _) => Span::new().years(1),
        (_, None) => Span::new().months(1),
        _ => Span::new().days(1),
    };
    let first = Date::new(
        year,
        i8::try_from(month.unwrap_or(1)).ok()?,
        i8::try_from(day.unwrap_or(1)).ok()?,
    )
    .ok()?;
    let next = first.checked_add(length).ok()?;
    Some(seconds(first, zone)?..seconds(next, zone)?)
}

/// Reads a number of at most so many digits and at least half of them: `2026`, `1`, `01`.
fn number(text: &str, most: usize) -> Option<i16> {
    let fits = (most / 2..=most).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    text.parse().ok().filter(|number| fits && *number > 0)
}

/// Returns the first second of a day, from 1 on; what cannot be kept is the nearest that can.
fn seconds(day: Date, zone: &TimeZone) -> Option<u32> {
    let at = day.to_zoned(zone.clone()).ok()?.timestamp().as_second();
    Some(u32::try_from(at.max(1)).unwrap_or(u32::MAX))
}
