//! The whole story of one request, up to now.
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::ui::overlays::{Overlay, centred};
use crate::ui::pen::Pen;
use crate::ui::requests;
use crate::ui::theme::Theme;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use ratatui::layout::{Margin, Rect};

/// How wide the box is at the most.
const WIDTH: u16 = 90;
/// How wide the labels are.
pub const LABEL: u16 = 12;

/// Holds which request it is and how far its story is scrolled.
#[derive(Debug)]
pub struct Story {
    ticket: Ticket,
    cursor: Cursor,
    lines: usize,
    height: usize,
}

impl Story {
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            cursor: Cursor::default(),
            lines: 0,
            height: 0,
        }
    }

    fn facts(&self, sight: &Sight, theme: Theme, width: u16) -> Vec<Fact> {
        let Some(entry) = sight.activity.get(self.ticket) else {
            let gone = "This request is too old: only the last 1,000 are kept.";
            return wrapped(vec![Fact::new("", gone, theme.text())], LABEL, width);
        };
        wrapped(requests::story(entry, sight, theme), LABEL, width)
    }

    fn place(&self, area: Rect) -> Rect {
        let lines = u16::try_from(self.lines).unwrap_or(u16::MAX);
        centred(area, WIDTH, lines.saturating_add(4))
    }
}

impl Overlay for Story {
    fn contexts(&self) -> &'static [Context] {
        &[Context::List, Context::Global]
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Back {
            cx.close();
        } else {
            self.cursor.scroll(action, self.lines, self.height);
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let width = WIDTH.min(area.width).saturating_sub(4);
        self.lines = self.facts(sight, Theme::plain(), width).len();
        self.height = usize::from(self.place(area).height.saturating_sub(4));
        let last = self.lines.saturating_sub(self.height);
        self.cursor.top = self.cursor.top.min(last);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = self.place(area);
        pen.clear(place);
        let frame = Frame {
            title: &format!("Request {}", self.ticket.0),
            bottom: "Esc goes back",
            focused: true,
            scroll: Some((self.lines + 2, self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = inner.inner(Margin::new(1, 1));
        let lines = self.facts(sight, pen.theme, room.width);
        facts::draw(lines.iter().skip(self.cursor.top), LABEL, room, pen);
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Back, Action::Down, Action::Help]
    }
}
