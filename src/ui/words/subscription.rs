//! A subscription in words: its plan and price, when it bills next, which card pays, why it cannot be
//! cancelled.
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::model::cx::Sight;
use crate::ui::show;
use crate::ui::theme::{marks, style};
use crate::ui::words::payer::{self, Payer};
use crate::ui::words::{card, plan};
use ratatui::style::Style;
use std::borrow::Cow;

/// Returns the plan's name, or its token while plans are unknown.
pub fn plan_name(subscription: &Subscription, sight: &Sight) -> String {
    let Some(id) = &subscription.plan_token else {
        return "—".to_owned();
    };
    let name = sight
        .store
        .plans()
        .get(id)
        .and_then(|plan| plan.name.as_ref());
    name.map_or_else(|| id.to_string(), ToString::to_string)
}

/// Returns what a subscription costs: `A$49.00 / month`.
pub fn price(subscription: &Subscription, sight: &Sight) -> Option<String> {
    plan::price(sight.store.plans().get(subscription.plan_token.as_ref()?)?)
}

/// Returns when something happens next, or happened last; the state stands beside it.
pub fn when(subscription: &Subscription, sight: &Sight) -> String {
    let day = |moment| show::moment(moment, |at| show::day(at, sight));
    match subscription.state {
        SubscriptionState::Trial => format!("until {}", day(&subscription.next_billing_date)),
        SubscriptionState::Active => format!("next {}", day(&subscription.next_billing_date)),
        SubscriptionState::Cancelling => {
            // A trial that was cancelled ends as well, and nobody has paid for it.
            format!("ends {}", day(&subscription.active_interval_finishes_at))
        }
        SubscriptionState::Cancelled => format!("ended {}", day(&subscription.cancelled_at)),
        SubscriptionState::Missing | SubscriptionState::Other(_) => String::new(),
    }
}

/// Returns which card pays: `primary card`, or the card's last four.
pub fn paid_by(subscription: &Subscription, sight: &Sight) -> String {
    let Some(id) = sight.customer.filter(|_| subscription.card_token.is_some()) else {
        return "primary card".to_owned();
    };
    match payer::of(subscription, id, sight) {
        Payer::Card(card) => card::short(card, u16::MAX),
        Payer::Gone => "a removed card".to_owned(),
        Payer::Unknown => "own card".to_owned(),
    }
}

/// Returns what a subscription costs, or why that is not known.
pub fn price_or_why(subscription: &Subscription, sight: &Sight) -> String {
    let unread = sight.store.failure(&Subject::Plans).is_some();
    price(subscription, sight).unwrap_or_else(|| {
        let why = if unread {
            "price could not be read"
        } else {
            ""
        };
        why.to_owned()
    })
}

/// Returns a customer's subscriptions in a few pieces each, those that bill first.
pub fn summary(id: &CustomerId, sight: &Sight) -> Vec<Vec<String>> {
    let Some(list) = sight.store.lists.subscriptions(id) else {
        let subject = Subject::Subscriptions(id.clone());
        let unread = sight.store.failure(&subject).is_some();
        let text = if unread { "could not be read" } else { "…" };
        return vec![vec![text.to_owned()]];
    };
    let (live, others): (Vec<_>, Vec<_>) = list.items().iter().partition(|s| s.state.is_live());
    let pieces = |s: &&Subscription| {
        let mut when = when(s, sight);
        if s.state == SubscriptionState::Trial {
            when.insert_str(0, "trial ");
        }
        let pieces = [plan_name(s, sight), price_or_why(s, sight), when];
        pieces
            .into_iter()
            .filter(|piece| !piece.is_empty())
            .collect()
    };
    let mut lines: Vec<Vec<String>> = live.iter().map(pieces).collect();
    if list.here() < list.total() {
        lines.push(vec![show::rows(list)]);
    } else if lines.is_empty() {
        lines.push(vec!["none active".to_owned()]);
    }
    if let (Some(first), false) = (lines.first_mut(), others.is_empty()) {
        first.push(format!("{} ended or ending", others.len()));
    }
    lines
}

/// Returns why a subscription cannot be cancelled.
pub fn why_not_cancel(s: &Subscription, sight: &Sight) -> Option<Cow<'static, str>> {
    not_live(&s.state).or_else(|| sight.why_no_writes())
}

/// Returns why a subscription in a state has nothing to cancel; only trial and active ones do.
pub fn not_live(state: &SubscriptionState) -> Option<Cow<'static, str>> {
    match state {
        SubscriptionState::Trial | SubscriptionState::Active => None,
        SubscriptionState::Cancelling => Some("Already being cancelled".into()),
        SubscriptionState::Cancelled => Some("Already cancelled".into()),
        SubscriptionState::Missing => Some("Can't cancel: the API sent no state".into()),
        SubscriptionState::Other(word) => Some(format!("Can't cancel: its state is {word}").into()),
    }
}

/// Returns the mark of a state; the word always stands beside it.
pub fn mark(state: &SubscriptionState) -> &'static str {
    match state {
        SubscriptionState::Active => marks::ON,
        SubscriptionState::Trial | SubscriptionState::Cancelling => marks::HALF,
        SubscriptionState::Cancelled | SubscriptionState::Missing | SubscriptionState::Other(_) => {
            marks::OFF
        }
    }
}

/// Returns the style of a subscription: one that no longer bills is dimmed.
pub fn style(s: &Subscription) -> Style {
    if s.state.is_live() {
        style::TEXT
    } else {
        style::DIM
    }
}
