//! Finds the record that a token names, and the customer it belongs to.
//!
//! The API reads a customer, charge, refund or subscription by its token. It reads no card by its token, and
//! a charge names its customer only through its card: there what was loaded and the mirror have to answer.
use crate::api::call::Call;
use crate::api::customers::Customer;
use crate::api::ids::{CardId, ChargeId, CustomerId, RefundId, SubscriptionId, Token};
use crate::api::subject::{Record, Subject};
use crate::model::ask::Ask;
use crate::model::directory::Holder;
use crate::model::standing::Standing;
use crate::model::store::Store;
use crate::model::store::lists::owner;

/// How far the search for a record has got.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// Reading this says more.
    Asks(Subject),
    /// The mirror may know whose this card is.
    AsksMirror,
    Found(Place),
    /// It could not be read; the error stands under this subject.
    Failed(Subject),
    /// It cannot be read by its token, or does not say whose it is.
    Unknown,
}

/// Where a record is shown.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Place {
    /// Whom it belongs to, as far as anything says.
    pub customer: Option<CustomerId>,
    /// The card among the customer's cards.
    pub card: Option<CardId>,
    /// What opens over the panes.
    pub over: Option<Ask>,
}

impl Store {
    pub fn find(&self, token: &Token) -> Finding {
        match token {
            Token::Customer(id) => self.with_customer(id.clone(), Place::default()),
            Token::Card(id) => self.find_card(id),
            Token::Charge(id) => self.find_charge(id),
            Token::Refund(id) => self.find_refund(id),
            Token::Subscription(id) => self.find_subscription(id),
            Token::Plan(id) => Finding::Found(opening(Ask::Plan(id.clone()))),
        }
    }

    /// Returns the customer whom a call is about, where that is known.
    pub fn whose(&self, call: &Call) -> Option<&Customer> {
        let subject = match call {
            Call::Write(write) => return self.owner(&write.facts().record?),
            Call::Read(read) => read.subject(),
        };
        match &subject {
            Subject::Raw(record) => self.owner(record),
            Subject::Charge(id) | Subject::Refunds(id) => self.customer(self.owner_of_charge(id)?),
            Subject::Subscription(id) | Subject::Ledger(id) => {
                self.customer(self.owner_of_subscription(id)?)
            }
            Subject::Customer(id)
            | Subject::Cards(id)
            | Subject::Subscriptions(id)
            | Subject::Charges(id) => self.customer(id),
            Subject::Customers
            | Subject::Refund(_)
            | Subject::Balance
            | Subject::Plans
            | Subject::PlanSubscriptions(_) => None,
        }
    }

    /// Returns the customer to whom a record belongs, where that is known.
    pub fn owner(&self, record: &Record) -> Option<&Customer> {
        let id = match record {
            Record::Customer(id) | Record::Card(id, _) | Record::Subscription(id, _) => id,
            Record::Charge(id) => self.owner_of_charge(id)?,
            Record::Plan(_) => return None,
        };
        self.customer(id)
    }

    /// Returns whose charge it is: its card says so, or the list that it came in.
    fn owner_of_charge(&self, id: &ChargeId) -> Option<&CustomerId> {
        let card = self.charge.get(id).and_then(|charge| charge.card.as_ref());
        let named = card.and_then(|card| card.customer_token.as_ref());
        named.or_else(|| owner(&self.lists.charges, id))
    }

    fn owner_of_subscription(&self, id: &SubscriptionId) -> Option<&CustomerId> {
        let subscription = self.subscription.get(id);
        let named = subscription.and_then(|it| it.customer_token.as_ref());
        named.or_else(|| owner(&self.lists.subscriptions, id))
    }

    fn find_card(&self, id: &CardId) -> Finding {
        let primary = self.customers.loaded.customers().find(|customer| {
            let card = customer.card.as_ref();
            card.is_some_and(|card| card.token == *id)
        });
        let loaded = primary.map(|customer| &customer.token);
        let loaded = loaded.or_else(|| owner(&self.lists.cards, id));
        let customer = match (loaded, self.customers.holder(id)) {
            (Some(customer), _) | (None, Holder::Is(customer)) => customer.clone(),
            (None, Holder::Nobody) => return Finding::Unknown,
            (None, Holder::Unasked) => return Finding::AsksMirror,
        };
        let place = Place {
            card: Some(id.clone()),
            ..Place::default()
        };
        self.with_customer(customer, place)
    }

    fn find_charge(&self, id: &ChargeId) -> Finding {
        if let Some(open) = self.unread(Subject::Charge(id.clone())) {
            return open;
        }
        let customer = self.owner_of_charge(id).cloned();
        let place = opening(Ask::Charge(customer.clone(), id.clone()));
        match customer {
            Some(customer) => self.with_customer(customer, place),
            None => Finding::Found(place),
        }
    }

    fn find_refund(&self, id: &RefundId) -> Finding {
        if let Some(open) = self.unread(Subject::Refund(id.clone())) {
            return open;
        }
        let refund = self.refund.as_ref().filter(|refund| refund.token == *id);
        match refund.and_then(|refund| refund.charge.clone()) {
            Some(charge) => Finding::Found(opening(Ask::Find(Token::Charge(charge)))),
            None => Finding::Unknown,
        }
    }

    fn find_subscription(&self, id: &SubscriptionId) -> Finding {
        if let Some(open) = self.unread(Subject::Subscription(id.clone())) {
            return open;
        }
        match self.owner_of_subscription(id).cloned() {
            Some(customer) => {
                let place = opening(Ask::Subscription(customer.clone(), id.clone()));
                self.with_customer(customer, place)
            }
            None => Finding::Unknown,
        }
    }

    /// Adds a customer who is here to a place. One who cannot be read does not keep anybody from a record
    /// that was.
    fn with_customer(&self, id: CustomerId, place: Place) -> Finding {
        if self.customer(&id).is_some() {
            let customer = Some(id);
            return Finding::Found(Place { customer, ..place });
        }
        match self.unread(Subject::Customer(id)) {
            Some(Finding::Failed(_)) if place.over.is_some() => Finding::Found(place),
            Some(open) => open,
            None => Finding::Unknown,
        }
    }

    /// Returns what stands in the way while a record is not read.
    fn unread(&self, subject: Subject) -> Option<Finding> {
        match self.standing(&subject) {
            Standing::Known => None,
            Standing::Failed(_) => Some(Finding::Failed(subject)),
            Standing::Unknown | Standing::Asked(_) => Some(Finding::Asks(subject)),
        }
    }
}

/// Returns the place of what opens over the panes.
fn opening(over: Ask) -> Place {
    Place {
        over: Some(over),
        ..Place::default()
    }
}
