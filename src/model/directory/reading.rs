//! How far the reading of all customers has come: what is under way of it, and what was said of the whole.
use crate::api::error::{Error, ErrorKind};
use crate::mirror::{
    Change, Goal, Head, List, PageRequest, Progress, Reader, Report, Rows, Step, SyncState,
};
use crate::model::effect::Ticket;
use jiff::{SignedDuration, Timestamp};
use std::collections::BTreeMap;

/// Which of the instances that share a mirror reads for all of them.
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

/// The reader of all customers and their subscriptions, and whether this instance is the one that
/// reads.
#[derive(Debug, Default)]
pub struct Reading {
    reader: Reader,
    /// Whether the host did not tell of the subscriptions when they were last to be read.
    is_refused: bool,
    /// What is under way of it, by the question that asks for it.
    asked: BTreeMap<Ticket, Step>,
    /// Whether the mirror was opened, and when the first row was told that it held then.
    is_open: bool,
    since: Option<Timestamp>,
    role: Role,
    /// Whether all is to be read once this instance leads.
    wants_all: bool,
    /// When the last page of this run was read.
    read_at: Option<Timestamp>,
    /// What it said of the whole, until the number is known to have changed.
    reported: Option<u64>,
    unreadable: u64,
    /// Since when the rows are counted whose rate is told, and how many had been read before.
    pace: Option<(Timestamp, u64)>,
}

impl Reading {
    /// Returns how many customers the API says there are, which may be a lie; nothing where that is out of
    /// date.
    pub fn reported(&self) -> Option<u64> {
        self.reported
    }

    /// Returns how many rows of the last sweep could not be read.
    pub fn unreadable(&self) -> u64 {
        self.unreadable
    }

    /// Whether the last reading of all customers has shown that these are all; none where it said
    /// nothing of now.
    pub fn is_sure(&self) -> Option<bool> {
        self.reader.customers().reached().is_sure
    }

    /// Says the same of their subscriptions.
    pub fn is_sure_of_subscriptions(&self) -> Option<bool> {
        self.reader.subscriptions().reached().is_sure
    }

    /// Whether the mirror was opened.
    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Whether something is under way or left to ask for.
    pub fn is_under_way(&self) -> bool {
        let reads = match self.role {
            Role::Leads | Role::Paused => !self.reader.is_over(),
            Role::Asks => true,
            Role::Rests => self.wants_all,
            Role::Follows => false,
        };
        reads || !self.is_open()
    }

    /// Returns when the reading began that told of the subscriptions of all customers; none before the first
    /// has ended.
    pub fn subscribed_at(&self) -> Option<Timestamp> {
        self.reader.subscriptions().reached().swept_at
    }

    /// Returns how many subscriptions were read in this run; none where the host does not tell of them.
    pub fn subscriptions(&self) -> Option<u64> {
        (!self.is_refused).then_some(self.reader.subscriptions().rows())
    }

    /// Whether another instance reads, and this one shows what it finds.
    pub fn is_following(&self) -> bool {
        self.role == Role::Follows
    }

    pub fn progress(&self) -> Progress {
        let progress = self.reader.progress();
        let is_of_all = progress
            .goal
            .is_some_and(|goal| goal != Goal::Subscriptions);
        Progress {
            // Before the first page has come it is as many as it was.
            total: progress.total.or(self.reported.filter(|_| is_of_all)),
            ..progress
        }
    }

    /// Returns how many customers are read a second, once that can be said.
    pub fn rate(&self, now: Timestamp) -> Option<u64> {
        let (since, read) = self.pace?;
        let took = u64::try_from(now.duration_since(since).as_millis()).ok()?;
        let rows = self.progress().read.checked_sub(read)?;
        // Of less than a second nothing can be said.
        (took >= 1000).then(|| rows.saturating_mul(1000) / took)
    }

    /// Returns the time since which every row was told by the API.
    pub fn as_of(&self) -> Option<Timestamp> {
        if self.is_kept() {
            self.kept_since()
        } else {
            self.read_at
        }
    }

    /// Returns the time since which the API has told of every row that the mirror holds.
    fn kept_since(&self) -> Option<Timestamp> {
        let swept_at = self.reader.customers().reached().swept_at;
        swept_at.or(self.since)
    }

    /// Returns when a page was last read in this run.
    pub fn read_at(&self) -> Option<Timestamp> {
        self.read_at
    }

    /// Whether some of the rows are from another run.
    pub fn is_kept(&self) -> bool {
        !self.reader.customers().is_fresh() && self.kept_since().is_some()
    }

    /// Begins to read what the mirror lacks, as the instance that does.
    pub(super) fn open(
        &mut self,
        state: SyncState,
        (due, now): (SignedDuration, Timestamp),
    ) -> Vec<Change> {
        self.role = Role::Leads;
        let is_due = |at: Timestamp| {
            let age = now.duration_since(at);
            // A time in the future was told by a clock that was wrong: it says nothing of how old the rows
            // are.
            age.is_negative() || age >= due
        };
        let goes_on = state.customers.resume.map(|resume| resume.next);
        (self.is_open, self.since) = (true, state.since);
        if std::mem::take(&mut self.wants_all) {
            self.reader.know(&state);
            return self.begin_all();
        }
        if goes_on.is_some() && goes_on == self.reader.customers().next_page() {
            // Nobody read meanwhile: what was stopped goes on.
            return Vec::new();
        }
        self.reader.know(&state);
        let is_due = state.customers.swept_at.is_none_or(is_due);
        self.reader.begin(is_due)
    }

    /// Leaves the reading to another instance, which does it now.
    pub(super) fn follow(&mut self, state: Option<SyncState>) {
        self.role = Role::Follows;
        if let Some(state) = state {
            (self.is_open, self.since) = (true, state.since);
            self.reader.know(&state);
        }
    }

