//! Whose lists are kept: those of the customers that were looked at last.
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::model::listing::Listing;
use crate::model::store::Store;

/// How many customers' lists are kept: enough to go back and forth over, and a day of browsing does not grow
/// the program.
const KEPT_CUSTOMERS: usize = 48;

impl Store {
    pub(super) fn visit(&mut self, id: &CustomerId) {
        if self.visited.back() == Some(id) {
            return;
        }
        self.visited.retain(|other| other != id);
        self.visited.push_back(id.clone());
        if self.visited.len() > KEPT_CUSTOMERS
            && let Some(oldest) = self.visited.pop_front()
        {
            self.drop_details(&oldest);
        }
    }

    pub(super) fn drop_details(&mut self, id: &CustomerId) {
        let (subscriptions, charges) = self.lists.drop(id);
        for subscription in subscriptions.iter().flat_map(Listing::items) {
            let token = &subscription.token;
            self.subscription.remove(token);
            self.ledger.remove(token);
            self.standing.remove(&Subject::Subscription(token.clone()));
            self.standing.remove(&Subject::Ledger(token.clone()));
        }
        for charge in charges.iter().flat_map(Listing::items) {
            self.charge.remove(&charge.token);
            self.refunds.remove(&charge.token);
            self.standing.remove(&Subject::Charge(charge.token.clone()));
            self.standing
                .remove(&Subject::Refunds(charge.token.clone()));
        }
        self.standing
            .retain(|subject, _| subject.customer() != Some(id));
    }
}
