//! The sections of a subscription's details: what it costs, how it stands, who pays.
use crate::api::ids::CustomerId;
use crate::api::moment::Moment;
use crate::api::subject::Subject;
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::model::cx::Sight;
use crate::ui::show;
use crate::ui::theme::style;
use crate::ui::widgets::facts::{Fact, heading};
use crate::ui::words::{payer, plan, subscription};

/// Returns the terms of its plan, or why they are not known.
pub fn of_plan(s: &Subscription, sight: &Sight) -> Vec<Fact> {
    let text = style::TEXT;
    let mut facts = vec![Fact::new(
        "Plan",
        subscription::plan_name(s, sight),
        style::BOLD,
    )];
    let Some(plan) = s
        .plan_token
        .as_ref()
        .and_then(|id| sight.store.plans().get(id))
    else {
        let (why, style) = match sight.store.failure(&Subject::Plans) {
            Some(_) => ("could not be read, {list.refresh} retries", style::BAD),
            None if s.plan_token.is_none() => ("the API sent no plan", style::DIM),
            None if sight.store.plans().is_whole() => ("this plan no longer exists", style::WARN),
            None if sight.store.plans().is_complete() => ("could not be read", style::BAD),
            None => ("reading the plans…", style::DIM),
        };
        facts.push(Fact::new("Price", sight.keymap.fill(why), style));
        return facts;
    };
    let or = |text: Option<String>, none: &str| text.unwrap_or_else(|| none.to_owned());
    facts.extend([
        Fact::new("Price", or(plan::price(plan), "—"), text),
        Fact::new("Set-up", or(plan::set_up(plan), "none"), text),
        Fact::new("Trial", or(plan::trial(plan), "none"), text),
        Fact::new("Runs", or(plan::runs(plan), "—"), text),
    ]);
    facts
}

/// Returns how it stands and what happens next.
pub fn of_state(s: &Subscription, sight: &Sight) -> Vec<Fact> {
    let at = |moment| {
        show::moment(moment, |at| {
            let (exactly, days) = (show::exactly(at, sight), show::days_away(at, sight));
            format!("{exactly}, {days}")
        })
    };
    let (means, label, when) = match &s.state {
        SubscriptionState::Trial => (
            ": the first interval is billed when the trial ends",
            "Next billing",
            &s.next_billing_date,
        ),
        SubscriptionState::Active => (
            ": billed every interval",
            "Next billing",
            &s.next_billing_date,
        ),
        SubscriptionState::Cancelling => (
            ": will not be billed again",
            "Ends",
            &s.active_interval_finishes_at,
        ),
        SubscriptionState::Cancelled => (": no longer billed", "Ended", &s.cancelled_at),
        SubscriptionState::Missing | SubscriptionState::Other(_) => {
            ("", "Next billing", &s.next_billing_date)
        }
    };
    let word = format!("{} {}{means}", subscription::mark(&s.state), s.state.word());
    let mut facts = vec![
        Fact::default(),
        Fact::new("State", word, subscription::style(s)),
        Fact::new(label, at(when), style::BOLD),
    ];
    let interval = [
        &s.active_interval_started_at,
        &s.active_interval_finishes_at,
    ];
    if !interval.contains(&&Moment::Missing) {
        let [from, to] = interval.map(|end| show::moment(end, |at| show::day(at, sight)));
        let interval = format!("{from} to {to}");
        facts.push(Fact::plain("Interval", interval));
    }
    facts.extend(unpaid(s, sight));
    facts.push(Fact::plain("Created", at(&s.created_at)));
    // Null until it has ended, as far as was seen.
    if s.state == SubscriptionState::Cancelling && s.cancelled_at.at().is_some() {
        facts.push(Fact::plain("Cancelled", at(&s.cancelled_at)));
    }
    facts
}

/// Says that the last bill failed, as far as a subscription shows it: the next billing is after the end of
/// the interval only while the bill is retried. No field of the API says so.
fn unpaid(s: &Subscription, sight: &Sight) -> Option<Fact> {
    let ended = s.active_interval_finishes_at.at()?;
    let next = s.next_billing_date.at()?;
    let is_late = s.state == SubscriptionState::Active && next > ended;
    is_late.then(|| {
        let due = show::day(ended, sight);
        let text =
            format!("! the bill of {due} likely failed and is retried on the next billing date");
        Fact::new("", text, style::BAD)
    })
}

/// Returns who pays, with which card, and whether that card will do.
pub fn of_payer(s: &Subscription, id: &CustomerId, sight: &Sight) -> Vec<Fact> {
    let mut facts = heading("Billed to");
    let customer = sight.store.customer(id).map_or_else(
        || id.to_string(),
        |customer| {
            let email = show::or_dash(customer.email.as_ref());
            format!("{}, {email}", customer.name())
        },
    );
    facts.push(Fact::plain("Customer", customer));
    facts.push(Fact::plain("Card", payer::text(s, id, sight)));
    if let Some(warning) = payer::warning(s, id, sight) {
        facts.push(Fact::new("", format!("! {warning}"), style::BAD));
    }
    facts
}

pub fn of_tokens(s: &Subscription) -> Vec<Fact> {
    let mut facts = heading("Tokens");
    facts.extend([
        Fact::plain("Subscription", s.token.as_str()),
        Fact::plain("Plan", show::dash(s.plan_token.as_ref())),
        Fact::plain("Card", show::dash(s.card_token.as_ref())),
    ]);
    facts
}
