//! The reads: what each is about, its path, and the words for it.
use crate::api::ids::{ChargeId, CustomerId, PlanId, RefundId, SubscriptionId};
use crate::api::subject::{Record, Subject};

/// One read with all that it needs. A list is read one page at a time: the number, from 1, is the page.
#[derive(Clone, Debug, PartialEq, strum::VariantNames)]
pub enum Read {
    /// Reads a page of all customers.
    ListCustomers(u32),
    /// Reads one customer with the primary card.
    GetCustomer(CustomerId),
    /// Reads a page of a customer's cards.
    ListCards(CustomerId, u32),
    /// Reads a page of a customer's subscriptions.
    ListSubscriptions(CustomerId, u32),
    /// Reads a page of a customer's charges.
    ListCharges(CustomerId, u32),
    /// Reads one charge.
    GetCharge(ChargeId),
    /// Reads one refund.
    GetRefund(RefundId),
    /// Reads a page of a charge's refunds.
    ListRefunds(ChargeId, u32),
    /// Reads the balance of the whole account, never of one customer.
    GetBalance,
    /// Reads one subscription.
    GetSubscription(SubscriptionId),
    /// Reads a page of a subscription's ledger.
    ListLedger(SubscriptionId, u32),
    /// Reads a page of the account's plans.
    ListPlans(u32),
    /// Reads a page of a plan's subscriptions.
    ListPlanSubscriptions(PlanId, u32),
    /// Reads a page of the subscriptions of all customers.
    ListAllSubscriptions(u32),
    /// Reads one record again and keeps it as indented JSON.
    ReadRaw(Record),
}

impl Read {
    /// Returns the read for a subject; for a list, that of the given page.
    ///
    /// Returns `None` if a list has no page left, and for the list of customers, which the sweep reads.
    pub fn of(subject: &Subject, page: Option<u32>) -> Option<Self> {
        Some(match subject {
            Subject::Customers => return None,
            Subject::Customer(id) => Self::GetCustomer(id.clone()),
            Subject::Cards(id) => Self::ListCards(id.clone(), page?),
            Subject::Subscriptions(id) => Self::ListSubscriptions(id.clone(), page?),
            Subject::Charges(id) => Self::ListCharges(id.clone(), page?),
            Subject::Charge(id) => Self::GetCharge(id.clone()),
            Subject::Refund(id) => Self::GetRefund(id.clone()),
            Subject::Refunds(id) => Self::ListRefunds(id.clone(), page?),
            Subject::Balance => Self::GetBalance,
            Subject::Subscription(id) => Self::GetSubscription(id.clone()),
            Subject::Ledger(id) => Self::ListLedger(id.clone(), page?),
            Subject::Plans => Self::ListPlans(page?),
            Subject::PlanSubscriptions(id) => Self::ListPlanSubscriptions(id.clone(), page?),
            Subject::Raw(record) => Self::ReadRaw(record.clone()),
        })
    }

    /// Returns what the read is about.
    pub fn subject(&self) -> Subject {
        match self {
            // The search reads all subscriptions to find customers by them.
            Self::ListCustomers(_) | Self::ListAllSubscriptions(_) => Subject::Customers,
            Self::GetCustomer(id) => Subject::Customer(id.clone()),
            Self::ListCards(customer, _) => Subject::Cards(customer.clone()),
            Self::ListSubscriptions(customer, _) => Subject::Subscriptions(customer.clone()),
            Self::ListCharges(customer, _) => Subject::Charges(customer.clone()),
            Self::GetCharge(id) => Subject::Charge(id.clone()),
            Self::GetRefund(id) => Subject::Refund(id.clone()),
            Self::ListRefunds(charge, _) => Subject::Refunds(charge.clone()),
            Self::GetBalance => Subject::Balance,
            Self::GetSubscription(id) => Subject::Subscription(id.clone()),
            Self::ListLedger(subscription, _) => Subject::Ledger(subscription.clone()),
            Self::ListPlans(_) => Subject::Plans,
            Self::ListPlanSubscriptions(plan, _) => Subject::PlanSubscriptions(plan.clone()),
            Self::ReadRaw(record) => Subject::Raw(record.clone()),
        }
    }

    /// Returns the path below the version, with its query.
    pub(super) fn path(&self) -> String {
        match self {
            Self::ListCustomers(page) => format!("/customers?page={page}"),
            Self::GetCustomer(id) | Self::ReadRaw(Record::Customer(id)) => {
                format!("/customers/{id}")
            }
            Self::ListCards(customer, page) => {
                format!("/customers/{customer}/cards?page={page}")
            }
            Self::ReadRaw(Record::Card(customer, _)) => format!("/customers/{customer}/cards"),
            Self::ListSubscriptions(customer, page) => {
                format!("/customers/{customer}/subscriptions?page={page}")
            }
            Self::ReadRaw(Record::Subscription(customer, _)) => {
                format!("/customers/{customer}/subscriptions")
            }
            Self::ListCharges(customer, page) => {
                format!("/customers/{customer}/charges?page={page}")
            }
            Self::GetCharge(id) | Self::ReadRaw(Record::Charge(id)) => format!("/charges/{id}"),
            Self::GetRefund(id) => format!("/refunds/{id}"),
            Self::ListRefunds(charge, page) => format!("/charges/{charge}/refunds?page={page}"),
            Self::GetBalance => "/balance".to_owned(),
            Self::GetSubscription(id) => format!("/subscriptions/{id}"),
            Self::ListLedger(subscription, page) => {
                format!("/subscriptions/{subscription}/ledger?page={page}")
            }
            Self::ListPlans(page) => format!("/plans?page={page}"),
            Self::ReadRaw(Record::Plan(plan)) => format!("/plans/{plan}"),
            Self::ListPlanSubscriptions(plan, page) => {
                format!("/plans/{plan}/subscriptions?page={page}")
            }
            Self::ListAllSubscriptions(page) => format!("/subscriptions?page={page}"),
        }
    }

    /// Returns what the read does, in words that follow "pintui could not".
    pub(super) const fn meant(&self) -> &'static str {
        match self {
            Self::ListCustomers(_) => "list customers",
            Self::GetCustomer(_) => "read the customer",
            Self::ListCards(..) => "list cards",
            Self::ListSubscriptions(..) => "list subscriptions",
            Self::ListCharges(..) => "list charges",
            Self::GetCharge(_) => "read the charge",
            Self::GetRefund(_) => "read the refund",
            Self::ListRefunds(..) => "list refunds",
            Self::GetBalance => "read the account's balance",
            Self::GetSubscription(_) => "read the subscription",
            Self::ListLedger(..) => "list the subscription's ledger",
            Self::ListPlans(_) => "list plans",
            Self::ListAllSubscriptions(_) => "list all subscriptions",
            Self::ListPlanSubscriptions(..) => "list the plan's subscriptions",
            Self::ReadRaw(_) => "read the record as JSON",
        }
    }
}
