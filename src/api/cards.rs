//! The card object, and a card as it is sent (contract sections 3, 5 and 6).
use crate::api::ids::{CardId, CustomerId};
use crate::api::record::{Strict, record};
use crate::secret::{Cvc, Pan};
use crate::text::Safe;
use serde::Deserialize;
use std::borrow::Cow;
use std::sync::Arc;

record! {
    /// A card as the API returns it: never with its number, only with `display_number`. An optional field is
    /// `None` if it is missing, null or unreadable.
    Card {
        /// The card's token (`card_`).
        token: CardId,
        /// The scheme in the API's words, such as `visa` or `master`.
        scheme: Safe,
        /// The masked number, such as `XXXX-XXXX-XXXX-0000`.
        display_number: Safe,
        /// The issuing bank's country, as two letters (`AU`).
        issuing_country: Safe,
        /// The month of the expiry, from 1 to 12.
        expiry_month: ExpiryPart,
        /// The year of the expiry, with four digits.
        expiry_year: ExpiryPart,
        /// The cardholder's name; some wallet cards have none.
        name: Safe,
        /// The first line of the billing address.
        address_line1: Safe,
        /// The second line of the billing address; empty if it was sent blank.
        address_line2: Safe,
        /// The city of the billing address.
        address_city: Safe,
        /// The postcode of the billing address.
        address_postcode: Safe,
        /// The state of the billing address.
        address_state: Safe,
        /// The country of the billing address, as a name or two letters, just as it was sent.
        address_country: Safe,
        /// The customer that the card belongs to; `None` if there is none.
        customer_token: CustomerId,
        /// Whether this is the customer's primary card; `None` for a card that belongs to no customer.
        primary: bool,
        /// The wallet that holds the card (`applepay`, `googlepay`); `None` for a plain card.
        network_type: Safe,
    }
}

/// A wallet that holds cards. Each has a number of its own there, whose last digits `display_number` shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::EnumString)]
#[strum(serialize_all = "lowercase")]
pub enum Wallet {
    /// Apple Pay (`applepay`).
    ApplePay,
    /// Google Pay (`googlepay`).
    GooglePay,
}

impl Wallet {
    /// Returns the wallet's brand name, such as `Apple Pay`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ApplePay => "Apple Pay",
            Self::GooglePay => "Google Pay",
        }
    }

    /// Returns the wallet's initials, for narrow columns.
    pub const fn short(self) -> &'static str {
        match self {
            Self::ApplePay => "AP",
            Self::GooglePay => "GP",
        }
    }
}

impl Card {
    /// Whether this is its customer's primary card.
    pub fn is_primary(&self) -> bool {
        self.primary == Some(true)
    }

    /// Returns the last four digits, if `display_number` ends in four digits.
    pub fn last_four(&self) -> Option<&str> {
        last_four(self.display_number.as_ref()?.as_str())
    }

    /// Returns the scheme's common name; an unknown scheme as it came, a missing one as a dash.
    pub fn scheme_name(&self) -> &str {
        scheme_name(self.scheme.as_ref().map_or("", Safe::as_str))
    }

    /// Returns the API's `network_type`; empty for a plain card.
    pub fn network(&self) -> &str {
        self.network_type.as_ref().map_or("", Safe::as_str)
    }

    /// Returns the wallet that holds the card; `None` for a plain card or an unknown wallet.
    pub fn wallet(&self) -> Option<Wallet> {
        self.network().parse().ok()
    }

    /// Returns the wallet, if any, and the scheme: `Apple Pay Visa`.
    pub fn brand(&self) -> Cow<'_, str> {
        let scheme = self.scheme.as_ref().map_or("", Safe::as_str);
        match brand(scheme, self.network()) {
            brand if brand.is_empty() => self.scheme_name().into(),
            brand => brand,
        }
    }

    /// Returns the expiry, if both of its parts are numbers in range.
    pub fn expiry(&self) -> Option<Expiry> {
        match (&self.expiry_month, &self.expiry_year) {
            (Some(ExpiryPart::Number(month)), Some(ExpiryPart::Number(year))) => {
                Expiry::new(*month, *year)
            }
            _ => None,
        }
    }
}

