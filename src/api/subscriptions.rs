//! The subscription object (contract sections 3 and 9).
use crate::api::ids::{CardId, CustomerId, PlanId, SubscriptionId};
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::text::Safe;
use serde::Deserialize;

/// A subscription as the API returns it. An optional field is `None` if it is missing, null or unreadable.
///
/// The documents of the Python wrapper call `state` `status` and `plan_token` `plan` (contract section 12).
/// The wire never does, but both names are read.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Subscription {
    /// The subscription's token (`sub_`).
    pub token: SubscriptionId,
    /// Whether the subscription is in its trial, active, or cancelled.
    #[serde(default, alias = "status", deserialize_with = "lenient::or_default")]
    pub state: SubscriptionState,
    /// The plan that the customer subscribes to.
    #[serde(default, alias = "plan", deserialize_with = "lenient::opt")]
    pub plan_token: Option<PlanId>,
    /// The customer who pays.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub customer_token: Option<CustomerId>,
    /// The card that pays; `None` if that is whichever card is the customer's primary one at the time.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub card_token: Option<CardId>,
    /// When the next interval is billed, in UTC; missing once the subscription is cancelled.
    #[serde(default)]
    pub next_billing_date: Moment,
    /// When the current interval began, in UTC.
    #[serde(default)]
    pub active_interval_started_at: Moment,
    /// When the current interval ends, in UTC.
    #[serde(default)]
    pub active_interval_finishes_at: Moment,
    /// When the subscription ended, in UTC; missing until then, even while cancelling (contract section M11).
    #[serde(default)]
    pub cancelled_at: Moment,
    /// When the subscription was created, in UTC.
    #[serde(default)]
    pub created_at: Moment,
}

/// Where a subscription stands in its life.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum SubscriptionState {
    /// In the trial; the first interval is not billed yet.
    Trial,
    /// Billed each interval.
    Active,
    /// Cancelled, but paid for until the interval ends.
    Cancelling,
    /// Ended; never billed again unless it is reactivated.
    Cancelled,
    /// No state came with the subscription.
    #[default]
    Missing,
    /// A word that this program does not know, shown as it came.
    Other(Safe),
}

impl SubscriptionState {
    /// Returns the API's word for the state; a dash if it is missing.
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

    /// Whether the subscription bills or will bill. Only then can it be cancelled (contract section 9).
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
