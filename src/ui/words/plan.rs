//! A plan in words: what it costs, for how long, and how many have it.
use crate::api::plans::Plan;
use crate::ui::show;

/// Returns what one interval costs: `A$49.00 / month`.
pub fn price(plan: &Plan) -> Option<String> {
    Some(format!("{} / {}", plan.price()?, plan.every()?))
}

/// Returns what is paid once, at the start; `None` where that is nothing.
pub fn set_up(plan: &Plan) -> Option<String> {
    let amount = plan.setup_amount.filter(|amount| *amount != 0);
    Some(format!("{} once", plan.money(amount)?))
}

/// Returns how long the trial is and what it costs: `14 days, free`.
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

/// Returns for how many intervals a subscription runs.
pub fn runs(plan: &Plan) -> Option<String> {
    Some(match plan.intervals? {
        0 => "until cancelled".to_owned(),
        n => show::things(n, "interval"),
    })
}

/// Returns all terms, each as a piece; what a plan lacks has none.
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

/// Returns how many subscriptions are in each state; what the API does not count is a dash.
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
