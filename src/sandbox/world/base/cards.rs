//! The cards of base customers: one to four each, some expired, some about to.

use super::{BaseCustomer, BaseData, purpose};
use crate::sandbox::world::clock::{DAY, add_months};
use crate::sandbox::world::records::{CardDetails, CardFacts, Person};
use crate::sandbox::world::rng::Rng;
use crate::sandbox::world::token::Kind;

impl BaseCustomer<'_> {
    /// Lists the customer's cards with their tokens; the first is the primary one.
    pub fn cards(self) -> Vec<(String, CardFacts)> {
        let name = name_on_card(&self.person());
        let card = |ordinal| {
            let facts = self.card_named(ordinal, name.clone())?;
            Some((self.token(Kind::Card, ordinal), facts))
        };
        (0..self.card_count()).filter_map(card).collect()
    }

    /// The number of the customer's cards.
    pub fn card_count(self) -> u32 {
        if let Some(first) = self.by_hand() {
            return u32::try_from(first.cards.len()).unwrap_or(0);
        }
        if self.are_guests() {
            return 0;
        }
        match self.rng(purpose::CARDS, 0).below(100) {
            0..62 => 1,
            62..86 => 2,
            86..96 => 3,
            _ => 4,
        }
    }

    /// Computes one of the customer's cards.
    pub fn card(self, ordinal: u32) -> Option<CardFacts> {
        self.card_named(ordinal, name_on_card(&self.person()))
    }

    /// Computes one of the customer's cards, with the name on it.
    pub fn card_named(self, ordinal: u32, name: String) -> Option<CardFacts> {
        if ordinal >= self.card_count() {
            return None;
        }
        let mut rng = self.rng(purpose::CARD, ordinal);
        let drawn = Face::drawn(&mut rng);
        let (scheme, last_four, months) = match self.card_by_hand(ordinal) {
            Some((scheme, last_four, months)) => (scheme.as_str(), last_four.clone(), *months),
            None => (
                drawn.scheme,
                format!("{:04}", drawn.last_four),
                drawn.months,
            ),
        };
        // Months since the year 0: whatever the day, a month is never skipped.
        let expiry = self.base.month + months;
        let places = &self.base.pools.places;
        let town = rng.pick(&places.towns)?;
        let street = rng.pick(&places.streets)?;
        let abroad = rng.chance(7);
        let details = CardDetails {
            issuing_country: issuer(&mut rng, &town.3, abroad).to_owned(),
            expiry_month: expiry.rem_euclid(12) + 1,
            expiry_year: expiry.div_euclid(12),
            name: Some(name),
            address_line1: Some(format!("{} {street}", rng.between(1, 240))),
            address_line2: rng
                .chance(12)
                .then(|| format!("Unit {}", rng.between(1, 40))),
            address_city: Some(town.0.clone()),
            address_postcode: Some(town.1.clone()),
            address_state: town.2.clone(),
            address_country: Some(town.3.clone()),
        };
        Some(CardFacts {
            scheme: scheme.to_owned(),
            last_four,
            details,
            network_type: self.wallet(ordinal, &mut rng),
            refusal: None,
        })
    }

    /// Returns the wallet whose token the card is, if it is one.
    fn wallet(self, ordinal: u32, rng: &mut Rng) -> Option<String> {
        let Some(first) = self.by_hand() else {
            let drawn = rng.chance(4).then(|| rng.pick(&WALLETS));
            return drawn.flatten().map(|wallet| (*wallet).to_owned());
        };
        let mut wallets = first.wallets.iter();
        wallets.find_map(|(nth, wallet)| (*nth == ordinal).then(|| wallet.clone()))
    }

    /// Returns a card written by hand.
    fn card_by_hand(self, ordinal: u32) -> Option<&'static (String, String, i64)> {
        let cards = &self.by_hand()?.cards;
        cards.get(usize::try_from(ordinal).ok()?)
    }

    /// How many months a card is still good for; 0 is the current month.
    pub(super) fn months_left(self, ordinal: u32) -> i64 {
        match self.card_by_hand(ordinal) {
            Some((_, _, months)) => *months,
            None => Face::drawn(&mut self.rng(purpose::CARD, ordinal)).months,
        }
    }
}

impl BaseData {
    /// Whether a card that is still good for so many months has expired at a second.
    pub(super) fn has_expired(&self, months: i64, at: i64) -> bool {
        // No month is shorter than 28 days, so that the calendar is rarely needed.
        let is_good = months >= 0 && at < self.midnight + months * 28 * DAY;
        !is_good && at >= add_months(0, self.month + months + 1 - 1970 * 12)
    }
}

/// The wallets, as `network_type` names them.
const WALLETS: [&str; 2] = ["applepay", "googlepay"];

/// The face of a card, which is drawn before the rest of it.
struct Face {
    scheme: &'static str,
    /// Those that everybody types first come up more often.
    last_four: i64,
    /// How many months it is still good for; 0 is the current month, below 0 it has expired.
    months: i64,
}

impl Face {
    fn drawn(rng: &mut Rng) -> Self {
        Self {
            scheme: match rng.below(100) {
                0..52 => "visa",
                52..90 => "master",
                _ => "american_express",
            },
            last_four: if rng.chance(1) {
                4242
            } else {
                rng.below(10_000)
            },
            months: match rng.below(100) {
                0..7 => rng.between(-18, -1),
                7..15 => rng.between(0, 1),
                _ => rng.between(2, 48),
            },
        }
    }
}

/// The name on a person's base cards.
pub fn name_on_card(person: &Person) -> String {
    match (&person.first_name, &person.last_name) {
        (Some(first), Some(last)) => [first, " ", last].concat(),
        (Some(name), None) | (None, Some(name)) => name.clone(),
        (None, None) => person.company.as_ref().unwrap_or(&person.email).clone(),
    }
}

fn issuer(rng: &mut Rng, country: &str, abroad: bool) -> &'static str {
    if abroad {
        return rng
            .pick(&["US", "GB", "JP", "SG", "DE"])
            .copied()
            .unwrap_or("US");
    }
    if country == "Australia" { "AU" } else { "NZ" }
}
