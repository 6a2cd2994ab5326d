//! All customers in memory and the one request about them that stands: answered at once, and again as rows
//! change.
//!
//! It does its work in steps that can be stopped between any two, so that a newer request never waits for an
//! older one, and it decodes no row but those that are shown.
mod matches;
mod part;
mod sharers;

use super::hits::{has_bit, set_bit};
use super::index::{Index, Put, Slot};
use super::order::{Order, Orders};
use super::search::Search;
use super::{Entry, Hits, Seen, Subscribed, Trouble, Window, WindowRequest, WindowRow};
use crate::api::ids::CustomerId;
use part::Part;
pub use sharers::has_email;

/// With so many hits the first screen is shown before all were found.
const PLENTY: usize = 1_000;
/// How often rows that are no longer on disk are looked past before what is left is shown.
const TRIES: usize = 3;

/// Reads rows by token; those that are not there are left out.
pub type ReadRows<'r> = &'r mut dyn FnMut(&[CustomerId]) -> Result<Vec<Seen>, Trouble>;

/// The customers, the orders they stand in, and the search under way.
#[derive(Debug, Default)]
pub struct Catalogue {
    index: Index,
    orders: Orders,
    /// The slots of the customers that the API told of in this run, a bit each.
    current: Vec<u64>,
    request: WindowRequest,
    search: Option<Search>,
    found: Hits,
    /// The exact hits in the order of a column, where one was chosen.
    picked: Option<Picked>,
    heard: u64,
    /// What the reading of all rows has met so far, while it is under way.
    filling: Option<Filling>,
    /// How many customers the disk holds, while they are being read.
    stored: usize,
    /// Whether the last answer was the whole one, and to which request and version.
    answered: Option<(u64, u64)>,
    /// The request whose first hits were shown while the rest was looked for.
    glimpsed: u64,
}

/// Which of the customers that were there before were met.
#[derive(Debug, Default)]
struct Filling {
    before: Slot,
    met: Vec<u64>,
    /// Those who were there when all subscriptions were read, and those of whose subscriptions something was
    /// told.
    covered: Vec<u64>,
    told: Vec<u64>,
}

#[derive(Debug)]
struct Picked {
    version: u64,
    order: Order,
    slots: Vec<Slot>,
}

impl Catalogue {
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// Takes a customer as the API told it in this run.
    pub fn put(&mut self, entry: &Entry<'_>) {
        if let Some(slot) = self.take(entry) {
            set_bit(&mut self.current, slot);
        }
    }

    /// Takes a customer as the disk holds it: what was told before it was read there is on disk too. One who
    /// is covered has no subscriptions but those that are told.
    pub fn fill(&mut self, entry: &Entry<'_>, is_covered: bool) {
        let slot = self.take(entry);
        if let (Some(slot), Some(filling), true) = (slot, &mut self.filling, is_covered) {
            set_bit(&mut filling.covered, slot);
        }
    }

    fn take(&mut self, entry: &Entry<'_>) -> Option<Slot> {
        let (Put::Added(slot) | Put::Updated(slot) | Put::Same(slot)) = self.index.put(entry)
        else {
            return None;
        };
        if let Some(filling) = &mut self.filling {
            set_bit(&mut filling.met, slot);
        }
        Some(slot)
    }

    /// Whether the API told of a customer in this run.
    pub fn is_current(&self, token: &str) -> bool {
        self.index
            .slot(token)
            .is_some_and(|slot| has_bit(&self.current, slot))
    }

    pub fn remove(&mut self, token: &str) {
        self.index.remove(token);
    }

    pub fn set_subscribed(&mut self, token: &str, subscribed: Subscribed) {
        let slot = self.index.set_subscribed(token, subscribed);
        if let (Some(slot), Some(filling)) = (slot, &mut self.filling) {
            set_bit(&mut filling.told, slot);
        }
    }

    /// Whether there is room on the screen for more customers than there are.
    pub fn is_short(&self) -> bool {
        self.index.len() <= self.request.margin
    }

    /// Takes note that all changes up to a number are in.
    pub fn hear(&mut self, number: u64) {
        self.heard = self.heard.max(number);
    }

    /// Begins to take all that the disk holds, which is so many.
    pub fn begin_fill(&mut self, stored: usize) {
        self.stored = stored;
        self.filling = Some(Filling {
            before: self.index.slots(),
            ..Filling::default()
        });
    }

    /// Ends it: who was here and is on the disk no more goes.
    pub fn end_fill(&mut self) {
        let Some(filling) = self.filling.take() else {
            return;
        };
        for slot in (0..filling.before).filter(|slot| !has_bit(&filling.met, *slot)) {
            if let Some(token) = self.index.token(slot) {
                self.index.remove(&token);
            }
        }
        for slot in (0..self.index.slots()).filter(|slot| !has_bit(&filling.told, *slot)) {
            let states = if has_bit(&filling.covered, slot) {
                Subscribed::NONE
            } else {
                Subscribed::UNKNOWN
            };
            self.index.set_subscribed_at(slot, states);
        }
        self.index.compact();
        self.stored = 0;
        self.answered = None;
    }

