//! What is odd about some orders: one that was charged twice, a hold beside a capture, refunds that failed or
//! are pending.

use serde::Deserialize;

use super::charge_seed::{BaseCharge, ChargeSeed};
use super::fate::Fate;
use super::{BaseCustomer, purpose};

/// The ordinal of an order's twin is this much higher than its own.
const TWIN: u32 = 500;

/// What is odd about an order; a few are doubled or held wherever they are, the others only where they are
/// written by hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Case {
    /// It was charged once more a minute or two later.
    Doubled,
    /// The same amount was authorised a minute or two later, and never captured.
    Held,
    RefundFailed,
    RefundPending,
    PartlyRefunded,
}

impl ChargeSeed {
    /// The ordinal that its details are drawn with: a twin has those of its order.
    pub(super) fn drawn_by(&self) -> u32 {
        match self.bill {
            Some(_) => self.ordinal,
            None => self.ordinal % TWIN,
        }
    }
}

impl BaseCharge<'_> {
    pub(super) fn case(self) -> Option<Case> {
        if self.seed.bill.is_some() {
            return None;
        }
        let order = self.seed.drawn_by();
        if let Some(first) = self.customer.by_hand() {
            let mut cases = first.cases.iter();
            return cases.find_map(|(nth, case)| (*nth == order).then_some(*case));
        }
        match self.customer.rng(purpose::TWIN, order).below(1_000) {
            0..10 => Some(Case::Doubled),
            10..16 => Some(Case::Held),
            _ => None,
        }
    }

    /// Returns what a case makes of the charge.
    pub(super) fn fate_by_case(self) -> Option<Fate> {
        Some(match self.case()? {
            Case::Held if self.seed.ordinal >= TWIN => Fate::Authorised,
            Case::Doubled | Case::Held => Fate::Captured,
            Case::RefundFailed | Case::RefundPending => Fate::Refunded,
            Case::PartlyRefunded => Fate::PartlyRefunded,
        })
    }
}

impl BaseCustomer<'_> {
    /// Adds the twins of orders to them.
    pub(super) fn with_twins(self, mut orders: Vec<ChargeSeed>) -> Vec<ChargeSeed> {
        let twin = |order: &ChargeSeed| {
            let case = self.charge(order).case();
            let has_twin = matches!(case, Some(Case::Doubled | Case::Held));
            let ordinal = order.ordinal + TWIN;
            let wait = 40 + self.rng(purpose::TWIN, ordinal).below(80);
            has_twin.then(|| ChargeSeed {
                ordinal,
                at: order.at + wait,
                bill: None,
            })
        };
        let twins: Vec<ChargeSeed> = orders.iter().filter_map(twin).collect();
        orders.extend(twins);
        orders
    }
}
