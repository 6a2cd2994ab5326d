//! The charges of base customers over the last two years: what they ordered, and what their subscriptions billed.

use std::collections::BTreeMap;

use super::charge_seed::ChargeSeed;
use super::fate::{self, Fate};
use super::{World, purpose};
use crate::sandbox::clock::{DAY, HOUR, MINUTE, stamp, year_and_month};
use crate::sandbox::noise::Noise;
use crate::sandbox::record::{Adjustment, Card, Charge, Transfer};
use crate::sandbox::token::Kind;

/// How far back charges go.
const REACH: i64 = 730 * DAY;
/// The ordinals of a subscription's charges begin at its own number plus 1, times this.
const SUBSCRIBED: u32 = 1_000;

impl World {
    /// Lists a customer's base charges, newest first.
    pub(in crate::sandbox) fn charges(&self, index: u32) -> Vec<ChargeSeed> {
        let oldest = self.midnight - REACH;
        let mut charges = self.orders(index, oldest);
        for subscription in self.subscriptions(index) {
            let Some(plan) = self.plan_seed(subscription.plan) else {
                continue;
            };
            let pays_trial =
                subscription.state == "trial" && plan.trial_amount + plan.setup_amount > 0;
            let billed = if pays_trial { 1 } else { subscription.billed };
            let first = SUBSCRIBED * (subscription.ordinal + 1);
            charges.extend((first..).zip(0..billed).map(|(ordinal, nth)| ChargeSeed {
                ordinal,
                at: plan.moved(subscription.created, nth) + 2,
                plan: Some((subscription.plan, subscription.card, nth == 0)),
            }));
        }
        charges.retain(|charge| charge.at >= oldest && charge.at < self.midnight);
        charges.sort_by_key(|charge| (-charge.at, charge.ordinal));
        charges
    }

    /// Finds one base charge.
    pub(in crate::sandbox) fn charge_seed(&self, index: u32, ordinal: u32) -> Option<ChargeSeed> {
        self.charges(index)
            .into_iter()
            .find(|charge| charge.ordinal == ordinal)
    }

    fn orders(&self, index: u32, oldest: i64) -> Vec<ChargeSeed> {
        let mut noise = self.noise(purpose::ORDERS, index, 0);
        let count = match self.pools.first(index) {
            Some(first) => first.orders,
            None => match noise.below(100) {
                0..14 => 0,
                14..70 => noise.between(1, 9),
                70..94 => noise.between(10, 24),
                _ => noise.between(25, 40),
            },
        };
        let from = (self.born(index) + 5 * MINUTE).max(oldest);
        let room = self.midnight - from - MINUTE;
        (0..u32::try_from(count).unwrap_or(0))
            .map(|ordinal| ChargeSeed {
                ordinal,
                at: from + noise.below(room),
                plan: None,
            })
            .collect()
    }

    /// Draws the details of a base charge; `cards` are the customer's base cards as they are now.
    pub(in crate::sandbox) fn charge(
        &self,
        index: u32,
        seed: &ChargeSeed,
        cards: &[Card],
    ) -> Option<Charge> {
        let mut noise = self.noise(purpose::CHARGE, index, seed.ordinal);
        let (card, lapsed) = card_for(seed, cards, &mut noise)?;
        let fate = if lapsed {
            Fate::Failed("card_declined")
        } else {
            self.fate(index, seed)
        };
        let (amount, currency, description) = self.bill(index, seed, &mut noise);
        let captured = fate.is_captured();
        let refusal = match fate {
            Fate::Failed(code) => Some(fate::message(code)),
            _ => None,
        };
        let total_fees = captured.then(|| fees(amount));
        let ordered = seed.plan.is_none();
        Some(Charge {
            token: self.token(Kind::Charge, index, seed.ordinal),
            success: refusal.is_none(),
            amount,
            currency: currency.to_owned(),
            description: Some(description),
            email: self.person(index).email,
            ip_address: ordered.then(|| format!("203.0.113.{}", noise.between(1, 254))),
            created_at: stamp(seed.at),
            status_message: status(fate, refusal).to_owned(),
            error_message: refusal.map(str::to_owned),
            card: card.clone(),
            transfer: self.transfer(seed.at, currency, fate),
            amount_refunded: self.amount_refunded(index, seed, fate, amount),
            total_fees,
            merchant_entitlement: total_fees.map(|fees| amount - fees),
            refund_pending: fate == Fate::RefundPending,
            authorisation_token: None,
            authorisation_expired: fate == Fate::Lapsed,
            authorisation_voided: fate == Fate::Voided,
            captured,
            captured_at: captured.then(|| stamp(seed.at)),
            settlement_currency: currency.to_owned(),
            active_chargebacks: fate == Fate::Disputed,
            metadata: if ordered {
                self.metadata(&mut noise)
            } else {
                BTreeMap::new()
            },
            platform_fees: 0,
            platform_adjustment: Adjustment {
                amount: 0,
                currency: currency.to_owned(),
            },
        })
    }

