//! Subscriptions: lists, and cancelling (contract section 9).
//!
//! *Choices*: newest first; cancelling sets `cancelled_at` and clears `next_billing_date` at once, while the state stays
//! `cancelling` until the paid interval ends.

use axum::http::StatusCode;

use super::call::Call;
use super::desk::Desk;
use super::problem::Problem;
use super::reply::{Outcome, PER_PAGE, Reply, cut, offset};
use super::seed::SubscriptionSeed;
use super::store::SubscriptionChange;
use super::token::Kind;

/// Lists the subscriptions of the newest customers.
pub(super) fn list_all(desk: &mut Desk, call: &Call) -> Outcome {
    let all = desk.shelf.subscriptions(desk.world);
    let skip = usize::try_from(offset(call.page())).unwrap_or(usize::MAX);
    let rows = all
        .iter()
        .skip(skip)
        .take(PER_PAGE)
        .map(|(index, seed)| desk.subscription(*index, seed));
    let rows = rows.collect::<Result<Vec<_>, _>>()?;
    Reply::short_page(&rows, call.page(), all.len() as u64, true)
}

pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let mut seeds = found
        .index
        .map_or_else(Vec::new, |index| desk.world.subscriptions(index));
    seeds.sort_by_key(|seed| -seed.created);
    let (seeds, total) = cut(seeds, call.page());
    let index = found.index.unwrap_or_default();
    let rows = seeds
        .iter()
        .map(|seed| desk.subscription(index, seed))
        .collect::<Result<Vec<_>, _>>()?;
    Reply::short_page(&rows, call.page(), total, true)
}

/// Cancels a subscription; it stays until the interval that is paid for ends.
pub(super) fn cancel(desk: &mut Desk, call: &Call) -> Outcome {
    let found = desk.customer(call.part(0))?;
    let (index, seed) = base(desk, call.part(1)).ok_or_else(Problem::not_found)?;
    if found.index != Some(index) {
        return Err(Problem::not_found());
    }
    let state = desk.subscription(index, &seed)?.state;
    if !matches!(state, "trial" | "active") {
        return Err(Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "invalid_request",
            format!("Cannot cancel subscription when state is {state}"),
        ));
    }
    let change = SubscriptionChange {
        created: seed.created,
        started: seed.started,
        finishes: seed.finishes,
        cancelled: desk.now,
    };
    desk.store.cancel_subscription(call.part(1), &change)?;
    desk.keep(&found, false)?;
    Reply::one(StatusCode::OK, &desk.subscription(index, &seed)?)
}

fn base(desk: &Desk, token: &str) -> Option<(u32, SubscriptionSeed)> {
    let (index, ordinal) = desk.world.place(Kind::Subscription, token)?;
    let seed = desk
        .world
        .subscriptions(index)
        .into_iter()
        .find(|seed| seed.ordinal == ordinal)?;
    Some((index, seed))
}
