//! A charge in outline: what searches need of it, worked out once.

use super::currency::{self, Currency};
use super::record::Charge;

/// What searches need to know of a charge as it was made.
pub(super) struct Outline {
    /// What is searched, in lower case.
    pub(super) text: Box<str>,
    pub(super) amount: i64,
    /// Nothing for one that cannot be charged, which no charge has.
    pub(super) currency: Option<&'static Currency>,
}

impl Outline {
    pub(super) fn of(charge: &Charge) -> Self {
        let card_name = charge.card.name.as_deref();
        let fields = [
            charge.description.as_deref(),
            Some(&charge.email),
            card_name,
        ];
        let metadata = charge.metadata.iter().flat_map(|(key, value)| [key, value]);
        let mut text = String::new();
        for field in fields
            .into_iter()
            .flatten()
            .chain(metadata.map(String::as_str))
        {
            text.extend(field.chars().flat_map(char::to_lowercase));
            // A query of one line cannot match across two fields.
            text.push('\n');
        }
        Self {
            text: text.into_boxed_str(),
            amount: charge.amount,
            currency: currency::find(&charge.currency),
        }
    }
}
