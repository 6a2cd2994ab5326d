//! One call of each operation.
use super::happy::{new_card, new_customer};
use super::{card, charge, cus, plan, refund, sub};
use pintui::api::call::Call;
use pintui::api::cards::CardSource;
use pintui::api::customers::{CustomerField, CustomerPatch};

/// How an operation takes faults.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Read,
    Post,
    Put,
    /// Its success has no body.
    Delete,
    /// Its success has one (contract section 5, row 11).
    Cancel,
}

pub fn every_call() -> Vec<(Kind, Call)> {
    let page = 1;
    let patch = CustomerPatch(vec![(CustomerField::Notes, "Pays by card.".to_owned())]);
    vec![
        (Kind::Read, Call::ListCustomers { page }),
        (Kind::Read, Call::GetCustomer(cus())),
        (
            Kind::Read,
            Call::ListCards {
                customer: cus(),
                page,
            },
        ),
        (
            Kind::Read,
            Call::ListSubscriptions {
                customer: cus(),
                page,
            },
        ),
        (
            Kind::Read,
            Call::ListCharges {
                customer: cus(),
                page,
            },
        ),
        (Kind::Read, Call::GetCharge(charge())),
        (Kind::Read, Call::GetRefund(refund())),
        (
            Kind::Read,
            Call::ListRefunds {
                charge: charge(),
                page,
            },
        ),
        (Kind::Read, Call::GetBalance),
        (Kind::Read, Call::GetSubscription(sub())),
        (
            Kind::Read,
            Call::ListLedger {
                subscription: sub(),
                page,
            },
        ),
        (Kind::Read, Call::ListPlans { page }),
        (
            Kind::Read,
            Call::ListPlanSubscriptions { plan: plan(), page },
        ),
        (Kind::Post, new_customer()),
        (Kind::Post, Call::CreateCard(new_card())),
        (
            Kind::Post,
            Call::AddCard(cus(), CardSource::Number(new_card())),
        ),
        (Kind::Post, Call::AddCard(cus(), CardSource::Token(card()))),
        (Kind::Put, Call::UpdateCustomer(cus(), patch)),
        (Kind::Put, Call::MakePrimary(cus(), card())),
        (Kind::Delete, Call::DeleteCustomer(cus())),
        (Kind::Delete, Call::DeleteCard(cus(), card())),
        (Kind::Cancel, Call::CancelSubscription(cus(), sub())),
    ]
}
