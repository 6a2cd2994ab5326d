//! Tokens of the API's objects, one type a kind, so that a card can never be asked for as a customer.
use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::sync::Arc;

/// The longest token taken from the wire; real ones have a prefix and 22 characters (contract section 1).
const LONGEST: usize = 64;
/// How many characters a token has after its prefix, at least.
const BODY: usize = 22;

/// Whether a text can stand in a path as it is: the token alphabet of contract section 1.
fn is_token(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-')
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Arc<str>);

        impl $name {
            /// Takes a token, or refuses what could not stand in a request path as it is.
            pub fn new(text: &str) -> Option<Self> {
                is_token(text).then(|| Self(text.into()))
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Visitor;
                impl de::Visitor<'_> for Visitor {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a token")
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        $name::new(text).ok_or_else(|| E::custom("not a token"))
                    }
                }
                deserializer.deserialize_str(Visitor)
            }
        }
    )*};
}

ids! {
    /// Names a customer (`cus_`).
    CustomerId,
    /// Names a card (`card_`).
    CardId,
    /// Names a subscription (`sub_`).
    SubscriptionId,
    /// Names a charge (`ch_`).
    ChargeId,
    /// Names a plan (`plan_`).
    PlanId,
    /// Names a refund (`rf_`).
    RefundId,
}

/// Names a record of any kind, as its token does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    Customer(CustomerId),
    Card(CardId),
    Charge(ChargeId),
    Refund(RefundId),
    Subscription(SubscriptionId),
    Plan(PlanId),
}

impl Token {
    /// Takes a text that is one whole token; a part of one names nothing.
    pub fn whole(text: &str) -> Option<Self> {
        let text = text.trim();
        let (prefix, body) = text.split_once('_')?;
        if body.len() < BODY {
            return None;
        }
        Some(match prefix {
            "cus" => Self::Customer(CustomerId::new(text)?),
            "card" => Self::Card(CardId::new(text)?),
            "ch" => Self::Charge(ChargeId::new(text)?),
            "rf" => Self::Refund(RefundId::new(text)?),
            "sub" => Self::Subscription(SubscriptionId::new(text)?),
            "plan" => Self::Plan(PlanId::new(text)?),
            _ => return None,
        })
    }

    /// Returns the word for its kind of record.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Customer(_) => "customer",
            Self::Card(_) => "card",
            Self::Charge(_) => "charge",
            Self::Refund(_) => "refund",
            Self::Subscription(_) => "subscription",
            Self::Plan(_) => "plan",
        }
    }
}

impl fmt::Display for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Customer(id) => id.as_str(),
            Self::Card(id) => id.as_str(),
            Self::Charge(id) => id.as_str(),
            Self::Refund(id) => id.as_str(),
            Self::Subscription(id) => id.as_str(),
            Self::Plan(id) => id.as_str(),
        })
    }
}
