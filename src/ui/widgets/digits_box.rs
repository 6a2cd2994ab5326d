//! The box for a card number or a code: a fixed buffer that is wiped, driven as a text box is.
//!
//! `tui-input` holds a growing string, which leaves unwiped copies of itself behind; only its requests
//! are used here. What is drawn is written cell by cell from the buffer, so that no string ever holds
//! the digits together, and there is nothing to undo or to yank.
use crate::secret::Digits;
use crate::text::digit;
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use ratatui::layout::Rect;
use tui_input::InputRequest;

/// What became of a request or a paste.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    Changed,
    /// Only the caret moved, or nothing did.
    Moved,
    /// More digits than the buffer holds were left out.
    Cut,
    /// It was no digit; nothing changed.
    NoDigit,
}

/// Digits and the place of the caret among them. The caret never stands on a separator.
#[derive(Debug, Default)]
pub struct DigitsBox<const N: usize> {
    digits: Digits<N>,
    caret: usize,
}

impl<const N: usize> DigitsBox<N> {
    /// Lends the digits to the checks and to the one place that sends them.
    pub fn expose(&self) -> &str {
        self.digits.expose()
    }

    pub fn len(&self) -> usize {
        self.digits.len()
    }

    pub fn is_empty(&self) -> bool {
        self.digits.is_empty()
    }

    pub fn caret(&self) -> usize {
        self.caret
    }

    /// Wipes everything.
    pub fn clear(&mut self) {
        self.digits.remove(0..N);
        self.caret = 0;
    }

    /// Puts other digits in the place of all.
    pub fn set(&mut self, digits: &str) {
        self.clear();
        for digit in digits.chars() {
            self.insert(digit);
        }
    }

    /// Does what a request says; a word is a group of digits.
    pub fn handle(&mut self, request: InputRequest, groups: &[usize]) -> Taken {
        let before = self.len();
        match request {
            InputRequest::InsertChar(letter) => return self.type_in(letter),
            InputRequest::SetCursor(at) => self.caret = at.min(self.len()),
            InputRequest::GoToPrevChar => self.caret = self.caret.saturating_sub(1),
            InputRequest::GoToNextChar => self.caret = (self.caret + 1).min(self.len()),
            InputRequest::GoToStart => self.caret = 0,
            InputRequest::GoToEnd => self.caret = self.len(),
            InputRequest::GoToPrevWord => self.caret = self.group_start(groups),
            InputRequest::GoToNextWord => self.caret = self.group_end(groups),
            InputRequest::DeletePrevChar => self.cut(self.caret.saturating_sub(1), self.caret),
            InputRequest::DeleteNextChar => self.cut(self.caret, self.caret + 1),
            InputRequest::DeletePrevWord => self.cut(self.group_start(groups), self.caret),
            InputRequest::DeleteNextWord => self.cut(self.caret, self.group_end(groups)),
            InputRequest::DeleteFromStart => self.cut(0, self.caret),
            InputRequest::DeleteTillEnd => self.cut(self.caret, N),
            InputRequest::DeleteLine => self.clear(),
            InputRequest::Yank => {}
        }
        if self.len() == before {
            Taken::Moved
        } else {
            Taken::Changed
        }
    }

    /// Takes a paste: its digits, without the spaces and dashes between them. Anything else refuses
    /// the whole paste, because half a number is worse than none.
    pub fn paste(&mut self, text: &str) -> Taken {
        if !is_digits(text) {
            return Taken::NoDigit;
        }
        let mut taken = Taken::Moved;
        for digit in text.chars().filter_map(plain) {
            if !self.insert(digit) {
                return Taken::Cut;
            }
            taken = Taken::Changed;
        }
        taken
    }

    fn type_in(&mut self, letter: char) -> Taken {
        if matches!(letter, ' ' | '-' | '\u{3000}' | '－') {
            return Taken::Moved;
        }
        let Some(digit) = plain(letter) else {
            return Taken::NoDigit;
        };
        if self.insert(digit) {
            Taken::Changed
        } else {
            Taken::Cut
        }
    }

    fn insert(&mut self, digit: char) -> bool {
        let taken = self.digits.insert(self.caret, digit);
        self.caret += usize::from(taken);
        taken
    }

    fn cut(&mut self, from: usize, to: usize) {
        self.digits.remove(from..to);
        self.caret = from.min(self.len());
    }

    fn group_start(&self, groups: &[usize]) -> usize {
        bounds(groups)
            .take_while(|bound| *bound < self.caret)
            .last()
            .unwrap_or(0)
    }

    fn group_end(&self, groups: &[usize]) -> usize {
        bounds(groups)
            .find(|bound| *bound > self.caret)
            .unwrap_or(usize::MAX)
            .min(self.len())
    }

    /// Draws the digits in groups, with the caret: for the box that is being typed into.
    pub fn draw_open(&self, pen: &mut Pen, area: Rect, groups: &[usize]) {
        let style = style::input(true);
        pen.paint(area, style);
        for at in 0..self.len() {
            let digit = self.expose().get(at..=at).unwrap_or_default();
            put(pen, area, column(at, groups), digit);
        }
        self.put_caret(pen, area, groups);
    }

    /// Draws a dot for each digit; the caret where the box has the focus.
    pub fn draw_dots(&self, pen: &mut Pen, area: Rect, focused: bool) {
        let style = style::input(focused);
        pen.paint(area, style);
        let dot = marks::ON;
        for at in 0..self.len() {
            put(pen, area, at, dot);
        }
        if focused {
            self.put_caret(pen, area, &[]);
        }
    }

    fn put_caret(&self, pen: &mut Pen, area: Rect, groups: &[usize]) {
        let column = u16::try_from(column(self.caret, groups)).unwrap_or(u16::MAX);
        pen.put_cursor(area.x + column.min(area.width.saturating_sub(1)), area.y);
    }
}

/// Tells a text of digits alone, with spaces and dashes between them.
pub fn is_digits(text: &str) -> bool {
    let skipped = |c: char| {
        c.is_whitespace() || matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '－')
    };
    text.chars().all(|c| plain(c).is_some() || skipped(c))
}

/// Returns the plain digit for one of any width.
pub fn plain(c: char) -> Option<char> {
    char::from_digit(digit(c)?.into(), 10)
}

fn put(pen: &mut Pen, area: Rect, column: usize, sign: &str) {
    let column = u16::try_from(column).unwrap_or(u16::MAX);
    if column < area.width {
        let style = style::TEXT;
        pen.text(area.x + column, area.y, 1, sign, style);
    }
}

/// Returns where groups end, counted in digits.
fn bounds(groups: &[usize]) -> impl Iterator<Item = usize> + '_ {
    groups.iter().scan(0, |sum, size| {
        *sum += size;
        Some(*sum)
    })
}

/// Returns the column of a digit, with one cell between groups.
pub fn column(at: usize, groups: &[usize]) -> usize {
    let last = bounds(groups).last().unwrap_or(0);
    let gaps = bounds(groups).filter(|bound| *bound <= at && *bound < last);
    at + gaps.count()
}
