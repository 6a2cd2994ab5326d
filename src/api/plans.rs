//! The plan object (contract sections 3 and 9).
use crate::api::ids::PlanId;
use crate::api::lenient;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use jiff::Timestamp;
use serde::Deserialize;

/// A plan as the API gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Plan {
    pub token: PlanId,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub name: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub setup_amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial_amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub interval: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub interval_unit: Option<Safe>,
    /// How many intervals a subscription has; 0 goes on without an end.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub intervals: Option<i64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial_interval: Option<i64>,
    /// Empty where there is no trial.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub trial_interval_unit: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub created_at: Option<Timestamp>,
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub customer_permissions: Vec<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub subscription_counts: Option<Counts>,
}

/// How many subscriptions of a plan are in each state.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Counts {
    #[serde(default, deserialize_with = "lenient::whole")]
    pub trial: Option<u64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub active: Option<u64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub cancelling: Option<u64>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub cancelled: Option<u64>,
}

impl Plan {
    /// Returns what one interval costs.
    pub fn price(&self) -> Option<Money> {
        self.money(self.amount)
    }

    /// Returns an amount of this plan as money, whose currency is the plan's.
    pub fn money(&self, amount: Option<i64>) -> Option<Money> {
        Some(Money::new(amount?, self.currency?))
    }

    /// Returns the interval in words: `month`, or `30 days`.
    pub fn every(&self) -> Option<String> {
        let unit = self.interval_unit.as_ref()?.as_str();
        Some(match self.interval? {
            1 => unit.to_owned(),
            n => format!("{n} {unit}s"),
        })
    }

    /// Returns the length of the trial in words, `14 days`; `None` where there is none.
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
