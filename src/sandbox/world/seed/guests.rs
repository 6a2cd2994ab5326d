//! Charges of people who are not customers: no customer has their card, and only account-wide lists have
//! their charges.

use super::cards::name_on_card;
use super::charge_seed::ChargeSeed;
use super::{BaseData, purpose};
use crate::sandbox::world::clock::DAY;
use crate::sandbox::world::records::Card;
use crate::sandbox::world::token::Kind;

/// Takes the place of a customer's index.
const GUESTS: u32 = u32::MAX;
/// How many customers there are for each guest.
const CUSTOMERS: u32 = 12;
const MOST: u32 = 90;
/// How long ago the first of them came.
const REACH: i64 = 45 * DAY;

impl BaseData {
    /// Lists whose charges fill the account-wide lists: the newest customers, and the guests.
    pub fn account_wide(&self) -> impl Iterator<Item = u32> {
        let customers = self.customers.min(super::ACCOUNT_WIDE);
        (0..customers).chain(std::iter::once(GUESTS))
    }

    /// Whether charges are those of guests.
    pub fn are_guests(index: u32) -> bool {
        index == GUESTS
    }

    /// Lists the charges of guests, each by a card of its own.
    pub(super) fn guests(&self) -> Vec<ChargeSeed> {
        let count = (self.customers / CUSTOMERS).min(MOST);
        let charge = |ordinal| ChargeSeed {
            ordinal,
            at: self.midnight - 1 - self.rng(purpose::GUEST, GUESTS, ordinal).below(REACH),
            bill: None,
        };
        self.with_twins(GUESTS, (0..count).map(charge).collect())
    }

    /// Computes the email and the card of a guest: some share the email with a customer, others the card.
    pub(super) fn guest(&self, charge: &ChargeSeed) -> Option<(String, Card)> {
        let ordinal = charge.drawn_by();
        // Strangers stand behind all customers and before the guests.
        let stranger = GUESTS - 1 - ordinal;
        let mut rng = self.rng(purpose::GUEST, GUESTS, ordinal);
        let customer = u32::try_from(rng.below(i64::from(self.customers.min(40)))).ok()?;
        let (named, carded) = match ordinal % 3 {
            0 => (customer, stranger),
            1 => (stranger, customer),
            _ => (stranger, stranger),
        };
        let person = self.person(named);
        let mut facts = self.card(carded, 0)?;
        if carded == stranger {
            facts.details.name = Some(name_on_card(&person));
        }
        let token = self.token(Kind::Card, GUESTS, ordinal);
        Some((person.email, facts.into_card(token, None)))
    }
}
