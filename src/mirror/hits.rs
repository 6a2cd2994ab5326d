//! The answer to a search: which rows, how sure, and the best of them in order.
use super::block::index as at;
use super::grade::{grade, limit};
use super::index::{Index, Slot};
use super::matcher::Matcher;
use super::query::Query;
use std::cmp::Reverse;

/// Whether a hit is what was typed or has a typing error less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HitKind {
    Exact,
    Near,
}

#[derive(Clone, Debug, Default)]
pub struct Hits {
    pub(super) query: Query,
    /// In the order of slots.
    pub(super) exact: Vec<Slot>,
    pub(super) near: Vec<Slot>,
    /// How many customers would be exact hits if only their subscriptions were known.
    pub(super) unread: usize,
    pub(super) searched: usize,
    pub(super) total: usize,
    pub(super) is_complete: bool,
    /// The index's version when the search began.
    pub(super) version: u64,
    /// The best exact ones, best first.
    best: Vec<Slot>,
    best_near: Vec<Slot>,
    /// For how many exact ones `best` was made.
    graded: usize,
}

/// Newer rows win among equals, then the ones that came first.
type Key = (u16, u32, Reverse<Slot>);

impl Hits {
    /// Begins with none of an index.
    pub(super) fn new(query: Query, index: &Index) -> Self {
        Self {
            query,
            total: index.len(),
            version: index.version(),
            ..Self::default()
        }
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Returns the number of rows that match what was typed.
    pub fn exact(&self) -> usize {
        self.exact.len()
    }

    /// Returns the number of rows that match but for typing errors.
    pub fn near(&self) -> usize {
        self.near.len()
    }

    /// Returns the number of those of whom it is not known, for their subscriptions were not read.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// Returns the number of customers that were searched so far.
    pub fn searched(&self) -> usize {
        self.searched
    }

    /// Returns the number of customers there are to search.
    pub fn total(&self) -> usize {
        self.total
    }

    /// Whether every customer was searched, for near hits too where they are wanted.
    pub fn is_complete(&self) -> bool {
        self.is_complete
    }

    /// Returns the version of the index that was searched.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// Returns the hits of a kind in the order of slots.
    pub fn slots(&self, kind: HitKind) -> &[Slot] {
        match kind {
            HitKind::Exact => &self.exact,
            HitKind::Near => &self.near,
        }
    }

    /// Brings at least the `first` best hits into order, by relevance.
    ///
    /// Asks `stop` every 4,096 rows; returns whether it came to its end. The order of all hits costs a
    /// sort, so ask for no more than is shown.
    pub fn rank(&mut self, index: &Index, first: usize, stop: &dyn Fn() -> bool) -> bool {
        let wanted = first.min(self.exact.len());
        let is_there = self.graded == self.exact.len() && self.best.len() >= wanted;
        let near_is_there = self.best_near.len() == self.near.len();
        if is_there && near_is_there {
            return true;
        }
        let matcher = Matcher::new(&self.query, index);
        if !is_there {
            // Scrolling on asks for a little more each time: get some in hand.
            let some = wanted.saturating_mul(4).max(200);
            let Some(best) = top(&matcher, index, &self.exact, some, stop) else {
                return false;
            };
            (self.best, self.graded) = (best, self.exact.len());
        }
        if !near_is_there {
            let Some(best) = top(&matcher, index, &self.near, usize::MAX, stop) else {
                return false;
            };
            self.best_near = best;
        }
        true
    }

    /// Returns the near hits alone, by relevance.
    pub fn window_near(&self, count: usize) -> impl Iterator<Item = Slot> + '_ {
        self.best_near.iter().take(count).copied()
    }

    /// Returns hits by relevance, exact ones first; as far as [`Hits::rank`] brought them into order.
    pub fn window(
        &self,
        offset: usize,
        count: usize,
    ) -> impl Iterator<Item = (Slot, HitKind)> + '_ {
        let exact = self.best.iter().map(|slot| (*slot, HitKind::Exact));
        let all_exact = self.best.len() == self.exact.len();
        let near = self.best_near.iter().filter(move |_| all_exact);
        exact
            .chain(near.map(|slot| (*slot, HitKind::Near)))
            .skip(offset)
            .take(count)
    }
}

/// Returns the best of some rows, best first, or nothing when stopped.
fn top(
    matcher: &Matcher<'_>,
    index: &Index,
    slots: &[Slot],
    count: usize,
    stop: &dyn Fn() -> bool,
) -> Option<Vec<Slot>> {
    let room = count.saturating_mul(2).min(slots.len());
    let mut kept: Vec<Reverse<Key>> = Vec::with_capacity(room);
    let mut worst: Option<Key> = None;
    let limit = limit(matcher);
    for chunk in slots.chunks(4_096) {
        if stop() {
            return None;
        }
        for slot in chunk {
            // Once the best there can be were found, only newer ones can be better.
            let is_beaten = |worst: Key| {
                worst.0 >= limit && (index.created(*slot), Reverse(*slot)) < (worst.1, worst.2)
            };
            if worst.is_some_and(is_beaten) {
                continue;
            }
            let Some(row) = index.row(*slot) else {
                continue;
            };
            let key = (grade(matcher, &row), row.facts.created, Reverse(*slot));
            if worst.is_some_and(|worst| key < worst) {
                continue;
            }
            kept.push(Reverse(key));
            if kept.len() >= room && count < kept.len() {
                let (_, last, _) = kept.select_nth_unstable(count - 1);
                worst = Some(last.0);
                kept.truncate(count);
            }
        }
    }
    kept.sort_unstable();
    kept.truncate(count);
    Some(
        kept.into_iter()
            .map(|Reverse((_, _, Reverse(slot)))| slot)
            .collect(),
    )
}

/// Whether a sorted list of slots holds one.
pub fn holds(slots: &[Slot], slot: Slot) -> bool {
    slots.binary_search(&slot).is_ok()
}

/// Returns a set of slots as bits, for [`has_bit`].
pub fn bits(slots: impl Iterator<Item = Slot>, all: Slot) -> Vec<u64> {
    let mut bits = vec![0; at(all) / 64 + 1];
    for slot in slots {
        set_bit(&mut bits, slot);
    }
    bits
}

/// Adds a slot to a set of bits, which grows for it.
pub fn set_bit(bits: &mut Vec<u64>, slot: Slot) {
    let word = at(slot) / 64;
    if bits.len() <= word {
        bits.resize(word + 1, 0);
    }
    if let Some(word) = bits.get_mut(word) {
        *word |= 1 << (slot % 64);
    }
}

pub fn has_bit(bits: &[u64], slot: Slot) -> bool {
    bits.get(at(slot) / 64)
        .is_some_and(|word| word >> (slot % 64) & 1 == 1)
}
