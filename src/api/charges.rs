//! The charge object, and the one status that is read from its many flags (contract section 3).
use crate::api::cards::Card;
use crate::api::ids::ChargeId;
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How long an authorisation is held: seven days, as the API's reference has it today (contract
/// section 7); its older editions said five. Only `authorisation_expired` is sure.
const HELD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A charge as the API gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Charge {
    pub token: ChargeId,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub success: Option<bool>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub description: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub email: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub ip_address: Option<Safe>,
    #[serde(default)]
    pub created_at: Moment,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status_message: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub error_message: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub card: Option<Card>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub transfer: Vec<Transfer>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount_refunded: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub total_fees: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub merchant_entitlement: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub refund_pending: Option<bool>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_token: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_expired: Option<bool>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_voided: Option<bool>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub captured: Option<bool>,
    #[serde(default)]
    pub captured_at: Moment,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub settlement_currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub active_chargebacks: Option<bool>,
    #[serde(default, deserialize_with = "lenient::texts")]
    pub metadata: BTreeMap<Safe, Safe>,
    /// What the platform that made the charge takes of it (recorded in 2025).
    #[serde(default, deserialize_with = "lenient::whole")]
    pub platform_fees: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub platform_adjustment: Option<Adjustment>,
    /// Only the seed's document has this word (`captured`, `authorized`); the wire has flags instead.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status: Option<Safe>,
}

/// What a platform adds to a charge or takes from it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Adjustment {
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
}

impl Adjustment {
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// One transfer of a charge's money to the merchant's bank.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Transfer {
    #[serde(default, deserialize_with = "lenient::opt")]
    pub state: Option<Safe>,
    #[serde(default)]
    pub paid_at: Moment,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub token: Option<Safe>,
}

/// Says in one word what became of a charge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeStatus {
    Captured,
    Authorised,
    Voided,
    Expired,
    PartRefunded(Money),
    Refunded,
    /// More was given back than was taken.
    OverRefunded(Money),
    RefundPending,
    Failed(Safe),
    Disputed,
    /// A word this program does not know, shown as it came.
    Other(Safe),
    Unknown,
}

impl ChargeStatus {
    /// Whether no money is taken, now or later.
    pub const fn takes_nothing(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Voided | Self::Expired)
    }
}

impl Charge {
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }

    pub fn refunded(&self) -> Option<Money> {
        Some(Money::new(
            self.amount_refunded.unwrap_or(0),
            self.currency?,
        ))
    }

    /// Returns when what is only authorised expires, or has expired, unless it is captured before.
    pub fn expires_at(&self) -> Option<Timestamp> {
        match self.status() {
            ChargeStatus::Authorised | ChargeStatus::Expired => {
                self.created_at.at()?.checked_add(HELD).ok()
            }
            _ => None,
        }
    }

    /// Derives the one status. The order matters: what needs attention hides what is merely true.
    pub fn status(&self) -> ChargeStatus {
        let is = |flag: Option<bool>| flag == Some(true);
        if self.success == Some(false) {
            let reason = [&self.error_message, &self.status_message]
                .into_iter()
                .flatten()
                .find(|text| !text.is_empty());
            return ChargeStatus::Failed(reason.cloned().unwrap_or_default());
        }
        if is(self.authorisation_voided) {
            return ChargeStatus::Voided;
        }
        // Its message stays the one of a successful authorisation.
        if is(self.authorisation_expired) && !is(self.captured) {
            return ChargeStatus::Expired;
        }
        if self.captured == Some(false) {
            return ChargeStatus::Authorised;
        }
        if is(self.active_chargebacks) {
            return ChargeStatus::Disputed;
        }
        if is(self.refund_pending) {
            return ChargeStatus::RefundPending;
        }
        match (self.refunded(), self.amount) {
            (Some(back), Some(amount)) if back.amount > 0 && back.amount < amount => {
                return ChargeStatus::PartRefunded(back);
            }
            (Some(back), Some(amount)) if back.amount > 0 && back.amount > amount => {
                return ChargeStatus::OverRefunded(back);
            }
            (Some(back), Some(_)) if back.amount > 0 => return ChargeStatus::Refunded,
            _ => {}
        }
        match (self.captured, self.status.as_ref().map(Safe::as_str)) {
            (Some(true), _) | (None, Some("captured")) => ChargeStatus::Captured,
            (_, Some("authorized" | "authorised")) => ChargeStatus::Authorised,
            (_, Some(word)) => ChargeStatus::Other(Safe::clean(word)),
            (_, None) => ChargeStatus::Unknown,
        }
    }
}
