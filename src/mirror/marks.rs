//! Which letters of a shown text matched.
use super::entry::SearchField;
use super::hits::HitKind;
use super::near::{FIELDS, Near};
use super::query::{Query, Test, Word};
use crate::text::fold::Folded;
use std::ops::Range;

/// Returns the bytes of a field's text, as it is shown, that matched: from left to right, none twice.
pub fn marks(query: &Query, kind: HitKind, field: SearchField, shown: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    if query.is_empty() {
        // Every cell of the list asks at every frame, mostly without a search.
        return found;
    }
    let folded = Folded::new(shown);
    for term in query.terms().iter().filter(|term| !term.excludes) {
        match &term.test {
            Test::Anywhere(word) => found.extend(of_word(word, kind, field, shown, &folded)),
            Test::In(only, text) if *only == field => {
                found.extend(folded.find_all(text));
                if field == SearchField::Phone {
                    found.extend(digits(shown, text));
                }
            }
            Test::In(..)
            | Test::Scheme(_)
            | Test::Expiry(_)
            | Test::Created(_)
            | Test::Subscribed(_) => {}
        }
    }
    found.sort_by_key(|range| range.start);
    let mut joined: Vec<Range<usize>> = Vec::with_capacity(found.len());
    for range in found {
        match joined.last_mut().filter(|last| range.start <= last.end) {
            Some(last) => last.end = last.end.max(range.end),
            None => joined.push(range),
        }
    }
    joined
}

fn of_word(
    word: &Word,
    kind: HitKind,
    field: SearchField,
    shown: &str,
    folded: &Folded,
) -> Vec<Range<usize>> {
    if field == SearchField::Token && !word.is_for_tokens() {
        return Vec::new();
    }
    let mut found = folded.find_all(&word.text);
    if field == SearchField::Phone {
        let all = word.digits.iter().chain([&word.text]);
        found.extend(all.filter_map(|part| digits(shown, part)));
    }
    if found.is_empty() && kind == HitKind::Near && FIELDS.contains(&field) {
        let near = Near::new(word).and_then(|near| near.find(folded.as_str().as_bytes()));
        found.extend(near.map(|range| folded.original(range)));
    }
    found
}

/// Returns where digits are in a phone number, across its blanks and signs.
fn digits(shown: &str, part: &str) -> Option<Range<usize>> {
    if part.is_empty() || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let places: Vec<(usize, char)> = shown
        .char_indices()
        .filter(|(_, c)| c.is_ascii_digit())
        .collect();
    let all: String = places.iter().map(|(_, c)| c).collect();
    let at = all.find(part)?;
    let first = places.get(at)?.0;
    let last = places.get(at + part.len() - 1)?.0;
    Some(first..last + 1)
}
