//! The chosen customer's charges, and what they come to.
//!
//! The newest page comes with the customer. Older ones are read, one after another, only while the
//! pane has the focus; until then every sum says of how many charges it is.
mod rows;
mod sums;

use crate::api::charges::Charge;
use crate::api::ids::ChargeId;
use crate::api::subject::{Record, Subject};
use crate::model::action::Action;
use crate::model::ask::Ask;
use crate::model::cx::{Cx, Sight};
use crate::model::keymap::Context;
use crate::model::listing::Listing;
use crate::model::pane::PaneId;
use crate::text::fit;
use crate::ui::freshness::{bottom, draw_instead};
use crate::ui::panes::Pane;
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::style;
use crate::ui::view::{OF_PANES, View};
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::{copies, show};
use ratatui::layout::{Constraint, Layout, Margin, Rect};
use rows::RowLayout;
use std::borrow::Cow;

/// From this size on the sums by status and the selected charge stand beside the rows.
const BESIDE: (u16, u16) = (116, 18);
/// From this width on the border names the customer, who is then not beside it.
const NAMED: u16 = 76;
/// How many cells of the border are neither title nor name.
const AROUND: u16 = 9;
/// From this height on there is a line of headings.
const HEADED: u16 = 8;
/// How many lines the sums below the rows take at the most, unless the pane fills the screen.
const MOST_SUMS: usize = 3;

/// Which charge is chosen, by token.
#[derive(Debug, Default)]
pub struct Charges {
    kept: Kept<ChargeId>,
    shape: Shape,
}

/// Where the parts of the pane stand.
#[derive(Clone, Debug, Default)]
struct Shape {
    frame: Rect,
    titles: Option<Rect>,
    rows: Rect,
    sums: Rect,
    beside: Option<Rect>,
}

impl Shape {
    fn new(area: Rect, sums: usize) -> Self {
        let (frame, beside) = if area.width >= BESIDE.0 && area.height >= BESIDE.1 {
            let width = if area.width >= 160 { 50 } else { 38 };
            let [frame, beside] =
                Layout::horizontal([Constraint::Min(0), Constraint::Length(width)]).areas(area);
            (frame, Some(beside))
        } else {
            (area, None)
        };
        let inner = frame.inner(Margin::new(1, 1));
        let sums = u16::try_from(sums).unwrap_or(0);
        let sums = sums.min(inner.height.saturating_sub(2));
        let headed = u16::from(inner.height >= HEADED);
        let [titles, rows, sums] = Layout::vertical([
            Constraint::Length(headed),
            Constraint::Min(0),
            Constraint::Length(sums),
        ])
        .areas(inner);
        Self {
            frame,
            titles: (headed > 0).then_some(titles),
            rows,
            sums,
            beside,
        }
    }
}

/// Returns the chosen customer's charges.
fn list<'a>(sight: &Sight<'a>) -> Option<&'a Listing<Charge>> {
    sight.world.store.lists.charges(sight.customer?)
}

fn items<'a>(sight: &Sight<'a>) -> &'a [Charge] {
    list(sight).map_or(&[], Listing::items)
}

/// Returns the lines of the sums below the rows; none where there is nothing to add up.
fn sums_of(sight: &Sight, area: Rect) -> Vec<String> {
    // The lines are as wide as the rows, which do not depend on how many lines there are.
    let width = Shape::new(area, 0).rows.width.saturating_sub(2);
    let lines = match (list(sight), sight.customer) {
        (Some(list), Some(id)) if !list.items().is_empty() => sums::lines(list, id, sight, width),
        _ => Vec::new(),
    };
    // Only a pane that fills the screen begins at its left edge, and it cannot be made larger.
    if area.x == 0 {
        let most = usize::from(area.height.saturating_sub(2) / 2);
        sums::within(lines, most, width, "… more not shown")
    } else {
        let more = sight.keymap.fill("… {global.zoom} shows all");
        sums::within(lines, MOST_SUMS, width, &more)
    }
}

impl Charges {
    fn selected<'a>(&self, sight: &Sight<'a>) -> Option<&'a Charge> {
        self.kept.selected(items(sight))
    }

    fn bottom(&self, subject: &Subject, sight: &Sight, frame: Rect) -> String {
        match list(sight) {
            Some(list) => {
                let rows = list.items().len();
                bottom(subject, (list, rows), self.kept.at(), sight, frame)
            }
            None => String::new(),
        }
    }

    fn draw_rows(&self, shape: &Shape, sight: &Sight, pen: &mut Pen) {
        let items = items(sight);
        let focused = sight.focus == PaneId::Charges;
        let rows = RowLayout::new(items, shape.rows.width, sight);
        if let (Some(titles), false) = (shape.titles, items.is_empty()) {
            rows.draw_titles(titles, pen);
        }
        let shown = items.iter().enumerate().skip(self.kept.top());
        for (area, (at, charge)) in shape.rows.rows().zip(shown) {
            let cursor = (at == self.kept.at()).then_some(focused);
            rows.draw(charge, at, cursor, sight, area, pen);
        }
    }
}

