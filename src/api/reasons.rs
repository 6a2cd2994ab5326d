//! Why the API, or the gateway behind it, refuses something: what that means and what to do, in plain words.
//!
//! A refusal has a code and a text of the API. A failed charge has only the gateway's text, which differs.
//! Both are found here; unknown ones are shown as they came.

/// The plain words for one cause.
#[derive(Debug, PartialEq, Eq)]
pub struct Reason {
    /// The API's code, where one is known beside the text.
    code: Option<&'static str>,
    /// The texts of the gateway and the API, in every wording that was seen, without a final full stop.
    texts: &'static [&'static str],
    /// The cause in a few words, for a table's row.
    pub short: &'static str,
    /// What happened, as a sentence.
    pub meaning: &'static str,
    /// What to do about it, as a sentence.
    pub advice: &'static str,
}

/// Returns the plain words for a code or a text, whatever its case and final full stop; `None` if unknown.
pub fn of(said: &str) -> Option<&'static Reason> {
    let said = said.trim().trim_end_matches('.');
    let is = |known: &&str| known.eq_ignore_ascii_case(said);
    let known = |reason: &&Reason| reason.code.iter().chain(reason.texts).any(is);
    REASONS.iter().find(known)
}

const REASONS: &[Reason] = &[
    Reason {
        code: Some("card_declined"),
        texts: &["Card Declined", "The card was declined"],
        short: "card declined",
        meaning: "The payer's bank declined the card and gave no reason.",
        advice: "The payer can call their bank, or use another card.",
    },
    Reason {
        code: Some("insufficient_funds"),
        texts: &[
            "The account has insufficient funds",
            "There are not enough funds available to process the requested amount",
        ],
        short: "not enough money",
        meaning: "The card has not enough funds or credit for this amount.",
        advice: "The payer can add money, or use another card.",
    },
    Reason {
        code: Some("invalid_cvv"),
        texts: &[
            "The card verification code (cvc) was incorrect",
            "The card verification code (cvc) was not in the correct format",
        ],
        short: "wrong CVC",
        meaning: "The security code (CVC) does not belong to this card.",
        advice: "The payer can enter the code on the card again, or use another card.",
    },
    Reason {
        code: None,
        texts: &["An unexpected error has occurred"],
        short: "unexpected error",
        meaning: "The bank gave no usable reason; a wrong security code (CVC) is a common cause.",
        advice: "The payer can check the card's details, or use another card.",
    },
    Reason {
        code: Some("invalid_card"),
        texts: &["Invalid card details", "The card was invalid"],
        short: "card not accepted",
        meaning: "The bank does not know this card, or its details are wrong.",
        advice: "The payer can check number and expiry, or use another card.",
    },
    Reason {
        code: Some("processing_error"),
        texts: &[
            "Processing error",
            "An error occurred while processing the card",
        ],
        short: "not processed",
        meaning: "Something failed on the way to the bank; the card may be fine.",
        advice: "Try again later; if it fails again, the payer can use another card.",
    },
    Reason {
        code: Some("suspected_fraud"),
        texts: &["The transaction was flagged as possibly fraudulent and subsequently declined"],
        short: "possible fraud",
        meaning: "The payment was stopped because it looks like fraud.",
        advice: "Don't try again before you know who is paying; the payer can call their bank.",
    },
    Reason {
        code: Some("gateway_error"),
        texts: &[
            "An upstream error occurred while processing the transaction. Please try again",
            "An upstream error occurred while processing the transaction",
        ],
        short: "bank not reached",
        meaning: "A service between Pin and the bank failed; the card may be fine.",
        advice: "Try again later.",
    },
    Reason {
        code: Some("unknown"),
        texts: &[
            "Sorry, an unknown error has occurred. This is being investigated",
            "Unknown error",
        ],
        short: "unknown error",
        meaning: "Pin does not know why it failed and is looking into it.",
        advice: "Try again later; if it fails again, contact Pin Payments support.",
    },
    Reason {
        code: Some("token_already_used"),
        texts: &[
            "Token already used. Card tokens can only be used once, to create a charge or assign a card to a customer",
        ],
        short: "card token used before",
        meaning: "This card token was used before.",
        advice: "A card token works only once: create a new one.",
    },
    Reason {
        code: Some("cannot_delete_primary_card"),
        texts: &["You cannot delete a customer's primary card token"],
        short: "primary card",
        meaning: "The primary card cannot be deleted.",
        advice: "Make another card primary first, then delete this one.",
    },
    Reason {
        code: Some("insufficient_pin_balance"),
        texts: &["Refund amount is more than your available Pin Payments balance"],
        short: "Pin balance too low",
        meaning: "Your Pin balance is too low to pay this out.",
        advice: "Wait for more charges to arrive in the balance, or pay money in.",
    },
    Reason {
        code: Some("invalid_capture_amount"),
        texts: &["You must capture the full amount that was authorised"],
        short: "not the full amount",
        meaning: "Only the full authorised amount can be captured.",
        advice: "Capture all of it, or void it and charge the other amount.",
    },
    Reason {
        code: Some("authorisation_expired"),
        texts: &["The authorisation has expired and can not be captured"],
        short: "authorisation expired",
        meaning: "The authorisation has expired and can no longer be captured.",
        advice: "Charge the card again.",
    },
];
