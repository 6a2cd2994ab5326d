//! A box that wants an answer: what it is about, a text to type where one is wanted, and a row of buttons.
mod answering;

use crate::ui::theme::style;
pub use answering::Answering;

use crate::model::cx::Sight;
use crate::ui::layout::centred;
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::{wrap, wrap_under};
use ratatui::layout::Rect;
use ratatui::style::Modifier;

/// How wide the box is at the most.
const WIDTH: u16 = 76;
/// In how many lines it is said, at the most, why a button does not work.
const MOST_WHY: usize = 5;
/// Starts a line that warns.
pub const WARNING: &str = "! ";

#[derive(Clone, Debug)]
pub struct Button {
    pub text: String,
    /// Greyed where pressing it would only say why not.
    pub works: bool,
    /// Whether pressing it does what the dialog is about.
    pub commits: bool,
}

/// All that stands in the box.
#[derive(Clone, Debug)]
pub struct Dialog {
    pub title: String,
    /// Whether what it is about cannot be undone.
    pub is_grave: bool,
    pub bottom: String,
    /// As [`wrapped`] breaks them.
    pub lines: Vec<String>,
    /// What must be typed, in words.
    pub prompt: Option<String>,
    pub buttons: Vec<Button>,
    /// Why a greyed button does not work.
    pub why: Option<String>,
}

/// Returns how many cells a line of the text can take.
pub fn room(area: Rect) -> u16 {
    width(area).saturating_sub(4)
}

/// Wraps the text of a dialog. A warning and a line that is set in go on below their own first letter.
pub fn wrapped(lines: &[String], area: Rect) -> Vec<String> {
    let hang = |line: &str| 2 * usize::from(line.starts_with(WARNING) || line.starts_with(' '));
    let wrap = |line: &String| wrap_under(line, room(area), hang(line));
    lines.iter().flat_map(wrap).collect()
}

fn width(area: Rect) -> u16 {
    WIDTH.min(area.width.saturating_sub(4))
}

/// Where everything stands.
struct Layout<'a> {
    whole: Rect,
    text: Rect,
    /// The lines, without empty ones where there is no room for them.
    lines: Vec<&'a String>,
    prompt: Vec<String>,
    /// The first line of the prompt, which the box for the text follows.
    typing: Rect,
    buttons: Vec<Rect>,
    why: Vec<String>,
    /// Where the first line of `why` stands.
    why_at: Rect,
}

impl Layout<'_> {
    /// Returns how many lines are seen at once; where not all fit, one goes to saying so.
    fn shown(&self) -> usize {
        let room = usize::from(self.text.height);
        if self.lines.len() > room {
            room.saturating_sub(1)
        } else {
            room
        }
    }
}

impl Dialog {
    fn layout(&self, area: Rect) -> Layout<'_> {
        let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let room = room(area);
        let rows = self.rows_of_buttons(room);
        let used: u16 = rows.last().map_or(0, |row| row_width(row));
        let beside = self
            .why
            .as_ref()
            .is_none_or(|why| used + cells(why) <= room);
        let mut why = match &self.why {
            None => Vec::new(),
            Some(why) if beside => vec![why.clone()],
            Some(why) => wrap(why, room),
        };
        why.truncate(MOST_WHY);
        let below = if beside { 0 } else { count(why.len()) };
        let prompt = self.prompt.as_ref().map(|prompt| wrap(prompt, room));
        let prompt = prompt.unwrap_or_default();
        let spoken = self.lines.iter().filter(|line| !line.is_empty()).count();
        // Borders, buttons, what is typed, and the empty lines around them; those go before a word does.
        let reserved = |gap: u16| {
            let typing = if prompt.is_empty() {
                0
            } else {
                count(prompt.len()) + 1 + gap
            };
            (2 + count(rows.len()) + 2 * gap + typing + below, typing)
        };
        let gap = u16::from(count(spoken).saturating_add(reserved(1).0) <= area.height);
        let (reserved, typing) = reserved(gap);
        let lines = fitting(
            &self.lines,
            usize::from(area.height.saturating_sub(reserved)),
        );
        let height = count(lines.len()).saturating_add(reserved);
        let whole = centred(area, width(area), height);
        let (x, width) = (whole.x + 2, whole.width.saturating_sub(4));
        let bottom = whole.bottom().saturating_sub(1);
        let top_of_buttons = bottom.saturating_sub(count(rows.len()) + gap + below);
        let end = top_of_buttons.saturating_sub(gap + typing);
        let top = whole.y + 1;
        let last = top_of_buttons + count(rows.len().saturating_sub(1));
        Layout {
            whole,
            text: Rect::new(x, top, width, end.saturating_sub(top)),
            lines,
            prompt,
            typing: Rect::new(x, top_of_buttons.saturating_sub(typing), width, 1),
            buttons: places(&rows, Rect::new(x, top_of_buttons, width, 1)),
            why_at: if beside {
                Rect::new(x + used, last, width.saturating_sub(used), 1)
            } else {
                Rect::new(x, last + 1, width, 1)
            },
            why,
        }
    }

    /// Draws the box, with what was typed where it wants a text.
    pub fn draw(
        &self,
        answering: &Answering,
        typed: Option<&TextBox>,
        sight: &Sight,
        area: Rect,
        pen: &mut Pen,
    ) {
        let layout = self.layout(area);
        pen.clear(layout.whole);
        let frame = Frame {
            title: &self.title,
            title_style: self.is_grave.then_some(style::BAD),
            bottom: &self.bottom,
            focused: true,
            ..Frame::default()
        };
        frame.draw(pen, layout.whole);
        draw_text(&layout, answering.top(), typed.is_some(), sight, pen);
        if let Some(typed) = typed {
            draw_field(&layout, typed, pen);
        }
        for (at, (place, button)) in layout.buttons.iter().zip(&self.buttons).enumerate() {
            let style = match (button.works, at == answering.focus()) {
                (true, focused) => style::button(focused),
                (false, true) => style::DIM.add_modifier(Modifier::REVERSED),
                (false, false) => style::DIM,
            };
            let text = format!("[ {} ]", button.text);
            pen.text(place.x, place.y, place.width, &text, style);
        }
        for (y, text) in (layout.why_at.y..).zip(&layout.why) {
            pen.text(layout.why_at.x, y, layout.why_at.width, text, style::WARN);
        }
    }

    /// Returns the buttons in as many rows as they need.
    fn rows_of_buttons(&self, room: u16) -> Vec<Vec<&Button>> {
        let mut rows: Vec<Vec<&Button>> = vec![Vec::new()];
        let mut used = 0;
        for button in &self.buttons {
            let own = width_of(button);
            if used > 0 && used + own > room {
                rows.push(Vec::new());
                used = 0;
            }
            used += own + 2;
            if let Some(row) = rows.last_mut() {
                row.push(button);
            }
        }
        rows
    }
}

