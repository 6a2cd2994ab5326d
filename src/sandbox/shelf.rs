//! The account-wide lists of base records, worked out when they are first asked for.
//!
//! *Choice*: they hold what belongs to the newest 1,000 customers, so that they stay small whatever the size of the
//! sandbox, and beside them everything that calls made or touched; a plan's `subscription_counts` count the same
//! subscriptions that `GET /subscriptions` lists.

use std::sync::OnceLock;

use super::clock::DAY;
use super::record::{Card, Charge};
use super::seed::{ChargeSeed, SubscriptionSeed, World};
use super::token::Kind;

/// How far ahead of now charges are worked out, so that it need not be done again at every call.
const AHEAD: i64 = 2 * DAY;

/// A charge as far as a search is concerned.
pub(super) struct Searchable {
    /// What is searched, in lower case.
    pub(super) text: Box<str>,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) card: String,
}

impl Searchable {
    pub(super) fn of(charge: &Charge) -> Self {
        let card_name = charge.card.name.as_deref();
        let fields = [
            charge.description.as_deref(),
            Some(&charge.email),
            card_name,
        ];
        let metadata = charge.metadata.iter().flat_map(|(key, value)| [key, value]);
        let mut text = String::new();
        for field in fields
            .into_iter()
            .flatten()
            .chain(metadata.map(String::as_str))
        {
            text.extend(field.chars().flat_map(char::to_lowercase));
            // A query of one line cannot match across two fields.
            text.push('\n');
        }
        Self {
            text: text.into_boxed_str(),
            amount: charge.amount,
            currency: charge.currency.clone(),
            card: charge.card.token.clone(),
        }
    }
}

/// A refund of a base charge.
pub(super) struct ShelvedRefund {
    /// When it was made, in seconds since 1970.
    pub(super) at: i64,
    pub(super) token: String,
}

/// Lists of (customer index, record), newest first; charges may lie ahead of now.
pub(super) struct Shelf {
    until: i64,
    charges: OnceLock<Vec<(u32, ChargeSeed)>>,
    searchable: OnceLock<Vec<Searchable>>,
    refunds: OnceLock<Vec<ShelvedRefund>>,
    subscriptions: OnceLock<Vec<(u32, SubscriptionSeed)>>,
}

impl Shelf {
    /// Makes an empty shelf that is good for a while from `now`.
    pub(super) fn new(now: i64) -> Self {
        Self {
            until: now + AHEAD,
            charges: OnceLock::new(),
            searchable: OnceLock::new(),
            refunds: OnceLock::new(),
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

    /// Gives what a search needs to know of each of the [`Self::charges`].
    pub(super) fn searchable(&self, world: &World) -> &[Searchable] {
        self.searchable.get_or_init(|| {
            let of = |(index, seed): &(u32, ChargeSeed)| {
                let charge = world.charge(*index, seed, &cards(world, *index));
                charge.map(|charge| Searchable::of(&charge))
            };
            self.charges(world).iter().filter_map(of).collect()
        })
    }

    pub(super) fn refunds(&self, world: &World) -> &[ShelvedRefund] {
        self.refunds.get_or_init(|| {
            let of = |(index, seed): &(u32, ChargeSeed)| {
                let charge = world.charge(*index, seed, &cards(world, *index));
                let refunded = charge.filter(|charge| charge.captured);
                refunded.map_or_else(Vec::new, |charge| {
                    world.refunds(*index, seed, charge.amount)
                })
            };
            let refunded = self.charges(world).iter();
            let refunded = refunded.filter(|(index, seed)| world.is_refunded(*index, seed));
            let shelved = |refund: super::seed::RefundSeed| ShelvedRefund {
                at: refund.at,
                token: refund.token,
            };
            let mut refunds: Vec<_> = refunded.flat_map(of).map(shelved).collect();
            refunds.sort_by_key(|refund| -refund.at);
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

/// The base cards of a customer as they were.
fn cards(world: &World, index: u32) -> Vec<Card> {
    let cards = (0_u32..).zip(world.cards(index));
    cards
        .map(|(ordinal, facts)| facts.card(&world.token(Kind::Card, index, ordinal), None))
        .collect()
}
