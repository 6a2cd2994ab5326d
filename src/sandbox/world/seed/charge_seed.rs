//! A base charge before its details are drawn.

/// A base charge before its details are drawn.
#[derive(Clone, Debug)]
pub struct ChargeSeed {
    pub ordinal: u32,
    /// When it was made, in seconds since 1970.
    pub at: i64,
    /// What it bills; `None` for an order.
    pub bill: Option<Bill>,
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
