//! The reading of all subscriptions, behind that of all customers: every page, several at a time.
//!
//! Their states change without moving rows, so nothing less than all is worth reading. The list has no end check: a new
//! subscription may be missed until the next reading, and the age that is shown says since when.
use crate::api::subscriptions::Subscription;
use crate::mirror::change::{Ask, Change, Resume, Standing};
use crate::mirror::entry::Subscribed;
use crate::mirror::sweep::count::Count;
use crate::mirror::sweep::pages::Pages;
use crate::mirror::sweep::{Goal, Head, Progress, Step};
use jiff::Timestamp;

/// Plans what to ask for; the default has nothing to do.
#[derive(Debug, Default)]
pub struct Subscribers {
    state: State,
    round: u32,
    shift: u32,
    count: Count,
    /// When the first page was told of the reading that is under way, maybe in an earlier run.
    began: Option<Timestamp>,
    /// The same of the last reading that ended in this run.
    read_at: Option<Timestamp>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Over,
    /// They are to be read once all customers are: from where an earlier run stopped, or all.
    Due(Option<Resume>),
    Reading(Pages),
}

impl Subscribers {
    /// Says what is to be done at a start: they are read with each reading of all customers, and where that was not
    /// followed by them.
    pub fn plan(&mut self, standing: &Standing, is_due: bool) {
        let reads_all = is_due || standing.swept_at.is_none() || standing.resume.is_some();
        let resume = standing.subscriptions.filter(|resume| resume.next > 2);
        self.state = if reads_all {
            State::Due(None)
        } else if resume.is_some() {
            State::Due(resume)
        } else if standing.subscribed_at < standing.swept_at {
            State::Due(None)
        } else {
            State::Over
        };
        self.began = standing.subscriptions_since;
    }

    /// Wants all read once all customers are.
    pub fn want(&mut self) {
        self.state = State::Due(None);
        self.round = self.round.wrapping_add(1);
    }

    /// Begins where that is due.
    pub fn begin(&mut self) -> Vec<Change> {
        let State::Due(resume) = self.state else {
            return Vec::new();
        };
        self.round = self.round.wrapping_add(1);
        if let Some(resume) = resume {
            self.count = Count::resume(resume);
            self.state = State::Reading(Pages::from(resume.next - 1));
            return Vec::new();
        }
        self.count = Count::default();
        self.state = State::Reading(Pages::from(1));
        self.began = None;
        vec![Change::BeginSubscriptions]
    }

    /// Gives what to ask for now, no more than that many together. Some of it may have been asked for already.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let State::Reading(pages) = &self.state else {
            return Vec::new();
        };
        let (round, shift) = (self.round, self.shift);
        let step = |page| Step::Subscriptions(Ask { page, round, shift });
        let pages = pages.wanted(together, self.count.told());
        pages.map(step).collect()
    }

    /// Files a page.
    pub fn file(
        &mut self,
        ask: Ask,
        head: Head,
        rows: &[Subscription],
        at: Timestamp,
    ) -> Vec<Change> {
        if (ask.round, ask.shift) != (self.round, self.shift) {
            return Vec::new();
        }
        let moved = self.count.take(head.total);
        let State::Reading(pages) = &mut self.state else {
            return Vec::new();
        };
        if let Some(moved) = moved
            && self.count.has_patience(ask.page)
        {
            pages.step_back(moved.pages());
            self.shift = self.shift.wrapping_add(1);
            return Vec::new();
        }
        self.began.get_or_insert(at);
        pages.file(ask.page, head);
        self.count.file(head);
        let states = |one: &Subscription| {
            let of = one.customer_token.clone()?;
            Some((of, Subscribed::of_state(&one.state)))
        };
        let mut changes = vec![Change::Subscribed {
            rows: rows.iter().filter_map(states).collect(),
            at,
            resume: self.count.at(pages.next()),
        }];
        if pages.is_complete() {
            self.state = State::Over;
            self.read_at = self.began;
            changes.push(Change::EndSubscriptions);
        }
        changes
    }

    /// Gives the reading up: the host does not tell of all subscriptions.
    pub fn give_up(&mut self) {
        self.state = State::Over;
        self.round = self.round.wrapping_add(1);
    }

    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    /// Gives when the first page was told of the last reading that ended in this run.
    pub const fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }

    pub fn progress(&self) -> Progress {
        let (goal, read) = match &self.state {
            State::Over => (None, 0),
            State::Due(_) => (Some(Goal::Subscriptions), 0),
            State::Reading(pages) => (Some(Goal::Subscriptions), pages.read()),
        };
        Progress {
            goal,
            read,
            total: self.count.told(),
        }
    }
}
