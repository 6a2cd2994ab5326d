//! The window on the customers: what is filtered, how it is ordered, which row is chosen.
//!
//! The chosen row is kept by token and by its line on the screen: rows that arrive, go or change
//! places around it never move it (wrong-row mistakes are the worst a tool like this can invite).
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::{Column, Hits, Index, Kind, Order, Orders, Query, Search, Slot, Today};
use crate::model::directory::Directory;

/// How many rows stay visible above and below the chosen one.
const MARGIN: usize = 3;

/// Holds the query of the list, its hits and the place in them.
#[derive(Debug, Default)]
pub struct Roster {
    text: String,
    query: Query,
    /// What the search found last.
    found: Hits,
    order: Order,
    orders: Orders,
    /// How many loaded rows the order was applied to.
    merged: usize,
    /// The places of the hits among the rows: the exact ones, then the near ones.
    hits: Vec<u32>,
    exact: usize,
    /// Whether the person has moved since the search began: the choice stays where it was put.
    moved: bool,
    version: Option<u64>,
    chosen: Option<CustomerId>,
    at: usize,
    top: usize,
    height: usize,
}

impl Roster {
    pub fn order(&self) -> Order {
        self.order
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn query(&self) -> &Query {
        &self.query
    }

    /// Says whether the best hits come first, and not the order of a column.
    pub fn is_by_relevance(&self) -> bool {
        !self.query.is_empty() && self.is_natural()
    }

    /// Says whether the rows stand as the API gives them, newest first.
    fn is_natural(&self) -> bool {
        self.order == Order::default()
    }

    /// How many rows match what was typed to the letter; those after them but for a typing error.
    pub fn exact(&self) -> usize {
        self.exact
    }

    /// Says how the row at a place among the hits was found.
    pub fn kind(&self, place: usize) -> Kind {
        if place < self.exact {
            Kind::Exact
        } else {
            Kind::Near
        }
    }

    pub fn chosen(&self) -> Option<&CustomerId> {
        self.chosen.as_ref()
    }

    /// How many rows match, near ones too.
    pub fn matched(&self) -> usize {
        self.hits.len()
    }

    /// The place of the chosen row among the hits, from 0.
    pub fn place(&self) -> usize {
        self.at
    }

    /// The first hit on the screen.
    pub fn top(&self) -> usize {
        self.top
    }

    /// Gives the rows that fit, with their places among the hits.
    pub fn window<'a>(
        &'a self,
        directory: &'a Directory,
    ) -> impl Iterator<Item = (usize, &'a Customer)> {
        self.hits
            .iter()
            .enumerate()
            .skip(self.top)
            .take(self.height)
            .filter_map(|(place, at)| Some((place, directory.at(usize::try_from(*at).ok()?)?)))
    }

    /// Brings hits and place up to date with the rows; cheap where nothing changed.
    pub fn refresh(&mut self, directory: &Directory) {
        if self.version == Some(directory.version()) {
            return;
        }
        self.search(directory);
    }

    fn search(&mut self, directory: &Directory) {
        let line = self.at.saturating_sub(self.top);
        self.version = Some(directory.version());
        if self.is_natural() || !directory.is_loading() {
            self.merged = usize::MAX;
        }
        self.look(directory);
        let found = self.chosen.as_ref().and_then(|id| self.find(directory, id));
        self.at = found
            .unwrap_or(self.at)
            .min(self.hits.len().saturating_sub(1));
        if found.is_none() {
            self.choose(directory);
        }
        self.top = self.at.saturating_sub(line);
        self.fit();
    }

    /// Finds what matches, best first while something is looked for, else by the chosen column.
    fn look(&mut self, directory: &Directory) {
        let rows = u32::try_from(directory.listing().items().len()).unwrap_or(u32::MAX);
        if self.query.is_empty() && self.is_natural() {
            self.hits = (0..rows).collect();
            self.exact = self.hits.len();
            return;
        }
        let places = directory.places();
        let place = |slot: Slot| {
            let place = places.get(usize::try_from(slot).ok()?).copied()?;
            (place != u32::MAX).then_some(place)
        };
        let (exact, near) = if self.query.is_empty() {
            // In the order of the rows, for those that the order is not applied to.
            let mut all: Vec<(u32, Slot)> = (0..directory.index().slots())
                .filter_map(|slot| Some((place(slot)?, slot)))
                .collect();
            all.sort_unstable();
            (all.into_iter().map(|(_, slot)| slot).collect(), Vec::new())
        } else {
            self.run_search(directory.index())
        };
        let exact = if self.is_natural() {
            exact
        } else {
            self.in_order(exact, place, directory.index())
        };
        self.hits = exact.into_iter().filter_map(place).collect();
        self.exact = self.hits.len();
        self.hits.extend(near.into_iter().filter_map(place));
    }

