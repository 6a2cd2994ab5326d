//! The words from which people, places and goods are drawn, read once from `assets/sandbox`.

use std::sync::OnceLock;

use serde::Deserialize;

use super::cases::Case;
use crate::sandbox::world::clock::{DAY, HOUR};
use crate::sandbox::world::records::{Person, PlanFacts};

/// Everything that `assets/sandbox` holds.
pub(super) struct Pools {
    pub(super) names: Names,
    pub(super) places: Places,
    pub(super) goods: Goods,
    first: Vec<First>,
}

impl Pools {
    /// Returns the customer written by hand at `index`, if there is one.
    pub(super) fn first(&self, index: u32) -> Option<&First> {
        self.first.get(usize::try_from(index).ok()?)
    }

    pub(super) fn first_count(&self) -> i64 {
        i64::try_from(self.first.len()).unwrap_or(0)
    }

    /// The age in seconds of the oldest customer written by hand.
    pub(super) fn first_age(&self) -> i64 {
        self.first.last().map_or(0, |first| first.age_hours * HOUR)
    }
}

#[derive(Deserialize)]
pub(super) struct Names {
    pub(super) cultures: Vec<Culture>,
    pub(super) domains: Vec<(i64, String)>,
}

/// Names of one origin; in `Zoë|zoe` the part after the bar is for email addresses.
#[derive(Deserialize)]
pub(super) struct Culture {
    pub(super) weight: i64,
    pub(super) family_first: bool,
    pub(super) given: Vec<Word>,
    pub(super) family: Vec<Word>,
}

/// A word as it is written and as it appears in an address, computed once: a page of customers needs a
/// hundred.
#[derive(Deserialize)]
#[serde(from = "String")]
pub(super) struct Word {
    pub(super) shown: String,
    pub(super) plain: String,
}

impl From<String> for Word {
    fn from(entry: String) -> Self {
        let (shown, romanised) = entry.split_once('|').unwrap_or((&entry, &entry));
        Self {
            plain: plain(romanised),
            shown: shown.to_owned(),
        }
    }
}

/// Reduces a text to what an address may hold: ASCII letters, digits, and dots for blanks.
fn plain(text: &str) -> String {
    let dotted = text.chars().map(|c| {
        if c == ' ' || c == '-' {
            '.'
        } else {
            c.to_ascii_lowercase()
        }
    });
    dotted
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .collect()
}

#[derive(Deserialize)]
pub(super) struct Places {
    pub(super) streets: Vec<String>,
    pub(super) towns: Vec<(String, String, Option<String>, String)>,
    pub(super) company_first: Vec<Word>,
    pub(super) company_trade: Vec<Word>,
    pub(super) company_form: Vec<String>,
    pub(super) notes: Vec<String>,
}

#[derive(Deserialize)]
pub(super) struct Goods {
    pub(super) plans: Vec<BasePlan>,
    /// What is ordered, with its price in Australian cents.
    pub(super) orders: Vec<(String, i64)>,
    pub(super) channels: Vec<String>,
}

/// A base plan, with its age.
#[derive(Deserialize)]
pub struct BasePlan {
    #[serde(flatten)]
    pub facts: PlanFacts,
    age_days: i64,
}

impl BasePlan {
    /// When the plan was created, in seconds since 1970, in data dated from `midnight`.
    pub fn made(&self, midnight: i64) -> i64 {
        midnight - self.age_days * DAY
    }
}

/// A customer written by hand.
#[derive(Deserialize)]
pub(super) struct First {
    pub(super) age_hours: i64,
    #[serde(flatten)]
    pub(super) person: Person,
    pub(super) currency: String,
    pub(super) orders: i64,
    /// Scheme, last four digits, months until it expires; the first is the primary card.
    pub(super) cards: Vec<(String, String, i64)>,
    /// The wallets that some of the cards are tokens of, by ordinal.
    #[serde(default)]
    pub(super) wallets: Vec<(u32, String)>,
    /// What is odd about some of the orders, by ordinal.
    #[serde(default)]
    pub(super) cases: Vec<(u32, Case)>,
    /// Plan, state (also `retried` or `unpaid`), ordinal of the card it bills if not the primary one.
    pub(super) subscriptions: Vec<(u32, String, Option<u32>)>,
}

/// Returns the pools, which the first call reads.
pub(super) fn pools() -> Result<&'static Pools, String> {
    static POOLS: OnceLock<Result<Pools, String>> = OnceLock::new();
    POOLS
        .get_or_init(|| read().map_err(|error| error.to_string()))
        .as_ref()
        .map_err(Clone::clone)
}

fn read() -> serde_json::Result<Pools> {
    Ok(Pools {
        names: serde_json::from_str(include_str!("../../../../assets/sandbox/names.json"))?,
        places: serde_json::from_str(include_str!("../../../../assets/sandbox/places.json"))?,
        goods: serde_json::from_str(include_str!("../../../../assets/sandbox/goods.json"))?,
        first: serde_json::from_str(include_str!("../../../../assets/sandbox/first.json"))?,
    })
}
