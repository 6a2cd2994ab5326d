//! Charges that look like the same one twice: equal in sum, card and text, and less than a day apart. One
//! that took no money, for it failed or its authorisation ended, is not taken for a second one: a refused
//! bill is sent again for days.
use crate::api::charges::Charge;
use crate::api::money::Money;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;

/// Charges that are this far apart are not taken for one that was made twice: some bill every day.
const APART: SignedDuration = SignedDuration::from_hours(24);

/// What is equal of charges that look alike. The card is told by its number, which stays where a card is
/// added anew.
type Looks<'a> = (Money, &'a str, &'a str, &'a str);

/// Returns how a charge looks; nothing where its sum, card or time is not known, and for one that took no
/// money.
fn looks(charge: &Charge) -> Option<(Looks<'_>, Timestamp)> {
    if charge.status().takes_nothing() {
        return None;
    }
    let card = charge.card.as_ref()?;
    let scheme = card.scheme.as_ref().map_or("", |text| text.as_str());
    let number = card.display_number.as_ref()?.as_str();
    let text = charge.description.as_ref().map_or("", |text| text.as_str());
    let looks = (charge.money()?, scheme, number, text);
    Some((looks, charge.created_at.at()?))
}

/// Says of each charge whether another one looks like it.
pub fn marked(charges: &[Charge]) -> Vec<bool> {
    let mut groups: HashMap<Looks<'_>, Vec<(Timestamp, usize)>> = HashMap::new();
    for (place, charge) in charges.iter().enumerate() {
        if let Some((looks, at)) = looks(charge) {
            groups.entry(looks).or_default().push((at, place));
        }
    }
    let mut marked = vec![false; charges.len()];
    for group in groups.values_mut() {
        group.sort_unstable();
        for ((before, one), (after, other)) in group.iter().zip(group.iter().skip(1)) {
            if after.duration_since(*before) >= APART {
                continue;
            }
            for place in [one, other] {
                if let Some(mark) = marked.get_mut(*place) {
                    *mark = true;
                }
            }
        }
    }
    marked
}

/// Returns the charges that look like one, which is not among them.
pub fn of<'a>(charge: &'a Charge, charges: &'a [Charge]) -> impl Iterator<Item = &'a Charge> {
    let own = looks(charge);
    charges.iter().filter(move |other| {
        let pair = own.zip(looks(other));
        other.token != charge.token
            && pair.is_some_and(|((one, then), (two, at))| {
                one == two && at.duration_since(then).abs() < APART
            })
    })
}
