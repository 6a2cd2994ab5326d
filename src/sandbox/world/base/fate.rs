//! What became of a charge.

use super::charge_seed::BaseCharge;
use super::purpose;
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::records::lifecycle::LAPSE;

/// The end of a base charge; the API has no such field, it is spread over many (contract section 7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Captured,
    Authorised,
    Voided,
    /// With the error code of the refusal.
    Failed(&'static str),
    Refunded,
    PartlyRefunded,
    /// Mostly not settled yet.
    RefundedLately,
    Disputed,
}

impl Fate {
    pub(super) fn is_captured(self) -> bool {
        !matches!(self, Self::Authorised | Self::Voided | Self::Failed(_))
    }
}

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

impl BaseCharge<'_> {
    /// Decides what became of the charge.
    pub(super) fn fate(self) -> Fate {
        let Self { customer, seed } = self;
        let mut rng = customer.rng(purpose::FATE, seed.ordinal);
        let age = customer.base.midnight - seed.at;
        let subscribed = seed.bill.is_some();
        if seed.bill.is_some_and(|bill| bill.is_refused) {
            return Fate::Failed("insufficient_funds");
        }
        if let Some(fate) = self.fate_by_case() {
            return fate;
        }
        match rng.below(100) {
            0..9 if !subscribed => {
                Fate::Failed(rng.pick(&REFUSALS).copied().unwrap_or("card_declined"))
            }
            // What is billed while the sandbox runs is paid or not; nothing else has happened to it yet.
            _ if age <= 0 => Fate::Captured,
            9..17 if !subscribed && age < LAPSE => Fate::Authorised,
            9..12 if !subscribed => Fate::Authorised,
            17..20 if !subscribed => Fate::Voided,
            20..23 => Fate::Refunded,
            23..27 => Fate::PartlyRefunded,
            27..33 if age < 5 * DAY => Fate::RefundedLately,
            33..35 if !subscribed && age > 3 * DAY => Fate::Disputed,
            _ => Fate::Captured,
        }
    }
}
