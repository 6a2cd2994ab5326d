//! Where everything stands: a pure function of size, focus and zoom.
use crate::model::pane::PaneId;
use ratatui::layout::{Constraint, Layout, Rect};

/// Under this there is only a message.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this width on panes are stacked beside the list.
const STACKED: u16 = 100;
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
pub fn regions(area: Rect, focus: PaneId, tab: PaneId, zoom: bool) -> Regions {
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
    } else if area.width < STACKED {
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

fn stacked(body: Rect) -> Vec<(PaneId, Rect)> {
    let [list, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
    // Details and charges matter most; cards and subscriptions keep two rows at the least.
    let [info, cards, subscriptions, charges] = Layout::vertical([
        Constraint::Length(if body.height >= 40 { 12 } else { 10 }),
        Constraint::Length(if body.height >= 40 { 6 } else { 5 }),
        Constraint::Length(if body.height >= 40 { 6 } else { 5 }),
        Constraint::Min(6),
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
