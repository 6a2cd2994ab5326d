//! The request that the form would send: as a call, and as it is shown with its secrets masked.
use super::Form;
use crate::api::body::{Members, Value};
use crate::api::cards::{CardSource, Expiry, NewCard};
use crate::api::customers::{CustomerPatch, NewCustomer};
use crate::api::ids::CardId;
use crate::api::write::Write;
use crate::model::ask::FormKind;
use crate::model::cx::Sight;
use crate::model::form::field::{Field, Source};
use crate::model::form::{address, expiry, number};
use crate::secret::Digits;
use crate::text::Safe;
use crate::ui::words::request;
use std::sync::Arc;

/// Stands for an expiry that cannot be read yet, in a request that is only shown.
const NO_EXPIRY: Expiry = Expiry { year: 0, month: 0 };
/// The same for a token.
const NO_TOKEN: &str = "card_";

impl Form {
    /// Says whether a field would be among what is sent.
    pub fn is_sent(&self, field: Field) -> bool {
        match (&self.kind, field.customer()) {
            (FormKind::EditCustomer(_), Some(own)) => self.is_changed(own),
            _ => field != Field::Source && !self.entries.is_empty(field),
        }
    }

    /// Lists what would be sent by the names of the fields, with what people know for each value.
    pub fn sent_in_words(&self) -> Vec<String> {
        let fields = self.fields().into_iter();
        let sent = fields.filter(|field| self.is_sent(*field));
        sent.map(|field| format!("  {:<14}{}", field.label(), self.in_words(field)))
            .collect()
    }

    fn in_words(&self, field: Field) -> String {
        let text = self.entries.text(field);
        match field {
            Field::Number => number::masked(self.entries.number.expose()),
            Field::Cvc => "•".repeat(self.entries.cvc.len()),
            Field::Country => match address::country(text) {
                Some(country) => format!("{text} ({})", country.name),
                None => text.to_owned(),
            },
            _ if text.is_empty() => "cleared".to_owned(),
            _ => Safe::clean(text).as_str().to_owned(),
        }
    }

    /// Gives the customer's fields that have a text.
    fn customer_fields(&self) -> CustomerPatch {
        let fields = self.fields().into_iter().filter_map(|field| {
            let text = self.entries.to_send(field);
            let own = field.customer().filter(|_| !text.is_empty())?;
            Some((own, text))
        });
        CustomerPatch(fields.collect())
    }

    /// Returns the write that sends the form; `None` while a part of it cannot be read.
    pub fn write(&self) -> Option<Write> {
        self.unread().is_none().then(|| self.outline())?
    }

    /// Returns the field of the card that cannot be read yet.
    fn unread(&self) -> Option<Field> {
        let field = match self.entries.source {
            Source::Number => Field::Expiry,
            Source::Token => Field::Token,
        };
        let text = self.entries.text(field);
        let is_read = match self.entries.source {
            Source::Number => expiry::read(text).is_some(),
            Source::Token => CardId::new(text).is_some(),
        };
        (!is_read && self.fields().contains(&field)).then_some(field)
    }

    /// Returns the request as it will be sent, as far as it can be read.
    pub(super) fn request(&self, sight: &Sight) -> Vec<String> {
        let Some(write) = self.outline() else {
            return Vec::new();
        };
        let mut facts = write.facts();
        if let (Some(body), Some(unread)) = (&mut facts.body, self.unread()) {
            leave_out(body, unread);
        }
        request::lines(&facts, &sight.profile.base_url)
    }

    /// Returns the write with a stand-in for what cannot be read yet.
    fn outline(&self) -> Option<Write> {
        Some(match &self.kind {
            FormKind::NewCustomer => Write::CreateCustomer(NewCustomer {
                fields: self.customer_fields(),
                card: self.card()?,
            }),
            FormKind::EditCustomer(id) => Write::UpdateCustomer(id.clone(), self.patch()),
            FormKind::AddCard(id) => Write::AddCard(id.clone(), self.card()?),
        })
    }

    /// Names the card that is sent: `the card ending 4242 (12/29)`, `the card of card_…`.
    pub fn card_in_words(&self) -> String {
        match self.entries.source {
            Source::Token => format!("the card of {}", self.entries.text(Field::Token)),
            Source::Number => {
                let number = number::masked(self.entries.number.expose());
                let ending = number.rsplit([' ', '-']).next().unwrap_or_default();
                format!(
                    "the card ending {ending} ({})",
                    self.entries.text(Field::Expiry)
                )
            }
        }
    }

    fn card(&self) -> Option<CardSource> {
        let text = |field| self.entries.text(field).to_owned();
        Some(match self.entries.source {
            Source::Token => CardSource::Token(
                CardId::new(self.entries.text(Field::Token)).or_else(|| CardId::new(NO_TOKEN))?,
            ),
            Source::Number => CardSource::Number(NewCard {
                number: shared(self.entries.number.expose()),
                cvc: shared(self.entries.cvc.expose()),
                expiry: expiry::read(self.entries.text(Field::Expiry)).unwrap_or(NO_EXPIRY),
                name: text(Field::CardName),
                address_line1: text(Field::Line1),
                address_line2: text(Field::Line2),
                address_city: text(Field::City),
                address_postcode: text(Field::Postcode),
                address_state: text(Field::State),
                address_country: text(Field::Country),
            }),
        })
    }
}

/// Copies digits into a shared buffer, in place: a value that is moved leaves a copy behind.
pub fn shared<const N: usize>(digits: &str) -> Arc<Digits<N>> {
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
        Field::named(name) != Some(field)
    });
}
