//! The fields of the forms: what each is, stated once.
use crate::api::customers::CustomerField;
use strum::IntoEnumIterator;

/// What a field is, everywhere: a spec lists the fields of its form, and may define its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Field {
    /// Its parameter's name on the wire; for the expiry, that of its month.
    pub param: &'static str,
    /// Its name on the screen.
    pub label: &'static str,
    /// Whether the API wants it (contract sections 2 and 5: name, line 1, city and country too).
    pub is_required: bool,
    pub input: Input,
}

/// How the card is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
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
    pub const EMAIL: Self = Self::new(
        "Email",
        CustomerField::Email.param(),
        Input::Text(Rule::Email),
    )
    .required();
    pub const FIRST_NAME: Self = Self::text("First name", CustomerField::FirstName.param());
    pub const LAST_NAME: Self = Self::text("Last name", CustomerField::LastName.param());
    pub const PHONE: Self = Self::text("Phone", CustomerField::PhoneNumber.param());
    pub const COMPANY: Self = Self::text("Company", CustomerField::Company.param());
    pub const NOTES: Self = Self::text("Notes", CustomerField::Notes.param());
    /// Whether the card is given by its number or by a token.
    pub const SOURCE: Self = Self::new("Card by", "card", Input::Source);
    pub const TOKEN: Self =
        Self::new("Card token", "card_token", Input::Text(Rule::Token)).required();
    pub const NUMBER: Self =
        Self::new("Number", "number", Input::Digits(Secret::Number)).required();
    pub const EXPIRY: Self =
        Self::new("Expiry MM/YY", "expiry_month", Input::Text(Rule::Expiry)).required();
    pub const CVC: Self = Self::new("CVC", "cvc", Input::Digits(Secret::Cvc)).required();
    pub const CARD_NAME: Self = Self::text("Name on card", "name").required();
    pub const LINE1: Self = Self::text("Address", "address_line1").required();
    pub const LINE2: Self = Self::text("Address 2", "address_line2");
    pub const CITY: Self = Self::text("City", "address_city").required();
    pub const STATE: Self = Self::new("State", "address_state", Input::List(PickList::State));
    pub const POSTCODE: Self =
        Self::new("Postcode", "address_postcode", Input::Text(Rule::Postcode));
    pub const COUNTRY: Self =
        Self::new("Country", "address_country", Input::List(PickList::Country)).required();

    pub const fn new(label: &'static str, param: &'static str, input: Input) -> Self {
        Self {
            label,
            param,
            is_required: false,
            input,
        }
    }

    pub const fn text(label: &'static str, param: &'static str) -> Self {
        Self::new(label, param, Input::Text(Rule::Any))
    }

    #[must_use]
    pub const fn required(self) -> Self {
        Self {
            is_required: true,
            ..self
        }
    }

    /// Whether a parameter names this field: `email`, `card.number`, `number` (contract section 2).
    pub fn is_named(&self, param: &str) -> bool {
        let name = param.strip_prefix("card.").unwrap_or(param);
        let name = name.strip_prefix("customer.").unwrap_or(name);
        let name = match name {
            "expiry_year" => Self::EXPIRY.param,
            "verification_value" | "cvv" => Self::CVC.param,
            name => name,
        };
        self.param == name
    }

    /// Returns the fields of a customer, in the order of the screen.
    pub fn of_customer() -> Vec<Self> {
        CustomerField::iter().map(Self::editing).collect()
    }

    /// Returns the fields of a card, in the order of the screen.
    pub fn of_card(source: Source) -> Vec<Self> {
        match source {
            Source::Number => vec![
                Self::SOURCE,
                Self::NUMBER,
                Self::EXPIRY,
                Self::CVC,
                Self::CARD_NAME,
                Self::LINE1,
                Self::LINE2,
                Self::CITY,
                Self::STATE,
                Self::POSTCODE,
                Self::COUNTRY,
            ],
            Source::Token => vec![Self::SOURCE, Self::TOKEN],
        }
    }

    /// Returns the customer's field that this one edits.
    pub fn customer(self) -> Option<CustomerField> {
        let mut all = CustomerField::iter();
        all.find(|own| Self::editing(*own) == self)
    }

    /// Returns the field that edits one of the customer's.
    pub const fn editing(field: CustomerField) -> Self {
        match field {
            CustomerField::Email => Self::EMAIL,
            CustomerField::FirstName => Self::FIRST_NAME,
            CustomerField::LastName => Self::LAST_NAME,
            CustomerField::PhoneNumber => Self::PHONE,
            CustomerField::Company => Self::COMPANY,
            CustomerField::Notes => Self::NOTES,
        }
    }
}

/// How a field is filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Input {
    Text(Rule),
    /// Digits in a buffer of their own, which are kept nowhere else.
    Digits(Secret),
    List(PickList),
    /// Turned between the ways to give a card.
    Source,
}

/// What a text must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    Any,
    Email,
    Token,
    Expiry,
    Postcode,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Secret {
    Number,
    Cvc,
}

/// What is picked from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PickList {
    Country,
    State,
}
