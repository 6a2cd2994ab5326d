//! The request as it will be sent, with its secrets masked; and how the review is drawn.
use super::Form;
use super::request::Row;
use super::review::{Button, Review, words};
use crate::model::cx::Sight;
use crate::ui::overlays::centred;
use crate::ui::panes::info::wrap;
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::frame::Frame;
use ratatui::layout::Rect;

/// How wide the review is at the most.
const WIDTH: u16 = 76;

impl Form {
    /// Draws the request that the form would send now.
    pub(super) fn draw_request(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let frame = Frame {
            title: "What will be sent (secrets masked)",
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let room = inner.width.saturating_sub(2);
        let (method, path) = self.target();
        let mut lines = wrap(
            &format!("{method} {}/1{path}", sight.profile.base_url),
            room,
        );
        let pretty = json(&self.rows());
        if pretty.len() + lines.len() <= usize::from(inner.height) {
            lines.extend(pretty);
        } else {
            lines.extend(packed(&pretty, room));
        }
        let height = usize::from(inner.height);
        if lines.len() > height {
            lines.truncate(height.saturating_sub(1));
            lines.push(format!(
                "{} the review shows all of it",
                pen.theme.marks.more
            ));
        }
        for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
            pen.text(inner.x + 1, y, room, line, pen.theme.dim());
        }
    }

    /// Gives the review's rectangle, and how many lines of its text fit.
    fn review_place(&self, sight: &Sight, area: Rect) -> (Rect, Vec<String>, u16) {
        let width = WIDTH.min(area.width.saturating_sub(2));
        let room = width.saturating_sub(4);
        let lines: Vec<String> = self
            .review_text(sight)
            .iter()
            .flat_map(|line| wrap_under(line, room))
            .collect();
        // A line for each choice between theirs and yours, one for the two buttons, one for why not.
        let below = u16::try_from(self.buttons(sight).len()).unwrap_or(u16::MAX);
        let wanted = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(below + 3);
        let place = centred(area, width, wanted);
        (place, lines, below)
    }

    pub(super) fn measure_review(&self, sight: &Sight) -> (usize, usize) {
        let (place, lines, below) = self.review_place(sight, self.area);
        (lines.len(), text_height(place, below, lines.len()))
    }

    pub(super) fn draw_review(&self, review: &Review, sight: &Sight, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let (place, lines, below) = self.review_place(sight, area);
        pen.clear(place);
        let title = format!("Review: {} — {}", self.kind.title(), self.mode.word());
        let height = text_height(place, below, lines.len());
        let scrolls = lines.len() > height;
        let frame = Frame {
            title: &title,
            bottom: if scrolls {
                "↑↓ scroll · y sends · Esc back to the form"
            } else {
                "y sends · Esc back to the form"
            },
            focused: true,
            scroll: None,
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = inner.width.saturating_sub(2);
        let shown = lines.iter().skip(review.cursor.top).take(height);
        for (y, line) in (inner.y..).zip(shown) {
            let style = if line.starts_with('!') {
                theme.warn()
            } else {
                theme.text()
            };
            pen.text(inner.x + 1, y, room, line, style);
        }
        let more = lines.len().saturating_sub(review.cursor.top + height);
        let y = inner.bottom().saturating_sub(below + 1);
        if more > 0 {
            let text = format!("{} {more} more below", theme.marks.descending);
            pen.text(inner.x + 1, y, room, &text, theme.accent());
        }
        let line = Rect::new(inner.x + 1, inner.bottom().saturating_sub(below), room, 1);
        self.draw_review_buttons(review, sight, line, pen);
    }

    fn draw_review_buttons(&self, review: &Review, sight: &Sight, line: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let why = self.why_no_send(sight);
        let buttons = self.buttons(sight);
        let (mut x, mut y) = (line.x, line.y);
        for (at, button) in buttons.iter().enumerate() {
            // Choices between theirs and yours stand above, each in a line of its own.
            if matches!(button, Button::Turn(_)) {
                let style = theme.button(at == review.button());
                pen.text(line.x, y, line.width, &words(button), style);
                y += 1;
            }
        }
        for (at, button) in buttons.iter().enumerate() {
            let style = match (button, &why) {
                (Button::Turn(_), _) => continue,
                (Button::Send, Some(_)) if at != review.button() => theme.dim(),
                _ => theme.button(at == review.button()),
            };
            let text = words(button);
            pen.text(x, y, line.right().saturating_sub(x), &text, style);
            x += cells(&text) + 2;
        }
        if self.is_sending() {
            pen.text(
                x,
                y,
                line.right().saturating_sub(x),
                "Sending…",
                theme.accent(),
            );
        } else if let Some(why) = why {
            let style = theme.warn();
            pen.text(line.x, y + 1, line.width, &why, style);
        }
    }
}

/// Gives how many lines of the text fit above the buttons; one goes to saying that there is more.
fn text_height(place: Rect, below: u16, lines: usize) -> usize {
    let room = usize::from(place.height.saturating_sub(2 + below));
    if lines > room {
        room.saturating_sub(1)
    } else {
        room
    }
}

/// Puts as many of the lines beside each other as fit, so that no name is parted from its value.
fn packed(lines: &[String], width: u16) -> Vec<String> {
    let mut packed: Vec<String> = Vec::new();
    for piece in lines.iter().map(|line| line.trim_start()) {
        match packed.last_mut() {
            Some(line) if cells(line) + cells(piece) < width => {
                line.push(' ');
                line.push_str(piece);
            }
            _ => packed.extend(wrap(piece, width)),
        }
    }
    packed
}

/// Wraps a line; what follows stands under its text, not under its label.
fn wrap_under(line: &str, width: u16) -> Vec<String> {
    let indent = line.chars().take_while(|c| *c == ' ').count();
    let margin: String = " ".repeat(indent.min(8) + 2);
    let mut wrapped = Vec::new();
    for (at, piece) in wrap(line.trim_start(), width.saturating_sub(cells(&margin)))
        .into_iter()
        .enumerate()
    {
        let before = if at == 0 {
            " ".repeat(indent)
        } else {
            margin.clone()
        };
        wrapped.push(format!("{before}{piece}"));
    }
    wrapped
}

/// Writes rows as JSON, a line each; what belongs to the card of a new customer stands inside it.
pub fn json(rows: &[Row]) -> Vec<String> {
    let quoted = |text: &str| serde_json::to_string(text).unwrap_or_default();
    let mut lines = vec!["{".to_owned()];
    let mut inside = false;
    for (at, row) in rows.iter().enumerate() {
        let comma = if at + 1 < rows.len() { "," } else { "" };
        let value = quoted(&row.value);
        match row.param.strip_prefix("card.") {
            Some(name) => {
                if !inside {
                    lines.push("  \"card\": {".to_owned());
                    inside = true;
                }
                lines.push(format!("    {}: {value}{comma}", quoted(name)));
            }
            None => lines.push(format!("  {}: {value}{comma}", quoted(&row.param))),
        }
    }
    if inside {
        lines.push("  }".to_owned());
    }
    lines.push("}".to_owned());
    lines
}
