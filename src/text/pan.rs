//! Card numbers found in any text and masked to their last four digits (PCI DSS 4.0.1, 3.4.1).
//!
//! A card number is 12 to 19 digits, perhaps with spaces, dashes, dots or marks of removed characters
//! between them, that begin like a known scheme, have one of its lengths and pass the Luhn check.
//! Telephone numbers, dates and invoice numbers rarely do; where in doubt, it is masked.
mod beside;

pub use beside::holds_mask;

use crate::secret::facts::{self, Scheme};
use std::borrow::Cow;
use std::ops::Range;

const SHORTEST: usize = 12;
const LONGEST: usize = 19;
/// The most signs between two digits of one number (`4200 - 0000`).
const WIDEST_GAP: usize = 3;
/// Digits in one piece from which on a number may have its code or expiry glued to it.
const GLUED: usize = 18;

/// Masks what looks like a card number; borrowed where there is none.
pub fn redact(text: &str) -> Cow<'_, str> {
    if !may_hold_number(text) {
        return Cow::Borrowed(text);
    }
    let mut chars: Vec<char> = text.chars().collect();
    let mut masked = false;
    // What is left after a mask is looked at again as if it stood alone: a second pass, on another day,
    // would.
    while mask_once(&mut chars) {
        masked = true;
    }
    if !masked {
        return Cow::Borrowed(text);
    }
    beside::mask_codes(&mut chars);
    Cow::Owned(chars.into_iter().collect())
}

/// Masks a code that came to stand beside a number that is masked already.
pub fn redact_codes(text: &str) -> Cow<'_, str> {
    let before: Vec<char> = text.chars().collect();
    let mut chars = before.clone();
    beside::mask_codes(&mut chars);
    if chars == before {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(chars.into_iter().collect())
    }
}

/// Puts what finds a card in the place of its number: `last4:0000`.
pub fn last_fours(text: &str) -> Cow<'_, str> {
    let chars: Vec<char> = redact(text).chars().collect();
    let masks = beside::masks(&chars);
    if masks.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut from = 0;
    for number in masks {
        out.extend(chars.get(from..number.start).unwrap_or_default());
        out.push_str("last4:");
        let shown = chars.get(number.clone()).unwrap_or_default();
        out.extend(
            shown
                .iter()
                .filter_map(|c| Some(char::from(b'0' + digit(*c)?))),
        );
        from = number.end;
    }
    out.extend(chars.get(from..).unwrap_or_default());
    Cow::Owned(out)
}

/// Tells in one scan whether there are enough digits at all.
fn may_hold_number(text: &str) -> bool {
    has_enough_digits(text)
        || (!text.is_ascii() && text.chars().filter_map(digit).count() >= SHORTEST)
}

/// Whether there are as many ASCII digits as the shortest number has.
pub(super) fn has_enough_digits(text: &str) -> bool {
    // Added up without a look at each sum, so that many bytes are counted at once.
    let count = |found: usize, byte: u8| found.wrapping_add(usize::from(byte.is_ascii_digit()));
    text.len() >= SHORTEST && text.bytes().fold(0, count) >= SHORTEST
}

/// Returns the value of a digit, also of the wide ones of East Asian keyboards.
pub fn digit(c: char) -> Option<u8> {
    let zero = match c {
        '0'..='9' => u32::from('0'),
        '０'..='９' => u32::from('０'),
        _ => return None,
    };
    u8::try_from(u32::from(c) - zero).ok()
}

/// Returns what may be part of a number that goes on elsewhere.
pub(super) fn is_part(c: char) -> bool {
    is_gap(c) || digit(c).is_some()
}

const fn is_gap(c: char) -> bool {
    matches!(c,
        ' ' | '-' | '.' | '_' | '·' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{2010}'..='\u{2015}'
        | '\u{202f}' | '\u{2212}' | '\u{3000}' | '\u{fffd}' | '\u{2400}'..='\u{2424}')
}

/// Digits that stand together, with at most small gaps between them.
#[derive(Default)]
struct Run {
    /// Where each digit stands, and its value.
    digits: Vec<(usize, u8)>,
    /// Which of the digits begin a group, and after the last one the number of digits.
    bounds: Vec<usize>,
    /// A `+` stands before it, as before a telephone number.
    plus: bool,
}

