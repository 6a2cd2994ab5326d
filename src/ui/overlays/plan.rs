//! One plan and who pays it: its subscriptions, each with its customer.
//!
//! A plan may have thousands. The next page is read when the end of those that are here comes near,
//! so that opening a plan costs one request and not hundreds.
mod names;

use crate::api::ids::{CustomerId, PlanId, SubscriptionId};
use crate::api::subject::{Record as Raw, Subject};
use crate::api::subscriptions::Subscription;
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::ui::freshness::{bottom, draw_instead};
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::Pen;
use crate::ui::theme::style;
use crate::ui::view::{OF_DETAILS, View};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::narrow::Narrow;
use crate::ui::widgets::record::{Part, RecordRow, Shape, shape};
use crate::ui::widgets::wrap::flow;
use crate::ui::words::{plan, subscription};
use crate::ui::{copies, show};
use names::Names;
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 120;
/// How many parts of a subscription name it: the customer's name.
const NAMING: usize = 1;
/// How many lines the terms take at the most: the rows are what it was opened for.
const MOST_TERMS: usize = 4;

/// Which plan it is, and which of its subscriptions is chosen.
#[derive(Debug)]
pub struct Detail {
    id: PlanId,
    kept: Kept<SubscriptionId>,
    narrow: Narrow,
    names: Names,
    rows: Rect,
    shape: Shape,
}

impl Detail {
    pub fn new(id: PlanId) -> Self {
        Self {
            id,
            kept: Kept::default(),
            narrow: Narrow::default(),
            names: Names::default(),
            rows: Rect::default(),
            shape: Shape::default(),
        }
    }

    fn subject(&self) -> Subject {
        Subject::PlanSubscriptions(self.id.clone())
    }

    fn list<'a>(&self, sight: &Sight<'a>) -> Option<&'a Listing<Subscription>> {
        sight.world.store.plan_subscriptions(&self.id)
    }

    fn all<'a>(&self, sight: &Sight<'a>) -> &'a [Subscription] {
        self.list(sight).map_or(&[], Listing::items)
    }

    /// Returns those of the subscriptions that were read that match what was typed.
    fn items<'a>(&self, sight: &Sight<'a>) -> Vec<&'a Subscription> {
        self.narrow.hits(self.all(sight), |s| {
            let (name, email) = self.who_pays(s);
            format!("{name} {email} {} {}", s.state.word(), s.token)
        })
    }

    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Subscription> {
        self.kept.selected(&self.items(sight)).copied()
    }

    /// Returns the name and the email of who pays, or the token while these are not known.
    fn who_pays(&self, s: &Subscription) -> (String, String) {
        match &s.customer_token {
            Some(id) => match self.names.of(id) {
                Some((name, email)) => (name.clone(), email.clone()),
                None => (id.to_string(), String::new()),
            },
            None => ("no customer".to_owned(), String::new()),
        }
    }

    /// Returns the lines above the rows: the terms, and how many have it.
    fn terms(&self, sight: &Sight, width: u16) -> Vec<String> {
        let Some(plan) = sight.store.plans().get(&self.id) else {
            let why = match sight.store.failure(&Subject::Plans) {
                Some(_) => "Its terms could not be read; {list.refresh} retries.",
                None if sight.store.plans().is_whole() => "This plan no longer exists.",
                None if sight.store.plans().is_complete() => "Its terms could not be read.",
                None => "",
            };
            return vec![sight.keymap.fill(why)];
        };
        let mut lines = flow(&plan::pieces(plan), width);
        let counts = plan::counts(plan).map(|(count, state)| format!("{count} {state}"));
        lines.extend(flow(&counts, width));
        lines.truncate(MOST_TERMS);
        lines
    }

    /// Returns where terms and rows stand.
    fn parts(&self, sight: &Sight, area: Rect) -> (Rect, Rect) {
        let inner = centred(area, WIDTH, area.height).inner(Margin::new(1, 1));
        let terms = self.terms(sight, inner.width.saturating_sub(2)).len();
        let terms = u16::try_from(terms).unwrap_or(0);
        let [above, _, rows] = Layout::vertical([
            Constraint::Length(terms),
            // The box that narrows the rows takes the empty line.
            Constraint::Length(1),
            Constraint::Min(0),
        ])
        .areas(inner);
        (above, rows)
    }

    fn records(&self, sight: &Sight, width: u16) -> (Vec<RecordRow>, Shape) {
        let records = self.items(sight).into_iter();
        let records: Vec<RecordRow> = records.map(|s| self.written(s, sight)).collect();
        let shape = shape(&records, NAMING, width);
        (records, shape)
    }

    fn written(&self, s: &Subscription, sight: &Sight) -> RecordRow {
        let style = subscription::style(s);
        let (name, email) = self.who_pays(s);
        RecordRow {
            mark: subscription::mark(&s.state),
            parts: vec![
                Part::new(name, style),
                Part::new(email, style::DIM),
                Part::new(s.state.word(), style),
                Part::new(subscription::when(s, sight), style),
            ],
        }
    }

    /// Returns why the customer of the chosen subscription cannot be gone to, before its keys are filled in.
    fn why_no_customer(&self, sight: &Sight) -> Option<&'static str> {
        let Some(id) = &self.selected(sight)?.customer_token else {
            return Some("The API sent no customer for it; it may have been deleted");
        };
        if self.names.of(id).is_some() || sight.store.customer(id).is_some() {
            None
        } else if sight.store.customers.is_loading() {
            let why = "Its customer isn't loaded yet; wait for the list, or {global.refresh_all} refreshes";
            Some(why)
        } else {
            let why = "Its customer is not in the list; it may have been deleted. {global.refresh_all} refreshes";
            Some(why)
        }
    }

    fn go(&self, cx: &mut Cx) {
        let chosen = self.selected(&cx.sight);
        cx.out.customer = chosen.and_then(|s| s.customer_token.clone());
    }

    fn title(&self, sight: &Sight) -> String {
        let plan = sight.store.plans().get(&self.id);
        let name = plan.and_then(|plan| plan.name.as_ref());
        let name = name.map_or_else(|| self.id.to_string(), ToString::to_string);
        let Some(list) = self.list(sight) else {
            return format!("Plan {name}");
        };
        let count = show::rows_of(list, "subscription");
        let title = format!("Plan {name} · {count}");
        self.narrow.titled(title, self.items(sight).len())
    }
}

