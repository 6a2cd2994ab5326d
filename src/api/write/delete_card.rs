//! `DELETE /customers/{customer}/cards/{card}` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words, token_end};
use crate::api::ids::{CardId, CustomerId};
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts<'a>(id: &'a CustomerId, card: &'a CardId) -> Facts<'a> {
    let record = Record::Card(id.clone(), card.clone());
    let hangs_on_it = vec![
        Subject::Cards(id.clone()),
        Subject::Subscriptions(id.clone()),
    ];
    Facts {
        method: Method::Delete,
        path: format!("/customers/{id}/cards/{card}"),
        body: None,
        answer: Answer::Status(Reply::Deleted(record.clone())),
        touches: hangs_on_it.clone(),
        record: Some(record.clone()),
        affects: hangs_on_it,
        proof: Proof::TokenEnd(token_end(card.as_str())),
        words: Words {
            name: "Delete card",
            meant: "delete the card",
            done: "Card deleted",
            besides: "",
        },
        evidence: Evidence::Gone(record),
    }
}
