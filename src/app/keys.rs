//! From a key to what it does: overlay or pane, context, action.
use crate::app::App;
use crate::app::letters::Heard;
use crate::app::offers::{Offers, goes_to_pane, opens_something};
use crate::model::action::Action;
use crate::model::cx::Outbox;
use crate::model::keymap::{self, Context};
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

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
            None if self.screen.stray(&keymap::written(key), &self.world, out) => {}
            None => self.say_unbound(key),
        }
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
            self.screen.stray("a paste", &self.world, out);
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
        if let Some(why) = Offers::of(&self.screen, &self.world).why_not(action) {
            self.say(Toast::warning(why));
        } else if !self.act_globally(action, out) {
            self.screen
                .lend(&self.world, out, |view, cx| view.act(action, cx));
        }
    }
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
        Action::Down | Action::Up | Action::First | Action::Last
    ) || goes_to_pane(action)
}
