//! The search, in steps of a few thousand rows, so that it can be stopped and looked at anywhere.
use super::block::ROWS;
use super::hits::{Hits, holds};
use super::index::{Index, Slot, slot_at};
use super::matcher::Matcher;
use super::query::Query;

/// Near hits are looked for where there are fewer exact ones than this.
pub const FEW: usize = 50;

/// One previous hit in so many customers is where looking at them alone gets faster than the whole.
const NARROW: usize = 8;

/// A search under way.
#[derive(Clone, Debug)]
pub struct Search {
    hits: Hits,
    stage: Stage,
}

#[derive(Clone, Debug)]
enum Stage {
    /// The next block to search.
    Exact(usize),
    /// The hits of a wider query, and the next of them to look at.
    Narrowing(Vec<Slot>, usize),
    Near(usize),
    Done,
}

/// Searches everything, unless stopped: `stop` is asked every 4,096 customers.
///
/// What was found until then is given all the same; [`Hits::is_complete`] tells.
pub fn search(index: &Index, query: Query, stop: &dyn Fn() -> bool) -> Hits {
    let mut search = Search::new(query, index);
    search.run(index, stop);
    search.into_hits()
}

impl Search {
    pub fn new(query: Query, index: &Index) -> Self {
        Self {
            hits: Hits::new(query, index),
            stage: Stage::Exact(0),
        }
    }

    /// Begins where a previous answer ended, where that is sound and worth it.
    pub fn after(previous: &Hits, query: Query, index: &Index) -> Self {
        let mut search = Self::new(query, index);
        // Among the hits are none of those who are not read, and these are counted.
        let is_sound = previous.is_complete
            && !search.hits.query.wants_states()
            && previous.version == index.version()
            && search.hits.query.narrows(&previous.query);
        if is_sound && previous.exact.len() <= index.len() / NARROW {
            search.stage = Stage::Narrowing(previous.exact.clone(), 0);
        }
        search
    }

    /// Whether only the hits of the previous answer are looked at.
    pub fn is_narrowing(&self) -> bool {
        matches!(self.stage, Stage::Narrowing(..))
    }

    /// Returns what was found so far.
    pub fn hits(&self) -> &Hits {
        &self.hits
    }

    pub fn hits_mut(&mut self) -> &mut Hits {
        &mut self.hits
    }

    pub fn into_hits(self) -> Hits {
        self.hits
    }

    /// Goes on until the end, or until stopped; returns whether it came to the end.
    ///
    /// `stop` is asked every 4,096 customers. A stopped search can be gone on with.
    pub fn run(&mut self, index: &Index, stop: &dyn Fn() -> bool) -> bool {
        self.run_until(index, &mut |_| stop())
    }

    /// Goes on until the end, or until enough was found for the caller to show.
    pub fn run_until(&mut self, index: &Index, enough: &mut dyn FnMut(&Hits) -> bool) -> bool {
        let query = self.hits.query.clone();
        let matcher = Matcher::new(&query, index);
        while !matches!(self.stage, Stage::Done) {
            if enough(&self.hits) {
                return false;
            }
            self.step(index, &matcher);
        }
        true
    }

    fn step(&mut self, index: &Index, matcher: &Matcher<'_>) {
        let hits = &mut self.hits;
        self.stage = match std::mem::replace(&mut self.stage, Stage::Done) {
            Stage::Exact(at) => match index.blocks().get(at) {
                Some(block) => {
                    let (rows, unread) = matcher.rows(index, at, block);
                    hits.unread += unread;
                    hits.exact.extend(rows.iter().map(|row| slot_at(at, row)));
                    hits.searched += block.live().count();
                    Stage::Exact(at + 1)
                }
                None => after_exact(hits, matcher),
            },
            Stage::Narrowing(slots, from) => {
                let rest = slots.get(from..).unwrap_or_default();
                let holds = |slot: &Slot| index.row(*slot).is_some_and(|row| matcher.holds(&row));
                let some = rest.iter().take(ROWS).copied();
                hits.exact.extend(some.filter(holds));
                if rest.len() > ROWS {
                    Stage::Narrowing(slots, from + ROWS)
                } else {
                    hits.searched = hits.total;
                    after_exact(hits, matcher)
                }
            }
            Stage::Near(at) => match index.blocks().get(at) {
                Some(block) => {
                    let rows = matcher.near_rows(index, at, block);
                    let slots = rows.iter().map(|row| slot_at(at, row));
                    let exact = &hits.exact;
                    hits.near.extend(slots.filter(|slot| !holds(exact, *slot)));
                    Stage::Near(at + 1)
                }
                None => Stage::Done,
            },
            Stage::Done => Stage::Done,
        };
        hits.is_complete = matches!(self.stage, Stage::Done);
    }
}

fn after_exact(hits: &Hits, matcher: &Matcher<'_>) -> Stage {
    if hits.exact.len() < FEW && matcher.can_be_near() {
        Stage::Near(0)
    } else {
        Stage::Done
    }
}
