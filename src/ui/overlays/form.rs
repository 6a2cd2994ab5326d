//! The forms: a new customer, changes to one, a new card. One overlay for all three, because their
//! fields, checks, review and refusals are the same.
//!
//! A form is typed into, then reviewed, then sent, and sends at most one request: while an answer is
//! awaited no key sends another. Card number and code live in buffers of their own, are shown as the
//! last four digits and as dots wherever the form does not hold the cursor on them, and are wiped
//! after a success, after an unknown outcome, when the form closes, after five idle minutes, on
//! suspend and when LIVE locks (PCI DSS 4.0.1, 3.3.1 and 3.4.1).
//!
//! What is shown is cleaned, and a cleaned text is never sent by accident: see `content::edit` for texts of
//! the API, `editor::typing` for pastes. A draft that was sent with an unknown outcome says so (`sending`).
//!
//! What differs between the forms is a `Spec` in `specs`, one file a form. The rest is an
//! engine that knows no form: `content` (what stands in the boxes, and what it means), `editor` (focus and
//! keys), `screen` (how it looks), `review`, `sending` and `answers`.
mod answers;
mod content;
mod editor;
mod review;
mod screen;
mod sending;
mod specs;

use crate::api::error::Error;
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::draft::Draft;
use crate::model::effect::Ticket;
use crate::model::form::field::Field;
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::view::View;
use content::Content;
use crossterm::event::KeyEvent;
use editor::Editor;
use ratatui::layout::Rect;
use review::Review;
use screen::{FormScreen, Viewport};
use sending::{SENDING, Sending};
use std::borrow::Cow;
use std::time::Duration;

#[derive(Debug)]
pub struct Form {
    editor: Editor,
    /// The review, while it is open.
    review: Option<Review>,
    sending: Sending,
    view: Viewport,
}

impl Form {
    /// Opens a form, with what was left of it before.
    pub fn new(kind: FormKind, draft: Option<Draft>, sight: &Sight) -> Self {
        let spec = specs::of(&kind);
        let content = Content::new(kind, spec, sight);
        let mut form = Self {
            editor: Editor::new(content),
            review: None,
            sending: Sending::default(),
            view: Viewport::default(),
        };
        if let Some(draft) = draft {
            form.restore(&draft, sight);
        }
        form.editor.begin();
        form
    }

    /// Takes up what was left of the form before, and how it was sent: its answer may be still to come.
    fn restore(&mut self, draft: &Draft, sight: &Sight) {
        self.editor.restore(draft);
        if let Some(sent) = draft.sent
            && self.sending.resume(sent, sight)
        {
            self.editor.remarks.notes.push(SENDING.to_owned());
        }
        if let Some(twice) = self.sending.twice(sight) {
            self.editor.remarks.notes.push(twice);
        }
    }

    const fn content(&self) -> &Content {
        &self.editor.content
    }

    const fn screen(&self) -> FormScreen<'_> {
        FormScreen {
            editor: &self.editor,
            view: &self.view,
            is_open: self.review.is_none(),
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act_on_fields(&mut self, action: Action, cx: &mut Cx) {
        self.editor.remarks.hush();
        match action {
            Action::NextField => self.editor.go_on(),
            Action::PreviousField => self.editor.go_back(),
            Action::Advance if !self.editor.is_at_end() => self.editor.go_on(),
            Action::Advance | Action::Review => self.open_review(cx),
            Action::Restore => self.editor.put_back(),
            Action::ShowRequest => self.view.shows_request = !self.view.shows_request,
            Action::Choose => self.editor.open_list(cx),
            Action::TestCards => self.editor.open_test_cards(cx),
            Action::Back => cx.close(),
            _ => {}
        }
    }

    /// Returns why there is no list of test cards, before its keys are filled in.
    fn why_no_test_cards(&self) -> Option<&'static str> {
        if !self.content().fields().contains(&Field::SOURCE) {
            Some("This form has no card; press {cards.add_card} in Cards to add one")
        } else if self.content().terms.is_live() {
            Some("Test cards are for the sandbox and TEST; this is LIVE")
        } else {
            self.sending.why_no_review()
        }
    }
}

