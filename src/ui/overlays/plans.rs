//! All plans: what each costs, and how many subscriptions it has in each state.
use crate::api::ids::PlanId;
use crate::api::plans::Plan;
use crate::api::subject::{Record as Raw, Subject};
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::ui::freshness::{bottom, draw_instead};
use crate::ui::layout::centred;
use crate::ui::overlays::Overlay;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::style;
use crate::ui::view::{OF_DETAILS, View};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::narrow::{Narrow, below};
use crate::ui::widgets::record::{Part, RecordRow, Shape, shape};
use crate::ui::words::plan;
use crate::ui::{copies, show};
use ratatui::layout::{Margin, Rect};
use std::borrow::Cow;

/// How wide the box is at the most.
const WIDTH: u16 = 120;
/// How many parts of a plan name it: its name and price.
const NAMING: usize = 2;
const NONE: &str = "No plans. Create them in the Pin dashboard or your own systems, not here.";

/// Which plan is chosen, by token.
#[derive(Debug, Default)]
pub struct Plans {
    kept: Kept<PlanId>,
    narrow: Narrow,
    /// Where the rows stand, and how.
    rows: Rect,
    shape: Shape,
}

fn place(area: Rect) -> Rect {
    centred(area, WIDTH, area.height)
}

/// Returns the plans as they are written; counts stand below each other by their last digit.
fn records(plans: &[&Plan], width: u16) -> (Vec<RecordRow>, Shape) {
    let counts: Vec<_> = plans.iter().map(|plan| plan::counts(plan)).collect();
    let widest = |column: usize| {
        let of = counts.iter().filter_map(|counts| counts.get(column));
        of.map(|(count, _)| cells(count)).max().unwrap_or(0)
    };
    let widest: Vec<u16> = (0..4).map(widest).collect();
    let written = plans.iter().zip(&counts).map(|(plan, counts)| {
        let name = show::or_dash(plan.name.as_ref());
        let price = show::dash(plan::price(plan));
        let mut parts = vec![Part::new(name, style::BOLD), Part::plain(price)];
        parts.extend(counts.iter().zip(&widest).map(|((count, state), widest)| {
            let lead = " ".repeat(usize::from(widest.saturating_sub(cells(count))));
            Part::plain(format!("{lead}{count} {state}"))
        }));
        RecordRow { mark: " ", parts }
    });
    let records: Vec<RecordRow> = written.collect();
    let shape = shape(&records, NAMING, width);
    (records, shape)
}

impl Plans {
    fn items<'a>(&self, sight: &Sight<'a>) -> Vec<&'a Plan> {
        let text = |plan: &Plan| {
            let name = show::or_dash(plan.name.as_ref());
            let price = plan::price(plan).unwrap_or_default();
            format!("{name} {price} {}", plan.token)
        };
        self.narrow.hits(sight.world.store.plans().items(), text)
    }

    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Plan> {
        self.kept.selected(&self.items(sight)).copied()
    }

    fn open(&self, cx: &mut Cx) {
        if let Some(plan) = self.selected(&cx.sight) {
            cx.open(Ask::Plan(plan.token.clone()));
        }
    }
}

impl View for Plans {
    fn contexts(&self) -> &'static [Context] {
        Context::Plans.chain()
    }

    fn narrow(&self) -> Option<&Narrow> {
        Some(&self.narrow)
    }

    fn narrow_mut(&mut self) -> Option<&mut Narrow> {
        Some(&mut self.narrow)
    }

    fn wants(&self, _: &Sight, wanted: &mut Vec<Subject>) {
        wanted.push(Subject::Plans);
    }

    fn act(&mut self, action: Action, cx: &mut Cx) {
        let items = self.items(&cx.sight);
        if self.kept.act(action, &items) {
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
        (needs_one && self.selected(sight).is_none()).then_some("No plan selected".into())
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.rows = below(place(area).inner(Margin::new(1, 1)), self.narrow.height());
        let items = self.items(sight);
        self.shape = records(&items, self.rows.width).1;
        let lines = |at| self.shape.lines(at);
        self.kept.settle(None, &items, self.rows.height, lines);
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let place = place(area);
        pen.clear(place);
        let list = sight.store.plans();
        let items = self.items(sight);
        let (records, shape) = records(&items, place.width.saturating_sub(2));
        let title = if list.is_started() {
            format!("Plans {}", show::rows(list))
        } else {
            "Plans".to_owned()
        };
        let title = self.narrow.titled(title, items.len());
        let frame = Frame {
            title: &title,
            bottom: &bottom(
                &Subject::Plans,
                (list, items.len()),
                self.kept.at(),
                sight,
                place,
            ),
            focused: true,
            scroll: Some(shape.scroll(self.kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, place);
        self.narrow.draw(inner, pen);
        let inner = below(inner, self.narrow.height());
        if records.is_empty() {
            let empty = if list.items().is_empty() {
                show::none(Some(list), NONE, sight)
            } else {
                sight.keymap.fill(self.narrow.no_match())
            };
            draw_instead(&Subject::Plans, &empty, sight, inner, pen);
        }
        let chosen = (!records.is_empty()).then_some(self.kept.at());
        shape.draw(&records, (NAMING, self.kept.top()), chosen, inner, pen);
    }

    fn hints(&self) -> Vec<Action> {
        [&[Action::Open][..], &OF_DETAILS].concat()
    }
}

impl Overlay for Plans {
    fn click(&mut self, x: u16, y: u16, cx: &mut Cx) {
        if !self.rows.contains((x, y).into()) {
            return;
        }
        let before = self.kept.at();
        let below = self.shape.at_line(y - self.rows.y, self.kept.top());
        self.kept.click(below, &self.items(&cx.sight));
        if self.kept.at() == before {
            self.open(cx);
        }
    }
}
