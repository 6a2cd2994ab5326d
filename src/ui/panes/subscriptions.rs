//! The chosen customer's subscriptions, with what their plans cost.
use crate::api::call::{Call, Record, Subject};
use crate::api::cards::Card;
use crate::api::ids::{CustomerId, SubscriptionId};
use crate::api::subscriptions::{Subscription, SubscriptionState};
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::ui::overlays::copies;
use crate::ui::panes::{Pane, age, draw_instead};
use crate::ui::pen::{Pen, cells};
use crate::ui::show;
use crate::ui::theme::Theme;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::table::{Cell, Width, columns, row};
use ratatui::layout::Rect;
use ratatui::style::Style;
use std::borrow::Cow;

/// Holds which subscription is chosen, by token.
#[derive(Debug, Default)]
pub struct Subscriptions {
    kept: Kept<SubscriptionId>,
}

/// Asks for the next page of a list, if it is not all here.
pub fn want_list(
    subject: &Subject,
    call: impl Fn(u32) -> Call,
    sight: &Sight,
    wanted: &mut Vec<Call>,
) {
    if let Some(page) = sight.store.next_page(subject) {
        wanted.push(call(page));
    }
}

/// Asks for all that names a customer's cards, subscriptions and plans.
pub fn want_cards_and_subscriptions(id: &CustomerId, sight: &Sight, wanted: &mut Vec<Call>) {
    let cards = |page| Call::ListCards {
        customer: id.clone(),
        page,
    };
    want_list(&Subject::Cards(id.clone()), cards, sight, wanted);
    want_subscriptions(id, sight, wanted);
}

fn want_subscriptions(id: &CustomerId, sight: &Sight, wanted: &mut Vec<Call>) {
    let list = |page| Call::ListSubscriptions {
        customer: id.clone(),
        page,
    };
    want_list(&Subject::Subscriptions(id.clone()), list, sight, wanted);
    let any = sight
        .store
        .subscriptions(id)
        .is_some_and(|list| !list.items().is_empty());
    if any {
        want_list(
            &Subject::Plans,
            |page| Call::ListPlans { page },
            sight,
            wanted,
        );
    }
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
    let plan = sight.store.plan(subscription.plan_token.as_ref()?)?;
    let (price, every) = (plan.price()?, plan.every()?);
    Some(format!("{price} / {every}"))
}

/// Says when something happens next, or happened last.
pub fn when(subscription: &Subscription, sight: &Sight) -> String {
    let day =
        |at: Option<jiff::Timestamp>| at.map_or_else(|| "—".to_owned(), |at| show::day(at, sight));
    match subscription.state {
        SubscriptionState::Trial => format!("trial to {}", day(subscription.next_billing_date)),
        SubscriptionState::Active => format!("next {}", day(subscription.next_billing_date)),
        SubscriptionState::Cancelling => {
            format!("paid to {}", day(subscription.active_interval_finishes_at))
        }
        SubscriptionState::Cancelled => format!("ended {}", day(subscription.cancelled_at)),
        _ => String::new(),
    }
}

/// Says which card pays: `primary card`, or the card's last four.
pub fn paid_by(subscription: &Subscription, sight: &Sight) -> String {
    let Some(token) = &subscription.card_token else {
        return "primary card".to_owned();
    };
    let card = sight
        .customer
        .and_then(|id| sight.store.cards(id)?.get(token));
    card.map_or_else(
        || "another card".to_owned(),
        |card: &Card| format!("{} {}", card.scheme_name(), card.last_four().unwrap_or("—")),
    )
}

