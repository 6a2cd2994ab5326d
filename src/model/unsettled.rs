//! Changes of which nobody knows whether they were made, until what is read again shows it.
use crate::api::call::{Call, Subject};
use crate::api::cards::{Card, CardSource};
use crate::api::ids::{CardId, CustomerId};
use crate::api::subscriptions::Subscription;
use crate::model::effect::Ticket;
use crate::model::listing::Listing;
use crate::model::store::Store;
use crate::text::restore;

/// Holds the changes that a record can show. One that makes a customer, or a card of a number, is none of them:
/// another may look the same, and the number would have to be kept.
#[derive(Debug, Default)]
pub struct Unsettled(Vec<(Ticket, Call)>);

impl Unsettled {
    pub fn note(&mut self, ticket: Ticket, call: &Call) {
        let is_shown = match call {
            Call::UpdateCustomer(..)
            | Call::DeleteCustomer(_)
            | Call::DeleteCard(..)
            | Call::MakePrimary(..)
            | Call::CancelSubscription(..) => true,
            Call::AddCard(_, source) => matches!(source, CardSource::Token(_)),
            _ => false,
        };
        if is_shown {
            self.0.push((ticket, call.clone()));
        }
    }

    /// Gives the changes that show in what was just read about a subject; `is_gone` where it is there no more.
    pub fn take_shown(
        &mut self,
        subject: &Subject,
        is_gone: bool,
        store: &Store,
    ) -> Vec<(Ticket, Call)> {
        let shows = |(_, call): &mut (Ticket, Call)| shows(call, subject, is_gone, store);
        self.0.extract_if(.., shows).collect()
    }
}

/// Says whether a record is as a change would have left it.
fn shows(call: &Call, subject: &Subject, is_gone: bool, store: &Store) -> bool {
    match (call, subject) {
        (Call::DeleteCustomer(id), Subject::Customer(read)) => is_gone && id == read,
        (Call::UpdateCustomer(id, patch), Subject::Customer(read)) if id == read && !is_gone => {
            let customer = store.customer(id);
            let mut fields = patch.0.iter();
            customer.is_some_and(|c| fields.all(|(field, text)| restore(c.field(*field)) == **text))
        }
        (Call::MakePrimary(id, card), Subject::Cards(read)) if id == read => {
            find(store, id, card).is_some_and(Card::is_primary)
        }
        (Call::AddCard(id, CardSource::Token(card)), Subject::Cards(read)) if id == read => {
            find(store, id, card).is_some()
        }
        (Call::DeleteCard(id, card), Subject::Cards(read)) if id == read => {
            store.cards(id).is_some_and(Listing::is_whole) && find(store, id, card).is_none()
        }
        (Call::CancelSubscription(id, subscription), Subject::Subscriptions(read))
            if id == read =>
        {
            let listed = store.subscriptions(id);
            let found = listed.and_then(|list| list.get(subscription));
            found.is_some_and(is_ending)
        }
        _ => false,
    }
}

fn find<'a>(store: &'a Store, customer: &CustomerId, card: &CardId) -> Option<&'a Card> {
    store.cards(customer)?.get(card)
}

fn is_ending(subscription: &Subscription) -> bool {
    use crate::api::subscriptions::SubscriptionState::{Cancelled, Cancelling};
    matches!(subscription.state, Cancelling | Cancelled)
}