impl View for Detail {
    fn contexts(&self) -> &'static [Context] {
        Context::Plan.chain()
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        wanted.push(Subject::Plans);
        let met = self.list(sight).map_or(0, Listing::met);
        let screen = self.kept.height();
        // Whoever narrows the list looks for somebody who may be on any page.
        if self.narrow.is_on() || met <= self.kept.top().saturating_add(2 * screen) {
            wanted.push(self.subject());
        }
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let items = self.items(&cx.sight);
        if self.kept.act(action, &items) {
            return;
        }
        match (action, self.selected(&cx.sight)) {
            (Action::Back, _) => cx.close(),
            (Action::Refresh, _) => {
                cx.doubt(self.subject());
                cx.doubt(Subject::Plans);
            }
            (Action::OpenCustomer, _) => self.go(cx),
            (Action::Raw, _) => cx.open(Ask::Raw(Raw::Plan(self.id.clone()))),
            (Action::Copy, Some(s)) => {
                let plan = subscription::plan_name(s, &cx.sight);
                cx.open(Ask::Pick(copies::of_subscription(s, &plan)));
            }
            _ => {}
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        match action {
            Action::OpenCustomer | Action::Copy if self.selected(sight).is_none() => {
                Some("No subscription selected".into())
            }
            Action::OpenCustomer => Some(sight.keymap.fill(self.why_no_customer(sight)?).into()),
            _ => None,
        }
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.names.refresh(self.list(sight), &sight.store.customers);
        self.rows = self.parts(sight, area).1;
        self.shape = self.records(sight, self.rows.width).1;
        let items = self.items(sight);
        let lines = |at| self.shape.lines(at);
        self.kept.settle(None, &items, self.rows.height, lines);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = centred(area, WIDTH, area.height);
        pen.clear(place);
        let (above, rows) = self.parts(sight, area);
        let (records, shape) = self.records(sight, rows.width);
        let bottom = self.list(sight).map_or_else(String::new, |list| {
            let rows = records.len();
            bottom(&self.subject(), (list, rows), self.kept.at(), sight, place)
        });
        let others = usize::from(place.height.saturating_sub(2 + rows.height));
        let (all, top) = shape.scroll(self.kept.top());
        let frame = Frame {
            title: &self.title(sight),
            bottom: &bottom,
            focused: true,
            scroll: Some((all + others, top)),
            ..Frame::default()
        };
        frame.draw(pen, place);
        let room = above.width.saturating_sub(2);
        let terms = self.terms(sight, room);
        for (y, line) in (above.top()..above.bottom()).zip(&terms) {
            pen.text(above.x + 1, y, room, line, style::TEXT);
        }
        let line = Rect::new(rows.x, rows.y.saturating_sub(1), rows.width, 1);
        self.narrow.draw(line, pen);
        if records.is_empty() {
            let none = if self.all(sight).is_empty() {
                "Nobody has ever subscribed to this plan."
            } else {
                self.narrow.no_match()
            };
            let none = sight.keymap.fill(none);
            draw_instead(&self.subject(), &none, sight, rows, pen);
        }
        let chosen = (!records.is_empty()).then_some(self.kept.at());
        shape.draw(&records, (NAMING, self.kept.top()), chosen, rows, pen);
    }

    fn hints(&self) -> Vec<Action> {
        [&[Action::OpenCustomer][..], &OF_DETAILS].concat()
    }
}

impl Overlay for Detail {
    fn who(&self, sight: &Sight) -> Vec<CustomerId> {
        if self.narrow.is_on() {
            let all = self.all(sight).iter();
            return all.filter_map(|s| s.customer_token.clone()).collect();
        }
        let shown = self.all(sight).iter().skip(self.kept.top());
        let shown = shown.take(self.kept.height() + 1);
        shown.filter_map(|s| s.customer_token.clone()).collect()
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.rows.contains((x, y).into()) {
            return;
        }
        let below = self.shape.at_line(y - self.rows.y, self.kept.top());
        self.kept.click(below, &self.items(&cx.sight));
    }
}
