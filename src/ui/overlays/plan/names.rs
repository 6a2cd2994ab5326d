//! Who the customers of a plan are, as far as they are known.
use crate::api::customers::{Customer, CustomerField};
use crate::api::ids::CustomerId;
use crate::api::subscriptions::Subscription;
use crate::model::directory::Directory;
use crate::model::listing::Listing;
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Names and emails of those that were shown so far.
#[derive(Debug, Default)]
pub struct Names {
    known: HashMap<CustomerId, (String, String)>,
    /// What they were found in: the customers as they were, and the subscriptions as they were read.
    of: Option<(u64, Option<Timestamp>, usize)>,
}

impl Names {
    pub fn of(&self, id: &CustomerId) -> Option<&(String, String)> {
        self.known.get(id)
    }

    /// Finds the customers again where those that are held or the subscriptions changed.
    pub fn refresh(&mut self, listed: Option<&Listing<Subscription>>, directory: &Directory) {
        let Some(listed) = listed else { return };
        let subscriptions = listed.items();
        let of = (directory.version(), listed.as_of(), subscriptions.len());
        if self.of == Some(of) {
            return;
        }
        self.of = Some(of);
        let wanted: HashSet<&CustomerId> = subscriptions
            .iter()
            .filter_map(|s| s.customer_token.as_ref())
            .collect();
        let is_wanted = |customer: &&Customer| wanted.contains(&customer.token);
        let found = directory.loaded.customers().filter(is_wanted);
        self.known.extend(found.map(named));
        self.known.retain(|id, _| !directory.gone.is_struck(id));
    }
}

fn named(customer: &Customer) -> (CustomerId, (String, String)) {
    let email = customer.field(CustomerField::Email).to_owned();
    (customer.token.clone(), (customer.name(), email))
}
