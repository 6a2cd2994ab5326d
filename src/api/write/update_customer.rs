//! `PUT /customers/{customer}` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words};
use crate::api::customers::CustomerPatch;
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts<'a>(id: &'a CustomerId, patch: &'a CustomerPatch) -> Facts<'a> {
    Facts {
        method: Method::Put,
        path: format!("/customers/{id}"),
        body: Some(patch.members()),
        answer: Answer::Record(|envelope| Ok(Reply::Updated(envelope.one()?))),
        touches: vec![Subject::Customer(id.clone())],
        record: Some(Record::Customer(id.clone())),
        affects: vec![Subject::Customer(id.clone())],
        proof: Proof::None,
        words: Words {
            name: "Save customer",
            meant: "change the customer",
            done: "Customer saved",
            besides: "",
        },
        evidence: Evidence::Texts(id, patch),
    }
}
