//! Where everything stands: a pure function of size, focus and zoom.
use crate::model::pane::PaneId;
use ratatui::layout::{Constraint, Layout, Rect};

/// Under this there is only a message.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this size on panes are stacked beside the list: lower ones would hold too few lines each.
const STACKED: (u16, u16) = (100, 30);
/// How high the details, and cards and subscriptions each, are at the least where panes are stacked.
const LEAST: (u16, u16) = (10, 5);
/// How high the charges are at the least: two rows, their headings, a sum and the borders.
const CHARGES: u16 = 6;
/// How many lines the others have beyond the least, at the most: the rest is the charges'.
const MOST_MORE: u16 = 3;
/// From this width on the newest requests are shown below.
const WIDE: u16 = 180;
/// How high the strip of the newest requests is.
const STRIP: u16 = 9;

/// Holds the rectangles of one screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regions {
    pub header: Rect,
    /// The panes that are shown, the list first.
    pub panes: Vec<(PaneId, Rect)>,
    /// At narrow widths the panes beside the list share one rectangle, with this line of tabs.
    pub tabs: Option<Rect>,
    /// The newest requests, on wide screens.
    pub strip: Option<Rect>,
    pub status: Rect,
    pub hints: Rect,
}

impl Regions {
    pub fn of(&self, pane: PaneId) -> Option<Rect> {
        self.panes
            .iter()
            .find(|(id, _)| *id == pane)
            .map(|(_, area)| *area)
    }

    pub fn at(&self, x: u16, y: u16) -> Option<PaneId> {
        self.panes
            .iter()
            .find(|(_, area)| area.contains((x, y).into()))
            .map(|(id, _)| *id)
    }
}

/// Says whether the terminal is too small for anything but a message.
pub fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Divides the screen; `tab` is the pane shown beside the list where there is room for one only.
pub fn regions(area: Rect, (focus, tab): (PaneId, PaneId), zoom: bool) -> Regions {
    let [header, body, status, hints] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Min(0),
        Constraint::Length(1),
        Constraint::Length(1),
    ])
    .areas(area);
    let (body, strip) = if area.width >= WIDE && area.height >= 40 && !zoom {
        let [body, strip] =
            Layout::vertical([Constraint::Min(0), Constraint::Length(STRIP)]).areas(body);
        (body, Some(strip))
    } else {
        (body, None)
    };
    let (panes, tabs) = if zoom {
        (vec![(focus, body)], None)
    } else if area.width < STACKED.0 || area.height < STACKED.1 {
        let (list, tabs, beside) = narrow(body);
        (vec![(PaneId::Customers, list), (tab, beside)], Some(tabs))
    } else {
        (stacked(body), None)
    };
    Regions {
        header,
        panes,
        tabs,
        strip,
        status,
        hints,
    }
}

fn narrow(body: Rect) -> (Rect, Rect, Rect) {
    let [list, right] =
        Layout::horizontal([Constraint::Fill(10), Constraint::Fill(11)]).areas(body);
    let [tabs, beside] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(right);
    (list, tabs, beside)
}

/// Stacks the panes beside the list. Their heights follow the window alone, not what is in them: the
/// panes stand still while the cursor goes from one customer to the next.
fn stacked(body: Rect) -> Vec<(PaneId, Rect)> {
    let [list, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
    let spare = body.height.saturating_sub(LEAST.0 + 2 * LEAST.1 + CHARGES);
    let more = (spare / 5).min(MOST_MORE);
    let [info, cards, subscriptions, charges] = Layout::vertical([
        Constraint::Length(LEAST.0 + more),
        Constraint::Length(LEAST.1 + more),
        Constraint::Length(LEAST.1 + more),
        Constraint::Min(0),
    ])
    .areas(right);
    vec![
        (PaneId::Customers, list),
        (PaneId::Info, info),
        (PaneId::Cards, cards),
        (PaneId::Subscriptions, subscriptions),
        (PaneId::Charges, charges),
    ]
}
