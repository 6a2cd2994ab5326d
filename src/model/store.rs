//! Everything the API has told us, filed under what it is about, and how well each is known.
mod driving;
pub mod finding;
mod lists;

use crate::api::balance::Balance;
use crate::api::call::Call;
use crate::api::charges::Charge;
use crate::api::customers::Customer;
use crate::api::error::{Error, ErrorKind};
use crate::api::ids::{ChargeId, CustomerId, PlanId, SubscriptionId};
use crate::api::ledger::LedgerEntry;
use crate::api::page::Page;
use crate::api::plans::Plan;
use crate::api::read::Read;
use crate::api::refunds::Refund;
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};
use crate::api::subscriptions::Subscription;
use crate::mirror::Details;
use crate::model::directory::Directory;
use crate::model::effect::Ticket;
use crate::model::listing::{Keyed, Listing};
use crate::model::standing::{Standing, is_gone};
use crate::text::Safe;
use jiff::Timestamp;
use lists::Lists;
use std::collections::HashMap;
use std::hash::Hash;

#[derive(Debug, Default)]
pub struct Store {
    standing: HashMap<Subject, Standing>,
    pub customers: Directory,
    pub lists: Lists,
    charge: HashMap<ChargeId, Charge>,
    /// The refund that was looked up last.
    refund: Option<Refund>,
    refunds: HashMap<ChargeId, Listing<Refund>>,
    balance: Option<Balance>,
    subscription: HashMap<SubscriptionId, Subscription>,
    ledger: HashMap<SubscriptionId, Listing<LedgerEntry>>,
    plans: Listing<Plan>,
    plan_subscriptions: HashMap<PlanId, Listing<Subscription>>,
    raw: HashMap<Record, Vec<Safe>>,
}

impl Store {
    /// Is of customers whom nobody looks at: they are only read.
    pub fn unseen() -> Self {
        Self {
            customers: Directory::unseen(),
            ..Self::default()
        }
    }

    pub fn customer(&self, id: &CustomerId) -> Option<&Customer> {
        self.customers.loaded.get(id)
    }

    /// Returns a charge: as it was read alone, else as its list had it.
    pub fn charge(&self, customer: Option<&CustomerId>, id: &ChargeId) -> Option<&Charge> {
        let listed = || self.lists.charges(customer?)?.get(id);
        self.charge.get(id).or_else(listed)
    }

    pub fn refunds(&self, id: &ChargeId) -> Option<&Listing<Refund>> {
        self.refunds.get(id)
    }

    /// Returns what the whole account has.
    pub fn balance(&self) -> Option<&Balance> {
        self.balance.as_ref()
    }

    /// Returns a subscription: as it was read alone, else as its list had it.
    pub fn subscription(
        &self,
        customer: &CustomerId,
        id: &SubscriptionId,
    ) -> Option<&Subscription> {
        let listed = || self.lists.subscription(customer, id);
        self.subscription.get(id).or_else(listed)
    }

    pub fn ledger(&self, id: &SubscriptionId) -> Option<&Listing<LedgerEntry>> {
        self.ledger.get(id)
    }

    pub fn plans(&self) -> &Listing<Plan> {
        &self.plans
    }

    pub fn plan_subscriptions(&self, id: &PlanId) -> Option<&Listing<Subscription>> {
        self.plan_subscriptions.get(id)
    }

    pub fn raw(&self, record: &Record) -> Option<&[Safe]> {
        self.raw.get(record).map(Vec::as_slice)
    }

    pub fn standing(&self, subject: &Subject) -> &Standing {
        const NOTHING: &Standing = &Standing::Unknown;
        const KNOWN: &Standing = &Standing::Known;
        // A listed customer is known: the list gives every field of it. One from another run is not.
        let is_listed =
            matches!(subject, Subject::Customer(id) if self.customers.loaded.is_current(id));
        let unasked = if is_listed { KNOWN } else { NOTHING };
        self.standing.get(subject).unwrap_or(unasked)
    }

    pub fn failure(&self, subject: &Subject) -> Option<&Error> {
        match self.standing(subject) {
            Standing::Failed(error) => Some(error),
            Standing::Unknown | Standing::Asked(_) | Standing::Known => None,
        }
    }

