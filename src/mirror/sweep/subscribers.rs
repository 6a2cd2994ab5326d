//! The reading of all subscriptions, behind that of all customers: every page, several at a time.
//!
//! Their states change without moving rows, so nothing less than all is worth reading. The list has no end check: a new
//! subscription may be missed until the next reading, and the age that is shown says since when.
use crate::api::subscriptions::Subscription;
use crate::mirror::change::{Ask, Change, Standing};
use crate::mirror::entry::Subscribed;
use crate::mirror::sweep::count::Count;
use crate::mirror::sweep::pages::Pages;
use crate::mirror::sweep::{Goal, Head, Progress, Step};
use jiff::Timestamp;
use std::collections::BTreeSet;

/// Plans what to ask for; the default has nothing to do.
#[derive(Debug, Default)]
pub struct Subscribers {
    state: State,
    under_way: BTreeSet<Step>,
    round: u32,
    shift: u32,
    count: Count,
    /// When the first page was told.
    began: Option<Timestamp>,
}

#[derive(Debug, Default)]
enum State {
    #[default]
    Over,
    /// They are to be read once all customers are: from a page on.
    Due(Count, u32),
    Reading(Pages),
}

impl Subscribers {
    /// Says what is to be done at a start: they are read with each reading of all customers, and where that was not
    /// followed by them.
    pub fn plan(&mut self, standing: &Standing, is_due: bool) {
        let reads_all = is_due || standing.swept_at.is_none() || standing.resume.is_some();
        let resume = standing.subscriptions.filter(|resume| resume.next > 2);
        self.state = match resume {
            Some(resume) if !reads_all => {
                let count = Count::resume(resume);
                State::Due(count, resume.next - 1)
            }
            _ if reads_all || standing.subscribed_at < standing.swept_at => {
                State::Due(Count::default(), 1)
            }
            _ => State::Over,
        };
    }

    /// Wants all read once all customers are.
    pub fn want(&mut self) {
        self.state = State::Due(Count::default(), 1);
        self.give_up_pages();
    }

    fn give_up_pages(&mut self) {
        self.under_way.clear();
        self.round = self.round.wrapping_add(1);
    }

    /// Begins where that is due.
    pub fn begin(&mut self) -> Vec<Change> {
        let State::Due(count, page) = &mut self.state else {
            return Vec::new();
        };
        self.count = std::mem::take(count);
        let first = *page;
        self.state = State::Reading(Pages::from(first));
        self.began = None;
        self.give_up_pages();
        if first == 1 {
            vec![Change::BeginSubscriptions]
        } else {
            Vec::new()
        }
    }

    /// Gives what to ask for now, beside what is under way: no more than that many together.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let State::Reading(pages) = &self.state else {
            return Vec::new();
        };
        let (round, shift) = (self.round, self.shift);
        let step = |page| Step::Subscriptions(Ask { page, round, shift });
        let steps = pages.wanted(together, self.count.told()).map(step);
        steps
            .filter(|step| !self.under_way.contains(step))
            .collect()
    }

    pub fn asked(&mut self, step: &Step) {
        self.under_way.insert(step.clone());
    }

    /// Notes that no answer will come: it is wanted again.
    pub fn dropped(&mut self, step: &Step) {
        self.under_way.remove(step);
    }

    /// Files a page.
    pub fn file(
        &mut self,
        ask: Ask,
        head: Head,
        rows: &[Subscription],
        at: Timestamp,
    ) -> Vec<Change> {
        let counts = self.under_way.remove(&Step::Subscriptions(ask));
        if !counts || ask.round != self.round {
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
            self.under_way.clear();
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
            changes.push(Change::EndSubscriptions);
        }
        changes
    }

    /// Gives the reading up: the host does not tell of all subscriptions.
    pub fn give_up(&mut self) {
        self.state = State::Over;
        self.give_up_pages();
    }

    pub const fn is_over(&self) -> bool {
        matches!(self.state, State::Over)
    }

    /// Gives when the first page was told of the last reading of this run.
    pub const fn began(&self) -> Option<Timestamp> {
        self.began
    }

    pub fn progress(&self) -> Progress {
        let (goal, read) = match &self.state {
            State::Over => (None, 0),
            State::Due(..) => (Some(Goal::Subscriptions), 0),
            State::Reading(pages) => (Some(Goal::Subscriptions), pages.read()),
        };
        Progress {
            goal,
            read,
            total: self.count.told(),
        }
    }
}
