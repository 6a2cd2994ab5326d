//! What is publicly known of card numbers: schemes, lengths, groups, and the documented test cards.
//!
//! Nothing here is secret and nothing here keeps a number. The ranges are the well-known issuer
//! ranges (ISO/IEC 7812); what Pin takes and the test numbers are contract section 11.
use std::fmt;

/// Names a card scheme by what the first digits say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Scheme {
    Visa,
    Mastercard,
    Amex,
    Diners,
    Discover,
    Jcb,
    UnionPay,
    Maestro,
}

impl Scheme {
    /// Tells the scheme from the digits typed so far; `None` while they do not decide it.
    pub fn detect(digits: &str) -> Option<Self> {
        let first = |count: usize| digits.get(..count)?.parse::<u32>().ok();
        if first(1) == Some(4) {
            return Some(Self::Visa);
        }
        match first(2)? {
            34 | 37 => return Some(Self::Amex),
            36 | 38 | 39 => return Some(Self::Diners),
            51..=55 => return Some(Self::Mastercard),
            62 => return Some(Self::UnionPay),
            65 => return Some(Self::Discover),
            _ => {}
        }
        match first(3)? {
            300..=305 | 309 => return Some(Self::Diners),
            644..=649 => return Some(Self::Discover),
            _ => {}
        }
        match first(4)? {
            2221..=2720 => Some(Self::Mastercard),
            3528..=3589 => Some(Self::Jcb),
            6011 => Some(Self::Discover),
            5018 | 5020 | 5038 | 5893 | 6304 | 6759 | 6761..=6763 => Some(Self::Maestro),
            _ => None,
        }
    }

    /// Returns the name people use.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Visa => "Visa",
            Self::Mastercard => "Mastercard",
            Self::Amex => "Amex",
            Self::Diners => "Diners",
            Self::Discover => "Discover",
            Self::Jcb => "JCB",
            Self::UnionPay => "UnionPay",
            Self::Maestro => "Maestro",
        }
    }

    /// Returns the lengths, in digits, that numbers of this scheme have.
    pub const fn lengths(self) -> &'static [usize] {
        match self {
            Self::Visa => &[13, 16, 19],
            Self::Mastercard => &[16],
            Self::Amex => &[15],
            Self::Diners => &[14, 15, 16, 17, 18, 19],
            Self::Discover | Self::Jcb | Self::UnionPay => &[16, 17, 18, 19],
            Self::Maestro => &[12, 13, 14, 15, 16, 17, 18, 19],
        }
    }

    /// Returns the length that nearly every number of this scheme has, for "3 digits to go".
    pub const fn usual_length(self) -> usize {
        match self {
            Self::Amex => 15,
            Self::Diners => 14,
            Self::Visa
            | Self::Mastercard
            | Self::Discover
            | Self::Jcb
            | Self::Maestro
            | Self::UnionPay => 16,
        }
    }

    /// Returns the digits of the verification code.
    pub const fn cvc_length(self) -> usize {
        if matches!(self, Self::Amex) { 4 } else { 3 }
    }

    /// Whether Pin says it takes the scheme; others get a warning, and the API decides.
    pub const fn taken_by_pin(self) -> bool {
        matches!(self, Self::Visa | Self::Mastercard | Self::Amex)
    }
}

impl fmt::Display for Scheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.word())
    }
}

/// Returns the sizes of the groups that a number is written in; the last may not be full yet.
///
/// Amex is 4-6-5, a Diners number of 14 digits 4-6-4, all else fours (19 digits: 4-4-4-4-3).
pub fn groups(digits: &str) -> &'static [usize] {
    match Scheme::detect(digits) {
        Some(Scheme::Amex) => &[4, 6, 5],
        Some(Scheme::Diners) if digits.len() <= 14 => &[4, 6, 4],
        _ => &[4, 4, 4, 4, 3],
    }
}

/// Whether the check digit fits (Luhn, ISO/IEC 7812-1 annex B); it proves nothing more.
pub fn luhn(digits: &str) -> bool {
    !digits.is_empty()
        && digits.bytes().all(|b| b.is_ascii_digit())
        && luhn_sum(digits.bytes().rev().map(|b| b - b'0')).is_multiple_of(10)
}

/// Adds up digits given from the last to the first, every second one doubled.
pub(crate) fn luhn_sum(from_the_right: impl Iterator<Item = u8>) -> u32 {
    let doubled = |digit: u8| {
        if digit > 4 { digit * 2 - 9 } else { digit * 2 }
    };
    from_the_right
        .enumerate()
        .map(|(at, digit)| u32::from(if at % 2 == 1 { doubled(digit) } else { digit }))
        .sum()
}