    /// Returns the page of a subject's list that must be read next, if it is not all here.
    pub fn next_page(&self, subject: &Subject) -> Option<u32> {
        fn page<K: Eq + Hash, T: Keyed>(lists: &HashMap<K, Listing<T>>, key: &K) -> Option<u32> {
            lists.get(key).map_or(Some(1), Listing::wanted_page)
        }
        match subject {
            Subject::Cards(id) => page(&self.lists.cards, id),
            Subject::Subscriptions(id) => page(&self.lists.subscriptions, id),
            Subject::Charges(id) => page(&self.lists.charges, id),
            Subject::Refunds(id) => page(&self.refunds, id),
            Subject::Ledger(id) => page(&self.ledger, id),
            Subject::Plans => self.plans.wanted_page(),
            Subject::PlanSubscriptions(id) => page(&self.plan_subscriptions, id),
            Subject::Customers
            | Subject::Customer(_)
            | Subject::Charge(_)
            | Subject::Refund(_)
            | Subject::Balance
            | Subject::Subscription(_)
            | Subject::Raw(_) => None,
        }
    }

    /// Returns the call that says more of a subject, unless that is known or asked for.
    pub fn wanted(&self, subject: &Subject) -> Option<Call> {
        let read = Read::of(subject, self.next_page(subject));
        let read = read.filter(|_| self.standing(subject).wants_asking());
        read.map(Call::Read)
    }

    pub fn asked(&mut self, ticket: Ticket, subject: Subject) {
        let visited = subject.customer();
        if let Some(left) = visited.and_then(|id| self.lists.visit(id)) {
            self.drop_details(&left);
        }
        self.standing.insert(subject, Standing::Asked(ticket));
    }

    /// Forgets how well a subject is known, so that whoever shows it asks again. What was known
    /// stays on the screen meanwhile.
    pub fn doubt(&mut self, subject: Subject) {
        match &subject {
            Subject::Customers => self.customers.restart(),
            Subject::Cards(id) => restart(&mut self.lists.cards, id),
            Subject::Subscriptions(id) => restart(&mut self.lists.subscriptions, id),
            Subject::Charges(id) => restart(&mut self.lists.charges, id),
            Subject::Refunds(id) => restart(&mut self.refunds, id),
            Subject::Ledger(id) => restart(&mut self.ledger, id),
            Subject::Plans => self.plans.restart(),
            Subject::PlanSubscriptions(id) => restart(&mut self.plan_subscriptions, id),
            Subject::Customer(_)
            | Subject::Charge(_)
            | Subject::Refund(_)
            | Subject::Balance
            | Subject::Subscription(_)
            | Subject::Raw(_) => {}
        }
        self.standing.insert(subject, Standing::Unknown);
    }

    /// Doubts everything, so that all that is shown is read again.
    pub fn doubt_all(&mut self) {
        let subjects: Vec<Subject> = self.standing.keys().cloned().collect();
        for subject in subjects {
            self.doubt(subject);
        }
        self.doubt(Subject::Customers);
    }

    /// Gives a question up: it is not asked again until the person wants it.
    pub fn stop(&mut self, subject: &Subject, ticket: Ticket) {
        // What the sweep asks for is stopped as a whole.
        if !self.customers.reading.unask(ticket) {
            let (kind, fate) = (ErrorKind::Cancelled, None);
            self.end(subject, ticket, Standing::Failed(Error { kind, fate }));
        }
    }

    /// Takes back a question that was dropped before it was answered.
    pub fn unask(&mut self, subject: &Subject, ticket: Ticket) {
        self.end(subject, ticket, Standing::Unknown);
    }

    /// Ends a question that is still the newest about its subject.
    fn end(&mut self, subject: &Subject, ticket: Ticket, standing: Standing) {
        if self.standing(subject).accepts(ticket) {
            self.standing.insert(subject.clone(), standing);
        }
    }

    /// Files the answer to a read, unless a newer question about the same subject was asked since.
    /// Returns whether it was taken.
    pub fn settle(
        &mut self,
        ticket: Ticket,
        subject: &Subject,
        result: Result<Reply, Error>,
        at: Timestamp,
    ) -> bool {
        if self.customers.reading.is_asked(ticket) || *subject == Subject::Customers {
            return self.settle_step(ticket, subject, result, at);
        }
        if !self.standing(subject).accepts(ticket) {
            return false;
        }
        let standing = match result {
            Ok(reply) => {
                self.file(ticket, reply, at);
                // A list with pages left is asked again by whoever wants the rest.
                match self.next_page(subject) {
                    Some(_) => Standing::Unknown,
                    None => Standing::Known,
                }
            }
            Err(error) => {
                if is_gone(&error)
                    && let Subject::Customer(id) = subject
                    // One that was only looked up by a token was never counted.
                    && self.customer(id).is_some()
                {
                    self.customers.mark_gone(id, ticket);
                }
                Standing::Failed(error)
            }
        };
        self.standing.insert(subject.clone(), standing);
        true
    }

