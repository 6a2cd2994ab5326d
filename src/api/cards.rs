//! The card object, and a card as it is sent (contract sections 3, 5 and 6).
use crate::api::ids::{CardId, CustomerId};
use crate::api::lenient;
use crate::secret::{Cvc, Pan};
use crate::text::Safe;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

/// A card as the API gives it; the number is never in it, only `display_number`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Card {
    pub token: CardId,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub scheme: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub display_number: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub issuing_country: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub expiry_month: Option<ExpiryPart>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub expiry_year: Option<ExpiryPart>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub name: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_line1: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_line2: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_city: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_postcode: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_state: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub address_country: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub customer_token: Option<CustomerId>,
    /// `None` on a card that belongs to no customer.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub primary: Option<bool>,
    /// The wallet that holds the card (`applepay`, `googlepay`).
    #[serde(default, deserialize_with = "lenient::opt")]
    pub network_type: Option<Safe>,
}

/// Names a wallet. It has a number of its own for each card in it, of which the API gives the last digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wallet {
    ApplePay,
    GooglePay,
}

impl Wallet {
    /// Reads the API's word; of another one nothing is known.
    pub fn of(network_type: &str) -> Option<Self> {
        match network_type {
            "applepay" => Some(Self::ApplePay),
            "googlepay" => Some(Self::GooglePay),
            _ => None,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplePay => "Apple Pay",
            Self::GooglePay => "Google Pay",
        }
    }

    pub const fn short(self) -> &'static str {
        match self {
            Self::ApplePay => "AP",
            Self::GooglePay => "GP",
        }
    }
}

impl Card {
    pub fn is_primary(&self) -> bool {
        self.primary == Some(true)
    }

    /// Returns the last four digits, where the API's `display_number` ends in four digits.
    pub fn last_four(&self) -> Option<&str> {
        last_four(self.display_number.as_ref()?.as_str())
    }

    /// Returns the scheme in the words that people use; an unknown one as it came.
    pub fn scheme_name(&self) -> &str {
        scheme_name(self.scheme.as_ref().map_or("", Safe::as_str))
    }

    /// Returns the word for what holds the card; empty where that is nothing but the card.
    pub fn network(&self) -> &str {
        self.network_type.as_ref().map_or("", Safe::as_str)
    }

    pub fn wallet(&self) -> Option<Wallet> {
        Wallet::of(self.network())
    }

    /// Returns the scheme, after the wallet that holds the card: `Apple Pay Visa`.
    pub fn brand(&self) -> Cow<'_, str> {
        let scheme = self.scheme.as_ref().map_or("", Safe::as_str);
        match brand(scheme, self.network()) {
            brand if brand.is_empty() => self.scheme_name().into(),
            brand => brand,
        }
    }

    /// Returns the expiry, where both parts are numbers that can be one.
    pub fn expiry(&self) -> Option<Expiry> {
        match (&self.expiry_month, &self.expiry_year) {
            (Some(ExpiryPart::Number(month)), Some(ExpiryPart::Number(year))) => {
                Expiry::new(*month, *year)
            }
            _ => None,
        }
    }
}

/// Returns the last four digits of a masked number that ends in four digits.
pub fn last_four(display_number: &str) -> Option<&str> {
    let four = display_number.get(display_number.len().checked_sub(4)?..)?;
    four.bytes().all(|b| b.is_ascii_digit()).then_some(four)
}

/// Returns a scheme after what holds the card, both in the words that people use.
pub fn brand<'a>(scheme: &'a str, network: &'a str) -> Cow<'a, str> {
    let network = match Wallet::of(network) {
        Some(wallet) => wallet.name(),
        None => network,
    };
    match (network, scheme) {
        ("", "") => "".into(),
        ("", _) => scheme_name(scheme).into(),
        (_, "") => network.into(),
        _ => format!("{network} {}", scheme_name(scheme)).into(),
    }
}

/// Returns a scheme in the words that people use; an unknown one as the API writes it.
pub fn scheme_name(scheme: &str) -> &str {
    match scheme {
        "visa" => "Visa",
        "master" => "Mastercard",
        "american_express" | "amex" => "Amex",
        "diners_club" => "Diners",
        "discover" => "Discover",
        "jcb" => "JCB",
        "" => "—",
        other => other,
    }
}

/// One part of an expiry: a number (the wire) or a numeric text (the seed), else as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpiryPart {
    Number(i64),
    Other(Safe),
}

impl<'de> Deserialize<'de> for ExpiryPart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?.get();
        if raw == "null" {
            return Err(serde::de::Error::custom("no part of an expiry"));
        }
        // Most are numbers, of which a text is not even tried: that it is none would be told at length.
        let text: Option<String> = raw
            .starts_with('"')
            .then(|| serde_json::from_str(raw).ok())
            .flatten();
        let text = text.as_deref().unwrap_or(raw);
        let part = text.trim();
        // A card's number that strayed here is masked like one in any text.
        let number = part.parse().ok().filter(|_| !Safe::alters(part));
        Ok(number.map_or_else(|| Self::Other(Safe::clean(text)), Self::Number))
    }
}

/// The month a card lapses after; it is good to that month's last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expiry {
    pub year: i16,
    pub month: i8,
}

impl Expiry {
    pub fn new(month: i64, year: i64) -> Option<Self> {
        let (month, year) = (i8::try_from(month).ok()?, i16::try_from(year).ok()?);
        ((1..=12).contains(&month) && (1970..=9998).contains(&year)).then_some(Self { year, month })
    }

    /// Returns the first day on which the card is no longer good.
    pub fn lapses_on(self) -> Option<jiff::civil::Date> {
        let first = jiff::civil::Date::new(self.year, self.month, 1).ok()?;
        first.checked_add(jiff::Span::new().months(1)).ok()
    }
}

/// Which card a customer gets.
#[derive(Clone, Debug, PartialEq)]
pub enum CardSource {
    Number(NewCard),
    /// A token made by `POST /cards`; it works once.
    Token(CardId),
}

/// A card by its number, as typed. The number and CVC live in one buffer each, shared, never copied.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCard {
    pub number: Arc<Pan>,
    pub cvc: Arc<Cvc>,
    pub expiry: Expiry,
    pub name: String,
    pub address_line1: String,
    pub address_line2: String,
    pub address_city: String,
    pub address_postcode: String,
    pub address_state: String,
    pub address_country: String,
}
