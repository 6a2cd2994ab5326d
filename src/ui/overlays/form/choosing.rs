//! Keys and pastes on the fields that are chosen and not typed: how the card is given, country, state.
use super::Form;
use super::typing::TOKEN_ONLY;
use crate::model::action::Action;
use crate::model::cx::Cx;
use crate::model::form::ahead::{Ahead, Entry};
use crate::model::form::field::{Field, Source};
use crate::model::form::{Finding, address, states};
use crate::model::keymap::Context;
use crate::text::Safe;
use crate::ui::widgets::text_box::request;
use crossterm::event::{KeyCode, KeyEvent};
use tui_input::InputRequest;

/// What the field takes that says how the card is given.
const SOURCE_KEYS: &str = "n number, t token, Space switches";

impl Form {
    /// Takes a key on the field that says how the card is given. The first letter of a number or of
    /// a token goes where it belongs.
    pub(super) fn turn_source(&mut self, key: KeyEvent, cx: &mut Cx) {
        let other = match self.entries.source {
            Source::Number => Source::Token,
            Source::Token => Source::Number,
        };
        match key.code {
            KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right => self.give_card_by(other),
            KeyCode::Char('n' | 'N') => self.give_card_by(Source::Number),
            KeyCode::Char('t' | 'T') => self.give_card_by(Source::Token),
            KeyCode::Char(digit) if digit.is_numeric() && self.by_number => {
                self.move_to(Field::Number);
                self.take_key(key, cx);
            }
            KeyCode::Char('c' | 'C') => {
                self.move_to(Field::Token);
                self.take_key(key, cx);
            }
            KeyCode::Char(digit) if digit.is_numeric() => {
                self.say(Field::Source, Finding::warning(TOKEN_ONLY));
            }
            KeyCode::Char(_) => self.say_source_keys(),
            _ => {}
        }
    }

    pub(super) fn say_source_keys(&mut self) {
        self.say(Field::Source, Finding::warning(SOURCE_KEYS));
    }

    /// Goes to a field of the card, which appears where the card was given the other way.
    pub(super) fn move_to(&mut self, field: Field) {
        match field {
            Field::Token => self.give_card_by(Source::Token),
            field if field.customer().is_none() => self.give_card_by(Source::Number),
            _ => {}
        }
        self.go_to_field(field);
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

    /// Takes a key on a field with a list: letters choose by how names begin.
    pub(super) fn choose_by_key(&mut self, field: Field, key: KeyEvent, cx: &mut Cx) {
        let entries = entries(field);
        let now = self.entries.text(field).to_owned();
        let lists = cx.sight.keymap.action(&[Context::Choice], key) == Some(Action::Choose);
        match request(key) {
            Some(InputRequest::InsertChar(letter)) => {
                match self.ahead.push(letter, &now, &entries) {
                    Some(code) => self.choose(field, code),
                    None if lists => {
                        self.ahead.pop(&entries);
                        self.open_list(cx);
                    }
                    None => {
                        let before = self.ahead.from().to_owned();
                        self.choose(field, &before);
                        let typed = Safe::clean(self.ahead.typed());
                        let text = format!("nothing starts with \"{typed}\"");
                        self.say(field, Finding::warning(text));
                    }
                }
            }
            Some(InputRequest::DeletePrevChar) if !self.ahead.is_empty() => {
                let code = self.ahead.pop(&entries);
                self.choose(field, &code);
            }
            Some(InputRequest::DeletePrevChar | InputRequest::DeleteFromStart) => {
                self.ahead = Ahead::default();
                if field == Field::State {
                    self.choose(field, "");
                } else {
                    self.say(field, Finding::note("type a name, or Space lists all"));
                }
            }
            _ => {}
        }
    }

    pub(super) fn choose(&mut self, field: Field, code: &str) {
        self.entries.set(field, code);
        self.changed(field);
    }

    pub(super) fn paste_choice(&mut self, field: Field, text: &str, cx: &Cx) {
        self.ahead = Ahead::default();
        let known = if field == Field::Country {
            address::country(text).map(|country| country.alpha2)
        } else {
            states::state(text)
        };
        match known {
            Some(code) => self.choose(field, code),
            None if field == Field::State => {
                self.entries.set(field, "");
                self.paste_text(field, text, cx);
            }
            None => self.say(field, Finding::warning("no such country")),
        }
    }
}

/// Gives what a field with a list can hold, in the order of the list.
fn entries(field: Field) -> Vec<Entry> {
    if field == Field::Country {
        let all = address::countries().into_iter();
        return all
            .map(|country| {
                (
                    country.alpha2,
                    vec![country.name, country.alpha2, country.alpha3],
                )
            })
            .collect();
    }
    let all = states::AUSTRALIA.iter();
    all.map(|(code, name)| (*code, vec![*name, *code]))
        .collect()
}
