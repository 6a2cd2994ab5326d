//! The balance of the whole account (contract section 10), never of one customer.
use crate::api::lenient;
use crate::api::money::{Currency, Money};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// The account's balance, with one amount per currency.
///
/// An answer that does not state what is available is no balance: nothing is not the same as zero.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Balance {
    /// The money that can be paid out or refunded now.
    pub available: Amounts,
    /// The money that is still settling, plus all that is available (contract section 10).
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pending: Amounts,
}

/// Amounts in several currencies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amounts {
    /// The amounts, in the order they came.
    pub money: Vec<Money>,
    /// The number of amounts that could not be read; each is missing from `money` without costing the others.
    pub unreadable: u32,
}

impl Amounts {
    /// Returns the first amount in a currency; `None` if there is none.
    pub fn of(&self, currency: Currency) -> Option<Money> {
        let mut amounts = self.money.iter();
        amounts.find(|money| money.currency == currency).copied()
    }
}

impl<'de> Deserialize<'de> for Amounts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Amount {
            #[serde(default, deserialize_with = "lenient::whole")]
            amount: Option<i64>,
            currency: Currency,
        }
        let rows = Vec::<&RawValue>::deserialize(deserializer)?;
        let money = |row: &&RawValue| {
            let row = serde_json::from_str::<Amount>(row.get()).ok()?;
            Some(Money::new(row.amount?, row.currency))
        };
        let money: Vec<Money> = rows.iter().filter_map(money).collect();
        let unreadable = u32::try_from(rows.len() - money.len()).unwrap_or(u32::MAX);
        Ok(Self { money, unreadable })
    }
}
