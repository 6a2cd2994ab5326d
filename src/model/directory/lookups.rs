//! What the mirror is asked because somebody shows it and it is not here.
use super::asking::Asking;
use super::holder::CardSearch;
use crate::api::ids::{CardId, CustomerId};
use crate::mirror::{MatchRequest, Matches, Query, Sharers, Sought};
use crate::model::effect::MirrorCommand;
use std::collections::HashSet;

/// What is shown, and what of it the mirror was asked already.
#[derive(Debug, Default)]
pub struct Lookups {
    /// Customers that the mirror is to be asked about next.
    next: Vec<CustomerId>,
    /// Those it is, or was, asked about while it holds what it does.
    asked: HashSet<CustomerId>,
    pub(super) card: CardSearch,
    pub(super) email: Asking<Sought, Sharers>,
    pub(super) matches: Asking<MatchRequest, Matches>,
}

impl Lookups {
    /// Asks who a customer is, once.
    pub fn ask(&mut self, customer: CustomerId) {
        if self.asked.insert(customer.clone()) {
            self.next.push(customer);
        }
    }

    /// Forgets whom the mirror was asked about: it may hold them now.
    pub fn forget_asked(&mut self) {
        self.asked.clear();
    }

    /// Returns what the mirror is to be asked; `is_partial` is whether it does not hold all customers yet.
    pub fn take(&mut self, is_partial: bool) -> impl Iterator<Item = MirrorCommand> {
        let next = std::mem::take(&mut self.next);
        let look = (!next.is_empty()).then_some(MirrorCommand::Look(next));
        let seek = self.email.take().map(MirrorCommand::Seek);
        let card = self.card.take(is_partial).map(MirrorCommand::FindCard);
        let matching = self.matches.take().map(MirrorCommand::Match);
        [look, seek, card, matching].into_iter().flatten()
    }
}

/// What is shown at one moment.
#[derive(Debug, Default)]
pub struct OnScreen<'a> {
    pub customers: Vec<CustomerId>,
    /// The card whose owner is wanted.
    pub card: Option<&'a CardId>,
    /// The email of which somebody wants to know who has it.
    pub email: Option<&'a str>,
    /// The query of which the best matches are wanted.
    pub query: Option<&'a Query>,
}
