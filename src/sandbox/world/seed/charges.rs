//! The charges of base customers over the last two years: what they ordered, and what their subscriptions
//! billed.

use indexmap::IndexMap;

use super::charge_seed::{ChargeSeed, Part};
use super::fate::Fate;
use super::{BaseData, purpose};
use crate::sandbox::world::clock::{DAY, MINUTE, stamp};
use crate::sandbox::world::records::lifecycle::{ChargeDetails, paid_out};
use crate::sandbox::world::records::{Card, Charge, Transfer};
use crate::sandbox::world::rng::Rng;
use crate::sandbox::world::token::Kind;

/// How far back charges go.
const REACH: i64 = 730 * DAY;

impl BaseData {
    /// Lists a customer's base charges, newest first.
    ///
    /// `billed_until` returns for a plan the last second at which its subscriptions bill in the base data:
    /// now, or an earlier one where a call changed something.
    pub fn charges(&self, index: u32, billed_until: impl Fn(u32) -> i64) -> Vec<ChargeSeed> {
        let oldest = self.midnight - REACH;
        let mut charges = if Self::are_guests(index) {
            self.guests()
        } else {
            self.with_twins(index, self.orders(index, oldest))
        };
        charges.retain(|charge| charge.at >= oldest && charge.at < self.midnight);
        for subscription in self.subscriptions(index) {
            let until = billed_until(subscription.plan);
            let bills = self.bills(index, &subscription, until).into_iter();
            charges.extend(bills.filter(|bill| bill.at >= oldest && bill.at <= until));
        }
        charges.sort_by_key(|charge| (-charge.at, charge.ordinal));
        charges
    }

    fn orders(&self, index: u32, oldest: i64) -> Vec<ChargeSeed> {
        let mut rng = self.rng(purpose::ORDERS, index, 0);
        let count = match self.pools.first(index) {
            Some(first) => first.orders,
            None => match rng.below(100) {
                0..14 => 0,
                14..70 => rng.between(1, 9),
                70..94 => rng.between(10, 24),
                _ => rng.between(25, 40),
            },
        };
        let from = (self.born(index) + 5 * MINUTE).max(oldest);
        let room = self.midnight - from - MINUTE;
        (0..u32::try_from(count).unwrap_or(0))
            .map(|ordinal| ChargeSeed {
                ordinal,
                at: from + rng.below(room),
                bill: None,
            })
            .collect()
    }

    /// Draws the details of a base charge as they were when it was made; `cards` are the customer's base
    /// cards.
    pub fn charge(&self, index: u32, seed: &ChargeSeed, cards: &[Card]) -> Option<Charge> {
        let mut rng = self.rng(purpose::CHARGE, index, seed.drawn_by());
        let (email, card, lapsed) = self.payment(index, seed, cards, &mut rng)?;
        let fate = if lapsed {
            Fate::Failed("card_declined")
        } else {
            self.fate(index, seed)
        };
        let (amount, currency, description) = self.bill(index, seed, &mut rng);
        let refusal = if let Fate::Failed(code) = fate {
            Some(code)
        } else {
            None
        };
        let (ip_address, metadata) = if seed.bill.is_none() {
            let ip_address = format!("203.0.113.{}", rng.between(1, 254));
            (Some(ip_address), self.metadata(&mut rng))
        } else {
            (None, IndexMap::new())
        };
        let details = ChargeDetails {
            email,
            amount,
            currency,
            description: Some(description),
            ip_address,
            metadata,
            platform_adjustment: 0,
        };
        let token = self.token(Kind::Charge, index, seed.ordinal);
        let mut charge = Charge::new(token, details, card, refusal, seed.at);
        if fate.is_captured() {
            charge.capture(seed.at);
        }
        if fate == Fate::Voided {
            charge.void();
        }
        charge.active_chargebacks = fate == Fate::Disputed;
        Some(charge)
    }

    /// Returns the email and the card of a charge, and whether the card had expired by then.
    fn payment(
        &self,
        index: u32,
        seed: &ChargeSeed,
        cards: &[Card],
        rng: &mut Rng,
    ) -> Option<(String, Card, bool)> {
        if Self::are_guests(index) {
            wanted(seed, 1, rng);
            let (email, card) = self.guest(seed)?;
            let lapsed = card.details.has_expired(seed.at);
            return Some((email, card, lapsed));
        }
        let (card, lapsed) = card_for(seed, cards, rng)?;
        Some((self.person(index).email, card.clone(), lapsed))
    }

    /// Draws the details of a base charge with the customer's cards as they were before any change.
    pub fn whole_charge(&self, index: u32, seed: &ChargeSeed) -> Option<Charge> {
        self.charge(index, seed, &self.charged_cards(index))
    }

