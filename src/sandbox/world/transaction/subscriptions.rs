//! The subscriptions as they are now: those of the base data that nobody touched, and those in the database.
//!
//! *Choices*: when a card is deleted, subscriptions that billed it bill the primary card; deleting a customer
//! cancels its subscriptions at once; deleting a plan removes them.

use std::ops::Range;

use super::{FoundCustomer, Transaction, newest_first};
use crate::sandbox::world::base::BaseSubscription;
use crate::sandbox::world::clock::stamp;
use crate::sandbox::world::database::{Overview, SubscriptionRow};
use crate::sandbox::world::derived::account_lists::ListedSubscription;
use crate::sandbox::world::error::{Error, Result};
use crate::sandbox::world::records::Subscription;
use crate::sandbox::world::records::terms::State;
use crate::sandbox::world::token::Kind;

impl Transaction<'_> {
    /// Finds a subscription.
    pub fn subscription(&mut self, token: &str) -> Result<SubscriptionRow> {
        if let Some(row) = self.db.subscriptions().find(token)? {
            return Ok(row);
        }
        let place = self.base.place(Kind::Subscription, token);
        let (index, ordinal) = place.ok_or(Error::NotFound)?;
        if self.customers()?.touched(index).is_some() {
            return Err(Error::NotFound);
        }
        let overview = self.db.overview()?;
        let base = self.base.customer(index).subscription(ordinal);
        base.and_then(|base| self.untouched_subscription(&overview, &base))
            .ok_or(Error::NotFound)
    }

    /// Lists a customer's subscriptions, newest first.
    pub fn subscriptions_of(&mut self, found: &FoundCustomer) -> Result<Vec<SubscriptionRow>> {
        let mut rows = self.db.subscriptions().of_customer(&found.token)?;
        if let Some(index) = found.index.filter(|_| !found.stored) {
            let overview = self.db.overview()?;
            let base = self.base.customer(index).subscriptions().into_iter();
            rows.extend(base.filter_map(|base| self.untouched_subscription(&overview, &base)));
            rows.sort_by_key(|row| -row.course.created);
        }
        Ok(rows)
    }

    /// Returns some rows of the subscriptions, everybody's or a plan's, newest first, and counts all of them.
    pub fn all_subscriptions(
        &mut self,
        plan: Option<&str>,
        rows: Range<usize>,
    ) -> Result<(Vec<SubscriptionRow>, u64)> {
        let (customers, overview) = (self.customers()?, self.db.overview()?);
        let place = plan.map(|plan| self.base.place(Kind::Plan, plan));
        let is_gone = |plan: u16| overview.gone_plans.contains_key(&u32::from(plan));
        let listed = |one: &&ListedSubscription| {
            place.is_none_or(|place| place.is_some_and(|(plan, _)| plan == u32::from(one.plan)))
                && customers.touched(one.index).is_none()
                && !is_gone(one.plan)
        };
        let base = match plan {
            Some(_) => self.lists.of_plans(self.base),
            None => self.lists.subscriptions.of(self.base),
        };
        let stored = self.db.subscriptions().all(plan)?;
        let is_whole = plan.is_none() && overview.gone_plans.is_empty() && !customers.is_touched();
        // Without a row to leave out it is counted at once, and a page is where it should be.
        let total = if is_whole {
            base.len()
        } else {
            base.iter().filter(listed).count()
        };
        let total = (total + stored.len()) as u64;
        let skipped = if is_whole && stored.is_empty() {
            rows.start.min(base.len())
        } else {
            0
        };
        let rest = base.get(skipped..).unwrap_or_default();
        let stored = stored.into_iter();
        let stored = stored.map(|row| (row.course.created, Listed::Stored(row)));
        let rest = rest.iter().filter(listed).copied();
        let rest = rest.map(|one| (one.created(), Listed::Base(one)));
        let rows = rows.start - skipped..rows.end - skipped;
        let rows = newest_first(stored, rest, rows).filter_map(|row| match row {
            Listed::Stored(row) => Some(row),
            Listed::Base(one) => self.untouched_subscription(&overview, &one.whole(self.base)?),
        });
        Ok((rows.collect(), total))
    }

    /// Returns a base subscription that nobody touched as it is now; one whose plan is gone is gone too.
    fn untouched_subscription(
        &self,
        overview: &Overview,
        base: &BaseSubscription,
    ) -> Option<SubscriptionRow> {
        if overview.gone_plans.contains_key(&base.plan) {
            return None;
        }
        let customer = base.customer;
        Some(SubscriptionRow {
            token: customer.token(Kind::Subscription, base.ordinal),
            plan: self.base.token(Kind::Plan, base.plan, 0),
            customer: customer.token(Kind::Customer, 0),
            card: base.card.map(|card| customer.token(Kind::Card, card)),
            with_setup: true,
            course: base.course(self.now),
        })
    }

    /// Stores the subscriptions of a base customer as they are now.
    pub(super) fn take_over(&mut self, index: u32) -> Result<()> {
        let overview = self.db.overview()?;
        let mut subscriptions = self.base.customer(index).subscriptions();
        subscriptions.sort_by_key(|base| base.laid_out.created);
        for base in subscriptions {
            if let Some(row) = self.untouched_subscription(&overview, &base) {
                self.db.subscriptions().put(&row)?;
            }
        }
        Ok(())
    }

    /// Ends a deleted customer's subscriptions.
    pub fn end_subscriptions(&self, customer: &str) -> Result<()> {
        for mut row in self.db.subscriptions().of_customer(customer)? {
            row.course.end(self.now);
            row.card = None;
            self.db.subscriptions().put(&row)?;
        }
        Ok(())
    }

    /// Makes subscriptions that billed a deleted card bill the primary one.
    pub fn release_card(&self, customer: &str, card: &str) -> Result<()> {
        for mut row in self.db.subscriptions().of_customer(customer)? {
            if row.card.as_deref() == Some(card) {
                row.card = None;
                self.db.subscriptions().put(&row)?;
            }
        }
        Ok(())
    }
}

/// A row of the account-wide list before it is computed.
enum Listed {
    Stored(SubscriptionRow),
    Base(ListedSubscription),
}

impl SubscriptionRow {
    /// Returns the subscription as the API answers it.
    ///
    /// Cancelling clears `next_billing_date` at once; `cancelled_at` is null until the interval that is paid
    /// for ends (contract M11).
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
