//! The review: everything that will be sent, and a yes that is hard to give by accident.
//!
//! How it is answered is in [`dialog`]. Before an edit is sent, the record is read again.
mod text;

use super::changes::{Conflict, Side};
use super::preview::Preview;
use super::{Errand, Form, What};
use crate::api::error::Error;
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::form::field::Field;
use crate::model::standing::Standing;
use crate::model::standing::is_gone;
use crate::model::toast::Toast;
use crate::ui::pen::Pen;
use crate::ui::view::View;
use crate::ui::widgets::dialog::{self, Answering, Dialog};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// What is said of a customer that was deleted while its form was open.
pub const GONE: &str = "This customer no longer exists in Pin Payments, so nothing can be sent. What you typed stays in the form.";
/// What is said to whoever presses keys while the answer is awaited.
pub(super) const SENDING: &str = "Sending… wait for the response; it won't be sent twice";

#[derive(Debug)]
pub struct Review {
    pub(super) answering: Answering,
    pub(super) state: State,
}

/// Says what can be done in the review now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A yes sends.
    Ready,
    /// Something must be waited for or decided first.
    Blocked,
    /// The record could not be read again; it can be tried once more.
    Unread,
    Sending,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Button {
    Back,
    /// Turns between theirs and yours.
    Turn(Conflict),
    Send,
}

impl Review {
    pub fn new(sight: &Sight) -> Self {
        Self {
            answering: Answering::new(sight.now.since_start),
            state: State::Blocked,
        }
    }

    fn hears_yes(&self) -> bool {
        self.state == State::Ready && !self.answering.is_unread()
    }

    /// Gives the keys that do something here.
    pub(super) fn hints(&self) -> &'static [Action] {
        match self.state {
            State::Ready if self.answering.is_on_commit() => {
                &[Action::Press, Action::Decline, Action::NextButton]
            }
            State::Ready if self.answering.is_unread() => {
                &[Action::Down, Action::Decline, Action::NextButton]
            }
            State::Ready => &[Action::Accept, Action::Decline, Action::NextButton],
            State::Blocked => &[Action::Decline, Action::NextButton, Action::Press],
            State::Unread => &[Action::Review, Action::Decline],
            State::Sending => &[],
        }
    }
}

impl Form {
    pub(super) fn buttons(&self, sight: &Sight) -> Vec<Button> {
        let turns = if self.is_editing() && self.is_read_again(sight) {
            self.conflicts(sight)
        } else {
            Vec::new()
        };
        let turns = turns.into_iter().map(Button::Turn);
        [Button::Back]
            .into_iter()
            .chain(turns)
            .chain([Button::Send])
            .collect()
    }

    pub(super) fn is_read_again(&self, sight: &Sight) -> bool {
        self.customer().is_some_and(|id| {
            let subject = Subject::Customer(id.clone());
            *sight.store.standing(&subject) == Standing::Known
        })
    }

    /// Says why the form cannot be sent now.
    pub(super) fn why_no_send(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        self.obstacle(sight).or_else(|| {
            let review = self.review.as_ref()?;
            review.answering.why_not(sight.now.since_start)
        })
    }

    /// Says what stands in the way of sending, however long one waits.
    fn obstacle(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        // A form that was closed while it was sent, and opened again, is the same intent.
        let same = |write| FormKind::sending(write).as_ref() == Some(&self.kind);
        if self.errand.is_some() || sight.inflight.writes().any(same) {
            return Some(SENDING.into());
        }
        if let Some(why) = sight.why_no_writes() {
            return Some(why.into());
        }
        self.why_not_sure(sight)
    }

    pub(super) fn review_state(&self, sight: &Sight) -> State {
        if self.errand.is_some() {
            State::Sending
        } else if self.is_editing() && self.failure(sight).is_some_and(|error| !is_gone(error)) {
            State::Unread
        } else if self.obstacle(sight).is_some() {
            State::Blocked
        } else {
            State::Ready
        }
    }

