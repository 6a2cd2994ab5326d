//! The plan object (contract sections 3 and 9).
use crate::api::ids::PlanId;
use crate::api::lenient;
use crate::api::money::{Currency, Money};
use crate::text::Safe;
use serde::Deserialize;

/// Holds a plan as the API gives it, as far as the dashboard shows it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Plan {
    pub token: PlanId,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub name: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub interval: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub interval_unit: Option<Safe>,
}

impl Plan {
    /// Gives what one interval costs.
    pub fn price(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }

    /// Gives the interval in words: `month`, or `30 days`.
    pub fn every(&self) -> Option<String> {
        let unit = self.interval_unit.as_ref()?.as_str();
        Some(match self.interval? {
            1 => unit.to_owned(),
            n => format!("{n} {unit}s"),
        })
    }
}
