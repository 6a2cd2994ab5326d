//! How many cells a text takes, counted as the terminal widgets count it.
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Gives the cells a text takes: the sum over its graphemes, which is how ratatui lays them out.
///
/// The width of a whole string can be less (two Arabic letters that join), so it is not asked.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    if is_simple(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(UnicodeWidthStr::width).sum()
}

/// Tells whether every byte is a cell of its own.
pub(super) fn is_printable_ascii(text: &str) -> bool {
    // Not `all`, which would stop at the first other one but look at each byte by itself.
    text.bytes()
        .fold(true, |all, byte| all & (0x20..0x7f).contains(&byte))
}

/// Tells whether every letter is a cell of its own: such are all of ASCII, Latin letters with their accents in one, and
/// the signs that borders and cut texts are made of. None of them joins another, so nobody needs to look where signs end.
pub fn is_simple(text: &str) -> bool {
    let is_simple = |letter: char| matches!(letter, ' '..='~' | '·' | 'À'..='ÿ' | '—' | '…' | '\u{2500}'..='\u{259f}' | '▲' | '▶' | '▼' | '●' | '○');
    text.chars().all(is_simple)
}
