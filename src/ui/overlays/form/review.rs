//! The review: everything that will be sent, and a yes that is hard to give by accident.
//!
//! How it is answered is in [`dialog`]. Before an edit is sent, the record is read again.
use super::Form;
use super::content::{Conflict, Content, Side};
use super::editor::Remarks;
use super::sending::{SENDING, Sending, What};
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::form::field::Field;
use crate::model::keymap::Context;
use crate::model::standing::is_gone;
use crate::model::toast::Toast;
use crate::ui::show;
use crate::ui::widgets::dialog::{self, Answering, Dialog, WARNING};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// What is said of a customer that was deleted while its form was open.
const GONE: &str = "This customer no longer exists in Pin Payments, so nothing can be sent. What you typed stays in the form.";

/// The form's keys are known in its review, so that a second key to review is not taken for a stray key.
pub const CONTEXTS: &[Context] = &[Context::Confirm, Context::Form];

#[derive(Debug)]
pub struct Review {
    pub(super) answering: Answering,
    pub(super) state: State,
}

/// What can be done in the review now.
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

    /// Returns the keys that do something here.
    pub(super) fn hints(&self) -> &'static [Action] {
        match self.state {
            State::Ready => self.answering.hints(false),
            State::Blocked => &[Action::Decline, Action::NextButton, Action::Press],
            State::Unread => &[Action::Review, Action::Decline],
            State::Sending => &[],
        }
    }
}

impl Form {
    pub(super) fn open_review(&mut self, cx: &mut Cx) {
        if let Some(why) = self.sending.why_no_review() {
            cx.toast(Toast::warning(why));
            return;
        }
        self.editor.leave();
        let bad = self.content().bad_fields();
        if let Some(first) = bad.first() {
            self.editor.judge_all();
            self.editor.go_to_field(*first);
            let fields = show::things(bad.len(), "field");
            self.editor
                .remarks
                .note(format!("{fields} to fix before sending"));
            return;
        }
        if self.content().is_unchanged() {
            self.editor.remarks.note("No changes to send");
            return;
        }
        if let Some(edit) = &mut self.editor.content.edit {
            edit.sides.clear();
        }
        self.review = Some(Review::new(&cx.sight));
        if let Some(record) = self.content().record() {
            cx.doubt(record);
        }
    }

    fn buttons(&self, sight: &Sight) -> Vec<Button> {
        let mut buttons = vec![Button::Back];
        if self.content().is_read_again(sight) {
            buttons.extend(
                self.content()
                    .conflicts(sight)
                    .into_iter()
                    .map(Button::Turn),
            );
        }
        buttons.push(Button::Send);
        buttons
    }

    /// Returns why the form cannot be sent now.
    fn why_no_send(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        self.obstacle(sight).or_else(|| {
            let review = self.review.as_ref()?;
            review.answering.why_not(false, sight)
        })
    }

