//! From a key to what it does: overlay or pane, context, action.
use crate::app::App;
use crate::model::action::Action;
use crate::model::ask::Wish;
use crate::model::cx::{Cx, Gate, Outbox, Sight};
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
            None => self.say_where_it_works(key),
        }
    }

    /// Says in which pane a key has a meaning that it has not here.
    fn say_where_it_works(&mut self, key: KeyEvent) {
        const PANES: [Context; 5] = [
            Context::Customers,
            Context::Info,
            Context::Cards,
            Context::Subscriptions,
            Context::Charges,
        ];
        if !self.overlays.is_empty() {
            return;
        }
        let keymap = &self.setup.keymap;
        let found = PANES.iter().zip(1..).find_map(|(context, digit)| {
            let action = keymap.action(&[*context], key)?;
            Some((context.title(), digit, action.about().help))
        });
        if let Some((pane, digit, help)) = found {
            let text = format!("That key works in the pane {digit} ({pane}): {help}");
            self.say(Toast::warning(text));
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

    pub(super) fn takes_text(&self) -> bool {
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
        while opens_something(action) && self.overlays.last().is_some_and(|top| top.yields()) {
            self.overlays.pop();
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

    /// Gives the hint line's actions with the keys that do them here; what cannot work now is left out.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let own = match self.overlays.last() {
            Some(top) => top.hints(),
            None => self.panes.get(self.focus).hints(),
        };
        let contexts = self.contexts();
        let panes = contexts.contains(&Context::Global) && self.overlays.is_empty();
        let always: &[Action] = match (panes, self.gate) {
            (false, _) => &[],
            (true, Gate::Locked) => &[Action::Unlock, Action::Help, Action::Quit],
            (true, _) => &[Action::Help, Action::Quit],
        };
        own.iter()
            .map(|action| (action, false))
            .chain(always.iter().map(|action| (action, true)))
            .filter(|(action, _)| self.why_not(**action).is_none())
            .filter_map(|(action, at_end)| {
                Some(Hint {
                    key: self.setup.keymap.key_for(contexts, *action)?,
                    text: action.about().hint,
                    at_end,
                })
            })
            .collect()
    }
}

/// Says whether an action is one for which a text that was only to be read gives way.
pub(super) fn opens_something(action: Action) -> bool {
    matches!(
        action,
        Action::Activity
            | Action::Plans
            | Action::Profiles
            | Action::RefreshAll
            | Action::Unlock
            | Action::Faults
    )
}

/// Says whether a key is a letter to be typed, not a command: a text box owns every printable key.
fn is_text(key: KeyEvent) -> bool {
    matches!(key.code, KeyCode::Char(_))
        && !key
            .modifiers
            .intersects(KeyModifiers::CONTROL | KeyModifiers::ALT)
}
