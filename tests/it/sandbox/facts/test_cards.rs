//! Contract section 11: every test card, what it is and how its charges end.

use std::fmt::Write;

const SCHEMES: [&str; 7] = [
    "visa",
    "master",
    "american_express",
    "jcb",
    "discover",
    "discover",
    "diners_club",
];

/// How a charge ends, the answer's words and the gateway's, who says so, and the number for each of [`SCHEMES`].
type Line = (
    &'static str,
    [&'static str; 2],
    &'static str,
    [&'static str; 7],
);

const LINES: [Line; 10] = [
    (
        "success AU",
        ["", ""],
        "D test-cards",
        [
            "4200000000000000",
            "5520000000000000",
            "372000000000000",
            "3528800000000000",
            "6011200000000000",
            "6510000000000000",
            "36400000000000",
        ],
    ),
    (
        "success NZ",
        ["", ""],
        "D test-cards",
        [
            "4200000190000000",
            "5520000190000000",
            "372001800000000",
            "3528800190000000",
            "6011200190000000",
            "6510000190000000",
            "36400190000000",
        ],
    ),
    (
        "card_declined",
        ["The card was declined", "Card Declined"],
        "D test-cards",
        [
            "4100000000000001",
            "5560000000000001",
            "371000000000001",
            "3528300000000001",
            "6011600000000001",
            "6550000000000001",
            "36800000000001",
        ],
    ),
    (
        "insufficient_funds",
        [
            "There are not enough funds available to process the requested amount",
            "The account has insufficient funds",
        ],
        "D test-cards",
        [
            "4000000000000002",
            "5510000000000002",
            "370000000000002",
            "3528700000000002",
            "6011100000000002",
            "6500000000000002",
            "36300000000002",
        ],
    ),
    (
        "invalid_cvv",
        [
            "The card verification code (cvc) was incorrect",
            "An unexpected error has occurred",
        ],
        "D test-cards",
        [
            "4900000000000003",
            "5550000000000003",
            "379000000000003",
            "3528200000000003",
            "6011500000000003",
            "6590000000000003",
            "36700000000003",
        ],
    ),
    (
        "invalid_card",
        ["The card was invalid", "Invalid card details"],
        "D test-cards",
        [
            "4800000000000004",
            "5500000000000004",
            "378000000000004",
            "3528600000000004",
            "6011000000000004",
            "6540000000000004",
            "36200000000004",
        ],
    ),
    (
        "processing_error",
        [
            "An error occurred while processing the card",
            "Processing error",
        ],
        "D TestCard.java",
        ["4700000000000005", "5590000000000005", "", "", "", "", ""],
    ),
    (
        "suspected_fraud",
        [
            "The transaction was flagged as possibly fraudulent and subsequently declined",
            "The transaction was flagged as possibly fraudulent and subsequently declined",
        ],
        "D TestCard.java",
        ["4600000000000006", "5540000000000006", "", "", "", "", ""],
    ),
    (
        "unknown",
        [
            "Sorry, an unknown error has occurred. This is being investigated",
            "Unknown error",
        ],
        "D TestCard.java",
        ["4400000000000099", "5530000000000099", "", "", "", "", ""],
    ),
    (
        "gateway_error",
        [
            "An upstream error occurred while processing the transaction. Please try again.",
            "An upstream error occurred while processing the transaction",
        ],
        "D ONIX",
        ["4300000000000009", "", "", "", "", "", ""],
    ),
];

/// The cells that the documentation leaves open, filled with what client libraries say.
const OPEN: [(&str, &str, &str); 5] = [
    ("5570000000000009", "master", "gateway_error"),
    ("373000000000009", "american_express", "gateway_error"),
    ("377000000000005", "american_express", "processing_error"),
    ("376000000000006", "american_express", "suspected_fraud"),
    ("374000000000099", "american_express", "unknown"),
];

/// Writes a row for every number of the table.
pub fn table() -> String {
    let mut rows = String::from(OTHERS);
    for (result, words, source, numbers) in LINES {
        for (number, scheme) in numbers
            .iter()
            .zip(SCHEMES)
            .filter(|(number, _)| !number.is_empty())
        {
            writeln!(
                rows,
                "{source} | {number} is {scheme}, and a charge of it ends with {result}."
            )
            .unwrap();
            write!(
                rows,
                "  POST /1/cards {{flat number={number}}}\n  201\n  /response/scheme \"{scheme}\"\n"
            )
            .unwrap();
            if let Some(last) = number.get(12..).filter(|last| last.len() == 4) {
                writeln!(rows, "  /response/display_number \"XXXX-XXXX-XXXX-{last}\"").unwrap();
            }
            writeln!(
                rows,
                "  POST /1/charges email=a@example.com&amount=400&{{nested number={number}}}"
            )
            .unwrap();
            rows.push_str(&ending(result, words));
        }
    }
    for (number, scheme, result) in OPEN {
        let status = status_of(result);
        write!(rows,
            "choice api/cards/test_numbers | {number} is {scheme}, and a charge of it ends with {result}.\n  \
             POST /1/charges email=a@example.com&amount=400&{{nested number={number}}}\n  {status}\n  /error \"{result}\"\n"
        ).unwrap();
    }
    rows
}

fn status_of(result: &str) -> u16 {
    if result == "gateway_error" { 502 } else { 400 }
}

fn ending(result: &str, [words, gateway]: [&str; 2]) -> String {
    if let Some(country) = result.strip_prefix("success ") {
        return format!(
            "  201\n  /response/success true\n  /response/card/issuing_country \"{country}\"\n"
        );
    }
    let status = status_of(result);
    format!(
        "  {status} {{\"error\":\"{result}\",\"error_description\":\"{words}\",\"charge_token\":\"<ch_>\"}}\n  \
         keep failed /charge_token\n  GET /1/charges/{{failed}}\n  \
         /response/status_message \"{gateway}\"\n  /response/error_message \"{gateway}\"\n"
    )
}

const OTHERS: &str = r"== 11 test cards
R VCR | 5520000000000099 does not pass the check of digits, and is refused.
  POST /1/cards {flat number=5520000000000099}
  refused number: Number is not valid
D test-cards | Any test card with a date in the past has expired.
  POST /1/cards {flat number=4200000000000000 expiry_year=2025}
  refused expiry_month: Expiry month is expired; expiry_year: Expiry year is expired
R24 PINXS24 95 | A number that is no test card is refused, however well it is formed.
  POST /1/cards {flat number=4111111111111111}
  refused number: Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards
  POST /1/cards {flat number=378282246310005}
  refused number: Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards
R24 PINXS24 95 | So is the number of which that was recorded, which does not pass the check of digits.
  POST /1/cards {flat number=4444444444444444}
  refused number: Number is not a valid Pin Payments test card number.                           See https://pinpayments.com/docs/api/test-cards
";

/// Tells whether a number passes the check of digits.
fn passes_luhn(number: &str) -> bool {
    let digits = number.bytes().rev().map(|digit| u32::from(digit - b'0'));
    let weighed = digits.enumerate().map(|(nth, digit)| match nth % 2 {
        0 => digit,
        _ => digit * 2 / 10 + digit * 2 % 10,
    });
    weighed.sum::<u32>() % 10 == 0
}

#[test]
fn every_test_card_passes_the_check_of_digits() {
    let numbers = LINES.iter().flat_map(|(_, _, _, numbers)| numbers);
    let open = OPEN.iter().map(|(number, ..)| number);
    for number in numbers.chain(open).filter(|number| !number.is_empty()) {
        assert!(passes_luhn(number), "{number}");
    }
    assert!(!passes_luhn("5520000000000099"));
}
