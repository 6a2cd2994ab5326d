//! The lifecycle of a charge: created, captured or voided, and what time does to it (contract sections 7, 8
//! and 10).
//!
//! *Choices*: a refund is paid three days after it was made, or fails then, while the test host leaves all of
//! them pending; money can be paid out two days after its capture and leaves at 02:00 UTC on the fourth day;
//! an amount settles in its own currency; fees are those seen in 2025, not the dearer ones of 2013.

use indexmap::IndexMap;

use super::{Card, Charge, Sum, declines};
use crate::sandbox::world::clock::{DAY, HOUR, stamp};

/// Authorisations lapse after 7 days (contract section 7; older documentation says 5).
pub const LAPSE: i64 = 7 * DAY;
const SETTLE: i64 = 3 * DAY;
const MATURE: i64 = 2 * DAY;
/// No payout is longer than this behind its capture.
pub const LONGEST_TO_PAYOUT: i64 = 5 * DAY;

/// The parameters of a charge.
pub struct ChargeDetails<'a> {
    pub email: String,
    pub amount: i64,
    pub currency: &'a str,
    pub description: Option<String>,
    pub ip_address: Option<String>,
    pub metadata: IndexMap<String, String>,
    /// The platform's share.
    pub platform_adjustment: i64,
}

impl Charge {
    /// Returns a charge that is authorised, or declined with an error code.
    pub fn new(
        token: String,
        details: ChargeDetails,
        card: Card,
        refusal: Option<&str>,
        now: i64,
    ) -> Self {
        let currency = details.currency.to_owned();
        let refusal = refusal.map(|code| declines::by_code(code).gateway_message);
        Self {
            token,
            success: refusal.is_none(),
            amount: details.amount,
            currency: currency.clone(),
            description: details.description,
            email: details.email,
            ip_address: details.ip_address,
            created_at: stamp(now),
            status_message: refusal.unwrap_or("Successful Authorisation").to_owned(),
            error_message: refusal.map(str::to_owned),
            card,
            settlement_currency: currency.clone(),
            metadata: details.metadata,
            platform_adjustment: Sum {
                amount: details.platform_adjustment,
                currency,
            },
            // Nothing else has happened to it yet.
            ..Self::default()
        }
    }

    /// Captures all of the money.
    pub fn capture(&mut self, at: i64) {
        let fees = fees(self.amount);
        "Success".clone_into(&mut self.status_message);
        self.total_fees = Some(fees);
        self.platform_fees = self.platform_adjustment.amount;
        self.merchant_entitlement = Some(self.amount - fees - self.platform_fees);
        self.captured = true;
        self.captured_at = Some(stamp(at));
    }

    /// Voids the authorisation.
    pub fn void(&mut self) {
        "Authorisation Voided".clone_into(&mut self.status_message);
        self.authorisation_voided = true;
    }

    /// Whether it is an authorisation that can still be captured or voided.
    pub fn is_held(&self) -> bool {
        self.success && !self.captured && !self.authorisation_voided && !self.authorisation_expired
    }

    /// Lapses an authorisation whose time has run out.
    pub fn lapse(&mut self, made: i64, now: i64) {
        self.authorisation_expired = self.is_held() && now >= made + LAPSE;
    }

    /// Adds a refund: at once, and no longer when it has failed. Fees and entitlement stay (contract section
    /// M2).
    pub fn count_refund(&mut self, amount: i64, fate: RefundFate) {
        if fate != RefundFate::Failed {
            self.amount_refunded += amount;
        }
        self.refund_pending |= fate == RefundFate::Pending;
    }
}

/// What has become of a refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefundFate {
    Pending,
    Paid,
    Failed,
}

impl RefundFate {
    /// Returns what has become by `now` of a refund.
    pub fn of(made: i64, fails: bool, now: i64) -> Self {
        if now < settles(made) {
            Self::Pending
        } else if fails {
            Self::Failed
        } else {
            Self::Paid
        }
    }
}

/// When a refund is paid or fails.
pub fn settles(made: i64) -> i64 {
    made + SETTLE
}

/// The fees on a charge: 1.75 % and 30 of the smallest unit, as recorded for 100 -> 32 (contract section 3).
fn fees(amount: i64) -> i64 {
    (i128::from(amount) * 175 + 5_000)
        .div_euclid(10_000)
        .try_into()
        .unwrap_or(i64::MAX - 30)
        + 30
}

/// When a capture or a refund takes part in a payout.
pub fn paid_out(at: i64) -> i64 {
    (at.div_euclid(DAY) + 4) * DAY + 2 * HOUR
}

/// Whether captured money can be paid out.
pub fn is_mature(captured: i64, now: i64) -> bool {
    now >= captured + MATURE
}
