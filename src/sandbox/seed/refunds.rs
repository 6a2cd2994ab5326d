//! The refunds of base charges; their sum is the charge's `amount_refunded`.

use super::charge_seed::ChargeSeed;
use super::fate::Fate;
use super::{World, purpose};
use crate::sandbox::clock::{DAY, stamp};
use crate::sandbox::record::{Charge, Refund};
use crate::sandbox::token::Kind;

/// A charge has at most this many base refunds, which keeps their ordinals apart.
const MOST: u32 = 4;

impl World {
    /// Lists the refunds of a base charge, newest first.
    pub(in crate::sandbox) fn refunds(
        &self,
        index: u32,
        seed: &ChargeSeed,
        charge: &Charge,
    ) -> Vec<Refund> {
        let fate = if charge.success {
            self.fate(index, seed)
        } else {
            Fate::Captured
        };
        let pending = fate == Fate::RefundPending;
        let mut noise = self.noise(purpose::REFUND, index, seed.ordinal);
        let mut at = seed.at;
        let mut refunds = Vec::new();
        for (nth, amount) in (0..MOST).zip(self.parts(index, seed, fate, charge.amount)) {
            at += noise.below((self.midnight - at - 1).min(9 * DAY));
            refunds.push(Refund {
                token: self.token(Kind::Refund, index, seed.ordinal * MOST + nth),
                success: (!pending).then_some(true),
                amount,
                currency: charge.currency.clone(),
                charge: charge.token.clone(),
                created_at: stamp(at),
                error_message: None,
                status_message: if pending { "Pending" } else { "Success" }.to_owned(),
            });
        }
        refunds.reverse();
        refunds
    }

    /// Sums what has been paid back; a pending refund counts only once it has settled (contract section 8).
    pub(super) fn amount_refunded(
        &self,
        index: u32,
        seed: &ChargeSeed,
        fate: Fate,
        amount: i64,
    ) -> i64 {
        match fate {
            Fate::RefundPending => 0,
            _ => self.parts(index, seed, fate, amount).iter().sum(),
        }
    }

    fn parts(&self, index: u32, seed: &ChargeSeed, fate: Fate, amount: i64) -> Vec<i64> {
        let mut noise = self.noise(purpose::REFUND, index, seed.ordinal);
        match fate {
            Fate::Refunded => vec![amount],
            Fate::RefundPending if noise.chance(50) => vec![amount],
            Fate::PartlyRefunded | Fate::RefundPending => {
                let one = amount * noise.between(1, 6) / 10;
                let two = amount / 5;
                if fate == Fate::PartlyRefunded && noise.chance(35) {
                    vec![one, two]
                } else {
                    vec![one]
                }
            }
            _ => Vec::new(),
        }
    }
}
