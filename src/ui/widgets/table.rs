//! Rows of cells in columns.
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::style;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// How wide a column is.
#[derive(Clone, Copy, Debug)]
pub enum Width {
    Cells(u16),
    /// A share of what the others leave.
    Share(u16),
}

pub struct Cell<'a> {
    pub text: &'a str,
    pub style: Style,
    /// Byte ranges of the text that are drawn as matched.
    pub matched: Vec<std::ops::Range<usize>>,
    pub right: bool,
}

impl<'a> Cell<'a> {
    pub fn new(text: &'a str, style: Style) -> Self {
        Self {
            text,
            style,
            matched: Vec::new(),
            right: false,
        }
    }

    pub fn right(text: &'a str, style: Style) -> Self {
        Self {
            right: true,
            ..Self::new(text, style)
        }
    }
}

/// Divides a width among columns, one cell apart.
pub fn columns(width: u16, wanted: &[Width]) -> Vec<u16> {
    let gaps = u16::try_from(wanted.len().saturating_sub(1)).unwrap_or(0);
    let add = |(cells, shares), wanted: &Width| match wanted {
        Width::Cells(n) => (cells + n, shares),
        Width::Share(n) => (cells, shares + n),
    };
    let (fixed, mut shares_left) = wanted.iter().fold((gaps, 0), add);
    let mut left = width.saturating_sub(fixed);
    wanted
        .iter()
        .map(|w| match w {
            Width::Cells(n) => *n,
            Width::Share(n) => {
                let own = u32::from(left) * u32::from(*n) / u32::from(shares_left.max(1));
                let own = u16::try_from(own).unwrap_or(left);
                left -= own;
                shares_left -= n;
                own
            }
        })
        .collect()
}

/// Draws one row of cells at a line of the area.
pub fn row(pen: &mut Pen, area: Rect, line: u16, widths: &[u16], row: &[Cell]) {
    let y = area.y + line;
    if line >= area.height {
        return;
    }
    let mut x = area.x;
    for (width, cell) in widths.iter().zip(row) {
        let room = (*width).min(area.right().saturating_sub(x));
        if cell.right {
            pen.right(x, y, room, cell.text, cell.style);
        } else {
            pen.text(x, y, room, cell.text, cell.style);
        }
        for range in &cell.matched {
            paint_match(pen, (x, y, room), cell.text, range);
        }
        x = x.saturating_add(width + 1);
    }
}

/// Lays the style of a match over a byte range of a text that was written in a cell.
fn paint_match(
    pen: &mut Pen,
    (x, y, room): (u16, u16, u16),
    text: &str,
    range: &std::ops::Range<usize>,
) {
    let (Some(before), Some(hit)) = (text.get(..range.start), text.get(range.clone())) else {
        return;
    };
    let start = cells(before);
    // The last cell may hold the mark of a cut: a match there would paint the mark.
    let end = (start + cells(hit)).min(room.saturating_sub(u16::from(cells(text) > room)));
    if start < end {
        let style = style::MATCHED;
        pen.paint(Rect::new(x + start, y, end - start, 1), style);
    }
}