fn title(area: Rect, sight: &Sight) -> String {
    let count = list(sight).map_or_else(String::new, |list| format!(" {}", show::rows(list)));
    let title = format!("Charges{count}");
    let customer = sight.customer.and_then(|id| sight.store.customer(id));
    let Some(customer) = customer.filter(|_| area.width >= NAMED) else {
        return title;
    };
    let room = area.width.saturating_sub(AROUND + cells(&title));
    let name = customer.name();
    format!("{title} · {}", fit::ellipsis(&name, usize::from(room)))
}

impl View for Charges {
    fn contexts(&self) -> &'static [Context] {
        Context::Charges.chain()
    }

    fn wants(&self, sight: &Sight, wanted: &mut Vec<Subject>) {
        wanted.push(Subject::Balance);
        let Some(id) = sight.customer else { return };
        let subject = Subject::Charges(id.clone());
        let is_newest = sight.store.next_page(&subject) == Some(1);
        if is_newest || sight.focus == PaneId::Charges {
            wanted.push(subject);
        }
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "actions are open")]
    fn act(&mut self, action: Action, cx: &mut Cx) {
        if action == Action::Refresh {
            cx.doubt(Subject::Balance);
        }
        let Some(customer) = cx.sight.customer.cloned() else {
            return;
        };
        if self.kept.act(action, items(&cx.sight)) {
            return;
        }
        if action == Action::Refresh {
            cx.doubt(Subject::Charges(customer));
            return;
        }
        let Some(chosen) = self.selected(&cx.sight) else {
            return;
        };
        let token = chosen.token.clone();
        match action {
            Action::Open => cx.open(Ask::Charge(Some(customer), token)),
            Action::Raw => cx.open(Ask::Raw(Record::Charge(token))),
            Action::Copy => cx.open(Ask::Pick(copies::of_charge(chosen, &cx.sight))),
            _ => {}
        }
    }

    fn why_not(&self, action: Action, sight: &Sight) -> Option<Cow<'static, str>> {
        let needs_one = matches!(action, Action::Open | Action::Raw | Action::Copy);
        if !needs_one || self.selected(sight).is_some() {
            return None;
        }
        let unread = list(sight).is_none_or(|list| !list.is_started());
        Some(if sight.customer.is_some() && unread {
            "Charges not read yet".into()
        } else {
            "No charge selected".into()
        })
    }

    fn settle(&mut self, sight: &Sight, area: Rect) {
        self.shape = Shape::new(area, sums_of(sight, area).len());
        let height = self.shape.rows.height;
        self.kept
            .settle(sight.customer, items(sight), height, |_| 1);
    }

    fn hints(&self) -> Vec<Action> {
        [&[Action::Open][..], &OF_PANES].concat()
    }

    fn draw(&self, sight: &Sight, area: Rect, pen: &mut Pen) {
        let sums = sums_of(sight, area);
        let shape = Shape::new(area, sums.len());
        let subject = sight.customer.map(|id| Subject::Charges(id.clone()));
        let bottom = subject.as_ref().map_or_else(String::new, |subject| {
            self.bottom(subject, sight, shape.frame)
        });
        let others =
            usize::from(shape.frame.height.saturating_sub(2)) - usize::from(shape.rows.height);
        let frame = Frame {
            title: &title(shape.frame, sight),
            bottom: &bottom,
            focused: sight.focus == PaneId::Charges,
            // Headings and sums take lines too: the thumb is about the rows between them.
            scroll: Some((items(sight).len() + others, self.kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, shape.frame);
        if items(sight).is_empty()
            && let Some(subject) = &subject
        {
            let empty = show::none(list(sight), "No charges.", sight);
            draw_instead(subject, &empty, sight, inner, pen);
        }
        self.draw_rows(&shape, sight, pen);
        let style = style::BOLD;
        for (y, line) in (shape.sums.top()..shape.sums.bottom()).zip(&sums) {
            let room = shape.sums.width.saturating_sub(2);
            pen.text(shape.sums.x + 1, y, room, line, style);
        }
        if let (Some(area), Some(list)) = (shape.beside, list(sight)) {
            sums::draw_beside(list, self.selected(sight), sight, area, pen);
        }
    }
}

impl Pane for Charges {
    fn height(&self, sight: &Sight, _: u16) -> Option<u16> {
        let list = list(sight).filter(|list| list.is_started())?;
        let lines = match list.total() {
            0 => 1,
            // Headings and a sum; adding up here as well would slow down every key.
            rows => rows.saturating_add(2),
        };
        Some(u16::try_from(lines.saturating_add(2)).unwrap_or(u16::MAX))
    }

    fn tab(&self, sight: &Sight) -> String {
        show::tab("{global.go_charges} Chg", list(sight), sight)
    }

    fn click(&mut self, line: u16, cx: &mut Cx) {
        let above = u16::from(self.shape.titles.is_some());
        let Some(line) = line
            .checked_sub(above)
            .filter(|line| *line < self.shape.rows.height)
        else {
            return;
        };
        self.kept.click(line, items(&cx.sight));
    }
}
