//! Texts made comparable for search: without case, accents and width, and with one sign for those that
//! people type in each other's place (quotes, hyphens, digits of other scripts).
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Marks that belong to a letter and are no accents: the Japanese voicing marks and the viramas.
const LETTER_MARKS: [u8; 2] = [8, 9];

/// Folds a text so that what a person would call the same is the same.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut out = text.to_ascii_lowercase();
        if out.contains('`') {
            out = out.replace('`', "'");
        }
        return out;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_char(c, |folded| out.push(folded));
    }
    out
}

/// Returns what one character folds to: nothing for an accent, several for a ligature.
fn fold_char(c: char, mut out: impl FnMut(char)) {
    if let Some(plain) = plain_sign(c) {
        out(plain);
        return;
    }
    if c.is_ascii() {
        out(c.to_ascii_lowercase());
        return;
    }
    for part in std::iter::once(c).nfkd().flat_map(char::to_lowercase) {
        let class = canonical_combining_class(part);
        if class != 0 && !LETTER_MARKS.contains(&class) {
            continue;
        }
        match undecomposed(part) {
            Some(letters) => letters.chars().for_each(&mut out),
            None => out(plain_sign(part).unwrap_or(part)),
        }
    }
}

/// Returns the sign of a plain keyboard for those that stand for the same: looked at before a character is
/// taken apart, as an accent that stands alone would become a space.
const fn plain_sign(c: char) -> Option<char> {
    Some(match c {
        '`' | '´' | '‘' | '’' | '‚' | '‛' | 'ʹ' | 'ʻ' | 'ʼ' | 'ʽ' | 'ʾ' | 'ʿ' | 'ˈ' | 'ˊ' | 'ˋ'
        | '′' | '‵' | '՚' | '׳' | 'ꞌ' | '＇' | '｀' => '\'',
        '“' | '”' | '„' | '‟' | '«' | '»' | 'ʺ' | '″' | '‶' | '״' | '〝' | '〞' | '〟' | '＂' => {
            '"'
        }
        '\u{2010}'..='\u{2015}' | '⁃' | '−' | '־' | '᠆' | '⸺' | '⸻' | '﹘' | '﹣' | '－' => {
            '-'
        }
        '⁄' | '∕' | '／' => '/',
        '‹' => '<',
        '›' => '>',
        // Digits as they are typed in Arabic, Persian, Hindi, Bengali and Thai.
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        '०'..='९' => digit(c, '०'),
        '০'..='৯' => digit(c, '০'),
        '๐'..='๙' => digit(c, '๐'),
        // One letter on Arabic and Persian keyboards.
        'ي' | 'ى' => 'ی',
        'ك' => 'ک',
        _ => return None,
    })
}

/// Returns the ASCII digit of a script's digit.
const fn digit(c: char, zero: char) -> char {
    // It cannot fail: the caller sees to it that ten at most lie between them.
    match char::from_digit(c as u32 - zero as u32, 10) {
        Some(digit) => digit,
        None => c,
    }
}

/// Returns the plain letters for the letters that Unicode does not take apart.
const fn undecomposed(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ħ' => "h",
        'ŧ' => "t",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// A folded text and where each part of it came from, for showing which letters matched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Folded {
    text: String,
    /// One entry a folded character: where it starts in the folded text and its bytes in the original.
    origins: Vec<(usize, Range<usize>)>,
}

impl Folded {
    pub fn new(original: &str) -> Self {
        let mut text = String::with_capacity(original.len());
        let mut origins: Vec<(usize, Range<usize>)> = Vec::with_capacity(original.len());
        for (at, c) in original.char_indices() {
            let end = at + c.len_utf8();
            let before = origins.len();
            fold_char(c, |folded| {
                origins.push((text.len(), at..end));
                text.push(folded);
            });
            if origins.len() == before {
                stretch(&mut origins, end);
            }
        }
        Self { text, origins }
    }

    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the bytes of the original that a byte range of the folded text came from.
    ///
    /// They start and end between characters, and an accent goes with its letter.
    pub fn original(&self, folded: Range<usize>) -> Range<usize> {
        if folded.is_empty() {
            return 0..0;
        }
        let first = self.origins.partition_point(|(at, _)| *at <= folded.start);
        let after = self.origins.partition_point(|(at, _)| *at < folded.end);
        let start = first.checked_sub(1).and_then(|at| self.origins.get(at));
        let last = after.checked_sub(1).and_then(|at| self.origins.get(at));
        match (start, last) {
            (Some((_, start)), Some((_, last))) if start.start < last.end => start.start..last.end,
            _ => 0..0,
        }
    }

    /// Returns the bytes of the original wherever a folded needle occurs, from left to right.
    pub fn find_all(&self, needle: &str) -> Vec<Range<usize>> {
        if needle.is_empty() {
            return Vec::new();
        }
        self.text
            .match_indices(needle)
            .map(|(at, found)| self.original(at..at + found.len()))
            .collect()
    }
}

/// Lets an accent count as part of the letter it stands on.
fn stretch(origins: &mut [(usize, Range<usize>)], end: usize) {
    let Some(letter) = origins.last().map(|(_, from)| from.start) else {
        return;
    };
    for (_, from) in origins.iter_mut().rev() {
        if from.start != letter {
            break;
        }
        from.end = end;
    }
}
