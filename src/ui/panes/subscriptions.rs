//! The chosen customer's subscriptions, with what their plans cost.
pub mod payer;

use crate::api::call::{self, Call, Subject};
use crate::api::ids::{CustomerId, SubscriptionId};
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::ui::copies;
use crate::ui::panes::{Pane, RecordPane, height_of_records, want_cards_and_subscriptions};
use crate::ui::pen::Pen;
use crate::ui::theme::Theme;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{Part, Record, Shape, shape};
use crate::ui::{show, terms};
use payer::Payer;
use ratatui::layout::{Margin, Rect};
use std::borrow::Cow;

/// How many parts of a subscription name it: state and plan.
const NAMING: usize = 2;
/// What is said where there is none.
const NONE: &str =
    "No subscriptions. Create them in the Pin dashboard or your own systems, not here.";

/// Holds which subscription is chosen, by token.
#[derive(Debug, Default)]
pub struct Subscriptions {
    kept: Kept<SubscriptionId>,
    shape: Shape,
}

/// Gives a plan's name, or its token while plans are unknown.
pub fn plan_name(subscription: &Subscription, sight: &Sight) -> String {
    let Some(id) = &subscription.plan_token else {
        return "—".to_owned();
    };
    let name = sight.store.plan(id).and_then(|plan| plan.name.as_ref());
    name.map_or_else(|| id.to_string(), ToString::to_string)
}

/// Gives what a subscription costs: `A$49.00 / month`.
pub fn price(subscription: &Subscription, sight: &Sight) -> Option<String> {
    terms::price(sight.store.plan(subscription.plan_token.as_ref()?)?)
}

/// Says when something happens next, or happened last; the state stands beside it.
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
        _ => String::new(),
    }
}

/// Says which card pays: `primary card`, or the card's last four.
fn paid_by(subscription: &Subscription, sight: &Sight) -> String {
    let Some(id) = sight.customer.filter(|_| subscription.card_token.is_some()) else {
        return "primary card".to_owned();
    };
    match payer::of(subscription, id, sight) {
        Payer::Card(card) => show::card(card, u16::MAX),
        Payer::Gone => "a removed card".to_owned(),
        Payer::Unknown => "own card".to_owned(),
    }
}