    /// Finds amount, currency and description of a charge.
    pub(super) fn bill(
        &self,
        index: u32,
        seed: &ChargeSeed,
        noise: &mut Noise,
    ) -> (i64, &'static str, String) {
        if let Some((plan, _, first)) = seed.plan
            && let Some(plan) = self.plan_seed(plan)
        {
            let trial = first && plan.trial_interval > 0;
            let amount = match (first, trial) {
                (true, true) => plan.trial_amount + plan.setup_amount,
                (true, false) => plan.amount + plan.setup_amount,
                _ => plan.amount,
            };
            let description = if trial {
                format!("{}: set-up and trial", plan.name)
            } else {
                plan.name.clone()
            };
            return (amount, &plan.currency, description);
        }
        let currency = if noise.chance(94) {
            self.currency(index)
        } else {
            "USD"
        };
        let order = noise.weighted(&self.pools.goods.orders, |(_, price)| 2 + 40_000 / price);
        let (order, price) =
            order.map_or(("Order", 1_000), |(order, price)| (order.as_str(), *price));
        let several = noise
            .pick(&[1, 1, 1, 1, 1, 2, 2, 3])
            .filter(|_| price < 20_000);
        let quantity = several.copied().unwrap_or(1);
        let description = if quantity > 1 {
            format!("{quantity} x {order}")
        } else {
            order.to_owned()
        };
        (
            quantity * local_price(price, currency),
            currency,
            description,
        )
    }

    fn metadata(&self, noise: &mut Noise) -> BTreeMap<String, String> {
        if !noise.chance(35) {
            return BTreeMap::new();
        }
        let mut metadata = BTreeMap::from([(
            "OrderNumber".to_owned(),
            noise.between(10_000, 99_999).to_string(),
        )]);
        if let Some(channel) = noise
            .pick(&self.pools.goods.channels)
            .filter(|_| noise.chance(50))
        {
            metadata.insert("Channel".to_owned(), channel.clone());
        }
        metadata
    }

    /// Finds the payout that carried a captured charge; the newest charges wait for theirs.
    fn transfer(&self, at: i64, currency: &str, fate: Fate) -> Vec<Transfer> {
        let day = at.div_euclid(DAY) + 4;
        let paid = day * DAY + 2 * HOUR;
        if !fate.is_captured() || paid >= self.midnight {
            return Vec::new();
        }
        let ordinal = u32::from(currency.bytes().next().unwrap_or(0));
        let token = self.token(Kind::Transfer, u32::try_from(day).unwrap_or(0), ordinal);
        vec![Transfer {
            state: "paid".to_owned(),
            paid_at: stamp(paid),
            token,
        }]
    }
}

/// Finds the fees on a charge: 1.75 % and 30 of the smallest unit, as recorded for 100 -> 32 (contract section 3).
pub(in crate::sandbox) fn fees(amount: i64) -> i64 {
    (i128::from(amount) * 175 + 5_000)
        .div_euclid(10_000)
        .try_into()
        .unwrap_or(i64::MAX - 30)
        + 30
}

fn status(fate: Fate, refusal: Option<&'static str>) -> &'static str {
    match fate {
        Fate::Authorised | Fate::Lapsed => "Authorised",
        Fate::Voided => "Authorisation Voided",
        _ => refusal.unwrap_or("Success"),
    }
}

/// Chooses the card that was charged, and tells whether it had expired by then.
fn card_for<'a>(
    seed: &ChargeSeed,
    cards: &'a [Card],
    noise: &mut Noise,
) -> Option<(&'a Card, bool)> {
    let (year, month) = year_and_month(seed.at);
    let good = |card: &Card| (card.expiry_year, card.expiry_month) >= (year, month);
    let wished = match seed.plan {
        Some((_, card, _)) => cards.get(usize::try_from(card.unwrap_or(0)).ok()?),
        None if noise.chance(70) => cards.first(),
        None => noise.pick(cards),
    };
    let wished = wished.or(cards.first())?;
    if good(wished) {
        return Some((wished, false));
    }
    let other = cards.iter().find(|card| good(card));
    Some((other.unwrap_or(wished), other.is_none()))
}

/// Turns a price in Australian cents into a plausible one elsewhere, in that currency's smallest unit.
fn local_price(cents: i64, currency: &str) -> i64 {
    match currency {
        "JPY" => cents / 10 * 10,
        "USD" => cents * 7 / 10 / 50 * 50,
        "NZD" => cents * 11 / 10 / 50 * 50,
        _ => cents,
    }
}
