//! How the terms of a plan are written: what it costs, for how long, and how many have it.
use crate::api::plans::Plan;
use crate::ui::show;

/// Writes what one interval costs: `A$49.00 / month`.
pub fn price(plan: &Plan) -> Option<String> {
    Some(format!("{} / {}", plan.price()?, plan.every()?))
}

/// Writes what is paid once, at the start; `None` where that is nothing.
pub fn set_up(plan: &Plan) -> Option<String> {
    let amount = plan.setup_amount.filter(|amount| *amount != 0);
    Some(format!("{} once", plan.money(amount)?))
}

/// Writes how long the trial is and what it costs: `14 days, free`.
pub fn trial(plan: &Plan) -> Option<String> {
    let length = plan.trial()?;
    Some(match plan.trial_amount {
        Some(0) => format!("{length}, free"),
        amount => match plan.money(amount) {
            Some(money) => format!("{length} for {money}"),
            None => length,
        },
    })
}

/// Writes for how many intervals a subscription goes on.
pub fn runs(plan: &Plan) -> Option<String> {
    Some(match plan.intervals? {
        0 => "until cancelled".to_owned(),
        n => show::things(n, "interval"),
    })
}

/// Writes all terms in pieces; what there is none of has no piece.
pub fn pieces(plan: &Plan) -> Vec<String> {
    [
        price(plan),
        set_up(plan).map(|text| format!("set-up {text}")),
        trial(plan).map(|text| format!("trial {text}")),
        runs(plan).map(|text| match plan.intervals {
            Some(0) => format!("runs {text}"),
            _ => format!("for {text}"),
        }),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Writes how many subscriptions are in each state; what the API does not count is a dash.
pub fn counts(plan: &Plan) -> [(String, &'static str); 4] {
    let counts = plan.subscription_counts.as_ref();
    let of = |count: Option<u64>| count.map_or_else(|| "—".to_owned(), show::count);
    [
        (of(counts.and_then(|c| c.trial)), "trial"),
        (of(counts.and_then(|c| c.active)), "active"),
        (of(counts.and_then(|c| c.cancelling)), "cancelling"),
        (of(counts.and_then(|c| c.cancelled)), "cancelled"),
    ]
}
