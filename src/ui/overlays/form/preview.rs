//! The request as it will be sent, with its secrets masked.
use super::Form;
use super::request::Row;
use crate::model::cx::Sight;
use crate::text::restore;
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

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
            lines.push(format!("{} the review shows all", pen.theme.marks.more));
        }
        for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
            pen.text(inner.x + 1, y, room, line, pen.theme.dim());
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