fn mask_once(chars: &mut [char]) -> bool {
    let found: Vec<usize> = runs(chars)
        .iter()
        .filter_map(|run| {
            let number = run.card_number()?;
            Some(
                run.digits
                    .get(number)?
                    .iter()
                    .map(|(at, _)| *at)
                    .collect::<Vec<_>>(),
            )
        })
        .flat_map(|mut places| {
            places.truncate(places.len().saturating_sub(4));
            places
        })
        .collect();
    for place in &found {
        mask_at(chars, *place);
    }
    !found.is_empty()
}

fn mask_at(chars: &mut [char], place: usize) {
    if let Some(c) = chars.get_mut(place) {
        *c = if c.is_ascii() { 'X' } else { 'Ｘ' };
    }
}

fn runs(chars: &[char]) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut run = Run::default();
    let mut gap = 0;
    let mut before = None;
    for (at, c) in chars.iter().enumerate() {
        if let Some(value) = digit(*c) {
            if run.digits.is_empty() {
                run.plus = before == Some('+');
            }
            if run.digits.is_empty() || gap > 0 {
                run.bounds.push(run.digits.len());
            }
            run.digits.push((at, value));
            gap = 0;
        } else {
            gap += 1;
            if gap > WIDEST_GAP || !is_gap(*c) {
                run.end_into(&mut runs);
            }
        }
        before = Some(*c);
    }
    run.end_into(&mut runs);
    runs
}

impl Run {
    fn end_into(&mut self, runs: &mut Vec<Self>) {
        let mut run = std::mem::take(self);
        if run.digits.len() >= SHORTEST {
            run.bounds.push(run.digits.len());
            runs.push(run);
        }
    }

    /// Finds the digits of a card number: whole groups, or the beginning of a very long one.
    fn card_number(&self) -> Option<Range<usize>> {
        let groups = self.bounds.len() - 1;
        for first in 0..groups {
            let from = *self.bounds.get(first)?;
            for last in (first + 1..=groups).rev() {
                let range = from..*self.bounds.get(last)?;
                let shape = self.bounds.get(first..=last)?;
                let likely = first == 0 || is_card_shape(shape);
                if likely && !is_two_dates(self, shape) && self.is_card(&range) {
                    return Some(range);
                }
            }
            let group = from..*self.bounds.get(first + 1)?;
            if group.len() >= GLUED {
                let glued = [16, 15].map(|length| from..from + length);
                if let Some(range) = glued.into_iter().find(|range| self.is_card(range)) {
                    return Some(range);
                }
            }
        }
        None
    }

    fn is_card(&self, range: &Range<usize>) -> bool {
        if !(SHORTEST..=LONGEST).contains(&range.len()) {
            return false;
        }
        // An international telephone number has a plus, and hardly ever more than 13 digits.
        if self.plus && range.start == 0 && range.len() <= 13 {
            return false;
        }
        let Some(digits) = self.digits.get(range.clone()) else {
            return false;
        };
        let beginning: String = digits
            .iter()
            .take(4)
            .map(|(_, value)| char::from(b'0' + value))
            .collect();
        Scheme::detect(&beginning).is_some_and(|scheme| scheme.lengths().contains(&digits.len()))
            && facts::luhn_sum(digits.iter().rev().map(|(_, value)| *value)).is_multiple_of(10)
    }

    fn number(&self, from: usize, to: usize) -> u32 {
        self.digits
            .get(from..to)
            .unwrap_or_default()
            .iter()
            .fold(0, |sum, (_, value)| sum * 10 + u32::from(*value))
    }
}

/// Tells groups as card numbers are written: in one piece, in fours, 4-6-5 or 4-6-4.
fn is_card_shape(bounds: &[usize]) -> bool {
    let sizes: Vec<usize> = bounds.windows(2).map(|pair| pair[1] - pair[0]).collect();
    match sizes.as_slice() {
        [_] | [4, 6, 4 | 5] => true,
        [fours @ .., last] => fours.iter().all(|size| *size == 4) && *last <= 4,
        [] => false,
    }
}

/// Tells two dates in a row (`23-11-2026 04-12-2026`), which can begin like a Mastercard.
fn is_two_dates(run: &Run, bounds: &[usize]) -> bool {
    let date = |bounds: &[usize]| match *bounds {
        [day, month, year, end] => {
            month - day == 2
                && year - month == 2
                && end - year == 4
                && (1..=31).contains(&run.number(day, month))
                && (1..=12).contains(&run.number(month, year))
                && (1900..2100).contains(&run.number(year, end))
        }
        _ => false,
    };
    bounds.len() == 7 && bounds.get(..4).is_some_and(date) && bounds.get(3..).is_some_and(date)
}
