//! What lies over the panes, the topmost last.
use crate::api::error::Error;
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::model::ask::Ask;
use crate::model::cure::Cure;
use crate::model::cx::{Cx, Outbox, Sight};
use crate::model::directory::lookups::OnScreen;
use crate::model::draft::{Draft, Drafts};
use crate::model::effect::Ticket;
use crate::model::keymap::Context;
use crate::ui::overlays::{self, Overlay};
use ratatui::layout::Rect;

#[derive(Debug, Default)]
pub(super) struct Stack(Vec<Box<dyn Overlay>>);

impl Stack {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn top(&self) -> Option<&dyn Overlay> {
        self.0.last().map(AsRef::as_ref)
    }

    pub(super) fn top_mut(&mut self) -> Option<&mut dyn Overlay> {
        Some(self.0.last_mut()?.as_mut())
    }

    /// Returns them in the order in which they are drawn.
    pub(super) fn iter(&self) -> impl Iterator<Item = &dyn Overlay> {
        self.0.iter().map(AsRef::as_ref)
    }

    pub(super) fn open(&mut self, ask: Ask, draft: Option<Draft>, sight: &Sight) {
        self.0.push(overlays::open(ask, draft, sight));
    }

    /// Closes the topmost; a form leaves its draft.
    pub(super) fn close_top(&mut self, drafts: &mut Drafts) {
        if let Some(draft) = self.0.pop().and_then(|top| top.draft()) {
            drafts.keep(draft);
        }
    }

    pub(super) fn close_all(&mut self, drafts: &mut Drafts) {
        while !self.is_empty() {
            self.close_top(drafts);
        }
    }

    /// Closes what came to its end, wherever it lies.
    pub(super) fn close_done(&mut self, drafts: &mut Drafts) {
        let done = self.0.extract_if(.., |overlay| overlay.is_done());
        for draft in done.filter_map(|overlay| overlay.draft()) {
            drafts.keep(draft);
        }
    }

    /// Closes what says something that is over; returns whether anything did.
    pub(super) fn close_cured(&mut self, is_over: impl Fn(&Cure) -> bool) -> bool {
        let before = self.0.len();
        self.0
            .retain(|overlay| !overlay.cure().is_some_and(&is_over));
        self.0.len() != before
    }

    /// Whether all that lies there was only to be read, and gives way to what a global key opens.
    pub(super) fn yields(&self) -> bool {
        self.iter().all(Overlay::yields)
    }

    /// Closes what was only to be read.
    pub(super) fn give_way(&mut self) {
        if self.yields() {
            self.0.clear();
        }
    }

    /// Whether anything does not close by itself, as a form with a card number in it.
    pub(super) fn is_unfinished(&self) -> bool {
        self.iter()
            .any(|overlay| !overlay.contexts().contains(&Context::Global))
    }

    /// Hands an answer to the overlay that asked for it, wherever it lies; returns whether there was one.
    pub(super) fn reply(
        &mut self,
        ticket: Ticket,
        result: &Result<Reply, Error>,
        sight: Sight,
        out: &mut Outbox,
    ) -> bool {
        let mut cx = Cx { sight, out };
        let mut overlays = self.0.iter_mut();
        overlays.any(|overlay| overlay.reply(ticket, result, &mut cx))
    }

    /// Brings each up to date with what is known.
    pub(super) fn settle(&mut self, sight: &Sight, area: Rect) {
        let top = self.0.len().saturating_sub(1);
        for (at, overlay) in self.0.iter_mut().enumerate() {
            overlay.cover(at < top);
            overlay.settle(sight, overlays::area(area));
        }
    }

    /// Returns what is shown that may have to be looked up; `customers` are those that it names.
    pub(super) fn shown(&self, customers: Vec<CustomerId>) -> OnScreen<'_> {
        let mut from_top = self.0.iter().rev();
        OnScreen {
            customers,
            card: self.iter().find_map(|overlay| overlay.card()),
            query: self.iter().find_map(|overlay| overlay.query()),
            email: from_top.find_map(|overlay| overlay.email()),
        }
    }

    pub(super) fn wipe(&mut self) {
        self.0.iter_mut().for_each(|overlay| overlay.wipe());
    }
}
