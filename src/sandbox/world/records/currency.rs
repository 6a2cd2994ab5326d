//! The currencies that can be charged, and the least amount in each (contract section 1).

/// A currency with its least amount in the smallest unit, and how the refusal spells that.
#[derive(PartialEq, Eq)]
pub struct Currency {
    pub code: &'static str,
    pub least: i64,
    /// The spelling in "must be at least 100 ($1.00 AUD)"; all but the one for AUD are a *choice*.
    pub spelt: &'static str,
}

const fn currency(code: &'static str, least: i64, spelt: &'static str) -> Currency {
    Currency { code, least, spelt }
}

pub const CURRENCIES: [Currency; 15] = [
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

/// Returns the currency with a code, in either case (*choice*).
pub fn find(code: &str) -> Option<&'static Currency> {
    CURRENCIES
        .iter()
        .find(|currency| currency.code.eq_ignore_ascii_case(code))
}
