//! The customer object and what can be sent to create or change one (contract sections 3 and 5).
use crate::api::cards::{Card, CardSource};
use crate::api::ids::CustomerId;
use crate::api::record::record;
use crate::text::Safe;
use jiff::Timestamp;

record! {
    /// A customer as the API returns it. An optional field is `None` if it is missing, null or unreadable.
    Customer {
        /// The customer's token (`cus_`).
        token: CustomerId,
        /// The email address, the only field that the API requires besides the card.
        email: Safe,
        /// The first name.
        first_name: Safe,
        /// The last name.
        last_name: Safe,
        /// The phone number, as it was entered.
        phone_number: Safe,
        /// The company that the customer belongs to.
        company: Safe,
        /// The merchant's notes about the customer.
        notes: Safe,
        /// When the customer was created, in UTC.
        created_at: Timestamp,
        /// The primary card. Every customer has one (contract section 3), but a card that cannot be read must
        /// not cost the customer.
        card: Card,
    }
}

impl Customer {
    /// Returns the text of a field; empty if it is missing.
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

    /// Returns what to call the customer: the name, else the company, else the email, else the token.
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

/// A field of a customer that can be written, in the order in which forms show them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
pub enum CustomerField {
    /// The email address; the API refuses an empty one.
    Email,
    /// The first name.
    FirstName,
    /// The last name.
    LastName,
    /// The phone number, in any format.
    PhoneNumber,
    /// The company that the customer belongs to.
    Company,
    /// The merchant's notes about the customer.
    Notes,
}

impl CustomerField {
    /// Returns the parameter's name on the wire.
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

/// What is sent to create a customer.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCustomer {
    /// The customer's fields; empty ones are not sent.
    pub fields: CustomerPatch,
    /// The card that becomes the primary one.
    pub card: CardSource,
}

/// The changed fields and their new texts, in the order of [`CustomerField`]; an empty text clears one.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CustomerPatch(pub Vec<(CustomerField, String)>);
