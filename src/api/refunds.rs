//! The refund object (contract sections 3 and 8).
use crate::api::ids::{ChargeId, RefundId};
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use serde::Deserialize;

/// A refund as the API gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Refund {
    pub token: RefundId,
    /// `None` while the refund is pending.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub success: Option<bool>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub charge: Option<ChargeId>,
    #[serde(default)]
    pub created_at: Moment,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub error_message: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub status_message: Option<Safe>,
}

impl Refund {
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}
