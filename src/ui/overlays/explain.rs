//! Something to read.
use crate::model::action::Action;
use crate::model::ask::Explanation;
use crate::model::cure::Cure;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::theme::style;
use crate::ui::view::View;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::scroll::Scroll;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::{Margin, Rect};

/// How wide the text is at the most.
const WIDTH: u16 = 74;

/// A text and how far it is scrolled.
#[derive(Debug)]
pub struct ExplanationView {
    text: Explanation,
    lines: Vec<String>,
    scroll: Scroll,
}

impl ExplanationView {
    pub fn new(text: Explanation) -> Self {
        Self {
            text,
            lines: Vec::new(),
            scroll: Scroll::default(),
        }
    }
}

impl View for ExplanationView {
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

    fn settle(&mut self, _: &Sight, area: Rect) {
        let width = WIDTH.min(area.width.saturating_sub(4)).saturating_sub(4);
        self.lines = self
            .text
            .lines
            .iter()
            .flat_map(|line| wrap(line, width))
            .collect();
        let height = area.height.saturating_sub(4);
        self.scroll.settle(self.lines.len(), height);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let height = u16::try_from(self.lines.len() + 4).unwrap_or(u16::MAX);
        let area = centred(area, WIDTH, height);
        pen.clear(area);
        let frame = Frame {
            title: &self.text.title,
            bottom: &sight.keymap.fill("{global.back} closes"),
            focused: true,
            scroll: Some((self.lines.len(), self.scroll.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let room = inner.inner(Margin::new(1, 1));
        let shown = self.lines.iter().skip(self.scroll.top);
        for (y, line) in (room.top()..room.bottom()).zip(shown) {
            pen.text(room.x, y, room.width, line, style::TEXT);
        }
    }

    fn hints(&self) -> Vec<Action> {
        use Action::{Activity, Back, Profiles, RefreshAll};
        vec![Back, Activity, RefreshAll, Profiles]
    }
}

impl Overlay for ExplanationView {
    fn yields(&self) -> bool {
        true
    }

    fn cure(&self) -> Option<&Cure> {
        self.text.cure.as_ref()
    }
}
