//! A question in a box: what it is about, a text to type where one is wanted, and a row of buttons.
use crate::model::action::Action;
use crate::ui::overlays::centred;
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::wrap;
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
    /// How many lines were scrolled over, where not all of them fit.
    pub top: usize,
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
        let count = |lines: usize| u16::try_from(lines).unwrap_or(u16::MAX);
        let below = self.lines_below(room(area));
        let prompt = self.field.map(|(prompt, _)| wrap(prompt, room(area)));
        let prompt = prompt.unwrap_or_default();
        let spoken = self.lines.iter().filter(|line| !line.is_empty()).count();
        // Borders, buttons, what is typed, and the empty lines around them; those go before a word does.
        let rows = count(self.rows_of_buttons(room(area)).len());
        let reserved = |gap: u16| {
            let typing = count(prompt.len()) + 1 + gap;
            let typing = if prompt.is_empty() { 0 } else { typing };
            (2 + rows + 2 * gap + typing + count(below.len()), typing)
        };
        let gap = u16::from(count(spoken).saturating_add(reserved(1).0) <= area.height);
        let (reserved, typing) = reserved(gap);
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
        let buttons = inner
            .bottom()
            .saturating_sub(rows + gap + count(below.len()));
        let end = buttons.saturating_sub(gap + typing);
        let text = Rect::new(
            line(0).x,
            inner.y,
            line(0).width,
            end.saturating_sub(inner.y),
        );
        self.draw_text(&lines, text, pen);
        self.draw_field(&prompt, line(buttons.saturating_sub(typing)), pen);
        let end = self.draw_buttons(line(buttons), pen);
        let last = buttons + rows.saturating_sub(1);
        if below.is_empty() {
            let rest = inner.right().saturating_sub(end + 1);
            pen.text(end, last, rest, self.why.unwrap_or(""), theme.dim());
        }
        for (y, text) in (last + 1..).zip(&below) {
            pen.text(line(y).x, y, line(y).width, text, theme.dim());
        }
    }

    /// Draws what must be typed and the box for it, from a line on.
    fn draw_field(&self, prompt: &[String], line: Rect, pen: &mut Pen) {
        let Some((_, field)) = self.field else { return };
        let bold = pen.theme.bold();
        let mut line = line;
        for text in prompt {
            pen.text(line.x, line.y, line.width, text, bold);
            line.y = line.y.saturating_add(1);
        }
        field.draw(pen, line, true);
    }

    /// Draws the text, and says so where not all of it fits: what is not seen must be missed.
    fn draw_text(&self, lines: &[&String], area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let room = usize::from(area.height);
        let fits = lines.len() <= room;
        let shown = if fits { room } else { room.saturating_sub(1) };
        let top = self.top.min(lines.len().saturating_sub(shown));
        for (y, text) in (area.top()..area.bottom()).zip(lines.iter().skip(top).take(shown)) {
            pen.text(area.x, y, area.width, text, theme.text());
        }
        if !fits {
            let left = lines.len() - shown - top;
            let text = match left {
                0 => "Up shows the lines above".to_owned(),
                left => format!(
                    "{}: Down shows them",
                    crate::ui::show::things(left, "more line")
                ),
            };
            let y = area.bottom().saturating_sub(1);
            pen.text(area.x, y, area.width, &text, theme.warn());
        }
    }

    /// Gives the reason in lines of its own, where it does not fit beside the buttons.
    fn lines_below(&self, room: u16) -> Vec<String> {
        let rows = self.rows_of_buttons(room);
        let used: u16 = rows
            .last()
            .map_or(0, |row| row.iter().map(|(_, b)| width_of(b) + 2).sum());
        match self.why {
            Some(why) if used + cells(why) > room => wrap(why, room),
            _ => Vec::new(),
        }
    }

    /// Gives the buttons in as many rows as they need.
    fn rows_of_buttons(&self, room: u16) -> Vec<Vec<(usize, &Button)>> {
        let mut rows: Vec<Vec<(usize, &Button)>> = vec![Vec::new()];
        let mut used = 0;
        for (at, button) in self.buttons.iter().enumerate() {
            let own = width_of(button);
            if used > 0 && used + own > room {
                rows.push(Vec::new());
                used = 0;
            }
            used += own + 2;
            if let Some(row) = rows.last_mut() {
                row.push((at, button));
            }
        }
        rows
    }

    /// Draws the buttons; gives the column behind the last one.
    fn draw_buttons(&self, line: Rect, pen: &mut Pen) -> u16 {
        let theme = pen.theme;
        let mut end = line.x;
        for (y, row) in (line.y..).zip(self.rows_of_buttons(line.width)) {
            let mut x = line.x;
            for (at, button) in row {
                let text = format!("[ {} ]", button.text);
                let style = theme.button(at == self.focus.0);
                let style = if button.works {
                    style
                } else {
                    style.patch(theme.dim())
                };
                pen.text(x, y, line.right().saturating_sub(x), &text, style);
                x += width_of(button) + 2;
            }
            end = x;
        }
        end
    }
}

fn width_of(button: &Button) -> u16 {
    cells(&button.text).saturating_add(4)
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
