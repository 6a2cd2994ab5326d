//! Plans: list and get (contract section 9); newest first (*choice*).

use axum::http::StatusCode;

use super::call::Call;
use super::desk::Desk;
use super::problem::Problem;
use super::record::Counts;
use super::reply::{Outcome, Reply, cut};
use super::token::Kind;

pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let counts = counts(desk)?;
    let plans = (0..desk.world.plan_count()).rev();
    let plans = plans
        .filter_map(|index| desk.world.plan(index, of(&counts, index)))
        .collect();
    let (rows, total) = cut(plans, call.page());
    Reply::short_page(&rows, call.page(), total, false)
}

pub(super) fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let (index, _) = desk
        .world
        .place(Kind::Plan, call.part(0))
        .ok_or_else(Problem::not_found)?;
    let plan = desk
        .world
        .plan(index, of(&counts(desk)?, index))
        .ok_or_else(Problem::not_found)?;
    Reply::one(StatusCode::OK, &plan)
}

fn of(counts: &[Counts], index: u32) -> Counts {
    usize::try_from(index)
        .ok()
        .and_then(|index| counts.get(index))
        .copied()
        .unwrap_or_default()
}

/// Counts the subscriptions of each plan by state, over those that `GET /subscriptions` lists.
fn counts(desk: &mut Desk) -> Result<Vec<Counts>, Problem> {
    let roll = desk.store.roll(desk.world)?;
    let mut counts = vec![Counts::default(); usize::try_from(desk.world.plan_count()).unwrap_or(0)];
    for (index, seed) in desk.shelf.subscriptions(desk.world) {
        let state = if roll.is_changed(*index) {
            desk.state(&desk.changed(*index, seed)?, roll.is_deleted(*index))
        } else {
            desk.state(seed, false)
        };
        let Some(count) = usize::try_from(seed.plan)
            .ok()
            .and_then(|plan| counts.get_mut(plan))
        else {
            continue;
        };
        match state {
            "trial" => count.trial += 1,
            "active" => count.active += 1,
            "cancelling" => count.cancelling += 1,
            _ => count.cancelled += 1,
        }
    }
    Ok(counts)
}
