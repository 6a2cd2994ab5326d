//! A list to pick from; typing narrows it.
use crate::model::action::Action;
use crate::model::ask::{Choice, Pick, Then};
use crate::model::cx::{Cx, Sight};
use crate::model::effect::{ApiCommand, Effect};
use crate::model::keymap::Context;
use crate::text::fold::fold;
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::{marks, style};
use crate::ui::view::View;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::narrow::below;
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::{wrap, wrap_within};
use crossterm::event::KeyEvent;
use ratatui::layout::{Margin, Rect};

/// How many lines stand around the choices: the borders and the box that is typed into.
const AROUND: u16 = 3;
/// The most lines of one choice.
const MOST_LINES: usize = 3;
/// How many choices are seen at any size, however much stands above them.
const SURE: usize = 3;

/// The list, what was typed to narrow it, and the place in it.
#[derive(Debug)]
pub struct Picker {
    pick: Pick,
    search: TextBox,
    cursor: Cursor,
    /// The first line that is shown; a choice may have several.
    top: usize,
    height: usize,
    area: Rect,
}

impl Picker {
    pub fn new(pick: Pick) -> Self {
        Self {
            search: TextBox::default(),
            cursor: Cursor {
                at: pick.here,
                top: 0,
            },
            pick,
            top: 0,
            height: 1,
            area: Rect::default(),
        }
    }

    fn hits(&self) -> impl Iterator<Item = &Choice> {
        let typed = self.search.value();
        let (wanted, is_fault) = (fold(typed), is_fault(typed));
        self.pick.choices.iter().filter(move |choice| {
            if choice.then == Then::ArmTyped {
                return is_fault;
            }
            let text = fold(&format!("{} {}", choice.label, choice.detail));
            wanted.split_whitespace().all(|word| text.contains(word))
        })
    }

    fn take(&self, cx: &mut Cx) {
        let Some(choice) = self.hits().nth(self.cursor.at) else {
            return;
        };
        cx.close();
        match choice.then.clone() {
            Then::Effect(effect) => cx.effect(effect),
            Then::Give(text) => cx.out.picked = Some(text),
            Then::Ask(ask) => cx.open(*ask),
            Then::ArmTyped => cx.effect(Effect::Api(ApiCommand::Fault(
                self.search.value().trim().to_owned(),
            ))),
        }
    }

    /// Returns the rectangle of the whole list, as large as its choices and no larger than the screen.
    fn place(&self, area: Rect) -> Rect {
        let inner = self.width(area).saturating_sub(2);
        let lines = self.lines(self.pick.choices.iter(), inner).len();
        let choices = u16::try_from(lines).unwrap_or(u16::MAX);
        let about = u16::try_from(self.about(area).len()).unwrap_or(0);
        let height = choices.saturating_add(about + AROUND + 1);
        centred(area, self.width(area), height)
    }

    /// Returns the lines of some choices in a width, each with the place of its choice and, before the
    /// first one of it, the label.
    fn lines<'c>(&self, choices: impl Iterator<Item = &'c Choice>, width: u16) -> Vec<Line<'c>> {
        let room = width.saturating_sub(self.labels() + 5);
        let mut lines = Vec::new();
        for (at, choice) in choices.enumerate() {
            let pieces = wrap_within(&choice.detail, room, MOST_LINES).into_iter();
            lines.extend(pieces.enumerate().map(|(piece, detail)| Line {
                at,
                label: if piece == 0 { &choice.label } else { "" },
                detail,
            }));
        }
        lines
    }

    /// Returns the cells of the column of labels.
    fn labels(&self) -> u16 {
        let labels = self.pick.choices.iter().map(|choice| cells(&choice.label));
        labels.max().unwrap_or(0).max(12)
    }

    fn width(&self, area: Rect) -> u16 {
        let width = self
            .pick
            .choices
            .iter()
            .map(|choice| cells(&choice.label).max(12) + cells(&choice.detail) + 8)
            .chain(self.pick.about.iter().map(|line| cells(line) + 4))
            .max()
            .unwrap_or(0);
        width.clamp(46, 90).min(area.width)
    }

    /// Returns the lines above the list, as many as leave room for its first choices. Empty ones go
    /// first: what is said matters more than its looks.
    fn about(&self, area: Rect) -> Vec<String> {
        let width = self.width(area).saturating_sub(4);
        let about = self.pick.about.iter();
        let mut lines: Vec<String> = about.flat_map(|line| wrap(line, width)).collect();
        if lines.last().is_some_and(|line| !line.is_empty()) {
            lines.push(String::new());
        }
        let shown = self.pick.choices.len().clamp(1, SURE);
        let room = usize::from(area.height.saturating_sub(AROUND)).saturating_sub(shown);
        if lines.len() > room {
            lines.retain(|line| !line.is_empty());
        }
        lines.truncate(room);
        lines
    }
}