impl View for Form {
    fn contexts(&self) -> &'static [Context] {
        match (&self.review, self.editor.list()) {
            (Some(_), _) => review::CONTEXTS,
            (None, Some(_)) => Context::Choice.chain(),
            (None, None) => Context::Form.chain(),
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.review.is_some() {
            self.act_on_review(action, cx);
        } else if self.sending.is_sending() && action != Action::Back {
            cx.toast(Toast::warning(SENDING));
        } else {
            self.act_on_fields(action, cx);
        }
    }

    fn takes_text(&self) -> bool {
        // What is changed while the answer is on its way would go with the form when it comes.
        self.review.is_none() && !self.sending.is_sending()
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        self.editor.take_key(key, cx);
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        if self.review.is_none() {
            self.editor.take_paste(text, cx);
        }
    }

    fn wants(&self, _: &Sight, wanted: &mut Vec<Subject>) {
        if self.review.is_some() {
            wanted.extend(self.content().record());
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        match action {
            Action::TestCards => Some(sight.keymap.fill(self.why_no_test_cards()?).into()),
            Action::Restore if !self.content().is_edit() => {
                Some("No original value to put back".into())
            }
            Action::Review => self.sending.why_no_review().map(Into::into),
            Action::ShowRequest if self.review.is_none() => {
                let no_room = !self.screen().has_request();
                no_room.then_some("No room for the request here; the review shows it".into())
            }
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.view.area = area;
        if self.editor.content.settle(sight) {
            self.wipe();
        }
        self.view.top = self.screen().scrolled_to_focus();
        self.settle_review(sight);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        self.screen().draw(sight, area, pen);
        if let Some(review) = &self.review {
            pen.cursor = None;
            let dialog = self.review_dialog(review, sight, area);
            dialog.draw(&review.answering, None, sight, area, pen);
        }
    }

    fn hints(&self) -> Vec<Action> {
        if let Some(review) = &self.review {
            return review.hints().to_vec();
        }
        let mode = self.content().terms.mode;
        let on_list = self.editor.list().is_some();
        self.content().spec.hints(on_list, mode).to_vec()
    }
}

impl Overlay for Form {
    fn stray(&mut self, what: &str, cx: &mut Cx) -> bool {
        let is_heard = self.review.is_some() || self.sending.is_sending();
        if is_heard {
            self.close_review_over(what, cx);
        }
        is_heard
    }

    fn sent(&mut self, ticket: Ticket) {
        self.sending.number(ticket);
    }

    fn reply(&mut self, ticket: Ticket, result: &Result<Reply, Error>, cx: &mut Cx) -> bool {
        let Some(errand) = self.sending.answered(ticket) else {
            return false;
        };
        self.take_reply(&errand, result, cx);
        true
    }

    fn take_pick(&mut self, text: &str, cx: &mut Cx) {
        if let Some(card) = self.editor.take_pick(text) {
            self.make_token(card, cx);
        }
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        let now = cx.sight.now.since_start;
        if let Some(review) = &mut self.review {
            if let Some(at) = review.answering.click(x, y, now) {
                self.press(at, cx);
            }
        } else if let Some(field) = self.screen().field_at(x, y)
            && !self.sending.is_sending()
        {
            self.editor.go_to_field(field);
        }
    }

    fn draft(&self) -> Option<Draft> {
        if self.sending.is_done() {
            return None;
        }
        self.content().draft(self.sending.sent())
    }

    fn email(&self) -> Option<&str> {
        self.content().new_email()
    }

    fn is_done(&self) -> bool {
        self.sending.is_over
    }

    fn cover(&mut self, is_covered: bool) {
        self.view.is_covered = is_covered;
    }

    fn wipe(&mut self) {
        if self.editor.wipe() && !self.sending.is_sending() {
            self.review = None;
        }
    }

    fn next_tick(&self, sight: &Sight) -> Option<Duration> {
        let answering = &self.review.as_ref()?.answering;
        answering.next_tick(sight.now.since_start)
    }
}
