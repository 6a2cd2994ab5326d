//! What the index takes of a customer, and the fields that a search can name.
use crate::api::cards::{Card, Expiry};
use crate::api::customers::{Customer, CustomerField};
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::text::Safe;
use jiff::Timestamp;
use std::borrow::Cow;

/// Names a part of a customer that is searched as text, in the order in which it is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchField {
    Name,
    Email,
    Company,
    /// Its significant digits: without signs, country code 61 and leading zeros.
    Phone,
    Notes,
    LastFour,
    /// Kept apart from the others, and found by substring only.
    Token,
}

impl SearchField {
    /// The fields whose text stands together in the index.
    pub const KEPT: [Self; 6] = [
        Self::Name,
        Self::Email,
        Self::Company,
        Self::Phone,
        Self::Notes,
        Self::LastFour,
    ];

    /// Returns the place among [`SearchField::KEPT`]; the token stands after them.
    pub(super) const fn place(self) -> usize {
        self as usize
    }
}

/// The states of a customer's subscriptions, where they were read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Subscribed(u8);

impl Subscribed {
    /// Nothing is known yet.
    pub const UNKNOWN: Self = Self(0);
    /// They were read, and there is none.
    pub const NONE: Self = Self(1);
    pub const TRIAL: Self = Self(2);
    pub const ACTIVE: Self = Self(4);
    pub const CANCELLING: Self = Self(8);
    pub const CANCELLED: Self = Self(16);
    /// One in a state that this program does not know: no word finds it, but it is not none.
    pub const OTHER: Self = Self(32);

    /// Returns the states of a whole list.
    pub fn of(all: &[Subscription]) -> Self {
        if all.is_empty() {
            return Self::NONE;
        }
        let states = all.iter().map(|one| Self::of_state(&one.state));
        states.fold(Self::UNKNOWN, Self::and)
    }

    pub const fn of_state(state: &SubscriptionState) -> Self {
        match state {
            SubscriptionState::Trial => Self::TRIAL,
            SubscriptionState::Active => Self::ACTIVE,
            SubscriptionState::Cancelling => Self::CANCELLING,
            SubscriptionState::Cancelled => Self::CANCELLED,
            SubscriptionState::Missing | SubscriptionState::Other(_) => Self::OTHER,
        }
    }

    pub(super) const fn bits(self) -> u8 {
        self.0
    }

    /// Takes back what [`Subscribed::bits`] gave.
    pub(super) fn of_bits(bits: u8) -> Option<Self> {
        (bits < 64).then_some(Self(bits))
    }

    /// Returns the states of both.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether one of the other's states is among these.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) fn of_word(word: &str) -> Option<Self> {
        Some(match word {
            "none" => Self::NONE,
            "trial" => Self::TRIAL,
            "active" => Self::ACTIVE,
            "cancelling" => Self::CANCELLING,
            "cancelled" => Self::CANCELLED,
            _ => return None,
        })
    }
}

/// What the index takes of a customer; texts as they are shown, empty where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry<'a> {
    pub token: &'a str,
    pub name: Cow<'a, str>,
    pub email: &'a str,
    pub company: &'a str,
    pub phone: &'a str,
    pub notes: &'a str,
    pub last_four: &'a str,
    /// The primary card's scheme as the API writes it.
    pub scheme: &'a str,
    /// What holds that card, such as a wallet, as the API writes it.
    pub network: &'a str,
    pub created_at: Option<Timestamp>,
    pub expiry: Option<Expiry>,
    /// Left as it was where unknown.
    pub subscribed: Subscribed,
}

impl<'a> From<&'a Customer> for Entry<'a> {
    fn from(customer: &'a Customer) -> Self {
        let field = |field| customer.field(field);
        let name = name(
            field(CustomerField::FirstName),
            field(CustomerField::LastName),
        );
        let card = customer.card.as_ref();
        let scheme = card
            .and_then(|card| card.scheme.as_ref())
            .map_or("", Safe::as_str);
        Self {
            token: customer.token.as_str(),
            name,
            email: field(CustomerField::Email),
            company: field(CustomerField::Company),
            phone: field(CustomerField::PhoneNumber),
            notes: field(CustomerField::Notes),
            last_four: card.and_then(Card::last_four).unwrap_or(""),
            scheme,
            network: card.map_or("", Card::network),
            created_at: customer.created_at,
            expiry: card.and_then(Card::expiry),
            subscribed: Subscribed::UNKNOWN,
        }
    }
}

/// Returns both names as one.
pub(super) fn name<'a>(first: &'a str, last: &'a str) -> Cow<'a, str> {
    match (first.trim(), last.trim()) {
        ("", one) | (one, "") => Cow::Borrowed(one),
        (first, last) => Cow::Owned(format!("{first} {last}")),
    }
}

/// Returns the significant digits of a phone number, so that all ways to write it are one.
pub fn phone_digits(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let is_abroad = text.trim_start_matches([' ', '(']).starts_with('+');
    let rest = match digits.strip_prefix("61") {
        // Without the sign it is a country code only where the length says so.
        Some(rest) if is_abroad || digits.len() == 11 => rest,
        _ => digits.strip_prefix("0061").unwrap_or(&digits),
    };
    rest.trim_start_matches('0').to_owned()
}
