//! The lists that are read as a whole, one after another: all customers, then the subscriptions of all of
//! them.
use crate::api::ids::CustomerId;
use crate::mirror::change::{Change, List, PageRequest, Reached, Report, Rows, SyncState};
use crate::mirror::sweep::{Goal, Head, Progress, Step, Sweep};
use jiff::Timestamp;

/// Plans what to ask for to read each list; the default has nothing to do.
#[derive(Debug)]
pub struct Reader {
    customers: Sweep,
    subscriptions: Sweep,
    /// Whether the subscriptions are to be read once all customers are.
    is_due: bool,
}

impl Default for Reader {
    fn default() -> Self {
        Self {
            customers: Sweep::of(List::Customers),
            subscriptions: Sweep::of(List::Subscriptions),
            is_due: false,
        }
    }
}

impl Reader {
    pub const fn customers(&self) -> &Sweep {
        &self.customers
    }

    pub const fn subscriptions(&self) -> &Sweep {
        &self.subscriptions
    }

    fn of(&mut self, list: List) -> &mut Sweep {
        match list {
            List::Customers => &mut self.customers,
            List::Subscriptions => &mut self.subscriptions,
        }
    }

    /// Takes note of how far the mirror has come, and gives up what is under way.
    pub fn know(&mut self, state: &SyncState) {
        self.customers.know(state.customers);
        self.subscriptions.know(state.subscriptions);
        self.is_due = false;
    }

    /// Takes note that the mirror lost what it held.
    pub fn forget(&mut self) {
        self.customers.forget();
        self.subscriptions.forget();
    }

    /// Begins what is to be done at a start. Subscriptions change without moving rows, so nothing less than
    /// all is worth reading: they are read with each reading of all customers, and where that was not
    /// followed by them.
    pub fn begin(&mut self, is_due: bool) -> Vec<Change> {
        let customers = *self.customers.reached();
        let reached = *self.subscriptions.reached();
        let reads_all = is_due || customers.swept_at.is_none() || customers.resume.is_some();
        self.is_due =
            reads_all || reached.resume.is_some() || reached.swept_at < customers.swept_at;
        if reads_all {
            self.stop_subscriptions();
        }
        self.customers.begin(is_due)
    }

    /// Begins to read all pages from the first on, whatever was under way.
    pub fn begin_all(&mut self) -> Vec<Change> {
        self.stop_subscriptions();
        self.is_due = true;
        self.customers.begin_all()
    }

    /// Gives up the subscriptions; the next reading of them begins at the first page.
    pub fn stop_subscriptions(&mut self) {
        let reached = *self.subscriptions.reached();
        self.subscriptions.know(Reached {
            resume: None,
            ..reached
        });
    }

    /// Begins with the list that follows, where the one before is read.
    pub fn begin_next(&mut self) -> Option<Vec<Change>> {
        let begins = self.customers.is_over() && std::mem::take(&mut self.is_due);
        begins.then(|| self.subscriptions.begin(false))
    }

    /// Returns what to ask for now, no more than that many together. Some of it may have been asked for
    /// already.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        if self.customers.is_over() {
            self.subscriptions.wanted(together)
        } else {
            self.customers.wanted(together)
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
        self.of(request.list()).file(request, head, rows, at)
    }

    /// Hears what the mirror says to a change.
    pub fn hear(&mut self, report: Report) -> Vec<Change> {
        self.of(report.list()).hear(report)
    }

    /// Notes that the API said whether a customer is there; what it said goes to the mirror by itself.
    pub fn answered(&mut self, id: &CustomerId) -> Vec<Change> {
        self.customers.answered(id)
    }

    /// Notes that a customer was deleted, so that those behind it moved to earlier pages.
    pub fn shifted(&mut self) {
        self.customers.shifted();
    }

    /// Whether nothing is left to do.
    pub const fn is_over(&self) -> bool {
        self.customers.is_over() && self.subscriptions.is_over() && !self.is_due
    }

    pub fn progress(&self) -> Progress {
        if !self.customers.is_over() {
            return self.customers.progress();
        }
        Progress {
            goal: (!self.is_over()).then_some(Goal::Subscriptions),
            ..self.subscriptions.progress()
        }
    }
}
