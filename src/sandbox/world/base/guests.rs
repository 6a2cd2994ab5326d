//! Charges of people who are not customers: no customer has their card, and only account-wide lists have
//! their charges.

use super::cards::name_on_card;
use super::charge_seed::{BaseCharge, ChargeSeed};
use super::{BaseCustomer, BaseData, purpose};
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
    pub fn account_wide(&self) -> impl Iterator<Item = BaseCustomer<'_>> {
        let customers = self.customers.min(super::ACCOUNT_WIDE);
        let indexes = (0..customers).chain(std::iter::once(GUESTS));
        indexes.map(|index| self.customer(index))
    }
}

impl BaseCustomer<'_> {
    /// Whether these are the guests.
    pub fn are_guests(self) -> bool {
        self.index == GUESTS
    }

    /// Lists what guests ordered, each by a card of their own.
    pub(super) fn guest_orders(self) -> Vec<ChargeSeed> {
        let count = (self.base.customers / CUSTOMERS).min(MOST);
        let order = |ordinal| ChargeSeed {
            ordinal,
            at: self.base.midnight - 1 - self.rng(purpose::GUEST, ordinal).below(REACH),
            bill: None,
        };
        (0..count).map(order).collect()
    }
}

impl BaseCharge<'_> {
    /// Computes the email and the card of a guest: some share the email with a customer, others the card.
    pub(super) fn guest(self) -> Option<(String, Card)> {
        let (guests, ordinal) = (self.customer, self.seed.drawn_by());
        let base = guests.base;
        // Strangers stand behind all customers and before the guests.
        let stranger = GUESTS - 1 - ordinal;
        let mut rng = guests.rng(purpose::GUEST, ordinal);
        let customer = u32::try_from(rng.below(i64::from(base.customers.min(40)))).ok()?;
        let (named, carded) = match ordinal % 3 {
            0 => (customer, stranger),
            1 => (stranger, customer),
            _ => (stranger, stranger),
        };
        let person = base.customer(named).person();
        let mut facts = base.customer(carded).card(0)?;
        if carded == stranger {
            facts.details.name = Some(name_on_card(&person));
        }
        let token = guests.token(Kind::Card, ordinal);
        Some((person.email, facts.into_card(token, None)))
    }
}
