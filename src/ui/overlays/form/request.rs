//! The request that the form would send: as a call, and as it is shown with its secrets masked.
use super::Form;
use crate::api::cards::{CardSource, NewCard};
use crate::api::customers::{CustomerPatch, NewCustomer};
use crate::api::ids::CardId;
use crate::api::write::Write;
use crate::model::ask::FormKind;
use crate::model::form::field::{Field, Source};
use crate::model::form::{address, expiry, number};
use crate::secret::Digits;
use crate::text::Safe;
use std::sync::Arc;

/// Holds one parameter as it is shown; the number of a card is masked, its code is dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub param: String,
    pub value: String,
}

/// The card's fields in the order in which they are sent; the last three only with a text.
const CARD: [Field; 10] = [
    Field::Number,
    Field::Expiry,
    Field::Cvc,
    Field::CardName,
    Field::Line1,
    Field::City,
    Field::Country,
    Field::Line2,
    Field::Postcode,
    Field::State,
];

impl Form {
    /// Says whether a field would be among what is sent.
    pub fn is_sent(&self, field: Field) -> bool {
        match (&self.kind, field.customer()) {
            (FormKind::EditCustomer(_), Some(own)) => self.is_changed(own),
            _ => field != Field::Source && !self.entries.is_empty(field),
        }
    }

    /// Gives every parameter that would be sent now.
    pub fn rows(&self) -> Vec<Row> {
        if let FormKind::EditCustomer(_) = &self.kind {
            // An empty text clears a field, so it is among what is sent.
            let patch = self.patch().0.into_iter();
            return patch.map(customer_row).collect();
        }
        let own = self.customer_fields().0.into_iter().map(customer_row);
        let nested = self.kind == FormKind::NewCustomer;
        let card = match self.entries.source {
            Source::Token => vec![row("card_token", self.entries.text(Field::Token))],
            Source::Number => self.card_rows(if nested { "card." } else { "" }),
        };
        own.chain(card)
            .filter(|row| !row.value.is_empty())
            .collect()
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

    fn card_rows(&self, prefix: &str) -> Vec<Row> {
        let mut rows = Vec::new();
        for field in CARD {
            let name = format!("{prefix}{}", field.param());
            match field {
                Field::Number => {
                    rows.push(row(&name, &number::masked(self.entries.number.expose())));
                }
                Field::Cvc => rows.push(row(&name, &"•".repeat(self.entries.cvc.len()))),
                Field::Expiry => {
                    if let Some(expiry) = expiry::read(self.entries.text(Field::Expiry)) {
                        rows.push(row(&name, &format!("{:02}", expiry.month)));
                        let year = format!("{:04}", expiry.year);
                        rows.push(row(&format!("{prefix}expiry_year"), &year));
                    }
                }
                field => rows.push(row(&name, self.entries.text(field))),
            }
        }
        rows
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

    /// Returns the write that sends the form; `None` while a field that must hold something does not.
    pub fn write(&self) -> Option<Write> {
        Some(match &self.kind {
            FormKind::NewCustomer => Write::CreateCustomer(NewCustomer {
                fields: self.customer_fields(),
                card: self.card()?,
            }),
            FormKind::EditCustomer(id) => Write::UpdateCustomer(id.clone(), self.patch()),
            FormKind::AddCard(id) => Write::AddCard(id.clone(), self.card()?),
        })
    }

    /// Gives the method and the path, which need nothing that is typed.
    pub fn target(&self) -> (&'static str, String) {
        match &self.kind {
            FormKind::NewCustomer => ("POST", "/customers".to_owned()),
            FormKind::EditCustomer(id) => ("PUT", format!("/customers/{id}")),
            FormKind::AddCard(id) => ("POST", format!("/customers/{id}/cards")),
        }
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
            Source::Token => CardSource::Token(CardId::new(self.entries.text(Field::Token))?),
            Source::Number => CardSource::Number(NewCard {
                number: shared(self.entries.number.expose()),
                cvc: shared(self.entries.cvc.expose()),
                expiry: expiry::read(self.entries.text(Field::Expiry))?,
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

fn row(param: &str, value: &str) -> Row {
    Row {
        param: param.to_owned(),
        value: Safe::clean(value).as_str().to_owned(),
    }
}

fn customer_row((field, text): (crate::api::customers::CustomerField, String)) -> Row {
    row(field.param(), &text)
}
