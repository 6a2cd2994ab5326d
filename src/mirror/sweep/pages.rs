//! Which pages of a reading of all are here: they are asked for several at a time and come in any order.
use crate::api::page::{LAST, ROWS};
use crate::mirror::sweep::Head;
use std::collections::BTreeMap;

/// How far a reading of all pages has come.
#[derive(Debug)]
pub(super) struct Pages {
    /// The first page that is missing.
    next: u32,
    /// How many rows each page held that came before one in front of it.
    early: BTreeMap<u32, u64>,
    /// The last page, once a page said so.
    last: Option<u32>,
    /// How many rows the pages in front held.
    read: u64,
}

impl Pages {
    /// Begins at a page: those before it were read in an earlier run.
    pub(super) fn from(page: u32) -> Self {
        let next = page.clamp(1, LAST);
        Self {
            next,
            early: BTreeMap::new(),
            last: None,
            read: u64::from(next - 1) * ROWS,
        }
    }

    pub(super) const fn next(&self) -> u32 {
        self.next
    }

    pub(super) const fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn is_complete(&self) -> bool {
        self.last.is_some_and(|last| self.next > last)
    }

    /// Returns the missing ones of the next few pages: of the next alone where nothing is known of the
    /// others.
    pub(super) fn wanted(
        &self,
        together: u32,
        total: Option<u64>,
    ) -> impl Iterator<Item = u32> + '_ {
        let told = total.map(|total| u32::try_from(total.div_ceil(ROWS)).unwrap_or(LAST));
        let end = match (self.last, told) {
            (Some(last), _) => last,
            (None, Some(told)) => told.max(self.next).min(LAST),
            (None, None) => self.next,
        };
        let most = self.next.saturating_add(together.saturating_sub(1));
        (self.next..=end.min(most)).filter(|page| !self.early.contains_key(page))
    }

    pub(super) fn file(&mut self, page: u32, head: Head) {
        if page < self.next {
            return;
        }
        self.early.insert(page, head.rows);
        if head.is_last(page) {
            self.last = Some(self.last.map_or(page, |last| last.min(page)));
        }
        while let Some(rows) = self.early.remove(&self.next) {
            self.read = self.read.saturating_add(rows);
            self.next += 1;
        }
    }

    /// Goes back by some pages, and reads again all behind: a row of each may be on a page before now.
    pub(super) fn step_back(&mut self, pages: u32) {
        let next = self.next.saturating_sub(pages).max(1);
        self.early.clear();
        self.last = None;
        let back = u64::from(self.next - next) * ROWS;
        self.next = next;
        self.read = self.read.saturating_sub(back);
    }
}
