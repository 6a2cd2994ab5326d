//! Texts made to fit into cells, never splitting what is drawn as one sign.
use super::width::{Sign, is_printable_ascii, is_simple, signs, width};
use std::borrow::Cow;

/// That something was left out; one cell wide.
pub const MORE: &str = "…";

/// Shortens a text to at most `cells`, ending in `…` where something was left out.
///
/// One cell may stay free where a sign two cells wide would not fit.
pub fn ellipsis(text: &str, cells: usize) -> Cow<'_, str> {
    if fits(text, cells) {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let mut out = String::from(head(text, room));
    out.push_str(MORE);
    Cow::Owned(out)
}

/// Shortens a text to at most `cells` by leaving out its middle, for tokens, whose ends tell them apart.
pub fn middle(text: &str, cells: usize) -> Cow<'_, str> {
    if fits(text, cells) {
        return Cow::Borrowed(text);
    }
    let Some(room) = cells.checked_sub(1) else {
        return Cow::Borrowed("");
    };
    let end = tail(text, room / 2);
    let start = head(text, room - width(end));
    Cow::Owned([start, MORE, end].concat())
}

fn fits(text: &str, cells: usize) -> bool {
    if is_printable_ascii(text) {
        return text.len() <= cells;
    }
    if is_simple(text) {
        return text.chars().count() <= cells;
    }
    // It stops at the first sign that is too much: a long text is not measured to its end.
    let mut used = 0;
    signs(text).all(|sign| {
        used += sign.cells;
        used <= cells
    })
}

/// Returns the longest beginning that takes at most `cells`.
pub fn head(text: &str, cells: usize) -> &str {
    // Most texts are: they need no search for the ends of signs, which is dear at a frame's pace.
    if is_printable_ascii(text) {
        return text.get(..cells).unwrap_or(text);
    }
    if is_simple(text) {
        let end = text
            .char_indices()
            .nth(cells)
            .map_or(text.len(), |(at, _)| at);
        return text.get(..end).unwrap_or_default();
    }
    let end = end(signs(text), cells);
    text.get(..end).unwrap_or_default()
}

/// Returns the longest end that takes at most `cells`.
fn tail(text: &str, cells: usize) -> &str {
    let all: Vec<Sign<'_>> = signs(text).collect();
    let start = text.len() - end(all.into_iter().rev(), cells);
    text.get(start..).unwrap_or_default()
}

/// Returns the bytes of the first signs that take at most `cells`.
fn end<'t>(signs: impl Iterator<Item = Sign<'t>>, cells: usize) -> usize {
    let mut used = 0;
    signs
        .take_while(|sign| {
            used += sign.cells;
            used <= cells
        })
        .map(|sign| sign.text.len())
        .sum()
}
