//! The five panes. Each declares what it shows; the app reads that.
pub mod cards;
pub mod charges;
pub mod customers;
pub mod info;
pub mod subscriptions;

use crate::api::subject::Subject;
use crate::model::cx::{Cx, Sight};
use crate::model::listing::{Keyed, Listing};
use crate::model::pane::PaneId;
use crate::ui::freshness::{age, draw_instead, room_in};
use crate::ui::layout::Heights;
use crate::ui::pen::Pen;
use crate::ui::show;
use crate::ui::view::View;
use crate::ui::widgets::frame::Frame;
use crate::ui::widgets::kept::Kept;
use crate::ui::widgets::record::{RecordRow, Shape};
use crate::ui::widgets::wrap::wrap;
use ratatui::layout::{Margin, Rect};

/// A rectangle that can hold the focus.
pub trait Pane: View {
    /// Returns how high it must be to show all that it holds, borders and all; nothing while that is not
    /// known.
    fn height(&self, _sight: &Sight, _width: u16) -> Option<u16> {
        None
    }

    /// Returns the short title of its tab.
    fn tab(&self, sight: &Sight) -> String;

    /// Chooses the row at a line below its top border.
    fn click(&mut self, line: u16, cx: &mut Cx);
}

#[derive(Debug, Default)]
pub struct Panes {
    pub customers: customers::Customers,
    pub info: info::Info,
    pub cards: cards::Cards,
    pub subscriptions: subscriptions::Subscriptions,
    pub charges: charges::Charges,
}

impl Panes {
    /// Returns how high the stacked panes are to be; one of which nothing is known yet stays as it was, so
    /// that the panes stand still while the cursor passes over customers.
    pub fn heights(&self, before: Heights, sight: &Sight, width: u16) -> Heights {
        let height = |pane: &dyn Pane, before| pane.height(sight, width).unwrap_or(before);
        Heights {
            info: height(&self.info, before.info),
            cards: height(&self.cards, before.cards),
            subscriptions: height(&self.subscriptions, before.subscriptions),
            charges: height(&self.charges, before.charges),
        }
    }

    pub fn get(&self, id: PaneId) -> &dyn Pane {
        match id {
            PaneId::Customers => &self.customers,
            PaneId::Info => &self.info,
            PaneId::Cards => &self.cards,
            PaneId::Subscriptions => &self.subscriptions,
            PaneId::Charges => &self.charges,
        }
    }

    pub fn get_mut(&mut self, id: PaneId) -> &mut dyn Pane {
        match id {
            PaneId::Customers => &mut self.customers,
            PaneId::Info => &mut self.info,
            PaneId::Cards => &mut self.cards,
            PaneId::Subscriptions => &mut self.subscriptions,
            PaneId::Charges => &mut self.charges,
        }
    }
}

/// Dims what a pane still shows of something that could not be read again: it may be old.
pub fn dim_if_stale(pane: PaneId, sight: &Sight, area: Rect, pen: &mut Pen) {
    let (store, lists) = (&sight.store, &sight.store.lists);
    let Some(id) = sight.customer else { return };
    let (subject, is_there) = match pane {
        PaneId::Customers => (Subject::Customers, true),
        PaneId::Info => (Subject::Customer(id.clone()), true),
        PaneId::Cards => (Subject::Cards(id.clone()), lists.cards(id).is_some()),
        PaneId::Subscriptions => {
            let there = lists.subscriptions(id).is_some();
            (Subject::Subscriptions(id.clone()), there)
        }
        PaneId::Charges => (Subject::Charges(id.clone()), lists.charges(id).is_some()),
    };
    if is_there && store.failure(&subject).is_some() {
        let inner = area.inner(Margin::new(1, 1));
        let stale = pen.looks.stale();
        pen.paint(inner, stale);
    }
}

/// What a pane of cards or subscriptions shows: the records as they are written, and how they stand.
pub struct RecordPane<'a, T> {
    pub pane: PaneId,
    pub name: &'a str,
    pub subject: Option<Subject>,
    pub list: Option<&'a Listing<T>>,
    /// What stands there where the customer has none.
    pub empty: &'static str,
    pub records: Vec<RecordRow>,
    pub shape: Shape,
    /// How many columns name a record.
    pub naming: usize,
}

impl<T: Keyed> RecordPane<'_, T> {
    /// Takes in whose records are there now and how high they stand, and returns how.
    pub fn settle(self, kept: &mut Kept<T::Key>, sight: &Sight, area: Rect) -> Shape {
        let items = self.list.map_or(&[][..], Listing::items);
        let height = area.height.saturating_sub(2);
        kept.settle(sight.customer, items, height, |at| self.shape.lines(at));
        self.shape
    }

    /// Returns how high the pane must be in a width, borders and all; one without records must show why.
    pub fn height(&self, sight: &Sight, width: u16) -> Option<u16> {
        let list = self.list.filter(|list| list.is_started())?;
        let lines = match list.items().len() {
            0 => {
                let none = show::none(Some(list), self.empty, sight);
                wrap(&none, width.saturating_sub(4)).len()
            }
            _ => self.shape.scroll(0).0,
        };
        let lines = u16::try_from(lines).ok()?;
        Some(lines.saturating_add(2))
    }

    /// Draws border, age and records; the chosen one is marked where the pane has the focus.
    pub fn draw(&self, kept: &Kept<T::Key>, sight: &Sight, area: Rect, pen: &mut Pen) {
        let focused = sight.focus == self.pane;
        let total = self
            .list
            .map_or_else(String::new, |list| format!(" {}", show::rows(list)));
        let at = self.list.and_then(Listing::as_of);
        let subject = self.subject.as_ref();
        let bottom = subject.map_or_else(String::new, |subject| {
            age(subject, (at, false), sight, room_in(area))
        });
        let frame = Frame {
            title: &format!("{}{total}", self.name),
            bottom: &bottom,
            focused,
            scroll: Some(self.shape.scroll(kept.top())),
            ..Frame::default()
        };
        let inner = frame.draw(pen, area);
        if let (true, Some(subject)) = (self.records.is_empty(), subject) {
            let empty = show::none(self.list, self.empty, sight);
            draw_instead(subject, &empty, sight, inner, pen);
        }
        let chosen = focused.then_some(kept.at());
        let from = (self.naming, kept.top());
        self.shape.draw(&self.records, from, chosen, inner, pen);
    }
}