/// Draws what must be typed and the box for it.
fn draw_field(layout: &Layout, typed: &TextBox, pen: &mut Pen) {
    let bold = style::BOLD;
    let mut line = layout.typing;
    for text in &layout.prompt {
        pen.text(line.x, line.y, line.width, text, bold);
        line.y = line.y.saturating_add(1);
    }
    let inside = Rect::new(line.x + 1, line.y, line.width.saturating_sub(2), 1);
    let accent = style::ACCENT;
    pen.text(line.x, line.y, 1, "[", accent);
    pen.text(inside.right(), line.y, 1, "]", accent);
    typed.draw(pen, inside, true);
}

/// Draws the text, and says so where not all of it fits: what is not seen must be missed.
fn draw_text(layout: &Layout, top: usize, is_typed: bool, sight: &Sight, pen: &mut Pen) {
    let (area, lines, shown) = (layout.text, &layout.lines, layout.shown());
    let top = top.min(lines.len().saturating_sub(shown));
    // A warning that is wrapped stays one in all its lines.
    let mut warns = false;
    for (at, text) in lines.iter().enumerate().take(top + shown) {
        warns = text.starts_with(WARNING) || warns && text.starts_with("  ");
        let Some(y) = at.checked_sub(top).and_then(|y| u16::try_from(y).ok()) else {
            continue;
        };
        let style = if warns { style::WARN } else { style::TEXT };
        pen.text(area.x, area.y + y, area.width, text, style);
    }
    if lines.len() > shown {
        let left = lines.len().saturating_sub(shown + top);
        let keys = sight.keymap.fill(match (left, is_typed) {
            (0, true) => "{typed.up} shows the lines above",
            (0, false) => "{confirm.up} shows the lines above",
            (_, true) => "{typed.down} shows them",
            (_, false) => "{confirm.down} shows them",
        });
        let text = match left {
            0 => keys,
            left => format!("{}: {keys}", show::things(left, "more line")),
        };
        let y = area.bottom().saturating_sub(1);
        pen.text(area.x, y, area.width, &text, style::ACCENT);
    }
}

fn width_of(button: &Button) -> u16 {
    cells(&button.text).saturating_add(4)
}

fn row_width(row: &[&Button]) -> u16 {
    row.iter().map(|button| width_of(button) + 2).sum()
}

/// Returns where the buttons of some rows stand, in their order.
fn places(rows: &[Vec<&Button>], line: Rect) -> Vec<Rect> {
    let mut places = Vec::new();
    for (y, row) in (line.y..).zip(rows) {
        let mut x = line.x;
        for button in row {
            let room = line.right().saturating_sub(x);
            places.push(Rect::new(x, y, width_of(button).min(room), 1));
            x += width_of(button) + 2;
        }
    }
    places
}

/// Returns the lines that fit. Empty ones go first: what is said matters more than its looks.
fn fitting(lines: &[String], room: usize) -> Vec<&String> {
    let mut over = lines.len().saturating_sub(room);
    lines
        .iter()
        .filter(|line| {
            let goes = over > 0 && line.is_empty();
            over -= usize::from(goes);
            !goes
        })
        .collect()
}
