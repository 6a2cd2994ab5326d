//! Amounts of money: whole minor units of one currency, never a float, never added across currencies.
use indicatif::HumanCount;
use iso_currency::Currency as Iso;
use serde::{Deserialize, Deserializer, de};
use std::fmt;

/// A currency by its three letters, whether ISO 4217 has them or not.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// The Australian dollar, the API's default currency.
    pub const AUD: Self = Self(*b"AUD");

    /// Returns the currency for three ASCII letters in either case; `None` for anything else.
    pub fn new(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes
            .iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// Returns the three letters in capitals.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// Returns the number of digits after the decimal point; `None` for a code that ISO 4217 does not have.
    pub fn exponent(self) -> Option<u16> {
        Iso::from_code(self.code())?.exponent()
    }

    /// Returns the sign before an amount, which distinguishes the dollars of different countries.
    fn sign(self) -> Option<&'static str> {
        Some(match self.code() {
            "AUD" => "A$",
            "USD" => "US$",
            "NZD" => "NZ$",
            "SGD" => "S$",
            "CAD" => "C$",
            "HKD" => "HK$",
            "TWD" => "NT$",
            "GBP" => "£",
            "EUR" => "€",
            "JPY" => "¥",
            _ => return None,
        })
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::new(&code).ok_or_else(|| de::Error::custom("not a currency"))
    }
}

/// An amount in the currency's minor unit (cents for AUD, yen for JPY: contract section 1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Money {
    /// The number of minor units, which may be negative.
    pub amount: i64,
    /// The currency that the units belong to.
    pub currency: Currency,
}

impl Money {
    /// Creates an amount from a number of minor units, such as 400 for A$4.00.
    pub const fn new(amount: i64, currency: Currency) -> Self {
        Self { amount, currency }
    }

    /// Returns the amount without sign or code, such as `1,842.50`.
    fn digits(self, exponent: u16) -> String {
        let (amount, unit) = (self.amount.unsigned_abs(), 10_u64.pow(exponent.into()));
        let (whole, fraction) = (HumanCount(amount / unit), amount % unit);
        match usize::from(exponent) {
            0 => whole.to_string(),
            digits => format!("{whole}.{fraction:0>digits$}"),
        }
    }
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minus = if self.amount < 0 { "-" } else { "" };
        let text = match (self.currency.exponent(), self.currency.sign()) {
            (Some(exponent), Some(sign)) => format!("{minus}{sign}{}", self.digits(exponent)),
            (Some(exponent), None) => format!("{minus}{} {}", self.digits(exponent), self.currency),
            (None, _) => format!("{} {} (minor units)", self.amount, self.currency),
        };
        f.pad(&text)
    }
}
