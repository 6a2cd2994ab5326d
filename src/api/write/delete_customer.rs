//! `DELETE /customers/{customer}` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words};
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts(id: &CustomerId) -> Facts<'_> {
    let record = Record::Customer(id.clone());
    Facts {
        method: Method::Delete,
        path: format!("/customers/{id}"),
        body: None,
        answer: Answer::Status(Reply::Deleted(record.clone())),
        touches: vec![Subject::Customer(id.clone())],
        record: Some(record.clone()),
        affects: vec![
            Subject::Customer(id.clone()),
            Subject::Cards(id.clone()),
            Subject::Subscriptions(id.clone()),
            Subject::Charges(id.clone()),
        ],
        proof: Proof::Email(id.clone()),
        words: Words {
            name: "Delete customer",
            meant: "delete the customer",
            done: "Customer deleted",
            besides: "",
        },
        evidence: Evidence::Gone(record),
    }
}
