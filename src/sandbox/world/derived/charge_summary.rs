//! A summary of a charge: what searches need of it, computed once.

use crate::sandbox::world::records::Charge;
use crate::sandbox::world::records::currency::{self, Currency};

/// What searches need of a charge, as it was made.
pub struct ChargeSummary {
    /// The searched text, in lower case.
    pub text: Box<str>,
    pub amount: i64,
    /// `None` for a currency that cannot be charged, which no charge has.
    pub currency: Option<&'static Currency>,
}

impl ChargeSummary {
    pub fn of(charge: &Charge) -> Self {
        let fields = [
            charge.description.as_deref(),
            Some(&charge.email),
            charge.card.details.name.as_deref(),
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
