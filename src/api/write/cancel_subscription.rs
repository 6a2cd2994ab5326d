//! `DELETE /customers/{customer}/subscriptions/{subscription}` (contract section 5).
use super::{Answer, Evidence, Facts, Method, Proof, Words, token_end};
use crate::api::ids::{CustomerId, SubscriptionId};
use crate::api::reply::Reply;
use crate::api::subject::{Record, Subject};

pub(super) fn facts<'a>(id: &'a CustomerId, subscription: &'a SubscriptionId) -> Facts<'a> {
    Facts {
        method: Method::Delete,
        path: format!("/customers/{id}/subscriptions/{subscription}"),
        body: None,
        answer: Answer::Record(|envelope| Ok(Reply::SubscriptionCancelled(envelope.one()?))),
        touches: vec![
            Subject::Subscriptions(id.clone()),
            Subject::Subscription(subscription.clone()),
        ],
        record: Some(Record::Subscription(id.clone(), subscription.clone())),
        affects: vec![Subject::Subscriptions(id.clone())],
        proof: Proof::TokenEnd(token_end(subscription.as_str())),
        words: Words {
            name: "Cancel subscription",
            meant: "cancel the subscription",
            done: "Subscription cancelled",
            besides: "; it will not be billed again",
        },
        evidence: Evidence::Ending(id, subscription),
    }
}
