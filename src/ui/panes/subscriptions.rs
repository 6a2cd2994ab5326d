//! The chosen customer's subscriptions, with what their plans cost.
use crate::api::ids::SubscriptionId;
use crate::api::subject::{self, Subject};
use crate::api::subscriptions::Subscription;
use crate::api::write::Write;
use crate::model::action::Action;
use crate::model::ask::{Ask, Question};
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::ui::panes::{Pane, RecordPane};
use crate::ui::pen::Pen;
use crate::ui::theme::{marks, style};
use crate::ui::view::View;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{Part, RecordRow, Shape, shape};
use crate::ui::words::subscription::{self, plan_name};
use crate::ui::{copies, show, wants};
use ratatui::layout::Rect;
use std::borrow::Cow;

/// How many parts of a subscription name it: state and plan.
const NAMING: usize = 2;
/// What is said where there is none.
const NONE: &str =
    "No subscriptions. Create them in the Pin dashboard or your own systems, not here.";

/// Which subscription is chosen, by token.
#[derive(Debug, Default)]
pub struct Subscriptions {
    kept: Kept<SubscriptionId>,
    shape: Shape,
}

impl Subscriptions {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Subscription> {
        self.kept.selected(items(sight))
    }
}

/// Returns the chosen customer's subscriptions.
fn list<'a>(sight: &Sight<'a>) -> Option<&'a Listing<Subscription>> {
    sight.world.store.lists.subscriptions(sight.customer?)
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Subscription] {
    list(sight).map_or(&[], Listing::items)
}

impl View for Subscriptions {
    fn contexts(&self) -> &'static [Context] {
        Context::Subscriptions.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        if let Some(id) = sight.customer {
            // The cards tell which one pays.
            wants::cards_and_subscriptions(id, sight, wanted);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
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
                cx.open(Ask::Question(Question::Write(Write::CancelSubscription(
                    customer, token,
                ))));
            }
            Action::Raw => cx.open(Ask::Raw(subject::Record::Subscription(customer, token))),
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
        if action == Action::CancelSubscription {
            subscription::why_not_cancel(chosen, sight)
        } else {
            None
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        let shown = shown(sight, area.width);
        self.shape = shown.settle(&mut self.kept, sight, area);
    }

    fn hints(&self) -> Vec<Action> {
        use Action::{CancelSubscription, Copy, NextPane, Open, Plans, Raw, Refresh, Zoom};
        vec![
            Open,
            CancelSubscription,
            Copy,
            Raw,
            Plans,
            NextPane,
            Refresh,
            Zoom,
        ]
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        shown(sight, area.width).draw(&self.kept, sight, area, pen);
    }
}

impl Pane for Subscriptions {
    fn height(&self, sight: &Sight, width: u16) -> Option<u16> {
        shown(sight, width).height(sight, width)
    }

    fn tab(&self, sight: &Sight) -> String {
        show::tab("{global.go_subscriptions} Subs", list(sight), sight)
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        let below = self.shape.at_line(line, self.kept.top());
        self.kept.click(below, items(&cx.sight));
    }
}

/// Returns what the pane shows in a width, borders and all.
fn shown<'a>(sight: &Sight<'a>, width: u16) -> RecordPane<'a, Subscription> {
    let (records, shape) = records(sight, width.saturating_sub(2));
    RecordPane {
        pane: PaneId::Subscriptions,
        name: "Subscriptions",
        subject: sight.customer.map(|id| Subject::Subscriptions(id.clone())),
        list: list(sight),
        empty: NONE,
        records,
        shape,
        naming: NAMING,
    }
}

/// Returns the subscriptions as they are written, and how they stand in a width inside the borders.
fn records(sight: &Sight, width: u16) -> (Vec<RecordRow>, Shape) {
    let records = items(sight).iter().map(|s| written(s, sight));
    let records: Vec<RecordRow> = records.collect();
    let shape = shape(&records, NAMING, width);
    (records, shape)
}

/// Writes a subscription: its state and plan, what it costs, when it bills, which card pays.
fn written(s: &Subscription, sight: &Sight) -> RecordRow {
    let busy = sight.inflight.writes().any(
        |write| matches!(write.facts().record, Some(subject::Record::Subscription(_, id)) if id == s.token),
    );
    let (mark, state) = if busy {
        (marks::MORE, "changing…")
    } else {
        (subscription::mark(&s.state), s.state.word())
    };
    let style = subscription::style(s);
    let parts = vec![
        Part::new(state, style),
        Part::new(plan_name(s, sight), style),
        Part::new(subscription::price_or_why(s, sight), style),
        Part::new(subscription::when(s, sight), style),
        Part::new(subscription::paid_by(s, sight), style::DIM),
    ];
    RecordRow { mark, parts }
}
