//! The request that the form would send: as a write, in words, and as it is shown with its secrets masked.
use super::{Content, Entries};
use crate::api::body::{Members, Value};
use crate::api::cards::{CardSource, Expiry, NewCard};
use crate::api::customers::{CustomerField, CustomerPatch};
use crate::api::ids::CardId;
use crate::api::write::Write;
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Input, PickList, Secret, Source};
use crate::model::form::{address, expiry, number};
use crate::secret::Digits;
use crate::text::Safe;
use crate::ui::words::request;
use std::sync::Arc;
use strum::IntoEnumIterator;

/// Stands for an expiry that cannot be read yet, in a request that is only shown.
const NO_EXPIRY: Expiry = Expiry { year: 0, month: 0 };
/// The same for a token.
const NO_TOKEN: &str = "card_";

impl Content {
    /// Whether a field would be among what is sent.
    pub fn is_sent(&self, field: Field) -> bool {
        if self.is_edit() {
            return self.is_changed(field);
        }
        field != Field::SOURCE && !self.entries.is_empty(field)
    }

    /// Returns the write that sends the form; `None` while anything in it is wrong.
    pub fn write(&self) -> Option<Write> {
        let is_right = self.bad_fields().is_empty();
        self.spec.write(self, false).filter(|_| is_right)
    }

    /// Returns the request as it will be sent. What cannot be read yet is left out.
    pub fn request(&self, sight: &Sight) -> Vec<String> {
        let Some(write) = self.spec.write(self, true) else {
            return Vec::new();
        };
        let mut facts = write.facts();
        if let (Some(body), Some(unread)) = (&mut facts.body, self.entries.unread()) {
            leave_out(body, unread);
        }
        request::lines(&facts, &sight.profile.base_url)
    }

    /// Lists what would be sent by the names of the fields, with what people know for each value.
    pub fn sent_in_words(&self) -> Vec<String> {
        let fields = self.fields().into_iter();
        let sent = fields.filter(|field| self.is_sent(*field));
        sent.map(|field| format!("  {:<14}{}", field.label, self.entries.in_words(field)))
            .collect()
    }
}

impl Entries {
    fn in_words(&self, field: Field) -> String {
        let text = self.text(field);
        match field.input {
            Input::Digits(Secret::Number) => number::masked(self.number.expose()),
            Input::Digits(Secret::Cvc) => "•".repeat(self.cvc.len()),
            Input::List(PickList::Country) => match address::country(text) {
                Some(country) => format!("{text} ({})", country.name),
                None => text.to_owned(),
            },
            Input::Text(_) | Input::List(PickList::State) | Input::Source => match text {
                "" => "cleared".to_owned(),
                text => Safe::clean(text).as_str().to_owned(),
            },
        }
    }

    /// Returns the customer's fields that have a text.
    pub fn customer(&self) -> CustomerPatch {
        let all = CustomerField::iter();
        let texts = all.map(|own| (own, self.to_send(Field::editing(own))));
        CustomerPatch(texts.filter(|(_, text)| !text.is_empty()).collect())
    }

    /// Names the card that is sent: `the card ending 4242 (12/29)`, `the card of card_…`.
    pub fn card_in_words(&self) -> String {
        match self.source {
            Source::Token => format!("the card of {}", self.text(Field::TOKEN)),
            Source::Number => {
                let number = number::masked(self.number.expose());
                let ending = number.rsplit([' ', '-']).next().unwrap_or_default();
                format!("the card ending {ending} ({})", self.text(Field::EXPIRY))
            }
        }
    }

    /// Returns the card; `None` while it cannot be read, unless a stand-in will do for what cannot.
    pub fn card(&self, lenient: bool) -> Option<CardSource> {
        Some(match self.source {
            Source::Token => {
                let stand_in = || CardId::new(NO_TOKEN).filter(|_| lenient);
                CardSource::Token(CardId::new(self.text(Field::TOKEN)).or_else(stand_in)?)
            }
            Source::Number => {
                let expiry = expiry::read(self.text(Field::EXPIRY));
                let expiry = expiry.or(lenient.then_some(NO_EXPIRY))?;
                let (number, cvc) = (self.number.expose(), self.cvc.expose());
                let text = |field| self.text(field).to_owned();
                CardSource::Number(new_card(number, cvc, expiry, text))
            }
        })
    }

    /// Returns the field of the card that cannot be read yet.
    fn unread(&self) -> Option<Field> {
        if self.card(false).is_some() {
            return None;
        }
        Some(match self.source {
            Source::Number => Field::EXPIRY,
            Source::Token => Field::TOKEN,
        })
    }
}

/// Returns a card as it is sent; `text` gives the texts of its holder.
pub fn new_card(
    number: &str,
    cvc: &str,
    expiry: Expiry,
    text: impl Fn(Field) -> String,
) -> NewCard {
    NewCard {
        number: shared(number),
        cvc: shared(cvc),
        expiry,
        name: text(Field::CARD_NAME),
        address_line1: text(Field::LINE1),
        address_line2: text(Field::LINE2),
        address_city: text(Field::CITY),
        address_postcode: text(Field::POSTCODE),
        address_state: text(Field::STATE),
        address_country: text(Field::COUNTRY),
    }
}

/// Copies digits into a shared buffer, in place: a value that is moved leaves a copy behind.
fn shared<const N: usize>(digits: &str) -> Arc<Digits<N>> {
    let mut shared = Arc::new(Digits::new());
    if let Some(own) = Arc::get_mut(&mut shared) {
        for (at, digit) in digits.chars().enumerate() {
            own.insert(at, digit);
        }
    }
    shared
}

/// Takes the members of a field out of a body.
fn leave_out(body: &mut Members, field: Field) {
    body.retain_mut(|(name, value)| {
        if let Value::Object(inner) = value {
            leave_out(inner, field);
        }
        !field.is_named(name)
    });
}
