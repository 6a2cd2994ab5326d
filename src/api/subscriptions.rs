//! The subscription object (contract sections 3 and 9).
use crate::api::ids::{CardId, CustomerId, PlanId, SubscriptionId};
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::text::Safe;
use serde::Deserialize;

/// A subscription as the API gives it.
///
/// The seed's document calls `state` `status` and `plan_token` `plan`; the wire never does, but both are
/// read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Subscription {
    pub token: SubscriptionId,
    #[serde(default, alias = "status", deserialize_with = "lenient::or_default")]
    pub state: SubscriptionState,
    #[serde(default, alias = "plan", deserialize_with = "lenient::opt")]
    pub plan_token: Option<PlanId>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub customer_token: Option<CustomerId>,
    /// `None` bills the customer's primary card.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub card_token: Option<CardId>,
    #[serde(default)]
    pub next_billing_date: Moment,
    #[serde(default)]
    pub active_interval_started_at: Moment,
    #[serde(default)]
    pub active_interval_finishes_at: Moment,
    #[serde(default)]
    pub cancelled_at: Moment,
    #[serde(default)]
    pub created_at: Moment,
}

/// Where a subscription stands in its life.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum SubscriptionState {
    Trial,
    Active,
    /// Cancelled, but paid for until the interval ends.
    Cancelling,
    Cancelled,
    #[default]
    Missing,
    /// A word this program does not know, shown as it came.
    Other(Safe),
}

impl SubscriptionState {
    pub fn word(&self) -> &str {
        match self {
            Self::Trial => "trial",
            Self::Active => "active",
            Self::Cancelling => "cancelling",
            Self::Cancelled => "cancelled",
            Self::Missing => "—",
            Self::Other(word) => word.as_str(),
        }
    }

    /// Whether it still bills or will bill; only such a one can be cancelled (contract section 9).
    pub fn is_live(&self) -> bool {
        matches!(self, Self::Trial | Self::Active)
    }
}

impl<'de> Deserialize<'de> for SubscriptionState {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = Safe::deserialize(deserializer)?;
        Ok(match word.as_str() {
            "trial" => Self::Trial,
            "active" => Self::Active,
            "cancelling" => Self::Cancelling,
            "cancelled" => Self::Cancelled,
            _ => Self::Other(word),
        })
    }
}
