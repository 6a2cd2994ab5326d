//! The cards, subscriptions and charges of the customers that were looked at.
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::ids::CustomerId;
use crate::api::page::Page;
use crate::api::subscriptions::Subscription;
use crate::mirror::{Details, Part};
use crate::model::listing::{Keyed, Listing};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet};

/// Holds the lists of customers, as the API told them in this run or the mirror kept them from another.
#[derive(Debug, Default)]
pub struct Lists {
    pub cards: HashMap<CustomerId, Listing<Card>>,
    pub subscriptions: HashMap<CustomerId, Listing<Subscription>>,
    pub charges: HashMap<CustomerId, Listing<Charge>>,
    /// Those of whom the mirror was asked.
    recalled: HashSet<CustomerId>,
}

impl Lists {
    /// Files a page of cards, and gives what the mirror is to keep now.
    pub fn file_cards(&mut self, of: CustomerId, page: Page<Card>, at: Timestamp) -> Details {
        Details::Cards(file(&mut self.cards, of, page, at))
    }

    pub fn file_subscriptions(
        &mut self,
        of: CustomerId,
        page: Page<Subscription>,
        at: Timestamp,
    ) -> Details {
        Details::Subscriptions(file(&mut self.subscriptions, of, page, at))
    }

    pub fn file_charges(&mut self, of: CustomerId, page: Page<Charge>, at: Timestamp) -> Details {
        Details::Charges(file(&mut self.charges, of, page, at))
    }

    /// Says whether the mirror is to be asked about a customer: once, before the API has answered.
    pub fn wants_recall(&mut self, of: &CustomerId) -> bool {
        self.recalled.insert(of.clone())
    }

    /// Takes what the mirror kept, where the API has not told anything newer.
    pub fn recall(&mut self, of: &CustomerId, found: Vec<(Details, Timestamp)>) {
        for (details, at) in found {
            match details {
                Details::Cards(part) => recall(&mut self.cards, of, part, at),
                Details::Subscriptions(part) => recall(&mut self.subscriptions, of, part, at),
                Details::Charges(part) => recall(&mut self.charges, of, part, at),
            }
        }
    }

    /// Drops the lists of a customer and gives them.
    pub fn drop(
        &mut self,
        of: &CustomerId,
    ) -> (Option<Listing<Subscription>>, Option<Listing<Charge>>) {
        self.recalled.remove(of);
        self.cards.remove(of);
        (self.subscriptions.remove(of), self.charges.remove(of))
    }
}

/// Returns the customer whose list holds a record.
pub fn owner<'a, T: Keyed>(
    lists: &'a HashMap<CustomerId, Listing<T>>,
    key: &T::Key,
) -> Option<&'a CustomerId> {
    let mut lists = lists.iter();
    lists
        .find(|(_, list)| list.get(key).is_some())
        .map(|(id, _)| id)
}

fn file<T: Keyed + Clone>(
    lists: &mut HashMap<CustomerId, Listing<T>>,
    of: CustomerId,
    page: Page<T>,
    at: Timestamp,
) -> Part<T> {
    let list = lists.entry(of).or_default();
    list.file(page, at);
    Part {
        rows: list.items().iter().take(list.met()).cloned().collect(),
        total: list.reported(),
        is_whole: list.is_whole(),
    }
}

fn recall<T: Keyed>(
    lists: &mut HashMap<CustomerId, Listing<T>>,
    of: &CustomerId,
    part: Part<T>,
    at: Timestamp,
) {
    let list = lists.entry(of.clone()).or_default();
    if !list.is_started() {
        list.add_kept(part.rows, part.total, Some(at));
    }
}
