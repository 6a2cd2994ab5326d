//! Which characters may reach a terminal, and what stands for the others.
//!
//! Decisions that are not obvious:
//! - **Joiners** (ZWJ, ZWNJ) stay where spelling needs them: after a virama, and ZWNJ between two
//!   Arabic letters (RFC 5892, appendix A). Elsewhere they are marked.
//! - **Emoji** are taken apart: joiners between them, skin tones on them and the choice between text and
//!   colour (U+FE0E, U+FE0F) are dropped. Terminals disagree on the width of joined emoji, and one
//!   cell of disagreement moves every column to its right. The text counts as altered.
//! - **Spaces** of other widths become a plain space; the ideographic one stays, being seen and common.
//! - **Private use** characters are marked: what they look like is up to the font.
//! - A mark with nothing to stand on gets a dotted circle, or it would stand on the border beside it.
use super::pan;
use super::width::is_printable_ascii;
use std::borrow::Cow;
use unicode_normalization::char::canonical_combining_class;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The most characters a text keeps; a longer one ends in `…`.
pub const MAX_CHARS: usize = 4_096;
/// The most marks that one sign keeps; real writing needs no more than about five.
pub const MAX_MARKS: usize = 8;

/// Stands for what may not be shown.
const MARK: char = '\u{fffd}';
const DOTTED_CIRCLE: char = '◌';
const ZWNJ: char = '\u{200c}';
const ZWJ: char = '\u{200d}';

/// The most characters that are looked at; more than are kept, since marks may be many.
const MAX_READ: usize = 4 * MAX_CHARS;

/// Returns the text as it may be shown; borrowed where nothing needed doing.
pub(super) fn clean(raw: &str) -> Cow<'_, str> {
    if is_short(raw) && (is_printable_ascii(raw) || raw.chars().all(is_plain)) {
        return pan::redact(raw);
    }
    let (raw, more) = beginning(raw);
    let text = show(&replace(raw));
    let text = pan::redact(&text).into_owned();
    Cow::Owned(match cut(&text, more) {
        Some(cut) => pan::redact(&cut).into_owned(),
        None => text,
    })
}

/// Whether the text surely stays below the limit; bytes are at least as many as characters.
fn is_short(raw: &str) -> bool {
    raw.len() <= MAX_CHARS
}

