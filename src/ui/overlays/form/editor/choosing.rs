//! Keys and pastes on the fields that are chosen and not typed: how the card is given, country, state.
use super::{Editor, TOKEN_ONLY};
use crate::model::action::Action;
use crate::model::cx::Cx;
use crate::model::form::ahead::{Ahead, ListEntry};
use crate::model::form::field::{Field, PickList, Source};
use crate::model::form::{Finding, address, states};
use crate::model::keymap::Context;
use crate::text::Safe;
use crate::ui::widgets::text_box::request;
use crossterm::event::{KeyCode, KeyEvent};
use tui_input::InputRequest;

/// What the field takes that says how the card is given.
const SOURCE_KEYS: &str = "n number, t token, Space switches";

impl Editor {
    /// Takes a key on the field that says how the card is given. The first letter of a number or of
    /// a token goes where it belongs.
    #[expect(clippy::wildcard_enum_match_arm, reason = "a foreign type")]
    pub(super) fn turn_source(&mut self, key: KeyEvent, cx: &mut Cx) {
        let other = self.content.entries.source.other();
        let by_number = self.content.terms.by_number;
        match key.code {
            KeyCode::Char(' ') | KeyCode::Left | KeyCode::Right => self.give_card_by(other),
            KeyCode::Char('n' | 'N') => self.give_card_by(Source::Number),
            KeyCode::Char('t' | 'T') => self.give_card_by(Source::Token),
            KeyCode::Char(digit) if digit.is_numeric() && by_number => {
                self.move_to(Field::NUMBER);
                self.take_key(key, cx);
            }
            KeyCode::Char('c' | 'C') => {
                self.move_to(Field::TOKEN);
                self.take_key(key, cx);
            }
            KeyCode::Char(digit) if digit.is_numeric() => {
                self.remarks.warn(Field::SOURCE, TOKEN_ONLY);
            }
            KeyCode::Char(_) => self.say_source_keys(),
            _ => {}
        }
    }

    pub(super) fn say_source_keys(&mut self) {
        self.remarks.warn(Field::SOURCE, SOURCE_KEYS);
    }

    /// Goes to a field of the card, which appears where the card was given the other way.
    pub(super) fn move_to(&mut self, field: Field) {
        let source = [Source::Number, Source::Token].into_iter();
        let mut source = source.filter(|source| Field::of_card(*source).contains(&field));
        if let Some(source) = source.next() {
            self.give_card_by(source);
        }
        self.go_to_field(field);
    }

    /// Switches how the card is given; what was typed of a number is wiped, as it is no longer seen.
    pub(super) fn give_card_by(&mut self, source: Source) {
        if source == Source::Number && !self.content.terms.by_number {
            self.remarks.warn(Field::SOURCE, TOKEN_ONLY);
            return;
        }
        let entries = &mut self.content.entries;
        if source == entries.source {
            return;
        }
        entries.source = source;
        let any = entries.wipe();
        self.at = self.at.min(self.content.fields().len());
        if any {
            self.remarks
                .say(Field::SOURCE, Finding::note("number and CVC wiped"));
        }
    }

    /// Takes a key on a field with a list: letters choose by how names begin.
    pub(super) fn choose_by_key(
        &mut self,
        list: PickList,
        field: Field,
        key: KeyEvent,
        cx: &mut Cx,
    ) {
        let entries = entries(list);
        let now = self.content.entries.text(field).to_owned();
        let lists = cx.sight.keymap.action(&[Context::Choice], key) == Some(Action::Choose);
        let ahead = &mut self.ahead;
        match request(key) {
            Some(InputRequest::InsertChar(letter)) => match ahead.push(letter, &now, &entries) {
                Some(code) => self.choose(field, code),
                None if lists => {
                    ahead.pop(&entries);
                    self.open_list(cx);
                }
                None => {
                    let before = ahead.from().to_owned();
                    let typed = Safe::clean(ahead.typed());
                    self.choose(field, &before);
                    let text = format!("nothing starts with \"{typed}\"");
                    self.remarks.warn(field, text);
                }
            },
            Some(InputRequest::DeletePrevChar) if !ahead.is_empty() => {
                let code = ahead.pop(&entries);
                self.choose(field, &code);
            }
            Some(InputRequest::DeletePrevChar | InputRequest::DeleteFromStart) => {
                self.ahead = Ahead::default();
                match list {
                    PickList::State => self.choose(field, ""),
                    PickList::Country => {
                        let text = "type a name, or {choice.choose} lists all";
                        let text = cx.sight.keymap.fill(text);
                        self.remarks.say(field, Finding::note(text));
                    }
                }
            }
            _ => {}
        }
    }

    pub(super) fn choose(&mut self, field: Field, code: &str) {
        self.content.entries.set(field, code);
        self.changed(field);
    }

    pub(super) fn paste_choice(&mut self, list: PickList, field: Field, text: &str, cx: &Cx) {
        self.ahead = Ahead::default();
        let known = match list {
            PickList::Country => address::country(text).map(|country| country.alpha2),
            PickList::State => states::state(text),
        };
        match (known, list) {
            (Some(code), _) => self.choose(field, code),
            (None, PickList::State) => {
                self.content.entries.set(field, "");
                self.paste_text(field, text, cx);
            }
            (None, PickList::Country) => self.remarks.warn(field, "no such country"),
        }
    }
}

/// Returns what a field with a list can hold, in the order of the list.
pub fn entries(list: PickList) -> Vec<ListEntry> {
    match list {
        PickList::Country => address::countries()
            .into_iter()
            .map(|country| {
                let texts = vec![country.name, country.alpha2, country.alpha3];
                (country.alpha2, texts)
            })
            .collect(),
        PickList::State => states::AUSTRALIA
            .iter()
            .map(|(code, name)| (*code, vec![*name, *code]))
            .collect(),
    }
}
