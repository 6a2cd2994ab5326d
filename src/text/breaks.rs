//! Line breaks and tabs behind their pictures.
//!
//! Cleaning shows a line feed as `␊`, a carriage return as `␍` and a tab as `␉`. These three can be
//! told back from their pictures, so a text that is edited keeps the breaks that it had.
use std::borrow::Cow;

/// How breaks look, and what they are.
const BREAKS: [(char, char); 3] = [('␊', '\n'), ('␍', '\r'), ('␉', '\t')];

/// Returns the text with its breaks and tabs in the place of their pictures.
pub fn restore(text: &str) -> Cow<'_, str> {
    let of = |picture: char| BREAKS.iter().find(|(shown, _)| *shown == picture);
    if text.is_ascii() || !text.chars().any(|c| of(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let back = |c: char| of(c).map_or(c, |(_, own)| *own);
    Cow::Owned(text.chars().map(back).collect())
}
