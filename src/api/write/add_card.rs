//! `POST /customers/{customer}/cards` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words};
use crate::api::body::Value;
use crate::api::cards::CardSource;
use crate::api::ids::CustomerId;
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts<'a>(id: &'a CustomerId, source: &'a CardSource) -> Facts<'a> {
    let (body, evidence) = match source {
        // To look for a card by its number, the number would have to be kept.
        CardSource::Number(card) => (card.members(), Evidence::None),
        CardSource::Token(token) => (
            vec![("card_token", Value::Text(token.as_str().into()))],
            Evidence::Card(id, token),
        ),
    };
    Facts {
        method: Method::Post,
        path: format!("/customers/{id}/cards"),
        body: Some(body),
        answer: Answer::Record(|envelope| Ok(Reply::CardAdded(envelope.one()?))),
        touches: vec![Subject::Cards(id.clone())],
        record: Some(Record::Customer(id.clone())),
        affects: vec![Subject::Cards(id.clone())],
        proof: Proof::None,
        words: Words {
            name: "Add card",
            meant: "add the card",
            done: "Card added",
            besides: "",
        },
        evidence,
    }
}
