//! What will be sent: in words, or as the request with its secrets masked.
use crate::model::cx::Sight;
use crate::ui::overlays::form::content::Content;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

/// Draws what a form would send now.
pub fn draw(content: &Content, shows_request: bool, sight: &Sight, area: Rect, pen: &mut Pen) {
    let title = if shows_request {
        "The request, secrets masked · {form.show_request} hides it"
    } else {
        "What will be sent · {form.show_request} shows the request"
    };
    let frame = Frame {
        title: &sight.keymap.fill(title),
        ..Frame::default()
    };
    let inner = frame.draw(pen, area);
    let room = inner.width.saturating_sub(2);
    let height = usize::from(inner.height);
    let mut lines = if shows_request {
        in_lines(&content.request(sight), room, height)
    } else {
        let words = words(content, sight).into_iter();
        words.flat_map(|line| wrap(&line, room)).collect()
    };
    if lines.len() > height {
        lines.truncate(height.saturating_sub(1));
        lines.push(format!("{} the review shows all", marks::MORE));
    }
    for (y, line) in (inner.y..inner.bottom()).zip(&lines) {
        pen.text(inner.x + 1, y, room, line, style::DIM);
    }
}

/// Returns what would be sent, or why nothing can be sent yet.
fn words(content: &Content, sight: &Sight) -> Vec<String> {
    if content.is_unchanged() {
        return vec!["Nothing yet: no field was changed.".to_owned()];
    }
    let bad = content.bad_fields().len();
    if bad > 0 {
        let fields = show::things(bad, "field");
        return vec![format!("Nothing yet: {fields} to fill in or fix first.")];
    }
    let mut lines = vec![content.spec.sentence(content, sight)];
    if content.changes().len() > 1 {
        lines.extend(content.sent_in_words());
    }
    lines
}

/// Returns a request in lines of a width, close together where there are more than `height`.
fn in_lines(request: &[String], width: u16, height: usize) -> Vec<String> {
    let (head, body) = request.split_at(request.len().min(1));
    let mut lines: Vec<String> = head.iter().flat_map(|line| wrap(line, width)).collect();
    if body.len() + lines.len() <= height {
        lines.extend_from_slice(body);
    } else {
        lines.extend(packed(body, width));
    }
    lines
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
