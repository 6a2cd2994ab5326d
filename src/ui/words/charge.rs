//! A charge in words: the card that paid, what it cost, and in [`status`] what became of it.
pub mod status;

use crate::api::charges::Charge;
use crate::api::money::Money;
use crate::ui::show;
use crate::ui::words::card;

/// The mark of a charge that looks like another one.
pub const ALIKE: &str = "=";

/// Returns the card that paid, in at most that many cells: `Visa 4242`.
pub fn card(charge: &Charge, room: u16) -> String {
    show::dash(charge.card.as_ref().map(|card| card::short(card, room)))
}

pub fn fees(charge: &Charge) -> String {
    settled(charge.total_fees, charge)
}

/// Returns an amount that the API gives in the settlement currency (contract section 3).
pub fn settled(amount: Option<i64>, charge: &Charge) -> String {
    match (amount, charge.settlement_currency) {
        (Some(amount), Some(currency)) => Money::new(amount, currency).to_string(),
        (Some(amount), None) => format!("{amount} (minor units)"),
        (None, _) => "—".to_owned(),
    }
}
