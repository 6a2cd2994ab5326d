//! Base charges before their details are drawn.

use super::BaseCustomer;

/// A base charge before its details are drawn.
#[derive(Clone, Debug)]
pub struct ChargeSeed {
    pub ordinal: u32,
    /// When it was made, in seconds since 1970.
    pub at: i64,
    /// What it bills; `None` for an order.
    pub bill: Option<Bill>,
}

/// A base charge and its customer; the details are drawn on demand.
#[derive(Clone, Copy)]
pub struct BaseCharge<'a> {
    pub(super) customer: BaseCustomer<'a>,
    pub(super) seed: &'a ChargeSeed,
}

impl<'a> BaseCustomer<'a> {
    /// Returns one of the customer's charges.
    pub fn charge(self, seed: &'a ChargeSeed) -> BaseCharge<'a> {
        BaseCharge {
            customer: self,
            seed,
        }
    }
}

/// The part of a subscription that a charge bills.
#[derive(Clone, Copy, Debug)]
pub struct Bill {
    /// The ordinal of the subscription.
    pub subscription: u32,
    pub plan: u32,
    /// The ordinal of the card if it is not the primary one; nobody has more than a few, and many bills are
    /// kept.
    pub(super) card: Option<u8>,
    pub(super) part: Part,
    pub(super) is_refused: bool,
}

/// Which part of a subscription is billed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Trial,
    /// The first interval, with the set-up fee.
    First,
    Later,
}
