//! `PUT /customers/{customer}` with `primary_card_token`, the one form that keeps the old card (contract
//! section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words, token_end};
use crate::api::body::Value;
use crate::api::ids::{CardId, CustomerId};
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts<'a>(id: &'a CustomerId, card: &'a CardId) -> Facts<'a> {
    Facts {
        method: Method::Put,
        path: format!("/customers/{id}"),
        body: Some(vec![(
            "primary_card_token",
            Value::Text(card.as_str().into()),
        )]),
        answer: Answer::Record(|envelope| Ok(Reply::Updated(envelope.one()?))),
        touches: vec![Subject::Customer(id.clone()), Subject::Cards(id.clone())],
        record: Some(Record::Card(id.clone(), card.clone())),
        affects: vec![
            Subject::Cards(id.clone()),
            Subject::Subscriptions(id.clone()),
        ],
        proof: Proof::TokenEnd(token_end(card.as_str())),
        words: Words {
            name: "Make primary",
            meant: "make the card primary",
            done: "The card is now primary",
            besides: "; the old one was kept",
        },
        evidence: Evidence::Primary(id, card),
    }
}
