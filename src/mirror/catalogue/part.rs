//! Which of the hits are shown: those around a row or a place, in the order that was asked for.
use super::{Catalogue, Picked};
use crate::mirror::hits::holds;
use crate::mirror::{Hits, Order, Slot, WindowRequest};

/// Hits that are shown, as slots.
pub(super) struct Part {
    pub exact: usize,
    pub near: usize,
    pub from: usize,
    pub at: Option<usize>,
    pub slots: Vec<Slot>,
}

impl Catalogue {
    /// Returns the hits that are shown.
    pub(super) fn part(&mut self, is_whole: bool, stop: &dyn Fn() -> bool) -> Option<Part> {
        let order = self.request.order;
        if self.request.query.is_empty() {
            return self.part_of_all(order, stop);
        }
        if self.request.by_relevance || !is_whole {
            return self.part_by_relevance(is_whole, stop);
        }
        self.part_in_order(order, stop)
    }

    fn part_of_all(&mut self, order: Order, stop: &dyn Fn() -> bool) -> Option<Part> {
        if !self.orders.prepare(&self.index, order.column, stop) {
            return None;
        }
        let exact = self.index.len();
        let slot = self.asked_for();
        let at = slot.and_then(|slot| self.orders.place(order, slot));
        let (from, count) = around(&self.request, at, exact);
        Some(Part {
            exact,
            near: 0,
            from,
            at,
            slots: self.orders.window(order, from, count)?,
        })
    }

    fn part_by_relevance(&mut self, is_whole: bool, stop: &dyn Fn() -> bool) -> Option<Part> {
        let slot = self.asked_for();
        let request = &self.request;
        let hits = match &mut self.search {
            Some(search) if !is_whole => search.hits_mut(),
            _ => &mut self.found,
        };
        let first = request.place + 2 * request.margin + 1;
        if !hits.rank(&self.index, first, stop) {
            return None;
        }
        let find = |hits: &Hits, slot| hits.window(0, usize::MAX).position(|(hit, _)| hit == slot);
        let mut at = slot.and_then(|slot| find(hits, slot));
        if at.is_none()
            && slot.is_some_and(|slot| holds(&hits.exact, slot) || holds(&hits.near, slot))
        {
            // It is a hit far behind the ones in order: only all of them in order tell where.
            if !hits.rank(&self.index, usize::MAX, stop) {
                return None;
            }
            at = slot.and_then(|slot| find(hits, slot));
        }
        let (exact, near) = (hits.exact(), if is_whole { hits.near() } else { 0 });
        let (from, count) = around(&self.request, at, exact + near);
        if !hits.rank(&self.index, from + count, stop) {
            return None;
        }
        let slots = hits.window(from, count).map(|(slot, _)| slot).collect();
        Some(Part {
            exact,
            near,
            from,
            at,
            slots,
        })
    }

    /// Returns the hits by a column: the near ones stay behind the exact ones, by likeness.
    fn part_in_order(&mut self, order: Order, stop: &dyn Fn() -> bool) -> Option<Part> {
        let version = self.index.version();
        let is_there = |picked: &Picked| picked.version == version && picked.order == order;
        if !self.picked.as_ref().is_some_and(is_there) {
            if !self.orders.prepare(&self.index, order.column, stop) {
                return None;
            }
            let mut slots = self.orders.pick(order, &self.found.exact)?;
            if !self.found.rank(&self.index, 1, stop) {
                return None;
            }
            let all = self.found.near();
            slots.extend(self.found.window_near(all));
            self.picked = Some(Picked {
                version,
                order,
                slots,
            });
        }
        let slots = self.picked.as_ref().map_or(&[][..], |picked| &picked.slots);
        let slot = self.asked_for();
        let at = slot.and_then(|slot| slots.iter().position(|hit| *hit == slot));
        let (from, count) = around(&self.request, at, slots.len());
        Some(Part {
            exact: self.found.exact(),
            near: self.found.near(),
            from,
            at,
            slots: slots.iter().skip(from).take(count).copied().collect(),
        })
    }

    /// Returns the row that was asked for by token, where it is here.
    fn asked_for(&self) -> Option<Slot> {
        let token = self.request.token.as_ref()?;
        self.index.slot(token.as_str())
    }
}

/// Returns which of the hits are shown: those around the row that was asked for, else around the place.
fn around(request: &WindowRequest, at: Option<usize>, all: usize) -> (usize, usize) {
    let middle = at.unwrap_or(request.place).min(all.saturating_sub(1));
    let from = middle.saturating_sub(request.margin);
    let to = middle.saturating_add(request.margin + 1).min(all);
    (from, to - from.min(to))
}
