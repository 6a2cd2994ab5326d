//! Which pages and customers to ask for, so that the mirror comes to hold what the API does.
//!
//! One [`Sweep`] reads one list: all customers, or the subscriptions of all customers. It sees no rows, only
//! what pages say of themselves, so it is the same for both. Lists are read as newest first.
//!
//! A list page by page cannot tell what was updated or deleted, and its rows move between pages while it is
//! read. So there are two readings:
//! - of the newest: from the first page on, one after another, to a page with a row that was listed before;
//! - of all: every page, several at a time. Customers whom it did not meet may be gone: where they are few,
//!   each is asked for; where they are many, all pages are read once more, and whom neither reading met goes.
//!   Of subscriptions the mirror keeps what one reading told, so there is nothing to ask for.
//!
//! Others create and delete while pages are read, and two errors can make the counts agree: one row too many,
//! and one that moved to a page that was read already. So every page's count is compared with the one before
//! (`count`): where it fell, the reading steps back as far as rows can have moved up. At the end the first
//! page is read once more, and the reading is sure of the mirror only if
//! - the mirror holds as many rows as that page counts, and
//! - either every row created meanwhile was seen in the counts, so that no deletion can hide behind a
//!   creation, or the pages were read one after another, where such a pair moves nothing past the reader.
//!
//! Else all is read again, page after page, and after that it says that it is not sure. What it cannot see is
//! a row that is created and deleted within the reading while another deletion hides: the API keeps no trace
//! of that.
//!
//! Nothing here waits, asks or keeps. Whoever owns it asks for what is wanted, files the answers, hands the
//! changes to the mirror and the mirror's reports back. `pages` is the order in which pages of the reading of
//! all count, `newest` how far the reading of the newest is; `reader` has the lists in the order in which
//! they are read.
mod count;
mod newest;
mod pages;
mod phase;
mod reader;
mod step;

use crate::api::ids::CustomerId;
use crate::mirror::change::{
    Change, Close, EndReport, List, PageRequest, Reached, Report, Round, Rows,
};
use count::Count;
use jiff::Timestamp;
use newest::{Newest, Then};
use pages::Pages;
use phase::{Missing, Phase};
pub use reader::Reader;
pub use step::{Goal, Head, Progress, Step};

/// The most customers that are asked for one by one after a reading of all did not meet them.
pub const MOST_ASKED: u64 = 100;
/// How often the first page is read again at the end because so many were created meanwhile that they fill
/// more.
const MOST_CHECKS: u32 = 3;

/// Plans what to ask for to read a list; the default has nothing to do, and is for the customers.
#[derive(Debug, Default)]
pub struct Sweep {
    phase: Phase,
    /// Grows with every phase: no answer counts for a later one than it was asked in.
    round: Round,
    /// Grows when rows moved to earlier pages.
    shift: u32,
    count: Count,
    /// Whether this reading of all follows by itself on another.
    again: bool,
    reached: Reached,
    /// Whether an earlier run began the reading that is under way, and whether one began and ended in this
    /// run.
    is_resumed: bool,
    is_fresh: bool,
    /// How many rows were known at the end of the last.
    rows: u64,
}

impl Sweep {
    pub fn of(list: List) -> Self {
        Self {
            round: Round { list, number: 0 },
            ..Self::default()
        }
    }

    /// Takes note of how far the mirror has come, and gives up what is under way.
    pub fn know(&mut self, reached: Reached) {
        self.reached = reached;
        // What was sure then is no claim about now.
        self.reached.is_sure = reached.is_sure.filter(|is_sure| !is_sure);
        self.enter(Phase::Over);
    }

    /// Takes note that the mirror lost what it held.
    pub fn forget(&mut self) {
        (self.reached.swept_at, self.is_fresh) = (None, false);
    }

    /// Begins what is to be done at a start: the newest are read, and all where that is due or was
    /// interrupted.
    pub fn begin(&mut self, is_due: bool) -> Vec<Change> {
        // The reading goes on one page before where it stopped: at the second page nothing would be saved.
        let resume = self.reached.resume.filter(|resume| resume.next > 2);
        let then = match (resume, self.reached.swept_at) {
            (Some(resume), _) => Then::Resume(resume),
            // No row was listed before, so the reading of the newest would find no end.
            (None, None) => return self.begin_all(),
            (None, Some(_)) if !self.round.list.keeps_unmet() => return self.begin_all(),
            (None, Some(_)) if is_due || self.reached.resume.is_some() => Then::Begin,
            (None, Some(_)) => Then::Nothing,
        };
        self.again = false;
        self.is_resumed = matches!(then, Then::Resume(_));
        self.count = match then {
            Then::Resume(resume) => Count::resume(resume),
            Then::Nothing | Then::Begin | Then::Check { .. } => Count::default(),
        };
        self.enter(Phase::Newest(Newest::new(then)));
        Vec::new()
    }

