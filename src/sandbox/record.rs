//! The objects as they stand on the wire, fields in the server's order (contract section 3).

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::clock::is_over;
use super::terms::{State, Terms};

/// A card as answered; `customer_token` and `primary` are null while it belongs to nobody.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Card {
    pub(super) token: String,
    pub(super) scheme: String,
    pub(super) display_number: String,
    pub(super) issuing_country: String,
    pub(super) expiry_month: i64,
    pub(super) expiry_year: i64,
    pub(super) name: Option<String>,
    pub(super) address_line1: Option<String>,
    pub(super) address_line2: Option<String>,
    pub(super) address_city: Option<String>,
    pub(super) address_postcode: Option<String>,
    pub(super) address_state: Option<String>,
    pub(super) address_country: Option<String>,
    pub(super) customer_token: Option<String>,
    pub(super) primary: Option<bool>,
    pub(super) network_type: Option<String>,
    pub(super) network_format: Option<String>,
}

impl Card {
    /// Tells whether its last month is over at a moment.
    pub(super) fn has_expired(&self, at: i64) -> bool {
        is_over((self.expiry_year, self.expiry_month), at)
    }
}

/// What is kept of a card: never its number or CVC, only what the API answers and how its charges end.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct CardFacts {
    pub(super) scheme: String,
    pub(super) last_four: String,
    pub(super) issuing_country: String,
    pub(super) expiry_month: i64,
    pub(super) expiry_year: i64,
    pub(super) name: Option<String>,
    pub(super) address_line1: Option<String>,
    pub(super) address_line2: Option<String>,
    pub(super) address_city: Option<String>,
    pub(super) address_postcode: Option<String>,
    pub(super) address_state: Option<String>,
    pub(super) address_country: Option<String>,
    /// The wallet a network token comes from, `applepay` or `googlepay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) network_type: Option<String>,
    /// The error code that a charge of this card ends with; absent when it succeeds (contract section 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) refusal: Option<String>,
}

impl CardFacts {
    /// Writes the card as the API answers it.
    pub(super) fn card(&self, token: &str, owner: Option<(&str, bool)>) -> Card {
        self.clone().into_card(token.to_owned(), owner)
    }

    /// Names the refusal with which the card's charges end at a moment (*choice*: one that has expired is declined).
    pub(super) fn expired(&self, at: i64) -> Option<String> {
        let over = is_over((self.expiry_year, self.expiry_month), at);
        over.then(|| "card_declined".to_owned())
    }

    /// Turns into the card that the API answers; the form for American Express and Diners is a *choice*.
    pub(super) fn into_card(self, token: String, owner: Option<(&str, bool)>) -> Card {
        let mask = match self.scheme.as_str() {
            "american_express" => "XXXX-XXXXXX-X",
            "diners_club" => "XXXX-XXXXXX-",
            _ => "XXXX-XXXX-XXXX-",
        };
        Card {
            token,
            scheme: self.scheme,
            display_number: [mask, &self.last_four].concat(),
            issuing_country: self.issuing_country,
            expiry_month: self.expiry_month,
            expiry_year: self.expiry_year,
            name: self.name,
            address_line1: self.address_line1,
            address_line2: self.address_line2,
            address_city: self.address_city,
            address_postcode: self.address_postcode,
            address_state: self.address_state,
            address_country: self.address_country,
            customer_token: owner.map(|(customer, _)| customer.to_owned()),
            primary: owner.map(|(_, primary)| primary),
            network_type: self.network_type.clone(),
            network_format: None,
        }
    }
}

/// The fields of a customer that can be changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Person {
    pub(super) email: String,
    pub(super) first_name: Option<String>,
    pub(super) last_name: Option<String>,
    pub(super) phone_number: Option<String>,
    pub(super) company: Option<String>,
    pub(super) notes: Option<String>,
}

/// A customer as answered.
#[derive(Debug, Serialize)]
pub(super) struct Customer {
    pub(super) token: String,
    #[serde(flatten)]
    pub(super) person: Person,
    pub(super) created_at: String,
    pub(super) card: Option<Card>,
}

