//! The words of a search, before they are understood.
use std::ops::Range;

/// What may stand around words that keep together; a keyboard that is clever makes the bent ones.
pub(super) const QUOTES: [char; 6] = ['"', '“', '”', '„', '«', '»'];

/// Where the parts of a word are, in bytes of the text.
pub(super) struct Typed {
    pub at: Range<usize>,
    pub excludes: bool,
    /// Empty where there is none.
    pub field: Range<usize>,
    /// Without its quotes.
    pub value: Range<usize>,
}

/// Splits a text into words.
pub(super) fn split(text: &str) -> Vec<Typed> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(rest) = text.get(at..) {
        let start = at + (rest.len() - rest.trim_start().len());
        let Some(rest) = text.get(start..).filter(|rest| !rest.is_empty()) else {
            break;
        };
        let typed = word(rest, start);
        at = typed.at.end;
        out.push(typed);
    }
    out
}

/// Reads the word at the beginning of a text; `start` is where that is in the whole.
fn word(rest: &str, start: usize) -> Typed {
    let bare = |text: &str| text.find(char::is_whitespace).unwrap_or(text.len());
    let after_mark = rest.strip_prefix('!').filter(|after| bare(after) > 0);
    let body = after_mark.unwrap_or(rest);
    let begin = rest.len() - body.len();
    let name = body
        .find(|c: char| !c.is_ascii_alphanumeric())
        .filter(|len| *len > 0 && body.get(*len..).is_some_and(|tail| tail.starts_with(':')));
    let field = begin..begin + name.unwrap_or(0);
    let from = name.map_or(begin, |len| begin + len + 1);
    let value = rest.get(from..).unwrap_or_default();
    let (value, end) = match value.strip_prefix(QUOTES) {
        Some(quoted) => {
            let from = from + value.len() - quoted.len();
            let len = quoted.find(QUOTES).unwrap_or(quoted.len());
            let closing = quoted.get(len..).and_then(|rest| rest.chars().next());
            let end = from + len;
            (from..end, end + closing.map_or(0, char::len_utf8))
        }
        None => (from..from + bare(value), from + bare(value)),
    };
    let moved = |range: Range<usize>| range.start + start..range.end + start;
    Typed {
        at: start..start + end,
        excludes: after_mark.is_some(),
        field: moved(field),
        value: moved(value),
    }
}
