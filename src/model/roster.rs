//! The window on the customers: what is filtered, how it is ordered, which row is chosen.
//!
//! The chosen row is kept by token and by its line on the screen: rows that arrive, go or change
//! places around it never move it (wrong-row mistakes are the worst a tool like this can invite).
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::model::directory::{Column, Directory, Order, Word, words};

/// How many rows stay visible above and below the chosen one.
const MARGIN: usize = 3;

/// Holds the query of the list, its hits and the place in them.
#[derive(Debug, Default)]
pub struct Roster {
    text: String,
    words: Vec<Word>,
    order: Order,
    /// How many loaded rows the order was applied to.
    merged: usize,
    hits: Vec<u32>,
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

    pub fn words(&self) -> &[Word] {
        &self.words
    }

    pub fn chosen(&self) -> Option<&CustomerId> {
        self.chosen.as_ref()
    }

    /// How many rows match.
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
        let natural = self.order == Order::default();
        if natural || !directory.is_loading() {
            self.merged = usize::MAX;
        }
        self.hits = directory.hits(&self.words, self.order, self.merged);
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
        self.go(self.at.saturating_add_signed(rows), directory);
    }

    /// Chooses a customer by token, where it is among the hits.
    pub fn go_to(&mut self, id: &CustomerId, directory: &Directory) {
        self.refresh(directory);
        if let Some(place) = self.find(directory, id) {
            self.go(place, directory);
        }
    }

    /// Filters by a text; while it changes the choice is on the first hit, unless the chosen row is a hit.
    pub fn filter(&mut self, text: &str, directory: &Directory) {
        if text == self.text {
            return;
        }
        text.clone_into(&mut self.text);
        self.words = words(text);
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
