//! The one way in which the ui writes cells.
use crate::text::{Sign, fit, is_simple, signs, width};
use crate::ui::theme::Looks;
use ratatui::buffer::{Buffer, Cell, CellDiffOption};
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use std::num::NonZero;

/// Writes into a buffer; knows the looks and where the cursor of a text box stands.
pub struct Pen<'a> {
    pub buffer: &'a mut Buffer,
    pub looks: Looks,
    /// Where the terminal's cursor is to be shown, if a text box has the focus.
    pub cursor: Option<Position>,
    /// Where signs stand that may take more than a cell, for [`Pen::finish`].
    signs: Vec<Position>,
}

/// Stands in the cells that the sign before them takes.
const TAKEN: &str = "";

/// A piece of text with its style.
pub type Piece<'a> = (&'a str, Style);

impl<'a> Pen<'a> {
    pub fn new(buffer: &'a mut Buffer, looks: Looks) -> Self {
        Self {
            buffer,
            looks,
            cursor: None,
            signs: Vec::new(),
        }
    }

    /// Writes a text in at most `width` cells, cut with a mark where it is longer; returns the cells used.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        if !self.buffer.area.contains(Position { x, y }) {
            return 0;
        }
        let fitted = fit::ellipsis(text, usize::from(width));
        let (fitted, style) = (self.looks.in_its_signs(fitted), self.looks.shown(style));
        if is_simple(&fitted) {
            return self.plain(x, y, &fitted, style);
        }
        self.signs(x, y, &fitted, style)
    }

    /// Writes a text sign by sign, each in the first of its cells; the others stay blank.
    fn signs(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let right = self.buffer.area.right();
        let mut at = x;
        let is_safe = |sign: &Sign<'_>| sign.cells > 0 && !sign.text.contains(char::is_control);
        for sign in signs(text).filter(is_safe) {
            let Some(end) = at.checked_add(room(sign)).filter(|end| *end <= right) else {
                break;
            };
            for x in at..end {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.set_char(' ').set_style(style);
                }
            }
            if let Some(cell) = self.buffer.cell_mut((at, y)) {
                cell.set_symbol(sign.text);
                self.signs.push(Position { x: at, y });
            }
            at = end;
        }
        at - x
    }

    /// Writes a text of which each letter is a cell. Most texts are, and finding where the signs of a text
    /// end is a fifth of a frame.
    fn plain(&mut self, x: u16, y: u16, text: &str, style: Style) -> u16 {
        let mut used = 0;
        for letter in text.chars() {
            let Some(cell) = self.buffer.cell_mut((x.saturating_add(used), y)) else {
                break;
            };
            cell.set_char(letter).set_style(style);
            used += 1;
        }
        used
    }

    /// Makes the buffer ready for the terminal, once all is written.
    pub fn finish(&mut self) {
        for at in std::mem::take(&mut self.signs) {
            self.keep_room(at);
        }
    }

    /// Takes the other cells of a sign out of the text, so that they are written when the sign goes: a
    /// terminal may have drawn a part of it there, and to ratatui they would be blank before and after.
    fn keep_room(&mut self, Position { x, y }: Position) {
        let Some(cell) = self.buffer.cell((x, y)) else {
            return;
        };
        let sign = Sign::new(cell.symbol());
        let (end, is_disputed) = (x.saturating_add(room(sign)), sign.is_disputed());
        let is_free = |cell: &Cell| matches!(cell.symbol(), " " | TAKEN);
        if !(x + 1..end).all(|x| self.buffer.cell((x, y)).is_some_and(is_free)) {
            // Something was written over its end, as a window that lies over a list.
            self.buffer[(x, y)].set_char(' ');
            return;
        }
        for x in x + 1..end {
            self.buffer[(x, y)].set_symbol(TAKEN);
        }
        if let Some(cells) = NonZero::new(end - x).filter(|_| is_disputed) {
            self.buffer[(x, y)].set_diff_option(CellDiffOption::ForcedWidth(cells));
        }
    }

    /// Writes a text that ends at the right edge of `width` cells.
    pub fn right(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        let used = cells(text).min(width);
        self.text(x + width - used, y, used, text, style);
    }

    /// Writes pieces one after another in at most `width` cells; returns the cells used.
    pub fn pieces(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        let mut used = 0;
        for (text, style) in pieces {
            used += self.text(x + used, y, width.saturating_sub(used), text, *style);
        }
        used
    }

    /// Lays a style over an area without touching what is written there.
    pub fn paint(&mut self, area: Rect, style: Style) {
        let area = area.intersection(self.buffer.area);
        self.buffer.set_style(area, self.looks.shown(style));
    }

    /// Empties an area. A sign two cells wide that reaches into it from the left goes whole: its
    /// second half would hide what is written at the edge.
    pub fn clear(&mut self, area: Rect) {
        let area = area.intersection(self.buffer.area);
        for y in area.top()..area.bottom() {
            if let Some(before) = area.left().checked_sub(1)
                && let Some(cell) = self.buffer.cell_mut((before, y))
                && cells(cell.symbol()) > 1
            {
                cell.set_char(' ');
            }
            for x in area.left()..area.right() {
                if let Some(cell) = self.buffer.cell_mut((x, y)) {
                    cell.reset();
                }
            }
        }
    }

    pub fn put_cursor(&mut self, x: u16, y: u16) {
        self.cursor = Some(Position { x, y });
    }
}

/// Returns how many cells a text takes.
pub fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}

fn room(sign: Sign<'_>) -> u16 {
    u16::try_from(sign.cells).unwrap_or(u16::MAX)
}
