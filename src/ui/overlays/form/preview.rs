//! The request as it will be sent, with its secrets masked; and how the review is drawn.
use super::Form;
use super::request::Row;
use super::review::{Button, Review, State, words};
use crate::model::cx::Sight;
use crate::text::restore;
use crate::ui::overlays::centred;
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// The most lines in which it is said why nothing can be sent.
const MOST_WHY: usize = 5;
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
    fn review_place(&self, sight: &Sight, area: Rect) -> Place {
        let width = WIDTH.min(area.width.saturating_sub(2));
        let room = width.saturating_sub(4);
        let lines: Vec<String> = self
            .review_text(sight)
            .iter()
            .flat_map(|line| wrap_under(line, room))
            .collect();
        let mut why = self
            .why_no_send(sight)
            .map(|why| wrap(&why, room))
            .unwrap_or_default();
        why.truncate(MOST_WHY);
        // A line for each choice between theirs and yours, one for the two buttons, one or more for why not.
        let below = self.buttons(sight).len() - 1 + why.len().max(1);
        let below = u16::try_from(below).unwrap_or(u16::MAX);
        let wanted = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_add(below + 3);
        Place {
            whole: centred(area, width, wanted),
            lines,
            why,
            below,
        }
    }

    pub(super) fn measure_review(&self, sight: &Sight) -> (usize, usize) {
        let place = self.review_place(sight, self.area);
        (place.lines.len(), place.text_height())
    }

    pub(super) fn draw_review(&self, review: &Review, sight: &Sight, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let place = self.review_place(sight, area);
        let lines = &place.lines;
        pen.clear(place.whole);
        let title = format!("Review: {} — {}", self.kind.title(), self.mode.word());
        let height = place.text_height();
        let keys = match review.state {
            State::Ready => "y sends · Esc back to the form",
            State::Blocked => "Esc back to the form",
            State::Unread => "Ctrl-S reads it again · Esc back to the form",
            State::Sending => "being sent: wait for the answer",
        };
        let bottom = if lines.len() > height {
            format!("↑↓ scroll · {keys}")
        } else {
            keys.to_owned()
        };
        let frame = Frame {
            title: &title,
            bottom: &bottom,
            focused: true,
            scroll: None,
            ..Frame::default()
        };
        let inner = frame.draw(pen, place.whole);
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
        let y = inner.bottom().saturating_sub(place.below + 1);
        if more > 0 {
            let text = format!("{} {more} more below", theme.marks.descending);
            pen.text(inner.x + 1, y, room, &text, theme.accent());
        }
        let top = inner.bottom().saturating_sub(place.below);
        let style = if review.state == State::Sending {
            theme.accent()
        } else {
            theme.warn()
        };
        for (y, line) in (top..inner.bottom()).zip(&place.why) {
            pen.text(inner.x + 1, y, room, line, style);
        }
        let used = u16::try_from(place.why.len().max(1)).unwrap_or(1);
        let line = Rect::new(inner.x + 1, top + used, room, 1);
        self.draw_review_buttons(review, sight, line, pen);
    }

    fn draw_review_buttons(&self, review: &Review, sight: &Sight, line: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let buttons = self.buttons(sight);
        let style = |at: usize, button: &Button| {
            let works = match button {
                Button::Send => self.why_no_send(sight).is_none(),
                Button::Back | Button::Turn(_) => review.state != State::Sending,
            };
            match (works, at == review.button()) {
                (true, focused) => theme.button(focused),
                (false, true) => theme.dim().add_modifier(Modifier::REVERSED),
                (false, false) => theme.dim(),
            }
        };
        let (mut x, mut y) = (line.x, line.y);
        for (at, button) in buttons.iter().enumerate() {
            // Choices between theirs and yours stand above, each in a line of its own.
            if matches!(button, Button::Turn(_)) {
                let text = words(button, review.state);
                pen.text(line.x, y, line.width, &text, style(at, button));
                y += 1;
            }
        }
        for (at, button) in buttons.iter().enumerate() {
            if matches!(button, Button::Turn(_)) {
                continue;
            }
            let text = words(button, review.state);
            let room = line.right().saturating_sub(x);
            pen.text(x, y, room, &text, style(at, button));
            x += cells(&text) + 2;
        }
    }
}

/// Holds where the review stands and what is in it.
struct Place {
    whole: Rect,
    lines: Vec<String>,
    /// Why it cannot be sent now.
    why: Vec<String>,
    /// The lines below the text, but for the one that says that there is more.
    below: u16,
}

impl Place {
    /// Gives how many lines of the text fit above the rest; one goes to saying that there is more.
    fn text_height(&self) -> usize {
        let room = usize::from(self.whole.height.saturating_sub(2 + self.below));
        if self.lines.len() > room {
            room.saturating_sub(1)
        } else {
            room
        }
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
        // Line breaks and tabs are sent as what they are; JSON has signs of its own for them.
        let value = quoted(&restore(&row.value));
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
