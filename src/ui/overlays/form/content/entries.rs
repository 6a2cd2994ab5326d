//! What stands in the boxes of a form.
use super::Spec;
use crate::model::form::field::{Field, Input, PickList, Secret, Source};
use crate::model::form::{address, states};
use crate::text::{holds_mask, restore};
use crate::ui::widgets::digits_box::DigitsBox;
use crate::ui::widgets::text_box::TextBox;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The boxes. Number and code stand in buffers of their own; every text else in a text box.
pub struct Entries {
    pub texts: BTreeMap<Field, TextBox>,
    pub number: DigitsBox<19>,
    pub cvc: DigitsBox<4>,
    pub source: Source,
    /// Whether the name on the card was typed, and so no longer follows the customer's.
    pub name_typed: bool,
    /// The fields in which a card number was masked: not sent until it is gone.
    pub masked: BTreeSet<Field>,
}

impl Entries {
    pub fn new(spec: &dyn Spec, source: Source) -> Self {
        let texts = [Source::Number, Source::Token]
            .into_iter()
            .flat_map(|source| spec.fields(source))
            .filter(|field| matches!(field.input, Input::Text(_) | Input::List(_)))
            .map(|field| (field, TextBox::default()))
            .collect();
        let mut entries = Self {
            texts,
            number: DigitsBox::default(),
            cvc: DigitsBox::default(),
            source,
            name_typed: false,
            masked: BTreeSet::new(),
        };
        entries.set(Field::COUNTRY, address::HOME);
        entries
    }

    /// Returns a text as it is sent: without spaces at its ends. Number and code are never among them.
    pub fn text(&self, field: Field) -> &str {
        self.texts
            .get(&field)
            .map_or("", |input| input.value().trim())
    }

    /// Returns a text with its line breaks and tabs, which are shown and typed over as pictures.
    pub fn to_send(&self, field: Field) -> String {
        restore(self.text(field)).into_owned()
    }

    pub fn set(&mut self, field: Field, text: &str) {
        if let Some(input) = self.texts.get_mut(&field) {
            input.set(text);
        }
    }

    /// Returns every text with its field, as it stands in its box.
    pub fn texts(&self) -> impl Iterator<Item = (Field, &str)> {
        self.texts
            .iter()
            .map(|(field, input)| (*field, input.value()))
    }

    /// Whether a card number was masked in a field, and stands there still.
    pub fn is_masked(&self, field: Field) -> bool {
        self.masked.contains(&field) && holds_mask(self.text(field))
    }

    /// Takes note that a box was typed into: the name on the card follows the customer's until it is typed.
    pub fn typed(&mut self, field: Field) {
        if !holds_mask(self.text(field)) {
            self.masked.remove(&field);
        }
        if field == Field::CARD_NAME {
            self.name_typed = !self.text(Field::CARD_NAME).is_empty();
        } else if [Field::FIRST_NAME, Field::LAST_NAME].contains(&field) && !self.name_typed {
            let name = [Field::FIRST_NAME, Field::LAST_NAME]
                .map(|field| self.text(field))
                .join(" ");
            self.set(Field::CARD_NAME, name.trim());
        }
    }

    pub fn is_empty(&self, field: Field) -> bool {
        match field.input {
            Input::Digits(Secret::Number) => self.number.is_empty(),
            Input::Digits(Secret::Cvc) => self.cvc.is_empty(),
            Input::Source => false,
            Input::Text(_) | Input::List(_) => self.text(field).is_empty(),
        }
    }

    /// Wipes number and code; returns whether there was anything.
    pub fn wipe(&mut self) -> bool {
        let any = !self.number.is_empty() || !self.cvc.is_empty();
        self.number.clear();
        self.cvc.clear();
        any
    }

    /// Returns the list from which a field is picked; the state only in Australia, whose states are few.
    pub fn list(&self, field: Field) -> Option<PickList> {
        match field.input {
            Input::List(PickList::Country) => Some(PickList::Country),
            Input::List(PickList::State) => {
                let text = self.text(Field::STATE);
                let is_listed = self.text(Field::COUNTRY) == address::HOME
                    && (text.is_empty() || states::state(text).is_some());
                is_listed.then_some(PickList::State)
            }
            Input::Text(_) | Input::Digits(_) | Input::Source => None,
        }
    }
}

impl fmt::Debug for Entries {
    /// Names the boxes only: what a person typed does not belong in any output of the program.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.texts.keys()).finish()
    }
}
