//! A question before something that cannot be undone: what goes with it, and a yes that is hard to give by accident.
//!
//! The focus starts on Cancel, the key that says yes differs from the one that opened the question,
//! and no yes is heard for 300 ms. In LIVE a text must be typed (promise P7).
mod consequences;

use crate::api::call::{Call, Subject};
use crate::model::action::Action;
use crate::model::ask::Question;
use crate::model::cx::{Cx, Sight};
use crate::model::effect::{Effect, Typed};
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::model::toast::Toast;
use crate::ui::overlays::Overlay;
use crate::ui::panes::subscriptions::{want_cards_and_subscriptions, want_list};
use crate::ui::pen::Pen;
use crate::ui::widgets::dialog::{self, Dialog, Focus};
use crate::ui::widgets::text_box::TextBox;
use crate::ui::widgets::wrap::wrap;
use crossterm::event::KeyEvent;
use ratatui::layout::Rect;
use std::borrow::Cow;
use std::time::Duration;

/// How long a yes is not heard once everything can be read, so that a key that was already on its way cannot be one.
const DEAF: Duration = Duration::from_millis(300);

/// Holds a question that was asked.
#[derive(Debug)]
pub struct Asked {
    question: Question,
    /// Since when all that it says has been there to read.
    since: Duration,
    was_reading: bool,
    focus: Focus,
    /// Whether a text must be typed; fixed when the question is asked.
    by_typing: bool,
    typed: TextBox,
    /// How many lines of its text were scrolled over, where not all fit.
    top: usize,
}

/// Names a button.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Button {
    Cancel,
    Subscriptions,
    Yes,
}

impl Asked {
    pub fn new(question: Question, sight: &Sight) -> Self {
        Self {
            question,
            since: sight.now.since_start,
            was_reading: false,
            focus: Focus::default(),
            by_typing: false,
            typed: TextBox::default(),
            top: 0,
        }
        .with_typing(sight)
    }

    fn with_typing(mut self, sight: &Sight) -> Self {
        self.by_typing = self.wanted_text(sight).is_some();
        self
    }

    fn is_reading(&self, sight: &Sight) -> bool {
        let open = |subject: &Subject| {
            let standing = sight.store.standing(subject);
            let pages_left =
                !matches!(subject, Subject::Charges(_)) && sight.store.next_page(subject).is_some();
            !matches!(standing, crate::model::standing::Standing::Failed(_))
                && (pages_left || !consequences::is_known(subject, sight))
        };
        self.question.subjects().iter().any(open)
    }

    /// Says why a yes cannot be given now.
    fn why_no_yes(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        if let Some(call) = self.question.call() {
            if let Some(why) = sight.why_no_writes() {
                return Some(why.into());
            }
            if sight.inflight.has(&call) {
                return Some("It is on its way; it is not sent twice".into());
            }
        }
        let failed = self
            .question
            .subjects()
            .into_iter()
            .find(|s| sight.store.failure(s).is_some());
        if failed.is_some() {
            return Some("It could not be read again, so what goes with it is not sure; Esc, then r reads again".into());
        }
        if self.is_reading(sight) {
            return Some("Reading it again first…".into());
        }
        if let Some(why) = consequences::why_not(&self.question, sight) {
            return Some(why);
        }
        if let Some(wanted) = self.wanted_text(sight)
            && self.typed.value() != wanted
        {
            return Some("Type the text exactly as shown first".into());
        }
        if sight.now.since_start < self.since + DEAF {
            return Some("One moment…".into());
        }
        None
    }

    /// Gives the text that must be typed, in LIVE: the customer's email, or the end of a token.
    fn wanted_text(&self, sight: &Sight) -> Option<String> {
        if !sight.is_live() {
            return None;
        }
        let tail = |token: &str| {
            token
                .get(token.len().saturating_sub(6)..)
                .unwrap_or(token)
                .to_owned()
        };
        match &self.question {
            Question::DeleteCustomer(id) => {
                let email = sight
                    .store
                    .customer(id)?
                    .email
                    .as_ref()
                    .map_or("", |e| e.as_str());
                let plain = !email.is_empty() && email.is_ascii();
                Some(if plain {
                    email.to_owned()
                } else {
                    tail(id.as_str())
                })
            }
            Question::DeleteCard(_, card) => Some(tail(card.as_str())),
            Question::CancelSubscription(_, subscription) => Some(tail(subscription.as_str())),
            Question::MakePrimary(..) | Question::Quit | Question::Leave(_) => None,
        }
    }

    fn row_of_buttons(&self, sight: &Sight) -> Vec<Button> {
        let mut buttons = vec![Button::Cancel];
        if consequences::offers_subscriptions(&self.question, sight) {
            buttons.push(Button::Subscriptions);
        }
        buttons.push(Button::Yes);
        buttons
    }

