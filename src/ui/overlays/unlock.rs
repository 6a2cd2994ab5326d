//! Opens LIVE for writing: for five minutes, after the profile's name was typed (promise P7).
//!
//! The gate itself is in the worker; this only asks it to open.
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::{ApiCommand, Effect};
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::view::View;
use crate::ui::widgets::dialog::{self, Answering, Button, Dialog};
use crate::ui::widgets::text_box::TextBox;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::borrow::Cow;
use std::time::Duration;

const STAY: usize = 0;

/// What was typed, and the dialog's focus.
#[derive(Debug)]
pub struct Unlock {
    typed: TextBox,
    answering: Answering,
}

impl Unlock {
    pub fn new(sight: &Sight) -> Self {
        Self {
            typed: TextBox::default(),
            answering: Answering::new(sight.now.since_start),
        }
    }

    /// Returns why LIVE cannot be unlocked now.
    fn why_not(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        let name = sight.profile.name.as_str();
        let is_typed = !name.is_empty() && self.typed.value() == name;
        let why = "Type the profile's name first; LIVE stays read-only";
        (!is_typed).then_some(why.into())
    }

    fn press(&self, button: usize, cx: &mut Cx) {
        if button == STAY {
            cx.close();
            return;
        }
        let unread = || self.answering.why_not(true, &cx.sight);
        if let Some(why) = self.why_not(&cx.sight).or_else(unread) {
            cx.toast(Toast::warning(why));
        } else {
            cx.close();
            cx.effect(Effect::Api(ApiCommand::Unlock(
                self.typed.value().to_owned(),
            )));
        }
    }

    fn dialog(&self, sight: &Sight, area: Rect) -> Dialog {
        let name = sight.profile.name.as_str();
        let why = self.why_not(sight);
        let why = why.or_else(|| self.answering.why_greyed(sight.now.since_start));
        let hears = why.is_none() && !self.answering.is_unread();
        let button = |text: &str, works, commits| Button {
            text: text.to_owned(),
            works,
            commits,
        };
        let lines = [
            "This allows changes to REAL customers and cards.".to_owned(),
            String::new(),
            format!("  profile   {name}"),
            format!("  host      {}", sight.host()),
            "  allows    create, edit, delete and cancel".to_owned(),
            "  for       5 minutes, then read-only again".to_owned(),
            sight
                .keymap
                .fill("            ({global.unlock} locks it at once)"),
            "  The next start is read-only again.".to_owned(),
        ];
        Dialog {
            title: "LIVE — unlock writes".to_owned(),
            is_grave: true,
            bottom: sight.keymap.fill("{typed.decline} stays read-only"),
            lines: dialog::wrapped(&lines, area),
            prompt: Some(format!("Type the profile's name to unlock:  {name}")),
            buttons: vec![
                button("Stay read-only", true, false),
                button("Unlock", hears, true),
            ],
            why: why.map(Cow::into_owned),
        }
    }
}

impl View for Unlock {
    fn contexts(&self) -> &'static [Context] {
        Context::Typed.chain()
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.answering.act(action, cx.sight.now.since_start) {
            return;
        }
        if matches!(action, Action::Decline | Action::Back) {
            cx.close();
        } else if action == Action::Press {
            self.press(self.answering.focus(), cx);
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        if let Some(entered) = self.typed.key(key, cx.sight.own_key.as_ref()) {
            entered.tell(cx);
            let now = cx.sight.now.since_start;
            self.answering.typed(self.typed.value(), now);
        }
    }

    fn paste(&mut self, _: &str, cx: &mut Cx) {
        let why = "Type the name: a paste could be an accident";
        cx.toast(Toast::warning(why));
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let dialog = self.dialog(sight, area);
        self.answering.settle(&dialog, area, sight.now.since_start);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let dialog = self.dialog(sight, area);
        dialog.draw(&self.answering, Some(&self.typed), sight, area, pen);
    }

    fn hints(&self) -> Vec<Action> {
        let is_unread = self.answering.is_unread();
        let first = if is_unread {
            Action::Down
        } else {
            Action::Press
        };
        vec![first, Action::NextButton, Action::Decline]
    }
}

impl Overlay for Unlock {
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if let Some(at) = self.answering.click(x, y, cx.sight.now.since_start) {
            self.press(at, cx);
        }
    }

    fn next_tick(&self, sight: &Sight) -> Option<Duration> {
        self.answering.next_tick(sight.now.since_start)
    }
}
