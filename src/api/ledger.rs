//! The entries of a subscription's ledger (contract sections 3 and 9).
use crate::api::lenient;
use crate::api::moment::Moment;
use crate::api::money::{Currency, Money};
use crate::api::page::Page;
use crate::text::Safe;
use serde::Deserialize;

/// A ledger entry as the API returns it. An optional field is `None` if it is missing, null or unreadable.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct LedgerEntry {
    /// The page, from 1, and the row, from 0. Entries have no token, and two may be equal in every field.
    #[serde(skip)]
    pub place: (u32, usize),
    /// When the entry was booked, in UTC.
    #[serde(default)]
    pub created_at: Moment,
    /// `credit` or `debit`; any other word is shown as it came.
    #[serde(default, rename = "type", deserialize_with = "lenient::opt")]
    pub kind: Option<Safe>,
    /// The amount booked, in minor units of `currency`.
    #[serde(default, deserialize_with = "lenient::whole")]
    pub amount: Option<i64>,
    /// The currency of the amount.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub currency: Option<Currency>,
    /// What the entry was booked for, such as `charge_credit`.
    #[serde(default, deserialize_with = "lenient::opt")]
    pub annotation: Option<Safe>,
}

impl LedgerEntry {
    /// Returns the amount with its currency; `None` if either is missing.
    pub fn money(&self) -> Option<Money> {
        Some(Money::new(self.amount?, self.currency?))
    }
}

/// Returns the page with the `place` of each entry set.
pub fn placed(mut page: Page<LedgerEntry>) -> Page<LedgerEntry> {
    for (row, entry) in page.items.iter_mut().enumerate() {
        entry.place = (page.number, row);
    }
    page
}
