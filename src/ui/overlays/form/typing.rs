//! Keys, pastes and clicks on the fields.
use super::Form;
use super::checks::full;
use super::review::Review;
use crate::api::ids::CardId;
use crate::api::subject::Subject;
use crate::model::action::Action;
use crate::model::cx::Cx;
use crate::model::form::ahead::Ahead;
use crate::model::form::field::{Field, Source};
use crate::model::form::{Finding, Weight, address, email, expiry, looks_like_key, states};
use crate::model::toast::Toast;
use crate::secret::facts;
use crate::text::{holds_mask, redact};
use crate::ui::widgets::digits_box::{Taken, is_digits, plain};
use crate::ui::widgets::text_box::{Entered, LONGEST, request};
use crossterm::event::{KeyCode, KeyEvent};
use std::borrow::Cow;
use tui_input::InputRequest;

/// Why a number cannot be typed in LIVE.
pub const TOKEN_ONLY: &str = "a number needs allow_pan_entry";
const ONLY_DIGITS: &str = "digits 0 to 9 only";
const ON_BUTTON: &str = "You can't type on the button: Enter reviews, Up goes back to the fields";
/// How many digits a card number has, at the least and at the most.
const NUMBER: std::ops::RangeInclusive<usize> = 12..=19;

impl Form {
    pub(super) fn act_on_fields(&mut self, action: Action, cx: &mut Cx) {
        let fields = self.fields().len();
        self.said = None;
        match action {
            Action::NextField => self.go_to((self.at + 1) % (fields + 1)),
            Action::PreviousField => self.go_to((self.at + fields) % (fields + 1)),
            Action::Advance if self.at + 1 < fields => self.go_to(self.at + 1),
            Action::Advance | Action::Review => self.open_review(cx),
            Action::Restore => self.put_back(),
            Action::ShowRequest => self.preview = self.preview.other(),
            Action::Choose => self.open_list(cx),
            Action::TestCards => self.open_test_cards(cx),
            Action::Back => cx.close(),
            _ => {}
        }
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.leave();
        self.ahead = Ahead::default();
        self.at = at.min(self.fields().len());
    }

    pub(super) fn go_to_field(&mut self, field: Field) {
        if let Some(at) = self.fields().iter().position(|other| *other == field) {
            self.go_to(at);
        }
    }

    /// Leaves the field that has the focus: from now on it is judged.
    pub(super) fn leave(&mut self) {
        let Some(field) = self.field() else { return };
        self.left.insert(field);
        let text = self.entries.text(field).to_owned();
        if field == Field::Expiry
            && let Some(expiry) = expiry::read(&text)
        {
            self.entries.set(field, &expiry::write(expiry));
        }
        if field == Field::State
            && self.entries.text(Field::Country) == address::HOME
            && let Some(code) = states::state(&text)
        {
            self.entries.set(field, code);
        }
    }

    fn open_review(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_review() {
            cx.toast(Toast::warning(why));
            return;
        }
        self.leave();
        let bad = self.bad_fields();
        if let Some(first) = bad.first() {
            self.left.extend(self.fields());
            self.go_to_field(*first);
            self.notes = vec![format!(
                "{} to fix before sending",
                crate::ui::show::things(bad.len(), "field")
            )];
            return;
        }
        if self.is_editing() && self.changes().next().is_none() {
            self.notes = vec!["No changes to send".to_owned()];
            return;
        }
        self.sides.clear();
        self.review = Some(Review::new(&cx.sight));
        if let (true, Some(id)) = (self.is_editing(), self.customer()) {
            cx.doubt(Subject::Customer(id.clone()));
        }
    }

    /// Puts back what the record had in the field that has the focus.
    fn put_back(&mut self) {
        if let Some(field) = self.field()
            && let Some(own) = field.customer()
        {
            let was = self.baseline.get(own).to_owned();
            self.entries.set(field, &was);
            self.refused.remove(&field);
            self.masked.remove(&field);
        }
    }

    pub(super) fn take_key(&mut self, key: KeyEvent, cx: &mut Cx) {
        self.said = None;
        let Some(field) = self.field() else {
            if matches!(key.code, KeyCode::Char(_)) {
                cx.toast(Toast::warning(ON_BUTTON));
            }
            return;
        };
        match field {
            Field::Source => self.turn_source(key, cx),
            Field::Number | Field::Cvc => self.type_digits(field, key),
            field if self.entries.is_choice(field) => self.choose_by_key(field, key, cx),
            field if self.is_held(field) => self.clear_held(field, key),
            field => self.type_text(field, key, cx),
        }
    }

    /// Takes the one key that a held field hears: it goes as a whole or not at all.
    fn clear_held(&mut self, field: Field, key: KeyEvent) {
        if request(key) == Some(InputRequest::DeleteFromStart) {
            self.entries.set(field, "");
            self.changed(field);
        }
    }

    /// Takes note that a field holds something else now.
    pub(super) fn changed(&mut self, field: Field) {
        self.refused.remove(&field);
        self.notes.clear();
        if !holds_mask(self.entries.text(field)) {
            self.masked.remove(&field);
        }
        self.entries.typed(field);
    }

    pub(super) fn say(&mut self, field: Field, finding: Finding) {
        self.said = Some((field, finding.now()));
    }

    fn type_digits(&mut self, field: Field, key: KeyEvent) {
        let Some(request) = request(key) else { return };
        let taken = if field == Field::Number {
            let groups = facts::groups(self.entries.number.expose());
            self.entries.number.handle(request, groups)
        } else {
            self.entries.cvc.handle(request, &[])
        };
        self.say_taken(field, taken);
    }

