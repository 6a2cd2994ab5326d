//! The refund object (contract sections 3 and 8).
use crate::api::ids::{ChargeId, RefundId};
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use serde::Deserialize;

/// A refund as the API returns it. An optional field is `None` if it is missing, null or unreadable.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Refund {
    /// The refund's token (`rf_`).
    pub token: RefundId,
    /// Whether the money was paid back; `None` while the refund is pending.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub success: Option<bool>,
    /// The amount to pay back, in minor units of `currency`.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    /// The currency of the amount.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    /// The charge that is paid back.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub charge: Option<ChargeId>,
    /// When the refund was requested, in UTC.
    #[serde(default)]
    pub created_at: Moment,
    /// Why the refund failed; empty or `None` if it did not.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub error_message: Option<Safe>,
    /// The state in the API's words, such as `Pending`; it may disagree with `success`, which counts
    /// (contract section M2).
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status_message: Option<Safe>,
}

impl Refund {
    /// Returns the amount with its currency; `None` if either is missing.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}