/// A charge as answered and, for those made by a call, as stored.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the API has no status field")]
pub(super) struct Charge {
    pub(super) token: String,
    pub(super) success: bool,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) description: Option<String>,
    pub(super) email: String,
    pub(super) ip_address: Option<String>,
    pub(super) created_at: String,
    pub(super) status_message: String,
    pub(super) error_message: Option<String>,
    pub(super) card: Card,
    pub(super) transfer: Vec<Transfer>,
    pub(super) amount_refunded: i64,
    pub(super) total_fees: Option<i64>,
    pub(super) merchant_entitlement: Option<i64>,
    pub(super) refund_pending: bool,
    pub(super) authorisation_token: Option<String>,
    pub(super) authorisation_expired: bool,
    pub(super) authorisation_voided: bool,
    pub(super) captured: bool,
    pub(super) captured_at: Option<String>,
    pub(super) settlement_currency: String,
    pub(super) active_chargebacks: bool,
    /// In the order in which it was sent.
    pub(super) metadata: IndexMap<String, String>,
    pub(super) platform_fees: i64,
    pub(super) platform_adjustment: Adjustment,
}

/// The payout that carried a charge to the merchant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Transfer {
    pub(super) state: String,
    pub(super) paid_at: String,
    pub(super) token: String,
}

/// An amount that a platform keeps of a charge.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Adjustment {
    pub(super) amount: i64,
    pub(super) currency: String,
}

/// A refund; `success` is null while it is pending.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Refund {
    pub(super) token: String,
    pub(super) success: Option<bool>,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) charge: String,
    pub(super) created_at: String,
    pub(super) error_message: Option<String>,
    pub(super) status_message: String,
}

/// A subscription; without `card_token` it bills the customer's primary card.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Subscription {
    pub(super) state: &'static str,
    pub(super) next_billing_date: Option<String>,
    pub(super) active_interval_started_at: Option<String>,
    pub(super) active_interval_finishes_at: Option<String>,
    pub(super) cancelled_at: Option<String>,
    pub(super) created_at: String,
    pub(super) token: String,
    pub(super) plan_token: String,
    pub(super) customer_token: Option<String>,
    pub(super) card_token: Option<String>,
}

/// What is kept of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct PlanFacts {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) terms: Terms,
    pub(super) customer_permissions: Vec<String>,
}

/// A plan as answered.
#[derive(Debug, Serialize)]
pub(super) struct Plan {
    pub(super) name: String,
    #[serde(flatten)]
    pub(super) terms: Terms,
    pub(super) created_at: String,
    pub(super) token: String,
    pub(super) customer_permissions: Vec<String>,
    pub(super) subscription_counts: Counts,
}

/// A line of a subscription's account.
#[derive(Debug, Serialize)]
pub(super) struct LedgerEntry {
    pub(super) created_at: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) amount: i64,
    pub(super) currency: String,
    pub(super) annotation: &'static str,
}

/// A card or wallet that was given to the API for one charge (contract section 6).
#[derive(Debug, Serialize)]
pub(super) struct PaymentSource {
    pub(super) token: String,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) source: Card,
}

/// What the merchant has, by currency; `pending` includes `available` (contract section 10).
#[derive(Debug, Serialize)]
pub(super) struct Balance {
    pub(super) available: Vec<Sum>,
    pub(super) pending: Vec<Sum>,
}

/// An amount of one currency.
#[derive(Debug, Serialize)]
pub(super) struct Sum {
    pub(super) amount: i64,
    pub(super) currency: String,
}

/// How many subscriptions of a plan are in each state.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(super) struct Counts {
    pub(super) trial: u32,
    pub(super) active: u32,
    pub(super) cancelling: u32,
    pub(super) cancelled: u32,
}

impl Counts {
    /// Counts subscriptions of a state.
    pub(super) fn add(&mut self, state: State, subscriptions: u32) {
        *self.of(state) += subscriptions;
    }

    /// Counts one of a state no more.
    pub(super) fn take(&mut self, state: State) {
        let count = self.of(state);
        *count = count.saturating_sub(1);
    }

    fn of(&mut self, state: State) -> &mut u32 {
        match state {
            State::Trial => &mut self.trial,
            State::Active => &mut self.active,
            State::Cancelling => &mut self.cancelling,
            State::Cancelled => &mut self.cancelled,
        }
    }
}
