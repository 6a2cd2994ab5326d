//! Who is there no more: whom this run removed, and who the API says is gone.
use super::Directory;
use crate::api::ids::CustomerId;
use crate::mirror::{HitCounts, List, Report};
use crate::model::effect::Ticket;
use std::collections::HashSet;

/// The customers that are there no more.
#[derive(Debug, Default)]
pub struct Gone {
    /// Whom this run removed: nothing that comes later may be kept of them.
    removed: HashSet<CustomerId>,
    /// Those whose rows are shown struck until the person moves on, and count no more.
    struck: Vec<CustomerId>,
}

impl Gone {
    /// Whether this run removed a customer.
    pub fn is_removed(&self, id: &CustomerId) -> bool {
        self.removed.contains(id)
    }

    /// Whether the row of a customer is struck.
    pub fn is_struck(&self, id: &CustomerId) -> bool {
        self.struck.contains(id)
    }

    pub fn has(&self, id: &CustomerId) -> bool {
        self.is_removed(id) || self.is_struck(id)
    }

    /// How many rows are struck.
    pub(super) fn struck_count(&self) -> u64 {
        u64::try_from(self.struck.len()).unwrap_or(u64::MAX)
    }

    /// Takes note that a customer is there, whatever was said before.
    pub(super) fn take_back(&mut self, id: &CustomerId) {
        self.removed.remove(id);
        self.struck.retain(|other| other != id);
    }

    pub(super) fn remove(&mut self, id: &CustomerId) {
        self.struck.retain(|other| other != id);
        self.removed.insert(id.clone());
    }
}

impl Directory {
    /// How many customers were found and searched; struck ones are there no more.
    pub fn counts(&self) -> HitCounts {
        self.loaded.window().counts(&self.gone.struck)
    }

    /// How many customers are here, in memory or at least on the disk; struck ones are there no more.
    pub fn count(&self) -> u64 {
        self.loaded.count().saturating_sub(self.gone.struck_count())
    }

    /// Takes struck rows out of what the mirror counts: it holds them as long as they are seen.
    pub(super) fn without_struck(&self, report: Report) -> Report {
        match report {
            Report::Counted { round, rows } if report.list() == List::Customers => {
                let rows = rows.saturating_sub(self.gone.struck_count());
                Report::Counted { round, rows }
            }
            Report::Newest { .. } | Report::Ended { .. } | Report::Counted { .. } => report,
        }
    }

    /// Strikes a row that the API no longer has, where it is seen; drops it elsewhere.
    pub fn mark_gone(&mut self, id: &CustomerId, newest: Ticket) {
        self.written.insert(id.clone(), newest);
        self.recount(newest);
        self.reading.shift();
        if self.loaded.listed(id).is_none() {
            self.drop_row(id);
        } else if !self.gone.is_struck(id) {
            self.gone.struck.push(id.clone());
            self.version += 1;
        }
    }

    /// Drops struck rows but for the one that is still looked at.
    pub fn sweep_gone(&mut self, but: Option<&CustomerId>) {
        let struck = self.gone.struck.iter();
        let left: Vec<CustomerId> = struck.filter(|id| Some(*id) != but).cloned().collect();
        for id in left {
            self.drop_row(&id);
        }
    }
}
