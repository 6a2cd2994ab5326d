//! The review: everything that will be sent, and a yes that is hard to give by accident.
//!
//! The focus starts on the way back, `y` sends, and nothing is sent in the first 300 ms, so that a
//! key that was already on its way cannot be a yes. Before an edit is sent, the record is read again.
use super::changes::{Conflict, Side};
use super::{Errand, Form, What};
use crate::api::call::{Call, Subject};
use crate::api::error::Error;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::form::field::Field;
use crate::model::standing::Standing;
use crate::model::standing::is_gone;
use crate::model::toast::Toast;
use crate::ui::widgets::cursor::Cursor;
use std::borrow::Cow;
use std::time::Duration;

/// What is said of a customer that was deleted while its form was open.
pub const GONE: &str = "This customer no longer exists in Pin Payments, so nothing can be sent. What you typed stays in the form.";

/// How long a yes is not heard.
const DEAF: Duration = Duration::from_millis(300);

/// Holds the state of the review.
#[derive(Debug)]
pub struct Review {
    since: Duration,
    button: usize,
    pub(super) state: State,
    pub(super) cursor: Cursor,
    /// How many lines there are, and how many of them fit.
    pub(super) lines: usize,
    pub(super) height: usize,
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

/// Names a button.
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
            since: sight.now.since_start,
            button: 0,
            state: State::Blocked,
            cursor: Cursor::default(),
            lines: 0,
            height: 0,
        }
    }

    /// Gives how much longer no yes is heard.
    pub fn deaf_for(&self, sight: &Sight) -> Option<Duration> {
        (self.since + DEAF)
            .checked_sub(sight.now.since_start)
            .filter(|left| !left.is_zero())
    }

    pub fn button(&self) -> usize {
        self.button
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
            review.deaf_for(sight).map(|_| "One moment…".into())
        })
    }

    /// Says what stands in the way of sending, but for the first moment of the review.
    fn obstacle(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        // A form that was closed while it was sent, and opened again, is the same intent.
        let same = |call: &Call| FormKind::sending(call).as_ref() == Some(&self.kind);
        if self.errand.is_some() || sight.inflight.any(same) {
            return Some("Sending… wait for the answer; it is not sent twice".into());
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
        sight.store.failure(&subject)
    }

    /// Reads the record again where that failed.
    fn read_again(&mut self, cx: &mut Cx) {
        if let (State::Unread, Some(id)) = (self.review_state(&cx.sight), self.customer()) {
            cx.doubt(Subject::Customer(id.clone()));
            // What comes was not seen yet, so no yes is heard for a moment.
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
                let keys = "Ctrl-S reads it again; Esc goes back to the form.";
                return Some(format!("It could not be read again: {what} {keys}").into());
            }
            None => {}
        }
        if !self.is_read_again(sight) {
            return Some("Reading the record again first…".into());
        }
        let undecided = self.conflicts(sight).into_iter().find(|c| c.side.is_none());
        if let Some(conflict) = undecided {
            let label = Field::editing(conflict.field).label();
            return Some(format!("{label} was changed meanwhile: choose below").into());
        }
        self.patch()
            .0
            .is_empty()
            .then(|| "Nothing is left to send: theirs is kept".into())
    }

    pub(super) fn act_on_review(&mut self, action: Action, cx: &mut Cx) {
        let buttons = self.buttons(&cx.sight);
        let Some(review) = &mut self.review else {
            return;
        };
        match action {
            Action::Accept => self.send(cx),
            Action::Review => self.read_again(cx),
            Action::Decline | Action::Back if self.errand.is_some() => {
                cx.toast(Toast::warning(
                    "It is on its way and cannot be taken back; wait for the answer",
                ));
            }
            Action::Decline | Action::Back => self.close_review(&cx.sight),
            Action::NextButton => review.button = (review.button + 1) % buttons.len(),
            Action::PreviousButton => {
                review.button = (review.button + buttons.len() - 1) % buttons.len();
            }
            Action::Press => {
                let button = buttons.get(review.button).cloned();
                self.press(button, cx);
            }
            _ => {
                review.cursor.scroll(action, review.lines, review.height);
            }
        }
    }

    fn press(&mut self, button: Option<Button>, cx: &mut Cx) {
        match button {
            Some(Button::Send) => self.send(cx),
            Some(Button::Turn(conflict)) => self.turn(conflict.field),
            _ if self.errand.is_some() => {}
            _ => self.close_review(&cx.sight),
        }
    }

    fn send(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_send(&cx.sight) {
            cx.toast(Toast::warning(why));
            return;
        }
        let call = self.call().filter(|_| self.bad_fields().is_empty());
        let Some(call) = call else {
            // What was wiped or has lapsed since the review was opened must be mended first.
            self.close_review(&cx.sight);
            self.left.extend(self.fields());
            return;
        };
        self.errand = Some(Errand {
            what: What::Send,
            since: cx.sight.now.wall,
            ticket: None,
        });
        self.notes.clear();
        self.refused.clear();
        cx.call(call);
    }

    /// Goes back to the fields; an edit takes up what it learned of the record.
    pub(super) fn close_review(&mut self, sight: &Sight) {
        self.review = None;
        if self.is_editing() && self.is_read_again(sight) {
            self.rebase(sight);
        }
    }

    /// Gives the lines of the review.
    pub(super) fn review_text(&self, sight: &Sight) -> Vec<String> {
        let (method, path) = self.target();
        let url = format!("{}/1{path}", sight.profile.base_url);
        let mut lines = vec![
            format!(
                "Send this to {} profile \"{}\"?",
                self.mode.word(),
                sight.profile.name
            ),
            format!("{method} {url}"),
            String::new(),
        ];
        if let Some(twice) = self.twice(sight) {
            lines.push(format!("! {twice}"));
            lines.push(String::new());
        }
        if self.is_editing() {
            self.add_changes(sight, &mut lines);
        } else {
            let rows = self.rows().into_iter();
            lines.extend(rows.map(|row| format!("  {:<22}{}", row.param, row.value)));
        }
        let warnings = self.warnings();
        if !warnings.is_empty() {
            lines.push(String::new());
            lines.extend(warnings.into_iter().map(|text| format!("! {text}")));
        }
        lines
    }

    fn add_changes(&self, sight: &Sight, lines: &mut Vec<String>) {
        let conflicts = if self.is_read_again(sight) {
            self.conflicts(sight)
        } else {
            Vec::new()
        };
        for field in self.changes() {
            let (was, yours) = (
                self.baseline.get(field),
                self.entries.text(Field::editing(field)),
            );
            if let Some(conflict) = conflicts.iter().find(|c| c.field == field) {
                lines.push(format!("  {:<14}changed meanwhile", field.param()));
                lines.push(format!("    was     {}", conflict.was));
                lines.push(format!("    theirs  {}", conflict.theirs));
                lines.push(format!("    yours   {}", conflict.yours));
            } else {
                lines.push(format!("  {:<14}- {was}", field.param()));
                lines.push(format!("  {:<14}+ {yours}", ""));
            }
        }
        lines.push(String::new());
        if self.is_changed(crate::api::customers::CustomerField::Email) {
            lines.push("Receipts go to the new address from then on.".to_owned());
        }
        if !self.is_read_again(sight) {
            return;
        }
        let elsewhere = self.changed_elsewhere(sight);
        if elsewhere.is_empty() && conflicts.is_empty() {
            lines.push("Read again just now: unchanged since the form was opened.".to_owned());
        }
        for (field, theirs) in elsewhere {
            let label = Field::editing(field).label();
            lines.push(format!(
                "{label} was changed meanwhile to \"{theirs}\"; it is left so."
            ));
        }
    }

    pub(super) fn settle_review(&mut self, sight: &Sight) {
        if self.review.is_none() {
            return;
        }
        if self.is_editing() && self.failure(sight).is_some_and(is_gone) {
            self.lose_customer(sight);
        }
        let buttons = self.buttons(sight).len();
        let (lines, height) = self.measure_review(sight);
        let state = self.review_state(sight);
        if let Some(review) = &mut self.review {
            review.state = state;
            review.button = review.button.min(buttons - 1);
            (review.lines, review.height) = (lines, height);
            review.cursor.top = review.cursor.top.min(lines.saturating_sub(height));
        }
    }
}

/// Writes what a button says.
pub fn words(button: &Button, state: State) -> String {
    match button {
        Button::Back => "[ Back to form ]".to_owned(),
        Button::Send if state == State::Ready => "[ Send (y) ]".to_owned(),
        Button::Send => "[ Send ]".to_owned(),
        Button::Turn(conflict) => {
            let label = Field::editing(conflict.field).label();
            let side = match conflict.side {
                None => "choose theirs or yours",
                Some(Side::Theirs) => "theirs is kept",
                Some(Side::Yours) => "yours is sent",
            };
            format!("[ {label}: {side} ]")
        }
    }
}
