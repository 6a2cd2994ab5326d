//! From a key to what it does: overlay or pane, context, action.
use crate::app::App;
use crate::app::letters::Heard;
use crate::model::action::Action;
use crate::model::ask::HelpLine;
use crate::model::cx::Outbox;
use crate::model::keymap::{self, Context};
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::model::world::WriteAccess;
use crate::ui::bars::Hint;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use std::borrow::Cow;

impl App {
    pub(super) fn key(&mut self, key: KeyEvent, out: &mut Outbox) {
        let now = self.world.now.since_start;
        self.input.pressed(now);
        self.screen.mark(true);
        let takes_text = self.screen.front().takes_text();
        let text = takes_text && letter(key).is_some();
        let action = (!text)
            .then(|| self.world.keymap.action(self.screen.contexts(), key))
            .flatten();
        self.said
            .clear(action == Some(Action::Back) && self.screen.stack.is_empty());
        if self.screen.place.is_too_small() {
            return self.key_unseen(key, out);
        }
        let heard = match action {
            Some(action) if only_moves(action) => Heard::Movement,
            _ => letter(key).map_or(Heard::Other, Heard::Letter),
        };
        self.world.in_text = self.input.hear(heard, now);
        match action {
            Some(action) => self.act(action, out),
            None if takes_text => {
                self.screen
                    .lend(&self.world, out, |view, cx| view.key(key, cx));
            }
            None if self.is_stray(&keymap::written(key), out) => {}
            None => self.say_unbound(key),
        }
    }

    /// Hands what is no answer to what lies on top; returns whether it mattered there.
    fn is_stray(&mut self, what: &str, out: &mut Outbox) -> bool {
        let mut mattered = false;
        self.screen
            .lend_top(&self.world, out, |top, cx| mattered = top.stray(what, cx));
        mattered
    }

    /// Says in which pane a key has a meaning that it has not here; else, once a run, that it has none.
    fn say_unbound(&mut self, key: KeyEvent) {
        const PANES: [(Context, &str); 5] = [
            (Context::Customers, "({global.go_customers})"),
            (Context::Info, "({global.go_info})"),
            (Context::Cards, "({global.go_cards})"),
            (Context::Subscriptions, "({global.go_subscriptions})"),
            (Context::Charges, "({global.go_charges})"),
        ];
        let (keymap, written) = (&self.world.keymap, keymap::written(key));
        let found = PANES.iter().find(|(context, _)| {
            self.screen.stack.is_empty() && keymap.action(&[*context], key).is_some()
        });
        if let Some((context, go)) = found {
            let (place, go) = (context.title(), keymap.fill(go));
            self.say(Toast::warning(format!("{written} works in {place} {go}")));
        } else if self.said.is_unbound_news() {
            let help = keymap.fill("{global.help} lists the keys");
            self.say(Toast::warning(format!("{written} does nothing; {help}")));
        }
    }

    /// Takes a key while the window is too small to show what it would do: nothing but leaving is heard.
    fn key_unseen(&mut self, key: KeyEvent, out: &mut Outbox) {
        match self.world.keymap.action(&[Context::Global], key) {
            Some(Action::Quit) => self.close_all_and_quit(out),
            Some(action @ (Action::Interrupt | Action::Suspend | Action::Redraw)) => {
                self.act(action, out);
            }
            _ => {}
        }
    }

    /// Takes a paste: text for the box that has the focus, else for the filter; never keys.
    pub(super) fn paste(&mut self, text: &str, out: &mut Outbox) {
        self.input.pressed(self.world.now.since_start);
        self.screen.mark(true);
        if self.screen.place.is_too_small() {
            return;
        }
        if self.screen.front().takes_text() {
            self.screen
                .lend(&self.world, out, |view, cx| view.paste(text, cx));
        } else if self.screen.stack.is_empty() {
            self.screen.filter_by(text, &self.world, out);
            out.focus = Some(PaneId::Customers);
        } else {
            self.is_stray("a paste", out);
        }
    }

    /// Does what the person wants, or says why it cannot be done.
    pub(super) fn act(&mut self, action: Action, out: &mut Outbox) {
        if action != Action::Interrupt {
            self.input.forget_interrupt();
        }
        // Nothing can be read before the key is.
        let action = if action == Action::Refresh && self.awaited.is_shut_out() {
            Action::RefreshAll
        } else {
            action
        };
        if opens_something(action) {
            self.screen.stack.give_way();
        }
        let narrow = self.screen.stack.top_mut().and_then(|top| top.narrow_mut());
        if narrow.is_some_and(|narrow| narrow.act(action)) {
            return;
        }
        if let Some(why) = self.why_not(action) {
            self.say(Toast::warning(why));
        } else if !self.act_globally(action, out) {
            self.screen
                .lend(&self.world, out, |view, cx| view.act(action, cx));
        }
    }

    pub(super) fn why_not(&self, action: Action) -> Option<Cow<'static, str>> {
        let local = self.screen.front().why_not(action, &self.sight());
        local.or_else(|| self.why_not_globally(action))
    }

    /// Returns all that can be wanted here, once each, and why not now.
    pub(super) fn wishes(&self) -> Vec<HelpLine> {
        let mut wishes: Vec<HelpLine> = Vec::new();
        for context in self.screen.contexts() {
            for binding in self.world.keymap.of(*context) {
                let action = binding.action;
                if wishes.iter().all(|wish| wish.action != action) {
                    wishes.push(HelpLine {
                        context: *context,
                        action,
                        why_not: self.why_not(action).map(Cow::into_owned),
                    });
                }
            }
        }
        wishes
    }

    /// Returns the hint line's actions with the keys that do them here; what cannot work now is left out.
    pub(super) fn hints(&self) -> Vec<Hint> {
        let front = self.screen.front();
        let contexts = self.screen.contexts();
        let panes = contexts.contains(&Context::Global) && self.screen.stack.is_empty();
        let always: &[Action] = match (panes, self.world.write_access) {
            (false, _) => &[],
            (true, WriteAccess::Locked) => &[Action::Unlock, Action::Help, Action::Quit],
            (true, _) => &[Action::Help, Action::Quit],
        };
        let own = front.hints().into_iter().map(|action| (action, false));
        own.chain(always.iter().map(|action| (*action, true)))
            .filter(|(action, _)| self.why_not(*action).is_none())
            .filter_map(|(action, at_end)| {
                let binding = self.world.keymap.binding_for(contexts, action)?;
                let word = front.word(action);
                let word = word.unwrap_or(binding.context.words(action).hint);
                Some(Hint {
                    key: keymap::name(*binding.keys.first()?),
                    text: self.world.keymap.fill(word),
                    at_end,
                })
            })
            .collect()
    }
}

/// Whether an action is one for which a text that was only to be read gives way.
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

/// Whether an action changes nothing but the place.
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
