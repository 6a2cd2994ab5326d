//! Texts made to fit into cells, never splitting what is drawn as one sign.
use super::width::{is_printable_ascii, is_simple, width};
use std::borrow::Cow;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Says that something was left out; one cell wide.
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
    text.graphemes(true).all(|grapheme| {
        used += grapheme.width();
        used <= cells
    })
}

/// Gives the longest beginning that takes at most `cells`.
fn head(text: &str, cells: usize) -> &str {
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
    let mut used = 0;
    let end = text
        .grapheme_indices(true)
        .find(|(_, grapheme)| {
            used += grapheme.width();
            used > cells
        })
        .map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// Gives the longest end that takes at most `cells`.
fn tail(text: &str, cells: usize) -> &str {
    let mut used = 0;
    let start = text
        .grapheme_indices(true)
        .rev()
        .take_while(|(_, grapheme)| {
            used += grapheme.width();
            used <= cells
        })
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}
