//! How far the reading of all customers has come: what is under way of it, and what was said of the whole.
use crate::api::customers::Customer;
use crate::api::page::Page;
use crate::api::subscriptions::Subscription;
use crate::mirror::{
    Ask, Change, Goal, Head, Progress, Report, Standing, Step, Subscribers, Sweep,
};
use crate::model::effect::Ticket;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Says which of the instances that share a mirror reads for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Role {
    /// Nobody needs to: all is read.
    #[default]
    Rests,
    /// This one asked to be it.
    Asks,
    Leads,
    /// This one did, and was stopped or failed: another one may.
    Paused,
    /// Another one does.
    Follows,
}

/// Holds the sweep over all customers, and whether this instance is the one that makes it.
#[derive(Debug, Default)]
pub struct Reading {
    sweep: Sweep,
    /// Reads the subscriptions of all customers once these are read.
    subscribers: Subscribers,
    /// Whether the host does not tell of them.
    is_refused: bool,
    /// How many were read in this run.
    subscriptions: u64,
    /// What is under way of it, by the question that asks for it.
    asked: BTreeMap<Ticket, Step>,
    /// How the mirror stood when it was opened; none until then.
    standing: Option<Standing>,
    role: Role,
    /// Whether all is to be read once this instance leads.
    wants_all: bool,
    /// When the last page of this run was read.
    read_at: Option<Timestamp>,
    /// What it said of the whole, until the number is known to have changed.
    reported: Option<u64>,
    unreadable: u32,
    /// When the sweep that is under way began, and the last one that ended in this run.
    began_at: Option<Timestamp>,
    swept_at: Option<Timestamp>,
    /// Since when the rows are counted whose rate is told, and how many had been read before.
    pace: Option<(Timestamp, u64)>,
}

impl Reading {
    /// Gives how many customers the API says there are, which may be a lie; nothing where that is out of date.
    pub fn reported(&self) -> Option<u64> {
        self.reported
    }

    /// Gives how many rows of the last sweep could not be read.
    pub fn unreadable(&self) -> u32 {
        self.unreadable
    }

    /// Says whether the rows are known to be all; none before all were read in this run.
    pub fn is_sure(&self) -> Option<bool> {
        self.sweep.is_sure()
    }

    /// Says whether the mirror was opened.
    pub fn is_open(&self) -> bool {
        self.standing.is_some()
    }

    /// Says whether something is under way or left to ask for.
    pub fn is_under_way(&self) -> bool {
        let reads = match self.role {
            Role::Leads | Role::Paused => !self.is_over(),
            Role::Asks => true,
            Role::Rests => self.wants_all,
            Role::Follows => false,
        };
        reads || !self.is_open()
    }

    fn is_over(&self) -> bool {
        self.sweep.is_over() && self.subscribers.is_over()
    }

    /// Gives when the reading began that told of the subscriptions of all customers; none before the first has ended.
    pub fn subscribed_at(&self) -> Option<Timestamp> {
        let before = self.standing.as_ref();
        let before = before.and_then(|standing| standing.subscribed_at);
        self.subscribers.read_at().or(before)
    }

    /// Gives how many subscriptions were read in this run; none where the host does not tell of them.
    pub fn subscriptions(&self) -> Option<u64> {
        (!self.is_refused).then_some(self.subscriptions)
    }

    /// Says whether another instance reads, and this one shows what it finds.
    pub fn is_following(&self) -> bool {
        self.role == Role::Follows
    }

    pub fn progress(&self) -> Progress {
        if self.sweep.is_over() {
            return self.subscribers.progress();
        }
        let progress = self.sweep.progress();
        Progress {
            // Before the first page has come it is as many as it was.
            total: progress.total.or(self.reported),
            ..progress
        }
    }

    /// Gives how many customers are read a second, once that can be said.
    pub fn rate(&self, now: Timestamp) -> Option<u64> {
        let (since, read) = self.pace?;
        let took = u64::try_from(now.duration_since(since).as_millis()).ok()?;
        let rows = self.progress().read.checked_sub(read)?;
        // Of less than a second nothing can be said.
        (took >= 1000).then(|| rows.saturating_mul(1000) / took)
    }

