//! The whole story of one request, up to now.
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::requests;
use crate::ui::view::View;
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::scroll::Scroll;
use ratatui::layout::{Margin, Rect};

/// How wide the box is at the most.
const WIDTH: u16 = 90;
/// How wide the labels are.
pub const LABEL: u16 = 12;

/// Which request it is and how far its story is scrolled.
#[derive(Debug)]
pub struct Story {
    ticket: Ticket,
    scroll: Scroll,
}

impl Story {
    pub fn new(ticket: Ticket) -> Self {
        Self {
            ticket,
            scroll: Scroll::default(),
        }
    }

    fn facts(&self, sight: &Sight, width: u16) -> Vec<Fact> {
        let Some(entry) = sight.activity.get(self.ticket) else {
            let gone = "This request is too old: only the last 1,000 are kept.";
            return wrapped(vec![Fact::plain("", gone)], LABEL, width);
        };
        wrapped(requests::story(entry, sight), LABEL, width)
    }

    fn place(&self, area: Rect) -> Rect {
        let lines = u16::try_from(self.scroll.lines).unwrap_or(u16::MAX);
        centred(area, WIDTH, lines.saturating_add(4))
    }
}

impl View for Story {
    fn contexts(&self) -> &'static [Context] {
        Context::List.chain()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Back {
            cx.close();
        } else {
            self.scroll.act(action);
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let width = WIDTH.min(area.width).saturating_sub(4);
        let lines = self.facts(sight, width).len();
        let height = area.height.saturating_sub(4);
        self.scroll.settle(lines, height);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = self.place(area);
        pen.clear(place);
        let frame = Frame {
            title: &format!("Request {}", self.ticket.0),
            bottom: &sight.keymap.fill("{global.back} goes back"),
            focused: true,
            scroll: Some((self.scroll.lines + 2, self.scroll.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = inner.inner(Margin::new(1, 1));
        let lines = self.facts(sight, room.width);
        facts::draw(lines.iter().skip(self.scroll.top), LABEL, room, pen);
    }

    fn hints(&self) -> Vec<Action> {
        vec![Action::Back, Action::Down, Action::Help]
    }
}

impl Overlay for Story {}
