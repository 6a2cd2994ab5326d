//! What goes to the mirror and what is still to come from it, as the directory of customers sees it.
//!
//! The directory is the one place that judges whether an answer is newer than what is known, so what it took is
//! what is kept: an old page that brings a deleted customer back reaches neither screen nor disk.
use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::mirror::{Batch, Change, Place};
use jiff::Timestamp;
use std::collections::HashSet;

/// How many rows are told at once where all are.
const CHUNK: usize = 500;

/// Holds both ways; the default keeps nothing.
#[derive(Debug, Default)]
pub struct Keeping {
    on: bool,
    changes: Vec<Change>,
    /// The customers that the API told of in this run, while older rows of them may still come.
    met: Option<HashSet<CustomerId>>,
    next: Option<Place>,
}

impl Keeping {
    /// Begins with the first pass of a run.
    pub fn begun() -> Self {
        Self {
            on: true,
            changes: vec![Change::Begin],
            met: Some(HashSet::new()),
            next: None,
        }
    }

    /// Notes what the mirror must be told, where there is one.
    pub fn tell(&mut self, change: impl FnOnce() -> Change) {
        if self.on {
            self.changes.push(change());
        }
    }

    /// Notes a page, but for rows that are older than what is known of them.
    pub fn met(&mut self, rows: &[Customer], old: impl Fn(&CustomerId) -> bool, at: Timestamp) {
        if let Some(met) = &mut self.met {
            met.extend(rows.iter().map(|row| row.token.clone()));
        }
        self.tell(|| Change::Put {
            rows: rows
                .iter()
                .filter(|row| !old(&row.token))
                .cloned()
                .collect(),
            at,
        });
    }

    /// Notes that the pass has come to its end: what did not come from the mirror by now need not come.
    pub fn end(&mut self) {
        self.tell(|| Change::End);
        self.met = None;
        self.next = None;
    }

    /// Takes in a batch and gives those of its rows that nothing newer is known of; nothing where none are
    /// waited for any more.
    pub fn recall(
        &mut self,
        batch: Batch,
        unknown: impl Fn(&CustomerId) -> bool,
    ) -> Option<Vec<Customer>> {
        let met = self.met.as_ref()?;
        let wanted = |row: &Customer| unknown(&row.token) && !met.contains(&row.token);
        let rows = batch.rows.into_iter().filter(wanted).collect();
        self.next = batch.next;
        if batch.next.is_none() {
            self.met = None;
        }
        Some(rows)
    }

    /// Tells everything once more, to a mirror that holds nothing.
    pub fn tell_all(&mut self, rows: Vec<Customer>, at: Option<Timestamp>, complete: bool) {
        self.tell(|| Change::Begin);
        if let Some(at) = at {
            for rows in rows.chunks(CHUNK).map(<[Customer]>::to_vec) {
                self.tell(|| Change::Put { rows, at });
            }
        }
        if complete {
            self.tell(|| Change::End);
        }
    }

    pub fn take_changes(&mut self) -> Vec<Change> {
        std::mem::take(&mut self.changes)
    }

    pub fn take_recall(&mut self) -> Option<Place> {
        self.next.take()
    }
}
