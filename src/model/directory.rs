//! The customers as the app sees them.
//!
//! All of them are in the mirror and, as far as they are searched, in the memory of the thread that searches
//! them. Here are the rows that are shown (`loaded`), those of them that are there no more (`gone`),
//! and how far the reading of all has come (`reading`). The directory is the one place that judges whether an
//! answer of the API is newer than what is known, so what it took is what is kept: an old page that brings a
//! deleted customer back reaches neither screen nor disk.
mod asking;
mod gone;
mod holder;
mod keeping;
mod loaded;
pub mod lookups;
mod reading;
mod sharing;

use crate::api::customers::Customer;
use crate::api::error::Error;
use crate::api::ids::CustomerId;
use crate::api::page::Page;
use crate::api::subscriptions::Subscription;
use crate::mirror::{
    Change, Details, Head, MatchRequest, Report, Rows, Sought, Step, Subscriber, SyncState, Window,
    WindowRow,
};
use crate::model::effect::{MirrorCommand, Ticket};
use gone::Gone;
pub use holder::Holder;
use jiff::{SignedDuration, Timestamp};
use keeping::Keeping;
use loaded::Loaded;
use lookups::{Lookups, OnScreen};
use reading::Reading;
use std::collections::HashMap;

/// How many changes may wait for the mirror before no more pages are asked for, while somebody looks at the
/// rows.
const BACKLOG: u64 = 512;
/// The same where nothing else needs the memory.
const LONG_BACKLOG: u64 = 2_048;

/// What is known of the customers.
#[derive(Debug, Default)]
pub struct Directory {
    pub loaded: Loaded,
    /// How far the reading of all customers has come.
    pub reading: Reading,
    /// What the mirror is to be told.
    pub keeping: Keeping,
    /// The newest question at the time a row was last written or read alone: an answer to one from
    /// before holds the row as it was, and must not bring it back.
    written: HashMap<CustomerId, Ticket>,
    /// The newest question when the number of customers last changed: older answers may count others.
    counted: Ticket,
    pub gone: Gone,
    lookups: Lookups,
    /// Whether nobody looks at the rows.
    is_unseen: bool,
    version: u64,
}

impl Directory {
    /// Is of customers whom nobody looks at: they are only read.
    pub fn unseen() -> Self {
        Self {
            is_unseen: true,
            ..Self::default()
        }
    }

    /// Whether nobody looks at the rows.
    pub const fn is_unseen(&self) -> bool {
        self.is_unseen
    }

    /// Grows whenever what is shown may have changed.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// How many customers there are, as far as anybody said.
    pub fn total(&self) -> u64 {
        match self.reading.progress().total {
            Some(total) if self.is_loading() => total.max(self.count()),
            _ => self.count(),
        }
    }

    /// Whether anything was ever read, in this run or another.
    pub fn is_started(&self) -> bool {
        // Between a page and the rows of it there is a moment in which nothing can be shown.
        self.count() > 0 || self.reading.read_at().is_some() && !self.is_loading()
    }

    /// Whether customers are being read or still to be read.
    pub fn is_loading(&self) -> bool {
        self.reading.is_under_way()
    }

    /// Takes what the mirror holds at the start, and begins to read what is missing of it.
    pub fn open(
        &mut self,
        rows: Vec<WindowRow>,
        (state, leads): (SyncState, bool),
        clock: (SignedDuration, Timestamp),
    ) {
        // Who is gone is only struck where the row is held: where nobody looks, none is.
        if self.loaded.window().number == 0 && !self.is_unseen {
            self.loaded.begin(rows);
        }
        self.lookups.card.forget_asked();
        if leads {
            self.lead(state, clock);
        } else {
            self.follow(Some(state));
        }
    }

    /// Begins to read, as the one instance that does.
    pub fn lead(&mut self, state: SyncState, clock: (SignedDuration, Timestamp)) {
        let changes = self.reading.open(state, clock);
        self.tell(changes);
    }

    /// Leaves the reading to another instance.
    pub fn follow(&mut self, state: Option<SyncState>) {
        self.reading.follow(state);
        self.version += 1;
    }

    /// Returns what is to be asked for now, `together` at the most under way at once.
    pub fn wanted(&self, together: u32) -> Vec<Step> {
        let most = if self.is_unseen {
            LONG_BACKLOG
        } else {
            BACKLOG
        };
        if self.keeping.waiting() >= most {
            // The disk is slower than the API: what it has not taken yet would pile up in memory.
            return Vec::new();
        }
        self.reading.wanted(together)
    }

    /// Takes note that the API told of one customer that was asked for, or that it is gone.
    pub fn answered(&mut self, ticket: Ticket) {
        let changes = self.reading.answered(ticket);
        self.tell(changes);
    }

    /// Wants everything read; what is under way goes on.
    pub fn restart(&mut self) {
        let changes = self.reading.want_all();
        self.tell(changes);
    }

    /// Begins anew for a mirror that lost what it held.
    pub fn lose_all(&mut self) {
        let changes = self.reading.lose_all();
        self.tell(changes);
    }

    /// Files a page, unless the reading that asked for it was given up.
    pub fn file(&mut self, ticket: Ticket, mut page: Page<Customer>, at: Timestamp) -> bool {
        let Some(request) = self.reading.take_request(ticket) else {
            return false;
        };
        let head = Head::from(&page);
        let written = &self.written;
        let is_old = |id: &CustomerId| written.get(id).is_some_and(|then| ticket <= *then);
        page.items.retain(|row| !is_old(&row.token));
        // Whom a later page lists is there, whatever an answer said before.
        for row in &page.items {
            self.gone.take_back(&row.token);
        }
        let reported = page.total.filter(|_| ticket > self.counted);
        self.loaded.renew(&page.items);
        // Whom nobody knew may be among them.
        self.lookups.forget_asked();
        let rows = Rows::Customers(page.items);
        let changes = self.reading.file((request, head), rows, reported, at);
        self.tell(changes);
        true
    }

