//! One call of each operation at least.
use super::happy::{new_card, new_customer};
use super::{card, charge, cus, plan, refund, sub};
use pintui::api::call::Call;
use pintui::api::cards::CardSource;
use pintui::api::customers::{CustomerField, CustomerPatch};
use pintui::api::read::Read;
use pintui::api::subject::Record;
use pintui::api::write::{Method, Proof, Write};
use std::collections::BTreeSet;
use strum::VariantNames;

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
        (Kind::Read, Call::Read(Read::ListCustomers(page))),
        (Kind::Read, Call::Read(Read::GetCustomer(cus()))),
        (Kind::Read, Call::Read(Read::ListCards(cus(), page))),
        (Kind::Read, Call::Read(Read::ListSubscriptions(cus(), page))),
        (Kind::Read, Call::Read(Read::ListCharges(cus(), page))),
        (Kind::Read, Call::Read(Read::GetCharge(charge()))),
        (Kind::Read, Call::Read(Read::GetRefund(refund()))),
        (Kind::Read, Call::Read(Read::ListRefunds(charge(), page))),
        (Kind::Read, Call::Read(Read::GetBalance)),
        (Kind::Read, Call::Read(Read::GetSubscription(sub()))),
        (Kind::Read, Call::Read(Read::ListLedger(sub(), page))),
        (Kind::Read, Call::Read(Read::ListPlans(page))),
        (
            Kind::Read,
            Call::Read(Read::ListPlanSubscriptions(plan(), page)),
        ),
        (Kind::Read, Call::Read(Read::ListAllSubscriptions(page))),
        (
            Kind::Read,
            Call::Read(Read::ReadRaw(Record::Charge(charge()))),
        ),
        (Kind::Post, new_customer()),
        (Kind::Post, Call::Write(Write::CreateCard(new_card()))),
        (
            Kind::Post,
            Call::Write(Write::AddCard(cus(), CardSource::Number(new_card()))),
        ),
        (
            Kind::Post,
            Call::Write(Write::AddCard(cus(), CardSource::Token(card()))),
        ),
        (Kind::Put, Call::Write(Write::UpdateCustomer(cus(), patch))),
        (Kind::Put, Call::Write(Write::MakePrimary(cus(), card()))),
        (Kind::Delete, Call::Write(Write::DeleteCustomer(cus()))),
        (Kind::Delete, Call::Write(Write::DeleteCard(cus(), card()))),
        (
            Kind::Cancel,
            Call::Write(Write::CancelSubscription(cus(), sub())),
        ),
    ]
}

#[test]
fn no_operation_is_left_out() {
    let named = |call: &Call| {
        let printed = match call {
            Call::Read(read) => format!("{read:?}"),
            Call::Write(write) => format!("{write:?}"),
        };
        let end = printed.find(|c: char| !c.is_alphanumeric());
        printed
            .get(..end.unwrap_or(printed.len()))
            .map(str::to_owned)
    };
    let calls = every_call();
    let here: BTreeSet<String> = calls.iter().filter_map(|(_, call)| named(call)).collect();
    let all = Read::VARIANTS.iter().chain(Write::VARIANTS);
    assert_eq!(here, all.map(ToString::to_string).collect());
}

#[test]
fn what_a_write_says_of_itself_fits_together() {
    let calls = every_call();
    let writes = calls.iter().filter_map(|(_, call)| match call {
        Call::Write(write) => Some(write),
        Call::Read(_) => None,
    });
    for write in writes {
        let facts = write.facts();
        assert_eq!(
            facts.body.is_none(),
            facts.method == Method::Delete,
            "{write:?}"
        );
        let is_harmful = facts.method == Method::Delete || matches!(write, Write::MakePrimary(..));
        assert_eq!(facts.proof != Proof::None, is_harmful, "{write:?}");
        let customer = write.customer();
        let path = &facts.path;
        assert!(
            customer.is_none_or(|id| path.contains(id.as_str())),
            "{write:?}"
        );
        assert_eq!(
            facts.touches.is_empty(),
            matches!(write, Write::CreateCard(_))
        );
    }
}