/// Tells letters that need no look at their neighbours, so that ordinary names cost one pass.
const fn is_plain(c: char) -> bool {
    matches!(c,
        ' '..='~'
        | '\u{a1}'..='\u{ac}' | '\u{ae}'..='\u{2ff}'
        | '\u{391}'..='\u{3ce}' | '\u{410}'..='\u{44f}'
        | '\u{3041}'..='\u{3096}' | '\u{30a1}'..='\u{30fe}'
        | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Returns as much of a very long text as can matter, and whether there is more.
fn beginning(raw: &str) -> (&str, bool) {
    let end = raw.char_indices().nth(MAX_READ).map(|(at, _)| at);
    match end.and_then(|end| raw.get(..end)) {
        Some(beginning) => (beginning, true),
        None => (raw, false),
    }
}

/// Shortens a text that is too long, or has lost its end already; only after numbers were masked in
/// the whole, since one that lies across the limit would no longer look like one.
fn cut(text: &str, more: bool) -> Option<String> {
    let text = if more {
        text.trim_end_matches(pan::is_part)
    } else {
        text.chars().nth(MAX_CHARS)?;
        text
    };
    let mut cut: String = text.chars().take(MAX_CHARS - 1).collect();
    cut.push('…');
    Some(cut)
}

/// What to do with a character, given what was kept before it.
enum Fate {
    Keep,
    Become(char),
    Drop,
    /// Keep it if an Arabic letter follows.
    Wait,
}

/// Goes through the characters, each judged by what was kept before it.
fn replace(raw: &str) -> String {
    let mut out = Kept::default();
    let mut waiting = false;
    for c in raw.chars() {
        if std::mem::take(&mut waiting) {
            out.push(if is_arabic_letter(c) { ZWNJ } else { MARK });
        }
        match fate(c, out.last) {
            Fate::Keep => out.push(c),
            Fate::Become(other) => out.push(other),
            Fate::Drop => {}
            Fate::Wait => waiting = true,
        }
    }
    if waiting {
        out.push(MARK);
    }
    out.text
}

/// What was kept so far.
#[derive(Default)]
struct Kept {
    text: String,
    last: Option<char>,
    marks: usize,
}

impl Kept {
    fn push(&mut self, c: char) {
        if c.width() != Some(0) {
            self.marks = 0;
            self.add(c);
            return;
        }
        if self.last.is_none() {
            self.add(DOTTED_CIRCLE);
        }
        self.marks += 1;
        match self.marks {
            ..=MAX_MARKS => self.add(c),
            // One mark says that more were there; what follows it is dropped until the next sign.
            OVERFLOW => self.add(MARK),
            _ => {}
        }
    }

    fn add(&mut self, c: char) {
        self.text.push(c);
        self.last = Some(c);
    }
}

const OVERFLOW: usize = MAX_MARKS + 1;

fn fate(c: char, before: Option<char>) -> Fate {
    let after = |test: fn(char) -> bool| before.is_some_and(test);
    match c {
        ' '..='~' => Fate::Keep,
        '\0'..='\x1f' => Fate::Become(picture(c)),
        '\x7f' => Fate::Become('␡'),
        '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Become('␤'),
        '\u{fe0e}' | '\u{fe0f}' if after(takes_presentation) => Fate::Drop,
        ZWJ | '\u{1f3fb}'..='\u{1f3ff}' if after(is_emoji) => Fate::Drop,
        ZWJ | ZWNJ if after(is_virama) => Fate::Keep,
        ZWNJ if after(is_arabic_letter) => Fate::Wait,
        _ if is_odd_space(c) => Fate::Become(' '),
        _ if is_hostile(c) => Fate::Become(MARK),
        _ => Fate::Keep,
    }
}

/// Returns the picture of a control character (Unicode block Control Pictures).
fn picture(control: char) -> char {
    char::from_u32(0x2400 + u32::from(control)).unwrap_or(MARK)
}

/// Tells the characters that act, hide, reorder, or look different in every font.
const fn is_hostile(c: char) -> bool {
    is_invisible(c)
        || is_unassignable(c)
        || matches!(c,
            // C1 controls: one of them alone begins an escape sequence.
            '\u{80}'..='\u{9f}'
            // Bidirectional marks, embeddings, overrides and isolates.
            | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
            // Signs that reach over the digits after them.
            | '\u{600}'..='\u{605}' | '\u{6dd}' | '\u{70f}' | '\u{890}' | '\u{891}' | '\u{8e2}'
            | '\u{110bd}' | '\u{110cd}'
            // Interlinear annotation, hieroglyph joiners, shorthand and music controls.
            | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1345f}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}')
}

/// Tells the characters that draw nothing: fillers, joiners, selectors, tags.
const fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{16fe4}' | '\u{1d159}' | '\u{e0000}'..='\u{e0fff}')
}

/// Tells private use characters and noncharacters.
const fn is_unassignable(c: char) -> bool {
    matches!(c,
        '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' | '\u{fdd0}'..='\u{fdef}')
        || (c as u32) & 0xfffe == 0xfffe
}

const fn is_odd_space(c: char) -> bool {
    matches!(
        c,
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}'
    )
}

const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1f1e5}' | '\u{1f200}'..='\u{1f3fa}'
        | '\u{1f400}'..='\u{1faff}')
}

/// Tells the signs that exist as text and in colour (UTS 51, emoji-variation-sequences).
const fn takes_presentation(c: char) -> bool {
    is_emoji(c)
        || matches!(
            c,
            '0'..='9' | '#' | '*' | '©' | '®' | '‼' | '⁉' | '™' | 'ℹ' | '〰' | '〽' | '㊗' | '㊙'
        )
}

fn is_virama(c: char) -> bool {
    canonical_combining_class(c) == 9
}

const fn is_arabic_letter(c: char) -> bool {
    matches!(c, '\u{620}'..='\u{64a}' | '\u{66e}'..='\u{6d3}' | '\u{6fa}'..='\u{6ff}' | '\u{750}'..='\u{77f}')
}

/// Puts a mark for every sign of no width: nothing would be drawn for it (a lone Hangul vowel).
fn show(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for grapheme in text.graphemes(true) {
        if grapheme.width() > 0 {
            out.push_str(grapheme);
        } else {
            out.push(MARK);
        }
    }
    out
}
