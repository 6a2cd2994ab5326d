//! The plans of base subscriptions.

use super::BaseData;
use super::pools::PlanSeed;
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::records::PlanFacts;

impl BaseData {
    /// The number of plans.
    pub fn plan_count(&self) -> u32 {
        u32::try_from(self.pools.goods.plans.len()).unwrap_or(0)
    }

    /// Returns a plan as it was before any change; 0 is the oldest.
    pub fn plan(&self, index: u32) -> Option<&'static PlanFacts> {
        self.plan_seed(index).map(|seed| &seed.facts)
    }

    /// When a plan was created, in seconds since 1970.
    pub fn plan_made(&self, index: u32) -> i64 {
        self.midnight - self.plan_seed(index).map_or(0, |seed| seed.age_days) * DAY
    }

    pub(super) fn plan_seed(&self, index: u32) -> Option<&'static PlanSeed> {
        self.pools.goods.plans.get(usize::try_from(index).ok()?)
    }
}