/// Gives what a subscription costs, or why that is not known.
fn price_or_why(subscription: &Subscription, sight: &Sight) -> String {
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

/// Sums a customer's subscriptions up in a few pieces each, those that bill first.
pub fn summary(id: &CustomerId, sight: &Sight) -> Vec<Vec<String>> {
    let Some(list) = sight.store.subscriptions(id) else {
        let subject = Subject::Subscriptions(id.clone());
        let unread = sight.store.failure(&subject).is_some();
        let text = if unread { "could not be read" } else { "…" };
        return vec![vec![text.to_owned()]];
    };
    let (live, others): (Vec<_>, Vec<_>) = list.items().iter().partition(|s| s.state.is_live());
    let pieces = |s: &&Subscription| {
        let when = match s.state {
            SubscriptionState::Trial => format!("trial {}", when(s, sight)),
            _ => when(s, sight),
        };
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

impl Subscriptions {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Subscription> {
        self.kept.selected(items(sight))
    }
}

/// Gives the chosen customer's subscriptions.
fn list<'a>(sight: &Sight<'a>) -> Option<&'a Listing<Subscription>> {
    sight.store.subscriptions(sight.customer?)
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Subscription] {
    list(sight).map_or(&[], Listing::items)
}

impl Pane for Subscriptions {
    fn contexts(&self) -> &'static [Context] {
        &[
            Context::Subscriptions,
            Context::Record,
            Context::List,
            Context::Global,
        ]
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        if let Some(id) = sight.customer {
            // The cards tell which one pays.
            want_cards_and_subscriptions(id, sight, wanted);
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let Some(customer) = cx.sight.customer.cloned() else {
            return;
        };
        if self.kept.act(action, items(&cx.sight)) {
            return;
        }
        if action == Action::Refresh {
            cx.doubt(Subject::Subscriptions(customer));
            cx.doubt(Subject::Plans);
            return;
        }
        let Some(chosen) = self.selected(&cx.sight) else {
            return;
        };
        let token = chosen.token.clone();
        match action {
            Action::Open => cx.open(Ask::Subscription(customer, token)),
            Action::CancelSubscription => {
                cx.open(Ask::Question(Question::CancelSubscription(customer, token)));
            }
            Action::Raw => cx.open(Ask::Raw(call::Record::Subscription(customer, token))),
            Action::Copy => {
                let plan = plan_name(chosen, &cx.sight);
                cx.open(Ask::Pick(copies::of_subscription(chosen, &plan)));
            }
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        if !matches!(
            action,
            Action::CancelSubscription | Action::Open | Action::Raw | Action::Copy
        ) {
            return None;
        }
        let Some(chosen) = self.selected(sight) else {
            return Some("No subscription selected".into());
        };
        match action {
            Action::CancelSubscription => why_not_cancel(chosen, sight),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let inner = area.inner(Margin::new(1, 1));
        self.shape = records(sight, inner.width, Theme::plain()).1;
        let lines = |at| self.shape.lines(at);
        let items = items(sight);
        self.kept.settle(sight.customer, items, inner.height, lines);
    }

    fn height(&self, sight: &Sight, width: u16) -> Option<u16> {
        let shape = records(sight, width.saturating_sub(2), Theme::plain()).1;
        height_of_records(list(sight), NONE, &shape, width)
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Open,
            Action::CancelSubscription,
            Action::Copy,
            Action::Raw,
            Action::Plans,
            Action::NextPane,
            Action::Refresh,
            Action::Zoom,
        ]
    }

    fn tab(&self, sight: &Sight) -> String {
        show::tab("4 Subs", list(sight))
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        let below = self.shape.at_line(line, self.kept.top());
        self.kept.click(below, items(&cx.sight));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let (records, shape) = records(sight, area.width.saturating_sub(2), pen.theme);
        let pane = RecordPane {
            pane: PaneId::Subscriptions,
            name: "Subscriptions",
            subject: sight.customer.map(|id| Subject::Subscriptions(id.clone())),
            list: list(sight),
            empty: NONE,
            records,
            shape,
            naming: NAMING,
        };
        pane.draw(&self.kept, sight, area, pen);
    }
}

/// Says why a subscription cannot be cancelled.
pub fn why_not_cancel(s: &Subscription, sight: &Sight) -> Option<Cow<'static, str>> {
    not_live(&s.state).or_else(|| sight.why_no_writes().map(Cow::Borrowed))
}

/// Says why a subscription in a state has nothing to cancel; only trial and active ones do.
pub fn not_live(state: &SubscriptionState) -> Option<Cow<'static, str>> {
    match state {
        SubscriptionState::Trial | SubscriptionState::Active => None,
        SubscriptionState::Cancelling => Some("Already being cancelled".into()),
        SubscriptionState::Cancelled => Some("Already cancelled".into()),
        SubscriptionState::Missing => Some("Can't cancel: the API sent no state".into()),
        SubscriptionState::Other(word) => Some(format!("Can't cancel: its state is {word}").into()),
    }
}

/// Gives the mark of a state; the word always stands beside it.
pub fn mark(state: &SubscriptionState, theme: Theme) -> &'static str {
    match state {
        SubscriptionState::Active => theme.marks.on,
        SubscriptionState::Trial | SubscriptionState::Cancelling => theme.marks.half,
        _ => theme.marks.off,
    }
}

/// Gives the subscriptions as they are written, and how they stand in a width inside the borders.
fn records(sight: &Sight, width: u16, theme: Theme) -> (Vec<Record>, Shape) {
    let records = items(sight).iter().map(|s| written(s, sight, theme));
    let records: Vec<Record> = records.collect();
    let shape = shape(&records, NAMING, width);
    (records, shape)
}

/// Writes a subscription: its state and plan, what it costs, when it bills, which card pays.
fn written(s: &Subscription, sight: &Sight, theme: Theme) -> Record {
    let busy = sight
        .inflight
        .any(|call| matches!(call, Call::CancelSubscription(_, id) if *id == s.token));
    let (mark, state) = if busy {
        (theme.marks.more, "changing…")
    } else {
        (mark(&s.state, theme), s.state.word())
    };
    let style = if s.state.is_live() {
        theme.text()
    } else {
        theme.dim()
    };
    let parts = vec![
        Part::new(state, style),
        Part::new(plan_name(s, sight), style),
        Part::new(price_or_why(s, sight), style),
        Part::new(when(s, sight), style),
        Part::new(paid_by(s, sight), theme.dim()),
    ];
    Record { mark, parts }
}
