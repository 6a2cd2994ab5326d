//! What the pages of a reading of all say of the number of rows, and whether that shows that rows moved.
//!
//! Rows move up by a deletion and down by a creation. The count tells of either, unless one of each falls
//! between two answers. How often that was the case is known at the end: so many rows were created, but fewer
//! were seen to make the count grow.
use crate::api::page::ROWS;
use crate::mirror::change::{Close, Resume};
use crate::mirror::sweep::{Head, MOST_ASKED};

/// How often pages are read again without getting further, before the count is no longer listened to: it may
/// change with every answer.
const PATIENCE: u32 = 8;

#[derive(Debug, Default)]
pub(super) struct Count {
    told: Option<u64>,
    /// How many rows were created without making the count grow.
    hidden: i64,
    unreadable: u64,
    /// Whether something was met after which the counts prove nothing.
    is_doubtful: bool,
    /// Whether a page told no count.
    is_untold: bool,
    /// How many pages were told, and how many rows those held that counted.
    pages: u32,
    rows: u64,
    /// The furthest page at which rows moved, and how often they did without getting beyond it.
    furthest: u32,
    moves: u32,
}

/// Says by how many rows the count changed.
#[derive(Clone, Copy, Debug)]
pub(super) struct Moved(i64);

impl Moved {
    pub(super) const fn is_fall(self) -> bool {
        self.0 < 0
    }

    /// How many pages back rows can have moved.
    pub(super) fn pages(self) -> u32 {
        let fall = self.0.min(0).unsigned_abs();
        u32::try_from(fall.div_ceil(ROWS)).unwrap_or(u32::MAX)
    }
}

impl Count {
    /// Goes on with what an earlier run has counted.
    pub(super) fn resume(resume: Resume) -> Self {
        Self {
            told: resume.total,
            hidden: resume.hidden,
            is_untold: resume.total.is_none(),
            // Whatever the pages of the earlier run were, they are not of one moment with those of this one.
            pages: resume.next,
            ..Self::default()
        }
    }

    pub(super) const fn told(&self) -> Option<u64> {
        self.told
    }

    /// Returns where a later run goes on.
    pub(super) const fn at(&self, next: u32) -> Resume {
        Resume {
            next,
            total: self.told,
            hidden: self.hidden,
        }
    }

    /// Returns the page from which an earlier run is gone on with: one before where it stopped, and as many
    /// before as rows can have moved up meanwhile.
    pub(super) fn first_page(&self, resume: Resume) -> u32 {
        let change = match (resume.total, self.told) {
            (Some(before), Some(now)) => Moved(difference(before, now)),
            _ => Moved(0),
        };
        resume.next.saturating_sub(change.pages().saturating_add(1))
    }

    /// Takes note of what a page says; returns by how much that differs from what was said before.
    pub(super) fn take(&mut self, told: Option<u64>) -> Option<Moved> {
        self.pages = self.pages.saturating_add(1);
        let Some(now) = told else {
            self.is_untold = true;
            return None;
        };
        let change = difference(self.told.replace(now)?, now);
        self.hidden = self.hidden.saturating_sub(change.max(0));
        (change != 0).then_some(Moved(change))
    }

    /// Whether pages are read again once more for rows that moved at a page.
    pub(super) fn has_patience(&mut self, page: u32) -> bool {
        if page > self.furthest {
            (self.furthest, self.moves) = (page, 0);
        }
        self.moves += 1;
        self.is_doubtful |= self.moves > PATIENCE;
        !self.is_doubtful
    }

    /// Takes note of what a page of the reading of all held.
    pub(super) fn file(&mut self, head: Head) {
        self.rows = self.rows.saturating_add(head.rows);
        self.unreadable = self.unreadable.saturating_add(head.unreadable);
    }

    /// Takes note that rows were found that were created since the reading began.
    pub(super) fn found(&mut self, rows: u64) {
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        self.hidden = self.hidden.saturating_add(rows);
    }

    pub(super) fn doubt_unless(&mut self, is_good: bool) {
        self.is_doubtful |= !is_good;
    }

    /// Whether all rows stood on one page, and so are of one moment.
    pub(super) fn is_of_one_page(&self) -> bool {
        self.pages == 1 && self.told == Some(self.rows)
    }

    /// Returns what a reading came to after which so many rows are known; `in_order` says that no two pages
    /// were asked for together, after which none is read once more, and `keeps_unmet` that rows it did not
    /// meet are still there.
    pub(super) fn judge(&self, rows: u64, in_order: bool, keeps_unmet: bool) -> Close {
        let is_steady = in_order || self.hidden == 0;
        let adds_up = self.told == Some(rows.saturating_add(self.unreadable));
        let most = rows.saturating_add(MOST_ASKED);
        if adds_up && is_steady && !self.is_doubtful && !self.is_untold {
            Close::Sure
        } else if !in_order {
            Close::Again
        } else if keeps_unmet || self.told.is_some_and(|told| told <= most) {
            Close::Unsure
        } else {
            Close::Part
        }
    }
}

fn difference(before: u64, now: u64) -> i64 {
    let size = i64::try_from(before.abs_diff(now)).unwrap_or(i64::MAX);
    if now < before { -size } else { size }
}
