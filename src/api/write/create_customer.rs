//! `POST /customers` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words};
use crate::api::body::{Members, Value};
use crate::api::cards::CardSource;
use crate::api::customers::NewCustomer;
use crate::api::reply::Reply;
use crate::api::subject::Subject;

pub(super) fn facts(new: &NewCustomer) -> Facts<'_> {
    Facts {
        method: Method::Post,
        path: "/customers".to_owned(),
        body: Some(body(new)),
        answer: Answer::Record(|envelope| Ok(Reply::Created(envelope.one()?))),
        touches: vec![Subject::Customers],
        record: None,
        affects: Vec::new(),
        proof: Proof::None,
        words: Words {
            name: "Create customer",
            meant: "create the customer",
            done: "Customer created",
            besides: "",
        },
        evidence: Evidence::None,
    }
}

/// Returns the fields that have a value, and the card.
fn body(new: &NewCustomer) -> Members<'_> {
    let fields = new.fields.members().into_iter();
    let mut members: Members = fields.filter(|(_, value)| !value.is_empty()).collect();
    members.push(match &new.card {
        CardSource::Number(card) => ("card", Value::Object(card.members())),
        CardSource::Token(token) => ("card_token", Value::Text(token.as_str().into())),
    });
    members
}
