//! The objects as they stand on the wire, fields in the server's order (contract section 3).

pub mod currency;
pub mod declines;
pub mod lifecycle;
pub mod terms;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::clock::is_over;
use terms::{State, Terms};

/// What answers and the database hold alike of a card: where it is from, how long it is good, and whose it
/// is.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CardDetails {
    pub issuing_country: String,
    pub expiry_month: i64,
    pub expiry_year: i64,
    pub name: Option<String>,
    pub address_line1: Option<String>,
    pub address_line2: Option<String>,
    pub address_city: Option<String>,
    pub address_postcode: Option<String>,
    pub address_state: Option<String>,
    pub address_country: Option<String>,
}

impl CardDetails {
    /// Whether its last month is over at a second.
    pub fn has_expired(&self, at: i64) -> bool {
        is_over((self.expiry_year, self.expiry_month), at)
    }
}

/// A card in an answer; `customer_token` and `primary` are null while it belongs to nobody.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Card {
    pub token: String,
    pub scheme: String,
    pub display_number: String,
    #[serde(flatten)]
    pub details: CardDetails,
    pub customer_token: Option<String>,
    pub primary: Option<bool>,
    pub network_type: Option<String>,
    pub network_format: Option<String>,
}

/// What is stored of a card: never its number or CVC, only what the API answers and how its charges end.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct CardFacts {
    pub scheme: String,
    pub last_four: String,
    #[serde(flatten)]
    pub details: CardDetails,
    /// The wallet a network token comes from, `applepay` or `googlepay`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub network_type: Option<String>,
    /// The error code with which a charge of this card ends; absent when it succeeds (contract section 11).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refusal: Option<String>,
}

impl CardFacts {
    /// Returns the card as the API answers it.
    pub fn card(&self, token: &str, owner: Option<(&str, bool)>) -> Card {
        self.clone().into_card(token.to_owned(), owner)
    }

    /// The error code with which a charge ends because the card has expired (*choice*: it is declined).
    pub fn expired(&self, at: i64) -> Option<String> {
        let has_expired = self.details.has_expired(at);
        has_expired.then(|| "card_declined".to_owned())
    }

    /// Converts into the card that the API answers; the form for American Express and Diners is a *choice*.
    pub fn into_card(self, token: String, owner: Option<(&str, bool)>) -> Card {
        let mask = match self.scheme.as_str() {
            "american_express" => "XXXX-XXXXXX-X",
            "diners_club" => "XXXX-XXXXXX-",
            _ => "XXXX-XXXX-XXXX-",
        };
        Card {
            token,
            scheme: self.scheme,
            display_number: [mask, &self.last_four].concat(),
            details: self.details,
            customer_token: owner.map(|(customer, _)| customer.to_owned()),
            primary: owner.map(|(_, primary)| primary),
            network_type: self.network_type,
            network_format: None,
        }
    }
}

/// The fields of a customer that can be changed.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Person {
    pub email: String,
    pub first_name: Option<String>,
    pub last_name: Option<String>,
    pub phone_number: Option<String>,
    pub company: Option<String>,
    pub notes: Option<String>,
}

/// A customer in an answer.
#[derive(Debug, Serialize)]
pub struct Customer {
    pub token: String,
    #[serde(flatten)]
    pub person: Person,
    pub created_at: String,
    pub card: Option<Card>,
}

/// A charge in an answer and, if a call made it, in the database.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "the API has no status field")]
pub struct Charge {
    pub token: String,
    pub success: bool,
    pub amount: i64,
    pub currency: String,
    pub description: Option<String>,
    pub email: String,
    pub ip_address: Option<String>,
    pub created_at: String,
    pub status_message: String,
    pub error_message: Option<String>,
    pub card: Card,
    pub transfer: Vec<Transfer>,
    pub amount_refunded: i64,
    pub total_fees: Option<i64>,
    pub merchant_entitlement: Option<i64>,
    pub refund_pending: bool,
    pub authorisation_token: Option<String>,
    pub authorisation_expired: bool,
    pub authorisation_voided: bool,
    pub captured: bool,
    pub captured_at: Option<String>,
    pub settlement_currency: String,
    pub active_chargebacks: bool,
    /// In the order in which they were sent.
    pub metadata: IndexMap<String, String>,
    pub platform_fees: i64,
    /// The platform's share.
    pub platform_adjustment: Sum,
}

/// The payout that carried a charge to the merchant.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Transfer {
    pub state: String,
    pub paid_at: String,
    pub token: String,
}

/// A refund; `success` is null while it is pending.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Refund {
    pub token: String,
    pub success: Option<bool>,
    pub amount: i64,
    pub currency: String,
    pub charge: String,
    pub created_at: String,
    pub error_message: Option<String>,
    pub status_message: String,
}

/// A subscription; without `card_token` it bills the customer's primary card.
#[derive(Clone, Debug, Serialize)]
pub struct Subscription {
    pub state: &'static str,
    pub next_billing_date: Option<String>,
    pub active_interval_started_at: Option<String>,
    pub active_interval_finishes_at: Option<String>,
    pub cancelled_at: Option<String>,
    pub created_at: String,
    pub token: String,
    pub plan_token: String,
    pub customer_token: Option<String>,
    pub card_token: Option<String>,
}

/// What is stored of a plan.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlanFacts {
    pub name: String,
    #[serde(flatten)]
    pub terms: Terms,
    pub customer_permissions: Vec<String>,
}

/// A plan in an answer.
#[derive(Debug, Serialize)]
pub struct Plan {
    pub name: String,
    #[serde(flatten)]
    pub terms: Terms,
    pub created_at: String,
    pub token: String,
    pub customer_permissions: Vec<String>,
    pub subscription_counts: Counts,
}

/// A line of a subscription's ledger.
#[derive(Debug, Serialize)]
pub struct LedgerEntry {
    pub created_at: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub amount: i64,
    pub currency: String,
    pub annotation: &'static str,
}

/// A card or wallet for one charge (contract section 6).
#[derive(Debug, Serialize)]
pub struct PaymentSource {
    pub token: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub source: Card,
}

/// The merchant's money by currency; `pending` includes `available` (contract section 10).
#[derive(Debug, Serialize)]
pub struct Balance {
    pub available: Vec<Sum>,
    pub pending: Vec<Sum>,
}

/// An amount of one currency.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Sum {
    pub amount: i64,
    pub currency: String,
}

/// The number of a plan's subscriptions in each state.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct Counts {
    pub trial: u32,
    pub active: u32,
    pub cancelling: u32,
    pub cancelled: u32,
}

impl Counts {
    /// Adds subscriptions of a state.
    pub fn add(&mut self, state: State, subscriptions: u32) {
        *self.of(state) += subscriptions;
    }

    /// Takes one subscription of a state away.
    pub fn take(&mut self, state: State) {
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
