//! The border of a pane or overlay, with its title, its bottom line and its scroll thumb.
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::{marks, style};
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::{Block, BorderType, Widget};

/// What stands in a border.
#[derive(Clone, Debug, Default)]
pub struct Frame<'a> {
    pub title: &'a str,
    pub title_style: Option<Style>,
    /// At the right end of the bottom border.
    pub bottom: &'a str,
    pub focused: bool,
    /// Rows in all and the first one shown; draws a thumb where not all fit.
    pub scroll: Option<(usize, usize)>,
}

impl Frame<'_> {
    /// Draws the border and returns what is left inside.
    pub fn draw(&self, pen: &mut Pen, area: Rect) -> Rect {
        let style = style::border(self.focused);
        let set = pen.looks.border_signs(self.focused);
        let block = Block::bordered()
            .border_type(BorderType::Plain)
            .border_set(set)
            .border_style(pen.looks.shown(style));
        let inner = block.inner(area);
        block.render(area.intersection(pen.buffer.area), pen.buffer);
        let room = area.width.saturating_sub(4);
        if !self.title.is_empty() && room > 2 {
            let title_style =
                self.title_style
                    .unwrap_or(if self.focused { style } else { style::BOLD });
            let used = pen.text(area.x + 2, area.y, 1, " ", style);
            let used =
                used + pen.text(area.x + 2 + used, area.y, room - 1, self.title, title_style);
            pen.text(area.x + 2 + used, area.y, 1, " ", style);
        }
        if !self.bottom.is_empty() && room > 2 && area.height > 1 {
            let text = format!(" {} ", self.bottom);
            let width = cells(&text).min(room);
            pen.text(
                area.right() - 2 - width,
                area.bottom() - 1,
                width,
                &text,
                style,
            );
        }
        self.draw_thumb(pen, inner, style);
        inner
    }

    fn draw_thumb(&self, pen: &mut Pen, inner: Rect, style: Style) {
        let Some((rows, top)) = self.scroll else {
            return;
        };
        let height = usize::from(inner.height);
        if rows <= height || height == 0 {
            return;
        }
        let length = (height * height / rows).clamp(1, height);
        let start = top * (height - length) / (rows - height).max(1);
        for line in start..(start + length).min(height) {
            let y = inner.y + u16::try_from(line).unwrap_or(0);
            pen.text(inner.right(), y, 1, marks::THUMB, style);
        }
    }
}
