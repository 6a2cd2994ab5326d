//! The cards, subscriptions and charges of the customers that were looked at last.
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::ids::{CardId, CustomerId, SubscriptionId};
use crate::api::page::Page;
use crate::api::subscriptions::Subscription;
use crate::mirror::{Details, Partial};
use crate::model::listing::{Keyed, Listing};
use jiff::Timestamp;
use std::collections::{HashMap, HashSet, VecDeque};

/// How many customers' lists are kept: enough to go back and forth over, and a day of browsing does not grow
/// the program.
const KEPT_CUSTOMERS: usize = 48;

/// The lists of customers, as the API told them in this run or the mirror kept them from another.
#[derive(Debug, Default)]
pub struct Lists {
    pub(super) cards: HashMap<CustomerId, Listing<Card>>,
    pub(super) subscriptions: HashMap<CustomerId, Listing<Subscription>>,
    pub(super) charges: HashMap<CustomerId, Listing<Charge>>,
    /// Those of whom the mirror was asked.
    recalled: HashSet<CustomerId>,
    /// Whose lists are kept, those that were looked at last at the end.
    visited: VecDeque<CustomerId>,
}

impl Lists {
    pub fn cards(&self, id: &CustomerId) -> Option<&Listing<Card>> {
        self.cards.get(id)
    }

    pub fn subscriptions(&self, id: &CustomerId) -> Option<&Listing<Subscription>> {
        self.subscriptions.get(id)
    }

    pub fn charges(&self, id: &CustomerId) -> Option<&Listing<Charge>> {
        self.charges.get(id)
    }

    /// Begins to recall a customer, where that was not begun: once a visit, before the API has answered.
    /// Returns whether the mirror is to be asked.
    pub fn begin_recall(&mut self, of: &CustomerId) -> bool {
        self.recalled.insert(of.clone())
    }

    pub fn card(&self, of: &CustomerId, id: &CardId) -> Option<&Card> {
        self.cards(of)?.get(id)
    }

    pub fn subscription(&self, of: &CustomerId, id: &SubscriptionId) -> Option<&Subscription> {
        self.subscriptions(of)?.get(id)
    }

    /// Takes what the mirror kept, where the API has not told anything newer.
    pub(super) fn recall(&mut self, of: &CustomerId, found: Vec<(Details, Timestamp)>) {
        // The customer may have been deleted, or be long left behind, by the time it is told.
        if !self.visited.contains(of) {
            return;
        }
        for (details, at) in found {
            match details {
                Details::Cards(part) => recall(&mut self.cards, of, part, at),
                Details::Subscriptions(part) => recall(&mut self.subscriptions, of, part, at),
                Details::Charges(part) => recall(&mut self.charges, of, part, at),
            }
        }
    }

    /// Takes note of who is looked at; returns whose lists are to be dropped for that.
    pub(super) fn visit(&mut self, id: &CustomerId) -> Option<CustomerId> {
        if self.visited.back() == Some(id) {
            return None;
        }
        self.visited.retain(|other| other != id);
        self.visited.push_back(id.clone());
        if self.visited.len() <= KEPT_CUSTOMERS {
            return None;
        }
        self.visited.pop_front()
    }

    /// Drops the lists of a customer and returns them.
    pub(super) fn drop(
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

/// Files a page of a customer's list, and returns what the mirror is to keep of it now, if anything.
///
/// What is kept is the whole part that was read, which takes the place of the one before. So it is kept
/// whenever it has doubled, and at its end: of a list with a hundred times the pages a hundred times as much
/// is written, not ten thousand.
pub fn file<T: Keyed + Clone>(
    lists: &mut HashMap<CustomerId, Listing<T>>,
    of: &CustomerId,
    page: Page<T>,
    at: Timestamp,
) -> Option<Partial<T>> {
    let number = page.number;
    let list = lists.entry(of.clone()).or_default();
    list.file(page, at);
    (list.is_complete() || number.is_power_of_two()).then(|| Partial {
        rows: list.items().iter().take(list.met()).cloned().collect(),
        total: list.reported(),
        is_whole: list.is_whole(),
    })
}

fn recall<T: Keyed>(
    lists: &mut HashMap<CustomerId, Listing<T>>,
    of: &CustomerId,
    part: Partial<T>,
    at: Timestamp,
) {
    let list = lists.entry(of.clone()).or_default();
    if !list.is_started() {
        list.add_kept(part.rows, part.total, Some(at));
    }
}
