//! From a key to what it does: overlay or pane, context, action.
use crate::app::App;
use crate::model::action::Action;
use crate::model::ask::Wish;
use crate::model::cx::{Cx, Outbox, Sight};
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::ui::bars::Hint;
use crate::ui::layout;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::borrow::Cow;

/// Lends everything that can be seen, from fields that are not being changed meanwhile.
macro_rules! sight {
    ($app:expr, $customer:expr) => {
        Sight {
            store: &$app.store,
            inflight: &$app.inflight,
            activity: &$app.activity,
            keymap: &$app.setup.keymap,
            drafts: &$app.drafts,
            profile: &$app.setup.profile,
            gate: $app.gate,
            customer: $customer,
            focus: $app.focus,
            time_zone: &$app.setup.time_zone,
            now: $app.now,
        }
    };
}
pub(super) use sight;

impl App {
    pub(super) fn key(&mut self, key: KeyEvent, out: &mut Outbox) {
        self.last_key = self.now.since_start;
        self.dirty = true;
        self.clear_toast(key.code == KeyCode::Esc && self.overlays.is_empty());
        if self.is_too_small() {
            return self.key_unseen(key, out);
        }
        let contexts = self.contexts();
        let text = self.takes_text() && is_text(key);
        let action = (!text)
            .then(|| self.setup.keymap.action(contexts, key))
            .flatten();
        match action {
            Some(action) => self.act(action, out),
            None if self.takes_text() => {
                self.lend(
                    out,
                    |top, cx| top.key(key, cx),
                    |pane, cx| pane.key(key, cx),
                );
            }
            None => {}
        }
    }

    /// Takes a key while the window is too small to show what it would do: nothing but leaving is heard.
    fn key_unseen(&mut self, key: KeyEvent, out: &mut Outbox) {
        match self.setup.keymap.action(&[Context::Global], key) {
            Some(Action::Quit) => self.close_all_and_quit(out),
            Some(action @ (Action::Interrupt | Action::Suspend | Action::Redraw)) => {
                self.act(action, out);
            }
            _ => {}
        }
    }

    pub(super) fn is_too_small(&self) -> bool {
        layout::is_too_small(self.area())
    }

    /// Gives where keys are looked up now: the topmost overlay's contexts, else those of the focused pane.
    pub(super) fn contexts(&self) -> &'static [Context] {
        match self.overlays.last() {
            Some(top) => top.contexts(),
            None => self.panes.get(self.focus).contexts(),
        }
    }

    fn takes_text(&self) -> bool {
        match self.overlays.last() {
            Some(top) => top.takes_text(),
            None => self.panes.get(self.focus).takes_text(),
        }
    }

    /// Takes a paste: text for the box that has the focus, else for the filter; never keys.
    pub(super) fn paste(&mut self, text: &str, out: &mut Outbox) {
        self.last_key = self.now.since_start;
        self.dirty = true;
        if self.is_too_small() {
            return;
        }
        if self.takes_text() {
            self.lend(
                out,
                |top, cx| top.paste(text, cx),
                |pane, cx| pane.paste(text, cx),
            );
        } else if self.overlays.is_empty() {
            let sight = sight!(self, None);
            self.panes.customers.filter_by(text, &sight);
            out.focus = Some(crate::model::pane::PaneId::Customers);
        }
    }

    /// Lends the topmost overlay, else the focused pane, what it may see and ask for.
    pub(super) fn lend(
        &mut self,
        out: &mut Outbox,
        overlay: impl FnOnce(&mut dyn crate::ui::overlays::Overlay, &mut Cx),
        pane: impl FnOnce(&mut dyn crate::ui::panes::Pane, &mut Cx),
    ) {
        let customer = self.panes.customers.roster.chosen().cloned();
        let sight = sight!(self, customer.as_ref());
        let mut cx = Cx { sight, out };
        match self.overlays.last_mut() {
            Some(top) => overlay(top.as_mut(), &mut cx),
            None => pane(self.panes.get_mut(self.focus), &mut cx),
        }
    }

    /// Does what the person wants, or says why it cannot be done.
    pub(super) fn act(&mut self, action: Action, out: &mut Outbox) {
        if action != Action::Interrupt {
            self.interrupted = None;
        }
        if let Some(why) = self.why_not(action) {
            self.say(Toast::warning(why));
            return;
        }
        if self.act_globally(action, out) {
            return;
        }
        self.lend(
            out,
            |top, cx| top.act(action, cx),
            |pane, cx| pane.act(action, cx),
        );
    }

    pub(super) fn why_not(&self, action: Action) -> Option<Cow<'static, str>> {
        let sight = self.sight();
        let local = match self.overlays.last() {
            Some(top) => top.why_not(action, &sight),
            None => self.panes.get(self.focus).why_not(action, &sight),
        };
        local.or_else(|| self.why_not_globally(action))
    }

    /// Gives all that can be wanted here, once each, and why not now.
    pub(super) fn wishes(&self) -> Vec<Wish> {
        let mut wishes: Vec<Wish> = Vec::new();
        for context in self.contexts() {
            for binding in self.setup.keymap.of(*context) {
                let action = binding.action;
                if wishes.iter().all(|wish| wish.action != action) {
                    wishes.push(Wish {
                        context: *context,
                        action,
                        why_not: self.why_not(action).map(Cow::into_owned),
                    });
                }
            }
        }
        wishes
    }

    /// Gives the hint line's actions with the keys that do them here.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let own = match self.overlays.last() {
            Some(top) => top.hints(),
            None => self.panes.get(self.focus).hints(),
        };
        let contexts = self.contexts();
        let always = [Action::Help, Action::Quit];
        let always = always
            .iter()
            .filter(|_| contexts.contains(&Context::Global) && self.overlays.is_empty());
        own.iter()
            .map(|action| (action, false))
            .chain(always.map(|action| (action, true)))
            .filter_map(|(action, at_end)| {
                Some(Hint {
                    key: self.setup.keymap.key_for(contexts, *action)?,
                    text: action.about().hint,
                    works: self.why_not(*action).is_none(),
                    at_end,
                })
            })
            .collect()
    }
}

/// Says whether a key is a letter to be typed, not a command: a text box owns every printable key.
fn is_text(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_))
        && !key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}
