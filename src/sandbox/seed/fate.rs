//! What became of a charge.

use super::charge_seed::ChargeSeed;
use super::{World, purpose};
use crate::sandbox::clock::DAY;

/// The end of a base charge; the API has no such field, it is spread over many (contract section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Captured,
    Authorised,
    Lapsed,
    Voided,
    /// With the error code of the refusal.
    Failed(&'static str),
    Refunded,
    PartlyRefunded,
    RefundPending,
    Disputed,
}

impl Fate {
    pub(super) fn is_captured(self) -> bool {
        !matches!(
            self,
            Self::Authorised | Self::Lapsed | Self::Voided | Self::Failed(_)
        )
    }
}

/// Authorisations lapse after 7 days (contract section 7).
const LAPSE: i64 = 7 * DAY;

const REFUSALS: [&str; 8] = [
    "card_declined",
    "card_declined",
    "insufficient_funds",
    "invalid_cvv",
    "invalid_card",
    "processing_error",
    "suspected_fraud",
    "gateway_error",
];

impl World {
    /// Decides what became of a base charge.
    pub(super) fn fate(&self, index: u32, charge: &ChargeSeed) -> Fate {
        let mut noise = self.noise(purpose::FATE, index, charge.ordinal);
        let age = self.midnight - charge.at;
        let subscribed = charge.plan.is_some();
        match noise.below(100) {
            0..9 if !subscribed => {
                Fate::Failed(noise.pick(&REFUSALS).copied().unwrap_or("card_declined"))
            }
            0..3 => Fate::Failed("insufficient_funds"),
            9..17 if !subscribed && age < LAPSE => Fate::Authorised,
            9..12 if !subscribed => Fate::Lapsed,
            17..20 if !subscribed => Fate::Voided,
            20..23 => Fate::Refunded,
            23..27 => Fate::PartlyRefunded,
            27..33 if age < 5 * DAY => Fate::RefundPending,
            33..35 if !subscribed && age > 3 * DAY => Fate::Disputed,
            _ => Fate::Captured,
        }
    }
}

/// Says a refusal in the API's words (contract section 2).
pub(in crate::sandbox) fn message(refusal: &str) -> &'static str {
    match refusal {
        "card_declined" => "The card was declined",
        "insufficient_funds" => {
            "There are not enough funds available to process the requested amount"
        }
        "invalid_cvv" => "The card verification code (cvc) was not in the correct format",
        "invalid_card" => "The card was invalid",
        "processing_error" => "An error occurred while processing the card",
        "suspected_fraud" => {
            "The transaction was flagged as possibly fraudulent and subsequently declined"
        }
        "gateway_error" => {
            "An upstream error occurred while processing the transaction. Please try again."
        }
        _ => "Sorry, an unknown error has occurred. This is being investigated",
    }
}
