//! A list to pick from; typing narrows it.
use crate::model::action::Action;
use crate::model::ask::{Ask, Choice, Pick, Question, Then};
use crate::model::cx::{Cx, Sight};
use crate::model::effect::Effect;
use crate::model::keymap::Context;
use crate::text::fold::fold;
use crate::ui::overlays::{Overlay, centred};
use crate::ui::pen::{Pen, cells};
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::wrap;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

/// How many lines stand around the choices: the borders and the box that is typed into.
const AROUND: u16 = 3;
/// How many choices are seen at any size, however much stands above them.
const SURE: usize = 3;

/// Holds the list, what was typed to narrow it, and the place in it.
#[derive(Debug)]
pub struct Picker {
    pick: Pick,
    search: TextBox,
    cursor: Cursor,
    height: usize,
    area: Rect,
}

impl Picker {
    /// Begins with the profile that is open, where the list is one of profiles.
    pub fn new(pick: Pick, sight: &Sight) -> Self {
        let open = &sight.profile.name;
        let here = pick.choices.iter().position(|choice| match &choice.then {
            Then::Effect(Effect::Open(name)) => name == open,
            Then::Ask(ask) => **ask == Ask::Question(Question::Leave(open.clone())),
            _ => false,
        });
        Self {
            pick,
            search: TextBox::default(),
            cursor: Cursor {
                at: here.unwrap_or(0),
                top: 0,
            },
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
            Then::Fill(text) => cx.out.fill = Some(text),
            Then::Ask(ask) => cx.open(*ask),
            Then::ArmTyped => cx.effect(Effect::Fault(self.search.value().trim().to_owned())),
        }
    }

    /// Gives the rectangle of the whole list, as large as its choices and no larger than the screen.
    fn place(&self, area: Rect) -> Rect {
        let choices = u16::try_from(self.pick.choices.len()).unwrap_or(u16::MAX);
        let about = u16::try_from(self.about(area).len()).unwrap_or(0);
        let height = choices.saturating_add(about + AROUND + 1);
        centred(area, self.width(area), height)
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

    /// Gives the lines above the list, as many as leave room for its first choices. Empty ones go
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

/// Says whether a text has the shape of a fault, `WHEN:CALL:WHAT`; the sandbox knows the words.
fn is_fault(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(':').collect();
    let [when, call, what] = parts[..] else {
        return false;
    };
    let every = when.strip_prefix("every-");
    let is_when = when == "next" || every.is_some_and(|n| n.parse::<u32>().is_ok_and(|n| n > 0));
    is_when && !call.is_empty() && !what.is_empty()
}

impl Overlay for Picker {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Pick]
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        match action {
            Action::Back => cx.close(),
            Action::Open => self.take(cx),
            _ => {
                let rows = self.hits().count();
                self.cursor.act(action, rows, self.height);
            }
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.search.key(key, cx.sight.own_key) {
            entered.tell(cx);
            self.cursor = Cursor::default();
        }
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.search.paste(text, cx.sight.own_key).tell(cx);
        self.cursor = Cursor::default();
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.area.contains((x, y).into()) {
            return;
        }
        let at = self.cursor.top + usize::from(y - self.area.y);
        if at == self.cursor.at {
            self.take(cx);
        } else if at < self.hits().count() {
            self.cursor.at = at;
        }
    }

    fn settle(&mut self, _: &Sight, area: Rect) {
        let place = self.place(area);
        let above = 2 + u16::try_from(self.about(area).len()).unwrap_or(0);
        self.area = Rect::new(
            place.x + 1,
            place.y + above,
            place.width.saturating_sub(2),
            place.height.saturating_sub(above + 1),
        );
        self.height = usize::from(self.area.height);
        let rows = self.hits().count();
        self.cursor.fit(rows, self.height);
    }

    fn draw(&self, _: &Sight, area: Rect, pen: &mut Pen) {
        let theme = pen.theme;
        let place = self.place(area);
        pen.clear(place);
        let rows = self.hits().count();
        let frame = Frame {
            title: &self.pick.title,
            bottom: &format!("{}/{rows}", rows.min(self.cursor.at + 1)),
            focused: true,
            scroll: Some((rows, self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        for (y, line) in (inner.y..).zip(&self.about(area)) {
            pen.text(
                inner.x + 1,
                y,
                inner.width.saturating_sub(2),
                line,
                theme.text(),
            );
        }
        let y = self.area.y - 1;
        let used = pen.text(inner.x + 1, y, inner.width, "> ", theme.accent());
        let room = Rect::new(
            inner.x + 1 + used,
            y,
            inner.width.saturating_sub(used + 2),
            1,
        );
        self.search.draw(pen, room, true);
        self.draw_choices(pen);
        if rows == 0 {
            let nothing = "Nothing matches. Backspace takes letters back.";
            let room = self.area.width.saturating_sub(3);
            pen.text(self.area.x + 2, self.area.y, room, nothing, theme.dim());
        }
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Open, Action::Back]
    }
}

impl Picker {
    fn draw_choices(&self, pen: &mut Pen) {
        let (theme, area) = (pen.theme, self.area);
        let widest = self.pick.choices.iter().map(|choice| cells(&choice.label));
        let widest = widest.max().unwrap_or(0).max(12);
        let shown = self.hits().enumerate().skip(self.cursor.top);
        for (y, (at, choice)) in (area.top()..area.bottom()).zip(shown) {
            let chosen = at == self.cursor.at;
            let pointer = if chosen { theme.marks.pointer } else { " " };
            pen.text(area.x, y, 1, pointer, theme.accent());
            pen.text(area.x + 2, y, widest, &choice.label, theme.bold());
            let rest = area.width.saturating_sub(widest + 5);
            pen.text(area.x + widest + 4, y, rest, &choice.detail, theme.text());
            if chosen {
                pen.paint(Rect::new(area.x, y, area.width, 1), theme.selected());
            }
        }
    }
}
