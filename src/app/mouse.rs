//! The mouse: a click chooses, the wheel scrolls what is under it. Never a yes.
use crate::app::screen::Screen;
use crate::model::action::Action;
use crate::model::cx::Outbox;
use crate::model::effect::{Effect, TerminalCommand};
use crate::model::keymap::Keymap;
use crate::model::toast::Toast;
use crate::model::world::World;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// How many rows one turn of the wheel moves.
const WHEEL: usize = 3;

impl Screen {
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
    pub(super) fn mouse(&mut self, mouse: MouseEvent, world: &World, out: &mut Outbox) {
        if self.place.is_too_small() {
            return;
        }
        let (x, y) = (mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(x, y, world, out),
            MouseEventKind::ScrollDown => self.wheel(x, y, Action::Down, world, out),
            MouseEventKind::ScrollUp => self.wheel(x, y, Action::Up, world, out),
            _ => {}
        }
    }

    fn click(&mut self, x: u16, y: u16, world: &World, out: &mut Outbox) {
        self.mark(true);
        if !self.stack.is_empty() {
            return self.lend_top(world, out, |top, cx| top.click(x, y, cx));
        }
        let regions = self.place.regions();
        if let Some(pane) = regions
            .tabs
            .filter(|tabs| tabs.contains((x, y).into()))
            .and_then(|tabs| self.tab_at(x - tabs.x, world))
        {
            self.focus_on(pane);
            return;
        }
        let Some(id) = regions.at(x, y) else { return };
        self.focus_on(id);
        let top = regions.of(id).unwrap_or_default().y;
        if let Some(line) = (y - top).checked_sub(1) {
            self.lend_pane(id, world, out, |pane, cx| pane.click(line, cx));
        }
    }

    fn wheel(&mut self, x: u16, y: u16, action: Action, world: &World, out: &mut Outbox) {
        self.mark(true);
        let under = self.place.regions().at(x, y);
        for _ in 0..WHEEL {
            if !self.stack.is_empty() {
                self.lend_top(world, out, |top, cx| top.act(action, cx));
            } else if let Some(id) = under {
                self.lend_pane(id, world, out, |pane, cx| pane.act(action, cx));
            }
        }
    }

    /// Hands the mouse to the terminal, which selects text with it, or takes it back.
    pub(super) fn toggle_mouse(&mut self, keymap: &Keymap, out: &mut Outbox) {
        self.has_mouse ^= true;
        let command = TerminalCommand::CaptureMouse(self.has_mouse);
        out.effects.push(Effect::Terminal(command));
        let said = if self.has_mouse {
            "Mouse on: it clicks and scrolls"
        } else {
            "Mouse off: select text with it; {global.mouse} turns it back on"
        };
        out.toast = Some(Toast::good(keymap.fill(said)));
    }
}