    /// Returns what stands in the way of sending, however long one waits.
    fn obstacle(&self, sight: &Sight) -> Option<Cow<'static, str>> {
        // A form that was closed while it was sent, and opened again, is the same intent.
        let same = |write| FormKind::sending(write).as_ref() == Some(&self.content().kind);
        if self.sending.is_busy() || sight.inflight.writes().any(same) {
            return Some(SENDING.into());
        }
        if let Some(why) = sight.why_no_writes() {
            return Some(why);
        }
        why_not_sure(self.content(), sight)
    }

    fn state(&self, sight: &Sight) -> State {
        let failure = self.content().failure(sight);
        if self.sending.is_busy() {
            State::Sending
        } else if failure.is_some_and(|error| !is_gone(error)) {
            State::Unread
        } else if self.obstacle(sight).is_some() {
            State::Blocked
        } else {
            State::Ready
        }
    }

    /// Reads the record again where that failed.
    fn read_again(&mut self, cx: &mut Cx) {
        if let (State::Unread, Some(record)) = (self.state(&cx.sight), self.content().record()) {
            cx.doubt(record);
            // What comes has not been seen yet.
            self.review = Some(Review::new(&cx.sight));
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
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
            Action::ShowRequest => self.view.shows_request = !self.view.shows_request,
            Action::Review => self.read_again(cx),
            Action::Decline | Action::Back if self.sending.is_busy() => {
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
        let said = if self.sending.is_busy() {
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
            Some(Button::Turn(conflict)) => self.editor.content.turn(conflict.field),
            None | Some(Button::Back) if self.sending.is_busy() => {
                cx.toast(Toast::warning(SENDING));
            }
            None | Some(Button::Back) => self.close_review(&cx.sight),
        }
    }

    fn send(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_send(&cx.sight) {
            cx.toast(Toast::warning(why));
            return;
        }
        let Some(write) = self.content().write() else {
            // What was wiped or has lapsed since the review opened must be fixed first.
            self.close_review(&cx.sight);
            self.editor.judge_all();
            return;
        };
        self.sending.begin(What::Send, &cx.sight);
        self.editor.remarks = Remarks::default();
        cx.write(write, None);
    }

    /// Goes back to the fields; an edit takes up what it learned of the record.
    pub(super) fn close_review(&mut self, sight: &Sight) {
        self.review = None;
        self.editor.content.rebase(sight);
    }

    pub(super) fn review_dialog(&self, review: &Review, sight: &Sight, area: Rect) -> Dialog {
        let content = self.content();
        let shows_request = self.view.shows_request;
        let bottom = match review.state {
            State::Ready | State::Blocked if shows_request => {
                "{confirm.show_request} hides the request · {confirm.back} back to the form"
            }
            State::Ready | State::Blocked => {
                "{confirm.show_request} shows the request · {confirm.back} back to the form"
            }
            State::Unread => "{form.review} reads it again · {confirm.back} back to the form",
            State::Sending => "sending…",
        };
        let works = review.state != State::Sending;
        let why = self.obstacle(sight);
        let why = why.or_else(|| review.answering.why_greyed(sight.now.since_start));
        let is_unread = review.answering.is_unread();
        let hears = review.state == State::Ready && !is_unread;
        let send = if hears {
            "Send ({confirm.accept})"
        } else {
            "Send"
        };
        let button = |button| {
            let (text, works, commits) = match button {
                Button::Back => ("Back to form".to_owned(), works, false),
                Button::Turn(conflict) => (words(&conflict), works, false),
                Button::Send => (sight.keymap.fill(send), why.is_none() && !is_unread, true),
            };
            dialog::Button {
                text,
                works,
                commits,
            }
        };
        let lines = review_lines(content, &self.sending, shows_request, sight);
        let (what, mode) = (content.spec.title(), content.terms.mode.word());
        Dialog {
            title: format!("Review: {what} — {mode}"),
            is_grave: false,
            bottom: sight.keymap.fill(bottom),
            lines: dialog::wrapped(&lines, area),
            prompt: None,
            buttons: self.buttons(sight).into_iter().map(button).collect(),
            why: why.map(Cow::into_owned),
        }
    }

    pub(super) fn settle_review(&mut self, sight: &Sight) {
        if self.review.is_none() {
            return;
        }
        if self.content().failure(sight).is_some_and(is_gone) {
            self.lose_customer(sight);
        }
        let state = self.state(sight);
        if let Some(mut review) = self.review.take() {
            review.state = state;
            let area = self.view.area;
            let dialog = self.review_dialog(&review, sight, area);
            review
                .answering
                .settle(&dialog, area, sight.now.since_start);
            self.review = Some(review);
        }
    }
}

/// Returns why it is not sure yet what an edit would change.
fn why_not_sure(content: &Content, sight: &Sight) -> Option<Cow<'static, str>> {
    if !content.is_edit() {
        return None;
    }
    match content.failure(sight) {
        Some(error) if is_gone(error) => return Some(GONE.into()),
        Some(error) => {
            let what = error.headline(sight.host());
            let keys = "{form.review} retries; {confirm.back} goes back to the form.";
            let keys = sight.keymap.fill(keys);
            return Some(format!("Couldn't read it again: {what} {keys}").into());
        }
        None => {}
    }
    if !content.is_read_again(sight) {
        return Some("Reading the record again first…".into());
    }
    let conflicts = content.conflicts(sight).into_iter();
    if let Some(conflict) = conflicts.into_iter().find(|c| c.side.is_none()) {
        let label = Field::editing(conflict.field).label;
        return Some(format!("{label} was changed elsewhere: pick theirs or yours below").into());
    }
    let is_empty = content.patch().0.is_empty();
    is_empty.then(|| "Nothing left to send: theirs is kept".into())
}

fn words(conflict: &Conflict) -> String {
    let label = Field::editing(conflict.field).label;
    let side = match conflict.side {
        None => "theirs or yours?",
        Some(Side::Theirs) => "keep theirs",
        Some(Side::Yours) => "send yours",
    };
    format!("{label}: {side}")
}

/// Returns the lines of the review, before they are wrapped.
fn review_lines(
    content: &Content,
    sending: &Sending,
    shows_request: bool,
    sight: &Sight,
) -> Vec<String> {
    let twice = sending.twice(sight).into_iter();
    let mut lines: Vec<String> = twice
        .chain(content.warnings())
        .map(|text| format!("{WARNING}{text}"))
        .collect();
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.push(content.spec.sentence(content, sight));
    lines.push(String::new());
    lines.extend(content.spec.details(content, sight));
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    if shows_request {
        lines.push(String::new());
        lines.extend(content.request(sight));
    }
    lines
}
