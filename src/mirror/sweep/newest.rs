//! How far a reading of the newest has come: page after page, up to a row that was listed before.
use crate::api::page::LAST;
use crate::mirror::change::{PageRequest, Resume};
use crate::mirror::sweep::Head;

#[derive(Debug)]
pub(super) struct Newest {
    next: u32,
    pub(super) read: u64,
    /// How many rows were not listed before, each counted once.
    pub(super) found: u64,
    /// The page of which is not known yet whether any row of it was listed before.
    waits: Option<PageRequest>,
    /// The page that came last; none where rows have moved since.
    at: Option<u32>,
    /// Whether that was the last of all.
    pub(super) is_last: bool,
    pub(super) then: Then,
}

/// What follows on the reading of the newest.
#[derive(Clone, Copy, Debug)]
pub(super) enum Then {
    Nothing,
    Begin,
    Resume(Resume),
    /// All were read just now: does the mirror hold as many as there are? It may be read again so many times.
    Check {
        left: u32,
    },
}

impl Newest {
    pub(super) const fn new(then: Then) -> Self {
        Self {
            next: 1,
            read: 0,
            found: 0,
            waits: None,
            at: None,
            is_last: false,
            then,
        }
    }

    pub(super) const fn is_check(&self) -> bool {
        matches!(self.then, Then::Check { .. })
    }

    /// Returns the page to ask for; none before the mirror has said whether the last one was the end.
    pub(super) fn wanted(&self) -> Option<u32> {
        self.waits.is_none().then_some(self.next)
    }

    pub(super) fn file(&mut self, request: PageRequest, head: Head) {
        self.read = self.read.saturating_add(head.rows);
        self.waits = Some(request);
        self.at = Some(request.page);
        self.is_last = head.is_last(request.page);
        self.next = request.page.saturating_add(1).min(LAST);
    }

    /// Takes note of what the mirror knew of a page; returns whether the reading ends with it.
    pub(super) fn hear(&mut self, request: PageRequest, known: usize, fresh: usize) -> bool {
        if self.waits.take_if(|waits| *waits == request).is_none() {
            return false;
        }
        let fresh = u64::try_from(fresh).unwrap_or(u64::MAX);
        self.found = self.found.saturating_add(fresh);
        known > 0 || self.is_last
    }

    /// Whether it ended at the first page, whose count then is of the same moment as all it found.
    pub(super) fn is_one_page(&self) -> bool {
        self.at == Some(1)
    }

    pub(super) fn step_back(&mut self, pages: u32) {
        self.next = self.next.saturating_sub(pages).max(1);
        self.at = None;
    }
}
