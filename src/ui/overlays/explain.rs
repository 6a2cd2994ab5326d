//! Something to read, closed by Esc.
use crate::model::action::Action;
use crate::model::ask::Explanation;
use crate::model::cure::Cure;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::overlays::{Overlay, centred};
use crate::ui::pen::Pen;
use crate::ui::widgets::cursor::Cursor;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::Rect;

/// How wide the text is at the most.
const WIDTH: u16 = 74;

/// Holds a text and how far it is scrolled.
#[derive(Debug)]
pub struct Reader {
    text: Explanation,
    lines: Vec<String>,
    cursor: Cursor,
    height: usize,
}

impl Reader {
    pub fn new(text: Explanation) -> Self {
        Self {
            text,
            lines: Vec::new(),
            cursor: Cursor::default(),
            height: 0,
        }
    }
}

impl Overlay for Reader {
    fn contexts(&self) -> &'static [Context] {
        &[Context::List, Context::Global]
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Back {
            cx.close();
        } else {
            self.cursor.scroll(action, self.lines.len(), self.height);
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
        self.height = usize::from(area.height.saturating_sub(4)).min(self.lines.len());
    }

    fn draw(&self, _: &Sight, area: Rect, pen: &mut Pen) {
        let height = u16::try_from(self.height)
            .unwrap_or(u16::MAX)
            .saturating_add(4);
        let area = centred(area, WIDTH, height);
        pen.clear(area);
        let frame = Frame {
            title: &self.text.title,
            bottom: "Esc closes",
            focused: true,
            scroll: Some((self.lines.len(), self.cursor.top)),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        let shown = self.lines.iter().skip(self.cursor.top).take(self.height);
        for (y, line) in (inner.y + 1..inner.bottom()).zip(shown) {
            pen.text(
                inner.x + 1,
                y,
                inner.width.saturating_sub(2),
                line,
                pen.theme.text(),
            );
        }
    }

    fn yields(&self) -> bool {
        true
    }

    fn cure(&self) -> Option<&Cure> {
        self.text.cure.as_ref()
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Back,
            Action::Activity,
            Action::RefreshAll,
            Action::Profiles,
        ]
    }
}
