//! The few customers whose rows are here: those around the list's place, and those that were told alone.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::{Window, WindowRow};
use std::collections::VecDeque;

/// How many customers that were told alone are held: those that were looked at last.
const MOST_ALONE: usize = 256;

/// The rows around the list's place, and newer ones of the same or other customers.
#[derive(Debug, Default)]
pub struct Loaded {
    window: Window,
    alone: VecDeque<Alone>,
}

/// A customer that was told alone.
#[derive(Debug)]
struct Alone {
    customer: Customer,
    /// The change by which the mirror learns it: a window that has heard of it is as new.
    number: u64,
}

impl Loaded {
    /// Returns the rows around the list's place.
    pub fn window(&self) -> &Window {
        &self.window
    }

    pub fn get(&self, id: &CustomerId) -> Option<&Customer> {
        let listed = self.listed(id);
        let alone = self.alone.iter().find(|row| row.customer.token == *id);
        let newer = alone.filter(|row| row.number > self.window.heard || listed.is_none());
        newer
            .map(|row| &row.customer)
            .or_else(|| listed.map(|row| &row.customer))
    }

    pub(super) fn listed(&self, id: &CustomerId) -> Option<&WindowRow> {
        let mut rows = self.window.rows.iter();
        rows.find(|row| row.customer.token == *id)
    }

    /// Returns the row at a place among the hits, as it is best known.
    pub fn at(&self, place: usize) -> Option<&Customer> {
        let row = &self.window.row(place)?.customer;
        let is_newer = |alone: &&Alone| alone.number > self.window.heard;
        let mut newer = self.alone.iter().filter(is_newer);
        let newer = newer.find(|alone| alone.customer.token == row.token);
        Some(newer.map_or(row, |alone| &alone.customer))
    }

    /// Whether the API told of a customer in this run.
    pub fn is_current(&self, id: &CustomerId) -> bool {
        let is_it = |row: &Alone| row.customer.token == *id && row.number > 0;
        self.alone.iter().any(is_it) || self.listed(id).is_some_and(|row| row.is_current)
    }

    /// How many customers there are, in memory or at least on the disk.
    pub(super) fn count(&self) -> u64 {
        let count = self.window.stored.max(self.window.held);
        u64::try_from(count).unwrap_or(u64::MAX)
    }

    /// Returns the customers that are here, the newest told first where there are two of one.
    pub fn customers(&self) -> impl Iterator<Item = &Customer> {
        let listed = self.window.rows.iter().map(|row| &row.customer);
        listed.chain(self.alone.iter().map(|row| &row.customer))
    }

    /// Takes the newest rows of a mirror that was just opened.
    pub(super) fn begin(&mut self, rows: Vec<WindowRow>) {
        let held = rows.len();
        self.window = Window {
            exact: held,
            searched: held,
            held,
            stored: held,
            is_filling: true,
            rows,
            ..Window::default()
        };
    }

    pub(super) fn take(&mut self, window: Window) {
        self.window = window;
    }

    /// Takes rows that were looked for; what is known already is as new.
    pub(super) fn found(&mut self, rows: Vec<WindowRow>) {
        for row in rows {
            if self.get(&row.customer.token).is_none() {
                self.hold(row.customer, 0);
            }
        }
    }

    /// Holds a customer as it was told alone.
    pub(super) fn hold(&mut self, customer: Customer, number: u64) {
        self.alone
            .retain(|row| row.customer.token != customer.token);
        self.alone.push_back(Alone { customer, number });
        if self.alone.len() > MOST_ALONE {
            self.alone.pop_front();
        }
    }

    /// Brings those that were told alone up to date with rows that were told later.
    pub(super) fn renew(&mut self, rows: &[Customer]) {
        for alone in &mut self.alone {
            let mut rows = rows.iter();
            if let Some(row) = rows.find(|row| row.token == alone.customer.token) {
                alone.customer = row.clone();
            }
        }
    }

    /// Drops a customer from the rows and from all counts.
    pub(super) fn hide(&mut self, id: &CustomerId) {
        self.alone.retain(|row| row.customer.token != *id);
        let window = &mut self.window;
        if let Some(place) = window.place(id) {
            window.rows.remove(place - window.from);
            let is_exact = place < window.exact;
            window.exact -= usize::from(is_exact);
            window.near -= usize::from(!is_exact);
        }
        window.held = window.held.saturating_sub(1);
        window.stored = window.stored.saturating_sub(1);
        window.searched = window.searched.min(window.held);
    }
}