/// What the test system answers to a charge on a test card (contract section 11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum TestResult {
    Success,
    SuccessNewZealand,
    CardDeclined,
    InsufficientFunds,
    InvalidCvc,
    InvalidCard,
    ProcessingError,
    SuspectedFraud,
    GatewayError,
    Unknown,
}

impl TestResult {
    /// Returns the words of the picker.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::SuccessNewZealand => "success (NZ card)",
            Self::CardDeclined => "declined",
            Self::InsufficientFunds => "insufficient funds",
            Self::InvalidCvc => "invalid CVC",
            Self::InvalidCard => "invalid card",
            Self::ProcessingError => "processing error",
            Self::SuspectedFraud => "suspected fraud",
            Self::GatewayError => "gateway error",
            Self::Unknown => "unknown error",
        }
    }
}

/// One documented test card; it is nobody's, so its number may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TestCard {
    pub scheme: Scheme,
    pub result: TestResult,
    pub number: &'static str,
}

const fn card(result: TestResult, scheme: Scheme, number: &'static str) -> TestCard {
    TestCard {
        scheme,
        result,
        number,
    }
}

/// The documented test cards, the most wanted first, by result and then by scheme.
pub const TEST_CARDS: &[TestCard] = {
    use Scheme::{Amex, Diners, Discover, Jcb, Mastercard, Visa};
    use TestResult as R;
    &[
        card(R::Success, Visa, "4200000000000000"),
        card(R::Success, Mastercard, "5520000000000000"),
        card(R::Success, Amex, "372000000000000"),
        card(R::Success, Jcb, "3528800000000000"),
        card(R::Success, Discover, "6011200000000000"),
        card(R::Success, Discover, "6510000000000000"),
        card(R::Success, Diners, "36400000000000"),
        card(R::SuccessNewZealand, Visa, "4200000190000000"),
        card(R::SuccessNewZealand, Mastercard, "5520000190000000"),
        card(R::SuccessNewZealand, Amex, "372001800000000"),
        card(R::SuccessNewZealand, Jcb, "3528800190000000"),
        card(R::SuccessNewZealand, Discover, "6011200190000000"),
        card(R::SuccessNewZealand, Discover, "6510000190000000"),
        card(R::SuccessNewZealand, Diners, "36400190000000"),
        card(R::CardDeclined, Visa, "4100000000000001"),
        card(R::CardDeclined, Mastercard, "5560000000000001"),
        card(R::CardDeclined, Amex, "371000000000001"),
        card(R::CardDeclined, Jcb, "3528300000000001"),
        card(R::CardDeclined, Discover, "6011600000000001"),
        card(R::CardDeclined, Discover, "6550000000000001"),
        card(R::CardDeclined, Diners, "36800000000001"),
        card(R::InsufficientFunds, Visa, "4000000000000002"),
        card(R::InsufficientFunds, Mastercard, "5510000000000002"),
        card(R::InsufficientFunds, Amex, "370000000000002"),
        card(R::InsufficientFunds, Jcb, "3528700000000002"),
        card(R::InsufficientFunds, Discover, "6011100000000002"),
        card(R::InsufficientFunds, Discover, "6500000000000002"),
        card(R::InsufficientFunds, Diners, "36300000000002"),
        card(R::InvalidCvc, Visa, "4900000000000003"),
        card(R::InvalidCvc, Mastercard, "5550000000000003"),
        card(R::InvalidCvc, Amex, "379000000000003"),
        card(R::InvalidCvc, Jcb, "3528200000000003"),
        card(R::InvalidCvc, Discover, "6011500000000003"),
        card(R::InvalidCvc, Discover, "6590000000000003"),
        card(R::InvalidCvc, Diners, "36700000000003"),
        card(R::InvalidCard, Visa, "4800000000000004"),
        card(R::InvalidCard, Mastercard, "5500000000000004"),
        card(R::InvalidCard, Amex, "378000000000004"),
        card(R::InvalidCard, Jcb, "3528600000000004"),
        card(R::InvalidCard, Discover, "6011000000000004"),
        card(R::InvalidCard, Discover, "6540000000000004"),
        card(R::InvalidCard, Diners, "36200000000004"),
        card(R::ProcessingError, Visa, "4700000000000005"),
        card(R::ProcessingError, Mastercard, "5590000000000005"),
        card(R::ProcessingError, Amex, "377000000000005"),
        card(R::SuspectedFraud, Visa, "4600000000000006"),
        card(R::SuspectedFraud, Mastercard, "5540000000000006"),
        card(R::SuspectedFraud, Amex, "376000000000006"),
        card(R::GatewayError, Visa, "4300000000000009"),
        card(R::GatewayError, Mastercard, "5570000000000009"),
        card(R::GatewayError, Amex, "373000000000009"),
        card(R::Unknown, Visa, "4400000000000099"),
        card(R::Unknown, Mastercard, "5530000000000099"),
        card(R::Unknown, Amex, "374000000000099"),
    ]
};