/// Returns the last four digits of a masked number, if it ends in four digits.
pub fn last_four(display_number: &str) -> Option<&str> {
    let four = display_number.get(display_number.len().checked_sub(4)?..)?;
    four.bytes().all(|b| b.is_ascii_digit()).then_some(four)
}

/// Returns the wallet, if any, and the scheme, both by their common names; empty if both are.
pub fn brand<'a>(scheme: &'a str, network: &'a str) -> Cow<'a, str> {
    let network = match network.parse() {
        Ok(wallet) => Wallet::name(wallet),
        Err(_) => network,
    };
    match (network, scheme) {
        ("", "") => "".into(),
        ("", _) => scheme_name(scheme).into(),
        (_, "") => network.into(),
        _ => format!("{network} {}", scheme_name(scheme)).into(),
    }
}

/// Returns the common name of a scheme; an unknown one as the API writes it, an empty one as a dash.
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

/// The month or the year of an expiry: a number on the wire. A text of digits is read too, because the
/// documents of the Python wrapper have one (contract section 12).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpiryPart {
    /// A whole number, in range or not.
    Number(i64),
    /// Anything else, as it came.
    Other(Safe),
}

impl<'de> Deserialize<'de> for ExpiryPart {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&serde_json::value::RawValue>::deserialize(deserializer)?.get();
        if raw == "null" {
            return Err(serde::de::Error::custom("no part of an expiry"));
        }
        // Most parts are numbers. Trying those as strings first would build a long error message each time.
        let text: Option<String> = raw
            .starts_with('"')
            .then(|| serde_json::from_str(raw).ok())
            .flatten();
        let text = text.as_deref().unwrap_or(raw);
        let part = text.trim();
        // A card number that strayed here is masked as in any text.
        let number = part.parse().ok().filter(|_| !Safe::alters(part));
        Ok(number.map_or_else(|| Self::Other(Safe::clean(text)), Self::Number))
    }
}

impl Strict for ExpiryPart {
    fn strict<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

/// The last month in which a card is valid, to that month's last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Expiry {
    /// The year, with four digits.
    pub year: i16,
    /// The month, from 1 to 12.
    pub month: i8,
}

impl Expiry {
    /// Creates an expiry; `None` if there is no such month, or the year is before 1970 or after 9998.
    pub fn new(month: i64, year: i64) -> Option<Self> {
        let (month, year) = (i8::try_from(month).ok()?, i16::try_from(year).ok()?);
        ((1..=12).contains(&month) && (1970..=9998).contains(&year)).then_some(Self { year, month })
    }

    /// Returns the first day on which the card is no longer valid.
    pub fn lapses_on(self) -> Option<jiff::civil::Date> {
        let first = jiff::civil::Date::new(self.year, self.month, 1).ok()?;
        first.checked_add(jiff::Span::new().months(1)).ok()
    }
}

/// The source of a card that a customer gets.
#[derive(Clone, Debug, PartialEq)]
pub enum CardSource {
    /// A card by its number.
    Number(NewCard),
    /// The token of a card made by `POST /cards`; it works once.
    Token(CardId),
}

/// A card by its number, as typed. The number and the CVC each stay in one buffer, shared, never copied.
#[derive(Clone, Debug, PartialEq)]
pub struct NewCard {
    /// The full card number.
    pub number: Arc<Pan>,
    /// The security code, of 3 or 4 digits.
    pub cvc: Arc<Cvc>,
    /// The last month in which the card is valid.
    pub expiry: Expiry,
    /// The cardholder's name.
    pub name: String,
    /// The first line of the billing address, which the API requires.
    pub address_line1: String,
    /// The second line of the billing address; not sent if empty.
    pub address_line2: String,
    /// The city of the billing address, which the API requires.
    pub address_city: String,
    /// The postcode of the billing address; not sent if empty.
    pub address_postcode: String,
    /// The state of the billing address; not sent if empty.
    pub address_state: String,
    /// The country of the billing address, as a full name or two letters (ISO 3166), which the API requires.
    pub address_country: String,
}
