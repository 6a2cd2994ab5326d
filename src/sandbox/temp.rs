//! Stand-ins for calls that the sandbox does not have yet.

use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;

use super::call::Call;
use super::clock::stamp;
use super::desk::Desk;
use super::problem::Problem;
use super::record::Counts;
use super::reply::{Outcome, Reply, cut};
use super::seed::SubscriptionSeed;
use super::token::Kind;

pub(super) fn balance(_: &mut Desk, _: &Call) -> Outcome {
    let body = json!({
        "available": [{"amount": 120_400, "currency": "AUD"}, {"amount": 7_500, "currency": "USD"}],
        "pending": [{"amount": 310_250, "currency": "AUD"}, {"amount": 7_500, "currency": "USD"}],
    });
    Reply::one(StatusCode::OK, &body)
}

fn base(desk: &Desk, token: &str) -> Result<(u32, SubscriptionSeed), Problem> {
    let find = || {
        let (index, ordinal) = desk.world.place(Kind::Subscription, token)?;
        let seeds = desk.world.subscriptions(index).into_iter();
        let seed = seeds
            .into_iter()
            .find(|seed: &SubscriptionSeed| seed.ordinal == ordinal)?;
        Some((index, seed))
    };
    find().ok_or_else(Problem::not_found)
}

pub(super) fn subscription(desk: &mut Desk, call: &Call) -> Outcome {
    let (index, seed) = base(desk, call.part(0))?;
    Reply::one(StatusCode::OK, &desk.subscription(index, &seed)?)
}

#[derive(Serialize, Clone)]
struct Entry {
    created_at: String,
    r#type: &'static str,
    amount: i64,
    currency: String,
    annotation: &'static str,
}

pub(super) fn ledger(desk: &mut Desk, call: &Call) -> Outcome {
    let (_, seed) = base(desk, call.part(0))?;
    let plan = desk
        .world
        .plan(seed.plan, Counts::default())
        .ok_or_else(Problem::not_found)?;
    let mut entries = Vec::new();
    let mut at = seed.created;
    while at < desk.now && entries.len() < 120 {
        for (kind, annotation) in [("debit", "interval_debit"), ("credit", "charge_credit")] {
            entries.push(Entry {
                created_at: stamp(at),
                r#type: kind,
                amount: plan.amount,
                currency: plan.currency.clone(),
                annotation,
            });
        }
        at += 30 * 86_400;
    }
    entries.reverse();
    let (rows, total) = cut(entries, call.page());
    Reply::short_page(&rows, call.page(), total, true)
}

pub(super) fn plan_subscriptions(desk: &mut Desk, call: &Call) -> Outcome {
    let (plan, _) = desk
        .world
        .place(Kind::Plan, call.part(0))
        .ok_or_else(Problem::not_found)?;
    let all = desk.shelf.subscriptions(desk.world).iter();
    let of: Vec<_> = all.filter(|(_, seed)| seed.plan == plan).collect();
    let (rows, total) = cut(of, call.page());
    let rows = rows
        .into_iter()
        .map(|(index, seed)| desk.subscription(*index, seed))
        .collect::<Result<Vec<_>, _>>()?;
    Reply::short_page(&rows, call.page(), total, true)
}
