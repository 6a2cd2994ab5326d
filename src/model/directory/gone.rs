//! Who the API says is gone: the row stays where it is seen until the person moves on, and counts no more.
use super::Directory;
use crate::api::ids::CustomerId;
use crate::mirror::{HitCounts, List, Report};
use crate::model::effect::Ticket;

impl Directory {
    pub fn is_gone(&self, id: &CustomerId) -> bool {
        self.gone.contains(id)
    }

    /// How many customers were found and searched; struck ones are there no more.
    pub fn counts(&self) -> HitCounts {
        self.answer().counts(&self.gone)
    }

    /// How many customers are here, in memory or at least on the disk; struck ones are there no more.
    pub fn count(&self) -> u64 {
        self.held.count().saturating_sub(self.struck())
    }

    fn struck(&self) -> u64 {
        u64::try_from(self.gone.len()).unwrap_or(u64::MAX)
    }

    /// Takes struck rows out of what the mirror counts: it holds them as long as they are seen.
    pub(super) fn without_struck(&self, report: Report) -> Report {
        match report {
            Report::Counted { round, rows } if report.list() == List::Customers => {
                let rows = rows.saturating_sub(self.struck());
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
        if self.held.shown(id).is_none() {
            self.drop_row(id);
        } else if !self.gone.contains(id) {
            self.gone.push(id.clone());
            self.version += 1;
        }
    }

    /// Drops struck rows but for the one that is still looked at.
    pub fn sweep_gone(&mut self, but: Option<&CustomerId>) {
        let (keep, drop): (Vec<_>, Vec<_>) = std::mem::take(&mut self.gone)
            .into_iter()
            .partition(|id| Some(id) == but);
        self.gone = keep;
        for id in drop {
            self.drop_row(&id);
        }
    }
}
