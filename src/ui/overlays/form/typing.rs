//! Keys, pastes and clicks on the fields.
use super::Form;
use super::review::Review;
use crate::api::call::Subject;
use crate::model::action::Action;
use crate::model::cx::Cx;
use crate::model::form::field::{Field, Source};
use crate::model::form::{Finding, address, email, expiry, holds_mask, looks_like_key};
use crate::model::keymap::Context;
use crate::secret::facts;
use crate::ui::widgets::digits_box::{Taken, is_digits, plain};
use crate::ui::widgets::text_box::{Entered, request};
use crossterm::event::{KeyCode, KeyEvent};
use tui_input::InputRequest;

/// Why a number cannot be typed in LIVE.
pub const TOKEN_ONLY: &str = "a number needs allow_pan_entry";
const ONLY_DIGITS: &str = "only the digits 0 to 9";

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
            Action::Choose => self.open_list(cx),
            Action::TestCards => self.open_test_cards(cx),
            Action::Back => cx.close(),
            _ => {}
        }
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.leave();
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
            && let Some(code) = address::state(&text)
        {
            self.entries.set(field, code);
        }
    }

    fn open_review(&mut self, cx: &mut Cx) {
        if let Some(why) = self.why_no_review() {
            cx.toast(crate::model::toast::Toast::warning(why));
            return;
        }
        self.leave();
        let bad = self.bad_fields();
        if let Some(first) = bad.first() {
            self.left.extend(self.fields());
            self.go_to_field(*first);
            self.notes = vec![format!(
                "{} to mend before it can be sent",
                crate::ui::show::things(bad.len(), "field")
            )];
            return;
        }
        if self.is_editing() && self.changes().next().is_none() {
            self.notes = vec!["Nothing was changed, so there is nothing to send".to_owned()];
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
        let Some(field) = self.field() else { return };
        match field {
            Field::Source => self.turn_source(key),
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

    fn say(&mut self, field: Field, finding: Finding) {
        self.said = Some((field, finding.now()));
    }

    fn turn_source(&mut self, key: KeyEvent) {
        let other = match self.entries.source {
            Source::Number => Source::Token,
            Source::Token => Source::Number,
        };
        let wanted = match key.code {
            KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right => other,
            KeyCode::Char('n' | 'N') => Source::Number,
            KeyCode::Char('t' | 'T') => Source::Token,
            _ => return,
        };
        self.give_card_by(wanted);
    }

    /// Switches how the card is given; what was typed of a number is wiped, as it is no longer seen.
    pub(super) fn give_card_by(&mut self, source: Source) {
        if source == Source::Number && !self.by_number {
            self.say(Field::Source, Finding::warning(TOKEN_ONLY));
            return;
        }
        if source == self.entries.source {
            return;
        }
        self.entries.source = source;
        self.at = self.at.min(self.fields().len());
        if self.entries.wipe() {
            self.say(Field::Source, Finding::note("number and CVC wiped"));
        }
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

    fn choose_by_key(&mut self, field: Field, key: KeyEvent, cx: &mut Cx) {
        let keymap = cx.sight.keymap;
        if keymap.action(&[Context::Choice], key) == Some(Action::Choose) {
            self.open_list(cx);
            return;
        }
        let text = self.entries.text(field).to_owned();
        let next = match request(key) {
            Some(InputRequest::InsertChar(letter)) if field == Field::Country => {
                address::jump(letter, &text)
            }
            Some(InputRequest::InsertChar(letter)) => address::jump_state(letter, &text),
            Some(InputRequest::DeletePrevChar | InputRequest::DeleteFromStart)
                if field == Field::State =>
            {
                Some("")
            }
            _ => return,
        };
        match next {
            Some(code) => {
                self.entries.set(field, code);
                self.changed(field);
            }
            None => self.say(field, Finding::note("none begins with that")),
        }
    }

    fn type_text(&mut self, field: Field, key: KeyEvent, cx: &Cx) {
        let Some(input) = self.entries.input_mut(field) else {
            return;
        };
        let before = input.value().to_owned();
        let Some(entered) = input.key(key, cx.sight.own_key) else {
            return;
        };
        if input.value() != before {
            self.changed(field);
        }
        if entered == Entered::Number {
            self.masked.insert(field);
        } else if let Some(why) = left_out(entered, "full: 1,000 characters") {
            self.say(field, Finding::warning(why));
        }
    }

    pub(super) fn take_paste(&mut self, text: &str, cx: &Cx) {
        self.said = None;
        let Some(field) = self.field().filter(|_| self.review.is_none()) else {
            return;
        };
        match field {
            Field::Source => {}
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

    fn paste_choice(&mut self, field: Field, text: &str, cx: &Cx) {
        let known = if field == Field::Country {
            address::country(text).map(|country| country.alpha2)
        } else {
            address::state(text)
        };
        match known {
            Some(code) => {
                self.entries.set(field, code);
                self.changed(field);
            }
            None if field == Field::State => {
                self.entries.set(field, "");
                self.paste_text(field, text, cx);
            }
            None => self.say(field, Finding::warning("no country of that name")),
        }
    }

    /// Pastes a text, or nothing of it where it brings a card number: masked, it would be sent so.
    fn paste_text(&mut self, field: Field, text: &str, cx: &Cx) {
        if self.is_held(field) {
            return;
        }
        let address = email::address_in(text).filter(|_| field == Field::Email);
        let Some(input) = self.entries.input_mut(field) else {
            return;
        };
        let pasted = address.unwrap_or(text);
        let entered = input.insert(pasted, field == Field::Notes, cx.sight.own_key);
        let looks_like_key = looks_like_key(input.value());
        if entered == Entered::Number && !holds_mask(input.value()) {
            self.say(field, Finding::warning("no card number goes here"));
            return;
        }
        self.changed(field);
        if entered == Entered::Number {
            self.masked.insert(field);
        } else if let Some(why) = left_out(entered, "cut at 1,000 characters") {
            self.say(field, Finding::warning(why));
        } else if looks_like_key {
            self.say(field, Finding::warning("looks like an API key"));
            self.notes = vec!["That looks like an API key: it is not kept in a draft".to_owned()];
        } else if pasted.trim() != text.trim() {
            self.say(field, Finding::note("only the address was taken"));
        }
    }
}

/// Says what did not get into a field.
fn left_out(entered: Entered, cut: &'static str) -> Option<&'static str> {
    match entered {
        Entered::Key => Some("this profile's API key: left out"),
        Entered::Cut => Some(cut),
        Entered::Hidden => Some("hidden signs were left out"),
        Entered::Number | Entered::Whole => None,
    }
}
