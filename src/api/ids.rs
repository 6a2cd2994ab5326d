//! Tokens of the API's objects, one type per kind, so that a card can never be requested as a customer.
use serde::{Deserialize, Deserializer, de};
use std::fmt;
use std::sync::Arc;

/// The longest token that is accepted; real ones have a prefix and 22 characters (contract section 1).
const LONGEST: usize = 64;
/// The fewest characters that a whole token has after its prefix.
const BODY: usize = 22;

/// Whether a text has only the characters of a token (contract section 1), which need no escapes in a path.
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
            /// Returns the token, or `None` if a request path could not contain the text unescaped.
            pub fn new(text: &str) -> Option<Self> {
                is_token(text).then(|| Self(text.into()))
            }

            /// Returns the token as the API writes it, prefix included.
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
    /// The token of a customer (`cus_`).
    CustomerId,
    /// The token of a card (`card_`).
    CardId,
    /// The token of a subscription (`sub_`).
    SubscriptionId,
    /// The token of a charge (`ch_`).
    ChargeId,
    /// The token of a plan (`plan_`).
    PlanId,
    /// The token of a refund (`rf_`).
    RefundId,
}

/// The token of a record of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// A token that begins with `cus_`.
    Customer(CustomerId),
    /// A token that begins with `card_`.
    Card(CardId),
    /// A token that begins with `ch_`.
    Charge(ChargeId),
    /// A token that begins with `rf_`.
    Refund(RefundId),
    /// A token that begins with `sub_`.
    Subscription(SubscriptionId),
    /// A token that begins with `plan_`.
    Plan(PlanId),
}

impl Token {
    /// Returns the token that the whole text is, ignoring space around it; `None` for part of a token.
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

    /// Returns the word for the kind of record, such as `customer`.
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
