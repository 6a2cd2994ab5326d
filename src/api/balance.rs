//! The money of the whole account (contract section 10): never that of one customer.
use crate::api::lenient;
use crate::api::money::{Currency, Money};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

/// What the account has, an amount for each currency.
///
/// An answer that does not say what is available is no balance: nothing is not the same as zero.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Balance {
    pub available: Amounts,
    /// What is settling beside what is available, that included.
    #[serde(default, deserialize_with = "lenient::or_default")]
    pub pending: Amounts,
}

/// Amounts of several currencies.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Amounts {
    pub money: Vec<Money>,
    /// Amounts that could not be read: each costs itself, not the others.
    pub unreadable: u32,
}

impl Amounts {
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
