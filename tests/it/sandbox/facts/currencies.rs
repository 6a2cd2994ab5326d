//! Contract section 1: the least amount of each of the fifteen currencies.

use std::fmt::Write;

/// Code, least amount in the smallest unit, and how a refusal spells it.
pub const LEAST: [(&str, i64, &str); 15] = [
    ("AUD", 100, "$1.00 AUD"),
    ("USD", 100, "$1.00 USD"),
    ("NZD", 100, "$1.00 NZD"),
    ("SGD", 100, "$1.00 SGD"),
    ("EUR", 100, "€1.00 EUR"),
    ("GBP", 50, "£0.50 GBP"),
    ("CAD", 100, "$1.00 CAD"),
    ("HKD", 1_000, "$10.00 HKD"),
    ("JPY", 100, "¥100 JPY"),
    ("MYR", 300, "RM3.00 MYR"),
    ("THB", 2_000, "฿20.00 THB"),
    ("PHP", 3_000, "₱30.00 PHP"),
    ("ZAR", 1_000, "R10.00 ZAR"),
    ("IDR", 1_000_000, "Rp10,000.00 IDR"),
    ("TWD", 2_500, "$25.00 TWD"),
];

/// Writes a row for each currency: its least amount is taken, and one less is not.
pub fn table() -> String {
    let mut rows = String::from("== 1 least amounts\n");
    for (code, least, spelt) in LEAST {
        let source = if code == "AUD" {
            "R OFN"
        } else {
            "D ONIX currencies.py"
        };
        let below = least - 1;
        write!(
            rows,
            "{source} | The least amount of a charge in {code} is {least}.\n  \
             POST /1/charges email=a@example.com&amount={least}&currency={code}&{{nested}}\n  \
             201\n  /response/amount {least}\n  /response/currency \"{code}\"\n  \
             POST /1/charges email=a@example.com&amount={below}&currency={code}&{{nested}}\n  \
             refused amount: Amount must be at least {least} ({spelt})\n"
        )
        .unwrap();
    }
    rows.push_str(
        "choice api/charges/create | A currency outside the fifteen is refused.\n  \
         POST /1/charges email=a@example.com&amount=400&currency=BTC&{nested}\n  \
         refused currency: Currency is not supported\n",
    );
    rows
}
