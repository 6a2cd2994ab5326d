//! The charges of base customers over the last two years: what they ordered, and what their subscriptions
//! billed.

use indexmap::IndexMap;

use super::charge_seed::{BaseCharge, Bill, ChargeSeed, Part};
use super::fate::Fate;
use super::pools::Goods;
use super::{BaseCustomer, BaseData, purpose};
use crate::sandbox::world::clock::{DAY, MINUTE, stamp};
use crate::sandbox::world::records::lifecycle::{ChargeDetails, paid_out};
use crate::sandbox::world::records::{Card, Charge, PlanFacts, Transfer};
use crate::sandbox::world::rng::Rng;
use crate::sandbox::world::token::Kind;

/// How far back charges go.
const REACH: i64 = 730 * DAY;

impl BaseCustomer<'_> {
    /// Lists the customer's charges, newest first.
    ///
    /// `billed_until` returns for a plan the last second at which its subscriptions bill in the base data:
    /// now, or an earlier one where a call changed something.
    pub fn charges(self, billed_until: impl Fn(u32) -> i64) -> Vec<ChargeSeed> {
        let midnight = self.base.midnight;
        let oldest = midnight - REACH;
        let orders = if self.are_guests() {
            self.guest_orders()
        } else {
            self.orders(oldest)
        };
        let mut charges = self.with_twins(orders);
        charges.retain(|charge| charge.at >= oldest && charge.at < midnight);
        for subscription in self.subscriptions() {
            let until = billed_until(subscription.plan);
            let bills = subscription.bills(until).into_iter();
            charges.extend(bills.filter(|bill| bill.at >= oldest && bill.at <= until));
        }
        charges.sort_by_key(|charge| (-charge.at, charge.ordinal));
        charges
    }

    fn orders(self, oldest: i64) -> Vec<ChargeSeed> {
        let mut rng = self.rng(purpose::ORDERS, 0);
        let count = match self.by_hand() {
            Some(first) => first.orders,
            None => match rng.below(100) {
                0..14 => 0,
                14..70 => rng.between(1, 9),
                70..94 => rng.between(10, 24),
                _ => rng.between(25, 40),
            },
        };
        let from = (self.created() + 5 * MINUTE).max(oldest);
        let room = self.base.midnight - from - MINUTE;
        (0..u32::try_from(count).unwrap_or(0))
            .map(|ordinal| ChargeSeed {
                ordinal,
                at: from + rng.below(room),
                bill: None,
            })
            .collect()
    }

    /// Lists the customer's cards as they stand in charges.
    pub fn charged_cards(self) -> Vec<Card> {
        let customer = self.token(Kind::Customer, 0);
        let cards = self.cards().into_iter().enumerate();
        cards
            .map(|(nth, (token, facts))| facts.into_card(token, Some((&customer, nth == 0))))
            .collect()
    }
}

impl BaseCharge<'_> {
    /// Draws the charge as it was when it was made.
    pub fn drawn(self) -> Option<Charge> {
        self.drawn_with(&self.customer.charged_cards())
    }

    /// Draws the charge as it was when it was made, with the customer's [`BaseCustomer::charged_cards`].
    pub fn drawn_with(self, cards: &[Card]) -> Option<Charge> {
        let Self { customer, seed } = self;
        let mut rng = customer.rng(purpose::CHARGE, seed.drawn_by());
        let (email, card, lapsed) = self.payment(cards, &mut rng)?;
        let fate = if lapsed {
            Fate::Failed("card_declined")
        } else {
            self.fate()
        };
        let (amount, currency, description) = self.bill(&mut rng);
        let refusal = if let Fate::Failed(code) = fate {
            Some(code)
        } else {
            None
        };
        let (mut ip_address, mut metadata) = (None, IndexMap::new());
        if seed.bill.is_none() {
            ip_address = Some(format!("203.0.113.{}", rng.between(1, 254)));
            metadata = customer.base.pools.goods.metadata(&mut rng);
        }
        let details = ChargeDetails {
            email,
            amount,
            currency,
            description: Some(description),
            ip_address,
            metadata,
            platform_adjustment: 0,
        };
        let token = customer.token(Kind::Charge, seed.ordinal);
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

    /// Returns the email and the card of the charge, and whether the card had expired by then.
    fn payment(self, cards: &[Card], rng: &mut Rng) -> Option<(String, Card, bool)> {
        if self.customer.are_guests() {
            wanted(self.seed, 1, rng);
            let (email, card) = self.guest()?;
            let lapsed = card.details.has_expired(self.seed.at);
            return Some((email, card, lapsed));
        }
        let (card, lapsed) = card_for(self.seed, cards, rng)?;
        Some((self.customer.person().email, card.clone(), lapsed))
    }

    /// The currency of the charge, without drawing the rest of it.
    pub fn currency(self) -> &'static str {
        if let Some((_, plan)) = self.billed_plan() {
            return &plan.terms.currency;
        }
        let mut rng = self.customer.rng(purpose::CHARGE, self.seed.drawn_by());
        // The card is drawn first, and takes as many draws whatever number of cards there is.
        wanted(self.seed, 1, &mut rng);
        self.order_currency(&mut rng)
    }

    fn order_currency(self, rng: &mut Rng) -> &'static str {
        if rng.chance(94) {
            self.customer.currency()
        } else {
            "USD"
        }
    }

    /// Returns what the charge bills of a subscription, and to which plan.
    fn billed_plan(self) -> Option<(Bill, &'static PlanFacts)> {
        let bill = self.seed.bill?;
        Some((bill, &self.customer.base.plan(bill.plan)?.facts))
    }

    /// Draws amount, currency and description of the charge.
    fn bill(self, rng: &mut Rng) -> (i64, &'static str, String) {
        if let Some((bill, plan)) = self.billed_plan() {
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
        let currency = self.order_currency(rng);
        let orders = &self.customer.base.pools.goods.orders;
        let order = rng.weighted(orders, |(_, price)| 2 + 40_000 / price);
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
}

impl Goods {
    /// Draws the metadata of an order.
    fn metadata(&self, rng: &mut Rng) -> IndexMap<String, String> {
        if !rng.chance(35) {
            return IndexMap::new();
        }
        let mut metadata = IndexMap::from([(
            "OrderNumber".to_owned(),
            rng.between(10_000, 99_999).to_string(),
        )]);
        let channel = rng.pick(&self.channels);
        if let Some(channel) = channel.filter(|_| rng.chance(50)) {
            metadata.insert("Channel".to_owned(), channel.clone());
        }
        metadata
    }
}

impl BaseData {
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
