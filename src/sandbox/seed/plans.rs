//! The plans that subscriptions bill.

use super::World;
use super::pools::PlanSeed;
use crate::sandbox::clock::{DAY, add_months, stamp};
use crate::sandbox::record::{Counts, Plan};
use crate::sandbox::token::Kind;

impl World {
    /// Counts the plans.
    pub(in crate::sandbox) fn plan_count(&self) -> u32 {
        u32::try_from(self.pools.goods.plans.len()).unwrap_or(0)
    }

    /// Describes one plan; 0 is the oldest.
    pub(in crate::sandbox) fn plan(&self, index: u32, counts: Counts) -> Option<Plan> {
        let seed = self.plan_seed(index)?;
        Some(Plan {
            name: seed.name.clone(),
            amount: seed.amount,
            currency: seed.currency.clone(),
            setup_amount: seed.setup_amount,
            trial_amount: seed.trial_amount,
            interval: seed.interval,
            interval_unit: seed.interval_unit.clone(),
            intervals: seed.intervals,
            trial_interval: seed.trial_interval,
            trial_interval_unit: seed.trial_interval_unit.clone(),
            created_at: stamp(self.midnight - seed.age_days * DAY),
            token: self.token(Kind::Plan, index, 0),
            customer_permissions: seed.permissions.clone(),
            subscription_counts: counts,
        })
    }

    pub(super) fn plan_seed(&self, index: u32) -> Option<&'static PlanSeed> {
        self.pools.goods.plans.get(usize::try_from(index).ok()?)
    }
}

impl PlanSeed {
    /// Moves a second by a number of billing intervals, backwards if it is negative.
    pub(super) fn moved(&self, second: i64, intervals: i64) -> i64 {
        let units = self.interval * intervals;
        match self.interval_unit.as_str() {
            "day" => second + units * DAY,
            "week" => second + units * 7 * DAY,
            "year" => add_months(second, units * 12),
            _ => add_months(second, units),
        }
    }

    /// Tells the shortest span of an interval less a margin for months of different length.
    pub(super) fn shortest(&self) -> i64 {
        match self.interval_unit.as_str() {
            "day" => self.interval * DAY,
            "week" => self.interval * 7 * DAY - DAY / 2,
            "year" => self.interval * 360 * DAY,
            _ => self.interval * 28 * DAY - 5 * DAY,
        }
    }
}
