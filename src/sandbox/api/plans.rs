//! Plans: list, get, create, rename, delete (contract section 9).
//!
//! *Choices*: newest first; a plan's money and intervals cannot be changed, so an update takes its name and
//! permissions and ignores the rest; charges of base subscriptions that nobody touched carry the name that
//! the plan had at the beginning; the words for a name that another plan has; deleting a plan removes its
//! subscriptions, whatever their state, and leaves their charges.

mod form;

use std::collections::BTreeMap;

use http::StatusCode;

use super::call::Call;
use super::problem::{BLANK, Message, Problem};
use super::reply::{Outcome, Reply};
use crate::sandbox::world::clock::stamp;
use crate::sandbox::world::database::PlanRow;
use crate::sandbox::world::records::{Counts, Plan};
use crate::sandbox::world::token::{Kind, fresh};
use crate::sandbox::world::transaction::Transaction;
use form::TAKEN;

pub fn list(tx: &mut Transaction, call: &Call) -> Outcome {
    let counts = tx.subscription_counts()?;
    let (plans, total) = call.page().cut(tx.plans()?);
    let bodies = plans.into_iter().map(|plan| body(plan, &counts));
    Reply::page(bodies, call.page(), total)
}

pub fn get(tx: &mut Transaction, call: &Call) -> Outcome {
    let plan = tx.plan(call.token(0))?;
    Reply::one(StatusCode::OK, &body(plan, &tx.subscription_counts()?))
}

pub fn create(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut messages = Vec::new();
    let facts = form::read(&call.params, &mut messages);
    if let Some(facts) = &facts
        && is_taken(tx, &facts.name, None)?
    {
        messages.push(Message::new("name", TAKEN));
    }
    let Some(facts) = facts.filter(|_| messages.is_empty()) else {
        return Err(Problem::invalid(messages));
    };
    let plan = PlanRow {
        token: fresh(Kind::Plan)?,
        place: None,
        made_at: tx.now,
        facts,
        deleted_at: None,
    };
    tx.db.plans().put(&plan)?;
    Reply::one(StatusCode::CREATED, &body(plan, &BTreeMap::new()))
}

pub fn update(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut plan = tx.plan(call.token(0))?;
    if call.params.has("name") {
        let Some(name) = call.params.filled("name") else {
            return Err(Problem::invalid(vec![Message::new("name", BLANK)]));
        };
        if is_taken(tx, &name, Some(&plan.token))? {
            return Err(Problem::invalid(vec![Message::new("name", TAKEN)]));
        }
        plan.facts.name = name;
    }
    let permissions = form::permissions(&call.params);
    if let Some(permissions) = permissions.map_err(|message| Problem::invalid(vec![message]))? {
        plan.facts.customer_permissions = permissions;
    }
    tx.db.plans().put(&plan)?;
    Reply::one(StatusCode::OK, &body(plan, &tx.subscription_counts()?))
}

pub fn delete(tx: &mut Transaction, call: &Call) -> Outcome {
    let mut plan = tx.plan(call.token(0))?;
    plan.deleted_at = Some(tx.now);
    tx.db.plans().put(&plan)?;
    tx.db.subscriptions().remove_of_plan(&plan.token)?;
    Ok(Reply::nothing())
}

fn is_taken(tx: &Transaction, name: &str, by_another_than: Option<&str>) -> Result<bool, Problem> {
    let same =
        |plan: &PlanRow| plan.facts.name == name && Some(plan.token.as_str()) != by_another_than;
    Ok(tx.plans()?.iter().any(same))
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
