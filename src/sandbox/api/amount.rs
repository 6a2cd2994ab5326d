//! Reads the currency and the amount of a call (contract sections 1, 2 and 14).

use super::params::Params;
use super::problem::{BLANK, Message};
use crate::sandbox::world::records::currency::{self, Currency};

/// The largest amount, in the smallest unit: far beyond any charge, and small enough to be added up
/// (*choice*).
pub const MOST: i64 = 1_000_000_000_000;

/// Returns the currency of a call: Australian dollars unless it names another, `None` if that is not
/// supported.
pub fn of(params: &Params) -> Option<&'static Currency> {
    currency::find(params.filled("currency").as_deref().unwrap_or("AUD"))
}

pub fn not_supported() -> Message {
    Message::new("currency", "is not supported")
}

/// Reads a whole number; the error is what the API says of a text that is none (contract section 14).
pub fn whole(text: &str) -> Result<i64, &'static str> {
    let text = text.trim();
    let is_long = || !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match text.parse() {
        Ok(number) => Ok(number),
        Err(_) if is_long() => Ok(i64::MAX),
        Err(_) if text.parse().is_ok_and(f64::is_finite) => Err("must be an integer"),
        Err(_) => Err("is not a number"),
    }
}

/// Reads a required amount; the two messages for a blank one are those of a charge (contract section 2).
pub fn read(
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
