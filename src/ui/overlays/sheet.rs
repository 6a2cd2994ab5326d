//! The details of one record: facts in a box that scrolls.
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::cx::Sight;
use crate::ui::freshness::draw_instead;
use crate::ui::layout::centred;
use crate::ui::pen::Pen;
use crate::ui::widgets::facts::{self, Fact, wrapped};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::scroll::Scroll;
use ratatui::layout::{Margin, Rect};

/// How wide the box is at the most.
const WIDTH: u16 = 100;

/// How far the facts are scrolled.
#[derive(Debug)]
pub struct Sheet {
    /// How wide the labels are.
    label: u16,
    scroll: Scroll,
}

/// What a sheet shows: its title, the subject that it is about, and the facts if they are known.
pub struct SheetContent<'a> {
    pub title: &'a str,
    pub subject: &'a Subject,
    pub facts: Option<Vec<Fact>>,
}

impl Sheet {
    pub fn new(label: u16) -> Self {
        Self {
            label,
            scroll: Scroll::default(),
        }
    }

    /// Scrolls as an action says; returns whether the action was a movement.
    pub fn act(&mut self, action: Action) -> bool {
        self.scroll.act(action)
    }

    /// Learns how many lines the facts take.
    pub fn settle(&mut self, facts: Option<Vec<Fact>>, area: Rect) {
        let place = place(area);
        let room = place.width.saturating_sub(4);
        let lines = wrapped(facts.unwrap_or_default(), self.label, room).len();
        self.scroll.settle(lines, place.height.saturating_sub(2));
    }

    pub fn draw(&self, shown: SheetContent, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = place(area);
        pen.clear(place);
        let bottom = match (
            sight.store.failure(shown.subject),
            sight.inflight.asked_since(shown.subject),
        ) {
            (Some(error), _) => {
                let retries = sight.keymap.fill("{list.refresh} retries");
                format!("{retries} · {}", error.headline(sight.host()))
            }
            (None, Some(_)) => "reading it again…".to_owned(),
            (None, None) => sight.keymap.fill("{global.back} goes back"),
        };
        let frame = Frame {
            title: shown.title,
            bottom: &bottom,
            focused: true,
            scroll: Some((self.scroll.lines, self.scroll.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        let room = inner.inner(Margin::new(1, 0));
        let Some(facts) = shown.facts else {
            draw_instead(shown.subject, "", sight, inner, pen);
            return;
        };
        let lines = wrapped(facts, self.label, room.width);
        facts::draw(lines.iter().skip(self.scroll.top), self.label, room, pen);
    }
}

fn place(area: Rect) -> Rect {
    centred(area, WIDTH, area.height)
}
