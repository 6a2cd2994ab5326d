//! The card that pays a subscription, and whether it will.
use crate::api::cards::Card;
use crate::api::ids::CustomerId;
use crate::api::subject::Subject;
use crate::api::subscriptions::Subscription;
use crate::model::cx::Sight;
use crate::model::listing::Listing;
use crate::ui::show;
use crate::ui::words::card::{self, Lapse};

/// The card that is billed.
pub enum Payer<'a> {
    Card(&'a Card),
    /// The customer's cards are known, and it is none of them.
    Gone,
    Unknown,
}

/// Returns the card that is billed: the subscription's own, else the customer's primary one.
pub fn of<'a>(s: &Subscription, customer: &CustomerId, sight: &Sight<'a>) -> Payer<'a> {
    let cards = sight.world.store.lists.cards(customer);
    let items = cards.map_or(&[][..], Listing::items);
    let found = if let Some(token) = &s.card_token {
        items.iter().find(|card| card.token == *token)
    } else {
        let primary = || sight.world.store.customer(customer)?.card.as_ref();
        items.iter().find(|card| card.is_primary()).or_else(primary)
    };
    match found {
        Some(card) => Payer::Card(card),
        None if cards.is_some_and(Listing::is_whole) => Payer::Gone,
        None => Payer::Unknown,
    }
}

/// Returns the card that pays in words: `Visa XXXX-XXXX-XXXX-4242, 05/28, the primary card`.
pub fn text(s: &Subscription, customer: &CustomerId, sight: &Sight) -> String {
    let role = match &s.card_token {
        Some(_) => "this subscription's own card",
        None => "the primary card",
    };
    match of(s, customer, sight) {
        Payer::Card(card) => {
            let number = show::or_dash(card.display_number.as_ref());
            let (brand, expiry) = (card.brand(), card::expiry(card));
            format!("{brand} {number}, {expiry}, {role}")
        }
        Payer::Gone => format!("{role}, no longer on file"),
        Payer::Unknown => {
            let failed = sight.world.store.failure(&Subject::Cards(customer.clone()));
            let cards = sight.world.store.lists.cards(customer);
            let why = match failed {
                None if !cards.is_some_and(Listing::is_complete) => "reading the cards…",
                _ => "could not be read, {list.refresh} retries",
            };
            format!("{role}: {}", sight.keymap.fill(why))
        }
    }
}

/// Returns a warning where the next billing will find no good card.
pub fn warning(s: &Subscription, customer: &CustomerId, sight: &Sight) -> Option<String> {
    if !s.state.is_live() {
        return None;
    }
    let card = match of(s, customer, sight) {
        Payer::Card(card) => card,
        Payer::Gone => {
            let why = "no card to bill; press {cards.add_card} in Cards to add one";
            return Some(sight.keymap.fill(why));
        }
        Payer::Unknown => return None,
    };
    if card::lapse(card, sight) == Lapse::Expired {
        return Some("this card has expired: the next billing will likely fail".to_owned());
    }
    let lapses = card.expiry()?.lapses_on()?;
    let bills = s.next_billing_date.at()?;
    let day = bills.to_zoned(sight.time_zone.clone()).date();
    (day >= lapses).then(|| {
        let bills = show::day(bills, sight);
        format!("this card expires before the next billing on {bills}: likely to fail")
    })
}
