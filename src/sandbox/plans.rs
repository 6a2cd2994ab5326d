//! Plans: list, get, make, rename, delete (contract section 9).
//!
//! *Choices*: newest first; a plan's money and intervals cannot be changed, so an update takes its name and permissions and
//! ignores the rest; charges of base subscriptions that nobody touched carry the name that the plan had at the beginning;
//! the words for a name that another plan has; deleting a plan removes its subscriptions, whatever their
//! state, and leaves their charges.

use std::collections::BTreeMap;

use http::StatusCode;

use super::call::Call;
use super::clock::stamp;
use super::desk::Desk;
use super::plan_form::{self, TAKEN};
use super::problem::{BLANK, Message, Problem};
use super::record::{Counts, Plan};
use super::reply::{Outcome, Reply};
use super::store::PlanRow;
use super::token::{Kind, fresh};

/// Lists the plans there are, newest first.
fn all(desk: &Desk) -> Result<Vec<PlanRow>, Problem> {
    let mut plans = desk.store.plans()?;
    let kept: Vec<u32> = plans.iter().filter_map(|plan| plan.place).collect();
    let base = (0..desk.world.plan_count()).filter(|index| !kept.contains(index));
    plans.extend(base.filter_map(|index| base_plan(desk, index)));
    plans.retain(|plan| plan.deleted_at.is_none());
    plans.sort_by_key(|plan| -plan.made_at);
    Ok(plans)
}

fn base_plan(desk: &Desk, index: u32) -> Option<PlanRow> {
    Some(PlanRow {
        token: desk.world.token(Kind::Plan, index, 0),
        place: Some(index),
        made_at: desk.world.plan_made(index),
        facts: desk.world.plan(index)?.clone(),
        deleted_at: None,
    })
}

/// Finds a plan by its token, unless it is deleted.
pub(super) fn find(desk: &Desk, token: &str) -> Result<Option<PlanRow>, Problem> {
    let kept = desk.store.plan(token)?;
    let place = desk.world.place(Kind::Plan, token);
    let plan = kept.or_else(|| base_plan(desk, place?.0));
    Ok(plan.filter(|plan| plan.deleted_at.is_none()))
}

fn named(desk: &Desk, call: &Call) -> Result<PlanRow, Problem> {
    find(desk, call.part(0))?.ok_or_else(Problem::not_found)
}

pub(super) fn list(desk: &mut Desk, call: &Call) -> Outcome {
    let counts = counts(desk)?;
    let (plans, total) = call.page().cut(all(desk)?);
    let bodies: Vec<Plan> = plans.into_iter().map(|plan| body(plan, &counts)).collect();
    Reply::page(&bodies, call.page(), total)
}

pub(super) fn get(desk: &mut Desk, call: &Call) -> Outcome {
    let plan = named(desk, call)?;
    Reply::one(StatusCode::OK, &body(plan, &counts(desk)?))
}

pub(super) fn create(desk: &mut Desk, call: &Call) -> Outcome {
    let mut messages = Vec::new();
    let facts = plan_form::read(&call.params, &mut messages);
    let taken = facts
        .as_ref()
        .map(|facts| is_taken(desk, &facts.name, None))
        .transpose()?;
    if taken == Some(true) {
        messages.push(Message::new("name", TAKEN));
    }
    let Some(facts) = facts.filter(|_| messages.is_empty()) else {
        return Err(Problem::invalid(messages));
    };
    let plan = PlanRow {
        token: fresh(Kind::Plan)?,
        place: None,
        made_at: desk.now,
        facts,
        deleted_at: None,
    };
    desk.store.put_plan(&plan)?;
    Reply::one(StatusCode::CREATED, &body(plan, &BTreeMap::new()))
}

pub(super) fn update(desk: &mut Desk, call: &Call) -> Outcome {
    let mut plan = named(desk, call)?;
    if call.params.has("name") {
        let Some(name) = call.params.filled("name") else {
            return Err(Problem::invalid(vec![Message::new("name", BLANK)]));
        };
        if is_taken(desk, &name, Some(&plan.token))? {
            return Err(Problem::invalid(vec![Message::new("name", TAKEN)]));
        }
        plan.facts.name = name;
    }
    if let Some(permissions) = plan_form::permissions(&call.params)? {
        plan.facts.customer_permissions = permissions;
    }
    desk.store.put_plan(&plan)?;
    Reply::one(StatusCode::OK, &body(plan, &counts(desk)?))
}

pub(super) fn delete(desk: &mut Desk, call: &Call) -> Outcome {
    let mut plan = named(desk, call)?;
    plan.deleted_at = Some(desk.now);
    desk.store.put_plan(&plan)?;
    desk.store.remove_subscriptions(&plan.token)?;
    Ok(Reply::nothing())
}

fn is_taken(desk: &Desk, name: &str, by_another_than: Option<&str>) -> Result<bool, Problem> {
    let same =
        |plan: &PlanRow| plan.facts.name == name && Some(plan.token.as_str()) != by_another_than;
    Ok(all(desk)?.iter().any(same))
}

fn body(plan: PlanRow, counts: &BTreeMap<String, Counts>) -> Plan {
    Plan {
        subscription_counts: counts.get(&plan.token).copied().unwrap_or_default(),
        name: plan.facts.name,
        terms: plan.facts.terms,
        created_at: stamp(plan.made_at),
        token: plan.token,
        customer_permissions: plan.facts.customer_permissions,
    }
}

/// Counts the subscriptions of each plan by state, over those that its own list holds.
fn counts(desk: &mut Desk) -> Result<BTreeMap<String, Counts>, Problem> {
    let roll = desk.roll()?;
    let touched = roll.all_touched();
    let base = desk.shelf.counts(desk.world, desk.now, touched);
    let token = |(plan, counts)| (desk.world.token(Kind::Plan, plan, 0), counts);
    let mut counts: BTreeMap<String, Counts> = base.into_iter().map(token).collect();
    for (plan, state, count) in desk.store.count_subscriptions()? {
        counts.entry(plan).or_default().add(state, count);
    }
    Ok(counts)
}