    /// Gives the time since which every row was told by the API.
    pub fn as_of(&self) -> Option<Timestamp> {
        if self.is_kept() {
            self.standing.as_ref().and_then(Standing::as_of)
        } else {
            self.read_at
        }
    }

    /// Gives when a page was last read in this run.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }

    /// Says whether some of the rows are from another run.
    pub fn is_kept(&self) -> bool {
        let has_rows = |standing: &Standing| standing.as_of().is_some();
        self.swept_at.is_none() && self.standing.as_ref().is_some_and(has_rows)
    }

    /// Begins to read what the mirror lacks, as the instance that does.
    pub fn open(
        &mut self,
        standing: Standing,
        (due, now): (SignedDuration, Timestamp),
    ) -> Vec<Change> {
        self.role = Role::Leads;
        let is_due = |at: Timestamp| {
            let age = now.duration_since(at);
            // A time in the future was told by a clock that was wrong: it says nothing of how old the rows are.
            age.is_negative() || age >= due
        };
        let goes_on = standing.resume.map(|resume| resume.next);
        let changes = if std::mem::take(&mut self.wants_all) {
            self.begin_all()
        } else if goes_on.is_some() && goes_on == self.sweep.next_page() {
            // Nobody read meanwhile: what was stopped goes on.
            Vec::new()
        } else {
            let is_due = standing.swept_at.is_none_or(is_due);
            self.subscribers.plan(&standing, is_due);
            self.sweep.begin(&standing, is_due)
        };
        self.standing = Some(standing);
        changes
    }

    /// Leaves the reading to another instance, which does it now.
    pub fn follow(&mut self, standing: Option<Standing>) {
        self.role = Role::Follows;
        self.standing = standing.or(self.standing.take());
    }

    /// Begins to read all anew.
    pub fn begin_all(&mut self) -> Vec<Change> {
        self.asked.clear();
        self.pace = None;
        self.subscribers.want();
        self.sweep.begin_all()
    }

    /// Wants all read; a reading of all that is under way goes on.
    pub fn want_all(&mut self) -> Vec<Change> {
        if self.role == Role::Paused && self.reads_all() {
            Vec::new()
        } else if self.role != Role::Leads {
            self.wants_all = self.is_open();
            Vec::new()
        } else if self.reads_all() {
            Vec::new()
        } else {
            self.begin_all()
        }
    }

    /// Begins anew for a mirror that lost what it held.
    pub fn lose_all(&mut self) -> Vec<Change> {
        self.swept_at = None;
        if self.role == Role::Leads {
            self.begin_all()
        } else {
            self.want_all()
        }
    }

    /// Gives whether this instance is to become the one that reads, or to leave it to another, once for each.
    ///
    /// One that `stopped`, by the person or by a failure, stands in nobody's way.
    pub fn take_lead(&mut self, stopped: bool) -> Option<bool> {
        match self.role {
            Role::Leads if stopped && !self.is_over() => {
                self.role = Role::Paused;
                Some(false)
            }
            Role::Rests if self.wants_all => {
                self.role = Role::Asks;
                Some(true)
            }
            Role::Paused if !stopped => {
                self.role = Role::Asks;
                Some(true)
            }
            Role::Leads if self.is_over() => {
                self.role = Role::Rests;
                Some(false)
            }
            _ => None,
        }
    }

