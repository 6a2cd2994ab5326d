//! A card's expiry as it is typed.
use super::Finding;
use crate::api::cards::Expiry;
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

/// From so many years ahead on an expiry is probably a slip.
const FAR: i16 = 20;

/// Reads `MM/YY`, `MMYY`, `MM/YYYY`, `MMYYYY` and `5/28`; `None` where it is none of them or no month.
pub fn read(text: &str) -> Option<Expiry> {
    // Digits and signs of East Asian keyboards are the same in another width.
    let text: String = text.nfkc().collect();
    let text = text.trim();
    let (month, year) = if let Some((month, year)) = text.split_once(['/', '-', ' ', '.']) {
        (
            month.trim(),
            year.trim().trim_start_matches(['/', '-']).trim(),
        )
    } else if matches!(text.len(), 4 | 6) {
        text.split_at_checked(2)?
    } else {
        return None;
    };
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if !digits(month) || !digits(year) || !matches!(month.len(), 1 | 2) {
        return None;
    }
    let century = match year.len() {
        2 => 2000,
        4 => 0,
        _ => return None,
    };
    Expiry::new(month.parse().ok()?, year.parse::<i64>().ok()? + century)
}

/// Writes an expiry in the form that the box asks for.
pub fn write(expiry: Expiry) -> String {
    if (2000..2100).contains(&expiry.year) {
        format!("{:02}/{:02}", expiry.month, expiry.year - 2000)
    } else {
        format!("{:02}/{:04}", expiry.month, expiry.year)
    }
}

/// Judges what was typed, on a day in the profile's zone: a card is good to the last day of its month.
pub fn judge(text: &str, today: Date) -> Finding {
    let Some(expiry) = read(text) else {
        return Finding::bad("month and year, such as 05/28");
    };
    let Some(lapses) = expiry.lapses_on() else {
        return Finding::bad("month and year, such as 05/28");
    };
    if lapses <= today {
        return Finding::bad("is in the past").now();
    }
    if expiry.year > today.year() + FAR {
        return Finding::warning("more than 20 years ahead");
    }
    let last = lapses.yesterday().unwrap_or(lapses);
    Finding::good(format!("valid to {}", last.strftime("%d %b %Y")))
}

/// Returns an expiry that a test card can have on a day: two years ahead.
pub fn future(today: Date) -> String {
    write(Expiry {
        year: today.year() + 2,
        month: today.month(),
    })
}
