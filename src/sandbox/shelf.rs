//! The account-wide lists of base charges and subscriptions, worked out when they are first asked for.
//!
//! *Choice*: they hold what belongs to the newest 1,000 customers, so that they stay small whatever the size of the
//! sandbox; a plan's `subscription_counts` count the same subscriptions that `GET /subscriptions` lists.

use std::sync::OnceLock;

use super::seed::{ChargeSeed, SubscriptionSeed, World};

/// Lists of (customer index, record), newest first.
#[derive(Default)]
pub(super) struct Shelf {
    charges: OnceLock<Vec<(u32, ChargeSeed)>>,
    subscriptions: OnceLock<Vec<(u32, SubscriptionSeed)>>,
}

impl Shelf {
    pub(super) fn charges(&self, world: &World) -> &[(u32, ChargeSeed)] {
        self.charges.get_or_init(|| {
            let of = |index| {
                world
                    .charges(index)
                    .into_iter()
                    .map(move |charge| (index, charge))
            };
            let mut charges: Vec<_> = (0..world.account_wide()).flat_map(of).collect();
            charges.sort_by_key(|(_, charge)| -charge.at);
            charges
        })
    }

    pub(super) fn subscriptions(&self, world: &World) -> &[(u32, SubscriptionSeed)] {
        self.subscriptions.get_or_init(|| {
            let of = |index| {
                world
                    .subscriptions(index)
                    .into_iter()
                    .map(move |subscription| (index, subscription))
            };
            let mut subscriptions: Vec<_> = (0..world.account_wide()).flat_map(of).collect();
            subscriptions.sort_by_key(|(_, subscription)| -subscription.created);
            subscriptions
        })
    }
}
