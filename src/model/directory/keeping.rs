//! What goes to the mirror, numbered, so that it is known what a later answer of it has heard of.
use crate::mirror::Change;

/// The changes that are to be told, and how far the mirror is with those before.
#[derive(Debug, Default)]
pub struct Keeping {
    changes: Vec<(u64, Change)>,
    last: u64,
    kept: u64,
    /// The last change that was made here: rows from before it are not shown any more.
    heeded: u64,
}

impl Keeping {
    /// Notes a change and returns its number.
    pub(super) fn tell(&mut self, change: Change) -> u64 {
        self.last += 1;
        self.changes.push((self.last, change));
        self.last
    }

    /// Takes note that the mirror is done with all changes up to a number.
    pub(super) fn kept(&mut self, number: u64) {
        self.kept = self.kept.max(number);
    }

    /// How many changes the mirror is not done with yet.
    pub(super) fn waiting(&self) -> u64 {
        self.last.saturating_sub(self.kept)
    }

    /// Refuses answers that have not heard of a change.
    pub(super) fn heed(&mut self, number: u64) {
        self.heeded = self.heeded.max(number);
    }

    /// Returns the number of the last change that must be heard of before the list is answered.
    pub fn heeded(&self) -> u64 {
        self.heeded
    }

    /// Returns what the mirror must be told, in order.
    pub fn take_changes(&mut self) -> Vec<(u64, Change)> {
        std::mem::take(&mut self.changes)
    }
}
