//! The account-wide lists of base records, worked out when they are first asked for.
//!
//! *Choice*: they hold what belongs to the newest 1,000 customers, so that they stay small whatever the size of the
//! sandbox, and beside them every charge and refund that was made since, and the subscriptions of all customers that were
//! touched; a plan's `subscription_counts` count the same subscriptions that `GET /subscriptions` lists.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::clock::DAY;
use super::outline::Outline;
use super::record::{Card, Charge};
use super::seed::{ChargeSeed, RefundSeed, SubscriptionSeed, World};
use super::token::Kind;

/// How far ahead of now charges are worked out, so that it need not be done again at every call.
const AHEAD: i64 = 2 * DAY;

/// A refund of a base charge.
pub(super) struct ShelvedRefund {
    /// The place of its charge among [`Shelf::charges`].
    pub(super) charge: usize,
    pub(super) refund: RefundSeed,
}

/// Lists of (customer index, record), newest first; charges may lie ahead of now.
pub(super) struct Shelf {
    until: i64,
    charges: OnceLock<Vec<(u32, ChargeSeed)>>,
    outlines: OnceLock<Vec<Outline>>,
    refunds: OnceLock<Vec<ShelvedRefund>>,
    currencies: OnceLock<BTreeSet<String>>,
    subscriptions: OnceLock<Vec<(u32, SubscriptionSeed)>>,
}

impl Shelf {
    /// Makes an empty shelf that is good for a while from `now`.
    pub(super) fn new(now: i64) -> Self {
        Self {
            until: now + AHEAD,
            charges: OnceLock::new(),
            outlines: OnceLock::new(),
            refunds: OnceLock::new(),
            currencies: OnceLock::new(),
            subscriptions: OnceLock::new(),
        }
    }

    /// Tells whether the lists reach as far as `now`.
    pub(super) fn reaches(&self, now: i64) -> bool {
        now <= self.until
    }

    pub(super) fn charges(&self, world: &World) -> &[(u32, ChargeSeed)] {
        self.charges.get_or_init(|| {
            let of = |index| {
                let charges = world.charges(index, |_| self.until);
                charges.into_iter().map(move |charge| (index, charge))
            };
            let mut charges: Vec<_> = (0..world.account_wide()).flat_map(of).collect();
            charges.sort_by_key(|(_, charge)| -charge.at);
            charges
        })
    }

    /// Outlines each of the [`Self::charges`].
    pub(super) fn outlines(&self, world: &World) -> &[Outline] {
        self.outlines.get_or_init(|| {
            let charges = self.charges(world).iter();
            // Every charge has a card, so none is left out and the places stay the same.
            charges
                .filter_map(|(index, seed)| charge(world, *index, seed))
                .map(|charge| Outline::of(&charge))
                .collect()
        })
    }

    /// Lists the currencies of the charges.
    pub(super) fn currencies(&self, world: &World) -> &BTreeSet<String> {
        self.currencies.get_or_init(|| {
            let outlines = self.outlines(world).iter();
            outlines.map(|outline| outline.currency.clone()).collect()
        })
    }

    pub(super) fn refunds(&self, world: &World) -> &[ShelvedRefund] {
        self.refunds.get_or_init(|| {
            let charges = self.charges(world).iter().enumerate();
            let refunded = charges.filter(|(_, (index, seed))| world.is_refunded(*index, seed));
            let mut refunds: Vec<_> = refunded
                .filter_map(|(place, (index, seed))| {
                    let charge = charge(world, *index, seed).filter(|charge| charge.captured)?;
                    Some((place, world.refunds(*index, seed, charge.amount)))
                })
                .flat_map(|(charge, refunds)| {
                    let shelved = move |refund| ShelvedRefund { charge, refund };
                    refunds.into_iter().map(shelved)
                })
                .collect();
            refunds.sort_by_key(|shelved| -shelved.refund.at);
            refunds
        })
    }

    pub(super) fn subscriptions(&self, world: &World) -> &[(u32, SubscriptionSeed)] {
        self.subscriptions.get_or_init(|| {
            let of = |index| {
                let subscriptions = world.subscriptions(index);
                subscriptions.into_iter().map(move |seed| (index, seed))
            };
            let mut subscriptions: Vec<_> = (0..world.account_wide()).flat_map(of).collect();
            subscriptions.sort_by_key(|(_, seed)| -seed.course.created);
            subscriptions
        })
    }
}

/// Works a base charge out as it was made.
fn charge(world: &World, index: u32, seed: &ChargeSeed) -> Option<Charge> {
    let cards: Vec<Card> = (0_u32..)
        .zip(world.cards(index))
        .map(|(ordinal, facts)| facts.into_card(world.token(Kind::Card, index, ordinal), None))
        .collect();
    world.charge(index, seed, &cards)
}
