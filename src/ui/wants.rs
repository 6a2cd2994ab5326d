//! What several views want to have read.
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::model::cx::Sight;

/// Adds all that names a customer's cards, subscriptions and plans.
pub fn cards_and_subscriptions(id: &CustomerId, sight: &Sight, wanted: &mut Vec<Subject>) {
    wanted.extend([
        Subject::Cards(id.clone()),
        Subject::Subscriptions(id.clone()),
    ]);
    let subscriptions = sight.store.lists.subscriptions(id);
    if subscriptions.is_some_and(|list| !list.items().is_empty()) {
        wanted.push(Subject::Plans);
    }
}
