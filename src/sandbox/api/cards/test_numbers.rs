//! The documented test cards (contract section 11).
//!
//! *Choices*: no other number is taken, however well it is formed, so that nobody's real card is; the cells
//! that the stored copies of the documentation leave open (gateway error but for Visa; American Express for
//! processing error, suspected fraud and unknown) hold the numbers that public client libraries document for
//! them.

/// Documented test cards: their numbers and issuing country, and how their charges end.
pub struct Group {
    /// The error code of their charges; `None` when they succeed.
    pub refusal: Option<&'static str>,
    pub country: &'static str,
    numbers: &'static [&'static str],
}

/// Returns the group of the test card with these digits.
pub fn find(digits: &str) -> Option<&'static Group> {
    GROUPS.iter().find(|group| group.numbers.contains(&digits))
}

/// The message for a number that could be a card's but is no test card, on the test host only (recorded in
/// 2020 and 2024).
pub const NOT_ONE: &str = "is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards";

/// The number for which that message was recorded. It fails Luhn's check; others that fail it are only "not
/// valid" (contract section 14), and why this one got the longer text is unknown.
const RECORDED: &str = "4444444444444444";

/// Whether digits could be the number of a card.
pub fn is_well_formed(digits: &str) -> bool {
    digits == RECORDED || ((12..=19).contains(&digits.len()) && passes_luhn(digits))
}

/// Whether the last digit of a number is right by ISO/IEC 7812-1, annex B; anything but digits fails.
fn passes_luhn(digits: &str) -> bool {
    let weighed = digits.chars().rev().enumerate().map(|(nth, c)| {
        let digit = c.to_digit(10)?;
        Some(match nth % 2 {
            0 => digit,
            _ => digit * 2 / 10 + digit * 2 % 10,
        })
    });
    weighed
        .sum::<Option<u32>>()
        .is_some_and(|sum| sum % 10 == 0)
}

const fn group(refusal: &'static str, numbers: &'static [&'static str]) -> Group {
    Group {
        refusal: Some(refusal),
        country: "AU",
        numbers,
    }
}

const GROUPS: &[Group] = &[
    Group {
        refusal: None,
        country: "AU",
        numbers: &[
            "4200000000000000",
            "5520000000000000",
            "372000000000000",
            "3528800000000000",
            "6011200000000000",
            "6510000000000000",
            "36400000000000",
        ],
    },
    Group {
        refusal: None,
        country: "NZ",
        numbers: &[
            "4200000190000000",
            "5520000190000000",
            "372001800000000",
            "3528800190000000",
            "6011200190000000",
            "6510000190000000",
            "36400190000000",
        ],
    },
    group(
        "card_declined",
        &[
            "4100000000000001",
            "5560000000000001",
            "371000000000001",
            "3528300000000001",
            "6011600000000001",
            "6550000000000001",
            "36800000000001",
        ],
    ),
    group(
        "insufficient_funds",
        &[
            "4000000000000002",
            "5510000000000002",
            "370000000000002",
            "3528700000000002",
            "6011100000000002",
            "6500000000000002",
            "36300000000002",
        ],
    ),
    group(
        "invalid_cvv",
        &[
            "4900000000000003",
            "5550000000000003",
            "379000000000003",
            "3528200000000003",
            "6011500000000003",
            "6590000000000003",
            "36700000000003",
        ],
    ),
    group(
        "invalid_card",
        &[
            "4800000000000004",
            "5500000000000004",
            "378000000000004",
            "3528600000000004",
            "6011000000000004",
            "6540000000000004",
            "36200000000004",
        ],
    ),
    group(
        "processing_error",
        &["4700000000000005", "5590000000000005", "377000000000005"],
    ),
    group(
        "suspected_fraud",
        &["4600000000000006", "5540000000000006", "376000000000006"],
    ),
    group(
        "gateway_error",
        &["4300000000000009", "5570000000000009", "373000000000009"],
    ),
    group(
        "unknown",
        &["4400000000000099", "5530000000000099", "374000000000099"],
    ),
];

/// Returns the scheme of a test card.
pub fn scheme(digits: &str) -> &'static str {
    match digits.as_bytes() {
        [b'3', b'4' | b'7', ..] => "american_express",
        [b'3', b'5', ..] => "jcb",
        [b'3', b'6', ..] => "diners_club",
        [b'6', ..] => "discover",
        [b'5', ..] => "master",
        _ => "visa",
    }
}
