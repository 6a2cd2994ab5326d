//! Words with one typing error: a wrong, missing or extra letter, or two neighbours swapped.
//!
//! They are looked for at the beginnings of words only: in the middle of them nearly everything is near
//! to something. One error leaves one half of a word whole, or is a swap of the two letters where the
//! halves meet, so a search for two halves and one swapped word finds every row worth a closer look.
use super::block::END;
use super::entry::SearchField;
use super::query::Word;
use memchr::memmem::Finder;
use std::ops::Range;

/// Shorter words, and such with fewer letters, are too near to too many others.
const FEWEST_LETTERS: usize = 4;
/// The fields in which errors are forgiven; in digits every error is another number.
pub const FIELDS: [SearchField; 4] = [
    SearchField::Name,
    SearchField::Email,
    SearchField::Company,
    SearchField::Notes,
];

/// A word and what is searched for to find what is near to it.
#[derive(Clone, Debug)]
pub struct Near<'q> {
    word: &'q [u8],
    /// The first half, the second half, and the whole with its two middle letters swapped.
    pub parts: [Finder<'static>; 3],
    /// How many letters the first half has.
    cut: usize,
}

impl<'q> Near<'q> {
    /// Takes a word that is long enough.
    pub fn new(word: &'q Word) -> Option<Self> {
        let letters: Vec<char> = word.text.chars().collect();
        if letters.iter().filter(|c| c.is_alphabetic()).count() < FEWEST_LETTERS {
            return None;
        }
        let cut = letters.len() / 2;
        let (first, second) = letters.split_at_checked(cut)?;
        let mut swapped = letters.clone();
        swapped.swap(cut - 1, cut);
        let finder = |part: &[char]| {
            let part: String = part.iter().collect();
            Finder::new(part.as_bytes()).into_owned()
        };
        Some(Self {
            word: word.text.as_bytes(),
            parts: [finder(first), finder(second), finder(&swapped)],
            cut,
        })
    }

    /// Whether a near word begins at, or shortly before, a place where one of the parts was found.
    pub fn is_around(&self, part: usize, row: &[u8], at: usize) -> bool {
        if part != 1 {
            return self.begins(row, at);
        }
        // The error is before the second half: there can be a letter less or more than should be.
        let mut start = Some(at);
        for letters in 0..=self.cut + 1 {
            let Some(place) = start else {
                return false;
            };
            if letters + 1 >= self.cut && self.begins(row, place) {
                return true;
            }
            start = letter_before(row, place);
        }
        false
    }

    fn begins(&self, row: &[u8], at: usize) -> bool {
        is_word_start(row, at) && self.len_at(row, at).is_some() && is_forgiving(row, at)
    }

    /// Returns where a near word is in a field's text.
    pub fn find(&self, field: &[u8]) -> Option<Range<usize>> {
        (0..field.len())
            .filter(|at| is_word_start(field, *at))
            .find_map(|at| Some(at..at + self.len_at(field, at)?))
    }

    /// Returns how many bytes from a place on are the word with at most one error.
    fn len_at(&self, text: &[u8], at: usize) -> Option<usize> {
        let text = text.get(at..)?;
        let text = memchr::memchr(END, text).map_or(text, |end| text.get(..end).unwrap_or(text));
        near_len(self.word, text)
    }
}

/// Whether a place in a row is in a field in which errors are forgiven.
fn is_forgiving(row: &[u8], at: usize) -> bool {
    FIELDS.contains(&super::scan::field_at(row, at))
}

/// Returns how many bytes at the beginning of a text are the word with at most one error.
fn near_len(word: &[u8], text: &[u8]) -> Option<usize> {
    let same = word.iter().zip(text).take_while(|(a, b)| a == b).count();
    let same = (0..=same).rev().find(|at| is_letter_start(word, *at))?;
    let (word, text) = (word.get(same..)?, text.get(same..)?);
    let Some((letter, rest)) = first(word) else {
        return Some(same);
    };
    let Some((other, text_rest)) = first(text) else {
        // Only the last letter may be too many.
        return rest.is_empty().then_some(same);
    };
    let ends = |text: &[u8]| {
        !text
            .first()
            .is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0x80)
    };
    // An error in the last letter counts only where the word ends: otherwise it would be no more than
    // a shorter word, which is near to far too many.
    let fits = |text: &[u8]| {
        if rest.is_empty() {
            ends(text)
        } else {
            text.starts_with(rest)
        }
    };
    let swapped = || {
        let (second, after) = first(rest)?;
        let (then, tail) = first(text_rest)?;
        (second == other && then == letter && tail.starts_with(after)).then_some(word.len())
    };
    swapped()
        .or_else(|| {
            text_rest
                .starts_with(word)
                .then_some(other.len() + word.len())
        })
        .or_else(|| fits(text_rest).then_some(other.len() + rest.len()))
        .or_else(|| fits(text).then_some(rest.len()))
        .map(|len| same + len)
}

/// Splits off the first letter.
fn first(text: &[u8]) -> Option<(&[u8], &[u8])> {
    let len = (1..text.len()).find(|at| is_letter_start(text, *at));
    let len = len.unwrap_or(text.len());
    (len > 0).then(|| text.split_at_checked(len)).flatten()
}

fn is_letter_start(text: &[u8], at: usize) -> bool {
    text.get(at).is_none_or(|byte| byte & 0xC0 != 0x80)
}

fn letter_before(text: &[u8], at: usize) -> Option<usize> {
    (0..at).rev().find(|at| is_letter_start(text, *at))
}

/// Whether a word begins at a place: no letter or digit is before it.
pub fn is_word_start(text: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    is_letter_start(text, at)
        && !before.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}

/// Whether a word ends before a place: no letter or digit is at it.
pub fn is_word_end(text: &[u8], at: usize) -> bool {
    !text
        .get(at)
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte >= 0x80)
}
