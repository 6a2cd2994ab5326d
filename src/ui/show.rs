//! How values are written on the screen: days and times in the profile's zone, ages, counts.
mod times;

use crate::api::moment::Moment;
use crate::config::Mode;
use crate::model::cx::Sight;
use crate::model::listing::{Keyed, Listing};
use crate::text::Safe;
use crate::ui::pen::cells;
use indicatif::HumanCount;
use jiff::{Span, Timestamp};
pub use times::Times;
use unicode_segmentation::UnicodeSegmentation;

/// Writes a day: `22 Nov 26`.
pub fn day(at: Timestamp, sight: &Sight) -> String {
    at.to_zoned(sight.time_zone.clone())
        .strftime("%d %b %y")
        .to_string()
}

/// Writes a day and a time with seconds and the zone's name: `22 Nov 26 09:14:05 AEDT`.
pub fn exactly(at: Timestamp, sight: &Sight) -> String {
    at.to_zoned(sight.time_zone.clone())
        .strftime("%d %b %y %H:%M:%S %Z")
        .to_string()
}

/// Writes a time as the API gives it; what cannot be one is shown as it came, behind a question mark, which
/// stays where the end is cut.
pub fn moment(moment: &Moment, write: impl FnOnce(Timestamp) -> String) -> String {
    match moment {
        Moment::At(at) => write(*at),
        Moment::Other(text) => format!("? {text}"),
        Moment::Missing => "—".to_owned(),
    }
}

/// Writes how many days away a day is: `in 12 days`, `3 days ago`, `today`.
pub fn days_away(at: Timestamp, sight: &Sight) -> String {
    let day = at.to_zoned(sight.time_zone.clone()).date();
    let days = sight.today().until((jiff::Unit::Day, day));
    away(days.map_or(0, |span: Span| span.get_days()))
}

/// Writes the same of a number of days.
pub fn away(days: i32) -> String {
    match days {
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        -1 => "yesterday".to_owned(),
        n => {
            let days = things(n.unsigned_abs(), "day");
            if n > 0 {
                format!("in {days}")
            } else {
                format!("{days} ago")
            }
        }
    }
}

/// Writes when something was read: `as of 10:42`.
pub fn as_of(at: Timestamp, sight: &Sight) -> String {
    format!("as of {}", read_at(at, sight))
}

/// Writes the same, and says so where that is over five minutes ago: `old, as of 10:42`.
pub fn age(at: Timestamp, sight: &Sight) -> String {
    let age = sight.now.wall.duration_since(at);
    // A time in the future came from a clock that was wrong.
    let old = age.is_negative() || age > jiff::SignedDuration::from_mins(5);
    let mark = if old { "old, " } else { "" };
    format!("{mark}{}", as_of(at, sight))
}

/// Writes when something was read, in as few cells as leave no doubt: the day where it is not today, and the
/// year where it is not this one or the time has yet to come.
pub fn read_at(at: Timestamp, sight: &Sight) -> String {
    let (day, today) = (at.to_zoned(sight.time_zone.clone()), sight.today());
    let format = if day.year() != today.year() || at > sight.now.wall && day.date() != today {
        "%d %b %y %H:%M"
    } else if day.date() != today {
        "%d %b %H:%M"
    } else {
        "%H:%M"
    };
    day.strftime(format).to_string()
}

/// Joins what there is of some pieces, with a dot between them.
pub fn dotted(pieces: &[&str]) -> String {
    let there = pieces.iter().filter(|piece| !piece.is_empty());
    there.copied().collect::<Vec<_>>().join(" · ")
}

/// Returns the first of some wordings that fits into a room, or else the last.
pub fn fitting(wordings: impl IntoIterator<Item = String>, room: u16) -> String {
    let mut last = String::new();
    for words in wordings {
        if cells(&words) <= room {
            return words;
        }
        last = words;
    }
    last
}

/// Writes a count with its thousands apart: `1,284`.
pub fn count(n: u64) -> String {
    HumanCount(n).to_string()
}

/// Writes a length in the same way.
pub fn length(n: usize) -> String {
    count(u64::try_from(n).unwrap_or(u64::MAX))
}

/// Returns how many rows of a list are here: `60`, `25 of 60` while pages are left to read, and
/// `25 of 60 could be read` where none is.
pub fn rows<T: Keyed>(list: &Listing<T>) -> String {
    part(list, count(list.total()))
}

/// Returns the same with what the rows are: `25 of 60 subscriptions could be read`.
pub fn rows_of<T: Keyed>(list: &Listing<T>, thing: &str) -> String {
    part(list, things(list.total(), thing))
}

fn part<T: Keyed>(list: &Listing<T>, all: String) -> String {
    let here = list.here();
    match list.is_complete() {
        _ if here == list.total() => all,
        true => format!("{} of {all} could be read", count(here)),
        false => format!("{} of {all}", count(here)),
    }
}

/// Writes the same in few cells, behind the name of a tab.
pub fn tab<T: Keyed>(name: &'static str, list: Option<&Listing<T>>, sight: &Sight) -> String {
    let name = sight.keymap.fill(name);
    let Some(list) = list else {
        return name;
    };
    let (here, all) = (list.here(), list.total());
    if here < all && list.is_complete() {
        format!("{name} {}/{}", count(here), count(all))
    } else {
        format!("{name} {}", count(all))
    }
}

/// Returns what stands in the place of rows that are not there.
pub fn none<T: Keyed>(list: Option<&Listing<T>>, empty: &'static str, sight: &Sight) -> String {
    match list.map_or(0, Listing::total) {
        0 => sight.keymap.fill(empty),
        all => format!("None of the {} could be read.", count(all)),
    }
}

/// Writes a number of things: `1 card`, `2 cards`.
pub fn things(n: impl TryInto<u64>, thing: &str) -> String {
    let n = n.try_into().unwrap_or(u64::MAX);
    let plural = if n == 1 { "" } else { "s" };
    format!("{} {thing}{plural}", count(n))
}

/// Names where a write goes: `the sandbox`, `LIVE profile "shop"`.
pub fn place(sight: &Sight) -> String {
    match sight.profile.mode {
        Mode::Sandbox => "the sandbox".to_owned(),
        mode @ (Mode::Test | Mode::Live) => {
            format!("{} profile \"{}\"", mode.word(), sight.profile.name)
        }
    }
}

/// Writes at most `most` letters of a text from outside, and how many more it has: where something is
/// decided, one long name must not push the rest off the screen.
pub fn capped(text: &str, most: usize) -> String {
    let letters: Vec<&str> = text.graphemes(true).collect();
    match letters.get(..most) {
        Some(kept) if letters.len() > most => {
            let left = things(letters.len() - most, "more letter");
            format!("{}… (and {left})", kept.concat())
        }
        _ => text.to_owned(),
    }
}

/// Writes a value, or a dash where there is none.
pub fn dash(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.to_string())
}

/// Writes a text of the API, or a dash where it has none.
pub fn or_dash(text: Option<&Safe>) -> &str {
    text.map(Safe::as_str)
        .filter(|text| !text.is_empty())
        .unwrap_or("—")
}
