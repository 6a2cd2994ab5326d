//! Keys, pastes and clicks on the fields.
use super::Editor;
use crate::api::ids::CardId;
use crate::model::cx::Cx;
use crate::model::form::field::{Field, Input, PickList, Secret, Source};
use crate::model::form::{Finding, Weight, address, email, expiry, looks_like_key};
use crate::model::toast::Toast;
use crate::secret::facts;
use crate::text::{holds_mask, redact};
use crate::ui::overlays::form::content::full;
use crate::ui::widgets::digits_box::{Taken, is_digits, plain};
use crate::ui::widgets::text_box::{Entered, LONGEST, request};
use crossterm::event::{KeyCode, KeyEvent};
use std::borrow::Cow;
use tui_input::InputRequest;

/// Why a number cannot be typed in LIVE.
pub const TOKEN_ONLY: &str = "a number needs allow_pan_entry";
const ONLY_DIGITS: &str = "digits 0 to 9 only";
const ON_BUTTON: &str =
    "You can't type on the button: {form.advance} reviews, {form.previous_field} goes back";
/// How many digits a card number has, at the least and at the most.
const NUMBER: std::ops::RangeInclusive<usize> = 12..=19;

impl Editor {
    pub fn take_key(&mut self, key: KeyEvent, cx: &mut Cx) {
        self.remarks.hush();
        let Some(field) = self.field() else {
            if matches!(key.code, KeyCode::Char(_)) {
                cx.toast(Toast::warning(cx.sight.keymap.fill(ON_BUTTON)));
            }
            return;
        };
        if let Some(list) = self.list() {
            return self.choose_by_key(list, field, key, cx);
        }
        match field.input {
            Input::Source => self.turn_source(key, cx),
            Input::Digits(secret) => self.type_digits(field, secret, key),
            Input::Text(_) | Input::List(_) if self.content.is_held(field) => {
                self.clear_held(field, key);
            }
            Input::Text(_) | Input::List(_) => self.type_text(field, key, cx),
        }
    }

    /// Takes the one key that a held field hears: it goes as a whole or not at all.
    fn clear_held(&mut self, field: Field, key: KeyEvent) {
        if request(key) == Some(InputRequest::DeleteFromStart) {
            self.content.entries.set(field, "");
            self.changed(field);
        }
    }

    fn type_digits(&mut self, field: Field, secret: Secret, key: KeyEvent) {
        let Some(request) = request(key) else { return };
        let entries = &mut self.content.entries;
        let taken = match secret {
            Secret::Number => {
                let groups = facts::groups(entries.number.expose());
                entries.number.handle(request, groups)
            }
            Secret::Cvc => entries.cvc.handle(request, &[]),
        };
        self.say_taken(field, secret, taken);
    }

    fn say_taken(&mut self, field: Field, secret: Secret, taken: Taken) {
        if matches!(taken, Taken::Changed | Taken::Cut) {
            self.changed(field);
        }
        let said = match (taken, secret) {
            (Taken::Changed | Taken::Moved, _) => return,
            (Taken::NoDigit, _) => ONLY_DIGITS,
            (Taken::Cut, Secret::Number) => "19 digits at most",
            (Taken::Cut, Secret::Cvc) => "4 digits at most",
        };
        self.remarks.warn(field, said);
    }

