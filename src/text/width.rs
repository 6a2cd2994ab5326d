//! How many cells a text takes: the one measure that layout, drawing and the terminal's bytes go by.
//!
//! A sign is what a person sees as one (a grapheme cluster). Terminals do not agree on the cells of all
//! of them: they add up the characters, each by a table of its own age, or draw the whole as one. So a
//! sign gets the most cells that any of them gives it, and where they differ it counts as
//! [disputed](Sign::is_disputed): it is then drawn alone, on blanks and from a known place.
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

const JOINER: char = '\u{200d}';

/// Shows one sign of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sign<'t> {
    pub text: &'t str,
    pub cells: usize,
}

impl<'t> Sign<'t> {
    /// Takes a text that is one sign.
    pub fn new(text: &'t str) -> Self {
        let cells: usize = text.chars().map(cells).sum();
        Self {
            text,
            // What ratatui counts is at most this, as the second cells of signs must stay out of its sight.
            cells: cells.max(text.width()),
        }
    }

    /// Whether some terminals may draw it in fewer cells than others.
    pub fn is_disputed(&self) -> bool {
        let mut standing = self.text.chars().filter(|c| cells(*c) > 0);
        !standing.next().is_some_and(is_certain) || standing.next().is_some()
    }
}

/// Returns the signs of a text, from left to right.
pub fn signs(text: &str) -> impl Iterator<Item = Sign<'_>> {
    let mut graphemes = text.grapheme_indices(true);
    std::iter::from_fn(move || {
        let (start, mut last) = graphemes.next()?;
        let mut end = start + last.len();
        // Some terminals draw what follows a joiner in the cell before it.
        while last.ends_with(JOINER)
            && let Some((at, next)) = graphemes.next()
        {
            (last, end) = (next, at + next.len());
        }
        text.get(start..end).map(Sign::new)
    })
}

/// Returns the cells a text takes: the sum over its signs.
pub fn width(text: &str) -> usize {
    if is_printable_ascii(text) {
        return text.len();
    }
    if is_simple(text) {
        return text.chars().count();
    }
    signs(text).map(|sign| sign.cells).sum()
}

/// Whether every byte is a cell of its own.
pub(super) fn is_printable_ascii(text: &str) -> bool {
    // Not `all`, which would stop at the first other one but look at each byte by itself.
    text.bytes()
        .fold(true, |all, byte| all & (0x20..0x7f).contains(&byte))
}

/// Whether every letter is a cell of its own: such are all of ASCII, Latin, Greek and Cyrillic letters
/// with their accents in one, signs of currencies, and what borders and cut texts are made of. None of them
/// joins another, so nobody needs to look where signs end.
pub fn is_simple(text: &str) -> bool {
    text.chars().all(|letter| {
        matches!(
            letter,
            ' '..='~' | '¡'..='¬' | '®'..='ɏ' | 'Α'..='Ρ' | 'Σ'..='ώ' | 'Ѐ'..='ҁ' | '—' | '…' | '€'
                | '\u{2500}'..='\u{259f}' | '▲' | '▶' | '▼' | '●' | '○'
        )
    })
}

/// Returns the most cells that a terminal gives a character.
fn cells(c: char) -> usize {
    match c {
        // Tone marks, circled numbers and reading marks of East Asia.
        '\u{302e}' | '\u{302f}' | '\u{3248}'..='\u{324f}' | '\u{16ff0}' | '\u{16ff1}' => 2,
        // Half-width voicing marks stand beside their letter.
        '\u{ff9e}' | '\u{ff9f}' => 1,
        _ => match c.width().unwrap_or(0) {
            // Vowels that stand beside their letter (in Bengali, Tamil, ...) belong to it for some terminals.
            0 if c.general_category() == GeneralCategory::SpacingMark => 1,
            cells => cells,
        },
    }
}

/// Tells the characters on whose cells all terminals agree.
fn is_certain(c: char) -> bool {
    match c {
        '\u{3248}'..='\u{324f}' => false,
        '\u{2e80}'..='\u{3029}'
        | '\u{3030}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff9d}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{20000}'..='\u{3fffd}' => true,
        _ => {
            c < '\u{1f000}' && cells(c) == 1 && c.general_category() != GeneralCategory::Unassigned
        }
    }
}
