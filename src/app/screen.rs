//! What is on the screen: the panes, what lies over them, and where the person is.
use crate::api::error::Error;
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::api::subject::Subject;
use crate::app::stack::Stack;
use crate::model::cx::{Cx, Outbox, Sight};
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::model::pane::PaneId;
use crate::model::world::World;
use crate::ui::bars::{self, Bars, Hint};
use crate::ui::layout::{self, Arrangement, Regions};
use crate::ui::overlays::{self, Overlay};
use crate::ui::panes::{self, Pane, Panes};
use crate::ui::pen::{Pen, cells};
use crate::ui::theme::Looks;
use crate::ui::view::View;
use crate::ui::widgets::narrow::Narrow;
use ratatui::Frame;
use std::time::Duration;
use strum::IntoEnumIterator;

/// How long the cursor rests on a customer before its details are asked for, so that scrolling asks nothing.
const REST: Duration = Duration::from_millis(150);

#[derive(Debug)]
pub(super) struct Screen {
    looks: Looks,
    pub(super) panes: Panes,
    pub(super) stack: Stack,
    pub(super) place: Arrangement,
    /// The customer that the cursor is on, and since when.
    chosen: (Option<CustomerId>, Duration),
    /// Whether the mouse clicks and scrolls.
    pub(super) has_mouse: bool,
    /// Whether it changed since it was last drawn.
    pub(super) is_dirty: bool,
    /// Whether something went on that need not be seen more often than ten times a second.
    pub(super) has_progressed: bool,
}

impl Screen {
    pub(super) fn new(looks: Looks, size: (u16, u16), has_mouse: bool) -> Self {
        Self {
            looks,
            panes: Panes::default(),
            stack: Stack::default(),
            place: Arrangement::new(size),
            chosen: (None, Duration::ZERO),
            has_mouse,
            is_dirty: true,
            has_progressed: false,
        }
    }

    pub(super) fn sight<'a>(&'a self, world: &'a World) -> Sight<'a> {
        let customer = self.panes.customers.roster.chosen();
        seen(world, customer, self.place.focus())
    }

    /// Takes note that it must be drawn again, where that is so.
    pub(super) const fn mark(&mut self, is_dirty: bool) {
        self.is_dirty |= is_dirty;
    }

    pub(super) fn focus_on(&mut self, pane: PaneId) {
        self.place.focus_on(pane);
        self.mark(true);
    }

    /// Returns what hears keys: the topmost overlay, else the pane that has the focus.
    pub(super) fn front(&self) -> &dyn View {
        match self.stack.top() {
            Some(top) => top,
            None => self.panes.get(self.place.focus()),
        }
    }

    /// Lends what hears keys what it may see and ask for.
    pub(super) fn lend(
        &mut self,
        world: &World,
        out: &mut Outbox,
        then: impl FnOnce(&mut dyn View, &mut Cx),
    ) {
        if self.stack.is_empty() {
            self.lend_pane(self.place.focus(), world, out, |pane, cx| then(pane, cx));
        } else {
            self.lend_top(world, out, |top, cx| then(top, cx));
        }
    }

    /// Lends a pane what it may see and ask for.
    pub(super) fn lend_pane(
        &mut self,
        id: PaneId,
        world: &World,
        out: &mut Outbox,
        then: impl FnOnce(&mut dyn Pane, &mut Cx),
    ) {
        let customer = self.customer();
        let sight = seen(world, customer.as_ref(), self.place.focus());
        then(self.panes.get_mut(id), &mut Cx { sight, out });
    }

    /// Lends the topmost overlay, where there is one, what it may see and ask for.
    pub(super) fn lend_top(
        &mut self,
        world: &World,
        out: &mut Outbox,
        then: impl FnOnce(&mut dyn Overlay, &mut Cx),
    ) {
        let customer = self.panes.customers.roster.chosen();
        let sight = seen(world, customer, self.place.focus());
        if let Some(top) = self.stack.top_mut() {
            then(top, &mut Cx { sight, out });
        }
    }

    /// Hands what is no answer to what lies on top; returns whether it mattered there.
    pub(super) fn stray(&mut self, what: &str, world: &World, out: &mut Outbox) -> bool {
        let mut mattered = false;
        self.lend_top(world, out, |top, cx| mattered = top.stray(what, cx));
        mattered
    }

    /// Hands an answer to the overlay that asked for it; returns whether there was one.
    pub(super) fn reply(
        &mut self,
        ticket: Ticket,
        result: &Result<Reply, Error>,
        world: &World,
        out: &mut Outbox,
    ) -> bool {
        let customer = self.panes.customers.roster.chosen();
        let sight = seen(world, customer, self.place.focus());
        self.stack.reply(ticket, result, sight, out)
    }

