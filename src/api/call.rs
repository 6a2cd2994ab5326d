//! One variant an API operation, and one a kind of answer. An answer names what it is about, so
//! that it can be filed without asking who wanted it.
use crate::api::balance::Balance;
use crate::api::cards::{Card, CardSource, NewCard};
use crate::api::charges::Charge;
use crate::api::customers::{Customer, CustomerPatch, NewCustomer};
use crate::api::ids::{CardId, ChargeId, CustomerId, PlanId, RefundId, SubscriptionId};
use crate::api::ledger::LedgerEntry;
use crate::api::page::Page;
use crate::api::plans::Plan;
use crate::api::refunds::Refund;
use crate::api::subscriptions::Subscription;
use crate::text::Safe;

/// Names one operation of the API with all that it needs.
#[derive(Clone, Debug, PartialEq)]
pub enum Call {
    ListCustomers {
        page: u32,
    },
    GetCustomer(CustomerId),
    ListCards {
        customer: CustomerId,
        page: u32,
    },
    ListSubscriptions {
        customer: CustomerId,
        page: u32,
    },
    ListCharges {
        customer: CustomerId,
        page: u32,
    },
    GetCharge(ChargeId),
    GetRefund(RefundId),
    ListRefunds {
        charge: ChargeId,
        page: u32,
    },
    /// Reads what the whole account has, never one customer.
    GetBalance,
    GetSubscription(SubscriptionId),
    ListLedger {
        subscription: SubscriptionId,
        page: u32,
    },
    ListPlans {
        page: u32,
    },
    ListPlanSubscriptions {
        plan: PlanId,
        page: u32,
    },
    /// Reads those of every customer.
    ListAllSubscriptions {
        page: u32,
    },
    /// Reads one record again and keeps it as text.
    ReadRaw(Record),

    CreateCustomer(NewCustomer),
    UpdateCustomer(CustomerId, CustomerPatch),
    DeleteCustomer(CustomerId),
    /// Makes a single-use card token (`POST /cards`).
    CreateCard(NewCard),
    AddCard(CustomerId, CardSource),
    DeleteCard(CustomerId, CardId),
    /// Switches the primary card by `primary_card_token`, the one form that keeps the old one.
    MakePrimary(CustomerId, CardId),
    CancelSubscription(CustomerId, SubscriptionId),
}

/// Names a record that can be read as raw JSON.
///
/// Cards and subscriptions have no call of their own that is known to work: their list is read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    Customer(CustomerId),
    Card(CustomerId, CardId),
    Subscription(CustomerId, SubscriptionId),
    Charge(ChargeId),
    Plan(PlanId),
}

/// Holds the answer to a call, naming what it is about.
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
    CustomerDeleted(CustomerId),
    CardCreated(Card),
    CardAdded(CustomerId, Card),
    CardDeleted(CustomerId, CardId),
    SubscriptionCancelled(CustomerId, Subscription),
    /// The write was done, but its answer could not be read: what it is about must be read again.
    Done,
    /// What was to be deleted or cancelled was already gone (404), so the wish is fulfilled.
    AlreadyGone,
}

/// Names what a question is about: answers and errors are filed under it, the newest question wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    Customers,
    Customer(CustomerId),
    Cards(CustomerId),
    Subscriptions(CustomerId),
    Charges(CustomerId),
    Charge(ChargeId),
    Refund(RefundId),
    Refunds(ChargeId),
    Balance,
    Subscription(SubscriptionId),
    Ledger(SubscriptionId),
    Plans,
    PlanSubscriptions(PlanId),
    Raw(Record),
}

impl Call {
    /// Gives what a read is about; `None` for a write, whose answer says that something happened.
    pub fn subject(&self) -> Option<Subject> {
        Some(match self {
            // The search asks for the subscriptions of all customers as for something about them.
            Self::ListCustomers { .. } | Self::ListAllSubscriptions { .. } => Subject::Customers,
            Self::GetCustomer(id) => Subject::Customer(id.clone()),
            Self::ListCards { customer, .. } => Subject::Cards(customer.clone()),
            Self::ListSubscriptions { customer, .. } => Subject::Subscriptions(customer.clone()),
            Self::ListCharges { customer, .. } => Subject::Charges(customer.clone()),
            Self::GetCharge(id) => Subject::Charge(id.clone()),
            Self::GetRefund(id) => Subject::Refund(id.clone()),
            Self::ListRefunds { charge, .. } => Subject::Refunds(charge.clone()),
            Self::GetBalance => Subject::Balance,
            Self::GetSubscription(id) => Subject::Subscription(id.clone()),
            Self::ListLedger { subscription, .. } => Subject::Ledger(subscription.clone()),
            Self::ListPlans { .. } => Subject::Plans,
            Self::ListPlanSubscriptions { plan, .. } => Subject::PlanSubscriptions(plan.clone()),
            Self::ReadRaw(record) => Subject::Raw(record.clone()),
            Self::CreateCustomer(_)
            | Self::UpdateCustomer(..)
            | Self::DeleteCustomer(_)
            | Self::CreateCard(_)
            | Self::AddCard(..)
            | Self::DeleteCard(..)
            | Self::MakePrimary(..)
            | Self::CancelSubscription(..) => return None,
        })
    }

    pub fn is_write(&self) -> bool {
        self.subject().is_none()
    }

