//! Where everything stands: a pure function of size, focus, zoom and how much the panes hold.
use crate::model::pane::PaneId;
use ratatui::layout::{Constraint, Layout, Rect};

/// Under this there is only a message.
pub const SMALLEST: (u16, u16) = (60, 16);
/// From this size on panes are stacked beside the list: lower ones would hold too few lines each.
const STACKED: (u16, u16) = (100, 30);
/// How many lines the charges need where panes are stacked: two rows, their headings, a sum and the borders.
const CHARGES: u16 = 6;

/// How high the stacked panes must be to show all that they hold, borders and all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Heights {
    pub info: u16,
    pub cards: u16,
    pub subscriptions: u16,
    pub charges: u16,
}

impl Heights {
    /// What each of them has where not all of it fits; before anything is known it has as much.
    pub const SURE: Self = Self {
        info: 10,
        cards: 5,
        subscriptions: 5,
        charges: CHARGES,
    };

    /// Shares out a height: each gets what it holds, but the charges are sure of a third. What does not
    /// suffice for all goes to them line by line, so that none takes it all.
    fn within(self, height: u16) -> Self {
        let charges = self.charges.min(CHARGES.max(height / 3));
        let mut panes = [
            (self.info, Self::SURE.info),
            (self.cards, Self::SURE.cards),
            (self.subscriptions, Self::SURE.subscriptions),
        ]
        .map(|(wanted, sure)| (wanted.min(sure), wanted));
        let given: u16 = panes.iter().map(|(given, _)| given).sum();
        let mut spare = height.saturating_sub(given + charges);
        while spare > 0 && panes.iter().any(|(given, wanted)| given < wanted) {
            for (given, wanted) in &mut panes {
                let more = spare.min(u16::from(given < wanted));
                *given += more;
                spare -= more;
            }
        }
        let [info, cards, subscriptions] = panes.map(|(given, _)| given);
        Self {
            info,
            cards,
            subscriptions,
            charges,
        }
    }
}

/// The rectangles of one screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Regions {
    pub header: Rect,
    /// The panes that are shown, the list first.
    pub panes: Vec<(PaneId, Rect)>,
    /// At narrow widths the panes beside the list share one rectangle, with this line of tabs.
    pub tabs: Option<Rect>,
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

/// Whether the terminal is too small for anything but a message.
pub fn is_too_small(area: Rect) -> bool {
    area.width < SMALLEST.0 || area.height < SMALLEST.1
}

/// Where the person is on the screen: its size, the pane that has the focus, and what is shown beside the
/// list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arrangement {
    pub size: (u16, u16),
    focus: PaneId,
    /// The pane beside the list where there is room for one only.
    tab: PaneId,
    /// Whether the pane with the focus takes the whole body.
    pub zoom: bool,
    /// How high the stacked panes are to be.
    pub heights: Heights,
}

impl Arrangement {
    pub const fn new(size: (u16, u16)) -> Self {
        Self {
            size,
            focus: PaneId::Customers,
            tab: PaneId::Info,
            zoom: false,
            heights: Heights::SURE,
        }
    }

    pub const fn focus(&self) -> PaneId {
        self.focus
    }

    pub const fn tab(&self) -> PaneId {
        self.tab
    }

    pub const fn area(&self) -> Rect {
        Rect::new(0, 0, self.size.0, self.size.1)
    }

    /// Whether the terminal is too small for anything but a message.
    pub fn is_too_small(&self) -> bool {
        is_too_small(self.area())
    }

    pub fn focus_on(&mut self, pane: PaneId) {
        self.focus = pane;
        if pane != PaneId::Customers {
            self.tab = pane;
        }
    }

    /// Steps out of zoom, then out of the pane to the list; returns whether there was a step to take.
    pub fn step_back(&mut self) -> bool {
        if self.zoom {
            self.zoom = false;
        } else if self.focus != PaneId::Customers {
            self.focus_on(PaneId::Customers);
        } else {
            return false;
        }
        true
    }

    pub fn regions(&self) -> Regions {
        self.regions_in(self.area())
    }

    /// Divides an area.
    pub fn regions_in(&self, area: Rect) -> Regions {
        let [header, body, status, hints] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Min(0),
            Constraint::Length(1),
            Constraint::Length(1),
        ])
        .areas(area);
        let (panes, tabs) = if self.zoom {
            (vec![(self.focus, body)], None)
        } else if area.width < STACKED.0 || area.height < STACKED.1 {
            let (list, tabs, beside) = narrow(body);
            let panes = vec![(PaneId::Customers, list), (self.tab, beside)];
            (panes, Some(tabs))
        } else {
            (stacked(body, self.heights), None)
        };
        Regions {
            header,
            panes,
            tabs,
            status,
            hints,
        }
    }
}

fn narrow(body: Rect) -> (Rect, Rect, Rect) {
    let [list, right] =
        Layout::horizontal([Constraint::Fill(10), Constraint::Fill(11)]).areas(body);
    let [tabs, beside] = Layout::vertical([Constraint::Length(1), Constraint::Min(0)]).areas(right);
    (list, tabs, beside)
}

/// Stacks the panes beside the list: each is as high as what it holds, and the charges have the rest.
fn stacked(body: Rect, heights: Heights) -> Vec<(PaneId, Rect)> {
    let [list, right] = Layout::horizontal([Constraint::Fill(1), Constraint::Fill(1)]).areas(body);
    let heights = heights.within(body.height);
    let [info, cards, subscriptions, charges] = Layout::vertical([
        Constraint::Length(heights.info),
        Constraint::Length(heights.cards),
        Constraint::Length(heights.subscriptions),
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

/// Returns the middle of an area, at most that large. An odd cell is left at the right or at the bottom;
/// `Rect::centered` would leave it at the left or at the top.
pub fn centred(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect::new(
        area.x + (area.width - width) / 2,
        area.y + (area.height - height) / 2,
        width,
        height,
    )
}
