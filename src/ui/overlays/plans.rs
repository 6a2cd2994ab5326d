//! All plans: what each costs, and how many subscriptions it has in each state.
use crate::api::call::{Call, Record as Raw, Subject};
use crate::api::ids::PlanId;
use crate::api::plans::Plan;
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::ui::overlays::{Overlay, centred, copies};
use crate::ui::panes::subscriptions::want_list;
use crate::ui::panes::{age, draw_instead};
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::Theme;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{Part, Record, Shape, shape};
use crate::ui::{show, terms};
use ratatui::layout::{Margin, Rect};
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 120;
/// How many parts of a plan name it: its name and price.
const NAMING: usize = 2;
const NONE: &str = "No plans. They are made in the Pin dashboard or by your own systems, not here.";

/// Holds which plan is chosen, by token.
#[derive(Debug, Default)]
pub struct Plans {
    kept: Kept<PlanId>,
    /// Where the rows stand, and how many lines each takes.
    rows: Rect,
    lines: u16,
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Plan] {
    sight.store.plans().items()
}

fn place(area: Rect) -> Rect {
    centred(area, WIDTH, area.height)
}

/// Gives the plans as they are written; counts stand below each other by their last digit.
fn records(sight: &Sight, width: u16, theme: Theme) -> (Vec<Record>, Shape) {
    let plans = items(sight);
    let counts: Vec<_> = plans.iter().map(terms::counts).collect();
    let widest = |column: usize| {
        let of = counts.iter().filter_map(|counts| counts.get(column));
        of.map(|(count, _)| cells(count)).max().unwrap_or(0)
    };
    let widest: Vec<u16> = (0..4).map(widest).collect();
    let written = plans.iter().zip(&counts).map(|(plan, counts)| {
        let name = show::or_dash(plan.name.as_ref());
        let price = terms::price(plan).unwrap_or_else(|| "—".to_owned());
        let mut parts = vec![
            Part::new(name, theme.bold()),
            Part::new(price, theme.text()),
        ];
        parts.extend(counts.iter().zip(&widest).map(|((count, state), widest)| {
            let lead = " ".repeat(usize::from(widest.saturating_sub(cells(count))));
            Part::new(format!("{lead}{count} {state}"), theme.text())
        }));
        Record { mark: " ", parts }
    });
    let records: Vec<Record> = written.collect();
    let shape = shape(&records, NAMING, width);
    (records, shape)
}

impl Plans {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Plan> {
        self.kept.selected(items(sight))
    }

    fn open(&self, cx: &mut Cx) {
        if let Some(plan) = self.selected(&cx.sight) {
            cx.open(Ask::Plan(plan.token.clone()));
        }
    }
}

impl Overlay for Plans {
    fn contexts(&self) -> &'static [Context] {
        &[
            Context::Plans,
            Context::Record,
            Context::List,
            Context::Global,
        ]
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Call>) {
        let page = |page| Call::ListPlans { page };
        want_list(&Subject::Plans, page, sight, wanted);
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        if self.kept.act(action, items(&cx.sight)) {
            return;
        }
        match (action, self.selected(&cx.sight)) {
            (Action::Back, _) => cx.close(),
            (Action::Refresh, _) => cx.doubt(Subject::Plans),
            (Action::Open, _) => self.open(cx),
            (Action::Raw, Some(plan)) => cx.open(Ask::Raw(Raw::Plan(plan.token.clone()))),
            (Action::Copy, Some(plan)) => cx.open(Ask::Pick(copies::of_plan(plan))),
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let needs_one = matches!(action, Action::Open | Action::Raw | Action::Copy);
        (needs_one && self.selected(sight).is_none()).then_some("No plan is chosen".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.rows = place(area).inner(Margin::new(1, 1));
        let shape = records(sight, self.rows.width, Theme::plain()).1;
        self.lines = shape.lines;
        let rows = shape.rows(self.rows.height);
        self.kept.settle(None, items(sight), rows);
    }

    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.rows.contains((x, y).into()) {
            return;
        }
        let before = self.kept.at();
        let line = (y - self.rows.y) / self.lines.max(1);
        self.kept.click(line, items(&cx.sight));
        if self.kept.at() == before {
            self.open(cx);
        }
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = place(area);
        pen.clear(place);
        let list = sight.store.plans();
        let (records, shape) = records(sight, place.width.saturating_sub(2), pen.theme);
        let title = if list.is_started() {
            format!("Plans {}", show::count(list.total()))
        } else {
            "Plans".to_owned()
        };
        let frame = Frame {
            title: &title,
            bottom: &bottom(&Subject::Plans, list, self.kept.at(), sight),
            focused: true,
            scroll: Some(shape.scroll(records.len(), self.kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        if records.is_empty() {
            draw_instead(&Subject::Plans, NONE, sight, inner, pen);
        }
        let chosen = (!records.is_empty()).then_some(self.kept.at());
        shape.draw(&records, (NAMING, self.kept.top()), chosen, inner, pen);
    }

    fn hints(&self) -> &'static [Action] {
        &[
            Action::Open,
            Action::Copy,
            Action::Raw,
            Action::Refresh,
            Action::Down,
            Action::Back,
            Action::Help,
        ]
    }
}

/// Writes how old a list is and which of its rows is chosen.
pub fn bottom<T: crate::model::listing::Keyed>(
    subject: &Subject,
    list: &Listing<T>,
    at: usize,
    sight: &Sight,
) -> String {
    let age = age(subject, list.as_of(), sight);
    if list.items().is_empty() {
        return age;
    }
    let count = |n: usize| show::count(u64::try_from(n).unwrap_or(u64::MAX));
    format!("{age} · {}/{}", count(at + 1), count(list.items().len()))
}
