//! The base data: what every sandbox holds before anything is changed in it.
//!
//! All of it is a pure function of (seed, number of customers, index) and of the midnight from which it is
//! dated backwards; nothing is stored. Customer 0 is the newest. `created_at` falls with the index, so the
//! place of a row in the newest-first list is arithmetic. The first 25 customers, a newcomer's first screen,
//! are written by hand in `assets/sandbox/first.json`; all others are drawn from the pools beside it.

mod bills;
mod cards;
mod cases;
mod charge_seed;
mod charges;
mod fate;
mod guests;
mod people;
mod pools;
mod refunds;
mod subscriptions;

pub use cards::name_on_card;
pub use charge_seed::ChargeSeed;
pub use charges::trial_description;
pub use pools::BasePlan;
pub use refunds::{BaseRefund, LONGEST_TO_REFUND};
pub use subscriptions::BaseSubscription;

use super::clock::{DAY, HOUR, year_and_month};
use super::records::Person;
use super::rng::Rng;
use super::token::{Codec, Kind};
use pools::{First, Pools};

/// Numbers that keep the random streams of different purposes apart.
mod purpose {
    pub const CREATED: u64 = 1;
    pub const PERSON: u64 = 2;
    pub const CARDS: u64 = 3;
    pub const CARD: u64 = 4;
    pub const SUBSCRIPTIONS: u64 = 5;
    pub const SUBSCRIPTION: u64 = 6;
    pub const ORDERS: u64 = 7;
    pub const CHARGE: u64 = 8;
    pub const FATE: u64 = 9;
    pub const REFUND: u64 = 10;
    pub const CURRENCY: u64 = 11;
    pub const REFUND_FATE: u64 = 12;
    pub const TWIN: u64 = 13;
    pub const GUEST: u64 = 14;
}

/// How far back the oldest customer and plan were made.
const REACH: i64 = 1095 * DAY;
/// Account-wide lists hold the records of this many newest customers (*choice*).
const ACCOUNT_WIDE: u32 = 1_000;

/// The base data of one sandbox.
#[derive(Clone)]
pub struct BaseData {
    seed: u64,
    /// The number of customers at the beginning.
    pub customers: u32,
    /// The midnight from which everything is dated; what is older was there at the beginning.
    pub midnight: i64,
    /// The month of that midnight, counted from January of the year 0.
    month: i64,
    codec: Codec,
    pools: &'static Pools,
}

impl BaseData {
    pub fn new(seed: u64, customers: u32, midnight: i64) -> std::io::Result<Self> {
        let pools = pools::pools().map_err(std::io::Error::other)?;
        Ok(Self {
            seed,
            customers,
            midnight,
            month: month(midnight),
            codec: Codec::new(seed),
            pools,
        })
    }

    /// Returns the same data dated from another midnight.
    pub fn dated(&self, midnight: i64) -> Self {
        Self {
            midnight,
            month: month(midnight),
            ..self.clone()
        }
    }

    /// Returns a customer by its index.
    pub fn customer(&self, index: u32) -> BaseCustomer<'_> {
        BaseCustomer { base: self, index }
    }

    pub fn token(&self, kind: Kind, index: u32, ordinal: u32) -> String {
        self.codec.token(kind, index, ordinal)
    }

    /// Returns the customer's index, or that of the guests, and the ordinal of the base record with a token.
    pub fn place(&self, kind: Kind, token: &str) -> Option<(u32, u32)> {
        let (index, ordinal) = self.codec.place(kind, token)?;
        let may_be_guests = matches!(kind, Kind::Charge | Kind::Refund | Kind::Card);
        let is_here = kind == Kind::Plan
            || index < self.customers
            || may_be_guests && self.customer(index).are_guests();
        is_here.then_some((index, ordinal))
    }

    /// The number of base customers created after `second`, which is the rank of a record made then.
    pub fn created_after(&self, second: i64) -> u32 {
        let (mut low, mut high) = (0, self.customers);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.customer(middle).created() > second {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Returns the plans as they were before any change, the oldest first.
    pub fn plans(&self) -> &'static [BasePlan] {
        &self.pools.goods.plans
    }

    /// Returns a plan as it was before any change; 0 is the oldest.
    pub fn plan(&self, index: u32) -> Option<&'static BasePlan> {
        self.plans().get(usize::try_from(index).ok()?)
    }
}

/// A base customer as it was before any change, or the guests taken as one.
#[derive(Clone, Copy)]
pub struct BaseCustomer<'a> {
    base: &'a BaseData,
    pub index: u32,
}

impl BaseCustomer<'_> {
    /// Returns the token of the customer or of one of its records.
    pub fn token(self, kind: Kind, ordinal: u32) -> String {
        self.base.token(kind, self.index, ordinal)
    }

    /// When the customer was created, in seconds since 1970; a higher index is never newer.
    pub fn created(self) -> i64 {
        let (midnight, pools) = (self.base.midnight, self.base.pools);
        let mut rng = self.rng(purpose::CREATED, 0);
        if let Some(first) = self.by_hand() {
            return midnight - first.age_hours * HOUR + rng.below(HOUR);
        }
        let by_hand = pools.first_count();
        let from = pools.first_age();
        let cell = ((REACH - from) / (i64::from(self.base.customers) - by_hand).max(1)).max(1);
        midnight - from - (i64::from(self.index) - by_hand) * cell - rng.below(cell)
    }

    pub fn person(self) -> Person {
        match self.by_hand() {
            Some(first) => first.person.clone(),
            None => self.base.pools.person(&mut self.rng(purpose::PERSON, 0)),
        }
    }

    /// Returns what was written by hand of the customer, if it is one of the first.
    fn by_hand(self) -> Option<&'static First> {
        self.base.pools.first(self.index)
    }

    fn rng(self, purpose: u64, ordinal: u32) -> Rng {
        Rng::new(self.base.seed, purpose, self.index, ordinal)
    }

    /// The currency in which the customer usually pays.
    fn currency(self) -> &'static str {
        if let Some(first) = self.by_hand() {
            return &first.currency;
        }
        match self.rng(purpose::CURRENCY, 0).below(100) {
            0..8 => "NZD",
            8..15 => "USD",
            15..19 => "JPY",
            _ => "AUD",
        }
    }
}

/// The number of months since January of the year 0.
fn month(second: i64) -> i64 {
    let (year, month) = year_and_month(second);
    year * 12 + month - 1
}