    /// Drops every customer; the request stands.
    pub fn clear(&mut self) {
        *self = Self {
            request: std::mem::take(&mut self.request),
            heard: self.heard,
            ..Self::default()
        };
    }

    /// Takes a request in place of the one that stood.
    pub fn ask(&mut self, request: WindowRequest) {
        if request.query != self.request.query || request.order != self.request.order {
            self.picked = None;
            self.search = None;
        }
        self.request = request;
        self.answered = None;
    }

    /// Wants the answer given once more: one from before a change that was made here is not looked at.
    pub fn answer_again(&mut self) {
        self.answered = None;
    }

    /// Whether the request is one that was not answered yet.
    pub fn is_asked(&self) -> bool {
        let number = self.request.number;
        number > 0
            && self.answered.is_none_or(|(answered, _)| answered != number)
            && self.may_answer()
    }

    /// Whether an answer was given that is not true any more.
    pub fn is_stale(&self) -> bool {
        let now = (self.request.number, self.index.version());
        self.request.number > 0 && self.answered != Some(now) && self.may_answer()
    }

    const fn may_answer(&self) -> bool {
        self.heard >= self.request.after
    }

    /// Works on the request and returns what is to be shown; nothing where it was stopped.
    ///
    /// A first answer may come before all was searched; then it wants to be called again.
    pub fn work(
        &mut self,
        stop: &dyn Fn() -> bool,
        rows: ReadRows<'_>,
    ) -> Result<Option<Window>, Trouble> {
        for _ in 0..TRIES {
            let Some(is_whole) = self.look(stop) else {
                return Ok(None);
            };
            let Some(part) = self.part(is_whole, stop) else {
                return Ok(None);
            };
            let version = self.index.version();
            let shown = self.decode(&part, rows)?;
            if self.index.version() != version {
                // Some rows are gone from the disk: another instance removed them.
                continue;
            }
            if is_whole {
                // Rows that came while it was searched are searched the next time.
                let searched = if self.request.query.is_empty() {
                    version
                } else {
                    self.found.version()
                };
                self.answered = Some((self.request.number, searched));
            } else {
                self.glimpsed = self.request.number;
            }
            return Ok(Some(self.window(part, shown, is_whole)));
        }
        Ok(None)
    }

    /// Finds what matches; returns whether all of it was, or nothing where it was stopped.
    fn look(&mut self, stop: &dyn Fn() -> bool) -> Option<bool> {
        if self.request.query.is_empty() {
            return Some(true);
        }
        let is_current = self.found.query() == &self.request.query
            && self.found.version() == self.index.version()
            && self.found.is_complete();
        if is_current {
            return Some(true);
        }
        let mut search = match self.search.take() {
            Some(search) if search.hits().query() == &self.request.query => search,
            _ => Search::after(&self.found, self.request.query.clone(), &self.index),
        };
        let may_glimpse = self.glimpsed != self.request.number;
        let is_done = search.run_until(&self.index, &mut |hits| {
            let shows =
                hits.exact() >= PLENTY || hits.searched() >= hits.total() && hits.exact() > 0;
            stop() || may_glimpse && shows
        });
        if is_done {
            self.found = search.into_hits();
            self.picked = None;
            return Some(true);
        }
        self.search = Some(search);
        (!stop()).then_some(false)
    }

    /// Reads the rows of the hits; drops from memory what is not on disk any more.
    fn decode(&mut self, part: &Part, rows: ReadRows<'_>) -> Result<Vec<WindowRow>, Trouble> {
        let tokens: Vec<CustomerId> = part
            .slots
            .iter()
            .filter_map(|slot| CustomerId::new(&self.index.token(*slot)?))
            .collect();
        let seen = rows(&tokens)?;
        if seen.len() < tokens.len() {
            let mut here = seen.iter().map(|row| &row.customer.token).peekable();
            for token in &tokens {
                if here.next_if(|next| *next == token).is_none() {
                    self.index.remove(token.as_str());
                }
            }
        }
        let shown = seen.into_iter().map(|seen| WindowRow {
            is_current: self.is_current(seen.customer.token.as_str()),
            customer: seen.customer,
            seen: seen.at,
        });
        Ok(shown.collect())
    }

    fn window(&self, part: Part, rows: Vec<WindowRow>, is_whole: bool) -> Window {
        let held = self.index.len();
        let (searched, unread) = match &self.search {
            Some(search) if !is_whole => (search.hits().searched(), search.hits().unread()),
            _ if self.request.query.is_empty() => (held, 0),
            _ => (held, self.found.unread()),
        };
        Window {
            number: self.request.number,
            heard: self.heard,
            exact: part.exact,
            near: part.near,
            unread,
            searched,
            held,
            is_filling: self.filling.is_some(),
            stored: self.stored.max(held),
            from: part.from,
            rows,
            at: part.at,
        }
    }
}
