//! The fields of the forms: one line each says what a field is, everywhere.
use crate::api::customers::CustomerField;
use crate::model::ask::FormKind;

/// Names a field. The order is that of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Email,
    FirstName,
    LastName,
    Phone,
    Company,
    Notes,
    /// Whether the card is given by its number or by a token.
    Source,
    Token,
    Number,
    Expiry,
    Cvc,
    CardName,
    Line1,
    Line2,
    City,
    State,
    Postcode,
    Country,
}

/// Says how the card is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Number,
    Token,
}

const CUSTOMER: [Field; 6] = [
    Field::Email,
    Field::FirstName,
    Field::LastName,
    Field::Phone,
    Field::Company,
    Field::Notes,
];

const BY_NUMBER: [Field; 11] = [
    Field::Source,
    Field::Number,
    Field::Expiry,
    Field::Cvc,
    Field::CardName,
    Field::Line1,
    Field::Line2,
    Field::City,
    Field::State,
    Field::Postcode,
    Field::Country,
];

const BY_TOKEN: [Field; 2] = [Field::Source, Field::Token];

impl Field {
    pub fn all() -> impl Iterator<Item = Self> {
        CUSTOMER.into_iter().chain(BY_TOKEN).chain(BY_NUMBER)
    }

    /// Gives the fields of a form in the order of the screen.
    pub fn of(kind: &FormKind, source: Source) -> Vec<Self> {
        let card: &[Self] = match source {
            Source::Number => &BY_NUMBER,
            Source::Token => &BY_TOKEN,
        };
        match kind {
            FormKind::NewCustomer => [&CUSTOMER, card].concat(),
            FormKind::EditCustomer(_) => CUSTOMER.to_vec(),
            FormKind::AddCard(_) => card.to_vec(),
        }
    }

    /// Gives the name on the screen.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::FirstName => "First name",
            Self::LastName => "Last name",
            Self::Phone => "Phone",
            Self::Company => "Company",
            Self::Notes => "Notes",
            Self::Source => "Card by",
            Self::Token => "Card token",
            Self::Number => "Number",
            Self::Expiry => "Expiry MM/YY",
            Self::Cvc => "CVC",
            Self::CardName => "Name on card",
            Self::Line1 => "Address",
            Self::Line2 => "Address 2",
            Self::City => "City",
            Self::State => "State",
            Self::Postcode => "Postcode",
            Self::Country => "Country",
        }
    }

    /// Gives the parameter's name on the wire; for the expiry, that of its month.
    pub const fn param(self) -> &'static str {
        match self {
            Self::Email => CustomerField::Email.param(),
            Self::FirstName => CustomerField::FirstName.param(),
            Self::LastName => CustomerField::LastName.param(),
            Self::Phone => CustomerField::PhoneNumber.param(),
            Self::Company => CustomerField::Company.param(),
            Self::Notes => CustomerField::Notes.param(),
            Self::Source => "card",
            Self::Token => "card_token",
            Self::Number => "number",
            Self::Expiry => "expiry_month",
            Self::Cvc => "cvc",
            Self::CardName => "name",
            Self::Line1 => "address_line1",
            Self::Line2 => "address_line2",
            Self::City => "address_city",
            Self::State => "address_state",
            Self::Postcode => "address_postcode",
            Self::Country => "address_country",
        }
    }

    /// Says whether the API wants it (contract sections 2 and 5: name, line 1, city and country too).
    pub const fn is_required(self) -> bool {
        matches!(
            self,
            Self::Email
                | Self::Token
                | Self::Number
                | Self::Expiry
                | Self::Cvc
                | Self::CardName
                | Self::Line1
                | Self::City
                | Self::Country
        )
    }

    /// Gives the customer's field that this one edits.
    pub const fn customer(self) -> Option<CustomerField> {
        Some(match self {
            Self::Email => CustomerField::Email,
            Self::FirstName => CustomerField::FirstName,
            Self::LastName => CustomerField::LastName,
            Self::Phone => CustomerField::PhoneNumber,
            Self::Company => CustomerField::Company,
            Self::Notes => CustomerField::Notes,
            _ => return None,
        })
    }

    /// Gives the field that edits one of the customer's.
    pub const fn editing(field: CustomerField) -> Self {
        match field {
            CustomerField::Email => Self::Email,
            CustomerField::FirstName => Self::FirstName,
            CustomerField::LastName => Self::LastName,
            CustomerField::PhoneNumber => Self::Phone,
            CustomerField::Company => Self::Company,
            CustomerField::Notes => Self::Notes,
        }
    }

    /// Says whether its digits stand in a buffer of their own and are kept nowhere else.
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::Number | Self::Cvc)
    }
}
