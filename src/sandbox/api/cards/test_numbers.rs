//! The documented test cards (contract section 11).
//!
//! *Choices*: no other number is taken, however well it is formed, so that nobody's real card is; the cells
//! that the stored copies of the documentation leave open (gateway error but for Visa; American Express for
//! processing error, suspected fraud and unknown) hold the numbers that public client libraries document for
//! them.

/// The documentation's table: how the charges of a card end and where it was issued, and a number of each
/// scheme.
const CARDS: &str = include_str!("../../../../assets/sandbox/test_cards.txt");

/// A documented test card.
pub struct TestCard {
    /// The error code of its charges; `None` when they succeed.
    pub refusal: Option<&'static str>,
    pub country: &'static str,
    pub scheme: &'static str,
}

/// Returns the test card with these digits.
pub fn find(digits: &str) -> Option<TestCard> {
    let mut lines = CARDS.lines().map(str::split_whitespace);
    let schemes = lines.next()?.skip(2);
    lines.find_map(|mut words| {
        let (refusal, country) = (words.next()?, words.next()?);
        let (scheme, _) = schemes
            .clone()
            .zip(words)
            .find(|(_, number)| *number == digits)?;
        Some(TestCard {
            refusal: Some(refusal).filter(|code| *code != "-"),
            country,
            scheme,
        })
    })
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
