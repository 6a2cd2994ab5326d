//! From a key to what it does: overlay or pane, context, action.
use crate::app::App;
use crate::app::letters::Heard;
use crate::model::action::Action;
use crate::model::ask::Wish;
use crate::model::cx::{Cx, Gate, Outbox, Sight};
use crate::model::keymap::{self, Context};
use crate::model::toast::Toast;
use crate::ui::bars::Hint;
use crate::ui::layout;
use crate::ui::overlays::Overlay;
use crate::ui::widgets::narrow::Narrow;
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
            own_key: $app.own_key.as_ref(),
            customer: $customer,
            focus: $app.focus,
            in_text: $app.letters.in_run(),
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
        let text = self.takes_text() && letter(key).is_some();
        let action = (!text)
            .then(|| self.setup.keymap.action(contexts, key))
            .flatten();
        let heard = match action {
            Some(action) if only_moves(action) => Heard::Movement,
            _ => letter(key).map_or(Heard::Other, Heard::Letter),
        };
        self.letters.hear(heard, self.now.since_start);
        match action {
            Some(action) => self.act(action, out),
            None if self.takes_text() => {
                self.lend(
                    out,
                    |top, cx| top.key(key, cx),
                    |pane, cx| pane.key(key, cx),
                );
            }
            None if self.is_stray(&keymap::written(key), out) => {}
            None => self.say_unbound(key),
        }
    }

    /// Hands what is no answer to what lies on top; says whether it mattered there.
    fn is_stray(&mut self, what: &str, out: &mut Outbox) -> bool {
        let mut mattered = false;
        self.lend(out, |top, cx| mattered = top.stray(what, cx), |_, _| {});
        mattered
    }

    /// Says in which pane a key has a meaning that it has not here; else, once a run, that it has none.
    fn say_unbound(&mut self, key: KeyEvent) {
        const PANES: [Context; 5] = [
            Context::Customers,
            Context::Info,
            Context::Cards,
            Context::Subscriptions,
            Context::Charges,
        ];
        let (keymap, written) = (&self.setup.keymap, keymap::written(key));
        let found = PANES.iter().zip(1..).find(|(context, _)| {
            self.overlays.is_empty() && keymap.action(&[**context], key).is_some()
        });
        if let Some((context, digit)) = found {
            let text = format!("{written} works in {} ({digit})", context.title());
            self.say(Toast::warning(text));
        } else if !std::mem::replace(&mut self.told_unbound, true) {
            let help = keymap.key_for(&[Context::Global], Action::Help);
            let text = format!(
                "{written} does nothing; {} lists the keys",
                help.unwrap_or_default()
            );
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
            Some(top) if top.narrow().is_some_and(Narrow::takes_text) => &[Context::Filter],
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
            self.panes.customers.filter_by(text, &mut Cx { sight, out });
            out.focus = Some(crate::model::pane::PaneId::Customers);
        } else {
            self.is_stray("a paste", out);
        }
    }

    /// Lends the topmost overlay, else the focused pane, what it may see and ask for.
    pub(super) fn lend(
        &mut self,
        out: &mut Outbox,
        overlay: impl FnOnce(&mut dyn Overlay, &mut Cx),
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
        let action = match action {
            // Nothing can be read before the key is.
            Action::Refresh if self.shut_out.is_some() => Action::RefreshAll,
            action => action,
        };
        if opens_something(action) && self.overlays.iter().all(|overlay| overlay.yields()) {
            self.overlays.clear();
        }
        let narrow = self.overlays.last_mut().and_then(|top| top.narrow_mut());
        if narrow.is_some_and(|narrow| narrow.act(action)) {
            return;
        }
        if let Some(why) = self.why_not(action) {
            self.say(Toast::warning(why));
        } else if !self.act_globally(action, out) {
            self.lend(
                out,
                |top, cx| top.act(action, cx),
                |pane, cx| pane.act(action, cx),
            );
        }
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
                let binding = self.setup.keymap.binding_for(contexts, *action)?;
                let own = match self.overlays.last() {
                    Some(top) => top.word(*action),
                    None => self.panes.get(self.focus).word(*action),
                };
                Some(Hint {
                    key: keymap::name(*binding.keys.first()?),
                    text: own.unwrap_or(binding.context.words(*action).hint),
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

/// Returns the letter that a key types, where it is no command: a text box owns every printable key.
fn letter(key: KeyEvent) -> Option<char> {
    let commands = KeyModifiers::CONTROL | KeyModifiers::ALT;
    let KeyCode::Char(letter) = key.code else {
        return None;
    };
    (!key.modifiers.intersects(commands)).then_some(letter)
}

/// Says whether an action changes nothing but the place.
fn only_moves(action: Action) -> bool {
    matches!(
        action,
        Action::Down
            | Action::Up
            | Action::First
            | Action::Last
            | Action::PaneLeft
            | Action::PaneRight
            | Action::GoCustomers
            | Action::GoInfo
            | Action::GoCards
            | Action::GoSubscriptions
            | Action::GoCharges
    )
}
