//! How well a row matches: where the words were found, whole or not.
use super::block::END;
use super::entry::SearchField;
use super::index::Row;
use super::matcher::{Matcher, Wanted};
use super::near::{FIELDS, is_word_end, is_word_start};
use super::scan::field_at;

/// The best that one word can reach.
const BEST: u16 = 15;
/// A word that is only in the token, or only in columns.
const LEAST: u16 = 4;

/// Returns the most that a row can reach.
pub fn limit(matcher: &Matcher<'_>) -> u16 {
    let best = |wanted: Wanted<'_, '_>| match wanted.finder.needle().len() {
        0 | 1 => BEST - 1,
        _ => BEST,
    };
    matcher.wanted().map(best).sum()
}

/// Returns the sum of what each word reaches; higher is better.
pub fn grade(matcher: &Matcher<'_>, row: &Row<'_>) -> u16 {
    matcher.wanted().map(|wanted| reached(&wanted, row)).sum()
}

fn reached(wanted: &Wanted<'_, '_>, row: &Row<'_>) -> u16 {
    let mut best = 0;
    for at in wanted.finder.find_iter(row.text) {
        let field = field_at(row.text, at);
        if wanted.field.is_none_or(|only| only == field) {
            best = best.max(level(row.text, at, wanted.finder.needle().len(), field));
        }
        if best == BEST || (best == BEST - 1 && wanted.finder.needle().len() == 1) {
            return best;
        }
    }
    for digits in wanted.digits {
        let phone = row.field(SearchField::Phone);
        if digits.find(phone).is_some() {
            let is_whole = phone == digits.needle();
            best = best.max(if is_whole { 11 } else { 5 });
        }
    }
    if best > 0 {
        return best;
    }
    let near = wanted.near.and_then(|near| {
        FIELDS.iter().find_map(|field| {
            let text = row.field(*field);
            let found = near.find(text)?;
            Some(level(text, found.start, found.len(), *field))
        })
    });
    near.unwrap_or(LEAST)
}

/// Returns what a place is worth: the start of a name's word before the start of an email, before the
/// inside of them, before notes; and whole words before parts.
fn level(text: &[u8], at: usize, len: usize, field: SearchField) -> u16 {
    let starts = is_word_start(text, at);
    // A letter alone is the beginning of something, even where it stands alone.
    let is_whole = len > 1 && starts && is_word_end(text, at + len);
    let is_first = at == 0 || text.get(at - 1) == Some(&END);
    match field {
        SearchField::Name if is_whole => BEST,
        SearchField::Name if starts => 14,
        SearchField::Email
            if is_first && matches!(text.get(at + len), None | Some(b'@' | &END)) =>
        {
            13
        }
        SearchField::Email if is_first => 12,
        SearchField::Phone | SearchField::LastFour if is_whole => 11,
        SearchField::Company if is_whole => 9,
        SearchField::Company if starts => 8,
        SearchField::Name | SearchField::Email if starts => 7,
        SearchField::Name | SearchField::Email => 6,
        SearchField::Company | SearchField::Phone | SearchField::LastFour => 5,
        SearchField::Token => LEAST,
        SearchField::Notes if is_whole => 3,
        SearchField::Notes if starts => 2,
        SearchField::Notes => 1,
    }
}
