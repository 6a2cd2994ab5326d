//! A question in a box: what it is about, a text to type where one is wanted, and a row of buttons.
use crate::model::action::Action;
use crate::ui::overlays::centred;
use crate::ui::panes::info::wrap;
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use ratatui::layout::Rect;

/// How wide the box is at the most.
const WIDTH: u16 = 72;

/// Holds one button.
#[derive(Clone, Debug)]
pub struct Button {
    pub text: String,
    /// Greyed where pressing it would only say why not.
    pub works: bool,
}

/// Holds which button of a row has the focus; it starts on the first, which changes nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Focus(pub usize);

impl Focus {
    /// Moves as an action says; says whether the action was a movement.
    pub fn act(&mut self, action: Action, buttons: usize) -> bool {
        let buttons = buttons.max(1);
        self.0 = match action {
            Action::NextButton => (self.0 + 1) % buttons,
            Action::PreviousButton => (self.0 + buttons - 1) % buttons,
            _ => return false,
        };
        true
    }
}

/// Holds all that stands in the box.
#[derive(Clone, Copy, Debug)]
pub struct Dialog<'a> {
    pub title: &'a str,
    pub bottom: &'a str,
    /// Already wrapped for [`room`].
    pub lines: &'a [String],
    /// What must be typed, in words, and the box for it.
    pub field: Option<(&'a str, &'a TextBox)>,
    pub buttons: &'a [Button],
    pub focus: Focus,
    /// Why a greyed button does not work.
    pub why: Option<&'a str>,
}

/// Gives how many cells a line of the text can take.
pub fn room(area: Rect) -> u16 {
    width(area).saturating_sub(4)
}

fn width(area: Rect) -> u16 {
    WIDTH.min(area.width.saturating_sub(4))
}

impl Dialog<'_> {
    pub fn draw(&self, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let below = self.lines_below(room(area));
        let typing = if self.field.is_some() { 3 } else { 0 };
        let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        // The borders, a line before the buttons, the buttons and a line behind them.
        let reserved = 5 + typing + count(below.len());
        let lines = fitting(
            self.lines,
            usize::from(area.height.saturating_sub(reserved)),
        );
        let area = centred(
            area,
            width(area),
            count(lines.len()).saturating_add(reserved),
        );
        pen.clear(area);
        let frame = Frame {
            title: self.title,
            title_style: Some(theme.bad()),
            bottom: self.bottom,
            focused: true,
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let line = |y| Rect::new(inner.x + 1, y, inner.width.saturating_sub(2), 1);
        let buttons = inner.bottom().saturating_sub(2 + count(below.len()));
        for (y, text) in (inner.y..buttons.saturating_sub(1 + typing)).zip(lines) {
            pen.text(line(y).x, y, line(y).width, text, theme.text());
        }
        if let Some((prompt, field)) = self.field {
            let y = buttons.saturating_sub(3);
            pen.text(line(y).x, y, line(y).width, prompt, theme.bold());
            field.draw(pen, line(y + 1), true);
        }
        let end = self.draw_buttons(line(buttons), pen);
        if below.is_empty() {
            let rest = inner.right().saturating_sub(end + 1);
            pen.text(end, buttons, rest, self.why.unwrap_or(""), theme.dim());
        }
        for (y, text) in (buttons + 1..).zip(&below) {
            pen.text(line(y).x, y, line(y).width, text, theme.dim());
        }
    }

    /// Gives the reason in lines of its own, where it does not fit beside the buttons.
    fn lines_below(&self, room: u16) -> Vec<String> {
        let buttons: u16 = self.buttons.iter().map(|b| cells(&b.text) + 6).sum();
        match self.why {
            Some(why) if buttons + cells(why) > room => wrap(why, room),
            _ => Vec::new(),
        }
    }

    /// Draws the buttons; gives the column behind them.
    fn draw_buttons(&self, line: Rect, pen: &mut Pen) -> u16 {
        let theme = pen.theme;
        let mut x = line.x;
        for (at, button) in self.buttons.iter().enumerate() {
            let text = format!("[ {} ]", button.text);
            let style = theme.button(at == self.focus.0);
            let style = if button.works {
                style
            } else {
                style.patch(theme.dim())
            };
            pen.text(x, line.y, line.right().saturating_sub(x), &text, style);
            x += cells(&text) + 2;
        }
        x
    }
}

/// Gives the lines that fit. Empty ones go first: what is said matters more than its looks.
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
