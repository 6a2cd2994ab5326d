//! The answers to calls. Each names what it is about, so that it can be filed whoever requested it.
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
    /// A page of all customers.
    Customers(Page<Customer>),
    /// One customer.
    Customer(Customer),
    /// A page of this customer's cards.
    Cards(CustomerId, Page<Card>),
    /// A page of this customer's subscriptions.
    Subscriptions(CustomerId, Page<Subscription>),
    /// A page of this customer's charges.
    Charges(CustomerId, Page<Charge>),
    /// One charge.
    Charge(Charge),
    /// One refund.
    Refund(Refund),
    /// A page of this charge's refunds.
    Refunds(ChargeId, Page<Refund>),
    /// The balance of the account.
    Balance(Balance),
    /// One subscription.
    Subscription(Subscription),
    /// A page of this subscription's ledger.
    Ledger(SubscriptionId, Page<LedgerEntry>),
    /// A page of the account's plans.
    Plans(Page<Plan>),
    /// A page of this plan's subscriptions.
    PlanSubscriptions(PlanId, Page<Subscription>),
    /// A page of the subscriptions of all customers.
    AllSubscriptions(Page<Subscription>),
    /// The record that was read, and the lines of its indented JSON.
    Raw(Record, Vec<Safe>),

    /// This customer was created.
    Created(Customer),
    /// This customer was changed; these are the new values.
    Updated(Customer),
    /// This card was created; it belongs to no customer yet.
    CardCreated(Card),
    /// This card was added to its customer.
    CardAdded(Card),
    /// This subscription was cancelled; it may run to the end of its interval.
    SubscriptionCancelled(Subscription),
    /// This record was deleted.
    Deleted(Record),
    /// The write was carried out, but its answer could not be read: its subjects must be read again.
    Done,
    /// What was to be deleted or cancelled was already gone (404), so the write achieved its purpose.
    AlreadyGone,
}
