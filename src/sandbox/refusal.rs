//! How a charge ends that the card's issuer refuses: the codes and their words (contract section 2).

use axum::http::StatusCode;

use super::problem::Problem;

/// The refusals of a charge: error code, and what it says (contract section 2).
const WORDS: [(&str, &str); 8] = [
    ("card_declined", "The card was declined"),
    (
        "insufficient_funds",
        "There are not enough funds available to process the requested amount",
    ),
    (
        "invalid_cvv",
        "The card verification code (cvc) was not in the correct format",
    ),
    ("invalid_card", "The card was invalid"),
    (
        "processing_error",
        "An error occurred while processing the card",
    ),
    (
        "suspected_fraud",
        "The transaction was flagged as possibly fraudulent and subsequently declined",
    ),
    (
        "gateway_error",
        "An upstream error occurred while processing the transaction. Please try again.",
    ),
    UNKNOWN,
];

const UNKNOWN: (&str, &str) = (
    "unknown",
    "Sorry, an unknown error has occurred. This is being investigated",
);

/// Says a refusal in the API's words.
pub(super) fn message(code: &str) -> &'static str {
    let found = WORDS.iter().find(|(known, _)| *known == code);
    found.unwrap_or(&UNKNOWN).1
}

/// Finds the error code of a refusal by what it says.
pub(super) fn code(message: &str) -> &'static str {
    let found = WORDS.iter().find(|(_, known)| *known == message);
    found.unwrap_or(&UNKNOWN).0
}

/// Answers with a charge that was made and refused: it stays, and the answer names it.
pub(super) fn declined(code: &str, charge: String) -> Problem {
    let upstream = code == "gateway_error";
    let status = if upstream {
        StatusCode::BAD_GATEWAY
    } else {
        StatusCode::BAD_REQUEST
    };
    let (code, words) = *WORDS
        .iter()
        .find(|(known, _)| *known == code)
        .unwrap_or(&UNKNOWN);
    let mut problem = Problem::new(status, code, words);
    problem.body.charge_token = Some(charge);
    problem.keeps = true;
    problem
}
