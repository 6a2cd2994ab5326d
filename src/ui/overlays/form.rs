//! The forms: a new customer, changes to one, a new card. One overlay for all three, because their
//! fields, checks, review and refusals are the same.
//!
//! A form is typed into, then reviewed, then sent, and sends at most one request: while an answer is
//! awaited no key sends another. Card number and code live in buffers of their own, are shown as the
//! last four digits and as dots wherever the form does not hold the cursor on them, and are wiped
//! after a success, after an unknown outcome, when the form closes, after five idle minutes, on
//! suspend and when LIVE locks (PCI DSS 4.0.1, 3.3.1 and 3.4.1).
//!
//! What is shown is cleaned, and a cleaned text is never sent by accident: see `changes` for texts of
//! the API, `typing` for pastes. A draft that was sent with an unknown outcome says so (`keep`).
mod answers;
mod changes;
mod checks;
mod choosing;
mod entries;
mod keep;
mod lists;
mod place;
mod preview;
mod request;
mod review;
mod screen;
mod sharers;
mod typing;

use crate::api::error::Error;
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::config::Mode;
use crate::model::action::Action;
use crate::model::ask::FormKind;
use crate::model::cx::{Cx, Sight};
use crate::model::draft::{Draft, Sent};
use crate::model::effect::Ticket;
use crate::model::form::Finding;
use crate::model::form::ahead::Ahead;
use crate::model::form::field::{Field, Source};
use crate::model::keymap::Context;
use crate::model::toast::Toast;
use crate::model::world::WriteAccess;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::view::View;
use changes::{Baseline, Side};
use crossterm::event::KeyEvent;
use entries::Entries;
use jiff::Timestamp;
use jiff::civil::Date;
use preview::Preview;
use ratatui::layout::Rect;
use review::{Review, SENDING};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

#[derive(Debug)]
pub struct Form {
    kind: FormKind,
    mode: Mode,
    /// Whether a card number may be typed at all.
    by_number: bool,
    entries: Entries,
    /// The name of the customer whom it is about, as it was when the form opened.
    whose: String,
    /// The texts that the form opened with: what differs from them is a draft worth keeping.
    opened_with: BTreeMap<Field, String>,
    baseline: Baseline,
    sides: Vec<(crate::api::customers::CustomerField, Side)>,
    /// Where the focus stands among the fields; one past the last is the button.
    at: usize,
    /// The fields that the focus has left, which may be judged.
    left: BTreeSet<Field>,
    /// What the API said of the fields, until they are changed.
    refused: BTreeMap<Field, String>,
    /// Lines at the bottom.
    notes: Vec<String>,
    /// Who else has the email, as far as is known.
    shared: Option<Finding>,
    /// What was typed on a field with a list.
    ahead: Ahead,
    /// What is said of the last key or paste, until the next.
    said: Option<(Field, Finding)>,
    /// The fields in which a card number was masked: not sent until it is gone.
    masked: BTreeSet<Field>,
    /// When this was sent, where nobody knows what became of it.
    sent_unknown: Option<Timestamp>,
    /// The review, while it is open.
    review: Option<Review>,
    preview: Preview,
    errand: Option<Errand>,
    /// The form whose draft is kept when this one closes: its own, unless its customer is gone.
    keep_as: FormKind,
    end: Option<End>,
    today: Date,
    was_writable: bool,
    /// Whether another window lies on top, which has the focus then.
    is_covered: bool,
    area: Rect,
    /// The first line that is shown, where not all fit.
    top: usize,
}

/// Says how a form came to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Sent,
    /// It is not known whether it was carried out: what was typed is kept as a draft.
    Unsure,
}

/// Says what an answer is awaited for.
#[derive(Debug)]
struct Errand {
    what: What,
    sent: Sent,
}