    /// Begins to read all pages from the first on, whatever was under way.
    pub fn begin_all(&mut self) -> Vec<Change> {
        self.again = false;
        vec![self.read_all()]
    }

    fn read_all(&mut self) -> Change {
        // The count may be what was wrong: the first page says how many others to ask for.
        self.count = Count::default();
        (self.reached.began_at, self.reached.is_sure) = (None, None);
        self.is_resumed = false;
        self.enter(Phase::All(Pages::from(1)));
        Change::Begin(self.round.list)
    }

    fn enter(&mut self, phase: Phase) {
        self.phase = phase;
        self.round.number = self.round.number.wrapping_add(1);
    }

    /// Returns what to ask for now, no more than that many together. Some of it may have been asked for
    /// already.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let (round, shift) = (self.round, self.shift);
        let page = |page| Step::Page(PageRequest { page, round, shift });
        let most = usize::try_from(together).unwrap_or(usize::MAX);
        match &self.phase {
            Phase::Newest(newest) => newest.wanted().map(page).into_iter().collect(),
            Phase::All(pages) => {
                let together = if self.again { 1 } else { together };
                let pages = pages.wanted(together, self.count.told());
                pages.map(page).collect()
            }
            Phase::Missing(missing) => {
                let left = missing.left.iter().take(most);
                left.cloned().map(Step::Customer).collect()
            }
            Phase::Over | Phase::Ending | Phase::Counting => Vec::new(),
        }
    }

    /// Files a page. The rows are those of which nothing newer is known.
    pub fn file(
        &mut self,
        request: PageRequest,
        head: Head,
        rows: Rows,
        at: Timestamp,
    ) -> Vec<Change> {
        let counts = request.shift == self.shift;
        if request.round != self.round {
            return Vec::new();
        }
        if counts && self.moves(request.page, head.total) {
            return rows.alone(at);
        }
        match &mut self.phase {
            Phase::Newest(newest) if counts => {
                newest.file(request, head);
                // How many of the page are news is told before they are counted.
                let ends = newest.is_last && matches!(newest.then, Then::Nothing | Then::Begin);
                let mut changes = vec![Change::Newest { rows, at, request }];
                if ends {
                    changes.append(&mut self.end_newest());
                }
                changes
            }
            Phase::All(pages) => {
                self.reached.began_at.get_or_insert(at);
                if counts {
                    pages.file(request.page, head);
                    self.count.file(head);
                }
                let mut changes = vec![Change::Swept {
                    rows,
                    at,
                    resume: self.count.at(pages.next()),
                }];
                if pages.is_complete() {
                    self.enter(Phase::Ending);
                    changes.push(Change::End { round: self.round });
                }
                changes
            }
            // It was asked for before rows moved.
            Phase::Newest(_)
            | Phase::Over
            | Phase::Ending
            | Phase::Missing(_)
            | Phase::Counting => rows.alone(at),
        }
    }

    /// Takes note of the count that a page told; returns whether rows moved so that it must be asked for
    /// again.
    fn moves(&mut self, page: u32, told: Option<u64>) -> bool {
        let Some(change) = self.count.take(told) else {
            return false;
        };
        // Among pages that are asked for together it is not known which were told before the change.
        if let Phase::All(pages) = &mut self.phase
            && self.count.has_patience(page)
        {
            pages.step_back(change.pages());
        } else if let Phase::Newest(newest) = &mut self.phase
            && change.is_fall()
            && self.count.has_patience(page)
        {
            newest.step_back(change.pages());
        } else {
            return false;
        }
        self.shift = self.shift.wrapping_add(1);
        true
    }

    fn end_newest(&mut self) -> Vec<Change> {
        let Phase::Newest(newest) = &self.phase else {
            return Vec::new();
        };
        let (found, is_one_page, then) = (newest.found, newest.is_one_page(), newest.then);
        let list = self.round.list;
        let mut changes = vec![Change::NewestEnd { list, found }];
        self.count.found(found);
        let (phase, change) = match then {
            Then::Check { left } if left == 0 || is_one_page => {
                self.count.doubt_unless(is_one_page);
                changes.extend(self.count_rows());
                return changes;
            }
            // What is read of several pages is not of one moment.
            Then::Check { left } => {
                let then = Then::Check { left: left - 1 };
                (Phase::Newest(Newest::new(then)), None)
            }
            Then::Nothing => (Phase::Over, None),
            Then::Begin => {
                changes.push(self.read_all());
                return changes;
            }
            Then::Resume(resume) => {
                let first = self.count.first_page(resume);
                (Phase::All(Pages::from(first)), Some(Change::Resume(list)))
            }
        };
        self.enter(phase);
        changes.extend(change);
        changes
    }

    /// Hears what the mirror says to a change.
    pub fn hear(&mut self, report: Report) -> Vec<Change> {
        match (&mut self.phase, report) {
            (
                Phase::Newest(newest),
                Report::Newest {
                    request,
                    known,
                    fresh,
                },
            ) => {
                if newest.hear(request, known, fresh) {
                    return self.end_newest();
                }
                Vec::new()
            }
            (Phase::Ending, Report::Ended { round, end }) if round == self.round => {
                self.end(end.unwrap_or_default())
            }
            (Phase::Counting, Report::Counted { round, rows }) if round == self.round => {
                let keeps_unmet = self.round.list.keeps_unmet();
                let close = self.count.judge(rows, self.again, keeps_unmet);
                self.close(close, rows)
            }
            _ => Vec::new(),
        }
    }

    fn end(&mut self, end: EndReport) -> Vec<Change> {
        let of = end.missing.len();
        let are_all = end.unmet <= u64::try_from(of).unwrap_or(u64::MAX);
        if !are_all && !self.again {
            return self.close(Close::Again, end.met);
        }
        self.count.doubt_unless(are_all);
        self.enter(Phase::Missing(Missing {
            left: end.missing.into_iter().collect(),
            of,
        }));
        self.check_if_none_left()
    }

    /// Notes that the API said whether a customer is there; what it said goes to the mirror by itself.
    pub fn answered(&mut self, id: &CustomerId) -> Vec<Change> {
        if let Phase::Missing(missing) = &mut self.phase
            && missing.left.remove(id)
        {
            return self.check_if_none_left();
        }
        Vec::new()
    }

    fn check_if_none_left(&mut self) -> Vec<Change> {
        if !matches!(&self.phase, Phase::Missing(missing) if missing.left.is_empty()) {
            return Vec::new();
        }
        if self.count.is_of_one_page() {
            return self.count_rows();
        }
        self.enter(Phase::Newest(Newest::new(Then::Check {
            left: MOST_CHECKS,
        })));
        Vec::new()
    }

    fn count_rows(&mut self) -> Vec<Change> {
        self.enter(Phase::Counting);
        vec![Change::Count { round: self.round }]
    }

    /// Ends a reading of all. Where it is not sure all is read once more, but never a third time: a count may
    /// go on lying for ever.
    fn close(&mut self, close: Close, rows: u64) -> Vec<Change> {
        let list = self.round.list;
        let change = Change::Close { list, close };
        if close == Close::Again {
            self.again = true;
            return vec![change, self.read_all()];
        }
        let reached = &mut self.reached;
        if close != Close::Part {
            reached.swept_at = reached.began_at;
        }
        (reached.is_sure, reached.resume) = (Some(close == Close::Sure), None);
        self.is_fresh |= !self.is_resumed;
        // Of what was not kept nothing is known.
        self.rows = if close == Close::Part { 0 } else { rows };
        self.enter(Phase::Over);
        vec![change]
    }

    /// Notes that a row was deleted, so that those behind it moved to earlier pages.
    pub fn shifted(&mut self) {
        match &mut self.phase {
            Phase::Newest(newest) => newest.step_back(1),
            Phase::All(pages) => pages.step_back(1),
            Phase::Over | Phase::Ending | Phase::Missing(_) | Phase::Counting => return,
        }
        self.shift = self.shift.wrapping_add(1);
    }

    /// Returns the page from which the reading of all goes on, while it is under way.
    pub const fn next_page(&self) -> Option<u32> {
        let Phase::All(pages) = &self.phase else {
            return None;
        };
        Some(pages.next())
    }

    /// Whether nothing is left to do.
    pub const fn is_over(&self) -> bool {
        matches!(self.phase, Phase::Over)
    }

    /// Whether all is read, or will be behind the newest.
    pub const fn reads_all(&self) -> bool {
        self.phase.is_of_all()
    }

    /// Returns how far the readings have come that have ended.
    pub const fn reached(&self) -> &Reached {
        &self.reached
    }

    /// Whether all was read in this run.
    pub const fn is_fresh(&self) -> bool {
        self.is_fresh
    }

    /// Returns how many rows were known at the end of the last reading of all.
    pub const fn rows(&self) -> u64 {
        self.rows
    }

    pub fn progress(&self) -> Progress {
        let told = self.count.told();
        let count = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let (goal, read, total) = match &self.phase {
            Phase::Over => (None, 0, None),
            Phase::Newest(newest) if newest.is_check() => (Some(Goal::Check), 0, None),
            Phase::Newest(newest) => (Some(Goal::Newest), newest.read, None),
            Phase::All(pages) => (Some(Goal::All), pages.read(), told),
            Phase::Ending => (Some(Goal::All), told.unwrap_or(0), told),
            Phase::Counting => (Some(Goal::Check), 0, None),
            Phase::Missing(missing) => {
                let asked = missing.of.saturating_sub(missing.left.len());
                (Some(Goal::Missing), count(asked), Some(count(missing.of)))
            }
        };
        Progress { goal, read, total }
    }
}
