//! The mouse: a click chooses, the wheel scrolls what is under it. Never a yes.
use crate::app::App;
use crate::app::keys::sight;
use crate::model::action::Action;
use crate::model::cx::{Cx, Outbox, Sight};
use crate::model::pane::PaneId;
use crossterm::event::{MouseButton, MouseEvent, MouseEventKind};

/// How many rows one turn of the wheel moves.
const WHEEL: usize = 3;

impl App {
    pub(super) fn mouse(&mut self, mouse: MouseEvent, out: &mut Outbox) {
        if self.is_too_small() {
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
        self.dirty = true;
        if !self.overlays.is_empty() {
            return self.lend(out, |top, cx| top.click(x, y, cx), |_, _| {});
        }
        let regions = self.regions();
        if let Some(pane) = regions
            .tabs
            .filter(|tabs| tabs.contains((x, y).into()))
            .and_then(|tabs| self.tab_at(x - tabs.x))
        {
            self.focus_on(pane);
            return;
        }
        let Some(id) = regions.at(x, y) else { return };
        self.focus_on(id);
        let top = regions.of(id).unwrap_or_default().y;
        if let Some(line) = (y - top).checked_sub(1) {
            self.lend(out, |_, _| {}, |pane, cx| pane.click(line, cx));
        }
    }

    /// Gives the tab at a column of the line of tabs.
    fn tab_at(&self, column: u16) -> Option<PaneId> {
        let sight = self.sight();
        let mut end = 0;
        PaneId::ALL
            .into_iter()
            .filter(|id| *id != PaneId::Customers)
            .find(|id| {
                end += crate::ui::pen::cells(&self.panes.get(*id).tab(&sight)) + 2;
                column < end
            })
    }

    fn wheel(&mut self, x: u16, y: u16, action: Action, out: &mut Outbox) {
        self.dirty = true;
        let customer = self.panes.customers.roster.chosen().cloned();
        let under = self.regions().at(x, y);
        for _ in 0..WHEEL {
            let sight = sight!(self, customer.as_ref());
            let mut cx = Cx { sight, out };
            match (self.overlays.last_mut(), under) {
                (Some(top), _) => top.act(action, &mut cx),
                (None, Some(id)) => self.panes.get_mut(id).act(action, &mut cx),
                (None, None) => {}
            }
        }
    }
}
