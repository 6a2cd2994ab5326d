//! The answers to calls. Each names what it is about, so that it can be filed without knowing who wanted it.
use crate::api::balance::Balance;
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::customers::Customer;
use crate::api::ids::{ChargeId, CustomerId, PlanId, SubscriptionId};
use crate::api::ledger::LedgerEntry;
use crate::api::page::Page;
use crate::api::plans::Plan;
use crate::api::refunds::Refund;
use crate::api::subject::Record;
use crate::api::subscriptions::Subscription;
use crate::text::Safe;

/// The answer to a call, naming what it is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    Customers(Page<Customer>),
    Customer(Customer),
    Cards(CustomerId, Page<Card>),
    Subscriptions(CustomerId, Page<Subscription>),
    Charges(CustomerId, Page<Charge>),
    Charge(Charge),
    Refund(Refund),
    Refunds(ChargeId, Page<Refund>),
    Balance(Balance),
    Subscription(Subscription),
    Ledger(SubscriptionId, Page<LedgerEntry>),
    Plans(Page<Plan>),
    PlanSubscriptions(PlanId, Page<Subscription>),
    AllSubscriptions(Page<Subscription>),
    /// The record as indented JSON, a line each.
    Raw(Record, Vec<Safe>),

    Created(Customer),
    Updated(Customer),
    CardCreated(Card),
    CardAdded(Card),
    SubscriptionCancelled(Subscription),
    Deleted(Record),
    /// The write was done, but its answer could not be read: what it is about must be read again.
    Done,
    /// What was to be deleted or cancelled was already gone (404), so the wish is fulfilled.
    AlreadyGone,
}
