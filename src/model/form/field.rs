//! The fields of the forms: one line each says what a field is, everywhere.
use crate::api::customers::CustomerField;
use crate::model::ask::FormKind;
use strum::IntoEnumIterator;

/// Names a field. The order is that of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::EnumIter)]
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
    /// Returns the field that a parameter names: `email`, `card.number`, `number` (contract section 2).
    pub fn named(param: &str) -> Option<Self> {
        let name = param.strip_prefix("card.").unwrap_or(param);
        let name = name.strip_prefix("customer.").unwrap_or(name);
        match name {
            "expiry_year" => Some(Self::Expiry),
            "verification_value" | "cvv" => Some(Self::Cvc),
            name => Self::iter().find(|field| field.param() == name),
        }
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

    /// Gives its name on the screen, its parameter's name on the wire, and whether the API wants it
    /// (contract sections 2 and 5: name, line 1, city and country too).
    const fn about(self) -> (&'static str, &'static str, bool) {
        match self {
            Self::Email => ("Email", CustomerField::Email.param(), true),
            Self::FirstName => ("First name", CustomerField::FirstName.param(), false),
            Self::LastName => ("Last name", CustomerField::LastName.param(), false),
            Self::Phone => ("Phone", CustomerField::PhoneNumber.param(), false),
            Self::Company => ("Company", CustomerField::Company.param(), false),
            Self::Notes => ("Notes", CustomerField::Notes.param(), false),
            Self::Source => ("Card by", "card", false),
            Self::Token => ("Card token", "card_token", true),
            Self::Number => ("Number", "number", true),
            Self::Expiry => ("Expiry MM/YY", "expiry_month", true),
            Self::Cvc => ("CVC", "cvc", true),
            Self::CardName => ("Name on card", "name", true),
            Self::Line1 => ("Address", "address_line1", true),
            Self::Line2 => ("Address 2", "address_line2", false),
            Self::City => ("City", "address_city", true),
            Self::State => ("State", "address_state", false),
            Self::Postcode => ("Postcode", "address_postcode", false),
            Self::Country => ("Country", "address_country", true),
        }
    }

    pub const fn label(self) -> &'static str {
        self.about().0
    }

    /// Gives the parameter's name on the wire; for the expiry, that of its month.
    pub const fn param(self) -> &'static str {
        self.about().1
    }

    pub const fn is_required(self) -> bool {
        self.about().2
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
