//! What will be sent: in words, or as the request with its secrets masked.
use super::Form;
use crate::model::action::Action;
use crate::model::cx::Sight;
use crate::model::keymap::Context;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

/// Says how what will be sent is shown, in the form and in its review.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preview {
    Words,
    Request,
}

impl Preview {
    pub const fn other(self) -> Self {
        match self {
            Self::Words => Self::Request,
            Self::Request => Self::Words,
        }
    }
}

impl Form {
    /// Draws what the form would send now.
    pub(super) fn draw_request(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let key = sight.keymap.key_for(&[Context::Form], Action::ShowRequest);
        let key = key.unwrap_or_default();
        let title = if self.preview == Preview::Request {
            format!("The request, secrets masked · {key} hides it")
        } else {
            format!("What will be sent · {key} shows the request")
        };
        let frame = Frame {
            title: &title,
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let room = inner.width.saturating_sub(2);
        let height = usize::from(inner.height);
        let mut lines = if self.preview == Preview::Request {
            self.request_in(sight, room, height)
        } else {
            let words = self.words(sight).into_iter();
            words.flat_map(|line| wrap(&line, room)).collect()
        };
        if lines.len() > height {
            lines.truncate(height.saturating_sub(1));
            lines.push(format!("{} the review shows all", pen.theme.marks.more));
        }
        for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
            pen.text(inner.x + 1, y, room, line, pen.theme.dim());
        }
    }
}

impl Form {
    /// Says what would be sent, or why nothing can be sent yet.
    fn words(&self, sight: &Sight) -> Vec<String> {
        if self.is_editing() && self.changes().next().is_none() {
            return vec!["Nothing yet: no field was changed.".to_owned()];
        }
        let bad = self.bad_fields().len();
        if bad > 0 {
            let fields = show::things(bad, "field");
            return vec![format!("Nothing yet: {fields} to fill in or fix first.")];
        }
        let mut lines = vec![self.sentence(sight)];
        if self.is_editing() && self.changes().count() > 1 {
            lines.extend(self.sent_in_words());
        }
        lines
    }

    /// Gives the request in lines of a width, close together where there are more than `height`.
    fn request_in(&self, sight: &Sight, width: u16, height: usize) -> Vec<String> {
        let request = self.request(sight);
        let (head, body) = request.split_at(1);
        let mut lines: Vec<String> = head.iter().flat_map(|line| wrap(line, width)).collect();
        if body.len() + lines.len() <= height {
            lines.extend_from_slice(body);
        } else {
            lines.extend(packed(body, width));
        }
        lines
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
