//! One action of the list: its keys, and what is said of it in as many lines as that needs.
use crate::model::ask::HelpEntry;
use crate::model::cx::Sight;
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

pub fn keys_of(entry: &HelpEntry, sight: &Sight) -> String {
    entry.keys(&sight.keymap).join(" ")
}

/// Draws a piece of an action, with its keys before the first one; what cannot be done now is grey.
pub fn draw_hit(
    (entry, piece): (&HelpEntry, usize),
    chosen: bool,
    width: u16,
    sight: &Sight,
    line: Rect,
    pen: &mut Pen,
) {
    let (key, text) = if entry.why_not.is_none() {
        (style::ACCENT, style::TEXT)
    } else {
        (style::DIM, style::DIM)
    };
    if chosen && piece == 0 {
        pen.text(line.x, line.y, 1, marks::POINTER, style::ACCENT);
    }
    if piece == 0 {
        pen.text(line.x + 2, line.y, width, &keys_of(entry, sight), key);
    }
    let rest = line.width.saturating_sub(width + 3);
    let pieces = wrap(&entry.help_now(&sight.keymap), rest);
    let help = pieces.get(piece).map_or("", String::as_str);
    pen.text(line.x + 3 + width, line.y, rest, help, text);
    if chosen {
        pen.paint(line, style::SELECTED);
    }
}
