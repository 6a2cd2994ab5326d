//! The entries of a subscription's ledger (contract sections 3 and 9).
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::api::page::Page;
use crate::text::Safe;
use serde::Deserialize;

/// An entry as the API gives it.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LedgerEntry {
    /// Page and row. Entries have no token, and two may be alike in all that they have.
    #[serde(skip)]
    pub place: (u32, usize),
    #[serde(default)]
    pub created_at: Moment,
    /// `credit` or `debit`; a word that this program does not know is shown as it came.
    #[serde(default, rename = "type", deserialize_with = "lenient::opt")]
    pub kind: Option<Safe>,
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    /// What it was booked for, such as `charge_credit`.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub annotation: Option<Safe>,
}

impl LedgerEntry {
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// Tells the entries of a page apart by where they stand.
pub fn placed(mut page: Page<LedgerEntry>) -> Page<LedgerEntry> {
    for (row, entry) in page.items.iter_mut().enumerate() {
        entry.place = (page.number, row);
    }
    page
}
