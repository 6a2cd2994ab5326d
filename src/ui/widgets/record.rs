//! Records of a pane: a line each where a line holds all that must be readable, else several.
use crate::text::fit;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::{marks, style};
use crate::ui::widgets::table::{Cell, Width, columns, row};
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use ratatui::style::Style;

/// The most cells of a part that count: a name without an end does not spread over the pane.
const LONGEST: usize = 60;
/// How far the parts stand in: the pointer, the mark and a space.
const INDENT: u16 = 3;

/// One text of a record.
pub struct Part {
    text: String,
    style: Style,
}

impl Part {
    pub fn plain(text: impl AsRef<str>) -> Self {
        Self::new(text, style::TEXT)
    }

    pub fn new(text: impl AsRef<str>, style: Style) -> Self {
        Self {
            text: fit::ellipsis(text.as_ref(), LONGEST).into_owned(),
            style,
        }
    }
}

/// One record: its mark and its parts, the ones that name it first.
pub struct RecordRow {
    pub mark: &'static str,
    pub parts: Vec<Part>,
}

/// How the records of a pane stand, wherever the cursor is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// The columns, where every record has one line.
    widths: Option<Vec<u16>>,
    /// How many lines each record takes: a long one leaves the others as they are.
    heights: Vec<u16>,
}

/// Chooses how records stand in a width; the first `naming` parts are apart by spaces alone.
pub fn shape(records: &[RecordRow], naming: usize, width: u16) -> Shape {
    let room = width.saturating_sub(INDENT);
    let parts = records.iter().map(|record| record.parts.len()).max();
    let widest = |at: usize| {
        let parts = records.iter().filter_map(|record| record.parts.get(at));
        parts.map(|part| cells(&part.text)).max().unwrap_or(0)
    };
    let widest: Vec<u16> = (0..parts.unwrap_or(0)).map(widest).collect();
    let gaps = u16::try_from(widest.len()).unwrap_or(0);
    // The mark before the columns, and a cell between the last one and the border.
    let least = 2 + gaps + widest.iter().sum::<u16>();
    if least < width {
        // Columns stand two cells apart where there is room for that.
        let apart = u16::from(least + gaps < width);
        let widths = widest.iter().map(|n| Width::Cells(n + apart));
        let wanted: Vec<Width> = [Width::Cells(2)].into_iter().chain(widths).collect();
        return Shape {
            widths: Some(columns(width, &wanted)),
            heights: vec![1; records.len()],
        };
    }
    let height = |record| u16::try_from(lines(record, naming, room).len()).unwrap_or(u16::MAX);
    Shape {
        widths: None,
        heights: records.iter().map(height).collect(),
    }
}

/// Pieces that stand on one line.
#[derive(Default)]
struct Line(Vec<(String, Style)>);

impl Line {
    fn width(&self) -> u16 {
        self.0.iter().map(|(text, _)| cells(text)).sum()
    }
}

/// Breaks a record into lines: the naming parts first, all others from the next line on.
fn lines(record: &RecordRow, naming: usize, room: u16) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    for (at, part) in record.parts.iter().enumerate() {
        if part.text.is_empty() {
            continue;
        }
        let gap = if at < naming { " " } else { " · " };
        let used = lines.last().map_or(0, Line::width);
        let fits = used + cells(gap) + cells(&part.text) <= room;
        let is_second = at >= naming && lines.len() == 1;
        if used > 0 && (is_second || !fits) {
            lines.push(Line::default());
        } else if used > 0 {
            push(&mut lines, gap.to_owned(), style::TEXT);
        }
        for (at, text) in wrap(&part.text, room).into_iter().enumerate() {
            if at > 0 {
                lines.push(Line::default());
            }
            push(&mut lines, text, part.style);
        }
    }
    lines
}

fn push(lines: &mut [Line], text: String, style: Style) {
    if let Some(line) = lines.last_mut() {
        line.0.push((text, style));
    }
}

impl Shape {
    /// Whether no record takes more than two lines.
    pub fn is_low(&self) -> bool {
        self.heights.iter().all(|height| *height <= 2)
    }

    /// How many lines a record takes.
    pub fn lines(&self, at: usize) -> usize {
        usize::from(self.heights.get(at).copied().unwrap_or(1))
    }

    /// Returns the scroll of a frame in lines, from the first record that is shown.
    pub fn scroll(&self, top: usize) -> (usize, usize) {
        let lines = |records: &[u16]| records.iter().copied().map(usize::from).sum();
        let above = self.heights.get(..top).unwrap_or_default();
        (lines(&self.heights), lines(above))
    }

    /// Returns how many records below the first shown one the record at a line stands.
    pub fn at_line(&self, line: u16, top: usize) -> u16 {
        let mut below = 0;
        let mut ends = 0;
        for height in self.heights.iter().skip(top) {
            ends += height;
            if line < ends {
                break;
            }
            below += 1;
        }
        below
    }

    /// Draws the records from the first shown one on; the chosen one is marked where it has the focus.
    pub fn draw(
        &self,
        records: &[RecordRow],
        (naming, top): (usize, usize),
        chosen: Option<usize>,
        area: Rect,
        pen: &mut Pen,
    ) {
        let mut y = area.y;
        let shown = records.iter().zip(&self.heights).enumerate().skip(top);
        for (at, (record, height)) in shown {
            if y >= area.bottom() {
                break;
            }
            let height = (*height).min(area.bottom() - y);
            let place = Rect::new(area.x, y, area.width, height);
            self.draw_record(record, naming, chosen == Some(at), place, pen);
            y += height;
        }
    }

    fn draw_record(
        &self,
        record: &RecordRow,
        naming: usize,
        chosen: bool,
        area: Rect,
        pen: &mut Pen,
    ) {
        let pointer = if chosen { marks::POINTER } else { " " };
        let mark = format!("{pointer}{}", record.mark);
        if let Some(widths) = &self.widths {
            let parts = record.parts.iter();
            let parts = parts.map(|part| Cell::new(&part.text, part.style));
            let mark = [Cell::new(&mark, style::ACCENT)];
            let cells: Vec<Cell> = mark.into_iter().chain(parts).collect();
            row(pen, area, 0, widths, &cells);
        } else {
            pen.text(area.x, area.y, 2, &mark, style::ACCENT);
            let room = area.width.saturating_sub(INDENT);
            let lines = lines(record, naming, room);
            for (y, line) in (area.top()..area.bottom()).zip(lines) {
                let pieces: Vec<(&str, Style)> = line
                    .0
                    .iter()
                    .map(|(text, style)| (text.as_str(), *style))
                    .collect();
                pen.pieces(area.x + INDENT, y, room, &pieces);
            }
        }
        if chosen {
            pen.paint(area, style::SELECTED);
        }
    }
}