    /// Returns where keys are looked up now: the topmost overlay's contexts, else those of the focused pane.
    pub(super) fn contexts(&self) -> &'static [Context] {
        let front = self.front();
        if front.narrow().is_some_and(Narrow::takes_text) {
            Context::Filter.chain()
        } else {
            front.contexts()
        }
    }

    /// Filters the list by a text that was pasted.
    pub(super) fn filter_by(&mut self, text: &str, world: &World, out: &mut Outbox) {
        let sight = seen(world, None, self.place.focus());
        self.panes.customers.filter_by(text, &mut Cx { sight, out });
    }

    /// Whether rows are on their way that decide what a key means.
    pub(super) fn is_settled(&self) -> bool {
        !self.stack.is_empty()
            || self.front().takes_text()
            || self.panes.customers.roster.is_settled()
    }

    fn customer(&self) -> Option<CustomerId> {
        self.panes.customers.roster.chosen().cloned()
    }

    /// Whether the cursor only passes over a customer.
    pub(super) fn passes_over(&self, id: &CustomerId, now: Duration) -> bool {
        self.stack.is_empty() && self.chosen.0.as_ref() == Some(id) && now < self.chosen.1 + REST
    }

    /// Returns when the cursor will have rested on a customer, where it has not yet.
    pub(super) fn rests_at(&self, now: Duration) -> Option<Duration> {
        let at = self.chosen.1 + REST;
        (self.chosen.0.is_some() && now < at).then_some(at)
    }

    /// Returns everything that is shown or waited for.
    pub(super) fn wants(&self, world: &World) -> Vec<Subject> {
        let sight = self.sight(world);
        let mut wanted = Vec::new();
        if !self.place.is_too_small() {
            for (id, _) in self.place.regions().panes {
                self.panes.get(id).wants(&sight, &mut wanted);
            }
        }
        if self.place.zoom {
            // The list goes on loading behind a pane that fills the screen.
            self.panes.customers.wants(&sight, &mut wanted);
        }
        for overlay in self.stack.iter() {
            overlay.wants(&sight, &mut wanted);
        }
        wanted
    }

    /// Brings every place up to date with what is known, once, before anything is drawn. Returns whether a
    /// customer was looked for in the list and is not there.
    pub(super) fn settle(&mut self, world: &mut World) -> bool {
        let mut regions = self.place.regions();
        let focus = self.place.focus();
        let mut customer = None;
        for id in PaneId::iter() {
            let area = regions.of(id).unwrap_or_default();
            let sight = seen(world, customer.as_ref(), focus);
            self.panes.get_mut(id).settle(&sight, area);
            if id == PaneId::Customers {
                // The list comes first: all the others are about the customer that it chose.
                customer = self.customer();
                regions = self.share_out(regions, world, customer.as_ref());
            }
        }
        world.store.customers.sweep_gone(customer.as_ref());
        if customer != self.chosen.0 {
            let first = self.chosen.0.is_none();
            let since = if first {
                Duration::ZERO
            } else {
                world.now.since_start
            };
            self.chosen = (customer.clone(), since);
        }
        let sight = seen(world, customer.as_ref(), focus);
        self.stack.settle(&sight, self.place.area());
        let named = self.stack.iter().flat_map(|overlay| overlay.who(&sight));
        let shown = self.stack.shown(named.collect());
        world.store.customers.look_up(shown);
        self.panes.customers.roster.take_missed()
    }

    /// Makes the stacked panes as high as what they hold, and divides the screen again.
    fn share_out(
        &mut self,
        regions: Regions,
        world: &World,
        customer: Option<&CustomerId>,
    ) -> Regions {
        let (Some(area), None, false) = (regions.of(PaneId::Info), regions.tabs, self.place.zoom)
        else {
            return regions;
        };
        let sight = seen(world, customer, self.place.focus());
        self.place.heights = self.panes.heights(self.place.heights, &sight, area.width);
        self.place.regions()
    }

    /// Returns the tab at a column of the line of tabs.
    pub(super) fn tab_at(&self, column: u16, world: &World) -> Option<PaneId> {
        let sight = self.sight(world);
        let mut end = 0;
        let mut tabs = PaneId::iter().filter(|id| *id != PaneId::Customers);
        tabs.find(|id| {
            end += cells(&self.panes.get(*id).tab(&sight)) + 2;
            column < end
        })
    }

    /// Draws the whole screen; nothing is decided or changed here.
    pub(super) fn draw(&self, sight: &Sight, bars: &Bars, hints: &[Hint], frame: &mut Frame) {
        let area = frame.area();
        let mut pen = Pen::new(frame.buffer_mut(), self.looks);
        if layout::is_too_small(area) {
            bars::draw_too_small(sight, area, &mut pen);
            return;
        }
        let regions = self.place.regions_in(area);
        bars.draw_header(sight, regions.header, &mut pen);
        if let Some(tabs) = regions.tabs {
            bars::draw_tabs(&self.panes, self.place.tab(), sight, tabs, &mut pen);
        }
        for (id, area) in &regions.panes {
            self.panes.get(*id).draw(sight, *area, &mut pen);
            panes::dim_if_stale(*id, sight, *area, &mut pen);
        }
        if !self.stack.is_empty() {
            // A text box of a pane keeps its text but not the cursor.
            pen.cursor = None;
        }
        for overlay in self.stack.iter() {
            overlay.draw(sight, overlays::area(area), &mut pen);
        }
        bars.draw_foot(sight, hints, (regions.status, regions.hints), &mut pen);
        pen.finish();
        if let Some(cursor) = pen.cursor {
            frame.set_cursor_position(cursor);
        }
    }
}

pub(super) fn seen<'a>(
    world: &'a World,
    customer: Option<&'a CustomerId>,
    focus: PaneId,
) -> Sight<'a> {
    Sight {
        world,
        customer,
        focus,
        now: world.now,
    }
}