impl Errand {
    fn begun(what: What, sight: &Sight) -> Self {
        let at = sight.now.wall;
        let sent = Sent { at, ticket: None };
        Self { what, sent }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// The form itself.
    Send,
    /// A card token made from a test card.
    Token,
}

impl Form {
    /// Opens a form, with what was left of it before.
    pub fn new(kind: FormKind, draft: Option<Draft>, sight: &Sight) -> Self {
        let mode = sight.profile.mode;
        let source = match mode {
            Mode::Live => Source::Token,
            Mode::Sandbox | Mode::Test => Source::Number,
        };
        let mut form = Self {
            entries: Entries::new(&kind, source),
            keep_as: kind.clone(),
            kind,
            mode,
            by_number: mode != Mode::Live || sight.profile.allow_pan_entry,
            whose: String::new(),
            opened_with: BTreeMap::new(),
            baseline: Baseline::default(),
            sides: Vec::new(),
            at: 0,
            left: BTreeSet::new(),
            refused: BTreeMap::new(),
            notes: Vec::new(),
            shared: None,
            ahead: Ahead::default(),
            said: None,
            masked: BTreeSet::new(),
            sent_unknown: None,
            review: None,
            preview: Preview::Words,
            errand: None,
            end: None,
            today: sight.today(),
            was_writable: sight.write_access != WriteAccess::Locked,
            is_covered: false,
            area: Rect::default(),
            top: 0,
        };
        form.fill_in(sight);
        if let Some(draft) = draft {
            form.restore(&draft, sight);
        }
        // The focus begins where one types: whoever opens the form for a card types its number.
        let first = form
            .fields()
            .iter()
            .position(|field| *field != Field::Source);
        form.at = first.unwrap_or(0);
        form
    }

    fn customer(&self) -> Option<&CustomerId> {
        match &self.kind {
            FormKind::NewCustomer => None,
            FormKind::EditCustomer(id) | FormKind::AddCard(id) => Some(id),
        }
    }

    /// Gives the fields on the screen, in its order.
    fn fields(&self) -> Vec<Field> {
        Field::of(&self.kind, self.entries.source)
    }

    /// Gives the field that has the focus; `None` on the button.
    fn field(&self) -> Option<Field> {
        self.fields().get(self.at).copied()
    }

    fn is_editing(&self) -> bool {
        matches!(self.kind, FormKind::EditCustomer(_))
    }

    fn is_sending(&self) -> bool {
        self.errand.as_ref().is_some_and(|e| e.what == What::Send)
    }

    fn is_choice(&self) -> bool {
        self.field()
            .is_some_and(|field| self.entries.is_choice(field))
    }

    /// Says why the form cannot go to its review now.
    fn why_no_review(&self) -> Option<&'static str> {
        match self.errand.as_ref()?.what {
            What::Send => Some(SENDING),
            What::Token => Some("The card token is still being created"),
        }
    }
}

impl View for Form {
    fn contexts(&self) -> &'static [Context] {
        match (&self.review, self.is_choice()) {
            // The form's keys are known here, so that a second Ctrl-S is not taken for a stray key.
            (Some(_), _) => &[Context::Confirm, Context::Form],
            (None, true) => &[Context::Choice, Context::Form],
            (None, false) => &[Context::Form],
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.review.is_some() {
            self.act_on_review(action, cx);
        } else if self.is_sending() && action != Action::Back {
            cx.toast(Toast::warning(SENDING));
        } else {
            self.act_on_fields(action, cx);
        }
    }

    fn takes_text(&self) -> bool {
        // What is changed while the answer is on its way would go with the form when it comes.
        self.review.is_none() && !self.is_sending()
    }

    fn key(&mut self, key: KeyEvent, cx: &mut Cx) {
        self.take_key(key, cx);
    }

    fn paste(&mut self, text: &str, cx: &mut Cx) {
        self.take_paste(text, cx);
    }

