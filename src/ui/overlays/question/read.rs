//! What was read since a question opened, and what was not: only the first can be counted or named.
use crate::api::cards::Card;
use crate::api::ids::{CardId, CustomerId};
use crate::api::subject::Subject;
use crate::api::subscriptions::Subscription;
use crate::model::cx::Sight;
use crate::model::listing::{Keyed, Listing};
use crate::model::standing::Standing;
use crate::ui::show;

/// Holds something of the API as it was read for this question. There is no other way to it, so that a list
/// that could not be read is never taken for an empty one.
#[derive(Clone, Copy, Debug)]
pub enum Reread<T> {
    Known(T),
    /// It could not be read, or was not read yet.
    Not,
}

impl<T> Reread<T> {
    pub fn map<U>(self, then: impl FnOnce(T) -> U) -> Reread<U> {
        match self {
            Self::Known(known) => Reread::Known(then(known)),
            Self::Not => Reread::Not,
        }
    }

    pub const fn is_known(&self) -> bool {
        matches!(self, Self::Known(_))
    }

    /// Returns what was read where something is to be looked for; nothing is said of what is not found.
    pub fn found(self) -> Option<T> {
        match self {
            Self::Known(known) => Some(known),
            Self::Not => None,
        }
    }
}

impl<N: TryInto<u64>> Reread<N> {
    /// Writes a count: `2 cards`, or `cards: not read`.
    pub fn words(self, thing: &str) -> String {
        match self {
            Self::Known(count) => show::things(count, thing),
            Self::Not => format!("{thing}s: not read"),
        }
    }
}

/// Whether a subject has been read since the question opened.
pub fn is_read(subject: &Subject, sight: &Sight) -> bool {
    match (sight.store.standing(subject), subject) {
        (Standing::Known, _) => true,
        // Further pages of charges are not needed: the first tells how many there are.
        (_, Subject::Charges(id)) => sight.store.charges(id).is_some_and(|list| list.met() > 0),
        _ => false,
    }
}

fn list<'a, T: Keyed>(
    subject: &Subject,
    list: Option<&'a Listing<T>>,
    sight: &Sight,
) -> Reread<&'a Listing<T>> {
    match list {
        Some(list) if is_read(subject, sight) => Reread::Known(list),
        _ => Reread::Not,
    }
}

pub fn cards<'a>(id: &CustomerId, sight: &Sight<'a>) -> Reread<&'a [Card]> {
    let subject = Subject::Cards(id.clone());
    list(&subject, sight.world.store.cards(id), sight).map(Listing::items)
}

/// Returns the subscriptions that bill, or will.
pub fn live<'a>(id: &CustomerId, sight: &Sight<'a>) -> Reread<Vec<&'a Subscription>> {
    let subject = Subject::Subscriptions(id.clone());
    let live = |list: &'a Listing<Subscription>| {
        let items = list.items().iter();
        items.filter(|s| s.state.is_live()).collect()
    };
    list(&subject, sight.world.store.subscriptions(id), sight).map(live)
}

/// Returns the subscriptions that bill a card; without one the primary card, which those without a card of
/// their own bill (contract section 4).
pub fn paid_by<'a>(
    id: &CustomerId,
    card: Option<&CardId>,
    sight: &Sight<'a>,
) -> Reread<Vec<&'a Subscription>> {
    live(id, sight).map(|live| {
        let of_card = live.into_iter().filter(|s| s.card_token.as_ref() == card);
        of_card.collect()
    })
}

pub fn charges(id: &CustomerId, sight: &Sight) -> Reread<u64> {
    let subject = Subject::Charges(id.clone());
    list(&subject, sight.store.charges(id), sight).map(Listing::total)
}