    /// Says whether LIVE wants a text typed before this leaves: whatever deletes, cancels or changes which card
    /// is charged (promise P7), and any write that is not named here.
    pub fn wants_proof(&self) -> bool {
        self.is_write()
            && !matches!(
                self,
                Self::CreateCustomer(_)
                    | Self::UpdateCustomer(..)
                    | Self::CreateCard(_)
                    | Self::AddCard(..)
            )
    }

    /// Gives the customer that a write changes, if it names one.
    pub fn changes_customer(&self) -> Option<&CustomerId> {
        match self {
            Self::UpdateCustomer(id, _)
            | Self::DeleteCustomer(id)
            | Self::AddCard(id, _)
            | Self::DeleteCard(id, _)
            | Self::MakePrimary(id, _)
            | Self::CancelSubscription(id, _) => Some(id),
            _ => None,
        }
    }

    /// Gives the HTTP method (contract sections 5 to 9).
    pub fn method(&self) -> &'static str {
        match self {
            Self::CreateCustomer(_) | Self::CreateCard(_) | Self::AddCard(..) => "POST",
            Self::UpdateCustomer(..) | Self::MakePrimary(..) => "PUT",
            Self::DeleteCustomer(_) | Self::DeleteCard(..) | Self::CancelSubscription(..) => {
                "DELETE"
            }
            _ => "GET",
        }
    }

    /// Gives the path below the version, with its query; only tokens stand in it, never personal data.
    pub fn path(&self) -> String {
        match self {
            Self::ListCustomers { page } => format!("/customers?page={page}"),
            Self::GetCustomer(id)
            | Self::UpdateCustomer(id, _)
            | Self::DeleteCustomer(id)
            | Self::MakePrimary(id, _)
            | Self::ReadRaw(Record::Customer(id)) => format!("/customers/{id}"),
            Self::ListCards { customer, page } => {
                format!("/customers/{customer}/cards?page={page}")
            }
            Self::ReadRaw(Record::Card(customer, _)) => format!("/customers/{customer}/cards"),
            Self::ListSubscriptions { customer, page } => {
                format!("/customers/{customer}/subscriptions?page={page}")
            }
            Self::ReadRaw(Record::Subscription(customer, _)) => {
                format!("/customers/{customer}/subscriptions")
            }
            Self::ListCharges { customer, page } => {
                format!("/customers/{customer}/charges?page={page}")
            }
            Self::GetCharge(id) | Self::ReadRaw(Record::Charge(id)) => format!("/charges/{id}"),
            Self::GetRefund(id) => format!("/refunds/{id}"),
            Self::ListRefunds { charge, page } => format!("/charges/{charge}/refunds?page={page}"),
            Self::GetBalance => "/balance".to_owned(),
            Self::GetSubscription(id) => format!("/subscriptions/{id}"),
            Self::ListLedger { subscription, page } => {
                format!("/subscriptions/{subscription}/ledger?page={page}")
            }
            Self::ListPlans { page } => format!("/plans?page={page}"),
            Self::ReadRaw(Record::Plan(plan)) => format!("/plans/{plan}"),
            Self::ListPlanSubscriptions { plan, page } => {
                format!("/plans/{plan}/subscriptions?page={page}")
            }
            Self::ListAllSubscriptions { page } => format!("/subscriptions?page={page}"),
            Self::CreateCustomer(_) => "/customers".to_owned(),
            Self::CreateCard(_) => "/cards".to_owned(),
            Self::AddCard(id, _) => format!("/customers/{id}/cards"),
            Self::DeleteCard(id, card) => format!("/customers/{id}/cards/{card}"),
            Self::CancelSubscription(id, sub) => format!("/customers/{id}/subscriptions/{sub}"),
        }
    }
}

impl Subject {
    /// Gives the call that reads it, of a list one page; none where no page is left, and for the list of customers,
    /// which the sweep reads.
    pub fn call(&self, page: Option<u32>) -> Option<Call> {
        Some(match self {
            Self::Customers => return None,
            Self::Customer(id) => Call::GetCustomer(id.clone()),
            Self::Cards(id) => Call::ListCards {
                customer: id.clone(),
                page: page?,
            },
            Self::Subscriptions(id) => Call::ListSubscriptions {
                customer: id.clone(),
                page: page?,
            },
            Self::Charges(id) => Call::ListCharges {
                customer: id.clone(),
                page: page?,
            },
            Self::Charge(id) => Call::GetCharge(id.clone()),
            Self::Refund(id) => Call::GetRefund(id.clone()),
            Self::Refunds(id) => Call::ListRefunds {
                charge: id.clone(),
                page: page?,
            },
            Self::Balance => Call::GetBalance,
            Self::Subscription(id) => Call::GetSubscription(id.clone()),
            Self::Ledger(id) => Call::ListLedger {
                subscription: id.clone(),
                page: page?,
            },
            Self::Plans => Call::ListPlans { page: page? },
            Self::PlanSubscriptions(id) => Call::ListPlanSubscriptions {
                plan: id.clone(),
                page: page?,
            },
            Self::Raw(record) => Call::ReadRaw(record.clone()),
        })
    }

    /// Gives the customer whose details this is about.
    pub fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Customer(id) | Self::Cards(id) | Self::Subscriptions(id) | Self::Charges(id) => {
                Some(id)
            }
            _ => None,
        }
    }
}
