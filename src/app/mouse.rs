//! The mouse: a click chooses, the wheel scrolls what is under it. Never a yes.
use crate::app::App;
use crate::model::action::Action;
use crate::model::cx::Outbox;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// How many rows one turn of the wheel moves.
const WHEEL: usize = 3;

impl App {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
    pub(super) fn mouse(&mut self, mouse: MouseEvent, out: &mut Outbox) {
        if self.screen.place.is_too_small() {
            return;
        }
        let (x, y) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(x, y, out),
            MouseEventKind::ScrollDown => self.wheel(x, y, Action::Down, out),
            MouseEventKind::ScrollUp => self.wheel(x, y, Action::Up, out),
            _ => {}
        }
    }

    fn click(&mut self, x: u16, y: u16, out: &mut Outbox) {
        self.screen.mark(true);
        if !self.screen.stack.is_empty() {
            return self
                .screen
                .lend_top(&self.world, out, |top, cx| top.click(x, y, cx));
        }
        let regions = self.screen.place.regions();
        if let Some(pane) = regions
            .tabs
            .filter(|tabs| tabs.contains((x, y).into()))
            .and_then(|tabs| self.screen.tab_at(x - tabs.x, &self.world))
        {
            self.screen.focus_on(pane);
            return;
        }
        let Some(id) = regions.at(x, y) else { return };
        self.screen.focus_on(id);
        let top = regions.of(id).unwrap_or_default().y;
        if let Some(line) = (y - top).checked_sub(1) {
            self.screen
                .lend_pane(id, &self.world, out, |pane, cx| pane.click(line, cx));
        }
    }

    fn wheel(&mut self, x: u16, y: u16, action: Action, out: &mut Outbox) {
        self.screen.mark(true);
        let under = self.screen.place.regions().at(x, y);
        for _ in 0..WHEEL {
            let (screen, world) = (&mut self.screen, &self.world);
            if !screen.stack.is_empty() {
                screen.lend_top(world, out, |top, cx| top.act(action, cx));
            } else if let Some(id) = under {
                screen.lend_pane(id, world, out, |pane, cx| pane.act(action, cx));
            }
        }
    }
}
