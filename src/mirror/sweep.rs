//! Which pages and customers to ask for, so that the mirror comes to hold what the API does.
//!
//! A list page by page cannot tell what was updated or deleted, and its rows move between pages while it is read.
//! So there are two readings:
//! - of the newest: from the first page on, one after another, to a page with a row that was listed before;
//! - of all: every page, several at a time. What it did not meet may be gone: where that is little, each is asked
//!   for; where it is much, all pages are read once more, and what neither reading met goes.
//!
//! Nothing here waits, asks or keeps. Whoever owns it asks for what is wanted, files the answers, hands the changes to
//! the mirror and the mirror's reports back. `pages` is the order in which pages of the reading of all count.
mod pages;
mod step;

use crate::api::customers::Customer;
use crate::api::ids::CustomerId;
use crate::api::page::LAST;
use crate::mirror::change::{Ask, Change, Ended, Report, Resume, Standing};
use jiff::Timestamp;
use pages::Pages;
use std::collections::BTreeSet;
pub use step::{Goal, Head, Progress, Step};

/// The most customers that are asked for one by one after a reading of all did not meet them.
pub const MOST_ASKED: u64 = 100;

/// Plans what to ask for; the default has nothing to do.
#[derive(Debug, Default)]
pub struct Sweep {
    phase: Phase,
    under_way: BTreeSet<Step>,
    /// Grows with every phase: no answer counts for a later one than it was asked in.
    round: u32,
    /// Grows when rows moved to earlier pages.
    shift: u32,
    total: Option<u64>,
    /// Whether this reading of all follows by itself on another.
    again: bool,
}

#[derive(Debug, Default)]
enum Phase {
    #[default]
    Over,
    Newest(Newest),
    All(Pages),
    /// All pages are read, and what the mirror makes of that is not known yet.
    Ending,
    Missing(Missing),
}

#[derive(Debug)]
struct Newest {
    next: u32,
    read: u64,
    /// When the first page was told.
    began: Option<Timestamp>,
    /// The page of which is not known yet whether any row of it was listed before, and how many rows it held.
    waits: Option<(Ask, u64)>,
    /// Whether the last page has come.
    is_last: bool,
    then: Then,
}

/// Says what follows on the reading of the newest.
#[derive(Clone, Copy, Debug)]
enum Then {
    Nothing,
    Begin,
    Resume(Resume),
    /// All were read just now, and so many customers met: with those that were created since, do they make up the count?
    Compare {
        met: u64,
    },
}

#[derive(Debug)]
struct Missing {
    left: BTreeSet<CustomerId>,
    of: usize,
    met: u64,
}

impl Sweep {
    /// Begins what is to be done at a start: the newest are read, and all where that is due or was interrupted.
    pub fn begin(&mut self, standing: &Standing, is_due: bool) -> Vec<Change> {
        // The reading goes on one page before where it stopped: at the second page nothing would be saved.
        let resume = standing.resume.filter(|resume| resume.next > 2);
        let then = match (resume, standing.swept_at) {
            (Some(resume), _) => Then::Resume(resume),
            // No row was listed before, so the reading of the newest would find no end.
            (None, None) => return self.begin_all(),
            (None, Some(_)) if is_due || standing.resume.is_some() => Then::Begin,
            (None, Some(_)) => Then::Nothing,
        };
        self.again = false;
        self.total = None;
        self.begin_newest(then);
        Vec::new()
    }

    fn begin_newest(&mut self, then: Then) {
        self.enter(Phase::Newest(Newest {
            next: 1,
            read: 0,
            began: None,
            waits: None,
            is_last: false,
            then,
        }));
    }

    /// Begins to read all pages from the first on, whatever was under way.
    pub fn begin_all(&mut self) -> Vec<Change> {
        self.again = false;
        self.total = None;
        self.enter(Phase::All(Pages::from(1)));
        vec![Change::Begin]
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.under_way.clear();
        self.round = self.round.wrapping_add(1);
    }

