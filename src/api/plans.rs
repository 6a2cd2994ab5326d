//! The plan object (contract sections 3 and 9).
use crate::api::ids::PlanId;
use crate::api::lenient;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use jiff::Timestamp;
use serde::Deserialize;

/// A plan as the API returns it. An optional field is `None` if it is missing, null or unreadable. All
/// amounts are in minor units of `currency`.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Plan {
    /// The plan's token (`plan_`).
    pub token: PlanId,
    /// The plan's name, unique within the account.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub name: Option<Safe>,
    /// The price of one interval.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    /// The currency of every amount of the plan.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    /// The fee added to the first bill of a subscription.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub setup_amount: Option<i64>,
    /// The price of the trial.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial_amount: Option<i64>,
    /// The length of an interval, in units of `interval_unit`.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub interval: Option<i64>,
    /// The unit of the interval: `day`, `week`, `month` or `year`.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub interval_unit: Option<Safe>,
    /// The number of intervals that a subscription runs for; 0 means without end.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub intervals: Option<i64>,
    /// The length of the trial, in units of `trial_interval_unit`; 0 means no trial.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial_interval: Option<i64>,
    /// The unit of the trial: `day`, `week`, `month` or `year`; empty if there is no trial.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub trial_interval_unit: Option<Safe>,
    /// When the plan was created, in UTC.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub created_at: Option<Timestamp>,
    /// What customers may do to their own subscriptions: `cancel`, or nothing.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub customer_permissions: Vec<Safe>,
    /// How many subscriptions the plan has, by state.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub subscription_counts: Option<SubscriptionCounts>,
}

/// The number of a plan's subscriptions in each state; `None` if a number is missing or unreadable.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SubscriptionCounts {
    /// Subscriptions in their trial.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial: Option<u64>,
    /// Subscriptions that are billed each interval.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub active: Option<u64>,
    /// Cancelled subscriptions whose paid interval has not ended yet.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub cancelling: Option<u64>,
    /// Subscriptions that have ended.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub cancelled: Option<u64>,
}

impl Plan {
    /// Returns the price of one interval; `None` if the amount or the currency is missing.
    pub fn price(&self) -> Option<Money> {
        self.money(self.amount)
    }

    /// Returns one of this plan's amounts as money in the plan's currency; `None` if either is missing.
    pub fn money(&self, amount: Option<i64>) -> Option<Money> {
        Some(Money::new(amount?, self.currency?))
    }

    /// Returns the interval in words: `month`, or `30 days`; `None` if a part of it is missing.
    pub fn every(&self) -> Option<String> {
        let unit = self.interval_unit.as_ref()?.as_str();
        Some(match self.interval? {
            1 => unit.to_owned(),
            n => format!("{n} {unit}s"),
        })
    }

    /// Returns the length of the trial in words, such as `14 days`; `None` if there is no trial.
    pub fn trial(&self) -> Option<String> {
        let unit = self.trial_interval_unit.as_ref()?.as_str();
        match self.trial_interval? {
            ..=0 => None,
            _ if unit.is_empty() => None,
            1 => Some(format!("1 {unit}")),
            n => Some(format!("{n} {unit}s")),
        }
    }
}
