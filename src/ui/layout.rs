//! Where everything stands: a pure function of size, focus, zoom and how much there is to show.
use crate::model::pane::PaneId;
use ratatui::layout::{Constraint, Layout, Rect};

/// Under this there is only a message.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this size on panes are stacked beside the list: lower ones would hold too few lines each.
const STACKED: (u16, u16) = (100, 30);
/// How high the details, and cards and subscriptions each, are at the least where panes are stacked.
const LEAST: (u16, u16) = (10, 5);
/// How high the charges stay while others grow: six rows, their headings, a sum and the borders.
const CHARGES: u16 = 10;
/// From this width on the newest requests are shown below.
const WIDE: u16 = 180;
/// How high the strip of the newest requests is.
const STRIP: u16 = 9;

/// Holds how high panes must be, borders and all, to show everything that they have.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    pub info: u16,
    pub cards: u16,
    pub subscriptions: u16,
}

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
/// `wanted` says how high panes of a width must be to show everything.
pub fn regions(
    area: Rect,
    (focus, tab): (PaneId, PaneId),
    zoom: bool,
    wanted: impl FnOnce(u16) -> Wanted,
) -> Regions {
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
        (stacked(body, wanted), None)
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

fn stacked(body: Rect, wanted: impl FnOnce(u16) -> Wanted) -> Vec<(PaneId, Rect)> {
    let [list, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
    let wanted = wanted(right.width);
    let mut spare = body.height.saturating_sub(LEAST.0 + 2 * LEAST.1 + CHARGES);
    // None is ever lower than this, so that they seldom move while the cursor goes from one
    // customer to the next.
    let mut grown = |least: u16, wanted: u16| {
        let more = wanted.saturating_sub(least).min(spare);
        spare -= more;
        Constraint::Length(least + more)
    };
    let subscriptions = grown(LEAST.1, wanted.subscriptions);
    let cards = grown(LEAST.1, wanted.cards);
    let info = grown(LEAST.0, wanted.info);
    let [info, cards, subscriptions, charges] =
        Layout::vertical([info, cards, subscriptions, Constraint::Min(0)]).areas(right);
    vec![
        (PaneId::Customers, list),
        (PaneId::Info, info),
        (PaneId::Cards, cards),
        (PaneId::Subscriptions, subscriptions),
        (PaneId::Charges, charges),
    ]
}