    /// Gives what to ask for now, beside what is under way: no more than that many together.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let page = |page| {
            Step::Page(Ask {
                page,
                round: self.round,
                shift: self.shift,
            })
        };
        let most = usize::try_from(together).unwrap_or(usize::MAX);
        let mut steps: Vec<Step> = match &self.phase {
            Phase::Newest(newest) if newest.waits.is_none() => vec![page(newest.next)],
            Phase::All(pages) => pages.wanted(together, self.total).map(page).collect(),
            Phase::Missing(missing) => {
                let left = missing.left.iter().take(most);
                left.cloned().map(Step::Customer).collect()
            }
            Phase::Over | Phase::Newest(_) | Phase::Ending => Vec::new(),
        };
        steps.retain(|step| !self.under_way.contains(step));
        steps
    }

    /// Notes that something wanted was asked for.
    pub fn asked(&mut self, step: &Step) {
        self.under_way.insert(step.clone());
    }

    /// Notes that no answer will come: it is wanted again.
    pub fn dropped(&mut self, step: &Step) {
        self.under_way.remove(step);
    }

    /// Files a page. The rows are those of which nothing newer is known.
    pub fn file(
        &mut self,
        ask: Ask,
        head: Head,
        rows: Vec<Customer>,
        at: Timestamp,
    ) -> Vec<Change> {
        let counts = self.under_way.remove(&Step::Page(ask));
        if ask.round != self.round {
            return Vec::new();
        }
        if counts {
            self.total = head.total.or(self.total);
        }
        match &mut self.phase {
            Phase::Newest(newest) if counts => {
                let began = *newest.began.get_or_insert(at);
                newest.read = newest.read.saturating_add(head.rows);
                newest.waits = Some((ask, head.rows));
                newest.is_last = head.is_last(ask.page);
                // How many of the page are news is told before they are counted.
                let ends = newest.is_last && !matches!(newest.then, Then::Compare { .. });
                newest.next = ask.page.saturating_add(1).min(LAST);
                let mut changes = vec![Change::Newest { rows, at, ask }];
                if ends {
                    changes.append(&mut self.end_newest(began));
                }
                changes
            }
            Phase::All(pages) => {
                if counts {
                    pages.file(ask.page, head);
                }
                let mut changes = vec![Change::Swept {
                    rows,
                    at,
                    next: pages.next(),
                    total: self.total,
                }];
                if pages.is_complete() {
                    self.enter(Phase::Ending);
                    changes.push(Change::End { round: self.round });
                }
                changes
            }
            // It was asked for before rows moved: true of its own rows, but not of their place.
            _ => vec![Change::Put { rows, at }],
        }
    }

    fn end_newest(&mut self, at: Timestamp) -> Vec<Change> {
        let Phase::Newest(newest) = &self.phase else {
            return Vec::new();
        };
        let (phase, change) = match newest.then {
            Then::Compare { met } => {
                let differs = self.total.is_some_and(|total| total != met);
                let next = self.end_or_again(differs);
                return std::iter::once(Change::NewestEnd { at })
                    .chain(next)
                    .collect();
            }
            Then::Nothing => (Phase::Over, None),
            Then::Begin => (Phase::All(Pages::from(1)), Some(Change::Begin)),
            Then::Resume(resume) => {
                self.total = self.total.or(resume.total);
                let first = resume.next.saturating_sub(1);
                (Phase::All(Pages::from(first)), Some(Change::Resume))
            }
        };
        self.enter(phase);
        let end = Change::NewestEnd { at };
        std::iter::once(end).chain(change).collect()
    }

    /// Hears what the mirror says to a change.
    pub fn hear(&mut self, report: Report) -> Vec<Change> {
        match (&mut self.phase, report) {
            (Phase::Newest(newest), Report::Newest { ask, known }) => {
                let Some((_, rows)) = newest.waits.take_if(|(waits, _)| *waits == ask) else {
                    return Vec::new();
                };
                if let Then::Compare { met } = &mut newest.then {
                    let known = u64::try_from(known).unwrap_or(u64::MAX);
                    *met = met.saturating_add(rows.saturating_sub(known));
                }
                match newest.began {
                    Some(began) if known > 0 || newest.is_last => self.end_newest(began),
                    _ => Vec::new(),
                }
            }
            (Phase::Ending, Report::Ended { round, end }) if round == self.round => {
                self.end(end.unwrap_or_default())
            }
            _ => Vec::new(),
        }
    }

    fn end(&mut self, end: Ended) -> Vec<Change> {
        let of = end.missing.len();
        if end.unmet > u64::try_from(of).unwrap_or(u64::MAX) && !self.again {
            return self.end_or_again(true);
        }
        self.enter(Phase::Missing(Missing {
            left: end.missing.into_iter().collect(),
            of,
            met: end.met,
        }));
        self.end_if_none_left()
    }

    /// Notes that the API said whether a customer is there; what it said goes to the mirror by itself.
    pub fn answered(&mut self, id: &CustomerId, is_there: bool) -> Vec<Change> {
        self.under_way.remove(&Step::Customer(id.clone()));
        if let Phase::Missing(missing) = &mut self.phase
            && missing.left.remove(id)
        {
            missing.met += u64::from(is_there);
            return self.end_if_none_left();
        }
        Vec::new()
    }

    fn end_if_none_left(&mut self) -> Vec<Change> {
        match &self.phase {
            Phase::Missing(missing) if missing.left.is_empty() => {
                let met = missing.met;
                match self.total.map(|total| total.abs_diff(met)) {
                    None | Some(0) => self.end_or_again(false),
                    // Some were created meanwhile, as they are where business goes on: they stand on the first pages.
                    Some(1..=MOST_ASKED) if !self.again => {
                        self.begin_newest(Then::Compare { met });
                        Vec::new()
                    }
                    Some(_) => self.end_or_again(true),
                }
            }
            _ => Vec::new(),
        }
    }

    /// Reads all once more where that is called for, but never a third time: a count may go on lying for ever.
    fn end_or_again(&mut self, is_called_for: bool) -> Vec<Change> {
        if !is_called_for || self.again {
            self.enter(Phase::Over);
            return Vec::new();
        }
        self.again = true;
        // The count may be what is wrong: the first page says how many others to ask for.
        self.total = None;
        self.enter(Phase::All(Pages::from(1)));
        vec![Change::Begin]
    }

    /// Notes that a customer was deleted, so that those behind it moved to earlier pages.
    pub fn shifted(&mut self) {
        match &mut self.phase {
            Phase::Newest(newest) => newest.next = newest.next.saturating_sub(1).max(1),
            Phase::All(pages) => pages.step_back(),
            Phase::Over | Phase::Ending | Phase::Missing(_) => return,
        }
        self.under_way.clear();
        self.shift = self.shift.wrapping_add(1);
    }

    /// Gives the page from which the reading of all goes on, while it is under way.
    pub const fn next_page(&self) -> Option<u32> {
        match &self.phase {
            Phase::All(pages) => Some(pages.next()),
            _ => None,
        }
    }

    /// Tells whether nothing is left to do.
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    pub fn progress(&self) -> Progress {
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let (goal, read, total) = match &self.phase {
            Phase::Over => (None, 0, None),
            Phase::Newest(newest) => (Some(Goal::Newest), newest.read, None),
            Phase::All(pages) => (Some(Goal::All), pages.read(), self.total),
            Phase::Ending => (Some(Goal::All), self.total.unwrap_or(0), self.total),
            Phase::Missing(missing) => {
                let asked = missing.of.saturating_sub(missing.left.len());
                (Some(Goal::Missing), count(asked), Some(count(missing.of)))
            }
        };
        Progress { goal, read, total }
    }
}