struct Line<'c> {
    at: usize,
    label: &'c str,
    detail: String,
}

/// Whether a text has the shape of a fault, `WHEN:CALL:WHAT`; the sandbox knows the words.
fn is_fault(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let [when, call, what] = parts[..] else {
        return false;
    };
    let every = when.strip_prefix("every-");
    let is_when = when == "next" || every.is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
    is_when && !call.is_empty() && !what.is_empty()
}

impl View for Picker {
    fn contexts(&self) -> &'static [Context] {
        Context::Pick.chain()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Back {
            cx.close();
        } else if action == Action::Open {
            self.take(cx);
        } else {
            let rows = self.hits().count();
            self.cursor.act(action, rows, self.height);
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.search.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
            self.cursor = Cursor::default();
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.search.paste(text, cx.sight.own_key.as_ref()).tell(cx);
        self.cursor = Cursor::default();
    }

    fn settle(&mut self, _: &Sight, area: Rect) {
        let place = self.place(area);
        let above = 1 + u16::try_from(self.about(area).len()).unwrap_or(0);
        self.area = below(place.inner(Margin::new(1, 1)), above);
        self.height = usize::from(self.area.height);
        self.cursor.fit(self.hits().count(), self.height);
        let lines = self.lines(self.hits(), self.area.width);
        let last = lines.iter().rposition(|line| line.at == self.cursor.at);
        let mut chosen = Cursor {
            at: last.unwrap_or(0),
            top: self.top,
        };
        chosen.fit(lines.len(), self.height);
        self.top = chosen.top;
    }

    fn draw(&self, _: &Sight, area: Rect, pen: &mut Pen) {
        let place = self.place(area);
        pen.clear(place);
        let rows = self.hits().count();
        let lines = self.lines(self.hits(), self.area.width);
        let frame = Frame {
            title: &self.pick.title,
            bottom: &format!("{}/{rows}", rows.min(self.cursor.at + 1)),
            focused: true,
            scroll: Some((lines.len(), self.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        for (y, line) in (inner.y..).zip(&self.about(area)) {
            pen.text(
                inner.x + 1,
                y,
                inner.width.saturating_sub(2),
                line,
                style::TEXT,
            );
        }
        let y = self.area.y - 1;
        let used = pen.text(inner.x + 1, y, inner.width, "> ", style::ACCENT);
        let room = Rect::new(
            inner.x + 1 + used,
            y,
            inner.width.saturating_sub(used + 2),
            1,
        );
        self.search.draw(pen, room, true);
        self.draw_choices(&lines, pen);
        if rows == 0 {
            let nothing = "No matches. Backspace deletes letters.";
            let room = self.area.width.saturating_sub(3);
            pen.text(self.area.x + 2, self.area.y, room, nothing, style::DIM);
        }
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Open, Action::Back]
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        (action == Action::Open).then_some(self.pick.enter)
    }
}

impl Overlay for Picker {
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.area.contains((x, y).into()) {
            return;
        }
        let line = self.top + usize::from(y - self.area.y);
        let at = self
            .lines(self.hits(), self.area.width)
            .get(line)
            .map(|line| line.at);
        match at {
            Some(at) if at == self.cursor.at => self.take(cx),
            Some(at) => self.cursor.at = at,
            None => {}
        }
    }
}

impl Picker {
    fn draw_choices(&self, lines: &[Line], pen: &mut Pen) {
        let area = self.area;
        let labels = self.labels();
        let shown = lines.iter().skip(self.top);
        for (row, line) in area.rows().zip(shown) {
            let y = row.y;
            let chosen = line.at == self.cursor.at;
            if chosen && !line.label.is_empty() {
                pen.text(area.x, y, 1, marks::POINTER, style::ACCENT);
            }
            pen.text(area.x + 2, y, labels, line.label, style::BOLD);
            let rest = area.width.saturating_sub(labels + 5);
            pen.text(area.x + labels + 4, y, rest, &line.detail, style::TEXT);
            if chosen {
                pen.paint(row, style::SELECTED);
            }
        }
    }
}
