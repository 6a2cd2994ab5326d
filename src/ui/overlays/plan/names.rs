//! Who the customers of a plan are, as far as the list knows them.
use crate::api::customers::{Customer, CustomerField};
use crate::api::ids::CustomerId;
use crate::api::subscriptions::Subscription;
use crate::model::directory::Directory;
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Holds names and emails, found in one walk over the list: there may be a million customers, and
/// looking each row's up at each frame would be felt.
#[derive(Debug, Default)]
pub struct Names {
    known: HashMap<CustomerId, (String, String)>,
    /// What they were found in: the list as it was, and how many subscriptions there were.
    of: Option<(u64, usize, Option<Timestamp>)>,
}

impl Names {
    pub fn of(&self, id: &CustomerId) -> Option<&(String, String)> {
        self.known.get(id)
    }

    /// Finds the customers again where the list or the subscriptions changed.
    pub fn refresh(&mut self, subscriptions: &[Subscription], directory: &Directory) {
        let listing = directory.listing();
        let of = (directory.version(), subscriptions.len(), listing.as_of());
        if self.of == Some(of) {
            return;
        }
        self.of = Some(of);
        let wanted: HashSet<&CustomerId> = subscriptions
            .iter()
            .filter_map(|s| s.customer_token.as_ref())
            .collect();
        let found = listing
            .items()
            .iter()
            .filter(|customer| wanted.contains(&customer.token));
        self.known = found.map(named).collect();
    }
}

fn named(customer: &Customer) -> (CustomerId, (String, String)) {
    let email = customer.field(CustomerField::Email).to_owned();
    (customer.token.clone(), (customer.name(), email))
}
