//! The fields of the forms: one line each says what a field is, everywhere.
use crate::api::customers::CustomerField;
use strum::IntoEnumIterator;

/// Names a field. The order is that of the screen, in which those of a card stand together.
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

/// How the card is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Number,
    Token,
}

impl Source {
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Number => Self::Token,
            Self::Token => Self::Number,
        }
    }
}

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

    /// Returns the fields of a customer, in the order of the screen.
    pub fn of_customer() -> Vec<Self> {
        CustomerField::iter().map(Self::editing).collect()
    }

    /// Returns the fields of a card, in the order of the screen.
    pub fn of_card(source: Source) -> Vec<Self> {
        let is_own = |field: &Self| (Self::Source..=Self::Country).contains(field);
        match source {
            Source::Number => Self::iter()
                .filter(|field| is_own(field) && *field != Self::Token)
                .collect(),
            Source::Token => vec![Self::Source, Self::Token],
        }
    }

    /// States everything about a field, once: its name on the screen, its parameter's name on the wire,
    /// whether the API wants it (contract sections 2 and 5: name, line 1, city and country too), and how it
    /// is filled in.
    const fn about(self) -> (&'static str, &'static str, bool, Input) {
        use CustomerField as Own;
        use Input::{Digits, List as Pick, Source, Text};
        const ANY: Input = Text(Rule::Any);
        match self {
            Self::Email => ("Email", Own::Email.param(), true, Text(Rule::Email)),
            Self::FirstName => ("First name", Own::FirstName.param(), false, ANY),
            Self::LastName => ("Last name", Own::LastName.param(), false, ANY),
            Self::Phone => ("Phone", Own::PhoneNumber.param(), false, ANY),
            Self::Company => ("Company", Own::Company.param(), false, ANY),
            Self::Notes => ("Notes", Own::Notes.param(), false, ANY),
            Self::Source => ("Card by", "card", false, Source),
            Self::Token => ("Card token", "card_token", true, Text(Rule::Token)),
            Self::Number => ("Number", "number", true, Digits(Secret::Number)),
            Self::Expiry => ("Expiry MM/YY", "expiry_month", true, Text(Rule::Expiry)),
            Self::Cvc => ("CVC", "cvc", true, Digits(Secret::Cvc)),
            Self::CardName => ("Name on card", "name", true, ANY),
            Self::Line1 => ("Address", "address_line1", true, ANY),
            Self::Line2 => ("Address 2", "address_line2", false, ANY),
            Self::City => ("City", "address_city", true, ANY),
            Self::State => ("State", "address_state", false, Pick(PickList::State)),
            Self::Postcode => ("Postcode", "address_postcode", false, Text(Rule::Postcode)),
            Self::Country => ("Country", "address_country", true, Pick(PickList::Country)),
        }
    }

    pub const fn label(self) -> &'static str {
        self.about().0
    }

    /// Returns the parameter's name on the wire; for the expiry, that of its month.
    pub const fn param(self) -> &'static str {
        self.about().1
    }

    pub const fn is_required(self) -> bool {
        self.about().2
    }

    pub const fn input(self) -> Input {
        self.about().3
    }

    /// Returns the customer's field that this one edits.
    pub fn customer(self) -> Option<CustomerField> {
        let mut all = CustomerField::iter();
        all.find(|own| Self::editing(*own) == self)
    }

    /// Returns the field that edits one of the customer's.
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
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Input {
    Text(Rule),
    /// Digits in a buffer of their own, which are kept nowhere else.
    Digits(Secret),
    List(PickList),
    /// Turned between the ways to give a card.
    Source,
}

/// What a text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    Any,
    Email,
    Token,
    Expiry,
    Postcode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Secret {
    Number,
    Cvc,
}

/// What is picked from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PickList {
    Country,
    State,
}