    /// Gives what is to be asked for now, `together` at the most under way at once; what was asked for is left out.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let mut steps = match self.role {
            Role::Leads if self.sweep.is_over() => self.subscribers.wanted(together),
            Role::Leads => self.sweep.wanted(together),
            _ => Vec::new(),
        };
        steps.retain(|step| self.asked.values().all(|asked| asked != step));
        steps
    }

    pub fn asked(&mut self, ticket: Ticket, step: Step) {
        self.asked.insert(ticket, step);
    }

    /// Says whether a question belongs to the sweep.
    pub fn is_asked(&self, ticket: Ticket) -> bool {
        self.asked.contains_key(&ticket)
    }

    /// Takes back a question whose answer will not come; says whether it was one of the sweep.
    pub fn unask(&mut self, ticket: Ticket) -> bool {
        self.asked.remove(&ticket).is_some()
    }

    /// Takes note that the API told of one customer, or that it is gone.
    pub fn answered(&mut self, ticket: Ticket, now: Timestamp) -> Vec<Change> {
        let read_all = self.reads_all();
        let changes = match self.asked.remove(&ticket) {
            Some(Step::Customer(id)) => self.sweep.answered(&id),
            _ => Vec::new(),
        };
        self.end(read_all, changes, now)
    }

    /// Gives the page that a question asked for, which is then answered.
    pub fn take_asked(&mut self, ticket: Ticket) -> Option<Ask> {
        match self.asked.remove(&ticket)? {
            Step::Page(ask) => Some(ask),
            Step::Customer(_) | Step::Subscriptions(_) => None,
        }
    }

    /// Takes note of a page of all subscriptions; nothing where it was not asked for.
    pub fn file_subscriptions(
        &mut self,
        ticket: Ticket,
        page: &Page<Subscription>,
        at: Timestamp,
    ) -> Option<Vec<Change>> {
        let Step::Subscriptions(ask) = self.asked.remove(&ticket)? else {
            return None;
        };
        if page.number == 1 || self.pace.is_none() {
            self.pace = Some((at, self.progress().read));
        }
        let changes = self.subscribers.file(ask, page.into(), &page.items, at);
        let told = changes.iter().map(Change::rows).sum::<usize>();
        self.subscriptions += u64::try_from(told).unwrap_or(0);
        Some(changes)
    }

    /// Takes note that the host does not tell of all subscriptions; says whether it was asked for them.
    pub fn refuse_subscriptions(&mut self, ticket: Ticket) -> bool {
        let is_asked = matches!(self.asked.get(&ticket), Some(Step::Subscriptions(_)));
        if is_asked {
            self.asked.remove(&ticket);
            self.subscribers.give_up();
            self.is_refused = true;
        }
        is_asked
    }

    /// Takes note of a page, of whose rows only those are left that are news.
    pub fn file(
        &mut self,
        (ask, head): (Ask, Head),
        page: Page<Customer>,
        at: Timestamp,
    ) -> Vec<Change> {
        // The first page that is read once more at the end begins nothing.
        if page.number == 1 && self.progress().goal != Some(Goal::Check) {
            (self.began_at, self.unreadable) = (Some(at), 0);
        }
        if page.number == 1 || self.pace.is_none() {
            self.pace = Some((at, self.progress().read));
        }
        self.read_at = Some(at);
        self.reported = page.total.or(self.reported);
        self.unreadable = self.unreadable.saturating_add(page.unreadable);
        let changes = self.sweep.file(ask, head, page.items, at);
        self.end(false, changes, at)
    }

    /// Takes what the mirror says about what it was told.
    pub fn hear(&mut self, report: Report, now: Timestamp) -> Vec<Change> {
        let read_all = self.reads_all();
        let changes = self.sweep.hear(report);
        self.end(read_all, changes, now)
    }

    /// Takes note of the end of a reading of all, where that is what has ended; the subscriptions follow.
    fn end(&mut self, read_all: bool, mut changes: Vec<Change>, now: Timestamp) -> Vec<Change> {
        if read_all && !self.reads_all() {
            self.swept_at = self.began_at.or(Some(now));
        }
        if self.role == Role::Leads && self.sweep.is_over() {
            changes.append(&mut self.subscribers.begin());
        }
        changes
    }

    /// Says whether all are being read, and not only the newest.
    fn reads_all(&self) -> bool {
        matches!(
            self.sweep.progress().goal,
            Some(Goal::All | Goal::Missing | Goal::Check)
        )
    }

    /// Forgets what the API said of the whole: it is known to count other customers now.
    pub fn recount(&mut self) {
        self.reported = None;
    }

    /// Takes note that a customer may have gone, behind which all others moved up a place.
    pub fn shift(&mut self) {
        self.sweep.shifted();
    }
}