    /// Files a page of the subscriptions of all customers.
    pub fn file_subscriptions(
        &mut self,
        ticket: Ticket,
        page: &Page<Subscription>,
        at: Timestamp,
    ) -> bool {
        let Some(request) = self.reading.take_request(ticket) else {
            return false;
        };
        let rows = Rows::Subscriptions(page.items.iter().map(Subscriber::from).collect());
        let changes = self.reading.file((request, page.into()), rows, None, at);
        self.tell(changes);
        true
    }

    /// Whether an error means that the host does not tell of all subscriptions: then they stay unread,
    /// and the customers are good all the same.
    pub fn refuses_subscriptions(&mut self, ticket: Ticket, error: &Error) -> bool {
        let refuses = self.reading.refuses_subscriptions(ticket, error);
        self.version += u64::from(refuses);
        refuses
    }

    fn tell(&mut self, changes: Vec<Change>) {
        for change in changes {
            self.keeping.tell(change);
        }
        self.version += 1;
    }

    /// Takes what the mirror says about the changes up to a number.
    pub fn hear(&mut self, number: u64, report: Option<Report>) {
        self.keeping.kept(number);
        if let Some(report) = report {
            let changes = self.reading.hear(self.without_struck(report));
            self.tell(changes);
        }
    }

    /// Takes the rows that the list asked for, unless they are from before a change that was made here.
    pub fn take(&mut self, window: Window) {
        if window.heard < self.keeping.heeded() {
            return;
        }
        let rows = window.rows.iter().map(|row| row.customer.token.clone());
        let back: Vec<CustomerId> = rows.filter(|id| self.gone.is_removed(id)).collect();
        self.loaded.take(window);
        self.version += 1;
        for id in back {
            // Another instance wrote a page that was read before the deletion.
            self.keeping.tell(Change::Remove(vec![id.clone()]));
            self.loaded.hide(&id);
        }
    }

    /// Takes rows that were looked for by token.
    pub fn found(&mut self, rows: Vec<WindowRow>) {
        self.loaded.found(rows);
        self.version += 1;
    }

    /// Keeps one customer as the answer to a question says it is, unless a newer one said otherwise;
    /// `ticket` is that question, or for a write the newest so far.
    pub fn upsert(&mut self, customer: Customer, ticket: Ticket, at: Timestamp) {
        let id = customer.token.clone();
        if self.written.get(&id).is_some_and(|then| ticket < *then) {
            return;
        }
        if self.loaded.get(&id).is_none() {
            self.recount(ticket);
        }
        self.written.insert(id.clone(), ticket);
        self.gone.take_back(&id);
        let number = self.keeping.tell(Change::Put {
            rows: vec![customer.clone()],
            at,
        });
        if self.loaded.listed(&id).is_none() {
            // It is not in the list yet: an answer from before it would not show it.
            self.keeping.heed(number);
        }
        self.loaded.hold(customer, number);
        self.version += 1;
    }

    /// Keeps a list of a customer who is there, as far as anybody knows.
    pub fn keep_details(&mut self, of: CustomerId, details: Details, at: Timestamp) {
        if !self.gone.has(&of) {
            let details = Box::new(details);
            self.keeping.tell(Change::Details { of, details, at });
        }
    }

    pub fn remove(&mut self, id: &CustomerId, newest: Ticket) {
        self.written.insert(id.clone(), newest);
        self.drop_row(id);
        self.recount(newest);
        self.reading.shift();
    }

    /// Takes note that there are more or fewer customers than the API said; the reading of all counts for
    /// itself.
    fn recount(&mut self, newest: Ticket) {
        if !self.reading.is_asked(newest) {
            self.counted = self.counted.max(newest);
            self.reading.recount();
        }
    }

    /// Drops a row here at once, and from the mirror.
    fn drop_row(&mut self, id: &CustomerId) {
        let number = self.keeping.tell(Change::Remove(vec![id.clone()]));
        self.keeping.heed(number);
        self.loaded.hide(id);
        self.gone.remove(id);
        self.version += 1;
    }

    /// Takes note of what is shown: what of it is not here is looked for.
    pub fn look_up(&mut self, shown: OnScreen<'_>) {
        let (is_read, is_whole) = (!self.is_loading(), self.is_whole());
        let held = self.loaded.window().held;
        for id in shown.customers {
            if self.loaded.get(&id).is_none() {
                self.lookups.ask(id);
            }
        }
        self.lookups.card.seek(shown.card, is_read);
        self.lookups.email.want(shown.email.map(|email| Sought {
            email: email.to_owned(),
            is_whole,
        }));
        self.lookups
            .matches
            .want(shown.query.map(|query| MatchRequest {
                query: query.clone(),
                is_whole,
                // While more are read it is asked again as they come.
                held,
            }));
    }

    /// Returns what the mirror is to be told and asked, in order; `stopped` as for
    /// `Reading::take_lead`.
    pub fn take_commands(&mut self, stopped: bool) -> Vec<MirrorCommand> {
        let changes = self.keeping.take_changes().into_iter();
        let changes = changes.map(|(number, change)| MirrorCommand::Keep(number, change));
        let lead = self.reading.take_lead(stopped).map(MirrorCommand::Lead);
        let is_partial = self.is_loading();
        changes
            .chain(lead)
            .chain(self.lookups.take(is_partial))
            .collect()
    }
}
