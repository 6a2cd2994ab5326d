//! The subscriptions as they are now: those of the base data that nobody touched, and those that are kept.
//!
//! *Choices*: when a card is deleted, subscriptions that billed it bill the primary card; deleting a customer cancels its
//! subscriptions at once; deleting a plan removes them.

use std::ops::Range;

use super::{Desk, Found, newest_first};
use crate::sandbox::world::clock::stamp;
use crate::sandbox::world::database::{Known, SubscriptionRow};
use crate::sandbox::world::derived::account_lists::ShelvedSubscription;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::Subscription;
use crate::sandbox::world::records::terms::State;
use crate::sandbox::world::seed::SubscriptionSeed;
use crate::sandbox::world::token::Kind;

impl Desk<'_> {
    /// Finds a subscription.
    pub fn subscription(&mut self, token: &str) -> Result<SubscriptionRow> {
        if let Some(row) = self.store.subscription(token)? {
            return Ok(row);
        }
        let place = self.world.place(Kind::Subscription, token);
        let (index, ordinal) = place.ok_or(Error::NotFound)?;
        if self.roll()?.touched(index).is_some() {
            return Err(Error::NotFound);
        }
        let known = self.known()?;
        let seeds = self.world.subscriptions(index);
        let seed = seeds.iter().find(|seed| seed.ordinal == ordinal);
        seed.and_then(|seed| self.untouched_subscription(&known, index, seed))
            .ok_or(Error::NotFound)
    }

    /// Lists a customer's subscriptions, newest first.
    pub fn subscriptions_of(&mut self, found: &Found) -> Result<Vec<SubscriptionRow>> {
        let mut rows = self.store.subscriptions_of(&found.token)?;
        if let Some(index) = found.index.filter(|_| !found.kept) {
            let known = self.known()?;
            let seeds = self.world.subscriptions(index);
            rows.extend(
                seeds
                    .iter()
                    .filter_map(|seed| self.untouched_subscription(&known, index, seed)),
            );
            rows.sort_by_key(|row| -row.course.created);
        }
        Ok(rows)
    }

    /// Lists some of the subscriptions, newest first, and counts all of them; everybody's or a plan's.
    pub fn all_subscriptions(
        &mut self,
        plan: Option<&str>,
        rows: Range<usize>,
    ) -> Result<(Vec<SubscriptionRow>, u64)> {
        let (roll, known) = (self.roll()?, self.known()?);
        let place = plan.map(|plan| self.world.place(Kind::Plan, plan));
        let is_gone = |plan: u16| known.gone_plans.contains_key(&u32::from(plan));
        let listed = |one: &&ShelvedSubscription| {
            place.is_none_or(|place| place.is_some_and(|(plan, _)| plan == u32::from(one.plan)))
                && roll.touched(one.index).is_none()
                && !is_gone(one.plan)
        };
        let shelved = match plan {
            Some(_) => self.shelf.of_plans(self.world),
            None => self.shelf.subscriptions(self.world),
        };
        let kept = self.store.subscriptions(plan)?;
        let is_whole = plan.is_none() && known.gone_plans.is_empty() && !roll.is_touched();
        // Without a row to leave out it is counted at once, and a page is where it should be.
        let total = if is_whole {
            shelved.len()
        } else {
            shelved.iter().filter(listed).count()
        };
        let total = (total + kept.len()) as u64;
        let skipped = if is_whole && kept.is_empty() {
            rows.start.min(shelved.len())
        } else {
            0
        };
        let rest = shelved.get(skipped..).unwrap_or_default();
        let kept = kept.into_iter();
        let kept = kept.map(|row| (row.course.created, Listed::Kept(row)));
        let base = rest.iter().filter(listed).copied();
        let base = base.map(|one| (one.created(), Listed::Base(one)));
        let rows = rows.start - skipped..rows.end - skipped;
        let rows = newest_first(kept, base, rows).filter_map(|row| match row {
            Listed::Kept(row) => Some(row),
            Listed::Base(one) => {
                let seed = one.seed(self.world)?;
                self.untouched_subscription(&known, one.index, &seed)
            }
        });
        Ok((rows.collect(), total))
    }

    /// Writes a base subscription that nobody touched as it is now; one whose plan is gone is gone too.
    fn untouched_subscription(
        &self,
        known: &Known,
        index: u32,
        seed: &SubscriptionSeed,
    ) -> Option<SubscriptionRow> {
        if known.gone_plans.contains_key(&seed.plan) {
            return None;
        }
        let card = |ordinal| self.world.token(Kind::Card, index, ordinal);
        Some(SubscriptionRow {
            token: self.world.token(Kind::Subscription, index, seed.ordinal),
            plan: self.world.token(Kind::Plan, seed.plan, 0),
            customer: self.world.token(Kind::Customer, index, 0),
            card: seed.card.map(card),
            with_setup: true,
            course: self.world.course(index, seed, self.now),
        })
    }

    /// Takes the subscriptions of a base customer over into the store, as they are now.
    pub(super) fn take_over(&mut self, index: u32) -> Result<()> {
        let known = self.known()?;
        let mut seeds = self.world.subscriptions(index);
        seeds.sort_by_key(|seed| seed.course.created);
        for seed in seeds {
            if let Some(row) = self.untouched_subscription(&known, index, &seed) {
                self.store.put_subscription(&row)?;
            }
        }
        Ok(())
    }

    /// Ends a deleted customer's subscriptions.
    pub fn end_subscriptions(&self, customer: &str) -> Result<()> {
        for mut row in self.store.subscriptions_of(customer)? {
            row.course.end(self.now);
            row.card = None;
            self.store.put_subscription(&row)?;
        }
        Ok(())
    }

    /// Lets subscriptions that billed a card which is gone bill the primary one.
    pub fn release_card(&self, customer: &str, card: &str) -> Result<()> {
        for mut row in self.store.subscriptions_of(customer)? {
            if row.card.as_deref() == Some(card) {
                row.card = None;
                self.store.put_subscription(&row)?;
            }
        }
        Ok(())
    }
}

/// A row of the account-wide list before it is worked out.
enum Listed {
    Kept(SubscriptionRow),
    Base(ShelvedSubscription),
}

impl SubscriptionRow {
    /// Writes the subscription as the API answers it.
    ///
    /// Cancelling clears `next_billing_date` at once; `cancelled_at` is null until the interval that is paid for ends
    /// (contract M11).
    pub fn body(&self) -> Subscription {
        let course = &self.course;
        let is_over = course.state == State::Cancelled;
        Subscription {
            state: course.state.word(),
            next_billing_date: course.due().filter(|_| course.state.bills()).map(stamp),
            active_interval_started_at: Some(stamp(course.started)),
            active_interval_finishes_at: Some(stamp(course.finishes)),
            cancelled_at: course.cancelled.filter(|_| is_over).map(stamp),
            created_at: stamp(course.created),
            token: self.token.clone(),
            plan_token: self.plan.clone(),
            customer_token: Some(self.customer.clone()),
            card_token: self.card.clone(),
        }
    }
}
