//! How the card's issuer declines a charge: the codes and their wording.

/// A way of being declined: the error code, its description in the answer, and the gateway's message in the
/// charge.
pub struct Decline {
    pub code: &'static str,
    pub description: &'static str,
    pub gateway_message: &'static str,
}

const fn decline(
    code: &'static str,
    description: &'static str,
    gateway_message: &'static str,
) -> Decline {
    Decline {
        code,
        description,
        gateway_message,
    }
}

/// The refusals that are known (contract section 2, M1 and M13). *Choice*: what the gateway says of an error
/// upstream and of an unknown one, for no charge of theirs was recorded.
const DECLINES: [Decline; 8] = [
    decline("card_declined", "The card was declined", "Card Declined"),
    decline(
        "insufficient_funds",
        "There are not enough funds available to process the requested amount",
        "The account has insufficient funds",
    ),
    decline(
        "invalid_cvv",
        "The card verification code (cvc) was incorrect",
        "An unexpected error has occurred",
    ),
    decline(
        "invalid_card",
        "The card was invalid",
        "Invalid card details",
    ),
    decline(
        "processing_error",
        "An error occurred while processing the card",
        "Processing error",
    ),
    decline(
        "suspected_fraud",
        "The transaction was flagged as possibly fraudulent and subsequently declined",
        "The transaction was flagged as possibly fraudulent and subsequently declined",
    ),
    decline(
        "gateway_error",
        "An upstream error occurred while processing the transaction. Please try again.",
        "An upstream error occurred while processing the transaction",
    ),
    UNKNOWN,
];

const UNKNOWN: Decline = decline(
    "unknown",
    "Sorry, an unknown error has occurred. This is being investigated",
    "Unknown error",
);

/// Returns the decline with an error code.
pub fn by_code(code: &str) -> &'static Decline {
    let found = DECLINES.iter().find(|decline| decline.code == code);
    found.unwrap_or(&UNKNOWN)
}

/// Returns the decline with a gateway's message.
pub fn by_message(message: &str) -> &'static Decline {
    let found = DECLINES
        .iter()
        .find(|decline| decline.gateway_message == message);
    found.unwrap_or(&UNKNOWN)
}