    fn wants(&self, _: &Sight, wanted: &mut Vec<Subject>) {
        if let (Some(_), FormKind::EditCustomer(id)) = (&self.review, &self.kind) {
            wanted.push(Subject::Customer(id.clone()));
        }
    }

    fn why_not(&self, action: Action, _: &Sight) -> Option<Cow<'static, str>> {
        match action {
            Action::TestCards => self.why_no_test_cards().map(Into::into),
            Action::Restore if !self.is_editing() => Some("No original value to put back".into()),
            Action::Review => self.why_no_review().map(Into::into),
            Action::ShowRequest if self.review.is_none() => {
                let no_room = self.parts(self.area).request.is_none();
                no_room.then_some("No room for the request here; the review shows it".into())
            }
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.today = sight.today();
        self.area = area;
        self.shared = self.sharers(sight);
        let writable = sight.write_access != WriteAccess::Locked;
        if self.was_writable && !writable {
            self.wipe();
        }
        self.was_writable = writable;
        self.scroll_to_focus();
        self.settle_review(sight);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        self.draw_fields(sight, area, pen);
        if let Some(review) = &self.review {
            pen.cursor = None;
            self.draw_review(review, sight, area, pen);
        }
    }

    fn hints(&self) -> &'static [Action] {
        match (&self.review, &self.kind) {
            (Some(review), _) => review.hints(),
            (None, FormKind::EditCustomer(_)) => &[
                Action::NextField,
                Action::Review,
                Action::Restore,
                Action::Back,
            ],
            (None, _) if self.mode == Mode::Live && self.is_choice() => &[
                Action::NextField,
                Action::Choose,
                Action::Review,
                Action::Back,
            ],
            (None, _) if self.mode == Mode::Live => {
                &[Action::NextField, Action::Review, Action::Back]
            }
            (None, _) if self.is_choice() => &[
                Action::NextField,
                Action::Choose,
                Action::Review,
                Action::TestCards,
                Action::Back,
            ],
            (None, _) => &[
                Action::NextField,
                Action::Review,
                Action::TestCards,
                Action::Back,
            ],
        }
    }
}

impl Overlay for Form {
    fn stray(&mut self, what: &str, cx: &mut Cx) -> bool {
        let is_heard = self.review.is_some() || self.is_sending();
        if is_heard {
            self.close_review_over(what, cx);
        }
        is_heard
    }

    fn sent(&mut self, ticket: Ticket) {
        if let Some(errand) = &mut self.errand {
            errand.sent.ticket.get_or_insert(ticket);
        }
    }

    fn reply(&mut self, ticket: Ticket, result: &Result<Reply, Error>, cx: &mut Cx) -> bool {
        let awaited = self.errand.take_if(|e| e.sent.ticket == Some(ticket));
        let is_own = awaited.is_some();
        if let Some(errand) = awaited {
            self.take_reply(&errand, result, cx);
        }
        is_own
    }

    fn fill(&mut self, text: &str, cx: &mut Cx) {
        self.take_pick(text, cx);
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        let now = cx.sight.now.since_start;
        if let Some(review) = &mut self.review {
            if let Some(at) = review.answering.click(x, y, now) {
                self.press(at, cx);
            }
        } else {
            self.take_click(x, y);
        }
    }

    fn draft(&self) -> Option<Draft> {
        self.what_to_keep()
    }

    fn email(&self) -> Option<&str> {
        self.new_email()
    }

    fn is_done(&self) -> bool {
        self.end.is_some()
    }

    fn cover(&mut self, is_covered: bool) {
        self.is_covered = is_covered;
    }

    fn wipe(&mut self) {
        if self.entries.wipe() {
            if !self.is_sending() {
                self.review = None;
            }
            self.notes = vec!["Card number and CVC were wiped for safety".to_owned()];
        }
    }

    fn next_tick(&self, sight: &Sight) -> Option<Duration> {
        let answering = &self.review.as_ref()?.answering;
        answering.next_tick(sight.now.since_start)
    }
}
