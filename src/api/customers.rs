//! The customer object and what can be sent to create or change one (contract sections 3 and 5).
use crate::api::cards::{Card, CardSource};
use crate::api::ids::CustomerId;
use crate::api::lenient;
use crate::text::Safe;
use jiff::Timestamp;
use serde::Deserialize;

/// Holds a customer as the API gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Customer {
    pub token: CustomerId,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub email: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub first_name: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub last_name: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub phone_number: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub company: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub notes: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub created_at: Option<Timestamp>,
    /// The primary card; never null in any source, but a bad one must not cost the customer.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub card: Option<Card>,
}

impl Customer {
    /// Gives one field's text; empty where the API has none.
    pub fn field(&self, field: CustomerField) -> &str {
        self.text(field).map_or("", Safe::as_str)
    }

    /// Returns the same with how it was cleaned; `None` where the API has none.
    pub const fn text(&self, field: CustomerField) -> Option<&Safe> {
        match field {
            CustomerField::Email => self.email.as_ref(),
            CustomerField::FirstName => self.first_name.as_ref(),
            CustomerField::LastName => self.last_name.as_ref(),
            CustomerField::PhoneNumber => self.phone_number.as_ref(),
            CustomerField::Company => self.company.as_ref(),
            CustomerField::Notes => self.notes.as_ref(),
        }
    }

    /// Gives what to call the person: the name, else the company, else the email, else the token.
    pub fn name(&self) -> String {
        let name = [CustomerField::FirstName, CustomerField::LastName]
            .map(|f| self.field(f).trim())
            .join(" ");
        [
            name.trim(),
            self.field(CustomerField::Company),
            self.field(CustomerField::Email),
        ]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .unwrap_or(self.token.as_str())
        .to_owned()
    }
}

/// Names one of the fields of a customer that can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CustomerField {
    Email,
    FirstName,
    LastName,
    PhoneNumber,
    Company,
    Notes,
}

impl CustomerField {
    pub const ALL: [Self; 6] = [
        Self::Email,
        Self::FirstName,
        Self::LastName,
        Self::PhoneNumber,
        Self::Company,
        Self::Notes,
    ];

    /// Gives the parameter's name on the wire.
    pub const fn param(self) -> &'static str {
        match self {
            Self::Email => "email",
            Self::FirstName => "first_name",
            Self::LastName => "last_name",
            Self::PhoneNumber => "phone_number",
            Self::Company => "company",
            Self::Notes => "notes",
        }
    }
}

/// Holds what is sent to create a customer: fields that have a value, and the card.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCustomer {
    pub fields: CustomerPatch,
    pub card: CardSource,
}

/// Holds changed fields only, in the order of [`CustomerField::ALL`]; an empty text clears a field.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CustomerPatch(pub Vec<(CustomerField, String)>);
