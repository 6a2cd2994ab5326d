//! The one way in which the ui writes cells.
use crate::text::{fit, is_simple, width};
use crate::ui::theme::Theme;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;

/// Writes into a buffer; knows the theme and where the cursor of a text box stands.
pub struct Pen<'a> {
    pub buffer: &'a mut Buffer,
    pub theme: Theme,
    /// Where the terminal's cursor is to be shown, if a text box has the focus.
    pub cursor: Option<Position>,
}

/// Holds a piece of text with its style.
pub type Piece<'a> = (&'a str, Style);

impl Pen<'_> {
    /// Writes a text in at most `width` cells, cut with a mark where it is longer; gives the cells used.
    pub fn text(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) -> u16 {
        if !self.buffer.area.contains(Position { x, y }) {
            return 0;
        }
        let fitted = fit::ellipsis(text, usize::from(width));
        let fitted = self.theme.in_its_signs(fitted);
        if is_simple(&fitted) {
            return self.plain(x, y, &fitted, style);
        }
        let (end, _) = self
            .buffer
            .set_stringn(x, y, &fitted, usize::from(width), style);
        end.saturating_sub(x)
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

    /// Puts stand-ins where texts hold what this terminal may draw two cells wide.
    pub fn stand_in(&mut self) {
        let stand_ins = self.theme.marks.stand_ins;
        if stand_ins.is_empty() {
            return;
        }
        for cell in &mut self.buffer.content {
            let here = cell.symbol().chars().next();
            if let Some((_, instead)) = stand_ins.iter().find(|(wide, _)| Some(*wide) == here) {
                cell.set_char(*instead);
            }
        }
    }

    /// Writes a text that ends at the right edge of `width` cells.
    pub fn right(&mut self, x: u16, y: u16, width: u16, text: &str, style: Style) {
        let used = cells(text).min(width);
        self.text(x + width - used, y, used, text, style);
    }

    /// Writes pieces one after another in at most `width` cells; gives the cells used.
    pub fn pieces(&mut self, x: u16, y: u16, width: u16, pieces: &[Piece]) -> u16 {
        let mut used = 0;
        for (text, style) in pieces {
            used += self.text(x + used, y, width.saturating_sub(used), text, *style);
        }
        used
    }

    /// Lays a style over an area without touching what is written there.
    pub fn paint(&mut self, area: Rect, style: Style) {
        self.buffer
            .set_style(area.intersection(self.buffer.area), style);
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

/// Gives how many cells a text takes.
pub fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
