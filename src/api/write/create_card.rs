//! `POST /cards`: makes a card token that can be used once (contract section 6).
use super::{Answer, Evidence, Facts, Method, Proof, Words};
use crate::api::cards::NewCard;
use crate::api::reply::Reply;

pub(super) fn facts(card: &NewCard) -> Facts<'_> {
    Facts {
        method: Method::Post,
        path: "/cards".to_owned(),
        body: Some(card.members()),
        answer: Answer::Record(|envelope| Ok(Reply::CardCreated(envelope.one()?))),
        touches: Vec::new(),
        record: None,
        affects: Vec::new(),
        proof: Proof::None,
        words: Words {
            name: "Create card token",
            meant: "create a card token",
            done: "Card token created",
            besides: "",
        },
        evidence: Evidence::None,
    }
}