    fn say_taken(&mut self, field: Field, taken: Taken) {
        match taken {
            Taken::Changed => self.changed(field),
            Taken::Moved => {}
            Taken::NoDigit => self.say(field, Finding::warning(ONLY_DIGITS)),
            Taken::Cut if field == Field::Number => {
                self.changed(field);
                self.say(field, Finding::warning("19 digits at most"));
            }
            Taken::Cut => {
                self.changed(field);
                self.say(field, Finding::warning("4 digits at most"));
            }
        }
    }

    fn type_text(&mut self, field: Field, key: KeyEvent, cx: &Cx) {
        let Some(input) = self.entries.input_mut(field) else {
            return;
        };
        let before = input.value().to_owned();
        let Some(entered) = input.key(key, cx.sight.own_key.as_ref()) else {
            return;
        };
        let full = full(input.value().chars().count());
        if input.value() != before {
            self.changed(field);
        }
        if entered == Entered::Number {
            self.masked.insert(field);
        } else if let Some(why) = left_out(entered, &full) {
            self.say(field, Finding::warning(why));
        }
    }

    /// Takes a paste into the field that has the focus, or into the one that it is plainly for.
    pub(super) fn take_paste(&mut self, text: &str, cx: &mut Cx) {
        self.said = None;
        if self.review.is_some() {
            return;
        }
        if let Some((field, what)) = self.better_place(text) {
            self.move_to(field);
            let label = field.label();
            cx.toast(Toast::warning(format!("Pasted {what} into {label}")));
        }
        let Some(field) = self.field() else {
            cx.toast(Toast::warning(ON_BUTTON));
            return;
        };
        match field {
            Field::Source => self.say_source_keys(),
            Field::Number => {
                let mut digits = text.chars().filter_map(plain);
                // A whole number takes the place of what stands there.
                if is_digits(text) && digits.nth(11).is_some() {
                    self.entries.number.clear();
                }
                let taken = self.entries.number.paste(text);
                self.say_taken(field, taken);
            }
            Field::Cvc => {
                let taken = self.entries.cvc.paste(text);
                self.say_taken(field, taken);
            }
            field if self.entries.is_choice(field) => self.paste_choice(field, text.trim(), cx),
            field => self.paste_text(field, text, cx),
        }
    }

    /// Gives another field that a paste is plainly for, and what it is; none where it belongs into
    /// the one that has the focus. Only a card takes the place of what stands there.
    fn better_place(&self, text: &str) -> Option<(Field, &'static str)> {
        let (wanted, what) = plainly(text)?;
        let here = self.field();
        let fits_here = match here {
            None | Some(Field::Source | Field::Number | Field::Cvc) => false,
            Some(Field::Country) => address::country(text).is_some(),
            // Any text may stand here but a card number, which would be refused.
            Some(_) => wanted != Field::Number || matches!(redact(text), Cow::Borrowed(_)),
        };
        let mut all = Field::of(&self.kind, Source::Token);
        if self.by_number {
            all.extend(Field::of(&self.kind, Source::Number));
        }
        let is_free =
            matches!(wanted, Field::Number | Field::Token) || self.entries.is_empty(wanted);
        let moves = here != Some(wanted) && !fits_here && all.contains(&wanted) && is_free;
        moves.then_some((wanted, what))
    }

    /// Pastes a text, or nothing of it where it brings a card number: masked, it would be sent so.
    pub(super) fn paste_text(&mut self, field: Field, text: &str, cx: &Cx) {
        if self.is_held(field) {
            return;
        }
        let address = email::address_in(text).filter(|_| field == Field::Email);
        let Some(input) = self.entries.input_mut(field) else {
            return;
        };
        let pasted = address.unwrap_or(text);
        let before = input.value().chars().count();
        let cut = if before < LONGEST {
            "cut at 1,000 characters".to_owned()
        } else {
            full(before)
        };
        let entered = input.insert(pasted, field == Field::Notes, cx.sight.own_key.as_ref());
        let looks_like_key = looks_like_key(input.value());
        if entered == Entered::Number && !holds_mask(input.value()) {
            self.say(field, Finding::warning("no card numbers here"));
            return;
        }
        self.changed(field);
        if entered == Entered::Number {
            self.masked.insert(field);
        } else if let Some(why) = left_out(entered, &cut) {
            self.say(field, Finding::warning(why));
        } else if looks_like_key {
            self.say(field, Finding::warning("looks like an API key"));
            self.notes = vec!["Looks like an API key: drafts do not keep it".to_owned()];
        } else if pasted.trim() != text.trim() {
            self.say(field, Finding::note("only the address was pasted"));
        }
    }
}

/// Says what did not get into a field.
fn left_out(entered: Entered, cut: &str) -> Option<&str> {
    match entered {
        Entered::Key => Some("this profile's API key: left out"),
        Entered::Cut => Some(cut),
        Entered::Hidden => Some("hidden characters left out"),
        Entered::Number | Entered::Whole => None,
    }
}

/// Gives the field that a text is plainly for, and what it is, where that can be told.
fn plainly(text: &str) -> Option<(Field, &'static str)> {
    let text = text.trim();
    let digits = text.chars().filter_map(plain).count();
    if text.starts_with("card_") && CardId::new(text).is_some() {
        Some((Field::Token, "a card token"))
    } else if is_digits(text) && NUMBER.contains(&digits) {
        Some((Field::Number, "a card number"))
    } else if !is_digits(text) && expiry::read(text).is_some() {
        Some((Field::Expiry, "an expiry date"))
    } else if email::judge(text).weight == Weight::Good {
        Some((Field::Email, "an email address"))
    } else {
        None
    }
}