    /// Lists a customer's base cards as they stand in charges.
    pub fn charged_cards(&self, index: u32) -> Vec<Card> {
        let customer = self.token(Kind::Customer, index, 0);
        let cards = self.cards(index).into_iter().enumerate();
        cards
            .map(|(nth, (token, facts))| facts.into_card(token, Some((&customer, nth == 0))))
            .collect()
    }

    /// The currency of a base charge, without drawing the rest of it.
    pub fn currency_of(&self, index: u32, seed: &ChargeSeed) -> &'static str {
        if let Some(plan) = seed.bill.and_then(|bill| self.plan(bill.plan)) {
            return &plan.terms.currency;
        }
        let mut rng = self.rng(purpose::CHARGE, index, seed.drawn_by());
        // The card is drawn first, and takes as many draws whatever number of cards there is.
        wanted(seed, 1, &mut rng);
        self.order_currency(index, &mut rng)
    }

    fn order_currency(&self, index: u32, rng: &mut Rng) -> &'static str {
        if rng.chance(94) {
            self.currency(index)
        } else {
            "USD"
        }
    }

    /// Draws amount, currency and description of a charge.
    pub(super) fn bill(
        &self,
        index: u32,
        seed: &ChargeSeed,
        rng: &mut Rng,
    ) -> (i64, &'static str, String) {
        if let Some(bill) = seed.bill
            && let Some(plan) = self.plan(bill.plan)
        {
            let terms = &plan.terms;
            let amount = match bill.part {
                Part::Trial => terms.trial_amount,
                Part::First => terms.first_bill(true),
                Part::Later => terms.amount,
            };
            let description = if bill.part == Part::Trial {
                trial_description(&plan.name)
            } else {
                plan.name.clone()
            };
            return (amount, &terms.currency, description);
        }
        let currency = self.order_currency(index, rng);
        let order = rng.weighted(&self.pools.goods.orders, |(_, price)| 2 + 40_000 / price);
        let (order, price) =
            order.map_or(("Order", 1_000), |(order, price)| (order.as_str(), *price));
        let several = rng
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

    fn metadata(&self, rng: &mut Rng) -> IndexMap<String, String> {
        if !rng.chance(35) {
            return IndexMap::new();
        }
        let mut metadata = IndexMap::from([(
            "OrderNumber".to_owned(),
            rng.between(10_000, 99_999).to_string(),
        )]);
        if let Some(channel) = rng
            .pick(&self.pools.goods.channels)
            .filter(|_| rng.chance(50))
        {
            metadata.insert("Channel".to_owned(), channel.clone());
        }
        metadata
    }

    /// Returns the payout of a charge captured at a second; the newest charges wait for theirs.
    pub fn transfer(&self, captured: i64, currency: &str, now: i64) -> Option<Transfer> {
        let paid = paid_out(captured);
        if paid > now {
            return None;
        }
        let ordinal = u32::from(currency.bytes().next().unwrap_or(0));
        let day = u32::try_from(paid.div_euclid(DAY)).unwrap_or(0);
        Some(Transfer {
            state: "paid".to_owned(),
            paid_at: stamp(paid),
            token: self.token(Kind::Transfer, day, ordinal),
        })
    }
}

/// The description of a trial's charge.
pub fn trial_description(plan: &str) -> String {
    format!("{plan}: trial")
}

/// Returns the charged card, and whether it had expired by then; an order falls back on a good one.
fn card_for<'a>(seed: &ChargeSeed, cards: &'a [Card], rng: &mut Rng) -> Option<(&'a Card, bool)> {
    let wanted = cards.get(wanted(seed, cards.len(), rng));
    let wanted = wanted.or(cards.first())?;
    if !wanted.details.has_expired(seed.at) {
        return Some((wanted, false));
    }
    let is_good = |card: &&Card| seed.bill.is_none() && !card.details.has_expired(seed.at);
    let other = cards.iter().find(is_good);
    Some((other.unwrap_or(wanted), other.is_none()))
}

/// Draws which of so many cards was to be charged.
fn wanted(seed: &ChargeSeed, cards: usize, rng: &mut Rng) -> usize {
    let place = match seed.bill {
        Some(bill) => i64::from(bill.card.unwrap_or(0)),
        None if rng.chance(70) => 0,
        None => rng.below(i64::try_from(cards).unwrap_or(i64::MAX)),
    };
    usize::try_from(place).unwrap_or(0)
}

/// Converts a price in Australian cents into a plausible one elsewhere, in that currency's smallest unit.
fn local_price(cents: i64, currency: &str) -> i64 {
    match currency {
        "JPY" => cents / 10 * 10,
        "USD" => cents * 7 / 10 / 50 * 50,
        "NZD" => cents * 11 / 10 / 50 * 50,
        _ => cents,
    }
}