    /// Files what the sweep over all customers asked for; several are under way at once, so the directory
    /// judges them.
    fn settle_step(
        &mut self,
        ticket: Ticket,
        subject: &Subject,
        result: Result<Reply, Error>,
        at: Timestamp,
    ) -> bool {
        match (result, subject) {
            (Ok(Reply::Customers(page)), _) => self.customers.file(ticket, page, at),
            (Ok(Reply::AllSubscriptions(page)), _) => {
                self.customers.file_subscriptions(ticket, &page, at)
            }
            (Ok(reply), _) => {
                self.file(ticket, reply, at);
                self.customers.answered(ticket);
                true
            }
            (Err(error), Subject::Customer(id)) if is_gone(&error) => {
                self.customers.mark_gone(id, ticket);
                self.customers.answered(ticket);
                true
            }
            (Err(error), _) if self.customers.refuses_subscriptions(ticket, &error) => true,
            (Err(error), _) => {
                let ours = self.customers.reading.unask(ticket);
                if ours {
                    self.standing
                        .insert(Subject::Customers, Standing::Failed(error));
                }
                ours
            }
        }
    }

    /// Keeps what an answer tells, whoever asked for it.
    pub fn file(&mut self, ticket: Ticket, reply: Reply, at: Timestamp) {
        match reply {
            Reply::Customer(customer) | Reply::Created(customer) | Reply::Updated(customer) => {
                self.customers.upsert(customer, ticket, at);
            }
            Reply::Deleted(Record::Customer(id)) => {
                self.customers.remove(&id, ticket);
                self.drop_details(&id);
            }
            Reply::Cards(id, page) => {
                let part = lists::file(&mut self.lists.cards, &id, page, at);
                self.keep(id, part.map(Details::Cards), at);
            }
            Reply::Subscriptions(id, page) => {
                let part = lists::file(&mut self.lists.subscriptions, &id, page, at);
                self.keep(id, part.map(Details::Subscriptions), at);
            }
            Reply::Charges(id, page) => {
                let part = lists::file(&mut self.lists.charges, &id, page, at);
                self.keep(id, part.map(Details::Charges), at);
            }
            Reply::Charge(charge) => {
                self.charge.insert(charge.token.clone(), charge);
            }
            Reply::Refund(refund) => self.refund = Some(refund),
            Reply::Refunds(id, page) => put(&mut self.refunds, id, page, at),
            Reply::Balance(balance) => self.balance = Some(balance),
            Reply::Subscription(subscription) | Reply::SubscriptionCancelled(subscription) => {
                self.subscription
                    .insert(subscription.token.clone(), subscription);
            }
            Reply::Ledger(id, page) => put(&mut self.ledger, id, page, at),
            Reply::Plans(page) => self.plans.file(page, at),
            Reply::PlanSubscriptions(plan, page) => {
                // A plan may have thousands, and one is on the screen at a time.
                self.plan_subscriptions.retain(|other, _| *other == plan);
                put(&mut self.plan_subscriptions, plan, page, at);
            }
            Reply::Raw(record, lines) => {
                // One at a time is on the screen: older ones are of no use.
                self.raw.clear();
                self.raw.insert(record, lines);
            }
            Reply::Customers(_)
            | Reply::AllSubscriptions(_)
            | Reply::CardCreated(_)
            | Reply::CardAdded(..)
            | Reply::Deleted(_)
            | Reply::Done
            | Reply::AlreadyGone => {}
        }
    }

    fn drop_details(&mut self, id: &CustomerId) {
        let (subscriptions, charges) = self.lists.drop(id);
        for subscription in subscriptions.iter().flat_map(Listing::items) {
            let token = &subscription.token;
            self.subscription.remove(token);
            self.ledger.remove(token);
            self.standing.remove(&Subject::Subscription(token.clone()));
            self.standing.remove(&Subject::Ledger(token.clone()));
        }
        for charge in charges.iter().flat_map(Listing::items) {
            let token = &charge.token;
            self.charge.remove(token);
            self.refunds.remove(token);
            self.standing.remove(&Subject::Charge(token.clone()));
            self.standing.remove(&Subject::Refunds(token.clone()));
        }
        self.standing
            .retain(|subject, _| subject.customer() != Some(id));
    }

    fn keep(&mut self, of: CustomerId, details: Option<Details>, at: Timestamp) {
        if let Some(details) = details {
            self.customers.keep_details(of, details, at);
        }
    }
}

fn restart<K: Eq + Hash, T: Keyed>(lists: &mut HashMap<K, Listing<T>>, key: &K) {
    if let Some(list) = lists.get_mut(key) {
        list.restart();
    }
}

fn put<K: Eq + Hash, T: Keyed>(
    lists: &mut HashMap<K, Listing<T>>,
    key: K,
    page: Page<T>,
    at: Timestamp,
) {
    lists.entry(key).or_default().file(page, at);
}
