//! What was read since a question opened, and what was not: only the first can be counted or named.
//!
//! `None` stands for what could not be read, or was not read yet. There is no other way to it, so that a list
//! that could not be read is never taken for an empty one.
use crate::api::cards::Card;
use crate::api::ids::{CardId, CustomerId};
use crate::api::subject::Subject;
use crate::api::subscriptions::Subscription;
use crate::model::cx::Sight;
use crate::model::listing::{Keyed, Listing};
use crate::model::standing::Standing;

/// Whether a subject has been read since the question opened.
pub fn is_read(subject: &Subject, sight: &Sight) -> bool {
    let lists = &sight.store.lists;
    match (sight.store.standing(subject), subject) {
        (Standing::Known, _) => true,
        // Further pages of charges are not needed: the first tells how many there are.
        (_, Subject::Charges(id)) => lists.charges(id).is_some_and(|list| list.met() > 0),
        _ => false,
    }
}

fn list<'a, T: Keyed>(
    subject: &Subject,
    list: Option<&'a Listing<T>>,
    sight: &Sight,
) -> Option<&'a Listing<T>> {
    list.filter(|_| is_read(subject, sight))
}

pub fn cards<'a>(id: &CustomerId, sight: &Sight<'a>) -> Option<&'a [Card]> {
    let subject = Subject::Cards(id.clone());
    list(&subject, sight.world.store.lists.cards(id), sight).map(Listing::items)
}

/// Returns the subscriptions that bill, or will.
pub fn live<'a>(id: &CustomerId, sight: &Sight<'a>) -> Option<Vec<&'a Subscription>> {
    let subject = Subject::Subscriptions(id.clone());
    let live = |list: &'a Listing<Subscription>| {
        let items = list.items().iter();
        items.filter(|s| s.state.is_live()).collect()
    };
    list(&subject, sight.world.store.lists.subscriptions(id), sight).map(live)
}

/// Returns the subscriptions that bill a card; without one the primary card, which those without a card of
/// their own bill (contract section 4).
pub fn paid_by<'a>(
    id: &CustomerId,
    card: Option<&CardId>,
    sight: &Sight<'a>,
) -> Option<Vec<&'a Subscription>> {
    live(id, sight).map(|live| {
        let of_card = live.into_iter().filter(|s| s.card_token.as_ref() == card);
        of_card.collect()
    })
}

pub fn charges(id: &CustomerId, sight: &Sight) -> Option<u64> {
    let subject = Subject::Charges(id.clone());
    list(&subject, sight.store.lists.charges(id), sight).map(Listing::total)
}
