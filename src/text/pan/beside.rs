//! What is written beside a card number: its verification code, which nobody may keep (PCI DSS 4.0.1, 3.3.1).
use super::{digit, is_gap, mask_at};
use std::ops::Range;

/// The fewest X in a row that are a masked number's.
const FEWEST: usize = 8;
/// The words before a code.
const LABELS: [&str; 8] = [
    "cvc",
    "cvv",
    "cvn",
    "csc",
    "cid",
    "security code",
    "verification code",
    "card code",
];
/// The most signs between such a word and its code (`CVC is: 123`).
const WIDEST: usize = 6;
/// The digits of a code.
const CODE: std::ops::RangeInclusive<usize> = 3..=4;

/// Finds the masked numbers: from the first X to the last of the four digits.
pub fn masks(chars: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let (mut start, mut row, mut digits) = (0, 0, 0);
    for (at, c) in chars.iter().enumerate() {
        match c {
            'X' | 'Ｘ' if digits == 0 && row > 0 => row += 1,
            'X' | 'Ｘ' => (start, row, digits) = (at, 1, 0),
            c if digit(*c).is_some() && row >= FEWEST => digits += 1,
            c if is_gap(*c) => {}
            _ => (row, digits) = (0, 0),
        }
        if digits == 4 {
            found.push(start..at + 1);
            (row, digits) = (0, 0);
        }
    }
    found
}

/// Tells a text in which a card number may have been masked: eight or more X in a row, gaps apart.
pub fn holds_mask(text: &str) -> bool {
    let mut row = 0;
    text.chars().any(|c| {
        match c {
            'X' | 'Ｘ' => row += 1,
            c if is_gap(c) => {}
            _ => row = 0,
        }
        row >= FEWEST
    })
}

/// Masks the codes in a text that holds a masked number: those after a word for it, and one that
/// follows the number or its expiry.
pub fn mask_codes(chars: &mut [char]) {
    let masks = masks(chars);
    if masks.is_empty() {
        return;
    }
    let mut codes: Vec<Range<usize>> = masks
        .iter()
        .filter_map(|number| following(chars, number.end))
        .collect();
    codes.extend(labelled(chars));
    for at in codes.into_iter().flatten() {
        mask_at(chars, at);
    }
}

/// Finds the code that follows a number, with an expiry between them or without.
fn following(chars: &[char], end: usize) -> Option<Range<usize>> {
    let first = group(chars, end)?;
    if CODE.contains(&first.len()) {
        return Some(first);
    }
    let year = group(chars, first.end).filter(|_| first.len() <= 2)?;
    group(chars, year.end).filter(|code| CODE.contains(&code.len()))
}

/// Finds the digits that come next, with nothing but blanks and signs before them.
fn group(chars: &[char], from: usize) -> Option<Range<usize>> {
    let is_between = |c: &&char| {
        is_gap(**c) || matches!(**c, ',' | ';' | ':' | '/' | '|' | '\n' | '␊' | '\t' | '␉')
    };
    let rest = chars.get(from..)?;
    let skipped = rest.iter().take_while(is_between).count();
    let count = rest
        .iter()
        .skip(skipped)
        .take_while(|c| digit(**c).is_some())
        .count();
    (count > 0).then(|| from + skipped..from + skipped + count)
}

/// Finds the codes after a word for it.
fn labelled(chars: &[char]) -> Vec<Range<usize>> {
    let lower: Vec<char> = chars.iter().map(char::to_ascii_lowercase).collect();
    let ends = (0..lower.len()).filter_map(|at| {
        let rest = lower.get(at..)?;
        let is_word = |label: &&&str| {
            label
                .chars()
                .eq(rest.iter().take(label.chars().count()).copied())
        };
        Some(at + LABELS.iter().find(is_word)?.len())
    });
    ends.filter_map(|end| {
        // CVC2 and CVV2 are words for it, too.
        let end = end
            + usize::from(
                lower.get(end) == Some(&'2')
                    && lower.get(end + 1).is_none_or(|c| digit(*c).is_none()),
            );
        let rest = lower.get(end..)?;
        let skipped = rest.iter().take_while(|c| digit(**c).is_none()).count();
        let code = group(chars, end + skipped).filter(|_| skipped <= WIDEST)?;
        CODE.contains(&code.len()).then_some(code)
    })
    .collect()
}
