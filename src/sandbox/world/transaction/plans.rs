//! The plans as they are now.

use std::collections::BTreeMap;

use super::Transaction;
use crate::sandbox::world::base::BasePlan;
use crate::sandbox::world::database::PlanRow;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::Counts;
use crate::sandbox::world::token::Kind;

impl Transaction<'_> {
    /// Lists the existing plans, newest first.
    pub fn plans(&self) -> Result<Vec<PlanRow>> {
        let mut plans = self.db.plans().all()?;
        let stored: Vec<u32> = plans.iter().filter_map(|plan| plan.place).collect();
        let base = (0_u32..).zip(self.base.plans());
        let base = base.filter(|(index, _)| !stored.contains(index));
        plans.extend(base.map(|(index, base)| self.base_plan(index, base)));
        plans.retain(|plan| plan.deleted_at.is_none());
        plans.sort_by_key(|plan| -plan.made_at);
        Ok(plans)
    }

    /// Finds a plan that is not deleted.
    pub fn plan(&self, token: &str) -> Result<PlanRow> {
        let stored = self.db.plans().find(token)?;
        let base = || {
            let (index, _) = self.base.place(Kind::Plan, token)?;
            Some(self.base_plan(index, self.base.plan(index)?))
        };
        stored
            .or_else(base)
            .filter(|plan| plan.deleted_at.is_none())
            .ok_or(Error::NotFound)
    }

    fn base_plan(&self, index: u32, base: &BasePlan) -> PlanRow {
        PlanRow {
            token: self.base.token(Kind::Plan, index, 0),
            place: Some(index),
            made_at: base.made(self.base.midnight),
            facts: base.facts.clone(),
            deleted_at: None,
        }
    }

    /// Counts the subscriptions of each plan by state, among those in its own list.
    pub fn subscription_counts(&mut self) -> Result<BTreeMap<String, Counts>> {
        let customers = self.customers()?;
        let touched = customers.all_touched();
        let base = self.lists.counts(self.base, self.now, touched);
        let token = |(plan, counts)| (self.base.token(Kind::Plan, plan, 0), counts);
        let mut counts: BTreeMap<String, Counts> = base.into_iter().map(token).collect();
        for (plan, state, count) in self.db.subscriptions().counts()? {
            counts.entry(plan).or_default().add(state, count);
        }
        Ok(counts)
    }
}