    /// Gives the exact and the near hits of the query, the best first.
    fn run_search(&mut self, index: &Index) -> (Vec<Slot>, Vec<Slot>) {
        let never = || false;
        let mut search = Search::after(&self.found, self.query.clone(), index);
        search.run(index, &never);
        self.found = search.into_hits();
        self.found.rank(index, usize::MAX, &never);
        let (exact, near): (Vec<_>, Vec<_>) = self
            .found
            .window(0, usize::MAX)
            .partition(|(_, kind)| *kind == Kind::Exact);
        let slots = |hits: Vec<(Slot, Kind)>| hits.into_iter().map(|(slot, _)| slot).collect();
        (slots(exact), slots(near))
    }

    /// Brings hits into the chosen order; rows loaded since it was chosen follow as they came, so that nothing moves
    /// while pages arrive.
    fn in_order(
        &mut self,
        hits: Vec<Slot>,
        place: impl Fn(Slot) -> Option<u32>,
        index: &Index,
    ) -> Vec<Slot> {
        let merged = u32::try_from(self.merged).unwrap_or(u32::MAX);
        let (before, later): (Vec<Slot>, Vec<Slot>) = hits
            .into_iter()
            .partition(|slot| place(*slot).is_some_and(|place| place < merged));
        self.orders.prepare(index, self.order.column, &|| false);
        let mut ordered = self.orders.pick(self.order, &before).unwrap_or(before);
        ordered.extend(later);
        ordered
    }

    fn find(&self, directory: &Directory, id: &CustomerId) -> Option<usize> {
        self.hits.iter().position(|at| {
            usize::try_from(*at)
                .ok()
                .and_then(|at| directory.at(at))
                .map(|c| &c.token)
                == Some(id)
        })
    }

    fn choose(&mut self, directory: &Directory) {
        self.chosen = self
            .hits
            .get(self.at)
            .and_then(|at| directory.at(usize::try_from(*at).ok()?))
            .map(|customer| customer.token.clone());
    }

    /// Tells how many rows the list can show.
    pub fn resize(&mut self, height: usize) {
        self.height = height;
        self.fit();
    }

    /// Keeps the chosen row inside the window, with a margin, and the window inside the hits.
    fn fit(&mut self) {
        let margin = MARGIN.min(self.height.saturating_sub(1) / 2);
        let lowest = (self.at + margin + 1).saturating_sub(self.height);
        let highest = self.at.saturating_sub(margin);
        self.top = self.top.max(lowest).min(highest);
        self.top = self.top.min(self.hits.len().saturating_sub(self.height));
    }

    /// Moves the choice to a place among the hits.
    pub fn go(&mut self, place: usize, directory: &Directory) {
        self.at = place.min(self.hits.len().saturating_sub(1));
        self.choose(directory);
        self.fit();
    }

    /// Moves the choice by rows; stops at both ends.
    pub fn step(&mut self, rows: isize, directory: &Directory) {
        self.moved = true;
        self.go(self.at.saturating_add_signed(rows), directory);
    }

    /// Chooses a customer by token, where it is among the hits.
    pub fn go_to(&mut self, id: &CustomerId, directory: &Directory) {
        self.refresh(directory);
        if let Some(place) = self.find(directory, id) {
            self.go(place, directory);
        }
    }

    /// Searches for a text: while it changes the choice is on the best hit, unless the person has moved it to another.
    pub fn filter(&mut self, text: &str, directory: &Directory, today: Today<'_>) {
        if text == self.text {
            return;
        }
        if text.trim().is_empty() {
            self.show_all(directory);
        } else {
            self.query = Query::parse(text, today);
            if !self.moved {
                self.chosen = None;
            }
            self.at = 0;
            self.search(directory);
        }
        text.clone_into(&mut self.text);
    }

    /// Ends the search: the choice stays where it is.
    pub fn show_all(&mut self, directory: &Directory) {
        if self.text.is_empty() {
            return;
        }
        self.text.clear();
        self.query = Query::default();
        self.moved = false;
        self.at = 0;
        self.search(directory);
    }

    /// Sorts by the next column, in its natural direction.
    pub fn sort_next(&mut self, directory: &Directory) {
        let column = match self.order.column {
            Column::Created => Column::Name,
            Column::Name => Column::Email,
            Column::Email => Column::Created,
        };
        self.sort(
            Order {
                column,
                reversed: false,
            },
            directory,
        );
    }

    pub fn sort_reversed(&mut self, directory: &Directory) {
        let reversed = !self.order.reversed;
        self.sort(
            Order {
                reversed,
                ..self.order
            },
            directory,
        );
    }

    fn sort(&mut self, order: Order, directory: &Directory) {
        self.order = order;
        self.merged = directory.listing().items().len();
        self.search(directory);
    }
}
