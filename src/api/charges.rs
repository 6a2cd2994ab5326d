//! The charge object, and the one status that is derived from its many flags (contract section 3).
use crate::api::cards::Card;
use crate::api::ids::ChargeId;
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use jiff::{SignedDuration, Timestamp};
use serde::Deserialize;
use std::collections::BTreeMap;

/// How long an authorisation is held: seven days according to the API's reference (contract section 7); older
/// editions said five. Only `authorisation_expired` is certain.
const HELD: SignedDuration = SignedDuration::from_hours(7 * 24);

/// A charge as the API returns it. An optional field is `None` if it is missing, null or unreadable. Amounts
/// are in minor units of `currency`, except in `platform_adjustment`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Charge {
    /// The charge's token (`ch_`).
    pub token: ChargeId,
    /// Whether the payment was accepted; `Some(false)` for a failed charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub success: Option<bool>,
    /// The amount of the charge.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    /// The currency in which the payer was charged.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    /// The merchant's description of the charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub description: Option<Safe>,
    /// The payer's email address at the time of the charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub email: Option<Safe>,
    /// The payer's IP address, if it was sent with the charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub ip_address: Option<Safe>,
    /// When the charge was made, in UTC.
    #[serde(default)]
    pub created_at: Moment,
    /// The state in the API's words, such as `Success`; the gateway's text for a failed charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status_message: Option<Safe>,
    /// The gateway's text for a failed charge, which differs from the API's (contract section M1).
    #[serde(default, deserialize_with = "lenient::opt")]
    pub error_message: Option<Safe>,
    /// The card that was charged, which is the charge's only link to a customer.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub card: Option<Card>,
    /// The transfers that pay the charge out to the merchant; empty until there is one.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub transfer: Vec<Transfer>,
    /// The total of all refunds, pending ones included (contract section M2).
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount_refunded: Option<i64>,
    /// The fees for the charge, tax included; `None` until it is captured.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub total_fees: Option<i64>,
    /// What is left for the merchant after all fees; `None` until the charge is captured.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub merchant_entitlement: Option<i64>,
    /// Whether a refund of the charge is not completed yet.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub refund_pending: Option<bool>,
    /// The token of the authorisation, which most charges lack.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_token: Option<Safe>,
    /// Whether the authorisation expired before it was captured.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_expired: Option<bool>,
    /// Whether the merchant voided the authorisation.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub authorisation_voided: Option<bool>,
    /// Whether the money was taken; `Some(false)` if it is only authorised, or if the charge failed.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub captured: Option<bool>,
    /// When the money was taken, in UTC; missing until then.
    #[serde(default)]
    pub captured_at: Moment,
    /// The currency in which the merchant is paid.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub settlement_currency: Option<Currency>,
    /// Whether the payer disputes the charge.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub active_chargebacks: Option<bool>,
    /// The merchant's own values by name; empty if there are none.
    #[serde(default, deserialize_with = "lenient::texts")]
    pub metadata: BTreeMap<Safe, Safe>,
    /// The share that goes to the platform behind the charge; 0 until it is captured (contract section M1).
    #[serde(default, deserialize_with = "lenient::whole")]
    pub platform_fees: Option<i64>,
    /// The platform's adjustment, of amount 0 if there is none.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub platform_adjustment: Option<Adjustment>,
    /// A word (`captured`, `authorized`) that only the documents of the Python wrapper have (contract section
    /// 12). The wire has flags instead.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status: Option<Safe>,
}

/// The amount that a platform adds to a charge or takes from it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Adjustment {
    /// The amount, in minor units of `currency`.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    /// The currency of the amount.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
}

impl Adjustment {
    /// Returns the amount with its currency; `None` if either is missing.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// One transfer of a charge's money to the merchant's bank.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Transfer {
    /// The state in the API's words, such as `paid`.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub state: Option<Safe>,
    /// When the money was paid out, in UTC; missing until then.
    #[serde(default)]
    pub paid_at: Moment,
    /// The transfer's token (`tfer_`).
    #[serde(default, deserialize_with = "lenient::opt")]
    pub token: Option<Safe>,
}

/// The status of a charge, derived from its flags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChargeStatus {
    /// The money was taken, and none of it was paid back.
    Captured,
    /// The amount is held on the card but not taken yet.
    Authorised,
    /// The merchant voided the authorisation; no money was taken.
    Voided,
    /// The authorisation ran out before it was captured; no money was taken.
    Expired,
    /// Part of the amount was paid back: this much.
    PartRefunded(Money),
    /// All of the amount was paid back.
    Refunded,
    /// More was paid back than was captured; this is the amount paid back.
    OverRefunded(Money),
    /// A refund of all or part of the amount is not completed yet.
    RefundPending,
    /// The payment failed, for this reason in the gateway's words; empty if none came.
    Failed(Safe),
    /// The payer disputes the charge (a chargeback).
    Disputed,
    /// No flag decides, and `status` is a word that this program does not know, shown as it came.
    Other(Safe),
    /// Neither the flags nor `status` decide.
    Unknown,
}

impl ChargeStatus {
    /// Whether no money is taken, now or later.
    pub const fn takes_nothing(&self) -> bool {
        matches!(self, Self::Failed(_) | Self::Voided | Self::Expired)
    }
}

impl Charge {
    /// Returns the amount charged with its currency; `None` if either is missing.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }

    /// Returns the total of all refunds, 0 if the API does not state it; `None` if the currency is missing.
    pub fn refunded(&self) -> Option<Money> {
        Some(Money::new(
            self.amount_refunded.unwrap_or(0),
            self.currency?,
        ))
    }

    /// Returns when an authorisation expires or expired; `None` for a charge in any other state.
    pub fn expires_at(&self) -> Option<Timestamp> {
        let is_hold = matches!(
            self.status(),
            ChargeStatus::Authorised | ChargeStatus::Expired
        );
        self.created_at
            .at()
            .filter(|_| is_hold)?
            .checked_add(HELD)
            .ok()
    }

    /// Returns the status. The order of the checks matters: what needs attention hides what is merely true.
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
        // The message stays that of a successful authorisation.
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