    fn yes(&self, cx: &mut Cx) {
        if let Some(why) = self.why_no_yes(&cx.sight) {
            cx.toast(Toast::warning(why));
            return;
        }
        cx.close();
        match (&self.question, self.question.call()) {
            (_, Some(call)) => {
                let wanted = self.wanted_text(&cx.sight);
                let typed = wanted.and_then(|wanted| Typed::check(self.typed.value(), &wanted));
                cx.call_typed(call, typed);
            }
            (Question::Leave(profile), None) => cx.effect(Effect::Open(profile.clone())),
            (_, None) => cx.effect(Effect::Quit),
        }
    }

    fn press(&self, button: Button, cx: &mut Cx) {
        match button {
            Button::Cancel => cx.close(),
            Button::Yes => self.yes(cx),
            Button::Subscriptions => {
                cx.close();
                let next = "Cancel each active one with d; then come back to delete the customer";
                cx.toast(Toast::warning(next));
                cx.out.focus = Some(PaneId::Subscriptions);
            }
        }
    }

    fn button_text(&self, button: Button) -> &'static str {
        match button {
            Button::Cancel if self.question.call().is_none() => "Stay",
            Button::Cancel => "Cancel",
            Button::Subscriptions => "Cancel subscriptions first",
            Button::Yes => consequences::yes(&self.question),
        }
    }

    fn text(&self, sight: &Sight, width: u16) -> Vec<String> {
        let lines = consequences::lines(&self.question, sight);
        lines.iter().flat_map(|line| wrap(line, width)).collect()
    }
}

impl Overlay for Asked {
    fn contexts(&self) -> &'static [Context] {
        if self.takes_text() {
            &[Context::Typed]
        } else {
            &[Context::Confirm]
        }
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        let (Question::DeleteCustomer(id)
        | Question::DeleteCard(id, _)
        | Question::MakePrimary(id, _)
        | Question::CancelSubscription(id, _)) = &self.question
        else {
            return;
        };
        want_cards_and_subscriptions(id, sight, wanted);
        if let Question::DeleteCustomer(id) = &self.question {
            wanted.push(Call::GetCustomer(id.clone()));
            let charges = |page| Call::ListCharges {
                customer: id.clone(),
                page,
            };
            // The first page tells how many there are.
            if sight.store.charges(id).is_none_or(|list| list.met() == 0) {
                want_list(&Subject::Charges(id.clone()), charges, sight, wanted);
            }
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let buttons = self.row_of_buttons(&cx.sight);
        if self.focus.act(action, buttons.len()) {
            return;
        }
        match action {
            Action::Accept => self.yes(cx),
            Action::Decline | Action::Back => cx.close(),
            Action::Down => self.top += 1,
            Action::Up => self.top = self.top.saturating_sub(1),
            Action::Press => {
                // Where a text is typed, Enter after the last letter means yes: it works only when the text matches.
                let button = if self.takes_text()
                    && self.focus == Focus::default()
                    && !self.typed.value().is_empty()
                {
                    Button::Yes
                } else {
                    buttons.get(self.focus.0).copied().unwrap_or(Button::Cancel)
                };
                self.press(button, cx);
            }
            _ => {}
        }
    }

    fn takes_text(&self) -> bool {
        self.by_typing
    }

    fn key(&mut self, key: KeyEvent, _: &mut Cx) {
        self.typed.key(key);
    }

    fn paste(&mut self, _: &str, cx: &mut Cx) {
        let why = "Type it: a paste could be an accident";
        cx.toast(Toast::warning(why));
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.top = self.top.min(self.text(sight, dialog::room(area)).len());
        let reading = self.is_reading(sight);
        // Whoever mashes the key while it is read must not say yes to what nobody has seen yet.
        if std::mem::replace(&mut self.was_reading, reading) && !reading {
            self.since = sight.now.since_start;
        }
        self.focus.0 = self.focus.0.min(self.row_of_buttons(sight).len() - 1);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let why = self.why_no_yes(sight);
        let buttons: Vec<dialog::Button> = self
            .row_of_buttons(sight)
            .into_iter()
            .map(|button| {
                let yes = button == Button::Yes;
                let key = if yes && !self.takes_text() {
                    " (y)"
                } else {
                    ""
                };
                dialog::Button {
                    text: format!("{}{key}", self.button_text(button)),
                    works: !yes || why.is_none(),
                }
            })
            .collect();
        let wanted = self.wanted_text(sight);
        let prompt = wanted.map(|wanted| format!("Type this to confirm:  {wanted}"));
        let dialog = Dialog {
            title: &consequences::title(&self.question, sight),
            bottom: "Esc cancels",
            lines: &self.text(sight, dialog::room(area)),
            top: self.top,
            field: prompt.as_deref().map(|prompt| (prompt, &self.typed)),
            buttons: &buttons,
            focus: self.focus,
            why: why.as_deref(),
        };
        dialog.draw(area, pen);
    }

    fn hints(&self) -> &'static [Action] {
        if self.takes_text() {
            &[Action::Press, Action::NextButton, Action::Decline]
        } else {
            &[
                Action::Accept,
                Action::Decline,
                Action::NextButton,
                Action::Press,
            ]
        }
    }

    fn next_tick(&self, sight: &Sight) -> Option<Duration> {
        (self.since + DEAF)
            .checked_sub(sight.now.since_start)
            .filter(|left| !left.is_zero())
    }
}