    /// Gives why the record could not be read again.
    fn failure<'a>(&self, sight: &Sight<'a>) -> Option<&'a Error> {
        let subject = Subject::Customer(self.customer()?.clone());
        sight.world.store.failure(&subject)
    }

    /// Reads the record again where that failed.
    fn read_again(&mut self, cx: &mut Cx) {
        if let (State::Unread, Some(id)) = (self.review_state(&cx.sight), self.customer()) {
            cx.doubt(Subject::Customer(id.clone()));
            // What comes has not been seen yet.
            self.review = Some(Review::new(&cx.sight));
        }
    }

    /// Says why it is not sure yet what an edit would change.
    fn why_not_sure(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        if !self.is_editing() {
            return None;
        }
        match self.failure(sight) {
            Some(error) if is_gone(error) => return Some(GONE.into()),
            Some(error) => {
                let what = error.headline(sight.host());
                let keys = "Ctrl-S retries; Esc goes back to the form.";
                return Some(format!("Couldn't read it again: {what} {keys}").into());
            }
            None => {}
        }
        if !self.is_read_again(sight) {
            return Some("Reading the record again first…".into());
        }
        let undecided = self.conflicts(sight).into_iter().find(|c| c.side.is_none());
        if let Some(conflict) = undecided {
            let label = Field::editing(conflict.field).label();
            return Some(
                format!("{label} was changed elsewhere: pick theirs or yours below").into(),
            );
        }
        self.patch()
            .0
            .is_empty()
            .then(|| "Nothing left to send: theirs is kept".into())
    }

    pub(super) fn act_on_review(&mut self, action: Action, cx: &mut Cx) {
        let now = cx.sight.now.since_start;
        let Some(review) = &mut self.review else {
            return;
        };
        if review.answering.act(action, now) {
            return;
        }
        match action {
            Action::Accept => self.accept(cx),
            Action::ShowRequest => self.preview = self.preview.other(),
            Action::Review => self.read_again(cx),
            Action::Decline | Action::Back if self.errand.is_some() => {
                cx.toast(Toast::warning(SENDING));
            }
            Action::Decline | Action::Back => self.close_review(&cx.sight),
            Action::Press => {
                let at = review.answering.focus();
                self.press(at, cx);
            }
            _ => {}
        }
    }

    /// Goes back to the fields because of something that is no answer, and says so.
    pub(super) fn close_review_over(&mut self, what: &str, cx: &mut Cx) {
        let said = if self.errand.is_some() {
            SENDING.to_owned()
        } else {
            self.close_review(&cx.sight);
            format!("Closed: {what} is no answer. Nothing was sent.")
        };
        cx.toast(Toast::warning(said));
    }

    /// Puts the focus on the button that sends, unless nothing can be sent.
    fn accept(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_send(&cx.sight) {
            cx.toast(Toast::warning(why));
        } else if let Some(review) = &mut self.review {
            review.answering.accept(cx.sight.now.since_start);
        }
    }

    pub(super) fn press(&mut self, at: usize, cx: &mut Cx) {
        match self.buttons(&cx.sight).get(at) {
            Some(Button::Send) => self.send(cx),
            Some(Button::Turn(conflict)) => self.turn(conflict.field),
            _ if self.errand.is_some() => cx.toast(Toast::warning(SENDING)),
            _ => self.close_review(&cx.sight),
        }
    }

    fn send(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_send(&cx.sight) {
            cx.toast(Toast::warning(why));
            return;
        }
        let write = self.write().filter(|_| self.bad_fields().is_empty());
        let Some(write) = write else {
            // What was wiped or has lapsed since the review opened must be fixed first.
            self.close_review(&cx.sight);
            self.left.extend(self.fields());
            return;
        };
        self.errand = Some(Errand::begun(What::Send, &cx.sight));
        self.notes.clear();
        self.refused.clear();
        cx.write(write, None);
    }

    /// Goes back to the fields; an edit takes up what it learned of the record.
    pub(super) fn close_review(&mut self, sight: &Sight) {
        self.review = None;
        if self.is_editing() && self.is_read_again(sight) {
            self.rebase(sight);
        }
    }

    fn review_dialog(&self, review: &Review, sight: &Sight, area: Rect) -> Dialog {
        let key = |action| {
            let key = sight.keymap.key_for(self.contexts(), action);
            key.unwrap_or_default()
        };
        let request = key(Action::ShowRequest);
        let request = if self.preview == Preview::Request {
            format!("{request} hides the request")
        } else {
            format!("{request} shows the request")
        };
        let bottom = match review.state {
            State::Ready | State::Blocked => format!("{request} · Esc back to the form"),
            State::Unread => "Ctrl-S reads it again · Esc back to the form".to_owned(),
            State::Sending => "sending…".to_owned(),
        };
        let answering = &review.answering;
        let why = self.obstacle(sight);
        let why = why.or_else(|| answering.why_greyed(sight.now.since_start));
        let button = |button: Button| dialog::Button {
            text: words(
                &button,
                Some(key(Action::Accept)).filter(|_| review.hears_yes()),
            ),
            works: match button {
                Button::Send => why.is_none() && !answering.is_unread(),
                Button::Back | Button::Turn(_) => review.state != State::Sending,
            },
            commits: button == Button::Send,
        };
        Dialog {
            title: format!("Review: {} — {}", self.kind.title(), self.mode.word()),
            is_grave: false,
            bottom,
            lines: dialog::wrapped(&self.review_text(sight), area),
            prompt: None,
            buttons: self.buttons(sight).into_iter().map(button).collect(),
            why: why.map(Cow::into_owned),
        }
    }

    pub(super) fn draw_review(&self, review: &Review, sight: &Sight, area: Rect, pen: &mut Pen) {
        let dialog = self.review_dialog(review, sight, area);
        dialog.draw(&review.answering, None, area, pen);
    }

    pub(super) fn settle_review(&mut self, sight: &Sight) {
        if self.review.is_none() {
            return;
        }
        if self.is_editing() && self.failure(sight).is_some_and(is_gone) {
            self.lose_customer(sight);
        }
        let state = self.review_state(sight);
        if let Some(review) = &mut self.review {
            review.state = state;
        }
        let (area, now) = (self.area, sight.now.since_start);
        let dialog = self
            .review
            .as_ref()
            .map(|review| self.review_dialog(review, sight, area));
        if let (Some(review), Some(dialog)) = (&mut self.review, dialog) {
            review.answering.settle(&dialog, area, now);
        }
    }
}

fn words(button: &Button, accept: Option<String>) -> String {
    match button {
        Button::Back => "Back to form".to_owned(),
        Button::Send => accept.map_or_else(|| "Send".to_owned(), |key| format!("Send ({key})")),
        Button::Turn(conflict) => {
            let label = Field::editing(conflict.field).label();
            let side = match conflict.side {
                None => "theirs or yours?",
                Some(Side::Theirs) => "keep theirs",
                Some(Side::Yours) => "send yours",
            };
            format!("{label}: {side}")
        }
    }
}
