//! What calls and replies are about.
use crate::api::ids::{CardId, ChargeId, CustomerId, PlanId, RefundId, SubscriptionId};

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

impl Subject {
    /// Returns the customer whose details this is about.
    pub const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Customer(id) | Self::Cards(id) | Self::Subscriptions(id) | Self::Charges(id) => {
                Some(id)
            }
            Self::Customers
            | Self::Charge(_)
            | Self::Refund(_)
            | Self::Refunds(_)
            | Self::Balance
            | Self::Subscription(_)
            | Self::Ledger(_)
            | Self::Plans
            | Self::PlanSubscriptions(_)
            | Self::Raw(_) => None,
        }
    }
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

impl Record {
    /// Returns the customer whose record it is, where its name says so.
    pub const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Customer(id) | Self::Card(id, _) | Self::Subscription(id, _) => Some(id),
            Self::Charge(_) | Self::Plan(_) => None,
        }
    }
}
