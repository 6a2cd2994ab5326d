//! The subjects of calls and replies, and the records behind them.
use crate::api::ids::{CardId, ChargeId, CustomerId, PlanId, RefundId, SubscriptionId};

/// What a read is about. Its answer or error is filed under this, and the newest read of a subject wins.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// The list of all customers.
    Customers,
    /// One customer.
    Customer(CustomerId),
    /// The cards of a customer.
    Cards(CustomerId),
    /// The subscriptions of a customer.
    Subscriptions(CustomerId),
    /// The charges of a customer.
    Charges(CustomerId),
    /// One charge.
    Charge(ChargeId),
    /// One refund.
    Refund(RefundId),
    /// The refunds of a charge.
    Refunds(ChargeId),
    /// The balance of the account.
    Balance,
    /// One subscription.
    Subscription(SubscriptionId),
    /// The ledger of a subscription.
    Ledger(SubscriptionId),
    /// The plans of the account.
    Plans,
    /// The subscriptions of a plan.
    PlanSubscriptions(PlanId),
    /// A record as JSON.
    Raw(Record),
}

impl Subject {
    /// Returns the customer whose details this is about; `None` for any other subject.
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

/// A record that can be read as raw JSON.
///
/// Cards and subscriptions are found in their customer's list. No call that reads a single card is documented
/// (contract section 6).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Record {
    /// A customer, with the primary card.
    Customer(CustomerId),
    /// A card of this customer.
    Card(CustomerId, CardId),
    /// A subscription of this customer.
    Subscription(CustomerId, SubscriptionId),
    /// A charge, with the card that was charged.
    Charge(ChargeId),
    /// A plan, with the counts of its subscriptions.
    Plan(PlanId),
}

impl Record {
    /// Returns the customer that the record belongs to, if it names one.
    pub const fn customer(&self) -> Option<&CustomerId> {
        match self {
            Self::Customer(id) | Self::Card(id, _) | Self::Subscription(id, _) => Some(id),
            Self::Charge(_) | Self::Plan(_) => None,
        }
    }
}