/// Sums a customer's subscriptions up in a line each, those that bill first.
pub fn summary(id: &CustomerId, sight: &Sight) -> Vec<String> {
    let Some(list) = sight.store.subscriptions(id) else {
        return vec!["…".to_owned()];
    };
    let (live, others): (Vec<_>, Vec<_>) = list.items().iter().partition(|s| s.state.is_live());
    let mut lines: Vec<String> = live
        .iter()
        .map(|s| {
            let price = price(s, sight).unwrap_or_default();
            format!("{}  {price}  {}", plan_name(s, sight), when(s, sight))
        })
        .collect();
    if lines.is_empty() {
        lines.push("none active".to_owned());
    }
    if let (Some(first), false) = (lines.first_mut(), others.is_empty()) {
        *first = format!("{first}  ({} ended or ending)", others.len());
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

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
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
            Action::CancelSubscription => {
                cx.open(Ask::Question(Question::CancelSubscription(customer, token)));
            }
            Action::Raw => cx.open(Ask::Raw(Record::Subscription(customer, token))),
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
            Action::CancelSubscription | Action::Raw | Action::Copy
        ) {
            return None;
        }
        let Some(chosen) = self.selected(sight) else {
            return Some("No subscription is chosen".into());
        };
        if action != Action::CancelSubscription {
            return None;
        }
        if !chosen.state.is_live() {
            let word = chosen.state.word();
            return Some(
                format!("It is {word}: only one in trial or active can be cancelled").into(),
            );
        }
        sight.why_no_writes().map(Cow::Borrowed)
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let height = usize::from(area.height.saturating_sub(2));
        self.kept.settle(sight.customer, items(sight), height);
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::CancelSubscription,
            Action::Copy,
            Action::Raw,
            Action::NextPane,
            Action::Refresh,
            Action::Zoom,
        ]
    }

    fn tab(&self, sight: &Sight) -> String {
        let count = list(sight).map_or_else(String::new, |list| format!(" {}", list.total()));
        format!("4 Subs{count}")
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        self.kept.click(line, items(&cx.sight));
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let focused = sight.focus == PaneId::Subscriptions;
        let subscriptions = list(sight);
        let title = subscriptions.map_or_else(
            || "Subscriptions".to_owned(),
            |list| format!("Subscriptions {}", list.total()),
        );
        let subject = sight.customer.map(|id| Subject::Subscriptions(id.clone()));
        let at = subscriptions.and_then(Listing::as_of);
        let bottom = subject
            .as_ref()
            .map_or_else(String::new, |subject| age(subject, at, sight));
        let items = subscriptions.map_or(&[][..], Listing::items);
        let frame = Frame {
            title: &title,
            bottom: &bottom,
            focused,
            scroll: Some((items.len(), self.kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        if items.is_empty()
            && let Some(subject) = &subject
        {
            draw_instead(subject, "No subscriptions.", sight, inner, pen);
        }
        let rows: Vec<Shown> = items
            .iter()
            .map(|s| Shown::of(s, sight, pen.theme))
            .collect();
        let widths = widths(inner.width, &rows);
        let shown = rows.iter().enumerate().skip(self.kept.top());
        for (line, (at, shown)) in (0..inner.height).zip(shown) {
            let chosen = at == self.kept.at() && focused;
            shown.draw(chosen, &widths, (inner, line), pen);
        }
    }
}

/// Gives the mark of a state; the word always stands beside it.
fn mark(state: &SubscriptionState, theme: Theme) -> &'static str {
    match state {
        SubscriptionState::Active => theme.marks.on,
        SubscriptionState::Trial | SubscriptionState::Cancelling => theme.marks.half,
        _ => theme.marks.off,
    }
}

/// Holds what is written of one subscription.
struct Shown<'a> {
    mark: &'static str,
    state: &'a str,
    plan: String,
    price: String,
    when: String,
    card: String,
    style: Style,
}

impl<'a> Shown<'a> {
    fn of(s: &'a Subscription, sight: &Sight, theme: Theme) -> Self {
        let busy = sight
            .inflight
            .any(|call| matches!(call, Call::CancelSubscription(_, id) if *id == s.token));
        let live = s.state.is_live();
        Self {
            mark: if busy {
                theme.marks.more
            } else {
                mark(&s.state, theme)
            },
            state: if busy { "changing…" } else { s.state.word() },
            plan: plan_name(s, sight),
            price: price(s, sight).unwrap_or_default(),
            when: when(s, sight),
            card: paid_by(s, sight),
            style: if live { theme.text() } else { theme.dim() },
        }
    }

    fn draw(&self, chosen: bool, widths: &[u16], (inner, line): (Rect, u16), pen: &mut Pen) {
        let theme = pen.theme;
        let mark = format!(
            "{}{}",
            if chosen { theme.marks.pointer } else { " " },
            self.mark
        );
        let cells = [
            Cell::new(&mark, theme.accent()),
            Cell::new(self.state, self.style),
            Cell::new(&self.plan, self.style),
            Cell::new(&self.price, self.style),
            Cell::new(&self.when, self.style),
            Cell::new(&self.card, theme.dim()),
        ];
        row(pen, inner, line, widths, &cells);
        if chosen {
            let line = Rect::new(inner.x, inner.y + line, inner.width, 1);
            pen.paint(line, theme.selected());
        }
    }
}

/// Gives each column what its texts need; the price, then the card go where there is no room for them.
fn widths(width: u16, rows: &[Shown]) -> Vec<u16> {
    let widest = |text: fn(&Shown) -> u16| rows.iter().map(text).max().unwrap_or(0);
    let [state, plan, price, when, card] = [
        widest(|row| cells(row.state)),
        widest(|row| cells(&row.plan)),
        widest(|row| cells(&row.price)),
        widest(|row| cells(&row.when)),
        widest(|row| cells(&row.card)),
    ];
    // The mark, a cell between two columns, and one before the border.
    let left = width.saturating_sub(2 + 6 + state + when + plan.min(12));
    let price = if price <= left { price } else { 0 };
    let card = if card + price <= left { card } else { 0 };
    columns(
        width.saturating_sub(1),
        &[
            Width::Cells(2),
            Width::Cells(state),
            Width::Share(1),
            Width::Cells(price),
            Width::Cells(when),
            Width::Cells(card),
        ],
    )
}
