//! One action of the list: its keys, and what is said of it in as many lines as that needs.
use crate::model::ask::HelpEntry;
use crate::model::cx::Sight;
use crate::model::keymap;
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

/// Returns what is said of an entry; what cannot be done now says so.
pub fn help_of(entry: &HelpEntry, sight: &Sight) -> String {
    let help = sight.keymap.fill(entry.context.words(entry.action).help);
    if entry.why_not.is_none() {
        help
    } else {
        format!("(not now) {help}")
    }
}

pub fn keys_of(entry: &HelpEntry, sight: &Sight) -> String {
    let binding = sight
        .keymap
        .of(entry.context)
        .find(|b| b.action == entry.action);
    let keys = binding.map_or(&[][..], |binding| &binding.keys);
    let names: Vec<String> = keys.iter().map(|key| keymap::name(*key)).collect();
    names.join(" ")
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
    let pieces = wrap(&help_of(entry, sight), rest);
    let help = pieces.get(piece).map_or("", String::as_str);
    pen.text(line.x + 3 + width, line.y, rest, help, text);
    if chosen {
        pen.paint(line, style::SELECTED);
    }
}
