//! Opens LIVE for writing: for five minutes, after the profile's name was typed (promise P7).
//!
//! The gate itself is in the worker; this only asks it to open.
use crate::model::action::Action;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::Effect;
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::widgets::dialog::{self, Button, Dialog, Focus};
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::wrap;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;

const BUTTONS: usize = 2;
const STAY: Focus = Focus(0);
const UNLOCK: Focus = Focus(1);

/// Holds what was typed; the focus starts on the button that changes nothing.
#[derive(Debug, Default)]
pub struct Unlock {
    typed: TextBox,
    focus: Focus,
}

impl Unlock {
    fn matches(&self, sight: &Sight) -> bool {
        let name = sight.profile.name.as_str();
        !name.is_empty() && self.typed.value() == name
    }

    fn press(&self, cx: &mut Cx) {
        if self.focus == STAY {
            cx.close();
        } else if self.matches(&cx.sight) {
            cx.close();
            cx.effect(Effect::Unlock(self.typed.value().to_owned()));
        } else {
            cx.toast(Toast::warning(
                "That is not the profile's name; LIVE stays read-only",
            ));
        }
    }

    fn text(sight: &Sight, room: u16) -> Vec<String> {
        let name = sight.profile.name.as_str();
        [
            "You are about to allow changes to REAL customers and cards.".to_owned(),
            String::new(),
            format!("  profile   {name}"),
            format!("  host      {}", sight.host()),
            "  allows    create, edit, delete and cancel".to_owned(),
            "  for       5 minutes, then read-only again by itself".to_owned(),
            "            (W locks it at once)".to_owned(),
            "  never saved: the next start is read-only again".to_owned(),
        ]
        .iter()
        .flat_map(|line| wrap(line, room))
        .collect()
    }
}

impl Overlay for Unlock {
    fn contexts(&self) -> &'static [Context] {
        &[Context::Typed]
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.focus.act(action, BUTTONS) {
            return;
        }
        match action {
            Action::Decline | Action::Back => cx.close(),
            Action::Press => self.press(cx),
            _ => {}
        }
    }

    fn takes_text(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, _: &mut Cx) {
        if self.typed.key(key) {
            // Whoever types means to unlock, so that Enter after the last letter presses that button.
            let is_empty = self.typed.value().is_empty();
            self.focus = if is_empty { STAY } else { UNLOCK };
        }
    }

    fn paste(&mut self, _: &str, cx: &mut Cx) {
        let why = "Type the name: a paste could be an accident";
        cx.toast(Toast::warning(why));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let works = self.matches(sight);
        let button = |text: &str, works| Button {
            text: text.to_owned(),
            works,
        };
        let name = &sight.profile.name;
        let prompt = format!("Type the profile's name to unlock:  {name}");
        let dialog = Dialog {
            title: "LIVE — unlock writes",
            bottom: "Esc stays read-only",
            lines: &Self::text(sight, dialog::room(area)),
            top: 0,
            field: Some((&prompt, &self.typed)),
            buttons: &[button("Stay read-only", true), button("Unlock", works)],
            focus: self.focus,
            why: (!works).then_some("locked: type the name first"),
        };
        dialog.draw(area, pen);
    }

    fn hints(&self) -> &'static [Action] {
        &[Action::Press, Action::NextButton, Action::Decline]
    }
}
