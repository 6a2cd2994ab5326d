//! The refunds of base charges; those that have not failed add up to the charge's `amount_refunded`.

use super::cases::Case;
use super::charge_seed::BaseCharge;
use super::fate::Fate;
use super::{BaseData, purpose};
use crate::sandbox::world::clock::{DAY, HOUR, MINUTE};
use crate::sandbox::world::token::Kind;

/// A charge has at most this many base refunds, which keeps their ordinals apart.
const MOST: u32 = 4;
/// The longest wait between a charge, or the refund before it, and a refund.
const WAIT: i64 = 9 * DAY;
/// The longest time between a charge and a base refund of it.
pub const LONGEST_TO_REFUND: i64 = MOST as i64 * WAIT;

/// A refund of a base charge.
#[derive(Clone, Debug)]
pub struct BaseRefund {
    pub token: String,
    pub amount: i64,
    /// When it was made, in seconds since 1970.
    pub at: i64,
    /// Whether it fails when it would be paid.
    pub fails: bool,
}

impl BaseCharge<'_> {
    /// Lists the refunds of the charge, which is of `amount`, newest first.
    pub fn refunds(self, amount: i64) -> Vec<BaseRefund> {
        let Self { customer, seed } = self;
        let (midnight, case) = (customer.base.midnight, self.case());
        let mut rng = customer.rng(purpose::REFUND, seed.ordinal);
        let mut at = seed.at;
        let mut refunds = Vec::new();
        for (nth, amount) in (0..MOST).zip(self.parts(amount)) {
            at += match case {
                Some(Case::RefundPending) => (midnight - 9 * HOUR - at).max(MINUTE),
                Some(Case::RefundFailed) => 2 * HOUR,
                _ => rng.below((midnight - at - 1).min(WAIT)),
            };
            let ordinal = seed.ordinal * MOST + nth;
            refunds.push(BaseRefund {
                token: customer.token(Kind::Refund, ordinal),
                amount,
                at,
                fails: match case {
                    Some(case) => case == Case::RefundFailed,
                    None => customer.rng(purpose::REFUND_FATE, ordinal).chance(6),
                },
            });
        }
        refunds.reverse();
        refunds
    }

    /// Whether the charge was refunded in whole or part, if it was captured at all.
    pub fn is_refunded(self) -> bool {
        matches!(
            self.fate(),
            Fate::Refunded | Fate::PartlyRefunded | Fate::RefundedLately
        )
    }

    fn parts(self, amount: i64) -> Vec<i64> {
        let mut rng = self.customer.rng(purpose::REFUND, self.seed.ordinal);
        let fate = self.fate();
        match fate {
            Fate::Refunded => vec![amount],
            Fate::RefundedLately if rng.chance(50) => vec![amount],
            Fate::PartlyRefunded | Fate::RefundedLately => {
                let one = amount * rng.between(1, 6) / 10;
                let two = amount / 5;
                if fate == Fate::PartlyRefunded && rng.chance(35) {
                    vec![one, two]
                } else {
                    vec![one]
                }
            }
            Fate::Captured | Fate::Authorised | Fate::Voided | Fate::Failed(_) | Fate::Disputed => {
                Vec::new()
            }
        }
    }
}

impl BaseData {
    /// Returns the customer and the ordinal of the charge that a base refund belongs to.
    pub fn refunded_charge(&self, refund: &str) -> Option<(u32, u32)> {
        let (index, ordinal) = self.place(Kind::Refund, refund)?;
        Some((index, ordinal / MOST))
    }
}
