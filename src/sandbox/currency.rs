//! The currencies that can be charged, and the least amount in each (contract section 1).

use super::params::Params;
use super::problem::{BLANK, Message};

/// A currency with its least amount in the smallest unit and how the refusal spells it.
#[derive(PartialEq, Eq)]
pub(super) struct Currency {
    pub(super) code: &'static str,
    pub(super) least: i64,
    /// The spelling in "must be at least 100 ($1.00 AUD)"; all but the one for AUD are a *choice*.
    pub(super) spelt: &'static str,
}

const fn currency(code: &'static str, least: i64, spelt: &'static str) -> Currency {
    Currency { code, least, spelt }
}

pub(super) const CURRENCIES: [Currency; 15] = [
    currency("AUD", 100, "$1.00 AUD"),
    currency("USD", 100, "$1.00 USD"),
    currency("NZD", 100, "$1.00 NZD"),
    currency("SGD", 100, "$1.00 SGD"),
    currency("EUR", 100, "€1.00 EUR"),
    currency("GBP", 50, "£0.50 GBP"),
    currency("CAD", 100, "$1.00 CAD"),
    currency("HKD", 1_000, "$10.00 HKD"),
    currency("JPY", 100, "¥100 JPY"),
    currency("MYR", 300, "RM3.00 MYR"),
    currency("THB", 2_000, "฿20.00 THB"),
    currency("PHP", 3_000, "₱30.00 PHP"),
    currency("ZAR", 1_000, "R10.00 ZAR"),
    currency("IDR", 1_000_000, "Rp10,000.00 IDR"),
    currency("TWD", 2_500, "$25.00 TWD"),
];

/// The largest amount, in the smallest unit: far beyond any charge, and small enough to be added up (*choice*).
pub(super) const MOST: i64 = 1_000_000_000_000;

/// Finds a currency by its code, in either case (*choice*).
pub(super) fn find(code: &str) -> Option<&'static Currency> {
    CURRENCIES
        .iter()
        .find(|currency| currency.code.eq_ignore_ascii_case(code))
}

/// Finds the currency that a call names: Australian dollars unless it names one; nothing for one that is not supported.
pub(super) fn of(params: &Params) -> Option<&'static Currency> {
    find(params.filled("currency").as_deref().unwrap_or("AUD"))
}

pub(super) fn not_supported() -> Message {
    Message::new("currency", "is not supported")
}

/// Reads a whole number, or says what it is instead (contract section 14).
pub(super) fn whole(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    let is_long = || !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) => Ok(number),
        Err(_) if is_long() => Ok(i64::MAX),
        Err(_) if text.parse().is_ok_and(f64::is_finite) => Err("must be an integer"),
        Err(_) => Err("is not a number"),
    }
}

/// Reads an amount that must be there; the two messages for a blank one are those of a charge (contract section 2).
pub(super) fn amount(
    params: &Params,
    name: &str,
    currency: Option<&Currency>,
    messages: &mut Vec<Message>,
) -> Option<i64> {
    let Some(text) = params.filled(name) else {
        messages.extend([BLANK, "is not a number"].map(|complaint| Message::new(name, complaint)));
        return None;
    };
    let read = whole(&text);
    if let Err(complaint) = read {
        messages.push(Message::new(name, complaint));
    }
    let currency = currency?;
    // A fraction can be too small as well (contract section 14).
    let amount = read.ok().or_else(|| before_the_point(&text))?;
    let complaint = if amount > MOST {
        format!("must be at most {MOST}")
    } else if amount < currency.least {
        format!("must be at least {} ({})", currency.least, currency.spelt)
    } else {
        return read.ok();
    };
    messages.push(Message::new(name, &complaint));
    None
}

fn before_the_point(text: &str) -> Option<i64> {
    text.trim().split('.').next()?.parse().ok()
}