    /// Begins to read all anew.
    pub(super) fn begin_all(&mut self) -> Vec<Change> {
        self.asked.clear();
        self.pace = None;
        self.reader.begin_all()
    }

    /// Wants all read; a reading of all that is under way goes on.
    pub(super) fn want_all(&mut self) -> Vec<Change> {
        let customers = self.reader.customers();
        let (reads_all, has_read_all) = (customers.reads_all(), customers.is_fresh());
        match self.role {
            // What was stopped goes on, be it with the subscriptions alone.
            Role::Paused if reads_all || has_read_all && !self.reader.is_over() => Vec::new(),
            Role::Leads if reads_all => Vec::new(),
            Role::Leads => self.begin_all(),
            Role::Rests | Role::Asks | Role::Paused | Role::Follows => {
                self.wants_all = self.is_open();
                Vec::new()
            }
        }
    }

    /// Begins anew for a mirror that lost what it held.
    pub(super) fn lose_all(&mut self) -> Vec<Change> {
        self.reader.forget();
        if self.role == Role::Leads {
            self.begin_all()
        } else {
            self.want_all()
        }
    }

    /// Returns whether this instance is to become the one that reads, or to leave it to another, once for
    /// each.
    ///
    /// One that `stopped`, by the person or by a failure, stands in nobody's way.
    pub fn take_lead(&mut self, stopped: bool) -> Option<bool> {
        match self.role {
            Role::Leads if stopped && !self.reader.is_over() => {
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
            Role::Leads if self.reader.is_over() => {
                self.role = Role::Rests;
                Some(false)
            }
            Role::Rests | Role::Asks | Role::Leads | Role::Paused | Role::Follows => None,
        }
    }

    /// Returns what is to be asked for now, `together` at the most under way at once; what was asked for is
    /// left out.
    pub(super) fn wanted(&self, together: u32) -> Vec<Step> {
        if self.role != Role::Leads {
            return Vec::new();
        }
        let mut steps = self.reader.wanted(together);
        steps.retain(|step| self.asked.values().all(|asked| asked != step));
        steps
    }

    pub fn asked(&mut self, ticket: Ticket, step: Step) {
        self.asked.insert(ticket, step);
    }

    /// Whether a question belongs to the sweep.
    pub fn is_asked(&self, ticket: Ticket) -> bool {
        self.asked.contains_key(&ticket)
    }

    /// Takes back a question whose answer will not come; returns whether it was one of the sweep.
    pub fn unask(&mut self, ticket: Ticket) -> bool {
        self.asked.remove(&ticket).is_some()
    }

    /// Takes note that the API told of one customer, or that it is gone.
    pub(super) fn answered(&mut self, ticket: Ticket) -> Vec<Change> {
        let changes = match self.asked.remove(&ticket) {
            Some(Step::Customer(id)) => self.reader.answered(&id),
            _ => Vec::new(),
        };
        self.go_on(changes)
    }

    /// Takes the page request that a ticket answers.
    pub(super) fn take_request(&mut self, ticket: Ticket) -> Option<PageRequest> {
        match self.asked.remove(&ticket)? {
            Step::Page(request) => Some(request),
            Step::Customer(_) => None,
        }
    }

    /// Takes note of an error; returns whether it means that the host does not tell of all subscriptions.
    pub(super) fn refuses_subscriptions(&mut self, ticket: Ticket, error: &Error) -> bool {
        let is_final = if let ErrorKind::Refused(refusal) = &error.kind {
            !matches!(refusal.status, 401 | 403 | 429)
        } else {
            matches!(error.kind, ErrorKind::Protocol(_))
        };
        let is_theirs = |step: &Step| matches!(step, Step::Page(request) if request.list() == List::Subscriptions);
        let refuses = is_final && self.asked.get(&ticket).is_some_and(is_theirs);
        if refuses {
            self.asked.remove(&ticket);
            self.reader.stop_subscriptions();
            self.is_refused = true;
        }
        refuses
    }

    /// Takes note of a page, of whose rows only those are left that are news, and of how many customers there
    /// are.
    pub(super) fn file(
        &mut self,
        (request, head): (PageRequest, Head),
        rows: Rows,
        reported: Option<u64>,
        at: Timestamp,
    ) -> Vec<Change> {
        let progress = self.progress();
        if request.page() == 1 || self.pace.is_none() {
            self.pace = Some((at, progress.read));
        }
        if request.list() == List::Customers {
            // The first page that is read once more at the end begins nothing.
            if request.page() == 1 && progress.goal != Some(Goal::Check) {
                self.unreadable = 0;
            }
            self.read_at = Some(at);
            self.reported = reported.or(self.reported);
            self.unreadable = self.unreadable.saturating_add(head.unreadable);
        }
        let changes = self.reader.file(request, head, rows, at);
        self.go_on(changes)
    }

    /// Takes what the mirror says about what it was told.
    pub(super) fn hear(&mut self, report: Report) -> Vec<Change> {
        let changes = self.reader.hear(report);
        self.go_on(changes)
    }

    /// Goes on with the next list, where one has been read.
    fn go_on(&mut self, mut changes: Vec<Change>) -> Vec<Change> {
        if self.role == Role::Leads {
            let begins = self.reader.begin_next();
            self.is_refused &= begins.is_none();
            changes.extend(begins.into_iter().flatten());
        }
        changes
    }

    /// Forgets what the API said of the whole: it is known to count other customers now.
    pub(super) fn recount(&mut self) {
        self.reported = None;
    }

    /// Takes note that a customer may have gone, behind which all others moved up a place.
    pub fn shift(&mut self) {
        self.reader.shifted();
    }
}