    fn type_text(&mut self, field: Field, key: KeyEvent, cx: &Cx) {
        let Some(input) = self.content.entries.texts.get_mut(&field) else {
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
        self.say_left_out(field, entered, &full);
    }

    /// Returns what did not get into a field. Returns whether there was anything.
    fn say_left_out(&mut self, field: Field, entered: Entered, full: &str) -> bool {
        let why = match entered {
            Entered::Whole => return false,
            Entered::Number => {
                self.content.entries.masked.insert(field);
                return true;
            }
            Entered::Key => "this profile's API key: left out",
            Entered::Cut => full,
            Entered::Hidden => "hidden characters left out",
        };
        self.remarks.warn(field, why);
        true
    }

    /// Takes a paste into the field that has the focus, or into the one that it is plainly for.
    pub fn take_paste(&mut self, text: &str, cx: &mut Cx) {
        self.remarks.hush();
        if let Some((field, what)) = self.better_place(text) {
            self.move_to(field);
            let label = field.label;
            cx.toast(Toast::warning(format!("Pasted {what} into {label}")));
        }
        let Some(field) = self.field() else {
            cx.toast(Toast::warning(cx.sight.keymap.fill(ON_BUTTON)));
            return;
        };
        if let Some(list) = self.list() {
            return self.paste_choice(list, field, text.trim(), cx);
        }
        match field.input {
            Input::Source => self.say_source_keys(),
            Input::Digits(secret) => {
                let entries = &mut self.content.entries;
                let taken = match secret {
                    Secret::Number => {
                        let mut digits = text.chars().filter_map(plain);
                        // A whole number takes the place of what stands there.
                        if is_digits(text) && digits.nth(11).is_some() {
                            entries.number.clear();
                        }
                        entries.number.paste(text)
                    }
                    Secret::Cvc => entries.cvc.paste(text),
                };
                self.say_taken(field, secret, taken);
            }
            Input::Text(_) | Input::List(_) => self.paste_text(field, text, cx),
        }
    }

    /// Returns another field that a paste is plainly for, and what it is; none where it belongs into
    /// the one that has the focus. Only a card takes the place of what stands there.
    fn better_place(&self, text: &str) -> Option<(Field, &'static str)> {
        let (wanted, what) = plainly(text)?;
        let here = self.field();
        let fits_here = match here.map(|field| field.input) {
            None | Some(Input::Source | Input::Digits(_)) => false,
            Some(Input::List(PickList::Country)) => address::country(text).is_some(),
            // Any text may stand here but a card number, which would be refused.
            Some(Input::Text(_) | Input::List(PickList::State)) => {
                wanted != Field::NUMBER || matches!(redact(text), Cow::Borrowed(_))
            }
        };
        let content = &self.content;
        let mut all = content.spec.fields(Source::Token);
        if content.terms.by_number {
            all.extend(content.spec.fields(Source::Number));
        }
        let is_free =
            [Field::NUMBER, Field::TOKEN].contains(&wanted) || content.entries.is_empty(wanted);
        let moves = here != Some(wanted) && !fits_here && all.contains(&wanted) && is_free;
        moves.then_some((wanted, what))
    }

    /// Pastes a text, or nothing of it where it brings a card number: masked, it would be sent so.
    pub(super) fn paste_text(&mut self, field: Field, text: &str, cx: &Cx) {
        if self.content.is_held(field) {
            return;
        }
        let address = email::address_in(text).filter(|_| field == Field::EMAIL);
        let Some(input) = self.content.entries.texts.get_mut(&field) else {
            return;
        };
        let pasted = address.unwrap_or(text);
        let before = input.value().chars().count();
        let cut = if before < LONGEST {
            "cut at 1,000 characters".to_owned()
        } else {
            full(before)
        };
        let entered = input.insert(pasted, field == Field::NOTES, cx.sight.own_key.as_ref());
        let looks_like_key = looks_like_key(input.value());
        if entered == Entered::Number && !holds_mask(input.value()) {
            self.remarks.warn(field, "no card numbers here");
            return;
        }
        self.changed(field);
        if self.say_left_out(field, entered, &cut) {
            return;
        }
        if looks_like_key {
            self.remarks.warn(field, "looks like an API key");
            self.remarks
                .note("Looks like an API key: drafts do not keep it");
        } else if pasted.trim() != text.trim() {
            self.remarks
                .say(field, Finding::note("only the address was pasted"));
        }
    }
}

/// Returns the field that a text is plainly for, and what it is, where that can be told.
fn plainly(text: &str) -> Option<(Field, &'static str)> {
    let text = text.trim();
    let digits = text.chars().filter_map(plain).count();
    if text.starts_with("card_") && CardId::new(text).is_some() {
        Some((Field::TOKEN, "a card token"))
    } else if is_digits(text) && NUMBER.contains(&digits) {
        Some((Field::NUMBER, "a card number"))
    } else if !is_digits(text) && expiry::read(text).is_some() {
        Some((Field::EXPIRY, "an expiry date"))
    } else if email::judge(text).weight == Weight::Good {
        Some((Field::EMAIL, "an email address"))
    } else {
        None
    }
}
