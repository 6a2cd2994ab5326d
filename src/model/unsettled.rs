//! Changes of which nobody knows whether they were made, until what is read again shows it.
use crate::api::cards::Card;
use crate::api::subject::{Record, Subject};
use crate::api::subscriptions::Subscription;
use crate::api::write::{Evidence, Write};
use crate::model::effect::Ticket;
use crate::model::listing::Listing;
use crate::model::store::Store;
use crate::text::restore;

/// The changes that a record can show.
#[derive(Debug, Default)]
pub struct Unsettled(Vec<(Ticket, Write)>);

impl Unsettled {
    pub fn note(&mut self, ticket: Ticket, write: &Write) {
        if write.facts().evidence != Evidence::None {
            self.0.push((ticket, write.clone()));
        }
    }

    /// Returns the changes that show in what was just read about a subject; `is_gone` where it is there no
    /// more.
    pub fn take_shown(
        &mut self,
        subject: &Subject,
        is_gone: bool,
        store: &Store,
    ) -> Vec<(Ticket, Write)> {
        let shows = |(_, write): &mut (Ticket, Write)| {
            shows(&write.facts().evidence, subject, is_gone, store)
        };
        self.0.extract_if(.., shows).collect()
    }
}

/// Whether a record is as a write would have left it.
fn shows(evidence: &Evidence, subject: &Subject, is_gone: bool, store: &Store) -> bool {
    let lists = &store.lists;
    let is_read = |wanted: Subject| *subject == wanted;
    match evidence {
        // These leave no trace that is read here.
        Evidence::None
        | Evidence::Gone(Record::Subscription(..) | Record::Charge(_) | Record::Plan(_)) => false,
        Evidence::Gone(Record::Customer(id)) => is_gone && is_read(Subject::Customer(id.clone())),
        Evidence::Gone(Record::Card(id, token)) => {
            is_read(Subject::Cards(id.clone()))
                && lists.cards(id).is_some_and(Listing::is_whole)
                && lists.card(id, token).is_none()
        }
        Evidence::Texts(id, patch) => {
            let mut fields = patch.0.iter();
            !is_gone
                && is_read(Subject::Customer((*id).clone()))
                && store
                    .customer(id)
                    .is_some_and(|c| fields.all(|(field, text)| restore(c.field(*field)) == **text))
        }
        Evidence::Card(id, token) => {
            is_read(Subject::Cards((*id).clone())) && lists.card(id, token).is_some()
        }
        Evidence::Primary(id, token) => {
            is_read(Subject::Cards((*id).clone()))
                && lists.card(id, token).is_some_and(Card::is_primary)
        }
        Evidence::Ending(id, token) => {
            let found = lists.subscription(id, token);
            is_read(Subject::Subscriptions((*id).clone())) && found.is_some_and(is_ending)
        }
    }
}

fn is_ending(subscription: &Subscription) -> bool {
    use crate::api::subscriptions::SubscriptionState::{Cancelled, Cancelling};
    matches!(subscription.state, Cancelling | Cancelled)
}
