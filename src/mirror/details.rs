//! What is kept of one customer besides the row: cards, subscriptions and charges, once they were read.
use super::entry::Subscribed;
use crate::api::cards::Card;
use crate::api::charges::Charge;
use crate::api::subscriptions::Subscription;

/// Is one list of a customer.
#[derive(Clone, Debug, PartialEq)]
pub enum Details {
    Cards(Partial<Card>),
    Subscriptions(Partial<Subscription>),
    Charges(Partial<Charge>),
}

/// The rows of a list as far as they were read, in the order of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Partial<T> {
    pub rows: Vec<T>,
    /// How many the API said there are on all pages; it may lie.
    pub total: Option<u64>,
    /// Whether these are all.
    pub is_whole: bool,
}

impl<T> Partial<T> {
    pub const fn whole(rows: Vec<T>, total: Option<u64>) -> Self {
        Self {
            rows,
            total,
            is_whole: true,
        }
    }
}

impl Partial<Subscription> {
    /// Returns the states of those that were read. That there is none is known only from the whole list.
    pub fn subscribed(&self) -> Subscribed {
        if self.rows.is_empty() && !self.is_whole {
            return Subscribed::UNKNOWN;
        }
        Subscribed::of(&self.rows)
    }
}
